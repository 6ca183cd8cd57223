"""Identifiers that differ only in punctuation or leading zeros."""

import pytest

from nmpolicy.vocabulary.identifiers import similar_ids


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
