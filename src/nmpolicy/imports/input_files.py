"""Reading the files of other programs, by name or from an open stream."""

import os
from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from nmpolicy.byte_limit import MAX_BYTES, read_limited
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.problems import Problem, Severity
from nmpolicy.serialization.files import AnyPath, name_of, read_bytes, reading
from nmpolicy.serialization.json_format import FORMAT_KEY
from nmpolicy.serialization.parsing import parse

#: A file by its path, compressed if its name ends in `.gz`, or an open stream of bytes, such as standard input.
Input: TypeAlias = "AnyPath | BinaryIO"


def input_name(source: Input) -> str:
    """Return the name of a file in problems: its last part, so that a problem is the same on every machine."""
    return Path(name_of(source)).name if isinstance(source, str | PathLike) else "standard input"


def input_bytes(source: Input, max_bytes: int = MAX_BYTES) -> bytes:
    """Return the content of a file or a stream. Raises `UnreadableDocumentError`, also if it exceeds the limit."""
    if isinstance(source, str | PathLike):
        return read_bytes(source, max_bytes)
    with reading(input_name(source)):
        return read_limited(source, max_bytes)


def read_json(source: Input, max_bytes: int = MAX_BYTES) -> Any:
    """Read a JSON file. Raises `UnreadableDocumentError` if it cannot be read, is not JSON or has a duplicate key."""
    try:
        data, problems = parse(input_bytes(source, max_bytes), wanted="JSON")
    except UnreadableDocumentError as error:
        raise UnreadableDocumentError(error.problems, input_name(source)) from error
    if problems:
        raise UnreadableDocumentError(tuple(problems), input_name(source))
    if isinstance(data, dict) and FORMAT_KEY in data:
        raise refuse(source, "this is a collection of nmpolicy, which every command reads; it needs no import")
    return data


def files_in(source: AnyPath, *endings: str) -> Iterator[Path]:
    """Yield a file, or all files of a folder and of the folders in it whose names have one of the endings, sorted."""
    path = Path(source)
    if os.path.isdir(path):  # noqa: PTH112  # in old versions of Python, its successor raises
        yield from sorted(each for each in path.rglob("*") if each.is_file() and each.name.endswith(endings))
    else:
        yield path


def each_file(inputs: Iterable[Input], *endings: str) -> Iterator[Input]:
    """Yield the open streams and the files among some inputs, and the files of their folders.

    Raises `UnreadableDocumentError` for a folder without a file whose name has one of the endings.
    """
    for each in inputs:
        if not isinstance(each, str | PathLike):
            yield each
            continue
        found = [*files_in(each, *endings)]
        if not found:
            raise refuse(each, f"the folder has no file whose name ends in {' or '.join(endings)}")
        yield from found


def refuse(source: Input, message: str, pointer: str = "") -> UnreadableDocumentError:
    """Return the error for a file that holds something else than it should."""
    return UnreadableDocumentError((Problem("NMP014", Severity.ERROR, pointer, message),), input_name(source))
