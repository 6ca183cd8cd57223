"""Times reading, writing and checking of collections of 1,000 and 10,000 records; prints a table of medians."""

import statistics
import time
from collections.abc import Callable
from typing import TypeVar

import nmpolicy as nm

T = TypeVar("T")
SIZES = (1_000, 10_000)
RUNS = 5


def made(size: int) -> nm.Collection:
    """A collection of about so many records: a fifth orders, the rest provisions of them."""
    source = nm.Source(id="gazette", kind="official-document", title="Gazette")
    evidence = [nm.Evidence(source=source, paragraph=1, basis="document-text")]
    mayor = nm.Post(id="mayor", name="Mayor", evidence=evidence)
    orders = [
        nm.Order(
            id=f"eo-{number}",
            kind="executive-order",
            title=f"Order {number}",
            issued_by=[mayor],
            milestones=[nm.Milestone(stage="signed", date="2025-07-21")],
            evidence=evidence,
        )
        for number in range(size // 5)
    ]
    provisions = [
        nm.Provision(
            id=f"{order.id}.{part}",
            instrument=order,
            kind="regulative",
            bearers=[mayor],
            deontic=["obligation"],
            aim="report",
            evidence=evidence,
        )
        for order in orders
        for part in range(4)
    ]
    return nm.Collection.of([source, mayor, *orders, *provisions], id="made", title="Made for timing")


def median(work: Callable[[T], object], subject: T) -> float:
    """Milliseconds that the work takes, the median of a few runs after one that does not count."""
    work(subject)
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work(subject)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Print the table."""
    print(f"{'records':>8} {'loads':>10} {'dumps':>10} {'validate':>10}   milliseconds, medians of {RUNS}")
    for size in SIZES:
        collection = made(size)
        text = nm.dumps(collection)
        figures = [median(nm.loads, text), median(nm.dumps, collection), median(nm.validate, collection)]
        print(f"{len(collection):>8,} " + " ".join(f"{figure:>10,.1f}" for figure in figures))


if __name__ == "__main__":
    main()
