"""The days by which an act is due, compared with counting hours, days and months."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.queries.deadline_days import add_duration, deadline_days, subtract_duration
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.rules.examples import JANE, MAYOR, duty, order, term
from query_helpers import collected, reached

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


def days_of(deadline: nm.Deadline, *records: nm.Record, stages: tuple[str, ...] = ()) -> tuple[str, str, str]:
    provision = duty(deadline=deadline)
    collection = collected(order(milestones=reached(*stages)), provision, *records)
    found = deadline_days(collection, effective_dates(collection), provision)
    assert found
    return str(found.first), str(found.last), found.reason


@given(DAYS, st.integers(0, 3), st.integers(0, 30), st.integers(0, 3), st.integers(0, 60))
def test_years_and_months_come_before_weeks_and_days(day: date, years: int, months: int, weeks: int, days: int) -> None:
    expected = day + relativedelta(years=years, months=months, weeks=weeks, days=days)
    assert add_duration(day, f"P{years}Y{months}M{weeks}W{days}D") == (expected, expected)


@given(DAYS, st.integers(0, 200))
def test_hours_may_begin_at_any_moment_of_the_day(day: date, hours: int) -> None:
    moments = [datetime(day.year, day.month, day.day) + timedelta(minutes=30 * number) for number in range(48)]  # noqa: DTZ001
    ends = sorted((moment + timedelta(hours=hours)).date() for moment in moments)
    assert add_duration(day, f"PT{hours}H") == (ends[0], ends[-1])


@given(DAYS, st.integers(0, 60))
def test_business_days_skip_weekends(day: date, number: int) -> None:
    counted, left = day, number
    while left:
        counted += timedelta(days=1)
        left -= counted.weekday() < 5
    deadline = nm.Deadline(within=f"P{number}D", business_days=True, after="signed")
    found = days_of(deadline, stages=(f"signed {day}",))
    assert found == (str(counted), "None", f"it is due on {counted} or later, depending on the holidays")


def test_the_end_of_a_month_stays_in_it() -> None:
    assert add_duration(date(2024, 1, 31), "P1M").first == date(2024, 2, 29)
    assert add_duration(date(2024, 2, 29), "P1Y").first == date(2025, 2, 28)
    assert add_duration(date(2025, 1, 31), "P1M1D").first == date(2025, 3, 1)
    assert add_duration(date(2025, 12, 31), "P1M").first == date(2026, 1, monthrange(2026, 1)[1])
    assert add_duration(date(2025, 1, 1), "P1DT36H") == (date(2025, 1, 3), date(2025, 1, 4))


@pytest.mark.parametrize("within", ["P9000Y", "P99999999999999999999D", "PT99999999999999999999H", f"P{'9' * 5000}M"])
def test_a_deadline_past_the_end_of_the_calendar_has_no_day(within: str) -> None:
    found = days_of(nm.Deadline(within=within, after="signed"), stages=("signed 2025-01-01",))
    assert found == ("None", "None", f"{within} after the milestone 'signed' is past the end of the calendar")
    ten = nm.Deadline(within=f"P{'9' * 30}D", business_days=True, after_record="hearing")
    hearing = nm.Event(id="hearing", kind="hearing", name="A hearing", start_date="2025-03-03")
    assert days_of(ten, hearing)[2].endswith("after hearing is past the end of the calendar")


def test_a_period_runs_from_the_last_day_of_an_event_or_the_first_of_a_membership() -> None:
    ninety = nm.Deadline(within="P90D", after_record="roe-mayor")
    assert days_of(ninety, JANE, MAYOR, term(start_date="2025-12-01")) == ("2026-03-01", "2026-03-01", "")
    assert days_of(ninety, JANE, MAYOR, term(start_date="2025-12")) == ("2026-03-01", "2026-03-31", "")
    assert days_of(ninety, JANE, MAYOR, term(end_date="2025"))[2] == "the records give no date for roe-mayor"
    week = nm.Deadline(within="P1W", after_record="hearing")
    hearing: dict[str, Any] = {"id": "hearing", "kind": "hearing", "name": "A hearing", "start_date": "2025-03-03"}
    assert days_of(week, nm.Event(**hearing)) == ("2025-03-10", "2025-03-10", "")
    assert days_of(week, nm.Event(**hearing, end_date="2025-03-05")) == ("2025-03-12", "2025-03-12", "")
    assert days_of(week, nm.Event(**hearing, end_date="2025?"))[2] == "the records give no date for hearing"
    assert days_of(week)[2] == "the records give no date for hearing"


@given(DAYS, st.integers(0, 3), st.integers(0, 30), st.integers(0, 3), st.integers(0, 60))
def test_a_period_before_a_day_is_subtracted(day: date, years: int, months: int, weeks: int, days: int) -> None:
    expected = day - relativedelta(years=years, months=months, weeks=weeks, days=days)
    assert subtract_duration(day, f"P{years}Y{months}M{weeks}W{days}D") == (expected, expected)


@given(DAYS, st.integers(0, 200))
def test_hours_may_end_at_any_moment_of_the_day(day: date, hours: int) -> None:
    begin = datetime(day.year, day.month, day.day, 0, 1)  # noqa: DTZ001
    moments = [begin + timedelta(minutes=30 * number) for number in range(48)]
    starts = sorted((moment - timedelta(hours=hours)).date() for moment in moments)
    assert subtract_duration(day, f"PT{hours}H") == (starts[0], starts[-1])


def hearing(start_date: str | None) -> nm.Event:
    return nm.Event(id="hearing", kind="hearing", name="A hearing", start_date=start_date, end_date="2027")


def before_hearing(at_least: str, **more: Any) -> nm.Deadline:
    return nm.Deadline(at_least=at_least, before_record="hearing", **more)


@given(DAYS, st.integers(0, 60))
def test_business_days_before_an_event_skip_weekends(day: date, number: int) -> None:
    counted, left = day, number
    while left:
        counted -= timedelta(days=1)
        left -= counted.weekday() < 5
    found = days_of(before_hearing(f"P{number}D", business_days=True), hearing(str(day)))
    assert found == ("None", "None", f"it is due on {counted} or earlier, depending on the holidays")


def test_an_act_is_due_a_period_before_the_first_day_of_an_event() -> None:
    ten = before_hearing("P10D")
    assert days_of(ten, hearing("2025-03-13")) == ("2025-03-03", "2025-03-03", "")
    assert days_of(ten, hearing("2025-03")) == ("2025-02-19", "2025-03-21", "")
    assert days_of(before_hearing("PT36H"), hearing("2025-03-13")) == ("2025-03-11", "2025-03-12", "")
    for event in (hearing(None), hearing("2025?")):
        assert days_of(ten, event) == ("None", "None", "the records give no date for hearing")
    assert days_of(ten)[2] == "the records give no date for hearing"
    assert days_of(ten, nm.Person(id="hearing"))[2] == "the records give no date for hearing"


@pytest.mark.parametrize("at_least", ["P9000Y", "P99999999999999999999D", f"P{'9' * 5000}M"])
def test_a_deadline_before_the_calendar_has_no_day(at_least: str) -> None:
    found = days_of(before_hearing(at_least), hearing("2025-03-13"))
    assert found == ("None", "None", f"{at_least} before hearing is before the calendar begins")
    ten = before_hearing(f"P{'9' * 30}D", business_days=True)
    assert days_of(ten, hearing("2025-03-13"))[2].endswith("before hearing is before the calendar begins")


def test_a_milestone_without_a_last_day_gives_the_first_day_of_the_deadline() -> None:
    week = nm.Deadline(within="P7D", after="effective")
    assert days_of(week, stages=("signed 2025-01-01", "effective")) == (
        "2025-01-08",
        "None",
        "the records give no date for the milestone 'effective' of order",
    )


def test_a_provision_without_a_deadline_has_no_such_days() -> None:
    collection = collected(order(), duty())
    assert deadline_days(collection, effective_dates(collection), duty()) is None
