"""Hypothesis strategies for records and collections; they need the `hypothesis` extra.

Where that is installed, `st.from_type(nmpolicy.Order)` and the like find them by themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import attrs
from attrs import fields
from hypothesis import strategies as st

from nmpolicy.records.actors import Organization
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import parts
from nmpolicy.records.instruments import Measure, Milestone, Order, Vote
from nmpolicy.records.provisions import Deadline
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.identifiers import Slug
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.terms import OrganizationClassification, Stage, Term
from nmpolicy.vocabulary.values import DIGEST, Minimum, Pattern, scalar

T = TypeVar("T")
#: Ids that references may take, by table; None where they need not resolve.
Pool = Mapping[str, Sequence[str]] | None
Chosen = Mapping[str, st.SearchStrategy[Any]]
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
    return _build(cls, None)


@st.composite
def collections(draw: st.DrawFn, *, most: int = 2) -> Collection:
    """Collections in which every reference resolves and no rule finds an error, of up to `most` records a class.

    A record may be without evidence, which is a warning.

    .. versionadded:: 0.1
    """
    prefix = draw(slugs())
    pool = {name: [f"{prefix}-{name}-{n}" for n in range(draw(st.integers(0, most)))] for name in TABLES}
    made: dict[str, list[Any]] = {"organizations": _draw(draw, Organization, pool["organizations"], pool, {})}
    groups = {body.id for body in made["organizations"] if body.classification is OrganizationClassification.GROUP}
    offices = [id for id in (*pool["posts"], *pool["organizations"]) if id not in groups]
    actors = [*pool["people"], *pool["organizations"], *pool["posts"]]
    # What the rules ask beyond the fields: an authority in office, a speaker.
    asked = {Order: {"issued_by": offices}, Measure: {"issued_by": offices}, Statement: {"speakers": actors}}
    for name, cls in TABLES.items():
        if not all(asked.get(cls, {}).values()) or not _can_refer(cls, pool):
            pool[name] = []
    for name, cls in TABLES.items():
        chosen = {field: _several(st.sampled_from(ids), 1) for field, ids in asked.get(cls, {}).items() if ids}
        if name not in made:
            made[name] = _draw(draw, cls, pool[name], pool, chosen)
    listed = (record for name in TABLES for record in made[name])
    return Collection.of(listed, id=draw(slugs()), title=draw(st.text(_UTF8)), summary=draw(st.text(_UTF8)))


def register() -> None:
    """Tell Hypothesis of every class, so that `st.from_type` builds it. Its entry point calls this."""
    # As functions of the type: building the strategies would slow every start of Hypothesis.
    for cls in (*TABLES.values(), Evidence, Milestone, Vote, Deadline, TargetStance):
        st.register_type_strategy(cls, records)
    st.register_type_strategy(Collection, lambda _: collections())
    st.register_type_strategy(PartialDate, lambda _: partial_dates())


def _cut(day: date, length: int, mark: str) -> PartialDate:
    return PartialDate(day.isoformat()[:length] + mark)


def _draw(draw: st.DrawFn, cls: type[T], ids: Sequence[str], pool: Pool, chosen: Chosen) -> list[T]:
    one = _build(cls, pool, {**chosen, "id": st.just("a")})  # once for all ids: building it takes longer than a draw
    return [attrs.evolve(draw(one), id=id) for id in ids]  # type: ignore[misc]  # every class here is attrs'


#: Fields of a class that only make sense together, each way in which they do.
_TOGETHER: Mapping[type, Sequence[Chosen]] = {
    Evidence: (
        {"start": st.none(), "length": st.none()},
        {"paragraph": st.integers(1), "start": st.integers(0), "length": st.integers(1)},
    ),
    Deadline: (
        {"date": partial_dates(), "within": st.none(), "after": st.none()},
        {"date": st.none(), "within": st.sampled_from(["P30D", "P1Y6M"]), "after": st.sampled_from(Stage)},
    ),
}


def _build(cls: type[T], pool: Pool, chosen: Chosen | None = None) -> st.SearchStrategy[T]:
    """Instances of an attrs class, each field by its annotation, but for those that are chosen."""
    own = {field.name: field.type for field in fields(cls)}  # type: ignore[arg-type]  # every class here is attrs'
    ways = [{**together, **(chosen or {})} for together in _TOGETHER.get(cls, ({},))]
    strategies: list[st.SearchStrategy[T]] = [
        st.builds(cls, **{name: way[name] if name in way else _field(held, pool) for name, held in own.items()})
        for way in ways
    ]
    return st.one_of(strategies)


def _field(annotation: Any, pool: Pool) -> st.SearchStrategy[Any]:
    item, many, optional = parts(annotation)
    one = _item(item, pool)
    return _several(one) if many else st.none() | one if optional else one


def _several(one: st.SearchStrategy[T], least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    return st.just(()) if one.is_empty else st.lists(one, min_size=least, max_size=2).map(tuple)


def _item(item: Any, pool: Pool) -> st.SearchStrategy[Any]:
    for marker in getattr(item, "__metadata__", ()):
        return _marked(marker, pool)
    if scalar(item) is None:
        return _build(item, pool) if _can_refer(item, pool) else st.nothing()
    if item is PartialDate:
        return partial_dates()
    if issubclass(item, Term):
        return st.sampled_from(item)
    return st.text(_UTF8) if item is str else st.from_type(item)


def _marked(marker: Slug | Ref | Pattern | Minimum, pool: Pool) -> st.SearchStrategy[Any]:
    match marker:
        case Ref() if pool is not None:
            return st.sampled_from(ids) if (ids := _candidates(marker, pool)) else st.nothing()
        case Slug():
            return slugs()
        case Pattern(regex=regex) if regex == DIGEST:
            return st.integers(0, 16**64 - 1).map("{:064x}".format)  # much faster than by the expression
        case Pattern():
            return st.from_regex(marker.regex, fullmatch=True, alphabet=_UTF8)
        case Minimum():
            return st.integers(marker.least)


def _candidates(ref: Ref, pool: Mapping[str, Sequence[str]]) -> list[str]:
    return [id for table in ref.tables or pool for id in pool[table]]


def _can_refer(cls: type, pool: Pool) -> bool:
    """Whether every reference that the class must have finds something to refer to."""
    return pool is None or all(_candidates(ref, pool) for ref in _required(cls))


def _required(cls: type) -> Iterator[Ref]:
    for field in fields(cls):
        item, many, optional = parts(field.type)
        if not many and not optional:
            yield from (marker for marker in getattr(item, "__metadata__", ()) if isinstance(marker, Ref))
