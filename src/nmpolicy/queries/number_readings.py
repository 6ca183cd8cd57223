"""Readings of the numbers in a series: which digits are the running number, and which are the year.

In `12-21`, either group of digits can be the year. The dates of the orders decide, or else the numbers themselves, if
they run on in one reading only. Otherwise nothing is assumed.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from nmpolicy.vocabulary.written_numbers import DigitGroup, WrittenNumber

Years = tuple[int, int] | None
"""The first and the last year in which an order may have been made, inclusive; None if they are unknown."""


class Reading(NamedTuple):
    """The groups of a number that are its running number and its year."""

    number: DigitGroup
    year: DigitGroup | None
    others: tuple[int, ...]
    """The values of the remaining groups."""


def readings(numbers: Sequence[tuple[WrittenNumber, Years]]) -> list[Reading | None]:
    """Return the reading of each number of a series; None for a number that can be read in several ways.

    >>> from nmpolicy.vocabulary.written_numbers import parse_number
    >>> def read(*numbers: tuple[str, int | None]):
    ...     parsed = [(parse_number(text), year and (year, year)) for text, year in numbers]
    ...     return [found and found.number.digits for found in readings(parsed)]
    >>> read(("1-12", 2012), ("4-12", None)), read(("12-1", 2012), ("12-11", None))
    (['1', '4'], ['1', '11'])
    >>> read(("12-13", None), ("12-15", None))
    [None, None]
    """
    found: list[Reading | None] = [None] * len(numbers)
    alike: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for index, (written, _) in enumerate(numbers):
        size = len(written.groups)
        alike[written.prefix if size == 1 else "", size].append(index)
    for (_, size), indices in alike.items():
        some = [numbers[index] for index in indices]
        read = _read_single(some) if size == 1 else _read_groups(some)
        for index, reading in zip(indices, read, strict=True):
            found[index] = reading
    return found


def _read_single(numbers: Sequence[tuple[WrittenNumber, Years]]) -> list[Reading | None]:
    """Read numbers with one group of digits, which may begin with the year, as in 2020001."""
    groups = [written.groups[0] for written, _ in numbers]
    for size in (4, 2):
        parts = [_split(group, size) for group in groups]
        if all(number.digits and year.may_be_year for year, number in parts):
            votes = [_agrees(year, made) for (year, _), (_, made) in zip(parts, numbers, strict=True)]
            undated = not any(votes) and size < min(len(group.digits) for group in groups) - 1 and size > len("YY")
            if undated or votes.count(1) > votes.count(-1):
                return [Reading(number, year, ()) for year, number in parts]
    return [Reading(group, None, ()) for group in groups]


def _split(group: DigitGroup, size: int) -> tuple[DigitGroup, DigitGroup]:
    return DigitGroup(group.start, group.digits[:size]), DigitGroup(group.start + size, group.digits[size:])


def _read_groups(numbers: Sequence[tuple[WrittenNumber, Years]]) -> list[Reading | None]:
    """Read numbers with several groups of digits."""
    evidence = _Evidence(numbers)
    places = [evidence.year_is_last(written, made) for written, made in numbers]
    return [
        None if year_is_last is None else _reading(written, evidence, year_is_last=year_is_last)
        for (written, _), year_is_last in zip(numbers, places, strict=True)
    ]


def _reading(written: WrittenNumber, evidence: "_Evidence", *, year_is_last: bool) -> Reading:
    *before, last = written.groups
    if year_is_last:
        *before, number = before
        return Reading(number, last, tuple(group.value for group in before))
    year = evidence.year_before(written)
    return Reading(last, year, tuple(group.value for group in before if group is not year))


def _leading_year(written: WrittenNumber) -> DigitGroup | None:
    """Return the group before the last that can be the year."""
    before = written.groups[:-1]
    full = next((group for group in before if group.is_full_year), None)
    return full or next((group for group in before if group.may_be_year), None)


def _may_end_in_year(written: WrittenNumber) -> bool:
    """Return whether the last group can be the year. Where a full year comes before, two digits are not a year."""
    last = written.groups[-1]
    return last.is_full_year or (last.may_be_year and not any(group.is_full_year for group in written.groups[:-1]))


def _agrees(year: DigitGroup, made: Years) -> int:
    """Return 1 if an order was made in a year, -1 if it was not, and 0 if that is unknown.

    An order that is made at the turn of the year may have the number of the year before or after.
    """
    if made is None:
        return 0
    first, last = made
    modulus = 10**9 if year.is_full_year else 100
    if any(each % modulus == year.value for each in range(first, last + 1)):
        return 1
    return 0 if any(each % modulus == year.value for each in (first - 1, last + 1)) else -1


class _Evidence:
    """The evidence for the place of the year in numbers that have equally many groups of digits."""

    def __init__(self, numbers: Sequence[tuple[WrittenNumber, Years]]) -> None:
        """Divide the numbers by where their year can be, and let the dates, or else the sequence, decide the rest."""
        named = [written for written, _ in numbers if written.names_year]
        #: Only the last group of these can be the running number.
        number_is_last = [
            (written, made) for written, made in numbers if not (written.names_year or _may_end_in_year(written))
        ]
        undecided = [
            (written, made) for written, made in numbers if not written.names_year and _may_end_in_year(written)
        ]
        self._running = {(written.prefix, _leading_values(written)) for written, _ in number_is_last}
        """The prefixes and digits that certainly come before a running number."""
        self._is_dotted = any(_leading_year(written) is None for written, _ in number_is_last)
        """True if some of those digits cannot be a year, as in 1.1."""
        self._names_years = bool(named)
        """True if a word shows that some of them end in the year."""
        self._years = {written.groups[-1].value % 100 for written in named}
        """The last two digits of the years that are known."""
        self._years |= {year.value % 100 for each in number_is_last if (year := _known_leading_year(*each))}
        self._balance = sum(_leading_year_agrees(*each) for each in numbers)
        """The number of leading years that agree with the dates, less the number that disagree."""
        self._place = _place_by_dates(undecided)
        """True if the year is last where it can be; None if the numbers as a whole do not decide it."""
        if self._place is None and not self._running:
            self._place = _place_by_sequence([written for written, _ in undecided])

    def year_is_last(self, written: WrittenNumber, made: Years) -> bool | None:
        """Return whether the last group of a number is the year and the one before it the running number."""
        if written.names_year or not _may_end_in_year(written):
            return written.names_year
        if self._place:
            return True
        if (written.prefix, _leading_values(written)) in self._running:
            return False
        return self._year_is_last_in_one(written, made)

    def _year_is_last_in_one(self, written: WrittenNumber, made: Years) -> bool | None:
        """Return whether the year is last in a number that the others do not explain."""
        last, before = written.groups[-1], _leading_year(written)
        last_agrees, before_agrees = _agrees(last, made) == 1, _leading_year_agrees(written, made) == 1
        if self._place is None and last_agrees != before_agrees:  # the forms are mixed, but this date is clear
            return last_agrees
        is_known_year = last.value % 100 in self._years
        if is_known_year and (before is None or last.is_full_year):
            return True
        if self._place is False:
            return False
        if is_known_year:  # as the group before it may be; then only the form of all others decides
            is_first_in_others = bool(self._running) and not self._names_years
            return False if is_first_in_others and before and before.value in self._years else None
        return False if self._is_dotted or (self._running and before) else None

    def year_before(self, written: WrittenNumber) -> DigitGroup | None:
        """Return the group before the last that is the year. The 12 of 12.1 is a year only if the dates say so."""
        year = _leading_year(written)
        if year is None:
            return None
        known = self._balance >= 0 if year.is_full_year else self._balance > 0 or year.value in self._years
        return year if known else None


def _leading_values(written: WrittenNumber) -> tuple[int, ...]:
    return tuple(group.value for group in written.groups[:-1])


def _leading_year_agrees(written: WrittenNumber, made: Years) -> int:
    """Return 1 if an order was made in the year before the last group, -1 if it was not, and 0 if that is unknown."""
    year = _leading_year(written)
    return _agrees(year, made) if year else 0


def _known_leading_year(written: WrittenNumber, made: Years) -> DigitGroup | None:
    """Return the year before the last group: two digits are one only if the date says so."""
    year, agreement = _leading_year(written), _leading_year_agrees(written, made)
    return year if year and (agreement == 1 or (year.is_full_year and agreement == 0)) else None


def _place_by_dates(numbers: Sequence[tuple[WrittenNumber, Years]]) -> bool | None:
    """Return True if the dates agree with the last groups as years, False if they do not, and None if that is open."""
    only_last = only_before = last_balance = before_balance = 0
    for written, made in numbers:
        last = _agrees(written.groups[-1], made)
        # A full year that agrees leaves nothing for two digits to explain.
        before = 0 if last == 1 and written.groups[-1].is_full_year else _leading_year_agrees(written, made)
        only_last += last == 1 != before
        only_before += before == 1 != last
        last_balance += last
        before_balance += before
    if only_last > only_before and last_balance > 0:
        return True
    if last_balance < 0 or (only_before > only_last and before_balance > 0):
        return False
    return None


def _place_by_sequence(numbers: Sequence[WrittenNumber]) -> bool | None:
    """Return True if the last groups are years of four digits, and the groups before them run on; else None.

    Numbers such as 2020 and 2021, one each under many headings, are far less likely than years.
    """
    if not all(written.groups[-1].is_full_year for written in numbers):
        return None
    last_steps, last_begun = _runs(
        ((written.prefix, *_leading_values(written)), written.groups[-1].value) for written in numbers
    )
    steps, begun = _runs(
        ((written.prefix, *_leading_values(written)[:-1], written.groups[-1].value), written.groups[-2].value)
        for written in numbers
    )
    return True if steps and steps + begun > last_steps + last_begun else None


def _runs(numbers: Iterable[tuple[Hashable, int]]) -> tuple[int, int]:
    """Count the pairs of consecutive numbers under one heading, and the headings whose numbers begin at 1."""
    by_heading: defaultdict[Hashable, set[int]] = defaultdict(set)
    for heading, number in numbers:
        by_heading[heading].add(number)
    ordered = [sorted(some) for some in by_heading.values()]
    steps = sum(after - before == 1 for some in ordered for before, after in pairwise(some))
    return steps, sum(some[0] == 1 for some in ordered)
