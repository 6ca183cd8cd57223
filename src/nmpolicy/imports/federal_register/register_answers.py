"""The answers of the Federal Register's API: their documents, each once, in an order that the files do not decide."""

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple

from attrs import define, field

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.input_files import Input, input_bytes, input_name, read_json, refuse
from nmpolicy.imports.input_items import InputItem, InputLog, plain
from nmpolicy.plain_text.detection import file_kind
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.values import describe

_EXPECTED = "the JSON of https://www.federalregister.gov/api/v1/documents.json"
#: Keys that only the API's answers about public inspection have.
_PUBLIC_INSPECTION = frozenset({"filed_at", "filing_type", "pdf_updated_at"})
_SIGNERS = re.compile(r"Documents signed by (?P<names>[^,]+?)(?:,| of type)")
#: Keys of a page that say nothing about its documents, besides those that are read.
_PAGING = ("count", "total_pages", "next_page_url", "previous_page_url", "results")

#: Keys in which copies should not differ. They often do in others, such as addresses: those are only counted.
_USED = frozenset(
    {
        *("citation", "correction_of", "disposition_notes", "effective_on", "executive_order_notes"),
        *("executive_order_number", "president", "presidential_document_number", "proclamation_number"),
        *("publication_date", "signing_date", "subtype", "title", "topics", "type"),
    }
)


class Document(NamedTuple):
    """A document, and what the answer that it comes from says about all of its documents."""

    item: InputItem
    """The document."""
    signer: str
    """The name of the president who signed all documents of the answer; empty if the answer does not say it."""


@define
class _Search:
    """A search whose results are spread over pages."""

    page: InputItem
    signer: str
    count: int = 0
    found: set[str] = field(factory=set)

    def report_missing_pages(self) -> None:
        """Report a search that found more documents than its pages hold."""
        if self.count > len(self.found):
            counts = f"the search found {self.count:,} documents, and its pages here have {len(self.found):,}"
            self.page.report(f"{counts}; give the other pages, too", "NMP014", "count")


class _Found(NamedTuple):
    """A document as a file has it."""

    value: Mapping[str, Any]
    file: str
    path: FieldPath
    search: _Search | None

    @property
    def key(self) -> tuple[str, str, str]:
        """The order among documents, which is that of their content."""
        return (_written(self.value), self.file, str(self.path))


def read_documents(inputs: tuple[Input, ...], log: InputLog, max_bytes: int) -> list[Document]:
    """Read the documents of files, each of which is a page of results, a list of documents or a single document.

    Of a document that is there more than once, the copies are combined. Raises `UnreadableDocumentError` for a file of
    another kind.
    """
    found: dict[str, list[_Found]] = {}
    searches: dict[str, _Search] = {}
    for source in inputs:
        for each in _documents_in(source, log, searches, max_bytes):
            numbers = [each.value.get(key) for key in ("document_number", "executive_order_number")]
            key = next((str(number).strip() for number in numbers if number not in (None, "")), each.key[0])
            found.setdefault(key, []).append(each)
            if each.search:
                each.search.found.add(key)
    groups = [sorted(group, key=lambda each: each.key) for group in found.values()]
    for search in searches.values():
        search.report_missing_pages()
    return [_combined(group, log) for group in sorted(groups, key=lambda group: group[0].key)]


def _documents_in(source: Input, log: InputLog, searches: dict[str, _Search], max_bytes: int) -> Iterator[_Found]:
    data, file = _read(source, max_bytes), input_name(source)
    search, values = None, data
    path: FieldPath = ()
    if isinstance(data, Mapping) and ("results" in data or "count" in data):
        page = InputItem(data, log, file, "pages")
        page.skip(*_PAGING)
        description = page.text("description")
        path, values = ("results",), page.raw("results") or []
        search = searches.setdefault(description, _Search(page, _signer(description)))
        search.count = max(search.count, page.number("count") or 0)
    elif isinstance(data, Mapping):
        values = [data]
    if not isinstance(values, list):
        raise refuse(source, f"expected a list of documents, not {describe(values)}; give {_EXPECTED}", "/results")
    for index, value in enumerate(values):
        place = () if values is not data and not path else (*path, index)
        if not isinstance(value, Mapping):
            message = f"{describe(value)} is not a document; it is left out"
            InputItem({}, log, file, "documents", place).report(message, "NMP014")
            log.leave_out("documents")
            continue
        _refuse_other_kinds(source, value)
        yield _Found(value, file, place, search)


def _read(source: Input, max_bytes: int) -> Any:
    content, name = input_bytes(source, max_bytes), input_name(source)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        raise refuse(source, f"it is {file_kind(content).phrase}, not JSON; give {_EXPECTED}")
    try:
        return read_json(BytesIO(content), max_bytes)
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(error.problems, name) from error


def _refuse_other_kinds(source: Input, value: Mapping[str, Any]) -> None:
    """Raise an error for an answer about public inspection, or for the JSON of something else."""
    if not value.keys().isdisjoint(_PUBLIC_INSPECTION):
        message = f"the documents are on public inspection and not yet published; give {_EXPECTED}"
        raise refuse(source, message)
    if "document_number" not in value and "executive_order_number" not in value:
        message = "an object has neither a document_number nor an executive_order_number"
        raise refuse(source, f"{message}, so it is not a document of the Federal Register; give {_EXPECTED}")


def _signer(description: str) -> str:
    """Return the president who signed the documents of a page, if its description names one."""
    found = _SIGNERS.match(description)
    return "" if found is None or re.search(r"\b(?:and|or)\b", found["names"]) else found["names"].strip()


def _combined(group: list[_Found], log: InputLog) -> Document:
    """Combine the copies of a document: each of its keys has the longest value that a copy gives."""
    signer = max(each.search.signer if each.search else "" for each in group)
    first, values = group[0], {key: None for each in group for key in each.value}
    for key in values:
        given = [each.value[key] for each in group if each.value.get(key) not in (None, "", [], {})]
        values[key] = max(given, key=_length) if given else group[0].value.get(key)
    item = InputItem(values, log, first.file, "documents", first.path)
    for key, value in values.items():
        given = [each.value[key] for each in group if each.value.get(key) not in (None, "", [], {}, value)]
        others = [plain(each) for each in {_written(each): each for each in given}.values()]
        if others and key not in _USED:
            log.leave_out(f"documents.{key}", len(others))
        elif others:
            item.kept[f"x-other_{key}"] = others
            item.report(
                f"copies of the document differ here; {describe(value)} is used, and the rest is kept in x-other_{key}",
                "NMP014",
                key,
            )
    return Document(item, signer)


def _length(value: Any) -> tuple[int, str]:
    text = _written(value)
    return (len(text), text)


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
