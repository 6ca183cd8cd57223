"""Time nmpolicy and other libraries on the same records, and print tables; `--json FILE` also saves the figures.

Each figure is the lowest of several rounds, each in a process of its own, so that other programs on the machine matter
less.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import sample_collections
import stix

import nmpolicy as nm

HERE = Path(__file__).parent
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
STARTS = 20
MEMORY = {"held", "peak", "export peak"}
FORMATS = ("json", "csv", "sqlite", "xlsx", "parquet", "frames")
#: The libraries, or the formats, that each figure is measured for.
PLAN: Mapping[str, tuple[str, ...]] = {
    "load": ("nmpolicy", "pydantic", "msgspec", "cattrs", "json"),
    "dump": ("nmpolicy", "pydantic", "msgspec", "cattrs", "json"),
    "rules": ("nmpolicy",),
    "held": ("nmpolicy", "pydantic", "msgspec", "cattrs", "json"),
    "peak": ("nmpolicy", "pydantic", "msgspec", "cattrs", "json"),
    "export": FORMATS,
    "export peak": FORMATS,
}
#: Seconds or bytes, by figure, library and number of records.
Figures = dict[tuple[str, str, int], float]


class Row(NamedTuple):
    """A line of the table."""

    label: str
    sign: str
    """The comparison of the figure with the target: `>=` or `<=`."""
    target: float
    sizes: tuple[int, ...]
    figure: Callable[[Figures, int], float]


ROWS = (
    Row("load: times pydantic's speed", ">=", 2.5, SIZES, lambda f, n: f["load", "pydantic", n] / f["load", "nmpolicy", n]),
    Row("load: times msgspec's time", "<=", 2.5, SIZES, lambda f, n: f["load", "nmpolicy", n] / f["load", "msgspec", n]),
    Row("load: times stix2's speed", ">=", 30, SIZES[:1], lambda f, n: f["load", "stix2", n] / f["load", "nmpolicy", n]),
    Row("dump: times pydantic's speed", ">=", 1.3, SIZES, lambda f, n: f["dump", "pydantic", n] / f["dump", "nmpolicy", n]),
    Row("all rules: times two pydantic loads", "<=", 1, SIZES, lambda f, n: f["rules", "nmpolicy", n] / f["load", "pydantic", n] / 2),
    Row("memory held: times pydantic's", "<=", 2 / 3, SIZES, lambda f, n: f["held", "nmpolicy", n] / f["held", "pydantic", n]),
    Row("load: time, times that of a tenth", "<=", 12, SIZES[2:], lambda f, n: f["load", "nmpolicy", n] / f["load", "nmpolicy", n // 10]),
    Row("rules: time, times that of a tenth", "<=", 12, SIZES[2:], lambda f, n: f["rules", "nmpolicy", n] / f["rules", "nmpolicy", n // 10]),
    Row("dump: time, times that of a tenth", "<=", 12, SIZES[2:], lambda f, n: f["dump", "nmpolicy", n] / f["dump", "nmpolicy", n // 10]),
    Row("memory held, times that of a tenth", "<=", 12, SIZES[2:], lambda f, n: f["held", "nmpolicy", n] / f["held", "nmpolicy", n // 10]),
    Row("import over a bare interpreter, ms", "<=", 90, (0,), lambda f, _: (f["start", "nmpolicy", 0] - f["start", "python", 0]) * 1000),
)  # fmt: skip


def main() -> None:
    """Measure the figures and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path, help="save the figures to this file")
    options.add_argument("--quick", action="store_true", help="one round with up to 10,000 records")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), quick=chosen.quick)
    print(ratio_table(figures))
    print(absolute_table(figures))
    if chosen.json:
        chosen.json.write_text(json.dumps(report(figures), indent=2) + "\n", "utf-8")


def measure(folder: Path, *, quick: bool) -> Figures:
    """Measure every figure, and keep the lowest of the rounds."""
    sizes, rounds = (SIZES[:2], 1) if quick else (SIZES, ROUNDS)
    figures: Figures = {}

    def take(what: str, name: str, size: int, file: Path) -> None:
        show_progress(f"{what}: {name}, {size:,}")
        done = subprocess.run(  # noqa: S603  # the benchmark's own script
            [sys.executable, HERE / "measure.py", what, name, file],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        key = (what, name, size)
        figures[key] = min(figures.get(key, float("inf")), float(done.stdout))

    for size in sizes:
        file = folder / f"{size}.json"
        collection = sample_collections.collection(size)
        nm.dump(collection, file, indent=None)
        for _ in range(rounds):
            for what, names in PLAN.items():
                for name in names:
                    take(what, name, size, file)
        if size == SIZES[0]:
            file.write_bytes(stix.objects(collection))
            take("load", "stix2", size, file)
        del collection
    figures["start", "python", 0], figures["start", "nmpolicy", 0] = start_times()
    show_progress("")
    return figures


def start_times() -> tuple[float, float]:
    """Return the seconds that a bare interpreter takes to start and exit, and one that imports nmpolicy."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(STARTS):
        for code, found in zip(("pass", "import nmpolicy"), times, strict=True):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # a constant
            found.append(time.perf_counter() - start)
    return min(times[0]), min(times[1])


def show_progress(what: str) -> None:
    """Show on a terminal what is being measured."""
    if sys.stderr.isatty():
        print(f"\r{what:<60}\r", end="", file=sys.stderr)


def ratio_table(figures: Figures) -> str:
    """Return a table of the ratios and their targets; `!` marks a missed target."""
    lines = [f"{'':<38} {'target':>8} {'1,000':>9} {'10,000':>9} {'100,000':>9}"]
    for row in ROWS:
        cells = {size: cell(row, figures, size) for size in row.sizes}
        alone = [] if set(row.sizes) & set(SIZES) else [*cells.values()]
        shown = alone or [cells.get(size, "") for size in SIZES]
        lines.append(
            f"{row.label:<38} {row.sign + f' {row.target:.3g}':>8} " + " ".join(f"{each:>9}" for each in shown)
        )
    return "\n".join(line.rstrip() for line in lines)


def cell(row: Row, figures: Figures, size: int) -> str:
    """Return one figure of a row, or nothing if it was not measured."""
    try:
        found = row.figure(figures, size)
    except KeyError:
        return ""
    reached = found >= row.target if row.sign == ">=" else found <= row.target
    return f"{found:,.2f}{'' if reached else ' !'}"


def absolute_table(figures: Figures) -> str:
    """Return a table of the measured times and sizes."""
    lines = [f"\n{'milliseconds, or megabytes of memory':<38} {'':>8} {'1,000':>9} {'10,000':>9} {'100,000':>9}"]
    for what, names in PLAN.items():
        unit = 1e6 if what in MEMORY else 1e-3
        for name in (*names, *(["stix2"] if what == "load" else [])):
            cells = (figures.get((what, name, size)) for size in SIZES)
            shown = ("" if each is None else f"{each / unit:,.1f}" for each in cells)
            lines.append(f"{what + ': ' + name:<38} {'':>8} " + " ".join(f"{each:>9}" for each in shown))
    return "\n".join(line.rstrip() for line in lines)


def report(figures: Figures) -> dict[str, object]:
    """Return the figures, and the versions they were measured with, as JSON data."""
    used = ("nmpolicy", "attrs", "cattrs", "msgspec", "pydantic", "stix2")
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "versions": {name: version(name) for name in used},
        "figures": list(rows(figures)),
    }


def rows(figures: Figures) -> Iterator[dict[str, object]]:
    """Yield each figure as an object."""
    for (what, name, size), value in figures.items():
        unit = "bytes" if what in MEMORY else "seconds"
        yield {"figure": what, "of": name, "records": size, unit: value}


if __name__ == "__main__":
    main()
