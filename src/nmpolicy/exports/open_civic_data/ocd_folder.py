"""The files of one folder of Open Civic Data, and what their parts share: ids, sources, dates, names and losses."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from attrs import define, field

from nmpolicy.exports.open_civic_data.ocd_jurisdiction import OcdJurisdiction
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.base import Identifier, Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate

#: The longest texts, in characters, that the database of Open Civic Data holds in these columns.
MAX_NAME = 300
MAX_ENTITY = 2000
MAX_URL = 2000
_MAX_NUMBER = 2**31 - 1

Json = dict[str, Any]


@define
class OcdFolder:
    """The objects of a folder, and what they do not hold."""

    collection: Collection
    jurisdiction: OcdJurisdiction
    session: str
    """The identifier of the legislative session of all bills."""
    source_url: str | None
    """The address that objects without one of their own cite."""
    belongings: Mapping[str, bool]
    """True if an organization, post or instrument belongs to the government, by id; undecided ones are missing."""
    objects: dict[str, Json] = field(factory=dict)
    """The objects by the names of their files."""
    exported: dict[str, Record] = field(factory=dict)
    """The records that have an object of their own, by id."""
    relations: list[Relation] = field(factory=list)
    """The relations that bills have."""
    losses: Counter[str] = field(factory=Counter)
    unsourced: list[Record] = field(factory=list)
    """The records that cite no web address, in the order in which they were met."""

    def is_other(self, id: str) -> bool:
        """Return whether the records say that something belongs to another government."""
        return self.belongings.get(id) is False

    def uuid(self, *path: str) -> str:
        """Return the id of an object. It depends only on the id of the collection and of the record."""
        return str(uuid5(NAMESPACE_URL, "/".join(("nmpolicy:", self.collection.id, *path))))

    def add(self, prefix: str, id: str, content: Json) -> None:
        """Add an object, whose file is named as pupa names it."""
        self.objects[f"{prefix}_{id}.json"] = {**content, "_id": id}

    def add_record(self, prefix: str, record: Record, content: Json, **extras: str) -> None:
        """Add the object of a record. Its `extras` have the id of the record."""
        self.exported[record.id] = record
        self.add(prefix, self.uuid(record.id), {**content, "extras": {"nmpolicy_id": record.id, **extras}})

    def reference(self, id: str | None) -> str | None:
        """Return the id of the object of a record, or None if it has none."""
        return self.uuid(id) if id in self.exported else None

    @staticmethod
    def pseudo_id(**fields: str) -> str:
        """Return how pupa names an object by its fields instead of its id."""
        return "~" + json.dumps(fields, sort_keys=True)

    def organization_of(self, id: str | None) -> str | None:
        """Return the id of an organization, or of the organization of a post, that has an object; else None."""
        post = self.collection.get(id, Post)
        found = post.organization if post else id
        return found if isinstance(self.exported.get(found or ""), Organization) else None

    def entity(self, id: str) -> Json:
        """Return the name of an actor, its kind and, unless it is a post, its reference."""
        record = self.collection.get(id)
        name = self.short(name_of(record) if record else id, MAX_ENTITY, "The name of an actor")
        kind = {Person: "person", Organization: "organization"}.get(type(record)) if record else None
        reference = {f"{kind}_id": self.reference(id)} if kind else {}
        return {"name": name, "entity_type": kind or "", **reference}

    def sources(
        self, record: SourcedRecord, evidence: Iterable[Evidence], *urls: str | None, required: bool = True
    ) -> list[Json]:
        """Return the web addresses that an object cites, each once. If it must have one, its lack is noted."""
        found: dict[str, str] = {}
        for each in evidence:
            source = self.collection.get(each.source, Source)
            if source is None or source.url is None or len(source.url) > MAX_URL:
                self.losses["Evidence.source (without a web address)"] += 1
            else:
                found.setdefault(source.url, self.short(source.label, MAX_NAME, "Source.title"))
        found |= {url: "" for url in urls if url and len(url) <= MAX_URL and url not in found}
        if not found and self.source_url:
            found[self.source_url] = ""
        if required and not found:
            self.unsourced.append(record)
        return [{"url": url, "note": note} for url, note in found.items()]

    def day(self, date: PartialDate | None, what: str) -> str:
        """Return a date without `~`, `?` and `%`, which the format does not have."""
        if date is None:
            return ""
        if date.approximate or date.uncertain:
            self.losses[f"{what} (approximate or uncertain)"] += 1
        return date.rstrip("~?%")

    def short(self, text: str, limit: int, what: str) -> str:
        """Return a text, cut to the size of its column."""
        if len(text) > limit:
            self.losses[f"{what} (after {limit:,} characters)"] += 1
        return text[:limit]

    def fits(self, number: int, what: str) -> bool:
        """Return whether a number fits into a column of the database."""
        if number > _MAX_NUMBER:
            self.losses[f"{what} (over {_MAX_NUMBER:,})"] += 1
        return number <= _MAX_NUMBER

    def filled(self, texts: Iterable[str], what: str) -> Iterator[str]:
        """Yield the texts that are not empty, each once."""
        seen: set[str] = set()
        for text in texts:
            if not text or text in seen:
                self.losses[f"{what} (empty or repeated)"] += 1
            else:
                seen.add(text)
                yield text

    def identifiers(self, identifiers: Iterable[Identifier]) -> list[Json]:
        """Return the identifiers that are neither empty nor too long."""
        found: list[Json] = []
        for each in identifiers:
            if each.identifier and max(len(each.identifier), len(each.scheme)) <= MAX_NAME:
                found.append({"identifier": each.identifier, "scheme": each.scheme})
            else:
                self.losses["Identifier (empty, or over 300 characters)"] += 1
        return found


def name_of(record: Record) -> str:
    """Return the name of a record, even that of a private individual, which is here only if it is to be exported."""
    return (record.name if isinstance(record, Person) else "").strip() or record.label
