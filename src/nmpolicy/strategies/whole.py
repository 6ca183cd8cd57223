"""Whole collections in which every reference resolves and no rule finds an error."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import attrs
from hypothesis import strategies as st

from nmpolicy.queries.milestones import began, came_about
from nmpolicy.records.actors import Membership, Organization
from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.predicates import fits
from nmpolicy.records.relations import Relation
from nmpolicy.records.statements import Statement, TargetStance
from nmpolicy.records.traversal import ref_of
from nmpolicy.strategies.fields import UTF8, partial_dates, records, slugs
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.terms import OrganizationClassification, RelationKind
from nmpolicy.vocabulary.values import scalar

#: Ids that references may take, by table.
Pool = Mapping[str, Sequence[str]]
_CITY = "ocd-division/country:us/state:nm/place:springfield"
_DIVISIONS = ("", "ocd-division/country:us", "ocd-division/country:us/state:nm", _CITY)


@st.composite
def collections(draw: st.DrawFn, *, least: int = 0, most: int = 2) -> Collection:
    """Collections in which every reference resolves and no rule finds an error, of `least` to `most` records a class.

    There may be warnings and notices, as for a record without evidence.

    .. versionadded:: 0.1
    """
    prefix = draw(slugs())
    pool = {name: [f"{prefix}-{name}-{n}" for n in range(draw(st.integers(least, most)))] for name in TABLES}
    organizations = [
        _mended(draw, body, pool["organizations"][:place])
        for place, body in enumerate(_draw(draw, Organization, pool["organizations"], pool, {}))
    ]
    groups = {body.id for body in organizations if body.classification is OrganizationClassification.GROUP}
    offices = [id for id in (*pool["posts"], *pool["organizations"]) if id not in groups]
    actors = [*pool["people"], *pool["organizations"], *pool["posts"]]
    bodies = {**pool, "organizations": [id for id in pool["organizations"] if id not in groups]}
    # What the rules ask beyond the fields: an authority in office, a speaker.
    asked = {Order: {"issued_by": offices}, Measure: {"issued_by": offices}, Statement: {"speakers": actors}}
    for name, cls in TABLES.items():
        if not all(asked.get(cls, {}).values()) or not _can_refer(cls, pool):
            pool[name] = []
    wanted, pool["relations"] = pool["relations"], []  # nothing refers to one, as it may not come about
    others = [
        _mended(draw, record, ())
        for name, cls in TABLES.items()
        if cls not in (Organization, Relation)
        for record in _draw(draw, cls, pool[name], bodies if cls is Measure else pool, asked.get(cls, {}))
    ]
    known = {record.id: record for record in (*organizations, *others)}
    drawn = _draw(draw, Relation, wanted, pool, {})
    relations = [found for each in drawn if (found := _related(draw, each, pool, known))]
    title, summary = draw(st.text(UTF8)), draw(st.text(UTF8))
    return Collection.of([*organizations, *others, *relations], id=draw(slugs()), title=title, summary=summary)


def register() -> None:
    """Tell Hypothesis of every class, so that `st.from_type` builds it. Its entry point calls this."""
    # As functions of the type: building the strategies would slow every start of Hypothesis.
    for cls in (*TABLES.values(), *PARTS):
        st.register_type_strategy(cls, records)
    st.register_type_strategy(Collection, lambda _: collections())
    st.register_type_strategy(PartialDate, lambda _: partial_dates())


def _draw(
    draw: st.DrawFn, cls: type[Any], ids: Sequence[str], pool: Pool, asked: Mapping[str, Sequence[str]]
) -> list[Any]:
    """A record for each id, its references drawn from the pool, some of those asked for in the fields that ask."""
    made: list[Any] = []
    for id in ids:
        chosen = {field: draw(st.lists(st.sampled_from(some), min_size=1)) for field, some in asked.items()}
        others = {table: [other for other in some if other != id] for table, some in pool.items()}
        aliases = draw(st.sampled_from([(), (f"{id}-before",)]))
        record = _resolved(draw, draw(records(cls)), others)
        made.append(attrs.evolve(record, id=id, aliases=aliases, **chosen))
    return made


def _resolved(draw: st.DrawFn, value: Any, pool: Pool) -> Any:
    """The value with every reference, in its parts too, drawn from the pool; without those that find nothing there."""
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        item, many, _ = field_type(field.type)
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
        item, many, optional = field_type(field.type)
        if not many and not optional and (ref := ref_of(item)) and not _candidates(ref, pool):
            return False
    return True


def _mended(draw: st.DrawFn, value: Any, above: Sequence[str]) -> Any:
    """The record, or a part of one, without what a rule calls an error in it."""
    names = [field.name for field in attrs.fields(type(value))]
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        item, many, _ = field_type(field.type)
        held = getattr(value, field.name)
        if many and item is Evidence:
            # A name for each field that it is said to bear out.
            changes[field.name] = tuple(
                attrs.evolve(each, supports=[draw(st.sampled_from(names)) for _ in each.supports]) for each in held
            )
        elif many and scalar(item) is None:
            changes[field.name] = tuple(_mended(draw, part, ()) for part in held)
    if "division" in names:
        authority = not isinstance(value, Order | Measure)  # which law reaches as far as it or less
        changes["division"] = draw(st.sampled_from(_DIVISIONS if authority else ("", _CITY)))
    return attrs.evolve(value, **changes, **_MENDS.get(type(value), _unchanged)(draw, value, above))


def _unchanged(_draw: st.DrawFn, _value: Any, _above: Sequence[str]) -> dict[str, Any]:
    return {}


def _in_order(low: str, high: str, _draw: st.DrawFn, value: Any, _above: Sequence[str]) -> dict[str, Any]:
    """Two fields the other way round where they are the wrong way."""
    first, last = getattr(value, low), getattr(value, high)
    if first is None or last is None:
        return {}
    wrong = last.before(first) if isinstance(last, PartialDate) else last < first
    return {low: last, high: first} if wrong else {}


def _body(draw: st.DrawFn, value: Organization, above: Sequence[str]) -> dict[str, Any]:
    parent = draw(st.sampled_from(above)) if value.parent and above else None
    return {"parent": parent, **_in_order("minimum_size", "size", draw, value, above)}


def _towards(_draw: st.DrawFn, value: TargetStance, _above: Sequence[str]) -> dict[str, Any]:
    return {} if value.target or value.topic.strip() else {"topic": "something"}


_MENDS: Mapping[type, Callable[[st.DrawFn, Any, Sequence[str]], dict[str, Any]]] = {
    Organization: _body,
    Membership: partial(_in_order, "start_date", "end_date"),
    Event: partial(_in_order, "start_date", "end_date"),
    TargetStance: _towards,
}


def _related(draw: st.DrawFn, relation: Relation, pool: Pool, known: Mapping[str, Any]) -> Relation | None:
    """The relation between two records of which the first is listed after the other, so that none go in a circle."""
    related = [(table, id) for table in ("sources", "orders", "measures", "provisions", "events") for id in pool[table]]
    ends = [(one, other) for place, one in enumerate(related) for other in related[:place]]
    fitting = [
        (subject, predicate, object)
        for (subject_table, subject), (object_table, object) in ends
        for predicate in RelationKind
        if fits(predicate, subject_table, object_table)
    ]
    if not fitting:
        return None
    subject, predicate, object = draw(st.sampled_from(fitting))
    day, other = came_about(known[subject]), began(known[object])
    if day and other and day.before(other):  # which some predicates exclude
        return None
    mended: Relation = _mended(draw, relation, ())
    return attrs.evolve(mended, subject=subject, predicate=predicate, object=object, scope=())
