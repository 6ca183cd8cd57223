"""The rules. nmpolicy imports this module, because the entry point in pyproject.toml names it."""

from collections.abc import Iterator

import nmpolicy as nm


def without_summary() -> nm.Collection:
    """Return an example that breaks NEWS001."""
    return nm.Collection.of(
        [nm.Order(id="eo-1", kind="executive-order", title="Quiet nights")], id="demo", title="Demo"
    )


def with_summary() -> nm.Collection:
    """Return the same example, corrected."""
    order = nm.Order(
        id="eo-1", kind="executive-order", title="Quiet nights", summary="Bars close their terraces at 11."
    )
    return nm.Collection.of([order], id="demo", title="Demo")


@nm.rule("NEWS001", "warning", "order without a summary", failing=without_summary, passing=with_summary)
def summary(collection: nm.Collection) -> Iterator[nm.Finding]:
    """An order has no summary.

    The summary is the first thing that readers see, and search engines show it.
    """
    for order in collection.orders:
        if not order.summary:
            yield nm.Finding(order, "summary", "the summary is missing; write two sentences in plain words")


@nm.rule("NEWS002", "error", "news article without a web address")
def web_address(collection: nm.Collection) -> Iterator[nm.Finding]:
    """A news article has no web address.

    Readers should be able to open every article that we cite.
    """
    for source in collection.sources:
        if source.kind is nm.SourceKind.NEWS_ARTICLE and not source.url:
            yield nm.Finding(source, "url", "the web address is missing; add that of the article")
