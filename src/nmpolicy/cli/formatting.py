"""Files in canonical form: keys as declared, no defaults, records by id, two spaces, line feeds."""

from pathlib import Path

from nmpolicy.serialization.converter import Unknown
from nmpolicy.serialization.files import read_whole, write_whole
from nmpolicy.serialization.load_dump import chunks_of, read_bytes


def canonical(text: bytes, file: Path, unknown: Unknown) -> bytes:
    """The canonical form of what a file holds. Raises a `DocumentError` for what is no collection."""
    return b"".join(chunks_of(read_bytes(text, file, unknown).sorted(), file))


def put_in_form(file: Path, unknown: Unknown, *, check: bool) -> bool:
    """Write a file anew, unless it is in canonical form or is only checked; answer whether it is not in that form.

    Raises a `DocumentError` for what is no collection, and `UnwritableFileError`.
    """
    text = read_whole(file)
    form = canonical(text, file, unknown)
    if form != text and not check:
        write_whole(file, [form])
    return form != text
