"""Reading mappings: each problem has its key and a way to fix it."""

from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from each_case import each_case
from nmpolicy.errors import InvalidDocumentError, NMPolicyError, UnreadableDocumentError
from nmpolicy.imports.spreadsheets.mapping_reader import read_mapping
from nmpolicy.imports.spreadsheets.spreadsheet_import import read_spreadsheet
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, Stage

FULL: dict[str, Any] = {
    "record": "order",
    "kind": "other",
    "jurisdiction": "Springfield",
    "post": "Mayor",
    "body": "Council",
    "division": "ocd-division/country:us",
    "language": "en",
    "id": "eo {year} {number}",
    "series": "Orders of {year}",
    "encoding": "utf-8",
    "date_form": "month-first",
    "first_year": 1950,
    "blank": ["-"],
    "ignore": "Page",
    "undated": "signed",
    "columns": {
        "number": "No.",
        "title": ["Title", "Name"],
        "status": "Status",
        "subjects": {"column": "Topics", "separator": ","},
    },
    "dates": {"signed": "Date", "expired": {"column": ["End"], "form": "excel", "first_year": 1900}, "status": "End"},
    "relations": {"amended-by": "Changed By", "Cites": "Sees"},
    "types": {"Law": "ordinance", "Misc": "other"},
    "statuses": {"Over": "expired", "Live": ""},
    "signers": {"Lee": "Ann Lee"},
}
TABLE = b"No.,Title,Name,Status,Topics,Date,End,Page,Changed By,Sees\n1,Noise,,Over,a;b,1/5/14,45859,3,,\n"


def problems(mapping: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(InvalidDocumentError) as caught:
        read_mapping(mapping)
    return {problem.pointer: problem.message for problem in caught.value.problems}


def test_a_mapping_says_what_each_column_holds() -> None:
    found = read_mapping(FULL)
    assert (found.kind, found.types) == (OrderKind.OTHER, {"law": MeasureKind.ORDINANCE, "misc": OrderKind.OTHER})
    assert found.statuses == {"over": Stage.EXPIRED, "live": None}
    assert found.columns["title"].columns == ("Title", "Name")
    assert (found.dates[Stage.SIGNED].form, found.dates[Stage.SIGNED].first_year) == (("month-first",), 1950)
    assert (found.dates[Stage.EXPIRED].form, found.dates[Stage.EXPIRED].first_year) == (("excel",), 1900)
    assert [key for key, _ in found.uses][-3:] == [
        ("dates", "status"),
        ("relations", "amended by"),
        ("relations", "cites"),
    ]
    assert read_mapping(FULL | {"record": "measure", "types": {}}).kind is MeasureKind.OTHER


def test_a_file_is_toml_with_any_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    text = 'record="order"\nkind="proclamation"\njurisdiction="X"\npost="Y"\n[columns]\nnumber="No."\n'
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert read_mapping(path).kind is OrderKind.PROCLAMATION
    for wrong, message in ((b"record = ", "it is not TOML"), (b'a = "\xff"', "it is not UTF-8")):
        path.write_bytes(wrong)
        with pytest.raises(UnreadableDocumentError, match=message):
            read_mapping(path)
    with pytest.raises(UnreadableDocumentError, match="cannot be read"):
        read_mapping(tmp_path / "nowhere.toml")


def test_all_keys_that_are_missing_are_told() -> None:
    assert [*problems({})] == ["/kind", "/record", "/jurisdiction", "/columns", "/post"]


@each_case(
    ("key", "value", "pointer", "message"),
    [
        ("colums", {}, "/colums", "did you mean 'columns'?"),
        ("zzz", 1, "/zzz", "the keys are record, kind"),
        ("record", "orders", "/record", "write one of them"),
        ("kind", "decree", "/kind", "did you mean 'executive-order'?"),
        ("kind", "bylaw", "/kind", "did you mean 'ordinance'?"),
        ("kind", "zzz", "/kind", "write one of executive-order, "),
        ("jurisdiction", " ", "/jurisdiction", "the name is blank"),
        ("encoding", "klingon", "/encoding", "write one such as windows-1252"),
        ("encoding", "hex", "/encoding", "write one such as windows-1252"),
        ("language", "English!", "/language", "is not a language tag"),
        ("date_form", "american", "/date_form", "write one of month-first, day-first, excel"),
        ("date_form", ["excel", "d"], "/date_form", "'d' is not a form of dates"),
        ("date_form", ["day-first", "month-first"], "/date_form", "the month and the day cannot both be first"),
        ("undated", "vetoed", "/undated", "is not a stage that makes an order; write one such as signed"),
        ("undated", "singed", "/undated", "did you mean 'signed'?"),
        ("first_year", True, "/first_year", "not true"),
        ("first_year", 50, "/first_year", "expected a year such as 1950, not 50"),
        ("blank", 5, "/blank", "expected a list, not 5"),
        ("columns", [], "/columns", "expected a table, not a list; write [columns] on a line"),
        ("columns", {"numbr": "No."}, "/columns/numbr", "did you mean 'number'?"),
        ("columns", {"mayor": "Mayor"}, "/columns/mayor", "did you mean 'signer'?"),
        ("columns", {"signed": "Date"}, "/columns/signed", "dates belong in [dates]"),
        ("columns", {"repeals": "Date"}, "/columns/repeals", "write it in [relations]"),
        ("columns", {"zzz": "Date"}, "/columns/zzz", "the keys are number, title"),
        ("columns", {"number": " "}, "/columns/number", "the name of the column is blank"),
        ("columns", {"number": []}, "/columns/number", "the name of the column is blank"),
        ("columns", {"number": {"separator": ","}}, "/columns/number/separator", "is not a key of a mapping here"),
        ("columns", {"number": {}}, "/columns/number", 'write column = "its name"'),
        ("columns", {"number": {"column": 5}}, "/columns/number/column", "expected a list, not 5"),
        (
            "columns",
            {"subjects": {"column": "a", "separator": 5}},
            "/columns/subjects/separator",
            "expected a list, not 5",
        ),
        ("dates", {"singed": "Date"}, "/dates/singed", "did you mean 'signed'?"),
        ("dates", {"": "Date"}, "/dates/", "the stage is blank"),
        ("dates", {"signed": {"column": "a", "form": "b"}}, "/dates/signed/form", "is not a form of dates"),
        ("dates", {}, "/dates", "{year} is the year of the first column in [dates]"),
        ("relations", {"amend": "a"}, "/relations/amend", "did you mean 'amends'?"),
        ("relations", {"zzz": "a"}, "/relations/zzz", "write a predicate such as amends"),
        ("types", {"A": "ordinance", "a": "bill"}, "/types/a", "the value occurs twice"),
        ("types", {"A": "resoluton"}, "/types/A", "did you mean 'resolution'?"),
        ("statuses", {"A": "revoked"}, "/statuses/A", "did you mean 'rescinded'?"),
        (
            "statuses",
            {"By {nr}": "amended"},
            "/statuses/by {nr}",
            "{nr} cannot be in a status; write {number} or {date}",
        ),
        ("statuses", {"{date}{date}": "amended"}, "/statuses/{date}{date}", "the same braces occur twice"),
        ("statuses", {"By {number}": "expired"}, "/statuses/by {number}", "write one of amended, repealed, rescinded"),
        ("signers", {"A": 5}, "/signers/A", "expected text, not 5"),
        ("id", "eo", "/id", "all ids would be the same"),
        ("id", "eo {number", "/id", "a brace has no partner"),
        ("series", "number}", "/series", "a brace has no partner"),
    ],
)
def test_a_wrong_key_or_value_is_told_with_what_to_do(key: str, value: object, pointer: str, message: str) -> None:
    found = problems({**FULL, key: value})
    assert message in found[pointer]


def test_the_date_of_the_status_needs_a_status() -> None:
    columns = {key: value for key, value in FULL["columns"].items() if key != "status"}
    assert "no column holds the status" in problems({**FULL, "columns": columns})["/dates/status"]


def places(value: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path] if path else []
    for key, each in value.items() if isinstance(value, dict) else ():
        found += places(each, (*path, key))
    return found


@each_case("path", places(FULL), ids=".".join)
def test_a_value_of_a_wrong_type_is_never_a_surprise(path: tuple[str, ...]) -> None:
    wrongs: tuple[Any, ...] = (
        None,
        5,
        1.5,
        True,
        "nope",
        "",
        [],
        {},
        [[]],
        ["a", 5],
        {"column": 5},
        {"": ""},
        "\ud800",
    )
    for wrong in wrongs:
        mapping = inner = deepcopy(FULL)
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = wrong
        try:
            imported = read_spreadsheet(BytesIO(TABLE), mapping)
        except NMPolicyError as error:
            assert str(error)  # noqa: PT017  # most are errors, and some are not
        else:
            assert len(imported.collection.orders) == 1
