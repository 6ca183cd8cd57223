"""The numbers of a series of orders: which are missing, which stand twice, which are out of order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.analysis.chronology import made_on, overtaken
from nmpolicy.records.collection import Collection
from nmpolicy.records.survey import Survey
from nmpolicy.vocabulary.dates import PartialDate

_number = re.compile(r"(.*?)([0-9]{1,9})", re.DOTALL).fullmatch


class Numbered(NamedTuple):
    """One order in a series."""

    #: The authorities, the series, and what stands before the running number.
    series: tuple[tuple[str, ...], str, str]
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


_shared = lru_cache(10_000)(lambda series: series)  # held once, and not for each of its orders


def _numbered(collection: Collection) -> Iterator[Numbered]:
    for order in collection.orders:
        if order.series.strip() and (found := _number(order.number.strip())):
            series = _shared((order.issued_by, order.series.strip(), found[1]))
            yield Numbered(series, int(found[2]), len(found[2]), order.id, made_on(order))


def _numbering(orders: Iterable[Numbered]) -> Numbering:
    series: defaultdict[tuple[tuple[str, ...], str, str], dict[int, Numbered]] = defaultdict(dict)
    missing: dict[str, tuple[str, str]] = {}
    repeated: dict[str, str] = {}
    disordered: dict[str, str] = {}
    for order in orders:
        first = series[order.series].setdefault(order.number, order)
        if first is not order:
            repeated[order.order] = first.order
    for (_, _, prefix), by_number in series.items():
        listed = [by_number[number] for number in sorted(by_number)]
        for before, after in pairwise(listed):
            if after.number > before.number + 1:
                padded = min(
                    (each.digits for each in (before, after) if each.digits > len(str(each.number))), default=0
                )
                missing[after.order] = (
                    f"{prefix}{before.number + 1:0{padded}}",
                    f"{prefix}{after.number - 1:0{padded}}",
                )
        for place, other in overtaken(order.date for order in listed):
            disordered[listed[place].order] = listed[other].order
    return Numbering(missing, repeated, disordered)


#: The numbering of all series.
NUMBERING = Survey(_numbered, _numbering)
