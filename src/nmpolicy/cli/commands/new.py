"""The command that starts a collection."""

import json
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from nmpolicy.cli.options import STDIN, example
from nmpolicy.cli.questions import ID, QUESTIONS, can_ask, complete
from nmpolicy.cli.starting_collection import StartingFacts, left_open, starting_collection
from nmpolicy.cli.terminal import CommandError, emit, emit_document, wrapped
from nmpolicy.errors import InvalidValueError, UnreadableDocumentError, UnwritableFileError
from nmpolicy.problems import printable
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.documents import dumps
from nmpolicy.serialization.file_writing import write_atomically
from nmpolicy.serialization.files import read_bytes
from nmpolicy.serialization.json_schema import json_schema
from nmpolicy.serialization.load_dump import dump

#: The file of the JSON Schema, beside the collection. A pattern such as `*.json` does not match a hidden file.
SCHEMA_NAME = ".nmpolicy.schema.json"


def _options(command: Any) -> Any:
    for question in reversed((*QUESTIONS, ID)):
        command = question.as_option()(command)
    return command


@click.command(
    epilog=example(
        "nmpolicy new riverton.json",
        "nmpolicy new riverton.json --kind ordinance --title 'Quiet Streets'",
    )
)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@_options
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option("--no-input", is_flag=True, help="Ask nothing; use the options alone.")
def new_command(file: Path, force: bool, no_input: bool, **given: Any) -> None:  # noqa: FBT001  # as click calls it
    """Start a collection with one order or measure.

    FILE gets an order with its source, its government and the office that issued it; for a kind of measure, a measure
    with its body. On a terminal, the command asks for what no option says. Nothing is guessed: what you leave open
    stays empty.

    A hidden file beside FILE gets the JSON Schema, by which editors complete and check FILE. - writes the collection
    alone to standard output.

    Exits with 0, with 2 if FILE exists or cannot be written or an answer is missing or invalid, and with 130 if you
    stop it.
    """
    to_file = file != STDIN
    if to_file:
        _check_file(file, force=force)
    ask = not no_input and can_ask()
    collection = _collection(given, ask=ask, schema=f"./{SCHEMA_NAME}" if to_file else "")
    if to_file:
        _check_file(file, force=force)
        emit(_next_steps(file, collection, _write(file, collection)))
    else:
        emit_document(dumps(collection))


def _check_file(file: Path, *, force: bool) -> None:
    """Raise `CommandError` unless a new file with this name can be written, as a JSON file to edit."""
    folder = file.parent
    if file.suffix.lower() != ".json":
        raise CommandError(f"{file} is not named as JSON; let the name end in .json, so that editors check the file")
    if not os.path.lexists(folder):
        raise CommandError(f"the folder {folder} does not exist; make it with `mkdir -p {shlex.quote(str(folder))}`")
    if not folder.is_dir():
        raise CommandError(f"{folder} is not a folder; choose another one")
    if not os.access(folder, os.W_OK):
        raise CommandError(f"you may not write into the folder {folder}; choose another one")
    if not force and os.path.lexists(file):
        raise CommandError(f"{file} exists; choose another name, or replace the file with --force")


def _collection(given: Mapping[str, Any], *, ask: bool, schema: str) -> Collection:
    if ask:
        emit("Press Enter to leave a question open, and Ctrl-C to stop.\n", sys.stderr)
    try:
        answers = complete(given, ask=ask)
        try:
            return starting_collection(StartingFacts(**answers), schema=schema)
        except InvalidValueError as error:
            if not ask:
                raise click.UsageError("no id can be made of this title; set --id, such as --id eo-2026-02") from error
            emit("Error: no id can be made of this title.", sys.stderr)
            return starting_collection(StartingFacts(**answers | {"id": ID.ask()}), schema=schema)
    except KeyboardInterrupt:
        emit("\nNothing was written.", sys.stderr)
        raise


def _write(file: Path, collection: Collection) -> str:
    """Write the collection, and the schema beside it if there is none; return sentences that say what was written."""
    beside = file.with_name(SCHEMA_NAME)
    schema = json.dumps(json_schema(), indent=2, ensure_ascii=False).encode() + b"\n"
    written = f"Wrote {file}."
    is_new = not os.path.lexists(beside)
    try:
        if is_new:
            write_atomically(beside, [schema])
            written = f"Wrote {file}, and beside it {SCHEMA_NAME}, by which editors complete and check it."
        elif not _holds(beside, schema):
            update = f"nmpolicy schema >{shlex.quote(str(beside))}"
            written += f" {beside} is not the schema of this version of nmpolicy, and was left as it is; to replace it, run `{update}`."
        dump(collection, file)
    except UnwritableFileError as error:
        if is_new:
            beside.unlink(missing_ok=True)
        raise CommandError(str(error)) from error
    return written


def _holds(path: Path, text: bytes) -> bool:
    """Return whether a file has this text; line breaks may be those of another system."""
    try:
        return read_bytes(path).replace(b"\r\n", b"\n") == text
    except UnreadableDocumentError:
        return False


def _next_steps(file: Path, collection: Collection, written: str) -> str:
    name = shlex.quote(str(file))
    source = collection.sources[0].id if collection.sources else "SOURCE"
    quote = f'"evidence": [{{"source": "{source}", "quote": "the words"}}]'
    add = "Add provisions, people and statements, each with the words of the source that support it:"
    edits: list[tuple[str, ...]] = [(add, quote)]
    if missing := left_open(collection):
        edits.insert(0, ("Complete what you left open:", *missing))
    (first, *shown), *more = edits
    steps = [
        (f"Open {file} in an editor. {first}", *shown),
        *more,
        (
            "Save the text of the source, as from a web page, a PDF or a word-processor file, under the id of the source:",
            f"nmpolicy text PAGE >{source}.txt",
        ),
        ("Turn the quotes into anchors:", f"nmpolicy anchor {name} --texts . --write"),
        ("See what is still missing or wrong:", f"nmpolicy validate {name}"),
    ]
    lines = [wrapped(written), ""]
    for number, (sentence, *shown) in enumerate(steps, 1):
        lines += [wrapped(f"{number}. {sentence}", hang=3), *(f"     {printable(each)}" for each in shown)]
    return "\n".join(lines)
