"""Rules of chronology: NMP301 to NMP309. They report only what the precision of the dates proves."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, partial

from nmpolicy.problems import Severity
from nmpolicy.queries.deadline_days import deadline_days
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.recorded_ends import with_recorded_end
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.queries.lapses import is_suspension, lapse_reasons, lapse_words, last_days_before_end
from nmpolicy.queries.milestones import PENDING_STAGES, date_made, introduction_dates, made_milestone, out_of_order
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Instrument, Measure, Milestone, VoteEvent
from nmpolicy.records.provisions import Deadline
from nmpolicy.records.statements import TargetStance
from nmpolicy.records.traversal import FieldPath
from nmpolicy.rules.examples import (
    COUNCIL,
    JANE,
    MAYOR,
    SPEAKER,
    duty,
    example,
    measure,
    order,
    term,
)
from nmpolicy.rules.examples import (
    relation as sample_relation,
)
from nmpolicy.rules.examples import (
    statement as sample_statement,
)
from nmpolicy.rules.facts.past_ends import Ends, PastEnds
from nmpolicy.rules.facts.relation_graph import date_conflict
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage


def _milestones(**dates: str) -> list[Milestone]:
    return [Milestone(stage=stage, date=date) for stage, date in dates.items()]


@own_rule(
    "NMP301",
    Severity.ERROR,
    "end date before the start date",
    failing=lambda: example(JANE, MAYOR, term(start_date="2021-12-01", end_date="2021-11-30")),
    passing=lambda: example(JANE, MAYOR, term(start_date="2021-12-01", end_date="2025-11-30")),
)
def ends_after_start(collection: Collection) -> Iterator[Finding]:
    """A membership, an event, the force of a provision or the effect of a relation ends before it starts.

    One of the dates is wrong.
    """
    for record, start, end in _days(collection):
        if start and end and end.before(start):
            message = f"the end date ({end.label}) is before the start date ({start.label}); correct one of them"
            yield Finding(record, "end_date", message)


def _days(collection: Collection) -> Iterator[tuple[Record, PartialDate | None, PartialDate | None]]:
    """Yield the records that have a first and a last day, with these days."""
    for dated in (collection.memberships, collection.events, collection.provisions):
        yield from ((each, each.start_date, each.end_date) for each in dated)
    yield from ((each, each.effective_date, each.end_date) for each in collection.relations)


@own_rule(
    "NMP302",
    Severity.WARNING,
    "effective before it was signed or adopted",
    failing=lambda: example(MAYOR, order(milestones=_milestones(effective="2025-06-01", signed="2025-07-21"))),
    passing=lambda: example(MAYOR, order(milestones=_milestones(signed="2025-07-21", effective="2025-08-01"))),
)
def effective_after_making(collection: Collection) -> Iterator[Finding]:
    """An instrument takes effect before it was signed, issued, adopted or passed.

    A law can be retroactive, but that is rare. Usually one of the dates is wrong.
    """
    for instrument in collection.instruments:
        made = date_made(instrument)
        for index, milestone in enumerate(instrument.milestones):
            effective = milestone.date if milestone.stage is Stage.EFFECTIVE else None
            if made and effective and effective.before(made):
                message = (
                    f"the instrument takes effect ({effective.label}) before it was signed or adopted ({made.label})"
                )
                yield Finding(instrument, ("milestones", index, "date"), f"{message}; correct one of the dates")


_MAKING = frozenset({Stage.SIGNED, Stage.ISSUED, Stage.ADOPTED, Stage.BECAME_LAW})


@own_rule(
    "NMP303",
    Severity.WARNING,
    "milestones out of order",
    failing=lambda: example(COUNCIL, measure(milestones=_milestones(introduced="2025-03", passed="2025-02"))),
    passing=lambda: example(COUNCIL, measure(milestones=_milestones(introduced="2025-02", passed="2025-03"))),
)
def stages_in_order(collection: Collection) -> Iterator[Finding]:
    """A milestone has an earlier date than one listed before it, or a preliminary stage is listed after the final one.

    Milestones are listed in the order in which they were reached. Preliminary stages, such as announced, introduced and
    passed, come before the instrument is signed, issued, adopted or becomes law. Within either group any order is
    possible, because a second chamber, for example, repeats some stages. NMP302 checks the effective date.
    """
    for instrument in collection.instruments:
        steps = [
            (index, milestone)
            for index, milestone in enumerate(instrument.milestones)
            if milestone.stage is not Stage.EFFECTIVE
        ]
        late = dict(out_of_order(milestone.date for _, milestone in steps))
        made: Milestone | None = None
        for number, (index, milestone) in enumerate(steps):
            if number in late:
                _, later = steps[late[number]]
                message = f"'{milestone}' is listed after '{later}', which has a later date; correct a date or move the milestone"
                yield Finding(instrument, ("milestones", index, "date"), message)
            elif made and milestone.stage in PENDING_STAGES:
                message = f"'{milestone.stage}' is listed after '{made.stage}'; list preliminary stages first"
                yield Finding(instrument, ("milestones", index, "stage"), message)
            if made is None and milestone.stage in _MAKING:
                made = milestone


#: Stages that sources report in advance.
_ANNOUNCED_IN_ADVANCE = frozenset(
    {Stage.EFFECTIVE, Stage.EXPIRED, Stage.SUSPENDED, Stage.RESCINDED, Stage.REPEALED, Stage.SUPERSEDED}
)


@own_rule(
    "NMP304",
    Severity.WARNING,
    "date later than the source",
    failing=lambda: example(MAYOR, order(milestones=_milestones(signed="2025-08-21"))),
    passing=lambda: example(MAYOR, order(milestones=_milestones(signed="2025-07-21"))),
)
def known_in_time(collection: Collection) -> Iterator[Finding]:
    """A milestone, a vote or a statement is dated after all of its sources.

    A source cannot report what has not happened yet. The day on which something takes effect or ends is often announced
    in advance, so it is not checked.
    """
    last_days = {source.id: interval_of(source.date).last for source in reversed(collection.sources) if source.date}
    published = {id: day.isoformat() for id, day in last_days.items()}
    latest: tuple[Sequence[Evidence], str] = (), _UNPUBLISHED
    for record, path, day, evidence in _reported(collection):
        if evidence is not latest[0]:  # thousands of parts may share the evidence of the record
            latest = (
                evidence,
                max((published.get(each.source, _UNPUBLISHED) for each in evidence), default=_UNPUBLISHED),
            )
        if latest[1] < (str.__str__(day) if len(day) == _EXACT else day.span[0].isoformat()):
            message = f"the date ({day.label}) is later than the latest source ({latest[1]})"
            yield Finding(record, path, f"{message}; correct the date or add a later source")


_EXACT = len("2025-07-21")  # characters: only an exact day has so many, and its text can be compared
_UNPUBLISHED = date.max.isoformat()


def _reported(collection: Collection) -> Iterator[tuple[Record, FieldPath, PartialDate, Sequence[Evidence]]]:
    """Yield each date that a source reports, with the evidence for it: one object for the parts that share it."""
    for instrument in collection.instruments:
        yield from _reported_parts(instrument, "milestones", instrument.milestones)
        if isinstance(instrument, Measure):
            yield from _reported_parts(instrument, "vote_events", instrument.vote_events)
    for statement in collection.statements:
        if statement.date:
            yield statement, ("date",), statement.date, statement.evidence


def _reported_parts(
    instrument: Instrument, field: str, parts: Sequence[Milestone | VoteEvent]
) -> Iterator[tuple[Record, FieldPath, PartialDate, Sequence[Evidence]]]:
    of_record: Sequence[Evidence] | None = None
    for index, part in enumerate(parts):
        if part.date and not (isinstance(part, Milestone) and part.stage in _ANNOUNCED_IN_ADVANCE):
            if not part.evidence and of_record is None:
                of_record = instrument.evidence_for(field, part)
            yield instrument, (field, index, "date"), part.date, part.evidence or of_record or ()


@own_rule(
    "NMP305",
    Severity.ERROR,
    "action on a later record",
    failing=lambda: example(*_both(order="2025-03-01", ordinance="2025-06-01"), sample_relation("amends")),
    passing=lambda: example(*_both(order="2025-07-01", ordinance="2025-06-01"), sample_relation("amends")),
)
def acts_on_earlier_record(collection: Collection) -> Iterator[Finding]:
    """A record amends, repeals, responds to or follows a record that came later.

    Nothing can change or answer what does not exist yet. Either the relation is reversed or a date is wrong. A measure
    can be acted on once it is announced or introduced, and an order can be amended or ended once it is signed or
    issued. Records without these dates are not checked.
    """
    conflict = date_conflict(collection)
    for relation in collection.relations:
        if dates := conflict(relation):
            acted, existed = dates
            message = f"{relation.subject!r} ({acted.label}) came before {relation.object!r} ({existed.label})"
            yield Finding(relation, "object", f"{message}; reverse the relation, or correct or add a date")


def _both(**dates: str) -> tuple[Record, ...]:
    signed, introduced = _milestones(signed=dates["order"]), _milestones(introduced=dates["ordinance"])
    return COUNCIL, MAYOR, order(milestones=signed), measure(milestones=introduced)


_ONE_SEAT = Post(id="mayor", name="Mayor of Springfield", maximum_memberships=1)
_DOE = Person(id="john-doe", name="John Doe")
_FIRST_TERM = term(id="first-term", member="john-doe", start_date="2021-12-01", end_date="2025-11-30")


@own_rule(
    "NMP306",
    Severity.WARNING,
    "more holders than seats",
    failing=lambda: example(JANE, _DOE, _ONE_SEAT, _FIRST_TERM, term(start_date="2025-01-01", end_date="2029-12-31")),
    passing=lambda: example(JANE, _DOE, _ONE_SEAT, _FIRST_TERM, term(start_date="2025-11-30", end_date="2029-12-31")),
)
def seats(collection: Collection) -> Iterator[Finding]:
    """More holders have a post at one time than the post has seats.

    Either a term is wrong, or someone was only acting for the holder. A term may begin on the day on which another
    ends, and several terms of one holder take one seat. Posts without `maximum_memberships` are not checked.
    """
    without_seat = tenure_index(collection).without_seat
    for membership in collection.memberships:
        if membership.id in without_seat:
            post, other = without_seat[membership.id]
            message = f"{post!r} has no vacant seat when this membership begins, because {other!r} has not ended"
            yield Finding(membership, "start_date", f"{message}; correct a date or the number of seats")


_ANNOUNCED = order(milestones=_milestones(announced="2025-06-15"))
_SUPPORT = [TargetStance(target="order", stance="support")]


@own_rule(
    "NMP307",
    Severity.WARNING,
    "statement before the announcement",
    failing=lambda: example(SPEAKER, MAYOR, _ANNOUNCED, sample_statement(date="2025-05-01", stances=_SUPPORT)),
    passing=lambda: example(SPEAKER, MAYOR, _ANNOUNCED, sample_statement(date="2025-07-01", stances=_SUPPORT)),
)
def stated_after_announcement(collection: Collection) -> Iterator[Finding]:
    """A statement takes a stance on an instrument before the instrument became public.

    Either the statement is about something else, such as an earlier plan, or a date is wrong.
    """
    first_heard = introduction_dates(collection)
    for statement in collection.statements:
        for index, stance in enumerate(statement.stances):
            announced = first_heard.get(stance.target or "")
            if statement.date and announced and statement.date.before(announced):
                message = f"the statement ({statement.date.label}) was made before {stance.target!r} became public"
                repair = "correct the target or a date"
                yield Finding(statement, ("stances", index, "target"), f"{message} ({announced.label}); {repair}")


_SIGNED = order(milestones=_milestones(signed="2025-07-21"))


@own_rule(
    "NMP308",
    Severity.WARNING,
    "deadline before the instrument",
    failing=lambda: example(SPEAKER, MAYOR, _SIGNED, duty(deadline=Deadline(date="2024-12-31"))),
    passing=lambda: example(SPEAKER, MAYOR, _SIGNED, duty(deadline=Deadline(date="2025-12-31"))),
)
def deadline_after_making(collection: Collection) -> Iterator[Finding]:
    """A deadline had already passed when the instrument was made.

    No one can meet such a deadline, so one of the dates is wrong.
    """
    made_by = cache(lambda target: made_milestone(found) if (found := collection.get(target, Instrument)) else None)
    for provision in collection.provisions:
        milestone = made_by(provision.instrument) if provision.deadline else None
        if not provision.deadline or not milestone or not milestone.date or _runs_from(milestone, provision.deadline):
            continue
        due = deadline_days(collection, effective_dates(collection), provision)
        if due and due.last and due.last < interval_of(milestone.date).first:
            day = provision.deadline.date
            label = day.label if day else str(due.last)
            message = f"the deadline ({label}) is before the date of {provision.instrument!r} ({milestone.date.label})"
            path = ("deadline", "date") if day else ("deadline",)
            yield Finding(provision, path, f"{message}; correct one of them")


def _runs_from(milestone: Milestone, deadline: Deadline) -> bool:
    """Return whether a deadline runs from the milestone that made the instrument, so that it cannot be before it."""
    return deadline.after is milestone.stage


_EXPIRED = order(milestones=_milestones(signed="2025-07-21", expired="2025-08-18"))


@own_rule(
    "NMP309",
    Severity.WARNING,
    "deadline after the end of the provision",
    failing=lambda: example(SPEAKER, MAYOR, _EXPIRED, duty(deadline=Deadline(within="P30D", after="signed"))),
    passing=lambda: example(SPEAKER, MAYOR, _EXPIRED, duty(deadline=Deadline(within="P10D", after="signed"))),
)
def deadline_before_end(collection: Collection) -> Iterator[Finding]:
    """A deadline falls after the provision, or its instrument as a whole, has ended.

    A duty that ends before it is due binds no one, so a date may be wrong. If the dates are right, the duty lapsed and
    the record is correct. A suspension is not an end. A deadline that counts from an end, as "within ten days after it
    expires", is due after it; it is reported only if something else ended the provision before that.
    """
    ended = with_recorded_end(collection)
    # Where nothing ends it, to ask the solver would take most of the time of all rules.
    timed = [each for each in collection.provisions if each.deadline and each.instrument in ended]
    if not timed:
        return
    solver = ForceSolver(collection)
    past_ends = PastEnds(collection, solver)
    for provision in timed:
        days = deadline_days(collection, solver.dates, provision)
        if days is None or days.first is None:
            continue
        before_end = last_days_before_end(solver, provision)
        ends = Ends(()) if before_end else past_ends.for_good(provision.id, days.first)
        if not ends:
            reasons = lapse_reasons(solver, provision, before_end or Interval(days.first, date.max)) or ()
            ends = Ends(() if any(is_suspension(collection, each) for each in reasons) else reasons)
        elif not solver.may_be_in_force(provision, Interval(date.min, days.first)):
            continue
        if ends:
            due = f"on {days.first}" if days.first == days.last else f"on {days.first} or later"
            lapsed = ends.in_words(partial(lapse_words, collection, provision))
            yield Finding(provision, "deadline", f"the act is due {due}, but {lapsed}; check the dates")
