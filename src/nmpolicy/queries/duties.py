"""What an actor must, may and must not do."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from nmpolicy.queries.force.in_force import Force, force_of_each
from nmpolicy.queries.intervals import time_of
from nmpolicy.queries.offices import held, holders, posts_of
from nmpolicy.queries.tenures import Tenure
from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind
from nmpolicy.vocabulary.terms import ProvisionKind


@frozen
class Duty:
    """What a provision makes of an act of an actor, on a day.

    .. versionadded:: 0.1
    """

    #: The provision.
    provision: Provision
    #: Id of the bearer by which it reaches the actor: itself, a post that it holds, a body that it is part of, a group.
    bearer: str
    #: Whether it binds or empowers the actor; `None`: the records do not decide it, as for a group that may include it.
    answer: bool | None
    #: Whether the provision is in force on that day.
    force: Force


def duties(collection: Collection, actor: str | Record, on: str | date) -> tuple[Duty, ...]:
    """What the provisions of a collection ask of an actor, allow it and forbid it, in the order of the document.

    An actor is bound by what binds itself, a post that it holds on that day, or a group that it is a member of then. Whether it is bound by what binds a body that it is a part or an office of, or a group that is drawn
    from such a body, the records do not decide.

    >>> from nmpolicy.records.actors import Organization
    >>> city, police = (Organization(id="city", name="A city"), Organization(id="police", name="Its police", parent="city"))
    >>> more = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"], "aim": "report"}
    >>> rules = [Provision(id="eo.a", bearers=["police"], **more), Provision(id="eo.b", bearers=["city"], **more)]
    >>> demo = Collection(id="demo", title="A demonstration", organizations=[city, police], provisions=rules)
    >>> [(duty.provision.id, duty.bearer, duty.answer) for duty in duties(demo, "police", "2025")]
    [('eo.a', 'police', True), ('eo.b', 'city', None)]

    Raises `UnknownIdError` where there is no such record, and `InvalidDateError` for what is no date.

    .. versionadded:: 0.1
    """
    day, record = PartialDate(on), collection[actor]
    id, reach = record.id, _reach(collection, record, day)
    found = [
        (provision, bearer)
        for provision in collection.provisions
        if provision.kind is ProvisionKind.REGULATIVE
        for bearer in _nearest(provision, id, reach)
    ]
    force = force_of_each(collection, [provision for provision, _ in found], day)
    return tuple(
        Duty(provision, bearer, reach[bearer], answer) for (provision, bearer), answer in zip(found, force, strict=True)
    )


def _nearest(provision: Provision, actor: str, reach: Mapping[str, bool | None]) -> list[str]:
    """The bearer by which a provision reaches an actor most surely, if any does."""
    bearers = [bearer for bearer in provision.bearers if bearer in reach]
    return sorted(bearers, key=lambda bearer: (not reach[bearer], bearer != actor))[:1]


def _reach(collection: Collection, actor: Record, day: PartialDate) -> Mapping[str, bool | None]:
    """Ids of all who are bound where the actor is bound, and whether it surely is."""
    found: dict[str, bool | None] = {actor.id: True}
    for id, answer in _offices_and_groups(collection, actor, day):
        found[id] = True if answer or found.get(id) else None
    bodies = {above for id in [*found] for above in _above(collection, id)}
    drawn = [
        body.id for body in collection.organizations if body.classification is Kind.GROUP and body.parent in bodies
    ]
    return {**found, **{id: None for id in (*sorted(bodies), *drawn) if id not in found}}


def _offices_and_groups(collection: Collection, actor: Record, day: PartialDate) -> Iterator[tuple[str, bool | None]]:
    """The posts that an actor holds on a day, or may, and the groups that it is a member of, or may be."""
    for post in posts_of(collection, actor.id):
        yield from ((post, each.answer) for each in holders(collection, post, day) if each.holder == actor.id)
    for each in collection.memberships:
        body = collection.get(each.organization) if each.member == actor.id else None
        if isinstance(body, Organization) and body.classification is Kind.GROUP:
            tenure = Tenure(body.id, each.member, each.id, each.start_date, each.end_date)
            if found := held(tenure, [], time_of(day)):
                yield body.id, found.answer


def _above(collection: Collection, id: str) -> Iterator[str]:
    """The bodies that a body or a post is a part or an office of, and those that they are parts of."""
    seen = {id}
    record = collection.get(id)
    while isinstance(record, Organization | Post):
        above = record.organization if isinstance(record, Post) else record.parent
        if above is None or above in seen:
            return
        seen.add(above)
        yield above
        record = collection.get(above)
