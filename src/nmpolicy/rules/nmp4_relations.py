"""Rules of relations: NMP401 to NMP407."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from nmpolicy.problems import Severity
from nmpolicy.queries.milestones import MADE_STAGES
from nmpolicy.queries.source_dates import latest_publication
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument, Milestone
from nmpolicy.records.predicates import ENDS, RELATED, SYMMETRIC
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.rules.examples import COUNCIL, MAYOR, SPEAKER, duty, example, measure, order, relation
from nmpolicy.rules.facts.relation_graph import date_conflict, relation_graph
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.terms import RelationKind as Kind
from nmpolicy.vocabulary.terms import Stage

_TEXTS = (COUNCIL, MAYOR, order(), measure())


@own_rule(
    "NMP401",
    Severity.WARNING,
    "circle of succession",
    failing=lambda: example(*_TEXTS, relation("amends"), _back("repeals")),
    passing=lambda: example(*_TEXTS, relation("amends"), _back("cites")),
)
def circles(collection: Collection) -> Iterator[Finding]:
    """Records amend, repeal, rescind, supersede, replace or consolidate one another in a circle.

    Each of these comes after what it is done to, so that a circle has no first: most often, one of the relations is the wrong
    way round. Only measures of one package may truly amend each other.
    """
    found = relation_graph(collection).cycles
    for each in collection.relations if found else ():
        if circle := found.get(each.id):
            path = " → ".join((*circle, circle[0]))
            yield Finding(
                each, "", f"it closes a circle of succession, {path}; look whether one is the wrong way round"
            )


def _back(predicate: str) -> Any:
    return relation(predicate, id="back", subject="ordinance", object="order")


@own_rule(
    "NMP402",
    Severity.ERROR,
    "relation of a record to itself",
    failing=lambda: example(*_TEXTS, relation("cites", object="order")),
    passing=lambda: example(*_TEXTS, relation("cites")),
)
def to_itself(collection: Collection) -> Iterator[Finding]:
    """The subject and the object of a relation are one record.

    A record neither changes nor answers itself: one of the two is wrong.
    """
    for each in collection.relations:
        if each.subject == each.object:
            message = f"{each.subject!r} {each.predicate} itself; correct the subject or the object"
            yield Finding(each, "object", message)


_EFFECTIVE = Milestone(stage="effective", date="2018")

_REPEALED = Milestone(stage="repealed", date="2025-07-21")

_SIGNED = order(milestones=[Milestone(stage="signed", date="2025-07-21")])


@own_rule(
    "NMP403",
    Severity.WARNING,
    "ended, and still marked as in effect",
    failing=lambda: example(COUNCIL, MAYOR, _SIGNED, measure(milestones=[_EFFECTIVE]), relation("repeals")),
    passing=lambda: example(COUNCIL, MAYOR, _SIGNED, measure(milestones=[_EFFECTIVE, _REPEALED]), relation("repeals")),
)
def ended(collection: Collection) -> Iterator[Finding]:
    """An instrument that another one has ended as a whole has no stage later than its taking effect.

    A reader of that instrument alone would take it for one that holds. A repeal that was still to come when its source was
    written is none yet.
    """
    stage_of = cache(lambda target: getattr(collection.get(target), "stage", None))
    stands = cache(lambda target: _stands(collection.get(target)))
    for each in collection.relations:
        if each.predicate not in _ENDING or each.scope:
            continue
        stage = stage_of(each.object)
        if stage in _IN_EFFECT and stands(each.subject) and _has_come(collection, each):
            message = f"{each.object!r} is marked as {stage}, while {each.subject!r} {each.predicate} it"
            ending = _ENDING[each.predicate]
            yield Finding(each, "object", f"{message}; add its milestone {ending!r}, or correct the relation")


def _stands(record: Record | None) -> bool:
    """Whether an instrument has been made, and no court or later hand has taken it back since."""
    if not isinstance(record, Instrument):
        return False
    return any(milestone.stage in _MADE for milestone in record.milestones) and record.stage not in _TAKEN_BACK


def _has_come(collection: Collection, each: Relation) -> bool:
    """Whether it has no day, of its own or of its subject, or one that had surely come when its sources appeared."""
    subject = collection.get(each.subject)
    milestones = subject.milestones if isinstance(subject, Instrument) else ()
    effective = (milestone.date for milestone in milestones if milestone.stage is Stage.EFFECTIVE)
    day = each.effective_date or next(effective, None)
    known = latest_publication(collection, each.evidence) if day else None
    return day is None or (known is not None and day.span[1] <= known[0])


_ENDING: Mapping[Kind, str] = {
    Kind.REPEALS: "repealed",
    Kind.RESCINDS: "rescinded",
    Kind.SUPERSEDES: "superseded",
    Kind.REPLACES: "superseded",
}
_IN_EFFECT = frozenset({Stage.EFFECTIVE, Stage.REINSTATED})
_MADE = frozenset({*MADE_STAGES, Stage.EFFECTIVE}) - {Stage.PASSED}
_TAKEN_BACK = frozenset({Stage.VETOED, Stage.SUSPENDED, Stage.RESCINDED, Stage.STRUCK_DOWN})


_PROTEST = Event(id="protest", kind="protest", name="A protest")


@own_rule(
    "NMP404",
    Severity.ERROR,
    "relation that its records exclude",
    failing=lambda: example(*_TEXTS, _PROTEST, relation("amends", subject="protest")),
    passing=lambda: example(*_TEXTS, _PROTEST, relation("responds-to", object="protest")),
)
def fitting(collection: Collection) -> Iterator[Finding]:
    """A relation has a subject or an object of a class that cannot stand there.

    Only an instrument or a provision amends one; an event neither amends nor is codified. A class that no relation takes is
    looked at by NMP203.
    """
    for each in collection.relations:
        for end, tables in zip(("subject", "object"), ENDS.get(each.predicate, ()), strict=False):
            table = collection.table(getattr(each, end))
            if table in RELATED and table not in tables:
                wanted = ", ".join(TABLES[name].__name__ for name in tables)
                message = f"{getattr(each, end)!r} is of class {TABLES[table].__name__}"
                repair = f"the {end} of {str(each.predicate)!r} is one of {wanted}"
                yield Finding(each, end, f"{message}, but {repair}; correct the {end} or the predicate")


@own_rule(
    "NMP405",
    Severity.WARNING,
    "duplicate relation",
    failing=lambda: example(*_TEXTS, relation("cites"), relation("cites", id="cites-again")),
    passing=lambda: example(*_TEXTS, relation("cites")),
)
def repeated(collection: Collection) -> Iterator[Finding]:
    """Two relations say the same.

    Whatever counts relations counts it twice. What is the same in both directions is stated in one.
    """
    found = relation_graph(collection).repeated
    for each in collection.relations if found else ():
        if other := found.get(each.id):
            yield Finding(each, "", f"it says what {other!r} says; keep one, with the evidence of both")


@own_rule(
    "NMP406",
    Severity.ERROR,
    "relation stated both ways, differing",
    failing=lambda: example(*_TEXTS, relation("implements"), _back("implements")),
    passing=lambda: example(*_TEXTS, relation("implements")),
)
def both_ways(collection: Collection) -> Iterator[Finding]:
    """Two relations say the same of two records in opposite directions, and cannot both be so.

    The inverse of a relation follows from it and is not stored. Where a relation is the same both ways, its two statements
    differ in their date. Where dates tell which one is wrong, NMP305 says so.
    """
    found = relation_graph(collection).reversed
    dates = date_conflict(collection)
    for each in collection.relations if found else ():
        other = found.get(each.id)
        both = [each, collection.get(other)] if other else []
        if other and not any(isinstance(one, Relation) and dates(one) for one in both):
            why = "differs from it" if each.predicate in SYMMETRIC else "cannot be so as well"
            yield Finding(each, "", f"it is the reverse of {other!r}, and {why}; keep the one that is right")


_OF_ORDINANCE = duty(id="ordinance.report", instrument="ordinance")


@own_rule(
    "NMP407",
    Severity.ERROR,
    "scope outside the object",
    failing=lambda: example(*_TEXTS, SPEAKER, duty(), relation("amends", scope=["order.report"])),
    passing=lambda: example(*_TEXTS, SPEAKER, _OF_ORDINANCE, relation("amends", scope=["ordinance.report"])),
)
def scope(collection: Collection) -> Iterator[Finding]:
    """A relation touches a provision that is no part of its object.

    The scope says which provisions of the object are touched; another instrument's are not among them.
    """
    for each in collection.relations:
        for index, id in enumerate(each.scope):
            provision = collection.get(id)
            if isinstance(provision, Provision) and each.object not in (provision.instrument, provision.id):
                message = f"{id!r} is a provision of {provision.instrument!r} and not of {each.object!r}"
                yield Finding(each, ("scope", index), f"{message}; correct the scope or the object")
