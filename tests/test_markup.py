"""HTML for notebooks: safe whatever the data contain, and short however much there are."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import nmpolicy as nm
from each_case import each_case
from html_pages import Page
from nmpolicy.evidence.quotes import QuoteProblem
from nmpolicy.markup import MAX_ITEMS, MAX_ROWS, definitions, section, shortened, table
from nmpolicy.problems import printable
from nmpolicy.records.base import Part, Record
from nmpolicy.strategies import collections
from results import RESULTS

TAGS = {"a", "b", "br", "div", "p", "table", "tbody", "td", "th", "thead", "tr"}
ATTRIBUTES = {"href", "rel", "style", "target"}
HOSTILE = (
    "</td></table><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & javascript:alert(1) \u202eevil\x1b[2J"
)


def html_of(value: Any) -> str:
    html: str = value._repr_html_()
    return html


def assert_safe(html: str) -> Page:
    page = Page(html)
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert all(link.startswith(("http://", "https://")) for link in page.links)
    assert all(line.isprintable() for line in html.splitlines())
    return page


def hostile(value: Any) -> Any:
    """Return a record or a part with a hostile text wherever a field takes any text."""
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        content = getattr(value, field.name)
        if field.type is str:
            changes[field.name] = HOSTILE
        elif field.type == tuple[str, ...]:
            changes[field.name] = [HOSTILE]
        elif isinstance(content, Part):
            changes[field.name] = hostile(content)
        elif isinstance(content, tuple):
            changes[field.name] = [hostile(each) if isinstance(each, Part) else each for each in content]
    if isinstance(value, nm.Evidence):  # one with a quote has no location
        changes |= {"start": None, "length": None, "digest": None}
    return attrs.evolve(value, **changes, extra={"x-</td><script>": HOSTILE})


@pytest.fixture(scope="module")
def attacked(albuquerque: nm.Collection) -> nm.Collection:
    records = [attrs.evolve(hostile(record), aliases=[]) for record in albuquerque]
    return nm.Collection.of(records, id="attacked", title=HOSTILE, summary=HOSTILE)


@each_case(
    "text",
    [
        HOSTILE,
        "<b>",
        "&lt;",
        "'\"><svg onload=alert(1)>",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        'http://example.org/" onclick="alert(1)',
        "https://example.org/\u202egnp.exe",
        " https://example.org/",
        "//example.org/",
        "ftp://example.org/",
    ],
)
def test_a_text_stays_a_text(text: str) -> None:
    for html in (section(text), table([text], [[text]]), definitions([(text, [text, text])])):
        assert assert_safe(html).links == []
        assert printable(text) in Page(html).text


def test_an_address_becomes_a_link_and_marks_are_spelled_out() -> None:
    page = assert_safe(table(["URL"], [["https://example.org/?a=1&b=2"], ["\u202eevil\x07"]]))
    assert page.links == ["https://example.org/?a=1&b=2"]
    assert r"\u202eevil\x07" in page.text


def test_a_table_and_a_cell_show_only_so_much() -> None:
    numbers = shortened([str(number) for number in range(100)])
    rows = [["a" * 2_000, numbers]] * MAX_ROWS
    page = assert_safe(table(["Text", "Numbers"], rows, 2_291))
    assert f"… and {2_291 - MAX_ROWS:,} more" in page.text
    assert f"{MAX_ITEMS - 1} … and {100 - MAX_ITEMS} more" in page.text
    assert "a" * 1_000 + "…" in page.text
    assert "a" * 1_001 not in page.text
    assert "more" not in Page(table(["Text"], [["a"], ["b"]], 2)).text


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_is_safe_whatever_the_data_contain(name: str, attacked: nm.Collection) -> None:
    result = RESULTS[name](attacked)
    assert_safe(html_of(result))
    assert repr(result).isprintable()


def test_every_record_is_safe_whatever_the_data_contain(attacked: nm.Collection) -> None:
    for record in attacked:
        page = assert_safe(html_of(record))
        assert f"{type(record).__name__} {record.id}" in page.text
        assert record.id.isprintable()


@settings(max_examples=25)
@given(collections())
def test_every_collection_and_record_has_a_page(collection: nm.Collection) -> None:
    assert f"(records: {len(collection)})" in assert_safe(html_of(collection)).text
    for record in collection:
        assert_safe(html_of(record))


@each_case("name", RESULTS)
def test_every_result_fits_in_a_line(name: str, albuquerque: nm.Collection) -> None:
    assert len(repr(RESULTS[name](albuquerque))) <= 100
    assert Page(html_of(RESULTS[name](albuquerque))).text


def test_a_large_collection_is_shown_at_once() -> None:
    """It looks at the first few records of each class, not at all of them."""
    seen = 0

    class Seen(nm.Order):
        """An order that counts how often it is described."""

        def _line(self) -> str:
            nonlocal seen
            seen += 1
            return super()._line()

    order = Seen(id="eo", kind="other", title="An order")
    large = nm.Collection(id="large", title="Large", orders=[nm.Order(id="a", kind="other", title="A")])
    object.__setattr__(large, "orders", (order,) * 100_000)
    html = html_of(large)
    assert "100,000" in html
    assert "… and 99,997 more" in html
    assert seen == 3


def test_a_large_record_is_shown_in_part() -> None:
    evidence = [nm.Evidence(source="s", paragraph=number) for number in range(1, 10_001)]
    votes = [nm.Vote(voter=f"voter-{number}", option="yes") for number in range(1_000)]
    bill = nm.Measure(id="b", kind="bill", title="T", evidence=evidence, vote_events=[nm.VoteEvent(votes=votes)])
    html = html_of(bill)
    assert len(html) < 10_000
    assert "… and 9,980 more" in html
    assert "… and 980 more" in html


def test_a_private_individual_is_not_named() -> None:
    cited = nm.Evidence(source="article", paragraph=2, quote="Cy Hidden said", extra={"x-seen": "Hidville"})
    hidden = nm.Person(
        id="p", name="Cy Hidden", other_names=["C. Hid"], summary="Cy of Elm Street", private=True, evidence=[cited],
        identifiers=[nm.Identifier(scheme="wikidata", identifier="Hid7")], extra={"born": "Hidtown"},
        notes=[nm.Note(text="On Elm Street.", author="Hid")],
        suppressions=[nm.Suppression(code="NMP701", justification="Hidden said so.")],
    )  # fmt: skip
    said = nm.Statement(id="s", speakers=["p"], date="2025", stances=[nm.TargetStance(topic="parks", stance="support")])
    article = nm.Source(id="article", kind="news-article", title="T")
    demo = nm.Collection(id="demo", title="T", people=[hidden], sources=[article], statements=[said])
    shown: list[object] = [hidden, demo, nm.stances(demo), nm.stances_by_actor(demo), nm.timeline(demo), nm.find(demo)]
    shown += [nm.find_actors(demo, "p"), nm.validate(demo), nm.verify(demo, {})]
    for text in ("News\n\nCy Hidden ran.", "News\n\nCy Hidden said and Cy Hidden said."):
        anchored, checked = nm.anchor_quotes(demo, {"article": text}), nm.verify(demo, {"article": text})
        shown += [anchored, *anchored.problems, checked, *checked.checks]
    assert any(isinstance(each, QuoteProblem) and each.nearest for each in shown)
    assert any(isinstance(each, QuoteProblem) and each.excerpts for each in shown)
    for result in shown:
        for text in (html_of(result), repr(result)):
            assert "Hid" not in text
            assert "Elm" not in text
    page = Page(html_of(hidden)).text
    assert page.count("(withheld)") == 8
    assert "article; quote (withheld); paragraph 2" in page
    assert "Name (withheld)" in page
    assert "a private individual [p]" in Page(html_of(nm.stances(demo))).text
    assert Record(id="r").withheld_fields == frozenset()
    shown_fields = {field.name for field in attrs.fields(nm.Person)} - hidden.withheld_fields
    assert shown_fields == {"id", "private", "evidence"}
    suppressed = [problem.justification for problem in nm.validate(demo).suppressed]
    assert suppressed == ["(withheld)"]
