"""Hypothesis strategies for records and collections; they need the `hypothesis` extra.

Where that is installed, `st.from_type(nmpolicy.Order)` and the like find them by themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

import attrs
from hypothesis import strategies as st

from nmpolicy.records.actors import Organization
from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import parts
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.provisions import Deadline
from nmpolicy.records.statements import Statement
from nmpolicy.records.walk import ref_of
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.extra import EMPTY, Extra
from nmpolicy.vocabulary.identifiers import Slug
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.terms import OrganizationClassification, Stage, Term
from nmpolicy.vocabulary.values import DIGEST, LARGEST, Between, Pattern, scalar

T = TypeVar("T")
#: Ids that references may take, by table.
Pool = Mapping[str, Sequence[str]]
_UTF8 = st.characters(codec="utf-8")
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


@st.composite
def collections(draw: st.DrawFn, *, least: int = 0, most: int = 2) -> Collection:
    """Collections in which every reference resolves and no rule finds an error, of `least` to `most` records a class.

    A record may be without evidence, which is a warning.

    .. versionadded:: 0.1
    """
    prefix = draw(slugs())
    pool = {name: [f"{prefix}-{name}-{n}" for n in range(draw(st.integers(least, most)))] for name in TABLES}
    organizations = _draw(draw, Organization, pool["organizations"], pool, {})
    groups = {body.id for body in organizations if body.classification is OrganizationClassification.GROUP}
    offices = [id for id in (*pool["posts"], *pool["organizations"]) if id not in groups]
    actors = [*pool["people"], *pool["organizations"], *pool["posts"]]
    bodies = {**pool, "organizations": [id for id in pool["organizations"] if id not in groups]}
    # What the rules ask beyond the fields: an authority in office, a speaker.
    asked = {Order: {"issued_by": offices}, Measure: {"issued_by": offices}, Statement: {"speakers": actors}}
    for name, cls in TABLES.items():
        if not all(asked.get(cls, {}).values()) or not _can_refer(cls, pool):
            pool[name] = []
    others = [
        record
        for name, cls in TABLES.items()
        if cls is not Organization
        for record in _draw(draw, cls, pool[name], bodies if cls is Measure else pool, asked.get(cls, {}))
    ]
    title, summary = draw(st.text(_UTF8)), draw(st.text(_UTF8))
    return Collection.of([*organizations, *others], id=draw(slugs()), title=title, summary=summary)


def register() -> None:
    """Tell Hypothesis of every class, so that `st.from_type` builds it. Its entry point calls this."""
    # As functions of the type: building the strategies would slow every start of Hypothesis.
    for cls in (*TABLES.values(), *PARTS):
        st.register_type_strategy(cls, records)
    st.register_type_strategy(Collection, lambda _: collections())
    st.register_type_strategy(PartialDate, lambda _: partial_dates())


def _cut(day: date, length: int, mark: str) -> PartialDate:
    return PartialDate(day.isoformat()[:length] + mark)


_COUNTS = st.integers(1, LARGEST)
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
    item, many, optional = parts(annotation)
    one = _item(item)
    return st.lists(one, max_size=2).map(tuple) if many else st.none() | one if optional else one


def _item(item: Any) -> st.SearchStrategy[Any]:
    for marker in getattr(item, "__metadata__", ()):
        return _marked(marker)
    if item is Extra:
        return st.just(EMPTY)
    if scalar(item) is None:
        return _records(item)
    if item is PartialDate:
        return partial_dates()
    if issubclass(item, Term):
        return st.sampled_from(item)
    return st.text(_UTF8) if item is str else st.from_type(item)


def _marked(marker: Slug | Pattern | Between) -> st.SearchStrategy[Any]:
    match marker:
        case Slug():
            return slugs()
        case Pattern(regex=regex) if regex == DIGEST:
            return st.integers(0, 16**64 - 1).map("{:064x}".format)  # much faster than by the expression
        case Pattern():
            return st.from_regex(marker.regex, fullmatch=True, alphabet=_UTF8)
        case _:
            return st.integers(marker.least, marker.most)


def _draw(
    draw: st.DrawFn, cls: type[Any], ids: Sequence[str], pool: Pool, asked: Mapping[str, Sequence[str]]
) -> list[Any]:
    """A record for each id, its references drawn from the pool, some of those asked for in the fields that ask."""
    made: list[Any] = []
    for id in ids:
        chosen = {field: draw(st.lists(st.sampled_from(some), min_size=1)) for field, some in asked.items()}
        made.append(attrs.evolve(_resolved(draw, draw(records(cls)), pool), id=id, **chosen))
    return made


def _resolved(draw: st.DrawFn, value: Any, pool: Pool) -> Any:
    """The value with every reference, in its parts too, drawn from the pool; without those that find nothing there."""
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        item, many, _ = parts(field.type)
        held = getattr(value, field.name)
        if ref := ref_of(item):
            ids = st.sampled_from(_candidates(ref, pool) or [""])
            drawn = [draw(ids) for _ in (held if many else [held]) if held is not None]
            changes[field.name] = tuple(filter(None, drawn)) if many else next(filter(None, drawn), None)
        elif many and scalar(item) is None:
            changes[field.name] = tuple(_resolved(draw, part, pool) for part in held if _can_refer(item, pool))
    return attrs.evolve(value, **changes)


def _candidates(ref: Ref, pool: Pool) -> list[str]:
    return [id for table in ref.tables or pool for id in pool[table]]


def _can_refer(cls: type, pool: Pool) -> bool:
    """Whether every reference that the class must have finds something to refer to."""
    for field in attrs.fields(cls):
        item, many, optional = parts(field.type)
        if not many and not optional and (ref := ref_of(item)) and not _candidates(ref, pool):
            return False
    return True
