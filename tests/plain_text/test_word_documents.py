"""The plain text of Word documents."""

import pytest
from written_files import WORD, docx, zipped

from each_case import each_case
from nmpolicy.errors import ExtractionError
from nmpolicy.plain_text.extraction import ExtractedText, extract_text


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; a run that is no markup is text."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(each if each[:1] == '<' else r(each) for each in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    inner = text if text[:1] == "<" else f'<w:t xml:space="preserve">{text}</w:t>'
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>"


def number(level: int = 0, id: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>'


def read(body: str, **parts: str) -> ExtractedText:
    return extract_text(docx(body, **parts))


def blocks(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.removesuffix("\n").split("\n\n")


@each_case(
    ("body", "expected"),
    [
        (p("The may", "or signed ", "it."), ["The mayor signed it."]),
        (p("One") + p() + p("Two"), ["One", "Two"]),
        (p("One", r("<w:br/>"), "two", r("<w:br w:type='page'/>"), "three"), ["One\ntwothree"]),
        (p("One", r("<w:tab/>"), "two", r("<w:cr/>"), "three", r("<w:noBreakHyphen/>"), "four"), ["One\ttwo\nthree\u2011four"]),
        (p("20", r("th", '<w:vertAlign w:val="superscript"/>'), " m", r("2", '<w:vertAlign w:val="superscript"/>')), ["20th m²"]),
        (p("H", r("2", '<w:vertAlign w:val="subscript"/>'), "O"), ["H₂O"]),
        (p('<w:hyperlink w:id="a"><w:r><w:t>linked</w:t></w:r></w:hyperlink>', " text"), ["linked text"]),
        (p("<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>chosen</w:t></w:r></w:sdtContent></w:sdt>"), ["chosen"]),
        ("<w:sdt><w:sdtContent>" + p("Held") + "</w:sdtContent></w:sdt>", ["Held"]),
        (p("<w:ins><w:r><w:t>added</w:t></w:r></w:ins>"), ["added"]),
        (p(r("<w:instrText>PAGE</w:instrText>"), "4"), ["4"]),
        (p("<w:r><mc:AlternateContent><mc:Choice><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r>"), ["new"]),
        (p("One", r("<w:pict><w:txbxContent>" + p("Box") + "</w:txbxContent></w:pict>"), "two") + p("Three"), ["Onetwo", "Box", "Three"]),
        (
            "<w:tbl><w:tblPr/><w:tr><w:tc>" + p("Fine") + "</w:tc><w:tc>" + p("$5") + "</w:tc></w:tr>"
            "<w:tr><w:tc>" + p("One") + p("Two") + "</w:tc><w:tc>" + p("$7") + "</w:tc></w:tr></w:tbl>",
            ["Fine\t$5", "One", "Two", "$7"],
        ),
    ],
)  # fmt: skip
def test_markup_becomes_paragraphs(body: str, expected: list[str]) -> None:
    assert blocks(body) == expected


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Section %1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2.%3"/><w:isLgl/></w:lvl>
  <w:lvl w:ilvl="3"><w:numFmt w:val="decimalZero"/><w:lvlText w:val="%4"/></w:lvl>
  <w:lvl w:ilvl="4"><w:numFmt w:val="none"/><w:lvlText w:val="%5"/></w:lvl>
  <w:lvl w:ilvl="5"><w:lvlText w:val="%6 %9"/></w:lvl>
  <w:lvl w:ilvl="x"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride><w:lvlOverride w:ilvl="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>
""".replace('<w:lvl w:ilvl="x"><w:numFmt w:val="bullet"/></w:lvl>', "")


def test_paragraphs_have_the_numbers_that_word_shows() -> None:
    levels = [
        (0, 1),
        (1, 1),
        (1, 1),
        (2, 1),
        (0, 1),
        (1, 1),
        (0, 3),
        (0, 3),
        (0, 2),
        (3, 1),
        (4, 1),
        (5, 1),
        (0, 4),
        (0, 0),
    ]
    body = "".join(p("x", properties=number(*level)) for level in levels)
    marks = [
        "Section 1.",
        "(a)",
        "(b)",
        "1.2.1",
        "Section 2.",
        "(a)",
        "Section 5.",
        "Section 6.",
        "•",
        "01",
        "",
        "1 1",
        "",
        "",
    ]
    assert blocks(body, numbering=NUMBERING) == [f"{mark} x".strip() for mark in marks]


def test_a_number_may_come_from_the_style() -> None:
    styles = (
        '<w:style w:styleId="Clause"><w:basedOn w:val="Section"/></w:style>'
        f'<w:style w:styleId="Section"><w:basedOn w:val="Section"/><w:pPr>{number()}</w:pPr></w:style>'
    )
    body = "".join(p("x", properties=f'<w:pStyle w:val="{name}"/>') for name in ("Clause", "Section", "Other"))
    assert blocks(body, numbering=NUMBERING, styles=styles) == ["Section 1. x", "Section 2. x", "x"]


def test_notes_come_last_with_their_marks() -> None:
    found = blocks(
        p("order", r('<w:footnoteReference w:id="2"/>'), " and", r('<w:endnoteReference w:id="2"/>'))
        + p(
            "law",
            r('<w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>*</w:t>').replace("><w:t", "/><w:t", 0),
        ),
        footnotes='<w:footnote w:id="0" w:type="separator">' + p("-") + "</w:footnote>"
        '<w:footnote w:id="2">' + p(r("<w:footnoteRef/>"), " See it.") + p("More.") + "</w:footnote>"
        '<w:footnote w:id="3">' + p("* Own mark.") + "</w:footnote>",
        endnotes='<w:endnote w:id="1"/>',
    )
    assert found == ["order¹ and[i]", "law*", "¹ See it.", "More.", "* Own mark."]


def test_what_is_left_out_is_told() -> None:
    found = read(
        p("Kept", "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>", r("unseen", "<w:vanish/>"))
        + p(r("shown", '<w:vanish w:val="0"/>'), r("cut", "<w:strike/>"), r("twice", "<w:dstrike/>"), r(" ", "<w:strike/>"))
        + p(r("<w:drawing><w:blip/></w:drawing>"), r('<w:sym w:font="Symbol" w:char="F0A7"/>'))
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("a row") + "</w:tc></w:tr></w:tbl>",
        comments="<w:comment>" + p("Really?") + "</w:comment>",
        header1=p("City of Springfield"),
        footer1=p(r("<w:instrText>PAGE</w:instrText>"), "Page 1"),
    )  # fmt: skip
    assert found.text == "Kept\n\nshowncuttwice\n\n�\n"
    assert [str(each) for each in found.omissions] == [
        "deleted text (tracked changes) (2): “deleted”; “a row”",
        "hidden text (1): “unseen”",
        "pictures (1)",
        "page footers (1): “Page 1”",
        "page headers (1): “City of Springfield”",
        "comments (1): “Really?”",
    ]
    assert found.notices == (
        "struck-through words are part of the text like any others: “cut”; “twice”",
        "1 character of a symbol font has no Unicode value and became �",
    )


def test_hostile_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = f'<!DOCTYPE d [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><w:document {WORD}>&b;</w:document>'
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(ExtractionError, match="it declares XML entities"):
            extract_text(zipped({"word/document.xml": bomb.encode(encoding)}))
    with pytest.raises(ExtractionError, match="nested more than 200 deep"):
        read("<w:sdt>" * 300 + "</w:sdt>" * 300)
    with pytest.raises(ExtractionError, match=r"it is damaged: word/document.xml: unclosed token"):
        extract_text(zipped({"word/document.xml": "<w:document"}))
    monkeypatch.setattr("nmpolicy.plain_text.office_xml._MAX_PART", 1000)
    with pytest.raises(ExtractionError, match=r"word/document.xml is larger than 1,000 bytes"):
        read(p("x" * 1000))


def test_damaged_files_are_refused() -> None:
    whole = docx(p("One"))
    with pytest.raises(ExtractionError, match=r"it is damaged: .*zip"):
        extract_text(whole[:-30])
    with pytest.raises(ExtractionError, match=r"it is damaged: word/document.xml"):
        extract_text(whole[:45] + b"\xff\xff\xff\xff" + whole[49:])
    with pytest.raises(ExtractionError, match="it has no text"):
        read(p())


def test_notes_that_cite_each_other_end() -> None:
    note = p("One", r('<w:footnoteReference w:id="1"/>'))
    assert blocks(
        p("order", r('<w:footnoteReference w:id="1"/>')), footnotes=f'<w:footnote w:id="1">{note}</w:footnote>'
    ) == ["order¹", "¹ One²"]
