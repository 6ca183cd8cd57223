"""Commands that check files, list and explain the rules, and format files."""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from nmpolicy.checking import FileReport, check_bytes, check_files
from nmpolicy.cli.formats.github import as_github
from nmpolicy.cli.formats.json import as_json
from nmpolicy.cli.formats.sarif import as_sarif
from nmpolicy.cli.formats.summary import BUNDLED_MARK, exit_code, shortened
from nmpolicy.cli.formats.text import as_text
from nmpolicy.cli.options import (
    FILE,
    STDIN,
    bundled_option,
    example,
    exit_with_problems,
    invalid_file,
    max_bytes,
    max_bytes_option,
    read_standard_input,
    require_one_source,
    unknown_option,
)
from nmpolicy.cli.render.explanation import explanation, rule_list
from nmpolicy.cli.settings import normalize_codes, read_settings
from nmpolicy.cli.terminal import CommandError, emit, emit_document, show_error, tell, wrapped
from nmpolicy.cli.workers import worker_pool
from nmpolicy.datasets import load_dataset
from nmpolicy.errors import (
    DocumentError,
    InvalidValueError,
    LostProcessError,
    UnknownRuleError,
    UnreadableDocumentError,
    UnwritableFileError,
)
from nmpolicy.rules.registry import select_rules
from nmpolicy.rules.runner import unloadable_rules, validate
from nmpolicy.serialization.file_writing import write_atomically
from nmpolicy.serialization.files import read_bytes
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.serialization.load_dump import file_chunks, parse_bytes

_FORMATS = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}


def _codes(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    return None if value is None else normalize_codes(value.split(","))


_select_option = click.option(
    "--select", callback=_codes, metavar="CODES", help="Only these rules: codes or prefixes, such as NMP1,NMP305."
)


@click.command(epilog=example("nmpolicy validate data/*.json --jobs 4", "nmpolicy validate orders.json --select NMP1"))
@click.argument("files", type=FILE, nargs=-1, metavar="[FILE]...")
@bundled_option
@_select_option
@click.option("--ignore", callback=_codes, metavar="CODES", help="Skip these rules; the more specific code wins.")
@click.option("--strict/--no-strict", default=None, help="Fail on warnings, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help="Print text for people, or a format for programs.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show N problems, and every error. Without it, text shows the first of many of each code, other formats all.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, metavar="N", show_default=True, help="Check files in N processes."
)
@click.option("--lines", is_flag=True, help="Read every FILE as JSON Lines, whatever its name.")
@unknown_option
@max_bytes_option
def validate_command(  # noqa: PLR0913, PLR0917  # as click calls it
    files: tuple[Path, ...],
    bundled: str | None,
    select: tuple[str, ...] | None,
    ignore: tuple[str, ...] | None,
    strict: bool | None,  # noqa: FBT001
    form: str,
    limit: int | None,
    jobs: int,
    lines: bool,  # noqa: FBT001
    unknown: Unknown | None,
) -> None:
    """Report every problem in files, with its location.

    Each FILE is a collection in JSON, or in JSON Lines if its name ends in .jsonl or .ndjson; .gz may follow. - reads
    standard input. The table [tool.nmpolicy] of the nearest pyproject.toml can set --select, --ignore, --strict and
    --unknown.

    Exits with 0 if there are no errors, with 1 if there are errors (with --strict, also warnings), and with 2 if a FILE
    cannot be read or is not JSON.
    """
    require_one_source(files, bundled)
    own = read_settings()
    select_by_name = () if select is None else select
    options: dict[str, Any] = {
        "select": own.select if select is None else select,
        # A rule that is selected by its own code here runs, even if the project ignores it.
        "ignore": tuple(code for code in own.ignore if code not in select_by_name) if ignore is None else ignore,
    }
    try:
        select_rules(**options)
        if bundled is None:
            options |= {"unknown": unknown or own.unknown, "lines": lines}
            reports = _check_all(files, jobs, options)
        else:
            report = validate(load_dataset(bundled), **options)
            path = bundled + BUNDLED_MARK
            reports = [FileReport(path=path, problems=report.problems, suppressed=report.suppressed)]
    except (UnknownRuleError, InvalidValueError) as error:
        raise _unknown_code(error) from error
    except LostProcessError as error:
        raise CommandError(str(error)) from error
    shown = _FORMATS[form](shortened(reports), limit)
    if form == "text":
        emit(shown)
    else:
        emit_document(shown + "\n")
    sys.exit(exit_code(reports, strict=own.strict if strict is None else strict))


def _check_all(files: Sequence[Path], jobs: int, options: dict[str, Any]) -> list[FileReport]:
    """Check the files, and show on a terminal how many are done."""
    progress: AbstractContextManager[Any] = nullcontext()
    if len(files) > 1 and sys.stderr and sys.stderr.isatty():
        progress = click.progressbar(length=len(files), label="Checking files", file=sys.stderr)
    reports = []
    with worker_pool(min(jobs, len(files))) as executor, progress as bar:
        for report in _reports(files, executor, options):
            reports.append(report)
            if bar is not None:
                bar.update(1)
    return reports


def _reports(files: Sequence[Path], executor: Executor | None, options: dict[str, Any]) -> Iterator[FileReport]:
    """Yield a report for each file, in their order. This process checks standard input, and the executor the others."""
    others = check_files([file for file in files if file != STDIN], executor, max_bytes=max_bytes(), **options)
    for file in files:
        yield _standard_input_report(options) if file == STDIN else next(others)


def _standard_input_report(options: dict[str, Any]) -> FileReport:
    try:
        return check_bytes(read_standard_input(), str(STDIN), **options)
    except UnreadableDocumentError as error:
        return invalid_file(STDIN, error)


@click.command(epilog=example("nmpolicy rules", "nmpolicy rules --select NMP3"))
@_select_option
def rules_command(select: tuple[str, ...] | None) -> None:
    """List the rules that `validate` checks.

    Each has a code, a severity and a name. `nmpolicy explain` explains one.
    """
    try:
        emit(rule_list(select_rules(select)))
    except (UnknownRuleError, InvalidValueError) as error:
        raise _unknown_code(error) from error
    _tell_unloadable()


def _unknown_code(error: Exception) -> click.UsageError:
    """Return the usage error for a code that no rule has, after telling which rules fail to load: it may be theirs."""
    _tell_unloadable()
    return click.UsageError(str(error))


def _tell_unloadable() -> None:
    """Tell a person which rules of other packages fail to load."""
    for problem in unloadable_rules():
        emit(wrapped(f"Note: {problem.message}", 0, 4), sys.stderr)


@click.command(epilog=example("nmpolicy explain NMP101"))
@click.argument("code")
def explain_command(code: str) -> None:
    """Explain a rule by its code, with examples.

    CODE is the code of a rule, of another problem, or the prefix of a family, such as NMP1.
    """
    try:
        emit(explanation(code.upper()))
    except UnknownRuleError as error:
        raise _unknown_code(error) from error


@click.command(epilog=example("nmpolicy fmt data/*.json", "nmpolicy fmt --check data/*.json"))
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a FILE is not in canonical form.")
@unknown_option
@max_bytes_option
def fmt_command(files: tuple[Path, ...], check: bool, unknown: Unknown | None) -> None:  # noqa: FBT001  # as click calls it
    """Rewrite files in canonical form.

    In canonical form, fields are in the order of their declaration, defaults are left out, records are sorted by id,
    the indent is two spaces, and each piece of evidence is on one line. A FILE in canonical form is left alone.
    Standard input, -, is written to standard output.

    Exits with 0, with 1 if a FILE does not hold a collection or --check finds one not in canonical form, and with 2 if
    one cannot be read or written.
    """
    require_one_source(files, None)
    unknown = unknown or read_settings(check_codes=False).unknown
    invalid: list[FileReport] = []
    unwritable: list[str] = []
    changed = False
    for file in files:
        try:
            if _format(file, unknown, check=check):
                changed = True
                tell(f"{'not in canonical form' if check else 'rewritten'}: {file}")
        except DocumentError as error:
            invalid.append(invalid_file(file, error))
        except UnwritableFileError as error:
            unwritable.append(str(error))
    if unwritable:
        show_error(CommandError(*unwritable))
    if invalid:
        exit_with_problems(invalid, code=2 if unwritable else 0)
    sys.exit(2 if unwritable else 1 if check and changed else 0)


def _format(file: Path, unknown: Unknown, *, check: bool) -> bool:
    """Rewrite a file, unless it is only checked; return whether it is not in canonical form, or was not.

    Standard input is written to standard output. Raises a `DocumentError` if it does not hold a collection, and
    `UnwritableFileError`.
    """
    text = read_standard_input() if file == STDIN else read_bytes(file, max_bytes())
    canonical = b"".join(file_chunks(parse_bytes(text, file, unknown).sorted(), file))
    differs = canonical != text
    if check:
        return differs
    if file == STDIN:
        emit_document(canonical.decode())
        return False
    if differs:
        write_atomically(file, [canonical], read=text)
    return differs
