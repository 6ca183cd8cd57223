"""Suggestions for misspelled words."""

from collections.abc import Iterable
from functools import lru_cache

_MAX_COMPARED = 60  # characters, because the time to compare grows with the square of the length


def closest_matches(word: str, choices: Iterable[str]) -> tuple[str, ...]:
    """Return up to three choices that resemble a misspelled word, best match first."""
    compared = tuple(str(choice) for choice in choices if len(choice) <= _MAX_COMPARED)
    return _closest_matches(word[:_MAX_COMPARED], compared)


@lru_cache(maxsize=1000)  # the same misspelling often occurs many times, and comparing is slow
def _closest_matches(word: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415  # only a misspelling needs it

    return tuple(get_close_matches(word, sorted(choices), n=3, cutoff=0.6))


def did_you_mean(suggestions: tuple[str, ...]) -> str:
    """Return the end of a sentence that offers the best suggestion; empty if there is none."""
    return f"; did you mean {suggestions[0]!r}?" if suggestions else ""
