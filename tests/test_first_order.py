"""The two first tutorials: both make the records of the example draft, and the same page."""

import json
import re
import shlex
from pathlib import Path

import attrs
import pytest

import nmpolicy as nm
from command_line import run
from pseudo_terminal import run_on_a_terminal

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "first-order"
SOURCE = "news-article-2026-03-13"
TUTORIALS = ROOT / "docs" / "tutorials"
COMMANDS = (TUTORIALS / "first-order.md").read_text("utf-8")
EDITORS = (ROOT / "docs" / "how-to" / "editors.md").read_text("utf-8")
SCRIPT = (TUTORIALS / "first-order-in-python.md").read_text("utf-8")


def blocks(page: str, opening: str) -> list[str]:
    """Return the blocks of a page with this opening line, in their order."""
    return re.findall(rf"^```{re.escape(opening)}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", [COMMANDS, SCRIPT])
def test_a_tutorial_shows_the_story(page: str) -> None:
    assert blocks(page, f'text title="{SOURCE}.txt"') == [(FOLDER / "story.txt").read_text("utf-8")]


def test_the_file_to_paste_is_the_draft() -> None:
    (text,) = blocks(COMMANDS, 'json title="order.json"')
    assert nm.loads(text) == nm.load(FOLDER / "draft.json")


def test_the_questions_on_the_page_about_editors_make_the_same_start_as_the_options(tmp_path: Path) -> None:
    (line,) = re.findall(r"^\$ nmpolicy new (.*)$", COMMANDS, re.MULTILINE)
    _, *options = shlex.split(line)
    assert run("new", str(tmp_path / "given.json"), *options)[0] == 0
    _, _, conversation = blocks(EDITORS, "text")[0].partition("\n")
    answers = [re.split(r":(?: |$)", line)[-1] for line in conversation.splitlines()[2:]]
    code, shown = run_on_a_terminal("new", "asked.json", typed="\n".join([*answers, ""]), folder=tmp_path)
    assert code == 0
    assert [line.rstrip() for line in shown.partition("Wrote")[0].splitlines()] == conversation.splitlines()
    assert nm.load(tmp_path / "asked.json") == nm.load(tmp_path / "given.json")


def test_the_script_makes_the_same_file_and_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    story = (FOLDER / "story.txt").read_text("utf-8")
    Path(f"{SOURCE}.txt").write_text(story, "utf-8")
    exec("".join(blocks(SCRIPT, "python")), {})  # noqa: S102  # the script of our own page
    text = (FOLDER / "draft.json").read_text("utf-8").replace("busineses", "businesses")
    expected = attrs.evolve(nm.anchor_quotes(nm.loads(text), {SOURCE: story}).collection, schema="")
    assert nm.load("order.json") == expected.sorted()
    assert run("fmt", "--check", "order.json")[0] == 0
    assert Path("page.html").read_text("utf-8") == nm.report.to_html(expected, on="2026-07-01")


def test_the_draft_names_a_schema_that_is_there() -> None:
    schema = FOLDER / json.loads((FOLDER / "draft.json").read_bytes())["$schema"]
    assert schema.resolve() == ROOT / "src" / "nmpolicy" / "serialization" / "collection.schema.json"
