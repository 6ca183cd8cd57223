"""Orders of one series with their numbers in parts."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.queries.milestones import date_made
from nmpolicy.queries.number_readings import Reading, Years, readings
from nmpolicy.records.instruments import Order
from nmpolicy.vocabulary.natural_order import natural_key
from nmpolicy.vocabulary.written_numbers import DigitGroup, WrittenNumber, parse_number


class SequenceKey(NamedTuple):
    """The orders whose numbers follow one another: those of one prefix, year and heading."""

    prefix: str
    year: int | None
    heading: tuple[int, ...]


@frozen
class NumberedOrder:
    """An order of a series, with its number in parts."""

    id: str
    written: WrittenNumber
    years: Years
    made: Interval | None
    group: DigitGroup
    """The running number; the last group of digits if it is undecided which one that is."""
    key: SequenceKey | None
    """The sequence that the number belongs to; None if the number can be read in several ways."""

    @property
    def number(self) -> int:
        """The running number."""
        return self.group.value

    def sort_key(self) -> tuple[object, ...]:
        """Return a key that sorts the orders by year and number; of one number, the prefixes in alphabetical order."""
        if self.key is None:
            return 0, (), "", "", natural_key(self.written.text)
        prefix, year, heading = self.key
        return year or 0, (*heading, self.number), self.written.insertion, prefix, ()


def numbered_orders(orders: Sequence[Order]) -> list[NumberedOrder]:
    """Return the orders of a series whose numbers have digits, in document order."""
    parsed = [(order, written) for order in orders if (written := parse_number(order.number))]
    prefixes = {written.prefix for _, written in parsed if written.prefix}
    if len(prefixes) == 1:  # a prefix that some orders leave out
        (prefix,) = prefixes
        parsed = [(order, evolve(written, prefix=prefix)) for order, written in parsed]
    made = [_interval_made(order) for order, _ in parsed]
    years = [interval and (interval.first.year, interval.last.year) for interval in made]
    found = readings([(written, some) for (_, written), some in zip(parsed, years, strict=True)])
    in_full = _full_years([*zip(found, years, strict=True)])
    return [
        NumberedOrder(
            order.id,
            written,
            some,
            interval,
            reading.number if reading else written.groups[-1],
            SequenceKey(written.prefix, year, reading.others) if reading else None,
        )
        for (order, written), interval, some, reading, year in zip(parsed, made, years, found, in_full, strict=True)
    ]


def _interval_made(order: Order) -> Interval | None:
    day = date_made(order)
    return None if day is None or day.uncertain else interval_of(day)


def _full_years(numbers: Sequence[tuple[Reading | None, Years]]) -> list[int | None]:
    """Return the year of each reading with all its digits, as far as the dates and the other numbers show the century.

    >>> group = DigitGroup(0, "98")
    >>> _full_years([(Reading(group, group, ()), (1998, 1998)), (Reading(group, group, ()), None)])
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
    if found is None and latest:
        century = latest // 100 * 100
        candidates = (century + year.value + offset for offset in (-100, 0, 100))
        found = min(candidates, key=lambda each: abs(each - latest))
    return year.value if found is None else found


def _matching_year(digits: int, made: Years) -> int | None:
    return next((year for year in range(made[0], made[1] + 1) if year % 100 == digits), None) if made else None
