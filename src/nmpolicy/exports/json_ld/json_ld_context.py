"""The JSON-LD context: the classes and properties of other vocabularies, and the type of each field's values.

What a field holds follows from its annotation. Only what it means to others is written here. A field without a property
of another vocabulary has one of our own, which is named after it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from attrs import fields

from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Identifier, Note
from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import Measure, Milestone, Order, Vote, VoteEvent
from nmpolicy.records.provisions import MonetaryAmount, Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.serialization.json_format import FORMAT_KEY, key_of
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.references import ref_marker
from nmpolicy.vocabulary.terms import OrganizationClassification, SourceKind
from nmpolicy.vocabulary.values import DecimalText, Url

#: Our own classes, properties and terms: `urn:nmpolicy:vocabulary:Order`, `…:bearers`, `…:OrderKind/proclamation`.
VOCABULARY = "urn:nmpolicy:vocabulary:"
PREFIXES: Mapping[str, str] = {
    "nm": VOCABULARY,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "opengov": "http://www.w3.org/ns/opengov#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: The classes of other vocabularies that the objects of a class belong to.
CLASSES: Mapping[type, tuple[str, ...]] = {
    Collection: ("schema:Dataset",),
    Source: ("schema:CreativeWork",),
    Person: ("foaf:Person", "schema:Person"),
    Organization: ("org:Organization", "schema:Organization"),
    Post: ("org:Post",),
    Membership: ("org:Membership",),
    Order: ("eli:LegalResource", "schema:Legislation"),
    Measure: ("eli:LegalResource", "schema:Legislation"),
    Provision: ("eli:LegalResourceSubdivision", "schema:Legislation"),
    Statement: ("opengov:Speech", "schema:CreativeWork"),
    Event: ("schema:Event",),
    Relation: ("rdf:Statement",),
    Identifier: ("schema:PropertyValue",),
    Note: ("schema:Comment",),
    Evidence: ("oa:SpecificResource",),
    Milestone: ("schema:Action",),
    VoteEvent: ("opengov:VoteEvent",),
    Vote: ("opengov:Vote",),
    MonetaryAmount: ("schema:MonetaryAmount",),
}
#: One more class for a record of some kind or classification.
KINDS: Mapping[type[Term], Mapping[str, str]] = {
    SourceKind: {
        SourceKind.NEWS_ARTICLE: "schema:NewsArticle",
        SourceKind.SOCIAL_POST: "schema:SocialMediaPosting",
        SourceKind.DATASET: "schema:Dataset",
        SourceKind.RECORDING: "schema:MediaObject",
    },
    OrganizationClassification: {
        OrganizationClassification.GOVERNMENT: "schema:GovernmentOrganization",
        OrganizationClassification.EXECUTIVE: "schema:GovernmentOrganization",
        OrganizationClassification.DEPARTMENT: "schema:GovernmentOrganization",
        OrganizationClassification.AGENCY: "schema:GovernmentOrganization",
        OrganizationClassification.LAW_ENFORCEMENT: "schema:GovernmentOrganization",
        OrganizationClassification.TRIBAL_GOVERNMENT: "schema:GovernmentOrganization",
        OrganizationClassification.NEWS_ORGANIZATION: "schema:NewsMediaOrganization",
    },
}
#: The properties of other vocabularies: for a field of one class, or for all fields of a name.
PROPERTIES: Mapping[str, str] = {
    "Collection.id": "dcterms:identifier",  # the node of the collection has another address
    "Collection.license": "schema:license",
    "about": "schema:about",
    "attributed_to": "prov:wasAttributedTo",
    "audience": "dcterms:audience",
    "author": "dc:creator",  # a name, not a person
    "authors": "schema:author",
    "by": "schema:agent",
    "classification": "org:classification",
    "currency": "schema:currency",
    "date": "dcterms:date",
    "evidence": "prov:wasDerivedFrom",
    "identifier": "schema:value",
    "identifiers": "schema:identifier",
    "instrument": "schema:isPartOf",
    "issued_by": "schema:legislationPassedBy",
    "language": "schema:inLanguage",
    "location": "schema:location",
    "max_value": "schema:maxValue",
    "member": "org:member",
    "min_value": "schema:minValue",
    "name": "schema:name",
    "notes": "skos:note",
    "number": "schema:legislationIdentifier",
    "object": "rdf:object",
    "other_names": "schema:alternateName",
    "other_titles": "schema:alternateName",
    "parent": "org:subOrganizationOf",
    "post": "opengov:post",
    "predicate": "rdf:predicate",
    "publisher": "schema:publisher",
    "role": "schema:roleName",
    "scheme": "schema:propertyID",
    "source": "oa:hasSource",
    "speakers": "schema:creator",
    "subject": "rdf:subject",
    "subjects": "schema:keywords",
    "summary": "schema:description",
    "text": "schema:text",
    "title": "schema:name",
    "url": "schema:url",
    "value": "schema:value",
    "voter": "schema:agent",
    "votes": "opengov:vote",
    "weight": "opengov:weight",
    "Measure.division": "schema:legislationJurisdiction",
    "Measure.kind": "schema:legislationType",
    "Membership.organization": "org:organization",
    "Order.division": "schema:legislationJurisdiction",
    "Order.kind": "schema:legislationType",
    "Post.organization": "org:postIn",
}
#: Lists of texts that are read in their order. The items of other lists have no order among the triples.
ORDERED = frozenset({"conditions", "constituting_properties", "constraints", "direct_object_items", "exceptions"})
#: The first and the last day that a date can mean, inclusive.
BOUNDS = ("earliest", "latest")
_DATATYPES: tuple[tuple[Any, str], ...] = (
    (PartialDate, "edtf:EDTF"),
    (Extra, "rdf:JSON"),
    (Url, "xsd:anyURI"),
    (DecimalText, "xsd:decimal"),
)


def property_iri(cls: type, name: str) -> str:
    """Return the property of a field, as a compact IRI.

    >>> property_iri(Order, "title"), property_iri(Order, "series")
    ('schema:name', 'nm:series')
    """
    if cls is Collection and name in TABLES:
        return "dcterms:hasPart"
    return PROPERTIES.get(f"{cls.__name__}.{name}") or PROPERTIES.get(name) or f"nm:{name}"


def datatype(item: Any) -> str | None:
    """Return the datatype of a field's texts, as a compact IRI; None if they are plain texts, or are not texts."""
    return next((found for type_, found in _DATATYPES if item == type_), None)


def has_terms(item: Any) -> bool:
    """Return whether a field holds terms of a controlled vocabulary."""
    return isinstance(item, type) and issubclass(item, Term)


def context(base: str) -> Mapping[str, Any]:
    """Return the JSON-LD context of a document whose records have addresses that begin with `base`."""
    return {"@version": 1.1, "@base": base, **_terms()}


@cache
def _terms() -> Mapping[str, Any]:
    """Return the prefixes, and the definition of each key and each class.

    A key has one definition if all classes that have the field agree on it. Otherwise each of them has its own.
    """
    found: dict[str, dict[str, Any]] = {}
    for cls in classes():
        for name, made in _definitions(cls):
            found.setdefault(key_of(name), {})[cls.__name__] = made
    shared: dict[str, Any] = {}
    own: dict[str, dict[str, Any]] = {cls.__name__: {} for cls in classes()}
    for key, by_class in found.items():
        first, *others = by_class.values()
        if all(made == first for made in others):
            shared[key] = first
        else:
            for name, made in by_class.items():
                own[name][key] = made
    own[Collection.__name__]["id"] = property_iri(Collection, "id")
    scoped = {name: {"@id": f"nm:{name}"} | ({"@context": keys} if keys else {}) for name, keys in own.items()}
    return {**PREFIXES, "id": "@id", FORMAT_KEY: "nm:format", **shared, **dict(_bounds()), **scoped}


def classes() -> Iterable[Any]:
    """Return the classes whose objects a document has: the collection, the records and their parts."""
    return (Collection, *TABLES.values(), *PARTS)


def _definitions(cls: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name and the definition of each field of a class but the id."""
    for field in fields(cls):
        if field.name != "id":
            item, many, _ = field_type(field.type)
            made = {"@id": property_iri(cls, field.name), **_coercion(item)}
            if many and field.name in ORDERED:
                made["@container"] = "@list"
            yield field.name, made if len(made) > 1 else made["@id"]


def _coercion(item: Any) -> dict[str, Any]:
    """Return the part of a definition that says how to read the values of a field."""
    if ref_marker(item) is not None:
        return {"@type": "@id"}
    if has_terms(item):  # a base of its own, because a term such as `yes` may also be a key
        return {"@type": "@id", "@context": {"@base": f"{VOCABULARY}{item.__name__}/"}}
    found = datatype(item)
    return {"@type": found} if found else {}


def _bounds() -> Iterator[tuple[str, Any]]:
    """Yield the keys of the first and the last day of each date."""
    names = {field.name for cls in classes() for field in fields(cls) if field_type(field.type)[0] is PartialDate}
    for name in sorted(names):
        for bound in BOUNDS:
            yield f"{name}_{bound}", {"@id": f"nm:{name}_{bound}", "@type": "xsd:date"}


def types_of(value: Any) -> list[str]:
    """Return the classes of a record or a part: first our own, then those of other vocabularies.

    >>> types_of(Source(id="a", kind="news-article", title="An article"))
    ['Source', 'schema:CreativeWork', 'schema:NewsArticle']
    """
    cls: Any = type(value)
    kind = getattr(value, "classification" if cls is Organization else "kind", None)
    more = KINDS.get(type(kind), {}).get(kind) if isinstance(kind, Term) else None
    return [cls.__name__, *CLASSES.get(cls, ()), *([more] if more else ())]
