"""Records of an import whose ids are chosen when all are known, so that no id depends on the order of the input."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, TypeAlias

from attrs import define, field

from nmpolicy.records.actors import Membership
from nmpolicy.records.base import Record
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.slugs import slug_or_empty

#: A record's class in a word, and the properties that distinguish it from all others of its class.
Key: TypeAlias = tuple[str | None, ...]
Ids: TypeAlias = Mapping[Key, str]

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_LONGEST = 24  # characters of a foreign id that is used whole in an id


@define
class PendingRecords:
    """Records that refer to each other by keys until their ids are chosen.

    Each has one wanted id, or several, from the shortest to the longest. If two want the same id, neither gets it: both
    get their next one, and in the end a digest of their keys. So the ids are the same for any order of the records.

    >>> from nmpolicy.records.actors import Person
    >>> pending = PendingRecords()
    >>> for number in ("7", "8"):
    ...     pending.add(("person", number), ["jo", f"jo-{number}"], lambda own_id, ids: Person(id=own_id, name="Jo"))
    >>> [person.id for person in pending.settled()]
    ['jo-7', 'jo-8']
    """

    _wanted: dict[Key, Sequence[str]] = field(factory=dict)
    _makers: dict[Key, Callable[[str, Ids], Record]] = field(factory=dict)

    def __contains__(self, key: object) -> bool:
        """Return whether a record has this key."""
        return key in self._wanted

    def wanted(self, key: Key) -> str:
        """Return the id that a record wants most."""
        return self._wanted[key][0]

    def add(self, key: Key, wanted: Sequence[str], make: Callable[[str, Ids], Record]) -> None:
        """Add a record, unless there is one with its key. `make` gets its id and the ids of all records by key."""
        if key not in self._wanted:
            self._wanted[key], self._makers[key] = wanted, make

    def settled(self) -> Iterator[Record]:
        """Yield the records in the order of their ids."""
        ids = settled_ids(self._wanted)
        for key in sorted(ids, key=ids.__getitem__):
            yield self._makers[key](ids[key], ids)


def settled_ids(wanted: Mapping[Key, Sequence[str]]) -> dict[Key, str]:
    """Return an id for each key: the first one that it wants and that no other key wants or has.

    >>> settled_ids({("a",): ["x"], ("b",): ["y", "y-1"], ("c",): ["y", "y-2"]})
    {('a',): 'x', ('b',): 'y-1', ('c',): 'y-2'}
    """
    ids: dict[Key, str] = {}
    taken: set[str] = set()
    left, place = dict(wanted), 0
    while left:
        nexts = {key: each[place] if place < len(each) else _longest(key, each[-1]) for key, each in left.items()}
        counts = Counter(nexts.values())
        fit = {key: id for key, id in nexts.items() if counts[id] == 1 and id not in taken}
        taken.update(counts)
        ids |= fit
        left = {key: each for key, each in left.items() if key not in fit}
        place += 1
    return {key: ids[key] for key in wanted}


def _longest(key: Key, id: str) -> str:
    return f"{id}-{sha256(repr(key).encode()).hexdigest()[:16]}"


def slug_or(text: str, *others: str) -> str:
    """Return the slug of the first text that has one, or else `unnamed`.

    >>> slug_or("Ra\u00fal Torrez"), slug_or("\u0418\u0432\u0430\u043d", "person"), slug_or("?")
    ('raul-torrez', 'person', 'unnamed')
    """
    return next(filter(None, map(slug_or_empty, (text, *others))), "unnamed")


def named_id(name: str, foreign_id: str, kind: str) -> str:
    """Return the id of a name and of the id that another program uses: the slug, and the foreign id's short form.

    Names repeat, so the foreign id is always a part: the id of one person does not change when a namesake is added. A
    UUID is cut to its first eight digits, as Open States and git do.

    >>> named_id("Tim Keller", "ocd-person/180ddc37-53e9-45aa-93d5-5a521e6e395f", "person")
    'tim-keller-180ddc37'
    >>> named_id("Tim Keller", "person/1234", "person"), named_id("", "person/1234", "person")
    ('tim-keller-1234', 'person-1234')
    >>> named_id("Tim Keller", "tim-keller", "person")
    'tim-keller'
    """
    stem, short = slug_or(name, kind), short_form(foreign_id)
    return stem if short in {stem, ""} else f"{stem}-{short}"


def short_form(foreign_id: str) -> str:
    """Return a foreign id as the part of an id: its last piece if that is short, or else a part of it or a digest.

    >>> short_form("uk.org.example/person/Q42"), short_form("b79c93f9-c38b-438a-bb50-559114145669"), short_form("")
    ('q42', 'b79c93f9', '')
    >>> short_form("x" * 99)
    'd0621fdd'
    """
    last = foreign_id.rstrip("/").rpartition("/")[2]
    if found := _UUID.search(last):
        return found[0][:8].lower()
    words = "-".join(re.findall("[a-z0-9]+", last.lower()))
    if words and len(words) <= _LONGEST and last.isascii():
        return words
    return sha256(foreign_id.encode()).hexdigest()[:8] if foreign_id else ""


def add_membership(  # noqa: PLR0913  # the fields of a membership
    pending: PendingRecords,
    member: Key,
    *,
    post: Key | None = None,
    organization: Key | None = None,
    role: str = "",
    start: PartialDate | None = None,
    end: PartialDate | None = None,
    **others: Any,
) -> bool:
    """Add a membership of an actor in a post or an organization; `others` are its other fields.

    Its id has the first day, which distinguishes several terms. The last day is a part only if another membership has
    the same first day, because it often becomes known or changes later. Returns false, and adds nothing, if the same
    membership is there already.
    """
    key = ("membership", *member, *(post or ()), *(organization or ()), role, start, end, repr(sorted(others.items())))
    if key in pending:
        return False
    where = [pending.wanted(each) for each in (post or organization,) if each]
    base = ".".join([pending.wanted(member), *where, *([slug_or(role)] if role or not where else [])])
    wanted = [f"{base}.{_digits(start)}" if start else base]
    wanted += [f"{wanted[0]}.to-{_digits(end)}"] if end else []

    def make(own_id: str, ids: Ids) -> Membership:
        return Membership(
            id=own_id,
            member=ids[member],
            post=None if post is None else ids[post],
            organization=None if organization is None else ids[organization],
            role=role,
            start_date=start,
            end_date=end,
            **others,
        )

    pending.add(key, wanted, make)
    return True


def _digits(date: PartialDate) -> str:
    return date.rstrip("~?%")
