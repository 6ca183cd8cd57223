"""The objects of other programs' JSON or YAML, which track the values read, so that nothing is lost silently."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, TypeVar

from attrs import define, field, frozen

from nmpolicy.errors import InvalidDateError, InvalidValueError
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import OWN_PREFIX
from nmpolicy.vocabulary.values import check_text, describe

T = TypeVar("T")
_MAX_DEPTH = 50  # levels of nesting of a value that is kept


@frozen(kw_only=True)
class InputProblem(Problem):
    """A problem in a value of another program's file.

    >>> message = "'soon' is not a date; it is kept in x-signing_date"
    >>> print(InputProblem("NMP016", Severity.WARNING, "/results/3/signing_date", message, file="page-1.json"))
    warning NMP016 page-1.json /results/3/signing_date: 'soon' is not a date; it is kept in x-signing_date

    .. versionadded:: 0.1
    """

    file: str
    """The name of the file."""

    @property
    def location(self) -> str:
        """The file, and the JSON Pointer of the value."""
        return f"{self.file} {self.pointer}".rstrip()


@define
class InputLog:
    """The log of an import: the values that it cannot read, and those for which it has no field."""

    problems: list[Problem] = field(factory=list)
    _items: list["InputItem"] = field(factory=list)
    _left_out: Counter[str] = field(factory=Counter)

    def leave_out(self, kind: str, count: int = 1) -> None:
        """Count values that no field holds, besides the keys that nobody reads."""
        self._left_out[kind] += count

    def problems_in_order(self) -> tuple[Problem, ...]:
        """Return the problems in the order of files and places, whatever order the files were read in."""
        return tuple(sorted(self.problems, key=lambda each: (each.location, each.message)))

    def left_out(self) -> dict[str, int]:
        """Return how many values of each kind no field holds. Call it when everything is read."""
        counts = Counter(self._left_out)
        for item in self._items:
            counts.update(f"{item.kind}.{key}" for key in item.unread())
        return {kind: counts[kind] for kind in sorted(counts) if counts[kind]}


@define
class InputItem:
    """An object of another program. Its methods read a key, and note a value that does not have the expected type.

    A key that is missing, null or blank is empty: `""`, `()` or None. Blanks around a text are removed. A value that
    cannot be read goes into `kept`, which the record gets as its `extra`, and is reported.

    >>> log = InputLog()
    >>> item = InputItem({"title": "An order ", "signed": "soon", "image": "a.png"}, log, "page-1.json", "documents")
    >>> item.text("title"), item.date("signed"), item.kept
    ('An order', None, {'x-signed': 'soon'})
    >>> print(log.left_out(), *log.problems)
    {'documents.image': 1} warning NMP016 page-1.json /signed: 'soon' is not a date...; it is kept in x-signed
    """

    value: Mapping[str, Any]
    """The object itself."""
    log: InputLog
    """The log of the import."""
    file: str
    """The name of its file, for problems."""
    kind: str
    """The kind of the object, in the plural, for the list of values left out."""
    path: FieldPath = ()
    """The place of the object in its file."""
    kept: dict[str, Any] = field(factory=dict)
    """The values that could not be read, for the `extra` of the record: `x-` and the key, and the value."""
    _read: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        """Enter the object in the log."""
        self.log._items.append(self)  # noqa: SLF001  # the two belong together

    def raw(self, key: str) -> Any:
        """Return the value of a key as it is; None if it is missing or blank. It counts as read."""
        self._read.add(key)
        value = self.value.get(key)
        return None if _is_empty(value) else value

    def text(self, key: str) -> str:
        """Return a text without blanks around it; numbers are written as text, because many programs mix the two."""
        return self._get(key, _to_text, "NMP014", "a text") or ""

    def number(self, key: str) -> int | None:
        """Return a whole number, also if it is written as text."""
        return self._get(key, _to_number, "NMP014", "a whole number")

    def flag(self, key: str) -> bool | None:
        """Return true or false, also if it is written as 1 or 0."""
        return self._get(key, _to_flag, "NMP014", "true or false")

    def date(self, key: str, convert: Callable[[Any], PartialDate] | None = None) -> PartialDate | None:
        """Return a date. A time of day is left out, and a `date` that a YAML parser has made is accepted.

        `convert` reads other forms of dates, and raises `InvalidDateError` for anything else.
        """
        return self._get(key, convert or to_date, "NMP016", "a date")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list. A single text is a list of one."""
        value = self.raw(key)
        values = value if isinstance(value, list | tuple) else [] if value is None else [value]
        try:
            return tuple(text for each in values if not _is_empty(each) and (text := _to_text(each)))
        except (InvalidValueError, ValueError):
            self.keep(key, "NMP014", "a list of texts")
            return ()

    def item(self, key: str, kind: str = "") -> "InputItem | None":
        """Return the object of a key; None if there is none."""
        value = self.raw(key)
        if isinstance(value, Mapping):
            return InputItem(value, self.log, self.file, kind or f"{self.kind}.{key}", (*self.path, key))
        if value is not None:
            self.keep(key, "NMP014", "an object")
        return None

    def items(self, key: str, kind: str = "") -> Iterator["InputItem"]:
        """Yield the objects of a list. One that is not an object is reported."""
        value = self.raw(key)
        if value is not None and not isinstance(value, list | tuple):
            self.keep(key, "NMP014", "a list")
            return
        kind = kind or f"{self.kind}.{key}"
        for index, each in enumerate(value or ()):
            if isinstance(each, Mapping):
                yield InputItem(each, self.log, self.file, kind, (*self.path, key, index))
            elif not _is_empty(each):
                self.keep(key, "NMP014", "a list of objects", index)

    def skip(self, *keys: str) -> None:
        """Count keys as read whose values repeat what other keys say."""
        self._read.update(keys)

    def keep(self, key: str, code: str, expected: str, *more: str | int) -> None:
        """Keep a value that cannot be read, and report it. `more` is the way from the key to the value itself."""
        name = key if key.startswith(OWN_PREFIX) else OWN_PREFIX + key
        self.kept[name] = plain(self.value[key])
        value = self.value[key]
        for step in more:
            value = value[step]
        self.report(f"{describe(value)} is not {expected}; it is kept in {name}", code, key, *more)

    def report(self, message: str, code: str, *steps: str | int) -> None:
        """Report a problem in the object, or in a value in it."""
        self.log.problems.append(
            InputProblem(code, Severity.WARNING, pointer((*self.path, *steps)), message, file=self.file)
        )

    def unread(self) -> list[str]:
        """Return the keys that have a value and were not read."""
        return [str(key) for key, value in self.value.items() if key not in self._read and not _is_empty(value)]

    def _get(self, key: str, convert: Callable[[Any], T], code: str, expected: str) -> T | None:
        value = self.raw(key)
        if value is None:
            return None
        try:
            return convert(value)
        except (InvalidValueError, ValueError, TypeError):
            self.keep(key, code, expected)
            return None


def to_date(value: object) -> PartialDate:
    """Convert a day, a time or an ISO 8601 text to a date without a time of day.

    >>> to_date("2025-07-21T00:00:00"), to_date(date(2025, 7, 21)), to_date("2025-07")
    (PartialDate('2025-07-21'), PartialDate('2025-07-21'), PartialDate('2025-07'))

    Raises `InvalidDateError` for anything else.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return PartialDate(value.isoformat())
    if isinstance(value, int) and not isinstance(value, bool):  # YAML reads a year alone as a number
        value = str(value)
    if not isinstance(value, str):
        raise InvalidDateError(f"{describe(value)} is not a date")
    day, separator, time = value.strip().partition("T" if "T" in value else " ")
    if separator:
        datetime.fromisoformat(f"{day}T{time.strip()}")  # refuses anything but a time of day
    return PartialDate(day)


def plain(value: Any, depth: int = 0) -> Any:
    """Return a value as a record can keep it: as text if JSON does not have it or it is nested too deeply.

    >>> plain({"start_date": date(2021, 1, 19), 1: float("nan")})
    {'start_date': '2021-01-19', '1': 'nan'}
    """
    match value:
        case None | bool() | int() | Decimal():
            return value
        case float() if isfinite(value):
            return value
        case Mapping() if depth < _MAX_DEPTH:
            return {_escaped(str(key)): plain(each, depth + 1) for key, each in value.items()}
        case list() | tuple() if depth < _MAX_DEPTH:
            return [plain(each, depth + 1) for each in value]
        case _:
            return _escaped(str(value))


def _escaped(text: str) -> str:
    """Return a text with the halves of surrogate pairs escaped, which a record cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode()


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {}, ())


def _to_text(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return check_text(value).strip()


def _to_number(value: object) -> int:
    if isinstance(value, str):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValueError("not a whole number")
    return value


def _to_flag(value: object) -> bool:
    if value in (0, 1):
        return bool(value)
    raise InvalidValueError("not true or false")
