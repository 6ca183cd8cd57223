"""Ids of rows: they come from the content, so that they stay when rows are added."""

import hashlib
import json
from collections.abc import Sequence
from io import BytesIO
from itertools import permutations
from typing import Any

import pytest

from nmpolicy.imports.spreadsheets.row_ids import id_part
from nmpolicy.imports.spreadsheets.spreadsheet_import import read_spreadsheet

HEADER = "No.,Title,Signed,Mayor"
MAPPING: dict[str, Any] = {
    "record": "order",
    "kind": "executive-order",
    "jurisdiction": "Springfield",
    "post": "Mayor",
    "id": "eo {signer} {number}",
    "columns": {"number": "No.", "title": "Title", "signer": "Mayor"},
    "dates": {"signed": "Signed"},
}
ROWS = [
    "1,Noise,2014-01-05,Lee",
    "1,Noise,2014-01-05,Diaz",
    "2,Parks,2014-02-01,Lee",
    "2,Parks again,2014-03-01,Lee",
    "2,Parks again,,Lee",
    "2,Trees,2014-03-01,Lee",
    ",A notice,2015,",
    ",A notice,2015,Lee",
    ",Another notice,,",
    ",,2015,",
    "1-2,Water,2016,Lee",
    "1.2,Fire,2017,Lee",
    "Указ,Вода,,Lee",
    ",,,Lee",
]


def ids(rows: Sequence[str], mapping: dict[str, Any] = MAPPING) -> dict[str, str]:
    """Return the id of each row."""
    orders = read_spreadsheet(BytesIO("\n".join([HEADER, *rows]).encode()), mapping).collection.orders
    return {row: order.id for row, order in zip(rows, orders, strict=True)}


def digest(row: int) -> str:
    """Return the digest of a row."""
    names = HEADER.split(",")
    cells = {name: cell for name, cell in zip(names, ROWS[row].split(","), strict=True) if cell}
    return hashlib.sha256(json.dumps(sorted(cells.items())).encode()).hexdigest()[:8]


def test_ids_are_made_from_the_parts_that_the_mapping_names() -> None:
    assert ids(ROWS) == {
        "1,Noise,2014-01-05,Lee": "eo-lee-1",
        "1,Noise,2014-01-05,Diaz": "eo-diaz-1",
        "2,Parks,2014-02-01,Lee": "eo-lee-2",
        "2,Parks again,2014-03-01,Lee": f"eo-lee-2-{digest(3)}",
        "2,Parks again,,Lee": f"eo-lee-2-{digest(4)}",
        "2,Trees,2014-03-01,Lee": "eo-lee-2-trees",
        ",A notice,2015,": "eo-2015-a-notice",
        ",A notice,2015,Lee": "eo-lee-2015-a-notice",
        ",Another notice,,": "eo-another-notice",
        ",,2015,": "eo-2015",
        "1-2,Water,2016,Lee": "eo-lee-1-2",
        "1.2,Fire,2017,Lee": "eo-lee-1.2",
        "Указ,Вода,,Lee": f"eo-lee-{id_part('Указ')}",
        ",,,Lee": f"eo-lee-{digest(-1)}",
    }


def test_a_new_row_at_any_place_changes_no_id() -> None:
    """Only a row with the same parts that does not come later in time can take the short id of another."""
    for new in ROWS:
        others = [row for row in ROWS if row != new]
        before = ids(others)
        same = {row for row in others if row.split(",")[0] == new.split(",")[0] and row[-4:] == new[-4:]}
        for place in (0, len(others) // 2, len(others)):
            after = ids([*others[:place], new, *others[place:]])
            assert all(after[row] == before[row] for row in others if row not in same), new


def test_a_later_row_with_the_same_parts_changes_no_id() -> None:
    rows = ["2,Parks,2014-02-01,Lee", "2,Trees,2014-03-01,Lee", "2,Water,2014-04-01,Lee"]
    assert [*ids(rows).values()] == ["eo-lee-2", "eo-lee-2-2014-03-01", "eo-lee-2-2014-04-01"]
    for count in range(1, 4):
        for order in permutations(rows[:count]):
            assert ids(order) == {row: ids(rows)[row] for row in order}


def test_the_order_of_the_rows_does_not_matter() -> None:
    expected = ids(ROWS)
    for shift in range(len(ROWS)):
        assert ids([*ROWS[shift:], *ROWS[:shift]]) == expected
    assert ids(ROWS[::-1]) == expected


def test_a_correction_of_another_cell_changes_no_id() -> None:
    assert ids(["5,Noise,2014-01-05,Lee"]).popitem()[1] == ids(["5,Noise caps,2014,Lee"]).popitem()[1] == "eo-lee-5"


def test_rows_that_are_equal_are_counted_and_reported() -> None:
    rows = "\n".join([HEADER, *["7,Noise,2014,Lee"] * 3, "7,Parks,2015,Lee", ",X,2014,Lee", ",X,2014,Lee"])
    imported = read_spreadsheet(BytesIO(rows.encode()), MAPPING)
    found = [order.id for order in imported.collection.orders]
    assert (found[0], found[2], found[3]) == ("eo-lee-7", f"{found[1]}-2", "eo-lee-7-2015")
    assert len({*found}) == len(found)
    assert [problem.message for problem in imported.problems] == [
        "the row repeats row 2; remove one of them",
        "the row repeats row 2; remove one of them",
        "the row has the number '7' of row 2; correct it, or add what differs to `id` in the mapping",
        "the row repeats row 6; remove one of them",
    ]


def test_rows_without_numbers_may_have_the_date_and_title_in_common() -> None:
    rows = f"{HEADER},Place\n,X,2014,,A\n,X,2014,,B\n"
    imported = read_spreadsheet(BytesIO(rows.encode()), MAPPING)
    assert "the row has the date and title of row" in imported.problems[0].message


def test_numbers_that_differ_in_their_signs_alone_are_no_duplicates() -> None:
    rows = f"{HEADER}\n1-2,Water,2016,Lee\n1/2,Fire,2017,Lee\n"
    imported = read_spreadsheet(BytesIO(rows.encode()), MAPPING)
    assert [order.id for order in imported.collection.orders] == ["eo-lee-1-2", "eo-lee-1-2-2017"]
    assert not imported.problems


def test_many_equal_rows_take_no_longer_than_others() -> None:
    rows = [HEADER, *["7,Noise,2014,Lee"] * 2000]
    orders = read_spreadsheet(BytesIO("\n".join(rows).encode()), MAPPING).collection.orders
    assert orders[-1].id.endswith("-1999")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{Mayor}-{number}", "lee-5"),
        ("{kind}, {year}: {number}", "executive-order-2014-5"),
        ("{series} {number}", "orders-of-lee-5"),
    ],
)
def test_a_pattern_names_columns_and_parts_of_the_record(pattern: str, expected: str) -> None:
    mapping = {**MAPPING, "id": pattern, "series": "Orders of {Mayor}"}
    assert ids(["5,Noise,2014-01-05,Lee"], mapping).popitem()[1] == expected


def test_an_id_that_a_person_has_is_not_used_for_an_order() -> None:
    rows = f"{HEADER}\n5,Noise,2014,Order 5\n"
    imported = read_spreadsheet(BytesIO(rows.encode()), {**MAPPING, "id": "order {number}"})
    assert (imported.collection.orders[0].id, imported.collection.people[0].id) == ("order-5-order", "order-5")
