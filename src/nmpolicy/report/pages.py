"""A collection as one web page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nmpolicy.queries.stances import stances
from nmpolicy.queries.timeline import timeline
from nmpolicy.records.actors import REDACTED
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.redaction import collection_to_show
from nmpolicy.report.actor_entries import actor_entries
from nmpolicy.report.drawings.timeline_drawing import timeline_drawing
from nmpolicy.report.drawings.web_choice import web_of, whole_graph
from nmpolicy.report.drawings.web_drawing import web_drawing
from nmpolicy.report.environment import assets, check_jinja, render
from nmpolicy.report.finding_rows import finding_rows
from nmpolicy.report.instrument_cards import instrument_card
from nmpolicy.report.page_context import PageContext, page_context
from nmpolicy.report.page_texts import capitalized
from nmpolicy.report.passages import source_entries
from nmpolicy.report.positions import positions, statement_actors, statements_without_side
from nmpolicy.report.provision_rows import provision_row
from nmpolicy.report.record_fields import collection_fields
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate

_OF_FOLDERS = ("index.css", "index.js", "instrument_page.css")
_MOST_SOURCES = 5  # in the head of a page


def to_html(collection: Collection, *, on: DateLike, include_private: bool = False) -> str:
    """Return a collection as a web page that needs no other file and no network.

    The page says what was in force `on` a day, a month or a year. The names of private individuals are withheld, unless
    `include_private`. The same collection and date always give the same page.

    Raises `InvalidDateError` for an invalid date, `InvalidTypeError` if `include_private` is not a `bool` or another
    argument is of a wrong type, and `MissingExtraError` if Jinja is not installed.

    >>> page = to_html(Collection(id="demo", title="A <b>demonstration</b>"), on="2025-08-01")
    >>> "<title>A &lt;b&gt;demonstration&lt;/b&gt;</title>" in page
    True

    .. versionadded:: 0.1
    """
    day, shown = PartialDate(on), collection_to_show(collection, include_private=include_private)
    check_jinja()
    return render("page.html", {**_page(page_context(shown, day)), **assets(*_OF_FOLDERS)})


def _page(context: PageContext) -> Mapping[str, Any]:
    """Return what the template of the page fills in."""
    collection = context.collection
    instruments = _most_spoken_of_first(collection)
    main = _main_instrument(collection, instruments)
    own = dict.fromkeys(each.id for each in (*instruments, *collection.provisions))
    stated = positions(collection, [*own])
    found: dict[str, Any] = {
        "cards": [instrument_card(context, each) for each in instruments],
        "positions": [each for each in stated if each.target in own],
        "other_positions": [each for each in stated if each.target not in own],
        "neutral": statements_without_side(collection),
        "timeline": timeline_drawing(
            collection, timeline(collection), prefix="Timeline", href=context.href, on=context.on
        ),
        **_webs(context, main),
        "actor_lists": actor_entries(context),
        "findings": finding_rows(context),
        "sources": source_entries(context, _in_order_of_interest(collection), every=True),
        "unplaced_provisions": [
            provision_row(context, each)
            for each in collection.provisions
            if not collection.get(each.instrument, Instrument)
        ],
        "unplaced_relations": [each for each in collection.relations if context.place_of(each) == each.id],
        "unplaced_memberships": [each for each in collection.memberships if context.place_of(each) == each.id],
    }
    return {
        "page": context,
        "collection": collection,
        "most_sources": _MOST_SOURCES,
        "title": collection.title.strip() or collection.id,
        "instruments_title": context.instruments_noun.capitalize(),
        "contents": [*_contents(context, found)],
        "actors": _actors(context),
        "searchable": any((collection.provisions, collection.statements, collection.events)),
        "own_fields": collection_fields(collection),
        **found,
    }


def _most_spoken_of_first(collection: Collection) -> Sequence[Order | Measure]:
    """Return the orders, then the measures; those that most stances are on come first."""
    counts = _stance_counts(collection)
    return sorted(collection.instruments, key=lambda each: (isinstance(each, Measure), -counts[each.id]))


def _main_instrument(collection: Collection, instruments: Sequence[Order | Measure]) -> Order | Measure | None:
    """Return the instrument that a page is about: the only one, or the one that most stances are on."""
    counts = _stance_counts(collection)
    most = max((counts[each.id] for each in instruments), default=0)
    candidates = [each for each in instruments if counts[each.id] == most]
    return candidates[0] if len(candidates) == 1 else None


def _webs(context: PageContext, main: Order | Measure | None) -> Mapping[str, str]:
    """Return the web around the main instrument, and that of all records if there is more in it."""
    collection = context.collection
    around = (
        web_drawing(collection, main.id, prefix="Around", href=context.href, on=context.on, part_name=context.part_name)
        if main
        else ""
    )
    has_more = not main or len(web_of(collection, main.id).graph.edges) < len(whole_graph(collection).edges)
    return {
        "main_web": around,
        "web": web_drawing(collection, prefix="Web", href=context.href, on=context.on, part_name=context.part_name)
        if has_more or not around
        else "",
    }


def _stance_counts(collection: Collection) -> Mapping[str, int]:
    """Return the number of stances on each record, by its id."""
    return Counter(each.stance.target or "" for each in stances(collection))


def _in_order_of_interest(collection: Collection) -> Iterator[Record]:
    """Yield all records, those first that a reader of a passage looks for: what was ordered, said and done."""
    tables = collection.tables()
    first = ("orders", "measures", "provisions", "statements", "events", "relations")
    for name in (*first, *(name for name in tables if name not in first)):
        yield from tables[name]


def _contents(context: PageContext, found: Mapping[str, Any]) -> Iterator[tuple[str, str, int]]:
    """Yield the anchor and the title of each section, and the number of what it lists."""
    collection = context.collection
    sections: tuple[tuple[str, str, bool, int], ...] = (
        ("Instruments", context.instruments_noun.capitalize(), bool(found["cards"]), len(found["cards"])),
        ("Stances", "Who stands where", bool(collection.statements), len(collection.statements)),
        ("Timeline", "Timeline", bool(found["timeline"]), 0),
        ("Connections", "Who is connected with what", bool(found["web"] or found["main_web"]), 0),
        ("Events", "Events", bool(collection.events), len(collection.events)),
        ("Actors", "People and organizations", bool(collection.actors), len(collection.actors)),
        ("Findings", "What the checks found", bool(len(collection)), sum(map(len, found["findings"].values()))),
        ("Sources", "Sources", bool(found["sources"]), len(found["sources"])),
    )
    yield from ((anchor, title, count) for anchor, title, shown, count in sections if shown)


def _actors(context: PageContext) -> Sequence[tuple[str, str]]:
    """Return the ids and the names of the actors by which provisions, statements and events can be found, by name."""
    collection = context.collection
    ids = [id for each in collection.provisions for id in (*each.bearers, *each.about)]
    ids += [id for each in collection.statements for id in statement_actors(each)]
    ids += [part.actor for each in collection.events for part in each.participants]
    actors = {each.id for each in collection.actors}
    return sorted(
        (
            (id, capitalized(name) if (name := context.name(id)) == REDACTED else name)
            for id in dict.fromkeys(ids)
            if id in actors
        ),
        key=lambda pair: pair[1].casefold(),
    )
