"""Rules of relations: NMP4."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from nmpolicy.problems import Severity
from nmpolicy.queries.force.effective_dates import container_id, effective_dates
from nmpolicy.queries.force.recorded_ends import with_recorded_end
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import interval_of
from nmpolicy.queries.milestones import MADE_STAGES
from nmpolicy.queries.source_dates import latest_publication
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument, Milestone
from nmpolicy.records.predicates import ENDING, RELATED_TABLES, SUBJECT_AND_OBJECT_TABLES, SYMMETRIC
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.rules.examples import COUNCIL, MAYOR, SPEAKER, duty, example, measure, order
from nmpolicy.rules.examples import relation as sample_relation
from nmpolicy.rules.facts.extended_sections import ExtendedSections
from nmpolicy.rules.facts.past_ends import Ends, PastEnds
from nmpolicy.rules.facts.relation_graph import date_conflict, relation_graph
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.rules.wording import class_names
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind, Stage

_INSTRUMENTS = (COUNCIL, MAYOR, order(), measure())
#: The predicates that have no effect on something that has ended.
_NEEDS_FORCE = ENDING | {RelationKind.AMENDS, RelationKind.EXTENDS, RelationKind.SUSPENDS, RelationKind.EXPANDS}


def _reverse(predicate: str) -> Relation:
    return sample_relation(predicate, id="back", subject="ordinance", object="order")


@own_rule(
    "NMP401",
    Severity.WARNING,
    "records that change one another in a cycle",
    failing=lambda: example(*_INSTRUMENTS, sample_relation("amends"), _reverse("repeals")),
    passing=lambda: example(*_INSTRUMENTS, sample_relation("amends"), _reverse("cites")),
)
def succession_cycle(collection: Collection) -> Iterator[Finding]:
    """Records amend, repeal, rescind, supersede, replace or consolidate one another in a cycle.

    A record can change only one that already exists, so usually one of the relations is reversed. The exception is
    measures of the same package, which can amend one another.
    """
    cycles = relation_graph(collection).cycles
    for relation in collection.relations:
        if cycle := cycles.get(relation.id):
            path = " → ".join((*cycle, cycle[0]))
            message = f"this relation closes a cycle, {path}; check whether one of its relations is reversed"
            yield Finding(relation, "", message)


@own_rule(
    "NMP402",
    Severity.ERROR,
    "relation of a record to itself",
    failing=lambda: example(*_INSTRUMENTS, sample_relation("cites", object="order")),
    passing=lambda: example(*_INSTRUMENTS, sample_relation("cites")),
)
def relation_to_itself(collection: Collection) -> Iterator[Finding]:
    """The subject and the object of a relation are the same record.

    A record neither changes nor answers itself, so one of the two is wrong.
    """
    for relation in collection.relations:
        if relation.subject == relation.object:
            message = f"the subject and the object are both {relation.subject!r}; correct one of them"
            yield Finding(relation, "object", message)


#: The stage of an instrument that another one has ended.
_ENDING_STAGES: Mapping[RelationKind, str] = {
    RelationKind.REPEALS: "repealed",
    RelationKind.RESCINDS: "rescinded",
    RelationKind.SUPERSEDES: "superseded",
    RelationKind.REPLACES: "superseded",
}
_IN_EFFECT = frozenset({Stage.EFFECTIVE, Stage.REINSTATED})
_MADE = frozenset({*MADE_STAGES, Stage.EFFECTIVE}) - {Stage.PASSED}
_REVERSED = frozenset({Stage.VETOED, Stage.SUSPENDED, Stage.RESCINDED, Stage.STRUCK_DOWN})
_EFFECTIVE = Milestone(stage="effective", date="2018")
_REPEALED = Milestone(stage="repealed", date="2025-07-21")
_SIGNED = order(milestones=[Milestone(stage="signed", date="2025-07-21")])


@own_rule(
    "NMP403",
    Severity.WARNING,
    "ended, but still marked as in effect",
    failing=lambda: example(COUNCIL, MAYOR, _SIGNED, measure(milestones=[_EFFECTIVE]), sample_relation("repeals")),
    passing=lambda: example(
        COUNCIL, MAYOR, _SIGNED, measure(milestones=[_EFFECTIVE, _REPEALED]), sample_relation("repeals")
    ),
)
def still_in_effect(collection: Collection) -> Iterator[Finding]:
    """An instrument was repealed, rescinded or replaced as a whole, but its last milestone says that it is in effect.

    Someone who reads only that instrument would believe that it is still in force. A repeal that was still in the
    future when its source appeared does not count, nor does one after which the instrument was reinstated.
    """
    by_id = cache(lambda target: collection.get(target, Instrument))
    is_valid = cache(lambda target: _is_valid(by_id(target)))
    latest_of = cache(lambda target: found.latest_milestone if (found := by_id(target)) else None)
    effective_on = cache(lambda target: _effective_date(by_id(target)))
    for relation in collection.relations:
        if relation.predicate not in _ENDING_STAGES or relation.scope or relation.section:
            continue
        latest = latest_of(relation.object)
        if (
            latest
            and latest.stage in _IN_EFFECT
            and not _is_reinstated_since(collection, latest, relation)
            and is_valid(relation.subject)
            and _has_happened(collection, relation, relation.effective_date or effective_on(relation.subject))
        ):
            acts = f"{relation.subject!r} {relation.predicate} {relation.object!r}"
            message = f"{acts}, whose latest stage is still {str(latest.stage)!r}"
            repair = f"add the milestone {_ENDING_STAGES[relation.predicate]!r} or correct the relation"
            yield Finding(relation, "object", f"{message}; {repair}")


def _is_reinstated_since(collection: Collection, latest: Milestone, relation: Relation) -> bool:
    """Return whether the latest milestone of an instrument reinstates it after a relation certainly took effect."""
    if latest.stage is not Stage.REINSTATED or latest.date is None:
        return False
    return effective_dates(collection).of_relation(relation).interval.last < interval_of(latest.date).first


def _is_valid(instrument: Instrument | None) -> bool:
    """Return whether an instrument was made and has not been vetoed, suspended, rescinded or struck down since."""
    if instrument is None:
        return False
    return any(milestone.stage in _MADE for milestone in instrument.milestones) and instrument.stage not in _REVERSED


def _effective_date(instrument: Instrument | None) -> PartialDate | None:
    """Return the date of the first milestone at which an instrument takes effect."""
    milestones = instrument.milestones if instrument else ()
    return next((milestone.date for milestone in milestones if milestone.stage is Stage.EFFECTIVE), None)


def _has_happened(collection: Collection, relation: Relation, day: PartialDate | None) -> bool:
    """Return whether the act took effect before its first source appeared; also true for an act without a date."""
    if day is None:
        return True
    publication = latest_publication(collection, relation.evidence)
    return publication is not None and day.span[1] <= publication.first


_PROTEST = Event(id="protest", kind="protest", name="A protest")


@own_rule(
    "NMP404",
    Severity.ERROR,
    "relation between the wrong classes",
    failing=lambda: example(*_INSTRUMENTS, _PROTEST, sample_relation("amends", subject="protest")),
    passing=lambda: example(*_INSTRUMENTS, _PROTEST, sample_relation("responds-to", object="protest")),
)
def classes_of_ends(collection: Collection) -> Iterator[Finding]:
    """The subject or the object of a relation is of a class that the predicate does not accept.

    Only an instrument or a provision can amend another one, and an event cannot be codified. NMP203 reports the classes
    that no relation accepts.
    """
    for relation in collection.relations:
        accepted_tables = SUBJECT_AND_OBJECT_TABLES.get(relation.predicate)
        if accepted_tables is None:
            continue
        for end, tables in zip(("subject", "object"), accepted_tables, strict=True):
            id = getattr(relation, end)
            table = collection.table(id)
            if table in RELATED_TABLES and table not in tables:
                message = f"{id!r} is {class_names([table])}, but the {end} of {str(relation.predicate)!r}"
                accepted = f"must be {class_names(tables)}"
                yield Finding(relation, end, f"{message} {accepted}; correct the {end} or the predicate")


@own_rule(
    "NMP405",
    Severity.WARNING,
    "duplicate relation",
    failing=lambda: example(*_INSTRUMENTS, sample_relation("cites"), sample_relation("cites", id="cites-again")),
    passing=lambda: example(*_INSTRUMENTS, sample_relation("cites")),
)
def duplicate_relation(collection: Collection) -> Iterator[Finding]:
    """Two relations say the same thing: the same subject, predicate and object, the same part of it, the same dates.

    Counts of relations include it twice. A predicate that holds in both directions, such as `conflicts-with`,
    is stated in one direction only.
    """
    repeated = relation_graph(collection).repeated
    for relation in collection.relations:
        if other := repeated.get(relation.id):
            yield Finding(relation, "", f"this relation repeats {other!r}; keep one, with the evidence of both")


@own_rule(
    "NMP406",
    Severity.ERROR,
    "contradictory relations in opposite directions",
    failing=lambda: example(*_INSTRUMENTS, sample_relation("implements"), _reverse("implements")),
    passing=lambda: example(*_INSTRUMENTS, sample_relation("implements")),
)
def opposite_relations(collection: Collection) -> Iterator[Finding]:
    """Two relations have the same predicate in opposite directions, and they cannot both be true.

    The inverse of a relation follows from it and is not stored. If a predicate holds in both directions, the two
    relations disagree about the date. If dates show which relation is wrong, NMP305 reports it instead.
    """
    reversed = relation_graph(collection).reversed
    conflict = date_conflict(collection)
    for relation in collection.relations:
        id = reversed.get(relation.id)
        if id is None:
            continue
        other = collection.get(id, Relation)
        if conflict(relation) or (other and conflict(other)):
            continue
        if relation.predicate in SYMMETRIC:
            message = f"this relation is the reverse of {id!r} but has another date; keep the correct one"
        else:
            message = f"this relation is the reverse of {id!r}, and only one can be true; keep the correct one"
        yield Finding(relation, "", message)


_OF_ORDINANCE = duty(id="ordinance.report", instrument="ordinance")


@own_rule(
    "NMP407",
    Severity.ERROR,
    "scope outside the object",
    failing=lambda: example(*_INSTRUMENTS, SPEAKER, duty(), sample_relation("amends", scope=["order.report"])),
    passing=lambda: example(
        *_INSTRUMENTS, SPEAKER, _OF_ORDINANCE, sample_relation("amends", scope=["ordinance.report"])
    ),
)
def scope(collection: Collection) -> Iterator[Finding]:
    """The scope of a relation includes a provision that is not part of the relation's object.

    The scope says which provisions of the object are affected, so provisions of other instruments do not belong in it.
    If a relation lifts what its object suspends, its scope names provisions that the object suspends.
    """
    suspended: dict[str, set[str]] = {}
    for relation in collection.relations:
        if relation.predicate is RelationKind.SUSPENDS:
            ids = suspended.setdefault(container_id(collection, relation.subject), set())
            ids.update(relation.scope or [relation.object])
    for relation in collection.relations:
        lifted = suspended.get(container_id(collection, relation.object), ())
        for index, id in enumerate(relation.scope):
            provision = collection.get(id, Provision)
            if provision is None or relation.object in (provision.instrument, provision.id):
                continue
            is_lifted = relation.predicate is RelationKind.LIFTS and (id in lifted or provision.instrument in lifted)
            if not is_lifted:
                message = f"{id!r} is a provision of {provision.instrument!r}, not of {relation.object!r}"
                yield Finding(relation, ("scope", index), f"{message}; correct the scope or the object")


def _ended_and_amended(amended: str) -> Collection:
    """Return an order that expired in 2021, and one that amended it on a day."""
    expired = [Milestone(stage="signed", date="2020-03-25"), Milestone(stage="expired", date="2021-03-25")]
    later = order(id="later", milestones=[Milestone(stage="signed", date=amended)])
    return example(MAYOR, order(milestones=expired), later, sample_relation("amends", subject="later", object="order"))


@own_rule(
    "NMP408",
    Severity.WARNING,
    "act on something that had ended",
    failing=lambda: _ended_and_amended("2021-05-01"),
    passing=lambda: _ended_and_amended("2020-05-01"),
)
def ended_before(collection: Collection) -> Iterator[Finding]:
    """A relation amends, expands, extends, suspends or ends something that had certainly ended before.

    Either a date is wrong, or another record is meant, or an extension in between is missing. If the records are right,
    the relation had no effect. An extension may begin on the day after the end.

    A section that is named without a record may have been extended for longer than its instrument, also by extensions
    of what extended it. Where an extension of a section came too late, it is reported, but not those that follow it.
    """
    ended = with_recorded_end(collection)
    acts = [
        each
        for each in collection.relations
        if each.predicate in _NEEDS_FORCE
        and any(container_id(collection, id) in ended for id in each.scope or (each.object,))
    ]
    if not acts:
        return
    solver = ForceSolver(collection)
    past_ends = PastEnds(collection, solver)
    sections = cache(lambda: ExtendedSections(collection, solver.endings))
    for relation in acts:
        effect = solver.dates.of_relation(relation)
        if effect.happens is not True or effect.interval.first == date.min:
            continue
        eve = effect.interval.first - timedelta(days=1)
        section = "" if relation.scope else relation.section.strip()
        for index, id in enumerate(relation.scope or (relation.object,)):
            ends = past_ends.by(id, eve)
            if ends and section and sections().may_last(id, section, eve):
                ends = Ends([each for each in ends.first if not past_ends.is_expiry(each)], ends.more)
            if ends:
                field = ("scope", index) if relation.scope else "object"
                had_ended = f"{id!r} had ended before this ({ends.in_words()})"
                gap = relation.predicate is RelationKind.EXTENDS and all(map(past_ends.is_expiry, ends.first))
                yield Finding(relation, field, f"{had_ended}; {_MISSING_LINK if gap else _OTHER_RECORD}")


_MISSING_LINK = "add the extension in between if it is missing, correct a date, or name the record that is meant"
_OTHER_RECORD = "correct a date, or name the record that is meant"
