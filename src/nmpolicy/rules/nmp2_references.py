"""Rules of identity and reference: NMP201 to NMP209."""

from collections import defaultdict
from collections.abc import Iterator

from attrs import evolve

from nmpolicy.problems import Severity
from nmpolicy.queries.find_actors import ids_by_alias
from nmpolicy.queries.reference_targets import misplaced_ids, missing_ids, reference_targets, references_to_any
from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.items_by_class import ids_by_table
from nmpolicy.records.traversal import references
from nmpolicy.rules.examples import CITY, CITY_DIVISION, COUNCIL, MAYOR, example, order
from nmpolicy.rules.facts.duplicates import duplicates
from nmpolicy.rules.facts.jurisdiction import is_division, parent_cycles
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.rules.wording import class_names
from nmpolicy.suggestions import MAX_SUGGESTIONS, did_you_mean
from nmpolicy.vocabulary.identifiers import similar_ids
from nmpolicy.vocabulary.values import describe


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
    """Two records have the same id.

    An id names one record in the whole collection. If two records share it, no reference can say which of them it
    means.
    """
    if sum(map(len, ids_by_table(collection).values())) == len(collection):
        return
    first: dict[str, str] = {}
    for table, records in collection.tables().items():
        for index, record in enumerate(records):
            pointer = f"/{table}/{index}"
            earlier = first.setdefault(record.id, pointer)
            if earlier != pointer:
                message = f"an earlier record ({earlier}) has the same id, {record.id!r}; change one of the two ids"
                yield Finding(record, "id", message)


@own_rule(
    "NMP202",
    Severity.ERROR,
    "reference to a missing record",
    failing=lambda: example(CITY, _office("citty")),
    passing=lambda: example(CITY, _office("city")),
)
def dangling_reference(collection: Collection) -> Iterator[Finding]:
    """A field refers to an id that no record has.

    A reference is the id of a record in the same collection. Without that record, readers cannot follow the reference.
    """
    missing = missing_ids(collection)
    aliases = ids_by_alias(collection) if missing else {}
    hints: dict[tuple[str, tuple[str, ...]], str] = {}
    for record, reference in references_to_any(collection, missing):
        target = reference.target
        if target in aliases:
            current = aliases[target]
            message = f"{target!r} is a former id; write the record's current id, {current!r}"
        else:
            if (key := (target, reference.tables)) not in hints:
                spelling = len(hints) < MAX_SUGGESTIONS
                hints[key] = did_you_mean(collection.suggest_ids(target, spelling=spelling, tables=reference.tables))
            message = f"no record has the id {target!r}{hints[key] or '.'} Add the record or correct the id"
        yield Finding(record, reference.path, message)


@own_rule(
    "NMP203",
    Severity.ERROR,
    "reference to the wrong class",
    failing=lambda: example(CITY, MAYOR, _office("mayor")),
    passing=lambda: example(CITY, MAYOR, _office("city")),
)
def reference_to_wrong_class(collection: Collection) -> Iterator[Finding]:
    """A field refers to a record of a class that the field does not accept.

    Each field declares the classes that it accepts. A post, for example, belongs to an organization and not to a
    person.
    """
    for record, reference in references_to_any(collection, misplaced_ids(collection)):
        table = collection.table(reference.target)
        if table is None or not reference.tables or table in reference.tables:
            continue
        accepted = class_names(reference.tables)
        message = f"{reference.target!r} is {class_names([table])}; refer to {accepted} instead"
        yield Finding(record, reference.path, message)


@own_rule(
    "NMP204",
    Severity.WARNING,
    "near-duplicate id",
    failing=lambda: example(CITY, MAYOR, order(id="eo-5"), order(id="eo-05")),
    passing=lambda: example(CITY, MAYOR, order(id="eo-5"), order(id="eo-6")),
)
def ids_that_look_alike(collection: Collection) -> Iterator[Finding]:
    """Two ids differ only in hyphens, dots or leading zeros.

    Usually one record was entered twice. If there really are two records, readers will confuse them.
    """
    similar = similar_ids([record.id for record in collection])
    for record in collection if similar else ():
        if other := similar.get(record.id):
            message = f"{record.id!r} is almost the same as {other!r}"
            yield Finding(
                record, "id", f"{message}; merge the records if they are duplicates, or choose more distinct ids"
            )


@own_rule(
    "NMP205",
    Severity.ERROR,
    "record that refers to itself",
    failing=lambda: example(Organization(id="clinic", name="A clinic", parent="clinic")),
    passing=lambda: example(Organization(id="clinic", name="A clinic")),
)
def self_reference(collection: Collection) -> Iterator[Finding]:
    """A field of a record refers to the record itself. NMP608 checks the record's evidence.

    A record cannot be its own parent or its own subject. The field should name another record or be left out.
    """
    targets: defaultdict[str, set[str]] = defaultdict(set)
    for table, cls, accepted, ids in reference_targets(collection):
        if cls is not Evidence and (not accepted or table in accepted):  # NMP203 reports a class that is not accepted
            targets[table] |= ids
    for table, own in targets.items():
        for record in getattr(collection, table):
            if record.id not in own:
                continue
            for reference in references(record):
                accepts = not reference.tables or table in reference.tables
                if reference.target == record.id and accepts and "evidence" not in reference.path:
                    message = f"{record.id!r} refers to itself; name another record or leave the field out"
                    yield Finding(record, reference.path, message)


_OFFICE = Organization(id="office", name="An office", parent="bureau")


@own_rule(
    "NMP206",
    Severity.ERROR,
    "cycle of parent organizations",
    failing=lambda: example(CITY, _OFFICE, Organization(id="bureau", name="A bureau", parent="office")),
    passing=lambda: example(CITY, _OFFICE, Organization(id="bureau", name="A bureau", parent="city")),
)
def parents(collection: Collection) -> Iterator[Finding]:
    """The chain of parents of an organization leads back to the organization itself.

    An organization cannot be part of itself. Such a chain also never reaches the government that the organization
    belongs to.
    """
    cycles = parent_cycles(collection)
    for organization in collection.organizations:
        if cycle := cycles.get(organization.id):
            path = " → ".join((*cycle, cycle[0]))
            yield Finding(organization, "parent", f"the parents form a cycle, {path}; correct one of them")


@own_rule(
    "NMP207",
    Severity.ERROR,
    "alias already in use",
    failing=lambda: example(CITY, evolve(COUNCIL, aliases=["city"])),
    passing=lambda: example(CITY, evolve(COUNCIL, aliases=["board"])),
)
def shadowing_alias(collection: Collection) -> Iterator[Finding]:
    """An alias is also the id of a record or an alias of another record.

    An alias is a former id that leads readers to the record's current id. One that is in use elsewhere leads to two
    records.
    """
    first = ids_by_alias(collection)
    for record in collection if first else ():
        for index, alias in enumerate(record.aliases):
            if alias in collection:
                message = f"the alias {alias!r} is the id of a record; remove the alias or change that id"
            elif first[alias] != record.id:
                message = f"{alias!r} is also an alias of {first[alias]!r}; remove it from one of the two records"
            else:
                continue
            yield Finding(record, ("aliases", index), message)


@own_rule(
    "NMP208",
    Severity.ERROR,
    "malformed division id",
    failing=lambda: example(Organization(id="clinic", name="A clinic", division="Springfield")),
    passing=lambda: example(Organization(id="clinic", name="A clinic", division=CITY_DIVISION)),
)
def division(collection: Collection) -> Iterator[Finding]:
    """A division is not a valid Open Civic Data division id.

    These ids make areas comparable across data sets. OCDEP 2 defines their form.
    """
    records = (*collection.organizations, *collection.posts, *collection.instruments)
    malformed = {each for each in {record.division for record in records} if each and not is_division(each)}
    for record in records if malformed else ():
        if record.division in malformed:
            message = f"{describe(record.division)} is not an Open Civic Data division id"
            yield Finding(record, "division", f"{message}; write it like {CITY_DIVISION!r} or leave it out")


@own_rule(
    "NMP209",
    Severity.WARNING,
    "two records of one thing",
    failing=lambda: example(CITY, _office("city"), Post(id="office", name="Office of the Mayor", organization="city")),
    passing=lambda: example(CITY, _office("city"), Post(id="office", name="Office of the Clerk", organization="city")),
)
def recorded_twice(collection: Collection) -> Iterator[Finding]:
    """Two records seem to describe one person, post, organization, order or measure.

    They are people with the same name, posts with the same name and organization, organizations with the same name and
    parent, instruments with the same title and date, or records of one class with the same identifier. Case, accents
    and punctuation do not matter, and other names count too. Two divisions, two numbers or two identifiers in one
    scheme tell records apart. A docket number, a case number or an ISSN is that of a whole case or series, to which
    many records belong: it neither shows that two records are one nor tells them apart. Usually one thing was entered
    twice, for example when files were merged, and half of what is known about it is missing from each answer. If there
    really are two, add an identifier to each, or suppress the warning.
    """
    found = duplicates(collection)
    for record in collection if found else ():
        if record.id in found:
            other, shared = found[record.id]
            name = "title" if isinstance(record, Instrument) else "name"
            repair = "correct the identifier" if shared == "identifier" else "add an identifier to each if they differ"
            message = f"{other!r} has the same {shared}; merge the two records, or {repair}"
            yield Finding(record, "identifiers" if shared == "identifier" else name, message)
