"""The plain text of any file: what is read, what passes through, and what is refused."""

import sys
from pathlib import Path

import pytest
from written_files import at, docx, odt, pdf

from each_case import each_case
from nmpolicy.errors import ExtractionError
from nmpolicy.installation import how_to_install
from nmpolicy.plain_text.detection import DocumentKind
from nmpolicy.plain_text.extraction import extract_text, one_paragraph, refusal

NOT_CHANGED = "the file is plain text already, and was not changed"


@pytest.mark.parametrize("text", ["One\r\n\r\nTwo  \n", "# A heading\n\n> quoted *text*", "\ufeffOne", "x"])
def test_plain_text_is_not_changed(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())
    found = extract_text(path)
    assert (found.text, found.kind, found.omissions, found.notices) == (text, None, (), (NOT_CHANGED,))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_becomes_utf_8(encoding: str) -> None:
    found = extract_text("\ufeffBogotá".encode(encoding))
    assert (found.text, found.notices) == (
        "Bogotá",
        ("the file is plain text in UTF-16; it was changed to UTF-8, and nothing else",),
    )


def test_other_encodings_are_refused() -> None:
    with pytest.raises(ExtractionError, match="plain text, but not in UTF-8; if it is Windows-1252, convert it with"):
        extract_text(b"Bogot\xe1")


@pytest.mark.parametrize("data", [b"", b" \n\t"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ExtractionError, match="it is empty; save or download it again"):
        extract_text(data)


def test_a_missing_file_raises_the_usual_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        extract_text(tmp_path / "a.txt")


def test_the_content_decides_and_only_a_bare_page_is_known_by_its_name(tmp_path: Path) -> None:
    for name, data in (("a.txt", docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>")), ("b", odt("<text:p>x</text:p>"))):
        (tmp_path / name).write_bytes(data)
        assert extract_text(tmp_path / name).text == "x\n"
    (tmp_path / "a.html").write_bytes(b"One <b>two")
    assert extract_text(str(tmp_path / "a.html")).text == "One two\n"
    assert extract_text(b"One <b>two").text == "One <b>two"


def test_other_kinds_are_refused_with_advice() -> None:
    readable = {DocumentKind.HTML, DocumentKind.PDF, DocumentKind.WORD, DocumentKind.OPEN_DOCUMENT}
    assert {kind for kind in DocumentKind if refusal(kind) is None} == readable
    with pytest.raises(ExtractionError, match=r"it is an RTF file, which cannot be read; convert it with `soffice "):
        extract_text(b"{\\rtf1 x}")


@pytest.mark.parametrize(
    ("module", "data", "phrase"),
    [("selectolax.lexbor", b"<html>x", "an HTML page"), ("pypdfium2", pdf(at(1, 1, "x")), "a PDF file")],
)
def test_without_the_extra_the_error_says_how_to_install_it(
    module: str, data: bytes, phrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ExtractionError) as raised:
        extract_text(data)
    assert str(raised.value) == f"reading {phrase} needs an extra; {how_to_install('text')}"


@each_case(
    ("text", "warned"),
    [
        ("", False),
        ("One", False),
        ("One\n", False),
        ("One\n\nTwo", False),
        ("One\n \nTwo", False),
        ("One\nTwo\n", True),
    ],
)
def test_lines_without_a_blank_line_are_one_paragraph(text: str, warned: bool) -> None:  # noqa: FBT001
    assert (one_paragraph(text) is not None) is warned


def test_the_warning_is_one_of_the_notices() -> None:
    assert extract_text(b"One\ntwo\nthree").notices == (
        NOT_CHANGED,
        "the text has no blank lines, so it is one paragraph of 3 lines; put a blank line between paragraphs",
    )


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="not a Linux system")
def test_a_file_that_cannot_be_read_to_its_end_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="Input/output error"):
        extract_text("/proc/self/mem")
