"""Control characters in names, paths, texts and arguments: no command prints them, in any format."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

import nmpolicy as nm
from command_line import FAULTY
from each_case import each_case
from each_command import arguments, each_command, run_here
from nmpolicy.records.base import Part
from nmpolicy.records.traversal import with_values
from nmpolicy.vocabulary.extra import Extra
from small_collections import few_records

#: An escape that titles a window, a bell, marks that turn the direction, line breaks, and a command to GitHub.
HOSTILE = "\x1b]0;x\x07\x9b31m\u202e\u2066\n::error::pwned\r\x85\u2028##[error]\ufffe\U000e0001\x7f"
COMMANDS = [*each_command()]
#: Categories of characters that do not print.
NOT_PRINTING = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
COLOR = re.compile(r"\x1b\[[0-9;]*m")
PROGRESS = re.compile(r"\r\x1b\[\?25l[\w ]+\[[-#]*\] +[0-9]+%|\x1b\[\?25h")
#: Commands whose standard output becomes a file, which has every character as it is, except on a terminal.
DOCUMENTS = {"export", "fmt", "import", "new", "schema", "text"}


def hostile(collection: nm.Collection) -> nm.Collection:
    """Return a collection with the characters in every text."""
    functions: dict[Any, Any] = {
        str: lambda text: f"{text} {HOSTILE}",
        Extra: lambda extra: Extra({f"{key} {HOSTILE}": [HOSTILE, value] for key, value in extra.items()}),
        Part: lambda part: with_values(part, kind, functions),
    }
    records = (with_values(each, kind, functions) for each in collection)
    return nm.Collection.of(records, id=collection.id, title=HOSTILE)


def kind(item: Any) -> Any:
    return Part if isinstance(item, type) and issubclass(item, Part) else item if item in {str, Extra} else None


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Make a folder with files that the commands read, and name them by the names of the parameters."""
    folder = tmp_path_factory.mktemp("hostile") / HOSTILE
    folder.mkdir()
    collection = hostile(few_records(nm.load_dataset(nm.datasets()[0])))
    nm.dump(collection, folder / "new.json", unknown="keep")
    nm.dump(hostile(nm.load(FAULTY)), folder / "old.json", unknown="keep")
    (folder / "a.txt").write_text(f"{HOSTILE}\n\nOne.\n", "utf-8")
    file = str(folder / "new.json")
    same = dict.fromkeys(("file", "files", "arguments", "new", "ours", "inputs", "source"), file)
    old = str(folder / "old.json")
    return same | {
        "old": old, "theirs": old, "id": collection.orders[0].id, "name": collection.people[0].id, "code": "NMP101",
        "first": "2025", "last": "2026", "output": str(folder / "out"),
        "text": f"{collection.sources[0].id}={folder / 'a.txt'}",
    }  # fmt: skip


def check(line: list[str], shown: bytes, *, document: bool = False) -> None:
    text = PROGRESS.sub("", COLOR.sub("", shown.decode()))
    for character in set(text) - {"\n"}:
        assert unicodedata.category(character) not in NOT_PRINTING, (line, ascii(character), text)
    if "github" not in line and not document:
        assert not re.search(r"^ *::|##\[", text, re.MULTILINE), (line, text)


def right(values: dict[str, str], names: tuple[str, ...], command: click.Command, *more: str) -> list[str]:
    """Return a command line that is right, with more options."""
    extra = {"anchor": ["--text", values["text"]], "verify": ["--text", values["text"]], "merge": ["-o", "-"]}
    return arguments(names, command, values, *extra.get(names[0], ()), *more)


def lines(values: dict[str, str], names: tuple[str, ...], command: click.Command) -> Iterator[list[str]]:
    """Yield command lines with hostile words in each place."""
    for each in command.params:
        if isinstance(each, click.Argument):
            yield right(values | {str(each.name): HOSTILE}, names, command)
        elif isinstance(each, click.Option) and not each.is_flag:
            yield right(values, names, command, each.opts[-1], HOSTILE)
    yield right(values, names, command, f"--{HOSTILE}")
    yield [*right(values, names, command), HOSTILE, HOSTILE]


def right_lines(values: dict[str, str], names: tuple[str, ...], command: click.Command) -> Iterator[list[str]]:
    """Yield command lines that are right, with each choice of each option."""
    yield right(values, names, command)
    for each in command.params:
        for choice in each.type.choices if isinstance(each.type, click.Choice) else ():
            yield right(values, names, command, each.opts[-1], choice)


@each_case("names, command", COMMANDS, ids=lambda each: each)
def test_no_command_prints_control_characters(
    names: tuple[str, ...],
    command: click.Command,
    values: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.chdir(tmp_path)
    for line in lines(values, names, command):
        code, out, err = run_here(line, terminal=True)
        assert code in {0, 1, 2}, (line, err)
        check(line, out + err)
    for line in right_lines(values, names, command):
        code, out, err = run_here(line)
        is_document = names[0] in DOCUMENTS or (names[0] == "merge" and code == 0)
        check(line, b"".join(run_here(line, terminal=True)[1:]), document=is_document)
        check(line, err)
        if not is_document:
            check(line, out)
        if not is_document and line[1:2] == ["--format"] and line[2] in {"json", "sarif"} and code != 2:
            assert "\\ud800" not in out.decode()
            json.loads(out)
