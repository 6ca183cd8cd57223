"""Misspellings of field names and terms. Only a very similar name is meant: words of another meaning are close too."""

import re
from collections.abc import Iterable

_ENDING = re.compile("(?:ing|ed|es|e|s|d)$")
_SHORTEST = 3  # letters of a word that may be misspelled, and of a stem
_SHORT = 4  # letters of a word in which only swapped letters are a misspelling: `same` is not `some`
_REPLACED = 8  # letters of a word in which one may be replaced: `protect` is not `protest`
_LONG = 12  # letters of a word in which two mistakes are likely
_FAR = 3  # mistakes


def near_spellings(word: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return up to three names that a word misspells, or of which it is another form, best match first.

    One letter may be missing, added or swapped with the next one; in a name of eight letters or more it may be another
    letter, and in one of twelve there may be two mistakes. The first letter must be right or swapped.

    >>> near_spellings("singed", ["signed", "issued"]), near_spellings("dismissed", ["signed", "issued"])
    (('signed',), ())
    >>> near_spellings("announce", ["announced", "proposed"]), near_spellings("proclamaton", ["proclamation"])
    (('announced',), ('proclamation',))
    """
    word = re.sub(r"[\s_-]+", "-", word[:61].strip().lower())
    found = [
        (distance, str(name)) for name in names if (distance := _distance(word, str(name).replace("_", "-"))) < _FAR
    ]
    return tuple(name for _, name in sorted(found)[:3])


def _distance(word: str, name: str) -> int:
    """Return the number of mistakes; 1 for another form of the name; 3 if the word is not near the name."""
    shorter = min(len(word), len(name))
    if shorter < _SHORTEST or abs(len(word) - len(name)) > _FAR:
        return _FAR
    stem = _ENDING.sub("", word)
    if len(stem) >= _SHORTEST and stem == _ENDING.sub("", name):
        return 1
    same_start, same_letters = word[0] == name[0], sorted(word) == sorted(name)
    if not (same_start or same_letters) or (shorter <= _SHORT and not same_letters):
        return _FAR
    if shorter < _REPLACED and len(word) == len(name) and not same_letters:
        return _FAR
    mistakes = _mistakes(word, name)
    return mistakes if mistakes <= (2 if shorter >= _LONG else 1) else _FAR


def _mistakes(word: str, name: str) -> int:
    """Return how many letters to insert, delete, replace or swap with a neighbor (optimal string alignment)."""
    before: list[int] = []
    row: list[int] = [*range(len(name) + 1)]
    for i, letter in enumerate(word, 1):
        above, row = row, [i]
        for j, other in enumerate(name, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == name[j - 2] and word[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]
