"""Search results, one line for each record."""

from collections import Counter
from collections.abc import Sequence

from nmpolicy.cli.render.names import record_text
from nmpolicy.cli.terminal import width, wrapped
from nmpolicy.problems import printable
from nmpolicy.queries.find_records import Match
from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.records.actors import Membership
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.dates import span_label

_MAX_ID = 32  # columns; a longer id moves the rest of its line to the right
_DATE = 11  # columns
_SINGULAR = {name: cls.__name__.lower() for name, cls in TABLES.items()}


def match_list(collection: Collection, found: Sequence[Match], file: str) -> str:
    """List the records that match, then those that may, and say how many there are and how to see one."""
    if not found:
        return wrapped("No record matches. Give fewer conditions, or fewer letters of a word.")
    certain = [match for match in found if match.answer]
    possible = [match for match in found if not match.answer]
    column = min(_MAX_ID, max(len(match.record) for match in found))
    dated = any(match.date for match in found)
    blocks = ["\n".join(_line(collection, match, column, dated=dated) for match in certain)] if certain else []
    if possible:
        title = wrapped("These may match; the records do not decide it:")
        blocks.append("\n".join([title, *(_line(collection, match, column, dated=dated) for match in possible)]))
    tables = Counter(collection.table(match.record) for match in found)
    count = ", ".join(
        f"{number:,} {_SINGULAR.get(name or '', name) if number == 1 else name}" for name, number in tables.items()
    )
    see = f"{count}. See one: nmpolicy show {(certain or possible)[0].record} {printable(file)}"
    return "\n\n".join([*blocks, see if len(see) <= width() else see.replace(" See one: ", "\nSee one:\n  ")])


def _line(collection: Collection, match: Match, column: int, *, dated: bool) -> str:
    day = f"{match.date.label if match.date else '':{_DATE}} " if dated else ""
    start = f"{match.record:{column}}  {day}"
    text = start + printable(_label(collection, match))
    if len(text) > width() and (relation := collection.get(match.record, Relation)):
        text = start + printable(f"{relation.subject} {relation_words(collection, relation)}")
    return text if len(text) <= width() else text[: width() - 1].rstrip() + "…"


def _label(collection: Collection, match: Match) -> str:
    record = collection.get(match.record)
    if isinstance(record, Provision | Relation):
        return record_text(collection, match.record)
    if isinstance(record, Membership):
        places = record.post or record.organization
        facts = [collection.label(record.member), record.role, places and collection.label(places)]
        return ", ".join(filter(None, [*facts, _period(record)]))
    if isinstance(record, Statement):
        return ": ".join(filter(None, [", ".join(map(collection.label, record.speakers)), record.summary])) or record.id
    return match.label


def _period(record: Membership) -> str:
    """Return the first and the last day of a membership in words, as far as they are known."""
    first, last = record.start_date, record.end_date
    if first and last:
        return span_label(first, last)
    return f"from {first.label}" if first else f"to {last.label}" if last else ""
