"""Records, and parts of records, each field by its annotation."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

import attrs
from hypothesis import strategies as st

from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.records.provisions import Deadline
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import EMPTY, Extra
from nmpolicy.vocabulary.identifiers import CODE, Slug
from nmpolicy.vocabulary.terms import Stage, Term
from nmpolicy.vocabulary.values import DIGEST, MAX_INT, Between, Pattern, value_check

T = TypeVar("T")
UTF8 = st.characters(codec="utf-8")
_PART = st.sampled_from(["", ".a", ".b-1", ".0.z"])  # of an id, after a dot


def slugs() -> st.SearchStrategy[str]:
    """Ids.

    .. versionadded:: 0.1
    """
    word = st.text("abz09", min_size=1, max_size=4)
    return st.builds(lambda words, part: "-".join(words) + part, st.lists(word, min_size=1, max_size=3), _PART)


def partial_dates(*, marked: bool = True) -> st.SearchStrategy[PartialDate]:
    """Dates of every precision; with `marked`, approximate and uncertain ones too.

    .. versionadded:: 0.1
    """
    lengths = st.sampled_from([len("YYYY-MM-DD"), len("YYYY-MM"), len("YYYY")])
    marks = st.sampled_from(["", "~", "?", "%"]) if marked else st.just("")
    return st.builds(_cut, st.dates(), lengths, marks)


def records(cls: type[T]) -> st.SearchStrategy[T]:
    """Records, or parts of records, of a class. Their references have the form of ids, and need not resolve.

    .. versionadded:: 0.1
    """
    hashable: Any = cls  # to a type checker, `type[T]` is not
    return cast("st.SearchStrategy[T]", _records(hashable))


def _cut(day: date, length: int, mark: str) -> PartialDate:
    return PartialDate(day.isoformat()[:length] + mark)


_COUNTS = st.integers(1, MAX_INT)
#: Fields of a class that only make sense together, each way in which they do.
_TOGETHER: Mapping[type, Sequence[Mapping[str, st.SearchStrategy[Any]]]] = {
    Evidence: (
        {"start": st.none(), "length": st.none()},
        {"paragraph": _COUNTS, "start": _COUNTS, "length": _COUNTS},
    ),
    Deadline: (
        {"date": partial_dates(), "within": st.none(), "after": st.none()},
        {"date": st.none(), "within": st.sampled_from(["P30D", "P1Y6M"]), "after": st.sampled_from(Stage)},
    ),
}


@cache
def _records(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Instances of an attrs class, each field by its annotation, but for those that only make sense together."""
    own = {field.name: _field(field.type) for field in attrs.fields(cls)}
    ways = [st.builds(cls, **{**own, **together}) for together in _TOGETHER.get(cls, ({},))]
    return st.one_of(ways)


def _field(annotation: Any) -> st.SearchStrategy[Any]:
    item, many, optional = field_type(annotation)
    one = _item(item)
    return st.lists(one, max_size=2).map(tuple) if many else st.none() | one if optional else one


def _item(item: Any) -> st.SearchStrategy[Any]:
    for marker in getattr(item, "__metadata__", ()):
        return _marked(marker)
    if item is Extra:
        return st.just(EMPTY)
    if value_check(item) is None:
        return _records(item)
    if item is PartialDate:
        return partial_dates()
    if issubclass(item, Term):
        return st.sampled_from(item)
    return st.text(UTF8) if item is str else st.from_type(item)


def _marked(marker: Slug | Pattern | Between) -> st.SearchStrategy[Any]:
    match marker:
        case Slug():
            return slugs()
        case Pattern(regex=regex) if regex == DIGEST:
            return st.integers(0, 16**64 - 1).map("{:064x}".format)  # much faster than by the expression
        case Pattern(regex=regex) if regex == CODE:
            return st.integers(0, 999).map("ABC{:03}".format)
        case Pattern():
            return st.from_regex(marker.regex, fullmatch=True, alphabet=UTF8)
        case _:
            return st.integers(marker.least, marker.most)
