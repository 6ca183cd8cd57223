"""Evidence: what does not go together is refused, and a record's evidence is that of its parts."""

from typing import Any

import pytest

import nmpolicy as nm
from nmpolicy.errors import InvalidValueError


@pytest.mark.parametrize(
    "fields", [{"start": 1}, {"length": 1, "paragraph": 1}, {"start": 0, "length": 2}, {"paragraph": 0}]
)
def test_half_a_character_range_is_refused(fields: dict[str, int]) -> None:
    with pytest.raises(InvalidValueError, match="Evidence"):
        nm.Evidence(source="article", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("fields", [{"paragraph": 1, "start": 0, "length": 2}, {"digest": "0" * 64}])
def test_a_quote_is_refused_beside_an_anchor(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as raised:
        nm.Evidence(source="article", quote="signed", **fields)
    assert str(raised.value) == (
        "Evidence.quote: a quote is a draft of an anchor; remove the quote, or remove start, length and digest"
    )
    assert nm.Evidence(source="article", quote="signed", paragraph=3).quote == "signed"


def test_a_part_without_evidence_has_that_of_its_record() -> None:
    own, whole, dated, titled = (
        nm.Evidence(source=source, supports=supports)
        for source, supports in (("own", ()), ("whole", ()), ("dated", ["milestones"]), ("titled", ["title"]))
    )
    bare, sourced = nm.Milestone(stage="issued"), nm.Milestone(stage="signed", evidence=[own])
    order = nm.Order(id="eo", kind="other", title="T", milestones=[bare, sourced], evidence=[whole, dated, titled])
    assert order.evidence_for("milestones", bare) == (whole, dated)
    assert order.evidence_for("milestones", sourced) == (own,)
    assert order.evidence_for("vote_events", nm.VoteEvent()) == (whole,)
    assert order.evidence_for("legal_bases", nm.LegalBasis(citation="Charter")) == (whole,)
