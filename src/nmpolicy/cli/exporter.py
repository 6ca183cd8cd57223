"""Parts that all commands of `nmpolicy export` share: what they read, withhold and report."""

import shlex
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from nmpolicy.cli.exchange import IMPORTED, check_is_not_input, force_option, reported_interrupt
from nmpolicy.cli.options import FILE, STDIN, bundled_option, exit_with_problems, read_collection, unknown_option
from nmpolicy.cli.terminal import counted, emit, wrapped
from nmpolicy.errors import InvalidCollectionError, UnsupportedValueError
from nmpolicy.problems import printable
from nmpolicy.records.collection import Collection
from nmpolicy.records.redaction import Redaction, redact
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.tables.rows import check_ids

_ALL = ("json", "jsonl")  # formats that hold every collection, whatever its ids are


def exporter(write: Callable[..., None]) -> Callable[..., None]:
    """Make a command of a function that writes a collection: read the collection, and withhold names."""

    @click.argument("file", type=FILE, required=False)
    @bundled_option
    @click.option("--include-private", is_flag=True, help="Include the names of private individuals.")
    @force_option
    @unknown_option
    @wraps(write)
    def command(  # as click calls it
        file: Path | None,
        bundled: str | None,
        output: Path | None,
        include_private: bool,  # noqa: FBT001
        unknown: Unknown | None,
        **options: Any,
    ) -> None:
        form = click.get_current_context().info_name
        with reported_interrupt(output or STDIN, options.get("metadata")):
            collection = read_collection(file, bundled, unknown)
            check_is_not_input(output, file)
            try:
                if form not in _ALL:
                    check_ids(collection)  # as they are in the file, before names are withheld from them
                redaction = Redaction(collection) if include_private else redact(collection)
                write(redaction.collection, output, **options)
            except (InvalidCollectionError, UnsupportedValueError) as error:
                _exit_with_problems(str(file or bundled), error)
        for line in _report(redaction, collection, can_be_imported=form in IMPORTED):
            emit(wrapped(line, 0, 4), sys.stderr)

    return command


def _exit_with_problems(path: str, error: InvalidCollectionError | UnsupportedValueError) -> NoReturn:
    """Print what the format cannot hold, and exit with 1."""
    from nmpolicy.checking import FileReport  # noqa: PLC0415  # slow to import, and rarely needed

    hint = "Nothing was written."
    if isinstance(error, InvalidCollectionError):
        hint += f" To see every problem of the collection, run `nmpolicy validate {shlex.quote(path)}`."
    exit_with_problems([FileReport(path=path, problems=error.problems)], hint=printable(hint))


def _report(redaction: Redaction, original: Collection, *, can_be_imported: bool) -> Iterator[str]:
    """Yield what was withheld, what could not be, and what the copy is not for."""
    if redaction.collection is not original:
        private = sum(person.private for person in original.people)
        yield f"Withheld: what could name {counted(private, 'private individual')}; --include-private keeps it"
        yield "Also withheld: all quotes, and the digests of short passages"
    yield from (f"Not withheld: {line}" for line in redaction.remaining_lines())
    if can_be_imported and original.redacted:
        yield "The collection is a redacted copy; `nmpolicy import` reads this export only with --allow-redacted"
    elif can_be_imported and redaction.collection.redacted:
        yield (
            "This export is a redacted copy, which `nmpolicy import` refuses. To edit it and bring it back, export it"
            " with --include-private"
        )


def no_standard_output(_context: click.Context, _parameter: click.Parameter, value: Path) -> Path:
    """Return the value of an option. A dash for standard output is a usage error."""
    if value == STDIN:
        raise click.BadParameter("this format cannot be written to standard output; name a file or a folder")
    return value


def output_option(help: str) -> Callable[..., Any]:
    """Return the option that names the file or folder of a format that cannot go to standard output."""
    path = click.Path(path_type=Path)
    return click.option(
        "-o", "--output", type=path, required=True, callback=no_standard_output, metavar="OUT", help=help
    )


folder_option = output_option("The folder to make.")
file_option = output_option("The file to write.")
document_option = click.option(
    "-o", "--output", type=FILE, metavar="OUT", help="The file to write; without it, standard output."
)
