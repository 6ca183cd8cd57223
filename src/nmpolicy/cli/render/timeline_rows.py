"""The timeline of a collection in two columns."""

from collections.abc import Iterable, Iterator, Sequence

from nmpolicy.cli.terminal import columns, heading, wrapped
from nmpolicy.queries.provision_sentences import names
from nmpolicy.queries.timeline import TimelineEntry
from nmpolicy.records.collection import Collection


def timeline_blocks(collection: Collection, entries: Sequence[TimelineEntry]) -> Iterator[str]:
    """Yield a heading, the entries with a date, and those without."""
    if entries:
        yield heading("Timeline")
    if dated := [entry for entry in entries if entry.date]:
        yield "\n".join(columns(_rows(collection, dated)))
    if undated := [entry for entry in entries if not entry.date]:
        yield "\n".join(["No date given", *(wrapped("- " + text, 2, 2) for _, text in _rows(collection, undated))])


def _rows(collection: Collection, entries: Iterable[TimelineEntry]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        origin = names(collection, entry.attributed_to)
        yield entry.when, entry.label + (f" (according to {origin})" if origin else "")
