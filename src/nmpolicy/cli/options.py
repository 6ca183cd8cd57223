"""Arguments and options that commands share, and the collections that they name."""

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from nmpolicy.byte_limit import MAX_BYTES, read_limited
from nmpolicy.cli.render.json_text import emit_json
from nmpolicy.cli.shown_collection import include_private_option, shown_collection
from nmpolicy.cli.terminal import CommandError, emit, emit_document
from nmpolicy.datasets import datasets, load_dataset
from nmpolicy.errors import (
    DocumentError,
    InvalidValueError,
    NMPolicyError,
    UnreadableDocumentError,
    UnwritableFileError,
)
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.documents import parse_document
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.vocabulary.dates import PartialDate

if TYPE_CHECKING:
    from nmpolicy.checking import FileReport

    _DateType = click.ParamType[PartialDate]
    _NameType = click.ParamType[str]
    _SizeType = click.ParamType[int]
else:
    # Older versions of click do not let it be subscripted.
    _DateType = _NameType = _SizeType = click.ParamType

STDIN = Path("-")
_LIMIT = f"{__name__}.max_bytes"
_READ = f"{__name__}.read"
_UNITS = {"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9}
_SIZE = re.compile(r"([0-9]{1,15})(|[kmg]b)", re.IGNORECASE)
#: A file that a command reads. A missing one is reported like other problems, so click does not check that it exists.
FILE = click.Path(path_type=Path, allow_dash=True, readable=False)


def today() -> PartialDate:
    """Return the present day where the command runs."""
    return PartialDate(date.today())  # noqa: DTZ011  # the reader's own day


class _Date(_DateType):
    """A date in the notation of `PartialDate`, or `today`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> PartialDate:
        """Parse the date; an invalid one is a usage error."""
        try:
            return today() if value == "today" else PartialDate(value)
        except InvalidValueError as error:
            self.fail(str(error), param, ctx)


class _Bundled(_NameType):
    """The name of a bundled data set, or the start of one."""

    name = "name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Complete the name; one that fits no data set, or several, is a usage error."""
        found = [name for name in datasets() if name.startswith(value)]
        if value in found:
            return str(value)
        if len(found) != 1:
            which = f"several data sets ({', '.join(found)}); write more of the name" if found else "no data set"
            available = "" if found else f"; these come with nmpolicy: {', '.join(datasets())}"
            self.fail(f"{value!r} matches {which}{available}", param, ctx)
        return found[0]


class _Size(_SizeType):
    """A number of bytes, with or without a unit."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number of bytes; anything else is a usage error."""
        found = _SIZE.fullmatch(str(value))
        if found is None or not int(found[1]):
            self.fail(f"{value!r} is not a number of bytes; write it like 500MB, 2GB or 1000000", param, ctx)
        return int(found[1]) * _UNITS[found[2].lower()]


def _keep_limit(context: click.Context, _parameter: click.Parameter, value: int) -> None:
    context.meta[_LIMIT] = value


DATE = _Date()
#: The limit on what a command reads of each file. `max_bytes()` returns it, because functions far below need it.
max_bytes_option = click.option(
    "--max-bytes",
    type=_Size(),
    default="1GB",
    show_default=True,
    expose_value=False,
    callback=_keep_limit,
    metavar="SIZE",
    help="Read at most this much of each file, counted after unpacking, such as 2GB.",
)
unknown_option = click.option(
    "--unknown",
    type=click.Choice(["refuse", "keep"]),
    help="Refuse fields that nmpolicy does not know, or keep them.  [default: refuse]",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Print text for people, or JSON for programs.",
)
bundled_option = click.option(
    "--bundled", type=_Bundled(), metavar="NAME", help="Use a data set that comes with nmpolicy, such as albuquerque."
)


class Answer(NamedTuple):
    """The result of a question."""

    text: str
    """The result in words."""
    data: object
    """The result itself, to be printed as JSON."""
    code: int = 0
    """The exit code of the command."""


def example(*lines: str) -> str:
    """Return the end of a help page: commands to try."""
    return "\n".join(["\b", "Example:" if len(lines) == 1 else "Examples:", *(f"  {line}" for line in lines)])


def question(ask: Callable[..., Answer]) -> Callable[..., None]:
    """Make a command from a function of a collection: read the collection, and print the answer as text or as JSON."""

    @click.argument("file", type=FILE, required=False)
    @bundled_option
    @format_option
    @include_private_option
    @unknown_option
    @max_bytes_option
    @wraps(ask)
    def command(file: Path | None, bundled: str | None, form: str, unknown: Unknown | None, **asked: Any) -> None:
        collection, asked = shown_collection(read_collection(file, bundled, unknown), asked)
        try:
            answer = ask(collection, **asked)
        except NMPolicyError as error:
            raise CommandError(str(error)) from error
        if form == "text":
            emit(answer.text)
        else:
            emit_json(answer.data)
        sys.exit(answer.code)

    return command


def require_one_source(files: Sequence[Path], bundled: str | None) -> None:
    """Check that a command names either files or a bundled data set. Raises a usage error."""
    if not files and bundled is None:
        raise click.UsageError(
            "no FILE was named, or a pattern matched none; name a FILE, or --bundled albuquerque to use the data set that comes with nmpolicy",
        )
    if files and bundled is not None:
        raise click.UsageError("name either a FILE or --bundled, not both")
    if files.count(STDIN) > 1:
        raise click.UsageError("standard input, -, can be read only once; name it once")


def read_collection(file: Path | None, bundled: str | None, unknown: Unknown | None) -> Collection:
    """Read the collection that a command names. If it is invalid, print its problems and exit."""
    require_one_source([file] if file else [], bundled)
    if file is None:
        return load_dataset(bundled or "")
    try:
        return _read(file, unknown)
    except DocumentError as error:
        exit_with_problems([invalid_file(file, error)])


def read_collections(files: Sequence[Path], unknown: Unknown | None) -> list[Collection]:
    """Read the collections of some files. If one is invalid, print the problems of all, and exit with 2."""
    require_one_source(files, None)
    collections: list[Collection] = []
    invalid: list[FileReport] = []
    for file in files:
        try:
            collections.append(_read(file, unknown))
        except DocumentError as error:
            invalid.append(invalid_file(file, error))
    if invalid:
        exit_with_problems(invalid, code=2)
    return collections


def default_unknown() -> Unknown:
    """Return how to handle unknown fields if no option says so: the setting of the project, if it has one."""
    from nmpolicy.cli.settings import read_settings  # noqa: PLC0415  # a bundled data set does not need it

    return read_settings(check_codes=False).unknown


def _read(file: Path, unknown: Unknown | None) -> Collection:
    # A bundled data set does not need them.
    from nmpolicy.serialization.files import read_bytes  # noqa: PLC0415
    from nmpolicy.serialization.load_dump import parse_bytes  # noqa: PLC0415

    unknown = unknown or default_unknown()
    if file == STDIN:
        return parse_document(read_standard_input(), unknown)
    text = read_bytes(file, max_bytes())
    context = click.get_current_context()
    if file in context.meta.get(_READ, {}):
        context.meta[_READ][file] = text
    return parse_bytes(text, file, unknown)


def will_rewrite(file: Path, inputs: Sequence[Path | None]) -> None:
    """Remember what is read of each input that is the file to write, so that it is kept if someone changes it.

    Raises `CommandError` for a pipe that would be read twice, and for one that would be read and written.
    """
    files = [each for each in inputs if each is not None and each != STDIN]
    pipes = [*filter(Path.is_fifo, files)]
    for index, each in enumerate(pipes):
        if any(_is_same(each, other) for other in [*pipes[:index], file]):
            raise CommandError(f"{each} is a pipe, which can be used only once; name another file")
    click.get_current_context().meta[_READ] = {each: None for each in files if _is_same(each, file)}


def _is_same(file: Path, other: Path) -> bool:
    try:
        return other != STDIN and file.samefile(other)
    except (OSError, ValueError):  # one of them does not exist
        return False


def write_collection(collection: Collection, file: Path) -> None:
    """Write a collection to a file, or to standard output. Raises `CommandError` if it cannot be written."""
    # Commands that only read do not need them.
    from nmpolicy.serialization.documents import dumps  # noqa: PLC0415
    from nmpolicy.serialization.file_writing import write_atomically  # noqa: PLC0415
    from nmpolicy.serialization.load_dump import file_chunks  # noqa: PLC0415

    if file == STDIN:
        emit_document(dumps(collection, unknown="keep"))
        return
    read = next(iter(click.get_current_context().meta.get(_READ, {}).values()), None)
    try:
        write_atomically(file, file_chunks(collection, file), read=read)
    except UnwritableFileError as error:
        raise CommandError(str(error)) from error


def max_bytes() -> int:
    """Return the limit on what the command reads of each file."""
    context = click.get_current_context(silent=True)
    return int(context.meta.get(_LIMIT, MAX_BYTES)) if context else MAX_BYTES


def read_standard_input() -> bytes:
    """Return all bytes of standard input; none if it is closed. Raises `UnreadableDocumentError` for too many."""
    from nmpolicy.serialization.files import reading  # noqa: PLC0415  # a bundled data set does not need it

    with reading(STDIN):
        return read_limited(sys.stdin.buffer, max_bytes()) if sys.stdin else b""


def invalid_file(file: Path, error: DocumentError) -> "FileReport":
    """Return the report on a file that does not hold a collection."""
    from nmpolicy.checking import FileReport  # noqa: PLC0415  # slow to import, and only needed for an invalid file

    readable = not isinstance(error, UnreadableDocumentError)
    return FileReport(path=str(file), problems=error.problems, readable=readable, checked_rules=False)


def exit_with_problems(reports: "Sequence[FileReport]", code: int = 0, hint: str = "") -> NoReturn:
    """Print the problems of files, and a hint. Exit with `code`, or with the one that fits the problems."""
    from nmpolicy.cli.formats.summary import exit_code, shortened  # noqa: PLC0415  # as above
    from nmpolicy.cli.formats.text import as_text  # noqa: PLC0415  # as above

    emit(as_text(shortened(reports), rules_wanted=False), sys.stderr)
    if hint:
        emit(hint, sys.stderr)
    sys.exit(code or exit_code(reports))
