"""Instruments: their latest milestone and stage, and their authorities."""

from typing import Any

import nmpolicy as nm


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
