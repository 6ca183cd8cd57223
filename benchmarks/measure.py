"""Measures one figure of one contestant in a process of its own, so that none pays for another. Prints it as a number.

`python benchmarks/measure.py load pydantic 10000 FILE`
"""

import gc
import resource
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from contestants import CONTESTANTS
from nmpolicy.bulk.checking import check_lines

import nmpolicy as nm

T = TypeVar("T")
RUNS = 5, 100  # at least, and at most
ENOUGH = 1.0  # seconds of runs


def best(work: Callable[[T], object], prepare: Callable[[], T]) -> float:
    """Seconds that the work takes on what is prepared for it anew: the least of some runs, after one that does not count."""
    times: list[float] = []
    work(prepare())
    while len(times) < RUNS[0] or (len(times) < RUNS[1] and sum(times) < ENOUGH):
        subject = prepare()
        gc.collect()
        start = time.perf_counter()
        held = work(subject)
        times.append(time.perf_counter() - start)
        del held
    return min(times)


def load(name: str, file: Path) -> float:
    """Seconds to read a document."""
    text, loads = file.read_bytes(), CONTESTANTS[name].loader()
    return best(loads, lambda: text)


def dump(name: str, file: Path) -> float:
    """Seconds to write it."""
    held, dumper = CONTESTANTS[name].loader()(file.read_bytes()), CONTESTANTS[name].dumper
    dumps = dumper() if dumper else repr
    return best(dumps, lambda: held)


def rules(_name: str, file: Path) -> float:
    """Seconds to check it by every rule."""
    held = nm.loads(file.read_bytes())
    return best(nm.validate, lambda: held.with_records(held))  # a new one, which has not been looked through before


def held(name: str, file: Path) -> float:
    """Bytes that what was read takes, all of Python's objects counted."""
    text, loads = file.read_bytes(), CONTESTANTS[name].loader()
    loads(text)
    gc.collect()
    tracemalloc.start()
    kept = loads(text)
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    del kept
    return size


def peak(name: str, file: Path) -> float:
    """Bytes that the process has at most while it reads."""
    CONTESTANTS[name].loader()(file.read_bytes())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def peak_of_lines(_name: str, file: Path) -> float:
    """Bytes that the process has at most while it checks a file of JSON Lines."""
    check_lines(file)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def time_of_lines(_name: str, file: Path) -> float:
    """Seconds to check a file of JSON Lines."""
    start = time.perf_counter()
    check_lines(file)
    return time.perf_counter() - start


FIGURES: Mapping[str, Callable[[str, Path], float]] = {
    "load": load,
    "dump": dump,
    "rules": rules,
    "held": held,
    "peak": peak,
    "peak of lines": peak_of_lines,
    "time of lines": time_of_lines,
}

if __name__ == "__main__":
    figure, name, file = sys.argv[1:]
    print(FIGURES[figure](name, Path(file)))
