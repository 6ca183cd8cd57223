"""A timeline as a list, with the dates of each entry drawn on a time axis that all entries share."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from nmpolicy.queries.provision_sentences import names
from nmpolicy.queries.timeline import TimelineEntry
from nmpolicy.records.collection import Collection
from nmpolicy.report.drawings.date_axis import DateAxis, axis_of
from nmpolicy.report.drawings.date_marks import DateMark, Form, mark_of
from nmpolicy.report.drawings.svg_texts import cut, percent
from nmpolicy.report.environment import render
from nmpolicy.report.milestone_words import LATER, is_later
from nmpolicy.report.page_texts import day_words, span_words
from nmpolicy.vocabulary.dates import PartialDate

if TYPE_CHECKING:
    from markupsafe import Markup

#: The most entries that are drawn; the others are listed.
MOST_ENTRIES = 200
_MOST_CHARACTERS = 400
_LEAST_WIDTH = 2  # percent of the axis

Href = Callable[[str], str | None]
"""A function that returns the address of a record, given its id; None if it has none."""


def no_href(_id: str, /) -> None:
    """Return no address: nothing is a link."""


def timeline_drawing(
    collection: Collection,
    entries: Sequence[TimelineEntry],
    *,
    prefix: str = "timeline",
    href: Href = no_href,
    on: PartialDate | None = None,
) -> "Markup":
    """Return a timeline as HTML: a list whose dates are drawn on one axis, and then the entries without a date.

    A date that is not exact is a span as wide as its uncertainty. Something that lasted has another form. If there are
    more than 200 entries with a date, the others are listed without a drawing, as are those that all have one date;
    nothing is left out. Entries after the day `on` are marked as such. `prefix` starts all ids, and differs for each
    drawing of a page. The texts are those of the entries: redact the collection before. Empty if there are no entries.

    Raises `MissingExtraError` if Jinja is not installed.

    >>> from nmpolicy.queries.timeline import timeline
    >>> from nmpolicy.records.events import Event
    >>> march = Event(id="march", kind="protest", name="A <i>march</i>", start_date="2025-07")
    >>> rally = Event(id="rally", kind="protest", name="A rally", start_date="2025-08-02")
    >>> demo = Collection(id="demo", title="A demonstration").add(march, rally)
    >>> drawn = timeline_drawing(demo, timeline(demo))
    >>> "A &lt;i&gt;march" in drawn, "some day from July 1, 2025 to July 31, 2025" in drawn
    (True, True)
    """
    from markupsafe import Markup  # noqa: PLC0415  # slow to import

    dated = [(entry, mark) for entry in entries if (mark := mark_of(entry.date, entry.end_date))]
    undated = [entry for entry in entries if not (entry.date or entry.end_date)]
    groups = [*_by_date(dated[:MOST_ENTRIES])]
    if len(groups) == 1:  # one date needs no axis
        groups = []
    marks = [mark for mark, _ in groups]
    axis = axis_of(marks) if marks else None
    context = {
        "prefix": prefix,
        "axis": _axis_context(axis, marks) if axis else None,
        "forms": {mark.form.value for mark in marks} | {"doubtful" for mark in marks if mark.doubtful},
        "rows": [_drawn(axis, mark) | _listed(collection, same, href, on) for mark, same in groups if axis],
        "more": [
            _listed(collection, [entry], href, on) for entry, _ in islice(dated, MOST_ENTRIES if groups else 0, None)
        ],
        "undated": [_listed(collection, [entry], href, on) for entry in undated],
    }
    return Markup(render("timeline.html", context))  # noqa: S704  # the template escapes all texts


def _by_date(
    entries: Iterable[tuple[TimelineEntry, DateMark]],
) -> Iterator[tuple[DateMark, Sequence[TimelineEntry]]]:
    """Yield each mark with the entries that follow each other and have its dates."""
    for _, same in groupby(entries, key=lambda pair: (pair[0].date, pair[0].end_date)):
        pairs = [*same]
        yield pairs[0][1], [entry for entry, _ in pairs]


def _listed(
    collection: Collection, entries: Sequence[TimelineEntry], href: Href, on: PartialDate | None
) -> dict[str, Any]:
    """Return the dates of some entries, which they share, and the text of each."""
    return {
        "when": span_words(entries[0].date, entries[0].end_date),
        "later": LATER if on and is_later(entries[0].date, on) else "",
        "texts": [_text(collection, each, href) for each in entries],
    }


def _text(collection: Collection, entry: TimelineEntry, href: Href) -> dict[str, Any]:
    origin = names(collection, entry.attributed_to)
    label = " ".join(entry.label.split()) + (f" (according to {origin})" if origin else "")
    short = cut(label, _MOST_CHARACTERS)
    return {"label": short, "whole": label if short != label else None, "href": href(entry.record)}


def _axis_context(axis: DateAxis, marks: Sequence[DateMark]) -> dict[str, Any]:
    first = min(each.first or each.last for each in marks)
    last = max(each.last for each in marks)
    return {
        "words": " to ".join(day_words(PartialDate(each)) for each in dict.fromkeys((first, last))),
        "even": axis.even,
        "ticks": [
            {"at": percent(each.at), "label": each.label, "wide": each.wide, "anchor": each.anchor}
            for each in axis.ticks
        ],
        "breaks": [percent(each) for each in axis.breaks],
    }


def _drawn(axis: DateAxis, mark: DateMark) -> dict[str, Any]:
    left, right = _visible(axis.start(mark.first) if mark.first else 0, axis.end(mark.last))
    sure: tuple[float, float] | None = None
    if mark.certain:
        whole = mark.certain == (mark.first, mark.last)
        sure = (left, right) if whole else (axis.start(mark.certain[0]), axis.end(mark.certain[1]))
    return {
        "form": mark.form.value,
        "words": mark.words,
        "spoken": mark.form is not Form.DAY or mark.doubtful,
        "left": percent(left),
        "middle": percent((left + right) / 2),
        "width": percent(right - left),
        "certain": [percent(each) for each in sure] if sure else None,
        "doubtful": mark.doubtful,
    }


def _visible(left: float, right: float) -> tuple[float, float]:
    """Return the ends of a span, wider if it would be too narrow to see."""
    more = max(_LEAST_WIDTH - (right - left), 0) / 2
    return left - more, right + more
