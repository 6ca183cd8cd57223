"""What is due, from whom, between two days: deadlines and recurrences, by the milestones of their instruments."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.force.effective_dates import Effects
from nmpolicy.queries.force.solver import Reckoning
from nmpolicy.queries.intervals import ANY, Time, all_of, time_of
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Deadline, Provision
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.values import duration_parts

_MOST = 800  # days of a span from which a recurrence is counted
#: The form of the parts that dateutil takes in other forms too, and then never ends, or guesses.
_PARTS_OF_RULES = {
    "INTERVAL": "[1-9][0-9]{0,5}",
    "COUNT": "[1-9][0-9]{0,5}",
    "UNTIL": "[0-9]{8}(T[0-9]{6}Z?)?",
    "BYDAY": "([+-]?[0-9]{1,2})?[A-Z]{2}(,([+-]?[0-9]{1,2})?[A-Z]{2})*",
}
_REFUSED = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})  # days are not counted by the hour


@frozen
class DueDate:
    """An act that is due, or may be, in a period.

    .. versionadded:: 0.1
    """

    #: The provision.
    provision: Provision
    #: The first of the days that may be the one by which it is due; None where nobody can tell.
    first: date | None
    #: The last of them, inclusive.
    last: date | None
    #: Whether it is due in the period: `None`, if the dates do not decide it.
    answer: bool | None
    #: Why no day can be told, or what else is open; empty where all is clear.
    open: str = ""


def due(collection: Collection, first: str | date, last: str | date) -> tuple[DueDate, ...]:
    """What the provisions ask for between two days, inclusive, by the days on which it is due; last, what no day can be told of.

    A time such as "within 30 days of being signed" ends on the thirtieth day after the milestone. A recurrence runs from
    the day on which the instrument takes effect, which is its first day if the rule names it; as RFC 5545 has it, "every month"
    from the 31st leaves out the months without one. What is not in force on the day on which it would be due is left out.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> order = Order(id="eo", kind="executive-order", title="O", milestones=[Milestone(stage="signed", date="2025-07-21")])
    >>> more = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"], "aim": "report"}
    >>> report = Provision(id="eo.a", deadline=Deadline(within="P30D", after="signed"), **more)
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order], provisions=[report])
    >>> [(each.first.isoformat(), each.answer) for each in due(demo, "2025-08-01", "2025-12-31")]
    [('2025-08-20', True)]

    Raises `InvalidDateError` for what is no date, and `InvalidValueError` where the last day is before the first.

    Terms: RFC 5545 (recurrence rule), ISO 8601 (duration).

    .. versionadded:: 0.1
    """
    period = Time(PartialDate(first).earliest, PartialDate(last).latest)
    if period.last < period.first:
        raise InvalidValueError(f"the period ends at {last}, before it starts, {first}; exchange the two")
    reckoning = Reckoning(collection)
    found = [each for provision in collection.provisions for each in _due(collection, reckoning, provision, period)]
    return tuple(sorted(found, key=lambda each: (each.first is None, each.first or date.min, each.last or date.min)))


def _due(collection: Collection, reckoning: Reckoning, provision: Provision, period: Time) -> Iterator[DueDate]:
    instrument = collection.get(provision.instrument)
    times: list[tuple[Time, bool | None]] = []
    if provision.deadline:
        day = _day_of(provision.deadline, instrument, reckoning.effects)
        if isinstance(day, str):
            yield from _open(reckoning, provision, period, day)
        else:
            times.append((day, True))
    if provision.recurrence:
        days = _days_of(provision.recurrence, _start(reckoning.effects, instrument), period)
        if isinstance(days, str):
            yield from _open(reckoning, provision, period, days)
        else:
            times += days
    for time, sure in times:
        if time.first <= period.last and period.first <= time.last:
            within = True if period.first <= time.first and time.last <= period.last else None
            yield from _if_in_force(reckoning, provision, time, all_of([sure, within]))


def _open(reckoning: Reckoning, provision: Provision, period: Time, why: str) -> Iterator[DueDate]:
    """What no day can be told of, unless it is in force on no day of the period."""
    if any(each.value is not False for each in reckoning.over(provision, period)):
        yield DueDate(provision, None, None, None, why)


def _if_in_force(reckoning: Reckoning, provision: Provision, time: Time, answer: bool | None) -> Iterator[DueDate]:  # noqa: FBT001
    values = [each.value for each in reckoning.over(provision, time)]
    if all(value is False for value in values):
        return
    # As nothing is due before it is in force, only what comes after that counts.
    since = values[values.index(True) :] if True in values else [None]
    if all(since):
        yield DueDate(provision, *time, answer)
    else:
        yield DueDate(provision, *time, None, "the records do not decide whether it is in force then")


def _day_of(deadline: Deadline, instrument: Record | None, effects: Effects) -> Time | str:
    """The day of a deadline; or why nobody can tell it."""
    if deadline.date:
        return time_of(deadline.date) if not deadline.date.uncertain else f"its day, {deadline.date.label}, is not sure"
    timed = effects.timed(instrument.id) if instrument else ()
    since = next((time for milestone, time in timed if milestone.stage is deadline.after), None)
    if since is None or ANY.first == since.first or ANY.last == since.last:
        return f"the records do not say when {instrument.id if instrument else 'its instrument'} was {deadline.after}"
    try:
        return Time(*(_later(day, deadline.within or "") for day in since))
    except (OverflowError, ValueError):
        return f"{deadline.within} after it was {deadline.after} is beyond the calendar"


def _later(day: date, duration: str) -> date:
    """The day after a span of calendar time; of a month that is too short, its last."""
    from dateutil.relativedelta import relativedelta  # slow to import, and seldom needed

    parts: dict[str, int] = {f"{unit}s": int(count) for count, unit in duration_parts(duration)}
    return day + relativedelta(**parts)  # type: ignore[arg-type]


def _start(effects: Effects, instrument: Record | None) -> Time:
    """When an instrument takes effect, by itself or by what commences it."""
    starts = effects.start(instrument) if isinstance(instrument, Instrument) else []
    times = [effect.time for effect, _ in starts if effect.comes]
    return Time(min(time.first for time in times), min(time.last for time in times)) if times else ANY


def _days_of(rule: str, start: Time, period: Time) -> Sequence[tuple[Time, bool | None]] | str:
    """The days of a recurrence in a period, each with whether it surely is one; or why nobody can tell them."""
    if ANY.first == start.first or ANY.last == start.last:
        return "the records do not say from when it recurs"
    if (start.last - start.first).days > _MOST:
        return "the records do not say closely enough from when it recurs"
    try:
        if "BY" in rule:
            return _by_days(rule, start, period)
        return _by_steps(rule, start, period)
    except (ValueError, OverflowError, IndexError) as error:
        return f"its recurrence {rule} cannot be worked out: {error}"


def _by_days(rule: str, start: Time, period: Time) -> Sequence[tuple[Time, bool | None]]:
    """The days that a rule names, whichever day of a span it begins on: surely those that it names from each of them."""
    begins = (start.first + timedelta(days=number) for number in range((start.last - start.first).days + 1))
    sets = [set(_occurrences(rule, day, period)) for day in begins]
    return [(Time(day, day), True if all(day in some for some in sets) else None) for day in sorted(set().union(*sets))]


def _by_steps(rule: str, start: Time, period: Time) -> Sequence[tuple[Time, bool | None]]:
    """The days at even steps from the day of the start; if that is a span of days, so is each, up to the next one."""
    width = start.last - start.first
    days = [*_occurrences(rule, start.first, Time(start.first, period.last))]
    ends = (day + width for day in days)
    nexts = (*(day - timedelta(days=1) for day in days[1:]), date.max)
    spans = (Time(*each) for each in zip(days, map(min, ends, nexts), strict=True))
    return [(span, True) for span in spans if span.last >= period.first]


def _occurrences(rule: str, start: date, period: Time) -> Iterator[date]:
    """The days of a recurrence that begins on a day, which is the first of them if it fits, in a period."""
    from dateutil.rrule import rrulestr  # slow to import, and seldom needed

    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name in _REFUSED or not re.fullmatch(_PARTS_OF_RULES.get(name, ".*"), value):
            raise ValueError(f"{part} is no part of a rule of days")
    for moment in rrulestr(rule, dtstart=datetime(start.year, start.month, start.day), ignoretz=True):  # noqa: DTZ001
        if moment.date() > period.last:
            return
        if moment.date() >= period.first:
            yield moment.date()
