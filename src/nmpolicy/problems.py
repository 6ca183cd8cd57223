"""What can be wrong with a document or a record, as a value that tools can sort, count and print."""

import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen


class Severity(StrEnum):
    """How much a problem matters.

    An error breaks the data's meaning. A warning asks for a look, as it is likely wrong. A notice is likely right, and
    something that a reader should know.

    .. versionadded:: 0.1
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@frozen
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    >>> problem = Problem("NMP202", Severity.ERROR, "/posts/0/organization", "no record has the id 'abq'; add it", "mayor")
    >>> print(problem)
    error NMP202 mayor /posts/0/organization: no record has the id 'abq'; add it

    .. versionadded:: 0.1
    """

    #: Stable code: `NMP` and three digits, below 100 of reading a document, from 101 on of a rule; others' rules have others.
    code: str
    severity: Severity
    #: JSON Pointer (RFC 6901) into the document, or into the record on its line; empty for the whole of it.
    pointer: str
    #: One sentence that says what is wrong and how to mend it.
    message: str
    #: Id of the record that it lies in; None where it lies in none, or in one without an id.
    record: str | None = None
    #: Line of the text, from 1; None where there was no text, as where a collection is checked in Python.
    line: int | None = None
    #: Column of that line, from 1, in characters.
    column: int | None = None
    #: Why it stands, as a suppression of the record says; None where none does (SARIF: justification).
    justification: str | None = None

    def __str__(self) -> str:
        """The problem on one line, safe to print."""
        place = " ".join(part for part in (self.record, self.place) if part)
        return printable(f"{self.severity} {self.code} {place or 'document'}: {self.message}")

    @property
    def place(self) -> str:
        """The line, and the column or the pointer, as far as there are some; empty for the document as a whole."""
        if self.line is None:
            return self.pointer
        return f"line {self.line}" + (f", column {self.column}" if self.column else f" {self.pointer}".rstrip())

    def sort_key(self) -> tuple[object, ...]:
        """Sort errors first, then by line, by pointer (numbers as numbers) and by code.

        >>> notice = Problem("NMP801", Severity.NOTICE, "/orders/2/number", "…")
        >>> late = Problem("NMP101", Severity.ERROR, "/orders/10/issued_by", "…")
        >>> early = Problem("NMP101", Severity.ERROR, "/orders/9/issued_by", "…")
        >>> sorted([notice, late, early], key=Problem.sort_key) == [early, late, notice]
        True
        """
        # A number sorts by its length first; a key may look like one and be too long for `int`.
        steps = tuple((0, len(s), s) if s.isdecimal() else (1, 0, s) for s in self.pointer.split("/"))
        return (_RANK[self.severity], self.line or 0, steps, self.code, self.message)


_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def printable(text: str) -> str:
    r"""The text on one line, with control characters spelled out, so that none can steer a terminal.

    >>> print(printable("a title\x1b[2J"))
    a title\x1b[2J
    """
    return "".join(
        character if character == " " or unicodedata.category(character)[0] != "C" else _spelled(character)
        for character in " ".join(text.split())
    )


def _spelled(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def pointer(steps: Iterable[str | int]) -> str:
    """A JSON Pointer (RFC 6901) from its steps.

    >>> pointer(["orders", 0, "a/b~c"])
    '/orders/0/a~1b~0c'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
