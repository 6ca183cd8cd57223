"""Collections as JSON text and as files."""

import json
import os
import secrets
import stat
from functools import cache
from pathlib import Path

from cattrs import BaseValidationError, Converter

from nmpolicy.errors import (
    DocumentError,
    InvalidDocumentError,
    InvalidTypeError,
    UnreadableDocumentError,
    UnwritableFileError,
)
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.values import describe
from nmpolicy.wire.converter import make_converter
from nmpolicy.wire.diagnosis import diagnose
from nmpolicy.wire.parsing import parse


def loads(text: str | bytes) -> Collection:
    """The collection that a JSON text holds. Nothing is coerced, no key is passed over.

    Raises `UnreadableDocumentError` for what is no JSON, and `InvalidDocumentError` for what is no collection; the
    latter's `problems` are all that is wrong, not the first of it.

    >>> loads('{"nmpolicy": 1, "id": "demo", "title": "A demonstration"}')
    <Collection demo, records: 0>

    .. versionadded:: 0.1
    """
    if not isinstance(text, str | bytes):
        raise InvalidTypeError(f"expected JSON as text or bytes, not {describe(text)}; load() reads a file")
    data, problems = parse(text)
    collection = None
    try:
        collection = _converter().structure(data, Collection)
    except (BaseValidationError, InvalidTypeError) as error:
        problems += diagnose(error, data)
    if collection is None or problems:
        raise InvalidDocumentError(tuple(sorted(problems, key=Problem.sort_key)))
    return collection


def load(path: str | os.PathLike[str]) -> Collection:
    """The collection in a JSON file. Raises what `loads` raises, with the path, and the same for a missing file.

    .. versionadded:: 0.1
    """
    name = os.fspath(path)
    try:
        text = Path(path).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
        raise UnreadableDocumentError((Problem("NMP001", Severity.ERROR, "", reason),), name) from error
    try:
        return loads(text)
    except DocumentError as error:
        error.path = name
        raise


def dumps(collection: Collection) -> str:
    """A collection as JSON text, with an indent of two spaces and a line feed at its end. Defaults are left out.

    Raises `InvalidTypeError` for what is no collection.

    >>> print(dumps(Collection(id="demo", title="A demonstration")), end="")
    {
      "nmpolicy": 1,
      "id": "demo",
      "title": "A demonstration"
    }

    .. versionadded:: 0.1
    """
    if not isinstance(collection, Collection):
        raise InvalidTypeError(f"expected a Collection, not {describe(collection)}; add the records to one")
    return json.dumps(_converter().unstructure(collection), ensure_ascii=False, indent=2) + "\n"


def dump(collection: Collection, path: str | os.PathLike[str]) -> None:
    """Write a collection to a JSON file. A reader sees the old file or the new one, never a part.

    Raises `UnwritableFileError`, an `OSError`, where the file cannot be written; the old one is then as it was.

    .. versionadded:: 0.1
    """
    text = dumps(collection).encode()
    try:
        _write(Path(os.path.realpath(path)), text)  # through a symbolic link, which stays one
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or str(error)
        raise UnwritableFileError(getattr(error, "errno", None), reason, os.fspath(path)) from error


def _write(target: Path, text: bytes) -> None:
    if target.exists() and not target.is_file():  # a pipe or a device, which a file must not replace
        target.write_bytes(text)
        return
    beside = target.with_name(f".{secrets.token_hex(8)}.tmp")
    descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        if target.exists():
            beside.chmod(stat.S_IMODE(target.stat().st_mode))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@cache
def _converter() -> Converter:
    return make_converter()
