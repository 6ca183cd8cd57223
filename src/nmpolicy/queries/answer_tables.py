"""Answers to questions: classes with a short `repr`, and tuples of them that a notebook shows as tables."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from itertools import islice
from typing import Any, Self, SupportsIndex, TypeVar, overload

from attrs import fields, has

from nmpolicy.markup import MAX_ITEMS, MAX_ROWS, Cell, definitions, section, table
from nmpolicy.problems import printable
from nmpolicy.queries.provision_sentences import provision_sentence
from nmpolicy.records.base import Part, Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.field_texts import InWords, Name, field_texts, field_title
from nmpolicy.vocabulary.dates import PartialDate

T_co = TypeVar("T_co", covariant=True)
#: The columns of a row: the name of each field and what it holds.
Cells = Mapping[str, Cell]
_MAX_LISTED = 3  # items of a list in a `repr`


class Answer(InWords):
    """The base of the classes that answer a question. Details, declared with `repr=False`, are shown nowhere.

    A class that would be too long to print is declared with `repr=False` itself, and so takes the short `repr` of this
    one.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the class and the fields that are set; of a list that has parts or is long, only its length."""
        cls: Any = type(self)
        shown = [_in_repr(each.name, getattr(self, each.name)) for each in fields(cls) if each.repr]
        return f"<{' '.join([type(self).__name__, ', '.join(filter(None, shown))]).rstrip()}>"

    def _repr_html_(self) -> str:
        """Return the fields that are set, for a notebook. It does not know its collection, so references are ids."""
        rows = ((field_title(name), cell) for name, cell in self._cells(str).items() if cell)
        return section(type(self).__name__, definitions(rows))

    def _cells(self, name: Name) -> Cells:
        """Return every field in words; empty if it is not set. `name` names a record, given its id."""
        return _field_cells(self, name)


class Answers(tuple[T_co, ...]):  # noqa: SLOT001  # a tuple can have no named slots
    """The answers to a question, as a tuple with a title. A notebook shows it as a table, with the names of records.

    A slice is of the same class. When pickled or copied, it forgets its collection, and the table shows ids.

    >>> from nmpolicy.records.instruments import Order
    >>> orders = [Order(id=f"eo-{number}", kind="other", title=f"Order {number}") for number in (1, 2)]
    >>> from nmpolicy.queries.find_records import find
    >>> found = find(Collection(id="demo", title="A demonstration", orders=orders), "order")
    >>> found, found.where(lambda match: match.label.endswith("2"))[0].record
    (<Answers (2): Records found>, 'eo-2')

    .. versionadded:: 0.1
    """

    title: str
    """A heading for the answers, in a few words."""
    _collections: tuple[Collection, ...]

    def __new__(cls, answers: Iterable[T_co] = (), title: str = "", *collections: Collection) -> Self:
        """Take the answers, what they are, and the collections that have the records which they name."""
        self = super().__new__(cls, answers)
        self.title, self._collections = title, collections
        return self

    @overload
    def __getitem__(self, index: SupportsIndex, /) -> T_co: ...
    @overload
    def __getitem__(self, index: "slice[Any, Any, Any]", /) -> "Answers[T_co]": ...
    def __getitem__(self, index: Any, /) -> Any:
        """Return one answer; for a slice, several as a table."""
        found = super().__getitem__(index)
        return self._with(found) if isinstance(index, slice) else found

    def where(self, condition: Callable[[T_co], bool | None]) -> "Answers[T_co]":
        """Return the answers that meet a condition."""
        return self._with(filter(condition, self))

    def _with(self, answers: Iterable[T_co]) -> "Answers[T_co]":
        return Answers(answers, self.title, *self._collections)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy it without its collections, which may be large."""
        return Answers, (tuple(self), self.title)

    def __repr__(self) -> str:
        """Return the number of answers and what they are."""
        return f"<Answers ({len(self):,}){': ' if self.title else ''}{printable(self.title)}>"

    def _repr_html_(self) -> str:
        """Return a table of the first answers, for a notebook. A column that none of them fills is left out."""
        title = f"{self.title or 'Answers'} ({len(self):,})"
        rows = [_row(each, self._name) for each in islice(self, MAX_ROWS)]
        names = dict.fromkeys(name for row in rows for name in row)  # rows of several classes have several
        columns = [name for name in names if any(row.get(name) for row in rows)]
        cells = ([row.get(name, "") for name in columns] for row in rows)
        return section(title, table([field_title(name) for name in columns], cells, len(self)) if rows else "")

    def _name(self, id: str) -> str:
        for collection in self._collections:
            if (record := collection.get(id)) is not None:
                return record_name(record, provision_sentence(collection, record))
        return id


def record_name(record: Record, label: str) -> str:
    """Return the label of a record, or another text, and its id in brackets; the id alone if it has no label."""
    return record.id if label == record.id else f"{label} [{record.id}]"


def answer_text(answer: bool | None) -> str:  # noqa: FBT001  # a value, not a switch
    """Return one of the three answers in words."""
    return "not decided" if answer is None else "yes" if answer else "no"


def _row(answer: object, name: Name) -> Cells:
    """Return the cells of an answer, which may be a record, an attrs object or any other value."""
    if isinstance(answer, Answer):
        return answer._cells(name)  # noqa: SLF001  # this module's own
    if isinstance(answer, Record):
        return {"class": type(answer).__name__, "record": record_name(answer, str(answer))}
    return _field_cells(answer, name) if has(type(answer)) else {"value": str(answer)}


def _field_cells(answer: Any, name: Name) -> Cells:
    texts: dict[str, Cell] = {
        field: found for field, value, found in field_texts(answer, name, MAX_ITEMS) if value is not False
    }
    if hasattr(answer, "answer"):
        texts["answer"] = answer_text(answer.answer)
    return {each.name: texts.get(each.name, "") for each in fields(type(answer)) if each.repr}


def _in_repr(name: str, value: Any) -> str:
    nested: Any = value
    if isinstance(value, Answer) and hasattr(value, "answer"):
        return _in_repr(f"{name}.answer", nested.answer)
    if (value in (None, "", ()) or value is False) and not name.endswith("answer"):
        return ""
    if isinstance(value, tuple) and (
        len(value) > _MAX_LISTED or not all(isinstance(each, str | int) for each in value)
    ):
        return f"{name}: {len(value):,}"
    return f"{name}={str(value) if isinstance(value, StrEnum | PartialDate | Part) else value!r}"
