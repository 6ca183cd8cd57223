"""The commands, their arguments and their exit codes."""

import sys
from pathlib import Path

import click

from nmpolicy.cli.checking import Checked, as_json, as_text, checked, counted, exit_code, read
from nmpolicy.cli.page import emit
from nmpolicy.cli.show import page
from nmpolicy.errors import DocumentError
from nmpolicy.rules.report import validate as validate_collection

_FILE = click.Path(path_type=Path, allow_dash=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nmpolicy", prog_name="nmpolicy", message="%(prog)s %(version)s")
def main() -> None:
    """Typed, sourced records of what a city orders."""


@main.command()
@click.argument("file", type=_FILE, required=False)
def show(file: Path | None) -> None:
    """Print a first look at a collection: what is ordered, who stands where, what happened when.

    FILE is a collection as JSON, - is standard input. Without it, the bundled data set is shown.

    Exits with 0, with 1 if FILE holds no collection, and with 2 if it cannot be read.
    """
    try:
        collection = read(file)
    except DocumentError as error:
        refused = [Checked.refused(file, error)]
        emit(as_text(refused), sys.stderr)
        sys.exit(exit_code(refused))
    emit(page(collection))
    if errors := validate_collection(collection).errors:
        emit(
            f"The rules find {counted(len(errors), 'error')} here; `nmpolicy validate` says which and where.",
            sys.stderr,
        )


@main.command()
@click.argument("files", type=_FILE, nargs=-1, metavar="[FILE]...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def validate(files: tuple[Path, ...], form: str) -> None:
    """Check collections, and print every problem with its code, record and place.

    A FILE is a collection as JSON, - is standard input. Without any, the bundled data set is checked.

    Exits with 0 if there is no error, with 1 if there are errors, and with 2 if a FILE cannot be read.
    """
    results = [checked(file) for file in files or (None,)]
    emit({"text": as_text, "json": as_json}[form](results))
    sys.exit(exit_code(results))
