"""Numbers of the orders in a series: which are missing, repeated or out of order."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.queries.milestones import date_made, out_of_order
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.vocabulary.dates import PartialDate

_match_number = re.compile(r"(.*?)([0-9]{1,9})()", re.DOTALL).fullmatch
_match_number_and_year = re.compile(r"(.*?)([0-9]{1,9})([^0-9]+[0-9]{4})", re.DOTALL).fullmatch


class _SeriesKey(NamedTuple):
    """The series of an order. Orders whose numbers are written differently are in different series."""

    authorities: tuple[str, ...]
    series: str
    prefix: str
    suffix: str


class _NumberedOrder(NamedTuple):
    """One order in a series."""

    series: _SeriesKey
    number: int
    digits: int
    order: str
    made: PartialDate | None


@frozen
class Numbering:
    """The irregular numbers of every series in a collection, by the ids of the orders that show them."""

    missing: Mapping[str, tuple[str, str]] = Factory(dict)
    """The orders before which numbers are missing, each with the first and the last missing number."""
    repeated: Mapping[str, str] = Factory(dict)
    """The orders that repeat the number of another order, each with the id of that order."""
    disordered: Mapping[str, str] = Factory(dict)
    """The orders that were certainly made before an order with a lower number, each with the id of that order."""


@once_per_collection
def numbering(collection: Collection) -> Numbering:
    """Return the irregular numbers of every series in a collection."""
    series: defaultdict[_SeriesKey, dict[int, _NumberedOrder]] = defaultdict(dict)
    missing: dict[str, tuple[str, str]] = {}
    repeated: dict[str, str] = {}
    disordered: dict[str, str] = {}
    for order in _numbered_orders(collection):
        first = series[order.series].setdefault(order.number, order)
        if first.order != order.order:
            repeated[order.order] = first.order
    for key, by_number in series.items():
        listed = [by_number[number] for number in sorted(by_number)]
        for before, after in pairwise(listed):
            if after.number > before.number + 1:
                missing[after.order] = _missing_between(key, before, after)
        for index, other in out_of_order(order.made for order in listed):
            disordered[listed[index].order] = listed[other].order
    return Numbering(missing, repeated, disordered)


def _missing_between(key: _SeriesKey, before: _NumberedOrder, after: _NumberedOrder) -> tuple[str, str]:
    """Return the first and the last number between two orders, with leading zeros if the orders have them."""
    width = min((each.digits for each in (before, after) if each.digits > len(str(each.number))), default=0)
    first, last = (f"{key.prefix}{number:0{width}}{key.suffix}" for number in (before.number + 1, after.number - 1))
    return first, last


def _numbered_orders(collection: Collection) -> Iterator[_NumberedOrder]:
    for order in collection.orders:
        name = order.series.strip()
        made = date_made(order) if name else None
        if name and (found := _parse_number(order.number.strip(), made)):
            prefix, digits, suffix = found.groups()
            key = _SeriesKey(tuple(sorted(order.issued_by)), name, prefix, suffix)
            yield _NumberedOrder(key, int(digits), len(digits), order.id, made)


def _parse_number(number: str, made: PartialDate | None) -> re.Match[str] | None:
    """Split a number into prefix, running number and suffix. The only suffix allowed is the year the order was made."""
    found = _match_number_and_year(number) if made else None
    return found if found and made and found[3][-4:] == made[:4] else _match_number(number)


@frozen
class MissingNumbers:
    """Consecutive numbers of a series that no order of the collection has.

    .. versionadded:: 0.1
    """

    series: str
    """The series."""
    first: str
    """The first missing number, written as the orders write theirs."""
    last: str
    """The last missing number."""
    before: str
    """Id of the order with the next number."""


def missing_numbers(collection: Collection) -> tuple[MissingNumbers, ...]:
    """Return the missing numbers between the first and the last order of each series, in document order.

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
