"""Natural order of texts."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.vocabulary.natural_order import natural_key, plain_typography


@each_case(
    "listed",
    [
        ["", "1", "2", "10", "a", "a1", "a2", "a10"],
        ["eeo-2", "eeo-10", "eo-2", "eo-10"],
        ["1", "1.1", "1.2", "1.10", "2"],
        ["2020-2", "2020\u201310", "2020\u00ad11", "2020\u221212", "2021-1"],
        ["12", "12A", "12B", "13"],
        ["007", "7", "008", "10"],
        ["9", "9" * 5000, "1" + "0" * 5000],
        ["EO 2", "eo 3", "Eo\u00a04"],
    ],
)
def test_texts_are_sorted_as_a_reader_counts(listed: list[str]) -> None:
    for mixed in list(permutations(listed))[:200]:
        assert sorted(mixed, key=natural_key) == listed


@each_case(
    ("written", "plain"),
    [
        (" 2020 \u2010 1\t", "2020 - 1"),
        ("2020\u20111", "2020-1"),
        ("5\u2044 2020", "5/ 2020"),
        ("\u2116\u202f5", "No 5"),
        ("\uff25\uff2f\uff15", "EO5"),
        ("\u0665\u200b", "5"),
        ("d\u00e9cret n\u00ba 5", "d\u00e9cret no 5"),
        ("12\u00b2", "12\u00b2"),
    ],
)
def test_typography_is_made_plain(written: str, plain: str) -> None:
    assert plain_typography(written) == plain
    assert plain_typography(plain) == plain


@given(st.text(), st.text())
def test_every_two_texts_have_an_order(a: str, b: str) -> None:
    assert (natural_key(a) == natural_key(b)) == (a == b)
    assert (natural_key(a) < natural_key(b)) != (natural_key(b) <= natural_key(a))
