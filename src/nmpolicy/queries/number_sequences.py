"""Sequences of numbers: which numbers of a series are missing, repeated, or out of order with their dates."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Annotated

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer
from nmpolicy.queries.date_order import fewest_misplaced
from nmpolicy.queries.numbered_orders import NumberedOrder, SequenceKey
from nmpolicy.records.field_texts import Name
from nmpolicy.vocabulary.references import Ref


@frozen
class MissingNumbers(Answer):
    """Consecutive numbers of a series that no order of the collection has.

    .. versionadded:: 0.1
    """

    first: str
    """The first missing number, written as the orders write theirs."""
    last: str
    """The last missing number."""
    count: int
    """The number of missing numbers."""
    before: Annotated[str, Ref("orders")]
    """Id of the order with the next number."""

    def _in_words(self, name: Name) -> str:  # noqa: ARG002  # there is no order to name
        """Return the first and the last number."""
        return self.first if self.count == 1 else f"{self.first} to {self.last}"


@frozen
class RepeatedNumber(Answer):
    """A number that several orders of a series have.

    .. versionadded:: 0.1
    """

    number: str
    """The number, as the first of the orders writes it."""
    orders: tuple[Annotated[str, Ref("orders")], ...]
    """Ids of the orders, in document order."""
    different_years: bool = False
    """True if each was made in another year, so numbering may restart each year."""

    def _in_words(self, name: Name) -> str:
        """Return the number and its orders."""
        years = "; in different years" if self.different_years else ""
        return f"{self.number} ({', '.join(map(name, self.orders))}{years})"


@frozen
class MisplacedOrder(Answer):
    """An order whose date contradicts its number.

    .. versionadded:: 0.1
    """

    order: Annotated[str, Ref("orders")]
    """Id of the order."""
    after: Annotated[str, Ref("orders")] = ""
    """Id of the latest order with a lower number; empty if there is none."""
    before: Annotated[str, Ref("orders")] = ""
    """Id of the earliest order with a higher number; empty if there is none."""

    def _in_words(self, name: Name) -> str:
        """Return the order."""
        return name(self.order)


class HeldNumbers:
    """The numbers of a series that orders have: in each sequence, and in others whose numbers may belong to it."""

    def __init__(self, numbered: Sequence[NumberedOrder]) -> None:
        """Index the numbers."""
        self.sequences: defaultdict[SequenceKey, list[NumberedOrder]] = defaultdict(list)
        taken: defaultdict[Hashable, set[int]] = defaultdict(set)
        doubtful: set[int] = set()
        for each in numbered:
            if each.key is None:
                doubtful.update(group.value for group in each.written.groups)
            else:
                self.sequences[each.key].append(each)
                for place in _places(each.key):
                    taken[place].add(each.number)
        self._taken: Mapping[Hashable, Sequence[int]] = {place: sorted(some) for place, some in taken.items()}
        self._doubtful = sorted(doubtful)

    def ranges(self, key: SequenceKey, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield the first and the last number of each range, within a range, that no order has or may have.

        A prefix or the year may have been left out, and any part of an ambiguous number may be the number.
        """
        slices = self._slices(key, first, last)
        taken = sorted({number for numbers, start, stop in slices for number in numbers[start:stop]})
        for low, high in pairwise([first - 1, *taken, last + 1]):
            if high - low > 1:
                yield low + 1, high - 1

    def is_crowded(self, key: SequenceKey, first: int, last: int) -> bool:
        """Return whether orders may have too many of the numbers within a range to look at each in bounded time."""
        return sum(stop - start for _, start, stop in self._slices(key, first, last)) > _MAX_TAKEN

    def begins_late(self, key: SequenceKey, lowest: int) -> bool:
        """Return whether the lowest number of a sequence is not 1, and no order may have a lower one."""
        return lowest > 1 and all(start == stop for _, start, stop in self._slices(key, 0, lowest - 1))

    def _slices(self, key: SequenceKey, first: int, last: int) -> Iterator[tuple[Sequence[int], int, int]]:
        for numbers in (self._doubtful, *(self._taken.get(place, ()) for place in _compatible_places(key))):
            yield numbers, bisect_left(numbers, first), bisect_right(numbers, last)

    def __iter__(self) -> Iterator[tuple[SequenceKey, list[NumberedOrder]]]:
        """Yield each sequence with its orders by number."""
        for key in sorted(self.sequences, key=lambda key: (key.prefix, key.year or 0, key.heading)):
            yield key, sorted(self.sequences[key], key=NumberedOrder.sort_key)


_MAX_TAKEN = 100  # numbers within one gap that other sequences may fill
_ANY_PREFIX = None
_ANY_YEAR = "any year"


def _places(key: SequenceKey) -> Iterator[Hashable]:
    """Yield the places under which a number is looked up."""
    for prefix in (key.prefix, _ANY_PREFIX):
        yield prefix, key.year, key.heading
        if key.year is not None:
            yield prefix, _ANY_YEAR, key.heading


def _compatible_places(key: SequenceKey) -> Iterator[Hashable]:
    """Yield the places of numbers that may belong to a sequence."""
    for prefix in (key.prefix, "") if key.prefix else (_ANY_PREFIX,):
        yield prefix, key.year, key.heading
        yield prefix, _ANY_YEAR if key.year is None else None, key.heading


def missing(held: HeldNumbers) -> Iterator[MissingNumbers]:
    """Yield the missing numbers between the lowest and the highest number of each sequence."""
    for key, before, after in _gaps(held):
        if not held.is_crowded(key, before.number + 1, after.number - 1):
            for first, last in held.ranges(key, before.number + 1, after.number - 1):
                yield _between(before, after, first, last)


def unlisted_gaps(held: HeldNumbers) -> Iterator[MissingNumbers]:
    """Yield the gaps that so many other numbers may fill that the missing ones are not listed."""
    for key, before, after in _gaps(held):
        if held.is_crowded(key, before.number + 1, after.number - 1):
            yield _between(before, after, before.number + 1, after.number - 1)


def _gaps(held: HeldNumbers) -> Iterator[tuple[SequenceKey, NumberedOrder, NumberedOrder]]:
    """Yield each two orders of a sequence that have numbers between them which no other order of the sequence has."""
    for key, orders in held:
        # A number such as 12A was inserted later; it shows nothing about 11.
        for before, after in pairwise(each for each in orders if not each.written.insertion):
            if after.number - before.number > 1:
                yield key, before, after


def _between(before: NumberedOrder, after: NumberedOrder, first: int, last: int) -> MissingNumbers:
    return MissingNumbers(_write(first, before, after), _write(last, before, after), last - first + 1, after.id)


def _write(number: int, before: NumberedOrder, after: NumberedOrder) -> str:
    """Write a number as its neighbors are written, with leading zeros if they have them."""
    digits = (each.group.digits for each in (before, after) if each.group.digits.startswith("0"))
    width = min(map(len, digits), default=0)
    return after.written.with_number(after.group, f"{number:0{width}}")


def late_starts(held: HeldNumbers) -> Iterator[str]:
    """Yield the lowest number of each sequence that does not begin at 1."""
    for key, orders in held:
        if held.begins_late(key, orders[0].number):
            yield orders[0].written.text


def repeated(numbered: Sequence[NumberedOrder]) -> Iterator[RepeatedNumber]:
    """Yield the numbers that several orders have."""
    by_number: defaultdict[Hashable, dict[str, NumberedOrder]] = defaultdict(dict)
    for each in numbered:
        heading = each.key or (each.written.prefix, tuple(group.value for group in each.written.groups))
        by_number[heading, each.number, each.written.insertion].setdefault(each.id, each)
    for orders in by_number.values():
        by_year = _by_year([*orders.values()])
        if len(by_year) > 1:
            firsts = [some[0] for some in by_year.values()]
            yield RepeatedNumber(firsts[0].written.text, tuple(each.id for each in firsts), different_years=True)
        for some in by_year.values():
            if len(some) > 1:
                yield RepeatedNumber(some[0].written.text, tuple(each.id for each in some))


def _by_year(orders: Sequence[NumberedOrder]) -> Mapping[int | None, list[NumberedOrder]]:
    """Group the orders by the year in which they were made, if that is known of all and is not in their numbers."""
    in_number = any(each.key is None or each.key.year is not None for each in orders)
    by_year: defaultdict[int | None, list[NumberedOrder]] = defaultdict(list)
    for each in orders:
        by_year[_exact_year(each)].append(each)
    return {None: [*orders]} if in_number or None in by_year else by_year


def _exact_year(order: NumberedOrder) -> int | None:
    return order.years[0] if order.years and order.years[0] == order.years[1] else None


def misplaced(numbered: Sequence[NumberedOrder], repeats: Sequence[RepeatedNumber]) -> Iterator[MisplacedOrder]:
    """Yield the fewest orders whose dates contradict the order of the numbers."""
    restarted = {id for each in repeats if each.different_years for id in each.orders}
    chains: defaultdict[Hashable, list[NumberedOrder]] = defaultdict(list)
    for each in numbered:
        if each.key and each.made and not each.written.insertion:
            chains[each.key.prefix, each.key.heading, each.key.year is None].append(each)
    for orders in chains.values():
        if any(each.id in restarted for each in orders):
            by_year: defaultdict[int | None, list[NumberedOrder]] = defaultdict(list)
            for each in orders:
                by_year[_exact_year(each)].append(each)
            for year, some in by_year.items():
                if year is not None:
                    yield from _misplaced(some)
        else:
            yield from _misplaced(orders)


def _misplaced(orders: Sequence[NumberedOrder]) -> Iterator[MisplacedOrder]:
    dated = [(each, each.made) for each in orders if each.made]
    dated.sort(key=lambda pair: ((pair[0].key and pair[0].key.year) or 0, pair[0].number, pair[1]))
    wrong = fewest_misplaced([made for _, made in dated])
    if not wrong:
        return
    kept = sorted({*range(len(dated))}.difference(wrong))
    latest: list[int] = []
    for index in kept:
        latest.append(index if not latest or dated[index][1].first >= dated[latest[-1]][1].first else latest[-1])
    earliest: list[int] = []
    for index in reversed(kept):
        earliest.append(index if not earliest or dated[index][1].last <= dated[earliest[-1]][1].last else earliest[-1])
    earliest.reverse()
    for index in wrong:
        place = bisect_left(kept, index)
        after = dated[latest[place - 1]][0].id if place else ""
        before = dated[earliest[place]][0].id if place < len(kept) else ""
        yield MisplacedOrder(dated[index][0].id, after, before)
