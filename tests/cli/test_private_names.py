"""Names of private individuals in every output of every command.

The names stand in every field of the people, in all other texts and, where readers are shown a copy, in all ids.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

import attrs
import pytest
from click.testing import CliRunner

import nmpolicy as nm
from command_line import run
from each_case import each_case
from each_command import each_command
from named_collections import NAMES, SECRETS, with_named_fields
from nmpolicy.cli.main import main
from nmpolicy.vocabulary.folding import fold
from small_collections import few_records

#: What makes a file in the format of the records, which is the data itself and so must be complete.
LOSSLESS = {"fmt", "merge", "anchor", "verify", "import csv", "import sqlite", "import xlsx"}
#: Commands that read no collection, or one that nobody in it is marked as private.
OTHERS = {
    *("new", "schema", "rules", "explain", "text"),
    *(f"import {each}" for each in ("federal-register", "openstates-people", "legistar", "popolo")),
}
JURISDICTION = "ocd-jurisdiction/country:us/state:nm/place:albuquerque/government"
FORMATS = (["--format", "text"], ["--format", "json"])
#: What each command is run with. `named.json` has names in ids, too, and the other files have them in texts alone.
READERS: Mapping[str, list[list[str]]] = {
    "show": [["named.json"], ["--full", "named.json"], ["zora-0", "0-quillfeather-source-nm-2025-07-22", "named.json"]],
    "find": [[*form, "named.json"] for form in FORMATS],
    "in-force": [[*form, "named.json"] for form in FORMATS],
    "offices": [[*form, "named.json"] for form in FORMATS],
    "lineage": [[*form, "ORDER", "named.json"] for form in FORMATS],
    "duties": [[*form, "zora-0", "named.json"] for form in FORMATS],
    "due": [["--from", "2025-01-01", "--to", "2026-12-31", *form, "named.json"] for form in FORMATS],
    "stances": [[*form, "named.json"] for form in FORMATS],
    "timeline": [[*form, "named.json"] for form in FORMATS],
    "series": [[*form, "named.json"] for form in FORMATS],
    "validate": [
        *(
            ["--format", form, name]
            for form in ("text", "json", "github", "sarif")
            for name in ("texts.json", "wrong.json")
        )
    ],
    "fmt": [["--check", "texts.json", "wrong.json"]],
    "diff": [
        [*form, *pair] for form in FORMATS for pair in (["texts.json", "changed.json"], ["public.json", "texts.json"])
    ],
    "merge": [
        ["texts.json", "changed.json", "-o", "out/m.json", "--force", *form, *more]
        for form in FORMATS
        for more in (["--base", "public.json"], ["--prefer", "ours"])
    ],
    "anchor": [["draft.json", "--text", "paper=text.txt", *form] for form in FORMATS],
    "verify": [["draft.json", "--text", "paper=text.txt", *form] for form in FORMATS],
    "report": [["named.json", "-o", "out/page.html"], ["named.json", "-o", "out/pages"]],
    "export graph": [["named.json", "--around", "zora-0", "-o", f"out/g.{form}"] for form in ("gexf", "dot", "mmd")],
    "export ocd": [
        ["named.json", "--jurisdiction", JURISDICTION, "--source-url", "https://example.org/", "-o", "out/ocd"]
    ],
    "export sqlite": [["named.json", "-o", "out/s.db", "--metadata", "out/s.yaml"]],
    **{
        f"export {form}": [["named.json", "-o", f"out/e.{form}"]]
        for form in ("json", "jsonl", "csv", "xlsx", "parquet", "jsonld", "ftm", "ig", "ics")
    },
    "import csv": [["whole-csv", "-o", "out/back-csv.json"]],
    "import sqlite": [["whole-sqlite", "-o", "out/back-sqlite.json"]],
    "import xlsx": [["whole-xlsx", "-o", "out/back-xlsx.json"]],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with collections that name private individuals wherever they can, and outputs of them."""
    folder = tmp_path_factory.mktemp("named")
    data = nm.load_dataset("albuquerque-immigrant-friendly-2025")
    due = nm.Provision(
        id="duty",
        instrument=data.orders[0],
        kind="regulative",
        bearers=[data.people[0]],
        deontic=["obligation"],
        aim="report",
        deadline=nm.Deadline(date="2025-10-01"),
    )
    whole = few_records(data.with_records([due, *data]))
    named, texts = with_named_fields(whole, NAMES[0]), with_named_fields(whole, NAMES[0], in_ids=False)
    changed = with_named_fields(whole, NAMES[1], in_ids=False)
    public = texts.replace(*(attrs.evolve(each, private=False, name="Ann") for each in texts.people))
    for name, collection in (("named", named), ("texts", texts), ("changed", changed), ("public", public)):
        nm.dump(collection, folder / f"{name}.json")
    nm.dump(texts.with_records(()), folder / "empty.json")
    wrong = nm.dumps(texts, indent=None).replace('"name":', '"nmae":').replace('"private":true', '"private":"yes"')
    (folder / "wrong.json").write_text(wrong, "utf-8")
    paper = nm.Source(id="paper", kind="other", title="A paper")
    quotes = [f"the {NAMES[0]} said", f"{NAMES[0]} spoke", f"a {NAMES[2]} of nowhere"]
    said = nm.Statement(id="said", evidence=[nm.Evidence(source="paper", quote=each) for each in quotes])
    person = nm.Person(id="p", name=NAMES[0], other_names=NAMES, private=True, evidence=said.evidence)
    nm.dump(nm.Collection.of([paper, said, person], id="draft", title=NAMES[0]), folder / "draft.json")
    (folder / "text.txt").write_text(f"News\n\nThe {NAMES[0]} spoke and {NAMES[0]} spoke.\n\nBy {NAMES[2]}.\n", "utf-8")
    nm.tables.write_csv(texts, folder / "whole-csv", include_private=True)
    nm.tables.write_sqlite(texts, folder / "whole-sqlite", include_private=True)
    nm.tables.write_xlsx(texts, folder / "whole-xlsx", include_private=True)
    (folder / "out").mkdir()
    return folder


def plain(data: bytes) -> str:
    """Return what an output says, without case, accents and escapes; of a zip file, what its members say."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(plain(archive.read(name)) for name in archive.namelist())
    text = data.decode("utf-8", "replace").replace("\r\n ", "")  # a calendar folds its lines
    return fold(unquote(re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)))


def outputs(folder: Path, line: list[str]) -> Iterator[tuple[str, str]]:
    """Run a command, and yield what it printed and what each file that it wrote says."""
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    order = nm.load(folder / "named.json").orders[0].id if "ORDER" in line else ""
    result = CliRunner().invoke(main, [each if each != "ORDER" else order for each in line])
    assert result.exception is None or isinstance(result.exception, SystemExit), line
    assert "Usage:" not in result.output, result.output
    yield "printed", plain(result.output.encode())
    for path in folder.rglob("*"):
        if path.is_file() and before.get(path) != path.stat().st_mtime_ns:
            yield str(path.relative_to(folder)), plain(path.read_bytes())


@each_case("command", sorted(READERS))
def test_no_output_has_a_private_name(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100000")  # so that no line breaks inside a name
    for arguments in READERS[command]:
        found = dict(outputs(folder, [*command.split(), *arguments]))
        assert len(found) > 1 or not command.startswith(("export", "import", "report")), found
        for place, text in found.items():
            if place == "printed" or command not in LOSSLESS:
                leaks = [secret for secret in SECRETS if secret in text]
                assert not leaks, (arguments, place, text[max(0, text.find(leaks[0]) - 200) :][:400])
            else:
                assert "quillfeather" in text


@each_case("command", [each for each, (line, *_) in READERS.items() if "named.json" in line and "-o" not in line])
def test_every_command_for_readers_shows_the_names_on_request(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100000")
    shown = "".join(text for _, text in outputs(folder, [*command.split(), *READERS[command][0], "--include-private"]))
    assert command == "series" or "quillfeather" in shown


def test_ids_that_were_typed_are_found_in_the_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    for id in ("zora-0", "private-1", "dr-w-x-quillfeather"):
        code, shown = run("show", id, "named.json")
        assert (code, "Person private-" in shown) == (0, True)
    assert "Name: Zora Quillfeather" in run("show", "zora-0", "--include-private", "named.json")[1]
    code, shown = run("show", "zora", "named.json")
    assert (code, "zora-" in shown) == (2, False)
    assert run("find", "quillfeather", "named.json")[1].startswith("No record matches")
    assert "private-1" in run("find", "zora-0", "named.json")[1]


def test_every_command_is_tried() -> None:
    assert {" ".join(names) for names, _ in each_command()} == {*READERS} | OTHERS
