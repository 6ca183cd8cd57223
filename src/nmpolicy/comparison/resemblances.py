"""Resemblances of records: properties by which two records of one thing under different ids are recognized.

Those of actors and instruments are the likenesses by which rule NMP209 finds one thing recorded twice. A collection has
good reasons to have two statements of one mayor on one day; two collections about one subject rather mean the same one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from attrs import fields

from nmpolicy.queries.find_actors import folded_name
from nmpolicy.queries.likenesses import Likeness, likenesses
from nmpolicy.queries.milestones import date_made
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import OrganizationClassification, ProvisionKind

#: Two sources with different addresses are two, as are two records with different identifiers in one scheme.
WEB_ADDRESS = "web address"
#: The property of two records that are equal except for their ids.
CONTENT = "content"
#: Fields in which two records of one thing may differ and still be equal in content.
_OWN_FIELDS = frozenset({"id", "aliases", "notes"})
#: Parameters of a web address that record how a reader came to the page.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid|smid|ref")
#: Words that a name may have or leave out beside that of its organization, such as Mayor of the City of Springfield.
_OPTIONAL = frozenset({"a", "city", "county", "for", "in", "of", "office", "state", "the", "town", "village"})
_GOVERNMENT = re.compile(r"(?:the )?(city|county|state|town|village|borough) of (.+)|(.+) (city|county|town|village)")
#: Bodies whose members represent districts.
_CHAMBERS = frozenset(
    {
        OrganizationClassification.LEGISLATURE,
        OrganizationClassification.UPPER_CHAMBER,
        OrganizationClassification.LOWER_CHAMBER,
        OrganizationClassification.COUNCIL,
    }
)
#: Organizations of which an area has one.
_SINGLE = _CHAMBERS | {OrganizationClassification.GOVERNMENT, OrganizationClassification.TRIBAL_GOVERNMENT}


def resemblances(record: Record) -> Iterator[Likeness]:
    """Yield the likenesses of a record, the strongest first. Several records of one side may share one."""
    if isinstance(record, Source) and record.url:
        yield Likeness(WEB_ADDRESS, page_address(record.url))
    if not isinstance(record, Person) or record.evidence:
        own = (getattr(record, field.name) for field in fields(type(record)) if field.name not in _OWN_FIELDS)
        yield Likeness(CONTENT, tuple(own))
    yield from likenesses(record)
    if isinstance(record, Source) and record.date:
        yield Likeness("title and date", (folded_name(record.title), record.date), record.publisher or "")
    elif isinstance(record, Membership):
        office = record.post or (record.organization, folded_name(record.role))
        yield Likeness("member and office", (record.member, office), _year(record.start_date))
    elif isinstance(record, Event) and record.start_date:
        yield Likeness("name and date", (folded_name(record.name), record.start_date), folded_name(record.location))
    elif isinstance(record, Relation):
        part = "; ".join((folded_name(record.section), *sorted(record.scope)))
        yield Likeness("subject, predicate and object", (record.subject, record.predicate, record.object), part)
    elif isinstance(record, Provision):
        yield from _provision_resemblances(record)


def _provision_resemblances(provision: Provision) -> Iterator[Likeness]:
    section = folded_name(provision.section)
    if provision.kind is ProvisionKind.CONSTITUTIVE:
        if entity := folded_name(provision.constituted_entity):
            words = folded_name(provision.constitutive_function)
            yield Likeness("instrument, entity and verb", (provision.instrument, entity, words), section)
    elif aim := folded_name(provision.aim):
        key = (provision.instrument, frozenset(provision.deontic), aim, folded_name(provision.direct_object))
        yield Likeness("instrument, aim and object", key, section)


class Organizations:
    """The organizations of some collections by id, and the words of their names, which are read once."""

    def __init__(self, *collections: Collection) -> None:
        """Look in the first collection first."""
        self._collections = collections
        self._words: dict[str, frozenset[str]] = {}

    def get(self, id: str) -> Organization | None:
        """Return the organization with an id, or None."""
        return next(filter(None, (each.get(id, Organization) for each in self._collections)), None)

    def optional_words(self, id: str) -> frozenset[str]:
        """Return the words that a name below an organization may have or leave out."""
        if id not in self._words:
            whole = self.get(id)
            names = " ".join((whole.name, *whole.other_names)) if whole else ""
            self._words[id] = _OPTIONAL.union(folded_name(names).split())
        return self._words[id]


def weak_resemblances(record: Record, organizations: Organizations) -> Iterator[Likeness]:
    """Yield the likenesses that identify a record only if no other record of its side has them."""
    if isinstance(record, Organization | Post):
        yield from _weak_actor_resemblances(record, organizations)
    elif find := _WEAK.get(type(record)):
        yield from find(record)


def _weak_source_resemblances(source: Source) -> Iterator[Likeness]:
    yield Likeness("title", folded_name(source.title), source.date or "")


def _weak_person_resemblances(person: Person) -> Iterator[Likeness]:
    words = folded_name(person.name).split()
    if words and (where := _paragraphs(person)):
        yield Likeness("last name and passage", (words[-1], where))


def _weak_instrument_resemblances(instrument: Order | Measure) -> Iterator[Likeness]:
    made, number = date_made(instrument), folded_name(instrument.number)
    if instrument.authorities:
        shared = frozenset(instrument.authorities), instrument.kind
        if number:
            yield Likeness("authority, kind and number", (shared, number), _year(made))
        if made:
            yield Likeness("authority, kind and date", (shared, made), number)


def _weak_provision_resemblances(provision: Provision) -> Iterator[Likeness]:
    if aim := folded_name(provision.aim):
        yield Likeness("instrument and aim", (provision.instrument, aim), folded_name(provision.section))


def _weak_event_resemblances(event: Event) -> Iterator[Likeness]:
    yield Likeness("kind and date", (event.kind, event.start_date), folded_name(event.location))


def _weak_statement_resemblances(statement: Statement) -> Iterator[Likeness]:
    speakers, where = frozenset(statement.speakers), _paragraphs(statement)
    if speakers and where:
        yield Likeness("speakers and passage", (speakers, where), statement.date or "")
    if speakers and statement.date:
        yield Likeness("speakers and date", (speakers, statement.date), repr(sorted(where)) if where else "")


_WEAK: Mapping[type[Record], Callable[[Any], Iterator[Likeness]]] = {
    Source: _weak_source_resemblances,
    Person: _weak_person_resemblances,
    Order: _weak_instrument_resemblances,
    Measure: _weak_instrument_resemblances,
    Provision: _weak_provision_resemblances,
    Event: _weak_event_resemblances,
    Statement: _weak_statement_resemblances,
}


def _weak_actor_resemblances(actor: Organization | Post, organizations: Organizations) -> Iterator[Likeness]:
    id = actor.parent if isinstance(actor, Organization) else actor.organization
    whole = organizations.get(id) if id else None
    if id:
        optional = organizations.optional_words(id)
        for name in (actor.name, *actor.other_names):
            if words := tuple(each for each in folded_name(name).split() if each not in optional):
                yield Likeness("short name and organization", (id, words), actor.division)
    # A chamber has one post for a district, whatever it is called. A post for the whole area can be any.
    if (
        isinstance(actor, Post)
        and whole
        and whole.classification in _CHAMBERS
        and actor.division not in {"", whole.division}
    ):
        yield Likeness("chamber and district", (id, actor.division), "")
    if isinstance(actor, Organization) and actor.classification in _SINGLE:
        if actor.division:
            yield Likeness("classification and division", (actor.classification, actor.division))
        for name in (actor.name, *actor.other_names):
            kind, short = _government_name(folded_name(name))
            yield Likeness("name apart from its kind", (actor.classification, short), kind)


def _government_name(name: str) -> tuple[str, str]:
    """Return the kind of place that a name says, and the rest of the name.

    >>> _government_name("city of springfield"), _government_name("springfield")
    (('city', 'springfield'), ('', 'springfield'))
    """
    if (match := _GOVERNMENT.fullmatch(name)) is None:
        return "", name
    return match[1] or match[4], match[2] or match[3]


def page_address(url: str) -> str:
    """Return a web address without what does not change the page: scheme, www, tracking parameters and fragment.

    >>> page_address("http://www.example.org/a/?utm_source=x&id=5#top") == page_address("https://Example.org/a?id=5")
    True
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = urlencode([(name, value) for name, value in query if not _TRACKING.fullmatch(name)])
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}?{kept}{fragment}"


def _paragraphs(record: Any) -> frozenset[tuple[str, int]]:
    """Return the paragraphs of the sources that support a record."""
    return frozenset((each.source, each.paragraph) for each in record.evidence if each.paragraph is not None)


def _year(date: PartialDate | None) -> str:
    return date[:4] if date else ""
