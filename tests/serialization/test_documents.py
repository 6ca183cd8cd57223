"""The layout of JSON: an indent, and one line for each piece of evidence."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.strategies import collections

#: Texts and unknown fields that look like a list of evidence.
ALIKE = '{\n  "evidence": [\n    {\n      "a": 1\n    }\n  ],\n}'
NESTED: dict[str, Any] = {"x-a": {"b": [1, {"evidence": [{"q": ALIKE}]}], "c": {}, "d": [[]]}}


def test_each_piece_of_evidence_has_one_line() -> None:
    evidence = nm.Evidence(source="s", quote=ALIKE, attributed_to=["a", "b"], supports=["name"], extra=NESTED)
    signed = nm.Milestone(stage="signed", evidence=[evidence])
    order = nm.Order(id="eo", kind="other", title=ALIKE, milestones=[signed], evidence=[nm.Evidence(source="s")] * 2)
    quote = json.dumps(ALIKE)
    nested = f'{{"b": [1, {{"evidence": [{{"q": {quote}}}]}}], "c": {{}}, "d": [[]]}}'
    assert nm.dumps(nm.Collection(id="demo", title="T", orders=[order])).splitlines()[8:24] == [
        f'      "title": {quote},',
        '      "milestones": [',
        "        {",
        '          "stage": "signed",',
        '          "evidence": [',
        f'            {{"source": "s", "quote": {quote}, "attributed_to": ["a", "b"], "supports": ["name"], "x-a": {nested}}}',
        "          ]",
        "        }",
        "      ],",
        '      "evidence": [',
        '        {"source": "s"},',
        '        {"source": "s"}',
        "      ]",
        "    }",
        "  ]",
        "}",
    ]


@given(collections(), st.sampled_from([0, 1, 2, 3, 16]))
def test_every_layout_has_the_same_content(collection: nm.Collection, indent: int) -> None:
    assert json.loads(nm.dumps(collection, indent=indent)) == json.loads(nm.dumps(collection, indent=None))


@each_case("indent", [0, 1, 2, 3, 16])
def test_content_that_looks_like_evidence_is_kept(indent: int) -> None:
    extra = {**NESTED, "x-evidence": [{"evidence": [{"a": 1, "b": [2]}, 5, ALIKE, None]}, {"evidence": []}]}
    evidence = nm.Evidence(source="s", quote=ALIKE, extra=NESTED)
    person = nm.Person(id="a", name=ALIKE, evidence=[evidence, evidence], extra=extra)
    collection = nm.Collection(id="demo", title=ALIKE, people=[person])
    assert nm.loads(nm.dumps(collection, indent=indent)) == collection
