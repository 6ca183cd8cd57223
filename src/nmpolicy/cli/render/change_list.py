"""Changes between two collections, one sentence each."""

from collections.abc import Sequence

from nmpolicy.cli.terminal import counted, wrapped
from nmpolicy.comparison.changes import Change, ChangeKind
from nmpolicy.comparison.differences import path_words
from nmpolicy.comparison.value_text import value_texts
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection

_VERBS = {
    ChangeKind.ADDED: "added: {1}",
    ChangeKind.REMOVED: "removed: {0}",
    ChangeKind.CHANGED: "changed from {0} to {1}",
    ChangeKind.REORDERED: "reordered",
}


def change_list(changes: Sequence[Change], old: Collection, new: Collection) -> str:
    """Return the changes, and how many there are."""
    if not changes:
        return "Nothing changed."
    former_ids = {change.record: str(change.old) for change in changes if change.kind is ChangeKind.RENAMED}
    lines = [wrapped(_sentence(change, former_ids, old, new), 0, 4) for change in changes]
    records = {change.record for change in changes} - {None}
    where = f" in {counted(len(records), 'record')}" if records else ""
    return "\n".join([*lines, counted(len(changes), "change") + where])


def _sentence(change: Change, former_ids: dict[str | None, str], old: Collection, new: Collection) -> str:
    cls = TABLES[change.table].__name__.lower() if change.table else ""
    if not change.path:
        record = change.new or change.old
        label = f": {record}" if isinstance(record, Record) else ""
        return f"{change.record}: {cls} {change.kind}{label}"
    if change.kind is ChangeKind.RENAMED:
        return f"{change.record}: {cls} renamed, formerly {change.old}"
    if change.kind is ChangeKind.REMOVED:
        side, id = old, former_ids.get(change.record, change.record)
    else:
        side, id = new, change.record
    where = path_words(change, side if id is None else side[id])
    verb = _VERBS[change.kind].format(*value_texts(change.old, change.new))
    return f"{change.record or 'the collection'}: {where} {verb}"
