"""The values that a date can be made from: dates of Python, pandas and numpy, and what is refused with a suggestion."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy import PartialDate
from nmpolicy.errors import InvalidDateError, InvalidTypeError


class datetime64:  # noqa: N801  # the name of the class in numpy
    """A scalar with the type and the text that numpy gives it."""

    def __init__(self, text: str, unit: str) -> None:
        self.text, self.dtype = text, f"datetime64[{unit}]"

    def __str__(self) -> str:
        """Return the text."""
        return self.text

    def item(self) -> str:
        return self.text


class NaTType(datetime):
    """The missing time of pandas, which is an instance of `datetime`."""

    def __str__(self) -> str:
        """Return the text."""
        return "NaT"


class Timestamp(datetime):
    """A time of pandas."""


@each_case(
    ("text", "unit", "day"),
    [
        ("2025", "Y", "2025"),
        ("2025-07", "M", "2025-07"),
        ("2025-07-21", "D", "2025-07-21"),
        ("2025-07-21T17", "h", "2025-07-21"),
        ("2025-07-21T17", "12h", "2025-07-21"),
        ("2025-07-21T17:30", "m", "2025-07-21"),
        ("2025-07-21T17:30:00", "s", "2025-07-21"),
        ("2025-07-21T17:30:00.000000000", "ns", "2025-07-21"),
        ("0999", "Y", "0999"),
    ],
)
def test_a_scalar_of_numpy_keeps_its_precision(text: str, unit: str, day: str) -> None:
    assert PartialDate(datetime64(text, unit)) == day
    assert nm.Milestone(stage="signed", date=datetime64(text, unit)).date == day


@each_case("unit", ["W", "2Y", "3M", "7D", "generic"])
def test_a_scalar_that_covers_more_than_one_date_is_refused(unit: str) -> None:
    with pytest.raises(InvalidTypeError, match=r"^2025-07-17 covers more than one .* choose one of them$"):
        PartialDate(datetime64("2025-07-17", unit))


@pytest.mark.parametrize("text", ["-001", "12025"])
def test_a_scalar_outside_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(InvalidDateError):
        PartialDate(datetime64(text, "Y"))


@pytest.mark.parametrize("value", [None, float("nan"), datetime64("NaT", "ns"), NaTType(1, 1, 1)])
def test_a_missing_value_is_refused_as_such(value: Any) -> None:
    with pytest.raises(
        InvalidTypeError, match=r"is a missing value, not a date; give a date such as '2025-07-21', or leave an opt"
    ):
        PartialDate(value)


def test_today_is_no_date_but_python_has_one() -> None:
    with pytest.raises(InvalidDateError, match=r"^'today' is not a date; write YYYY.*; in Python, date\.today\(\) is"):
        PartialDate("today")


@each_case("value", [2018, 2018.0, True, b"2018", ["2018"], object()])
def test_any_other_value_is_refused(value: Any) -> None:
    with pytest.raises(InvalidTypeError, match="expected a date as text"):
        PartialDate(value)


@given(st.datetimes(timezones=st.none() | st.just(UTC) | st.just(timezone(timedelta(hours=-7)))))
def test_a_time_counts_as_its_own_day(time: datetime) -> None:
    """Dates: the time of day and the time zone are left out."""
    assert PartialDate(time) == time.date().isoformat()
    assert PartialDate(Timestamp(time.year, time.month, time.day, time.hour)) == time.date().isoformat()


def test_a_time_is_taken_wherever_a_date_is() -> None:
    collection = nm.load_dataset(nm.datasets()[0])
    time, day = datetime(2025, 8, 1, 17, 30, tzinfo=UTC), "2025-08-01"
    assert nm.in_force_all(collection, time) == nm.in_force_all(collection, day)
    assert nm.offices(collection, time) == nm.offices(collection, day)
    assert nm.due(collection, time, time + timedelta(days=60)) == nm.due(collection, day, "2025-09-30")
    assert PartialDate("2025-08").after(time) is None
    assert nm.Event(id="e", name="e", kind="signing", start_date=time).start_date == day


@each_case(
    ("text", "meant"),
    [
        ("8/1/2025", "2025-08-01 or 2025-01-08"),
        ("8/1/2025~", "2025-08-01~ or 2025-01-08~"),
        ("21/7/2025", "2025-07-21"),
        ("4/4/2025", "2025-04-04"),
        ("2025-7-1", "2025-07-01"),
        ("2025-7", "2025-07"),
        ("7/2025", "2025-07"),
        ("20250721", "2025-07-21"),
        ("2025-07-21T17:30:00Z", "2025-07-21"),
        ("2025-07-21 17:30:00+02:00", "2025-07-21"),
        ("July 21, 2025", "2025-07-21"),
        ("1er mai 2025", "2025-05-01"),
        ("about 2025-07", "2025-07~"),
        ("2025~?", "2025%"),
        (" 2025", "2025"),
        ("May-25", "2025-05"),
        ("Aug-98", "1998-08"),
        ("45859", "2025-07-21"),
    ],
)
def test_a_date_in_another_form_is_refused_with_what_it_can_mean(text: str, meant: str) -> None:
    with pytest.raises(InvalidDateError) as caught:
        PartialDate(text)
    assert str(caught.value) == f"{text!r} is not a date; did you mean {meant}?"
    assert [str(PartialDate(each)) for each in meant.split(" or ")] == meant.split(" or ")


@each_case(
    "text",
    [
        "July",
        "today",
        "7/21/25",
        "2025/26",
        "Foo-25",
        "13/13/2025",
        "99999999",
        "2025-07-21/22",
        "Tuesday, July 21, 2025",
        "x" * 200,
    ],
)
def test_nothing_is_suggested_for_what_means_no_date(text: str) -> None:
    with pytest.raises(InvalidDateError, match="is not a date; write YYYY, YYYY-MM or YYYY-MM-DD, with ~ if"):
        PartialDate(text)


@given(st.dates(), st.sampled_from("/-."))
def test_what_was_meant_is_among_the_suggestions(day: date, sign: str) -> None:
    written = (day.month, day.day), (day.day, day.month)
    for text in [f"{first}{sign}{second}{sign}{day.year:04}" for first, second in written]:
        with pytest.raises(InvalidDateError, match=f"did you mean .*{day}"):
            PartialDate(text)


def test_real_scalars_are_taken() -> None:
    numpy, pandas = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    for scalar, day in [
        (numpy.datetime64("2025"), "2025"),
        (numpy.datetime64("2025-07"), "2025-07"),
        (numpy.datetime64("2025-07-21T17:30", "ns"), "2025-07-21"),
        (numpy.str_("2025-07"), "2025-07"),
        (pandas.Timestamp("2025-07-21 23:59", tz="America/Denver"), "2025-07-21"),
    ]:
        assert PartialDate(scalar) == day
    for missing in (numpy.datetime64("NaT", "D"), numpy.float64("nan"), pandas.NaT, pandas.NA):
        with pytest.raises(InvalidTypeError, match="is a missing value"):
            PartialDate(missing)
