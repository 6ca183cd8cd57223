"""Changes and conflicts as tables, without the names of private individuals."""

from typing import Any

import attrs

import nmpolicy as nm
from growth_ratio import growth
from html_pages import Page
from nmpolicy.cli.render.change_list import change_list
from nmpolicy.comparison.changes import Change
from nmpolicy.comparison.differences import private_ids
from nmpolicy.queries.answer_tables import Answers
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
    assert text_of(nm.diff(BASE, BASE.remove("city"))) == (
        "Changes to An example (1) Kind Record Old removed City of Springfield [city] City of Springfield"
    )


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


def test_a_change_to_a_private_individual_shows_its_location_but_nothing_that_names_them() -> None:
    cited = nm.Evidence(source="s", paragraph=3, quote="Elm said so.")
    old = nm.Person(id="p", name="Elmyra", private=True, evidence=[cited], extra={"Elm": 1})
    new = attrs.evolve(old, evidence=[attrs.evolve(cited, paragraph=4, quote="Elm says so.")], extra={"Elm": 2})
    assert text_of(nm.diff(example(old), example(new))) == (
        "Changes to An example (3) Kind Record Location Old New changed p /evidence/0/quote (withheld) (withheld)"
        " changed p /evidence/0/paragraph 3 4 changed p /extra (withheld) (withheld)"
    )


def test_the_ids_of_private_people_are_followed_through_aliases_and_pairs_however_long_the_way() -> None:
    def chain(size: int) -> tuple[nm.Collection, dict[str, str]]:
        people = [nm.Person(id=f"p-{n}", aliases=[f"a-{n}", f"a-{n + 1}"], private=n == size - 1) for n in range(size)]
        return nm.Collection(id="demo", title="T", people=people), {"a-0": "q-0", "q-0": "q-1", "x": "y"}

    def ids(given: tuple[nm.Collection, dict[str, str]]) -> frozenset[str]:
        return private_ids(given[0], None, same=given[1])

    expected = {f"p-{n}" for n in range(3)} | {f"a-{n}" for n in range(4)} | {"q-0", "q-1"}
    assert ids(chain(3)) == expected
    assert growth(ids, chain, 500) < 9
    many = nm.Person(id="p", aliases=[f"a-{n}" for n in range(5000)], private=True)
    assert len(private_ids(nm.Collection(id="demo", title="T", people=[many]))) == 5001


def test_a_vote_is_described_once_for_all_the_voters_who_changed() -> None:
    def council(size: int, option: str) -> nm.Collection:
        votes = [nm.Vote(voter=f"v-{number}", option=option) for number in range(size)]
        event = nm.VoteEvent(body="council", motion="passage", votes=votes)
        return nm.Collection(
            id="demo", title="T", measures=[nm.Measure(id="m", kind="bill", title="B", vote_events=[event])]
        )

    def sides(size: int) -> tuple[nm.Collection, nm.Collection, Answers[Change]]:
        old, new = council(size, "yes"), council(size, "no")
        return old, new, nm.diff(old, new)

    def lines(given: tuple[nm.Collection, nm.Collection, Answers[Change]]) -> str:
        old, new, changes = given
        return change_list(changes, old, new)

    assert "m: vote_events (council, passage) votes (v-1: no) option changed from yes to no" in lines(sides(2))
    assert growth(lines, sides, 150) < 9
