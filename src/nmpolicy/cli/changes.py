"""What has changed between two files, in sentences, and two files joined into one."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click
from attrs import evolve, has

from nmpolicy.analysis.changes import Change, ChangeKind, changes
from nmpolicy.analysis.merging import Conflict, merge
from nmpolicy.cli.asking import FILE, ONCE, as_data, collection_in, plain, unknown_option
from nmpolicy.cli.checking import STDIN
from nmpolicy.cli.findings import counted
from nmpolicy.cli.page import Unwritable, emit, wrapped
from nmpolicy.errors import DuplicateIdError, UnwritableFileError
from nmpolicy.problems import pointer
from nmpolicy.records.actors import REDACTED, Person
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
        raise click.UsageError(ONCE)
    before, after = (collection_in(file, unknown) for file in (old, new))
    private = _private(before, after)
    try:
        found = tuple(_redacted(each, private) for each in changes(before, after))
    except DuplicateIdError as error:
        raise click.UsageError(_TWICE.format(error)) from error
    emit(_page(found) if form == "text" else as_data(found))
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
        raise click.UsageError(ONCE)
    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already; name another file, or write over it with --force")
    collections = [collection_in(file, unknown) for file in files]
    try:
        merged = merge(*collections)
    except DuplicateIdError as error:
        raise click.UsageError(_TWICE.format(error)) from error
    if merged.conflicts:
        private = _private(*collections)
        emit("\n".join(_conflict(_redacted(each, private)) for each in merged.conflicts))
        emit(f"{counted(len(merged.conflicts), 'conflict')}; nothing has been written", sys.stderr)
        sys.exit(1)
    try:
        dump(merged.collection, output)
    except UnwritableFileError as error:
        raise Unwritable(f"{output} cannot be written: {error.strerror}") from error
    emit(f"{counted(len(merged.collection), 'record')} in {output}; look at them with `nmpolicy validate`", sys.stderr)


def _conflict(each: Conflict) -> str:
    """What is not agreed, as a paragraph."""
    if not each.field and each.base is None:
        told = f"two records would have this id, {each.ours!r} and {each.theirs!r}"
    elif not each.field:
        did = ("has removed it" if held is None else "has changed it" for held in (each.ours, each.theirs))
        told = "the first one {}, the second one {}".format(*did)
    else:
        told = f"{each.field} is {_shown(each.ours)} in the first one and {_shown(each.theirs)} in the second one"
        told += "" if each.base is None else f"; it was {_shown(each.base)}"
    return wrapped(f"{each.record or 'the collection'}: {told}", 0, 4)


_TWICE = "{}: mend that first, as nobody knows which of the two is meant"
_Told = TypeVar("_Told", Change, Conflict)


def _private(*collections: Collection) -> frozenset[str]:
    """Ids of the private individuals."""
    return frozenset(person.id for each in collections for person in each.people if person.private)


def _redacted(told: _Told, private: frozenset[str]) -> _Told:
    """The same without the names of private individuals."""
    if told.record not in private:
        return told
    field = told.field if isinstance(told, Conflict) else told.path[0] if told.path else ""
    values: dict[str, Any] = {name: _nameless(getattr(told, name), field) for name in _VALUES if hasattr(told, name)}
    return evolve(told, **values)


_VALUES = ("old", "new", "base", "ours", "theirs")


def _nameless(value: object, field: object) -> object:
    if isinstance(value, Person):
        return evolve(value, name="", other_names=(), private=True)
    return REDACTED if value and field in ("name", "other_names") else value


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
