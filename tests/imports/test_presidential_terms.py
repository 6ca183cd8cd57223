"""Terms of office of the presidents."""

from each_case import each_case
from nmpolicy.imports.federal_register.presidential_terms import known_name, terms_of
from nmpolicy.vocabulary.dates import PartialDate


@each_case(
    ("president", "days", "starts"),
    [
        ("donald-trump", ["2017-01-20", "2021-01-20"], ["2017-01-20"]),
        ("donald-trump", ["2019-03-04", "2026-06-02"], ["2017-01-20", "2025-01-20"]),
        ("donald-trump", ["2025-01-20"], ["2025-01-20"]),
        ("donald-trump", [], []),
        ("donald-trump", ["2023-01-20"], []),
        ("joseph-r-biden-jr", ["2022-03-09"], ["2021-01-20"]),
        ("barack-obama", [], ["2009-01-20"]),
        ("barack-obama", ["2016"], ["2009-01-20"]),
        ("barack-obama", ["1961-08-04"], []),
        ("lyndon-b-johnson", ["1963-11-22"], ["1963-11-22"]),
        ("jane-doe", ["2031-01-20"], []),
    ],
)
def test_terms_in_which_the_days_are(president: str, days: list[str], starts: list[str]) -> None:
    assert [term.start for term in terms_of(president, map(PartialDate, days))] == starts


def test_one_term_ends_when_the_next_begins() -> None:
    (first,) = terms_of("gerald-ford", [])
    assert first == ("1974-08-09", "1977-01-20")
    assert [term.end for term in terms_of("donald-trump", map(PartialDate, ["2018", "2025-06"]))] == [
        "2021-01-20",
        None,
    ]
    assert known_name("donald-j-trump") == "donald-trump"
