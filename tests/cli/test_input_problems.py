"""The problems of an import, as they are printed."""

from nmpolicy.cli.render.input_problems import input_problem_lines
from nmpolicy.imports.input_items import InputProblem
from nmpolicy.problems import Severity
from nmpolicy.tables.cell_problems import CellProblem


def test_places_with_one_message_are_listed_together_up_to_ten() -> None:
    problems = [
        InputProblem("NMP016", Severity.WARNING, f"/{number}/date", "not a date", file="page.json")
        for number in range(12)
    ]
    lines = " ".join(" ".join(input_problem_lines(problems)).split())
    assert lines.startswith("12 problems in the input: NMP016 page.json /0/date, /1/date, /2/date")
    assert lines.endswith("/9/date and 2 more not a date")
    assert [*input_problem_lines(problems[:2])][1].split() == ["NMP016", "page.json", "/0/date,", "/1/date"]


def test_rows_of_different_columns_are_apart() -> None:
    problems = [
        CellProblem("NMP016", Severity.WARNING, "", "not a date", file="a.csv", row=row, field=column, record="eo-1")
        for row, column in ((2, "Signed"), (3, "Signed"), (5, "Signed"), (5, "Expires"))
    ]
    assert [line.strip() for line in input_problem_lines(problems)] == [
        "4 problems in the input:",
        "NMP016 a.csv, rows 2-3, 5, column Signed",
        "not a date",
        "NMP016 eo-1 a.csv, row 5, column Expires",
        "not a date",
    ]


def test_no_problems_make_no_lines() -> None:
    assert [*input_problem_lines(())] == []
