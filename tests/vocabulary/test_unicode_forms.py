"""Normalization forms: what the standard library returns, in time in proportion to the text."""

import unicodedata
from random import Random
from typing import Literal, get_args

import pytest

from growth_ratio import growth
from nmpolicy.vocabulary.unicode_forms import normalize

Form = Literal["NFC", "NFKC", "NFD", "NFKD"]
#: Marks of several classes, some of which are made of others, and what may stand between marks.
MARKS = [
    *map(chr, range(0x300, 0x34A)),
    *"\u0591\u05b0\u3099\u0f71\u0f73\u0e38\u0e48\u2026\u00a8\u00b4\u200b\u2460\uff9e",
]


def test_many_marks_are_normalized_as_few_are() -> None:
    chance = Random(1)  # noqa: S311  # no secret
    for _ in range(300):
        marks = "".join(chance.choices(MARKS, k=chance.randrange(28, 80)))
        text = chance.choice(["", "a", "\u00e9", "\u304b", "\u1100"]) + marks + chance.choice(["", "b"])
        for form in get_args(Form):
            assert normalize(form, text) == unicodedata.normalize(form, text), ascii(text)
    assert normalize("NFKC", "plain") == "plain"


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\uff9e\u0301"])
def test_a_letter_with_thousands_of_marks_takes_time_in_proportion(marks: str) -> None:
    assert growth(lambda text: normalize("NFKC", text), lambda size: "a" + marks * size, 2000) < 9
