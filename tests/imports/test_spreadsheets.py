"""Orders and measures from spreadsheets: nothing is lost, and nothing invented."""

import csv
import gzip
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidDocumentError
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.spreadsheets.spreadsheet_import import SOURCE, read_spreadsheet

ROOT = Path(__file__).parents[2]
COMPILATION = ROOT.parent / "shared" / "corpora" / "nyc-executive-orders" / "orders.jsonl.gz"
MAPPING: dict[str, Any] = {
    "record": "order",
    "kind": "executive-order",
    "jurisdiction": "City of Springfield",
    "post": "Mayor of Springfield",
    "division": "ocd-division/country:us/state:xx/place:springfield",
    "language": "en",
    "id": "eo {number}",
    "series": "Orders of {signer}",
    "date_form": "month-first",
    "columns": {"number": "No.", "title": "Title", "signer": "Mayor"},
    "dates": {"signed": "Signed"},
}
NO_DATE = 'it has no date of signing; if all rows without a date were signed, set undated = "signed" in the mapping'


def read(text: str, **changes: Any) -> Imported:
    return read_spreadsheet(BytesIO(text.encode()), {**MAPPING, **changes})


def messages(imported: Imported) -> list[str]:
    return [f"{problem.location}: {problem.message}" for problem in imported.problems]


def test_a_row_becomes_an_order_with_its_signer_and_office() -> None:
    imported = read("No.,Title,Mayor,Signed\n5,Noise,Ann Lee,1/5/2014\n")
    collection = imported.collection
    assert (imported.problems, imported.left_out) == ((), {})
    assert (collection.id, collection.title) == ("city-of-springfield-orders", "Orders of the City of Springfield")
    (order,) = collection.orders
    assert (order.id, order.number, order.title, order.series) == ("eo-5", "5", "Noise", "Orders of Ann Lee")
    assert (order.division, order.language, dict(order.extra)) == (MAPPING["division"], "en", {})
    assert order.milestones == (nm.Milestone(stage="signed", date="2014-01-05", by=["ann-lee"]),)
    assert order.issued_by == ("mayor-of-springfield",)
    assert [each.organization for each in collection.posts] == ["city-of-springfield"]
    assert [(each.member, each.post) for each in collection.memberships] == [("ann-lee", "mayor-of-springfield")]
    assert {each.evidence[0].source for each in (*collection.orders, *collection.people, *collection.posts)} == {
        SOURCE.id
    }
    assert not nm.validate(collection).problems


def test_a_date_that_cannot_be_read_is_kept_and_told() -> None:
    imported = read("No.,Title,Signed,Mayor\n5,Noise,soon,\n6,Parks,2014-01-05 09:30,\n")
    assert [order.extra for order in imported.collection.orders] == [
        {"x-signed": "soon"},
        {"x-signed": "2014-01-05 09:30"},
    ]
    assert imported.collection.orders[1].milestones[0].date == "2014-01-05"
    assert messages(imported) == [
        (
            "standard input, row 2, column Signed: 'soon' has no four-digit year; write it like 'July 21, 2025'; "
            "it is kept in x-signed"
        ),
        f"standard input, row 2: the row has no stage, because {NO_DATE}",
    ]


def test_without_a_date_nobody_has_signed() -> None:
    text = (
        "No.,Title,Mayor,Signed,Status\n1,A,Ann Lee,,Active\n2,B,Ann Lee,TBD,Draft\n3,C,Ann Lee,,Vetoed\n"
        "4,D,Bo Diaz,2014,Vetoed\n5,E,Cy Roe,,Pending signature\n6,F,Di Poe,,Signed\n"
    )
    changes: dict[str, Any] = {
        "columns": {**MAPPING["columns"], "status": "Status"},
        "statuses": {"Active": "", "Draft": "announced", "Vetoed": "vetoed", "Signed": "signed"},
        "blank": ["TBD"],
    }
    imported = read(text, **changes)
    assert [[*map(str, each.milestones)] for each in imported.collection.orders] == [
        [],
        ["announced"],
        ["vetoed"],
        ["signed 2014", "vetoed"],
        [],
        ["signed"],
    ]
    assert [each.extra.get("x-mayor") for each in imported.collection.orders] == [
        *("Ann Lee", "Ann Lee", "Ann Lee", None, "Cy Roe", None)
    ]
    assert [each.name for each in imported.collection.people] == ["Bo Diaz", "Di Poe"]
    assert [each.member for each in imported.collection.memberships] == ["bo-diaz", "di-poe"]
    told = [each.partition("the row counts as unsigned, because ") for each in messages(imported)]
    unsigned = "its status is not known to be that of a signed order; it is kept in x-mayor"
    assert [(each[0][16:21], each[2]) for each in told if each[1]] == [
        ("row 2", f"{NO_DATE}; it is kept in x-mayor"),
        *((f"row {row}", unsigned) for row in (3, 4, 6)),
    ]


def test_rows_without_a_date_were_signed_if_the_mapping_says_so() -> None:
    text = (
        "No.,Title,Mayor,Signed,Status\n1,A,Ann Lee,,Active\n2,B,Ann Lee,soon,Draft\n3,C,Ann Lee,,Vetoed\n"
        "4,D,,,Expired\n5,E,Cy Roe,,Pending signature\n6,F,Cy Roe,2014,\n"
    )
    statuses = {"Active": "", "Draft": "announced", "Vetoed": "vetoed", "Expired": "expired"}
    columns = {**MAPPING["columns"], "status": "Status"}
    imported = read(text, columns=columns, statuses=statuses, undated="signed")
    assert [[*map(str, each.milestones)] for each in imported.collection.orders] == [
        ["signed"],
        ["announced"],
        ["vetoed"],
        ["signed", "expired"],
        [],
        ["signed 2014"],
    ]
    assert [each.milestones[0].by for each in imported.collection.orders if each.milestones] == [
        *(("ann-lee",), (), (), (), ("cy-roe",))
    ]
    assert not any("undated" in each for each in messages(imported))
    issued = read(text, dates={"issued": "Signed"}, undated="signed").collection.orders
    assert [str(each.milestones[0]) for each in (issued[0], issued[5])] == ["signed", "issued 2014"]
    assert issued[5].milestones[0].by == ("cy-roe",)


def test_several_columns_can_hold_a_date_and_the_first_that_can_be_read_counts() -> None:
    text = "No.,Title,Mayor,Signed,Year\n1,A,,2014-05-01,2014\n2,B,,,2015\n3,C,,soon,2016\n4,D,,2014-05-01,2013\n"
    imported = read(text, dates={"signed": ["Signed", "Year"]})
    found = [(each.milestones[0].date, dict(each.extra)) for each in imported.collection.orders]
    assert found == [
        ("2014-05-01", {}),
        ("2015", {}),
        ("2016", {"x-signed": "soon"}),
        ("2014-05-01", {"x-year": "2013"}),
    ]


def test_every_row_with_content_is_a_record() -> None:
    text = "No.,Title,Mayor,Signed,Page\n,,,,3\n,,,,\n7,,,,\n,,,2014,\n,Noise,,,\n,,Ann Lee,,\nFirst,,,2014-01-05,\n"
    imported = read(text)
    assert [order.title for order in imported.collection.orders] == [
        "Executive order without a title",
        "Executive order 7",
        "Executive order without a title",
        "Noise",
        "Executive order without a title",
        "Executive order First of 2014",
    ]
    assert imported.collection.orders[0].extra == {"x-page": "3"}
    alone = [problem for problem in imported.problems if "in one cell alone" in problem.message]
    assert len(alone) == 5
    assert len(read("No.,Title\n7,\n", columns={"number": "No."}, dates={}).problems) == 0


def test_columns_without_a_use_become_fields_or_are_left_out_on_request() -> None:
    text = "No.,Title,Mayor,Signed,Page,page,№,Scan\n1,A,,,3,4,x,a.png\n2,B,,,,,,b.png\n,,,,,,,c.png\n"
    imported = read(text, ignore=["Scan"])
    assert imported.collection.orders[0].extra == {"x-page": "3", "x-page-2": "4", "x-no-2": "x"}
    assert imported.left_out == {"column Scan": 3}


def test_what_stands_around_the_table_is_counted() -> None:
    imported = read(
        "Orders of the mayor\n\nNo.,Title,Mayor,Signed\n1,A,Lee,2014\nNo.,Title,Mayor,Signed\n2,B,Lee,2014\n"
    )
    assert imported.left_out == {"rows above the header": 1, "rows that repeat the header": 1}
    assert len(imported.collection.orders) == 2


def test_a_row_with_too_many_cells_is_told_and_kept() -> None:
    imported = read("No.,Title,Mayor,Signed\n1,Parks, roads,Lee,2014\n2,B,Lee,2015\n")
    assert imported.collection.orders[0].extra == {"x-column-5": "2014", "x-mayor": "roads", "x-signed": "Lee"}
    assert "the row has more cells than the header; write text that has a delimiter in quotation marks" in str(
        imported.problems[-1]
    )


def test_types_decide_the_kind_and_the_class() -> None:
    text = "No.,Title,Mayor,Signed,Type\n1,A,,,EO\n2,B,,,Law\n3,C,,,\n4,D,,,Memo\n5,,,,Other\n"
    columns = {**MAPPING["columns"], "type": "Type"}
    imported = read(
        text,
        columns=columns,
        types={"eo": "proclamation", "LAW": "ordinance", "Other": "other"},
        body="Council",
        dates={},
    )
    orders = {each.number: (str(each.kind), each.kind_text) for each in imported.collection.orders}
    measures = {each.number: (str(each.kind), each.kind_text) for each in imported.collection.measures}
    assert orders | measures == {
        "1": ("proclamation", "EO"),
        "2": ("ordinance", "Law"),
        "3": ("executive-order", ""),
        "4": ("other", "Memo"),
        "5": ("other", "Other"),
    }
    assert imported.collection.orders[-1].title == "Other 5"
    assert [(each.body, each.issued_by) for each in imported.collection.measures] == [("council", ())]
    assert messages(imported) == [
        "standard input, row 5: [types] of the mapping does not list 'Memo'; add it. The kind is other"
    ]


def test_a_status_is_a_stage_or_none_or_is_told() -> None:
    text = (
        "No.,Title,Mayor,Signed,Status,Changed\n1,A,,,Rescinded,2015\n2,B,,,Cancelled,2016\n3,C,,2014,Active,2017\n"
        "4,D,,,???,\n5,E,,2014,signed,2018\n6,F,,,,2019\n"
    )
    imported = read(
        text,
        columns={**MAPPING["columns"], "status": "Status"},
        dates={"signed": "Signed", "status": "Changed"},
        statuses={"rescinded": "rescinded", "cancelled": "rescinded", "active": "", "Signed": "signed"},
    )
    found = [([*map(str, each.milestones)], dict(each.extra)) for each in imported.collection.orders]
    assert found == [
        (["rescinded 2015"], {}),
        (["rescinded 2016"], {"x-status": "Cancelled"}),
        (["signed 2014"], {"x-status": "Active", "x-changed": "2017"}),
        ([], {"x-status": "???"}),
        (["signed 2014"], {"x-changed": "2018"}),
        ([], {"x-changed": "2019"}),
    ]
    assert messages(imported) == [
        (
            "standard input, row 5, column Status: [statuses] of the mapping does not list '???'; add it; it is kept "
            "in x-status"
        ),
        f"standard input, row 7: the row has no stage, because {NO_DATE}",
    ]


def test_stages_are_in_order_and_the_signer_belongs_to_the_signature() -> None:
    text = "No.,Title,Mayor,In force,Issued,Over\n1,A,Lee,2014-03-01,2014-02-01,2015\n2,B,Lee,,,\n"
    dates = {"effective": "In force", "issued": "Issued", "expired": "Over"}
    orders = read(text, dates=dates).collection.orders
    assert [str(each) for each in orders[0].milestones] == ["issued 2014-02-01", "effective 2014-03-01", "expired 2015"]
    assert [each.by for each in orders[0].milestones] == [("lee",), (), ()]
    assert [each.milestones for each in orders[1:]] == [()]
    effective = read(text, dates={"effective": "In force"}).collection.orders[0]
    assert ([*map(str, effective.milestones)], effective.extra["x-mayor"]) == (["effective 2014-03-01"], "Lee")


def test_measures_have_a_body_and_sponsors() -> None:
    text = 'No.,Title,Sponsor,Mayor,Topics,About,Page\nR-1,Buses,"Lee, Ann; Bo Diaz",Cy Roe,Transit;Fares,Our words,https://x.example\n'
    imported = read(
        text,
        record="measure",
        kind="resolution",
        body="City Council",
        series="",
        columns={
            **MAPPING["columns"],
            "sponsors": "Sponsor",
            "subjects": "Topics",
            "summary": "About",
            "url": "Page",
        },
        dates={},
        undated="signed",
    )
    (measure,) = imported.collection.measures
    assert (measure.body, measure.sponsors) == ("city-council", ("lee-ann", "bo-diaz"))
    assert (measure.subjects, measure.summary, measure.url) == (("Transit", "Fares"), "Our words", "https://x.example")
    assert measure.milestones == (nm.Milestone(stage="signed", by=["cy-roe"]),)
    assert measure.extra == {}
    without = read(text, kind="ordinance", dates={}, series="", columns={"number": "No.", "sponsors": "Sponsor"})
    assert (without.collection.measures[0].body, without.collection.measures[0].issued_by) == (
        None,
        ("mayor-of-springfield",),
    )


def test_a_sponsor_may_be_an_office_or_a_body() -> None:
    text = "No.,Title,Sponsor\n1,A,Mayor;Ann Lee\n2,B,Finance Committee; City Clerk\n3,C,Bo Diaz;city clerk\n"
    imported = read(
        text,
        kind="ordinance",
        body="Council",
        dates={},
        series="",
        columns={"number": "No.", "sponsors": "Sponsor"},
    )
    collection = imported.collection
    assert [each.sponsors for each in collection.measures] == [
        ("mayor-of-springfield", "ann-lee"),
        ("finance-committee", "city-clerk"),
        ("bo-diaz", "city-clerk"),
    ]
    assert [each.name for each in collection.posts] == ["Mayor of Springfield", "City Clerk"]
    assert collection.posts[1].other_names == ("city clerk",)
    assert [each.name for each in collection.people] == ["Ann Lee", "Bo Diaz"]
    without = read(
        text, post="", kind="ordinance", body="Council", dates={}, series="", columns={"sponsors": "Sponsor"}
    )
    assert [each.name for each in without.collection.posts] == ["City Clerk", "Mayor"]


def test_orders_have_no_sponsors() -> None:
    text = "No.,Title,Mayor,Signed,Sponsor\n1,A,,,Bo Diaz\n"
    imported = read(text, columns={**MAPPING["columns"], "sponsors": "Sponsor"})
    assert not imported.collection.people
    assert imported.collection.orders[0].extra == {"x-sponsor": "Bo Diaz"}


def test_the_issuer_can_be_in_a_column() -> None:
    text = "No.,Title,Agency,Notes\n1,A,Department of Health,Seen\n2,B,City of Springfield,\n3,C,,\n4,D,department of health,\n"
    columns = {"number": "No.", "title": "Title", "issuer": "Agency", "notes": "Notes"}
    collection = read(text, columns=columns, dates={}, series="").collection
    assert [each.issued_by for each in collection.orders] == [
        ("department-of-health",),
        ("city-of-springfield",),
        ("mayor-of-springfield",),
        ("department-of-health",),
    ]
    assert collection.orders[0].notes == (nm.Note(text="Seen"),)
    department = next(each for each in collection.organizations if each.id == "department-of-health")
    assert (department.parent, department.other_names) == ("city-of-springfield", ("department of health",))


def test_signers_can_have_full_names() -> None:
    text = "No.,Title,Mayor,Signed\n1,A,Lee,\n2,B,LEE,\n3,C,Mayor of Springfield,\n4,D,Mayor Bo Diaz,\n"
    collection = read(text, signers={"Lee": "Ann Lee", "LEE": "Ann Lee"}, undated="signed").collection
    names = [(each.id, each.name, each.other_names) for each in collection.people]
    assert names == [
        ("ann-lee", "Ann Lee", ("LEE", "Lee")),
        ("bo-diaz", "Bo Diaz", ("Mayor Bo Diaz",)),
    ]
    assert collection.orders[0].series == "Orders of Lee"
    assert collection.orders[2].milestones[0].by == ("mayor-of-springfield",)  # the office, and no person
    body = read(text, post="", body="Council", undated="signed").collection
    assert [each.name for each in body.people] == ["LEE", "Mayor Bo Diaz", "Mayor of Springfield"]
    assert not body.memberships


def test_a_person_who_is_named_like_an_office_is_another_record() -> None:
    text = "No.,Title,Mayor,Signed\n1,A,Springfield Council,\n2,B,SPREADSHEET,\n"
    collection = read(text, body="Springfield Council", jurisdiction="Springfield", undated="signed").collection
    assert [each.id for each in collection.people] == ["spreadsheet-person", "springfield-council-person"]


@each_case(
    ("cell", "url"),
    [
        ('=HYPERLINK("https://x.example/1.pdf","EO 1")', "https://x.example/1.pdf"),
        ("[EO 1](https://x.example/a(1).pdf)", "https://x.example/a(1).pdf"),
        ('<a href="https://x.example/1">EO 1</a>', "https://x.example/1"),
        ("<https://x.example/1>", "https://x.example/1"),
        ("EO 1 (https://x.example/1)", "https://x.example/1"),
        ("EO 1: https://x.example/1", None),
        ("https://x.example/a b.pdf", None),
        ("[1](https://x.example/1), [2](https://x.example/2)", None),
        ("www.x.example", None),
    ],
)
def test_an_address_in_other_text_is_read_and_the_cell_is_kept(cell: str, url: str | None) -> None:
    quoted = cell.replace('"', '""')
    text = f'No.,Title,Mayor,Signed,Link\n1,A,,,"{quoted}"\n2,B,,,-\n3,C,,,https://x.example/c(1).pdf\n'
    imported = read(text, columns={**MAPPING["columns"], "url": "Link"}, blank="-", dates={})
    found = [(each.url, dict(each.extra)) for each in imported.collection.orders]
    assert found == [(url, {"x-link": cell}), (None, {}), ("https://x.example/c(1).pdf", {})]
    assert ["is not a web address like" in each.message for each in imported.problems] == [True] * (url is None)


def test_a_status_may_name_another_order_and_a_date() -> None:
    text = (
        "No.,Title,Mayor,Signed,Status\n1,A,,2014,Superseded by EO 2\n2,B,,2015-03-01,Superseded by 9\n"
        "3,C,,2014,rescinded by 2 on 3/5/2015\n4,D,,2014,Rescinded 1/5/16\n5,E,,2014,Rescinded by 1 & 2\n"
    )
    statuses = {
        "Superseded by {number}": "superseded",
        "Rescinded {date}": "rescinded",
        "Rescinded by {number} on {date}": "rescinded",
        "Rescinded by {number}": "rescinded",
    }
    columns = {**MAPPING["columns"], "status": "Status"}
    imported = read(text, columns=columns, statuses=statuses, date_form="month-first")
    assert [[*map(str, each.milestones)] for each in imported.collection.orders] == [
        ["signed 2014"],  # the relation says the rest, and when
        ["signed 2015-03-01", "superseded"],
        ["signed 2014", "rescinded 2015-03-05"],
        ["signed 2014", "rescinded"],
        ["signed 2014"],
    ]
    assert [str(each) for each in imported.collection.relations] == [
        "eo-2 supersedes eo-1",
        "eo-2 rescinds eo-3",
        "eo-1 rescinds eo-5",
        "eo-2 rescinds eo-5",
    ]
    assert messages(imported) == [
        (
            "standard input, row 3, column Status: '9' is not the number of one other row for `superseded by`: "
            "no row has it; it is kept in x-status"
        ),
        (
            "standard input, row 5, column Status: '1/5/16' has a two-digit year; set first_year in the mapping; "
            "it is kept in x-status"
        ),
    ]
    assert nm.in_force(imported.collection, "eo-1", "2015-02-01").answer
    assert all(each.extra["x-status"] for each in imported.collection.orders)


def test_a_long_status_is_told() -> None:
    text = f"No.,Title,Mayor,Signed,Status\n1,A,,2014,Superseded by {'1' * 300}\n"
    imported = read(
        text, columns={**MAPPING["columns"], "status": "Status"}, statuses={"Superseded by {number}": "superseded"}
    )
    assert any("does not list 'Superseded by 1111" in each.message for each in imported.problems)


def test_a_list_of_separators_may_have_words() -> None:
    text = 'No.,Title,Mayor,Signed\n1,A,"Ann Lee and Bo Diaz, Cy Roe",2014\n'
    signer = {"column": "Mayor", "separator": [",", " and "]}
    imported = read(text, columns={**MAPPING["columns"], "signer": signer})
    assert imported.collection.orders[0].milestones[0].by == ("ann-lee", "bo-diaz", "cy-roe")


def test_a_header_that_looks_like_data_is_told() -> None:
    imported = read_spreadsheet(
        BytesIO(b"EO-1,2014-01-05\nEO-2,2014-02-05\n"),
        {**MAPPING, "columns": {"number": "EO-1"}, "dates": {"signed": "2014-01-05"}, "series": ""},
    )
    assert messages(imported) == [
        (
            "standard input, row 1: the row was taken for the header, and has a date or an address; "
            "if it is data, add a header above it"
        )
    ]


def test_line_breaks_in_a_title_are_blanks() -> None:
    assert read('No.,Title,Mayor,Signed\n"EO\n1","A\n title",,\n').collection.orders[0].title == "A title"


def test_a_cell_that_another_one_repeats_is_not_kept_twice() -> None:
    text = "No.,Title,Name,Mayor,Signed\n1,A,A,,\n2,,B,,\n3,C,D,,\n"
    imported = read(text, columns={**MAPPING["columns"], "title": ["Title", "Name"]})
    assert [(each.title, dict(each.extra)) for each in imported.collection.orders] == [
        ("A", {}),
        ("B", {}),
        ("C", {"x-name": "D"}),
    ]


def test_columns_that_the_file_lacks_are_told_at_once() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        read(
            "No,Title,mayor,Signed\n1,A,,\n",
            series="{Term} {signer}",
            id="{number} {Wrd}",
            ignore=["Scan"],
            relations={"amends": "Amends"},
        )
    assert {problem.pointer: problem.message for problem in caught.value.problems} == {
        "/columns/number": "standard input has no column 'No.'; did you mean 'No'?",
        "/columns/signer": "standard input has no column 'Mayor'; did you mean 'mayor'?",
        "/relations/amends": "standard input has no column 'Amends'; its header (row 1) has 'No', 'Title', 'mayor', 'Signed'",
        "/ignore": "standard input has no column 'Scan'; its header (row 1) has 'No', 'Title', 'mayor', 'Signed'",
        "/id": "standard input has no column 'Wrd'; its header (row 1) has 'No', 'Title', 'mayor', 'Signed'",
        "/series": "standard input has no column 'Term'; its header (row 1) has 'No', 'Title', 'mayor', 'Signed'",
    }
    wide = ",".join(f"c{number}" for number in range(30))
    with pytest.raises(InvalidDocumentError, match="'c19' and 10 more"):
        read(f"{wide}\n{wide}1\n")


def test_the_same_input_gives_the_same_bytes_and_a_later_one_changes_what_changed() -> None:
    first = "No.,Title,Mayor,Signed\n1,A,Lee,2014\n2,B,Lee,2015\n"
    second = "No.,Title,Mayor,Signed\n3,C,Diaz,2016\n1,A,Lee,2014\n2,B2,Lee,2015\n"
    assert nm.dumps(read(first).collection) == nm.dumps(read(first).collection)
    old, new = ({each.id: each for each in read(text).collection} for text in (first, second))
    assert {id for id in new if old.get(id) != new[id]} == {"eo-2", "eo-3", "diaz", "diaz.mayor-of-springfield"}
    assert old.keys() <= new.keys()


def test_a_later_import_merges_with_own_changes_and_keeps_them() -> None:
    columns = {**MAPPING["columns"], "status": "Status"}
    options: dict[str, Any] = {"columns": columns, "statuses": {"Active": "", "Superseded by {number}": "superseded"}}
    header = "No.,Title,Mayor,Signed,Status\n"
    old = read(f"{header}1,A,Lee,2014,Active\n2,B,Lee,2015,Active\n", **options).collection
    rows = "3,C,Diaz,2016,Active\n2,B,Lee,2015,Active\n1,A again,Lee,2014,Superseded by 3\n"
    new = read(header + rows, **options).collection
    ours = old.replace(evolve(old.orders[0], summary="Our words."))
    merged = nm.merge(ours, new, old)
    assert not merged.conflicts
    (order,) = (each for each in merged.collection.orders if each.id == "eo-1")
    assert (order.title, order.summary, dict(order.extra)) == ("A again", "Our words.", {"x-status": "Superseded by 3"})
    assert merged.collection.replace(evolve(order, summary="")) == new


def test_a_source_can_be_described() -> None:
    source = evolve(SOURCE, title="Orders", url="https://springfield.example/orders")
    imported = read_spreadsheet(
        BytesIO(b"No.\n1\n"), {**MAPPING, "columns": {"number": "No."}, "dates": {}, "series": ""}, source=source
    )
    assert imported.collection.sources == (source,)


def test_what_a_mapping_says_in_vain_is_told() -> None:
    text = "No.,Title,Mayor,Signed,Type,Status\n1,A,Lee,2014,EO,Expired 2015\n"
    imported = read(
        text,
        jurisdiction="The jurisdiction",
        post="Chief executive",
        division="ocd-division/country:us/state:xx/place:name",
        columns={**MAPPING["columns"], "type": "Type", "status": "Status"},
        types={"EO": "executive-order", "Memmo": "memorandum"},
        statuses={"Expired {date}": "expired", "Recinded {date}": "rescinded", "Activ": ""},
        signers={"Lee": "Ann Lee", "Diez": "Bo Diaz"},
    )
    never = "the value never occurs in the file; correct or remove it"
    assert messages(imported) == [
        "mapping /jurisdiction: 'The jurisdiction' is a placeholder of the draft; replace it",
        "mapping /post: 'Chief executive' is a placeholder of the draft; replace it",
        "mapping /division: 'ocd-division/country:us/state:xx/place:name' is a placeholder of the draft; replace it",
        f"mapping /types/memmo: {never}",
        f"mapping /statuses/recinded {{date}}: {never}",
        f"mapping /statuses/activ: {never}",
        f"mapping /signers/Diez: {never}",
    ]


def test_names_of_places_have_an_article_in_the_title() -> None:
    names = ("City and County of Denver", "State of Franklin", "Springfield", "Isle of Dogs", "Countyline")
    titles = [str(read("No.,Title,Mayor,Signed\n", jurisdiction=name).collection.title) for name in names]
    assert titles == [
        "Orders of the City and County of Denver",
        "Orders of the State of Franklin",
        "Orders of Springfield",
        "Orders of Isle of Dogs",
        "Orders of Countyline",
    ]


@pytest.fixture(scope="module")
def new_york(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], Imported]:
    """New York's compilation, and its import from a spreadsheet with the mapping in the examples."""
    if not COMPILATION.exists():
        pytest.skip(f"the compilation is not at {COMPILATION}")
    rows = [*map(json.loads, gzip.decompress(COMPILATION.read_bytes()).splitlines())]
    path = tmp_path_factory.mktemp("new-york") / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "date", "title", "mayor", "type", "status", "PDF"])
        for row in rows:
            kind = "Emergency" if row["is_emergency"] else "Executive"
            status = "not in effect" if row["in_effect"] is False else ""
            cells = (row["number"], row["date_signed"], row["title"], row["mayor"], kind, status, row["source_pdf_url"])
            writer.writerow(["" if cell is None else cell for cell in cells])
    return rows, read_spreadsheet(path, ROOT / "examples" / "imports" / "new-york.toml")


def test_no_order_of_new_york_is_lost(new_york: tuple[list[dict[str, Any]], Imported]) -> None:
    rows, imported = new_york
    assert (len(imported.collection.orders), imported.problems, imported.left_out) == (2291, (), {})
    people = {each.id: each.name for each in imported.collection.people}
    for row, order in zip(rows, imported.collection.orders, strict=True):
        signed = order.milestones[0]
        assert (order.number, order.url) == (row["number"], row["source_pdf_url"])
        assert order.kind == ("emergency-order" if row["is_emergency"] else "executive-order")
        assert (signed.date, people[signed.by[0]]) == (row["date_signed"], row["mayor"])
        assert order.title == (" ".join(row["title"].split()) if row["title"] else order.title)
        assert not order.extra or order.extra == {"x-status": "not in effect"}


def test_the_orders_of_new_york_are_as_complete_as_the_compilation_and_may_have_ended_as_it_says(
    new_york: tuple[list[dict[str, Any]], Imported],
) -> None:
    rows, imported = new_york
    collection = imported.collection
    answers = {each.record: each.answer for each in nm.in_force_all(collection, "2026-07-23")}
    ended = [order.id for row, order in zip(rows, collection.orders, strict=True) if row["in_effect"] is False]
    assert (len(ended), {answers[id] for id in ended}) == (140, {None})  # the compilation does not say when
    assert {str(order.latest_milestone) for order in collection.orders if order.extra} == {"repealed"}
    found = nm.series(collection)
    assert (len(found.series), found.without_series, sum(each.held for each in found.series)) == (11, (), 2291)
    missing = [(each.name, gap.first, gap.last) for each in found.series for gap in each.missing]
    assert missing == [
        ("Executive orders of Mayor Bloomberg", "059", "059"),
        ("Emergency orders of Mayor Adams", "471", "471"),
    ]
    assert {problem.code for problem in nm.validate(collection).problems} == {"NMP801", "NMP803"}
