"""A person's first look at a collection: what it is, what is ordered, who stands where, what happened when."""

from collections.abc import Iterable, Iterator

from nmpolicy.cli.render.names import names, timeline_blocks, where
from nmpolicy.cli.render.reading_order import in_reading_order
from nmpolicy.cli.terminal import heading, wrapped
from nmpolicy.queries.stances import Position, positions
from nmpolicy.queries.timeline import timeline
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.terms import Stance

#: The id of a record, and a topic: what a stance is towards.
Target = tuple[str | None, str]


def page(collection: Collection) -> str:
    """The whole page, without a line feed at its end."""
    collection = in_reading_order(collection)
    sections = (_opening, _instruments, _positions, _plain_statements, _timeline)
    blocks = [block for section in sections for block in section(collection)]
    if not len(collection):
        blocks.append("It has no records yet.")
    return "\n\n".join(blocks)


def _opening(collection: Collection) -> Iterator[str]:
    yield heading(collection.title, "=")
    if collection.summary:
        yield wrapped(collection.summary)
    for source in collection.sources:
        yield _source(collection, source)
    if collection.sources:
        yield wrapped("Numbers in brackets are paragraphs of the source.")


def _source(collection: Collection, source: Source) -> str:
    makers = [*source.authors, *([source.publisher] if source.publisher else [])]
    origin = ", ".join([*map(collection.label, makers), *([source.date.label] if source.date else [])])
    parts = (f"Source: {source.title} ({source.kind})", origin, source.url or "")
    return "\n".join(wrapped(part, 0 if index == 0 else 8, 8) for index, part in enumerate(parts) if part)


def _instruments(collection: Collection) -> Iterator[str]:
    if collection.instruments:
        yield heading("What is ordered and proposed")
    provisions: dict[str, list[Provision]] = {}
    for provision in collection.provisions:
        provisions.setdefault(provision.instrument, []).append(provision)
    for instrument in collection.instruments:
        yield "\n".join(_instrument(collection, instrument, provisions.get(instrument.id, [])))


def _instrument(collection: Collection, instrument: Order | Measure, provisions: Iterable[Provision]) -> Iterator[str]:
    yield wrapped(instrument.label)
    yield wrapped(f"{instrument.kind} {instrument.number}".strip() + f", id {instrument.id}", 2)
    yield wrapped(f"Authority: {names(collection, instrument.authorities) or 'not stated'}", 2, 11)
    yield from _stages(collection, instrument)
    if isinstance(instrument, Measure):
        yield from _passage(collection, instrument)
    if instrument.summary:
        yield wrapped(instrument.summary, 2)
    for provision in provisions:
        yield from _provision(collection, provision)
    for reference in collection.references_to(instrument):
        record, field = collection[reference.record], reference.path[-1]
        if isinstance(record, Relation) and field == "subject":
            yield wrapped(f"It {record.predicate}: {collection.label(record.object)}", 2, 4)
        elif isinstance(record, Relation) and field == "object":
            yield wrapped(f"It is {record.predicate.inverse}: {collection.label(record.subject)}", 2, 4)
    if instrument.notes:
        yield wrapped(f"Note: {instrument.notes}", 2, 6)


def _stages(collection: Collection, instrument: Instrument) -> Iterator[str]:
    for milestone in instrument.milestones:
        by = f", by {names(collection, milestone.by)}" if milestone.by else ""
        yield wrapped(f"Stage: {milestone}{'' if milestone.date else ' (date not given)'}{by}", 2, 7)
    if not instrument.milestones:
        yield wrapped("Stage: not stated", 2)


def _passage(collection: Collection, measure: Measure) -> Iterator[str]:
    if measure.sponsors:
        yield wrapped(f"Sponsors: {names(collection, measure.sponsors)}", 2, 10)
    for vote in measure.votes:
        yield wrapped(", ".join(filter(None, (f"Vote: {vote}", vote.motion, vote.date and vote.date.label))), 2, 6)


def _provision(collection: Collection, provision: Provision) -> Iterator[str]:
    section = f"{provision.section}: " if provision.section else ""
    sentence = section + provision.sentence(names(collection, provision.bearers))
    yield wrapped(f"- {sentence}{where(collection, provision)}", 4, 2)
    if provision.notes:
        yield wrapped(f"({provision.notes})", 6, 1)


def _positions(collection: Collection) -> Iterator[str]:
    by_target: dict[Target, list[Position]] = {}
    for position in positions(collection):
        if position.stance.stance is not Stance.NEUTRAL:
            by_target.setdefault((position.stance.target, position.stance.topic), []).append(position)
    order = {record.id: place for place, record in enumerate((*collection.instruments, *collection.provisions))}
    ordered = sorted((target for target in by_target if target[0] in order), key=lambda target: order[target[0] or ""])
    others = [target for target in by_target if target[0] not in order]
    told: set[str] = set()
    for title, targets in (("Who stands where", ordered), ("Who stands where on other matters", others)):
        if targets:
            yield heading(title)
        for target in targets:
            yield "\n".join([wrapped(_target(collection, *target)), *_sides(collection, by_target[target], told)])


def _target(collection: Collection, target: str | None, topic: str) -> str:
    names = filter(None, (target and collection.label(target), topic))
    return f"On {', '.join(names) or 'something not stated'}"


def _sides(collection: Collection, there: list[Position], told: set[str]) -> Iterator[str]:
    for stance in Stance:
        side: dict[Statement, set[str]] = {}
        for position in there:
            if position.stance.stance is stance:
                side.setdefault(position.statement, set()).add(position.stance.objection or "")
        if side:
            yield f"  {stance}"
        for statement, objections in side.items():
            yield from _statement(collection, statement, " ".join(sorted(objections)), brief=statement.id in told)
            told.add(statement.id)


def _plain_statements(collection: Collection) -> Iterator[str]:
    taking_sides = {p.statement for p in positions(collection) if p.stance.stance is not Stance.NEUTRAL}
    plain = [statement for statement in collection.statements if statement not in taking_sides]
    if plain:
        lines = (line for statement in plain for line in _statement(collection, statement))
        yield "\n".join(["Said without taking a side", *lines])


def _statement(
    collection: Collection, statement: Statement, objection: str = "", *, brief: bool = False
) -> Iterator[str]:
    who = names(collection, statement.speakers) or "Nobody named"
    office = [statement.capacity] if statement.capacity else statement.on_behalf_of
    who = ", ".join([who, *map(collection.label, office)])
    circumstances = ", ".join(
        filter(None, (statement.medium, statement.date and statement.date.label, objection.strip()))
    )
    yield wrapped(
        who
        + (f" ({circumstances})" if circumstances else "")
        + (f", as above{where(collection, statement)}" if brief else ""),
        4,
        2,
    )
    if not brief:
        quoted = ", ".join(f"“{phrase}”" for phrase in statement.key_phrases)
        if said := " ".join(filter(None, (statement.summary, quoted))):
            yield wrapped(said + where(collection, statement), 6)


def _timeline(collection: Collection) -> Iterator[str]:
    return timeline_blocks(collection, timeline(collection))
