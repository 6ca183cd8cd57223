"""Hypothesis profiles, fixtures, and the examples in the documentation, which are run as they are printed."""

import doctest
import gc
import linecache
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import settings
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer
from sybil.parsers.rest import DocTestParser
from sybil.typing import Parser

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.rules.registry import Rule, all_rules

ROOT = Path(__file__).parent


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let the garbage collector skip the collected tests. They all stay alive, and it took a tenth of the time."""
    gc.disable()
    result = yield
    gc.collect()  # a replaced class is still among the subclasses of its base until then
    gc.freeze()
    gc.enable()
    return result


# A shell lets what it runs in the background ignore an interrupt, and so would the commands that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Its scripts import programs that only `make consumers` installs.
collect_ignore = ["tests/consumers"]
settings.register_profile("default", deadline=None, max_examples=50)
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))


def copy_rules(monkeypatch: pytest.MonkeyPatch) -> dict[str, Rule]:
    """Replace the registered rules by a copy until the patch is undone, so that no rule added meanwhile remains."""
    copied = {rule.code: rule for rule in all_rules()}
    monkeypatch.setattr("nmpolicy.rules.registry._rules", copied)
    return copied


@pytest.fixture(autouse=True)
def rules(monkeypatch: pytest.MonkeyPatch) -> dict[str, Rule]:
    """Return the registered rules by code. Rules that a test adds are gone after it."""
    return copy_rules(monkeypatch)


@pytest.fixture(scope="session")
def albuquerque() -> nm.Collection:
    """Return the bundled data set."""
    return nm.load_dataset("albuquerque-immigrant-friendly-2025")


@pytest.fixture
def spoiled(albuquerque: nm.Collection, tmp_path: Path) -> Path:
    """The data set with its order's authority removed."""
    path = tmp_path / "spoiled.json"
    nm.dump(albuquerque.replace(attrs.evolve(albuquerque.orders[0], issued_by=())), path)
    return path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The `pyproject.toml` of a project, whose `data` folder is the current one."""
    folder = tmp_path / "project" / "data"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder.parent / "pyproject.toml"


def run_console(example: Example) -> str | None:
    """Run each `$` line of a block, and compare the output with the lines after it; `...` skips some."""
    for shown in re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)[1:]:
        command, _, expected = shown.partition("\n")
        needs_shell = not command.startswith("nmpolicy ") or any(each in command for each in "|&;<>*$`\\")
        printed = run_in_shell(command) if needs_shell else run_here(command)
        if not doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS):
            return f"{command!r} printed:\n{printed}"
    return None


def run_here(command: str) -> str:
    """Run our command in this process, which is much faster than to start a new one."""
    return CliRunner().invoke(main, shlex.split(command)[1:], env={"COLUMNS": "80"}, catch_exceptions=False).output


def run_in_shell(command: str) -> str:
    """Run a command in a shell, as a reader would."""
    done = subprocess.run(  # noqa: S602  # a reader would run it in a shell
        command,
        shell=True,
        env={
            # Measuring coverage would print warnings of its own.
            **{name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")},
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "COLUMNS": "80",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def save_block(example: Example) -> str | None:
    """Save a block whose first line has `title="FILE"` as that file, or make the change that a diff shows in it."""
    file = Path(example.region.lexemes["file"])
    if example.region.lexemes["language"] != "diff":
        file.write_text(example.parsed, "utf-8")
        return None
    lines = example.parsed.splitlines()
    old, new = ("\n".join(line[1:] for line in lines if line.startswith(sign)) for sign in "-+")
    text = file.read_text("utf-8")
    if text.count(old) != 1:
        return f"{file} has these lines {text.count(old)} times, not once:\n{old}"
    file.write_text(text.replace(old, new), "utf-8")
    return None


def parse_titled_blocks(document: Document) -> Iterator[Region]:
    """Find the blocks that a reader saves as files."""
    lexer = RawFencedCodeBlockLexer(re.compile(r'(?P<language>\w+) title="(?P<file>[^"]+)"\n'))
    for region in lexer(document):
        yield Region(region.start, region.end, region.lexemes["source"], save_block, region.lexemes)


page_patch = pytest.MonkeyPatch()
page_folders: list[tempfile.TemporaryDirectory[str]] = []


def begin_page(_names: dict[str, object]) -> None:
    """Copy the rules, because the examples of a page may add some, and run them in the root of the repository."""
    linecache.clearcache()  # doctest looks on the disk for changes of all files in it, before each example
    copy_rules(page_patch)
    page_patch.chdir(ROOT)


def begin_tutorial(names: dict[str, object]) -> None:
    """Run the examples of a tutorial in an empty folder, as a reader does."""
    begin_page(names)
    page_folders.append(tempfile.TemporaryDirectory())
    page_patch.chdir(page_folders[-1].name)


def end_page(_names: dict[str, object]) -> None:
    """Undo what the examples of a page changed."""
    page_patch.undo()
    while page_folders:
        page_folders.pop().cleanup()


page_parsers: list[Parser] = [
    DocTestParser(doctest.ELLIPSIS),
    PythonCodeBlockParser(),
    CodeBlockParser("console", run_console),
]
pages = Sybil(
    page_parsers,
    patterns=["docs/*.md", "docs/*/*.md"],
    excludes=["docs/tutorials/*.md", "docs/how-to/publish-compilation.md"],
    setup=begin_page,
    teardown=end_page,
)
tutorials = Sybil(
    [*page_parsers, parse_titled_blocks],
    patterns=["README.md", "docs/tutorials/*.md", "docs/how-to/publish-compilation.md"],
    setup=begin_tutorial,
    teardown=end_page,
)
pytest_collect_file = (pages + tutorials).pytest()
