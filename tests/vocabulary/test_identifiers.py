"""Identifiers that differ only in punctuation or leading zeros."""

import pytest

from nmpolicy.vocabulary.identifiers import same_series_ids, similar_ids


@pytest.mark.parametrize(
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
    ids = ["eo-2020-02", "eo-2020-03", "eo-2021-3", "deo-2020-3", "mayor", "1" * 5000]
    assert same_series_ids("eo-2020-3", ids)[0] == "eo-2020-03"
    assert same_series_ids("EO 2020.3", ids)[0] == "eo-2020-03"
    assert same_series_ids("eo-2020-4", ids) == ["eo-2020-03", "eo-2020-02", "eo-2021-3"]
    assert same_series_ids("mayr", ids) == same_series_ids("9" * 5000, ids) == []
