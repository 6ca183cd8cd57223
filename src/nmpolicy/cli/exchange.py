"""Parts that the commands of the groups `export` and `import` share: their group, their output, their errors."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import click

from nmpolicy.cli.options import FILE, STDIN
from nmpolicy.cli.terminal import CommandError, counted, emit, emit_document, tell, wrapped
from nmpolicy.errors import InvalidCollectionError, NMPolicyError, OutputExistsError, UnsupportedValueError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.documents import dumps
from nmpolicy.serialization.load_dump import dump
from nmpolicy.serialization.outputs import output_file
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.tables.layout import Table
from nmpolicy.tables.rows import rows

#: The formats that `nmpolicy import` reads, in the order of its help page.
IMPORTED = ("csv", "sqlite", "xlsx")
SUBCOMMANDS = "FORMAT [ARGS]..."  # in the usage
output_option = click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="OUT",
    help="The file to write, as JSON Lines if its name ends in .jsonl; without it, JSON on standard output.",
)
force_option = click.option("--force", is_flag=True, help="Replace an existing output.")
_MANY_RECORDS = 10_000  # fewer are written before a bar could be read
_OTHER_NAMES = {"excel": "xlsx", "xls": "xlsx", "db": "sqlite", "database": "sqlite", "ndjson": "jsonl"}
#: A class and its field, or a list and a key of its objects, and a remark if there is one.
_FIELD = re.compile(r"([\w.-]+)\.(.+)")
_NEEDS_NO_IMPORT = {
    "json": "JSON needs no import; every command reads it",
    "jsonl": "JSON Lines need no import; every command reads them",
    "parquet": f"Parquet is not read back; export and edit one of {', '.join(IMPORTED)}",
}


class FormatGroup(click.Group):
    """A group with a command for each format."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command of a format. An unknown format is a usage error."""
        name, formats = args[0], self.list_commands(ctx)
        if name not in formats:
            raise click.UsageError(_unknown_format(name, ctx.command_path, formats), ctx)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click passes it
        """Return the formats in the order in which they were added."""
        return [*self.commands]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats, each with its short help."""
        formats = self.list_commands(ctx)
        limit = formatter.width - max(map(len, formats)) - 6
        with formatter.section("Formats"):
            formatter.write_dl([(name, self.commands[name].get_short_help_str(limit)) for name in formats])


def _unknown_format(name: str, command: str, formats: Sequence[str]) -> str:
    """Return advice on the name of a format that a group does not have."""
    known = _OTHER_NAMES.get(name.lower(), name.lower())
    if known not in formats and known in _NEEDS_NO_IMPORT:
        return _NEEDS_NO_IMPORT[known]
    similar = (known,) if known in formats else closest_matches(known, formats) if known.isalnum() else ()
    hint = did_you_mean(similar) or f"; the command is `{command} FORMAT`, with one of {', '.join(formats)}"
    return f"{name!r} is not a format{hint}"


@contextmanager
def reported_errors() -> Iterator[None]:
    """Turn an error of writing an output into a `CommandError`, unless it lists problems of the collection."""
    try:
        yield
    except OutputExistsError as error:
        raise CommandError(f"{error.filename} exists; choose another name, or replace it with --force") from error
    except (InvalidCollectionError, UnsupportedValueError):
        raise
    except NMPolicyError as error:
        raise CommandError(str(error)) from error


@contextmanager
def reported_interrupt(*outputs: Path | None) -> Iterator[None]:
    """Report an interruption of the block, and whether it wrote anything. `outputs` are the outputs that it writes."""
    before = [*map(_identity, outputs)]
    try:
        yield
    except KeyboardInterrupt:
        is_unchanged = STDIN not in outputs and [*map(_identity, outputs)] == before
        emit("Interrupted; nothing was written." if is_unchanged else "Interrupted.", sys.stderr)
        raise


def _identity(output: Path | None) -> tuple[int, int] | None:
    """Return a value that changes when a new output replaces an old one; None if there is no output."""
    try:
        found = output.lstat() if output else None
    except (OSError, ValueError):  # such as a name that no file can have
        return None
    return (found.st_dev, found.st_ino) if found else None


def check_is_not_input(output: Path | None, source: Path | None) -> None:
    """Raise `CommandError` if an output would replace the input, or be in the folder that is the input."""
    if output is None or source is None or STDIN in {output, source}:
        return
    is_same = False
    with suppress(OSError):  # one of them does not exist
        is_same = output.samefile(source)
    is_folder = os.path.isdir(source)  # noqa: PTH112  # unlike the method, false for a name that is too long
    if is_same or (is_folder and Path(os.path.realpath(output)).is_relative_to(os.path.realpath(source))):
        what = "the input" if is_same else f"in the input, {source}"
        raise CommandError(f"{output} is {what}; choose another output")


def write_document(collection: Collection, output: Path | None, *, force: bool) -> None:
    """Write a collection to a file and say so, or, as JSON, to standard output.

    In a file, it is JSON Lines if the name asks for that.
    """
    if output is None or output == STDIN:
        emit_document(dumps(collection, unknown="keep"))
        return
    with reported_errors(), output_file(output, force=force) as unfinished:
        dump(collection, unfinished, unknown="keep")
    tell(f"Wrote {counted(len(collection), 'record')} to {output}")


def write_tables(
    write: Callable[..., Any], collection: Collection, output: Path, tables: Sequence[Table], **options: Any
) -> None:
    """Write tables with the function of a format, and report them.

    The names of private individuals are already withheld. On a terminal, a bar shows how many of many rows are written.
    """
    written = 0
    bar: AbstractContextManager[Any] = nullcontext()
    if len(collection) >= _MANY_RECORDS and sys.stderr and sys.stderr.isatty():
        total = sum(1 for table in tables for _ in rows(collection, table))
        bar = click.progressbar(length=total, label="Writing rows", file=sys.stderr)

    def count(more: int) -> None:
        nonlocal written
        written += more
        if shown is not None:
            shown.update(more)

    with reported_errors(), bar as shown:
        write(collection, output, include_private=True, progress=count, **options)
    what = f"{counted(written, 'row')} in {counted(len(tables), 'table')}"
    tell(f"Wrote {what} to {output}")


@contextmanager
def written_metadata(collection: Collection, output: Path | None, database: str, *, force: bool) -> Iterator[None]:
    """Write metadata of a database for Datasette, if the block that writes the database succeeds."""
    if output is None:
        yield
        return
    from nmpolicy.tables.datasette import datasette_metadata  # noqa: PLC0415  # few outputs have metadata

    with reported_errors(), output_file(output, force=force) as unfinished:
        metadata = datasette_metadata(collection, database, include_private=True)
        text = json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"
        unfinished.write_bytes(text.encode("utf-8", "backslashreplace"))  # a path may not be UTF-8
        yield
    tell(f"Wrote metadata for Datasette to {output}")


def write_text(text: str, output: Path | None, *, force: bool, what: str = "") -> None:
    """Write a text as it is, in UTF-8, to a file or to standard output. A message reports a written file."""
    if output is None or output == STDIN:
        emit_document(text)
        return
    with reported_errors(), output_file(output, force=force) as unfinished:
        unfinished.write_bytes(text.encode())
    tell(f"Wrote {what} to {output}" if what else f"Wrote {output}")


def list_left_out(left_out: Mapping[str, int], why: str) -> None:
    """Print how many values of each kind an export or an import leaves out, and why: a line for each class or list.

    Kinds that are not fields are in one line, with their numbers after them, because they may be in the plural.
    """
    if not left_out:
        return
    emit(f"Left out, because {why}:", sys.stderr)
    grouped: dict[str, list[str]] = {}
    for kind, count in left_out.items():
        found = _FIELD.fullmatch(kind)
        line = f"{count:,} {found[2]}" if found else f"{kind}: {count:,}"  # no kind of one is in the plural
        grouped.setdefault(found[1] if found else "", []).append(line)
    for name, counts in sorted(grouped.items()):
        emit(wrapped(f"{name}: {', '.join(counts)}" if name else ", ".join(counts), 2, 4), sys.stderr)
