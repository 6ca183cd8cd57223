"""Files that are not JSON, where JSON is expected."""

from io import BytesIO

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.input_files import read_json

CSV = "this is a CSV file, not {}; import it with `nmpolicy import csv`, which drafts a mapping of its columns"
HTML = "this is an HTML page, not {}; download the data itself, not a page that shows it"


@each_case(
    ("data", "message"),
    [
        (b"Number,Title\n1,Noise\n", CSV),
        (b"1,Noise\n2,Parks\n", CSV),
        (b"<!doctype html>\n<title>Not found</title>", HTML),
        (b"<html>\xe9</html>", HTML),
        (b"<?xml version='1.0'?><feed/>", "this is an XML file, not {}; name a file of JSON"),
        (b"%PDF-1.4\n\xe2", "this is a PDF file, not {}; name a file of JSON"),
        (b"\x1f\x8b\x08", "this is a ZIP file or another archive, not {}; decompress it"),
        (b"SQLite format 3\0\xff", "this is an SQLite database, not {}; `nmpolicy import sqlite` reads"),
        (b'{"id": 1,}', "this is not JSON: "),
        (b"Ordinances", "this is not JSON: a value is expected here"),
        (b"\xe9", "the byte 0xe9 is not UTF-8"),
    ],
)
def test_the_message_says_what_a_file_is_instead(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError) as raised:
        nm.loads(data)
    assert message.format("a collection") in str(raised.value)
    with pytest.raises(UnreadableDocumentError) as raised:
        read_json(BytesIO(data))
    assert message.format("JSON") in str(raised.value)


def test_an_empty_file() -> None:
    with pytest.raises(UnreadableDocumentError, match="the text is empty; a collection starts with"):
        nm.loads(b" ")
    with pytest.raises(UnreadableDocumentError, match="the file is empty; download or save it again"):
        read_json(BytesIO(b""))
