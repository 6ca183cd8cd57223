"""Provisions as sentences, and their deadlines."""

from typing import Any

import pytest

import nmpolicy as nm
from nmpolicy.errors import InvalidValueError


def sentence(**fields: Any) -> str:
    return str(nm.Provision(id="eo.a", instrument="eo", **{"kind": "regulative", **fields}))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"bearer_text": "city staff", "deontic": ["obligation"], "aim": "report", "direct_object": "any raid"}, "City staff MUST report any raid"),
        ({"bearers": ["a", "b"], "deontic": ["prohibition"], "aim": "help", "exceptions": ["unless a court asks"]}, "a, b MUST NOT help, unless a court asks"),
        ({"bearer_text": "ÉMT", "deontic": ["permission"], "aim": "act", "conditions": ["when asked", "if able"]}, "ÉMT MAY act when asked and if able"),
        ({"bearer_text": "the clerk", "deontic": ["permission", "obligation"], "aim": "send", "direct_object": "a copy", "indirect_object": "the public"}, "The clerk MAY AND MUST send a copy to the public"),
        ({"bearer_text": "residents", "deontic": ["right"], "aim": "see it", "or_else": "a fine"}, "Residents MAY BY RIGHT see it, or else a fine"),
        ({"bearer_text": "staff", "deontic": ["recommendation"], "aim": "act", "deadline": nm.Deadline(within="P30D", after="signed")}, "Staff SHOULD act within 30 days of being signed"),
        ({"bearer_text": "staff", "deontic": ["obligation"], "aim": "report", "recurrence": "FREQ=MONTHLY"}, "Staff MUST report every month"),
        ({"bearer_text": "staff", "aim": "report", "recurrence": "FREQ=MONTHLY;COUNT=2"}, "Staff report (FREQ=MONTHLY;COUNT=2)"),
        ({"bearer_text": "staff", "aim": "act", "deadline": nm.Deadline(within="P1Y2W", after="issued")}, "Staff act within 1 year 2 weeks of being issued"),
        ({"kind": "constitutive"}, "(not stated)"),
        ({"aim": "report", "deontic": ["obligation"]}, "(bearer not stated) MUST report"),
        ({"kind": "constitutive", "constituted_entity": "the city", "constitutive_function": "is", "constituting_properties": ["a refuge", "open"]}, "The city IS a refuge, open"),
    ],
)  # fmt: skip
def test_a_provision_reads_as_a_sentence(fields: dict[str, Any], expected: str) -> None:
    assert sentence(**fields) == expected


@pytest.mark.parametrize(
    "fields", [{}, {"within": "P30D"}, {"after": "signed"}, {"date": "2025", "within": "P30D", "after": "signed"}]
)
def test_what_is_no_deadline_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="either a date"):
        nm.Deadline(**fields)
