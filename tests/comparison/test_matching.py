"""Matching the items of two lists."""

import nmpolicy as nm
from nmpolicy.comparison.matching import matched_items


def test_of_several_parts_with_the_same_key_the_most_alike_match() -> None:
    first, second = (nm.Milestone(stage="introduced", date=date) for date in ("2024", "2025"))
    noted = nm.Milestone(stage="introduced", date="2025", notes="n")
    assert matched_items((first, second), (noted,)) == {1: 0}
    assert matched_items((noted,), (first, second)) == {0: 1}


def test_a_key_counts_for_more_than_the_other_fields() -> None:
    old = [nm.Vote(voter="a", option="yes"), nm.Vote(voter="b", option="no")]
    assert matched_items(old, (nm.Vote(voter="b", option="yes"),)) == {1: 0}
    assert matched_items(old, (nm.Vote(voter="c", option="yes"),)) == {0: 0}
    assert matched_items(old, (nm.Vote(voter="c", option="absent"),)) == {}


def test_texts_match_only_if_they_are_equal() -> None:
    assert matched_items("aabc", "cad") == {0: 1, 3: 0}
    assert matched_items("", "a") == matched_items("a", "") == {}
