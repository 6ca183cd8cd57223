"""Read the XML parts of Word and OpenDocument files, which are ZIP files, within safe limits."""

import re
from io import BytesIO
from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder  # only builds elements; expat parses, without entities
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from nmpolicy.errors import ExtractionError

_MAX_PART = 100_000_000  # bytes of one part, unpacked: thousands of pages
_MAX_DEPTH = 200
_DAMAGED = "it is damaged: {}; open it in its word processor, save it again, and try that file"


class OfficeFile:
    """The parts of a Word or OpenDocument file, by name."""

    def __init__(self, data: bytes) -> None:
        """Open the ZIP file. Raises `ExtractionError` if it is damaged."""
        try:
            self._archive = ZipFile(BytesIO(data))
            self.names = frozenset(self._archive.namelist())
        except Exception as error:  # a damaged file can raise nearly anything
            raise ExtractionError(_DAMAGED.format(error)) from error

    def root(self, name: str) -> Element:
        """Return the root element of a part; an empty one if there is no such part.

        Raises `ExtractionError` if the part is damaged, too large or nested too deeply, or declares entities.
        """
        if name not in self.names:
            return Element("missing")
        try:
            with self._archive.open(name) as file:
                data = file.read(_MAX_PART + 1)
        except Exception as error:  # as above
            raise ExtractionError(_DAMAGED.format(f"{name}: {error}")) from error
        if len(data) > _MAX_PART:
            raise ExtractionError(
                f"its {name} is larger than {_MAX_PART:,} bytes; split the document, and read each part"
            )
        try:
            return _parse(data)
        except ExpatError as error:
            raise ExtractionError(_DAMAGED.format(f"{name}: {error}")) from error


def _parse(data: bytes) -> Element:
    """Parse XML. No document of these formats declares a type or entities, so those that do are refused."""
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MAX_DEPTH:
            raise ExtractionError(
                f"its elements are nested more than {_MAX_DEPTH} deep; save it again, and try that file"
            )
        builder.start(_local(tag), {_local(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(tag))

    def refuse(*_declaration: object) -> NoReturn:
        raise ExtractionError("it declares XML entities, which no word processor writes; do not trust the file")

    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)  # noqa: FBT003  # expat takes it by position
    return builder.close()


def _local(name: str) -> str:
    """Return a name without its namespace. These formats use no local name for two things that matter here."""
    return name.rpartition(" ")[2]


def value(element: Element | None, path: str, name: str = "val") -> str | None:
    """Return an attribute of the first element at a path; None if there is none."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get(name)


def integer(text: str | None, default: int) -> int:
    """Return the number that an attribute holds, or a default if it holds none of a sensible length."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else default
