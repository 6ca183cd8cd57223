"""Rules of chronology: NMP301 to NMP308. What the precision of a date leaves open is no fault."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from nmpolicy.problems import Severity
from nmpolicy.queries.milestones import PENDING_STAGES, date_made, introduction_dates, out_of_order
from nmpolicy.queries.source_dates import latest_publication
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Measure, Milestone
from nmpolicy.records.provisions import Deadline
from nmpolicy.records.statements import TargetStance
from nmpolicy.records.traversal import Path
from nmpolicy.rules.examples import (
    COUNCIL,
    JANE,
    MAYOR,
    SPEAKER,
    duty,
    example,
    measure,
    order,
    relation,
    statement,
    term,
)
from nmpolicy.rules.facts.relation_graph import date_conflict
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage


def _reached(**dates: str) -> list[Milestone]:
    return [Milestone(stage=stage, date=date) for stage, date in dates.items()]


@own_rule(
    "NMP301",
    Severity.ERROR,
    "end before the start",
    failing=lambda: example(JANE, MAYOR, term(start_date="2021-12-01", end_date="2021-11-30")),
    passing=lambda: example(JANE, MAYOR, term(start_date="2021-12-01", end_date="2025-11-30")),
)
def ends_after_start(collection: Collection) -> Iterator[Finding]:
    """A membership or an event ends before it starts.

    One of the two days is wrong.
    """
    for record in (*collection.memberships, *collection.events):
        start, end = record.start_date, record.end_date
        if start and end and end.before(start):
            yield Finding(record, "end_date", f"{end.label} is before the start, {start.label}; correct either")


@own_rule(
    "NMP302",
    Severity.WARNING,
    "effective before it was made",
    failing=lambda: example(MAYOR, order(milestones=_reached(effective="2025-06-01", signed="2025-07-21"))),
    passing=lambda: example(MAYOR, order(milestones=_reached(signed="2025-07-21", effective="2025-08-01"))),
)
def effective_after_making(collection: Collection) -> Iterator[Finding]:
    """An instrument takes effect before it was signed, issued or adopted.

    A law can reach back, but seldom does: more often one of the dates is wrong.
    """
    for instrument in collection.instruments:
        day = date_made(instrument)
        for index, milestone in enumerate(instrument.milestones if day else ()):
            effective = milestone.date if milestone.stage is Stage.EFFECTIVE else None
            if day and effective and effective.before(day):
                message = f"it takes effect at {effective.label}, before it was made, {day.label}"
                yield Finding(instrument, ("milestones", index, "date"), f"{message}; correct either")


@own_rule(
    "NMP303",
    Severity.WARNING,
    "stages out of order",
    failing=lambda: example(COUNCIL, measure(milestones=_reached(introduced="2025-03", passed="2025-02"))),
    passing=lambda: example(COUNCIL, measure(milestones=_reached(introduced="2025-02", passed="2025-03"))),
)
def stages_in_order(collection: Collection) -> Iterator[Finding]:
    """A milestone is dated before one that is listed before it, or is a stage of what is still to be made, listed after the making.

    Milestones are listed as they were reached: announced, introduced, passed, and then signed, issued, adopted or become
    law. Among those of one side, any order is possible, as with a second chamber. Taking effect is looked at by NMP302.
    """
    for instrument in collection.instruments:
        steps = [(index, each) for index, each in enumerate(instrument.milestones) if each.stage is not Stage.EFFECTIVE]
        late = dict(out_of_order(milestone.date for _, milestone in steps))
        made: Milestone | None = None
        for number, (index, milestone) in enumerate(steps):
            if number in late:
                other = steps[late[number]][1]
                message = f"{milestone} stands after {other}; correct a date or put them in order"
                yield Finding(instrument, ("milestones", index, "date"), message)
            elif made and milestone.stage in PENDING_STAGES:
                message = f"'{milestone.stage}' stands after '{made.stage}', with which it was made; put them in order"
                yield Finding(instrument, ("milestones", index, "stage"), message)
            made = made or (milestone if milestone.stage in _MAKING else None)


_MAKING = frozenset({Stage.SIGNED, Stage.ISSUED, Stage.ADOPTED, Stage.BECAME_LAW})


@own_rule(
    "NMP304",
    Severity.WARNING,
    "later than the source that reports it",
    failing=lambda: example(MAYOR, order(milestones=_reached(signed="2025-08-21"))),
    passing=lambda: example(MAYOR, order(milestones=_reached(signed="2025-07-21"))),
)
def known_in_time(collection: Collection) -> Iterator[Finding]:
    """A milestone, a vote or a statement is dated after every source that it rests on.

    No source reports what is still to come, but for the day on which something takes effect or ends.
    """
    for record, path, day, last in _reported(collection):
        if last and day.span[0] > last:
            message = f"{day.label} is after the last of its sources, {last}"
            yield Finding(record, path, f"{message}; correct the date or add a source that knows of it")


_IN_ADVANCE = frozenset(
    {Stage.EFFECTIVE, Stage.EXPIRED, Stage.SUSPENDED, Stage.RESCINDED, Stage.REPEALED, Stage.SUPERSEDED}
)


def _reported(collection: Collection) -> Iterator[tuple[Record, Path, PartialDate, date | None]]:
    """Each day that a source reports, with the last day on which one of its sources may have appeared."""
    for instrument in collection.instruments:
        known = _last(collection, instrument.evidence)
        for index, milestone in enumerate(instrument.milestones):
            if milestone.date and milestone.stage not in _IN_ADVANCE:
                path = ("milestones", index, "date")
                yield instrument, path, milestone.date, _until(collection, milestone.evidence, known)
        for index, vote in enumerate(instrument.votes if isinstance(instrument, Measure) else ()):
            if vote.date:
                yield instrument, ("votes", index, "date"), vote.date, _until(collection, vote.evidence, known)
    for said in collection.statements:
        if said.date:
            yield said, ("date",), said.date, _last(collection, said.evidence)


def _until(collection: Collection, evidence: tuple[Evidence, ...], known: date | None) -> date | None:
    return _last(collection, evidence) if evidence else known


def _last(collection: Collection, evidence: tuple[Evidence, ...]) -> date | None:
    days = latest_publication(collection, evidence)
    return days.last if days else None


@own_rule(
    "NMP305",
    Severity.ERROR,
    "acting on what came later",
    failing=lambda: example(*_both(order="2025-03-01", ordinance="2025-06-01"), relation("amends")),
    passing=lambda: example(*_both(order="2025-07-01", ordinance="2025-06-01"), relation("amends")),
)
def acts_on_what_there_is(collection: Collection) -> Iterator[Finding]:
    """A record amends, repeals, answers or follows one that came about after it.

    Nothing changes, or answers, what nobody has heard of: the relation is the other way round, or a date is wrong. A measure can
    be acted on from its announcement or introduction on, an order amended or ended from its making on; where these have
    no date, nothing is said.
    """
    dates = date_conflict(collection)
    for each in collection.relations:
        if found := dates(each):
            message = f"{each.subject!r} of {found[0].label} came before {each.object!r} of {found[1].label}"
            yield Finding(each, "object", f"{message}; turn the relation round, or correct or add a date")


def _both(**dates: str) -> tuple[Any, ...]:
    signed, introduced = _reached(signed=dates["order"]), _reached(introduced=dates["ordinance"])
    return COUNCIL, MAYOR, order(milestones=signed), measure(milestones=introduced)


_ONE_SEAT = Post(id="mayor", name="Mayor of Springfield", maximum_memberships=1)

_FIRST = term(id="first-term", start_date="2021-12-01", end_date="2025-11-30")


@own_rule(
    "NMP306",
    Severity.WARNING,
    "more holders than seats",
    failing=lambda: example(JANE, _ONE_SEAT, _FIRST, term(start_date="2025-01-01", end_date="2029-12-31")),
    passing=lambda: example(JANE, _ONE_SEAT, _FIRST, term(start_date="2026-01-01", end_date="2029-12-31")),
)
def seats(collection: Collection) -> Iterator[Finding]:
    """More memberships hold a post on one day than it has seats; only where the post says how many it has.

    One of the terms is wrong, or somebody only acted for the holder.
    """
    crowds = tenure_index(collection).over_capacity
    for membership in collection.memberships if crowds else ():
        if membership.id in crowds:
            post, other = crowds[membership.id]
            message = f"{post!r} has no seat left when this begins, as {other!r} runs on; correct a term or the seats"
            yield Finding(membership, "start_date", message)


_ANNOUNCED = order(milestones=_reached(announced="2025-06-15"))

_FOR = [TargetStance(target="order", stance="support")]


@own_rule(
    "NMP307",
    Severity.WARNING,
    "statement before the announcement",
    failing=lambda: example(SPEAKER, MAYOR, _ANNOUNCED, statement(date="2025-05-01", stances=_FOR)),
    passing=lambda: example(SPEAKER, MAYOR, _ANNOUNCED, statement(date="2025-07-01", stances=_FOR)),
)
def stated_after_announcement(collection: Collection) -> Iterator[Finding]:
    """A statement takes a stance on an instrument before anybody had heard of it.

    It speaks of something else, perhaps of an earlier plan, or a date is wrong.
    """
    first = introduction_dates(collection)
    for said in collection.statements if first else ():
        for index, stance in enumerate(said.stances if said.date else ()):
            heard = first.get(stance.target or "")
            if said.date and heard and said.date.before(heard):
                message = f"it was said at {said.date.label}, before {stance.target!r} was known, {heard.label}"
                yield Finding(said, ("stances", index, "target"), f"{message}; correct the target or a date")


_SIGNED = order(milestones=_reached(signed="2025-07-21"))


@own_rule(
    "NMP308",
    Severity.WARNING,
    "deadline before the instrument",
    failing=lambda: example(SPEAKER, MAYOR, _SIGNED, duty(deadline=Deadline(date="2024-12-31"))),
    passing=lambda: example(SPEAKER, MAYOR, _SIGNED, duty(deadline=Deadline(date="2025-12-31"))),
)
def deadline_to_come(collection: Collection) -> Iterator[Finding]:
    """A deadline had passed when the instrument was made.

    Nobody can keep it: one of the dates is wrong.
    """
    made = cache(lambda target: date_made(collection.get(target)))
    for provision in collection.provisions:
        due = provision.deadline.date if provision.deadline else None
        day = made(provision.instrument) if due else None
        if due and day and due.before(day):
            message = f"it is due by {due.label}, before {provision.instrument!r} was made, {day.label}"
            yield Finding(provision, ("deadline", "date"), f"{message}; correct either")
