"""A first look at a collection: its sources, orders and measures, stances, statements, and a timeline."""

from collections.abc import Iterable, Iterator

from nmpolicy.cli.render.names import paragraphs
from nmpolicy.cli.render.timeline_rows import timeline_blocks
from nmpolicy.cli.terminal import heading, wrapped
from nmpolicy.queries.provision_sentences import names, provision_sentence
from nmpolicy.queries.reading_order import in_reading_order
from nmpolicy.queries.relation_sentences import relation_sentences
from nmpolicy.queries.stances import stances
from nmpolicy.queries.timeline import timeline
from nmpolicy.records.collection import Collection
from nmpolicy.records.contents_html import REDACTED_COPY
from nmpolicy.records.field_texts import grouped_text
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.vocabulary.terms import Stance

#: A target of stances: the id of a record, or None, and a topic.
_Target = tuple[str | None, str]
#: The stances toward one target, each with its statement.
_Stated = list[tuple[Statement, TargetStance]]


def overview(collection: Collection) -> str:
    """Return the whole page."""
    collection = in_reading_order(collection)
    sections = (_introduction, _instruments, _stances, _neutral_statements, _timeline)
    blocks = [block for section in sections for block in section(collection)]
    if not len(collection):
        blocks.append("It has no records yet.")
    return "\n\n".join(blocks)


def _introduction(collection: Collection) -> Iterator[str]:
    yield heading(collection.title, "=")
    if collection.summary:
        yield wrapped(collection.summary)
    if collection.redacted:
        yield wrapped(REDACTED_COPY)
    several = len(collection.sources) > 1
    for number, source in enumerate(collection.sources, 1):
        yield _source(collection, source, f"Source {number}" if several else "Source")
    if not any(paragraphs(collection, each) for each in (*collection.provisions, *collection.statements)):
        return
    if several:
        yield wrapped("Numbers in brackets are a source and its paragraph: [1:2] is paragraph 2 of source 1.")
    else:
        yield wrapped("Numbers in brackets are paragraphs of the source.")


def _source(collection: Collection, source: Source, title: str) -> str:
    makers = [*source.authors, *([source.publisher] if source.publisher else [])]
    origin = ", ".join([*map(collection.label, makers), *([source.date.label] if source.date else [])])
    parts = (f"{title}: {source.title} ({source.kind})", origin, source.url or "")
    return "\n".join(wrapped(part, 0 if index == 0 else 8, 8) for index, part in enumerate(parts) if part)


def _instruments(collection: Collection) -> Iterator[str]:
    if collection.instruments:
        yield heading("Orders and measures")
    provisions: dict[str, list[Provision]] = {}
    for provision in collection.provisions:
        provisions.setdefault(provision.instrument, []).append(provision)
    for instrument in collection.instruments:
        yield "\n".join(_instrument(collection, instrument, provisions.get(instrument.id, [])))


def _instrument(collection: Collection, instrument: Order | Measure, provisions: Iterable[Provision]) -> Iterator[str]:
    yield wrapped(instrument.label)
    yield from _identity(collection, instrument)
    yield from _stages(collection, instrument)
    if isinstance(instrument, Measure):
        yield from _sponsors_and_votes(collection, instrument)
    if instrument.summary:
        yield wrapped(instrument.summary, 2)
    for provision in provisions:
        yield from _provision(collection, provision)
    if instrument.provision_coverage:
        yield wrapped(f"The collection has {instrument.provision_coverage} of its provisions.", 2)
    for sentence in relation_sentences(collection, instrument):
        yield wrapped(sentence.text(collection.label), 2, 4)
    yield from (wrapped(f"Note: {note}", 2, 6) for note in instrument.notes)


def _identity(collection: Collection, instrument: Order | Measure) -> Iterator[str]:
    own_word = f" ({instrument.kind_text})" if instrument.kind_text else ""
    series = f", series {instrument.series}" if isinstance(instrument, Order) and instrument.series else ""
    language = f", language {instrument.language}" if instrument.language else ""
    kind = f"{instrument.kind}{own_word} {instrument.number}".strip()
    yield wrapped(f"{kind}{series}, id {instrument.id}{language}", 2)
    yield from (wrapped(f"Identifier: {each}", 2, 12) for each in instrument.identifiers)
    yield wrapped(f"Authority: {names(collection, instrument.authorities) or 'not stated'}", 2, 11)
    for basis in instrument.legal_basis:
        law = ", ".join(filter(None, (basis.citation, basis.law and collection.label(basis.law))))
        yield wrapped(f"Legal basis: {law}", 2, 13)


def _stages(collection: Collection, instrument: Instrument) -> Iterator[str]:
    for milestone in instrument.milestones:
        by = f", by {names(collection, milestone.by)}" if milestone.by else ""
        capacity = f", as {collection.label(milestone.capacity)}" if milestone.capacity else ""
        behalf = f", on behalf of {names(collection, milestone.on_behalf_of)}" if milestone.on_behalf_of else ""
        notes = "".join(f" ({note})" for note in milestone.notes)
        date = "" if milestone.date else " (date not given)"
        yield wrapped(f"Stage: {milestone}{date}{by}{capacity}{behalf}{notes}", 2, 7)
    if not instrument.milestones:
        yield wrapped("Stage: not stated", 2)


def _spaced(term: str) -> str:
    return term.replace("-", " ")


def _sponsors_and_votes(collection: Collection, measure: Measure) -> Iterator[str]:
    if measure.sponsors:
        yield wrapped(f"Sponsors: {names(collection, measure.sponsors)}", 2, 10)
    if measure.cosponsors:
        yield wrapped(f"Cosponsors: {names(collection, measure.cosponsors)}", 2, 12)
    for vote in measure.vote_events:
        facts = (
            f"Vote: {vote}",
            vote.motion,
            vote.body and collection.label(vote.body),
            vote.date and vote.date.label,
            vote.requirement and f"needed {_spaced(vote.requirement)}",
            f"moved by {names(collection, vote.moved_by)}" if vote.moved_by else "",
            f"seconded by {names(collection, vote.seconded_by)}" if vote.seconded_by else "",
        )
        yield wrapped(", ".join(filter(None, facts)), 2, 6)
        if vote.votes:
            yield wrapped(grouped_text(vote.votes, "option", collection.label), 8)


def _provision(collection: Collection, provision: Provision) -> Iterator[str]:
    section = f"{provision.section}: " if provision.section else ""
    sentence = provision.sentence(names(collection, provision.bearers))
    yield wrapped(f"- {section}{sentence}{paragraphs(collection, provision)}", 4, 2)
    for title, ids in (("Or else", provision.or_else_provisions), ("Defined by", provision.defined_by)):
        yield from (wrapped(f"{title}: {provision_sentence(collection, id)}", 6, 2) for id in ids)
    yield from (wrapped(f"({note})", 6, 1) for note in provision.notes)


def _stances(collection: Collection) -> Iterator[str]:
    by_target: dict[_Target, _Stated] = {}
    for statement, stance in _taking_sides(collection):
        by_target.setdefault((stance.target, stance.topic), []).append((statement, stance))
    rank = {record.id: index for index, record in enumerate((*collection.instruments, *collection.provisions))}
    on_orders = sorted((target for target in by_target if target[0] in rank), key=lambda target: rank[target[0] or ""])
    others = [target for target in by_target if target[0] not in rank]
    shown: set[str] = set()
    for title, targets in (("Stances", on_orders), ("Stances on other matters", others)):
        if targets:
            yield heading(title)
        for target in targets:
            yield "\n".join([wrapped(_target(collection, *target)), *_sides(collection, by_target[target], shown)])


def _taking_sides(collection: Collection) -> Iterator[tuple[Statement, TargetStance]]:
    """Yield each stance that is not neutral, with its statement."""
    for stated in stances(collection):
        statement = collection.get(stated.statement, Statement)
        if statement is not None and stated.stance.stance is not Stance.NEUTRAL:
            yield statement, stated.stance


def _target(collection: Collection, target: str | None, topic: str) -> str:
    names = filter(None, (target and collection.label(target), topic))
    return f"On {', '.join(names) or 'something not stated'}"


def _sides(collection: Collection, stated: _Stated, shown: set[str]) -> Iterator[str]:
    for side in Stance:
        objections: dict[Statement, set[str]] = {}
        for statement, stance in stated:
            if stance.stance is side:
                objections.setdefault(statement, set()).add(stance.objection or "")
        if objections:
            yield f"  {side}"
        for statement, some in objections.items():
            yield from _statement(collection, statement, " ".join(sorted(some)), brief=statement.id in shown)
            shown.add(statement.id)


def _neutral_statements(collection: Collection) -> Iterator[str]:
    taking_sides = {statement.id for statement, _ in _taking_sides(collection)}
    neutral = [statement for statement in collection.statements if statement.id not in taking_sides]
    if neutral:
        lines = (line for statement in neutral for line in _statement(collection, statement))
        yield "\n".join(["Statements that take no side", *lines])


def _statement(
    collection: Collection, statement: Statement, objection: str = "", *, brief: bool = False
) -> Iterator[str]:
    speakers = names(collection, statement.speakers) or "Unnamed speaker"
    capacity = [statement.capacity] if statement.capacity else statement.on_behalf_of
    who = ", ".join([speakers, *map(collection.label, capacity)])
    date = statement.date and statement.date.label
    details = ", ".join(filter(None, (_spaced(statement.medium or ""), date, _spaced(objection.strip()))))
    where = paragraphs(collection, statement)
    yield wrapped(who + (f" ({details})" if details else "") + (f", as above{where}" if brief else ""), 4, 2)
    if not brief:
        phrases = ", ".join(f"“{phrase}”" for phrase in statement.key_phrases)
        if words := " ".join(filter(None, (statement.summary, phrases))):
            yield wrapped(words + where, 6)


def _timeline(collection: Collection) -> Iterator[str]:
    return timeline_blocks(collection, timeline(collection))
