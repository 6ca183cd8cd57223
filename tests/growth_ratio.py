"""How the time of some work grows with its input, as a ratio that does not depend on the speed of the machine."""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_RUNS = 3


def growth(work: Callable[[T], object], make: Callable[[int], T], n: int, factor: int = 4) -> float:
    """Return how many times as long some work takes with an input of `factor * n` as with one of `n`.

    Linear work gives about `factor`, quadratic work about its square. Choose a bound far above the measured ratio, and
    `n` so that the work with the small input takes at least a few milliseconds.

    `make` builds an input of a given size, and is not timed. It is called anew for each run, so that nothing that a
    collection keeps is there before. Of three runs the fastest counts. CPU time is measured, so other programs do not
    matter, and the garbage collector is off, since when it runs depends on what ran before.

    >>> growth(lambda items: [sorted(items) for _ in range(200)], lambda size: [*range(size)], 1000) < 12
    True
    """
    return cpu_seconds(work, lambda: make(factor * n)) / max(cpu_seconds(work, lambda: make(n)), 1e-6)


def cpu_seconds(work: Callable[[T], object], make: Callable[[], T]) -> float:
    """Return the CPU time of some work with what `make` returns, in seconds: of three runs, that of the fastest."""
    found = []
    for _ in range(_RUNS):
        subject = make()
        collects = gc.isenabled()
        gc.disable()
        try:
            started = time.process_time()
            work(subject)
            found.append(time.process_time() - started)
        finally:
            if collects:
                gc.enable()
    return min(found)
