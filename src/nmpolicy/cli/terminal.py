"""Putting text on a page: wrapped to the terminal, safe to print, coloured only where a terminal shows it."""

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from typing import TextIO

import click

from nmpolicy.problems import printable

_WIDEST = 96  # columns; longer lines are hard to read
_NARROWEST = 40
_LEFT = 12  # columns of a first column: an exact date and a gap
_STYLES = {
    "bold": r"^\S.*(?=\n[=-]+$)",
    "bold cyan": r"\b(?:MUST NOT|MUST|MAY BY RIGHT|MAY|SHOULD)\b",
    "green": r"^ +support$",
    "red": r"^ +oppose$|^error\b",
    "yellow": r"^warning\b",
    "cyan": r"^notice\b",
    "dim": r"^[=-]+$|https?://\S+",
}


class Unable(click.ClickException):
    """What was asked cannot be done; told in one sentence, without the usage, and exits with 2."""

    exit_code = 2


def width() -> int:
    """How many columns a line may have: those of the terminal within reason, 80 where there is none."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns - 1))


def wrapped(text: str, indent: int = 0, hang: int = 0) -> str:
    """The text as a paragraph, indented, its lines after the first by `hang` columns more."""
    return textwrap.fill(
        printable(text),
        width(),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_on_hyphens=False,
        break_long_words=False,
    )


def heading(text: str, line: str = "-") -> str:
    """The text, underlined."""
    title = wrapped(text)
    return f"{title}\n{line * max(map(len, title.splitlines()), default=0)}"


def columns(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Rows of two columns, the second wrapped; beside a first cell that is too wide, it starts on the next line."""
    for left, right in rows:
        body = wrapped(right, _LEFT)
        first = printable(left)
        yield first.ljust(_LEFT) + body[_LEFT:] if len(first) < _LEFT else f"{first}\n{body}"


def emit(text: str, stream: TextIO | None = None) -> None:
    """Print the text; on a terminal in colour, if the `rich` extra is installed.

    Raises `click.ClickException` where it cannot be written. A reader that has left early is no error.
    """
    out = sys.stdout if stream is None else stream
    if out is None:  # closed before the start
        raise Unable("the output cannot be written: it is closed")
    text = text.encode(out.encoding, "backslashreplace").decode(out.encoding)
    try:
        if not (out.isatty() and _coloured(text, out)):
            print(text, file=out)
        out.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())  # else the interpreter tries again at its end
        if not isinstance(error, BrokenPipeError):
            raise Unable(f"the output cannot be written: {error.strerror}") from error


def _coloured(text: str, stream: TextIO) -> bool:
    """Print in colour, and answer whether that could be done."""
    try:
        from rich.console import Console  # an extra, and slow to import
        from rich.text import Text
    except ImportError:
        return False
    styled = Text(text)
    for style, pattern in _STYLES.items():
        styled.highlight_regex(re.compile(pattern, re.MULTILINE), style)
    Console(file=stream, highlight=False, soft_wrap=True).print(styled)
    return True
