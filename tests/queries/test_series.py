"""Series of orders: coverage, and the readings of their numbers."""

from collections.abc import Callable, Sequence
from itertools import permutations, product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from html_pages import Page
from nmpolicy.queries.answer_tables import Answers
from nmpolicy.queries.number_sequences import MisplacedOrder, MissingNumbers, RepeatedNumber
from nmpolicy.queries.series import SeriesCoverage, SeriesReport, series
from nmpolicy.rules.examples import order
from query_helpers import collected, reached

Numbers = Sequence[str | tuple[str, str]]


def of(*numbers: str | tuple[str, str]) -> SeriesCoverage:
    """Return the one series of orders `a0`, `a1` and so on, each a number or a number and a date."""
    orders = []
    for index, each in enumerate(numbers):
        number, day = (each, "") if isinstance(each, str) else each
        milestones = reached(f"signed {day}") if day else []
        orders.append(order(id=f"a{index}", series="s", number=number, milestones=milestones))
    (found,) = series(collected(*orders)).series
    return found


def gaps(*numbers: str | tuple[str, str]) -> list[tuple[str, str]]:
    return [(each.first, each.last) for each in of(*numbers).missing]


def test_a_report_tells_what_a_series_has_and_lacks() -> None:
    orders = [
        order(id="a", series="2025 ", number="3"),
        order(id="b", series="2025", number="6"),
        order(id="c", series="2025"),
        order(id="d", series="2025", number="XIV"),
        order(id="e", series="\u00a02025", number="006"),
        order(id="f", series="2025", number="6", issued_by=["city"]),
        order(id="g", series=" ", number="8"),
        order(id="h"),
    ]
    assert series(collected(*orders)) == SeriesReport(
        series=Answers(
            [
                SeriesCoverage(
                    name="2025",
                    issued_by=("mayor",),
                    held=5,
                    first="3",
                    last="6",
                    late_starts=("3",),
                    missing=(MissingNumbers("4", "5", 2, "b"),),
                    repeated=(RepeatedNumber("6", ("b", "e")),),
                    unreadable=("d",),
                    unnumbered=("c",),
                ),
                SeriesCoverage(name="2025", issued_by=("city",), held=1, first="6", last="6", late_starts=("6",)),
            ]
        ),
        without_series=("g",),
    )


@each_case(
    ("numbers", "expected"),
    [
        # padding, letters, insertions
        (["007", "009"], [("008", "008")]),
        (["7", "010"], [("008", "009")]),
        (["11", "12A", "13"], []),
        (["1", "12A"], []),
        (["12 bis", "12", "14"], [("13", "13")]),
        (["EEO 2", "EEO 3", "EO 1", "eo-4"], [("eo-2", "eo-3")]),
        (["EO 1", "2", "E.O. No. 4"], [("E.O. No. 3", "E.O. No. 3")]),
        (["A-1", "B-1", "3", "A-5"], [("A-2", "A-2"), ("A-4", "A-4")]),
        (["No. 5", "No 6", "#8"], [("#7", "#7")]),
        (["13,489", "13,491"], [("13,490", "13,490")]),
        (["1.1", "1.2", "1.10", "1", "2"], [("1.3", "1.9")]),
        # hyphens and spaces
        (["2020-1", "2020\u20132", "2020-3"], []),
        (["2020-1", "2020\u20112", "2020 \u2212 4"], [("2020 - 3", "2020 - 3")]),
        (["2020-1", "2020\u00ad2", "2020/\u00a03"], []),
        # full years
        ([("1-2020", "2020"), "2-2020", ("3-2020", "2020")], []),
        ([("1-2020", "2020"), "2-2020", ("4-2020", "2020")], [("3-2020", "3-2020")]),
        (["1-2020", "2-2020", "4-2020"], [("3-2020", "3-2020")]),
        (["1-2020", "2-2020", "1-2021", "2-2021", "4-2021"], [("3-2021", "3-2021")]),
        (["2020-1", "2-2020", "2020-3", "5-2020"], [("4-2020", "4-2020")]),
        (["EO-5 of 2020", "EO-7 of 2020"], [("EO-6 of 2020", "EO-6 of 2020")]),
        (["5 of 2020", "2020-8"], [("2020-6", "2020-7")]),
        (["5 of 2020", "8/2020"], [("6/2020", "7/2020")]),
        (["2020001", "2020003", "2021001"], [("2020002", "2020002")]),
        (["1-2020", "2", "3-2020"], []),
        (["1", "2-2020", "3"], []),
        (["17001", "17012"], [("17002", "17011")]),
        # years of two digits, by the dates
        ([("1-12", "2012"), ("4-12", "2012"), ("1-14", "2014")], [("2-12", "3-12")]),
        ([("1-12", "2012"), "4-12", "1-14"], [("2-12", "3-12")]),
        ([("12-1", "2012"), "12-4", "14-1"], [("12-2", "12-3")]),
        ([("21-12", "2021"), "21-15"], [("21-13", "21-14")]),
        ([("21-12", "2012"), "24-12"], [("22-12", "23-12")]),
        ([("1-20", "2020"), ("2-2020", "2020"), ("4-20", "2020")], [("3-20", "3-20")]),
        ([("12-3", "2012"), "5-12"], [("4-12", "4-12")]),
        ([("20-1", "2020"), "20-3", "02-20"], []),  # The last may be the second of 2020.
        ([("1501", "2015"), "1503", "1601"], [("1502", "1502")]),
        ([("2020", "2020"), ("2021", "2020")], []),
        ([("12-3", "2012~"), "5-12"], [("4-12", "4-12")]),
        (["5 of 2012", "8/12"], [("6/12", "7/12")]),
        ([("101", "2010"), ("111", "2015"), ("121", "2016")], [("102", "110"), ("112", "120")]),
        ([("EO 1-12", "2012"), "EEO 21-12", "EEO 23-12"], [("EEO 22-12", "EEO 22-12")]),
        ([("98-1", "1998"), "98-3", "99-1", "00-1", ("01-3", "2001")], [("98-2", "98-2")]),
        # Nothing decides.
        (["1/2025", "3/2025"], []),
        (["12-13", "12-15"], []),
        (["32", "34", "12-33", "12-15"], []),
        (["1-12", "4-12", "1-14"], []),
        ([("12-12", "2012"), "12-14"], []),
        ([("1-12", "2012"), ("12-01", "2001"), "12-03"], []),
        # A year that the dates contradict is a heading.
        ([("13/2000", "2025"), ("13/2002", "2025")], [("13/2001", "13/2001")]),
        ([("2000/13", "2025"), ("2000/15", "2025")], [("2000/14", "2000/14")]),
        # A date at the turn of the year decides nothing.
        ([("1-12", "2013-01-02"), "4-12"], []),
        (["0", "2"], [("1", "1")]),
        (["999999999", "1"], [("2", "999999998")]),
    ],
)
def test_the_missing_numbers(numbers: Numbers, expected: list[tuple[str, str]]) -> None:
    assert gaps(*numbers) == expected


def test_missing_numbers_are_shown_as_ranges() -> None:
    orders = [order(id=number, series="s", number=number) for number in "137"]
    assert "Missing s mayor 3 1 7 2 4 to 6" in Page(series(collected(*orders)).series._repr_html_()).text


def test_the_year_may_be_first_in_one_order_and_last_in_another() -> None:
    mixed = [("12-10", "2012"), ("11-12", "2012"), ("12-14", "2012"), ("15-12", "2012")]
    assert gaps(*mixed) == [("12-12", "12-13")]
    assert of(*mixed, "12-16").ambiguous == ("a4",)
    assert of(*mixed, ("12-12", "2012")).ambiguous == ("a4",)


def test_numbers_that_can_be_read_in_two_ways_are_told() -> None:
    assert of("12-13", "12-15", "3").ambiguous == ("a0", "a1")
    assert of(("20-1", "2020"), "19-20").ambiguous == ("a1",)
    assert of("12-2020", "2020-13", "15/20").ambiguous == ("a2",)
    assert of("12-3", "4-11").ambiguous == ("a1",)
    assert of("3.1", "4.10").ambiguous == ()


@each_case("number", ["12/13", "13/12"])
def test_a_number_of_two_known_years_is_read_only_as_all_others_are(number: str) -> None:
    named, leading = ("5 of 2012", "7 of 2013"), ("2012-3", "2013-4")
    for others in named, (named[0], leading[1]), (leading[0], named[1]), (*named, *leading):
        for listed in permutations((number, *others)):
            assert of(*listed).ambiguous == (f"a{listed.index(number)}",)
    for listed in permutations((number, *leading)):
        assert of(*listed).ambiguous == ()
    assert gaps("12/13", *leading) == [("12/4", "12/12")]
    assert of(number, (number, "2012"), *named).ambiguous == ()  # the date decides


@each_case(
    ("numbers", "expected"),
    [
        (["1", "3"], ()),
        (["3", "4"], ("3",)),
        (["3A", "4"], ("3A",)),
        (["EEO 2", "EO 1"], ("EEO 2",)),
        (["EEO 2", "EO 1", "1"], ()),  # The number without a prefix may be an EEO.
        ([("3-2020", "2020"), ("1-2021", "2021"), ("2-2022", "2022")], ("3-2020", "2-2022")),
    ],
)
def test_a_late_start(numbers: Numbers, expected: tuple[str, ...]) -> None:
    assert of(*numbers).late_starts == expected


def test_the_first_and_the_last_number() -> None:
    assert (of("10", "9", "2").first, of("10", "9", "2").last) == ("2", "10")
    found = of(("1-12", "2012"), ("20-11", "2011"), ("3-12", "2012"))
    assert (found.first, found.last) == ("20-11", "3-12")
    found = of(("1-41", "1941"), ("2-01", "2001"))
    assert (found.first, found.last) == ("1-41", "2-01")


def test_the_lowest_number_may_have_any_prefix() -> None:
    found = of("XO 8", "16A", "XO 149", "Total: 12")
    assert (found.first, found.last) == ("XO 8", "XO 149")
    found = of(("1-00", "2000"), ("2-99", "1999"), "3-01", "4-98")
    assert (found.first, found.last) == ("4-98", "3-01")
    assert (of("").first, of("x").last) == ("", "")


def test_repeated_numbers() -> None:
    assert of("5", "05", "No. 5", "5A").repeated == (RepeatedNumber("5", ("a0", "a1", "a2")),)
    assert of("5-12", "05-12").repeated == (RepeatedNumber("5-12", ("a0", "a1")),)
    assert of("", "").repeated == ()
    restarted = of(("1", "2020"), ("2", "2020"), ("1", "2021"), ("1", "2021-05"), ("2", "2020-06"))
    assert restarted.repeated == (
        RepeatedNumber("1", ("a0", "a2"), different_years=True),
        RepeatedNumber("1", ("a2", "a3")),
        RepeatedNumber("2", ("a1", "a4")),
    )
    assert of(("1", "2020"), ("1", "2021?")).repeated == (RepeatedNumber("1", ("a0", "a1")),)
    assert of(("1-2020", "2020"), ("1-2020", "2021")).repeated == (RepeatedNumber("1-2020", ("a0", "a1")),)


def test_misplaced_orders() -> None:
    dated = [(str(n), f"2020-01-{n:02}") for n in range(1, 29)]
    dated[2] = ("3", "2029-01-03")
    assert of(*dated).misplaced == (MisplacedOrder("a2", "a1", "a3"),)
    assert of(("1", "2029"), *dated[3:]).misplaced == (MisplacedOrder("a0", "", "a1"),)
    assert of(*dated[:2], ("3", "2019")).misplaced == (MisplacedOrder("a2", "a1", ""),)
    assert of(("1", "2020"), ("2", "2020-03"), "3", ("4", "2020-01?"), ("5", "2020")).misplaced == ()
    assert of(("1", "2020-05"), ("1A", "2020-09"), ("2", "2020-06")).misplaced == ()
    assert of(("10.5", "2020-05"), ("11.1", "2020-03")).misplaced == ()
    assert of(("9-11", "2011-05"), ("1-12", "2012-03")).misplaced == ()
    assert of(("9-11", "2011-05"), ("1-12", "2012-03"), ("2-12", "2011-04"), ("3-12", "2012-04")).misplaced == (
        MisplacedOrder("a2", "a1", "a3"),
    )
    assert of(("1", "2020-05"), ("1", "2020-01"), ("2", "2020-06")).misplaced == ()


def test_numbers_that_restart_are_compared_within_a_year() -> None:
    restarted = [("1", "2020-01"), ("2", "2020-05"), ("1", "2021-01"), ("2", "2021-05"), ("3", "2020-12")]
    assert of(*restarted, "4", ("5", "2020~")).misplaced == ()
    assert of(*restarted, ("4", "2020-11"), ("5", "2021?")).misplaced == (MisplacedOrder("a4", "a1", "a5"),)


Form = Callable[[int, int], str]
DATED_FORMS: list[Form] = [
    lambda year, n: f"{n}-{year}",
    lambda year, n: f"{year}-{n}",
    lambda year, n: f"{n:03}-{year}",
    lambda year, n: f"{year}-{n:03}",
    lambda year, n: f"{year}-{n:02}",
    lambda year, n: f"{n}-{year % 100:02}",
    lambda year, n: f"{year % 100:02}-{n}",
    lambda year, n: f"{n:02}-{year % 100:02}",
    lambda year, n: f"{year % 100:02}-{n:02}",
    lambda year, n: f"{year}{n:03}",
    lambda year, n: f"EO {n} of {year}",
    lambda year, n: f"EO-{year}-{n}",
]
SEPARATORS = [
    "-",
    "\u2010",
    "\u2011",
    "\u2013",
    "\u2014",
    "\u2212",
    "\u00ad",
    "/",
    " / ",
    ".",
    "\u00a0- ",
    " \u2013\u202f",
]


@each_case(("form", "chance"), [*product(DATED_FORMS, range(8))])
def test_every_form_misses_exactly_what_is_left_out(form: Form, chance: int) -> None:
    random = Random(chance)  # noqa: S311  # the same every time
    years = {2019: 30, 2020: 1, 2021: 14}
    held = {(year, n) for year, last in years.items() for n in range(1, last + 1) if n == last or random.random() < 0.6}
    numbers: list[str | tuple[str, str]] = []
    for year, n in sorted(held, key=lambda _: random.random()):
        number = form(year, n).replace("-", random.choice(SEPARATORS))
        # The last order of each year decides; half of the others have no date.
        numbers.append((number, str(year)) if n == years[year] or random.random() < 0.5 else number)
    expected = {(year, n) for year in years for n in range(min(m for y, m in held if y == year), years[year])} - held
    found = of(*numbers)
    assert sum(each.count for each in found.missing) == len(expected)
    written = {form(*each) for each in expected}
    ends = {plain(end) for each in found.missing for end in (each.first, each.last)}
    assert ends <= {plain(each) for each in written}
    assert not (found.ambiguous)
    assert not (found.unreadable)
    assert not (found.repeated)
    assert not (found.misplaced)


def plain(number: str) -> tuple[int, ...]:
    """Return the digits of a number without its typography."""
    return tuple(map(int, "".join(each if each.isdigit() else " " for each in number).split()))


@given(
    st.sampled_from(DATED_FORMS),
    st.sets(st.tuples(st.integers(2007, 2025), st.integers(1, 30)), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_no_number_that_an_order_has_is_reported_as_missing(
    form: Form, truth: set[tuple[int, int]], chance: Random
) -> None:
    numbers: list[str | tuple[str, str]] = [
        (form(year, n), str(year)) if chance.random() < 0.3 else form(year, n) for year, n in sorted(truth)
    ]
    found = of(*numbers)
    possible = {
        plain(form(year, n))
        for year in {year for year, _ in truth}
        for n in range(min(n for y, n in truth if y == year), max(n for y, n in truth if y == year))
    }
    for each in found.missing:
        assert {plain(each.first), plain(each.last)} <= possible - {plain(form(*one)) for one in truth}


@given(st.lists(st.text(max_size=12) | st.from_regex(r"\A[0-9]{1,4}[-./ A]?[0-9]{0,4}\Z"), max_size=12))
def test_every_order_is_told(numbers: list[str]) -> None:
    orders = [order(id=f"a{index}", series="s", number=number) for index, number in enumerate(numbers)]
    for found in series(collected(*orders)).series:
        assert found.held == len(numbers)
        assert {*found.unnumbered} == {each.id for each in orders if not each.number.strip()}
        assert not {*found.unnumbered} & {*found.unreadable}
        assert bool(found.first) == (len(found.unnumbered) + len(found.unreadable) < len(numbers))


def test_thousands_of_orders() -> None:
    numbers = [f"{n}-{year}" for year in range(1920, 2020) for n in range(2, 202, 2)]
    assert sum(each.count for each in of(("1-2019", "2019"), *numbers).missing) == 100 * 99


def test_a_gap_that_too_many_numbers_may_fill_is_reported_as_a_whole() -> None:
    unprefixed = [str(number) for number in range(2, 203)]
    few, many = of("A-1", "A-300", "B-1", *unprefixed[:100]), of("A-1", "A-300", "B-1", *unprefixed)
    assert [(each.first, each.last) for each in few.missing] == [("A-102", "A-299")]
    assert few.unlisted_gaps == ()
    assert many.missing == ()
    assert [(each.first, each.last, each.count) for each in many.unlisted_gaps] == [("A-2", "A-299", 298)]


def test_the_result_names_the_collections_own_orders() -> None:
    assert nm.series(collected()) == SeriesReport(Answers())
