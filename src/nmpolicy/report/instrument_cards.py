"""The card of an order or a measure: everything that a page says about it."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.records.instruments import Measure, Order, VoteEvent
from nmpolicy.report.force_answers import ForceAnswer, answer_for_repeated_id, force_answer
from nmpolicy.report.page_context import PageContext
from nmpolicy.report.page_texts import other_language, term_words
from nmpolicy.report.positions import positions_on, stance_counts
from nmpolicy.report.provision_rows import ProvisionRow, provision_row
from nmpolicy.report.relation_lines import RelationGroup, relation_groups
from nmpolicy.vocabulary.terms import ProvisionCoverage

#: The sentences about how many of the provisions of an instrument are recorded.
COVERAGE = {
    ProvisionCoverage.ALL: "All of its provisions are recorded here.",
    ProvisionCoverage.SOME: "Only some of its provisions are recorded here.",
    None: "It is not recorded whether these are all of its provisions.",
}


@frozen
class InstrumentCard:
    """An order or a measure with what follows from the records about it."""

    record: Order | Measure
    """The instrument, whose own fields the card shows."""
    kind: str
    """Its kind in words, such as `Executive order`."""
    number: str
    """Its number and its series, as far as they are known."""
    force: ForceAnswer
    """The answer to whether it is in force, with the reasons."""
    provisions: Sequence[ProvisionRow]
    """Its provisions in the order of the sources."""
    coverage: str
    """The sentence about how many of its provisions are recorded; empty if none is, and nothing is said about it."""
    relations: Sequence[RelationGroup]
    """Its relations to other records, in both directions, by verb."""
    stances: str
    """The numbers of statements that take each stance on it, in words; empty if none does."""
    actors: Sequence[str]
    """Ids of those who issued it, acted on it and sponsored it."""
    language: str
    """The language of its title, if it is not English; otherwise empty."""
    sponsors: Sequence[str]
    """Ids of the sponsors of a measure."""
    cosponsors: Sequence[str]
    """Ids of its other sponsors."""
    votes: Sequence[VoteEvent]
    """The votes on a measure."""


def instrument_card(context: PageContext, record: Order | Measure) -> InstrumentCard:
    """Return the card of one instrument. The time that it takes depends on that instrument alone."""
    collection = context.collection
    # Of two instruments with one id, the first has all that refers to it.
    has_id = bool(context.anchor(record))
    provisions = provisions_by_instrument(collection).get(record.id, ()) if has_id else ()
    on_it = positions_on(collection, [record.id]) if has_id else ()
    stated = ((id(row.statement), row.stance) for each in on_it for row in each.rows)
    measure = record if isinstance(record, Measure) else None
    series = record.series if isinstance(record, Order) else ""
    return InstrumentCard(
        record=record,
        kind=term_words(record.kind).capitalize(),
        number=", ".join(filter(None, (record.number, series and f"series {series}"))),
        force=force_answer(context, context.forces[record.id]) if has_id else answer_for_repeated_id(context, record),
        provisions=[provision_row(context, each) for each in provisions],
        coverage=COVERAGE[record.provision_coverage] if provisions or record.provision_coverage else "",
        relations=relation_groups(context, record) if has_id else [],
        stances=stance_counts(stance for _, stance in dict.fromkeys(stated)),
        actors=[*dict.fromkeys(_actors(record))],
        language=other_language(record.language),
        sponsors=measure.sponsors if measure else (),
        cosponsors=measure.cosponsors if measure else (),
        votes=measure.vote_events if measure else (),
    )


def _actors(record: Order | Measure) -> Iterator[str]:
    yield from record.authorities
    for milestone in record.milestones:
        yield from (*milestone.by, *filter(None, [milestone.capacity]), *milestone.on_behalf_of)
    if isinstance(record, Measure):
        yield from (*record.sponsors, *record.cosponsors)
