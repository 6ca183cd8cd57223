"""The fields of a record that a page shows in no place of their own, so that none is silently missing."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from attrs import fields, frozen

from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.field_texts import field_texts, field_title
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.report.page_context import PageContext
from nmpolicy.vocabulary.terms import ProvisionKind

_COMMON = "id notes evidence suppressions"
_INSTRUMENT = (
    "title other_titles number issued_by legal_basis kind kind_text language provision_coverage subjects summary url"
    " milestones"
)
#: The fields that have a place of their own on a page, by class. Suppressions are among the findings.
_PLACED: Mapping[type[Record], frozenset[str]] = {
    cls: frozenset(f"{_COMMON} {names}".split())
    for cls, names in {
        Source: "kind title publisher authors date url",
        Person: "name other_names private summary",
        Organization: "name other_names classification parent size minimum_size summary",
        Post: "name other_names organization summary",
        Membership: "member organization post role start_date end_date",
        Order: f"{_INSTRUMENT} series",
        Measure: f"{_INSTRUMENT} body sponsors cosponsors vote_events",
        Provision: (
            "instrument kind functions section bearers bearer_text deontic modal_text aim direct_object"
            " direct_object_items direct_object_operator indirect_object about conditions condition_operator constraints"
            " exceptions or_else or_else_provisions amounts defined_by start_date end_date deadline recurrence"
            " recurrence_start constituted_entity constitutive_function constituting_properties property_operator"
            " summary"
        ),
        Statement: "speakers capacity on_behalf_of audience date event medium mode stances summary key_phrases",
        Event: "kind name start_date end_date location participants about summary",
        Relation: "subject predicate object scope section effective_date end_date",
    }.items()
}
#: The fields of a provision that only the sentence of one kind has.
_REGULATIVE = frozenset({"aim", "direct_object", "direct_object_items", "direct_object_operator", "indirect_object"})
_CONSTITUTIVE = frozenset(
    {"constituted_entity", "constitutive_function", "constituting_properties", "property_operator"}
)


@frozen
class FieldRow:
    """A field of a record in words."""

    name: str
    """The name of the field as a title."""
    texts: Sequence[str]
    """A text for each item that it holds."""


def other_fields(context: PageContext, record: Record) -> Sequence[FieldRow]:
    """Return the fields of a record that are set and have no place of their own, such as identifiers."""
    placed = _PLACED[type(record)] - (_not_in_sentence(record) if isinstance(record, Provision) else frozenset())
    cls: Any = type(record)  # type checkers do not accept a class as a hashable argument
    if not any(getattr(record, name) for name in _names(cls) if name not in placed):
        return ()  # as of most records
    return [
        FieldRow(field_title(name), texts) for name, _, texts in field_texts(record, context.name) if name not in placed
    ]


def collection_fields(collection: Collection) -> Sequence[FieldRow]:
    """Return the fields of a collection itself without a place of their own. Its schema is for editors alone."""
    own = Collection.of((), id=collection.id, title=collection.title, extra=collection.extra)
    return [
        FieldRow(field_title(name), texts) for name, _, texts in field_texts(own, str) if name not in ("id", "title")
    ]


def _not_in_sentence(provision: Provision) -> frozenset[str]:
    """Return the names of the fields that the sentence of a provision has no room for."""
    if provision.kind is ProvisionKind.REGULATIVE:
        return _CONSTITUTIVE
    names = _REGULATIVE | ({"bearer_text"} if provision.constituted_entity else set())
    return names | ({"constitutive_function"} if provision.modal_text else set())


@cache
def _names(cls: Any) -> Sequence[str]:
    return [field.name for field in fields(cls)]
