"""The numbers of a series of orders: which are missing, which stand twice, which are out of order."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.queries.milestones import made_on, overtaken
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.vocabulary.dates import PartialDate

_number = re.compile(r"(.*?)([0-9]{1,9})()", re.DOTALL).fullmatch
_number_of_year = re.compile(r"(.*?)([0-9]{1,9})([^0-9]+[0-9]{4})", re.DOTALL).fullmatch


class Numbered(NamedTuple):
    """One order in a series."""

    #: The authorities, the series, and what stands before and after the running number.
    series: tuple[tuple[str, ...], str, str, str]
    #: The running number, and how many digits it is written with.
    number: int
    digits: int
    #: Id of the order.
    order: str
    #: When it was made.
    date: PartialDate | None


@frozen
class Numbering:
    """What the numbers of all series show, by the ids of the orders that show it."""

    #: The orders before which numbers are missing: the first and the last of them.
    missing: Mapping[str, tuple[str, str]] = Factory(dict)
    #: The orders whose number another one has, and which.
    repeated: Mapping[str, str] = Factory(dict)
    #: The orders that surely came before one with a lower number, and which.
    disordered: Mapping[str, str] = Factory(dict)


def _numbered(collection: Collection) -> Iterator[Numbered]:
    for order in collection.orders:
        made = made_on(order) if order.series.strip() else None
        if order.series.strip() and (found := _parsed(order.number.strip(), made)):
            series = (tuple(sorted(order.issued_by)), order.series.strip(), found[1], found[3])
            yield Numbered(series, int(found[2]), len(found[2]), order.id, made)


def _parsed(number: str, made: PartialDate | None) -> re.Match[str] | None:
    """What stands before the running number, the running number, and what follows: only the year of the making does."""
    found = _number_of_year(number) if made else None
    return found if found and made and found[3][-4:] == made[:4] else _number(number)


@once_per_collection
def numbering(collection: Collection) -> Numbering:
    """What the numbers of all series of a collection show."""
    series: defaultdict[tuple[tuple[str, ...], str, str, str], dict[int, Numbered]] = defaultdict(dict)
    missing: dict[str, tuple[str, str]] = {}
    repeated: dict[str, str] = {}
    disordered: dict[str, str] = {}
    for order in _numbered(collection):
        first = series[order.series].setdefault(order.number, order)
        if first.order != order.order:
            repeated[order.order] = first.order
    for (_, _, before_it, after_it), by_number in series.items():
        listed = [by_number[number] for number in sorted(by_number)]
        for before, after in pairwise(listed):
            if after.number > before.number + 1:
                padded = min(
                    (each.digits for each in (before, after) if each.digits > len(str(each.number))), default=0
                )
                first_missing, last_missing = (
                    f"{before_it}{number:0{padded}}{after_it}" for number in (before.number + 1, after.number - 1)
                )
                missing[after.order] = first_missing, last_missing
        for place, other in overtaken(order.date for order in listed):
            disordered[listed[place].order] = listed[other].order
    return Numbering(missing, repeated, disordered)


@frozen
class MissingNumbers:
    """Numbers of a series that no order of the collection has.

    .. versionadded:: 0.1
    """

    #: The series.
    series: str
    #: The first number that is missing, as the others are written.
    first: str
    #: The last one.
    last: str
    #: Id of the order that follows.
    before: str


def missing_numbers(collection: Collection) -> tuple[MissingNumbers, ...]:
    """The numbers that are missing between the first and the last of each series, in the order of the document.

    >>> from nmpolicy.records.instruments import Order
    >>> orders = [Order(id=f"eo-{n}", kind="executive-order", title="T", series="2025", number=str(n)) for n in (1, 4)]
    >>> missing_numbers(Collection(id="demo", title="A demonstration", orders=orders))
    (MissingNumbers(series='2025', first='2', last='3', before='eo-4'),)

    .. versionadded:: 0.1
    """
    missing = numbering(collection).missing
    return tuple(
        MissingNumbers(each.series.strip(), *missing[each.id], each.id)
        for each in collection.orders
        if each.id in missing
    )
