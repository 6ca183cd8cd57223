"""The terms of office of the presidents of the United States, which the Federal Register's answers do not give."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from nmpolicy.queries.intervals import interval_of
from nmpolicy.vocabulary.dates import PartialDate


class Term(NamedTuple):
    """The time without a break in which a president held the office. On the last day, the next one takes office."""

    start: PartialDate
    """The first day."""
    end: PartialDate | None
    """The last day; None if it is not over."""


# The inaugurations: https://www.inaugural.senate.gov/past-events/ and, for those who succeeded a president,
# https://www.whitehouse.gov/about-the-white-house/presidents/. The presidents whose orders the Federal Register has.
_STARTS = (
    ("1933-03-04", "franklin-d-roosevelt"),
    ("1945-04-12", "harry-s-truman"),
    ("1953-01-20", "dwight-d-eisenhower"),
    ("1961-01-20", "john-f-kennedy"),
    ("1963-11-22", "lyndon-b-johnson"),
    ("1969-01-20", "richard-nixon"),
    ("1974-08-09", "gerald-r-ford"),
    ("1977-01-20", "jimmy-carter"),
    ("1981-01-20", "ronald-reagan"),
    ("1989-01-20", "george-h-w-bush"),
    ("1993-01-20", "william-j-clinton"),
    ("2001-01-20", "george-w-bush"),
    ("2009-01-20", "barack-obama"),
    ("2017-01-20", "donald-trump"),
    ("2021-01-20", "joe-biden"),
    ("2025-01-20", "donald-trump"),
)
#: Other ways to write their names.
_OTHER_NAMES = {
    "franklin-roosevelt": "franklin-d-roosevelt",
    "franklin-delano-roosevelt": "franklin-d-roosevelt",
    "harry-truman": "harry-s-truman",
    "dwight-eisenhower": "dwight-d-eisenhower",
    "john-kennedy": "john-f-kennedy",
    "john-fitzgerald-kennedy": "john-f-kennedy",
    "lyndon-johnson": "lyndon-b-johnson",
    "richard-m-nixon": "richard-nixon",
    "gerald-ford": "gerald-r-ford",
    "james-carter": "jimmy-carter",
    "george-bush": "george-h-w-bush",
    "george-hw-bush": "george-h-w-bush",
    "george-herbert-walker-bush": "george-h-w-bush",
    "bill-clinton": "william-j-clinton",
    "william-clinton": "william-j-clinton",
    "william-jefferson-clinton": "william-j-clinton",
    "george-walker-bush": "george-w-bush",
    "barack-h-obama": "barack-obama",
    "donald-j-trump": "donald-trump",
    "donald-john-trump": "donald-trump",
    "joseph-r-biden": "joe-biden",
    "joseph-r-biden-jr": "joe-biden",
    "joseph-biden": "joe-biden",
    "joseph-biden-jr": "joe-biden",
}


def known_name(president: str) -> str:
    """Return the usual slug of a president's name.

    >>> known_name("joseph-r-biden-jr"), known_name("jane-doe")
    ('joe-biden', 'jane-doe')
    """
    return _OTHER_NAMES.get(president, president)


def terms_of(president: str, days: Iterable[PartialDate]) -> Sequence[Term]:
    """Return the terms of a president in which the days are. Someone with a single term has it without any days.

    >>> terms_of("donald-trump", [PartialDate("2019-03-04")])
    [Term(start=PartialDate('2017-01-20'), end=PartialDate('2021-01-20'))]
    >>> terms_of("jane-doe", [PartialDate("2019-03-04")])
    []
    """
    name = known_name(president)
    ends = [PartialDate(start) for start, _ in _STARTS[1:]]
    found = [
        Term(PartialDate(start), end)
        for (start, holder), end in zip(_STARTS, [*ends, None], strict=True)
        if holder == name
    ]
    intervals = [interval_of(day) for day in days]
    within = [
        term
        for term in found
        if any(
            day.last >= date.fromisoformat(term.start)
            and (term.end is None or day.first <= date.fromisoformat(term.end))
            for day in intervals
        )
    ]
    return within or (found if len(found) == 1 and not intervals else [])
