"""Series of orders: how complete each is, and whether its numbers are in order."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

from attrs import frozen

from nmpolicy.markup import definitions, shortened
from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.number_sequences import (
    HeldNumbers,
    MisplacedOrder,
    MissingNumbers,
    RepeatedNumber,
    late_starts,
    misplaced,
    missing,
    repeated,
    unlisted_gaps,
)
from nmpolicy.queries.numbered_orders import NumberedOrder, numbered_orders
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Order
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.vocabulary.natural_order import plain_typography
from nmpolicy.vocabulary.references import ActorRef, Ref


@frozen(repr=False)
class SeriesCoverage(Answer):
    """The numbers of one series of orders: the orders with the same issuers and the same `series`.

    .. versionadded:: 0.1
    """

    name: str
    """The name of the series."""
    issued_by: tuple[ActorRef, ...]
    """Ids of the offices and bodies that issued its orders."""
    held: int
    """The number of its orders in the collection."""
    first: str = ""
    """The lowest number of the first year, as the order writes it, whatever its prefix."""
    last: str = ""
    """The highest number of the last year."""
    late_starts: tuple[str, ...] = ()
    """The lowest number of each sequence that does not begin at 1; each year and each prefix has its own sequence."""
    missing: tuple[MissingNumbers, ...] = ()
    """The numbers that no order has, although orders have a lower and a higher one."""
    unlisted_gaps: tuple[MissingNumbers, ...] = ()
    """Gaps that more than 100 ambiguous numbers, or ones without a prefix or year, may fill in part; `missing` does not
    include them, so their `count` is the most that can be missing."""
    repeated: tuple[RepeatedNumber, ...] = ()
    """The numbers that several orders have."""
    misplaced: tuple[MisplacedOrder, ...] = ()
    """The fewest orders whose dates contradict the order of the numbers."""
    ambiguous: tuple[Annotated[str, Ref("orders")], ...] = ()
    """Ids of the orders whose numbers can be read in several ways, so no number is missing for certain."""
    unreadable: tuple[Annotated[str, Ref("orders")], ...] = ()
    """Ids of the orders whose number contains no digits, or more than nine in a row."""
    unnumbered: tuple[Annotated[str, Ref("orders")], ...] = ()
    """Ids of the orders without a number."""


@frozen(repr=False)
class SeriesReport(Answer):
    """Every series of a collection, and the numbered orders without a series.

    .. versionadded:: 0.1
    """

    series: Answers[SeriesCoverage]
    """Each series, in document order."""
    without_series: tuple[Annotated[str, Ref("orders")], ...] = ()
    """Ids of the orders that have a number but name no series."""

    def _repr_html_(self) -> str:
        """Return a table of the series, and the orders without one, for a notebook."""
        return "\n".join(filter(None, (self.series._repr_html_(), self._without_series())))

    def _without_series(self) -> str:
        ids = shortened(self.without_series)
        return definitions([("Numbered orders without a series", ids)]) if ids else ""


@once_per_collection
def series(collection: Collection) -> SeriesReport:
    """Return the coverage of each series of orders: the first and the last number, how many are held, what is missing.

    Letters, leading zeros, hyphens and the place of the year may differ from order to order. The year in a number is
    recognized by the dates of the orders or by the sequence of the numbers; where neither decides, the report lists the
    numbers as ambiguous, and no number as missing.

    >>> orders = [Order(id=f"eo-{n}", kind="executive-order", title="T", series="2025", number=str(n)) for n in (3, 6)]
    >>> (found,) = series(Collection(id="demo", title="A demonstration", orders=orders)).series
    >>> found.first, found.last, found.held, found.late_starts
    ('3', '6', 2, ('3',))
    >>> found.missing
    (MissingNumbers(first='4', last='5', count=2, before='eo-6'),)

    .. versionadded:: 0.1
    """
    by_series: defaultdict[tuple[tuple[str, ...], str], list[Order]] = defaultdict(list)
    without: list[str] = []
    for order in collection.orders:
        if name := plain_typography(order.series).casefold():
            by_series[tuple(sorted(order.issued_by)), name].append(order)
        elif order.number.strip():
            without.append(order.id)
    found = (_series(orders) for orders in by_series.values())
    return SeriesReport(Answers(found, "Series of orders", collection), tuple(without))


def _series(orders: Sequence[Order]) -> SeriesCoverage:
    numbered = numbered_orders(orders)
    numbers = HeldNumbers(numbered)
    repeats = tuple(repeated(numbered))
    read = {each.id for each in numbered}
    return SeriesCoverage(
        name=" ".join(orders[0].series.split()),
        issued_by=orders[0].issued_by,
        held=len(orders),
        first=min(numbered, key=NumberedOrder.sort_key).written.text if numbered else "",
        last=max(numbered, key=NumberedOrder.sort_key).written.text if numbered else "",
        late_starts=tuple(late_starts(numbers)),
        missing=tuple(missing(numbers)),
        unlisted_gaps=tuple(unlisted_gaps(numbers)),
        repeated=repeats,
        misplaced=tuple(misplaced(numbered, repeats)),
        ambiguous=tuple(each.id for each in numbered if each.key is None),
        unreadable=tuple(order.id for order in orders if order.number.strip() and order.id not in read),
        unnumbered=tuple(order.id for order in orders if not order.number.strip()),
    )
