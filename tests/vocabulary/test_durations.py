"""Lengths of time in words."""

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidValueError
from nmpolicy.vocabulary.durations import duration_in_words


@each_case(
    ("text", "duration"),
    [
        ("90 days", "P90D"),
        ("1 day", "P1D"),
        ("030 Days", "P30D"),
        ("a week", "P1W"),
        ("within 6 months", "P6M"),
        ("two years", "P2Y"),
        ("48-hour", "PT48H"),
        ("48h", "PT48H"),
        ("60 calendar days", "P60D"),
        ("30d", "P30D"),
        ("p30d", "P30D"),
        ("thirty días", "P30D"),
        ("3 años", "P3Y"),
        ("10 business days", ""),
        ("30", ""),
        ("days", ""),
        ("several days", ""),
        ("30 fortnights", ""),
        ("", ""),
        ("1" * 100 + " days", ""),
    ],
)
def test_a_length_of_time_in_words_means_a_duration(text: str, duration: str) -> None:
    assert duration_in_words(text) == duration


def test_the_error_suggests_it() -> None:
    with pytest.raises(InvalidValueError, match="'90 days' is not a duration; did you mean 'P90D'"):
        nm.Deadline(within="90 days", after="signed")
    with pytest.raises(InvalidValueError, match="'soon' is not a duration like 'P30D', 'P1Y' or 'PT48H'"):
        nm.Deadline(within="soon", after="signed")
