"""A starting collection: a source, a government, an office or a body, and an order or a measure."""

from itertools import chain, count
from typing import Any

from attrs import frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Measure, Milestone, Order
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.slugs import slug
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, OrganizationClassification, SourceKind, Stage


@frozen(kw_only=True)
class StartingFacts:
    """The facts that start a collection. None is a fact that is not known, and leaves its field empty."""

    kind: str
    """The kind of order or measure."""
    title: str
    """The title of the order or measure, and of the collection."""
    number: str | None = None
    """Its number."""
    signed: PartialDate | None = None
    """The day on which the order was signed."""
    passed: PartialDate | None = None
    """The day on which the measure was passed."""
    jurisdiction: str | None = None
    """The name of the government."""
    office: str | None = None
    """The name of the office that issued the order."""
    body: str | None = None
    """The name of the body that considers the measure or passed it."""
    source_title: str | None = None
    """The title of the source."""
    source_url: str | None = None
    """The web address of the source."""
    source_date: PartialDate | None = None
    """The day on which the source was published."""
    source_kind: SourceKind | None = None
    """The kind of source. A source of which only other facts are known is of the kind `other`."""
    id: str | None = None
    """The id of the order or measure; None makes one from its kind and number, or else from its title."""


def is_measure(kind: str, *facts: object) -> bool:
    """Return whether a kind belongs to measures. `other` belongs to both, and the facts decide that measures have.

    >>> is_measure("ordinance"), is_measure("proclamation"), is_measure("other", "City Council", None)
    (True, False, True)
    """
    return kind in [*MeasureKind] and (kind not in [*OrderKind] or any(facts))


def starting_collection(facts: StartingFacts, *, schema: str = "") -> Collection:
    """Make a collection from some facts, with the address of its JSON Schema. What is not known stays empty.

    The ids are made from names, so they stay the same if the names do.

    >>> facts = StartingFacts(kind="executive-order", number="2026-02", title="Rents", office="Mayor")
    >>> [record.id for record in starting_collection(facts)]
    ['mayor', 'executive-order-2026-02']

    Raises `InvalidValueError` if the title makes no id and none was given.
    """
    records: list[Record] = []
    instrument_id = facts.id or _id(facts.kind, facts.number) or slug(facts.title)

    def free(id: str | None, otherwise: str) -> str:
        """Return the id, or another one if that was not made from its text or is taken."""
        taken = {instrument_id, *(record.id for record in records)}
        wanted = id or otherwise
        return next(each for each in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if each not in taken)

    if any((facts.source_title, facts.source_url, facts.source_date, facts.source_kind)):
        described = str(facts.source_kind or "source")
        named = _id(described, facts.source_date) or _id(facts.source_title)
        source = Source(
            id=free(named, described),
            kind=facts.source_kind or SourceKind.OTHER,
            title=facts.source_title or facts.source_url or " ".join(filter(None, (described, facts.source_date))),
            date=facts.source_date,
            url=facts.source_url,
        )
        records.append(source)
    government = None
    if facts.jurisdiction:
        government = Organization(
            id=free(_id(facts.jurisdiction), "government"),
            name=facts.jurisdiction,
            classification=OrganizationClassification.GOVERNMENT,
        )
        records.append(government)
    instrument: dict[str, Any] = {"id": instrument_id, "kind": facts.kind, "title": facts.title}
    instrument["number"] = facts.number or ""
    if is_measure(facts.kind, facts.body, facts.passed):
        if facts.body:
            body = Organization(id=free(_id(facts.body), "body"), name=facts.body, parent=government)
            records.append(body)
            instrument["body"] = body
        milestones = [Milestone(stage=Stage.PASSED, date=facts.passed)] if facts.passed else []
        records.append(Measure(milestones=milestones, **instrument))
    else:
        if facts.office:
            post = Post(id=free(_id(facts.office), "office"), name=facts.office, organization=government)
            records.append(post)
            instrument["issued_by"] = [post]
        milestones = [Milestone(stage=Stage.SIGNED, date=facts.signed)] if facts.signed else []
        records.append(Order(milestones=milestones, **instrument))
    return Collection.of(records, id=instrument_id, title=facts.title, schema=schema)


def left_open(collection: Collection) -> list[str]:
    """Return what a starting collection still lacks, and where to add it: one phrase for each table.

    >>> facts = StartingFacts(kind="bill", title="Rents", source_url="https://example.org", jurisdiction="Riverton")
    >>> left_open(starting_collection(facts))
    ['sources: its title (now its address), its kind (now other)', 'organizations: the body, named in body of rents']
    """
    found = []
    if not collection.sources:
        found.append("sources: the source")
    for source in collection.sources:
        facts = ["its title (now its address)"] if source.title == source.url else []
        facts += ["its kind (now other)"] if source.kind is SourceKind.OTHER else []
        found += [f"sources: {', '.join(facts)}"] if facts else []
    if not any(each.classification is OrganizationClassification.GOVERNMENT for each in collection.organizations):
        found.append("organizations: the government")
    found += [f"posts: the office, named in issued_by of {each.id}" for each in collection.orders if not each.issued_by]
    found += [f"organizations: the body, named in body of {each.id}" for each in collection.measures if not each.body]
    return found


def _id(*words: str | None) -> str | None:
    """Return the id that some words make together, or None if one is missing or makes none."""
    try:
        return slug(" ".join(slug(word or "") for word in words))
    except InvalidValueError:
        return None
