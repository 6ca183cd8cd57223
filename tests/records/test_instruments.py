"""Instruments: their latest milestone and stage, and their authorities."""

from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidValueError


def test_the_stage_is_that_of_the_latest_milestone() -> None:
    def order(*stages: tuple[str, str | None]) -> nm.Order:
        milestones = [nm.Milestone(stage=stage, date=date) for stage, date in stages]
        return nm.Order(id="eo", kind="other", title="An order", milestones=milestones)

    assert order().stage is None
    assert order().latest_milestone is None
    assert order(("signed", "2025-07-21"), ("announced", "2025-06")).stage == "signed"
    assert order(("announced", "2025"), ("signed", "2025-07-21")).stage == "signed"
    assert order(("signed", "2025-07-21"), ("effective", None)).stage == "effective"
    assert order(("signed", "2025-07"), ("effective", "2025-07-21")).stage == "effective"
    assert order(("signed", "2025-07-21"), ("amended", None), ("announced", "2025-06")).stage == "amended"
    assert order(("signed", "2025-07-21"), ("amended", "2025"), ("announced", "2025-06")).stage == "amended"


def test_a_measure_has_its_authority_from_its_issuer_or_its_body() -> None:
    def authorities(**fields: Any) -> tuple[str, ...]:
        return nm.Measure(id="m", kind="bill", title="A bill", **fields).authorities

    assert authorities() == ()
    assert authorities(body="senate") == ("senate",)
    assert authorities(issued_by=["congress"], body="senate") == ("congress", "senate")
    assert authorities(issued_by=["senate"], body="senate") == ("senate",)


@each_case(
    ("counts", "expected"),
    [
        ({"yes": 6, "no": 3, "passed": True}, "passed, 6 to 3"),
        ({"yes": 6, "no": 3, "abstain": 0, "absent": 1, "excused": 2}, "result unknown, 6 to 3, 1 absent, 2 excused"),
        ({"no": 5, "not_voting": 1, "paired": 2, "passed": False}, "failed, 5 no, 1 not voting, 2 paired"),
        ({"yes": 0, "no": 0, "abstain": 0}, "result unknown, 0 to 0"),
        (
            {"votes": [nm.Vote(voter="a", option="yes", weight=3), nm.Vote(voter="b", option="not-voting")]},
            "result unknown; by voter: 3 yes, 1 not voting",
        ),
        ({"yes": 5, "votes": [nm.Vote(voter="a", option="yes")]}, "result unknown, 5 yes"),
        ({"yes": 0, "no": 0}, "result unknown, 0 to 0"),
        ({"yes": 0}, "result unknown, 0 yes"),
    ],
)
def test_a_vote_event_tells_every_count(counts: dict[str, Any], expected: str) -> None:
    assert str(nm.VoteEvent(**counts)) == expected


def test_a_vote_tells_its_weight() -> None:
    assert str(nm.Vote(voter="chapter", option="no", weight=12)) == "chapter: no (weight 12)"


@pytest.mark.parametrize("fields", [{}, {"citation": " "}])
def test_a_legal_basis_names_a_law(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="needs a citation or a law"):
        nm.LegalBasis(**fields)


def test_a_legal_basis_reads_as_it_is_cited_or_as_its_law() -> None:
    assert str(nm.LegalBasis(citation="2 N.N.C. § 1005", law="code")) == "2 N.N.C. § 1005"
    assert str(nm.LegalBasis(law="code")) == "code"
