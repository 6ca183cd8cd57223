"""Every command that writes files, as it is run to replace an old output by a new one."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

import nmpolicy as nm
from command_line import ROOT, run

EXAMPLES = ROOT / "examples"
SIDES = ("old", "new")
Content = bytes | Mapping[str, bytes] | None


class WritingCommand(NamedTuple):
    """A command, and what it writes."""

    arguments: str
    """The arguments. {IN} stands for the old or the new collection, {SIDE} for `old` or `new`, {OUT} for the output."""
    out: str
    """The name of the output. Its suffix decides the format."""
    source: str = ""
    """The file to start from, for a command that rewrites its input."""

    def at(self, folder: Path, side: str, out: Path) -> list[str]:
        """The arguments for one side."""
        values = {"IN": folder / f"{side}.json", "SIDE": folder / side, "OUT": out, "FOLDER": folder, "EX": EXAMPLES}
        return [each.format(**values) for each in self.arguments.split()]


_TO = "-o {OUT} --force"
_TITLED = f"--title {{SIDE}} {_TO}"
_OCD = "--jurisdiction ocd-jurisdiction/country:us/state:nm/place:albuquerque/government"
COMMANDS: Mapping[str, WritingCommand] = {
    "fmt": WritingCommand("fmt {OUT}", "out.json", "backwards.json"),
    "fmt lines": WritingCommand("fmt {OUT}", "out.jsonl", "backwards.jsonl"),
    "fmt gzip": WritingCommand("fmt {OUT}", "out.json.gz", "backwards.json.gz"),
    "anchor": WritingCommand("anchor {OUT} --text gazette={EX}/draft/gazette.txt --write", "out.json", "draft.json"),
    "verify": WritingCommand("verify {OUT} --text gazette={FOLDER}/moved.txt --write", "out.json", "anchored.json"),
    "merge": WritingCommand(f"merge {{IN}} {{IN}} {_TO}", "out.json"),
    "merge lines": WritingCommand(f"merge {{IN}} {{IN}} {_TO}", "out.jsonl.gz"),
    "merge in place": WritingCommand("merge {OUT} {FOLDER}/other.json --prefer ours -o {OUT} --force", "out.json", "old.json"),
    "propose": WritingCommand("merge {IN} {FOLDER}/other.json --propose {OUT} --force", "out.txt"),
    "new": WritingCommand("new {OUT} --title {SIDE} --kind executive-order --no-input --force", "out.json"),
    "export json": WritingCommand(f"export json {{IN}} {_TO}", "out.json"),
    "export jsonl": WritingCommand(f"export jsonl {{IN}} {_TO}", "out.jsonl"),
    "export csv": WritingCommand(f"export csv {{IN}} {_TO}", "out"),
    "export sqlite": WritingCommand(f"export sqlite {{IN}} {_TO}", "out.db"),
    "export xlsx": WritingCommand(f"export xlsx {{IN}} {_TO}", "out.xlsx"),
    "export parquet": WritingCommand(f"export parquet {{IN}} {_TO}", "out"),
    "export jsonld": WritingCommand(f"export jsonld {{IN}} {_TO}", "out.jsonld"),
    "export graph": WritingCommand(f"export graph {{IN}} {_TO}", "out.graphml"),
    "export ocd": WritingCommand(f"export ocd {{IN}} {_OCD} {_TO}", "out"),
    "export ftm": WritingCommand(f"export ftm {{IN}} {_TO}", "out.json"),
    "export ig": WritingCommand(f"export ig {{IN}} {_TO}", "out.txt"),
    "export ics": WritingCommand(f"export ics {{IN}} {_TO}", "out.ics"),
    "report": WritingCommand(f"report {{IN}} --on 2026-01-01 {_TO}", "out.html"),
    "report folder": WritingCommand(f"report {{IN}} --on 2026-01-01 {_TO}", "out"),
    "import csv": WritingCommand(f"import csv {{SIDE}}-csv {_TO}", "out.json"),
    "import sqlite": WritingCommand(f"import sqlite {{SIDE}}.db {_TO}", "out.jsonl"),
    "import xlsx": WritingCommand(f"import xlsx {{SIDE}}.xlsx {_TO}", "out.json.gz"),
    "import sheet": WritingCommand(
        f"import csv {{EX}}/imports/riverton.csv --mapping {{EX}}/imports/riverton.toml {_TITLED}", "out.json"
    ),
    "draft": WritingCommand(f"import csv --draft {{SIDE}}.csv {_TO}", "out.toml"),
    "import popolo": WritingCommand(f"import popolo {{EX}}/imports/popolo.json {_TITLED}", "out.json"),
    "import register": WritingCommand(
        f"import federal-register {{EX}}/imports/federal-register.json {_TITLED}", "out.json"
    ),
    "import legistar": WritingCommand(f"import legistar {{EX}}/imports/legistar {_TITLED}", "out.json"),
    "import openstates": WritingCommand(f"import openstates-people {{EX}}/imports/open-states {_TITLED}", "out.jsonl"),
}  # fmt: skip


def make_inputs(folder: Path, organizations: int = 10, *, tables: bool = True) -> None:
    """Make the files that the commands read; without `tables`, not those of the commands that import tables."""
    old = nm.load_dataset("albuquerque-immigrant-friendly-2025")
    more = [nm.Organization(id=f"org-{number}", name=f"Organization {number}") for number in range(organizations)]
    order, provision = old.orders[0], old.provisions[0]
    new = (
        evolve(old, title="Another collection")
        .add(*more)
        .replace(evolve(order, title="Another title"), evolve(provision, aim="do something else"))
    )
    for side, collection in zip(SIDES, (old, new), strict=True):
        nm.dump(collection, folder / f"{side}.json")
        if tables:
            nm.tables.write_csv(collection, folder / f"{side}-csv", include_private=True)
            nm.tables.write_sqlite(collection, folder / f"{side}.db", include_private=True)
            nm.tables.write_xlsx(collection, folder / f"{side}.xlsx", include_private=True)
    nm.dump(old.add(nm.Organization(id="city-of-albuquerque-2", name="City of Albuquerque")), folder / "other.json")
    backwards = new.with_records(reversed(list(new)))
    for name in ("backwards.json", "backwards.jsonl", "backwards.json.gz"):
        nm.dump(backwards, folder / name)
    sheet = (EXAMPLES / "imports" / "riverton.csv").read_text("utf-8")
    (folder / "old.csv").write_text(sheet, "utf-8")
    (folder / "new.csv").write_text(sheet.replace("Riverton", "Springfield"), "utf-8")
    draft = (EXAMPLES / "draft" / "draft.json").read_text("utf-8").replace('by May 1"', 'by May 15"')
    lines = [line for line in draft.splitlines() if "leaf-blowers.fine" not in line]
    (folder / "draft.json").write_text("\n".join(lines), "utf-8")
    text = EXAMPLES / "draft" / "gazette.txt"
    shutil.copy(folder / "draft.json", folder / "anchored.json")
    assert run("anchor", str(folder / "anchored.json"), "--text", f"gazette={text}", "--write")[0] == 0
    (folder / "moved.txt").write_text("One more paragraph.\n\n" + text.read_text("utf-8"), "utf-8")


def content(path: Path) -> Content:
    """The content of a file, or of the files of a folder; None if there is neither."""
    if path.is_dir():
        return {each.name: each.read_bytes() for each in path.iterdir()}
    return path.read_bytes() if path.exists() else None


def put(path: Path, what: Content) -> None:
    """Make a file or a folder with this content, instead of what is there."""
    if path.is_dir():
        shutil.rmtree(path)
    if isinstance(what, bytes):
        path.write_bytes(what)
    elif what is not None:
        path.mkdir()
        for name, data in what.items():
            (path / name).write_bytes(data)
