"""Answers to questions, in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from attrs import evolve

from nmpolicy.cli.render.timeline_rows import timeline_blocks
from nmpolicy.cli.terminal import columns, counted, heading, wrapped
from nmpolicy.queries.deadlines import DueDate
from nmpolicy.queries.duties import Duty, ProvisionGaps
from nmpolicy.queries.force.force_sentences import end_of_sources, reason_text
from nmpolicy.queries.force.in_force import NO_END_RECORDED, Force
from nmpolicy.queries.force.latest_sources import dates_of_sources, source_dates
from nmpolicy.queries.holders import Holder
from nmpolicy.queries.lapses import SUSPENDED_THEN
from nmpolicy.queries.lineage import Link
from nmpolicy.queries.offices import Office
from nmpolicy.queries.provision_names import distinct_name
from nmpolicy.queries.provision_sentences import listed, provision_sentence
from nmpolicy.queries.timeline import TimelineEntry
from nmpolicy.records.actors import Actor, Membership
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Deontic

_FEW_OFFICES = 10  # are shown with their vacancies and overlapping terms
_MAX_GAPS = 10  # instruments with provisions that are not recorded
_MAX_UNKNOWN = 3  # instruments to name whose state is unknown
_MAX_INDENT = 12  # steps of a lineage that are indented; deeper ones show their number


def in_force_page(collection: Collection, found: Sequence[Force], on: PartialDate) -> str:
    """List the texts in force on a day, those not in force, and those that the records do not decide, with reasons."""
    if not found:
        return "This collection has no orders or measures."
    titles = {
        True: "In force on {}",
        False: "Not in force on {}",
        None: "Unknown for {}" if on.earliest == on.latest else "Unknown, or in force for only part of {}",
    }
    end = source_dates(collection, *(each.record for each in found)).end
    blocks = [
        "\n".join([heading(title.format(on.label)), *(line for each in some for line in _force(collection, each, end))])
        for answer, title in titles.items()
        if (some := [each for each in found if each.answer is answer])
    ]
    return "\n\n".join([*blocks, *end_of_sources_on(collection, found)])


def end_of_sources_on(collection: Collection, found: Sequence[Force]) -> Iterator[str]:
    """Yield when the sources on some records end: what happened to them later is not known."""
    about = " on it" if len(found) == 1 else " on these orders and measures"
    if line := end_of_sources(source_dates(collection, *(each.record for each in found)), about):
        yield wrapped(line)


def _force(collection: Collection, force: Force, end: PartialDate | None) -> Iterator[str]:
    """Yield a record, the reasons for the answer, and the changes to only a part.

    If no end is recorded, the latest source of the record is named: silence about later days proves nothing.
    """
    partly = "; in part" if force.answer and force.parts else ""
    yield wrapped(f"{provision_sentence(collection, force.record)} [{force.record}]{partly}", 0, 2)
    yield from reason_lines(collection, force, end)


def reason_lines(collection: Collection, force: Force, end: PartialDate | None) -> Iterator[str]:
    """Yield the reasons for an answer, and the changes to only a part.

    If no end is recorded, the latest source of the record is named: silence about later days proves nothing. It
    is omitted if it ends on the `end` of all sources, which is named below.
    """
    for reason in (*force.reasons, *(each for each in force.parts if each not in force.reasons)):
        source = source_dates(collection, force.record).end if reason.label == NO_END_RECORDED else None
        latest = f" (its latest source: {source.label})" if source and source != end else ""
        yield wrapped(reason_text(collection, reason) + latest, 4, 2)


def offices_page(collection: Collection, found: Sequence[Office], on: PartialDate) -> str:
    """Show who held or may have held each post on a day, when it was vacant, and which terms overlap."""
    if not found:
        return "This collection has no posts."
    in_full = len(found) <= _FEW_OFFICES
    blocks = [block for office in found for block in _office(collection, office, on, in_full=in_full)]
    if not in_full and any(office.vacancies or office.overlaps for office in found):
        blocks.append(wrapped("To see the vacancies and the overlapping terms of an office, name it with --post."))
    return "\n\n".join(blocks)


def _office(collection: Collection, office: Office, on: PartialDate, *, in_full: bool) -> Iterator[str]:
    lines = [heading(f"{collection.label(office.post)}, {'on' if on.earliest == on.latest else 'in'} {on.label}")]
    for holder in office.holders:
        reason = f"; {holder.reason}" if holder.reason else ""
        held = f"held the office{reason}" if holder.answer else f"may have held the office, {_term(collection, holder)}"
        lines.append(wrapped(f"{collection.label(holder.holder)} {held} [{', '.join(holder.shown_by)}]", 0, 2))
    yield "\n".join(lines if office.holders else [*lines, "No one on record held the office."])
    if office.vacancies and in_full:
        days = (
            wrapped(f"{each.first} to {each.last}: no one on record held the office", 2) for each in office.vacancies
        )
        yield "\n".join(["Vacant", *days])
    if office.overlaps and in_full:
        overlaps = (wrapped(f"{each.later} begins before {each.earlier} ends", 2) for each in office.overlaps)
        yield "\n".join(["More holders than seats", *overlaps])


def _term(collection: Collection, holder: Holder) -> str:
    """Return the recorded dates of a membership."""
    membership = collection.get(holder.membership, Membership)
    start = membership.start_date if membership else None
    end = membership.end_date if membership else None
    if not start and not end:
        return "dates not recorded"
    return f"from {start.label if start else 'an unrecorded date'} to {end.label if end else 'an unrecorded date'}"


def lineage_page(collection: Collection, id: str, links: Sequence[Link]) -> str:
    """Show a lineage as a tree, with the day of each step, and the affected part if it does not concern the whole."""
    title = heading(f"{collection.label(id)} [{id}]")
    if not links:
        return f"{title}\nIt changes nothing on record, and nothing on record changes it."
    return "\n".join([title, *(_link(collection, link) for link in links)])


def _link(collection: Collection, link: Link) -> str:
    step = f"({link.depth}) " if link.depth > _MAX_INDENT else ""
    separator = "," if link.details.startswith("in part") else ""
    details = f"{separator} {link.details}" if link.details else ""
    repeated = " (shown above)" if link.repeated else ""
    line = f"{step}{link.label} {collection.label(link.record)} [{link.record}]{details}{repeated}"
    return wrapped(line, 2 * min(link.depth, _MAX_INDENT), 4)


def duties_page(
    collection: Collection, actor: Actor, found: Sequence[Duty], gaps: ProvisionGaps, on: PartialDate
) -> str:
    """List what an actor must, may and must not do; then what may apply to it, what is not in force, and the gaps."""
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
    return "\n\n".join(
        [*blocks, *_provision_gaps(collection, gaps), wrapped(end_of_sources(dates_of_sources(collection.sources)))]
    ).rstrip()


def _provision_gaps(collection: Collection, gaps: ProvisionGaps) -> Iterator[str]:
    """Yield the instruments with other provisions than those on record, or possibly so."""
    if gaps.incomplete:
        named = [f"{collection.label(id)} [{id}]" for id in gaps.incomplete[:_MAX_GAPS]]
        rest = len(gaps.incomplete) - len(named)
        yield wrapped(
            f"Only some provisions are recorded of: {', '.join(named)}" + (f", and {rest:,} more." if rest else ".")
        )
    if number := len(gaps.unknown):
        if number <= _MAX_UNKNOWN:
            others = listed(f"{collection.label(id)} [{id}]" for id in gaps.unknown)
        else:
            others = counted(number, "other instrument" if gaps.incomplete else "instrument")
        yield wrapped(f"The records do not say whether all provisions of {others} are recorded.")


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
            reasons = "; ".join(reason_text(collection, reason) for reason in duty.force.reasons)
            status = f"{force}: {reasons}" if reasons else force
            instrument = distinct_name(collection, provision.instrument)
            lines.append(wrapped(f"- {provision_sentence(collection, provision)}", 0, 2))
            consequences = "".join(f"; see {id} for violations" for id in provision.or_else_provisions)
            first = "first " if provision.recurrence else ""
            due = f"was {first}due by {duty.was_due}; " if duty.was_due else ""
            lines.append(wrapped(f"{capacity}{due}under {instrument}; {status}{consequences} [{provision.id}]", 4))
    if lines:
        yield "\n".join([heading(title), *lines])


_FORCE = {True: "in force", False: "not in force", None: "may be in force"}


def due_page(collection: Collection, found: Sequence[DueDate], first: PartialDate, last: PartialDate) -> str:
    """List what is due in a period by day; then what has no known date, and what is never due."""
    blocks = [heading(f"Due from {first.label} to {last.label}")]
    if not found:
        blocks.append("Nothing on record.")
    if dated := _runs_of_days([each for each in found if each.first]):
        blocks.append("\n".join(columns((_due_days(each), _due_act(collection, each)) for each in dated)))
    for title, answer in (("No known date", None), ("Never due", False)):
        if undated := [each for each in found if not each.first and each.answer is answer]:
            acts = (wrapped(f"- {_due_act(collection, each)}", 2, 2) for each in undated)
            blocks.append("\n".join([title, *acts]))
    return "\n\n".join(blocks)


def _runs_of_days(found: Sequence[DueDate]) -> Sequence[DueDate]:
    """Join the days on which one act may be due, if they follow each other and the reason is the same."""
    runs: list[DueDate] = []
    open_runs: dict[tuple[str, str], int] = {}
    for each in found:
        key = each.provision, each.reason
        if each.answer is None and each.first and each.first == each.last:
            index = open_runs.get(key)
            before = runs[index] if index is not None else None
            if index is not None and before and before.last == each.first - timedelta(days=1):
                runs[index] = evolve(before, last=each.last)
                continue
            open_runs[key] = len(runs)
        runs.append(each)
    return runs


def _due_days(due: DueDate) -> str:
    days = f"{due.first} to {due.last}" if due.last else f"{due.first} or later"
    status = ", suspended" if due.reason.startswith(SUSPENDED_THEN) else _DUE[due.answer]
    return (str(due.first) if due.first == due.last else days) + status


_DUE = {True: "", False: ", lapsed", None: ", possibly"}


def _due_act(collection: Collection, due: DueDate) -> str:
    provision = collection.get(due.provision, Provision)
    id = provision.id if provision else due.provision
    return f"{provision_sentence(collection, due.provision)} [{id}]" + (f" ({due.reason})" if due.reason else "")


def timeline_page(collection: Collection, found: Sequence[TimelineEntry]) -> str:
    """List dated entries by date."""
    return "\n\n".join(timeline_blocks(collection, found)) or "This collection has no dates."
