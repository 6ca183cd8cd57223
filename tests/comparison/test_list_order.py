"""Lists of three versions, exhaustively: nothing is doubled, nothing is lost, and the sides can change places."""

from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from attrs import fields

import nmpolicy as nm
from nmpolicy.comparison.three_way import ThreeWayMerger, Versions

Items = tuple[Any, ...]
SOME_VOTES = [nm.VoteEvent(motion=motion, yes=yes) for motion, yes in (("a", 1), ("a", 2), ("b", 1))]
SOME_STAGES = [nm.Milestone(stage="signed", notes=notes) for notes in ("", "n")] + [nm.Milestone(stage="issued")]
SOME_STANCES = [
    nm.TargetStance(target=target, stance=stance)
    for target, stance in (("a", "support"), ("a", "oppose"), ("b", "support"))
]
SOME_SUPPRESSIONS = [
    nm.Suppression(code=code, justification=why) for code, why in (("NMP101", "r"), ("NMP101", "s"), ("NMP102", "r"))
]
SOME_EVIDENCE = [nm.Evidence(source=source, paragraph=number) for source, number in (("s", 1), ("s", 2), ("t", 1))]
ALPHABETS = [["a", "b", "c"], SOME_VOTES, SOME_STAGES, SOME_STANCES, SOME_SUPPRESSIONS, SOME_EVIDENCE]


def merged(base: Items, ours: Items, theirs: Items) -> tuple[Items, list[str]]:
    merger = ThreeWayMerger(has_base=True)
    found = merger.merge_values("r", ("x",), Versions(base, ours, theirs))
    return found, [each.kind.value for each in merger.conflicts]


def lists(alphabet: Sequence[Any], most: int) -> list[Items]:
    return [each for length in range(most + 1) for each in product(alphabet, repeat=length)]


@pytest.mark.parametrize("alphabet", ALPHABETS, ids=lambda each: type(each[0]).__name__)
def test_every_merge_of_short_lists(alphabet: Sequence[Any]) -> None:
    for base, ours, theirs in product(lists(alphabet, 2), repeat=3):
        found, conflicts = merged(base, ours, theirs)
        back, conflicts_back = merged(base, theirs, ours)
        assert sorted(conflicts) == sorted(conflicts_back)
        if ours in (theirs, base) or theirs == base:
            assert (found, conflicts) == (theirs if ours == base else ours, [])
        if conflicts:
            continue
        assert found == back
        was, one, other, now = (Counter(each) for each in (base, ours, theirs, found))
        for item in now:
            assert one[item] or other[item] or _is_combined(item, ours, theirs)
        for item in {*was, *one, *other} if isinstance(alphabet[0], str) else ():
            changes = one[item] - was[item], other[item] - was[item]
            expected = max(changes) if min(changes) >= 0 else min(changes) if max(changes) <= 0 else sum(changes)
            assert now[item] == was[item] + expected


def _is_combined(item: Any, ours: Items, theirs: Items) -> bool:
    """True if each field of a part is that of one of ours or of one of theirs."""
    return any(
        all(
            getattr(item, each.name) in (getattr(one, each.name), getattr(other, each.name))
            for each in fields(type(item))
        )
        for one, other in product(ours, theirs)
    )


def test_corrections_of_equal_items() -> None:
    vote, one, other = nm.VoteEvent(motion="a", yes=1), nm.VoteEvent(motion="a", yes=2), nm.VoteEvent(motion="a", yes=3)
    both = (vote, vote)
    assert merged(both, (one, vote), (vote, other)) == ((one, other), [])
    assert merged(both, (one, vote), (other, vote))[1] == ["changed"]
    assert merged(both, (one, vote), (vote,)) == ((one, vote), ["removed"])
    assert merged(both, (vote,), (vote, one))[1] == ["removed"]
    assert merged(both, ("x", vote), (vote,)) == (("x", vote), [])
    assert merged(both, (vote, vote, one), both) == ((vote, vote, one), [])


def test_long_lists_are_merged() -> None:
    ours, theirs = (
        tuple(nm.Milestone(stage="introduced", date=f"{year:04}") for year in range(first, 4001, 2)) for first in (1, 2)
    )
    found, conflicts = merged((), ours, theirs)
    assert (len(found), conflicts) == (4000, [])
