"""What two files do not agree on, told so that it can be settled."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from attrs import fields

from nmpolicy.cli.render.values import place, shown
from nmpolicy.cli.terminal import wrapped
from nmpolicy.comparison.three_way import Conflict, ConflictKind
from nmpolicy.problems import printable
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection


class _Told(NamedTuple):
    """What is said of a conflict, and of what each file has."""

    words: str
    rows: Callable[[Conflict], Sequence[str]]


def told(conflicts: Sequence[Conflict], files: tuple[str, str, str], held: Sequence[Collection]) -> str:
    """The conflicts, each with what the base, the first and the second file have."""
    return "\n".join(_block(conflict, files, held) for conflict in conflicts)


def _block(conflict: Conflict, files: tuple[str, str, str], held: Sequence[Collection]) -> str:
    words, rows = _TOLD[conflict.kind]
    where = f"{conflict.record or 'the collection'}{_place(conflict, held)}"
    lines = [wrapped(f"{where}: {words}", 0, 4)]
    width = max(map(len, files)) + 2
    for file, row in zip(files, rows(conflict), strict=True):
        if row:
            lines.append(f"    {printable(file).ljust(width)}{wrapped(row, 4 + width).lstrip()}")
    return "\n".join(lines)


def _place(conflict: Conflict, held: Sequence[Collection]) -> str:
    """The place in the record, as one that has it names it."""
    for collection in held if conflict.path else ():
        record = collection if conflict.record is None else collection.get(conflict.record)
        try:
            return f" {place(record, conflict.path)}"
        except (AttributeError, LookupError):
            continue
    return ""


def _values(conflict: Conflict) -> Sequence[str]:
    base, ours, theirs = shown(conflict.base, conflict.ours, conflict.theirs)
    return ("" if conflict.base is None else base), ours, theirs


def _doings(conflict: Conflict) -> Sequence[str]:
    """Who has removed it, and what the other has changed."""
    return "", *(_done(conflict.base, each) for each in (conflict.ours, conflict.theirs))


def _done(base: object, held: object) -> str:
    if held is None:
        return "removed"
    if not (isinstance(held, Record) and isinstance(base, Record)):
        return f"changed from {' to '.join(shown(base, held))}"
    changed = _differing(base, held)
    return f"changed: {', '.join(changed)}" if changed else "renamed"


def _differing(one: Record, other: Record) -> list[str]:
    return [each.name for each in fields(type(one)) if getattr(one, each.name) != getattr(other, each.name)]


def _records(conflict: Conflict) -> Sequence[str]:
    both = (conflict.base, conflict.ours, conflict.theirs)
    return tuple(
        f"{type(each).__name__.lower()} {each.id}: {each}" if isinstance(each, Record) else "" for each in both
    )


def _added(conflict: Conflict) -> Sequence[str]:
    ours, theirs = conflict.ours, conflict.theirs
    if not (isinstance(ours, Record) and isinstance(theirs, Record)):
        return _values(conflict)
    names = _differing(ours, theirs)
    return "", *(
        "; ".join(
            f"{name} {read}"
            for name, (read, _) in ((name, shown(getattr(a, name), getattr(b, name))) for name in names)
        )
        for a, b in ((ours, theirs), (theirs, ours))
    )


def _referring(conflict: Conflict) -> Sequence[str]:
    return "", *("removed" if each is None else f"refers to {each!r}" for each in (conflict.ours, conflict.theirs))


_TOLD: Mapping[ConflictKind, _Told] = {
    ConflictKind.CHANGED: _Told("they do not agree", _values),
    ConflictKind.REMOVED: _Told("one has removed what the other has changed", _doings),
    ConflictKind.ADDED: _Told("both have added it, and not the same", _added),
    ConflictKind.REORDERED: _Told("they do not agree on the order", _values),
    ConflictKind.RENAMED: _Told("both have given it a new id, and not the same", _records),
    ConflictKind.CLAIMED: _Told("two records claim this id, as their own or as an alias", _records),
    ConflictKind.REFERRED: _Told("one refers to a record that the other has removed", _referring),
}
