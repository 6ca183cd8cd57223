"""The answers of the Federal Register's API: accepted and refused shapes."""

from io import BytesIO
from pathlib import Path

import pytest

from each_case import each_case
from federal_register_samples import document, messages, page, read, stream
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.federal_register.register_import import read_federal_register

EXPECTED = "give the JSON of https://www.federalregister.gov/api/v1/documents.json"


def test_a_page_a_list_and_a_single_document() -> None:
    for value in (page(document(1)), [document(1)], document(1)):
        imported = read_federal_register(stream(value))
        assert ([each.id for each in imported.collection.orders], imported.problems) == (["us-eo-1"], ())


def test_several_files() -> None:
    given = read_federal_register(stream(page(document(1))), stream([document(2)]), stream(document(3)))
    assert [each.id for each in given.collection.orders] == ["us-eo-1", "us-eo-2", "us-eo-3"]


@each_case(
    ("content", "message"),
    [
        (b"citation,document_number\n74 FR 4669,E9-1712\n", "it is a CSV file, not JSON; give the JSON of https:"),
        (b"", "it is an empty file, not JSON; give"),
        (b"<html></html>", "it is an HTML page, not JSON; give"),
        (b'[{"document_number": "1", "filed_at": "2009-01-26"}]', "the documents are on public inspection and not yet"),
        (b'{"results": {"a": 1}}', "expected a list of documents, not an object"),
        (b'{"results": 5}', "expected a list of documents, not 5"),
        (b'{"title": 1}', "an object has neither a document_number nor an executive_order_number"),
        (b"[1", ""),
        (b'{"a": 1, "a": 2}', "duplicate"),
    ],
)
def test_other_files_are_refused(content: bytes, message: str) -> None:
    with pytest.raises(UnreadableDocumentError) as error:
        read_federal_register(BytesIO(content))
    assert message in str(error.value)
    assert error.value.path == "standard input"
    if message and message != "duplicate":
        assert EXPECTED in str(error.value)


def test_a_file_is_named_in_its_problems(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError) as error:
        read_federal_register(tmp_path / "missing.json")
    assert "missing.json" in str(error.value)
    (tmp_path / "page.json").write_bytes(b"\xef\xbb\xbf \n" + stream([document(1), 5]).getvalue())
    imported = read_federal_register(tmp_path / "page.json")
    assert [each.location for each in imported.problems] == ["page.json /1"]
    (tmp_path / "cut.json").write_bytes(b"[{")
    with pytest.raises(UnreadableDocumentError) as error:
        read_federal_register(tmp_path / "cut.json")
    assert error.value.path == "cut.json"


def test_what_is_no_document_is_reported() -> None:
    imported = read_federal_register(stream({"results": [document(1), 5, None, []]}))
    assert messages(imported) == [
        "5 is not a document; it is left out",
        "null is not a document; it is left out",
        "a list is not a document; it is left out",
    ]
    assert [each.pointer for each in imported.problems] == ["/results/1", "/results/2", "/results/3"]
    assert imported.left_out["documents"] == 3


def test_missing_pages_are_reported() -> None:
    description = "Documents signed by Barack Obama"
    one, two = (page(document(n), count=2, description=description) for n in (1, 2))
    imported = read_federal_register(stream(one))
    assert messages(imported) == ["the search found 2 documents, and its pages here have 1; give the other pages, too"]
    assert imported.problems[0].pointer == "/count"
    assert read_federal_register(stream(one), stream(two)).problems == ()
    other = page(*(document(n) for n in range(5, 9)), description="Documents signed by Joe Biden")
    assert messages(read_federal_register(stream(one), stream(other))) == messages(imported)


def test_copies_of_a_document_are_one() -> None:
    one, two = (
        document(10, notes="Amends: EO 5", pdf_url="a"),
        document(10, notes="Amends: EO 5\nRevokes: EO 6", pdf_url="b"),
    )
    for files in ((one, one), (one, two), (two, one)):
        imported = read_federal_register(*map(stream, files))
        assert [each.id for each in imported.collection.orders if each.identifiers] == ["us-eo-10"]
    assert len(imported.collection.relations) == 2
    assert imported.left_out == {"documents.pdf_url": 2}  # one that no field holds, and one that differs from it
    order = imported.collection["us-eo-10"]
    assert order.extra["x-other_disposition_notes"] == ("Amends: EO 5",)
    assert messages(imported) == [
        (
            "copies of the document differ here; 'Amends: EO 5\\nRevokes: EO 6' is used, and the rest is kept in"
            " x-other_disposition_notes"
        )
    ]
    again = read_federal_register(
        stream(two), stream(one), stream(one), stream(document(10, notes="Amends: EO 5", pdf_url="c"))
    )
    assert again.collection == imported.collection


def test_documents_without_a_number_of_their_own_are_told_apart_by_the_number_of_the_order() -> None:
    documents = [document(n, document_number=None) for n in (7653, 7652, 7652)]
    assert [each.id for each in read(*documents).collection.orders] == ["us-eo-7652", "us-eo-7653"]
