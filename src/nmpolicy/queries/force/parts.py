"""Parts of instruments that relations affect: provisions, and sections that are named without a record."""

import re
from collections.abc import Mapping, Sequence

from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation

#: A word such as `Section`, if any, and a number with the numbers and letters below it, such as `3(b)`.
_NUMBERED = re.compile(r"(?:([^\W\d_]+)\.? ?|(§) ?)?(\d+[a-z]?|[ivxlc]+)((?: ?\([a-z0-9]+\)|\.\d+)*)")
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
    one, other = " ".join(named.split()).casefold(), " ".join(section.split()).casefold()
    if one == other and one:
        return True
    first, second = _numbers(one), _numbers(other)
    if first is None or second is None or first[0] != second[0]:
        return None
    if first == second:
        return True
    shared = min(len(first), len(second))
    return None if first[:shared] == second[:shared] else False


def _numbers(section: str) -> Sequence[str] | None:
    """Return the word of a section and its numbers from the top down, or None if it has no such form.

    >>> _numbers("sec. 3(b)")
    ['section', '3', 'b']
    """
    match = _NUMBERED.fullmatch(section)
    if match is None:
        return None
    word = match[1] or match[2] or ""
    return [_WORDS.get(word, word), match[3], *re.findall(r"[a-z0-9]+", match[4])]


def is_partial(collection: Collection, relation: Relation) -> bool:
    """Return whether a relation affects only a part of an instrument."""
    return bool(affected_parts(collection, relation))


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
