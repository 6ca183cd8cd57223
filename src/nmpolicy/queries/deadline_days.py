"""Deadline days: the day by which an act is due, as far as the records show it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from nmpolicy.queries.force.effective_dates import EffectiveDates
from nmpolicy.queries.intervals import UNBOUNDED, Interval, interval_of
from nmpolicy.records.actors import Membership
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Deadline, Provision
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage
from nmpolicy.vocabulary.values import duration_parts

_MONTHS = {"year": 12, "month": 1}
_DAYS = {"week": 7, "day": 1}
_DAY_HOURS = 24
_WORKDAYS = 5  # of a week


class DeadlineDays(NamedTuple):
    """The days that may be the last one of a deadline."""

    first: date | None
    """The first of them, or None if it is unknown."""
    last: date | None
    """The last of them, inclusive, or None if it is unknown."""
    reason: str = ""
    """The reason why the records do not decide the day; empty if they do, to the precision of their dates."""


def deadline_days(collection: Collection, dates: EffectiveDates, provision: Provision) -> DeadlineDays | None:
    """Return the days on which the deadline of a provision may fall, or None if it has no deadline."""
    deadline = provision.deadline
    if deadline is None:
        return None
    if deadline.date:
        return _days_of(deadline.date)
    if deadline.before_record:
        return _days_before(collection, deadline, deadline.before_record)
    if deadline.after_record:
        since, reason = _since_record(collection, deadline.after_record)
    else:
        since, reason = _since_stage(collection, dates, deadline.after, provision.instrument)
    if since.first == UNBOUNDED.first:
        return DeadlineDays(None, None, reason)
    try:
        return _days_after(since, deadline, reason)
    except (OverflowError, ValueError):
        start = deadline.after_record or f"the milestone '{deadline.after}'"
        return DeadlineDays(None, None, f"{deadline.within} after {start} is past the end of the calendar")


def _days_of(day: PartialDate) -> DeadlineDays:
    if day.uncertain:
        return DeadlineDays(None, None, f"its deadline is {day.label}")
    return DeadlineDays(*interval_of(day))


def _days_after(since: Interval, deadline: Deadline, reason: str) -> DeadlineDays:
    within = deadline.within or ""
    if deadline.business_days:
        (number, _) = duration_parts(within)[0]
        earliest = _weekdays_after(since.first, int(number))
        return DeadlineDays(earliest, None, reason or f"it is due on {earliest} or later, depending on the holidays")
    first = add_duration(since.first, within).first
    return DeadlineDays(first, None if since.last == UNBOUNDED.last else add_duration(since.last, within).last, reason)


def _days_before(collection: Collection, deadline: Deadline, id: str) -> DeadlineDays:
    """Return the last days on which an act is at least a period before an event."""
    event = collection.get(id, Event)
    until = interval_of(event.start_date) if event else UNBOUNDED
    if reason := _no_date(until, id):
        return DeadlineDays(None, None, reason)
    try:
        if deadline.business_days:
            (number, _) = duration_parts(deadline.period)[0]
            latest = _weekdays_before(until.last, int(number))
            return DeadlineDays(None, None, f"it is due on {latest} or earlier, depending on the holidays")
        first, last = (subtract_duration(day, deadline.period) for day in until)
        return DeadlineDays(first.first, last.last)
    except (OverflowError, ValueError):
        return DeadlineDays(None, None, f"{deadline.period} before {id} is before the calendar begins")


@once_per_collection
def _known_days(collection: Collection) -> dict[tuple[str, Stage | None], tuple[Interval, str]]:  # noqa: ARG001
    """Return the days of the instruments and stages that have been asked about, with the reasons."""
    return {}


def _since_stage(collection: Collection, dates: EffectiveDates, stage: Stage | None, id: str) -> tuple[Interval, str]:
    """Return the days on which an instrument may have reached a stage, and the reason if they are not decided."""
    known = _known_days(collection)
    if (id, stage) not in known:
        known[id, stage] = _find_since(dates, stage, id)
    return known[id, stage]


def _find_since(dates: EffectiveDates, stage: Stage | None, id: str) -> tuple[Interval, str]:
    reached = [(each, interval) for each, interval in dates.milestones(id) if each.stage is stage]
    intervals = {interval for _, interval in reached}
    if len(intervals) > 1:
        labels = dict.fromkeys(each.date.label if each.date else "an unrecorded date" for each, _ in reached)
        reason = f"{id} has several milestones '{stage}' ({', '.join(labels)}) from which it may run"
        return Interval(min(intervals).first, max(each.last for each in intervals)), reason
    since = next(iter(intervals), UNBOUNDED)
    name = id if dates.container(id) else "its instrument"
    return since, _no_date(since, f"the milestone '{stage}' of {name}")


def _since_record(collection: Collection, id: str) -> tuple[Interval, str]:
    """Return the last day of an event or the first day of a membership, and the reason if it is not known."""
    record = collection.get(id)
    since = UNBOUNDED
    if isinstance(record, Event):
        since = interval_of(record.end_date or record.start_date)
    elif isinstance(record, Membership):
        since = interval_of(record.start_date)
    return since, _no_date(since, id)


def _no_date(since: Interval, name: str) -> str:
    return (
        f"the records give no date for {name}" if UNBOUNDED.first == since.first or UNBOUNDED.last == since.last else ""
    )


def add_duration(day: date, duration: str) -> Interval:
    """Return the days on which a duration can end that begins at any moment of a day.

    Years and months come first; a day that the month does not have becomes its last one. Raises `OverflowError` or
    `ValueError` past the end of the calendar.

    >>> [str(each) for each in add_duration(date(2025, 1, 31), "P1M")]
    ['2025-02-28', '2025-02-28']
    >>> [str(each) for each in add_duration(date(2025, 1, 31), "PT36H")]
    ['2025-02-01', '2025-02-02']
    """
    first, has_rest = _moved(day, duration, 1)
    return Interval(first, first + timedelta(days=1) if has_rest else first)


def subtract_duration(day: date, duration: str) -> Interval:
    """Return the days on which a duration can begin that ends at any moment of a day.

    Years and months come first, as in `add_duration`. Raises `OverflowError` or `ValueError` before the calendar.

    >>> [str(each) for each in subtract_duration(date(2025, 3, 31), "P1M")]
    ['2025-02-28', '2025-02-28']
    >>> [str(each) for each in subtract_duration(date(2025, 3, 3), "PT36H")]
    ['2025-03-01', '2025-03-02']
    """
    last, has_rest = _moved(day, duration, -1)
    return Interval(last - timedelta(days=1) if has_rest else last, last)


def _moved(day: date, duration: str, sign: int) -> tuple[date, bool]:
    """Return a day moved by the whole days of a duration, and whether hours are left."""
    from dateutil.relativedelta import relativedelta

    parts = [(int(number), unit) for number, unit in duration_parts(duration)]
    moved = day + relativedelta(months=sign * _sum(parts, _MONTHS))
    days, rest = divmod(_sum(parts, {"hour": 1}), _DAY_HOURS)
    return moved + timedelta(days=sign * (_sum(parts, _DAYS) + days)), rest > 0


def _sum(parts: Sequence[tuple[int, str]], sizes: dict[str, int]) -> int:
    return sum(number * sizes.get(unit, 0) for number, unit in parts)


def _weekdays_after(day: date, number: int) -> date:
    """Return the day that is a number of days from Monday to Friday after another, which does not count."""
    if number == 0:
        return day
    monday = day - timedelta(days=day.weekday())
    weeks, rest = divmod(min(day.weekday(), _WORKDAYS - 1) + number, _WORKDAYS)
    return monday + timedelta(weeks=weeks, days=rest)


def _weekdays_before(day: date, number: int) -> date:
    """Return the day that is a number of days from Monday to Friday before another, which does not count."""
    if number == 0:
        return day
    monday = day - timedelta(days=day.weekday())
    # What comes before a Sunday comes before its Saturday, too.
    weeks, rest = divmod(min(day.weekday(), _WORKDAYS) - number, _WORKDAYS)
    return monday + timedelta(weeks=weeks, days=rest)
