"""Rules of series: NMP801 to NMP803. A compilation of orders, such as the one that New York City law requires, is complete."""

from collections.abc import Iterator
from typing import Any

from nmpolicy.problems import Severity
from nmpolicy.queries.numbering import numbering
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Milestone, Order
from nmpolicy.rules.examples import MAYOR, example, order
from nmpolicy.rules.registry import Finding, own_rule


def _numbered(number: str, **changes: Any) -> Order:
    return order(id=f"eo-{number}", number=number, series="executive orders", **changes)


def _signed(day: str) -> list[Milestone]:
    return [Milestone(stage="signed", date=day)]


@own_rule(
    "NMP801",
    Severity.NOTICE,
    "missing numbers in a series",
    failing=lambda: example(MAYOR, _numbered("1"), _numbered("4")),
    passing=lambda: example(MAYOR, _numbered("1"), _numbered("2")),
)
def missing(collection: Collection) -> Iterator[Finding]:
    """Some numbers between two orders of a series belong to no order in the collection.

    A complete compilation has no gaps. If the collection is a selection of orders, there is nothing to fix. A series consists of
    the orders with the same authority and `series` whose numbers have the same form: either the same beginning and a running
    number, as in O-25-1 and O-25-2, or a running number and the year in which the order was made, as in 1/2025 and 2/2025.
    """
    found = numbering(collection).missing
    for instrument in collection.orders:
        if instrument.id in found:
            first, last = found[instrument.id]
            where = f"missing from {instrument.series!r} before {instrument.number.strip()}"
            if first == last:
                message = f"number {first} is {where}; add the order if it exists"
            else:
                message = f"numbers {first} to {last} are {where}; add the orders if they exist"
            yield Finding(instrument, "number", message)


@own_rule(
    "NMP802",
    Severity.WARNING,
    "duplicate number in a series",
    failing=lambda: example(MAYOR, _numbered("1"), order(id="same", number="1", series="executive orders")),
    passing=lambda: example(MAYOR, _numbered("1"), order(id="same", number="2", series="executive orders")),
)
def repeated(collection: Collection) -> Iterator[Finding]:
    """Two orders of a series have the same number.

    Either one order was entered twice or one of the numbers is wrong.
    """
    found = numbering(collection).repeated
    for instrument in collection.orders:
        if other := found.get(instrument.id):
            message = f"{other!r} has the same number in {instrument.series!r}; merge the orders or correct a number"
            yield Finding(instrument, "number", message)


@own_rule(
    "NMP803",
    Severity.WARNING,
    "number out of order",
    failing=lambda: example(
        MAYOR, _numbered("1", milestones=_signed("2025-07-21")), _numbered("2", milestones=_signed("2025-01"))
    ),
    passing=lambda: example(
        MAYOR, _numbered("1", milestones=_signed("2025-01")), _numbered("2", milestones=_signed("2025-07-21"))
    ),
)
def disordered(collection: Collection) -> Iterator[Finding]:
    """An order was made before another order of its series that has a lower number.

    Numbers are assigned in sequence. Either a number or a date is wrong, or the orders belong to two series.
    """
    found = numbering(collection).disordered
    for instrument in collection.orders:
        if other := found.get(instrument.id):
            message = f"this order was made before {other!r}, which has a lower number in {instrument.series!r}"
            yield Finding(instrument, "number", f"{message}; correct a number or a date")
