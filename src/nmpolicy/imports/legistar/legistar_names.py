"""The names of people and bodies in Legistar, and the ids that they get."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, count
from typing import TypeAlias

from attrs import define, field, frozen

from nmpolicy.imports.name_kinds import comparable
from nmpolicy.vocabulary.slugs import slug_or_empty

_BY_REQUEST = re.compile("by request.*$", re.IGNORECASE)


def without_request(name: str) -> str:
    """Return the name of a sponsor without words such as `(by request of the Mayor)`."""
    found = _BY_REQUEST.search(name)
    return name[: found.start()].rstrip().rstrip("([,-").rstrip() if found else name


@define
class Ids:
    """Makes ids, each of them once."""

    prefix: str = ""
    """The start of every id: the client and a hyphen, or nothing."""
    _taken: set[str] = field(factory=set)

    def take(self, kind: str, name: str, number: int | None, *, prefixed: bool = True) -> str:
        """Return an id made from a name, or else from the kind and the number, or a digest of the name.

        >>> ids = Ids("nyc-")
        >>> ids.take("person", "Ana Bass", 7), ids.take("person", "Ana Bass", 9), ids.take("person", "\u4e2d", 8)
        ('nyc-ana-bass', 'nyc-ana-bass-9', 'nyc-person-8')
        """
        digest = hashlib.sha256(name.encode(errors="replace")).hexdigest()[:12]
        stem = slug_or_empty(name)
        wanted = [stem, f"{stem}-{number or digest}"] if stem else []
        more = (f"{kind}-{digest}-{times}" for times in count(2))
        start = self.prefix if prefixed else ""
        all_wanted = chain(wanted, [f"{kind}-{number or digest}"], more)
        free = next(id for each in all_wanted if (id := start + each) not in self._taken)
        self._taken.add(free)
        return free


@frozen
class Entry:
    """A person or thing with a name, a number in Legistar, or both."""

    id: str
    name: str
    other_names: tuple[str, ...]
    number: int | None


_Key: TypeAlias = "int | str"


@define
class Directory:
    """Names and numbers that belong together. A number identifies its holder; without one, the name does.

    >>> people = Directory("person")
    >>> people.mention(7, "Ana Bass")
    >>> people.mention(None, "ana bass")
    >>> people.settle(Ids())
    >>> people.find(None, "Ana  Bass").id == people.find(7, "").id == "ana-bass"
    True
    """

    kind: str
    _names: defaultdict[_Key, Counter[str]] = field(factory=lambda: defaultdict(Counter))
    _entries: dict[_Key, Entry] = field(factory=dict)
    _by_name: defaultdict[str, list[int]] = field(factory=lambda: defaultdict(list))

    def mention(self, number: int | None, name: str, weight: int = 1) -> None:
        """Note that a name, a number or both occur. Of several names, the one with the greatest weight is taken."""
        if number or name:
            self._names[number or comparable(name)][name] += weight

    def settle(self, ids: Ids) -> None:
        """Give each an id. A name that just one number has belongs to that number."""
        for key, names in self._names.items():
            if isinstance(key, int):
                for name in {comparable(each) for each in names if each}:
                    self._by_name[name].append(key)
        for key in sorted(self._names, key=lambda each: (isinstance(each, str), each)):
            if isinstance(key, str) and len(self._by_name.get(key, ())) == 1:
                continue
            names = self._names[key]
            name = min((each for each in names if each), key=lambda each: (-names[each], each), default="")
            others = {comparable(each): each for each in sorted(names, reverse=True) if each}
            others.pop(comparable(name), None)
            number = key if isinstance(key, int) else None
            self._entries[key] = Entry(ids.take(self.kind, name, number), name, tuple(sorted(others.values())), number)

    def find(self, number: int | None, name: str) -> Entry | None:
        """Return the actor of a number or a name."""
        if number in self._entries:
            return self._entries[number]
        key = comparable(name)
        numbers = self._by_name.get(key, [])
        return self._entries.get(numbers[0] if len(numbers) == 1 else key)

    def names(self) -> Iterator[str]:
        """Yield all names that were mentioned."""
        return (name for names in self._names.values() for name in names)

    def knows(self, number: int | None, name: str) -> bool:
        """Return whether a number or a name was mentioned."""
        return number in self._names or comparable(name) in self._names

    def __iter__(self) -> Iterator[Entry]:
        """Yield the actors mentioned, by number and then by name."""
        return iter(self._entries.values())
