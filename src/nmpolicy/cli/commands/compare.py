"""What has changed between two files, in sentences, and two files joined into one."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from nmpolicy.cli.checking import STDIN
from nmpolicy.cli.formats.text import counted
from nmpolicy.cli.options import FILE, ONCE, as_data, collections_in, form_option, unknown_option
from nmpolicy.cli.render.conflicts import told
from nmpolicy.cli.render.redaction import private, redacted
from nmpolicy.cli.render.values import place, shown
from nmpolicy.cli.terminal import Unable, emit, wrapped
from nmpolicy.comparison.changes import Change, ChangeKind, changes
from nmpolicy.comparison.merging import Merged, merge
from nmpolicy.errors import UnwritableFileError
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.serialization.converter import Unknown
from nmpolicy.serialization.documents import dumps
from nmpolicy.serialization.load_dump import dump


@click.command("diff")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@form_option
@unknown_option
def compare(old: Path, new: Path, form: str, unknown: Unknown | None) -> None:
    """Say what has changed from the collection OLD to the collection NEW, record by record and field by field.

    A record whose former id is among its aliases is renamed, and references that follow are no change. Nor is the order of
    records.

    Exits with 0 if nothing has changed, with 1 if something has, and with 2 if a file cannot be read or holds no collection.
    """
    before, after = _collections([old, new], unknown)
    hidden = private(before, after)
    found = tuple(redacted(each, hidden) for each in changes(before, after))
    emit(_page(found, before, after) if form == "text" else as_data(found))
    sys.exit(1 if found else 0)


@click.command("merge")
@click.argument("ours", type=FILE)
@click.argument("theirs", type=FILE)
@click.option("--base", type=FILE, help="The collection that both come from; an empty file is none.")
@click.option("-o", "--output", type=FILE, required=True, help="The file to write; - is standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@form_option
@unknown_option
def join(  # noqa: PLR0913, PLR0917  # as click calls it
    ours: Path,
    theirs: Path,
    base: Path | None,
    output: Path,
    force: bool,  # noqa: FBT001
    form: str,
    unknown: Unknown | None,
) -> None:
    """Join the collections OURS and THEIRS into one, record by record and field by field.

    With --base, the collection that both come from, what either has changed or removed since is taken over. What both
    have changed, each otherwise, is a conflict: it is told, nothing is written, and you settle it in one of the files.

    Exits with 0 if it has written the file, with 1 if there are conflicts, and with 2 if a file cannot be read or written, or
    holds no collection.
    """
    if output != STDIN and output.exists() and not force:
        raise click.UsageError(f"{output} is there already; name another file, or write over it with --force")
    base = None if base is not None and _is_empty(base) else base
    files = [ours, theirs, *([base] if base else [])]
    collections = _collections(files, unknown)
    merged = merge(*collections)
    if merged.conflicts:
        hidden = private(*collections)
        conflicts = tuple(redacted(each, hidden) for each in merged.conflicts)
        names = (str(base) if base else "", str(ours), str(theirs))
        emit(as_data(conflicts) if form == "json" else told(conflicts, names, [*collections, merged.collection]))
        emit(
            wrapped(
                f"{counted(len(conflicts), 'conflict')}; nothing has been written. Make the files agree there"
                f"{', or set one back to what the base has' if base else ''}, and merge again."
            ),
            sys.stderr,
        )
        sys.exit(1)
    _write(merged, output)


def _write(merged: Merged, output: Path) -> None:
    if output == STDIN:
        emit(dumps(merged.collection).removesuffix("\n"))
        return
    try:
        dump(merged.collection, output)
    except UnwritableFileError as error:
        raise Unable(f"{output} cannot be written: {error.strerror}") from error
    emit(f"{counted(len(merged.collection), 'record')} in {output}; look at them with `nmpolicy validate`", sys.stderr)


def _is_empty(path: Path) -> bool:
    """Whether a file is there, and holds nothing: what git gives for the base of a file that both have added."""
    return (
        path != STDIN and path.exists() and (str(path) == "/dev/null" or (path.is_file() and not path.stat().st_size))
    )


def _collections(files: Sequence[Path], unknown: Unknown | None) -> list[Collection]:
    """The collections in some files; one in which an id stands twice is refused."""
    if files.count(STDIN) > 1:
        raise click.UsageError(ONCE)
    found = collections_in(files, unknown)
    for file, collection in zip(files, found, strict=True):
        for record, *_ in collection.duplicates():
            raise Unable(
                f"{file}: two records have the id {record.id!r}, and nobody knows which is meant; "
                "`nmpolicy validate` says where they are"
            )
    return found


def _page(found: Sequence[Change], old: Collection, new: Collection) -> str:
    former = {change.record: str(change.old) for change in found if change.kind is ChangeKind.RENAMED}
    lines = [wrapped(_sentence(change, former, old, new), 0, 4) for change in found]
    records = {change.record for change in found} - {None}
    what = counted(len(found), "change") + (f" in {counted(len(records), 'record')}" if records else "")
    return "\n".join([*lines, what if found else "Nothing has changed."])


def _sentence(change: Change, former: dict[str | None, str], old: Collection, new: Collection) -> str:
    cls = TABLES[change.table].__name__.lower() if change.table else ""
    if not change.path:
        held = change.new or change.old
        label = f": {held}" if isinstance(held, Record) else ""
        return f"{change.record}: {cls} {change.kind}{label}"
    if change.kind is ChangeKind.RENAMED:
        return f"{change.record}: {cls} renamed, formerly {change.old}"
    side, id = (
        (old, former.get(change.record, change.record)) if change.kind is ChangeKind.REMOVED else (new, change.record)
    )
    where = place(side if id is None else side[id], change.path)
    return f"{change.record or 'the collection'}: {where} {_WORDS[change.kind].format(*shown(change.old, change.new))}"


_WORDS = {
    ChangeKind.ADDED: "added: {1}",
    ChangeKind.REMOVED: "removed: {0}",
    ChangeKind.CHANGED: "changed from {0} to {1}",
    ChangeKind.REORDERED: "are in another order",
}
