"""The plain text of HTML pages."""

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import ExtractionError
from nmpolicy.evidence.anchors import anchor, verify
from nmpolicy.plain_text.extraction import extract_text


def blocks(markup: str | bytes, *, whole_page: bool = False) -> list[str]:
    """The paragraphs of a page."""
    data = markup.encode() if isinstance(markup, str) else markup
    page = data if data.lstrip().startswith((b"<!", b"\xef", b"\xff", b"\xfe")) else b"<!doctype html>" + data
    return extract_text(page, whole_page=whole_page).text.removesuffix("\n").split("\n\n")


@each_case(
    ("markup", "expected"),
    [
        ("<p>One\n  two<p>Three", ["One two", "Three"]),
        ("One<p>Two</p>Three<div>Four</div>Five", ["One", "Two", "Three", "Four", "Five"]),
        ("<p>The <b>May</b>or<i>'s</i> order", ["The Mayor's order"]),
        ("<p>City Hall<br>Room 7", ["City Hall\nRoom 7"]),
        ("<p>One<br> <br/>Two", ["One", "Two"]),
        ("<p>Caf&eacute; &amp; bar&nbsp;&#8212; &lt;open&gt;", ["Café & bar\u00a0— <open>"]),
        ("<p>immi&shy;grant, zero\u200bwidth", ["immigrant, zerowidth"]),
        ("<pre>one\n  two\n\nthree</pre>", ["one\ntwo", "three"]),
        ("<p>One<hr>two", ["One", "two"]),
        ("<span style='display: block'>One</span><span style=display:block>Two</span>", ["One", "Two"]),
        ("<dl><dt>Agency<dd>A department</dl>", ["Agency", "A department"]),
        ("<ul><li>One<li>Two</ul>", ["• One", "• Two"]),
        ("<ul><li><p>One<p>More</ul>", ["• One", "More"]),
        ("<ol><li>One<li>Two</ol>", ["1. One", "2. Two"]),
        ("<ol start=3 type=a><li>One<li>Two</ol>", ["c. One", "d. Two"]),
        ("<ol reversed><li>One<li>Two</ol>", ["2. One", "1. Two"]),
        ("<ol><li value=7 type=I>One<li>Two</ol>", ["VII. One", "8. Two"]),
        ("<ol><li><ol type=i><li>One<li>Two</ol><li>Three</ol>", ["1. i. One", "ii. Two", "2. Three"]),
        ("<ol><li>One<ul><li>In</ul>on<li>Two</ol>", ["1. One", "• In", "on", "2. Two"]),
        ("<ul><li><li>Two</ul>", ["• Two"]),
        ("<li>Alone", ["• Alone"]),
        ("<p>Say <q>no</q>.", ["Say “no”."]),
        ("<p>order<sup>1</sup> of 20<sup>th</sup>", ["order¹ of 20th"]),
        ("<p>order<sup><a href='#n'>a</a></sup>", ["order[a]"]),
        ("<p>order<a href='#n'><sup>a</sup></a>", ["order[a]"]),
        ("<p>order<sup class=footnote>b</sup> XX<sup>e</sup>", ["order[b] XXe"]),
        ("<p>order<sup>[1]</sup>, m<sup>2</sup>, H<sub>2</sub>O", ["order[1], m², H₂O"]),
        ("<p>5<sup>1</sup>/<sub>2</sub> percent, 3<sup>7</sup>\u2044<sub>13</sub>", ["5½ percent, 3 7\u204413"]),
        ("<table><caption>Fines</caption><tr><th>Act<th>Fine<tr><td>First<br>act<td>$5</table>", ["Fines", "Act\tFine", "First act\t$5"]),
        ("<table><tr><td>A<td><td>C<tr><td><td><td></table>", ["A\t\tC"]),
        ("<table><tr><td>Menu<td><p>One<p>Two</table>", ["Menu", "One", "Two"]),
        ("<table role=presentation><tr><td>Menu<td>One</table>", ["Menu", "One"]),
        ("<table><tr><td><table><tr><td>A<td>B</table><td>C</table>", ["A\tB\tC"]),
        ("<p dir=rtl>العربية 20<p>עברית", ["العربية 20", "עברית"]),
        ("<h2><button>Section 1</button></h2><p>Text", ["Section 1", "Text"]),
        ("<details><summary>More</summary>Hidden at first</details>", ["More", "Hidden at first"]),
        ("<p>漢字<ruby>東<rp>(</rp><rt>ひがし</rt></ruby>", ["漢字東ひがし"]),
        ("a < b and c<p>x<unknown>y</unknown>", ["a < b and c", "xy"]),
        ("<svg><title>Logo</title><text>x</text></svg><p>One\x00two", ["Onetwo"]),
    ],
)  # fmt: skip
def test_markup_becomes_paragraphs(markup: str, expected: list[str]) -> None:
    assert blocks(markup) == expected


def omitted(markup: str, *, whole_page: bool = False) -> list[str]:
    return [str(each) for each in extract_text(f"<!doctype html>{markup}".encode(), whole_page=whole_page).omissions]


PAGE = """<title>T</title><script>var a = "<p>no";</script><style>p {}</style>
<header><a href=/>Site</a></header><nav>Home</nav>
<main><h1>Order</h1><p hidden>Secret<p style="color: red; display : none">Also<nav>On this page</nav><p>Text</main>
<aside>Related</aside><footer>Contact</footer>"""


def test_the_main_content_is_kept_and_the_rest_is_told() -> None:
    assert blocks(PAGE) == ["Order", "Text"]
    assert omitted(PAGE) == [
        "hidden parts (2): “Secret”; “Also”",
        "navigation (2): “On this page”; “Home”",
        "text outside <main> (3): “Site”; “Related”; “Contact”",
    ]


def test_the_main_content_may_be_marked_by_its_role() -> None:
    assert omitted("Ads<div role=main>One</div>") == ['text outside <div role="main"> (1): “Ads”']


@pytest.mark.parametrize("markup", ["<p>One", "<main></main><p>One", "<article>One</article><article>Two</article>"])
def test_a_page_that_does_not_mark_its_main_content_says_so(markup: str) -> None:
    page = f"<!doctype html>{markup}".encode()
    assert extract_text(page).notices == (
        "the page does not mark its main content; delete the lines that are not part of it before you anchor",
    )
    assert extract_text(page, whole_page=True).notices == extract_text(PAGE.encode()).notices == ()


def test_the_whole_page_is_kept_on_request() -> None:
    assert blocks(PAGE, whole_page=True) == [
        *("Site", "Home", "Order", "Secret", "Also", "On this page", "Text", "Related", "Contact")
    ]
    assert omitted(PAGE, whole_page=True) == []


@each_case(
    ("markup", "expected"),
    [
        ("<div>Ads</div><article><p>One</article>", ["One"]),
        ("<article>One</article><article>Two</article>", ["One", "Two"]),
        ("Ads<article>One<article>A comment</article></article>", ["One", "A comment"]),
        ("Ads<div role=main>One</div>", ["One"]),
        ("<main></main><div>One</div>", ["One"]),
        ("<main>One</main><main>Two</main><article>Three</article>", ["One", "Two", "Three"]),
        ("<div role=search>Find</div><div role=navigation>Home</div><p>One", ["One"]),
    ],
)
def test_the_main_content_is_the_only_element_that_says_so(markup: str, expected: list[str]) -> None:
    assert blocks(markup) == expected


def test_what_is_not_text_is_told() -> None:
    markup = (
        "<p>One<img src=a.png alt='A scan of the order'><img src=b.png><iframe src='order.html'></iframe>"
        "<select><option>x</select><button>Share</button><input type=hidden><input><noscript>Turn on scripts</noscript>"
        "<noscript></noscript><svg></svg><del>shall</del> <s>may</s><p hidden></p>"
    )
    assert omitted(markup) == [
        "pictures and players (2): “A scan of the order”",
        "embedded pages (1): “order.html”",
        "buttons and input fields (3): “Share”",
        "text for browsers without scripts (1): “Turn on scripts”",
    ]
    found = extract_text(f"<!doctype html><main>{markup}</main>".encode())
    assert found.notices == ("struck-through words are part of the text like any others: “shall”; “may”",)


@each_case(
    ("page", "text"),
    [
        (b"<!doctype html><p>Bogot\xe1 \x93x\x94", "Bogotá “x”"),
        ("<!doctype html><p>Bogotá".encode(), "Bogotá"),
        ("<!doctype html><meta charset=utf-8><p>Bogotá".encode(), "Bogotá"),
        (b"<!doctype html><meta charset='iso-8859-1'><p>Bogot\xe1 \x80", "Bogotá €"),
        (b'<?xml version="1.0" encoding="windows-1251"?><html><p>\xc3\xee\xf0\xee\xe4', "Город"),
        (b"<!doctype html><meta http-equiv=content-type content='text/html; charset=shift_jis'><p>\x93\xfa", "日"),
        (b"<!doctype html><meta charset=nonsense><p>Bogot\xe1", "Bogotá"),
        (b"<!doctype html><meta charset=rot13><p>Bogot\xe1", "Bogotá"),
        (b"<!doctype html><meta charset=utf-16><p>Bogota", "Bogota"),
        ("\ufeff<!doctype html><p>Bogotá".encode(), "Bogotá"),
        ("\ufeff<!doctype html><p>Bogotá".encode("utf-16-le"), "Bogotá"),
        ("\ufeff<!doctype html><p>Bogotá".encode("utf-16-be"), "Bogotá"),
        (b"<!doctype html><meta charset=utf-8><p>Bogot\xe1.", "Bogot�."),
        (b"<!doctype html><p>\xe1\x81", "á"),
    ],
)
def test_the_encoding_is_that_of_a_browser(page: bytes, text: str) -> None:
    assert extract_text(page).text == f"{text}\n"


def test_doubts_about_the_encoding_are_told() -> None:
    page = "<!doctype html><meta charset=latin1><main>Bogotá</main>".encode()
    assert extract_text(page).text == "Bogotá\n"
    assert extract_text(page).notices == ("the page declares latin1, but its bytes are UTF-8; it was read as UTF-8",)
    page = b"<!doctype html><meta charset=utf-8><main>Bogot\xe1.</main>"
    assert extract_text(page).notices == ("1 character is not valid utf-8 and became �; save the page again as UTF-8",)


def test_deep_nesting_is_refused_and_unclosed_elements_are_not() -> None:
    with pytest.raises(ExtractionError, match="nested 6,000 deep"):
        blocks("<div>" * 6000 + "x")
    assert blocks("<p>x" * 6000)[5999] == "x"
    assert blocks("<b>" * 4000 + "x" + "</b>" * 4000) == ["x"]


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(ExtractionError, match="it has no text"):
        blocks("<p> <script>x</script>")


def test_anchors_in_the_text_of_a_page_are_exact() -> None:
    page = "<main><p>The mayor&rsquo;s order<sup>1</sup> &ldquo;takes effect&rdquo; on<br>July 21.<table><tr><td>Fine<td>$1,200</table></main>"
    text = extract_text(f"<!doctype html>{page}".encode()).text
    quotes = ["The mayor's order", "order", '"takes effect" on July 21.', "Fine $1,200"]
    people = [nm.Person(id=f"p{n}", evidence=[anchor("page", text, each)]) for n, each in enumerate(quotes)]
    collection = nm.Collection(
        id="demo", title="T", sources=[nm.Source(id="page", kind="other", title="T")], people=people
    )
    assert verify(collection, {"page": text}).ok
