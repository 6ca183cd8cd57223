"""The guide to the fields: its blocks make one collection, which loads, is free of errors, and answers as it says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import nmpolicy as nm

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "record.md"


@pytest.fixture(scope="module")
def riverton() -> nm.Collection:
    document: dict[str, Any] = {}
    for block in re.findall(r"^```json\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE):
        for key, value in json.loads(block).items():
            document[key] = [*document.get(key, ()), *value] if isinstance(value, list) else value
    return nm.loads(json.dumps(document))


def test_its_blocks_make_a_collection_without_errors_or_warnings(riverton: nm.Collection) -> None:
    assert [str(problem) for problem in nm.validate(riverton).problems] == []


@pytest.mark.parametrize(
    ("clause", "day", "answer"),
    [
        ("refund", "2026-02-03", True),
        ("meters", "2026-03-24", False),
        ("meters", "2026-03-25", True),
        ("meters", "2026-03-30", False),
        ("hydrants", "2026-04-30", True),
        ("hydrants", "2026-05-01", False),
        ("tests", "2026-05-01", True),
    ],
)
def test_its_clauses_are_in_force_on_the_days_it_says(
    riverton: nm.Collection, clause: str, day: str, answer: object
) -> None:
    assert nm.in_force(riverton, f"eo-2026-04.{clause}", day).answer is answer


def test_its_acts_are_due_on_the_days_it_says(riverton: nm.Collection) -> None:
    found = [(each.provision, str(each.first)) for each in nm.due(riverton, "2026-03-15", "2026-05-31")]
    assert found == [
        ("eo-2026-04.tests", "2026-04-01"),
        ("eo-2026-04.notice", "2026-04-10"),
        ("eo-2026-04.tests", "2026-05-01"),
    ]


@pytest.mark.parametrize(
    ("order", "day", "answer"),
    [
        ("police-decree", "2026-04-05", False),
        ("police-decree", "2026-04-06", True),
        ("jail-settlement", "2026-04-07", False),
        ("jail-settlement", "2026-04-08", False),
        ("eo-2026-07", "2026-04-19", True),
        ("eo-2026-07", "2026-04-20", False),
    ],
)
def test_its_agreements_and_its_contested_order_are_in_force_on_the_days_it_says(
    riverton: nm.Collection, order: str, day: str, answer: object
) -> None:
    assert nm.in_force(riverton, order, day).answer is answer


def test_a_ruling_recorded_once_is_one_entry_of_the_timeline_and_one_reason(riverton: nm.Collection) -> None:
    labels = [entry.label for entry in nm.timeline(riverton) if entry.when == "2026-04-20"]
    assert len([each for each in labels if "curfew" in each.lower()]) == 1
    assert len(nm.in_force(riverton, "eo-2026-07", "2026-04-21").reasons) == 1
