"""The plain text of PDF files."""

import pytest
from written_files import at, lines_at, pdf, with_raised

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import ExtractionError
from nmpolicy.evidence.anchors import anchor, verify
from nmpolicy.plain_text.extraction import extract_text

LONG = (
    "The department shall maintain a public inventory of every system",
    "that it operates, and it shall describe for each system the purpose",
    "for which it is used.",
)
PARAGRAPH = " ".join(LONG)


def blocks(*pages: str) -> list[str]:
    """The paragraphs of a PDF file with some pages."""
    return extract_text(pdf(*pages)).text.removesuffix("\n").split("\n\n")


def below(*pages: tuple[str, ...]) -> list[str]:
    """The paragraphs of a PDF file with some lines on each page."""
    return blocks(*(lines_at(72, 700, *page) for page in pages))


def test_runs_of_a_line_become_words() -> None:
    assert blocks(at(72, 700, "The  mayor   signed")) == ["The mayor signed"]
    assert blocks(with_raised(72, 700, "order", "1", rise=4.5) + at(105, 700, "signed") + at(90, 650, "  ")) == [
        "order¹ signed"
    ]


def test_lines_become_paragraphs() -> None:
    spaced = lines_at(72, 700, *LONG) + lines_at(72, 700 - 14 * 3 - 8, *LONG)
    assert blocks(spaced) == [PARAGRAPH, PARAGRAPH]
    assert below((*LONG, *LONG)) == [PARAGRAPH, PARAGRAPH]
    indented = at(90, 700, LONG[0]) + lines_at(72, 686, LONG[1], f"{LONG[1]}.") + at(90, 658, LONG[0])
    assert blocks(indented) == [f"{LONG[0]} {LONG[1]} {LONG[1]}.", LONG[0]]


def test_a_larger_line_is_a_heading() -> None:
    assert blocks(at(72, 714, "EXECUTIVE ORDER 7", 16) + lines_at(72, 700, *LONG)) == ["EXECUTIVE ORDER 7", PARAGRAPH]
    assert below(("DEFINITIONS", *LONG)) == ["DEFINITIONS", PARAGRAPH]
    centered = at(200, 700, "AN ORDER ON THE INVENTORY") + at(230, 686, "OF SYSTEMS")
    assert blocks(centered) == ["AN ORDER ON THE INVENTORY OF SYSTEMS"]


@each_case("mark", ["(b)", "2.", "Section 2.", "•", "§ 2", "-"])
def test_items_of_a_list_are_paragraphs(mark: str) -> None:
    assert below((*LONG, f"{mark} An agency may")) == [PARAGRAPH, f"{mark} An agency may"]


def test_the_lines_of_an_item_may_be_indented_after_the_first() -> None:
    item = at(72, 700, f"(a) {LONG[0]}") + lines_at(90, 686, LONG[1], LONG[2]) + at(72, 658, f"(b) {LONG[0]}")
    assert blocks(item) == [f"(a) {PARAGRAPH}", f"(b) {LONG[0]}"]
    note = at(72, 700, LONG[0]) + lines_at(90, 686, LONG[1], LONG[1], LONG[2]) + at(72, 640, "Next one.")
    assert blocks(note) == [f"{LONG[0]} {LONG[1]} {PARAGRAPH.removeprefix(LONG[0]).strip()}", "Next one."]


def test_an_address_keeps_its_lines() -> None:
    assert below(("Office of the Mayor", "City Hall", "One Civic Plaza, Springfield")) == [
        "Office of the Mayor\nCity Hall\nOne Civic Plaza, Springfield"
    ]


def test_a_paragraph_runs_over_pages_and_columns() -> None:
    assert below(LONG[:2], LONG[2:]) == [PARAGRAPH]
    columns = lines_at(72, 700, "The agency shall keep", "records of all systems", size=9, leading=11) + lines_at(
        320, 700, "that it has in use, and", "of those that it had.", size=9, leading=11
    )
    assert blocks(columns) == [
        "The agency shall keep records of all systems that it has in use, and of those that it had."
    ]
    assert below((*LONG, *LONG[:2], "It ends here."), LONG) == [
        PARAGRAPH,
        f"{LONG[0]} {LONG[1]} It ends here.",
        PARAGRAPH,
    ]
    indented = at(90, 700, LONG[0]) + at(72, 686, LONG[1])
    assert blocks(lines_at(72, 700, *LONG[:2]), indented) == [" ".join(LONG[:2]), " ".join(LONG[:2])]
    assert below((LONG[0], f"{LONG[1]}."), ("2. An agency may", "do so.")) == [
        f"{LONG[0]} {LONG[1]}.",
        "2. An agency may do so.",
    ]


@each_case(
    ("lines", "expected"),
    [
        (("The information is here, of the infor-", "mation that it has"), "The information is here, of the information that it has"),
        (("It is immigrant-friendly, and an immigrant-", "friendly city"), "It is immigrant-friendly, and an immigrant-friendly city"),
        (("The department has depart-", "ments of its own"), "The department has depart-\nments of its own"),
        (("It resigns to re-sign, and they will re-", "sign or resign"), "It resigns to re-sign, and they will re-\nsign or resign"),
        (("The years from 2018-", "2025 in the city of Springfield"), "The years from 2018-\n2025 in the city of Springfield"),
    ],
)  # fmt: skip
def test_hyphens_at_line_ends(lines: tuple[str, ...], expected: str) -> None:
    assert below(lines) == [expected]


def body(name: str) -> tuple[str, ...]:
    """The lines of a page, which no other page has."""
    return (f"The {name} {LONG[0].removeprefix('The ')}", f"{LONG[1]} of {name}")


NAMES = ("office", "agency", "bureau", "council")


def page(number: int, *text: str) -> str:
    header = at(72, 750, "City of Springfield") + at(72, 40, f"Page {number} of 4")
    return header + lines_at(72, 700, *text)


def test_headers_and_page_numbers_are_left_out_and_told() -> None:
    found = extract_text(pdf(*(page(n, *body(name)) for n, name in enumerate(NAMES, 1))))
    assert found.text == " ".join(line for name in NAMES for line in body(name)) + "\n"
    (omission,) = found.omissions
    assert omission.count == 8
    assert omission.excerpts == ("City of Springfield", *(f"Page {n} of 4" for n in range(1, 5)))
    assert str(omission).startswith("page headers, footers and page numbers (8): “City of Springfield”; “Page 1 of 4”")


def test_a_header_with_a_chapter_has_the_number_of_the_page() -> None:
    names = ["Aims", "Aims", "Aims", "Bodies", "Costs"]
    pages = [at(72, 750, f"{name} {n}") + lines_at(72, 700, *body(chr(96 + n))) for n, name in enumerate(names, 7)]
    pages.insert(0, at(72, 750, "iv") + lines_at(72, 700, *LONG))
    assert " ".join(blocks(*pages)) == " ".join(
        [PARAGRAPH, *(line for n in range(7, 12) for line in body(chr(96 + n)))]
    )


def test_what_repeats_only_by_chance_is_kept() -> None:
    numbered = [lines_at(72, 750, f"Article {n}") + lines_at(72, 700, *body(name)) for n, name in enumerate(NAMES, 1)]
    assert [f"Article {n}" in extract_text(pdf(*numbered)).text for n in range(1, 5)] == [True] * 4
    jumps = [at(72, 750, f"Case {n}") + lines_at(72, 700, *body(f"{n} cases")) for n in (4, 9, 17, 3)]
    assert "Case 17" in extract_text(pdf(*jumps)).text
    same = [lines_at(72, 700, *(line for name in NAMES for line in body(name))) for _ in range(3)]
    assert extract_text(pdf(*same)).omissions == ()
    assert blocks(page(1, "One page.").replace("of 4", "of 1")) == ["City of Springfield", "One page."]
    assert blocks(page(2, "One page.")) == ["City of Springfield", "Page 2 of 4", "One page."]


def test_raised_numbers_and_notes() -> None:
    text = lines_at(72, 700, *LONG[:2]) + with_raised(72, 672, "for which it is used", "1", " on the 20", "th", ".")
    notes = with_raised(72, 86, "", "1", " See the code, as", rise=3) + at(76, 76, "amended.", 8)
    notes = notes.replace("/F1 11", "/F1 8").replace("/F1 7", "/F1 5")
    rest = lines_at(72, 690, *LONG[:2])
    found = extract_text(pdf(text + notes, rest)).text.removesuffix("\n").split("\n\n")
    assert found == [
        f"{LONG[0]} {LONG[1]} for which it is used¹ on the 20th.",
        " ".join(LONG[:2]),
        "¹ See the code, as amended.",
    ]
    plain = lines_at(72, 90, "1 See the code.", "2 A list.", size=8, leading=10)
    assert blocks(text + plain)[1:] == ["¹ See the code. 2 A list."]
    letters = with_raised(72, 700, "The order", "a", " of H") + with_raised(150, 700, "", "2", "O", rise=-3)
    assert blocks(letters) == ["The order[a] of H ₂O"]
    small = lines_at(72, 90, "* All in small type.", size=8)
    assert blocks(lines_at(72, 700, *LONG), small) == [PARAGRAPH, "* All in small type."]


def test_a_row_of_a_table_is_a_paragraph_with_tabs() -> None:
    rows = [("Violation", "Fine", "Due"), ("First", "$500", "30 days"), ("Second", "$1,000", "")]
    table = "".join(
        at(x, 700 - 14 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((72, 250, 400), row, strict=True)
        if cell
    )
    assert blocks(table) == ["Violation\tFine\tDue", "First\t$500\t30 days", "Second\t$1,000"]
    more = at(72, 700, "First") + at(250, 700, "within thirty days of") + at(250, 686, "the notice")
    assert blocks(more + at(72, 672, "Second") + at(250, 672, "at once")) == [
        "First\twithin thirty days of the notice",
        "Second\tat once",
    ]
    justified = at(72, 700, "a") + at(110, 700, "few") + at(160, 700, "words") + at(220, 700, "here")
    assert blocks(justified) == ["a few words here"]


def test_a_table_of_contents_has_a_line_an_entry() -> None:
    assert below(("1 Aims . . . . . . . . . 2", "2 Bodies . . . . . . . . 4")) == [
        "1 Aims . . . . . . . . . 2",
        "2 Bodies . . . . . . . . 4",
    ]


ARABIC = {ord(code): char for code, char in zip("abcde", "שלוםא", strict=True)}


@pytest.mark.parametrize("order", [1, -1])
def test_right_to_left_text_is_in_the_order_of_writing(order: int) -> None:
    words = [(300, "d"), (306, "c"), (312, "b"), (318, "a")]  # the letters from left to right
    word = "".join(at(x, 700, letter) for x, letter in words[::order])
    line = word + at(262, 700, "12.5%") + at(250, 700, "e") + at(246, 700, ".")
    assert extract_text(pdf(line, unicode=ARABIC)).text == "שלום 12.5% א.\n"


def test_vowel_signs_stay_with_their_letter() -> None:
    points = ARABIC | {ord("f"): "\u05b8"}
    line = at(300, 700, "b") + at(306, 700, "a") + at(308, 700, "f")
    assert extract_text(pdf(line, unicode=points)).text == "ש\u05b8ל\n"


def test_ligatures_and_unknown_characters() -> None:
    found = extract_text(pdf(at(72, 700, "oabce"), unicode={97: "ﬃ", 98: "\ue123", 99: "\x01", 101: "𓀀"}))
    assert found.text == "offi\ue123�𓀀\n"
    assert found.notices == ("2 characters have no Unicode value in the file; compare the text with the page",)


@pytest.mark.parametrize(("rotate", "turn"), [(90, "0 1 -1 0"), (180, "-1 0 0 -1"), (270, "0 -1 1 0")])
def test_a_turned_page_is_read_upright(rotate: int, turn: str) -> None:
    x, y = {90: (100, 72), 180: (540, 700), 270: (500, 700)}[rotate]
    dx, dy = {90: (14, 0), 180: (0, 14), 270: (-14, 0)}[rotate]
    content = "".join(at(x + dx * n, y + dy * n, line, turn=turn) for n, line in enumerate(LONG))
    assert extract_text(pdf(content, rotate=rotate)).text == f"{PARAGRAPH}\n"


def test_text_that_runs_up_the_margin_comes_after_the_page() -> None:
    margin = at(30, 300, "Filed with the clerk", turn="0 1 -1 0")
    assert blocks(margin + lines_at(72, 700, *LONG)) == [PARAGRAPH, "Filed with the clerk"]


def test_the_fields_of_a_form_are_read() -> None:
    assert extract_text(pdf(at(72, 700, "Name:"), field=True)).text == "Name:\n\nAda\n"


def test_pages_without_text_are_told() -> None:
    found = extract_text(pdf(at(72, 700, "One"), *[""] * 11))
    assert found.notices == (
        (
            "11 pages have no text (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …); if they are scans, recognize them with"
            " `ocrmypdf --skip-text FILE out.pdf`, and try that file"
        ),
    )
    assert extract_text(pdf(at(72, 700, "One"), "")).notices == (
        "1 page has no text (2); if it is a scan, recognize it with `ocrmypdf --skip-text FILE out.pdf`, and try that file",
    )
    with pytest.raises(ExtractionError, match="no text, only pictures, as of a scan; recognize it with `ocrmypdf"):
        extract_text(pdf("", ""))


def test_scans_with_a_stamp_on_each_page_are_refused() -> None:
    stamped = pdf(*[at(72, 760, f"Filed 03/05/26 Page {n} of 4") for n in range(1, 5)])
    with pytest.raises(ExtractionError, match=r"no text but page headers .*`ocrmypdf --redo-ocr FILE out\.pdf`"):
        extract_text(stamped)


def test_damaged_files_are_refused() -> None:
    whole = pdf(at(72, 700, "One"))
    for data in (b"%PDF-1.7\n", whole[:60], b"%PDF-1.7\nnonsense" * 100):
        with pytest.raises(ExtractionError, match=r"it is damaged \("):
            extract_text(data)
    with pytest.raises(ExtractionError, match="page 1 is damaged"):
        extract_text(whole.replace(b"/Type/Page/Parent", b"/Type/Xage/Parent"))


def test_an_encrypted_file_is_refused() -> None:
    entries = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]/Size" % (b"a" * 32, b"b" * 32)
    with pytest.raises(ExtractionError, match="it has a password; remove it with `qpdf"):
        extract_text(pdf(at(72, 700, "One")).replace(b"/Size", entries))


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nmpolicy.plain_text.pdf_files._MAX_LINES", 2)
    with pytest.raises(ExtractionError, match="more than 2 lines; split it"):
        below(LONG)


def test_anchors_in_the_text_of_a_file_are_exact() -> None:
    text = extract_text(pdf(*(page(n, *body(name)) for n, name in enumerate(NAMES, 1)))).text
    evidence = anchor("order", text, "the purpose of office The agency department shall")
    collection = nm.Collection(
        id="demo",
        title="T",
        sources=[nm.Source(id="order", kind="other", title="T")],
        people=[nm.Person(id="mayor", evidence=[evidence])],
    )
    assert verify(collection, {"order": text}).ok
