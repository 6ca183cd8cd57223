"""Answers to questions, in words."""

from collections.abc import Iterable, Iterator, Sequence

from nmpolicy.cli.render.names import provision_sentence
from nmpolicy.cli.render.timeline_rows import timeline_blocks
from nmpolicy.cli.terminal import columns, counted, heading, wrapped
from nmpolicy.queries.deadlines import DueDate
from nmpolicy.queries.duties import Duty
from nmpolicy.queries.force.in_force import Force
from nmpolicy.queries.force.solver import Reason
from nmpolicy.queries.holders import Holder
from nmpolicy.queries.lineage import Link
from nmpolicy.queries.numbering import MissingNumbers
from nmpolicy.queries.offices import Office
from nmpolicy.queries.publication import PublicationDelay
from nmpolicy.queries.timeline import TimelineEntry
from nmpolicy.records.actors import Actor, Membership
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate, span_label
from nmpolicy.vocabulary.terms import Deontic

_MAX_INDENT = 12  # steps of a lineage that are indented; deeper ones show their number


def in_force_page(collection: Collection, found: Sequence[Force], on: PartialDate) -> str:
    """List what is in force on a day, what is not, and what the records do not decide, with the reasons."""
    if not found:
        return "This collection has no orders or measures."
    titles = {
        True: "In force on {}",
        False: "Not in force on {}",
        None: "Unknown for {}" if on.earliest == on.latest else "Unknown, or in force for only part of {}",
    }
    blocks = [
        "\n".join([heading(title.format(on.label)), *(line for each in some for line in _force(collection, each))])
        for answer, title in titles.items()
        if (some := [each for each in found if each.answer is answer])
    ]
    return "\n\n".join([*blocks, *_end_of_sources(collection)])


def _force(collection: Collection, force: Force) -> Iterator[str]:
    yield wrapped(f"{collection.label(force.record)} [{force.record}]", 0, 2)
    yield from (wrapped(_reason(collection, reason), 4, 2) for reason in force.reasons)


def _reason(collection: Collection, reason: Reason) -> str:
    """A reason, with the name of the record that acts, if it is a relation."""
    relation = collection.get(reason.record, Relation)
    return reason.label + (f" ({collection.label(relation.subject)})" if relation else "")


def offices_page(collection: Collection, found: Sequence[Office], on: PartialDate) -> str:
    """Show who held or may have held each post on a day, when it was vacant, and which terms overlap."""
    if not found:
        return "This collection has no posts."
    return "\n\n".join(block for office in found for block in _office(collection, office, on))


def _office(collection: Collection, office: Office, on: PartialDate) -> Iterator[str]:
    lines = [heading(f"{collection.label(office.post)}, on {on.label}")]
    for holder in office.holders:
        reason = f"; {holder.reason}" if holder.reason else ""
        held = f"held the office{reason}" if holder.answer else f"may have held the office, {_term(collection, holder)}"
        lines.append(wrapped(f"{collection.label(holder.holder)} {held} [{', '.join(holder.shown_by)}]", 0, 2))
    yield "\n".join(lines if office.holders else [*lines, "No one on record held the office."])
    if office.vacancies:
        days = (
            wrapped(f"{each.first} to {each.last}: no one on record held the office", 2) for each in office.vacancies
        )
        yield "\n".join(["Vacant", *days])
    if office.overlaps:
        overlaps = (wrapped(f"{each.later} begins before {each.earlier} ends", 2) for each in office.overlaps)
        yield "\n".join(["More holders than seats", *overlaps])


def _term(collection: Collection, holder: Holder) -> str:
    """The recorded dates of a membership."""
    membership = collection.get(holder.membership, Membership)
    start = membership.start_date if membership else None
    end = membership.end_date if membership else None
    if not start and not end:
        return "dates not recorded"
    return f"from {start.label if start else 'an unrecorded date'} to {end.label if end else 'an unrecorded date'}"


def lineage_page(collection: Collection, id: str, links: Sequence[Link]) -> str:
    """Show a lineage as a tree, with the affected provisions if it does not concern the whole text."""
    title = heading(f"{collection.label(id)} [{id}]")
    if not links:
        return f"{title}\nIt changes nothing on record, and nothing on record changes it."
    return "\n".join([title, *(_link(collection, link) for link in links)])


def _link(collection: Collection, link: Link) -> str:
    step = f"({link.depth}) " if link.depth > _MAX_INDENT else ""
    relation = collection.get(link.relation, Relation)
    details = _relation_details(collection, relation) if relation else ""
    repeated = " (shown above)" if link.repeated else ""
    line = f"{step}{link.label} {collection.label(link.record)} [{link.record}]{details}{repeated}"
    return wrapped(line, 2 * min(link.depth, _MAX_INDENT), 4)


def _relation_details(collection: Collection, relation: Relation) -> str:
    """The affected provisions and the first day of a relation."""
    object = relation.object
    provisions = relation.scope or ((object,) if collection.get(object, Provision) else ())
    scope = f", only {', '.join(provisions)}" if provisions else ""
    return scope + (f", from {relation.effective_date.label}" if relation.effective_date else "")


def duties_page(collection: Collection, actor: Actor, found: Sequence[Duty], on: PartialDate) -> str:
    """List what an actor must, may and must not do; then what may apply to it, and what is not in force."""
    blocks = [heading(f"{actor.label}, on {on.label}", "=")]
    certain = [(duty, _deontic(collection, duty)) for duty in found if duty.answer and duty.force.answer]
    for deontic, title in _DEONTICS.items():
        blocks += _duties(collection, actor, title, (duty for duty, deontics in certain if deontic in deontics))
    blocks += _duties(collection, actor, "Other provisions", (duty for duty, deontics in certain if not deontics))
    possible = (duty for duty in found if not (duty.answer and duty.force.answer) and duty.force.answer is not False)
    blocks += _duties(collection, actor, "May also apply", possible)
    blocks += _duties(collection, actor, "Not in force", (duty for duty in found if duty.force.answer is False))
    if not found:
        blocks.append("No provision in this collection applies.")
    return "\n\n".join([*blocks, *_end_of_sources(collection)])


_DEONTICS = {
    Deontic.OBLIGATION: "Obligations",
    Deontic.PROHIBITION: "Prohibitions",
    Deontic.PERMISSION: "Permissions",
    Deontic.RIGHT: "Rights",
    Deontic.RECOMMENDATION: "Recommendations",
}


def _deontic(collection: Collection, duty: Duty) -> tuple[Deontic, ...]:
    provision = collection.get(duty.provision, Provision)
    return provision.deontic if provision else ()


def _duties(collection: Collection, actor: Actor, title: str, found: Iterable[Duty]) -> Iterator[str]:
    lines: list[str] = []
    for duty in found:
        provision = collection.get(duty.provision, Provision)
        if provision is not None:
            capacity = f"as {collection.label(duty.bearer)}; " if duty.bearer != actor.id else ""
            force = _FORCE[duty.force.answer]
            reasons = "; ".join(_reason(collection, reason) for reason in duty.force.reasons)
            status = f"{force}: {reasons}" if reasons else force
            instrument = collection.label(provision.instrument)
            lines.append(wrapped(f"- {provision_sentence(collection, provision)}", 0, 2))
            lines.append(wrapped(f"{capacity}under {instrument}; {status} [{provision.id}]", 4))
    if lines:
        yield "\n".join([heading(title), *lines])


_FORCE = {True: "in force", False: "not in force", None: "may be in force"}


def due_page(collection: Collection, found: Sequence[DueDate], first: PartialDate, last: PartialDate) -> str:
    """List what is due in a period by day, and last what has no known date."""
    blocks = [heading(f"Due from {first.label} to {last.label}")]
    if not found:
        blocks.append("Nothing on record.")
    if dated := [each for each in found if each.first]:
        blocks.append("\n".join(columns((_due_days(each), _due_act(collection, each)) for each in dated)))
    if undated := [each for each in found if not each.first]:
        acts = (wrapped(f"- {_due_act(collection, each)}", 2, 2) for each in undated)
        blocks.append("\n".join(["No known date", *acts]))
    return "\n\n".join(blocks)


def _due_days(due: DueDate) -> str:
    days = str(due.first) if due.first == due.last else f"{due.first} to {due.last}"
    return days if due.answer else f"{days}, possibly"


def _due_act(collection: Collection, due: DueDate) -> str:
    provision = collection.get(due.provision, Provision)
    id = provision.id if provision else due.provision
    return f"{provision_sentence(collection, due.provision)} [{id}]" + (f" ({due.reason})" if due.reason else "")


def timeline_page(collection: Collection, found: Sequence[TimelineEntry]) -> str:
    """List what happened when."""
    return "\n\n".join(timeline_blocks(collection, found)) or "This collection has no dates."


def series_page(collection: Collection, missing: Sequence[MissingNumbers], delays: Sequence[PublicationDelay]) -> str:
    """List missing numbers, and the days from signing to publication."""
    blocks: list[str] = []
    if missing:
        lines = (wrapped(_missing_numbers(each), 0, 2) for each in missing)
        blocks.append("\n".join([heading("Missing numbers"), *lines]))
    if delays:
        rows = ((_delay(each), f"{collection.label(each.record)} [{each.record}]: {_dates(each)}") for each in delays)
        blocks.append("\n".join([heading("Publication delays"), *columns(rows)]))
    nothing = "No series has a missing number, and no order or measure has dates for both signing and publication."
    return "\n\n".join(blocks or [wrapped(nothing)])


def _missing_numbers(each: MissingNumbers) -> str:
    numbers = each.first if each.first == each.last else f"{each.first} to {each.last}"
    return f"{each.series}: {numbers}, before {each.before}"


def _delay(each: PublicationDelay) -> str:
    return counted(each.least, "day") if each.least == each.most else f"{each.least} to {each.most} days"


def _dates(each: PublicationDelay) -> str:
    return span_label(each.signed, each.published)


def _end_of_sources(collection: Collection) -> Iterator[str]:
    """The date of the latest source: the records cannot know what happened later."""
    dates = [source.date for source in collection.sources if source.date]
    if dates:
        yield f"Sources end on {max(dates, key=lambda day: day.latest).label}."
