"""Printing to terminals, pipes and closed streams."""

import errno
import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

import nmpolicy as nm
from command_line import command, run
from nmpolicy.cli.main import main
from nmpolicy.cli.terminal import CommandError, columns, emit, emit_document, wrapped
from nmpolicy.problems import printable


def on_a_terminal(text: str) -> str:
    try:
        leader, follower = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine gives no terminal: {error}")
    with os.fdopen(follower, "w", encoding="utf-8") as stream:
        emit(text, stream)
        stream.flush()
        shown = os.read(leader, 10_000)
    os.close(leader)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_color_and_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"TERM": "xterm-256color", "NO_COLOR": "", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    shown = on_a_terminal("A title\n=======\n\n    - City staff MUST report [bold]all[/bold]")
    assert "\x1b[1;36mMUST\x1b[0m" in shown
    assert "[bold]all[/bold]" in shown


def test_without_rich_a_terminal_shows_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert on_a_terminal("City staff MUST report") == "City staff MUST report\n"


def test_text_is_made_safe_and_wrapped() -> None:
    assert printable("a\tb\nc\x07\u202ed") == "a b c\\x07\\u202ed"
    assert wrapped("word " * 30, 2, 2).splitlines()[1].startswith("    word")
    assert list(columns([("2025", "A vote"), ("2025-07-19 to 2025-07-20", "A march")])) == [
        "2025        A vote",
        "2025-07-19 to 2025-07-20\n            A march",
    ]


def test_a_terminal_without_unicode_gets_escapes() -> None:
    done = command("show", "--bundled", "albuquerque", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Ra\\xfal Torrez" in done.stdout


def test_a_pipe_closed_early_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(  # our own command
        [sys.executable, "-m", "nmpolicy", "show", "--bundled", "albuquerque"],
        stdout=writer,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("show --bundled albuquerque >&-", 2, "it is closed"),
        ("show - <&-", 2, "the text is empty"),
        ("validate - <&-", 2, "the text is empty"),
    ],
)
def test_a_closed_stream_is_an_error_of_one_line(line: str, code: int, words: str) -> None:
    done = subprocess.run(  # noqa: S602  # a shell closes it
        f"{sys.executable} -m nmpolicy {line}", shell=True, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_with_standard_error_closed_nothing_else_is_in_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    line = f"{sys.executable} -m nmpolicy export json --bundled albuquerque 0<&- 2>&- >{path}"
    done = subprocess.run(line, shell=True, capture_output=True, check=False)  # noqa: S602  # as above
    assert (done.returncode, done.stderr) == (0, b"")
    assert nm.load(path).orders


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no /dev/full")
@pytest.mark.parametrize("line", ["validate --bundled albuquerque", "--help", "--version", "show --help"])
def test_output_that_cannot_be_written_is_an_error_of_one_line(line: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-m", "nmpolicy", *line.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, "Error: the output cannot be written: No space left on device\n")


@pytest.mark.parametrize("line", ["--help", "find --help"])
def test_help_that_cannot_be_written_is_an_error(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("click.decorators.echo", fail)
    assert run(*line.split()) == (2, "Error: the output cannot be written: no space\n")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (FileNotFoundError(errno.ENOENT, "no such file", "a\x1b.json"), "a\\x1b.json: no such file"),
        (MemoryError(), "there is not enough memory; use smaller files or fewer --jobs"),
    ],
)
def test_other_errors_of_the_system_are_not_taken_for_one_of_the_output(
    error: Exception, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("click.decorators.echo", fail)
    assert run("--help") == (2, f"Error: {message}\n")
    with pytest.raises(type(error)):
        main(["--help"], standalone_mode=False)


def test_any_text_stream_can_be_printed_to(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    monkeypatch.setattr("sys.stdout", stream)
    emit("Raúl Torrez")
    emit_document("Raúl\x9b")
    assert stream.getvalue() == "Raúl Torrez\nRaúl\x9b"


class FullStream(StringIO):
    """A stream without a file, on a full disk."""

    def flush(self) -> None:
        raise OSError("no space")


def test_a_stream_without_a_file_fails_in_one_line() -> None:
    with pytest.raises(CommandError, match="the output cannot be written: no space"):
        emit("text", FullStream())


@pytest.mark.parametrize(
    "line", ["new - --kind bill --title Ü🏠 --id a", "fmt -", "merge - a.json -o -", "anchor - --text a=a.txt --write"]
)
def test_a_collection_on_standard_output_is_utf_8_in_any_locale(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = '{"id": "a", "kind": "other", "title": "Ü🏠"}'
    given = f'{{"nmpolicy": 1, "id": "a", "title": "Ü🏠", "sources": [{source}]}}'
    (tmp_path / "a.json").write_text(given, "utf-8")
    (tmp_path / "a.txt").write_text("One.\n\nTwo.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner(charset="ascii").invoke(main, line.split(), input=given.encode())
    assert (done.exit_code, '"title": "Ü🏠"' in done.stdout_bytes.decode()) == (0, True), done.stderr
