"""Answers about force as sentences: the reasons, and how far the sources go."""

from collections.abc import Callable

from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.latest_sources import SourceDates
from nmpolicy.queries.provision_names import name_in_sentence
from nmpolicy.records.collection import Collection
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.dates import PartialDate

_MAX_UNDATED = 3  # sources without a date that are named


def reason_text(collection: Collection, reason: Reason) -> str:
    """Return a reason, with the name of the record that acts, if it is a relation."""
    relation = collection.get(reason.record, Relation)
    return reason.label + (f" ({name_in_sentence(collection, relation.subject)})" if relation else "")


def end_of_sources(
    dates: SourceDates,
    about: str = "",
    *,
    name: Callable[[str], str] = str,
    day: Callable[[PartialDate], str] = lambda day: day.label,
) -> str:
    """Return when sources end, and which ones have no date and may be later; empty if there are no sources.

    `about` says what they are on, `name` names a source, given its id, and `day` writes a date.

    >>> end_of_sources(SourceDates(PartialDate("2025-07-22"), frozenset()), " on it")
    'Sources on it end on 2025-07-22.'
    """
    undated = sorted(dates.undated)
    if not undated:
        return f"Sources{about} end on {day(dates.latest)}." if dates.latest else ""
    rest = len(undated) - _MAX_UNDATED
    named = [*map(name, undated[:_MAX_UNDATED]), *([f"and {rest:,} more"] if rest > 0 else [])]
    have = f"A source{about} has" if len(undated) == 1 else f"{len(undated):,} sources{about} have"
    end = f" The others end on {day(dates.latest)}." if dates.latest else ""
    return f"{have} no date: {', '.join(named)}.{end}"
