"""Values in a sentence: what differs is shown, and the rest abbreviated."""

from typing import Any

import nmpolicy as nm
from each_case import each_case
from nmpolicy.comparison.value_text import value_texts

SIGNED = nm.Milestone(stage="signed", date="2025")
LETTERS = tuple("abcdefg")


@each_case(
    ("values", "texts"),
    [
        ((None, "An order on quiet hours in parks"), ["nothing", "'An order on quiet hours in parks'"]),
        (("Day" + " and so on" * 50, "Night" + " and so on" * 50), ["'Day and so on and so on and so on…'", "'Night and so on and so on and so on…'"]),
        ((None, ("a", "b")), ["nothing", "'a', 'b'"]),
        ((None, LETTERS), ["nothing", "'a', 'b', 'c', 'd', 'e', … (7 in all)"]),
        ((LETTERS[:1], LETTERS[:2]), ["… (1 in all)", "…, 'b'"]),
        ((None, SIGNED), ["nothing", "signed 2025"]),
        ((None, nm.Note(text="long " * 50)), ["nothing", "long " * 19 + "long…"]),
    ],
)  # fmt: skip
def test_what_differs_is_shown_and_the_rest_abbreviated(values: tuple[Any, ...], texts: list[str]) -> None:
    assert value_texts(*values) == texts


def test_blanks_at_the_ends_of_a_text_are_shown_except_where_it_is_cut() -> None:
    assert value_texts("Quiet hours", " Quiet hours ") == ["'Quiet hours'", "' Quiet hours '"]
    beginning = " quiet hours" * 50
    old, new = value_texts(f"{beginning} by night ", f"{beginning} by day ")
    assert (old[:2], old[-7:], new[-5:]) == ("'…", "night '", "day '")
    assert not old[2:].startswith(" ")
