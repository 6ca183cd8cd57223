"""The entities of FollowTheMoney that records are."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nmpolicy.exports.follow_the_money.ftm_entities import LEGAL_ENTITIES, ORGANIZATIONS, Entities, Value
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import OrganizationClassification, SourceKind, Stage

_NOT_PUBLIC = {
    OrganizationClassification.PARTY,
    OrganizationClassification.COMMITTEE,
    OrganizationClassification.COMMISSION,
    OrganizationClassification.ADVOCACY_ORGANIZATION,
    OrganizationClassification.FAITH_ORGANIZATION,
    OrganizationClassification.LABOR_UNION,
    OrganizationClassification.NEWS_ORGANIZATION,
    OrganizationClassification.COALITION,
    OrganizationClassification.OTHER,
}
_SCHEMATA: Mapping[OrganizationClassification | None, str] = {
    **dict.fromkeys(OrganizationClassification, "PublicBody"),
    **dict.fromkeys(_NOT_PUBLIC, "Organization"),  # it may be one, but nothing says so
    OrganizationClassification.COMPANY: "Company",
    OrganizationClassification.GROUP: "LegalEntity",
    None: "Organization",
}
#: The stages whose dates are the date of the document.
MADE = frozenset({Stage.SIGNED, Stage.ISSUED, Stage.ADOPTED, Stage.BECAME_LAW})


def _own(record: Record, entities: Entities) -> Iterator[Value]:
    """Yield the Wikidata item and the sources of a record that is an entity."""
    for each in record.identifiers:
        if each.scheme == "wikidata" and re.fullmatch("Q[0-9]+", each.identifier):
            yield Value("wikidataId", [each.identifier], "Identifier.identifier")
        else:
            entities.left_out["Identifier.identifier"] += 1
    if isinstance(record, SourcedRecord):
        yield from entities.proof(record, record.evidence)


def date_value(name: str, date: PartialDate | None, field: str) -> Value:
    """Return a date as the value of a property."""
    return Value(name, [date] if date else [], field)


def _country(record: Organization | Post | Instrument, entities: Entities) -> Value:
    if "/" in record.division.partition("/")[2] and not isinstance(record, Post):
        entities.left_out[f"{type(record).__name__}.division (below the country)"] += 1
    return Value("country", [record.division], "division")


def _language(record: Instrument | Source, entities: Entities) -> Value:
    tag = record.language or ""
    if "-" in tag:
        entities.left_out[f"{type(record).__name__}.language (region)"] += 1
    return Value("language", [tag], "language")


def _add_source(entities: Entities, source: Source) -> bool:
    """Add an article or another document. Its publisher and its authors are added as links."""
    is_article = source.kind is SourceKind.NEWS_ARTICLE
    values = [
        Value("title", [source.title], "title"),
        Value("keywords", [] if is_article else [source.kind], "kind"),
        date_value("publishedAt", source.date, "date"),
        Value("sourceUrl", [source.url or ""], "url"),
        _language(source, entities),
        *_own(source, entities),
    ]
    return entities.thing(source, "Article" if is_article else "Document", values)


def _add_person(entities: Entities, person: Person) -> bool:
    """Add a person, if the name is known."""
    values = [
        Value("name", [person.name], "name"),
        Value("alias", person.other_names, "other_names"),
        Value("summary", [person.summary], "summary"),
        *_own(person, entities),
    ]
    return entities.thing(person, "Person", values, required="name")


def _add_organization(entities: Entities, organization: Organization) -> bool:
    """Add an organization. That it is a part of another is added as a link."""
    values = [
        Value("name", [organization.name], "name"),
        Value("alias", organization.other_names, "other_names"),
        Value("classification", [organization.classification or ""], "classification"),
        Value("summary", [organization.summary], "summary"),
        _country(organization, entities),
        *_own(organization, entities),
    ]
    return entities.thing(organization, _SCHEMATA[organization.classification], values, required="name")


def _add_post(entities: Entities, post: Post) -> bool:
    """Add a position."""
    organization = [post.organization] if post.organization else []
    known = [id for id in organization if entities.schema_of(id) in ORGANIZATIONS]
    entities.left_out["Post.organization"] += len(organization) - len(known)
    values = [
        Value("name", [post.name], "name"),
        Value("alias", post.other_names, "other_names"),
        Value("organization", map(entities.id_of, known), "organization"),
        Value("summary", [post.summary], "summary"),
        _country(post, entities),
        Value("subnationalArea", [post.division] if post.division.count("/") > 1 else [], "division"),
        Value("numberOfSeats", [str(post.maximum_memberships or "")], "maximum_memberships"),
        *_own(post, entities),
    ]
    return entities.thing(post, "Position", values, required="name")


def _add_instrument(entities: Entities, instrument: Instrument) -> bool:
    """Add an order or a measure as a document. Who issued, signed or sponsored it is added as links."""
    kind: str = getattr(instrument, "kind")  # noqa: B009  # orders and measures have kinds of their own
    values = [
        Value("title", [instrument.title], "title"),
        Value("alias", instrument.other_titles, "other_titles"),
        Value("alias", [instrument.number], "number"),
        Value("keywords", [kind], "kind"),
        Value("keywords", instrument.subjects, "subjects"),
        Value("summary", [instrument.summary], "summary"),
        _country(instrument, entities),
        _language(instrument, entities),
        Value("sourceUrl", [instrument.url or ""], "url"),
        *(date_value("date", each.date, "Milestone.date") for each in instrument.milestones if each.stage in MADE),
        *_own(instrument, entities),
    ]
    return entities.thing(instrument, "Document", values)


def _add_event(entities: Entities, event: Event) -> bool:
    """Add an event with the people and organizations that took part. Their roles are added as links."""
    actors = (each.actor for each in event.participants)
    values = [
        Value("name", [event.name], "name"),
        Value("keywords", [event.kind], "kind"),
        date_value("startDate", event.start_date, "start_date"),
        date_value("endDate", event.end_date, "end_date"),
        Value("location", [event.location], "location"),
        Value("summary", [event.summary], "summary"),
        Value(
            "involved",
            (entities.id_of(id) for id in actors if entities.schema_of(id) in LEGAL_ENTITIES),
            "Participant.actor",
        ),
        *_own(event, entities),
    ]
    return entities.thing(event, "Event", values, required="name")


#: The function that adds the entity that a record of each class is, and returns whether it could.
ADD: Mapping[type[Record], Callable[[Entities, Any], bool]] = {
    Source: _add_source,
    Person: _add_person,
    Organization: _add_organization,
    Post: _add_post,
    Order: _add_instrument,
    Measure: _add_instrument,
    Event: _add_event,
}
