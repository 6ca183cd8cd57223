"""The plain text of OpenDocument texts."""

import pytest
from written_files import odt

from each_case import each_case
from nmpolicy.errors import ExtractionError
from nmpolicy.plain_text.extraction import extract_text

STYLES = """
<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="high" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>
<style:style style:name="down" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="low" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="level" style:family="text"><style:text-properties style:text-position="0% 100%"/></style:style>
<style:style style:name="unseen" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="cut" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="plain" style:family="text"/>
<text:list-style style:name="L">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="Section " style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
  <text:list-level-style-number text:level="3" style:num-format="i" text:display-levels="3" text:start-value="4"/>
</text:list-style>
<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="o"/></text:list-style>
"""


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def blocks(body: str, master: str = "") -> list[str]:
    return extract_text(odt(body, styles=STYLES, master=master)).text.removesuffix("\n").split("\n\n")


@each_case(
    ("body", "expected"),
    [
        (p("The mayor\n   signed it.") + p("") + p("Two"), ["The mayor signed it.", "Two"]),
        (p('a<text:s text:c="3"/>b<text:s/>c<text:tab/>d<text:line-break/>e'), ["a   b c\td\ne"]),
        (p('a<text:s text:c="x"/>b<text:s text:c="999999999"/>c'), [f"a b{' ' * 100}c"]),
        (p(f"order{span('up', '1')}, 20{span('high', 'th')}, H{span('down', '2')}O{span('low', '3')}"), ["order¹, 20th, H₂O₃"]),
        (p(f"{span('level', 'a')}{span('plain', 'b')}{span('none', 'c')}<text:a>d</text:a> e"), ["abcd e"]),
        (p("A<draw:frame><draw:text-box>" + p("Box") + "</draw:text-box></draw:frame>b") + p("C"), ["Ab", "Box", "C"]),
        ("<text:section>" + p("In") + "</text:section>", ["In"]),
        ("<text:table-of-content><text:table-of-content-source>x</text:table-of-content-source><text:index-body>" + p("1 Aims") + "</text:index-body></text:table-of-content>", ["1 Aims"]),
        (
            "<table:table><table:table-column/><table:table-header-rows><table:table-row><table:table-cell>" + p("Act")
            + "</table:table-cell><table:table-cell>" + p("Fine") + "</table:table-cell></table:table-row></table:table-header-rows>"
            '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell>' + p("$5")
            + '</table:table-cell><table:covered-table-cell/><table:table-cell table:number-columns-repeated="x"/></table:table-row></table:table>',
            ["Act\tFine", "\t\t$5"],
        ),
    ],
)  # fmt: skip
def test_markup_becomes_paragraphs(body: str, expected: list[str]) -> None:
    assert blocks(body) == expected


def item(*content: str, start: str = "") -> str:
    return f"<text:list-item{start}>{''.join(content)}</text:list-item>"


def test_items_have_the_numbers_that_are_shown() -> None:
    body = (
        '<text:list xml:id="one" text:style-name="L"><text:list-header>' + p("Header") + "</text:list-header>"
        + item(p("A"), "<text:list>" + item(p("B")) + item(p("C"), "<text:list>" + item(p("D")) + "</text:list>") + "</text:list>")
        + item(p("E"), "<text:list>" + item(p("F")) + "</text:list>") + "</text:list>"
        '<text:list text:style-name="L">' + item(p("G")) + item(p("H"), start=' text:start-value="7"') + "</text:list>"
        '<text:list text:style-name="L" text:continue-numbering="true">' + item(p("I")) + "</text:list>"
        '<text:list text:style-name="L" text:continue-list="one">' + item(p("J")) + "</text:list>"
        '<text:list text:style-name="B">' + item(p("K")) + item() + "</text:list><text:list>" + item(p("L")) + "</text:list>"
    )  # fmt: skip
    assert blocks(body) == [
        *("Header", "Section 1. A", "(a) B", "(b) C", "1.b.iv D", "Section 2. E", "(a) F"),
        *("Section 1. G", "Section 7. H", "Section 8. I", "Section 3. J", "• K", "• L"),
    ]


def test_headings_have_the_numbers_of_the_outline() -> None:
    level = '<text:outline-level-style text:level="{}" style:num-format="{}" text:display-levels="{}"/>'
    outline = level.format(1, "1", 1) + level.format(2, "1", 2) + level.format(3, "", "x")
    master = f'<text:outline-style style:name="Outline">{outline}</text:outline-style>'
    body = "".join(f'<text:h text:outline-level="{at}">x</text:h>' for at in "122131x9")
    assert blocks(body, master) == ["1 x", "1.1 x", "1.2 x", "2 x", "x", "3 x", "4 x", "x"]
    assert blocks("<text:h>x</text:h>") == ["x"]


def test_notes_come_last_with_their_marks() -> None:
    def note(mark: str, *body: str) -> str:
        content = "".join(map(p, body))
        return f"<text:note><text:note-citation>{mark}</text:note-citation><text:note-body>{content}</text:note-body></text:note>"

    assert blocks(p(f"order{note('1', 'See it.', 'More.')} and{note('i', 'End.')}.") + p("Two")) == [
        *("order¹ and[i].", "Two", "¹ See it.", "More.", "[i] End."),
    ]


def test_what_is_left_out_is_told() -> None:
    found = extract_text(
        odt(
            "<text:tracked-changes><text:deletion>" + p("gone") + "</text:deletion></text:tracked-changes>"
            + p(f"Kept<office:annotation>{p('Really?')}</office:annotation>{span('unseen', 'hid')}{span('cut', 'cut')}")
            + p('<draw:frame><draw:image/></draw:frame><text:hidden-text text:string-value="den"/>')
            + '<text:section text:display="none">' + p("away") + "</text:section>",
            styles=STYLES,
            master="<style:header>" + p("City") + "</style:header><style:footer>" + p("") + "</style:footer>",
        )
    )  # fmt: skip
    assert found.text == "Keptcut\n"
    assert [str(each) for each in found.omissions] == [
        "deleted text (tracked changes) (1): “gone”",
        "comments (1): “Really?”",
        "hidden text (3): “hid”; “den”; “away”",
        "pictures (1)",
        "page headers (1): “City”",
    ]
    assert found.notices == ("struck-through words are part of the text like any others: “cut”",)


def test_files_with_a_password_or_without_a_body_are_refused() -> None:
    with pytest.raises(ExtractionError, match="it has a password; open it in LibreOffice"):
        extract_text(odt(p("x"), manifest="<encryption-data/>"))
    with pytest.raises(ExtractionError, match="it has no text"):
        extract_text(odt("").replace(b"content.xml", b"kontent.xml"))


def test_numbers_that_are_none_or_endless_are_not_read() -> None:
    for start in ("x", "9" * 5000, "²", "-1x"):
        first = item(p("A"), start=f' text:start-value="{start}"')
        assert blocks(f'<text:list text:style-name="L">{first}</text:list>') == ["Section 1. A"]
    styles = '<text:list-style style:name="L"><text:list-level-style-number text:level="x" style:num-format="1"/></text:list-style>'
    assert extract_text(odt(p("A"), styles=styles)).text == "A\n"
