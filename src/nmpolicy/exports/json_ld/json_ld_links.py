"""Triples in the properties of other vocabularies that follow from several fields of a record together.

Each function yields triples: an id, a key of the JSON-LD context, and a value as JSON-LD has it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from attrs import fields

from nmpolicy.exports.json_ld.json_ld_context import BOUNDS
from nmpolicy.problems import pointer
from nmpolicy.records.actors import Membership
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.records.traversal import parts_of
from nmpolicy.tables.rows import date_bounds
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import RelationKind, Stage

Triple: TypeAlias = tuple[str, str, Any]

#: The properties of schema.org whose values are the dates of some fields.
DATES: Mapping[tuple[type, str], str] = {
    (Source, "date"): "schema:datePublished",
    (Statement, "date"): "schema:dateCreated",
    (Event, "start_date"): "schema:startDate",
    (Event, "end_date"): "schema:endDate",
    (Membership, "start_date"): "schema:startDate",
    (Membership, "end_date"): "schema:endDate",
}
#: The datatype of a date, by the length of its text.
_DATE_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
#: The stages by which the makers of an instrument make it, each on its `schema:legislationDate`.
_MAKING = frozenset({Stage.SIGNED, Stage.ISSUED, Stage.ADOPTED})
_CHANGES = "schema:legislationChanges"
#: The effects of one legal text on another, in the properties of schema.org and of ELI.
_RELATIONS: Mapping[RelationKind, tuple[str, ...]] = {
    RelationKind.AMENDS: (_CHANGES, "eli:amends"),
    RelationKind.REPEALS: (_CHANGES, "eli:repeals"),
    RelationKind.RESCINDS: (_CHANGES, "eli:repeals"),
    RelationKind.SUPERSEDES: (_CHANGES, "eli:repeals"),
    RelationKind.REPLACES: (_CHANGES,),
    RelationKind.EXTENDS: (_CHANGES,),
    RelationKind.SUSPENDS: (_CHANGES,),
    RelationKind.EXPANDS: (_CHANGES,),
    RelationKind.CORRECTS: (_CHANGES, "eli:corrects"),
    RelationKind.CONSOLIDATES: ("schema:legislationConsolidates", "eli:consolidates"),
    RelationKind.COMMENCES: ("eli:commences",),
    RelationKind.IMPLEMENTS: ("eli:implements",),
    RelationKind.CITES: ("schema:citation", "eli:cites"),
}
_LEGAL_TEXTS = frozenset({"orders", "measures", "provisions"})
_WIKIDATA_ITEM = re.compile("Q[1-9][0-9]*")


def links(collection: Collection) -> Iterator[Triple]:
    """Yield what follows from the records of a collection, in document order."""
    for record in collection:
        yield from _of_record(record)
        if isinstance(record, Instrument):
            yield from _of_instrument(record)
        elif isinstance(record, Relation):
            yield from _of_relation(record, collection)


def _of_record(record: Record) -> Iterator[Triple]:
    for path, part in parts_of(record):
        id = f"{record.id}#{pointer(path)}" if path else record.id
        yield from _of_dates(id, part)
        if isinstance(part, Evidence):
            yield from _selectors(id, part)
    for each in record.identifiers:
        if each.scheme == "wikidata" and _WIKIDATA_ITEM.fullmatch(each.identifier):
            yield record.id, "schema:sameAs", _node(f"http://www.wikidata.org/entity/{each.identifier}")


def _node(id: str) -> dict[str, str]:
    return {"@id": id}


@cache
def _date_fields(cls: Any) -> Sequence[str]:
    return [field.name for field in fields(cls) if field_type(field.type)[0] is PartialDate]


def _of_dates(id: str, part: Any) -> Iterator[Triple]:
    """Yield the first and the last day of each date, and the date as schema.org has it."""
    cls: Any = type(part)  # type checkers do not accept a class as a hashable argument
    for name in _date_fields(cls):
        date = getattr(part, name)
        if date is None:
            continue
        for bound, day in zip(BOUNDS, date_bounds(date), strict=True):
            if day is not None:
                yield id, f"{name}_{bound}", day.isoformat()
        if known := DATES.get((cls, name)):
            yield id, known, _typed(date)


def _typed(date: PartialDate) -> dict[str, str]:
    """Return a date with the datatype that says how precise it is."""
    return {"@value": str(date), "@type": _DATE_TYPES.get(len(date), "edtf:EDTF")}


def _selectors(id: str, evidence: Evidence) -> Iterator[Triple]:
    """Yield the selector of a passage: its paragraph, refined by the place or the words in that paragraph."""
    words: dict[str, Any] = {}
    if evidence.start is not None and evidence.length is not None:
        start, end = map(_offset, (evidence.start, evidence.start + evidence.length))
        words = {"@type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end}
    elif evidence.quote:
        words = {"@type": "oa:TextQuoteSelector", "oa:exact": evidence.quote}
    if evidence.paragraph is not None:
        selector = {"@id": f"{id}/selector", "@type": "nm:ParagraphSelector", "nm:paragraph": evidence.paragraph}
        if words:
            selector["oa:refinedBy"] = {"@id": f"{id}/selector/refinedBy", **words}
        yield id, "oa:hasSelector", selector
    elif words:
        yield id, "oa:hasSelector", {"@id": f"{id}/selector", **words}


def _offset(number: int) -> dict[str, Any]:
    return {"@value": number, "@type": "xsd:nonNegativeInteger"}


def _of_instrument(instrument: Instrument) -> Iterator[Triple]:
    made = {each.date for each in instrument.milestones if each.stage in _MAKING and each.date}
    if len(made) == 1:  # of several, none is the date
        yield instrument.id, "schema:legislationDate", _typed(made.pop())
    for basis in instrument.legal_basis:
        if basis.law:
            yield instrument.id, "eli:based_on", _node(basis.law)


def _of_relation(relation: Relation, collection: Collection) -> Iterator[Triple]:
    """Yield the triples from the subject to what is affected: the object, or only the provisions in the scope.

    If a part is affected that no provision records, all that is said of the object is that it is changed.
    """
    known = _RELATIONS.get(relation.predicate, ())
    is_legal_text = collection.table(relation.subject) in _LEGAL_TEXTS
    targets = relation.scope or (() if relation.section else (relation.object,))
    for target in targets:
        yield relation.subject, f"nm:RelationKind/{relation.predicate}", _node(target)
        if is_legal_text and collection.table(target) in _LEGAL_TEXTS:
            for each in known:
                yield relation.subject, each, _node(target)
    if relation.section and _CHANGES in known and is_legal_text and collection.table(relation.object) in _LEGAL_TEXTS:
        yield relation.subject, _CHANGES, _node(relation.object)
