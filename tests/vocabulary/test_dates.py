"""Partial dates: what they refuse, what they know, and the algebra of before, after and within."""

import copy
import itertools
import json
import operator
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy import PartialDate
from nmpolicy.errors import InvalidDateError, InvalidTypeError, UndecidedOrderError
from nmpolicy.strategies import partial_dates
from nmpolicy.vocabulary.dates import span_label

plain_dates = partial_dates(marked=False)


@each_case(
    "text",
    [
        "2025-02-30", "2023-02-29", "2025-13", "2025-00", "2025-04-31", "0000", "July", "", "25", "2025-7", "2025-7-1",
        "2025-07-21T00:00", " 2025", "2025\n", "2025~?", "2025-07-21x", "٢٠٢٥", "20250721", "-2025", "2025/2026",
    ],
)  # fmt: skip
def test_what_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(InvalidDateError):
        PartialDate(text)


@each_case("value", [2025, None, 20.25, ["2025"], b"2025", True])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(InvalidTypeError):
        PartialDate(value)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@each_case(
    ("text", "known"),
    [
        ("2018", ("year", date(2018, 1, 1), date(2018, 12, 31), False, False, "2018")),
        ("2025-05", ("month", date(2025, 5, 1), date(2025, 5, 31), False, False, "2025-05")),
        ("2024-02", ("month", date(2024, 2, 1), date(2024, 2, 29), False, False, "2024-02")),
        ("2025-07-21", ("day", date(2025, 7, 21), date(2025, 7, 21), False, False, "2025-07-21")),
        ("2023~", ("year", date(2023, 1, 1), date(2023, 12, 31), True, False, "about 2023")),
        ("2025-07?", ("month", date(2025, 7, 1), date(2025, 7, 31), False, True, "2025-07 (uncertain)")),
        ("9999-12-31%", ("day", date.max, date.max, True, True, "about 9999-12-31 (uncertain)")),
    ],
)
def test_it_knows_its_extent_and_its_marks(text: str, known: tuple[object, ...]) -> None:
    day = PartialDate(text)
    assert (day.precision, day.earliest, day.latest, day.approximate, day.uncertain, day.label) == known


def test_it_is_text_everywhere() -> None:
    day = PartialDate("2025-07-21")
    assert day == "2025-07-21"
    assert hash(day) == hash("2025-07-21")
    assert json.dumps({day: day}) == '{"2025-07-21": "2025-07-21"}'
    assert type(str(day)) is str
    assert PartialDate(date(2025, 7, 21)) == day
    assert PartialDate(day) is day
    assert repr(day) == "PartialDate('2025-07-21')"


@given(partial_dates())
def test_it_survives_copying_and_pickling(known: PartialDate) -> None:
    assert pickle.loads(pickle.dumps(known)) == known == copy.deepcopy(known)  # noqa: S301  # our own bytes
    assert type(copy.copy(known)) is PartialDate


#: Dates around the ends of months and years, of every precision.
NEIGHBORS = [
    PartialDate(text)
    for text in (
        *("2022", "2023", "2023~", "2024", "2023-11", "2023-12", "2023-12~", "2024-01", "2024-02", "2024-02~"),
        *("2023-12-31", "2023-12-31~", "2024-01-01", "2024-01-02~", "2024-02-29", "2024-03-01", "2024-12-31"),
    )
]
UNCERTAIN = [PartialDate("2022?"), PartialDate("2024-02%"), PartialDate("0001-01-01?"), PartialDate("9999-12-31?")]
OPERATORS: list[Callable[[Any, Any], bool]] = [operator.lt, operator.le, operator.gt, operator.ge]


def every_answer(compare: Callable[[Any, Any], bool], a: PartialDate, b: PartialDate) -> set[bool]:
    """Compare every day that one date can mean with the first and the last day that the other can mean."""
    opens, closes = (day.toordinal() for day in a.span)
    return {compare(day, end.toordinal()) for day in range(opens, closes + 1) for end in b.span}


@pytest.mark.parametrize("compare", OPERATORS)
def test_operators_say_what_every_choice_of_days_says(compare: Callable[[Any, Any], bool]) -> None:
    """Dates, "Comparing": an operator answers if every day that the two can mean gives the same answer."""
    for a, b in itertools.product(NEIGHBORS, repeat=2):
        answers = every_answer(compare, a, b)
        if len(answers) == 1:
            assert {compare(a, b), compare(str(a), b), compare(a, str(b))} == answers, (a, b)
        else:
            with pytest.raises(UndecidedOrderError, match="their days overlap") as caught:
                compare(a, b)
            assert (caught.value.first, caught.value.second) == (a, b)


@pytest.mark.parametrize("compare", OPERATORS)
def test_an_uncertain_date_has_no_order(compare: Callable[[Any, Any], bool]) -> None:
    for a, b in itertools.product(UNCERTAIN, NEIGHBORS + UNCERTAIN):
        with pytest.raises(UndecidedOrderError, match=f"because '{a}' is uncertain".replace("?", r"\?")):
            compare(a, b)
        with pytest.raises(UndecidedOrderError, match="is uncertain"):
            compare(b, a)


@given(st.lists(st.dates()))
def test_exact_days_sort_as_dates_do(days: list[date]) -> None:
    dates = [PartialDate(day) for day in days]
    assert [day.earliest for day in sorted(dates)] == sorted(days)
    if days:
        assert (min(dates), max(dates)) == (PartialDate(min(days)), PartialDate(max(days)))


@pytest.mark.parametrize("compare", OPERATORS)
@given(a=st.dates(), b=st.dates())
def test_operators_take_dates_of_python(compare: Callable[[Any, Any], bool], a: date, b: date) -> None:
    answer = compare(a, b)
    time = datetime(b.year, b.month, b.day, 23, 59, tzinfo=UTC)
    assert {compare(PartialDate(a), b), compare(a, PartialDate(b)), compare(PartialDate(a), time)} == {answer}


def test_dates_of_different_precision_compare_where_they_do_not_overlap() -> None:
    dates = [PartialDate("2025-07-21"), PartialDate("2018"), PartialDate("2020-05~")]
    assert sorted(dates) == ["2018", "2020-05~", "2025-07-21"]
    assert PartialDate("2018") < PartialDate("2025-05")
    assert PartialDate("2025-07") <= PartialDate("2025-07-31")


def test_dates_that_have_no_order_say_which_and_what_to_do() -> None:
    with pytest.raises(UndecidedOrderError) as caught:
        sorted([PartialDate("2025-07-21"), PartialDate("2025-07")])
    assert str(caught.value) == (
        "'2025-07' and '2025-07-21' have no order, because their days overlap; "
        "use before() or after(), or sort with key=PartialDate.sort_key"
    )
    with pytest.raises(UndecidedOrderError, match="'2025' and 'soon' have no order, because the second is not a date"):
        assert PartialDate("2025") < "soon"


@pytest.mark.parametrize("other", [None, 2025, 20.25, ["2025"]])
def test_a_date_has_no_order_with_what_is_no_date(other: Any) -> None:
    with pytest.raises(TypeError, match="not supported between instances of 'PartialDate'"):
        assert PartialDate("2025") < other
    assert PartialDate("2025") != other


@given(plain_dates, plain_dates)
def test_before_says_what_every_choice_of_days_says(a: PartialDate, b: PartialDate) -> None:
    """Dates, "Three answers": True or False only where every day that the two may mean gives that answer."""
    answers = {x < y for x in (a.earliest, a.latest) for y in (b.earliest, b.latest)}
    assert a.before(b) is (answers.pop() if len(answers) == 1 else None)
    assert b.after(a) is a.before(b)


@given(st.dates(), st.dates())
def test_exact_dates_compare_as_dates_do(x: date, y: date) -> None:
    a, b = PartialDate(x), PartialDate(y)
    assert (a.before(b), a.after(b), a.within(b)) == (x < y, x > y, x == y)
    assert a.within(str(b)[:7]) == ((x.year, x.month) == (y.year, y.month))


@given(plain_dates, plain_dates)
def test_within_says_what_every_choice_of_days_says(a: PartialDate, period: PartialDate) -> None:
    inside = period.earliest <= a.earliest and a.latest <= period.latest
    outside = a.latest < period.earliest or period.latest < a.earliest
    assert a.within(period) is (True if inside else False if outside else None)


@given(partial_dates(), partial_dates())
def test_a_date_is_not_both_before_and_after(a: PartialDate, b: PartialDate) -> None:
    assert not (a.before(b) and a.after(b))
    assert not (a.before(b) and a.within(b))


@given(partial_dates(), partial_dates())
def test_an_uncertain_date_decides_nothing(a: PartialDate, b: PartialDate) -> None:
    assume(a.uncertain or b.uncertain)
    assert (a.before(b), a.after(b), a.within(b)) == (None, None, None)


def test_an_uncertain_date_decides_nothing_at_the_ends_of_the_calendar() -> None:
    for day in ("0001-01-01", "9999-12-31"):
        assert PartialDate("2025?").before(day) is PartialDate("2025?").after(day) is None


@given(plain_dates, st.dates())
def test_an_approximate_date_may_be_off_by_one_of_its_units(a: PartialDate, day: date) -> None:
    """Dates, "Marks": one unit of its precision, to either side."""
    assume(date.min < a.earliest and a.latest < date.max)
    units = [a.earliest - timedelta(days=1), a.earliest, a.latest + timedelta(days=1)]
    possible = [PartialDate(unit.isoformat()[: len(a)]) for unit in units]
    answers = {choice.before(day) for choice in possible}
    assert PartialDate(f"{a}~").before(day) is (answers.pop() if len(answers) == 1 else None)


def test_approximation_stops_where_the_calendar_does() -> None:
    assert PartialDate("0001~").before("0003") is True
    assert PartialDate("9999~").after("9997") is True
    assert PartialDate("2025-07-21").within("2025~") is None
    assert PartialDate("2021").within("2025~") is False


@given(st.lists(partial_dates()))
def test_sorting_goes_by_first_days(dates: list[PartialDate]) -> None:
    firsts = [known.earliest for known in sorted(dates, key=PartialDate.sort_key)]
    assert firsts == sorted(firsts)


def test_sorting_puts_the_wider_date_first() -> None:
    dates = [PartialDate("2025-01-01"), PartialDate("2025-01"), PartialDate("2025")]
    assert sorted(dates, key=PartialDate.sort_key) == ["2025", "2025-01", "2025-01-01"]


@given(st.dates(), st.sampled_from(["Monday", "tue", "Wednesday", "thursday", "FRI", "Saturday", "Sunday"]))
def test_the_weekday_on_or_before_is_within_the_last_seven_days(day: date, weekday: str) -> None:
    assume(day - date.min >= timedelta(days=7))
    found = PartialDate.on_or_before(weekday, day).earliest
    assert found.strftime("%A").lower().startswith(weekday.lower()[:3])
    assert timedelta() <= day - found < timedelta(days=7)


@pytest.mark.parametrize(
    ("weekday", "day"), [("Noday", "2025-07-22"), ("", "2025-07-22"), ("Monday", "2025-07"), ("Monday", "2025")]
)
def test_no_weekday_is_counted_from_what_is_no_day(weekday: str, day: str) -> None:
    with pytest.raises(InvalidDateError):
        PartialDate.on_or_before(weekday, day)


def test_no_weekday_is_counted_before_the_first_day() -> None:
    with pytest.raises(InvalidDateError, match="before the first"):
        PartialDate.on_or_before("Sunday", "0001-01-01")


def test_no_weekday_is_counted_from_a_doubtful_day() -> None:
    with pytest.raises(InvalidDateError, match="exact"):
        PartialDate.on_or_before("Monday", "2025-07-22~")


def test_spans_read_as_words() -> None:
    first, last = PartialDate("2025-07"), PartialDate("2025-08~")
    assert span_label(first, last) == "2025-07 to about 2025-08"
    assert span_label(None, last) == "about 2025-08"


def test_equal_days_are_sorted_by_their_marks() -> None:
    dates = [PartialDate("2025?"), PartialDate("2025"), PartialDate("2025%")]
    assert sorted(dates, key=PartialDate.sort_key) == ["2025", "2025%", "2025?"]


def test_a_weekday_is_refused_in_these_words() -> None:
    with pytest.raises(InvalidDateError) as caught:
        PartialDate.on_or_before("Funday" * 20, "2025-07-22")
    assert str(caught.value) == f"{('Funday' * 20)[:60]!r} is not a weekday; write one like 'Monday'"
    with pytest.raises(InvalidDateError, match=r"^'2025-07' is not an exact day; write YYYY-MM-DD$"):
        PartialDate.on_or_before("Monday", "2025-07")


def test_an_approximate_date_is_a_unit_wider_on_either_side() -> None:
    assert PartialDate("2025-07~").span == (date(2025, 6, 1), date(2025, 8, 31))
    assert PartialDate("2025~").span == (date(2024, 1, 1), date(2026, 12, 31))
    assert PartialDate("2025-07-21~").span == (date(2025, 7, 20), date(2025, 7, 22))


def test_an_uncertain_date_may_be_any() -> None:
    assert PartialDate("2025-07?").span == PartialDate("2025%").span == (date.min, date.max)
