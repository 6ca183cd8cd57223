"""Changes and conflicts as tables, without the names of private individuals."""

from typing import Any

import attrs

import nmpolicy as nm
from html_pages import Page
from nmpolicy.rules.examples import CITY, MAYOR, example, order

BASE = example(CITY, MAYOR, order(subjects=["parks"]))
OURS = BASE.replace(order(subjects=["parks"], number="5"))
THEIRS = BASE.replace(order(subjects=["parks"], number="6", title=""))


def text_of(result: Any) -> str:
    return Page(result._repr_html_()).text


def test_changes_are_a_table() -> None:
    changes = nm.diff(OURS, THEIRS)
    assert repr(changes) == "<Answers (2): Changes to An example>"
    assert text_of(changes) == (
        "Changes to An example (2) Kind Record Location Old New "
        "changed order /title 'An order' nothing changed order /number '5' '6'"
    )
    assert repr(changes[1]) == "<Change kind='changed', record='order', table='orders', path=('number',)>"
    assert text_of(changes[1]) == "Change Kind changed Record order Location /number Old '5' New '6'"
    (renamed,) = nm.diff(BASE, attrs.evolve(BASE, title="Another"))
    assert "Kind changed Record the collection Location /title Old 'An example' New 'Another'" in text_of(renamed)


def test_a_removed_record_is_named_by_the_old_collection() -> None:
    assert "removed City of Springfield [city]" in text_of(nm.diff(BASE, BASE.remove("city")))


def test_conflicts_are_a_table_and_the_result_says_what_was_merged() -> None:
    result = nm.merge(OURS, THEIRS, BASE)
    assert repr(result) == "<MergeResult collection=<Collection example, records: 4>, conflicts: 1>"
    assert text_of(result) == (
        "Merged: An example (records: 4) Conflicts (1) Kind Record Location Base Ours Theirs changed order /number nothing '5' '6'"
    )
    assert text_of(result.conflicts) in text_of(result)
    assert repr(result.conflicts[0]) == "<Conflict kind='changed', record='order', path=('number',)>"
    settled = nm.merge(OURS, THEIRS, BASE, prefer="ours")
    assert text_of(settled).endswith(
        "Conflicts (0) Settled conflicts (1) Kind Record Location Base Ours Theirs changed order /number nothing '5' '6'"
    )


def test_a_conflict_keeps_the_secret_of_every_side() -> None:
    known = nm.Person(id="p", name="Elmyra", summary="Elm")
    hidden = attrs.evolve(known, private=True)
    for base, ours, theirs in (
        (hidden, known, known),
        (known, hidden, known),
        (known, known, hidden),
        (None, known, hidden),
    ):
        sides = [
            example(attrs.evolve(each, name=f"Elm {number}")) if each else None
            for number, each in enumerate((base, ours, theirs))
        ]
        result = nm.merge(sides[1], sides[2], sides[0])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        assert [conflict.private for conflict in result.conflicts if conflict.path == ("name",)] == [True]
        for shown in (result, result.conflicts, *result.conflicts):
            assert "Elm" not in repr(shown) + text_of(shown)
