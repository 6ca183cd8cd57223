"""Naming a collection, and results as JSON."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from command_line import BUNDLED, FAULTY, run

import nmpolicy as nm
from nmpolicy.cli.options import plain_data


def test_a_result_is_plain_data() -> None:
    value: Any = nm.stances_by_actor(
        nm.Collection(
            id="demo", title="T", statements=[statement(stances=[nm.TargetStance(topic="x", stance="mixed")])]
        )
    )
    data = plain_data(value)
    assert data[0]["stated"][0]["stance"] == {"topic": "x", "stance": "mixed"}
    assert plain_data(date(2025, 7, 21)) == "2025-07-21"
