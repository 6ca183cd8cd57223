"""The answers to questions in words."""

from collections.abc import Iterator, Sequence

from nmpolicy.cli.render.names import names, timeline_blocks
from nmpolicy.cli.terminal import columns, heading, wrapped
from nmpolicy.queries.deadlines import Due
from nmpolicy.queries.duties import Duty
from nmpolicy.queries.force.in_force import Force
from nmpolicy.queries.force.solver import Reason
from nmpolicy.queries.lineage import Link
from nmpolicy.queries.offices import Holder, Overlap, Vacancy
from nmpolicy.queries.publication import Delay, Gap
from nmpolicy.queries.timeline import Moment
from nmpolicy.records.actors import Actor, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate, span_label
from nmpolicy.vocabulary.terms import Deontic

_DEEPEST = 12  # steps that are indented; those beyond say their number


def force_page(collection: Collection, found: Sequence[Force], on: PartialDate) -> str:
    """What is in force on a day, what is not, and what the records do not decide, with the reasons."""
    if not found:
        return "There is no order or measure in this collection."
    blocks = [
        "\n".join([heading(title.format(on.label)), *(line for each in some for line in _force(collection, each))])
        for answer, title in _IN_FORCE.items()
        if (some := [each for each in found if each.answer is answer])
    ]
    return "\n\n".join([*blocks, *_as_of(collection)])


_IN_FORCE = {True: "In force on {}", False: "Not in force on {}", None: "Not decided by the records, for {}"}


def _force(collection: Collection, force: Force) -> Iterator[str]:
    yield wrapped(f"{collection.label(force.record)} [{force.record}]", 0, 2)
    yield from (wrapped(_why(collection, reason), 4, 2) for reason in force.reasons)


def _why(collection: Collection, reason: Reason) -> str:
    """A reason, with the name of what does something to it."""
    relation = collection.get(reason.record)
    name = f" ({collection.label(relation.subject)})" if isinstance(relation, Relation) else ""
    return reason.label + name


def office_page(  # noqa: PLR0913, PLR0917  # what is known of an office
    collection: Collection,
    post: Post,
    on: PartialDate,
    held: Sequence[Holder],
    empty: Sequence[Vacancy],
    crowded: Sequence[Overlap],
) -> str:
    """Who held an office on a day or may have, and when it was vacant or crowded."""
    lines = [heading(f"{post.label}, on {on.label}")]
    for each in held:
        how = "held it" if each.answer else f"may have held it, {_term(collection.get(each.membership))}"
        lines.append(wrapped(f"{collection.label(each.holder)} {how} [{', '.join(each.shown_by)}]", 0, 2))
    lines += [] if held else ["The records name nobody who held it then."]
    blocks = ["\n".join(lines)]
    if empty:
        days = (wrapped(f"{each.first} to {each.last}: nobody whom the records name", 2) for each in empty)
        blocks.append("\n".join(["Vacant", *days]))
    if crowded:
        met = (wrapped(f"{each.later} begins while {each.earlier} runs", 2) for each in crowded)
        blocks.append("\n".join(["More holders than seats", *met]))
    return "\n\n".join(blocks)


def _term(membership: Record | None) -> str:
    """The days of a membership, as far as they are recorded."""
    start, end = (getattr(membership, name, None) for name in ("start_date", "end_date"))
    if not start and not end:
        return "on days that are not recorded"
    since = f"from {start.label}" if start else "from a day that is not recorded"
    return f"{since}, to {end.label}" if end else f"{since}; no end is recorded"


def lineage_page(collection: Collection, id: str, links: Sequence[Link]) -> str:
    """A lineage as a tree; of what is done to provisions alone, which."""
    lines = [heading(f"{collection.label(id)} [{id}]")]
    for link in links:
        step = f"({link.depth}) " if link.depth > _DEEPEST else ""
        object = link.relation.object
        parts = link.relation.scope or ((object,) if isinstance(collection.get(object), Provision) else ())
        scope = f", of it {', '.join(parts)}" if parts else ""
        since = f", from {link.relation.effective_date.label}" if link.relation.effective_date else ""
        again = ", as above" if link.again else ""
        what = f"{step}{link.does} {collection.label(link.record)} [{link.record}]{scope}{since}{again}"
        lines.append(wrapped(what, 2 * min(link.depth, _DEEPEST), 4))
    return "\n".join(
        lines if links else [*lines, "No record amends, ends, carries out or confirms it, or is changed by it."]
    )


def duties_page(collection: Collection, actor: Actor, found: Sequence[Duty], on: PartialDate) -> str:
    """What an actor must, may and must not do; then what may concern it, and what is not in force."""
    surely = [duty for duty in found if duty.answer and duty.force.answer]
    blocks = [heading(f"{actor.label}, on {on.label}", "=")]
    for deontic, title in _DEONTICS.items():
        own = [duty for duty in surely if deontic in duty.provision.deontic]
        blocks += _duties(collection, actor, title, own)
    own = [duty for duty in surely if not duty.provision.deontic]
    blocks += _duties(collection, actor, "What is said of its acts", own)
    perhaps = [duty for duty in found if not (duty.answer and duty.force.answer) and duty.force.answer is not False]
    blocks += _duties(collection, actor, "What may concern it too", perhaps)
    blocks += _duties(collection, actor, "Not in force then", [duty for duty in found if duty.force.answer is False])
    if len(blocks) == 1:
        blocks.append("No provision of this collection asks anything of it.")
    return "\n\n".join([*blocks, *_as_of(collection)])


_DEONTICS = {
    Deontic.OBLIGATION: "It must",
    Deontic.PROHIBITION: "It must not",
    Deontic.PERMISSION: "It may",
    Deontic.RIGHT: "It has the right to",
    Deontic.RECOMMENDATION: "It should",
}


def _duties(collection: Collection, actor: Actor, title: str, found: Sequence[Duty]) -> Iterator[str]:
    lines: list[str] = []
    for duty in found:
        provision = duty.provision
        lines.append(wrapped(f"- {provision.sentence(names(collection, provision.bearers))}", 0, 2))
        through = f"as {collection.label(duty.bearer)}; " if duty.bearer != actor.id else ""
        force = {True: "in force", False: "not in force", None: "perhaps in force"}[duty.force.answer]
        why = "; ".join(_why(collection, reason) for reason in duty.force.reasons)
        told = f"{force}: {why}" if why else force
        lines.append(wrapped(f"{through}under {collection.label(provision.instrument)}; {told} [{provision.id}]", 4))
    if lines:
        yield "\n".join([heading(title), *lines])


def due_page(collection: Collection, found: Sequence[Due], first: PartialDate, last: PartialDate) -> str:
    """What is due between two days, by day; last, what no day can be told of."""
    blocks = [heading(f"Due from {first.label} to {last.label}")]
    if dated := [each for each in found if each.first]:
        blocks.append("\n".join(columns((_when(each), _due(collection, each)) for each in dated)))
    if undated := [each for each in found if not each.first]:
        blocks.append(
            "\n".join(["No day can be told", *(wrapped(f"- {_due(collection, each)}", 2, 2) for each in undated)])
        )
    return "\n\n".join(blocks if found else [*blocks, "Nothing, as far as the records tell."])


def _when(due: Due) -> str:
    day = str(due.first) if due.first == due.last else f"{due.first} to {due.last}"
    return day if due.answer else f"{day}, perhaps"


def _due(collection: Collection, due: Due) -> str:
    sentence = due.provision.sentence(names(collection, due.provision.bearers))
    return f"{sentence} [{due.provision.id}]" + (f" ({due.open})" if due.open else "")


def timeline_page(collection: Collection, found: Sequence[Moment]) -> str:
    """What happened when."""
    return "\n\n".join(timeline_blocks(collection, found)) if found else "Nothing has a date in this collection."


def series_page(collection: Collection, missing: Sequence[Gap], waited: Sequence[Delay]) -> str:
    """The numbers that are missing, and the days until publication."""
    blocks: list[str] = []
    if missing:
        lines = (
            f"{gap.series}: {gap.first if gap.first == gap.last else f'{gap.first} to {gap.last}'}, before {gap.before}"
            for gap in missing
        )
        blocks.append("\n".join([heading("Numbers that are missing"), *(wrapped(line, 0, 2) for line in lines)]))
    if waited:
        rows = ((_days(each), f"{collection.label(each.record)} [{each.record}]: {_dates(each)}") for each in waited)
        blocks.append("\n".join([heading("Days from signing to publication"), *columns(rows)]))
    nothing = "No series lacks a number, and of no instrument are both the signing and the publication dated."
    return "\n\n".join(blocks or [wrapped(nothing)])


def _days(each: Delay) -> str:
    return str(each.least) if each.least == each.most else f"{each.least} to {each.most}"


def _dates(each: Delay) -> str:
    return span_label(each.signed, each.published)


def _as_of(collection: Collection) -> Iterator[str]:
    """What a reader should know of how far the records reach."""
    dates = [source.date for source in collection.sources if source.date]
    if dates:
        latest = max(dates, key=lambda day: day.latest)
        yield wrapped(f"The latest source is of {latest.label}: of what came after it, the records do not tell.")
