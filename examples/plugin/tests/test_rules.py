"""The rules find what they should, and nothing else."""

from newsroom_rules.rules import with_summary, without_summary

import nmpolicy as nm


def test_an_order_needs_a_summary() -> None:
    """NEWS001 finds an order without a summary."""
    assert [problem.record for problem in nm.validate(without_summary(), select=["NEWS001"]).warnings] == ["eo-1"]
    assert nm.validate(with_summary(), select=["NEWS001"]).problems == ()


def test_a_news_article_needs_a_web_address() -> None:
    """NEWS002 finds a news article, and leaves other sources alone."""
    article = nm.Source(id="story", kind="news-article", title="Quiet nights ahead")
    decree = nm.Source(id="decree", kind="official-document", title="Executive Order 1")
    collection = nm.Collection.of([article, decree], id="demo", title="Demo")
    assert [problem.record for problem in nm.validate(collection, select=["NEWS002"]).errors] == ["story"]
