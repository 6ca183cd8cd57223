"""Drafts of mappings: they import as they are, and list the decisions to make."""

import re
import tomllib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import nmpolicy as nm
from city_sheets import SHEETS
from each_case import each_case
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.spreadsheets.mapping_drafts import draft_mapping
from nmpolicy.imports.spreadsheets.spreadsheet_import import read_spreadsheet
from nmpolicy.imports.spreadsheets.status_cells import status_form


def drafted(data: bytes, name: str = "sheet.csv", folder: Path | None = None) -> tuple[str, dict[str, Any]]:
    """Return a draft, and its content."""
    file: Any = BytesIO(data)
    if folder:
        file = folder / name
        file.write_bytes(data)
    text = draft_mapping(file)
    return text, tomllib.loads(text)


def imported(data: bytes) -> Imported:
    return read_spreadsheet(BytesIO(data), drafted(data)[1])


#: The content that a draft must find in each sheet: the class and kind, the columns, the dates, and some comments.
EXPECTED: dict[str, dict[str, Any]] = {
    "legistar-export.csv": {
        "record": "measure",
        "date_form": "month-first",
        "columns": {"number": "File #", "title": "Title", "type": "Type", "status": "Status"},
        "dates": {"introduced": "File Created", "status": "Final Action"},
        "statuses": {"Adopted": "adopted", "Filed": "introduced", "In Committee": "in-committee", "Passed": "passed"},
    },
    "documents_of_type_presidential_document.csv": {
        "kind": "executive-order",
        "post": "President",
        "columns": {
            "number": "executive_order_number",
            "title": "title",
            "url": "html_url",
            "type": "subtype",
            "notes": "disposition_notes",
        },
        "dates": {"signed": "signing_date"},
    },
    "Executive_Orders.csv": {
        "kind": "executive-order",
        "id": "eo {number}",
        "columns": {
            "number": "Executive Order Number",
            "title": "Executive Order Title",
            "url": "Link to PDF",
            "signer": "Mayor",
            "status": "Is Active",
            "subjects": "Category",
        },
        "dates": {"signed": "Date Signed"},
        "statuses": {"Yes": ""},
    },
    "governor eos.csv": {
        "jurisdiction": "State of Franklin",
        "post": "Governor",
        "columns": {"number": "EO #", "title": "Subject", "status": "Status"},
        "dates": {"signed": "Signed", "expired": "Expires"},
        "statuses": {"Expired": "expired", "In effect": "", "Rescinded": "rescinded"},
    },
    "Decretos alcaldía.csv": {
        "encoding": "windows-1252",
        "columns": {"number": "N.º", "title": "Título", "url": "Enlace", "signer": "Alcalde", "status": "Estado"},
        "dates": {"signed": "Fecha"},
        "statuses": {"Derogado": "repealed", "Vigente": ""},
    },
    "Mayoral Directives.txt": {
        "kind": "directive",
        "id": "{number}",
        "columns": {"number": "Directive No.", "title": "Title", "issuer": "Issued By"},
        "dates": {"issued": "Issue Date"},
    },
    "xo-list.csv": {
        "columns": {"number": "XO No.", "title": "Title"},
        "dates": {"effective": "Effective Date"},
        "relations": {"supersedes": "Supersedes", "superseded by": "Superseded By"},
    },
    "Council Legislation 2023-2025.csv": {
        "record": "measure",
        "kind": "bill",
        "columns": {"number": "Bill #", "title": "Title", "sponsors": "Sponsors", "status": "Final Action"},
        "dates": {"introduced": "Introduced", "status": "Date"},
    },
    "orders_by_year.csv": {
        "id": "order {year} {number}",
        "series": "Orders ({year})",
        "columns": {"number": "Order", "title": "Description", "signer": "Governor"},
        "dates": {"issued": ["Date Issued", "Year"]},
    },
    "covid_executive_orders.csv": {
        "blank": ["N/A"],
        "columns": {"number": "order_num", "title": "name", "url": "url", "issuer": "agency"},
        "dates": {"effective": "start_d", "expired": "end_d"},
    },
    "ordinances.csv": {
        "record": "measure",
        "kind": "ordinance",
        "columns": {"number": "Ordinance Number", "title": "column 2"},
        "dates": {"adopted": "Adopted"},
    },
    "proclamations.csv": {
        "kind": "proclamation",
        "columns": {"number": "Proclamation ID", "signer": "Signed by"},
        "dates": {"signed": "Proclamation Date"},
    },
}
COMMENTS = {
    "governor eos.csv": ["# first_year = 1950  # check: is 1/5/19 from 1950 to 2049?"],
    "orders_by_year.csv": ['# date_form = "month-first"  # check: or day-first? 3/4/2020 can mean both'],
    "proclamations.csv": ['# date_form = "excel"  # check: is 45859 a day number of Excel?'],
    "Council Legislation 2023-2025.csv": ["# Kept in x- fields: Enactment #, column 8, Date (2)"],
    "Executive_Orders.csv": ['No = ""  # check: which stage does it mean, if any?'],
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_draft_finds_the_columns_and_says_what_to_decide(name: str, tmp_path: Path) -> None:
    text, found = drafted(SHEETS[name], name, tmp_path)
    assert {key: found.get(key) for key in EXPECTED[name]} == EXPECTED[name]
    assert len(text.splitlines()) <= 30
    for comment in COMMENTS.get(name, ()):
        assert comment in text


@each_case("name", SHEETS)
def test_a_draft_can_be_used_as_it_is(name: str) -> None:
    found = imported(SHEETS[name])
    records = (*found.collection.orders, *found.collection.measures)
    lines = SHEETS[name].decode("utf-16" if name.endswith(".txt") else "cp1252").splitlines()
    outside = sum(found.left_out.values())
    assert len(records) == len([line for line in lines if line.strip(",")]) - 1 - outside
    assert nm.validate(found.collection).ok
    # Nothing is invented: a date that can mean two days is none, and the cell is kept.
    assert all(problem.code in {"NMP015", "NMP016", "NMP018", "NMP019"} for problem in found.problems)


def test_the_shortest_ids_that_tell_the_numbers_apart_are_chosen() -> None:
    header = "Number,Title,Mayor,Type,Date\n"
    once = drafted(f"{header}1,A,Lee,EO,2014-01-01\n2,B,Lee,EO,2014-02-01\n".encode())[1]
    by_mayor = drafted(f"{header}1,A,Lee,EO,2014-01-01\n1,B,Diaz,EO,2014-02-01\n".encode())[1]
    by_both = drafted(f"{header}1,A,Lee,EO,2014\n1,B,Diaz,EO,2014\n1,C,Lee,Memo,2014\n".encode())[1]
    assert [each["id"] for each in (once, by_mayor, by_both)] == [
        "order {number}",
        "order {signer} {number}",
        "{type} {signer} {number}",
    ]
    text, never = drafted(f"{header}1,A,Lee,EO,2014\n1,B,Lee,EO,2014\n".encode())
    assert (never["id"], "# check: 1 of the numbers occurs again" in text) == ("order {number}", True)


def test_no_numbers_no_titles_and_no_columns_are_no_obstacle() -> None:
    text, found = drafted(b"Executive order title,Date\nNoise,2014\n")
    assert "# check: without numbers, dates and titles make the ids" in text
    assert found["columns"] == {"title": "Executive order title"}
    assert [each.id for each in imported(b"Title,Date\nNoise,2014\n").collection.orders] == ["order-2014-noise"]
    text, found = drafted(b"a,b\n1,2\n")
    assert ("columns = {}  # check" in text, found["columns"]) == (True, {})
    assert imported(b"a,b\n1,2\n").collection.orders[0].extra == {"x-a": "1", "x-b": "2"}


def test_a_header_alone_is_drafted_by_its_names() -> None:
    found = drafted(b"Resolution No.,Title,Sponsor,Adopted,Type\n")[1]
    assert found["columns"] == {"number": "Resolution No.", "title": "Title", "sponsors": "Sponsor", "type": "Type"}
    assert (found["record"], found["dates"]) == ("measure", {"adopted": "Adopted"})


def test_dates_that_disagree_are_told() -> None:
    text, found = drafted(b"No.,Title,Signed,Issued\n1,A,25/12/2014,12/25/2014\n2,B,26/12/2014,12/26/2014\n")
    assert "date_form" not in found
    assert "check: 25/12/2014 is day-first, 12/25/2014 is month-first; set it for each" in text


def test_long_drafts_put_tables_on_one_line() -> None:
    roles = "No.,Title,Summary,Link,Mayor,Type,Status,Topics,Notes,Issued by"
    dates = "Signed,Issued,Effective,Expires,Amended,Announced"
    relations = "Amends,Repeals,Supersedes"
    rows = [
        f"{n},T{n},S,https://x.example/{n},Lee,Type {n % 9},Status {n % 9} revoked,a,b,Office,"
        + "2014-01-01," * 6
        + "1,2,3"
        for n in range(60)
    ]
    text, found = drafted("\n".join([f"{roles},{dates},{relations},Page", *(f"{row},9" for row in rows)]).encode())
    assert len(text.splitlines()) <= 30
    assert text.count("\ntypes = { ") == 1
    assert "  # check: Type 0, Type 1" in text
    assert len(found["columns"]) == 10
    assert len(found["dates"]) == 6
    assert [*found["relations"]] == ["amends", "repeals", "supersedes"]


def test_many_values_and_many_columns_are_shortened() -> None:
    header = ["Type", *(f"A very long name of a column {n}" for n in range(30))]
    rows = [",".join([f"t{n % 20}", *["x"] * 30]) for n in range(100)]
    text, found = drafted("\n".join([",".join(header), *rows]).encode())
    assert len(found["types"]) == 12
    assert " …\n" in text
    told = [each.message for each in imported("\n".join([",".join(header), *rows]).encode()).problems]
    assert any("[types] of the mapping does not list" in each for each in told)


def test_a_table_without_a_header_is_told() -> None:
    text = drafted(b"EO 1,Noise,2014-01-05\nEO 2,Parks,2014-02-05\n")[0]
    assert "# check: row 1 was taken for the header; if it is data, add one above it" in text


def test_titles_may_have_any_name_and_posts_may_stand_before_names() -> None:
    text, found = drafted(
        b"Date,Executive Order,Signed by\n2014-01-05,An Order on Health,Mayor Ann Lee\n2022-02-11,An Order on Work,Mayor Bo Diaz\n"
    )
    assert (found["columns"], found["post"]) == ({"title": "Executive Order", "signer": "Signed by"}, "Mayor")
    assert 'title = "Executive Order"  # check: no column is called the title' in text


def test_abbreviated_names_are_understood() -> None:
    data = b"ORDER_ID\tORDER_NM\tISSUED_DT\tORDER_TYPE_CD\tIn Force?\n17\tBurn ban\t06/21/2021 14:30\tEMERG\tN\n"
    found = drafted(data)[1]
    assert found["columns"] == {
        "number": "ORDER_ID",
        "title": "ORDER_NM",
        "type": "ORDER_TYPE_CD",
        "status": "In Force?",
    }
    assert (found["dates"], found["types"], found["statuses"]) == (
        {"issued": "ISSUED_DT"},
        {"EMERG": "other"},
        {},
    )


def test_odd_names_are_written_as_toml() -> None:
    data = b'"Ti\x7ftle ""x""",Status,\\Number\n"Noise, and more",Re\tvoked,5\n'
    assert {each.pointer for each in imported(data).problems} == {"/jurisdiction", "/post", ""}
    text, found = drafted(data)
    assert (found["columns"]["title"], '# "Re voked" = ""  # check' in text) == ('Ti\x7ftle "x"', True)


def test_names_and_values_are_recognized() -> None:
    data = (
        b"Updated,Birth date,Meeting,Publication Date,Signing Date,EO Number,Final Disposition,Revokes,Which orders\n"
        b"2014-01-02,1950,2014-01-03,2014-01-04,20140105,5,Signed,1,2\n"
    )
    found = drafted(data)[1]
    assert (found["dates"], found["relations"]) == ({"signed": "Signing Date"}, {"rescinds": "Revokes"})


def test_a_column_of_actions_needs_a_status_and_a_status_has_few_values() -> None:
    text, found = drafted(b"Ordinance No.,Title,Action Date\n1,A,2014-01-02\n")
    assert (found.get("dates", {}), "# Kept in x- fields: Action Date" in text) == ({}, True)
    rows = "".join(f"{n},A,Rescinded as in {n}\n" for n in range(50))
    assert "status" not in drafted(f"EO No.,Title,Status\n{rows}".encode())[1]["columns"]
    rows = "".join(f"{n},A,Rescinded by {n + 1}\n" for n in range(50))
    assert drafted(f"EO No.,Title,Status\n{rows}".encode())[1]["statuses"] == {"Rescinded by {number}": "rescinded"}


@each_case(
    ("status", "form"),
    [
        ("Rescinded by EO 1995", "Rescinded by {number}"),
        ("Rescinded by 5/2019 on 3/5/2020", "Rescinded by {number} on {date}"),
        ("Superseded by EO 12, dated March 5, 2014", "Superseded by {number}, dated {date}"),
        ("Superseded by EO 12 (see files)", "Superseded by {number}"),
        ("Superseded by EO 12 and EO 13 (2014)", "Superseded by {number}"),
        ("Repealed by the Council on 3/5/2014", "Repealed by the Council {date}"),
        ("Rescinded 2014", "Rescinded {date}"),
        ("Rescinded EO 1995", "Rescinded EO 1995"),
        ("Expired on June 30, 2014", "Expired {date}"),
        ("Derogada por OE-2021-5", "Derogada por {number}"),
        ("Active", "Active"),
    ],
)
def test_forms_of_statuses(status: str, form: str) -> None:
    assert status_form(status) == form


def test_other_orders_and_dates_in_statuses_have_braces() -> None:
    rows = (
        "1,A,Superseded by EO 2\n2,B,Revoked 3/5/2014\n3,C,Repealed by 2 (3/25/2014)\n4,D,Extended by 2\n"
        f"5,E,Expired June 30\n6,F,Active (amended)\n7,G,Superseded by 3 and 4\n8,H,{'long ' * 60}\n"
    )
    data = f"EO No.,Title,Status\n{rows}".encode()
    assert drafted(data)[1]["statuses"] == {
        "Repealed by {number} ({date})": "repealed",
        "Revoked {date}": "rescinded",
        "Superseded by {number}": "superseded",
    }
    assert f'# "{" ".join(["long"] * 60)}" = ""  # check' in drafted(data)[0]
    assert [str(each) for each in imported(data).collection.relations] == [
        "eo-2 supersedes eo-1",
        "eo-2 repeals eo-3",
        "eo-3 supersedes eo-7",
        "eo-4 supersedes eo-7",
    ]
    assert "statuses" not in drafted(b"EO No.,Title,Status\n1,A,{x}\n")[1]


@each_case(
    ("header", "cell", "separator"),
    [
        ("Keywords", "trees, parks", ","),
        ("Mayor", "Ann Lee and Bo Diaz", " and "),
        ("Mayor", "Ann Lee / Bo Diaz", "/"),
        ("Mayor", "Ann Lee, Bo Diaz", ","),
        ("Agency", "Parks; Water", ";"),
        ("Mayor", "Lee, Ann", ""),
        ("Agency", "Department of Parks, Recreation and Water", ""),
    ],
)
def test_a_cell_that_may_name_several_is_to_be_checked(header: str, cell: str, separator: str) -> None:
    text = drafted(f'EO No.,Title,{header}\n1,A,"{cell}"\n'.encode())[0]
    doubt = f'# check: is {cell!r} one? If not, write {{column = "{header}", separator = ["{separator}"]}}'
    assert (doubt in text) == bool(separator)
    assert ("If not" in text) == bool(separator)


def test_sections_totals_and_notes_are_to_be_checked() -> None:
    data = b"No.,Title,Date\n2019,,\n1,A,2019-01-05\n2,B,2019-01-05\n3,C,2019-01-05\nTotal,3,\nNote: all are here.,,\n"
    line = '# ignore_rows = ["2019", "Total*", "Note: all are here."]  # check: are these not orders?\n'
    text = drafted(data)[0]
    assert line in text
    assert len(imported(data).collection.orders) == 6  # none is left out before somebody decides
    found = read_spreadsheet(BytesIO(data), tomllib.loads(text.replace("# ignore", "ignore")))
    assert ([each.number for each in found.collection.orders], found.left_out) == (
        ["1", "2", "3"],
        {"rows in ignore_rows": 3},
    )


def test_a_year_beside_the_number_is_a_part_of_the_id() -> None:
    text, found = drafted(b"Year,No.,Title,Effective\n2019,1,A,2019-01-05\n2020,2,B,\n")
    assert found["id"] == "order {year} {number}"
    assert 'effective = ["Effective", "Year"]  # check: is Year the year of this stage?' in text
    assert drafted(b"Year,No.,Title,Signed\n2019,2019-1,A,2019-01-05\n")[1]["id"] == "order {number}"


def test_several_kinds_share_the_word_of_their_class() -> None:
    data = b"Resolution No.,Title,Type\n1,A,Resolution\n2,B,Ordinance\n"
    assert drafted(data)[1]["id"] == "measure {number}"


def test_the_day_of_the_meeting_may_be_that_of_the_status() -> None:
    text, found = drafted(b"Meeting Date,Ordinance Number,Title,Action\n2014-01-05,1,Noise,Approved\n")
    assert (found["record"], found["dates"]) == ("measure", {"status": "Meeting Date"})
    assert 'status = "Meeting Date"  # check: when the status was reached' in text


def test_the_approval_of_the_mayor_is_a_signature() -> None:
    found = drafted(b"Ordinance No.,Title,Passed,Approved by Mayor\n1,A,2014-01-05,2014-01-07\n")[1]
    assert found["dates"] == {"passed": "Passed", "signed": "Approved by Mayor"}


def test_a_column_of_two_relations_is_to_be_checked() -> None:
    text, found = drafted(b"EO No.,Title,Rescinded/Superseded By\n1,A,2\n2,B,\n")
    assert found["relations"] == {"superseded by": "Rescinded/Superseded By"}
    assert '"superseded by" = "Rescinded/Superseded By"  # check: or another one?' in text


def test_french_and_portuguese_headers_are_understood() -> None:
    data = "Numéro;Date de signature;Titre;Maire;Statut;Lien\nA-1;1er avril 2020;Bruit;Anne Côté;Abrogé;https://v.example\n"
    found = drafted(data.encode())[1]
    assert found["columns"] == {
        "number": "Numéro",
        "title": "Titre",
        "url": "Lien",
        "signer": "Maire",
        "status": "Statut",
    }
    assert (found["dates"], found["statuses"]) == ({"signed": "Date de signature"}, {"Abrogé": "repealed"})
    data = "Número do Decreto;Assunto;Data de assinatura;Prefeito;Situação\n1;Ruído;5/1/2014;Ana Cruz;Revogado\n"
    found = drafted(data.encode())[1]
    assert found["columns"] == {
        "number": "Número do Decreto",
        "title": "Assunto",
        "signer": "Prefeito",
        "status": "Situação",
    }
    assert (found["dates"], found["statuses"]) == ({"signed": "Data de assinatura"}, {"Revogado": "rescinded"})


def test_orders_have_no_stages_of_measures() -> None:
    text, found = drafted(b"EO No.,Title,Approved\n1,A,2014-01-02\n")
    assert (found["dates"], "# check: signed, issued" in text) == ({"signed": "Approved"}, True)
    assert drafted(b"Bill No.,Title,Approved\n1,A,2014-01-02\n")[1]["dates"] == {"passed": "Approved"}


def test_bodies_and_places_are_found_above_the_header() -> None:
    data = b"City and County of Denver Board of Supervisors,,\nMotion Number,Title,Passed\n1,A,2014\n2,B,2015\n"
    found = drafted(data)[1]
    assert (found["body"], found["kind"], found["dates"]) == ("Board of Supervisors", "motion", {"passed": "Passed"})


def test_the_same_file_has_the_same_draft() -> None:
    for data in SHEETS.values():
        assert drafted(data)[0] == drafted(data)[0]


def test_a_status_in_doubt_is_a_comment_and_so_the_import_reports_it() -> None:
    data = b"EO No.,Title,Signed,Status\n1,A,2014-01-05,No longer in effect\n2,B,2014-01-05,Active\n"
    text, found = drafted(data)
    assert '\n# "No longer in effect" = ""  # check: which stage does it mean, if any?\n' in text
    assert found["statuses"] == {"Active": ""}
    assert [each.message for each in imported(data).problems if "[statuses]" in each.message] == [
        "[statuses] of the mapping does not list 'No longer in effect'; add it; it is kept in x-status"
    ]


def test_names_of_probably_one_person_are_to_be_checked() -> None:
    names = (
        "Hancock",
        "Mayor Michael Hancock",
        "Michael B. Hancock",
        "Ann Lee",
        "Bo Lee",
        "Lee",
        "Cy Roe",
        "Mayor Cy Roe",
    )
    rows = "".join(f"{number},A,{name}\n" for number, name in enumerate(names))
    text, found = drafted(f"EO No.,Title,Mayor\n{rows}".encode())
    assert text.partition("[signers]\n")[2].splitlines() == [
        '# "Mayor Michael Hancock" = "Michael B. Hancock"  # check: one person?',
        '# Hancock = "Michael B. Hancock"  # check: one person?',
    ]
    assert found["signers"] == {}
    signed = read_spreadsheet(
        BytesIO(f"EO No.,Title,Mayor\n{rows}".encode()),
        {**tomllib.loads(re.sub(r"(?m)^# (?=.*person)", "", text)), "undated": "signed"},
    )
    assert [each.name for each in signed.collection.people] == [
        "Ann Lee",
        "Bo Lee",
        "Cy Roe",
        "Lee",
        "Michael B. Hancock",
    ]
    wide = ",".join(f"{kind} date" for kind in ("Signed", "Issued", "Effective", "Expires", "Announced", "Amended"))
    many = "".join(f"{number},A,{name},s{number},t{number}{',2014-01-05' * 6}\n" for number, name in enumerate(names))
    text = drafted(f"EO No.,Title,Mayor,Status,Type,{wide}\n{many}".encode())[0]
    assert '# signers = { "Mayor Michael Hancock" = "Michael B. Hancock", Hancock = "Michael B. Hancock" }' in text


def test_day_numbers_among_other_dates_are_read_if_the_draft_is_corrected() -> None:
    data = b'EO No.,Title,Signed\n1,A,45859\n2,B,3/4/2024\n3,C,"June 3, 1991"\n'
    text = drafted(data)[0]
    assert '# date_form = ["excel", "month-first"]  # check: how are 45859, 3/4/2024 written?' in text
    found = read_spreadsheet(BytesIO(data), tomllib.loads(text.replace("# date_form", "date_form")))
    dates = [each.milestones[0].date for each in found.collection.orders]
    assert dates == ["2025-07-21", "2024-03-04", "1991-06-03"]
    text = drafted(data.replace(b"3/4/2024", b"25/4/2024"))[0]
    assert '# date_form = ["excel", "day-first"]  # check: how are 45859, 25/4/2024 written?' in text


def test_numbers_with_and_without_a_prefix_make_ids_of_one_form() -> None:
    data = b"XO No.,Title\nXO 8,A\n123,B\n16A,C\nXO 1.15,D\n"
    assert drafted(data)[1]["id"] == "xo {number}"
    assert [each.id for each in imported(data).collection.orders] == ["xo-8", "xo-123", "xo-16a", "xo-1.15"]


@pytest.mark.parametrize("name", SHEETS)
def test_comments_are_no_longer_than_a_line_of_a_terminal(name: str, tmp_path: Path) -> None:
    lines = drafted(SHEETS[name], name, tmp_path)[0].splitlines()[1:]
    assert not [line for line in lines if len(line) > 80 and " = { " not in line]
