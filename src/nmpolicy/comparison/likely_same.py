"""Propose the records of two collections that are likely one thing under different ids."""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from types import MappingProxyType

from attrs import frozen

from nmpolicy.comparison.candidates import Candidates, indexed, likeness_key
from nmpolicy.comparison.changes import refuse_duplicate_ids, renamed_ids
from nmpolicy.comparison.resemblances import CONTENT, WEB_ADDRESS, Organizations, resemblances, weak_resemblances
from nmpolicy.comparison.same_records import checked_pairs
from nmpolicy.comparison.separate_terms import are_separate_terms
from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.find_actors import folded_name
from nmpolicy.queries.likenesses import IDENTIFIER, NAME, Likeness, identifies_record, likenesses
from nmpolicy.records.actors import Actor, Membership, Person
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection, table_of
from nmpolicy.records.sources import Source
from nmpolicy.records.traversal import with_references

#: The rounds of matching: by identifiers, equal content, names and the like, full other names, and any other names.
_ROUNDS = range(5)
_OTHER_NAMES = 3  # the first round in which a name of one record may be another name of the other
#: Levels of a hierarchy of organizations whose names are matched apart from the name of the organization above.
_MAX_LEVELS = 5
#: The property of two actors of which the name of one is another name of the other.
ANOTHER_NAME = "another name"
_NO_SCHEMES = frozenset[str]()
#: The property that two people share who have the same name and hold, or held, the same post.
_NAME_AND_POST = "name and post"

#: A record of theirs that refers to ours where they are paired, and its likenesses, each with what tells it apart.
_Renamed = tuple[Record, Sequence[tuple[Likeness, frozenset[str]]]]


@frozen(repr=False)
class LikelyPair(Answer):
    """Two records of one class that are likely one thing under different ids.

    .. versionadded:: 0.1
    """

    ours: str
    """The id of our record."""
    theirs: str
    """The id of their record."""
    table: str
    """The table that both are in."""
    shared: str
    """The property that the two share, in words, such as `name and organization`.

    It is `another name` if the name of one is among the other names of the other, and `other name` if both share an
    other name.
    """
    only: bool = True
    """False if another record of either side shares it, too, so another pair may be the right one."""


def likely_same(
    ours: Collection, theirs: Collection, same: Mapping[str, str] = MappingProxyType({})
) -> Answers[LikelyPair]:
    """Return the records of two collections that are likely one thing under different ids, table by table.

    Each record is in at most one pair. Records with one id, or whose id is an alias of the other, are one already, and
    so are those of `same`, which holds their ids by ours. Pairs are found by identifiers and web addresses, by equal
    content, and by what rule NMP209 compares: names, titles, numbers and dates. Then provisions of one instrument with
    one aim, statements of one speaker in one paragraph and the like are found, if no other record of either side fits.
    What refers to a paired record is compared as if it referred to ours. Records of one name are paired before those of
    which it is another name, whatever their order. Of several people of one name, those who hold the same post are
    paired first.

    >>> from nmpolicy.records.actors import Organization, Post
    >>> ours = Collection(id="a", title="A", organizations=[Organization(id="city", name="Springfield")]).add(
    ...     Post(id="mayor", name="Mayor", organization="city")
    ... )
    >>> theirs = Collection(id="b", title="B", organizations=[Organization(id="town", name="SPRINGFIELD")]).add(
    ...     Post(id="head", name="Mayor", organization="town")
    ... )
    >>> [(pair.ours, pair.theirs, pair.shared) for pair in likely_same(ours, theirs)]
    [('city', 'town', 'name'), ('mayor', 'head', 'content')]

    Raises `DuplicateIdError` if two records of a collection have the same id, and an error as `merge` does if a pair of
    `same` is not valid.

    .. versionadded:: 0.1
    """
    check_collections(ours, theirs)
    refuse_duplicate_ids(ours, theirs)
    matcher = _Matcher(ours, theirs, checked_pairs(ours, theirs, None, same))
    matcher.match()
    return Answers(matcher.pairs(), "Records that may be one thing")


class _Matcher:
    """Matches the records of two collections one by one."""

    def __init__(self, ours: Collection, theirs: Collection, known: Mapping[str, str]) -> None:
        """Start from our ids by theirs of the records that are known to be the same."""
        self.ours, self.theirs = ours, theirs
        renamed = {their_id: our_id for our_id, their_id in renamed_ids(ours, theirs).items()}
        self.our_ids = {**renamed, **renamed_ids(theirs, ours), **known}
        self._our_posts, self._their_posts = _posts_by_member(ours), _posts_by_member(theirs)
        self._organizations = Organizations(ours, theirs)
        self.taken = {*self.our_ids.values()}
        self._left = {
            each.id: each
            for each in theirs
            if each.id not in self.our_ids and type(ours.get(each.id)) is not type(each)
        }
        self.found: dict[str, Likeness] = {}
        ours_left = [(record, *each) for record in self._our_left() for each in _likenesses(record)]
        theirs_left = [(record, name, _schemes(record)) for record in self._left.values() for name in _names(record)]
        self._counts = Counter[Hashable]((likeness_key(record, each), each.detail) for record, each, _ in ours_left)
        self._names = Counter(likeness_key(record, name) for record, name, _ in theirs_left)
        self._namesakes_need_post = True
        self._any = indexed(ours_left)
        self._full = indexed(each for each in ours_left if each[1].decisive)
        self._main = indexed(each for each in ours_left if each[1].main)
        self._their_main = indexed(each for each in theirs_left if each[1].main)

    def match(self) -> None:
        """Find all pairs."""
        self._match(self._left.values())
        for table in TABLES:
            for _ in range(_MAX_LEVELS):
                if not (new := self._match_weakly(table)):
                    break
                self._match(each for id in new for each in self._referring(id))
            if table == "posts":
                self._match_namesakes()

    def pairs(self) -> Iterator[LikelyPair]:
        """Yield the pairs that were found, in the order of our records."""
        counts = Counter[Hashable]()
        for record in self._left.values():
            renamed = with_references(record, self.our_ids)
            counts.update((likeness_key(renamed, each), each.detail) for each, _ in _likenesses(renamed))
        their_ids = {self.our_ids[id]: id for id in self.found}
        for record in self.ours:
            if (id := their_ids.get(record.id)) is not None:
                likeness = self.found[id]
                key = likeness_key(record, likeness), likeness.detail
                only = likeness.shared == CONTENT or max(self._counts[key], counts[key]) <= 1
                shared = _in_words(likeness, record, self._left[id])
                yield LikelyPair(record.id, id, table_of(record), shared, only=only)

    def _our_left(self) -> Iterator[Record]:
        return (each for each in self.ours if each.id not in self.taken and each.id not in self.theirs)

    def _match(self, records: Iterable[Record]) -> None:
        """Match records of theirs, and those that refer to them: in each round, all that earlier rounds leave over."""
        waiting = [deque(records), *(deque[Record]() for _ in _ROUNDS[1:])]
        rounds = {each.id: 0 for each in waiting[0]}
        known: dict[str, _Renamed] = {}
        while (number := next((each for each in _ROUNDS if waiting[each]), None)) is not None:
            record = waiting[number].popleft()
            if record.id in self.our_ids or rounds[record.id] != number:
                continue
            if number == 0:
                renamed = with_references(record, self.our_ids)
                known[record.id] = renamed, [*_likenesses(renamed)]
            if match := self._find(known[record.id], number):
                self._pair(record.id, *match)
                for other in self._referring(record.id):
                    if rounds.get(other.id) != 0:
                        rounds[other.id] = 0
                        waiting[0].append(other)
            else:
                rounds[record.id] = number + 1
                if number < _ROUNDS[-1]:
                    waiting[number + 1].append(record)

    def _match_namesakes(self) -> None:
        """Match people whose name several have: those with the same post, and then in document order."""
        for self._namesakes_need_post in (True, False):
            self._match(each for each in self._left.values() if isinstance(each, Person))

    def _find(self, record: _Renamed, number: int) -> tuple[str, Likeness] | None:
        """Return our record that is like one of theirs according to a round, and the likeness."""
        renamed, found = record
        for likeness, schemes in found:
            if (index := self._index(number, likeness)) is None:
                continue
            candidates = index.get(key := likeness_key(renamed, likeness))
            is_name = self._namesakes_need_post and isinstance(renamed, Person) and likeness.shared == NAME
            with_post = is_name and max(self._names[key], self._counts[key, ""]) > 1
            can_be = partial(self._can_be, renamed, posts=self._posts(renamed.id) if with_post else None)
            if is_name and not with_post and number >= _OTHER_NAMES:
                can_be = partial(self._has_no_namesake, renamed)
            if candidates and (id := candidates.find(likeness.detail, schemes, self.taken, can_be)):
                return id, likeness._replace(shared=_NAME_AND_POST) if with_post else likeness
        return None

    def _can_be(self, theirs: Record, our_id: str, *, posts: AbstractSet[str] | None) -> bool:
        """Return whether nothing tells two records apart that have a likeness.

        With `posts`, those of the person of theirs, they must share one.
        """
        ours = self.ours[our_id]
        if isinstance(ours, Membership) and isinstance(theirs, Membership):
            return not are_separate_terms(ours, self.ours, theirs, self.theirs)
        return posts is None or not posts.isdisjoint(self._our_posts.get(our_id, ()))

    def _has_no_namesake(self, theirs: Record, our_id: str) -> bool:
        """Return whether neither of two people has the very name of someone on the other side who is not paired."""
        for each, index, taken in (
            (theirs, self._main, self.taken),
            (self.ours[our_id], self._their_main, self.our_ids.keys()),
        ):
            namesakes = index.get(likeness_key(each, next(_names(each))))
            if namesakes and namesakes.find("", _schemes(each), taken, lambda _: True):
                return False
        return True

    def _posts(self, member: str) -> AbstractSet[str]:
        """Return the posts that a person of theirs holds or held, by our ids where they are paired."""
        held = self._their_posts.get(member, ())
        # A reference of ours may have the id that only theirs has.
        return {self.our_ids.get(each, each) for each in held}.union(each for each in held if each not in self.ours)

    def _index(self, number: int, likeness: Likeness) -> Mapping[Hashable, Candidates] | None:
        """Return the index of our records for a round. Of two names, at least one must be a full one."""
        if likeness.shared in (IDENTIFIER, WEB_ADDRESS):
            return self._any if number == 0 else None
        if likeness.shared == CONTENT:
            return self._any if number == 1 else None
        if number == _ROUNDS[-1]:
            return self._any if likeness.decisive else self._full
        if likeness.main:
            return {2: self._main, _OTHER_NAMES: self._full}.get(number)
        return self._full if likeness.decisive and number == _OTHER_NAMES else None

    def _match_weakly(self, table: str) -> list[str]:
        """Match records of a table by weak resemblances that no other record of their side has."""
        ours = _by_resemblance((each for each in self._our_left() if table_of(each) == table), self._organizations)
        renamed = (
            with_references(each, self.our_ids)
            for each in self._left.values()
            if each.id not in self.our_ids and table_of(each) == table
        )
        new: list[str] = []
        for key, theirs in _by_resemblance(renamed, self._organizations).items():
            if len(theirs) == len(ours.get(key, ())) == 1:
                ((id, likeness),), ((our_id, other),) = theirs.items(), ours[key].items()
                apart = likeness.detail and other.detail and likeness.detail != other.detail
                apart = apart or not _schemes(self.theirs[id]).isdisjoint(_schemes(self.ours[our_id]))
                if not apart and id not in self.our_ids and our_id not in self.taken:
                    self._pair(id, our_id, likeness)
                    new.append(id)
        return new

    def _pair(self, id: str, our_id: str, likeness: Likeness) -> None:
        self.our_ids[id], self.found[id] = our_id, likeness
        self.taken.add(our_id)

    def _referring(self, id: str) -> Iterator[Record]:
        """Yield the records of theirs that refer to one of theirs and are not paired yet."""
        for reference in self.theirs.references_to(id):
            if (record := self._left.get(reference.record)) and record.id not in self.our_ids:
                yield record


def _in_words(likeness: Likeness, ours: Record, theirs: Record) -> str:
    """Return the property that two records share; of actors, which of their names, and what both of them belong to."""
    name, _, whole = likeness.shared.partition(" and ")
    if name != NAME or not (isinstance(ours, Actor) and isinstance(theirs, Actor)):
        return likeness.shared
    key, owner = likeness.key if isinstance(likeness.key, tuple) else (likeness.key, whole)
    main = [folded_name(each.name) == key for each in (ours, theirs)]
    name = NAME if all(main) else ANOTHER_NAME if any(main) else "other name"
    return f"{name} and {whole}" if owner else name


def _likenesses(record: Record) -> Iterator[tuple[Likeness, frozenset[str]]]:
    """Yield the resemblances of a record, each with the schemes of identifiers that tell records apart."""
    schemes = _schemes(record)
    for each in resemblances(record):
        yield each, _NO_SCHEMES if each.shared in (IDENTIFIER, WEB_ADDRESS, CONTENT) else schemes


def _names(record: Record) -> Iterator[Likeness]:
    """Yield the names of a person, as likenesses."""
    if isinstance(record, Person):
        yield from (each for each in likenesses(record) if each.shared == NAME)


def _schemes(record: Record) -> frozenset[str]:
    found = {each.scheme for each in record.identifiers if identifies_record(each.scheme)}
    return frozenset(found | {WEB_ADDRESS} if isinstance(record, Source) and record.url else found)


def _posts_by_member(collection: Collection) -> Mapping[str, AbstractSet[str]]:
    """Return the posts that each actor holds or held."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in collection.memberships:
        if each.post:
            found[each.member].add(each.post)
    return found


def _by_resemblance(records: Iterable[Record], organizations: Organizations) -> dict[Hashable, dict[str, Likeness]]:
    found: dict[Hashable, dict[str, Likeness]] = {}
    for record in records:
        for likeness in weak_resemblances(record, organizations):
            found.setdefault(likeness_key(record, likeness), {}).setdefault(record.id, likeness)
    return found
