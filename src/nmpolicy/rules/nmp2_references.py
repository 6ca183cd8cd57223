"""Rules of identity and reference: NMP201 to NMP208."""

from collections.abc import Iterator
from typing import Any

from nmpolicy.errors import did_you_mean
from nmpolicy.problems import Severity
from nmpolicy.queries.find import ids_by_alias
from nmpolicy.queries.reference_targets import misplaced_ids, missing_ids, reference_targets, references_to_any
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.traversal import can_refer_to, references
from nmpolicy.rules.examples import CITY, CITY_DIVISION, MAYOR, example, order
from nmpolicy.rules.facts.jurisdiction import is_division, parent_cycles
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.identifiers import similar_ids
from nmpolicy.vocabulary.values import describe

_HINTS = 20  # looking for the nearest id reads them all, so only the first few findings get one
_HINT_IDS = 10_000


def _office(organization: str) -> Post:
    return Post(id="mayors-office", name="Office of the Mayor", organization=organization)


@own_rule(
    "NMP201",
    Severity.ERROR,
    "duplicate id",
    failing=lambda: example(CITY, Post(id="city", name="A clerk")),
    passing=lambda: example(CITY, Post(id="city-clerk", name="A clerk")),
)
def duplicate_id(collection: Collection) -> Iterator[Finding]:
    """Two records have one id.

    An id names one record in the whole collection. Where two bear it, no reference says which one it means.
    """
    first: dict[str, str] = {}
    for table, records in collection.tables().items():
        for index, record in enumerate(records):
            earlier = first.setdefault(record.id, here := f"/{table}/{index}")
            if earlier != here:
                yield Finding(record, "id", f"{earlier} already has the id {record.id!r}; give one of them another id")


@own_rule(
    "NMP202",
    Severity.ERROR,
    "reference to nothing",
    failing=lambda: example(CITY, _office("citty")),
    passing=lambda: example(CITY, _office("city")),
)
def dangling_reference(collection: Collection) -> Iterator[Finding]:
    """A field refers to an id that no record has.

    A reference is the id of a record in the same collection. One that leads nowhere loses what it should say.
    """
    missing = missing_ids(collection)
    aliases = ids_by_alias(collection) if missing else {}
    hints = _HINTS if len(collection) <= _HINT_IDS else 0
    for record, reference in references_to_any(collection, missing):
        if new := aliases.get(reference.target):
            yield Finding(
                record, reference.path, f"{reference.target!r} is a former id; write {new!r}, which the record has now"
            )
            continue
        near = collection.suggest_ids(reference.target) if hints > 0 else ()
        hints -= 1
        yield Finding(
            record,
            reference.path,
            f"no record has the id {reference.target!r}{did_you_mean(near) or '.'} Add the record or correct the id",
        )


@own_rule(
    "NMP203",
    Severity.ERROR,
    "reference to the wrong class",
    failing=lambda: example(CITY, MAYOR, _office("mayor")),
    passing=lambda: example(CITY, MAYOR, _office("city")),
)
def wrong_class(collection: Collection) -> Iterator[Finding]:
    """A field refers to a record of a class that it does not take.

    Each field declares which classes of record it refers to: a post is an office of an organization, say.
    """
    for record, reference in references_to_any(collection, misplaced_ids(collection)):
        table = collection.table(reference.target)
        if table is None or not reference.tables or table in reference.tables:
            continue
        wanted = " or ".join(TABLES[table].__name__ for table in reference.tables)
        found = TABLES[table].__name__
        yield Finding(
            record, reference.path, f"{reference.target!r} is of class {found}; refer to one of class {wanted}"
        )


@own_rule(
    "NMP204",
    Severity.WARNING,
    "near-duplicate id",
    failing=lambda: example(CITY, MAYOR, order(id="eo-5"), order(id="eo-05")),
    passing=lambda: example(CITY, MAYOR, order(id="eo-5"), order(id="eo-6")),
)
def similar_ids(collection: Collection) -> Iterator[Finding]:
    """Two ids differ in hyphens, dots or leading zeros only.

    Such records are often one, entered twice; and where they are two, a reader will take one for the other.
    """
    similar = similar_ids([record.id for record in collection])
    for record in collection if similar else ():
        if other := similar.get(record.id):
            message = f"{record.id!r} reads like {other!r}"
            yield Finding(record, "id", f"{message}; join the records if they are one, or tell the ids further apart")


@own_rule(
    "NMP205",
    Severity.ERROR,
    "reference of a record to itself",
    failing=lambda: example(Organization(id="clinic", name="A clinic", parent="clinic")),
    passing=lambda: example(Organization(id="clinic", name="A clinic")),
)
def self_reference(collection: Collection) -> Iterator[Finding]:
    """A field of a record refers to the record itself; what its evidence says is looked at by NMP608.

    Nothing is its own parent, or the subject of itself: another record is meant, or none.
    """
    targets = frozenset().union(*reference_targets(collection).values())
    for table, records in collection.tables().items():
        # In a field that does not take records of this class, NMP203 says what is wrong.
        for record in records if _may_name_itself(table) else ():
            for reference in references(record) if record.id in targets else ():
                fits = not reference.tables or table in reference.tables
                if fits and reference.target == record.id and "evidence" not in reference.path:
                    message = f"{record.id!r} refers to itself; name another record, or leave the field out"
                    yield Finding(record, reference.path, message)


_OFFICE = Organization(id="office", name="An office", parent="bureau")


def _may_name_itself(table: str) -> bool:
    cls: Any = TABLES[table]
    return can_refer_to(cls, table)


@own_rule(
    "NMP206",
    Severity.ERROR,
    "organization within itself",
    failing=lambda: example(CITY, _OFFICE, Organization(id="bureau", name="A bureau", parent="office")),
    passing=lambda: example(CITY, _OFFICE, Organization(id="bureau", name="A bureau", parent="city")),
)
def parents(collection: Collection) -> Iterator[Finding]:
    """The parents of an organization lead back to it.

    Whatever asks which body an office belongs to would go round for ever.
    """
    rings = parent_cycles(collection)
    for organization in collection.organizations if rings else ():
        if ring := rings.get(organization.id):
            path = " is part of ".join(map(repr, (*ring, ring[0]))).replace("'…'", "…")
            yield Finding(organization, "parent", f"{path}; one of these parents is wrong")


@own_rule(
    "NMP207",
    Severity.ERROR,
    "alias that is taken",
    failing=lambda: example(CITY, Person(id="roe", name="Jane Roe", aliases=["city"], private=True)),
    passing=lambda: example(CITY, Person(id="roe", name="Jane Roe", aliases=["jane"], private=True)),
)
def shadowing_alias(collection: Collection) -> Iterator[Finding]:
    """An alias is the id of a record, or the alias of another one too.

    An alias says where a record has gone. One that is taken sends a reader to two places.
    """
    first = ids_by_alias(collection)
    for record in collection if first else ():
        for index, alias in enumerate(record.aliases):
            if alias in collection:
                other = "is the id of a record already"
            elif first[alias] != record.id:
                other = f"is an alias of {first[alias]!r} too"
            else:
                continue
            yield Finding(record, ("aliases", index), f"{alias!r} {other}; keep it in one place")


@own_rule(
    "NMP208",
    Severity.ERROR,
    "malformed division",
    failing=lambda: example(Organization(id="clinic", name="A clinic", division="Springfield")),
    passing=lambda: example(Organization(id="clinic", name="A clinic", division=CITY_DIVISION)),
)
def division(collection: Collection) -> Iterator[Finding]:
    """A division is no Open Civic Data division id.

    The ids are what makes areas comparable from one data set to another: OCDEP 2 defines their form.
    """
    for record in (*collection.organizations, *collection.posts, *collection.instruments):
        if record.division and not is_division(record.division):
            message = f"{describe(record.division)} is no Open Civic Data division id"
            yield Finding(record, "division", f"{message}; write it like {CITY_DIVISION!r}, or leave it out")
