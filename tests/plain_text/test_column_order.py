"""The order of the lines of a page."""

from nmpolicy.plain_text.column_order import in_reading_order
from nmpolicy.plain_text.pdf_lines import Line


def line(text: str, left: float, baseline: float, width: float = 200, slant: int = 0) -> Line:
    return Line(text, 1, left, left + width, baseline, 10, 20, slant)


COLUMNS = [line(f"{side}{n}", left, 600 - 12 * n) for side, left in (("a", 72), ("b", 320)) for n in range(5)]
HEADER, FOOTER = line("header", 72, 700, 448), line("footer", 72, 40, 448)


def test_the_order_of_the_file_is_kept_if_it_goes_down_each_column() -> None:
    for lines in ([HEADER, *COLUMNS, FOOTER], [FOOTER, *COLUMNS, HEADER], COLUMNS, []):
        assert in_reading_order(lines) == lines


def test_other_orders_are_sorted_by_column() -> None:
    margin = line("margin", 20, 300, 10, slant=90)
    assert in_reading_order([margin, FOOTER, *COLUMNS[::-1], HEADER]) == [HEADER, *COLUMNS, FOOTER, margin]
    assert in_reading_order(COLUMNS[::-1]) == COLUMNS
    assert in_reading_order([*COLUMNS[:5][::-1]]) == COLUMNS[:5]


def test_a_page_of_too_many_lines_is_left_as_it_is() -> None:
    lines = [line("x", 72, n * 20) for n in range(2001)]
    assert in_reading_order(lines) == lines
