"""The commands, their arguments and their exit codes."""

import json
import sys
from pathlib import Path

import click

from nmpolicy.cli.checking import STDIN, Checked, Options, checked, read_standard_input
from nmpolicy.cli.commands.ask import QUESTIONS
from nmpolicy.cli.commands.compare import compare, join
from nmpolicy.cli.commands.prove import PROVING
from nmpolicy.cli.formats.github import as_github
from nmpolicy.cli.formats.sarif import as_sarif
from nmpolicy.cli.formats.text import as_json, as_text, counted, exit_code
from nmpolicy.cli.formatting import canonical, put_in_form
from nmpolicy.cli.options import FILE, ONCE, collection_in, refuse, unknown_option
from nmpolicy.cli.render.explanation import explained, listed
from nmpolicy.cli.render.overview import page
from nmpolicy.cli.settings import codes, settings
from nmpolicy.cli.terminal import Unable, emit
from nmpolicy.errors import DocumentError, InvalidValueError, LostProcessError, UnknownRuleError, UnwritableFileError
from nmpolicy.problems import printable
from nmpolicy.rules.registry import chosen
from nmpolicy.rules.runner import validate as validate_collection
from nmpolicy.serialization.converter import Unknown
from nmpolicy.wire.schema import json_schema


def _stdin_once(_context: click.Context, _parameter: click.Parameter, files: tuple[Path, ...]) -> tuple[Path, ...]:
    if files.count(STDIN) > 1:
        raise click.BadParameter(ONCE)
    return files


def _codes(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    return None if value is None else codes(value.split(","))


_INTERRUPTED = 130
_FORMS = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}


class _Commands(click.Group):
    """The commands; one that is interrupted exits as the shell expects it, and not as if it had found errors."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(_INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nmpolicy", prog_name="nmpolicy", message="%(prog)s %(version)s")
def main() -> None:
    """Typed, sourced records of what a city orders."""


for _command in (*QUESTIONS, *PROVING, compare, join):
    main.add_command(_command)


@main.command()
@click.argument("file", type=FILE, required=False)
@unknown_option
def show(file: Path | None, unknown: Unknown | None) -> None:
    """Print a first look at a collection: what is ordered, who stands where, what happened when.

    FILE is a collection as JSON or JSON Lines, - is standard input. Without it, the bundled data set is shown.

    Exits with 0, with 1 if FILE holds no collection, and with 2 if it cannot be read.
    """
    own = settings(Path.cwd())
    collection = collection_in(file, unknown or own.unknown)
    emit(page(collection))
    if errors := validate_collection(collection, select=own.select, ignore=own.ignore).errors:
        emit(
            f"The rules find {counted(len(errors), 'error')} here; `nmpolicy validate` says which and where.",
            sys.stderr,
        )


@main.command()
@click.argument("files", type=FILE, nargs=-1, metavar="[FILE]...", callback=_stdin_once)
@click.option("--select", callback=_codes, help="Run these rules alone: codes, or what codes begin with (NMP1,NMP305).")
@click.option("--ignore", callback=_codes, help="Do not run these rules; of both, the longer code decides.")
@click.option("--strict/--no-strict", default=None, help="Fail for warnings, too.")
@click.option("--format", "form", type=click.Choice(list(_FORMS)), default="text", show_default=True)
@click.option("--limit", type=click.IntRange(min=0), default=1000, show_default=True, help="Show so many problems.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Share lines among processes.")
@click.option("--lines", is_flag=True, help="Take every FILE for JSON Lines, whatever its name.")
@unknown_option
def validate(  # noqa: PLR0913, PLR0917  # as click calls it
    files: tuple[Path, ...],
    select: tuple[str, ...] | None,
    ignore: tuple[str, ...] | None,
    strict: bool | None,  # noqa: FBT001
    form: str,
    limit: int,
    jobs: int,
    lines: bool,  # noqa: FBT001
    unknown: Unknown | None,
) -> None:
    """Check collections, and print every problem with its code, record and place.

    A FILE is a collection as JSON, or as JSON Lines if its name ends in .jsonl or .ndjson, perhaps with .gz after it;
    - is standard input. Without any, the bundled data set is checked. What is not said here is as the table [tool.nmpolicy]
    of the nearest pyproject.toml says.

    Exits with 0 if there is no error, with 1 if there are errors, or warnings with --strict, and with 2 if a FILE cannot be
    read or is no JSON.
    """
    own = settings(Path.cwd())
    options = Options(
        unknown or own.unknown,
        jobs,
        limit,
        lines,
        own.select if select is None else select,
        # What is selected here by name beats the project's word on the same.
        tuple(code for code in own.ignore if code not in (select or ())) if ignore is None else ignore,
    )
    try:
        chosen(options.select, options.ignore)
        results = [checked(file, options) for file in files or (None,)]
    except (UnknownRuleError, InvalidValueError) as error:
        raise click.UsageError(str(error)) from error
    except (LostProcessError, UnwritableFileError) as error:
        raise Unable(str(error)) from error
    emit(_FORMS[form](results, limit))
    sys.exit(exit_code(results, strict=own.strict if strict is None else strict))


@main.command()
@click.option("--select", callback=_codes, help="List these alone: codes, or what codes begin with.")
def rules(select: tuple[str, ...] | None) -> None:
    """List the rules, by their families, each with its code, its severity and what it finds."""
    try:
        emit(listed(chosen(select)))
    except (UnknownRuleError, InvalidValueError) as error:
        raise click.UsageError(str(error)) from error


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain the CODE of a rule or a problem, such as NMP101: what it finds, why that matters, with examples."""
    try:
        emit(explained(code.upper()))
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from error


@main.command()
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...", callback=_stdin_once)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a FILE is not in that form.")
@unknown_option
def fmt(files: tuple[Path, ...], check: bool, unknown: Unknown | None) -> None:  # noqa: FBT001  # as click calls it
    """Write collections in canonical form: keys as declared, no defaults, records by id, two spaces.

    A FILE that is in that form already is left alone. Standard input, -, is written to standard output.

    Exits with 0, with 1 if a FILE holds no collection, and with 2 if one cannot be read or written.
    """
    unknown = unknown or settings(Path.cwd(), rules=False).unknown
    refused: list[Checked] = []
    changed: list[Path] = []
    for file in files:
        try:
            if file == STDIN:
                text = read_standard_input()
                form = canonical(text, file, unknown)
                if not check:
                    emit(form.decode().removesuffix("\n"))
                elif form != text:
                    changed.append(file)
            elif put_in_form(file, unknown, check=check):
                changed.append(file)
        except DocumentError as error:
            refused.append(Checked.refused(file, error))
        except UnwritableFileError as error:
            raise Unable(f"{file} cannot be written: {error.strerror}") from error
    for file in changed:
        emit(printable(f"{'not in canonical form' if check else 'written'}: {file}"), sys.stderr)
    if refused:
        refuse(refused)
    sys.exit(1 if check and changed else 0)


@main.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of a collection, for editors and other programs."""
    emit(json.dumps(json_schema(), indent=2, ensure_ascii=False))
