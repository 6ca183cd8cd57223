"""Print the processor time of each command on the bundled data, as a multiple of that of `python -c pass`.

Each is the lowest of several runs, each in a process of its own. The commands take turns.
"""

import argparse
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import nmpolicy as nm

START = "-c pass"
UNIMPORTANT = re.compile(r" --(?:force|include-private|no-input)")
#: Command lines, with the files in a folder that is made for them.
LINES: tuple[str, ...] = (
    "--version",
    "--help",
    "new a.json --kind bill --title T --no-input --force",
    "show --bundled albuquerque",
    "show tim-keller --bundled albuquerque",
    "find ice --bundled albuquerque",
    "schema",
    "in-force --bundled albuquerque",
    "offices --bundled albuquerque",
    "lineage abq-eo-2025-07-21 --bundled albuquerque",
    "duties tim-keller --bundled albuquerque",
    "due --from 2025 --to 2026 --bundled albuquerque",
    "stances --bundled albuquerque",
    "timeline --bundled albuquerque",
    "series --bundled albuquerque",
    "validate --bundled albuquerque",
    "validate own.json --format sarif",
    "rules",
    "explain NMP101",
    "fmt own.json",
    "diff own.json own.json",
    "merge own.json own.json -o merged.json --force",
    "report own.json -o page.html --force",
    "export json own.json",
    "export csv own.json -o tables --force --include-private",
    "export sqlite own.json -o own.db --force --include-private",
    "export xlsx own.json -o own.xlsx --force --include-private",
    "export jsonld own.json",
    "export graph own.json --as dot",
    "export ics own.json",
    "import csv tables",
    "import sqlite own.db",
    "import xlsx own.xlsx",
    "text article.txt",
    "verify own.json --texts .",
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="runs of each command (default: 7)")
    rounds = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        make_files(Path(folder))
        best = dict.fromkeys((START, *LINES), float("inf"))
        for _ in range(rounds):
            for line in best:
                best[line] = min(best[line], processor_time(line, folder))
    labels = {line: UNIMPORTANT.sub("", line) for line in LINES}
    width = max(map(len, labels.values()))
    for line, label in labels.items():
        print(f"{label:{width}} {best[line] / best[START]:6.1f}")


def make_files(folder: Path) -> None:
    """Write the bundled collection, and a text for one of its sources."""
    collection = nm.load_dataset(nm.datasets()[0])
    (folder / "own.json").write_bytes(nm.dumps(collection.sorted()).encode())
    (folder / f"{collection.sources[0].id}.txt").write_text("One.\n\nTwo.\n", "utf-8")
    (folder / "article.txt").write_text("One.\n\nTwo.\n", "utf-8")


def processor_time(line: str, folder: str) -> float:
    """Return the seconds that a process takes."""
    arguments = line.split() if line == START else ["-m", "nmpolicy", *line.split()]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603  # ours
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        sys.exit(f"{line}: {done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
