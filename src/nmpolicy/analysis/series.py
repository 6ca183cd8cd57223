"""The numbers of a series of orders: which are missing, which stand twice, which are out of order."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from attrs import Factory, frozen

from nmpolicy.analysis.chronology import made_on, overtaken
from nmpolicy.records.collection import Collection
from nmpolicy.records.survey import Survey, held_once
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
            yield Numbered(held_once(series), int(found[2]), len(found[2]), order.id, made)


def _parsed(number: str, made: PartialDate | None) -> re.Match[str] | None:
    """What stands before the running number, the running number, and what follows: only the year of the making does."""
    found = _number_of_year(number) if made else None
    return found if found and made and found[3][-4:] == made[:4] else _number(number)


def _numbering(orders: Iterable[Numbered]) -> Numbering:
    series: defaultdict[tuple[tuple[str, ...], str, str, str], dict[int, Numbered]] = defaultdict(dict)
    missing: dict[str, tuple[str, str]] = {}
    repeated: dict[str, str] = {}
    disordered: dict[str, str] = {}
    for order in orders:
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


#: The numbering of all series.
NUMBERING = Survey(_numbered, _numbering)
