"""The dates of disposition notes."""

from datetime import date

from each_case import each_case
from nmpolicy.imports.federal_register.disposition_dates import agreed_date, read_note_date
from nmpolicy.vocabulary.dates import PartialDate

OWN = date(2018, 4, 20)


@each_case(
    ("written", "later", "expected"),
    [
        ("March 1, 1927", False, "1927-03-01"),
        ("October 18,1991", False, "1991-10-18"),
        ("January, 4, 1999", False, "1999-01-04"),
        ("Nov. 1, 2001", False, "2001-11-01"),
        ("1 November 2001", False, "2001-11-01"),
        ("2001-11-01", False, "2001-11-01"),
        ("July\xa024, 1959", False, "1959-07-24"),
        ("3/1/1927", False, "1927-03-01"),
        ("12/27/ 2016", False, "2016-12-27"),
        ("10/1/93", False, "1993-10-01"),
        ("10/1/93", True, "2093-10-01"),
        ("12/31/46", False, "1946-12-31"),
        ("1/20/25", True, "2025-01-20"),
        ("4/20/18", False, "2018-04-20"),
        ("4/20/18", True, "2018-04-20"),
        ("4/21/18", False, "1918-04-21"),
        ("2/29/17", True, None),  # neither 2017 nor 2117 has the day
        ("2/30/2017", False, None),
        ("13/1/2017", False, None),
        ("February 30, 2017", False, None),
        ("Smarch 3, 2017", False, None),
        ("September 30, 3015", True, None),
        ("September 2, 1031", False, None),
    ],
)
def test_dates_of_notes(written: str, later: bool, expected: str | None) -> None:  # noqa: FBT001  # a table
    assert read_note_date(written, OWN, later=later) == expected


def test_without_the_day_of_the_document() -> None:
    assert read_note_date("10/1/93", None, later=False) is None
    assert read_note_date("10/1/1993", None, later=False) == "1993-10-01"
    assert read_note_date("September 30, 3015", None, later=False) == "3015-09-30"


@each_case(
    ("dates", "expected"),
    [
        ([], None),
        (["2004-05-11"], "2004-05-11"),
        (["2004-05-11", "2004-05-11", "1994-05-11"], "2004-05-11"),
        (["2004-05-11", "2004-05-01"], "2004-05"),
        (["2004-05-11", "2004-06-11"], "2004"),
        (["2004-05-11", "2005-05-11"], None),
    ],
)
def test_the_date_that_most_notes_give(dates: list[str], expected: str | None) -> None:
    assert agreed_date([PartialDate(each) for each in dates]) == expected
    assert agreed_date([PartialDate(each) for each in reversed(dates)]) == expected
