"""The index of a folder of pages: rows by year, filters, and what a reader must know about the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from nmpolicy.queries.force.latest_sources import SourceDates, dates_of_sources
from nmpolicy.records.collection import Collection
from nmpolicy.records.sources import Source
from nmpolicy.report.finding_rows import FindingRow, finding_rows
from nmpolicy.report.force_states import FORCE_WORDS, ForceState
from nmpolicy.report.index_rows import NONE, IndexRow
from nmpolicy.report.instrument_pages import PageFolder
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
    """What the index of a collection shows."""

    years: Sequence[YearGroup]
    count: int
    noun: str
    """What the rows are, in the plural unless there is one."""
    forces: Sequence[Choice]
    """How many instruments are in force, and of these, only as far as recorded; are not; or are not decided."""
    filters: Sequence[Filter]
    """The filters that have something to choose from."""
    sources: Sequence[Source]
    source_dates: SourceDates
    findings: Mapping[str, Sequence[FindingRow]]
    """What the rules find, by the title of its list: the first of each."""
    counts: Mapping[str, int]
    """How many findings each list has."""
    elsewhere: Mapping[str, int]
    """How many records are on no page of the folder, by what they are."""
    withheld: int
    """The number of private individuals whose names are withheld."""


def order_index(folder: PageFolder) -> OrderIndex:
    """Return the index of a folder of pages."""
    collection, rows = folder.context.collection, folder.rows
    names = {id: name for row in rows for id, name in row.actors.items()}
    filters = [_filter(rows, name, label, names) for name, label in _FILTERS.items()]
    findings = finding_rows(folder.context)
    elsewhere = {
        noun: sum(not folder.context.address(each.id) for each in records)
        for noun, records in (("statement", collection.statements), ("event", collection.events))
    }
    return OrderIndex(
        years=[YearGroup(year, [*some]) for year, some in groupby(rows, key=lambda row: row.year)],
        count=len(rows),
        noun=_noun(collection),
        forces=filters[-1].choices,
        filters=[each for each in filters if len(each.choices) > 1],
        sources=sorted(collection.sources, key=_by_date),
        source_dates=dates_of_sources(collection.sources),
        findings={title: listed[:_MOST_FINDINGS] for title, listed in findings.items()},
        counts={title: len(listed) for title, listed in findings.items()},
        elsewhere={noun: count for noun, count in elsewhere.items() if count},
        withheld=sum(person.private for person in collection.people) if collection.redacted else 0,
    )


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


def _noun(collection: Collection) -> str:
    if collection.orders and collection.measures:
        return "orders and measures"
    word = "measure" if collection.measures else "order"
    return word if len(collection.instruments) == 1 else f"{word}s"


def _by_date(source: Source) -> tuple[bool, object]:
    """Return a key that sorts sources by date, those without one last."""
    return (source.date is None, source.date.sort_key() if source.date else source.id)
