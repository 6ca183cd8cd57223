"""Rules of identity and reference: NMP201 to NMP203."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from nmpolicy.errors import did_you_mean
from nmpolicy.problems import Severity
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.sources import Source
from nmpolicy.records.walk import Reference, references
from nmpolicy.rules.catalog import Finding, Place, example, placed, rule

_HINTS = 20  # looking for the nearest id reads them all, so only the first few findings get one
_HINT_IDS = 10_000

_source = Source(id="report", kind="news-article", title="A report")
_evidence = (Evidence(source=_source),)
_city = Organization(id="city", name="A city", evidence=_evidence)
_mayor = Person(id="mayor", name="A. Mayor", evidence=_evidence)


def _office(organization: str) -> Post:
    return Post(id="mayors-office", name="Mayor", organization=organization, evidence=_evidence)


@rule(
    "NMP201",
    Severity.ERROR,
    "duplicate id",
    failing=lambda: example(_source, _city, Person(id="city", name="C. Ity", evidence=_evidence)),
    passing=lambda: example(_source, _city, _mayor),
)
def duplicate_id(collection: Collection) -> Iterator[Finding]:
    """An id names one record in the whole collection. Where two bear it, no reference says which one it means."""
    for record, place, first in collection.duplicates():
        yield Finding(
            (*place, "id"), f"the id {record.id!r} belongs to {first} already; give one of the two another id"
        )


@rule(
    "NMP202",
    Severity.ERROR,
    "reference to nothing",
    failing=lambda: example(_source, _city, _office("citty")),
    passing=lambda: example(_source, _city, _office("city")),
)
def dangling_reference(collection: Collection) -> Iterator[Finding]:
    """A reference is the id of a record in the same collection. One that leads nowhere loses what it should say."""
    missing = collection.absent(frozenset().union(*collection.targets.values()))
    hints = _HINTS if len(collection) <= _HINT_IDS else 0
    for place, reference in _references_to(collection, missing):
        near = collection.nearest(reference.target) if hints > 0 else ()
        hints -= 1
        yield Finding(
            place,
            f"no record has the id {reference.target!r}{did_you_mean(near) or '.'} Add the record or correct the id",
        )


@rule(
    "NMP203",
    Severity.ERROR,
    "reference to the wrong class",
    failing=lambda: example(_source, _city, _mayor, _office("mayor")),
    passing=lambda: example(_source, _city, _mayor, _office("city")),
)
def wrong_class(collection: Collection) -> Iterator[Finding]:
    """Each field declares which classes of record it refers to: a post is an office of an organization, say."""
    misled: set[str] = set()
    for tables, ids in collection.targets.items():
        outside = collection.outside(tables, ids) if tables else frozenset[str]()
        misled |= outside - collection.absent(outside)
    for place, reference in _references_to(collection, misled):
        table = collection.table(reference.target)
        if table is None or not reference.tables or table in reference.tables:
            continue
        wanted = " or ".join(TABLES[table].__name__ for table in reference.tables)
        found = TABLES[table].__name__
        yield Finding(place, f"{reference.target!r} is of class {found}; refer to one of class {wanted}")


def _references_to(collection: Collection, ids: AbstractSet[str]) -> Iterator[tuple[Place, Reference]]:
    """The references to some ids. Looking for them goes through every record, so it is not done for none."""
    for place, record in placed(*collection.tables().values()) if ids else ():
        for reference in references(record):
            if reference.target in ids:
                yield (*place, *reference.path), reference
