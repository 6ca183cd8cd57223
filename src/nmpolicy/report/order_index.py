"""The index of a folder of pages: rows by year, filters, and what a reader must know about the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from nmpolicy.queries.force.latest_sources import SourceDates, dates_of_sources
from nmpolicy.records.actors import Actor
from nmpolicy.records.sources import Source
from nmpolicy.report.finding_rows import FindingRow, finding_rows
from nmpolicy.report.force_states import FORCE_WORDS, ForceState
from nmpolicy.report.index_rows import NONE, IndexRow
from nmpolicy.report.instrument_pages import PageFolder
from nmpolicy.report.page_context import PageContext
from nmpolicy.vocabulary.natural_order import natural_key

_FILTERS = {"year": "Year", "by": "By", "kind": "Kind", "series": "Series", "force": "In force"}
_WITHOUT = {"year": "No date", "by": "Not stated", "kind": "No kind", "series": "No series"}
_MOST_FINDINGS = 100  # of each severity that the index lists


@frozen
class YearGroup:
    """The instruments of one year."""

    year: str
    """The year; empty for the instruments without a date."""
    rows: Sequence[IndexRow]


@frozen
class Choice:
    """A value of a filter."""

    value: str
    words: str
    count: int


@frozen
class Filter:
    """A filter of the rows by one of their properties, with the values that they have."""

    name: str
    label: str
    choices: Sequence[Choice]


@frozen
class OrderIndex:
    """The contents of the index of a collection."""

    years: Sequence[YearGroup]
    count: int
    noun: str
    """The noun for the rows, in the plural unless there is one."""
    forces: Sequence[Choice]
    """The numbers of instruments in force (of these, only as far as recorded), not in force, and not decided."""
    filters: Sequence[Filter]
    """The filters that have something to choose from."""
    sources: Sequence[Source]
    source_dates: SourceDates
    findings: Mapping[str, Sequence[FindingRow]]
    """The first problems that the rules find, by the title of their list."""
    counts: Mapping[str, int]
    """The number of findings in each list."""
    elsewhere: Sequence[str]
    """The numbers of records that have no place on the pages, by class in words."""
    withheld: int
    """The number of private individuals whose names are withheld."""


def order_index(folder: PageFolder) -> OrderIndex:
    """Return the index of a folder of pages."""
    collection, rows = folder.context.collection, folder.rows
    names = {id: name for row in rows for id, name in row.actors.items()}
    filters = [_filter(rows, name, label, names) for name, label in _FILTERS.items()]
    findings = finding_rows(folder.context)
    return OrderIndex(
        years=[YearGroup(year, [*some]) for year, some in groupby(rows, key=lambda row: row.year)],
        count=len(rows),
        noun=folder.context.instruments_noun,
        forces=filters[-1].choices,
        filters=[each for each in filters if len(each.choices) > 1],
        sources=sorted(collection.sources, key=_by_date),
        source_dates=dates_of_sources(collection.sources),
        findings={title: listed[:_MOST_FINDINGS] for title, listed in findings.items()},
        counts={title: len(listed) for title, listed in findings.items()},
        elsewhere=_elsewhere(folder.context),
        withheld=sum(person.private for person in collection.people) if collection.redacted else 0,
    )


def _elsewhere(context: PageContext) -> Sequence[str]:
    """Return how many records of each class have no place on the pages, in words. Actors are only named there."""
    collection = context.collection

    def is_shown(id: str) -> bool:
        record = collection.get(id)
        return isinstance(record, Source) or (not isinstance(record, Actor) and bool(context.address(id)))

    counts = {
        ("provision", "provisions"): sum(not is_shown(each.id) for each in collection.provisions),
        ("statement", "statements"): sum(not is_shown(each.id) for each in collection.statements),
        ("event", "events"): sum(not is_shown(each.id) for each in collection.events),
        ("relation", "relations"): sum(
            not (is_shown(each.subject) or is_shown(each.object)) for each in collection.relations
        ),
        ("person", "people"): len(collection.people),
        ("organization", "organizations"): len(collection.organizations),
        ("post", "posts"): len(collection.posts),
        ("membership", "memberships"): len(collection.memberships),
    }
    return [f"{count:,} {one if count == 1 else several}" for (one, several), count in counts.items() if count]


def _filter(rows: Iterable[IndexRow], name: str, label: str, names: Mapping[str, str]) -> Filter:
    """Return a filter with the values that rows have, in natural order, and the number of rows that have each."""
    counts = Counter(value for row in rows for value in row.values[name])
    if name == "force":
        return Filter(name, label, [Choice(each, FORCE_WORDS[each], counts[each]) for each in ForceState])
    words = {
        value: _WITHOUT[name] if value == NONE else names.get(value, value) if name == "by" else value
        for value in counts
    }
    found = sorted(counts, key=lambda value: natural_key(words[value]), reverse=name == "year")
    return Filter(name, label, [Choice(value, words[value], counts[value]) for value in found])


def _by_date(source: Source) -> tuple[bool, object]:
    """Return a key that sorts sources by date, those without one last."""
    return (source.date is None, source.date.sort_key() if source.date else source.id)
