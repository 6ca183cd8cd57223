"""The people, offices and bodies that the cells of a spreadsheet name, each one record."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from nmpolicy.imports.name_kinds import NameKind, kind_of_name
from nmpolicy.imports.spreadsheets.column_mapping import ColumnMapping
from nmpolicy.imports.spreadsheets.row_ids import id_part
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Record


class NamedRecords:
    """The actors of a spreadsheet. Each has an id that its name makes, whichever row names it first."""

    def __init__(self, mapping: ColumnMapping, taken: str) -> None:
        """Begin with those that the mapping names. `taken` is the id of the source."""
        self._used = {taken}
        self._mapping = mapping
        self._ids: dict[tuple[str, str], str] = {}
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._signers: dict[str, None] = {}
        self._short_names: defaultdict[str, set[str]] = defaultdict(set)
        self.jurisdiction = self._id("jurisdiction", mapping.jurisdiction)
        self.body = self._id("body", mapping.body) if mapping.body else None
        self.post = self._id("post", mapping.post) if mapping.post else None

    @property
    def ids(self) -> frozenset[str]:
        """The ids that are taken."""
        return frozenset(self._used)

    def signer(self, name: str) -> str:
        """Return the id of a person who signs and so holds the post; that of the post if the name is only that."""
        office = self._office
        if self.post and id_part(name) in {id_part(self._mapping.post), id_part(office)}:
            return self.post
        full = self._mapping.signers.get(name) or (name.removeprefix(f"{office} ") if office else name)
        id = self.person(full)
        self._signers[id] = None
        if full != name:
            self._short_names[id].add(name)
        return id

    def sponsor(self, name: str) -> str:
        """Return the id of a sponsor: a person, an office or a body."""
        kind = kind_of_name(name)
        if kind is NameKind.OFFICE:
            if self.post and id_part(name) == id_part(self._office):
                return self.post
            return self._named("post", name)
        return self.organization(name) if kind is NameKind.ORGANIZATION else self.person(name)

    def person(self, name: str) -> str:
        """Return the id of a person."""
        return self._named("person", name)

    def organization(self, name: str) -> str:
        """Return the id of an organization that issues orders, which may be the jurisdiction or the body."""
        for known, id in ((self._mapping.jurisdiction, self.jurisdiction), (self._mapping.body, self.body)):
            if id and id_part(known) == id_part(name):
                return id
        return self._named("organization", name)

    def records(self) -> Iterator[Record]:
        """Yield the records: the jurisdiction first, then what belongs to it, and the people in order of their ids."""
        mapping = self._mapping
        yield Organization(
            id=self.jurisdiction, name=mapping.jurisdiction, classification="government", division=mapping.division
        )
        if self.body:
            yield Organization(id=self.body, name=mapping.body, parent=self.jurisdiction)
        if self.post:
            yield Post(id=self.post, name=mapping.post, organization=self.jurisdiction)
        for (what, _), id in sorted(self._ids.items(), key=lambda item: item[1]):
            if what == "organization":
                name, *others = self._spellings(id)
                yield Organization(id=id, name=name, other_names=others, parent=self.jurisdiction)
            if what == "post" and id != self.post:
                name, *others = self._spellings(id)
                yield Post(id=id, name=name, other_names=others, organization=self.jurisdiction)
            if what == "person":
                name, *others = self._spellings(id)
                yield Person(id=id, name=name, other_names=[*others, *sorted(self._short_names[id] - {*others})])
                if self.post and id in self._signers:
                    yield Membership(id=f"{id}.{self.post}", member=id, post=self.post)

    @property
    def _office(self) -> str:
        """The name of the post without the place, such as `Mayor`."""
        return self._mapping.post.partition(" of ")[0]

    def _named(self, what: str, name: str) -> str:
        """Return the id for a name, and count the name."""
        id = self._id(what, name)
        self._names[id][name] += 1
        return id

    def _spellings(self, id: str) -> list[str]:
        """Return the names that make the same id, the most frequent one first."""
        counts = self._names[id]
        return sorted(counts, key=lambda name: (-counts[name], name))

    def _id(self, what: str, name: str) -> str:
        """Return the id for a name. A person who is named like an office gets another one than the office."""
        key = what, id_part(name)
        if key not in self._ids:
            id = key[1]
            while id in self._used:
                id = f"{id}-{what}"
            self._used.add(id)
            self._ids[key] = id
        return self._ids[key]
