"""The kind of a file, from its bytes."""

from written_files import docx, odt, pdf, zipped

from each_case import each_case
from nmpolicy.plain_text.detection import DocumentKind, TextKind, document_kind, file_kind

MHTML = b"From: <Saved by Blink>\r\nSubject: An order\r\n of the mayor\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"


@each_case(
    ("data", "kind"),
    [
        (b"", None),
        (b"The mayor signed it.", None),
        ("Марк".encode(), None),
        (b"# A heading\n\n> quoted", None),
        (b"<p align=center>A logo</p>\n\n# A heading\n\ntext", None),
        (b"<not html> but text", None),
        (b"a < b", None),
        (b"Use `<html>` there.", None),
        ("The mayor".encode("utf-16"), None),
        (b"<!DOCTYPE html>", DocumentKind.HTML),
        (b"\xef\xbb\xbf \n<!-- saved from -->\n<HTML lang=en>", DocumentKind.HTML),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC>", DocumentKind.HTML),
        ("<html>".encode("utf-16"), DocumentKind.HTML),
        (b"<div class=a>text</div>\n", DocumentKind.HTML),
        (b"<table><tr><td>x</table>", DocumentKind.HTML),
        (b"<?xml version='1.0'?><akomaNtoso/>", DocumentKind.XML),
        (pdf("x"), DocumentKind.PDF),
        (b"\n\n%PDF-1.4", DocumentKind.PDF),
        (docx(""), DocumentKind.WORD),
        (docx("")[:-30], DocumentKind.WORD),
        (odt(""), DocumentKind.OPEN_DOCUMENT),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text-template"}), DocumentKind.OPEN_DOCUMENT),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), DocumentKind.SPREADSHEET),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}), DocumentKind.PRESENTATION),
        (zipped({"mimetype": "application/epub+zip"}), DocumentKind.BOOK),
        (zipped({"xl/workbook.xml": ""}), DocumentKind.SPREADSHEET),
        (zipped({"ppt/presentation.xml": ""}), DocumentKind.PRESENTATION),
        (zipped({"Index/Document.iwa": ""}), DocumentKind.PAGES),
        (zipped({"a.txt": ""}), DocumentKind.ARCHIVE),
        (b"SQLite format 3\0\x10\0", DocumentKind.SQLITE),
        (b"PAR1\x15\x04", DocumentKind.PARQUET),
        (zipped({}), DocumentKind.ARCHIVE),
        (b"PK\x03\x04broken", DocumentKind.ARCHIVE),
        (b"\x1f\x8b\x08", DocumentKind.ARCHIVE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", DocumentKind.OLD_OFFICE),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), DocumentKind.ENCRYPTED_OFFICE),
        (b"{\\rtf1\\ansi", DocumentKind.RTF),
        (b"\x89PNG\r\n", DocumentKind.IMAGE),
        (b"\xff\xd8\xff\xe0", DocumentKind.IMAGE),
        (b"BM\x36\x10\0\0\0\0\0\0", DocumentKind.IMAGE),
        (b"BM signed it.", None),
        (b"A file begins with %PDF-1.7.", None),
        (b"junk\n%PDF-1.7\n1 0 obj\nendobj", DocumentKind.PDF),
        (b"RIFF0000WEBPVP8", DocumentKind.IMAGE),
        (b"\0\0\0\x18ftypheic", DocumentKind.IMAGE),
        (b"RIFF0000WAVE\0", DocumentKind.BINARY),
        (b"bplist00", DocumentKind.WEB_ARCHIVE),
        (MHTML, DocumentKind.WEB_ARCHIVE),
        (b"Note: a\nContent: b\n\nMore", None),
        (b"\x7fELF\0\0", DocumentKind.BINARY),
    ],
)
def test_the_kind_is_known_by_the_content(data: bytes, kind: DocumentKind | None) -> None:
    assert document_kind(data) is kind


def test_a_kind_has_an_article() -> None:
    assert DocumentKind.HTML.phrase == "an HTML page"
    assert {kind.phrase.split()[0] for kind in (DocumentKind.RTF, DocumentKind.XML, DocumentKind.OPEN_DOCUMENT)} == {
        "an"
    }
    assert {kind.phrase.split()[0] for kind in (DocumentKind.PDF, DocumentKind.WORD, DocumentKind.IMAGE)} == {"a"}


@each_case(
    ("data", "kind"),
    [
        (b"", TextKind.EMPTY),
        (b"\xef\xbb\xbf \n", TextKind.EMPTY),
        (bytes(100), TextKind.EMPTY),
        (b" " * 5000 + b"x", TextKind.TEXT),
        (b'\n{"a": 1}', TextKind.JSON),
        (b"[[1]]", TextKind.JSON),
        (b"[Number],[Title]\n1,Noise\n", TextKind.CSV),
        ("a;b\n1;2\n".encode("utf-16"), TextKind.CSV),
        (b"Title: Orders\nNumber,Title\n1,Noise\n2,Parks\n", TextKind.CSV),
        (b"a\tb\n1\t2", TextKind.CSV),
        (b"Number,Title\n" + b"1,A title of some length\n" * 1000, TextKind.CSV),
        (b"a,b", TextKind.CSV),
        (b"The mayor, who signed it.", TextKind.TEXT),
        (b"The mayor, who signed it.\n\nThe council met.\nIt voted.", TextKind.TEXT),
        (b'collection = {"a",\n"b",\n"c"}', TextKind.TEXT),
        (b"<feed xmlns='a'><entry/></feed>\n", DocumentKind.XML),
        (b"<?xml version='1.0'?><feed/>", DocumentKind.XML),
        (b"<html>", DocumentKind.HTML),
    ],
)
def test_kinds_of_text(data: bytes, kind: DocumentKind | TextKind) -> None:
    assert file_kind(data) is kind


def test_kinds_of_text_in_a_sentence() -> None:
    assert [kind.phrase for kind in TextKind] == ["an empty file", "a JSON file", "a CSV file", "a text file"]
