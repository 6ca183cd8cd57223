"""The looks of a sheet, as far as they are computed."""

from each_case import each_case
from nmpolicy.tables.xlsx_sheets import row_height


@each_case(
    ("text", "height"),
    [
        ("", None),
        ("x" * 70, None),
        ("x" * 71, 30),
        ("x" * 350, 75),
        ("X" * 70, 30),
        ("one\n\nthree", 45),
        ("x" * 71 + "\n", 45),
        ("x" * 30_000, 300),
    ],
)
def test_a_row_is_as_high_as_its_longest_text_up_to_twenty_lines(text: str, height: int | None) -> None:
    assert row_height(["a", text, "b"]) == height
