"""Measure figures of one library in a process of its own, in processor time, and print them as JSON.

`python benchmarks/measure.py load pydantic FILE off` turns the garbage collector off first.
"""

import gc
import json
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from time import process_time
from typing import Any

from contestants import CONTESTANTS

import nmpolicy as nm
from nmpolicy import tables

LEAST, MOST = 2, 100  # runs
ENOUGH = 0.5  # seconds, after which the least number of runs will do
MB = 1e6


def runs() -> Iterator[None]:
    """Yield before each run, until there are enough. The first is a warm-up."""
    start = process_time()
    for number in range(MOST + 1):
        yield
        if number == 0:
            start = process_time()
        elif number >= LEAST and process_time() - start > ENOUGH:
            return


def load(name: str, file: Path) -> dict[str, float]:
    """Time reading a document, and all that follows: a full collection while the objects live, and dropping them."""
    text, loads = file.read_bytes(), CONTESTANTS[name].loader()
    steps: tuple[list[float], ...] = ([], [], [], [])
    for _ in runs():
        gc.collect()
        times = [process_time()]
        gc.collect()  # what it takes without the objects
        times.append(process_time())
        held = loads(text)
        times.append(process_time())
        if gc.isenabled():
            gc.collect()
        times.append(process_time())
        del held
        times.append(process_time())
        for found, (start, end) in zip(steps, pairwise(times), strict=True):
            found.append(end - start)
    empty, read, full, drop = (min(found[1:]) for found in steps)
    return {"load": read, "load and drop": read + max(0, full - empty) + drop}


def dump(name: str, file: Path) -> dict[str, float]:
    """Time writing it."""
    held, dumper = CONTESTANTS[name].loader()(file.read_bytes()), CONTESTANTS[name].dumper
    dumps = dumper() if dumper else repr
    return {"dump": best(dumps, lambda: held)}


def rules(_name: str, file: Path) -> dict[str, float]:
    """Time checking it with every rule."""
    held = nm.loads(file.read_bytes())
    return {"rules": best(nm.validate, lambda: held.with_records(held))}  # a new collection, without cached results


def best(work: Callable[[Any], object], prepare: Callable[[], Any]) -> float:
    """Return the least time that the work takes, each time on fresh input."""
    times = []
    for _ in runs():
        subject = prepare()
        gc.collect()
        start = process_time()
        made = work(subject)
        times.append(process_time() - start)
        del made
    return min(times[1:])


def memory(name: str, file: Path) -> dict[str, float]:
    """Measure the most memory of a process that reads a document, and how much the objects take, in megabytes."""
    text, loads = file.read_bytes(), CONTESTANTS[name].loader()
    loads(text)
    peak = most_memory()
    gc.collect()
    tracemalloc.start()
    kept = loads(text)
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    del kept
    return {"held": size / MB, "peak": peak}


def most_memory() -> float:
    """Return the most megabytes that the process has had. `ru_maxrss` would begin with those of its parent."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / MB


WRITERS: Mapping[str, Callable[[nm.Collection, Path], object]] = {
    "json": nm.dump,
    "jsonl": nm.dump,
    "csv": partial(tables.write_csv, include_private=True),
    "sqlite": partial(tables.write_sqlite, include_private=True),
    "xlsx": partial(tables.write_xlsx, include_private=True),
    "parquet": partial(tables.write_parquet, include_private=True),
    "frames": lambda collection, _: tables.to_frames(collection, include_private=True),
}


def export(name: str, file: Path) -> dict[str, float]:
    """Measure the first export of a process, its memory beyond that of the collection, and the size of its files."""
    collection = nm.load(file)
    with tempfile.TemporaryDirectory() as folder:
        path, before, start = Path(folder) / f"out.{name}", most_memory(), process_time()
        made = WRITERS[name](collection, path)
        times = {"export": process_time() - start, "export memory": most_memory() - before}
        del made
        size = sum(each.stat().st_size for each in Path(folder).rglob("*") if each.is_file()) / MB
        back = measured("import", name, path) if name in READERS else {}
    return {**times, "size": size, **back}


READERS: Mapping[str, Callable[[Path], nm.Collection]] = {
    "json": nm.load,
    "jsonl": nm.load,
    "csv": tables.read_csv,
    "sqlite": tables.read_sqlite,
    "xlsx": tables.read_xlsx,
}


def import_(name: str, file: Path) -> dict[str, float]:
    """Measure the first import of a process, and its memory, which the imported collection is a part of."""
    before, start = most_memory(), process_time()
    READERS[name](file)
    return {"import": process_time() - start, "import memory": most_memory() - before}


FIGURES: Mapping[str, Callable[[str, Path], dict[str, float]]] = {
    "load": load,
    "dump": dump,
    "rules": rules,
    "memory": memory,
    "export": export,
    "import": import_,
}


def measured(figure: str, name: str, file: Path, collector: str = "on") -> dict[str, float]:
    """Measure figures in a process of their own."""
    command: list[str | Path] = [sys.executable, __file__, figure, name, file, collector]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603  # this script
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    figure, name, file, collector = sys.argv[1:]
    if collector == "off":
        gc.disable()
    print(json.dumps(FIGURES[figure](name, Path(file))))
