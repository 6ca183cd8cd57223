"""The contents of a large collection on one page: counts of its records, and the commands that show them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from nmpolicy.cli.render.field_lines import reference_text
from nmpolicy.cli.terminal import counted, heading, width, wrapped
from nmpolicy.problems import printable
from nmpolicy.queries.force.in_force import in_force_all
from nmpolicy.queries.milestones import date_of_record
from nmpolicy.records.collection import Collection
from nmpolicy.records.contents_html import REDACTED_COPY
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.natural_order import natural_key

_MOST = 12  # lines of a list
_MOST_SOURCES = 5


def contents_page(collection: Collection, on: PartialDate, file: str) -> str:
    """Count the records of a collection in several ways, and say how to list, find and show them.

    How many orders and measures are in force is counted for the day `on`. `file` is what the command was given.
    """
    blocks = [heading(collection.title, "=")]
    if collection.summary:
        blocks.append(wrapped(collection.summary))
    if collection.redacted:
        blocks.append(wrapped(REDACTED_COPY))
    blocks += [
        block
        for title, lines in (
            ("Records", _counts({name: len(table) for name, table in collection.tables().items() if table})),
            ("Kinds", _counts(Counter(str(each.kind) for each in collection.instruments))),
            ("Series", _series(collection)),
            ("Orders and measures by year", _years(collection)),
            ("Issued by", _actors(collection, (id for each in collection.instruments for id in each.authorities))),
            ("Signed or acted on by", _actors(collection, _signers(collection))),
            (f"In force on {on.label}", _force(collection, on)),
            ("Sources", _sources(collection)),
        )
        if (block := _block(title, lines))
    ]
    commands = [
        ("the whole page", f"nmpolicy show --full {file}"),
        ("one record", f"nmpolicy show ID {file}"),
        ("all orders", f"nmpolicy find --type order {file}"),
        ("a word, a number, an issuer", f"nmpolicy find WORDS {file} --number NUMBER --by NAME"),
    ]
    blocks.append(
        "\n".join([heading("See more"), *(wrapped(f"{what}: {command}", 2, 4) for what, command in commands)])
    )
    return "\n\n".join(blocks)


def _block(title: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    return "\n".join([heading(title), *listed]) if listed else ""


def _counts(counts: Mapping[str, int]) -> Iterator[str]:
    return _in_columns(f"{name} {number:,}" for name, number in counts.items())


def _in_columns(cells: Iterable[str]) -> Iterator[str]:
    """Set short texts in as many columns as fit."""
    texts = [printable(cell) for cell in cells]
    size = max(map(len, texts), default=0) + 3
    per_line = max(1, (width() - 2) // size)
    for start in range(0, len(texts), per_line):
        yield ("  " + "".join(text.ljust(size) for text in texts[start : start + per_line])).rstrip()


def _series(collection: Collection) -> Iterator[str]:
    numbers: dict[str, list[str]] = {}
    for order in collection.orders:
        numbers.setdefault(order.series, []).append(order.number)
    lines = []
    for series in sorted(numbers, key=natural_key):
        known = sorted(filter(None, numbers[series]), key=natural_key)
        span = f", {known[0]} to {known[-1]}" if len(known) > 1 else f", {known[0]}" if known else ""
        lines.append(wrapped(f"{series or '(no series)'}: {counted(len(numbers[series]), 'order')}{span}", 2, 4))
    return _limited(lines, "series")


def _years(collection: Collection) -> Iterator[str]:
    days = [date_of_record(each) for each in collection.instruments]
    years = Counter(_year(day) if day else "unknown" for day in days)
    return _in_columns(f"{year} {years[year]:,}" for year in sorted(years))


def _year(day: PartialDate) -> str:
    first, last = day.span
    return f"{first.year:04}" if first.year == last.year else "unknown"


def _actors(collection: Collection, ids: Iterable[str]) -> Iterator[str]:
    counts = Counter(ids)
    lines = [wrapped(f"{reference_text(collection, id)}: {number:,}", 2, 4) for id, number in counts.most_common()]
    return _limited(lines, "actors")


def _signers(collection: Collection) -> Iterator[str]:
    for each in collection.instruments:
        yield from dict.fromkeys(id for milestone in each.milestones for id in milestone.by)


def _force(collection: Collection, on: PartialDate) -> Iterator[str]:
    answers = Counter(force.answer for force in in_force_all(collection, on))
    texts = {True: "in force", False: "not in force", None: "not decided by the records"}
    return (f"  {answers[answer]:>6,} {text}" for answer, text in texts.items() if answers[answer])


def _sources(collection: Collection) -> Iterator[str]:
    lines = [wrapped(f"{source} [{source.id}]", 2, 4) for source in collection.sources]
    return _limited(lines, "sources", _MOST_SOURCES)


def _limited(lines: list[str], noun: str, most: int = _MOST) -> Iterator[str]:
    yield from lines[:most]
    if len(lines) > most:
        yield f"  … and {len(lines) - most:,} more {noun}"
