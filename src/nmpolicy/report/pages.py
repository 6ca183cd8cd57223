"""A collection as one web page."""

from nmpolicy.records.collection import Collection
from nmpolicy.records.redaction import redact
from nmpolicy.report.environment import render
from nmpolicy.report.instrument_cards import instrument_card
from nmpolicy.report.page_context import page_context
from nmpolicy.vocabulary.dates import PartialDate


def to_html(collection: Collection, *, on: PartialDate | str, include_private: bool = False) -> str:
    """Return a collection as a web page that needs no other file and no network.

    The page says what was in force `on` a day, a month or a year. The names of private individuals are withheld, unless
    `include_private`. The same collection and date always give the same page.

    Raises `InvalidDateError` for an invalid date, and `MissingExtraError` if Jinja is not installed.

    >>> page = to_html(Collection(id="demo", title="A <b>demonstration</b>"), on="2025-08-01")
    >>> "<title>A &lt;b&gt;demonstration&lt;/b&gt;</title>" in page
    True

    .. versionadded:: 0.1
    """
    shown = collection if include_private else redact(collection).collection
    context = page_context(shown, PartialDate(on))
    cards = [instrument_card(context, each) for each in context.collection.instruments]
    return render("page.html", {"page": context, "collection": context.collection, "cards": cards})
