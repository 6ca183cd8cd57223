"""How the pages word what they share: names, paragraphs, and what happened when."""

from collections.abc import Iterable, Iterator, Sequence

from nmpolicy.cli.terminal import columns, heading, wrapped
from nmpolicy.queries.timeline import Moment
from nmpolicy.records.actors import Organization
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import SourcedRecord


def names(collection: Collection, ids: Iterable[str]) -> str:
    """Whom the ids stand for, groups with their sizes."""
    records = ((id, collection.get(id)) for id in ids)
    return " and ".join(
        str(record) if isinstance(record, Organization) else collection.label(id) for id, record in records
    )


def where(collection: Collection, record: SourcedRecord) -> str:
    """The paragraphs that a record rests on, each with its source where there are several."""
    placed = [pointer for pointer in record.evidence if pointer.paragraph]
    named = len(collection.sources) > 1
    places = dict.fromkeys(
        f"{pointer.source} {pointer.paragraph}" if named else str(pointer.paragraph) for pointer in placed
    )
    return f" [{', '.join(places)}]" if places else ""


def timeline_blocks(collection: Collection, moments: Sequence[Moment]) -> Iterator[str]:
    """What happened when: first what has a date, then what has none."""
    if moments:
        yield heading("What happened when")
    if dated := [moment for moment in moments if moment.date]:
        yield "\n".join(columns(_rows(collection, dated)))
    if undated := [moment for moment in moments if not moment.date]:
        yield "\n".join(["No date given", *(wrapped("- " + text, 2, 2) for _, text in _rows(collection, undated))])


def _rows(collection: Collection, moments: Iterable[Moment]) -> Iterator[tuple[str, str]]:
    for moment in moments:
        origin = names(collection, moment.attributed_to)
        yield moment.when, moment.label + (f" (according to {origin})" if origin else "")
