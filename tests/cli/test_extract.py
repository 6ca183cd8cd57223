"""The command `text`, and the messages of `anchor` and `verify` on a file that is not plain text."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

import nmpolicy as nm
from command_line import command, run
from nmpolicy.cli.main import main
from nmpolicy.cli.terminal import emit_document

PAGE = b"<!doctype html><nav>Home</nav><main><h1>Caf\xc3\xa9</h1><p hidden>No<p>Signed<sup>1</sup>.</main><footer>Us</footer>"


def test_the_text_goes_to_standard_output_and_the_report_to_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE)
    done = command("text", str(path), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout) == (0, "Café\n\nSigned¹.\n")
    assert done.stderr.encode("ascii", "replace").decode().splitlines()[0] == "HTML page: 2 paragraphs, 2 words."
    result = CliRunner().invoke(main, ["text", "-"], input=PAGE)
    assert result.stderr.splitlines() == [
        "HTML page: 2 paragraphs, 2 words.",
        "Left out: hidden parts (1): “No”",
        "Left out: navigation (1): “Home”",
        "Left out: text outside <main> (1): “Us”",
        "To keep navigation, hidden parts and the text outside the main content, add",
        "    --whole-page.",
    ]
    result = CliRunner().invoke(main, ["text", "--whole-page", "-"], input=PAGE)
    assert result.stdout == "Home\n\nCafé\n\nNo\n\nSigned¹.\n\nUs\n"
    assert result.stderr == "HTML page: 5 paragraphs, 5 words.\n"


def test_long_lists_of_what_was_left_out_are_cut() -> None:
    page = b"<html>" + b"".join(b"<nav>Part %d</nav>" % n for n in range(12)) + b"x"
    shown = " ".join(CliRunner().invoke(main, ["text", "-"], input=page).stderr.split())
    assert "Left out: navigation (12): “Part 0”; " in shown
    assert "; “Part 9”; and 2 more" in shown


def test_plain_text_passes_through() -> None:
    result = CliRunner().invoke(main, ["text", "-"], input=b"One\r\ntwo")
    assert result.stdout_bytes == b"One\r\ntwo"
    assert " ".join(result.stderr.split()) == (
        "Note: the file is plain text already, and was not changed. Note: the text has no blank lines, so it is one"
        " paragraph of 2 lines; put a blank line between paragraphs."
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "a.pdf: it is empty; save or download it again"),
        (b"\x89PNG\r\n", "a.pdf: it is a picture, which cannot be read; make a PDF with its text"),
        (b"%PDF-1.7 x", "a.pdf: it is damaged"),
        (None, "a.pdf: the file cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    if data is not None:
        path.write_bytes(data)
    code, shown = run("text", str(path))
    assert code == 2
    assert words in " ".join(shown.split())


def test_a_web_address_is_not_a_file() -> None:
    code, shown = run("text", "https://example.org/order?id=1")
    assert (code, " ".join(shown.split())) == (
        2,
        "Error: https://example.org/order?id=1: this is a web address; save the page in a browser, and name the file",
    )


def test_control_characters_cannot_reach_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setitem(sys.modules, "rich.console", None)
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    emit_document("One\x1b[2J\n  two\ta  b\n")
    assert terminal.getvalue() == "One\\u001b[2J\n  two\ta  b\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 100_000, "utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603  # our own command
            [sys.executable, "-m", "nmpolicy", "text", str(path)], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, b"the output cannot be written: No space left" in done.stderr) == (2, True)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Return a file with a quote from the source `a`."""
    mayor = nm.Person(id="mayor", evidence=[nm.Evidence(source="a", quote="The mayor signed")])
    path = tmp_path / "draft.json"
    nm.dump(nm.Collection(id="demo", title="T").add(nm.Source(id="a", kind="other", title="A"), mayor), path)
    return path


@pytest.mark.parametrize("checking", ["verify", "anchor"])
def test_other_commands_say_how_to_make_a_text_file(checking: str, draft: Path, tmp_path: Path) -> None:
    page, image = tmp_path / "a story.html", tmp_path / "b.txt"
    page.write_bytes(PAGE)
    image.write_bytes(b"\x89PNG\r\n")
    code, shown = run(checking, str(draft), "--text", f"a={page}")
    assert (code, " ".join(shown.split()).removeprefix("Error: ")) == (
        2,
        f"{page} is not plain text: it is an HTML page; run `nmpolicy text '{page}' >article.txt`, and name article.txt",
    )
    code, shown = run(checking, str(draft), "--text", f"a={image}")
    assert (code, "it is a picture, which cannot be read; make a PDF" in " ".join(shown.split())) == (2, True)


@pytest.mark.parametrize("checking", ["verify", "anchor"])
def test_a_page_in_a_folder_of_texts_gives_its_name_to_its_text(checking: str, draft: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    text = folder / "a.txt"
    text.write_bytes(PAGE)
    code, shown = run(checking, str(draft), "--texts", str(folder))
    assert (code, " ".join(shown.split()).removeprefix("Error: ")) == (
        2,
        f"{text} is not plain text: it is an HTML page; rename it, and run `nmpolicy text RENAMED >{text}`",
    )


def test_other_commands_warn_of_a_text_that_is_one_paragraph(draft: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The mayor\n\nsigned it.\n", "utf-8")
    arguments = ["anchor", str(draft), "--text", f"a={path}"]
    assert CliRunner().invoke(main, arguments).stderr == ""
    path.write_text("The mayor\nsigned it.\n", "utf-8")
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert " ".join(result.stderr.split()) == (
        f"{path}: the text has no blank lines, so it is one paragraph of 2 lines; put a blank line between paragraphs"
    )
