"""Print text: wrapped to the terminal, safe to display, in color where a terminal supports it."""

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from typing import TextIO

import click
from click.exceptions import NoArgsIsHelpError

from nmpolicy.problems import printable, spelled_out

#: What GitHub's runner takes for a command: two colons at the start of a line, and `##[` anywhere.
_WORKFLOW_COMMAND = re.compile(r"^ *:(?=:)|(?<=#)#(?=\[)", re.MULTILINE)
_MAX_WIDTH = 96  # columns; longer lines are hard to read
_MIN_WIDTH = 40
_FIRST_COLUMN = 12  # columns; an exact date and a gap
_STYLES = {
    "bold": r"^\S.*(?=\n[=-]+$)",
    "bold cyan": r"\b(?:MUST NOT|MUST|MAY BY RIGHT|MAY|SHOULD)\b",
    "green": r"^ +support$",
    "red": r"^ +oppose$|^error\b",
    "yellow": r"^warning\b",
    "cyan": r"^notice\b",
    "dim": r"^[=-]+$|https?://\S+",
}


class CommandError(click.ClickException):
    """The command cannot do what was asked. It prints sentences without the usage, and exits with 2."""

    exit_code = 2

    def __init__(self, *sentences: str) -> None:
        """Take the sentences, one for each line. Line breaks in one come from names and paths, and become spaces."""
        super().__init__("\n".join(map(printable, sentences)))


def width() -> int:
    """Return the maximum width of a line: that of the terminal, from 40 to 96 columns; 80 without a terminal."""
    return max(_MIN_WIDTH, min(_MAX_WIDTH, shutil.get_terminal_size((80, 24)).columns - 1))


def wrapped(text: str, indent: int = 0, hang: int = 0) -> str:
    """Wrap the text as a paragraph. Lines after the first are indented by `hang` more columns."""
    return textwrap.fill(
        printable(text),
        width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
        break_long_words=False,
    )


def heading(text: str, line: str = "-") -> str:
    """Underline the text."""
    title = wrapped(text)
    return f"{title}\n{line * max(map(len, title.splitlines()), default=0)}"


def columns(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Set rows in two columns and wrap the second. If a first cell is too wide, its second starts on the next line."""
    for left, right in rows:
        body = wrapped(right, _FIRST_COLUMN)
        first = printable(left)
        if len(first) < _FIRST_COLUMN:
            yield first.ljust(_FIRST_COLUMN) + body[_FIRST_COLUMN:]
        else:
            yield f"{first}\n{body}"


def counted(number: int, noun: str) -> str:
    """Return a number and its noun, such as `1 problem` or `1,200 problems`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def emit(text: str, stream: TextIO | None = None) -> None:
    """Print a text for people to standard output or another stream.

    It is safe to display, and in color on a terminal if the `rich` extra is installed. Raises `CommandError` if it
    cannot be written. A reader that closes its pipe early is no error.
    """
    out = _open(stream)
    text = "\n".join(map(spelled_out, text.split("\n")))
    text = _WORKFLOW_COMMAND.sub(lambda found: f"{found[0][:-1]}\\x{ord(found[0][-1]):x}", text)
    encoding = getattr(out, "encoding", None) or "utf-8"  # a `StringIO` has none
    text = text.encode(encoding, "backslashreplace").decode(encoding)
    with _writing(out):
        if not (out.isatty() and _print_in_color(text, out)):
            print(text, file=out)


def tell(sentence: str) -> None:
    """Print a sentence to standard error, on one line whatever names and paths are in it. Raises like `emit`."""
    emit(printable(sentence), sys.stderr)


def emit_document(text: str, stream: TextIO | None = None) -> None:
    """Print a text that programs read, or that is to become a file: in UTF-8, whatever the locale is.

    On a terminal, it is safe to display: control characters are escaped as in JSON, so JSON stays the same. Raises
    `CommandError` like `emit`.
    """
    out = _open(stream)
    with _writing(out):
        if out.isatty():
            text = json_escaped(text.replace("\r\n", "\n"), keep="\t")
        buffer = getattr(out, "buffer", None)
        if buffer is None or out.isatty():
            encoding = out.encoding or "utf-8"
            out.write(text.encode(encoding, "backslashreplace").decode(encoding))
        else:
            out.flush()
            buffer.write(text.encode("utf-8", "backslashreplace"))


def json_escaped(text: str, *, keep: str = "") -> str:
    r"""Return JSON with the control characters of its texts escaped: the same JSON, safe to display.

    >>> print(json_escaped('["\x9b\u202e"]'))
    ["\u009b\u202e"]
    """

    def escape(character: str) -> str:
        units = "" if character in keep else character.encode("utf-16-be", "surrogatepass").hex()
        return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4)) or character

    # The sign that begins a command to GitHub's runner is escaped, too.
    return "\n".join(spelled_out(line, escape) for line in text.split("\n")).replace("##[", "#\\u0023[")


def _open(stream: TextIO | None) -> TextIO:
    """Return a stream, or standard output. Raises `CommandError` if it is closed."""
    if (out := stream or sys.stdout) is None or out.closed:
        raise CommandError("the output cannot be written: it is closed")
    return out


@contextmanager
def _writing(out: TextIO) -> Iterator[None]:
    """Flush a stream after writing, and turn errors into a `CommandError`. A reader may close its pipe early."""
    try:
        yield
        out.flush()
    except OSError as error:
        failed = output_error(error, out)
        if not isinstance(error, BrokenPipeError):
            raise failed from error


def output_error(error: OSError, stream: TextIO) -> CommandError:
    """Return the error for output that cannot be written, and discard what the stream still holds."""
    with suppress(OSError):  # a stream that is no file has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # else the interpreter tries again when it exits
    return CommandError(f"the output cannot be written: {error.strerror or error}")


def show_error(error: click.ClickException | OSError | MemoryError) -> int:
    """Print an error that ends the command, if that can be done, and return the exit code.

    Line breaks in a message come from names and paths, and become spaces, unless they cannot come from there.
    """
    if isinstance(error, MemoryError):
        error = CommandError("there is not enough memory; use smaller files or fewer --jobs")
    elif isinstance(error, OSError) and error.filename is None:  # click could not write the help
        error = output_error(error, sys.stdout)
    elif isinstance(error, OSError):
        error = CommandError(f"{error.filename}: {error.strerror}")
    shown = StringIO()
    error.show(shown)
    text = shown.getvalue().removesuffix("\n")
    if not isinstance(error, CommandError | click.MissingParameter | NoArgsIsHelpError):
        message = error.format_message()
        text = text.removesuffix(message) + printable(message)
    with suppress(CommandError):
        emit(text, sys.stderr)
    return error.exit_code


def _print_in_color(text: str, stream: TextIO) -> bool:
    """Print in color; return False without printing if `rich` is not installed."""
    try:
        # An extra, and slow to import.
        from rich.console import Console  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415
    except ImportError:
        return False
    styled = Text(text)
    for style, pattern in _STYLES.items():
        styled.highlight_regex(re.compile(pattern, re.MULTILINE), style)
    Console(file=stream, highlight=False, soft_wrap=True).print(styled)
    return True
