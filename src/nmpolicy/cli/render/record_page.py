"""Everything about one record: its fields, whether it is in force, what changes it, and what refers to it."""

from collections.abc import Iterable, Iterator
from functools import partial

from nmpolicy.cli.render.answers import end_of_sources_on, reason_lines
from nmpolicy.cli.render.field_lines import field_lines, part_text, reference_text
from nmpolicy.cli.render.names import record_text
from nmpolicy.cli.terminal import heading, wrapped
from nmpolicy.queries.force.in_force import in_force
from nmpolicy.queries.force.latest_sources import source_dates
from nmpolicy.queries.milestones import date_of_record
from nmpolicy.queries.provision_sentences import names, provision_sentence
from nmpolicy.queries.relation_sentences import ENDS, relation_sentences
from nmpolicy.records.actors import Membership, Person
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, table_of
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.statements import Statement
from nmpolicy.records.traversal import Reference
from nmpolicy.vocabulary.dates import PartialDate, span_label
from nmpolicy.vocabulary.natural_order import natural_key
from nmpolicy.vocabulary.terms import ProvisionCoverage

_MOST = 25  # lines of a list, unless all are wanted
_FORCE = {True: "Yes", False: "No", None: "The records do not decide it"}
_COVERAGE = {
    ProvisionCoverage.ALL: "All of its provisions are recorded here.",
    ProvisionCoverage.SOME: "Only some of its provisions are recorded here.",
    None: "It is not recorded whether these are all of its provisions.",
}
#: The titles of lists of referring records, by their table and the field that refers.
_TITLES = {
    ("memberships", "post"): "Holders",
    ("memberships", "organization"): "Members",
    ("memberships", "member"): "Posts and memberships",
    ("posts", "organization"): "Posts",
    ("organizations", "parent"): "Parts and groups",
    ("orders", "issued_by"): "Orders that it issued",
    ("measures", "issued_by"): "Measures that it issued",
    ("measures", "body"): "Measures before it",
    ("orders", "milestones by"): "Orders that it signed or acted on",
    ("measures", "milestones by"): "Measures that it signed or acted on",
    ("measures", "sponsors"): "Measures that it sponsored",
    ("measures", "cosponsors"): "Measures that it cosponsored",
    ("measures", "vote_events body"): "Measures that it voted on",
    ("measures", "vote_events votes voter"): "Measures that it voted on by name",
    ("provisions", "bearers"): "Provisions that bind or empower it",
    ("provisions", "about"): "Provisions about it",
    ("provisions", "defined_by"): "Provisions that use its terms",
    ("provisions", "or_else_provisions"): "Provisions whose violation it punishes",
    ("statements", "speakers"): "Statements that it made",
    ("statements", "capacity"): "Statements made in this post",
    ("statements", "on_behalf_of"): "Statements made on its behalf",
    ("statements", "audience"): "Statements addressed to it",
    ("statements", "event"): "Statements made there",
    ("statements", "stances target"): "Statements on it",
    ("events", "participants actor"): "Events that it took part in",
    ("events", "about"): "Events about it",
    ("sources", "publisher"): "Sources that it published",
    ("sources", "authors"): "Sources that it wrote",
}


def record_page(collection: Collection, record: Record, on: PartialDate, *, full: bool = False) -> str:
    """Show everything about a record. With `full`, long lists are complete.

    Whether it is in force is answered for the day `on`.
    """
    sections = [
        ("", [f"{type(record).__name__} {record.id}", *field_lines(collection, record, but=("id", "evidence"))]),
        (f"In force on {on.label}?", _force(collection, record, on)),
        ("Relations", _relations(collection, record)),
        ("Provisions", _provisions(collection, record)),
        *_referring(collection, record),
        ("Sources", _evidence(collection, record)),
    ]
    blocks = [heading(_label(collection, record), "=")]
    for title, lines in sections:
        if listed := list(lines):
            shown = listed if full or not title else listed[:_MOST]
            left = len(listed) - len(shown)
            more = [f"  … and {left:,} more; --full lists all"] if left else []
            blocks.append("\n".join([*([heading(title)] if title else []), *shown, *more]))
    return "\n\n".join(blocks)


def _label(collection: Collection, record: Record) -> str:
    if isinstance(record, Provision):
        return provision_sentence(collection, record)
    return str(record) if isinstance(record, Relation | Membership | Statement) else record.label


def _force(collection: Collection, record: Record, on: PartialDate) -> Iterator[str]:
    if isinstance(record, Instrument | Provision):
        force = in_force(collection, record.id, on)
        yield f"  {_FORCE[force.answer]}" + (", in part" if force.answer and force.parts else "")
        yield from reason_lines(collection, force, source_dates(collection, record.id).end)
        yield from (wrapped(line, 2) for line in end_of_sources_on(collection, [force]))


def _relations(collection: Collection, record: Record) -> Iterator[str]:
    for sentence in relation_sentences(collection, record):
        text = sentence.text(partial(reference_text, collection))
        yield wrapped(f"{text} ({sentence.relation.id})", 2, 4)


def _provisions(collection: Collection, record: Record) -> Iterator[str]:
    if not isinstance(record, Instrument):
        return
    found = [
        provision
        for reference in collection.references_to(record)
        if reference.path == ("instrument",) and (provision := collection.get(reference.record, Provision))
    ]
    if found or record.provision_coverage:
        yield wrapped(_COVERAGE[record.provision_coverage], 2)
    for provision in found:
        section = f"{provision.section}: " if provision.section else ""
        yield wrapped(f"- {section}{provision_sentence(collection, provision)} [{provision.id}]", 2, 2)
        for title, ids in (("Or else", provision.or_else_provisions), ("Defined by", provision.defined_by)):
            yield from (wrapped(f"{title}: {provision_sentence(collection, id)} [{id}]", 6, 2) for id in ids)


def _referring(collection: Collection, record: Record) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the records that refer to a record in any other way, as lists with their titles."""
    groups: dict[str, dict[str, None]] = {}
    for reference in collection.references_to(record):
        other = collection[reference.record]
        shown = isinstance(other, Relation) and reference.path[0] in ENDS
        if not shown and not (isinstance(record, Instrument) and reference.path == ("instrument",)):
            groups.setdefault(_title(table_of(other), reference, record), {}).setdefault(other.id)
    for title, ids in groups.items():
        yield title, (_referring_line(collection, id, record) for id in sorted(ids, key=natural_key))


def _title(table: str, reference: Reference, record: Record) -> str:
    steps = [step for step in reference.path if isinstance(step, str)]
    if steps[-2:] == ["evidence", "source"]:
        return f"{table.capitalize()} that cite it"
    words = " ".join(steps)
    if title := _TITLES.get((table, words)):
        return _about_a_person(title) if isinstance(record, Person) else title
    return f"{table.capitalize()} that name {'them' if isinstance(record, Person) else 'it'}: {words.replace('_', ' ')}"


def _about_a_person(title: str) -> str:
    """Return a title with the pronoun for a person.

    >>> _about_a_person("Orders that it signed"), _about_a_person("Statements made on its behalf")
    ('Orders that they signed', 'Statements made on their behalf')
    >>> _about_a_person("Events about it")
    'Events about them'
    """
    title = title.replace("that it ", "that they ").replace(" its ", " their ")
    return title.removesuffix(" it") + " them" if title.endswith(" it") else title


def _referring_line(collection: Collection, id: str, record: Record) -> str:
    other = collection[id]
    if isinstance(other, Provision):
        text = provision_sentence(collection, other)
    elif isinstance(other, Membership):
        held = [other.member, other.post, other.organization]
        who = [collection.label(each) for each in held if each and each != record.id]
        text = ", ".join([*who, *filter(None, [other.role, _period(other)])])
    elif isinstance(other, Statement):
        stances = [
            each.stance + (f" ({each.objection.replace('-', ' ')})" if each.objection else "")
            for each in other.stances
            if each.target == record.id
        ]
        speakers = names(collection, other.speakers) or "Unnamed speaker"
        text = ": ".join(filter(None, (speakers, ", ".join(stances), other.summary)))
        text += f" ({other.date.label})" if other.date else ""
    elif isinstance(other, Relation):
        text = record_text(collection, id)
    else:
        day = date_of_record(other)
        text = other.label + (f" ({day.label})" if day else "")
    return wrapped(f"{text} [{id}]", 2, 4)


def _period(membership: Membership) -> str:
    start, end = membership.start_date, membership.end_date
    if start and end:
        return span_label(start, end)
    return f"from {start.label}" if start else f"to {end.label}" if end else ""


def _evidence(collection: Collection, record: Record) -> Iterator[str]:
    if isinstance(record, SourcedRecord):
        yield from (wrapped(part_text(collection, each), 2, 4) for each in record.evidence)
