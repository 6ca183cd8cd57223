"""What the commands share that answer a question: a file, a form of the answer, and dates."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import attrs
import click

from nmpolicy.cli.checking import Checked, read
from nmpolicy.cli.formats.text import as_text, exit_code
from nmpolicy.cli.settings import settings
from nmpolicy.cli.terminal import Unable, emit
from nmpolicy.errors import DocumentError, InvalidValueError, NMPolicyError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.converter import Unknown
from nmpolicy.vocabulary.dates import PartialDate

FILE = click.Path(path_type=Path, allow_dash=True, readable=False)  # what cannot be read is told as any problem is
unknown_option = click.option(
    "--unknown",
    type=click.Choice(["refuse", "keep"]),
    help="What to do with fields that nmpolicy does not know.  [default: refuse]",
)
form_option = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


if TYPE_CHECKING:
    _DateType = click.ParamType[PartialDate]
else:
    _DateType = click.ParamType  # which older versions of click do not let be subscripted


class Answer(NamedTuple):
    """An answer in words, and as data, and what the command exits with."""

    text: str
    data: object
    code: int = 0


class _Date(_DateType):
    """A date as `PartialDate` takes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> PartialDate:
        """The date; a wrong one is an error of the command line."""
        try:
            return PartialDate(value)
        except InvalidValueError as error:
            self.fail(str(error), param, ctx)


DATE = _Date()
#: What is told where standard input is named twice.
ONCE = "standard input, -, can be read only once; name it once"


def question(ask: Callable[..., Answer]) -> Callable[..., None]:
    """What a command does that asks a collection: it reads the FILE, and prints the answer in the form that is wanted."""

    @click.argument("file", type=FILE, required=False)
    @form_option
    @unknown_option
    @wraps(ask)
    def command(file: Path | None, form: str, unknown: Unknown | None, **asked: Any) -> None:
        collection = collection_in(file, unknown)
        try:
            answer = ask(collection, **asked)
        except NMPolicyError as error:
            whose = "" if file else " (asked of the bundled data set, as no FILE is named)"
            raise Unable(f"{error}{whose}") from error
        emit(answer.text if form == "text" else as_data(answer.data))
        sys.exit(answer.code)

    return command


def collection_in(file: Path | None, unknown: Unknown | None) -> Collection:
    """The collection in a file. Without one, its problems are printed, and the command exits."""
    try:
        return _read(file, unknown)
    except DocumentError as error:
        refuse([Checked.refused(file, error)])


def collections_in(files: Sequence[Path], unknown: Unknown | None) -> list[Collection]:
    """The collections in some files. If one has none, the problems of all are printed, and the command exits with 2."""
    found: list[Collection] = []
    refused: list[Checked] = []
    for file in files:
        try:
            found.append(_read(file, unknown))
        except DocumentError as error:
            refused.append(Checked.refused(file, error))
    if refused:
        refuse(refused, code=2)
    return found


def _read(file: Path | None, unknown: Unknown | None) -> Collection:
    return read(file, unknown or settings(Path.cwd(), rules=False).unknown)


def refuse(results: Sequence[Checked], code: int = 0) -> NoReturn:
    """Print what is wrong with files that hold no collection, and exit with a code, or with the one that says what is wrong."""
    emit(as_text(results, rules=False), sys.stderr)
    sys.exit(code or exit_code(results))


def as_data(value: object) -> str:
    """A result as JSON."""
    return json.dumps(plain(value), indent=2, ensure_ascii=False, default=str)


def plain(value: object) -> Any:
    """A result as JSON has it: objects and lists, without what is empty; but no answer is an answer.

    >>> from nmpolicy.queries.force.in_force import Force
    >>> plain([Force("eo", PartialDate("2025"), None, ())])
    [{'record': 'eo', 'on': PartialDate('2025'), 'answer': None}]
    """
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    cls: Any = type(value)
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if attrs.has(cls):
        held = {field.name: getattr(value, field.name) for field in attrs.fields(cls)}
        return {name: plain(item) for name, item in held.items() if name == "answer" or item not in (None, "", (), {})}
    return value.isoformat() if isinstance(value, date) else value
