"""The page of one order or measure in a folder of pages."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from attrs import evolve, frozen

from nmpolicy.queries.force.effective_dates import container_id
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.queries.relation_sentences import relation_sentences
from nmpolicy.queries.timeline import instrument_timelines
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.statements import Statement
from nmpolicy.report.drawings.timeline_drawing import timeline_drawing
from nmpolicy.report.drawings.web_drawing import web_drawing
from nmpolicy.report.environment import assets, render
from nmpolicy.report.finding_rows import finding_rows
from nmpolicy.report.index_rows import IndexRow
from nmpolicy.report.instrument_cards import instrument_card
from nmpolicy.report.page_context import PageContext
from nmpolicy.report.page_names import INDEX, page_name
from nmpolicy.report.passages import source_entries
from nmpolicy.report.positions import positions_on

_OF_OTHER_PAGES = ("index.css", "index.js", "filters.js")


@frozen(eq=False)
class PageFolder:
    """Facts that the pages of a folder share: the context of all records, and the neighbors of each row."""

    context: PageContext
    """The context, in which addresses are those of a page that shows no record."""
    rows: Sequence[IndexRow]
    """The rows of the index."""
    neighbors: Mapping[str, tuple[IndexRow | None, IndexRow | None]]
    """The rows before and after each in its series, by id."""


def page_folder(context: PageContext, rows: Sequence[IndexRow]) -> PageFolder:
    """Return what the pages of a folder share."""
    collection = context.collection
    actors = {id for row in rows for id in row.actors}

    def address(id: str) -> str:
        """Return the page of a record, with its place on it; of an actor, the index of what they made."""
        if id in actors:
            return f"{INDEX}#by={id}"
        record = collection.get(id)
        instrument = id if isinstance(record, Instrument) else _instrument_of(collection, record)
        return (page_name(id) if id == instrument else f"{page_name(instrument)}#{id}") if instrument else ""

    return PageFolder(evolve(context, address=address), rows, neighbors(rows))


def neighbors(rows: Sequence[IndexRow]) -> Mapping[str, tuple[IndexRow | None, IndexRow | None]]:
    """Return the rows before and after each, by id: in its series, or among the rows without one."""
    groups: dict[str, list[IndexRow]] = {}
    for row in reversed(rows):
        groups.setdefault(row.series, []).append(row)
    return {
        row.id: (before, after)
        for some in groups.values()
        for before, row, after in zip([None, *some[:-1]], some, [*some[1:], None], strict=True)
    }


def _instrument_of(collection: Collection, record: Record | None) -> str:
    """Return the id of the instrument whose page shows a provision, a statement or an event; empty if none does."""
    if isinstance(record, Provision):
        ids: Iterable[str] = [record.instrument]
    elif isinstance(record, Statement | Event):
        about = record.about if isinstance(record, Event) else [each.target for each in record.stances if each.target]
        ids = chain(about, (each.other for each in relation_sentences(collection, record)))
    else:
        ids = ()
    found = (container_id(collection, each) for each in ids)
    return next((each for each in found if collection.get(each, Instrument)), "")


def _records_about(
    collection: Collection, ids: Mapping[str, None]
) -> tuple[Sequence[Relation], Sequence[Event], Sequence[Statement]]:
    """Return the relations of some records, and the events and statements that are about them or related to them."""
    referring = dict.fromkeys(each.record for id in ids for each in collection.references_to(id))
    relations = [relation for id in referring if (relation := collection.get(id, Relation))]
    ends = (end for each in relations for end in (each.subject, each.object))
    found = [each for id in dict.fromkeys((*referring, *ends)) if (each := collection.get(id)) and id not in ids]
    events = [each for each in found if isinstance(each, Event)]
    return relations, events, [each for each in found if isinstance(each, Statement)]


def instrument_page(folder: PageFolder, row: IndexRow) -> str:
    """Return the page of one order or measure. The time that it takes depends on that instrument alone."""
    collection = folder.context.collection
    provisions = provisions_by_instrument(collection).get(row.id, ())
    own = dict.fromkeys([row.id, *(each.id for each in provisions)])
    relations, events, statements = _records_about(collection, own)
    positions = positions_on(collection, own)
    in_positions = {each.statement.id for position in positions for each in position.rows}
    shown = dict.fromkeys([*own, *(each.id for each in (*relations, *events, *statements))])

    def address(id: str) -> str:
        return f"#{id}" if id in shown else folder.context.address(id)

    page = evolve(folder.context, address=address, own=frozenset(own))
    before, after = folder.neighbors[row.id]
    context = {
        "file": row.page,
        "index": INDEX,
        "page": page,
        "collection": collection,
        "row": row,
        "before": before,
        "after": after,
        "card": instrument_card(page, row.record),
        "positions": positions,
        "others": [each for each in statements if each.id not in in_positions],
        "events": events,
        "timeline": timeline_drawing(
            collection, instrument_timelines(collection).get(row.id, ()), prefix="Timeline", href=page.href, on=page.on
        ),
        "web": web_drawing(collection, row.id, prefix="Web", href=page.href, on=page.on, part_name=page.part_name),
        "findings": finding_rows(page, shown),
        "sources": source_entries(page, [row.record, *provisions, *relations, *statements, *events], every=False),
    }
    return render("instrument_page.html", {**context, **assets(*_OF_OTHER_PAGES)})
