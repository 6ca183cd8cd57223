"""Times nmpolicy beside others on the same records, and prints one table of ratios; `--json FILE` keeps the figures.

Each figure is taken in processes of its own, some in turn, and the least counts: what other programs of the machine
take away is no property of a library.
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

import stix

import nmpolicy as nm
import records
from nmpolicy.serialization.lines import dump_lines

HERE = Path(__file__).parent
SIZES = (1_000, 10_000, 100_000)
LINES = 1_000_000
ROUNDS = 3
STARTS = 20
#: Which figure is taken of whom.
PLAN: Mapping[str, tuple[str, ...]] = {
    "load": ("nmpolicy", "pydantic", "msgspec", "cattrs", "json"),
    "dump": ("nmpolicy", "pydantic", "msgspec", "cattrs", "json"),
    "rules": ("nmpolicy",),
    "held": ("nmpolicy", "pydantic", "msgspec", "cattrs", "json"),
    "peak": ("nmpolicy", "pydantic", "msgspec", "cattrs", "json"),
}
#: Seconds or bytes, by what was taken, of whom, at which size.
Figures = dict[tuple[str, str, int], float]


class Row(NamedTuple):
    """A line of the table."""

    what: str
    #: `>=` or `<=`, and what is asked.
    sign: str
    bound: float
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
    Row("peak while checking lines, MB", "<=", 400, (LINES,), lambda f, n: f["peak of lines", "nmpolicy", n] / 1e6),
    Row("import over a bare interpreter, ms", "<=", 90, (0,), lambda f, _: (f["start", "nmpolicy", 0] - f["start", "python", 0]) * 1000),
)  # fmt: skip


def main() -> None:
    """Take the figures, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", type=Path, help="keep the figures in this file")
    options.add_argument("--quick", action="store_true", help="up to 10,000 records, and 100,000 lines; one round")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = taken(Path(folder), quick=chosen.quick)
    print(table(figures))
    print(absolute(figures))
    if chosen.json:
        chosen.json.write_text(json.dumps(kept(figures), indent=2) + "\n", "utf-8")


def taken(folder: Path, *, quick: bool) -> Figures:
    """Every figure: of a few rounds the least."""
    sizes, lines, rounds = (SIZES[:2], LINES // 10, 1) if quick else (SIZES, LINES, ROUNDS)
    figures: Figures = {}

    def take(what: str, name: str, size: int, file: Path) -> None:
        told(f"{what}: {name}, {size:,}")
        done = subprocess.run(  # noqa: S603  # our own script
            [sys.executable, HERE / "measure.py", what, name, file],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=True,
        )
        key = (what, name, size)
        figures[key] = min(figures.get(key, float("inf")), float(done.stdout))

    for size in sizes:
        file = folder / f"{size}.json"
        made = records.collection(size)
        nm.dump(made, file, indent=None)
        for _ in range(rounds):
            for what, names in PLAN.items():
                for name in names:
                    take(what, name, size, file)
        if size == SIZES[0]:
            file.write_bytes(stix.objects(made))
            take("load", "stix2", size, file)
        del made
    file = folder / "lines.jsonl"
    told(f"making {lines:,} lines")
    dump_lines(records.records(lines), file, header=nm.Collection(id="made", title="Made for timing"))
    take("peak of lines", "nmpolicy", LINES, file)
    take("time of lines", "nmpolicy", LINES, file)
    figures["start", "python", 0], figures["start", "nmpolicy", 0] = starts()
    told("")
    return figures


def starts() -> tuple[float, float]:
    """Seconds that a bare interpreter takes, and one that imports nmpolicy; in turn, of each the least."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(STARTS):
        for code, found in zip(("pass", "import nmpolicy"), times, strict=True):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # our own code
            found.append(time.perf_counter() - start)
    return min(times[0]), min(times[1])


def told(what: str) -> None:
    """Say on a terminal what is being done."""
    if sys.stderr.isatty():
        print(f"\r{what:<60}\r", end="", file=sys.stderr)


def table(figures: Figures) -> str:
    """The ratios, each beside what is asked; `!` marks what is not reached."""
    lines = [f"{'':<38} {'asked':>8} {'1,000':>9} {'10,000':>9} {'100,000':>9}"]
    for row in ROWS:
        cells = {size: cell(row, figures, size) for size in row.sizes}
        alone = [] if set(row.sizes) & set(SIZES) else [*cells.values()]
        shown = alone or [cells.get(size, "") for size in SIZES]
        lines.append(f"{row.what:<38} {row.sign + f' {row.bound:.3g}':>8} " + " ".join(f"{each:>9}" for each in shown))
    return "\n".join(line.rstrip() for line in lines)


def cell(row: Row, figures: Figures, size: int) -> str:
    """One figure of a row; empty where it was not taken."""
    try:
        found = row.figure(figures, size)
    except KeyError:
        return ""
    reached = found >= row.bound if row.sign == ">=" else found <= row.bound
    return f"{found:,.2f}{'' if reached else ' !'}"


def absolute(figures: Figures) -> str:
    """The figures themselves."""
    lines = [f"\n{'milliseconds, or megabytes of memory':<38} {'':>8} {'1,000':>9} {'10,000':>9} {'100,000':>9}"]
    for what, names in PLAN.items():
        unit = 1e6 if what in {"held", "peak"} else 1e-3
        for name in (*names, *(["stix2"] if what == "load" else [])):
            cells = (figures.get((what, name, size)) for size in SIZES)
            shown = ("" if each is None else f"{each / unit:,.1f}" for each in cells)
            lines.append(f"{what + ': ' + name:<38} {'':>8} " + " ".join(f"{each:>9}" for each in shown))
    lines.append(
        f"{'checking 1,000,000 lines: seconds':<38} {'':>8} {figures['time of lines', 'nmpolicy', LINES]:>9,.1f}"
    )
    return "\n".join(line.rstrip() for line in lines)


def kept(figures: Figures) -> dict[str, object]:
    """The figures with what they were taken on, for a file."""
    used = ("nmpolicy", "attrs", "cattrs", "msgspec", "pydantic", "stix2")
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "versions": {name: version(name) for name in used},
        "figures": list(rows(figures)),
    }


def rows(figures: Figures) -> Iterator[dict[str, object]]:
    """Each figure as an object."""
    for (what, name, size), value in figures.items():
        unit = "bytes" if what in {"held", "peak", "peak of lines"} else "seconds"
        yield {"figure": what, "of": name, "records": size, unit: value}


if __name__ == "__main__":
    main()
