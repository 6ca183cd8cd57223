"""Every exception that a caller can meet. All derive from `NMPolicyError`, carry data, and can be pickled."""

from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Self

import attrs
from attrs import define

from nmpolicy.problems import Problem


class NMPolicyError(Exception):
    """The base of every exception that nmpolicy raises on purpose.

    .. versionadded:: 0.1
    """


class UnknownFieldWarning(UserWarning):
    """A file has fields that nmpolicy does not know, and they were kept, as asked.

    .. versionadded:: 0.1
    """


@define
class InvalidValueError(NMPolicyError, ValueError):
    """A value that cannot stand where it was put.

    .. versionadded:: 0.1
    """

    #: What is wrong with the value, and what would be right.
    reason: str
    #: The class and field, as in `Order.kind`; empty while the value stands alone.
    place: str = ""

    def at(self, place: str) -> Self:
        """The same error, naming the place where the value was put, unless it names an inner one already."""
        return attrs.evolve(self, place=self.place or place)

    def __str__(self) -> str:
        """The reason, after the place where there is one."""
        return f"{self.place}: {self.reason}" if self.place else self.reason


class InvalidTypeError(InvalidValueError, TypeError):
    """A value of another type than the field's. Nothing is coerced."""


class InvalidIdError(InvalidValueError):
    """An id or a reference that is not a slug."""


class InvalidDateError(InvalidValueError):
    """A date that no calendar has, or that does not say which year, month or day it means."""


class InvalidTermError(InvalidValueError):
    """A word outside a controlled vocabulary."""


class UndecidedOrderError(NMPolicyError, TypeError):
    """Two partial dates were compared with `<`, `<=`, `>` or `>=`, which cannot answer *unknown*."""


@define
class UnknownIdError(NMPolicyError, KeyError):
    """No record of the collection has this id.

    .. versionadded:: 0.1
    """

    id: str
    #: The ids most like it, best first.
    suggestions: tuple[str, ...] = ()
    #: What would have this id.
    what: str = "record"

    def __str__(self) -> str:
        """One sentence with the nearest id."""
        return f"no {self.what} has the id {self.id!r}{did_you_mean(self.suggestions)}"


@define
class DuplicateIdError(NMPolicyError, ValueError):
    """A record was added under an id that the collection has already.

    .. versionadded:: 0.1
    """

    id: str

    def __str__(self) -> str:
        """One sentence with the repair."""
        return f"the collection has a record {self.id!r} already; give the new one another id, or call replace()"


@define
class UnknownDatasetError(NMPolicyError, LookupError):
    """No bundled data set has this name.

    .. versionadded:: 0.1
    """

    name: str
    available: tuple[str, ...]

    def __str__(self) -> str:
        """One sentence with the names that there are."""
        return f"no data set is called {self.name!r}; there is {', '.join(self.available)}"


@define
class UnknownRuleError(NMPolicyError, LookupError):
    """No rule has this code, and no rule's code begins with it.

    .. versionadded:: 0.1
    """

    code: str
    #: The codes most like it, best first.
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        """One sentence with the nearest code."""
        hint = did_you_mean(self.suggestions) or "; `nmpolicy rules` lists them"
        if self.code.startswith("NMP0"):
            hint = "; NMP001 to NMP099 are of reading a document and of broken rules, and cannot be chosen"
        return f"no rule has the code {self.code[:60]!r}, and none begins with it{hint}"


@define
class InvalidRuleError(NMPolicyError, ValueError):
    """A rule that cannot be added to the catalog.

    .. versionadded:: 0.1
    """

    code: str
    #: What is wrong with it, and what would be right.
    reason: str

    def __str__(self) -> str:
        """The code and the reason."""
        return f"the rule {str(self.code)[:60]!r} cannot be added: {self.reason}"


@define
class InvalidCollectionError(NMPolicyError, ValueError):
    """A collection in which the rules find errors; `problems` has them all.

    .. versionadded:: 0.1
    """

    #: Every error, by pointer.
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """The first problem, and how many more there are."""
        return first_of(self.problems)


@define
class DocumentError(NMPolicyError):
    """A document that could not be made into a collection; `problems` says all that is wrong with it.

    .. versionadded:: 0.1
    """

    #: Every problem found, by pointer.
    problems: tuple[Problem, ...]
    #: The file, where the text came from one.
    path: str = ""

    def __str__(self) -> str:
        """The first problem, and how many more there are."""
        return f"{self.path + ': ' if self.path else ''}{first_of(self.problems)}"

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """Pickled with its path, which may have been added later."""
        return type(self), (self.problems, self.path)


class UnreadableDocumentError(DocumentError):
    """There is no text to read, or it is no JSON: a missing file, wrong bytes, broken syntax."""


class InvalidDocumentError(DocumentError, ValueError):
    """The text is JSON, but not a collection: an unknown field, a wrong type, an impossible date."""


class LostProcessError(NMPolicyError, RuntimeError):
    """One of several processes that shared some work was ended from outside.

    .. versionadded:: 0.1
    """


class UnwritableFileError(NMPolicyError, OSError):
    """A file could not be written. It is an `OSError`, with its `errno`, `strerror` and `filename`.

    .. versionadded:: 0.1
    """


_COMPARED = 60  # characters; comparing takes the square of the length


def closest_matches(word: str, choices: Iterable[str]) -> tuple[str, ...]:
    """The choices that a slip of the keyboard could have turned into the word, best first, at most three."""
    return _nearest(word[:_COMPARED], tuple(str(choice) for choice in choices if len(choice) <= _COMPARED))


@lru_cache(maxsize=1000)  # one slip is often made many times, and comparing is slow
def _nearest(word: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(get_close_matches(word, sorted(choices), n=3, cutoff=0.6))


def first_of(problems: tuple[Problem, ...]) -> str:
    """The first of some problems, and how many more there are."""
    first, *rest = problems
    return f"{first} (and {len(rest)} more)" if rest else str(first)


def did_you_mean(suggestions: tuple[str, ...]) -> str:
    """The end of a sentence that offers the best suggestion; empty where there is none."""
    return f"; did you mean {suggestions[0]!r}?" if suggestions else ""
