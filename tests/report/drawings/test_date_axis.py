"""The time axis: every day in its order, labels that do not touch, and long empty times cut short."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmpolicy.report.drawings.date_axis import DateAxis, axis_of
from nmpolicy.report.drawings.date_marks import DateMark, mark_of
from nmpolicy.vocabulary.dates import PartialDate

DAY = timedelta(days=1)
#: The dates of the bundled article.
ARTICLE = ["2018", "2023~", "2025-04", "2025-05", "2025-07", "2025-07-19~", "2025-07-21", "2025-07-22"]


def marks(*written: str) -> list[DateMark]:
    found = (mark_of(PartialDate(each), None) for each in written)
    return [each for each in found if each]


def labels(axis: DateAxis) -> list[str]:
    return [each.label for each in axis.ticks]


def check(axis: DateAxis, drawn: list[DateMark]) -> None:
    days = sorted({day for each in drawn for day in (each.first or each.last, each.last)})
    places = [(axis.start(day), axis.end(day)) for day in days]
    assert all(0 <= start < end <= 100 for start, end in places)
    assert all(end <= start or first == second for (_, end), (start, _), first, second in _following(places, days))
    for narrow, widths in ((True, (260, 320)), (False, (380, 600))):
        for width in widths:
            shown = [each.extent(width) for each in axis.ticks if not (narrow and each.wide)]
            assert all(first[1] < second[0] for first, second in pairwise(shown))
            assert all(left >= 0 and right <= width for left, right in shown)


def _following(
    places: list[tuple[float, float]], days: list[date]
) -> list[tuple[tuple[float, float], tuple[float, float], date, date]]:
    return [(*two, *both) for two, both in zip(pairwise(places), pairwise(days), strict=True)]


def test_clustered_dates_have_room_and_long_gaps_are_cut() -> None:
    axis = axis_of(drawn := marks(*ARTICLE))
    check(axis, drawn)
    assert not axis.even
    (cut,) = axis.breaks
    assert axis.end(date(2018, 12, 31)) < cut < axis.start(date(2022, 1, 1))
    assert axis.end(date(2025, 7, 22)) - axis.start(date(2025, 7, 21)) > 2.9  # two of 2,900 days
    assert labels(axis) == ["2018", "2023", "Apr 2025", "Jul 2025"]


def test_evenly_spread_dates_have_an_even_scale() -> None:
    axis = axis_of(drawn := marks("2020-01-01", "2022-01-01", "2023-01-01"))
    check(axis, drawn)
    assert axis.even
    assert axis.breaks == []
    years = axis.start(date(2022, 1, 1)) - axis.start(date(2020, 1, 1))
    year = axis.start(date(2023, 1, 1)) - axis.start(date(2022, 1, 1))
    assert years / year == pytest.approx(731 / 365)
    assert labels(axis) == ["2020", "2021", "2022", "2023"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["2025-07-21"], ["Jul 21"]),
        (["2025-07-21"] * 3, ["Jul 21"]),
        (["2018"], ["2018", "May 2018", "Sep 2018"]),
        (["0001-01-01", "9999-12-31"], ["0001", "2000", "4000", "6000", "8000"]),
        (["0001"], ["0001", "May 0001", "Sep 0001"]),
        (["9999-12-31"], ["Dec 31"]),
        (["9999-12-01", "9999-12-31"], ["Dec 9999", "Dec 31"]),
    ],
)
def test_few_dates_and_the_ends_of_the_calendar(written: list[str], expected: list[str]) -> None:
    axis = axis_of(drawn := marks(*written))
    check(axis, drawn)
    assert labels(axis) == expected


def test_many_dates_have_labels_of_years() -> None:
    drawn = marks(*((date(2000, 1, 3) + 19 * number * DAY).isoformat() for number in range(250)))
    axis = axis_of(drawn)
    check(axis, drawn)
    assert axis.breaks == []
    assert all(len(each) == 4 for each in labels(axis))


@given(st.lists(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), min_size=1, max_size=30))
def test_days_keep_their_order_and_labels_their_distance(days: list[date]) -> None:
    drawn = marks(*(each.isoformat() for each in days))
    check(axis_of(drawn), drawn)
