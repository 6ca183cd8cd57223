"""What has changed between two files, in sentences, and two files joined into one."""

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import click
from attrs import has

from nmpolicy.analysis.changes import Change, ChangeKind, changes
from nmpolicy.analysis.merging import Conflict, merge
from nmpolicy.cli.asking import FILE, plain, unknown_option
from nmpolicy.cli.checking import STDIN, Checked, read
from nmpolicy.cli.findings import as_text, counted, exit_code
from nmpolicy.cli.page import Unwritable, emit, wrapped
from nmpolicy.cli.settings import settings
from nmpolicy.errors import DocumentError, DuplicateIdError, UnwritableFileError
from nmpolicy.problems import pointer
from nmpolicy.records.base import Record, Value
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.vocabulary.values import describe
from nmpolicy.wire.converter import Unknown
from nmpolicy.wire.files import dump


@click.command("diff")
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@unknown_option
def compare(old: Path, new: Path, form: str, unknown: Unknown | None) -> None:
    """Say what has changed from the collection OLD to the collection NEW, record by record and field by field.

    A record whose former id is among its aliases is renamed, and references that follow are no change. Nor is the order of
    records.

    Exits with 0 if nothing has changed, and with 1 if something has, or a file holds no collection; with 2 if one cannot be read.
    """
    if old == new == STDIN:
        raise click.UsageError("standard input, -, can be read only once; name it once")
    before, after = (_read(file, unknown or settings(Path.cwd(), rules=False).unknown) for file in (old, new))
    found = changes(before, after)
    emit(_page(found) if form == "text" else json.dumps(plain(found), indent=2, ensure_ascii=False, default=str))
    sys.exit(1 if found else 0)


@click.command("merge")
@click.argument("ours", type=FILE)
@click.argument("theirs", type=FILE)
@click.option("--base", type=FILE, help="The collection that both come from.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@unknown_option
def join(ours: Path, theirs: Path, base: Path | None, output: Path, force: bool, unknown: Unknown | None) -> None:  # noqa: FBT001, PLR0913, PLR0917  # as click calls it
    """Join the collections OURS and THEIRS into one, record by record and field by field.

    With --base, the collection that both come from, what either has changed or removed since is taken over. What both
    have changed, each otherwise, is a conflict: it is told, nothing is written, and you settle it in one of the files.

    Exits with 0 if it has written the file, with 1 if there are conflicts or a file holds no collection, with 2 if one cannot be
    read or written.
    """
    files = [ours, theirs, *([base] if base else [])]
    if files.count(STDIN) > 1:
        raise click.UsageError("standard input, -, can be read only once; name it once")
    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already; name another file, or write over it with --force")
    kept = unknown or settings(Path.cwd(), rules=False).unknown
    collections = [_read(file, kept) for file in files]
    try:
        merged = merge(*collections)
    except DuplicateIdError as error:
        raise click.UsageError(f"{error}: mend that first, as nobody knows which of the two is meant") from error
    if merged.conflicts:
        emit("\n".join(_conflict(each) for each in merged.conflicts))
        emit(f"{counted(len(merged.conflicts), 'conflict')}; nothing has been written", sys.stderr)
        sys.exit(1)
    try:
        dump(merged.collection, output)
    except UnwritableFileError as error:
        raise Unwritable(f"{output} cannot be written: {error.strerror}") from error
    emit(f"{counted(len(merged.collection), 'record')} in {output}; look at them with `nmpolicy validate`", sys.stderr)


def _conflict(each: Conflict) -> str:
    """What is not agreed, as a paragraph."""
    if not each.field:
        words = (_standing(each.base, held) for held in (each.ours, each.theirs))
        told = "the first one {}, the second one {}".format(*words)
    else:
        told = f"{each.field} is {_shown(each.ours)} in the first one and {_shown(each.theirs)} in the second one"
        told += "" if each.base is None else f"; it was {_shown(each.base)}"
    return wrapped(f"{each.record or 'the collection'}: {told}", 0, 4)


def _standing(base: object, held: object) -> str:
    if held is None:
        return "has removed it"
    return "has changed it" if base is not None else f"has a {type(held).__name__} of this id"


def _read(file: Path, unknown: Unknown) -> Collection:
    try:
        return read(file, unknown)
    except DocumentError as error:
        results = [Checked.refused(file, error)]
        emit(as_text(results, rules=False), sys.stderr)
        sys.exit(exit_code(results))


def _page(found: tuple[Change, ...]) -> str:
    lines = [wrapped(_sentence(change), 0, 4) for change in found]
    records = {change.record for change in found} - {None}
    what = f"{counted(len(found), 'change')} in {counted(len(records), 'record')}"
    return "\n".join([*lines, what if found else "Nothing has changed."])


def _sentence(change: Change) -> str:
    cls = TABLES[change.table].__name__.lower() if change.table else ""
    if not change.path:
        held = change.new or change.old
        label = f": {held}" if isinstance(held, Record) else ""
        return f"{change.record}: {cls} {change.kind}{label}"
    if change.kind is ChangeKind.RENAMED:
        return f"{change.record}: {cls} renamed, formerly {change.old}"
    where = pointer(change.path).removeprefix("/").replace("/", " ")
    return f"{change.record or 'the collection'}: {where} {_WORDS[change.kind].format(*_both(change))}"


_WORDS = {
    ChangeKind.ADDED: "added: {1}",
    ChangeKind.REMOVED: "removed: {0}",
    ChangeKind.CHANGED: "changed from {0} to {1}",
    ChangeKind.REORDERED: "are in another order",
}


def _both(change: Change) -> Iterator[str]:
    return (_shown(value) for value in (change.old, change.new))


def _shown(value: object) -> str:
    """A value in a sentence: terms, dates and parts as they read, other texts in quotes."""
    if isinstance(value, Value | StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return repr(plain(value)) if has(type(value)) else describe(value)
