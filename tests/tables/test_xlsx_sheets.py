"""The looks of a sheet, as far as they are computed."""

import pytest

from nmpolicy.tables.layout import table_named
from nmpolicy.tables.xlsx_sheets import row_height


@pytest.mark.parametrize(("length", "height"), [(0, None), (60, None), (66, 30), (131, 45), (30_000, 60)])
def test_a_row_is_as_high_as_its_longest_text_up_to_four_lines(length: int, height: int | None) -> None:
    table = table_named("notes")
    cells = ["x" * length if column.name == "text" else "" for column in table.stored]
    assert row_height(table, cells) == height


def test_a_long_id_needs_no_more_lines() -> None:
    table = table_named("notes")
    assert row_height(table, ["x" * 200, *[""] * (len(table.stored) - 1)]) is None
