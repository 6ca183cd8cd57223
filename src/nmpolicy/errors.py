"""Every exception that a caller can meet. All derive from `NMPolicyError`, carry their data, and can be pickled.

They have no slots, because tools that pickle exceptions their own way, such as Dask, keep only what is in `__dict__`.
"""

from typing import Self

import attrs
from attrs import define

from nmpolicy.installation import how_to_install
from nmpolicy.problems import UNLISTED, Problem
from nmpolicy.suggestions import did_you_mean


class NMPolicyError(Exception):
    """The base class of every exception that nmpolicy raises on purpose.

    Catch it to handle everything that nmpolicy itself finds wrong.

    .. versionadded:: 0.1
    """


class UnknownFieldWarning(UserWarning):
    """Issued when a file has fields that nmpolicy does not know and `unknown="keep"` kept them.

    Correct the names of the fields, or begin them with `x-`.

    .. versionadded:: 0.1
    """


@define(slots=False)
class InvalidValueError(NMPolicyError, ValueError):
    """A value is not valid for its field.

    `reason` says which value, and what is valid. Correct the value; nothing is converted or guessed.

    .. versionadded:: 0.1
    """

    reason: str
    """A description of the error and how to fix it."""
    field: str = ""
    """The class and field, such as `Order.kind`; empty if the value was checked by itself."""

    def at(self, field: str) -> Self:
        """Return the same error with the field that the value was for, unless it names a field already."""
        return attrs.evolve(self, field=self.field or field)

    def __str__(self) -> str:
        """Return the reason, after the field if there is one."""
        return f"{self.field}: {self.reason}" if self.field else self.reason


class InvalidTypeError(InvalidValueError, TypeError):
    """A value has the wrong type. Values are never coerced.

    Pass the type that the message names. For a result with three answers, compare its `answer` instead of the
    result.

    .. versionadded:: 0.1
    """


class InvalidIdError(InvalidValueError):
    """An id or a reference is not a slug. `nmpolicy.slug` makes an id of a name.

    .. versionadded:: 0.1
    """


class InvalidDateError(InvalidValueError):
    """A date does not exist, or its text does not say which year, month or day it means.

    Write `2025`, `2025-07` or `2025-07-21`. `PartialDate.read` reads a date as people write it.

    .. versionadded:: 0.1
    """


class InvalidTermError(InvalidValueError):
    """A term is not in the controlled vocabulary. The message lists the valid terms, or suggests one.

    .. versionadded:: 0.1
    """


@define(slots=False)
class UndecidedOrderError(NMPolicyError, TypeError):
    """Two dates were compared with `<`, `<=`, `>` or `>=`, and do not decide which comes first.

    Use `before` or `after`, which have three answers, or sort with `key=PartialDate.sort_key`.

    .. versionadded:: 0.1
    """

    first: str
    """The partial date that was compared."""
    second: str
    """The date, or other text, that it was compared with."""
    reason: str
    """The reason why they have no order."""

    def __str__(self) -> str:
        """One sentence that says what to use instead."""
        return (
            f"{self.first!r} and {self.second[:60]!r} have no order, because {self.reason}; "
            "use before() or after(), or sort with key=PartialDate.sort_key"
        )


@define(slots=False)
class UnknownIdError(NMPolicyError, KeyError):
    """No record in the collection has this id.

    Look at `suggestions`. `collection.get(id)` returns None instead of raising.

    .. versionadded:: 0.1
    """

    id: str
    """The id that was not found."""
    suggestions: tuple[str, ...] = ()
    """Similar ids, best match first."""
    what: str = "record"
    """The kind of thing that was looked up, such as `instrument`."""

    def __str__(self) -> str:
        """One sentence with the best suggestion."""
        return f"no {self.what} has the id {self.id!r}{did_you_mean(self.suggestions)}"


@define(slots=False)
class DuplicateIdError(NMPolicyError, ValueError):
    """A record was added with an id that the collection already has, or two records of a collection share an id.

    Give the new record another id, or call `replace` if it is a new version of the old one.

    .. versionadded:: 0.1
    """

    id: str
    """The id that is taken."""
    differs_in: tuple[str, ...] = ()
    """The fields in which the new record differs, or `class`; empty if the records were not compared."""
    added: bool = True
    """False if the collection has both records already."""

    def __str__(self) -> str:
        """One sentence that says how to fix it."""
        if not self.added:
            return f"two records have the id {self.id!r}; change one of the two ids"
        which = f", which differs in {', '.join(self.differs_in)}" if self.differs_in else ""
        return f"the collection already has a record {self.id!r}{which}; give the new one another id, or call replace()"


@define(slots=False)
class UnknownDatasetError(NMPolicyError, LookupError):
    """No bundled data set has this name. `nmpolicy.datasets` lists the names.

    .. versionadded:: 0.1
    """

    name: str
    """The name that was not found."""
    available: tuple[str, ...]
    """The names of the bundled data sets."""

    def __str__(self) -> str:
        """One sentence that lists the available names."""
        return f"no bundled data set is named {self.name!r}; available: {', '.join(self.available)}"


@define(slots=False)
class UnknownRuleError(NMPolicyError, LookupError):
    """No rule has this code, and no rule code starts with it. Look at `suggestions`. `nmpolicy rules` lists all codes.

    .. versionadded:: 0.1
    """

    code: str
    """The code, or the start of a code, that was not found."""
    suggestions: tuple[str, ...] = ()
    """Similar codes, best match first."""

    def __str__(self) -> str:
        """One sentence with the best suggestion."""
        hint = did_you_mean(self.suggestions) or "; `nmpolicy rules` lists them"
        if self.code.startswith("NMP0"):
            hint = "; NMP001 to NMP099 report unreadable documents and failed rules, and cannot be selected"
        return f"no rule has the code {self.code[:60]!r}, and none begins with it{hint}"


@define(slots=False)
class InvalidRuleError(NMPolicyError, ValueError):
    """A rule cannot be added.

    Change the code, the name or the examples of your rule as `reason` says.

    .. versionadded:: 0.1
    """

    code: str
    """The code of the rule."""
    reason: str
    """A description of the error and how to fix it."""

    def __str__(self) -> str:
        """Return the code and the reason."""
        return f"the rule {str(self.code)[:60]!r} cannot be added: {self.reason}"


@define(slots=False)
class InvalidCollectionError(NMPolicyError, ValueError):
    """The rules found errors in a collection.

    Fix each of the `problems`, or look at them without an exception in `nmpolicy.validate(collection).problems`.

    .. versionadded:: 0.1
    """

    problems: tuple[Problem, ...]
    """Every error, sorted by pointer."""

    def __str__(self) -> str:
        """Return the first problem and the number of further ones."""
        return _summary(self.problems)


@define(slots=False)
class UnsupportedValueError(NMPolicyError, ValueError):
    """A format cannot hold some values of a collection, such as a text that is too long for a cell.

    Shorten or change the values that `problems` lists, or choose another format.

    .. versionadded:: 0.1
    """

    problems: tuple[Problem, ...]
    """Every such value."""

    def __str__(self) -> str:
        """Return the first problem and the number of further ones."""
        return _summary(self.problems)


@define(slots=False)
class DocumentError(NMPolicyError):
    """A document cannot be read as a collection.

    `problems` has everything that is wrong; fix it all, and read the file again.

    .. versionadded:: 0.1
    """

    problems: tuple[Problem, ...]
    """Every problem, sorted by pointer."""
    path: str = ""
    """The file that the text came from; empty if it did not come from a file."""

    def __str__(self) -> str:
        """Return the file, the first problem and the number of further ones."""
        return f"{self.path + ': ' if self.path else ''}{_summary(self.problems)}"


class UnreadableDocumentError(DocumentError):
    """There is no text, or it is not JSON: the file is missing, not UTF-8, or has a syntax error.

    Check the path, the encoding and the syntax that the first problem names.

    .. versionadded:: 0.1
    """


class InvalidDocumentError(DocumentError, ValueError):
    """The text is JSON but not a collection: it has, for example, an unknown field, a wrong type or an invalid date.

    Fix each of the `problems`; each names the place and the repair.

    .. versionadded:: 0.1
    """


@define(slots=False)
class ExtractionError(NMPolicyError, ValueError):
    """The plain text of a file cannot be read: it is of another kind, damaged, protected, or without text.

    Do what `reason` says; the text of a scanned document must be recognized first.

    .. versionadded:: 0.1
    """

    reason: str
    """A description of the error and what to do."""

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason


@define(slots=False)
class MissingExtraError(NMPolicyError, ImportError):
    """A package that only some functions need is not installed. Run the command that the message prints.

    .. versionadded:: 0.1
    """

    package: str
    """The name of the package."""
    extra: str
    """The extra of nmpolicy that installs it."""

    def __str__(self) -> str:
        """One sentence that says how to install it."""
        return f"{self.package} is not installed; {how_to_install(self.extra)}"


class LostProcessError(NMPolicyError, RuntimeError):
    """A worker process ended before it finished its work. It often ran out of memory; use fewer processes.

    .. versionadded:: 0.1
    """


class UnwritableFileError(NMPolicyError, OSError):
    """A file or a folder cannot be written. It is an `OSError` with the usual `errno`, `strerror` and `filename`.

    Check the folder, its permissions and the space on the disk; what was there before is unchanged.

    .. versionadded:: 0.1
    """

    def __str__(self) -> str:
        """One sentence that names the file."""
        return f"{self.filename} cannot be written: {self.strerror}"


class OutputExistsError(UnwritableFileError, FileExistsError):
    """A file or a folder exists, and was not to be replaced. Choose another name, or pass `force=True` to replace it.

    .. versionadded:: 0.1
    """


def _summary(problems: tuple[Problem, ...]) -> str:
    first, *rest = problems
    least = "at least " if rest and rest[-1].code == UNLISTED else ""
    return f"{first} (and {least}{len(rest)} more)" if rest else str(first)
