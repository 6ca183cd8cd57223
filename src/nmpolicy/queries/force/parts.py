"""Parts of instruments that relations affect: provisions, and sections that are named without a record."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Generic, TypeVar

from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation

#: A word such as `Section`, if any, and a number with the numbers and letters below it, such as `3(b)`.
_NUMBERED = re.compile(r"(?:([^\W\d_]+)\.? ?|(§) ?)?(\d+[a-z]?|(?<![^\W\d_])[ivxlc]+)((?: ?\([a-z0-9]+\)|\.\d+)*)")
T = TypeVar("T")
_WORDS = {"sec": "section", "§": "section", "s": "section", "art": "article", "para": "paragraph", "par": "paragraph"}


def is_same_section(named: str, section: str) -> bool | None:
    """Return True if two texts name the same section, False if they name different ones, and None if that is open.

    It is open whether a provision belongs to a named section if only a part of the number agrees, if the two count in
    different ways, or if either is empty.

    >>> is_same_section("Section 3", "section  3"), is_same_section("Section 3", "Section 4")
    (True, False)
    >>> is_same_section("Section 3", "Section 3(b)"), is_same_section("Section 3", "")
    (None, None)
    """
    one, other = _normalized(named), _normalized(section)
    if one == other and one:
        return True
    first, second = _numbers(one), _numbers(other)
    if first is None or second is None or first[0] != second[0]:
        return None
    if first == second:
        return True
    shared = min(len(first), len(second))
    return None if first[:shared] == second[:shared] else False


def section_key(section: str) -> tuple[str, ...] | str:
    """Return a value that is equal for all names of one section: a tuple if it has a number, or else its text.

    >>> section_key("Section 3") == section_key("Sec. 3")
    True
    """
    text = _normalized(section)
    return _numbers(text) or text


def _normalized(section: str) -> str:
    return " ".join(section.split()).casefold()


@cache
def _numbers(section: str) -> tuple[str, ...] | None:
    """Return the word of a section and its numbers from the top down, or None if it has no such form.

    >>> _numbers("sec. 3(b)")
    ('section', '3', 'b')
    """
    match = _NUMBERED.fullmatch(section)
    if match is None:
        return None
    word = match[1] or match[2] or ""
    return _WORDS.get(word, word), match[3], *re.findall(r"[a-z0-9]+", match[4])


class SectionIndex(Generic[T]):
    """Finds items by the section that each of them names, without a comparison with every item.

    >>> index = SectionIndex([("Section 3", "a"), ("Section 4", "b"), ("the preamble", "c")])
    >>> index.find("Sec. 3")
    [('a', True), ('c', None)]
    """

    def __init__(self, items: Iterable[tuple[str, T]]) -> None:
        """Index pairs of the text of a section and an item."""
        self._items: list[T] = []
        self._by_text: dict[str, list[int]] = {}
        self._at: dict[tuple[str, ...], list[int]] = {}
        self._below: dict[tuple[str, ...], list[int]] = {}
        self._unnumbered: list[int] = []
        for place, (section, item) in enumerate(items):
            self._items.append(item)
            text = _normalized(section)
            self._by_text.setdefault(text, []).append(place)
            numbers = _numbers(text)
            if numbers is None:
                self._unnumbered.append(place)
                continue
            self._at.setdefault(numbers, []).append(place)
            for length in range(1, len(numbers)):
                self._below.setdefault(numbers[:length], []).append(place)
        self._words = {numbers[0] for numbers in self._at}

    def find(self, section: str) -> Sequence[tuple[T, bool | None]]:
        """Return the items whose section is the same, or may be, in their order, each with True or None."""
        text = _normalized(section)
        numbers = _numbers(text)
        same = {*(self._by_text.get(text, ()) if text else ()), *self._at.get(numbers or (), ())}
        found = {*range(len(self._items))} if numbers is None else {*same, *self._possible(numbers)}
        return [(self._items[place], True if place in same else None) for place in sorted(found)]

    def _possible(self, numbers: tuple[str, ...]) -> Iterator[int]:
        """Yield the places of sections above and below one, and of those that are counted in another way."""
        yield from self._unnumbered
        yield from self._below.get(numbers, ())
        for length in range(2, len(numbers)):
            yield from self._at.get(numbers[:length], ())
        for word in self._words - {numbers[0]}:
            yield from self._below[word,]


def is_partial(collection: Collection, relation: Relation) -> bool:
    """Return whether a relation affects only a part of an instrument."""
    return bool(relation.scope or relation.section.strip() or collection.get(relation.object, Provision))


def affected_parts(collection: Collection, relation: Relation) -> Sequence[str]:
    """Return the parts of an instrument that a relation affects: a section, ids; none if it affects the whole."""
    object = relation.object if collection.get(relation.object, Provision) else ""
    return [*dict.fromkeys(filter(None, (relation.section.strip(), *(relation.scope or (object,)))))]


@once_per_collection
def provisions_by_instrument(collection: Collection) -> Mapping[str, Sequence[Provision]]:
    """Return the provisions of each instrument, by its id."""
    found: dict[str, list[Provision]] = {}
    for each in collection.provisions:
        found.setdefault(each.instrument, []).append(each)
    return found
