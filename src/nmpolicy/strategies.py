"""Hypothesis strategies for records and collections. They need the `hypothesis` extra.

Once the package is installed, `st.from_type(nmpolicy.Order)` and the like find these strategies on their own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from operator import add
from typing import Any, NamedTuple, TypeVar, cast

import attrs
from hypothesis import strategies as st

from nmpolicy.field_strategies import COMBINATIONS, EXTRAS, NEEDED, ORDERED, TEXTS, VALUES
from nmpolicy.records.actors import Organization
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.predicates import RELATED_TABLES, can_relate
from nmpolicy.records.relations import Relation
from nmpolicy.records.statements import TargetStance
from nmpolicy.rules.facts.relation_graph import date_conflict
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.definitions import Term
from nmpolicy.vocabulary.extra import EMPTY
from nmpolicy.vocabulary.identifiers import Id
from nmpolicy.vocabulary.references import Ref, ref_marker
from nmpolicy.vocabulary.terms import OrganizationClassification, RelationKind

T = TypeVar("T")

_CITY = "ocd-division/country:us/state:nm/place:springfield"
_DIVISIONS = ("", "ocd-division/country:us", "ocd-division/country:us/state:nm", _CITY)
_ISO_LENGTHS = [len("YYYY-MM-DD"), len("YYYY-MM"), len("YYYY")]
_OWN_FIELDS = st.just(EMPTY) | EXTRAS
_WORDS = st.lists(st.text("abz09", min_size=1, max_size=4), min_size=1, max_size=3).map("-".join)
_SLUGS = st.builds(add, _WORDS, st.sampled_from(["", ".a", ".b-1", ".0.z"]))


def slugs() -> st.SearchStrategy[str]:
    """Generate ids.

    .. versionadded:: 0.1
    """
    return _SLUGS


@cache
def partial_dates(*, marked: bool = True) -> st.SearchStrategy[PartialDate]:
    """Generate dates of every precision; with `marked`, approximate and uncertain ones too.

    .. versionadded:: 0.1
    """
    shapes = st.sampled_from([(length, mark) for mark in ("", *("~?%" if marked else "")) for length in _ISO_LENGTHS])
    return st.builds(lambda day, shape: PartialDate(day.isoformat()[: shape[0]] + shape[1]), st.dates(), shapes)


def records(cls: type[T]) -> st.SearchStrategy[T]:
    """Generate instances of a record class, or of a part of one such as `Milestone`.

    Their references are well-formed ids of records that need not exist.

    .. versionadded:: 0.1
    """
    hashable: Any = cls  # to a type checker, `type[T]` is not
    return cast("st.SearchStrategy[T]", _free_records(hashable))


@st.composite
def collections(draw: st.DrawFn, *, least: int = 0, most: int | None = None) -> Collection:
    """Generate collections in which every reference resolves and no rule finds an error.

    Each class has from `least` to `most` records. By default, `most` is 2, or `least` if that is larger. A class has no
    records if they would have nothing to refer to: without an instrument, for example, there is no provision.
    Rules may still find warnings and notices, such as a record without evidence.

    .. versionadded:: 0.1
    """
    id, counts = draw(_SLUGS), _integers(least, max(least, 2) if most is None else most)
    ids: dict[str, Sequence[str]] = {}
    for table in TABLES:
        ids[table] = [f"{id}-{table}-{number}" for number in range(draw(counts))]
    relation_ids, ids["relations"] = ids["relations"], ()  # relations are drawn last, so nothing refers to one

    drawn: list[Record] = []
    bodies: list[str] = []
    for index, each in enumerate(ids["organizations"]):
        parents = ids["organizations"][:index]  # so that parents never form a cycle
        organization: Organization = draw(
            _record(Organization, _scope(Organization, each, ids, parent=parents), {"id": each})
        )
        drawn.append(organization)
        if organization.classification is not OrganizationClassification.GROUP:
            bodies.append(each)

    authorities = {"issued_by": [*ids["posts"], *bodies], "body": bodies}
    for table, cls in TABLES.items():
        if not _can_exist(cls, _scope(cls, "", ids, **authorities)):
            ids[table] = ()
    for table, cls in TABLES.items():
        if cls is not Organization:
            drawn += [draw(_record(cls, _scope(cls, each, ids, **authorities), {"id": each})) for each in ids[table]]

    own: dict[str, Any] = {"title": draw(TEXTS), "summary": draw(TEXTS), "extra": draw(_OWN_FIELDS)}
    own["redacted"] = draw(VALUES[bool])
    collection = Collection.of(drawn, id=id, **own)
    return collection.add(*_relations(draw, relation_ids, ids, collection)) if relation_ids else collection


class _Scope(NamedTuple):
    """The values that the fields of a record in a collection may hold."""

    id: str
    """The record's own id, to which it does not refer."""
    ids: Mapping[str, Sequence[str]]
    """The ids that it may refer to, by table."""
    choices: Mapping[str, Sequence[str]]
    """The only texts that some fields may hold, by field name."""


class _Field(NamedTuple):
    """A field of a class, and how it is drawn."""

    name: str
    many: bool
    ref: Ref | None
    draw: Callable[[st.DrawFn, _Scope | None], Any]
    """Draws the value, or one item of it; None if there is nothing to refer to."""


class _Plan(NamedTuple):
    """The fields of a class, by when they are drawn."""

    combinations: Sequence[Sequence[_Field]]
    """Fields that are only valid together; those of one combination are drawn."""
    required: Sequence[_Field]
    needed: Sequence[_Field]
    """Optional fields without which a rule finds an error; always drawn in a collection."""
    optional: st.SearchStrategy[_Field | None]
    """The next optional field to draw, or None to stop. A field can be drawn again: a list then grows by an item."""


_VALUES = {**VALUES, PartialDate: partial_dates()}


@st.composite
def _record(draw: st.DrawFn, cls: type[Any], scope: _Scope | None, values: Mapping[str, Any]) -> Any:
    """Draw a record. As a strategy of its own, it can be removed as a whole when an example is shrunk."""
    return _instance(draw, cls, scope, **values)


@cache
def _free_records(cls: type[Any]) -> st.SearchStrategy[Any]:
    return _record(cls, None, {})


def _instance(draw: st.DrawFn, cls: type[T], scope: _Scope | None, **values: Any) -> T:
    """Draw an instance of a class with some values given: the required fields, then some optional ones."""
    plan = _plan(cast("Any", cls))
    combinations = [each for each in plan.combinations if not scope or _have_choices(scope, each)]
    together = _pick(draw, combinations) if combinations else ()
    for field in (*together, *plan.required, *(plan.needed if scope else ())):
        if field.name not in values:
            _add(values, field, field.draw(draw, scope))
    while chosen := draw(plan.optional):
        _add(values, chosen, chosen.draw(draw, scope))
    if scope:
        _correct(cls, values)
    return cls(**values)


@cache
def _plan(cls: type[Any]) -> _Plan:
    combined = {name for combination in COMBINATIONS.get(cls, ()) for name in combination}
    required, needed, optional, fields = [], [], [], {}
    for attribute in attrs.fields(cls):
        item, many, _ = field_type(attribute.type)
        field = _Field(attribute.name, many, ref_marker(item), _drawing(cls, attribute.name, item))
        fields[field.name] = field
        if field.name in combined:
            continue
        if attribute.default is attrs.NOTHING:
            required.append(field)
        else:
            optional += [field] * (2 if many else 1)  # for some lists of several items
        if (cls, field.name) in NEEDED:
            needed.append(field)
    wanted = 3 if issubclass(cls, Record) else 2  # optional fields to draw, on average
    stops = [None] * max(1, len(optional) // wanted)
    combinations = [
        [fields[name] if values is None else _constant(fields[name], values) for name, values in combination.items()]
        for combination in COMBINATIONS.get(cls, ())
    ]
    return _Plan(combinations, required, needed, st.sampled_from([*stops, *optional]))


def _constant(field: _Field, values: st.SearchStrategy[Any]) -> _Field:
    """Return a field whose values do not depend on the record."""
    return field._replace(draw=lambda draw, _scope: draw(values))


def _drawing(cls: type, name: str, item: Any) -> Callable[[st.DrawFn, _Scope | None], Any]:
    """Return the function that draws a value of a field, or one item of it."""
    ref = ref_marker(item)
    if attrs.has(item):
        supports = [field.name for field in attrs.fields(cls)]  # the fields that a piece of evidence can support

        def draw_part(draw: st.DrawFn, scope: _Scope | None) -> Any:
            inner = scope and scope._replace(choices={**scope.choices, "supports": supports})
            return _instance(draw, item, inner) if inner is None or _can_exist(item, inner) else None

        return draw_part

    term = isinstance(item, type) and issubclass(item, Term)
    values = st.sampled_from(item) if term else _SLUGS if ref or item == Id else _VALUES[item]

    def draw_scalar(draw: st.DrawFn, scope: _Scope | None) -> Any:
        choices = scope and _choices(scope, name, ref)
        if choices is None:
            return draw(values)
        return _pick(draw, choices) if choices else None

    return draw_scalar


def _scope(cls: type, id: str, ids: Mapping[str, Sequence[str]], **choices: Sequence[str]) -> _Scope:
    divisions = ("", _CITY) if issubclass(cls, Instrument) else _DIVISIONS  # each authority's contains the city
    return _Scope(id, ids, {"division": divisions, "aliases": (f"{id}-before", f"{id}-once"), **choices})


def _choices(scope: _Scope, name: str, ref: Ref | None) -> Sequence[str] | None:
    """Return the texts that a field may hold, or None if it may hold any."""
    if (choices := scope.choices.get(name)) is None and ref:
        choices = [id for table in ref.tables or scope.ids for id in scope.ids[table]]
    return [choice for choice in choices if choice != scope.id] if choices and ref else choices


def _can_exist(cls: type[Any], scope: _Scope) -> bool:
    """Return whether there is something to refer to for each reference that an instance must have."""
    plan = _plan(cast("Any", cls))
    return _have_choices(scope, (*plan.required, *plan.needed))


def _have_choices(scope: _Scope, fields: Iterable[_Field]) -> bool:
    """Return whether there is something to refer to for each reference among the fields."""
    return all(_choices(scope, field.name, field.ref) for field in fields if field.ref)


def _add(values: dict[str, Any], field: _Field, value: Any) -> None:
    if value is not None:
        values[field.name] = (*values.get(field.name, ()), value) if field.many else value


def _correct(cls: type, values: dict[str, Any]) -> None:
    """Change the values in which a rule would find an error."""
    if "aliases" in values:
        values["aliases"] = tuple(dict.fromkeys(values["aliases"]))
    if cls is TargetStance and "target" not in values and not values.get("topic", "").strip():
        values["topic"] = "a topic"
    low, high = ORDERED.get(cls, ("", ""))
    if low in values and high in values:
        first, last = values[low], values[high]
        if last.before(first) if isinstance(last, PartialDate) else Decimal(last) < Decimal(first):
            values[low], values[high] = last, first


def _relations(
    draw: st.DrawFn, relation_ids: Sequence[str], ids: Mapping[str, Sequence[str]], collection: Collection
) -> Iterator[Relation]:
    """Draw relations, each from a record to one that is listed before it, so that they never form a cycle."""
    related = [id for table in TABLES if table in RELATED_TABLES for id in ids[table]]
    conflict = date_conflict(collection)
    for id in relation_ids if len(related) > 1 else ():
        later = draw(_integers(1, len(related) - 1))
        subject, object = related[later], related[draw(_integers(0, later - 1))]
        both = (_between(collection, id, *ends, conflict) for ends in ((subject, object), (object, subject)))
        wanted = _pick(draw, next(filter(None, both)))  # backward if the dates exclude every predicate forward
        scope = [each.id for each in collection.provisions if each.instrument == wanted.object]
        values = {"id": id, "subject": wanted.subject, "predicate": wanted.predicate, "object": wanted.object}
        yield draw(_record(Relation, _scope(Relation, id, ids, scope=scope), values))


def _between(
    collection: Collection, id: str, subject: str, object: str, conflict: Callable[[Relation], object]
) -> Sequence[Relation]:
    """List the relations from one record to another that their classes and dates allow."""
    predicates = _predicates(collection.table(subject), collection.table(object))
    made = (Relation(id=id, subject=subject, predicate=each, object=object) for each in predicates)
    return [each for each in made if not conflict(each)]


@cache
def _predicates(subject: str, object: str) -> Sequence[RelationKind]:
    return [predicate for predicate in RelationKind if can_relate(predicate, subject, object)]


def _pick(draw: st.DrawFn, choices: Sequence[T]) -> T:
    """Draw one of some choices, without the cost of a new strategy for each list of them."""
    return choices[draw(_integers(0, len(choices) - 1))] if len(choices) > 1 else choices[0]


@cache
def _integers(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)
