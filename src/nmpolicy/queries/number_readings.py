"""Readings of the numbers in a series: which digits are the running number, and which are the year.

In `12-21`, either group of digits can be the year. The dates of the orders decide, or else the numbers themselves, if
they run on in one reading only. Otherwise nothing is assumed.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
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
        """Count the numbers for each place of the year: by their dates, or else by their sequence."""
        self._years: set[int] = set()
        """The last two digits of the years that are known."""
        self._running: set[tuple[str, tuple[int, ...]]] = set()
        """The prefixes and digits that certainly come before a running number."""
        self._is_dotted = False
        """True if some of those digits cannot be a year, as in 1.1."""
        open_numbers: list[WrittenNumber] = []
        agrees = 0
        only_last = only_before = agree_last = disagree_last = agree_before = disagree_before = 0
        for written, made in numbers:
            before = _leading_year(written)
            agrees_before = _agrees(before, made) if before else 0
            agrees += agrees_before
            if written.names_year:
                self._years.add(written.groups[-1].value % 100)
                continue
            if not _may_end_in_year(written):
                # Only the last group can be the running number.
                self._running.add((written.prefix, _leading_values(written)))
                self._is_dotted = self._is_dotted or before is None
                if before and agrees_before >= 0 and (before.is_full_year or agrees_before == 1):
                    self._years.add(before.value % 100)
                continue
            last = written.groups[-1]
            agrees_last = _agrees(last, made)
            if agrees_last == 1 and last.is_full_year:
                agrees_before = 0
            open_numbers.append(written)
            only_last += agrees_last == 1 != agrees_before
            only_before += agrees_before == 1 != agrees_last
            agree_last += agrees_last == 1
            disagree_last += agrees_last == -1
            agree_before += agrees_before == 1
            disagree_before += agrees_before == -1
        self._balance = agrees
        """The number of leading years that agree with the dates, less the number that disagree."""
        self._place: bool | None = None
        """True if the year is last where it can be; None if the orders as a whole do not decide it."""
        if only_last > only_before and agree_last > disagree_last:
            self._place = True
        elif (only_before > only_last and agree_before > disagree_before) or disagree_last > agree_last:
            self._place = False
        elif not self._running:
            self._place = _place_by_sequence(open_numbers)

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
        agreement = (_agrees(last, made), _agrees(before, made) if before else 0)
        if self._place is None and agreement.count(1) == 1:  # the forms are mixed, but this date is clear
            return agreement[0] == 1
        if last.value % 100 in self._years:
            if before is None or last.is_full_year:
                return True
            return False if self._place is False or before.value in self._years else None
        return False if self._place is False or self._is_dotted or (self._running and before) else None

    def year_before(self, written: WrittenNumber) -> DigitGroup | None:
        """Return the group before the last that is the year. The 12 of 12.1 is a year only if the dates say so."""
        year = _leading_year(written)
        if year is None:
            return None
        known = self._balance >= 0 if year.is_full_year else self._balance > 0 or year.value in self._years
        return year if known else None


def _leading_values(written: WrittenNumber) -> tuple[int, ...]:
    return tuple(group.value for group in written.groups[:-1])


def _place_by_sequence(numbers: Sequence[WrittenNumber]) -> bool | None:
    """Return True if the last groups are years of four digits, and the groups before them run on; else None.

    Numbers such as 2020 and 2021, one each under many headings, are far less likely than years.
    """
    if not all(written.groups[-1].is_full_year for written in numbers):
        return None
    last = _Runs(((written.prefix, *_leading_values(written)), written.groups[-1].value) for written in numbers)
    before = _Runs(
        ((written.prefix, *_leading_values(written)[:-1], written.groups[-1].value), written.groups[-2].value)
        for written in numbers
    )
    return True if before.steps and before.steps + before.begun > last.steps + last.begun else None


class _Runs:
    """Counts of consecutive numbers, if some digits are the running number and the others a heading."""

    def __init__(self, numbers: Iterable[tuple[Hashable, int]]) -> None:
        by_heading: defaultdict[Hashable, set[int]] = defaultdict(set)
        for heading, number in numbers:
            by_heading[heading].add(number)
        ordered = [sorted(some) for some in by_heading.values()]
        self.steps = sum(after - before == 1 for some in ordered for before, after in pairwise(some))
        """The number of pairs of consecutive numbers."""
        self.begun = sum(some[0] == 1 for some in ordered)
        """The number of headings whose numbers begin at 1."""


def full_years(numbers: Sequence[tuple[Reading | None, Years]]) -> list[int | None]:
    """Return the year of each reading with all its digits, as far as the dates and the other numbers show the century.

    >>> group = DigitGroup(0, "98")
    >>> full_years([(Reading(group, group, ()), (1998, 1998)), (Reading(group, group, ()), None)])
    [1998, 1998]
    """
    known: dict[int, int] = {}
    latest = 0
    for reading, made in numbers:
        if reading and reading.year:
            year = reading.year.value if reading.year.is_full_year else _matching_year(reading.year.value, made)
            if year is not None:
                known.setdefault(year % 100, year)
                latest = max(latest, year)
    return [
        _full_year(reading.year, made, known, latest) if reading and reading.year else None for reading, made in numbers
    ]


def _full_year(year: DigitGroup, made: Years, known: Mapping[int, int], latest: int) -> int:
    if year.is_full_year:
        return year.value
    found = _matching_year(year.value, made)
    if found is None:
        found = known.get(year.value)
    if found is None:
        century = latest // 100 * 100
        # Of three centuries, the year that is closest to the latest known year.
        found = (
            min((century - 100, century, century + 100), key=lambda each: abs(each + year.value - latest)) + year.value
        )
        found = found if latest else year.value
    return found


def _matching_year(digits: int, made: Years) -> int | None:
    return next((year for year in range(made[0], made[1] + 1) if year % 100 == digits), None) if made else None
