"""The days of a recurrence rule in one of its periods: a year, a month, a week or a day."""

from calendar import isleap, monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from nmpolicy.vocabulary.recurrence import RecurrenceRule

#: The last day of the calendar, as an ordinal.
LAST_DAY = date.max.toordinal()
_WEEK = 7  # days
_YEAR = 12  # months


def period_of(rule: RecurrenceRule, day: date) -> int:
    """Return the number of the year, month, week or day that a day is in. A week is in the year of its fourth day."""
    if rule.frequency == "YEARLY":
        return _year_of_week(rule, day) if rule.weeks else day.year
    if rule.frequency == "MONTHLY":
        return day.year * _YEAR + day.month - 1
    ordinal = day.toordinal()
    return ordinal if rule.frequency == "DAILY" else (ordinal - 1 - rule.week_start) // _WEEK


def _year_of_week(rule: RecurrenceRule, day: date) -> int:
    ordinal = day.toordinal()
    return next(year for year in (day.year + 1, day.year, day.year - 1) if ordinal >= _first_week(year, rule))


def _first_week(year: int, rule: RecurrenceRule) -> int:
    """Return the first day of the first week of a year that has at least four days in it, as an ordinal."""
    new_year = _new_year(year)
    weekday = (new_year - 1 - rule.week_start) % _WEEK
    return new_year - weekday + (_WEEK if weekday > 3 else 0)  # noqa: PLR2004


def _new_year(year: int) -> int:
    """Return January 1 of a year as an ordinal, also just outside the calendar."""
    before = year - 1
    return before * 365 + before // 4 - before // 100 + before // 400 + 1


def days_of_period(rule: RecurrenceRule, period: int) -> Sequence[int]:
    """Return the days of a complete rule in one of its periods, in order."""
    days = [day for day in _candidates(rule, period) if 1 <= day <= LAST_DAY and _matches(rule, date.fromordinal(day))]
    if not rule.positions:
        return days
    chosen = (position - 1 if position > 0 else len(days) + position for position in rule.positions)
    return [days[index] for index in sorted({*chosen}) if 0 <= index < len(days)]


def _candidates(rule: RecurrenceRule, period: int) -> Iterable[int]:
    """Return days of a period that include those of the rule, in order."""
    if rule.frequency == "DAILY":
        return (period,)
    if rule.frequency == "WEEKLY":
        first = period * _WEEK + 1 + rule.week_start
        return range(first, first + _WEEK)
    if rule.frequency == "MONTHLY":
        return _month_candidates(rule, *divmod(period, _YEAR))
    return _year_candidates(rule, period)


def _year_candidates(rule: RecurrenceRule, year: int) -> Iterable[int]:
    new_year, length = _new_year(year), 365 + isleap(year)
    if rule.weeks:
        first = _first_week(year, rule)
        number = (_first_week(year + 1, rule) - first) // _WEEK
        weeks = sorted({week - 1 if week > 0 else number + week for week in rule.weeks})
        return (first + week * _WEEK + day for week in weeks if 0 <= week < number for day in range(_WEEK))
    if rule.year_days:
        days = {day - 1 if day > 0 else length + day for day in rule.year_days}
        return (new_year + day for day in sorted(days) if 0 <= day < length)
    if rule.months or rule.month_days:
        months = sorted({*rule.months}) or range(1, _YEAR + 1)
        return (day for month in months for day in _month_candidates(rule, year, month - 1))
    return range(new_year, new_year + length)


def _month_candidates(rule: RecurrenceRule, year: int, month: int) -> Iterable[int]:
    """Return the days of a month, counted from 0, that the rule's days of the month allow."""
    if rule.months and month + 1 not in rule.months:
        return ()
    first, length = date(year, month + 1, 1).toordinal(), monthrange(year, month + 1)[1]
    if not rule.month_days:
        return range(first, first + length)
    days = {day if day > 0 else length + 1 + day for day in rule.month_days}
    return (first + day - 1 for day in sorted(days) if 1 <= day <= length)


def _matches(rule: RecurrenceRule, day: date) -> bool:
    """Return whether a day matches each part of a rule that limits its days."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        length = monthrange(day.year, day.month)[1]
        if day.day not in rule.month_days and day.day - length - 1 not in rule.month_days:
            return False
    if rule.year_days:
        number, length = day.toordinal() - _new_year(day.year) + 1, 365 + isleap(day.year)
        if number not in rule.year_days and number - length - 1 not in rule.year_days:
            return False
    return not rule.weekdays or _matches_weekday(rule, day)


def _matches_weekday(rule: RecurrenceRule, day: date) -> bool:
    weekday = day.weekday()
    if all(ordinal == 0 for ordinal, _ in rule.weekdays):
        return (0, weekday) in rule.weekdays
    if rule.frequency == "MONTHLY" or rule.months:
        number, length = day.day, monthrange(day.year, day.month)[1]
    else:
        number, length = day.toordinal() - _new_year(day.year) + 1, 365 + isleap(day.year)
    ordinals = (0, (number - 1) // _WEEK + 1, -((length - number) // _WEEK + 1))
    return any((ordinal, weekday) in rule.weekdays for ordinal in ordinals)
