"""Commands that compare and merge files."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TextIO

import click

from nmpolicy.cli.options import FILE, STDIN, example, format_option, read_collections, unknown_option
from nmpolicy.cli.render.change_list import change_list
from nmpolicy.cli.render.conflicts import conflict_list
from nmpolicy.cli.render.json_text import to_json
from nmpolicy.cli.terminal import CommandError, counted, emit, emit_document, wrapped
from nmpolicy.comparison.changes import diff
from nmpolicy.comparison.differences import redacted
from nmpolicy.comparison.merging import merge
from nmpolicy.comparison.three_way import Conflict
from nmpolicy.errors import InvalidValueError, UnwritableFileError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.documents import dumps
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.serialization.load_dump import dump


@click.command(epilog=example("nmpolicy diff old.json new.json"))
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@format_option
@unknown_option
def diff_command(old: Path, new: Path, form: str, unknown: Unknown | None) -> None:
    """List what changed from the file OLD to the file NEW.

    A record is renamed if its former id is among its aliases. References that follow it do not count as changes, and
    neither does the order of records.

    Exits with 0 if nothing changed, with 1 if something did, and with 2 if a file does not hold a collection.
    """
    before, after = _read_collections([old, new], unknown)
    changes = [*map(redacted, diff(before, after))]
    emit(change_list(changes, before, after) if form == "text" else to_json(changes))
    sys.exit(1 if changes else 0)


@click.command(epilog=example("nmpolicy merge ours.json theirs.json --base base.json -o merged.json"))
@click.argument("ours", type=FILE)
@click.argument("theirs", type=FILE)
@click.option(
    "--base", type=FILE, metavar="FILE", help="The version that both come from. An empty file counts as none."
)
@click.option(
    "-o", "--output", type=FILE, required=True, metavar="FILE", help="The file to write; - is standard output."
)
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--prefer", type=click.Choice(["ours", "theirs"]), help="Settle conflicts by taking this side.")
@click.option("--id", metavar="ID", help="The id of the merged collection.")
@click.option("--title", metavar="TITLE", help="The title of the merged collection.")
@format_option
@unknown_option
def merge_command(  # noqa: PLR0913, PLR0917  # as click calls it
    ours: Path,
    theirs: Path,
    base: Path | None,
    output: Path,
    force: bool,  # noqa: FBT001
    prefer: Literal["ours", "theirs"] | None,
    id: str | None,
    title: str | None,
    form: str,
    unknown: Unknown | None,
) -> None:
    """Merge two files into one, and report conflicts.

    With --base, the version that OURS and THEIRS both come from, the result has the changes of both. If both changed
    the same thing in different ways, that is a conflict: the command lists it and writes nothing. With --prefer, it
    takes the value of that side instead, and lists what it settled. A broken reference or an id that two records claim
    cannot be settled so.

    Exits with 0 if the file was written, with 1 if there are conflicts, and with 2 if a file cannot be read or written,
    or does not hold a collection.
    """
    if output != STDIN and output.exists() and not force:
        raise click.UsageError(f"{output} already exists; name another file, or overwrite it with --force")
    base = None if base is not None and _is_empty(base) else base
    collections = _read_collections([ours, theirs, *([base] if base else [])], unknown)
    try:
        result = merge(*collections, prefer=prefer, id=id, title=title)
    except InvalidValueError as error:
        raise click.UsageError(str(error)) from error
    files = (str(base) if base else "", str(ours), str(theirs))

    def show(conflicts: Sequence[Conflict], stream: TextIO) -> None:
        shown = [*map(redacted, conflicts)]
        in_words = form == "text"
        if shown:
            emit(conflict_list(shown, files, [*collections, result.collection]) if in_words else to_json(shown), stream)

    show(result.resolved, sys.stderr)  # standard output may be the merged file
    if result.resolved:
        emit(f"{counted(len(result.resolved), 'conflict')} settled by taking {prefer}", sys.stderr)
    if not result.conflicts:
        _write(result.collection, output)
        return
    show(result.conflicts, sys.stdout)
    count = counted(len(result.conflicts), "conflict") + (f" that taking {prefer} does not settle" if prefer else "")
    how = "Make the files agree, or restore the base version in one of them" if base else "Make the files agree"
    emit(wrapped(f"{count}; nothing was written. {how}, and merge again."), sys.stderr)
    sys.exit(1)


def _write(merged: Collection, output: Path) -> None:
    if output == STDIN:
        emit_document(dumps(merged, unknown="keep"))
        return
    try:
        dump(merged, output, unknown="keep")
    except UnwritableFileError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}") from error
    emit(
        f"Wrote {counted(len(merged), 'record')} to {output}; check them with `nmpolicy validate {output}`", sys.stderr
    )


def _is_empty(path: Path) -> bool:
    """True if a file exists and is empty: git names such a base for a file that both sides added."""
    if path == STDIN or not path.exists():
        return False
    return str(path) == "/dev/null" or (path.is_file() and not path.stat().st_size)


def _read_collections(files: Sequence[Path], unknown: Unknown | None) -> list[Collection]:
    """Read the collections of some files. Records with the same id are refused: it is unclear which one is meant."""
    collections = read_collections(files, unknown)
    for file, collection in zip(files, collections, strict=True):
        counts = Counter(record.id for record in collection)
        if repeated := next((id for id, count in counts.items() if count > 1), None):
            raise CommandError(
                f"{file}: two records have the id {repeated!r}; `nmpolicy validate {file}` says where they are"
            )
    return collections
