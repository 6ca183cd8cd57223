"""Recurrences, compared with counting days, with python-dateutil, and with every possible start."""

import time
from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.recurrences import can_be_met, impossible_parts, is_ever_met, recurrence_days
from nmpolicy.vocabulary.recurrence import parse_recurrence

FIRST = date(2023, 11, 1)
ALL_DAYS = Interval(date.min, date.max)
#: Rules that take nothing, a weekday, a day or a month from their start, with intervals, counts and ends.
RULES = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYDAY=MO,WE;BYMONTH=2,3",
    "FREQ=DAILY;INTERVAL=2;COUNT=5",
    "FREQ=DAILY;BYMONTHDAY=1,-1",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    "FREQ=WEEKLY;COUNT=4",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=2,7",
    "FREQ=YEARLY;BYMONTH=9,2;BYMONTHDAY=3;BYSETPOS=1",
    "FREQ=YEARLY;BYMONTHDAY=15",
    "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=15",
    "FREQ=YEARLY;BYYEARDAY=-1,60",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO",
    "FREQ=YEARLY;BYDAY=2MO,-1TU",
    "FREQ=YEARLY;BYWEEKNO=1,2;BYYEARDAY=1,2,8",
    "FREQ=YEARLY;BYWEEKNO=9,2;BYDAY=MO;BYSETPOS=1",
    "FREQ=MONTHLY;UNTIL=20240420",
]


def day(text: str) -> date:
    return date.fromisoformat(text)


def found(rule: str, start: str, first: str, last: str, *, after: bool = False) -> list[str]:
    one = Interval(day(start), day(start))
    days = [*recurrence_days(rule, one, Interval(day(first), day(last)), after=after)]
    assert all(certain for _, certain in days)
    return [str(each) for each, _ in days]


@pytest.mark.parametrize("rule", RULES)
def test_a_known_start_gives_the_days_that_dateutil_counts(rule: str) -> None:
    for number in range(0, 420, 19):
        start = FIRST + timedelta(days=number)
        last = start + timedelta(days=900)
        counted = rrulestr(rule, dtstart=datetime(start.year, start.month, start.day), ignoretz=True)  # noqa: DTZ001
        expected = [each.date() for each in counted.between(datetime(2020, 1, 1), datetime(*last.timetuple()[:3]), inc=True)]  # noqa: DTZ001  # fmt: skip
        period = Interval(date(2020, 1, 1), last)
        assert [each for each, _ in recurrence_days(rule, Interval(start, start), period, after=False)] == expected


@each_case("after", [False, True])
@each_case("rule", RULES)
def test_a_day_is_certain_if_it_is_due_for_every_possible_start(rule: str, *, after: bool) -> None:
    period = Interval(day("2024-01-15"), day("2025-03-10"))
    for width in (0, 2, 30):
        starts = [day("2024-01-05") + timedelta(days=number) for number in range(width + 1)]
        worlds = [
            {each for each, _ in recurrence_days(rule, Interval(one, one), period, after=after)} for one in starts
        ]
        every = sorted(set.union(*worlds))
        expected = [(each, all(each in world for world in worlds)) for each in every]
        assert [*recurrence_days(rule, Interval(starts[0], starts[-1]), period, after=after)] == expected


@given(st.sampled_from(RULES), st.integers(0, 400), st.integers(0, 400), st.integers(0, 70), st.integers(0, 200))
def test_a_day_does_not_depend_on_where_the_period_begins_or_ends(
    rule: str, later: int, width: int, length: int, cut: int
) -> None:
    start = Interval(FIRST, FIRST + timedelta(days=width))
    first = FIRST + timedelta(days=later)
    period = Interval(first, first + timedelta(days=length + cut))
    middle = first + timedelta(days=cut)
    parts = (Interval(first, middle), Interval(middle + timedelta(days=1), period.last))
    whole = [*recurrence_days(rule, start, period, after=False)]
    assert whole == [
        each for part in parts if part.first <= part.last for each in recurrence_days(rule, start, part, after=False)
    ]


def test_what_the_rule_does_not_say_is_taken_from_the_start() -> None:
    # RFC 5545: what the rule does not contain is "derived from the Start Time".
    assert found("FREQ=YEARLY;BYWEEKNO=20", "2025-01-07", "2025-01-01", "2026-12-31") == ["2025-05-13", "2026-05-12"]
    assert found("FREQ=YEARLY;BYMONTH=2", "2024-01-29", "2024-01-01", "2028-12-31") == ["2024-02-29", "2028-02-29"]
    assert found("FREQ=MONTHLY", "2025-01-31", "2025-01-01", "2025-05-31") == ["2025-01-31", "2025-03-31", "2025-05-31"]


def test_positions_are_counted_from_the_beginning_of_the_period() -> None:
    # RFC 5545: "A set of recurrence instances starts at the beginning of the interval defined by the FREQ rule part."
    rule = "FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=2"
    assert found(rule, "2025-02-12", "2025-02-10", "2025-02-20") == ["2025-02-12", "2025-02-19"]
    assert found("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5,-5", "2025-01-01", "2025-01-01", "2025-03-31") == [
        "2025-03-03",
        "2025-03-31",
    ]


def test_weekdays_with_and_without_a_number_both_count() -> None:
    assert found("FREQ=MONTHLY;BYDAY=1MO,FR", "2025-08-01", "2025-08-01", "2025-08-16") == [
        "2025-08-01",
        "2025-08-04",
        "2025-08-08",
        "2025-08-15",
    ]


def test_a_week_belongs_to_the_year_of_its_fourth_day() -> None:
    rule = "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO"
    assert found(rule, "2024-12-30", "2024-01-01", "2028-12-31") == ["2024-12-30", "2027-01-04"]
    assert found("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "2020-01-01", "2020-01-01", "2027-12-31") == [
        "2021-01-03",
        "2027-01-03",
    ]


def test_the_ends_of_the_calendar() -> None:
    assert found("FREQ=YEARLY;BYWEEKNO=1", "0001-01-01", "0001-01-01", "0001-12-31") == ["0001-01-01", "0001-12-31"]
    assert found("FREQ=YEARLY;BYWEEKNO=-1", "9998-12-31", "9998-12-31", "9999-12-31") == ["9998-12-31", "9999-12-30"]
    assert found("FREQ=DAILY", "9999-12-30", "0001-01-01", "9999-12-31") == ["9999-12-30", "9999-12-31"]
    assert found("FREQ=DAILY", "9999-12-31", "0001-01-01", "9999-12-31", after=True) == []
    assert found("FREQ=WEEKLY;UNTIL=20240101", "2025-01-01", "2024-01-01", "2026-01-01") == []


@each_case(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4,6,9,11;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30,31",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=-30",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=11",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3;COUNT=9",
        "FREQ=YEARLY;BYMONTH=1,7;BYSETPOS=3",
    ],
)
def test_a_rule_that_can_never_be_met_ends_at_once(rule: str) -> None:
    started = time.process_time()
    assert not can_be_met(parse_recurrence(rule))
    assert not is_ever_met(rule, Interval(date.min, date.min))
    assert [*recurrence_days(rule, Interval(date.min, date.min), ALL_DAYS, after=False)] == []
    assert [*impossible_parts(rule)] == [rule]
    assert time.process_time() - started < 2


@each_case(
    ("rule", "start", "expected"),
    [
        ("FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366", "2025-01-01", False),
        ("FREQ=YEARLY;INTERVAL=4;BYYEARDAY=366", "2024-01-01", True),
        ("FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29", "2100-01-01", True),
        ("FREQ=YEARLY;INTERVAL=400;BYMONTH=2;BYMONTHDAY=29", "2100-01-01", False),
        ("FREQ=YEARLY;INTERVAL=999999;BYMONTH=7", "2025-08-01", False),
        ("FREQ=YEARLY;INTERVAL=999999;BYMONTH=7", "2025-06-01", True),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=3", "2025-01-15", False),
        ("FREQ=WEEKLY;UNTIL=20250101", "2025-01-02", False),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "2025-01-01", False),
        ("FREQ=DAILY;INTERVAL=14;BYDAY=WE", "2025-01-01", True),
    ],
)
def test_a_rule_may_never_be_met_from_its_start(rule: str, start: str, *, expected: bool) -> None:
    assert is_ever_met(rule, Interval(day(start), day(start))) == expected
    days = recurrence_days(rule, Interval(day(start), day(start)), ALL_DAYS, after=False)
    assert (next(days, None) is not None) == expected


def test_a_hostile_rule_does_not_run_for_long() -> None:
    started = time.process_time()
    year = Interval(day("9999-01-01"), date.max)
    for rule in (
        "FREQ=DAILY;INTERVAL=999999999",
        "FREQ=YEARLY;INTERVAL=999999999;COUNT=999999999",
        "FREQ=MONTHLY;BYDAY=-5MO;BYMONTH=2;COUNT=999999999",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=999999999",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU;UNTIL=99991231",
    ):
        list(recurrence_days(rule, Interval(date.min, day("0001-12-31")), year, after=False))
    assert time.process_time() - started < 10


def test_a_value_that_never_contributes_is_an_impossible_part() -> None:
    assert [*impossible_parts("FREQ=YEARLY;BYMONTH=2,7;BYMONTHDAY=31,1")] == []
    assert [*impossible_parts("FREQ=YEARLY;BYMONTH=2,7;BYMONTHDAY=31")] == ["BYMONTH=2"]
    assert [*impossible_parts("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1,31")] == ["BYMONTHDAY=31"]
    assert [*impossible_parts("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,6")] == ["BYSETPOS=6"]
    assert [*impossible_parts("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=10;BYMONTH=1,2")] == []
    assert [*impossible_parts("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31")] == []
