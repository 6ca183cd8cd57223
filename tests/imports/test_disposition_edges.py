"""Relations from disposition notes, given by one document, by both, or by both in different ways."""

import nmpolicy as nm
from each_case import each_case
from federal_register_samples import document, messages, read, relations


def test_an_act_that_both_documents_tell_is_one_relation_with_the_evidence_of_both() -> None:
    imported = read(
        document(13489, "2009-01-21", "Revokes: EO 13233, November 1, 2001"),
        document(13233, "2001-11-01", "Revoked by: EO 13489, January 21, 2009"),
    )
    assert relations(imported.collection) == ["eo-13489 rescinds eo-13233"]
    (relation,) = imported.collection.relations
    assert relation.id == "us-eo-13489-rescinds-us-eo-13233"
    assert len({each.digest for each in relation.evidence}) == 2
    assert imported.problems == ()
    assert [nm.in_force(imported.collection, id, "2010").answer for id in ("us-eo-13233", "us-eo-13489")] == [
        False,
        True,
    ]


@each_case(
    ("notes", "expected"),
    [
        ("Amends: EO 1", "eo-20 amends eo-1"),
        ("Amended by: EO 30", "eo-30 amends eo-20"),
        ("Modified by: EO 30", "eo-30 amends eo-20"),
        ("Rescinds: EO 1", "eo-20 rescinds eo-1"),
        ("Terminates: EO 1", "eo-20 repeals eo-1"),
        ("Supersedes in part: EO 1", "eo-20 supersedes eo-1 (a part)"),
        ("Supersedes or Revokes: EO 1 (in part)", "eo-20 repeals eo-1 (a part)"),
        ("Continues: EO 1", "eo-20 reaffirms eo-1"),
        ("Supplemented by: EO 30", "eo-30 expands eo-20"),
        ("Suspended by: EO 30", "eo-30 suspends eo-20"),
        ("See: EO 1", "eo-20 cites eo-1"),
        ("See: EO 30", "eo-30 cites eo-20"),
        ("See: Proclamation 8693", "eo-20 cites proclamation-8693"),
        ("See: Proc. 8693 of 7/24/2011", "proclamation-8693 cites eo-20"),
        ("Amended by: Public Law 104-106, February 10, 2010", "public-law-104-106 amends eo-20"),
        ("Revoked by: Public Law 104-106, February 10, 2010", "public-law-104-106 repeals eo-20"),
        ("See: Presidential Determination 96-7 of 12/27/1995", "eo-20 cites presidential-determination-96-7"),
        ("See: Memorandum of December 29, 2008 (73 FR 733)", "eo-20 cites memorandum-73-fr-733"),
        ("See: Notice of December 29, 2010 (75 FR 733)", "notice-75-fr-733 cites eo-20"),
        ("See: Military Order of December 29, 2010 (75 FR 733)", "order-75-fr-733 cites eo-20"),
    ],
)
def test_verbs(notes: str, expected: str) -> None:
    imported = read(document(20, notes=notes))
    assert (relations(imported.collection), imported.problems) == ([expected], ())


def test_a_part_belongs_to_one_document_alone() -> None:
    imported = read(
        document(13225, notes="Revokes: EO 13134, August 12, 1999 (in part); EO 13168\nSupersedes in part: EO 1; EO 2")
    )
    assert relations(imported.collection) == [
        "eo-13225 rescinds eo-13134 (a part)",
        "eo-13225 rescinds eo-13168",
        "eo-13225 supersedes eo-1 (a part)",
        "eo-13225 supersedes eo-2 (a part)",
    ]
    answer = nm.in_force(imported.collection, "us-eo-13134", "2011")
    assert (answer.answer, bool(answer.parts)) == (True, True)


def test_notes_that_differ_about_a_part_and_about_the_verb() -> None:
    imported = read(
        document(20, "2009-03-01", "Revokes: EO 10; EO 11; EO 12 (in part)\nSupersedes: EO 13"),
        document(10, "2009-02-01", "Revoked by: EO 20 (in part)"),
        document(11, "2009-02-01", "Superseded by: EO 20"),
        document(12, "2009-02-01", "Revoked by: EO 20"),
        document(13, "2009-02-01", "Superseded by: EO 20\nAmended by: EO 20\nSee: EO 20"),
    )
    assert relations(imported.collection) == [
        "eo-20 amends eo-13",
        "eo-20 cites eo-13",
        "eo-20 rescinds eo-10 (a part)",
        "eo-20 rescinds eo-11",
        "eo-20 rescinds eo-12 (a part)",
        "eo-20 supersedes eo-13",
    ]
    assert messages(imported) == [
        "the note does not say that only a part of Executive Order 10 is affected, as another note does",
        (
            "the note says that Executive Order 20 supersedes Executive Order 11, but the note of the former says"
            " 'rescinds', which is used"
        ),
        "the note does not say that only a part of Executive Order 12 is affected, as another note does",
    ]


def test_a_note_that_leaves_the_verb_open_is_completed_by_the_other() -> None:
    imported = read(
        document(20, "2009-03-01", "Supersedes or Revokes: EO 10; EO 11"),
        document(10, "2009-02-01", "Superseded by: EO 20"),
    )
    assert relations(imported.collection) == ["eo-20 repeals eo-11", "eo-20 supersedes eo-10"]
    assert imported.problems == ()


def test_an_order_cannot_act_on_a_later_one() -> None:
    imported = read(document(20, notes="Amends: EO 30\nSupersedes: Proc. 5 of 1/1/2011\nAmended by: EO 10"))
    assert imported.collection.relations == ()
    assert messages(imported) == [
        "Executive Order 10 is older than Executive Order 20, so it cannot act on it",
        "Executive Order 20 is older than Executive Order 30, so it cannot act on it",
        "Executive Order 20 is older than Proclamation 5, so it cannot act on it",
    ]
    assert imported.left_out["disposition_notes.amends"] == 2
    assert [order.id for order in imported.collection.orders] == [
        "us-eo-10",
        "us-eo-20",
        "us-eo-30",
        "us-proclamation-5",
    ]


def test_orders_that_only_notes_name_have_records() -> None:
    imported = read(
        document(13672, notes="Amends: EO 11246-A, September 24, 1965; EO 1\nSee: Public Law 93-5, May 1, 1973")
    )
    orders = {order.id: order for order in imported.collection.orders}
    order = orders["us-eo-11246-a"]
    assert (order.title, order.number, str(order.milestones[0])) == (
        "Executive Order 11246-A",
        "11246-A",
        "signed 1965-09-24",
    )
    assert (order.series, order.issued_by) == ("", ("us-president",))
    assert orders["us-eo-13672"].series == "Executive orders of the President of the United States"
    assert orders["us-eo-1"].milestones[0].date is None
    (law,) = imported.collection.measures
    assert (law.id, law.kind, law.body, str(law.milestones[0])) == (
        "us-public-law-93-5",
        "statute",
        "us-congress",
        "became law 1973-05-01",
    )


def test_dates_that_contradict_one_another() -> None:
    imported = read(
        document(20, "2009-03-01"),
        document(
            21, "2009-04-01", "See: EO 20, March 2, 2009; EO 5, May 1, 2004; EO 6, May 1, 2004; EO 7, May 1, 3004"
        ),
        document(22, "2009-05-01", "See: EO 20, March 1, 2009; EO 5, May 11, 2004; EO 6, May 11, 2004"),
        document(23, "2009-05-02", "See: EO 5, May 11, 2004"),
    )
    signed = {order.id: order.milestones[0].date for order in imported.collection.orders}
    assert signed["us-eo-20"] == "2009-03-01"
    assert (signed["us-eo-5"], signed["us-eo-6"], signed["us-eo-7"]) == ("2004-05-11", "2004-05", None)
    assert messages(imported) == [
        "'May 1, 3004' is not a possible date of 'EO 7, May 1, 3004'",
        "the note dates us-eo-20 2009-03-02, but its own signing date is 2009-03-01",
        "the note dates us-eo-5 2004-05-01, but most other notes say 2004-05-11",
    ]


def test_notes_without_any_date_in_common() -> None:
    imported = read(document(21, notes="See: EO 5, May 1, 2004"), document(22, notes="See: EO 5, June 1, 2005"))
    assert messages(imported) == [
        "the note dates us-eo-5 2004-05-01, but other notes differ",
        "the note dates us-eo-5 2005-06-01, but other notes differ",
    ]


def test_a_date_that_the_numbers_contradict_is_not_used() -> None:
    imported = read(
        document(7846, "1938-03-21", "Supersedes: EO 7410, July 9, 1946\nAmended by: EO 9000, May 1, 1935"),
        document(7900, "1938-05-21", "See: EO 7410, July 9, 1936"),
    )
    signed = {order.id: order.milestones[0].date for order in imported.collection.orders}
    assert (signed["us-eo-7410"], signed["us-eo-9000"]) == ("1936-07-09", None)
    assert messages(imported) == [
        "the note dates us-eo-7410 1946-07-09, but most other notes say 1936-07-09",
        "the note dates us-eo-9000 1935-05-01, but Executive Order 7900 has a lower number and the date 1938-05-21",
    ]


def test_a_date_that_the_number_of_any_document_contradicts_is_not_used() -> None:
    slip = document(13831, "2018-05-03", "Amends: EO 13359 of 11/17/2010; EO 13559 of 11/17/2010")
    others = document(13489, "2009-01-21"), document(13490, "2009-01-22")
    imported = read(slip, *others)
    signed = {order.id: order.milestones[0].date for order in imported.collection.orders}
    assert (signed["us-eo-13359"], signed["us-eo-13559"]) == (None, "2010-11-17")
    assert messages(imported) == [
        "the note dates us-eo-13359 2010-11-17, but Executive Order 13489 has a higher number and the date 2009-01-21"
    ]
    wrong = document(13480, "2016-01-01")  # a document whose date contradicts the others is not used
    note = document(13700, "2015-07-01", "See: EO 13485, January 9, 2009; Proclamation 8693, July 24, 2011")
    assert messages(read(wrong, *others, note)) == []


def test_the_day_of_a_reinstatement_is_that_of_the_document() -> None:
    note = "Reinstated by: EO 14171, January 20, 2015"
    reinstated = document(13957, "2020-10-21", note)
    days = {
        read(reinstated, *more).collection.orders[0].milestones[-1]
        for more in ([], [document(14171, "2025-01-20", "Reinstates: EO 13957, October 21, 2020")])
    }
    assert {str(each) for each in days} == {"reinstated", "reinstated 2025-01-20"}


def test_a_signing_date_that_the_document_lacks_comes_from_the_notes() -> None:
    imported = read(document(13405, None), document(13489, notes="See: EO 13405, June 16, 2006"))
    order = imported.collection.get("us-eo-13405", nm.Order)
    assert order
    assert (str(order.milestones[0]), len(order.notes)) == ("signed 2006-06-16", 1)


def test_years_of_two_digits() -> None:
    imported = read(document(13836, "2018-05-25", "See: EO 12871 of 10/1/93\nRevoked by: EO 14003 of 1/22/21"))
    signed = {order.id: order.milestones[0].date for order in imported.collection.orders}
    assert (signed["us-eo-12871"], signed["us-eo-14003"]) == ("1993-10-01", "2021-01-22")


def test_what_documents_without_a_record_do_becomes_a_milestone() -> None:
    imported = read(
        document(
            20,
            notes="Revoked by: Public Land Order 1239, October 21, 1955 (20 FR 8077); Memo. of May 1, 1956 (in part)\n"
            "Amended by: Notice, September 30, 1950; Notice, September 30, 1950\nSuperseded by: Memo.\nRevokes: Memorandum of May 7, 1940"
            "\nSee: Notice of May 1, 1949; 59 FR 14541",
            signed="1945-01-01",
        )
    )
    (order,) = imported.collection.orders
    assert [(str(each), [str(note) for note in each.notes]) for each in order.milestones] == [
        ("signed 1945-01-01", []),
        ("issued 1945-01-01", []),
        ("amended 1950-09-30", ["By Notice, September 30, 1950"]),
        ("rescinded 1955-10-21", ["By Public Land Order 1239, October 21, 1955 (20 FR 8077)"]),
    ]
    assert imported.left_out["disposition_notes.memorandum"] == 2
    assert messages(imported) == [
        "'Memo. of May 1, 1956' ended the order or a part of it, but no record can express this",
        "the note has words that are not understood, 'Memo'",
    ]
    assert imported.left_out["disposition_notes.notice"] == imported.left_out["disposition_notes.page"] == 1
    assert nm.in_force(imported.collection, "us-eo-20", "1960").answer is False


def test_an_order_that_is_reinstated_is_in_force_again() -> None:
    imported = read(
        document(13957, "2020-10-21", "Revoked by: EO 14003, January 22, 2021"),
        document(14171, "2025-01-20", "Reinstates: EO 13957, October 21, 2020\nRevokes: EO 14003, January 22, 2021"),
    )
    answers = [nm.in_force(imported.collection, "us-eo-13957", day).answer for day in ("2020-12-01", "2023", "2026")]
    assert answers == [True, False, True]
    again = read(document(13957, "2020-10-21", "Reinstated by: EO 14171, January 20, 2025; EO 14171, January 20, 2025"))
    order = again.collection.get("us-eo-13957", nm.Order)
    assert order
    assert [str(each) for each in order.milestones] == [
        "signed 2020-10-21",
        "issued 2020-10-21",
        "reinstated 2025-01-20",
    ]


def test_corrections() -> None:
    imported = read(
        document(
            13516,
            "2009-10-28",
            "Federal Register correction page and date: 74 FR 57241, November 5, 2009, Executive Order 13516; 74 FR 5, May 50, 2009",
        )
    )
    collection = imported.collection
    assert [str(each) for each in collection.relations] == [
        "fr-74-fr-5 corrects us-eo-13516",
        "fr-74-fr-57241 corrects us-eo-13516",
    ]
    source = collection.get("fr-74-fr-57241", nm.Source)
    assert source
    assert (source.date, source.title) == ("2009-11-05", "Correction of Executive Order 13516")
    assert imported.left_out["disposition_notes.corrects"] == 1


def test_a_problem_of_a_note_says_where_the_order_keeps_it() -> None:
    old, new = "See: EO 20", "Ratified in: EO 5"
    either = read(document(20, executive_order_notes=old))
    both = read(document(20, notes=new, executive_order_notes=old))
    kept = [[each.message.rpartition(" ")[2] for each in imported.problems] for imported in (either, both)]
    assert kept[0] == ["x-disposition_notes"]
    assert kept[1] == ["x-disposition_notes", "x-executive_order_notes"]
    assert both.collection.orders[0].extra["x-executive_order_notes"] == old


def test_effective_dates() -> None:
    notes = "Revokes: EO 13260, March 19, 2002 eff. March 31, 2002"
    later = document(13286, "2003-02-28", notes)
    (relation,) = read(
        later, document(13260, "2002-03-19", "Revoked by: EO 13286 eff. March 31, 2003")
    ).collection.relations
    assert relation.effective_date == "2003-03-31"
    both = read(
        document(13286, "2003-02-28", "Revokes: EO 13260 eff. May 1, 2003"),
        document(13260, "2002-03-19", "Revoked by: EO 13286 (effective May 2, 2003)"),
    )
    assert messages(both) == ["'May 2, 2003' is not the day that another note gives"]
    assert both.collection.relations[0].effective_date == "2003-05-01"


def test_what_a_note_cannot_tell_is_reported_counted_and_kept() -> None:
    notes = (
        "See: EO 20; EO 0; EO 5 (112 Stat. 2919)\nCommittee continued by: EO 30\nRatified by: EO 31;;\n ; Note: EO 20 is nullified by virtue of EO 32.\n"
        "Federal Register page and date: 74 FR 4669, January 26, 2009"
    )
    imported = read(document(20, notes=notes, citation="74 FR 4669"))
    assert messages(imported) == [
        "'committee continued by' has no meaning that a relation expresses, so the documents after it have none",
        "a remark may describe the end of the order, 'EO 20 is nullified by virtue of EO 32.'",
        "the note has words that are not understood, '(112 Stat. 2919)'",
        "the note refers to its own order, 'EO 20'",
    ]
    assert {each.pointer for each in imported.problems} == {"/results/0/disposition_notes"}
    counted = {kind: count for kind, count in imported.left_out.items() if kind.startswith("disposition")}
    assert counted == {
        "disposition_notes.executive order": 1,
        "disposition_notes.ratifies": 1,
        "disposition_notes.remarks": 1,
        "disposition_notes.unknown verb": 1,
    }
    assert imported.collection.orders[0].id == "us-eo-20"
    assert imported.collection.orders[0].extra["x-disposition_notes"] == notes
