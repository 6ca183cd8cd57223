"""The coverage of series of orders and the delays of publication, in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from nmpolicy.cli.terminal import columns, counted, heading, wrapped
from nmpolicy.queries.number_sequences import MissingNumbers
from nmpolicy.queries.publication import PublicationDelay
from nmpolicy.queries.series import SeriesCoverage, SeriesReport
from nmpolicy.records.collection import Collection
from nmpolicy.vocabulary.dates import span_label

_MAX_ITEMS = 40  # items of a list that are shown
_MAX_DELAYS = 10  # of more delays, only a summary and the longest are shown
_LONGEST = 5


def series_page(collection: Collection, report: SeriesReport, delays: Sequence[PublicationDelay]) -> str:
    """Show the numbers that each series has and lacks, and the days from signing to publication."""
    names = Counter(each.name for each in report.series)
    blocks = [
        "\n".join([heading(_title(collection, each, unique=names[each.name] == 1)), *_lines(each)])
        for each in report.series
    ]
    if report.without_series:
        title = heading("Numbered orders without a series")
        blocks.append(f"{title}\n{wrapped(_listed(report.without_series))}")
    if delays:
        blocks.append("\n".join([heading("Publication delays"), *_delay_lines(collection, delays)]))
    nothing = "No order names a series or has a number, and no order or measure has dates for signing and publication."
    return "\n\n".join(blocks or [wrapped(nothing)])


def _title(collection: Collection, each: SeriesCoverage, *, unique: bool) -> str:
    issuers = ", ".join(map(collection.label, each.issued_by))
    return each.name if unique or not issuers else f"{each.name}, issued by {issuers}"


def _lines(each: SeriesCoverage) -> Iterator[str]:
    """Describe one series, a line for each fact."""
    numbers = (
        "" if not each.first else f", {each.first}" if each.first == each.last else f", {each.first} to {each.last}"
    )
    yield wrapped(f"{counted(each.held, 'order')}{numbers}")
    repeated = {
        again: [f"{some.number} ({', '.join(some.orders)})" for some in each.repeated if some.different_years is again]
        for again in (False, True)
    }
    facts: Mapping[str, Sequence[str]] = {
        "begins at" if len(each.late_starts) == 1 else "prefixes or years that begin later than 1:": each.late_starts,
        f"missing {counted(sum(gap.count for gap in each.missing), 'number')}:": [*map(_range, each.missing)],
        "gaps that other orders may fill in part:": [*map(_range, each.unlisted_gaps)],
        "repeated:": repeated[False],
        "used again in another year:": repeated[True],
        "number and date out of order:": [some.order for some in each.misplaced],
        "number can be read in two ways:": each.ambiguous,
        "number cannot be read:": each.unreadable,
        "no number:": each.unnumbered,
    }
    for name, items in facts.items():
        if items:
            yield wrapped(f"{name} {_listed(items)}", 2, 2)
    if not (each.missing or each.unlisted_gaps or each.ambiguous) and each.first != each.last:
        yield wrapped("no gaps", 2)


def _range(gap: MissingNumbers) -> str:
    return gap.first if gap.count == 1 else f"{gap.first} to {gap.last}"


def _listed(items: Sequence[str]) -> str:
    """List some items; of a long list, the beginning and how many more there are."""
    more = len(items) - _MAX_ITEMS
    shown = ", ".join(items[:_MAX_ITEMS])
    return shown if more <= 0 else f"{shown} and {more:,} more"


def _delay_lines(collection: Collection, delays: Sequence[PublicationDelay]) -> Iterator[str]:
    """Show each delay; of many, how long they are, and the longest."""
    shown = delays
    if len(delays) > _MAX_DELAYS:
        shown = sorted(delays, key=lambda each: (-each.most, -each.least))[:_LONGEST]
        typical = sorted(each.most for each in delays)[(len(delays) - 1) // 2]
        range_ = f"{min(each.least for each in delays):,} to {counted(shown[0].most, 'day')}"
        yield wrapped(
            f"{len(delays):,} were published {range_} after they were signed, half of them within"
            f" {counted(typical, 'day')}. The longest delays (--format json lists all):"
        )
    rows = ((_delay(each), f"{collection.label(each.record)} [{each.record}]: {_dates(each)}") for each in shown)
    yield from columns(rows)


def _delay(each: PublicationDelay) -> str:
    return counted(each.least, "day") if each.least == each.most else f"{each.least} to {each.most} days"


def _dates(each: PublicationDelay) -> str:
    return span_label(each.signed, each.published)
