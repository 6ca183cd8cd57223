"""Measure one figure of one library in a process of its own, and print it as a number.

`python benchmarks/measure.py load pydantic 10000 FILE`
"""

import gc
import resource
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from contestants import CONTESTANTS

import nmpolicy as nm
from nmpolicy import tables

T = TypeVar("T")
RUNS = 5, 100  # least, most
ENOUGH = 1.0  # seconds, after which the least number of runs will do


def best(work: Callable[[T], object], prepare: Callable[[], T]) -> float:
    """Return the seconds that the work takes: the fastest of several runs after a warm-up, each on fresh input."""
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
    """Return the seconds to read a document."""
    text, loads = file.read_bytes(), CONTESTANTS[name].loader()
    return best(loads, lambda: text)


def dump(name: str, file: Path) -> float:
    """Return the seconds to write it."""
    held, dumper = CONTESTANTS[name].loader()(file.read_bytes()), CONTESTANTS[name].dumper
    dumps = dumper() if dumper else repr
    return best(dumps, lambda: held)


def rules(_name: str, file: Path) -> float:
    """Return the seconds to check it with every rule."""
    held = nm.loads(file.read_bytes())
    return best(nm.validate, lambda: held.with_records(held))  # a new collection, without cached results


def held(name: str, file: Path) -> float:
    """Return the bytes that the objects read from the document take."""
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
    """Return the most bytes that the process had while reading."""
    CONTESTANTS[name].loader()(file.read_bytes())
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


WRITERS: Mapping[str, Callable[[nm.Collection, Path], object]] = {
    "json": nm.dump,
    "csv": tables.write_csv,
    "sqlite": tables.write_sqlite,
    "xlsx": tables.write_xlsx,
    "parquet": tables.write_parquet,
    "frames": lambda collection, _: tables.to_frames(collection),
}


def export(name: str, file: Path) -> float:
    """Return the seconds of processor time that the first export of a process takes."""
    collection = nm.load(file)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        WRITERS[name](collection, Path(folder) / f"out.{name}")
        return time.process_time() - start


def export_peak(name: str, file: Path) -> float:
    """Return the most bytes that a process had that reads a document and exports it."""
    export(name, file)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


FIGURES: Mapping[str, Callable[[str, Path], float]] = {
    "load": load,
    "dump": dump,
    "rules": rules,
    "held": held,
    "peak": peak,
    "export": export,
    "export peak": export_peak,
}

if __name__ == "__main__":
    figure, name, file = sys.argv[1:]
    print(FIGURES[figure](name, Path(file)))
