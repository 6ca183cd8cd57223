"""Webs as HTML: the drawing, what it leaves out, and the list of all connections."""

import re

from webs import circle, hostile, hub, order

import nmpolicy as nm
from html_pages import Page
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.records.redaction import redact
from nmpolicy.report.drawings.web_choice import whole_graph
from nmpolicy.report.drawings.web_drawing import web_drawing


def test_the_article(albuquerque: nm.Collection) -> None:
    html = web_drawing(albuquerque, "abq-eo-2025-07-21")
    text = " ".join(Page(html).text.split())
    assert html == web_drawing(albuquerque, "abq-eo-2025-07-21")
    assert "Connections of Albuquerque's immigrant-friendly executive order" in text
    assert "Tim Keller signed Albuquerque's immigrant-friendly executive order July 21, 2025" in text
    assert "Amy Barela opposes Albuquerque's immigrant-friendly executive order" in text
    for words in ("support", "opposition", "effects and references", "offices and memberships"):
        assert f"> {words}</li>" in html
    assert not {"style", "onclick"} & Page(html).attributes
    assert not {"script", "style", "image", "foreignobject"} & Page(html).tags
    assert "in the list only" not in text


def test_every_connection_is_in_the_list(albuquerque: nm.Collection) -> None:
    html = web_drawing(albuquerque)
    count = len(whole_graph(albuquerque).edges)
    assert f"{count} connections in words" in html
    assert html.count("web-verb") == count
    assert re.search(r"\d+ more organizations, .* and \d+ more connections in the list only", html)


def test_a_large_web_is_drawn_in_part_and_says_so() -> None:
    html = web_drawing(hub(60), "hub")
    text = Page(html).text
    assert "more organizations" in text
    assert "more orders" in text
    assert "121 connections in words" in text
    assert all(f"Agency {number}" in text for number in range(60))


def test_hostile_texts_stay_texts() -> None:
    html = web_drawing(hostile(), "eo", prefix='"><b>', href='#{}"><i>'.format)
    page = Page(html)
    assert not {"script", "b", "i"} & page.tags
    assert "<script>alert(1)</script>" in page.text
    assert "\\u202eright to left" in page.text
    assert "x" * 900 in page.text  # in the list, where it is cut
    assert "…" in page.text
    assert page.links[0] == '#script"><i>'
    assert web_drawing(hostile()).count("<script") == 0


def test_records_are_links_if_they_have_an_address() -> None:
    html = web_drawing(hub(1), "hub", href={"mayor": "#mayor"}.get)
    assert html.count('<a class="web-actor" href="#mayor">') == 1  # in the drawing
    assert html.count('<a href="#mayor"') == 1  # in the list
    assert 'role="group"' in html  # an image has no links for a screen reader
    assert 'role="img"' in web_drawing(hub(1), "hub")


def test_several_drawings_have_different_ids() -> None:
    both = "".join(web_drawing(circle(3), prefix=prefix) for prefix in ("first", "second"))
    ids = re.findall(r'\bid="([^"]+)"', both)
    assert len(ids) == len({*ids}) == 4


def test_nothing_is_drawn_without_connections() -> None:
    alone = nm.Collection.of([order("eo")], id="demo", title="A demonstration")
    assert web_drawing(alone) == ""
    assert web_drawing(alone, "eo") == ""


def test_votes_are_in_the_list_only() -> None:
    vote = nm.VoteEvent(votes=[nm.Vote(voter="doe", option="yes"), nm.Vote(voter="roe", option="no")])
    bill = nm.Measure(id="bill", kind="bill", title="A bill", vote_events=[vote])
    people = [nm.Person(id=each, name=each.capitalize()) for each in ("doe", "roe")]
    text = Page(web_drawing(nm.Collection.of([*people, bill], id="demo", title="Votes"))).text
    assert "Doe voted yes A bill" in text
    assert "2 more people, 1 more measure, and 2 more connections in the list." in text


def test_withheld_names_are_in_no_web(albuquerque: nm.Collection) -> None:
    html = web_drawing(redact(with_names(albuquerque, NAMES[0])).collection).lower()
    assert not any(each in html for each in SECRETS)


def test_numbers_of_orders_are_not_dates() -> None:
    signed = nm.Milestone(stage="signed", date="2025-03-01")
    term = nm.Membership(id="m", member="ana", post="mayor", end_date="2025-12-31")
    one = order("eo", title="Parks", number="2025-03", milestones=[signed], issued_by=["mayor"])
    demo = hub(0).with_records([nm.Post(id="mayor", name="Mayor"), nm.Person(id="ana", name="Ana"), term, one])
    text = " ".join(Page(web_drawing(demo)).text.split())
    assert "executive order 2025-03, signed March 1, 2025" in text
    assert "holds through December 31, 2025" in text
