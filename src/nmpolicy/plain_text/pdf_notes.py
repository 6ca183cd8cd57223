"""Find the notes at the foot of the pages of a PDF file."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from nmpolicy.plain_text.marks import raised
from nmpolicy.plain_text.pdf_lines import Line

_SMALL = 0.93  # times the font size of the text: notes are at least so much smaller
_RAISED_MARK = re.compile(r"[⁰¹²³⁴-⁹]+|\[[a-z]\]|[*†‡§]")
_PLAIN_MARK = re.compile(r"(\d{1,3})(?=[.)]?\s)")


def main_size(lines: Iterable[Line]) -> float:
    """Return the font size of most of a text; 0 if there is none."""
    counts: Counter[float] = Counter()
    for line in lines:
        counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 0.0


def without_notes(lines: Sequence[Line], size: float) -> tuple[list[Line], list[Line]]:
    """Split the lines of a page into its text and its notes.

    Notes are in smaller type at the foot of a column, and begin with a mark. A number that is not raised is a mark only
    if the same number is raised in the text.
    """
    text: list[Line] = []
    notes: list[Line] = []
    raised_in_text = " ".join(line.text for line in lines if line.size > _SMALL * size)
    for column in _columns(lines):
        end = len(column)
        while end and column[end - 1].size <= _SMALL * size:
            end -= 1
        start = next((at for at in range(end, len(column)) if _is_mark(column[at].text, raised_in_text)), len(column))
        if not end and not text:  # the whole page is in small type
            start = len(column)
        text += column[:start]
        notes += (
            line._replace(
                text=_PLAIN_MARK.sub(lambda mark: raised(mark[1]), line.text, 1)
                if _is_mark(line.text, raised_in_text)
                else line.text
            )
            for line in column[start:]
        )
    return text, notes


def starts_note(text: str) -> bool:
    """Return whether a line begins with the mark of a note."""
    return _RAISED_MARK.match(text) is not None


def _is_mark(text: str, raised_in_text: str) -> bool:
    plain = _PLAIN_MARK.match(text)
    return starts_note(text) or (plain is not None and raised(plain[1]) in raised_in_text)


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Split lines where the next one is higher up, as at the top of a column."""
    columns: list[list[Line]] = []
    before: Line | None = None
    for line in lines:
        if before is None or line.baseline > before.baseline + line.size or line.slant != before.slant:
            columns.append([])
        columns[-1].append(line)
        before = line
    return columns
