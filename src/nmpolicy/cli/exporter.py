"""Parts shared by all commands of `nmpolicy export`: reading, withholding and reporting."""

import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from attrs import evolve

from nmpolicy.cli.exchange import IMPORTED, check_is_not_input, force_option, reported_interrupt
from nmpolicy.cli.options import (
    FILE,
    STDIN,
    bundled_option,
    exit_with_problems,
    max_bytes_option,
    read_collection,
    unknown_option,
)
from nmpolicy.cli.shown_collection import with_new_ids
from nmpolicy.cli.terminal import counted, emit, wrapped
from nmpolicy.errors import InvalidCollectionError, UnsupportedValueError
from nmpolicy.problems import printable
from nmpolicy.records.collection import Collection
from nmpolicy.records.redaction import Disclosure, Redaction, redact
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.tables.rows import check_ids

_ALL = ("json", "jsonl")  # formats that hold every collection, whatever its ids are
_REFERENCE_RULES = ("NMP202", "NMP203")


def exporter(write: Callable[..., Mapping[str, int] | None]) -> Callable[..., None]:
    """Make a command of a function that writes a collection: read the collection, and withhold names.

    The function returns how many values of each kind it leaves out, if the format does not hold everything.
    """

    @click.argument("file", type=FILE, required=False)
    @bundled_option
    @click.option(
        "--include-private", is_flag=True, help="Include what could name private individuals, and the ids of the file."
    )
    @force_option
    @unknown_option
    @max_bytes_option
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
                left_out = write(redaction.collection, output, **with_new_ids(options, redaction.new_ids)) or {}
            except (InvalidCollectionError, UnsupportedValueError) as error:
                _exit_with_problems(str(file or bundled), error)
        redaction = evolve(redaction, remaining=tuple(_held(redaction, left_out)))
        lines = [*_report(redaction, collection, can_be_imported=form in IMPORTED)]
        if form not in _ALL:
            lines += _broken_references(collection, str(file or bundled))
        for line in lines:
            emit(wrapped(line, 0, 4), sys.stderr)

    return command


def _exit_with_problems(path: str, error: InvalidCollectionError | UnsupportedValueError) -> NoReturn:
    """Print the values that the format cannot hold, and exit with 1."""
    from nmpolicy.checking import FileReport  # noqa: PLC0415  # slow to import, and rarely needed

    hint = "Nothing was written."
    if isinstance(error, InvalidCollectionError):
        name = "FILE" if path == str(STDIN) else shlex.quote(path)
        hint += f" To see every problem of the collection, run `nmpolicy validate {name}`."
    exit_with_problems([FileReport(path=path, problems=error.problems)], hint=hint)


def _held(redaction: Redaction, left_out: Mapping[str, int]) -> Iterator[Disclosure]:
    """Yield the values that could not be withheld, except for fields that the format does not hold."""
    collection = redaction.collection
    records = Counter(type(record).__name__ for record in collection)
    dropped: dict[tuple[type, str], bool] = {}
    for each in redaction.remaining:
        cls, field = type(collection.get(each.record or "")), str(each.path[0])
        if (cls, field) not in dropped:
            values = sum(type(record) is cls and bool(getattr(record, field)) for record in collection)
            whole, part = left_out.get(cls.__name__, 0), left_out.get(f"{cls.__name__}.{field}", 0)
            dropped[cls, field] = 0 < values <= part or 0 < records[cls.__name__] <= whole
        if not dropped[cls, field]:
            yield each


def _broken_references(collection: Collection, path: str) -> Iterator[str]:
    """Yield a line if references lead to no record, or to one of a class that does not fit."""
    from nmpolicy.rules.runner import validate  # noqa: PLC0415  # slow to import

    report = validate(collection, select=_REFERENCE_RULES)
    # A rule of another package that fails to load is among the problems of each report.
    if found := sum(each.code in _REFERENCE_RULES for each in (*report.problems, *report.suppressed)):
        yield printable(
            f"{counted(found, 'reference')} of the collection {'leads' if found == 1 else 'lead'} to no record that fits; "
            f"`nmpolicy validate {shlex.quote(path)}` lists them"
        )


def _report(redaction: Redaction, original: Collection, *, can_be_imported: bool) -> Iterator[str]:
    """Yield notes on withheld values, on values that could not be withheld, and on the limits of the copy."""
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
