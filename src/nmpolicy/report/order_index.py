"""The index of a folder of pages: rows by year, filters, and what a reader must know about the whole."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from attrs import frozen

from nmpolicy.problems import Problem, Severity
from nmpolicy.queries.force.latest_sources import SourceDates, dates_of_sources
from nmpolicy.records.collection import Collection
from nmpolicy.records.sources import Source
from nmpolicy.report.index_rows import FORCE_VALUES, FORCE_WORDS, NONE, IndexRow, page_of
from nmpolicy.rules.validation_report import ValidationReport
from nmpolicy.vocabulary.natural_order import natural_key

_FILTERS = {"year": "Year", "by": "By", "kind": "Kind", "series": "Series", "force": "In force"}
_WITHOUT = {"year": "No date", "by": "Not stated", "kind": "No kind", "series": "No series"}
_MOST_PROBLEMS = 200  # that the index lists


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
class ProblemLine:
    """A finding of the rules, and the page about its record."""

    problem: Problem
    page: str


@frozen
class OrderIndex:
    """What the index of a collection shows."""

    years: Sequence[YearGroup]
    count: int
    noun: str
    """What the rows are, in the plural unless there is one."""
    forces: Sequence[Choice]
    """How many instruments are in force, are not, or are not decided."""
    filters: Sequence[Filter]
    """The filters that have something to choose from."""
    sources: Sequence[Source]
    source_dates: SourceDates
    severities: Mapping[str, int]
    """How many findings of each severity there are."""
    problems: Sequence[ProblemLine]
    """The first findings."""
    withheld: int
    """The number of private individuals whose names are withheld."""


def order_index(collection: Collection, rows: Sequence[IndexRow], report: ValidationReport) -> OrderIndex:
    """Return the index of a collection, given its rows and the findings of the rules."""
    years = [YearGroup(year, [*some]) for year, some in groupby(rows, key=lambda row: row.year)]
    counts = Counter(problem.severity for problem in report.problems)
    names = {id: name for row in rows for id, name in row.actors.items()}
    filters = [_filter(rows, name, label, names) for name, label in _FILTERS.items()]
    return OrderIndex(
        years=years,
        count=len(rows),
        noun=_noun(collection),
        forces=filters[-1].choices,
        filters=[each for each in filters if len(each.choices) > 1],
        sources=sorted(collection.sources, key=_by_date),
        source_dates=dates_of_sources(collection.sources),
        severities={str(severity): counts[severity] for severity in Severity},
        problems=[
            ProblemLine(each, page_of(collection, each.record or "")) for each in report.problems[:_MOST_PROBLEMS]
        ],
        withheld=sum(person.private for person in collection.people) if collection.redacted else 0,
    )


def _filter(rows: Iterable[IndexRow], name: str, label: str, names: Mapping[str, str]) -> Filter:
    """Return a filter with the values that rows have, in natural order, and the number of rows that have each."""
    counts = Counter(value for row in rows for value in row.values[name])
    if name == "force":
        return Filter(
            name,
            label,
            [Choice(FORCE_VALUES[each], FORCE_WORDS[each], counts[FORCE_VALUES[each]]) for each in FORCE_WORDS],
        )
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


def neighbors(rows: Sequence[IndexRow]) -> Mapping[str, tuple[IndexRow | None, IndexRow | None]]:
    """Return the row before and the one after each, by id: in its series, or without one, among those without one."""
    groups: dict[str, list[IndexRow]] = {}
    for row in reversed(rows):
        groups.setdefault(row.series, []).append(row)
    return {
        row.id: (before, after)
        for some in groups.values()
        for before, row, after in zip([None, *some], some, [*some[1:], None], strict=False)
    }
