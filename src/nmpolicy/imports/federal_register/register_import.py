"""Import executive orders from the answers of the Federal Register's API, with what they do to one another."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.imports.federal_register.disposition_edges import DispositionEdges
from nmpolicy.imports.federal_register.presidential_terms import terms_of
from nmpolicy.imports.federal_register.register_answers import read_documents
from nmpolicy.imports.federal_register.register_ids import Party, order_kind
from nmpolicy.imports.federal_register.register_numbering import Numbering
from nmpolicy.imports.federal_register.register_orders import (
    DOCUMENT_SCHEME,
    NOTED_ONLY,
    PAGE_SCHEME,
    Correction,
    Draft,
    correction_on_page,
    drafts_of,
    report_missing_notes,
)
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.input_files import Input
from nmpolicy.imports.input_items import InputLog
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Identifier
from nmpolicy.records.builder import CollectionBuilder
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Measure, Milestone, Order
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate

#: The source that the records cite, unless another one is given.
SOURCE = Source(
    id="federal-register",
    kind="dataset",
    title="Presidential documents in the Federal Register",
    url="https://www.federalregister.gov/presidential-documents",
)
_DIVISION = "ocd-division/country:us"
_GOVERNMENT = Organization(
    id="us-government",
    name="Federal government of the United States",
    classification="government",
    division=_DIVISION,
)
_EXECUTIVE = Organization(
    id="us-executive-branch",
    name="Executive branch of the United States government",
    classification="executive",
    parent=_GOVERNMENT.id,
    division=_DIVISION,
)
_PRESIDENT = Post(
    id="us-president",
    name="President of the United States",
    organization=_EXECUTIVE.id,
    division=_DIVISION,
    maximum_memberships=1,
)
_CONGRESS = Organization(
    id="us-congress",
    name="United States Congress",
    classification="legislature",
    parent=_GOVERNMENT.id,
    division=_DIVISION,
)
#: Only documents have a series: the numbers between those that notes name are not missing.
_SERIES = {
    "executive order": "Executive orders of the President of the United States",
    "proclamation": "Proclamations of the President of the United States",
}
_SIGNING_NOTE = "The document does not give the day of signing; it is the one that notes on other orders give."
_TERM_NOTE = "The dates are those of the inaugurations; the Federal Register does not give them."


def read_federal_register(*inputs: Input, source: Source = SOURCE, max_bytes: int = MAX_BYTES) -> Imported:
    """Read executive orders from files of the Federal Register's API: pages of results, lists, or single documents.

    Each document is an order, with the days on which it was signed and published. The notes on its dispositions become
    relations. An order that only notes refer to has a record with its number and its date, too. If several notes
    describe one act, it is one relation. "See" means that the later of the two documents cites the earlier one. A
    president has one membership for each time in office without a break.

    >>> import json
    >>> from io import BytesIO
    >>> document = {
    ...     "document_number": "E9-1712",
    ...     "executive_order_number": 13489,
    ...     "title": "Presidential Records",
    ...     "subtype": "Executive Order",
    ...     "signing_date": "2009-01-21",
    ...     "president": {"name": "Barack Obama", "identifier": "barack-obama"},
    ...     "executive_order_notes": "Revokes: EO 13233, November 1, 2001",
    ... }
    >>> collection = read_federal_register(BytesIO(json.dumps([document]).encode())).collection
    >>> print(*collection.orders, sep="; ")
    Executive Order 13233 (signed 2001-11-01); Presidential Records (signed 2009-01-21)
    >>> print(*collection.relations, *collection.memberships, sep="; ")
    us-eo-13489 rescinds us-eo-13233; barack-obama, us-president, from 2009-01-20, to 2017-01-20

    Raises `UnreadableDocumentError` for a file that is not JSON, has more than `max_bytes` bytes, or is not an answer
    of the API about documents.

    Terms: the API of federalregister.gov, version 1.

    .. versionadded:: 0.1
    """
    log = InputLog()
    drafts, corrections = drafts_of(read_documents(inputs, log, max_bytes), log)
    report_missing_notes(drafts)
    edges = DispositionEdges(log)
    for draft in drafts:
        for note in draft.notes:
            edges.add(note)
    numbering = Numbering.of(draft.party for draft in drafts)
    dates = {draft.party.id: edges.date_of(draft.party.id, numbering, draft.party.date) for draft in drafts}
    named = [party for id, party in sorted(edges.parties.items()) if id not in dates]
    dates |= {party.id: edges.date_of(party.id, numbering) for party in named}
    builder = CollectionBuilder(Collection(id=source.id, title=source.title))
    builder.add(source)
    with builder.citing(source):
        for record in _actors(drafts, named, dates):
            builder.add(record)
        pages = Counter(draft.party.page for draft in drafts)
        for draft in drafts:
            order = _order(draft, dates[draft.party.id], is_alone=pages[draft.party.page] == 1)
            builder.add(_changed(order, edges.changes(order.id, dates)))
        for party in named:
            known = _known_by_notes(party, dates[party.id], is_alone=not pages[party.page])
            builder.add(_changed(known, edges.changes(party.id, dates)))
        for relation in edges.relations(source.id, dates):
            builder.add(relation)
        for source_of_correction, relation in _corrections(corrections, edges, drafts):
            builder.add(source_of_correction)
            builder.add(relation)
    problems = sorted(log.problems, key=lambda each: (getattr(each, "file", ""), each.pointer, each.message))
    return Imported(collection=builder.build().sorted(), left_out=log.left_out(), problems=tuple(problems))


def _order(draft: Draft, signed: PartialDate | None, *, is_alone: bool) -> Order:
    """Return the order that a document is. Its page identifies it if it is alone there."""
    party = draft.party
    identifiers = [(DOCUMENT_SCHEME, draft.document), (PAGE_SCHEME, party.page if is_alone else "")]
    page = {} if is_alone or not party.page else {"x-citation": party.page}
    days = (("effective", draft.effective), ("issued", draft.published))
    later = sorted((Milestone(stage=stage, date=day) for stage, day in days if day), key=_milestone_key)
    milestones = [
        Milestone(
            stage="signed",
            date=signed,
            by=[draft.president.id] if draft.president else [],
            capacity=_PRESIDENT,
        ),
        *later,
    ]
    return evolve(
        _named(party, draft.title, milestones),
        series=_SERIES.get(party.kind, "") if party.number else "",
        identifiers=[Identifier(scheme=scheme, identifier=each) for scheme, each in identifiers if each],
        language="en",
        notes=[_SIGNING_NOTE] if signed and draft.party.date is None else [],
        subjects=draft.subjects,
        url=draft.url,
        extra={**draft.item.kept, **page},
    )


def _changed(instrument: Order | Measure, changes: Sequence[Milestone]) -> Order | Measure:
    """Return an instrument with the milestones that notes mention, in the order of their days."""
    if not changes:
        return instrument
    first, *rest = instrument.milestones
    return evolve(instrument, milestones=[first, *sorted((*rest, *changes), key=_milestone_key)])


def _milestone_key(milestone: Milestone) -> tuple[object, ...]:
    """Return the key that sorts milestones by their days, those without one last."""
    day = (0, *PartialDate.sort_key(milestone.date)) if milestone.date else (1,)
    return (*day, milestone.stage, str(milestone.notes))


def _known_by_notes(party: Party, signed: PartialDate | None, *, is_alone: bool) -> Order | Measure:
    """Return the record of an order, or of a law, that only notes refer to."""
    if party.kind == "public law":
        milestones = [Milestone(stage="became-law", date=signed)]
        title, body = party.title, _CONGRESS
        return Measure(
            id=party.id,
            kind="statute",
            title=title,
            number=party.number,
            body=body,
            division=_DIVISION,
            milestones=milestones,
            notes=[NOTED_ONLY],
        )
    order = _named(party, party.title, [Milestone(stage="signed", date=signed)])
    page = [Identifier(scheme=PAGE_SCHEME, identifier=party.page)] if party.page and is_alone else []
    return evolve(order, identifiers=page, notes=[NOTED_ONLY])


def _named(party: Party, title: str, milestones: Sequence[Milestone]) -> Order:
    kind, kind_text = order_kind(party.kind)
    return Order(
        id=party.id,
        kind=kind,
        kind_text=kind_text,
        title=title,
        number=party.number,
        division=_DIVISION,
        issued_by=[_PRESIDENT],
        milestones=milestones,
    )


def _actors(
    drafts: Sequence[Draft], named: Sequence[Party], dates: Mapping[str, PartialDate | None]
) -> Iterator[Organization | Post | Person | Membership]:
    """Yield the government, the presidents with their terms, and if a law is among the records, Congress."""
    if drafts:
        yield _GOVERNMENT
        yield _EXECUTIVE
        yield _PRESIDENT
    if any(party.kind == "public law" for party in named):
        yield _CONGRESS
    signers: dict[str, list[Draft]] = {}
    for draft in drafts:
        if draft.president:
            signers.setdefault(draft.president.id, []).append(draft)
    for id, signed in sorted(signers.items()):
        presidents = [draft.president for draft in signed if draft.president]
        names = sorted({president.name for president in presidents}, key=lambda name: (-len(name), name))
        known = sorted({president.identifier for president in presidents if president.identifier})
        identifiers = [Identifier(scheme=DOCUMENT_SCHEME, identifier=each) for each in known]
        yield Person(id=id, name=names[0], other_names=names[1:], identifiers=identifiers)
        yield from _memberships(id, [day for draft in signed if (day := dates[draft.party.id])])


def _memberships(person: str, days: Sequence[PartialDate]) -> Iterator[Membership]:
    terms = terms_of(person, days)
    for term in terms:
        id = f"{person}-president-{term.start[:4]}"
        start, end = term
        yield Membership(id=id, member=person, post=_PRESIDENT, start_date=start, end_date=end, notes=[_TERM_NOTE])
    if not terms:
        yield Membership(id=f"{person}-president", member=person, post=_PRESIDENT)


def _corrections(
    corrections: Sequence[Correction], edges: DispositionEdges, drafts: Sequence[Draft]
) -> Iterator[tuple[Source, Relation]]:
    """Yield the texts that correct orders, each once, with their relations; documents before what notes name."""
    orders = {draft.party.id: draft.party for draft in drafts}
    found = {each.source.id: each for each in corrections}
    pages = {each.identifier for correction in corrections for each in correction.source.identifiers}
    for order, page, date in edges.corrections:
        correction = correction_on_page(orders[order], page, date)
        if page not in pages:
            found.setdefault(correction.source.id, correction)
    for correction in found.values():
        yield correction.source, correction.relation()
