"""Identifiers that differ only in punctuation or leading zeros."""

from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.vocabulary.identifiers import SeriesIndex, similar_ids


@each_case(
    ("ids", "similar"),
    [
        (["eo-5", "eo-05", "eo-1-12", "eo-11-2"], {"eo-5": "eo-05"}),
        (["a-b", "ab", "a.b"], {"a.b": "a-b", "ab": "a-b"}),
        (["a-1-2", "a-1.2"], {"a-1.2": "a-1-2"}),
        (["a", "b"], {}),
        ([], {}),
    ],
)
def test_similar_ids_are_mapped_to_the_first(ids: list[str], similar: dict[str, str]) -> None:
    assert similar_ids(ids) == similar


def test_the_closest_number_of_the_same_series_comes_first() -> None:
    index = SeriesIndex(["eo-2020-02", "eo-2020-03", "eo-2021-3", "deo-2020-3", "mayor", "1" * 5000])
    assert index.closest("eo-2020-3", 3)[0] == "eo-2020-03"
    assert index.closest("EO 2020.3", 3)[0] == "eo-2020-03"
    assert index.closest("eo-2020-4", 3) == ["eo-2020-03", "eo-2020-02", "eo-2021-3"]
    assert index.closest("mayr", 3) == index.closest("9" * 5000, 3) == []


@given(st.lists(st.builds("{}-{}-{}".format, st.sampled_from(["eo", "law"]), *[st.integers(1, 9)] * 2)))
def test_the_closest_ids_are_those_of_a_search_of_all(ids: list[str]) -> None:
    """At least where they differ from the wanted one in one number or none."""
    index, wanted = SeriesIndex(ids), (5, 5)
    near = []
    for id in set(ids):
        letters, *numbers = id.split("-")
        gaps = [abs(int(one) - two) for one, two in zip(numbers, wanted, strict=True) if int(one) != two]
        if letters == "eo" and len(gaps) < 2:
            near.append((len(gaps), sum(gaps), id))
    expected = [id for *_, id in sorted(near)]
    found = index.closest("eo-5-5", 3)
    assert found[: len(expected)] == expected[:3]
    assert all(id.startswith("eo-") for id in found)
    assert len(found) == min(3, len({id for id in ids if id.startswith("eo-")}))


def test_the_same_number_in_another_series_comes_before_a_neighbor() -> None:
    """As an emergency order may be cited as an executive order. Words that are not alike do not count."""
    index = SeriesIndex(["eo-11-2020", "eo-13-2020", "eeo-12-2020", "by-law-12-2020"])
    assert index.closest("eo-12-2020", 3) == ["eeo-12-2020", "eo-11-2020", "eo-13-2020"]
    assert index.closest("eo-14-2020", 1) == ["eo-13-2020"]


def test_many_look_ups_take_little_time() -> None:
    """Each of them in all ids would take minutes."""
    index = SeriesIndex(f"eo-{year}-{number}" for year in range(2000, 2020) for number in range(500))
    assert [index.closest(f"eo-2030-{number}", 1) for number in range(10_000)][7] == ["eo-2019-7"]
