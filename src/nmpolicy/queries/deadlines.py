"""Deadlines: the acts that provisions require in a period, by their deadlines and recurrence rules."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.force.effective_dates import EffectiveDates
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import UNBOUNDED, Interval, interval_of
from nmpolicy.queries.three_valued import all_of
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Deadline, Provision
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.values import duration_parts

_WIDEST_START = 800  # days of the widest interval from which a recurrence is computed
#: Stricter forms of the parts of a rule for which dateutil accepts more, and then never ends or guesses.
_RULE_PARTS = {
    "INTERVAL": "[1-9][0-9]{0,5}",
    "COUNT": "[1-9][0-9]{0,5}",
    "UNTIL": "[0-9]{8}(T[0-9]{6}Z?)?",
    "BYDAY": "([+-]?[0-9]{1,2})?[A-Z]{2}(,([+-]?[0-9]{1,2})?[A-Z]{2})*",
}
_REFUSED_PARTS = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})  # a recurrence is made of days


@frozen
class DueDate:
    """An act that is due in a period, or may be.

    .. versionadded:: 0.1
    """

    provision: str
    """Id of the provision."""
    first: date | None
    """The first day that may be the due date, or None if the due date is unknown."""
    last: date | None
    """The last day that may be the due date, inclusive, or None if the due date is unknown."""
    answer: bool | None
    """True if it is due in the period, and None if the records do not decide it."""
    reason: str = ""
    """The reason why the due date or the answer is unknown; empty if there is none to give."""


def due(collection: Collection, first: str | date, last: str | date) -> tuple[DueDate, ...]:
    """Return the acts that provisions require between two days, inclusive, by due date.

    Acts without a known due date come last, if the provision may be in force during the period.

    A deadline such as "within 30 days of being signed" is the thirtieth day after that milestone. A recurrence starts
    on the day its instrument takes effect; that day is its first date if it matches the rule. As in RFC 5545, a monthly
    recurrence that starts on the 31st skips shorter months. An act is left out if its provision is not in force on the
    due date.

    >>> from nmpolicy.records.instruments import Milestone, Order
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
    period = Interval(PartialDate(first).earliest, PartialDate(last).latest)
    if period.last < period.first:
        raise InvalidValueError(f"the period ends on {last}, before it starts on {first}; swap the two dates")
    solver = ForceSolver(collection)
    found = [each for provision in collection.provisions for each in _due(collection, solver, provision, period)]
    return tuple(sorted(found, key=lambda each: (each.first is None, each.first or date.min, each.last or date.min)))


def _due(collection: Collection, solver: ForceSolver, provision: Provision, period: Interval) -> Iterator[DueDate]:
    instrument = collection.get(provision.instrument)
    candidates: list[tuple[Interval, bool | None]] = []
    if provision.deadline:
        day = _deadline_interval(provision.deadline, instrument, solver.dates)
        if isinstance(day, str):
            yield from _without_date(solver, provision, period, day)
        else:
            candidates.append((day, True))
    if provision.recurrence:
        days = _recurrence_intervals(provision.recurrence, _effective_interval(solver.dates, instrument), period)
        if isinstance(days, str):
            yield from _without_date(solver, provision, period, days)
        else:
            candidates += days
    for interval, certain in candidates:
        if interval.first <= period.last and period.first <= interval.last:
            inside = True if period.first <= interval.first and interval.last <= period.last else None
            yield from _if_in_force(solver, provision, interval, all_of([certain, inside]))


def _without_date(solver: ForceSolver, provision: Provision, period: Interval, reason: str) -> Iterator[DueDate]:
    """Yield an act without a known due date, unless its provision is not in force at any time in the period."""
    if any(each.value is not False for each in solver.decide(provision, period)):
        yield DueDate(provision.id, None, None, None, reason)


def _if_in_force(
    solver: ForceSolver,
    provision: Provision,
    interval: Interval,
    answer: bool | None,  # noqa: FBT001
) -> Iterator[DueDate]:
    values = [each.value for each in solver.decide(provision, interval)]
    if all(value is False for value in values):
        return
    # Nothing is due before the provision is in force, so only the time from then on counts.
    since = values[values.index(True) :] if True in values else [None]
    if all(since):
        yield DueDate(provision.id, *interval, answer)
    else:
        yield DueDate(provision.id, *interval, None, "the records do not decide whether it is in force then")


def _deadline_interval(deadline: Deadline, instrument: Record | None, dates: EffectiveDates) -> Interval | str:
    """Return the days that a deadline may mean, or the reason why they are unknown."""
    if deadline.date:
        return interval_of(deadline.date) if not deadline.date.uncertain else f"its deadline is {deadline.date.label}"
    milestones = dates.milestones(instrument.id) if instrument else ()
    since = next((interval for milestone, interval in milestones if milestone.stage is deadline.after), None)
    if since is None or UNBOUNDED.first == since.first or UNBOUNDED.last == since.last:
        name = instrument.id if instrument else "its instrument"
        return f"the records give no date for the milestone '{deadline.after}' of {name}"
    try:
        return Interval(*(_add(day, deadline.within or "") for day in since))
    except (OverflowError, ValueError):
        return f"{deadline.within} after the milestone '{deadline.after}' is past the end of the calendar"


def _add(day: date, duration: str) -> date:
    """Return the day after a duration; the last day of the month if that month is too short."""
    from dateutil.relativedelta import relativedelta  # slow to import, and rarely needed

    parts: dict[str, int] = {f"{unit}s": int(count) for count, unit in duration_parts(duration)}
    return day + relativedelta(**parts)  # type: ignore[arg-type]


def _effective_interval(dates: EffectiveDates, instrument: Record | None) -> Interval:
    """Return the days on which an instrument may take effect, by its own milestones or by what commences it."""
    starts = dates.starts(instrument.id) if isinstance(instrument, Instrument) else []
    intervals = [effective.interval for effective, _ in starts if effective.happens]
    if not intervals:
        return UNBOUNDED
    return Interval(min(each.first for each in intervals), min(each.last for each in intervals))


def _recurrence_intervals(rule: str, start: Interval, period: Interval) -> Sequence[tuple[Interval, bool | None]] | str:
    """Return the dates of a recurrence in a period, or the reason why they are unknown.

    Each date comes with True if it is certain, and None if it is not.
    """
    if UNBOUNDED.first == start.first or UNBOUNDED.last == start.last:
        return "the records do not say when its recurrence starts"
    if (start.last - start.first).days > _WIDEST_START:
        return "the records do not say precisely enough when its recurrence starts"
    try:
        if "BY" in rule:
            return _matching_days(rule, start, period)
        return _regular_steps(rule, start, period)
    except (ValueError, OverflowError, IndexError) as error:
        return f"its recurrence {rule} cannot be computed: {error}"


def _matching_days(rule: str, start: Interval, period: Interval) -> Sequence[tuple[Interval, bool | None]]:
    """Return the days that match a rule for any possible start; those that match it for every start are certain."""
    starts = (start.first + timedelta(days=number) for number in range((start.last - start.first).days + 1))
    sets = [set(_occurrences(rule, day, period)) for day in starts]
    days = sorted(set().union(*sets))
    return [(Interval(day, day), True if all(day in some for some in sets) else None) for day in days]


def _regular_steps(rule: str, start: Interval, period: Interval) -> Sequence[tuple[Interval, bool | None]]:
    """Return the dates at regular steps from the start, each as wide as the start but not beyond the next one."""
    width = start.last - start.first
    days = [*_occurrences(rule, start.first, Interval(start.first, period.last))]
    ends = (day + width for day in days)
    limits = (*(day - timedelta(days=1) for day in days[1:]), date.max)
    intervals = (Interval(*each) for each in zip(days, map(min, ends, limits), strict=True))
    return [(interval, True) for interval in intervals if interval.last >= period.first]


def _occurrences(rule: str, start: date, period: Interval) -> Iterator[date]:
    """Yield the days in a period of a recurrence that starts on a day; that day is the first one if it matches."""
    from dateutil.rrule import rrulestr  # slow to import, and rarely needed

    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name in _REFUSED_PARTS or not re.fullmatch(_RULE_PARTS.get(name, ".*"), value):
            raise ValueError(f"{part} is not valid in a recurrence of days")
    for moment in rrulestr(rule, dtstart=datetime(start.year, start.month, start.day), ignoretz=True):  # noqa: DTZ001
        if moment.date() > period.last:
            return
        if moment.date() >= period.first:
            yield moment.date()
