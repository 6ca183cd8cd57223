"""Parts shared by the commands that import other people's data."""

import sys
from collections.abc import Callable, Sequence
from functools import partial, reduce, wraps
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import click
from attrs import evolve

from nmpolicy.cli.exchange import (
    check_is_not_input,
    force_option,
    list_left_out,
    output_option,
    reported_interrupt,
    write_document,
)
from nmpolicy.cli.options import DATE, STDIN, exit_with_problems, invalid_file, max_bytes_option
from nmpolicy.cli.render.input_problems import input_problem_lines
from nmpolicy.cli.terminal import CommandError, emit
from nmpolicy.errors import DocumentError, InvalidValueError, NMPolicyError
from nmpolicy.imports.imported import Imported
from nmpolicy.records.base import Record
from nmpolicy.records.sources import Source
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.identifiers import Id
from nmpolicy.vocabulary.values import Url, check_text, value_check

#: The names of the options that describe the collection of an import.
DESCRIPTION = ("id", "title", "source_title", "source_url", "source_date")


def _checked(check: Callable[[Any], Any] | None) -> Callable[[click.Context, click.Parameter, Any], Any]:
    """Return the callback of an option with a restricted value: a wrong one is a usage error that names the option."""

    def callback(_context: click.Context, _parameter: click.Parameter, value: Any) -> Any:
        try:
            return value if value is None or check is None else check(value)
        except InvalidValueError as error:
            raise click.BadParameter(str(error)) from error

    return callback


def description_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that describe the collection of an import, and its source."""
    options = (
        click.option("--id", metavar="ID", callback=_checked(value_check(Id)), help="The id of the collection."),
        click.option("--title", metavar="WORDS", callback=_checked(check_text), help="The title of the collection."),
        click.option(
            "--source-title",
            metavar="WORDS",
            callback=_checked(check_text),
            help="The title of the source that every record cites.",
        ),
        click.option(
            "--source-url", metavar="URL", callback=_checked(value_check(Url)), help="The web address of the source."
        ),
        click.option("--source-date", type=DATE, metavar="DATE", help="The date of the source."),
    )
    return reduce(lambda decorated, option: option(decorated), reversed(options), command)


def no_mapping_from_standard_input(
    _context: click.Context, _parameter: click.Parameter, value: Path | None
) -> Path | None:
    """Refuse standard input as a mapping, as the input may be there."""
    if value == STDIN:
        raise click.BadParameter("a mapping cannot be read from standard input; name its file")
    return value


def importer(expected: str) -> Callable[[Callable[..., Imported]], Callable[..., None]]:
    """Return a decorator that makes a command of a function that imports data.

    The command writes the collection, and reports the values left out. `expected` is what the inputs must have some
    of. The function takes the inputs, each a path or an open stream, `source`, a function that completes the source
    that the import cites, and options of its own.
    """
    return partial(_importer, expected=expected)


def _importer(read: Callable[..., Imported], expected: str) -> Callable[..., None]:
    @click.argument("inputs", type=click.Path(path_type=Path), nargs=-1, required=True, metavar="IN...")
    @output_option
    @force_option
    @description_options
    @max_bytes_option
    @wraps(read)
    def command(
        inputs: Sequence[Path],
        output: Path | None,
        force: bool,  # noqa: FBT001  # a flag
        **options: Any,
    ) -> None:
        description = {name: options.pop(name) for name in DESCRIPTION}

        def run() -> Imported:
            return described(lambda source: read(*map(opened, inputs), source=source, **options), **description)

        if inputs.count(STDIN) > 1:
            raise click.UsageError("standard input, -, can be read only once; name it once")
        others = [value for value in options.values() if isinstance(value, Path)]  # such as a mapping
        write_imported(run, [*inputs, *others], output, expected, force=force)

    return command


def write_imported(  # noqa: PLR0913  # each is known by the command alone
    run: Callable[[], Imported],
    inputs: Sequence[Path],
    output: Path | None,
    expected: str,
    classes: type[Record] = Record,
    *,
    force: bool,
) -> None:
    """Write the collection that an import makes of some files, and report the values left out.

    Inputs without anything that is `expected`, which becomes records of some classes, are an error: a search that finds
    nothing is likely to be wrong.
    """
    for each in inputs:
        check_is_not_input(output, each)
    with reported_interrupt(output or STDIN):
        try:
            imported = run()
        except DocumentError as error:
            exit_with_problems([invalid_file(Path(error.path or inputs[0]), error)], 2)
        except NMPolicyError as error:
            raise CommandError(str(error)) from error
        if not any(isinstance(each, classes) and not isinstance(each, Source) for each in imported.collection):
            _report(imported)
            raise CommandError(f"the input has nothing that can be imported; it should have {expected}")
        write_document(imported.collection, output, force=force)
    _report(imported)


def described(  # noqa: PLR0913  # each is an option
    run: Callable[[Callable[[Source], Source]], Imported],
    *,
    id: str | None,
    title: str | None,
    source_title: str | None,
    source_url: str | None,
    source_date: PartialDate | None,
) -> Imported:
    """Run an import, with the source and the collection as the options describe them."""
    imported = run(lambda default: evolve(default, **_given(title=source_title, url=source_url, date=source_date)))
    return evolve(imported, collection=evolve(imported.collection, **_given(id=id, title=title)))


def _given(**values: object) -> dict[str, Any]:
    """Return the values that are not None, by name."""
    return {name: value for name, value in values.items() if value is not None}


def opened(source: Path) -> Path | BinaryIO:
    """Return an input as imports take it: standard input as a stream, which is empty if it is closed."""
    if source != STDIN:
        return source
    return sys.stdin.buffer if sys.stdin else BytesIO()


def _report(imported: Imported) -> None:
    """Print the values that could not be read, and those for which the records have no field."""
    for line in input_problem_lines(imported.problems):
        emit(line, sys.stderr)
    list_left_out(imported.left_out, "no field holds it")
