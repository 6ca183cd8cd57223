"""Time nmpolicy and other libraries on the same records, and print tables.

Each figure is the lowest of several rounds, each in a process of its own, in processor time. The libraries take turns.
`--save` also writes `benchmarks/figures.json`, and the tables into docs/explanation/performance.md.
"""

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import page
import sample_collections
import stix
from measure import measured

import nmpolicy as nm

HERE = Path(__file__).parent
COPIES = (10, 100, 1000)  # of the bundled article
ROUNDS = 3, 3, 2
STARTS = 20
ALL = ("nmpolicy", "pydantic", "msgspec", "cattrs", "json")
FORMATS = ("json", "jsonl", "csv", "sqlite", "xlsx", "parquet", "frames")
OFF = ", collector off"
#: The libraries that each figure is measured for, with the collector as it comes and off.
PLAN = (("load", ALL, ("", OFF)), ("dump", ALL, ("", OFF)), ("rules", ALL[:1], ("", OFF)))
#: Seconds, milliseconds or megabytes, by figure, library and number of records.
Figures = dict[tuple[str, str, int], float]


class Row(NamedTuple):
    """A line of the table of ratios."""

    label: str
    target: str
    """A comparison and a number; empty if there is none."""
    above: tuple[str, str]
    """The figure and the library that is divided …"""
    below: tuple[str, str] | None = None
    """… by this one; None if it is not divided."""
    tenth: bool = False
    """True if the second is of a tenth of the records."""


def pair(
    label: str, target: str, above: tuple[str, str], below: tuple[str, str], off_target: str | None = None
) -> tuple[Row, Row]:
    """Return a row with the collector as it comes, and one with the collector off for both."""
    without = Row(
        "  collector off",
        target if off_target is None else off_target,
        (above[0] + OFF, above[1]),
        (below[0] + OFF, below[1]),
    )
    return Row(label, target, above, below), without


ROWS = (
    *pair("load: times pydantic's speed", ">= 2", ("load", "pydantic"), ("load", "nmpolicy")),
    *pair("load and drop: times pydantic's speed", "", ("load and drop", "pydantic"), ("load and drop", "nmpolicy")),
    *pair("load: times cattrs's speed", "", ("load", "cattrs"), ("load", "nmpolicy")),
    *pair("load: times msgspec's time", "", ("load", "nmpolicy"), ("load", "msgspec")),
    *pair("load: times json's time", "", ("load", "nmpolicy"), ("load", "json")),
    Row("load: times stix2's speed", ">= 30", ("load", "stix2"), ("load", "nmpolicy")),
    *pair("dump: times pydantic's speed", ">= 1.3", ("dump", "pydantic"), ("dump", "nmpolicy")),
    *pair("all rules: times a pydantic load", "<= 0.5", ("rules", "nmpolicy"), ("load", "pydantic"), off_target=""),
    Row("memory held: times pydantic's", "<= 0.67", ("held", "nmpolicy"), ("held", "pydantic")),
    *(
        Row(f"{what}: times that of a tenth", "<= 12", (what, "nmpolicy"), (what, "nmpolicy"), tenth=True)
        for what in ("load", "dump", "rules", "held")
    ),
    Row("import over a bare interpreter, ms", "<= 90", ("import of nmpolicy", "python")),
)


def main() -> None:
    """Measure the figures and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--save", action="store_true", help="save the figures and write the tables into the page")
    options.add_argument("--quick", action="store_true", help="one round with the smallest number of records")
    chosen = options.parse_args()
    copies = COPIES[:1] if chosen.quick else COPIES
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), copies, quick=chosen.quick)
    sizes = sorted({size for _, _, size in figures})
    made = {"ratios": ratio_table(figures, sizes), "figures": figure_table(figures, sizes)}
    made["exports"] = export_table(figures, sizes[-1])
    print("\n\n".join(made.values()))
    if chosen.save:
        (HERE / "figures.json").write_text(json.dumps(report(figures), indent=2) + "\n", "utf-8")
        for name, table in made.items():
            page.write(name, table)


def measure(folder: Path, copies: tuple[int, ...], *, quick: bool) -> Figures:
    """Measure every figure, and keep the lowest of the rounds."""
    figures: Figures = {}
    size = 0
    file, stix_file = folder / "records.json", folder / "stix.json"
    for number, rounds in zip(copies, ROUNDS, strict=False):
        collection = sample_collections.collection(number)
        if nm.validate(collection).problems:
            sys.exit("a rule finds something in the generated records")
        nm.dump(collection, file, indent=None)
        size = len(collection)
        if number == copies[0]:
            stix_file.write_bytes(stix.objects(collection))
            take(figures, size, stix_file, "load", "stix2")
        turns = [(what, name, off) for what, names, modes in PLAN for off in modes for name in names]
        for what, name, off in turns * (1 if quick else rounds):
            take(figures, size, file, what, name, off)
        for name in ALL:
            take(figures, size, file, "memory", name)
    for name in FORMATS:
        take(figures, size, file, "export", name)
    show_progress("starts")
    starts = [(start_time("pass"), start_time("import nmpolicy")) for _ in range(STARTS)]
    figures["import of nmpolicy", "python", size] = min(ours for _, ours in starts) - min(bare for bare, _ in starts)
    show_progress("")
    return figures


def take(figures: Figures, size: int, file: Path, what: str, name: str, off: str = "") -> None:  # noqa: PLR0913, PLR0917  # what identifies a figure
    """Measure figures, and keep those that are lower than before."""
    show_progress(f"{what}{off}: {name}, {size:,}")
    for found, value in measured(what, name, file, "off" if off else "on").items():
        key = (found + off, name, size)
        figures[key] = min(figures.get(key, value), value)


def start_time(code: str) -> float:
    """Return the milliseconds of processor time of an interpreter that runs some code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  # a constant
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def show_progress(what: str) -> None:
    """Show on a terminal what is being measured."""
    if sys.stderr.isatty():
        print(f"\r{what:<60}\r", end="", file=sys.stderr)


def ratio_table(figures: Figures, sizes: list[int]) -> str:
    """Return a table of the ratios and their targets; `!` marks a missed target."""
    lines = [line(row.label, row.target, [cell(row, figures, size) for size in sizes]) for row in ROWS]
    return "\n".join([line("", "target", [f"{size:,}" for size in sizes]), *lines])


def line(label: str, target: str, cells: list[str]) -> str:
    """Return a line of a table."""
    return f"{label:<38} {target:>7} {' '.join(f'{each:>10}' for each in cells)}".rstrip()


def cell(row: Row, figures: Figures, size: int) -> str:
    """Return one figure of a row, or nothing if it was not measured."""
    below = (*row.below, size // 10 if row.tenth else size) if row.below else None
    if (*row.above, size) not in figures or (below and below not in figures):
        return ""
    found = figures[*row.above, size] / (figures[below] if below else 1)
    comparison, target = row.target.split() if row.target else (">=", "0")
    reached = found >= float(target) if comparison == ">=" else found <= float(target)
    return f"{found:,.2f}{'  ' if reached else ' !'}"


def figure_table(figures: Figures, sizes: list[int]) -> str:
    """Return a table of the times and sizes."""
    lines = [line("milliseconds, or megabytes of memory", "", [f"{size:,}" for size in sizes])]
    for what, name in dict.fromkeys(key[:2] for key in figures):
        if what in {"held", "peak"} or what.split(",")[0] in {"load", "load and drop", "dump", "rules"}:
            unit = 1 if what in {"held", "peak"} else 1000
            found = [figures.get((what, name, size)) for size in sizes]
            lines.append(line(f"{what}: {name}", "", ["" if each is None else f"{each * unit:,.1f}" for each in found]))
    return "\n".join(lines)


def export_table(figures: Figures, size: int) -> str:
    """Return a table of the exports and imports of the largest collection."""
    columns = {"export": "s", "export memory": "MB", "size": "MB", "import": "s", "import memory": "MB"}
    heads = ("export", "memory", "files", "import", "memory")
    lines = [f"{f'{size:,} records':<16}" + "".join(f"{head:>12}" for head in heads)]
    for name in FORMATS:
        found = [(figures.get((what, name, size)), unit) for what, unit in columns.items()]
        cells = ["" if value is None else f"{value:,.1f} {unit:<2}" for value, unit in found]
        lines.append((f"{name:<16}" + "".join(f"{each:>12}" for each in cells)).rstrip())
    return "\n".join(lines)


def report(figures: Figures) -> dict[str, object]:
    """Return the figures, and the versions they were measured with, as JSON data."""
    used = ("nmpolicy", "attrs", "cattrs", "msgspec", "pydantic", "stix2")
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "versions": {name: version(name) for name in used},
        "figures": [
            {"figure": what, "of": name, "records": size, unit(what): value}
            for (what, name, size), value in figures.items()
        ],
    }


def unit(what: str) -> str:
    """Return the unit of a figure."""
    if what in {"held", "peak", "size"} or what.endswith("memory"):
        return "megabytes"
    return "milliseconds" if what == "import of nmpolicy" else "seconds"


if __name__ == "__main__":
    main()
