"""The words of ids, to find the ids that another id is a part of."""

import re
from collections.abc import Iterable

_WORDS = re.compile("[a-z0-9]+")
_LONGEST = 100  # characters of an id that is looked up
_MOST_KEPT = 50  # ids of one kind with the same word that are compared


class IdWordIndex:
    """The ids of a collection by their words.

    A look-up takes about as long for a million ids as for a hundred.

    >>> index = IdWordIndex([("jacob-frey", "people"), ("kstp-2025-06-03", "sources"), ("kstp-2025-06-04", "sources")])
    >>> index.having("Frey"), index.having("kstp-2025"), index.having("frey", ["sources"])
    (['jacob-frey'], ['kstp-2025-06-03', 'kstp-2025-06-04'], [])
    """

    def __init__(self, ids: Iterable[tuple[str, str]]) -> None:
        """Index ids, each with the kind of its record."""
        self._ids: dict[str, dict[str, list[str]]] = {}
        for id, kind in ids:
            for word in {*_WORDS.findall(id)}:
                same = self._ids.setdefault(word, {}).setdefault(kind, [])
                if len(same) <= _MOST_KEPT:
                    same.append(id)

    def having(self, part: str, kinds: Iterable[str] = (), most: int = 3) -> list[str]:
        """Return the ids of these kinds, or of any, that have all words of a part in order; none if too many do."""
        words = _WORDS.findall(part.lower()) if len(part) <= _LONGEST else []
        if all(word.isdecimal() for word in words) or any(word not in self._ids for word in words):
            return []
        accepted = {*kinds} or {kind for word in words for kind in self._ids[word]}
        found: list[str] = []
        sought = f"-{'-'.join(words)}-"
        for kind in accepted:
            same = min((self._ids[word].get(kind, []) for word in words), key=len)
            if len(same) > _MOST_KEPT:
                return []
            found += [id for id in same if sought in f"-{id.replace('.', '-')}-"]
        return sorted(found) if len(found) <= most else []
