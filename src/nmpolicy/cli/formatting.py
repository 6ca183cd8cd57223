"""Files in canonical form: keys as declared, no defaults, records by id, two spaces, line feeds."""

from pathlib import Path

from nmpolicy.cli.checking import read
from nmpolicy.wire.converter import Unknown
from nmpolicy.wire.files import chunks_of
from nmpolicy.wire.storage import read_whole, write_whole


def canonical(file: Path, unknown: Unknown) -> bytes:
    """The canonical form of a file, or of standard input for `-`. Raises a `DocumentError` for what is no collection."""
    return b"".join(chunks_of(read(file, unknown).sorted(), file))


def put_in_form(file: Path, unknown: Unknown, *, check: bool) -> bool:
    """Write a file anew, unless it is in canonical form or is only checked; answer whether it is not in that form.

    Raises a `DocumentError` for what is no collection, and `UnwritableFileError`.
    """
    form = canonical(file, unknown)
    if form == read_whole(file):
        return False
    if not check:
        write_whole(file, [form])
    return True
