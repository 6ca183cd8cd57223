"""Line breaks at hyphens: how each may be read, and which reading the other words of the text suggest."""

from each_case import each_case
from nmpolicy.evidence.line_breaks import forms, read_line_breaks


def read(*blocks: str) -> list[str]:
    return [text for text, _ in read_line_breaks(blocks)]


@each_case(
    ("block", "likeliest"),
    [
        ("The infor- mation.", "The information."),
        ("INFOR- MATION", "INFORMATION"),
        ("The bike- friendly city. A friendly bike.", "The bike-friendly city. A friendly bike."),
        ("The bike- lane. A bike-lane.", "The bike-lane. A bike-lane."),
        ("The with- out. Without, with out, with-out, without.", "The without. Without, with out, with-out, without."),
        ("Ana Diaz- Reyes and Anglo- American", "Ana Diaz-Reyes and Anglo-American"),
        ("The art: state-of-the- art", "The art: state-of-the-art"),
        ("VIRUS- 19, 2018- 2025, 7- 104.2, 5- year, B- 2", "VIRUS-19, 2018-2025, 7-104.2, 5-year, B-2"),
        ("A 5- year plan. A year. Form B- 2. B.", "A 5-year plan. A year. Form B-2. B."),
        (
            "pre- and post-war, one- or two-family, 1- to 4-family",
            "pre- and post-war, one- or two-family, 1- to 4-family",
        ),
        ("a word - word -word .- and ^- it", "a word - word -word .- and ^- it"),
        ("vor- und nach", "vor- und nach"),
        ("in- to into", "into into"),
        ("The re- port. A port. The in- formation. Move in.", "The report. A port. The information. Move in."),
        ("सर- कार", "सरकार"),
        ("ин- формация", "информация"),
    ],
)
def test_the_likeliest_reading(block: str, likeliest: str) -> None:
    assert read(block) == [likeliest]


def test_the_other_paragraphs_tell_too() -> None:
    assert read("A bike- lane.", "The bike- lane is a bike-lane.", "A bike- lane.") == [
        "A bike-lane.",
        "The bike-lane is a bike-lane.",
        "A bike-lane.",
    ]
    assert read("A half- done- job", "half done job") == ["A half-done-job", "half done job"]


def test_a_hyphen_beside_a_digit_is_kept() -> None:
    assert forms("a", "b") == forms("\u0939\u093f"[-1], "\u0939") == ("", "-", "- ")
    for pair in ("82", "D1", "5y", ".b", ")a", "a("):
        assert forms(*pair) == ("-", "- ")
