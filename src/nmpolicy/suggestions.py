"""Suggestions for misspelled words."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from os.path import commonprefix

#: How many suggestions by spelling one check of a whole collection or file makes at most. Each takes about a
#: millisecond, and thousands of findings usually have one cause. It counts words and not seconds, so that the findings
#: are the same on every machine.
MAX_SUGGESTIONS = 1000
_MAX_LENGTH = 60  # characters, because the time to compare grows with the square of the length
_FEW = 100  # choices that are all compared
_NEIGHBORS = 25  # choices on each side with the same beginning or the same end that are considered
_MOST_ALIKE = 8  # of these, the choices that are compared


def closest_matches(word: str, choices: Iterable[str]) -> tuple[str, ...]:
    """Return up to three choices that resemble a misspelled word, best match first."""
    compared = tuple(str(choice) for choice in choices if len(choice) <= _MAX_LENGTH)
    return _closest_matches(word[:_MAX_LENGTH], compared)


@lru_cache(maxsize=1000)  # the same misspelling often occurs many times, and comparing is slow
def _closest_matches(word: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415  # only a misspelling needs it

    return tuple(get_close_matches(word, sorted(choices), n=3, cutoff=0.6))


class SpellingIndex:
    """Many choices, such as the ids of a collection, to find those that are spelled like a word.

    A misspelled word mostly has the beginning or the end of the right one, so only the neighbors in alphabetical order,
    read forward and backward, are compared. A look-up takes about as long for a million choices as for a hundred.

    >>> SpellingIndex(["city-clerk", "city-council", "mayor"]).closest("city-counsil")
    ('city-council', 'city-clerk')
    """

    def __init__(self, choices: Iterable[str], most: float = float("inf")) -> None:
        """Index choices. Long ones are left out. After so many different words, no more get a suggestion."""
        self._most = most
        self._known: dict[str, tuple[str, ...]] = {}
        self._forward = sorted({choice for choice in choices if len(choice) <= _MAX_LENGTH})
        self._backward = sorted(choice[::-1] for choice in self._forward)

    def closest(self, word: str) -> tuple[str, ...]:
        """Return up to three choices that resemble a word, best match first."""
        if word not in self._known:
            self._known[word] = self._closest(word[:_MAX_LENGTH]) if len(self._known) < self._most else ()
        return self._known[word]

    def _closest(self, word: str) -> tuple[str, ...]:
        if len(self._forward) <= _FEW:
            return closest_matches(word, self._forward)
        found = {*_neighbors(self._forward, word), *(each[::-1] for each in _neighbors(self._backward, word[::-1]))}
        return closest_matches(
            word, sorted(found, key=lambda choice: (-_in_common(word, choice), choice))[:_MOST_ALIKE]
        )


def _neighbors(ordered: Sequence[str], word: str) -> Sequence[str]:
    at = bisect_left(ordered, word)
    return ordered[max(0, at - _NEIGHBORS) : at + _NEIGHBORS]


def _in_common(one: str, other: str) -> int:
    """Return the number of characters in which the beginnings and the ends of two words agree."""
    # It compares characters here, not folders.
    return len(commonprefix([one, other])) + len(commonprefix([one[::-1], other[::-1]]))  # noqa: RUF071


def did_you_mean(suggestions: tuple[str, ...]) -> str:
    """Return the end of a sentence that offers the best suggestion; empty if there is none."""
    return f"; did you mean {suggestions[0]!r}?" if suggestions else ""
