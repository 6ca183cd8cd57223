"""Rules of series: NMP801 to NMP803.

A compilation of orders should be complete. New York City law, for example, requires one of the mayor's orders.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from nmpolicy.problems import Severity
from nmpolicy.queries.milestones import date_made
from nmpolicy.queries.number_sequences import MisplacedOrder
from nmpolicy.queries.series import SeriesCoverage, series
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Milestone, Order
from nmpolicy.records.once_per_collection import once_per_collection
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

    A complete compilation has no gaps. If the collection is a selection of orders, there is nothing to fix. A series
    consists of the orders with the same authority and `series`. Each prefix and each year in it has its own sequence of
    numbers, as in O-25-1 and O-25-2, or 1/2025 and 2/2025. If a number can be read in several ways, the rule reports no
    gap. It reports nothing before the first number of a sequence; `nmpolicy series` lists the sequences that do not
    begin at 1.
    """
    orders = _orders(collection)
    for each in series(collection).series:
        for gap in each.missing:
            following = orders[gap.before]
            where = f"missing from {each.name!r} before {following.number.strip()}"
            if gap.count == 1:
                message = f"number {gap.first} is {where}; add the order if it exists"
            else:
                message = f"numbers {gap.first} to {gap.last} are {where}; add the orders if they exist"
            yield Finding(following, "number", message)


@own_rule(
    "NMP802",
    Severity.WARNING,
    "duplicate number in a series",
    failing=lambda: example(MAYOR, _numbered("1"), order(id="same", number="1", series="executive orders")),
    passing=lambda: example(MAYOR, _numbered("1"), order(id="same", number="2", series="executive orders")),
)
def repeated(collection: Collection) -> Iterator[Finding]:
    """Two orders of a series have the same number.

    Either one order was entered twice, or one of the numbers is wrong, or numbering restarts, such as each year or with
    each mayor. Where it restarts, each sequence is a series of its own and needs its own name in `series`. If orders
    with the same number were made in different years, the rule reports the series once.
    """
    orders = _orders(collection)
    for each in series(collection).series:
        if restarted := [some for some in each.repeated if some.different_years]:
            yield _restart(orders, each, len(restarted))
        for some in each.repeated:
            if not some.different_years:
                first, *others = some.orders
                for id in others:
                    message = (
                        f"{first!r} has the same number in {each.name!r}; merge the orders, correct a number or, if "
                        "numbering restarts, give each sequence its own series"
                    )
                    yield Finding(orders[id], "number", message)


def _restart(orders: Mapping[str, Order], each: SeriesCoverage, count: int) -> Finding:
    """Ask whether the numbering of a series restarts each year."""
    first, second, *_ = next(some.orders for some in each.repeated if some.different_years)
    repeat = orders[second]
    day = date_made(repeat)
    number = repeat.number.strip()
    if count == 1:
        used = f"number {number} of {each.name!r} is used in more than one year, by {first!r} and by this order"
    else:
        used = (
            f"{count:,} numbers of {each.name!r} are used in more than one year, such as {number} by {first!r} and here"
        )
    message = (
        f"{used}; check whether numbering restarts: if so, give each year its own series, such as "
        f"{f'{each.name} {day and day[:4]}'!r}; if not, correct the numbers"
    )
    return Finding(repeat, "number", message)


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
def misplaced(collection: Collection) -> Iterator[Finding]:
    """An order was made before one with a lower number, or after one with a higher number.

    Numbers are assigned in sequence. Either a number or a date is wrong, or the orders belong to two series. The rule
    reports the fewest orders that explain the contradiction: without them, all others are in order.
    """
    orders = _orders(collection)
    for each in series(collection).series:
        for some in each.misplaced:
            message = f"this order is dated {_date(orders[some.order])}, but {_place(orders, some)}"
            yield Finding(orders[some.order], "number", f"{message} in {each.name!r}; correct its date or its number")


def _place(orders: Mapping[str, Order], some: MisplacedOrder) -> str:
    """Describe where the number of an order puts it."""
    after, before = (f"{id!r} ({_date(orders[id])})" if id else "" for id in (some.after, some.before))
    if after and before:
        return f"its number puts it between {after} and {before}"
    return f"its number puts it {f'after {after}' if after else f'before {before}'}"


def _date(order: Order) -> str:
    day = date_made(order)
    return day.label if day else ""


@once_per_collection
def _orders(collection: Collection) -> Mapping[str, Order]:
    """Return the orders by id, the first of those that share one."""
    return {each.id: each for each in reversed(collection.orders)}
