"""Read hyphens at the ends of lines: which belong to a word, and which were added where the word was broken."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

# In a normalized paragraph, the line break after a hyphen is a space.
_BREAK = re.compile(r"(?<=[^\s-])- (?=[^\s-])")
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-(?=([^\W\d_]+))")
# Before these words, a hyphen may stand for the rest of a compound: `pre- and post-war`.
_CONJUNCTIONS = frozenset(
    [
        "and",
        "or",
        "nor",
        "to",
        "through",
        "but",
        "y",
        "e",
        "o",
        "u",
        "et",
        "ou",
        "und",
        "oder",
        "bis",
        "och",
        "og",
        "eller",
        "en",
        "of",
        "i",
        "и",
        "или",
    ]
)


class LineBreak(NamedTuple):
    """A hyphen at the end of a line."""

    place: int
    """The index of the hyphen in the paragraph, or of the next character if the hyphen is left out."""
    form: str
    """The likeliest reading: a hyphen inside a word, a hyphen and a space after it, or nothing."""
    others: tuple[str, ...]
    """The other readings."""


def forms(before: str, after: str) -> tuple[str, ...]:
    """Return the possible readings of a hyphen at the end of a line between two characters.

    A hyphen beside a digit is never left out: `2018-` and `2025` are not `20182025`.
    """
    return ("", "-", "- ") if _is_letter(before) and _is_letter(after) else ("-", "- ")


def _is_letter(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char)[0] == "M"


def read_line_breaks(blocks: Sequence[str]) -> Iterator[tuple[str, tuple[LineBreak, ...]]]:
    """Yield each paragraph with its line breaks read in the likeliest way, as the other words of the text suggest.

    >>> [text for text, _ in read_line_breaks(["Infor- mation, pre- and post-war.", "In- door. The in door."])]
    ['Information, pre- and post-war.', 'In-door. The in door.']
    """
    split = [_BREAK.split(block) for block in blocks]
    words, compounds = _vocabulary(split) if any(len(parts) > 1 for parts in split) else (Counter(), Counter())
    for parts in split:
        text, breaks, index = [parts[0]], [], len(parts[0])
        for before, after in pairwise(parts):
            form = _likeliest(before, after, words, compounds)
            others = tuple(other for other in forms(before[-1], after[0]) if other != form)
            breaks.append(LineBreak(index, form, others))
            text += form, after
            index += len(form) + len(after)
        yield "".join(text), tuple(breaks)


def _vocabulary(split: Sequence[Sequence[str]]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return how often words and pairs of words with a hyphen occur in a text, without those that are broken."""
    whole: list[str] = []
    for parts in split:
        for number, part in enumerate(parts):
            start = len(_head(part)) if number else 0
            end = len(part) - len(_tail(part)) if number < len(parts) - 1 else len(part)
            whole.append(part[start:end].casefold())
    text = "\n".join(whole)
    return Counter(_WORD.findall(text)), Counter(_COMPOUND.findall(text))


def _head(part: str) -> str:
    return "".join(takewhile(str.isalpha, part))


def _tail(part: str) -> str:
    return "".join(takewhile(str.isalpha, reversed(part)))[::-1]


def _likeliest(before: str, after: str, words: Counter[str], compounds: Counter[tuple[str, str]]) -> str:
    left, right = _tail(before), _head(after)
    first, second = left.casefold(), right.casefold()
    joined, compound = words[first + second] if first and second else 0, compounds[first, second]
    if joined or compound:
        return "" if joined >= compound else "-"
    if second in _CONJUNCTIONS or not (before[-1].isalnum() or _is_letter(before[-1])):
        return "- "
    if not (_is_letter(before[-1]) and _is_letter(after[0])):
        return "-"
    is_name = right[:1].isupper() and not left.isupper()
    return "-" if is_name or (words[first] and words[second]) else ""
