"""The guide to the fields: its blocks make one collection, which loads, is free of errors, and answers as it says."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import nmpolicy as nm

PAGE = Path(__file__).parents[1] / "docs" / "recording.md"


@pytest.fixture(scope="module")
def riverton() -> nm.Collection:
    document: dict[str, Any] = {}
    for block in re.findall(r"^```json\n(.*?)^```$", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE):
        for key, value in json.loads(block).items():
            document[key] = [*document.get(key, ()), *value] if isinstance(value, list) else value
    return nm.loads(json.dumps(document))


def test_its_blocks_make_a_collection_without_errors_or_warnings(riverton: nm.Collection) -> None:
    assert [str(problem) for problem in nm.validate(riverton).problems] == []
