"""The answers of the Federal Register's API: their documents, each once, in an order that the files do not decide."""

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple

from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports.input_files import Input, input_bytes, input_name, read_json, refuse
from nmpolicy.imports.input_items import InputItem, InputLog, plain
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.values import describe

_EXPECTED = "the JSON of https://www.federalregister.gov/api/v1/documents.json"
#: Keys that only the API's answers about public inspection have.
_PUBLIC_INSPECTION = frozenset({"filed_at", "filing_type", "pdf_updated_at"})
_SIGNERS = re.compile(r"Documents signed by (?P<names>[^,]+?)(?:,| of type)")
#: Keys of a page that say nothing about its documents, besides those that are read.
_PAGING = ("count", "total_pages", "next_page_url", "previous_page_url", "results")


class Document(NamedTuple):
    """A document, and what the answer that it comes from says about all of its documents."""

    item: InputItem
    """The document."""
    signer: str
    """The name of the president who signed all documents of the answer; empty if the answer does not say it."""


class _Found(NamedTuple):
    """A document as a file has it."""

    value: Mapping[str, Any]
    file: str
    path: FieldPath
    signer: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The order among documents, which is that of their content."""
        return (json.dumps(self.value, sort_keys=True, default=str), self.file, str(self.path))


def read_documents(inputs: tuple[Input, ...], log: InputLog) -> list[Document]:
    """Read the documents of files, each of which is a page of results, a list of documents or a single document.

    Of a document that is there more than once, the copies are combined. Raises `UnreadableDocumentError` for a file of
    another kind.
    """
    found: dict[str, list[_Found]] = {}
    missing: dict[str, tuple[int, InputItem]] = {}
    for source in inputs:
        for each in _documents_in(source, log, missing):
            numbers = [each.value.get(key) for key in ("document_number", "executive_order_number")]
            key = next((str(number).strip() for number in numbers if number not in (None, "")), each.key[0])
            found.setdefault(key, []).append(each)
    groups = [sorted(group, key=lambda each: each.key) for group in found.values()]
    _report_missing_pages(missing, len(groups))
    return [_combined(group, log) for group in sorted(groups, key=lambda group: group[0].key)]


def _documents_in(source: Input, log: InputLog, missing: dict[str, tuple[int, InputItem]]) -> Iterator[_Found]:
    data, file = _read(source), input_name(source)
    signer, values = "", data
    path: FieldPath = ()
    if isinstance(data, Mapping) and ("results" in data or "count" in data):
        page = InputItem(data, log, file, "pages")
        page.skip(*_PAGING)
        description = page.text("description")
        signer = _signer(description)
        path, values = ("results",), page.raw("results") or []
        count = page.number("count")
        if count is not None:
            missing[description] = (max(count, missing.get(description, (0, page))[0]), page)
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
        yield _Found(value, file, place, signer)


def _read(source: Input) -> Any:
    content, name = input_bytes(source), input_name(source)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        raise refuse(source, f"the file is not JSON (a CSV file lacks most of what is imported); give {_EXPECTED}")
    try:
        return read_json(BytesIO(content))
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


def _report_missing_pages(missing: Mapping[str, tuple[int, InputItem]], given: int) -> None:
    """Report a search with more results than all files hold together."""
    for count, page in missing.values():
        if count > given:
            message = f"the search found {count:,} documents, and the files have {given:,}; give the other pages, too"
            page.report(message, "NMP014", "count")


def _combined(group: list[_Found], log: InputLog) -> Document:
    """Combine the copies of a document: each of its keys has the longest value that a copy gives."""
    signer = max(each.signer for each in group)
    first, values = group[0], {key: None for each in group for key in each.value}
    for key in values:
        given = [each.value[key] for each in group if each.value.get(key) not in (None, "", [], {})]
        values[key] = max(given, key=_length) if given else group[0].value.get(key)
    item = InputItem(values, log, first.file, "documents", first.path)
    for key, value in values.items():
        others = [each.value[key] for each in group if each.value.get(key) not in (None, "", [], {}, value)]
        if others:
            others = [plain(each) for index, each in enumerate(others) if each not in others[:index]]
            item.kept[f"x-other_{key}"] = others
            item.report(
                f"copies of the document differ here; {describe(value)} is used, and the rest is kept in x-other_{key}",
                "NMP014",
                key,
            )
    return Document(item, signer)


def _length(value: Any) -> tuple[int, str]:
    text = json.dumps(value, sort_keys=True, default=str)
    return (len(text), text)
