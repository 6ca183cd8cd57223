"""Entities of FollowTheMoney: how they are named, filled and linked."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from nmpolicy.exports.follow_the_money.ftm_values import CLEANERS, clean_text, differs
from nmpolicy.records.base import Note, Record
from nmpolicy.records.evidence import Evidence
from nmpolicy.vocabulary.identifiers import Id

_LONGEST_ID = 200  # characters; what FollowTheMoney lets an id have
_LONGEST_ENTITY = 10 * 2**20  # characters; it drops texts of a larger entity
#: Properties whose texts can be too much for an entity.
_TEXTS = frozenset({"summary", "notes", "description"})
#: Properties whose values are codes, and addresses with the same meaning.
_CODED = frozenset({"country", "language", "sourceUrl"})
#: Schemata of organizations, and of those that can act.
ORGANIZATIONS = frozenset({"Organization", "PublicBody", "Company"})
LEGAL_ENTITIES = frozenset({"Person", "LegalEntity", *ORGANIZATIONS})


class Value(NamedTuple):
    """The values of a property, and the field that they come from."""

    property: str
    texts: Iterable[str]
    field: str
    """The field of the record, for the count of what is left out; or the class and the field of a part of it."""


class _Entity:
    """An entity with the values of its properties, each once."""

    def __init__(self, schema: str) -> None:
        self.schema = schema
        self.properties: dict[str, dict[str, None]] = {}
        self.size = 0

    def add(self, name: str, text: str) -> bool:
        """Add a value, and return whether there is room for it."""
        if name in _TEXTS and self.size + len(text) > _LONGEST_ENTITY:
            return False
        self.size += len(text)
        self.properties.setdefault(name, {})[text] = None
        return True


class Entities:
    """The entities of a collection."""

    def __init__(self, collection_id: Id) -> None:
        """Start without entities. The id of the collection is a part of their ids."""
        self._prefix = f"nmpolicy---{_name(collection_id)}"
        self._entities: dict[str, _Entity] = {}
        self.left_out: Counter[str] = Counter()
        """The number of values of each kind that FollowTheMoney would drop or change."""
        self._not_kept: set[tuple[Id, str, str]] = set()
        """Those of them that are texts: the record, the kind and the text."""
        self._schemata: dict[Id, str] = {}
        """The schema of each record that is an entity of its own."""

    def schema_of(self, id: Id | None) -> str:
        """Return the schema of the entity that a record is; empty if it is none."""
        return self._schemata.get(id, "") if id else ""

    def is_document(self, id: Id) -> bool:
        """Return whether a record is a document."""
        return self.schema_of(id) in {"Article", "Document"}

    def id_of(self, id: Id) -> str:
        """Return the id of the entity that a record is.

        It has no dot, because FollowTheMoney takes what follows one for a signature, and no other collection has it.
        """
        return self._entity_id(_name(id))

    def _entity_id(self, name: str) -> str:
        own = f"{self._prefix}---{name}"
        return own if len(own) <= _LONGEST_ID else f"nmpolicy---{_digest(own)}"

    def attempt(self, add: Callable[["Entities", Any], bool], record: Record) -> bool:
        """Call a function that adds a record, and return its answer; if that is False, forget what it left out."""
        before = Counter(self.left_out)
        if not (added := add(self, record)):
            self.left_out = before
        return added

    def thing(self, record: Record, schema: str, values: Iterable[Value], *, required: str = "") -> bool:
        """Add the entity that a record is, unless it would lack a required property. Return whether it was added."""
        entity = _Entity(schema)
        self._fill(entity, record, [*values, *self._notes(record, "notes")])
        if required and required not in entity.properties:
            return False
        self._schemata[record.id] = schema
        self._entities[self.id_of(record.id)] = entity
        return True

    def link(  # noqa: PLR0913  # one for each property of a link
        self,
        record: Record,
        schema: str,
        ends: Mapping[str, Id],
        field: str,
        *,
        key: Iterable[str | None] = (),
        role: str = "",
        values: Iterable[Value] = (),
        evidence: Iterable[Evidence] | None = None,
    ) -> bool:
        """Add a link between entities that is based on a record, and return whether both ends are entities.

        Its id is made of those of the record, the field and the `key`: what identifies it among the links of the field.
        So a link whose role, dates or schema is corrected stays the same entity. Its evidence is that of the record,
        unless a part of it has its own.
        """
        if not all(map(self.schema_of, ends.values())):
            self._leave_out(record, field, json.dumps([role, *ends.values()]))
            return False
        digest = _digest(json.dumps([record.id, field, *key]))
        entity = self._entities.setdefault(self._entity_id(digest), _Entity(schema))
        for name, id in ends.items():
            entity.add(name, self.id_of(id))
        filled = [
            Value("role", [role], field),
            Value("recordId", [record.id], "id"),
            *values,
            *self.proof(record, getattr(record, "evidence", ()) if evidence is None else evidence),
        ]
        if not self.schema_of(record.id):
            filled += self._notes(record, "description")
        self._fill(entity, record, filled)
        return True

    def proof(self, record: Record, evidence: Iterable[Evidence]) -> Iterable[Value]:
        """Return the documents that are the sources of a record or a part of it."""
        sources = dict.fromkeys(each.source for each in evidence)
        for id in sources:
            if not self.is_document(id):
                self._leave_out(record, "Evidence.source", id)
        return [Value("proof", map(self.id_of, filter(self.is_document, sources)), "evidence")]

    def _notes(self, record: Record, name: str) -> Iterable[Value]:
        notes: Iterable[Note] = record.notes
        return [Value(name, (each.text for each in notes), "Note.text")]

    def _fill(self, entity: _Entity, record: Record, values: Iterable[Value]) -> None:
        """Add values as FollowTheMoney keeps them, and count those that it does not keep, or not as they are."""
        for name, texts, field in values:
            clean = CLEANERS.get(name, clean_text)
            for text in texts:
                cleaned = clean(text)
                if not cleaned or not entity.add(name, cleaned):
                    self._leave_out(record, field, text)
                elif name not in _CODED and differs(cleaned, text):
                    self._leave_out(record, f"{field} (characters)", text)

    def _leave_out(self, record: Record, field: str, text: str) -> None:
        """Count a value that is not blank, once for its record, however many entities would have it."""
        kind = field if "." in field else f"{type(record).__name__}.{field}"
        if text.strip() and (key := (record.id, kind, text)) not in self._not_kept:
            self._not_kept.add(key)
            self.left_out[kind] += 1

    def text(self) -> str:
        """Return the entities as JSON, one a line."""
        return "".join(
            json.dumps(
                {"id": id, "schema": each.schema, "properties": {name: [*of] for name, of in each.properties.items()}},
                ensure_ascii=False,
            )
            + "\n"
            for id, each in self._entities.items()
        )


def _name(id: Id) -> str:
    """Return an id without dots. No slug has two hyphens in a row, so each id has a name of its own."""
    return id.replace(".", "--")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
