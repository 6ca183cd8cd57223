"""Problems in documents and records, as values that tools can sort, count and print."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from attrs import frozen

#: The most problems of one document that are listed when it cannot be read. The others are counted, as far as it is
#: cheap.
MAX_PROBLEMS = 1000
#: The code of the notice that some problems are not listed.
UNLISTED = "NMP007"


class Severity(StrEnum):
    """The severity of a problem.

    An error makes the data wrong. A warning is probably a mistake and should be checked. A notice is probably correct
    but worth knowing.

    .. versionadded:: 0.1
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@frozen
class Problem:
    """One problem: its location, what is wrong, and how to fix it.

    >>> message = "no record has the id 'abq'; add it"
    >>> print(Problem("NMP202", Severity.ERROR, "/posts/0/organization", message, "mayor"))
    error NMP202 mayor /posts/0/organization: no record has the id 'abq'; add it

    .. versionadded:: 0.1
    """

    code: str
    """Stable code. `NMP001` to `NMP099` are problems in reading a document; higher numbers are those of rules."""
    severity: Severity
    """The severity of the problem."""
    pointer: str
    """JSON Pointer (RFC 6901) into the document, or into the record on its line; empty for the whole of it."""
    message: str
    """One sentence that says what is wrong and how to fix it."""
    record: str | None = None
    """The id of the record that has the problem; None if it is outside the records or the record has no id."""
    line: int | None = None
    """Line in the text, counted from 1; None if there was no text, as for a collection built in Python."""
    column: int | None = None
    """Column in that line, counted from 1 in characters."""
    justification: str | None = None
    """The reason for accepting the problem, from a suppression in the record (SARIF: justification); None if none."""

    def __str__(self) -> str:
        """Return the problem on one line, safe to print to a terminal."""
        subject = " ".join(part for part in (self.record, self.location) if part)
        return printable(f"{self.severity} {self.code} {subject or 'document'}: {self.message}")

    @property
    def location(self) -> str:
        """The line and the column or pointer, as far as they are known; empty for the document as a whole."""
        if self.line is None:
            return self.pointer
        return f"line {self.line}" + (f", column {self.column}" if self.column else f" {self.pointer}".rstrip())

    def sort_key(self) -> tuple[object, ...]:
        """Return a key that sorts errors first, then by line, pointer (numbers as numbers) and code.

        >>> notice = Problem("NMP801", Severity.NOTICE, "/orders/2/number", "…")
        >>> late = Problem("NMP101", Severity.ERROR, "/orders/10/issued_by", "…")
        >>> early = Problem("NMP101", Severity.ERROR, "/orders/9/issued_by", "…")
        >>> sorted([notice, late, early], key=Problem.sort_key) == [early, late, notice]
        True
        """
        # Digits sort by length first, not as `int`: a key of thousands of digits could not be converted.
        steps = tuple((0, len(s), s) if s.isdecimal() else (1, 0, s) for s in self.pointer.split("/"))
        return (_RANK[self.severity], self.line or 0, steps, self.code, self.message)


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def printable(text: str) -> str:
    r"""Return the text on one line with control characters escaped, so that none can control a terminal.

    A zero-width joiner or non-joiner between two printing characters stays: Persian, Sinhala and emoji need it.

    >>> print(printable("a title\x1b[2J"))
    a title\x1b[2J
    """
    return spelled_out(" ".join(text.split()))


def spelled_out(line: str, escape: Callable[[str], str] | None = None) -> str:
    r"""Return a line with its spaces as they are, and with control characters escaped, as `printable` escapes them.

    `escape` returns another notation for a character.

    >>> print(spelled_out("  a\x9b", lambda character: f"<{ord(character):x}>"))
      a<9b>
    """
    if line.isprintable():
        return line
    escape = escape or _escape
    return "".join(
        character if _is_harmless(character) or (character in _JOINERS and _joins(line, index)) else escape(character)
        for index, character in enumerate(line)
    )


def _is_harmless(character: str) -> bool:
    """Return whether a character prints, or is a space of any width. Those that break a line are control characters."""
    return character.isprintable() or (character.isspace() and character not in _BREAKS)


_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_JOINERS = "\u200c\u200d"


def _joins(line: str, index: int) -> bool:
    """Return whether the characters before and after the index both print, and neither is a space."""
    neighbors = line[index - 1 : index + 2 : 2] if index else ""
    return len(neighbors) == 2 and " " not in neighbors and neighbors.isprintable()  # noqa: PLR2004  # two sides


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def pointer(steps: Iterable[str | int]) -> str:
    """Build a JSON Pointer (RFC 6901) from field names and list indexes.

    >>> pointer(["orders", 0, "a/b~c"])
    '/orders/0/a~1b~0c'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def pointer_steps(text: str) -> list[str]:
    """Return the steps of a JSON Pointer, the inverse of `pointer`; an index is a text, too.

    >>> pointer_steps("/orders/0/a~1b~0c")
    ['orders', '0', 'a/b~c']
    """
    return [step.replace("~1", "/").replace("~0", "~") for step in text.split("/")[1:]]
