"""Merge conflicts, with what each file has."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from attrs import fields

from nmpolicy.cli.terminal import wrapped
from nmpolicy.comparison.differences import path_words, redacted, step_words
from nmpolicy.comparison.three_way import Conflict, ConflictKind
from nmpolicy.comparison.value_text import value_texts
from nmpolicy.problems import printable
from nmpolicy.records.actors import REDACTED
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.value_redaction import ValueRedaction


class _Description(NamedTuple):
    """A description of one kind of conflict."""

    sentence: str
    """The conflict in a few words."""
    versions: Callable[[Conflict, Conflict], Sequence[str]]
    """Describes the versions of the base, the first and the second file; empty texts are not shown.

    It takes the conflict as it may be shown, and as it is, to compare the versions.
    """


def conflict_list(
    conflicts: Sequence[Conflict],
    files: tuple[str, str, str],
    collections: Sequence[Collection],
    redaction: ValueRedaction,
) -> str:
    """Return the conflicts, each with what the base, the first and the second file have, as far as it may be shown."""
    shown = [*map(redaction.collection, collections)]
    return "\n".join(_block(redacted(each, redaction), each, files, shown) for each in conflicts)


def _block(shown: Conflict, conflict: Conflict, files: tuple[str, str, str], collections: Sequence[Collection]) -> str:
    sentence, versions = _DESCRIPTIONS[conflict.kind]
    where = f"{shown.record or 'the collection'}{_path(shown, collections)}"
    lines = [wrapped(f"{where}: {sentence}", 0, 4)]
    width = max(map(len, files)) + 2
    for file, version in zip(files, versions(shown, conflict), strict=True):
        if version:
            lines.append(f"    {printable(file).ljust(width)}{wrapped(version, 4 + width).lstrip()}")
    return "\n".join(lines)


def _path(conflict: Conflict, collections: Sequence[Collection]) -> str:
    """Return the path in the record, as described by the first collection that has it."""
    for collection in collections if conflict.path else ():
        record = collection if conflict.record is None else collection.get(conflict.record)
        try:
            return f" {path_words(conflict, record)}"
        except (AttributeError, LookupError):
            continue
    return f" {step_words(conflict)}".rstrip()


def _values(shown: Conflict, _conflict: Conflict) -> Sequence[str]:
    base, ours, theirs = value_texts(shown.base, shown.ours, shown.theirs)
    return ("" if shown.base is None else base), ours, theirs


def _actions(shown: Conflict, conflict: Conflict) -> Sequence[str]:
    """Return the removal on one side, and the change on the other."""
    sides = ((shown.ours, conflict.ours), (shown.theirs, conflict.theirs))
    return "", *(_action(shown.base, shown_side, conflict.base, side) for shown_side, side in sides)


def _action(shown_base: object, shown_side: object, base: object, side: object) -> str:
    if side is None:
        return "removed"
    if not (isinstance(side, Record) and isinstance(base, Record)):
        return f"changed from {' to '.join(value_texts(shown_base, shown_side))}"
    changed = _differing_fields(base, side)
    return f"changed: {', '.join(changed)}" if changed else "renamed"


def _differing_fields(one: Record, other: Record) -> list[str]:
    return [each.name for each in fields(type(one)) if getattr(one, each.name) != getattr(other, each.name)]


def _records(shown: Conflict, _conflict: Conflict) -> Sequence[str]:
    versions = (shown.base, shown.ours, shown.theirs)
    return tuple(
        f"{type(each).__name__.lower()} {each.id}: {each}" if isinstance(each, Record) else "" for each in versions
    )


def _added(shown: Conflict, conflict: Conflict) -> Sequence[str]:
    ours, theirs = conflict.ours, conflict.theirs
    if not (isinstance(ours, Record) and isinstance(theirs, Record)):
        return _values(shown, conflict)
    names = _differing_fields(ours, theirs)
    pairs = [value_texts(*(_shown_value(each, name) for each in (shown.ours, shown.theirs))) for name in names]
    sides = zip(*pairs, strict=True) if pairs else ((), ())
    return "", *("; ".join(f"{name} {text}" for name, text in zip(names, side, strict=True)) for side in sides)


def _shown_value(record: object, name: str) -> object:
    """Return the value of a field; that of a private individual is withheld, even if it is empty."""
    return REDACTED if isinstance(record, Record) and record.withholds(name) else getattr(record, name)


def _references(shown: Conflict, _conflict: Conflict) -> Sequence[str]:
    return "", *("removed" if side is None else f"refers to {side!r}" for side in (shown.ours, shown.theirs))


_DESCRIPTIONS: Mapping[ConflictKind, _Description] = {
    ConflictKind.CHANGED: _Description("the files have different values", _values),
    ConflictKind.REMOVED: _Description("one file removed what the other changed", _actions),
    ConflictKind.ADDED: _Description("both files added it, with different content", _added),
    ConflictKind.REORDERED: _Description("the files list the items in a different order", _values),
    ConflictKind.RENAMED: _Description("the files gave it different new ids", _records),
    ConflictKind.CLAIMED: _Description("two records claim this id, as an id or an alias", _records),
    ConflictKind.REFERRED: _Description("one file refers to a record that the other removed", _references),
}
