"""The page about other languages shows its programs as they are, and the answers that nmpolicy gives.

`tests/consumers/run` runs the programs.
"""

import re
from pathlib import Path

import pytest

import nmpolicy as nm
from five_questions import answers, other

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "how-to" / "other-languages.md").read_text("utf-8")
PROGRAMS = {
    path.name: path.read_text("utf-8") for path in (ROOT / "examples" / "consumers").iterdir() if path.is_file()
}


@pytest.mark.parametrize("block", re.findall(r"^```(?:ts|r|jq|sql)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
def test_a_block_of_code_is_part_of_a_program(block: str) -> None:
    assert any(block in program for program in PROGRAMS.values())


def test_the_page_shows_the_answers(albuquerque: nm.Collection) -> None:
    assert f"```text\n{answers(albuquerque).strip()}\n```" in PAGE


def test_the_other_collection_has_every_kind_of_answer() -> None:
    text = answers(other())
    assert all(f"- {answer}: " in text for answer in ("yes", "no", "not decided", "2025"))


def test_the_page_runs_every_program() -> None:
    for name in PROGRAMS:
        assert name in PAGE or name == "tsconfig.json"
