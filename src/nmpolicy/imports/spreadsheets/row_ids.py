"""The ids of rows. They are made from the content of a row, and never from its position.

An id has the parts that the mapping names, such as the number and the series, and stays when any other cell is
corrected. Rows that have all these parts in common are distinguished by their dates, then by their titles, then by a
digest of the whole row; the earliest of them keeps the short id. So a new row changes the id of another only if it has
the same parts and does not come after it in time. An id that no new row could ever change would have to be made from
the whole row, and would change with each correction.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from nmpolicy.imports.spreadsheets.column_mapping import PLACEHOLDER
from nmpolicy.imports.spreadsheets.row_values import RowValues
from nmpolicy.vocabulary.natural_order import plain_typography
from nmpolicy.vocabulary.slugs import slug_or_empty

_DECIMAL = re.compile(r"(?<=[0-9])\.(?=[0-9])")


def id_part(text: str) -> str:
    """Return a text as a part of an id; its digest if it has no Latin letters.

    >>> id_part("No. 5"), id_part("Указ")
    ('no-5', '8e0bedc9')
    """
    return slug_or_empty(text) or hashlib.sha256(text.encode()).hexdigest()[:8]


def give_ids(rows: Sequence[RowValues], pattern: str, taken: Collection[str]) -> None:
    """Give each row its id, and report the rows that have the parts of their ids in common."""
    groups: defaultdict[str, list[RowValues]] = defaultdict(list)
    for row in rows:
        base = _base(row, pattern)
        groups[f"{base}-order" if base in taken else base].append(row)
    used = dict.fromkeys(groups, 1)
    for base in sorted(groups):
        first, *others = sorted(groups[base], key=_sort_key) if len(groups[base]) > 1 else groups[base]
        first.id = base
        if not others:
            continue
        candidates = {id(row): [*_candidates(row)] for row in groups[base]}
        counts = Counter(each for some in candidates.values() for each in some)
        for row in others:
            row.id = _free(base, [each for each in candidates[id(row)] if counts[each] == 1] or [row.digest], used)
        _report(first, others)


def _base(row: RowValues, pattern: str) -> str:
    """Return the parts that the pattern names, and for a row without a number, its date and title."""
    words: list[str] = []
    end = 0
    for found in PLACEHOLDER.finditer(pattern):
        value = row.value(found[1])
        literal = _words(pattern[end : found.start()])
        # 1.15 is another number than 1-15.
        parts = [".".join(map(id_part, _DECIMAL.split(value)))] if _DECIMAL.search(value) else _words(value)
        if literal and found[1] == "number":  # `xo {number}` makes the same id of 8 and of XO 8
            parts = [each.removeprefix(f"{literal[0]}-") for each in parts]
        words += [*literal, *parts]
        end = found.end()
    words += _words(pattern[end:])
    if not ("{number}" in pattern and row.peek("number")):
        day, title = row.day or "", row.peek("title")
        words += [*_words(day), *_words(title)] if day or title else [row.digest]
    return "-".join(words)


def _words(text: str) -> list[str]:
    """Return a text as a list of one part; nothing for a hyphen or a comma alone."""
    return [id_part(text)] if any(map(str.isalnum, text)) else []


def _sort_key(row: RowValues) -> tuple[object, ...]:
    return row.day is None, row.day or "", row.peek("title"), row.digest


def _candidates(row: RowValues) -> Iterator[str]:
    """Yield the parts that may distinguish a row, the least likely to be corrected first."""
    if row.day:
        yield id_part(row.day)
    if title := row.peek("title"):
        yield id_part(title)
    yield row.digest


def _free(base: str, candidates: Iterable[str], used: dict[str, int]) -> str:
    """Return the first id that is not used. Only rows that are equal in each cell have none, and are counted."""
    last = base
    for each in candidates:
        last = f"{base}-{each}"
        if last not in used:
            break
    found = last
    while found in used:
        used[last] += 1
        found = f"{last}-{used[last]}"
    used[found] = 1
    return found


def _report(first: RowValues, others: Iterable[RowValues]) -> None:
    for row in others:
        if row.cells == first.cells:
            row.pending.append(("NMP011", f"the row repeats row {first.row}; remove one of them", ""))
            continue
        number = plain_typography(row.peek("number")).casefold()
        if number == plain_typography(first.peek("number")).casefold():
            what = f"the number {row.peek('number')!r}" if number else "the date and title"
            message = f"the row has {what} of row {first.row}; correct it, or add what differs to `id` in the mapping"
            row.pending.append(("NMP011", message, ""))
