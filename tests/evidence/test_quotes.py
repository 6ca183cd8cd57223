"""Quotes in drafts: which are anchored, and what is said of the others."""

from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from html_pages import Page
from nmpolicy.errors import InvalidValueError, UnknownIdError
from nmpolicy.evidence.anchors import AnchorStatus
from nmpolicy.evidence.quotes import AnchoredQuotes, QuoteProblem, anchor_quotes

TEXT = """# A headline

The mayor “signed” the order on Monday, officials said. The order took effect at
once, and it binds 1,200 city offices.

The council may not amend the order. The council met twice.

He said the order (see section 5) was “necessary.”"""
SOURCES = [nm.Source(id=id, kind="other", title="T") for id in ("paper", "blog", "memo")]
WORDS = st.lists(st.sampled_from(["The", "mayor", "signed", "“it”", "at", "noon.", "1,200"]), min_size=1, max_size=6)


def quoting(*quotes: str, **fields: Any) -> nm.Collection:
    evidence = [nm.Evidence(source="paper", quote=quote, **fields) for quote in quotes]
    return nm.Collection(id="demo", title="T", sources=SOURCES, people=[nm.Person(id="mayor", evidence=evidence)])


def result(quote: str, text: str = TEXT, **fields: Any) -> AnchoredQuotes:
    return anchor_quotes(quoting(quote, **fields), {"paper": text})


def problem(quote: str, text: str = TEXT, **fields: Any) -> QuoteProblem:
    (found,) = result(quote, text, **fields).problems
    return found


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=6), WORDS.map(" ".join), st.none() | st.integers(1, 7))
def test_a_quote_is_anchored_as_anchor_does(blocks: list[str], quote: str, paragraph: int | None) -> None:
    text = "\n\n".join(blocks)
    found = result(quote, text, paragraph=paragraph)
    if found.ok:
        assert [*found.collection.people[0].evidence] == [nm.anchor("paper", text, quote, paragraph=paragraph)]
        assert (found.anchored, found.problems) == (1, ())
    else:
        (one,) = found.problems
        with pytest.raises(InvalidValueError, match="occur" if one.status == "ambiguous" else "not in|no paragraph"):
            nm.anchor("paper", text, quote, paragraph=paragraph)
        assert (found.collection, found.anchored) == (quoting(quote, paragraph=paragraph), 0)


@each_case(
    "quote",
    [
        "mayor 'signed' the order".replace("'", '"'),
        "The order took\neffect\u00a0at once",
        "**The council** met [twice](https://example.org)",
        "# A headline",
        "may not amend",
        "the order (see section 5) was “necessary.”",
        "(",
    ],
)
def test_a_quote_is_normalized_as_the_text_is(quote: str) -> None:
    (made,) = result(quote).collection.people[0].evidence
    assert made == nm.anchor("paper", TEXT, quote)


def test_everything_else_in_the_evidence_and_in_the_collection_is_kept() -> None:
    kept: dict[str, Any] = {
        "basis": "news-report", "attributed_to": ["mayor"], "supports": ["name"], "extra": {"x-page": 3},
    }  # fmt: skip
    (old,) = quoting("met twice", **kept).people[0].evidence
    whole = nm.Evidence(source="paper", paragraph=1)
    collection = nm.Collection(
        id="demo", title="T", extra={"x-a": 1}, sources=SOURCES,
        people=[nm.Person(id="same", evidence=[whole, old]), nm.Person(id="same", evidence=[old])],
        measures=[
            nm.Measure(
                id="m", kind="bill", title="T", evidence=[nm.Evidence(source="memo", quote="x")],
                milestones=[nm.Milestone(stage="signed"), nm.Milestone(stage="passed", evidence=[whole, old])],
                vote_events=[nm.VoteEvent(evidence=[old])],
            )
        ],
    )  # fmt: skip
    found = anchor_quotes(collection, {"paper": TEXT, "blog": ""})
    new = attrs.evolve(nm.anchor("paper", TEXT, "met twice"), **kept)
    measure = collection.measures[0]
    assert found.collection == attrs.evolve(
        collection,
        people=[nm.Person(id="same", evidence=[whole, new]), nm.Person(id="same", evidence=[new])],
        measures=[
            attrs.evolve(
                measure,
                milestones=[measure.milestones[0], attrs.evolve(measure.milestones[1], evidence=[whole, new])],
                vote_events=[attrs.evolve(measure.vote_events[0], evidence=[new])],
            )
        ],
    )
    assert (found.anchored, dict(found.without_text), found.ok) == (4, {"memo": 1}, True)
    again = anchor_quotes(found.collection, {"paper": TEXT})
    assert (again.anchored, again.collection, again.ok) == (0, found.collection, True)


@each_case(
    ("quote", "reason"),
    [
        ("met thrice", "the words are not in the text; copy them exactly from one paragraph"),
        ("the mayor “signed” the order", "the text has the words with other capital letters; copy them exactly"),
        ("200 city", "the quote begins or ends inside a longer word or number; copy whole words exactly"),
        ("200", "the quote begins or ends inside a longer word or number; copy whole words exactly"),
        ("ncil may not amend", "the quote begins or ends inside a longer word or number; copy whole words exactly"),
        ("offices. The council may", "the words span several paragraphs; make one piece of evidence for each"),
        ("headline\n\nThe mayor", "the words span several paragraphs; make one piece of evidence for each"),
        ("Zebras graze", "the text has none of the words; check the source, or remove what it does not say"),
        ("order … took effect", "a quote cannot leave out words; make one piece of evidence for each part"),
        ("order [...] took effect", "a quote cannot leave out words; make one piece of evidence for each part"),
        ("order (…) took effect", "a quote cannot leave out words; make one piece of evidence for each part"),
        (
            "may not amend . . . took no effect",
            "a quote cannot leave out words, and the text does not have all of its parts; quote each part by itself",
        ),
        ("…took effect", "the text has no ellipsis there; remove it from the quote"),
        (" \n", "the quote has no words; quote the words that support the record"),
        ("…!", "the quote has no words; quote the words that support the record"),
        ("\u200b", "the quote has no words; quote the words that support the record"),
        ("\x00\x1b[2J", "the text has none of the words; check the source, or remove what it does not say"),
    ],
)
def test_a_missing_quote_has_a_reason(quote: str, reason: str) -> None:
    found = problem(quote)
    assert (found.status, found.reason, found.locations) == (AnchorStatus.MISSING, reason, ())
    assert (found.record, found.path, found.evidence.quote) == ("mayor", ("evidence", 0), quote)


def test_a_quote_may_have_an_ellipsis_that_the_text_has() -> None:
    assert result("He paused… then left", "He paused... then left.").ok


def test_a_paragraph_chooses_one_of_several() -> None:
    found = problem("the order")
    assert (found.status, found.reason) == (
        AnchorStatus.AMBIGUOUS, "the words occur 3 times; quote more words, or choose one with `paragraph`",
    )  # fmt: skip
    assert problem("He left", "He left.\n\nHe left.").reason == found.reason.replace("3", "2")
    assert [each.paragraph for each in found.locations] == [2, 3, 4]
    assert found.excerpts[0] == 'The mayor "signed" the order on Monday, …'
    assert result("the order", paragraph=4).ok
    assert problem("The council", paragraph=3).reason == "the words occur 2 times; quote more words"
    elsewhere = "paragraph 1 does not have the words, but paragraph 3 does; correct or remove the paragraph"
    assert problem("met twice", paragraph=1).reason == elsewhere
    assert problem("met twice", paragraph=5).reason == "there is no paragraph 5; the text has 4, numbered from 1"


def test_a_word_that_occurs_often_is_not_listed_each_time() -> None:
    found = problem("a", "a b " * 20_000)
    assert found.reason == "the words occur more than 5 times; quote more words"
    assert (len(found.locations), len(found.excerpts)) == (5, 5)


def test_the_nearest_passage_is_given() -> None:
    nearest = problem("The mayor “signed” the order on Tuesday").nearest
    assert nearest is not None
    assert (nearest.paragraph, nearest.start, nearest.passage) == (2, 0, 'The mayor "signed" the order on Monday')
    assert nearest.longest_part == 'The mayor "signed" the order on'
    assert (nearest.quoted, nearest.in_text) == ("Tuesday", "Monday")
    absent = problem("may not amend … took no effect").nearest
    assert absent is not None
    assert absent.passage == "took effect"
    assert problem("Zebras graze").nearest is None


def test_a_quote_of_another_source_says_so() -> None:
    texts = {"memo": "", "paper": TEXT, "blog": "Met thrice."}
    (found,) = anchor_quotes(quoting("Met thrice"), texts).problems
    assert found.reason == "the words are not in this source, but in 'blog'; correct the source"


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><p>Met thrice.",
        "\ufeff <!-- a --> <!-- b -->\n<html lang=en>Met thrice.",
        "<?xml version='1.0'?><HTML>",
    ],
)
def test_an_html_page_is_not_a_text(page: str) -> None:
    demo = quoting("Met thrice")
    for check in nm.anchor_quotes, nm.verify:
        with pytest.raises(
            InvalidValueError, match=r"the text of 'paper' is an HTML page; pass `nmpolicy\.extract_text"
        ):
            check(demo, {"paper": page})
    with pytest.raises(InvalidValueError, match="the text is an HTML page"):
        nm.anchor("paper", page, "Met thrice")


@pytest.mark.parametrize(
    "text", ["<p>Met thrice.</p>", "As <html> says: Met thrice.", "<!-- a -->" * 50 + " Met thrice."]
)
def test_a_text_with_tags_is_a_text(text: str) -> None:
    assert anchor_quotes(quoting("Met thrice"), {"paper": text}).ok


def test_an_empty_text_is_told_and_so_is_one_without_a_source() -> None:
    assert problem("order", " \n\n").reason == "the text is empty; check that it is the right file"
    with pytest.raises(UnknownIdError, match="no source has the id 'papr'; did you mean 'paper'"):
        anchor_quotes(quoting("order"), {"papr": TEXT})
    with pytest.raises(UnknownIdError, match="'mayor'"):
        anchor_quotes(quoting("order"), {"mayor": TEXT})
    assert anchor_quotes(nm.Collection(id="demo", title="T"), {}).ok


def test_words_that_are_broken_at_the_end_of_a_line() -> None:
    text = "The city is immigrant-\nfriendly, and its infor-\nmation is pre- and\npost-war."
    for quote in ("immigrant-friendly, and", "its information", "pre- and post-war"):
        assert [*result(quote, text).collection.people[0].evidence] == [nm.anchor("paper", text, quote)]


@pytest.mark.parametrize("joined", [" ", "\n\n"])
def test_thousands_of_quotes_in_a_long_text(joined: str) -> None:
    chance = Random(1)  # noqa: S311  # no secret
    common = ["the", "of", "and"]
    words = [chance.choice(common) if chance.random() < 0.5 else f"w{chance.randrange(9000)}" for _ in range(19_980)]
    blocks = [" ".join(words[at : at + 60]) for at in range(0, len(words), 60)]
    quotes = []
    for number in range(600):
        block = blocks[chance.randrange(len(blocks))].split()
        at = chance.randrange(40)
        quote = block[at : at + 15]
        if number % 2:
            quote[7] = "zebra"
        quotes.append(" ".join(quote))
    found = anchor_quotes(quoting(*quotes), {"paper": joined.join(blocks)})
    assert (found.anchored, len(found.problems)) == (300, 300)
    assert all(each.nearest and each.nearest.quoted.startswith("zebra") for each in found.problems)


def test_a_long_quote_is_compared_in_part() -> None:
    found = problem("word " * 20_000, "word " * 10_000)
    assert found.nearest
    assert found.nearest.passage == "word " * 39 + "…"
    assert (found.nearest.quoted, found.nearest.in_text) == ("", "")
    assert problem("a" * 20_000, "a " * 10_000).nearest is None


def test_a_result_has_a_short_repr_and_a_table_without_the_quotes() -> None:
    collection = quoting("met twice", "met thrice")
    found = anchor_quotes(collection, {"paper": TEXT})
    assert repr(found) == "<AnchoredQuotes anchored: 1, problems: 1>"
    assert Page(found._repr_html_()).text == (  # notebooks call it
        "Anchored quotes: anchored: 1, problems: 1 Quotes that cannot be anchored (1) Record Location Evidence Status "
        "Reason mayor /evidence/1 paper missing the words are not in the text; copy them exactly from one paragraph"
    )
    assert repr(anchor_quotes(collection, {})) == "<AnchoredQuotes without text: 2>"
    assert "<table" not in anchor_quotes(quoting(), {})._repr_html_()  # the same
    assert repr(anchor_quotes(quoting(), {})) == "<AnchoredQuotes no quotes>"
