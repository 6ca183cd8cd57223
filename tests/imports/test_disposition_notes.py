"""Disposition notes: real ones with all their slips, and made-up ones that are read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from each_case import each_case
from growth_ratio import growth
from nmpolicy.imports.federal_register.disposition_notes import DispositionNotes, parse_disposition_notes
from nmpolicy.imports.federal_register.disposition_verbs import acts_of

#: Real notes, or parts of them, with the acts, each as `verb (part) number date`; `<` marks what is done to the order.
READ = {
    "Revokes: EO 13233, November 1, 2001": ["revokes 13233 November 1, 2001"],
    "See: EO 13567, March 7, 2011;;\n ;  Revokes: EO 13440, July 20, 2007": [
        "see 13567 March 7, 2011",
        "revokes 13440 July 20, 2007",
    ],
    "Supersedes: 4601 of 3/1/1927; EO 9260 of 10/29/1942; See: Proclamation 2714 of 12/31/46": [
        "supersedes 4601 3/1/1927",
        "supersedes 9260 10/29/1942",
        "see 2714 12/31/46",
    ],
    "See: EO 13835 of 5/21/2018,  EO 13850 of 13850 of 11/1/2018": ["see 13835 5/21/2018", "see 13850 11/1/2018"],
    "See: EO 13827 of\n          3/19/2018; EO 13835 of 5/21/2018 and Proc. 8693 of 7/24/2011": [
        "see 13827 3/19/2018",
        "see 13835 5/21/2018",
        "see 8693 7/24/2011",
    ],
    "See: EO 10830 of July\xa024, 1959": ["see 10830 July 24, 1959"],
    "Revokes: EO 13134, August 12, 1999 (in part); EO 13168, September 22, 2000": [
        "revokes (part) 13134 August 12, 1999",
        "revokes 13168 September 22, 2000",
    ],
    "Revokes: EO 13010, July 15, 1996, (in part); EO 13017": ["revokes (part) 13010 July 15, 1996", "revokes 13017 "],
    "Revoked by: EO 11408, April 25, 1968 (in       part)": ["revokes (part) < 11408 April 25, 1968"],
    "Revokes in part: EO 13067, November 3, 1997; EO 13412\nRevokes: EO 13413": [
        "revokes (part) 13067 November 3, 1997",
        "revokes (part) 13412 ",
        "revokes 13413 ",
    ],
    "Supersedes (in part): EO 14378, January 23, 2026\r\n": ["supersedes (part) 14378 January 23, 2026"],
    "Revoked (in part) by: EO 13316": ["revokes (part) < 13316 "],
    "Supersedes in part; EO 13652, September 30, 2013": ["supersedes (part) 13652 September 30, 2013"],
    "Superseded by EO 13641, April 5, 2013": ["supersedes < 13641 April 5, 2013"],
    "Supersedes: EO 13708 of September 30, 2015 Revokes: EO 13805 of July 19, 2017": [
        "supersedes 13708 September 30, 2015",
        "revokes 13805 July 19, 2017",
    ],
    "See: EO 13412, October 13, 2006 EO 13761 of January 13, 2017": [
        "see 13412 October 13, 2006",
        "see 13761 January 13, 2017",
    ],
    "Amends: EO 7034, May 6,1935EO 7035": ["amends 7034 May 6,1935", "amends 7035 "],
    " ee: EO 13498, February 5, 2009": ["see 13498 February 5, 2009"],
    "Suspersedes: EO 1; Amend by: EEO 2": ["supersedes 1 ", "amends < 2 "],
    "Amended by (continued): EO 3": ["amends < 3 "],
    "Supersedeed in part by: EO 4\nSuperceded by (in part): EO 5; Suspersede by: EO 6\nRevoked in pary by: EO 7": [
        "supersedes (part) < 4 ",
        "supersedes (part) < 5 ",
        "supersedes < 6 ",
        "revokes (part) < 7 ",
    ],
    "Revoked part by: EO 4\nSuspersededby: EO 5; See also: EO 6": [
        "revokes (part) < 4 ",
        "supersedes < 5 ",
        "see 6 ",
    ],
    "Revokes : EO 13495. January 30, 2009": ["revokes 13495 January 30, 2009"],
    "See: EO 14101; June 23, 2023": ["see 14101 June 23, 2023"],
    "Amends: EO 4456-A,June 8, 1926; EO 11359 A, June 29, 1967; EO 11246a": [
        "amends 4456-A June 8, 1926",
        "amends 11359-A June 29, 1967",
        "amends 11246-A ",
    ],
    "Amends: EO 10903 A\nSee: EO 9616AB (in part); EO 10998 a": [
        "amends 10903-A ",
        "see (part) 9616-AB ",
        "see 10998-A ",
    ],
    "Superseded by (in part): EO 14354, September 30, 2025\r\n": [
        "supersedes (part) < 14354 September 30, 2025",
    ],
    "Revoked, in part, by: EO 1\nPartially superseded by: EO 2; EO 3": [
        "revokes (part) < 1 ",
        "supersedes (part) < 2 ",
        "supersedes (part) < 3 ",
    ],
    "Revoked by: EO 13988 (in part), January 20, 2021; EO 5 in part, 1/3/2022; Cancelled by: EO 6": [
        "revokes (part) < 13988 January 20, 2021",
        "revokes (part) < 5 1/3/2022",
        "cancels < 6 ",
    ],
    "Amends: EO 1\nSee Pub. L. 89-174; EO 2": ["amends 1 ", "see 89-174 ", "see 2 "],
    "Supersedes or Revokes: EO 8248 (in part); EO 10222": [
        "supersedes or revokes (part) 8248 ",
        "supersedes or revokes 10222 ",
    ],
    "Revoked in part and supplemented by: EO 5": ["revokes (part) < 5 ", "supplements < 5 "],
    "Revoked by (in part) and supplemented by: EO 5": ["revokes (part) < 5 ", "supplements < 5 "],
    "Reinstates: EO 13957, October 21, 2020": ["reinstates 13957 October 21, 2020"],
    "Amends: Executive Orders 13233 and EO 13234": ["amends 13233 ", "amends 13234 "],
}
#: Words that are not understood.
UNREAD = {
    " EO 13679, October 10, 2014": ["EO 13679, October 10, 2014"],
    "Superseded by: EO 12955, March 9, 199": ["March 9, 199"],
    "Amends: EO 13354, August 27, 2004, read in conjunction with EO 12333, December 4, 1981; EO 1": [
        "read in conjunction with EO 12333, December 4, 1981"
    ],
    "See: EO 13083 (which was suspended by EO 13095, August 5, 1998); EO 1": [
        "(which was suspended by EO 13095, August 5, 1998)"
    ],
    "Amends: EO 1918-1/2, April 21, 1914": ["EO 1918-1/2, April 21, 1914"],
    "See: EO 13233. Nothing else; at all. Revokes: EO 1": ["Nothing else; at all"],
    "all the rest Revokes EO 1": ["all the rest"],
    "See: EO 12958, as amended by EO 13292": ["as amended by EO 13292"],
    "See: EO 12958, amended by EO 13292; EO 1": ["amended by EO 13292"],
    "all xRevokes EO 1": ["all xRevokes EO 1"],
    "!": ["!"],
}


def written(notes: DispositionNotes) -> list[str]:
    """Write acts as in the table."""
    return [
        f"{each.act.verb}{' (part)' if each.partial else ''}{' <' if each.act.passive else ''}"
        f" {each.reference.number} {each.reference.date}"
        for each in notes.dispositions
    ]


@each_case("text", READ)
def test_acts_are_read(text: str) -> None:
    notes = parse_disposition_notes(text)
    assert written(notes) == READ[text]
    assert notes.unread == ()


def test_unread_words_in_two_places_are_apart() -> None:
    notes = parse_disposition_notes("Revokes: EO 5; ??; EO 6; !!; EO 7")
    assert ([each.words for each in notes.unread], len(written(notes))) == (["??", "!!"], 3)


@each_case("text", UNREAD)
def test_other_words_are_unread(text: str) -> None:
    notes = parse_disposition_notes(text)
    assert [each.words for each in notes.unread] == UNREAD[text]
    assert all(text[each.start :].startswith(each.words) for each in notes.unread)


@pytest.mark.parametrize(
    ("text", "acts", "unread"),
    [
        ("Revokes section 3 of: EO 5; EO 6\nSee: EO 7", ["amends 1 ", "see 7 "], "Revokes section 3 of: EO 5; EO 6"),
        ("Revokes section 3 of ; EO 6", ["amends 1 "], "Revokes section 3 of ; EO 6"),
        ("Authority ended by Act; EO 6", ["amends 1 "], "Authority ended by Act; EO 6"),
    ],
)
def test_a_label_that_is_not_understood_ends_the_one_before_it(text: str, acts: list[str], unread: str) -> None:
    notes = parse_disposition_notes(f"Amends: EO 1\n{text}")
    assert (written(notes), [each.words for each in notes.unread]) == (acts, [unread])


@each_case(
    ("words", "unread"),
    [
        ("(in part)", []),
        ("(102 Stat. 4595)(in part)", ["(102 Stat. 4595)"]),
        ("(sections 1-3)", ["(sections 1-3)"]),
        ("(Sec. 2(a))", ["(Sec. 2(a))"]),
        (", sec. 3", ["sec. 3"]),
        (", all but section 7", ["all but section 7"]),
        ("(except section 3)", ["(except section 3)"]),
        (", January 3, 2001 except section 3", ["except section 3"]),
    ],
)
def test_words_that_limit_an_act_to_a_part_of_one_document(words: str, unread: list[str]) -> None:
    notes = parse_disposition_notes(f"Revokes: EO 5 {words}; EO 6")
    assert [(each.reference.number, each.partial) for each in notes.dispositions] == [("5", True), ("6", False)]
    assert [each.words for each in notes.unread] == unread


@each_case(
    ("words", "kind", "number", "page"),
    [
        ("Memorandum of December 29, 2009 (75 FR 733)", "memorandum", "", "75 FR 733"),
        ("Memo. of October 5, 2016", "memorandum", "", ""),
        ("Notice, September 30, 1994", "notice", "", ""),
        ("Military Order of November 13, 2001", "order", "", ""),
        ("Executive order of June 8, 1909 (unnumbered series)", "order", "", ""),
        ("PD No. 2006-14 of May 18, 2006", "determination", "2006-14", ""),
        ("Presidential Determination 2025-13, September 30, 2025", "determination", "2025-13", ""),
        ("Public Law 104-106, February 10, 1996", "public law", "104-106", ""),
        (
            "Proclamation 7463, September 14, 2001 (66 FR 48199, September 18, 2001)",
            "proclamation",
            "7463",
            "66 FR 48199",
        ),
        ("59 FR 14541", "page", "59 FR 14541", ""),
        ("Final rule of May 16, 1997 (62 FR 28176)", "other document", "", "62 FR 28176"),
        ("Public Land Order 1239, October 21, 1955 (20 FR 8077)", "other document", "", "20 FR 8077"),
    ],
)
def test_kinds_of_documents(words: str, kind: str, number: str, page: str) -> None:
    notes = parse_disposition_notes(f"See: {words}; EO 1")
    reference = notes.dispositions[0].reference
    assert (reference.kind, reference.number, reference.page, notes.unread) == (kind, number, page, ())
    assert len(notes.dispositions) == 2


def test_remarks_are_no_acts() -> None:
    notes = parse_disposition_notes(
        "Amends: EO 1;;\n ;  Note: EO 2 is nullified by EO 3.;;\n ;  Federal Register page and date:   66 FR 57355\nSee: EO 4"
    )
    assert written(notes) == ["amends 1 ", "see 4 "]
    assert notes.remarks == (("note", "EO 2 is nullified by EO 3."), ("federal register page and date", "66 FR 57355"))
    assert notes.unread == ()


def test_a_correction_and_an_effective_date() -> None:
    notes = parse_disposition_notes("Federal Register correction page and date: 74 FR 57241, November 5, 2009")
    (correction,) = notes.dispositions
    assert (correction.is_correction, correction.reference.number) == (True, "74 FR 57241")
    (revoked,) = parse_disposition_notes("Revoked by: EO 13286, February 28, 2003 eff. March 31, 2003").dispositions
    assert (revoked.reference.date, revoked.effective) == ("February 28, 2003", "March 31, 2003")


def test_the_entry_of_another_order_is_not_read() -> None:
    pasted = "Superseded by: EO 12984;;\n ;  Executive Order 12945 ;;\n ;  A title;;\n ;  Signed: May 1, 1995;;\n ;  Amends: EO 1"
    notes = parse_disposition_notes(pasted)
    assert written(notes) == ["supersedes < 12984 "]
    assert [each.words.split()[:3] for each in notes.unread] == [["Executive", "Order", "12945"]]


def test_verbs_that_no_relation_expresses() -> None:
    assert [act.known for act in acts_of("Committee continued by")] == [False]
    assert [act.known for act in acts_of("Amends or confuses")] == [False]
    assert [act.known for act in acts_of("Revoked")] == [False]
    assert [(act.predicate, act.known) for act in acts_of("Ratified by")] == [(None, True)]
    assert [(act.predicate, act.known) for act in acts_of("Amends or revokes")] == [(None, True)]


VERBS = (("Amends", "Amended"), ("Revokes", "Revoked"), ("Supersedes", "Superseded"), ("Continues", "Continued"))
PASSIVE_FORMS = ("{} by", "{} in part by", "{} (in part) by", "{} by (in part)", "{}, in part, by", "Partially {} by")
LABELS = (
    "See",
    *(form.format(active) for active, _ in VERBS for form in ("{}", "{} in part", "{} (in part)", "{}, in part")),
    *(form.format(passive) for _, passive in VERBS for form in PASSIVE_FORMS),
)
NUMBERS = st.integers(1, 20_000).map(str) | st.integers(7000, 12_000).map("{}-A".format)
DATES = st.sampled_from([", January 3, 2001", " of 1/3/2001", ", Jan. 3, 2001", " of 1/3/01", ", 3 January 2001", ""])
ITEMS = st.tuples(NUMBERS, DATES, st.booleans())
NOTES = st.lists(st.tuples(st.sampled_from(LABELS), st.lists(ITEMS, min_size=1, max_size=4)), max_size=4)
SEPARATORS = st.sampled_from([";;\n ;  ", "\n", "; ", ";\n", "\r\n", " ", ";;\n;"])


@given(NOTES, SEPARATORS, st.sampled_from(["; ", ", ", " ", ";\xa0", " and "]))
def test_a_note_that_is_written_is_read_back(
    note: list[tuple[str, list[tuple[str, str, bool]]]], between_acts: str, between_items: str
) -> None:
    text = between_acts.join(
        f"{label}: "
        + between_items.join(f"EO {number}{day}{' (in part)' if partial else ''}" for number, day, partial in items)
        for label, items in note
    )
    expected = [
        (acts_of(label)[0].verb, " by" in label, number, day.lstrip(", of"), partial or "part" in label.lower())
        for label, items in note
        for number, day, partial in items
    ]
    notes = parse_disposition_notes(text)
    found = [
        (each.act.verb, each.act.passive, each.reference.number, each.reference.date, each.partial)
        for each in notes.dispositions
    ]
    assert (found, notes.unread) == (expected, ())
    assert all(each.act.known for each in notes.dispositions)


@given(st.text(st.sampled_from("EO 1234,;:()\nSee by Revokes and Notice of May inprt/-"), max_size=60) | st.text())
def test_no_number_is_lost(text: str) -> None:
    notes = parse_disposition_notes(text)
    for number in re.findall("[0-9]+", text):
        assert number in repr(notes)


def test_the_time_grows_with_the_parts_that_are_not_understood() -> None:
    assert growth(parse_disposition_notes, lambda size: f"({'a' * 500}) " * size, 2_000) < 8
