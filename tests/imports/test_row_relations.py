"""Relations between the rows of a spreadsheet."""

from io import BytesIO
from typing import Any

from nmpolicy.imports.imported import Imported
from nmpolicy.imports.spreadsheets.spreadsheet_import import read_spreadsheet

MAPPING: dict[str, Any] = {
    "record": "order",
    "kind": "executive-order",
    "jurisdiction": "Springfield",
    "post": "Mayor",
    "series": "{Mayor}",
    "id": "{Mayor} {number}",
    "columns": {"number": "No."},
    "relations": {"amends": "Amends", "superseded by": "By"},
}


def read(*rows: str) -> Imported:
    return read_spreadsheet(BytesIO("\n".join(["No.,Mayor,Amends,By", *rows]).encode()), MAPPING)


def relations(*rows: str) -> list[str]:
    return [str(each) for each in read(*rows).collection.relations]


def test_numbers_name_other_rows() -> None:
    assert relations("1,Lee,,EO No. 3", '2,Lee,"1; 3",', "3,Lee,1 and 2,", "4,Lee,2 & 3,") == [
        "lee-3 supersedes lee-1",
        "lee-2 amends lee-1",
        "lee-2 amends lee-3",
        "lee-3 amends lee-1",
        "lee-3 amends lee-2",
        "lee-4 amends lee-2",
        "lee-4 amends lee-3",
    ]


def test_the_year_of_a_number_may_be_in_another_column() -> None:
    text = (
        "No.,Signed,Type,By\n3,1999,Executive Order,Executive Order 1-2005\n1,2005-01-03,Executive Order,\n"
        "1,2005-02-03,Proclamation,2005-2\n2,2005,Proclamation,1-2005\n3,2005,Proclamation,3-1999\n4,2005,,5-2004\n"
    )
    mapping = {
        **MAPPING,
        "id": "{type} {year} {number}",
        "series": "",
        "columns": {"number": "No.", "type": "Type"},
        "types": {"Executive Order": "executive-order", "Proclamation": "proclamation"},
        "dates": {"signed": "Signed"},
        "relations": {"amended by": "By"},
    }
    imported = read_spreadsheet(BytesIO(text.encode()), mapping)
    assert [str(each) for each in imported.collection.relations] == [
        "executive-order-2005-1 amends executive-order-1999-3",
        "proclamation-2005-2 amends proclamation-2005-1",
        "executive-order-1999-3 amends proclamation-2005-3",
    ]
    assert [each.message.partition(": ")[2][:22] for each in imported.problems] == [
        "several rows have it (",
        "no row has it; it is k",
    ]


def test_the_row_of_the_same_series_is_meant() -> None:
    assert relations("1,Lee,,", "1,Diaz,,", "2,Diaz,1,", "7,Lee,,", "3,Diaz,7,", ",Diaz,,", "IV,Diaz,,") == [
        "diaz-2 amends diaz-1",
        "diaz-3 amends lee-7",
    ]


def test_a_prefix_may_be_left_out_but_not_be_another_one() -> None:
    assert relations("EO-1,Lee,,", "AO-1,Lee,,", "AO-2,Lee,,", "EO-3,Lee,AO 1; 2,") == [
        "lee-eo-3 amends lee-ao-1",
        "lee-eo-3 amends lee-ao-2",
    ]


def test_a_relation_that_both_rows_tell_is_one() -> None:
    imported = read_spreadsheet(
        BytesIO(b"No.,Mayor,New,Old\n1,Lee,2,\n2,Lee,,1\n"),
        {**MAPPING, "relations": {"superseded by": "New", "supersedes": "Old"}},
    )
    assert [each.id for each in imported.collection.relations] == ["lee-2.supersedes-lee-1"]


def test_numbers_that_name_no_row_or_several_are_told_and_kept() -> None:
    imported = read(
        "1,Lee,1,", "2,Lee,9; 1,", "7,Lee,,", "7,Lee,,x", "3,Diaz,7,", "4,Lee,EO 7,", "5,Lee,Section 3 of EO 1,"
    )
    assert [str(each) for each in imported.collection.relations] == ["lee-2 amends lee-1"]
    kept = [dict(each.extra) for each in imported.collection.orders]
    assert [each.get("x-amends") for each in kept] == ["1", "9; 1", None, None, "7", "EO 7", "Section 3 of EO 1"]
    told = [problem.message for problem in imported.problems if "for `" in problem.message]
    assert told[0] == (
        "'1' is not the number of one other row for `amends`: it is the number of the row itself; it is kept in x-amends"
    )
    assert "'9' is not the number of one other row for `amends`: no row has it" in told[1]
    assert "'x' is not the number of one other row for `superseded by`: no row has it" in told[2]
    assert "several rows have it (4, 5)" in told[3]


def test_numbers_that_many_rows_have_are_shortened() -> None:
    imported = read(*[f"7,Mayor {each},," for each in "ABCD"], "8,Lee,7,")
    assert "several rows have it (2, 3, 4, …)" in imported.problems[-1].message
