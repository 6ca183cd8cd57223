"""The tutorial: its questions, options and blocks of JSON make the draft that its commands go on with."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import nmpolicy as nm
from command_line import run
from pseudo_terminal import run_on_a_terminal

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples" / "first-order"
PAGE = (ROOT / "docs" / "tutorials" / "first-order.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    """The blocks of the page in a language, in their order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def started(path: Path) -> dict[str, Any]:
    """Return the collection that the options on the page make."""
    (line,) = re.findall(r"^\$ nmpolicy new (.*)$", "".join(blocks("console")), re.MULTILINE)
    _, *options = shlex.split(line)
    assert run("new", str(path), *options)[0] == 0
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return document


def test_the_page_shows_the_story() -> None:
    shown = re.sub(r"^> ?", "", "\n".join(re.findall(r"^>.*$", PAGE, re.MULTILINE)), flags=re.MULTILINE)
    assert shown.replace("**", "").split() == (FOLDER / "story.txt").read_text("utf-8").split()


def test_the_questions_make_the_same_file_as_the_options(tmp_path: Path) -> None:
    _, _, conversation = blocks("text")[0].partition("\n")
    answers = [line.rpartition(":")[2].strip() for line in conversation.splitlines()[2:]]
    code, shown = run_on_a_terminal("new", "asked.json", typed="\n".join([*answers, ""]), folder=tmp_path)
    assert code == 0
    assert [line.rstrip() for line in shown.partition("Wrote")[0].splitlines()] == conversation.splitlines()
    assert json.loads((tmp_path / "asked.json").read_bytes()) == started(tmp_path / "given.json")


def test_the_blocks_make_the_draft(tmp_path: Path) -> None:
    document = started(tmp_path / "order.json")
    for block in blocks("json"):
        for table, records in json.loads(block).items():
            by_id = {record["id"]: record for record in [*document.get(table, ()), *records]}
            document[table] = [*by_id.values()]
    assert nm.loads(json.dumps(document)) == nm.load(FOLDER / "draft.json")


def test_the_draft_names_a_schema_that_is_there() -> None:
    schema = FOLDER / nm.load(FOLDER / "draft.json").schema
    assert schema.resolve() == ROOT / "src" / "nmpolicy" / "serialization" / "collection.schema.json"
