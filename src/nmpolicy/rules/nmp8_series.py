"""Rules of series: NMP801 to NMP803. New York City law, for one, asks for a complete compilation of its mayor's orders."""

from collections.abc import Iterator
from typing import Any

from nmpolicy.problems import Severity
from nmpolicy.queries.numbering import numbering
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Milestone
from nmpolicy.rules.examples import MAYOR, example, order
from nmpolicy.rules.registry import Finding, own_rule


def _numbered(number: str, **changes: Any) -> Any:
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
    """Between two numbers of a series there are others that no order of the collection has.

    A compilation is complete when none is missing. Where the collection is a choice of orders, there is nothing to mend. A
    series is the orders of one authority and `series` whose numbers begin alike and end in the running number, as do O-25-1 and O-25-2,
    or in the running number and the year in which they were made, as do 1/2025 and 2/2025.
    """
    found = numbering(collection).missing
    for each in collection.orders if found else ():
        if each.id in found:
            first, last = found[each.id]
            numbers = f"number {first} is" if first == last else f"numbers {first} to {last} are"
            message = (
                f"{numbers} missing from {each.series!r} before {each.number.strip()}; add the orders if there are some"
            )
            yield Finding(each, "number", message)


@own_rule(
    "NMP802",
    Severity.WARNING,
    "repeated number in a series",
    failing=lambda: example(MAYOR, _numbered("1"), order(id="same", number="1", series="executive orders")),
    passing=lambda: example(MAYOR, _numbered("1"), order(id="same", number="2", series="executive orders")),
)
def repeated(collection: Collection) -> Iterator[Finding]:
    """Two orders of a series have one number.

    They are one order, entered twice, or one of the numbers is wrong.
    """
    found = numbering(collection).repeated
    for each in collection.orders if found else ():
        if other := found.get(each.id):
            message = f"{other!r} has this number of {each.series!r} too"
            yield Finding(each, "number", f"{message}; join the orders or correct a number")


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
    """An order of a series was made before one with a lower number.

    Numbers are given in turn: a number or a date is wrong, or the series are two.
    """
    found = numbering(collection).disordered
    for each in collection.orders if found else ():
        if other := found.get(each.id):
            message = f"it was made before {other!r}, which has a lower number of {each.series!r}"
            yield Finding(each, "number", f"{message}; correct a number or a date")
