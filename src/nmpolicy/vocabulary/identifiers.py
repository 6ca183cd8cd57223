"""Identifiers: slugs that are unique in a collection, and rule codes."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Annotated, TypeAlias, TypeVar

from attrs import field, frozen

from nmpolicy.errors import InvalidIdError
from nmpolicy.suggestions import closest_matches
from nmpolicy.vocabulary.values import Pattern

T = TypeVar("T", bound=Hashable)
#: Words of lowercase letters and digits joined by hyphens, with a dot before the name of a part.
SLUG = "[a-z0-9]+(?:[-.][a-z0-9]+)*"


@frozen
class Slug(Pattern):
    """Marks a text as an id.

    >>> Slug().check("abq-eo-2025-07-21.report-ice-activity")
    >>> Slug().check("Order 5")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidIdError: 'Order 5' is not an id; use lowercase letters and digits, joined by hyphens or dots
    """

    regex: str = field(default=SLUG, init=False)
    """The form of a slug."""
    expected: str = field(default="an id; use lowercase letters and digits, joined by hyphens or dots", init=False)
    """A description of a valid id, for error messages."""
    error: type[InvalidIdError] = field(default=InvalidIdError, init=False)
    """The exception for a text that is not a slug."""


#: The id of a record.
Id = Annotated[str, Slug()]
CODE = r"[A-Z]{2,}[0-9]{3}"
#: The code of a rule.
Code = Annotated[str, Pattern(CODE, "the code of a rule like 'NMP101'")]

_LONGEST = 100  # characters of an id that is compared
_MOST_COMPARED = 50  # ids with the same numbers that are compared by their spelling
_FEW_COMPARED = 2  # of them where thousands of ids are looked up
_BATCH = 10_000  # ids that are normalized together
_MOST_NUMBERS = 10  # numbers of an id of which each may differ alone
_WORDS = re.compile("[0-9]+|[a-z]+")
#: Hyphens and dots that do not separate two digits, and leading zeros. Each alternative begins with its character,
#: which takes a third of the time of one that begins with a lookbehind.
_insignificant = re.compile(r"-(?:(?![0-9])|(?<![0-9]-))|\.(?:(?![0-9])|(?<![0-9]\.))|0(?<![0-9]0)0*(?=[0-9])")
#: The words of an id. Numbers are `int`; None stands for any number.
_Words: TypeAlias = tuple[str | int | None, ...]


class SeriesIndex:
    """The numbered ids of a collection, to find those that differ from another id in words or in numbers alone.

    Someone who cites an order may well name the wrong series, so ids with the same numbers and similar words come
    before those with the same words and other numbers. Padding, separators and capital letters make no difference. A
    look-up takes about as long for a million ids as for a hundred.

    >>> index = SeriesIndex(["2014-eo-003", "2014-eo-002", "2014-deo-2", "2013-eo-2"])
    >>> index.closest("2014-EO-2", 3)
    ['2014-eo-002', '2014-deo-2', '2013-eo-2']
    """

    def __init__(self, ids: Iterable[str]) -> None:
        """Index ids. Those without a number, and long ones, are left out."""
        self._lists: dict[_Words, list[tuple[tuple[int, ...], str]]] = {}
        self._by_numbers: dict[tuple[int, ...], list[str]] = {}
        for id in sorted({*ids}):
            if numbers := _numbers(id):
                self._by_numbers.setdefault(numbers, []).append(id)
            for key, number in _keys(id):
                self._lists.setdefault(key, []).append((number, id))
        for same in self._lists.values():
            same.sort()

    def closest(self, id: str, most: int, *, spelling: bool = True) -> list[str]:
        """Return up to so many ids: with the same numbers, then with one number that differs, then with several.

        Without `spelling`, the words of fewer ids with the same numbers are compared, which takes most of the time.
        """
        found: list[tuple[int, int, str]] = []
        for key, number in _keys(id):
            same = self._lists.get(key, [])
            at = bisect_left(same, (number, ""))
            for other, each in same[max(0, at - most) : at + most]:
                gaps = [gap for one, two in zip(number, other, strict=True) if (gap := abs(one - two))]
                found.append((len(gaps), sum(gaps), each))
        by_letters: dict[str, list[str]] = {}
        for each in self._by_numbers.get(_numbers(id), [])[: _MOST_COMPARED if spelling else _FEW_COMPARED]:
            by_letters.setdefault(_letters(each), []).append(each)
        equal = [each for differing, _, each in sorted(found) if not differing]
        in_others = [each for letters in closest_matches(_letters(id), by_letters) for each in by_letters[letters]]
        return list(dict.fromkeys((*equal, *in_others, *(each for *_, each in sorted(found)))))[:most]


def _letters(id: str) -> str:
    return " ".join(word for word in _WORDS.findall(id.lower()) if not word.isdecimal())


def _numbers(id: str) -> tuple[int, ...]:
    return tuple(int(word) for word in _WORDS.findall(id.lower()) if word.isdecimal()) if len(id) <= _LONGEST else ()


def _keys(id: str) -> Iterator[tuple[_Words, tuple[int, ...]]]:
    """Yield the words of an id with any number in one place, or in all places, each with the numbers left out."""
    found = _WORDS.findall(id.lower()) if len(id) <= _LONGEST else []
    words = [int(word) if word.isdecimal() else word for word in found]
    places = [place for place, word in enumerate(found) if word.isdecimal()]
    singly = places if len(places) <= _MOST_NUMBERS else []
    for chosen in [*([place] for place in singly), *([places] if len(places) > 1 else [])]:
        key = tuple(None if place in chosen else word for place, word in enumerate(words))
        yield key, tuple(int(found[place]) for place in chosen)


def similar_ids(ids: Collection[str]) -> Mapping[str, str]:
    """Find ids that differ from another one only in hyphens, dots or leading zeros.

    Each is mapped to the alphabetically first id of its group. A hyphen or dot between two digits separates numbers, so
    it counts as a difference.

    >>> similar_ids(["eo-5", "eo-05", "eo-1-12", "eo-11-2"])
    {'eo-5': 'eo-05'}
    """
    # Few are similar, so compare what is left of them without hyphens, dots and zeros first, which takes little time.
    rough = "\n".join(ids).encode().translate(None, b"-.0").split(b"\n")
    alike = _repeated(rough)
    listed = [id for id, each in zip(ids, rough, strict=True) if each in alike] if alike else []
    # Then compare hashes: normalizing a million ids would hold them in memory twice.
    hashes = [number for start in range(0, len(listed), _BATCH) for number in _hashes(listed[start : start + _BATCH])]
    repeated = _repeated(hashes)
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for id in sorted(id for id, number in zip(listed, hashes, strict=True) if number in repeated) if repeated else ():
        if first.setdefault(_normalize(id), id) != id:
            found[id] = first[_normalize(id)]
    return found


def _repeated(values: Sequence[T]) -> AbstractSet[T]:
    """Return the values that are listed more than once."""
    if len({*values}) == len(values):
        return frozenset()
    return {value for value, times in Counter(values).items() if times > 1}


def _hashes(ids: list[str]) -> Iterable[int]:
    """Return the hash of each normalized id. One pass over many ids takes a third of the time of one for each."""
    return map(hash, _normalize("\n".join(ids)).split("\n"))


def _normalize(id: str) -> str:
    return _insignificant.sub("", id).replace(".", "-")
