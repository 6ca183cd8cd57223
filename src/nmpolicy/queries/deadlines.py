"""Deadlines: the acts that provisions require in a period, by their deadlines and recurrence rules."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.deadline_days import DeadlineDays, deadline_days
from nmpolicy.queries.force.effective_dates import EffectiveDates
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import UNBOUNDED, Interval, interval_of
from nmpolicy.queries.lapses import is_never_made, is_until_end, last_days_before_end, not_in_force
from nmpolicy.queries.recurrences import can_be_met, is_ever_met, recurrence_days
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.recurrence import parse_recurrence
from nmpolicy.vocabulary.references import ProvisionRef

#: The most days on which a recurrence may start. Each of them makes other days.
_CENTURY = timedelta(days=36_525)
_UNDECIDED = "the records do not decide whether it is in force then"


@frozen
class DueDate(Answer):
    """An act that is due in a period, or may be.

    .. versionadded:: 0.1
    """

    provision: ProvisionRef
    """Id of the provision."""
    first: date | None
    """The first day that may be the due date, or None if it is unknown or there is none."""
    last: date | None
    """The last day that may be the due date, inclusive, or None if it is unknown or there is none."""
    answer: bool | None
    """True if it is due in the period; False if it lapsed, is suspended or is never due; None if that is undecided."""
    reason: str = ""
    """The reason why it is not due, or why the records do not decide; empty if the answer is True."""


def due(collection: Collection, first: DateLike, last: DateLike) -> Answers[DueDate]:
    """Return the acts that provisions require between two days, inclusive, by due date.

    Acts without a known due date come last, if the provision may be in force during the period.

    A deadline such as "within 30 days after it is signed" is the thirtieth day after that milestone; after an event, it
    runs from the last day. If the provision ended before the deadline, the act has lapsed: it is listed, and its answer
    is False, as it is if the provision is suspended on that day. If the provision starts only later, the answer is
    None. A deadline that counts from the end, as "within ten days after it expires", is due after that end; it lapses
    only if the provision ended earlier. An act is left out only if its instrument was certainly never made. A period of
    business days skips weekends; the records do not tell the holidays, so the due date is given as the earliest
    possible day, with None as its last day.

    A recurrence starts on its own first day if it has one; otherwise after the deadline if there is one; otherwise on
    the day its provision takes effect. That day is its first date if it matches the rule, unless it is a deadline. As
    in RFC 5545, a monthly recurrence that starts on the 31st skips shorter months. If the start is not known exactly,
    each day that is due for some of the possible starts is listed; its answer is True if it is due for all of them.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> from nmpolicy.records.provisions import Deadline
    >>> signed = Milestone(stage="signed", date="2025-07-21")
    >>> order = Order(id="eo", kind="executive-order", title="An order", milestones=[signed])
    >>> more = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"], "aim": "report"}
    >>> report = Provision(id="eo.a", deadline=Deadline(within="P30D", after="signed"), **more)
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order], provisions=[report])
    >>> [(each.provision, each.first.isoformat(), each.answer) for each in due(demo, "2025-08-01", "2025-12-31")]
    [('eo.a', '2025-08-20', True)]

    Raises `InvalidDateError` if `first` or `last` is not a date, and `InvalidValueError` if `last` is before `first`.

    Terms: RFC 5545 (recurrence rule), ISO 8601 (duration).

    .. versionadded:: 0.1
    """
    check_collections(collection)
    period = Interval(PartialDate(first).earliest, PartialDate(last).latest)
    if period.last < period.first:
        raise InvalidValueError(f"the period ends on {last}, before it starts on {first}; swap the two dates")
    solver = ForceSolver(collection)
    found = [each for provision in collection.provisions for each in _due(collection, solver, provision, period)]
    in_order = sorted(
        dict.fromkeys(found), key=lambda each: (each.first is None, each.first or date.min, each.last or date.min)
    )
    return Answers(in_order, f"Due from {period.first} to {period.last}", collection)


def due_by_deadline(collection: Collection, solver: ForceSolver, period: Interval) -> Iterator[DueDate]:
    """Yield the acts of deadlines in a period, in document order, as `due` does. It leaves out recurrences."""
    for provision in collection.provisions:
        if deadline := deadline_days(collection, solver.dates, provision):
            yield from _deadline(collection, solver, provision, deadline, period)


def _due(collection: Collection, solver: ForceSolver, provision: Provision, period: Interval) -> Iterator[DueDate]:
    deadline = deadline_days(collection, solver.dates, provision)
    if deadline:
        yield from _deadline(collection, solver, provision, deadline, period)
    if provision.recurrence:
        yield from _recurrence(solver, provision, deadline, period)


def _deadline(
    collection: Collection, solver: ForceSolver, provision: Provision, days: DeadlineDays, period: Interval
) -> Iterator[DueDate]:
    """Yield the act of a deadline if it may be due in a period, or would be if its provision were in force."""
    before_end = last_days_before_end(solver, provision)
    if days.first is None and before_end:
        yield from () if is_never_made(solver, provision) else [DueDate(provision.id, None, None, None, days.reason)]
        return
    if days.first is None:
        yield from _without_date(solver, provision, period, days.reason)
        return
    due = Interval(days.first, days.last or date.max)
    if due.first > period.last or due.last < period.first or is_never_made(solver, provision):
        return
    reached = days.last is not None or due.first >= period.first
    not_then = not_in_force(collection, solver, provision, before_end or due)
    if days.last is None and not_then is None and before_end is None:
        due = Interval(max(due.first, period.first), period.last)
        not_then = not_in_force(collection, solver, provision, due)
    if not_then:
        if reached:
            yield DueDate(provision.id, days.first, days.last, not_then.answer, not_then.reason)
        return
    decisions = solver.decide(provision, before_end or _days_in_force(solver.dates, provision, due))
    certain = all(each.value or (before_end and is_until_end(collection, provision, each)) for each in decisions)
    inside = period.first <= due.first and due.last <= period.last
    answer = True if inside and certain and not days.reason else None
    yield DueDate(provision.id, days.first, days.last, answer, days.reason or ("" if certain else _UNDECIDED))


def _days_in_force(dates: EffectiveDates, provision: Provision, due: Interval) -> Interval:
    """Return the days on which an act may be due, without those that the start of its provision excludes.

    A deadline that runs from the milestone on which an instrument starts, or a later one, is never before that start.
    The same is assumed of a deadline that is a month or a year. Any other deadline may be before the start.
    """
    deadline, first = provision.deadline, interval_of(provision.start_date).last if provision.start_date else date.min
    if deadline and deadline.date is None and first > due.first:
        return due
    if deadline and deadline.date is None and not dates.starts_by_stage(provision.instrument, deadline.after):
        return due
    started = dates.start_days(provision.instrument).last
    return Interval(min(max(due.first, started, first), due.last), due.last)


def _without_date(
    solver: ForceSolver,
    provision: Provision,
    period: Interval,
    reason: str,
    *,
    answer: bool | None = None,
) -> Iterator[DueDate]:
    """Yield an act without a known due date, unless its provision is not in force at any time in the period."""
    if solver.may_be_in_force(provision, period):
        yield DueDate(provision.id, None, None, answer, reason)


def _recurrence(
    solver: ForceSolver, provision: Provision, deadline: DeadlineDays | None, period: Interval
) -> Iterator[DueDate]:
    """Yield the days of a recurrence in a period on which the provision may be in force."""
    rule = provision.recurrence or ""
    start = _start_of_recurrence(solver.dates, provision, deadline)
    if not can_be_met(parse_recurrence(rule)):
        yield from _without_date(solver, provision, period, f"no day matches its recurrence {rule}", answer=False)
    elif start.first > period.last:
        return
    elif UNBOUNDED.first == start.first or UNBOUNDED.last == start.last:
        unknown = "the records do not say when its recurrence starts"
        yield from _without_date(solver, provision, period, unknown)
    else:
        after = provision.recurrence_start is None and deadline is not None
        days = [*recurrence_days(rule, start, period, after=after)]
        if not days and not is_ever_met(rule, start):
            never = f"no day from its start on matches its recurrence {rule}"
            yield from _without_date(solver, provision, period, never, answer=False)
        unsure = f"its recurrence starts on a day from {start.first} to {start.last}"
        for (day, certain), value in zip(days, _force_of_days(solver, provision, days), strict=True):
            if value is not False:
                reason = unsure if not certain else "" if value else _UNDECIDED
                yield DueDate(provision.id, day, day, True if certain and value else None, reason)


def recurrence_start(collection: Collection, dates: EffectiveDates, provision: Provision) -> Interval:
    """Return the days on which the recurrence of a provision may start, or on which the deadline before it may fall.

    If they are more than those of a century, they count as unknown, as those of something without a date.
    """
    return _start_of_recurrence(dates, provision, deadline_days(collection, dates, provision))


def _start_of_recurrence(dates: EffectiveDates, provision: Provision, deadline: DeadlineDays | None) -> Interval:
    days = _days_of_start(dates, provision, deadline)
    return days if days.last - days.first <= _CENTURY else UNBOUNDED


def _days_of_start(dates: EffectiveDates, provision: Provision, deadline: DeadlineDays | None) -> Interval:
    if provision.recurrence_start:
        return interval_of(provision.recurrence_start)
    if deadline:
        return Interval(deadline.first or date.min, deadline.last or date.max)
    if provision.start_date:
        return interval_of(provision.start_date)
    return Interval(*dates.start_days(provision.instrument)[:2])


def _force_of_days(
    solver: ForceSolver, provision: Provision, days: Sequence[tuple[date, bool]]
) -> Iterator[bool | None]:
    """Yield for each of some days whether a provision is in force, without asking about each day."""
    pending = [days] if days else []
    while pending:
        some = pending.pop()
        values = {each.value for each in solver.decide(provision, Interval(some[0][0], some[-1][0]))}
        if len(values) == 1:  # as on a single day
            yield from [*values] * len(some)
        else:
            middle = len(some) // 2
            pending += [some[middle:], some[:middle]]
