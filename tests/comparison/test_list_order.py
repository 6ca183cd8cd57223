"""Lists of three versions, exhaustively: nothing is doubled, lost or invented, and the sides can change places."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from attrs import evolve, fields

import nmpolicy as nm
from each_case import each_case
from nmpolicy.comparison.three_way import ThreeWayMerger, Versions

Items = tuple[Any, ...]
ALPHABETS: dict[str, Sequence[Any]] = {
    "texts": ["a", "b", "c"],
    "votes": [nm.Vote(voter=voter, option=option) for voter, option in (("a", "yes"), ("a", "no"), ("b", "yes"))],
    "vote events": [nm.VoteEvent(motion=motion, yes=yes) for motion, yes in (("a", 1), ("a", 2), ("b", 1))],
    "stances": [
        nm.TargetStance(target=target, stance=stance)
        for target, stance in (("a", "support"), ("a", "oppose"), ("b", "support"))
    ],
    "suppressions": [
        nm.Suppression(code=code, justification=why)
        for code, why in (("NMP101", "r"), ("NMP101", "s"), ("NMP102", "r"))
    ],
    "evidence": [nm.Evidence(source=source, paragraph=number) for source, number in (("s", 1), ("s", 2), ("t", 1))],
    "identifiers": [
        nm.Identifier(scheme=scheme, identifier=id)
        for scheme, id in (("wikidata", "Q1"), ("wikidata", "Q2"), ("docket", "Q1"))
    ],
    "stages": [
        nm.Milestone(stage=stage, notes=notes) for stage, notes in (("signed", ""), ("signed", "n"), ("issued", ""))
    ],
    "dates": [nm.Milestone(stage="signed", date=date) for date in (None, "2025", "2026")],
}
#: Two sides that correct different fields of one part are combined, so that the result has a part that no side has.
COMBINED = [
    nm.Milestone(stage="signed"),
    nm.Milestone(stage="signed", date="2025"),
    nm.Milestone(stage="signed", notes="n"),
]


def merged(base: Items, ours: Items, theirs: Items) -> tuple[Items, list[str]]:
    merger = ThreeWayMerger(has_base=True)
    found = merger.merge_values("r", ("x",), Versions(base, ours, theirs))
    return found, sorted(each.kind.value for each in merger.conflicts)


def lists(alphabet: Sequence[Any], most: int) -> list[Items]:
    return [each for length in range(most + 1) for each in product(alphabet, repeat=length)]


def versions(alphabet: Sequence[Any]) -> Iterator[tuple[Items, Items, Items]]:
    """Yield all bases and sides of up to two items; the sides in one of their two orders."""
    short = lists(alphabet, 2)
    for base, (ours, theirs) in product(short, combinations_with_replacement(short, 2)):
        yield base, ours, theirs


def check_both_orders(base: Items, ours: Items, theirs: Items) -> Items | None:
    """Check that the sides can change places, and return the result; None if there are conflicts."""
    found, conflicts = merged(base, ours, theirs)
    back, conflicts_back = merged(base, theirs, ours)
    assert conflicts == conflicts_back
    if ours in (theirs, base) or theirs == base:
        assert (found, conflicts) == (theirs if ours == base else ours, [])
    if conflicts:
        return None
    assert found == back
    return found


@each_case("alphabet", ALPHABETS.values(), ids=ALPHABETS.keys())
def test_every_merge_of_short_lists(alphabet: Sequence[Any]) -> None:
    """Without a conflict, each item occurs as often as the changes of both sides require.

    An item that neither side touched occurs as often as before. An item that one side added is there, and one that
    both added is there once. An item that either side removed is gone.
    """
    for base, ours, theirs in versions(alphabet):
        found = check_both_orders(base, ours, theirs)
        if found is None:
            continue
        was, one, other, now = (Counter(each) for each in (base, ours, theirs, found))
        assert now.keys() <= one.keys() | other.keys()
        for item in alphabet:
            changes = one[item] - was[item], other[item] - was[item]
            if min(changes) >= 0:
                assert now[item] == was[item] + max(changes)
            elif max(changes) > 0 or isinstance(item, str):
                assert now[item] == was[item] + (min(changes) if max(changes) <= 0 else sum(changes))
            else:  # one side may have corrected one of two equal parts, and the other side the other one
                assert sum(changes) <= now[item] - was[item] <= min(changes)


def test_every_merge_of_parts_with_several_fields() -> None:
    for base, ours, theirs in versions(COMBINED):
        found = check_both_orders(base, ours, theirs)
        if found is None:
            continue
        assert max(0, min(len(ours), len(theirs)) - len(base)) <= len(found) <= max(len(base), len(ours) + len(theirs))
        for item in found:
            assert item in ours or item in theirs or is_combined(item, ours, theirs)


def is_combined(item: Any, ours: Items, theirs: Items) -> bool:
    """True if each field of a part is that of one of ours or of one of theirs, and both have its key."""
    return any(
        one.stage == other.stage == item.stage
        and all(
            getattr(item, each.name) in (getattr(one, each.name), getattr(other, each.name))
            for each in fields(type(item))
        )
        for one, other in product(ours, theirs)
    )


def test_a_removal_is_in_conflict_with_a_correction() -> None:
    for name, (part, corrected, _) in ALPHABETS.items():
        if name != "texts":
            assert merged((part,), (corrected,), ()) == ((corrected,), ["removed"])


def test_two_different_parts_with_the_same_key_are_a_conflict() -> None:
    for name in ("votes", "vote events", "stances", "suppressions", "identifiers", "stages"):
        one, other, third = ALPHABETS[name]
        assert merged((), (one,), (other,)) == ((one,), ["added"])
        assert merged((third,), (third, one), (third, other)) == ((third, one), ["added"])
        assert (merged((), (one,), (third,))[1] == []) is not hasattr(one, "date")  # without dates, in which order?
    dockets = [nm.Identifier(scheme="docket", identifier=number) for number in "123"]
    assert {*merged((dockets[0],), (dockets[0], dockets[1]), (dockets[0], dockets[2]))[0]} == {*dockets}


def test_a_part_with_a_new_key_does_not_take_the_fields_of_the_other_side() -> None:
    yes, no, other = ALPHABETS["votes"]
    assert merged((yes,), (no,), (other,)) == ((no,), ["changed"])
    assert merged((yes,), (yes,), (other,)) == ((other,), [])
    assert merged((yes,), (other,), (other,)) == ((other,), [])


def test_a_correction_and_an_addition_of_the_same_part_are_one_part() -> None:
    yes, no, other = ALPHABETS["votes"]
    assert merged((yes,), (no,), (yes, no)) == ((no,), [])
    assert merged((yes, other), (no, other), (yes, no)) == ((no,), [])


def test_corrections_of_equal_items() -> None:
    vote, one, other = (nm.VoteEvent(motion="a", yes=yes) for yes in (1, 2, 3))
    both = (vote, vote)
    assert merged(both, (one, vote), (vote, other)) == ((one, other), [])
    assert merged(both, (one, vote), (other, vote))[1] == ["changed"]
    assert merged(both, (one, vote), (vote,)) == ((one, vote), ["removed"])
    assert merged(both, (vote,), (vote, one))[1] == ["removed"]
    assert merged(both, (vote, vote, one), both) == ((vote, vote, one), [])


def test_of_equal_items_the_one_in_the_same_place_is_removed() -> None:
    base, added = tuple("aba"), tuple("abac")
    for removed, expected in (("ba", "bac"), ("ab", "abc")):
        assert merged(base, added, tuple(removed)) == merged(base, tuple(removed), added) == (tuple(expected), [])


def test_votes_by_voter_are_merged_inside_their_vote_event() -> None:
    def event(**options: str) -> nm.VoteEvent:
        return nm.VoteEvent(motion="passage", votes=[nm.Vote(voter=voter, option=options[voter]) for voter in options])

    base = event(a="yes", b="yes", c="yes")
    for ours, theirs, expected, conflicts in (
        (event(a="no", b="yes", c="yes"), event(a="yes", b="yes", c="no"), event(a="no", b="yes", c="no"), []),
        (event(a="no", b="yes", c="yes"), event(b="yes", c="yes"), event(a="no", b="yes", c="yes"), ["removed"]),
        (event(b="yes", c="yes"), event(a="yes", b="yes", c="yes", d="no"), event(b="yes", c="yes", d="no"), []),
        (
            event(a="yes", b="yes", c="yes", d="no"),
            event(a="yes", b="yes", c="yes", d="yes"),
            event(a="yes", b="yes", c="yes", d="no"),
            ["added"],
        ),
        (
            event(a="no", b="yes", c="yes"),
            event(a="absent", b="yes", c="yes"),
            event(a="no", b="yes", c="yes"),
            ["changed"],
        ),
    ):
        assert merged((base,), (ours,), (theirs,)) == ((expected,), conflicts)
        assert merged((base,), (theirs,), (ours,))[1] == conflicts
    members = ALPHABETS["votes"]
    for was, one, other in product(lists(members[:2], 2), repeat=3):
        events = [nm.VoteEvent(motion="passage", votes=each) for each in (was, one, other)]
        assert merged(*((each,) for each in events)) == (  # as in a list of its own
            (evolve(events[0], votes=merged(was, one, other)[0]),),
            merged(was, one, other)[1],
        )


def test_votes_that_both_sides_added_are_sorted_by_date() -> None:
    early, late = (nm.VoteEvent(date=date, motion=motion) for date, motion in (("2025-01", "b"), ("2025-02", "a")))
    for ours, theirs in ((early, late), (late, early)):
        assert merged((), (ours,), (theirs,)) == ((early, late), [])
    assert merged((), (early,), (evolve(late, date=None),))[1] == ["reordered"]
    assert merged((), ("b",), ("a",)) == (("a", "b"), [])


class Counted(str):
    """A text that counts how often it is hashed and compared."""

    __slots__ = ()
    calls = 0

    def __hash__(self) -> int:  # noqa: D105
        Counted.calls += 1
        return super().__hash__()

    def __eq__(self, other: object) -> bool:  # noqa: D105
        Counted.calls += 1
        return super().__eq__(other)


def counted_milestones(length: int, corrected: int, notes: str) -> Items:
    """Return milestones of which some differ by their notes, from the middle outward."""
    first = (length - corrected) // 2
    found = tuple(nm.Milestone(stage="introduced", date=f"{number + 1:04}") for number in range(length))
    for number, each in enumerate(found):
        object.__setattr__(each, "notes", Counted(notes if first <= number < first + corrected else ""))
    return found


@pytest.mark.parametrize("share", [0, 2, 1])
def test_the_cost_of_a_merge_grows_with_the_length_of_the_lists(share: int) -> None:
    """Lists of four times the length take about four times as many comparisons, not sixteen times as many."""
    calls = []
    for length in (500, 2000):
        corrected = length // share if share else 0
        base, ours, theirs = (counted_milestones(length, corrected, notes) for notes in ("", "ours", "theirs"))
        added = counted_milestones(1, 1, "added")
        Counted.calls = 0
        found, conflicts = merged(base, ours + added, theirs)
        assert (len(found), len(conflicts)) == (length + 1, corrected)
        calls.append(Counted.calls)
    assert calls[1] < 5 * calls[0]


def test_long_lists_are_merged() -> None:
    """Both sides add 2,000 milestones of one stage, which no key tells apart."""
    ours, theirs = (
        tuple(nm.Milestone(stage="introduced", date=f"{year:04}") for year in range(first, 4001, 2)) for first in (1, 2)
    )
    for each in (*ours, *theirs):
        object.__setattr__(each, "notes", Counted(""))
    Counted.calls = 0
    found, conflicts = merged((), ours, theirs)
    assert (len(found), conflicts) == (4000, [])
    assert [each.date for each in found] == [f"{year:04}" for year in range(1, 4001)]
    assert Counted.calls < 20 * 4000
