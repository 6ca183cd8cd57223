"""Duties: the provisions that say what an actor must, may or must not do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import get_args

from attrs import frozen

from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.deadline_days import deadline_days
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.in_force import Force, force_of_each
from nmpolicy.queries.holders import holder_in_tenure, holders_among, posts_held
from nmpolicy.queries.intervals import interval_of
from nmpolicy.queries.served_tenures import ServedTenure
from nmpolicy.queries.tenures import Tenure
from nmpolicy.records.actors import Actor, Organization, Post
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record, wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import ActorRef, InstrumentRef, ProvisionRef
from nmpolicy.vocabulary.terms import OrganizationClassification, ProvisionCoverage, ProvisionKind


@frozen(repr=False)
class Duty(Answer):
    """A provision that binds or empowers an actor on a day, or may.

    .. versionadded:: 0.1
    """

    provision: ProvisionRef
    """Id of the provision."""
    bearer: ActorRef
    """Id of the bearer through which it reaches the actor: the actor, a post it holds, a body above it, or a group."""
    answer: bool | None
    """True if it binds or empowers the actor; None if the records do not decide it."""
    force: Force
    """The answer to whether the provision is in force on that day."""
    was_due: date | None = None
    """The last day of its deadline, inclusive, if that is certainly over; None if it is not, or is not known."""


@frozen(repr=False)
class ProvisionGaps(Answer):
    """The instruments that may be in force on a day and may have provisions that are not recorded.

    .. versionadded:: 0.1
    """

    incomplete: tuple[InstrumentRef, ...]
    """Ids of those of which only some provisions are recorded."""
    unknown: tuple[InstrumentRef, ...]
    """Ids of those for which the records do not say whether all provisions are recorded."""


def duties(collection: Collection, actor: str | Record, on: DateLike) -> Answers[Duty]:
    """Return the provisions that require something of an actor, allow it or forbid it, in document order.

    A provision binds an actor if its bearer is the actor itself, a post that the actor holds on that day, or a group of
    which the actor is a member on that day. If the bearer is a body that the actor is part of, or a group within such a
    body, the records do not decide it. An act whose deadline is over is still listed, with the day by which it was due,
    because no record says whether it was done.

    >>> city = Organization(id="city", name="A city")
    >>> police = Organization(id="police", name="Its police", parent="city")
    >>> more = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"], "aim": "report"}
    >>> provisions = [Provision(id="eo.a", bearers=["police"], **more), Provision(id="eo.b", bearers=["city"], **more)]
    >>> demo = Collection(id="demo", title="A demonstration", organizations=[city, police], provisions=provisions)
    >>> [(duty.provision, duty.bearer, duty.answer) for duty in duties(demo, "police", "2025")]
    [('eo.a', 'police', True), ('eo.b', 'city', None)]

    Raises `UnknownIdError` if there is no such record, `InvalidTypeError` if it is not a person, an organization or a
    post, and `InvalidDateError` if `on` is not a date.

    Terms: Institutional Grammar 2.0 (attributes, deontic).

    .. versionadded:: 0.1
    """
    check_collections(collection)
    day, record = PartialDate(on), collection[actor]
    if not isinstance(record, get_args(Actor)):
        raise wrong_class(record, "an actor; give a person, an organization or a post")
    bearers = _bearers(collection, record, day)
    listed = {index: each for id in bearers for index, each in _provisions_by_bearer(collection).get(id, ())}
    provisions = [listed[index] for index in sorted(listed)]
    forces = force_of_each(collection, provisions, day)
    found = (
        Duty(provision.id, bearer, bearers[bearer], force, _past_deadline(collection, provision, day))
        for provision, force in zip(provisions, forces, strict=True)
        for bearer in [_most_certain_bearer(provision, record.id, bearers)]
    )
    return Answers(found, f"Duties of {record.label} on {day.label}", collection)


def provision_gaps(collection: Collection, on: DateLike) -> ProvisionGaps:
    """Return the instruments whose recorded provisions may not be all of theirs, if they may be in force on a day.

    A duty that is not recorded may come from any of them.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> more = {"kind": "other", "title": "An order", "milestones": [Milestone(stage="signed", date="2024")]}
    >>> orders = [Order(id="a", provision_coverage="some", **more), Order(id="b", provision_coverage="all", **more)]
    >>> provision_gaps(Collection(id="demo", title="A demonstration", orders=orders), "2025")
    <ProvisionGaps incomplete=('a',)>

    Raises `InvalidDateError` if `on` is not a date.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    asked = [each for each in collection.instruments if each.provision_coverage is not ProvisionCoverage.ALL]
    forces = force_of_each(collection, asked, PartialDate(on))
    possible = [each for each, force in zip(asked, forces, strict=True) if force.answer is not False]
    return ProvisionGaps(
        tuple(each.id for each in possible if each.provision_coverage is not None),
        tuple(each.id for each in possible if each.provision_coverage is None),
    )


def _most_certain_bearer(provision: Provision, actor: str, bearers: Mapping[str, bool | None]) -> str:
    """Return the bearer through which a provision most certainly reaches an actor."""
    reaching = (bearer for bearer in provision.bearers if bearer in bearers)
    return min(reaching, key=lambda bearer: (not bearers[bearer], bearer != actor))


def _past_deadline(collection: Collection, provision: Provision, day: PartialDate) -> date | None:
    """Return the last possible day of the deadline of a provision, if it is before a day."""
    due = deadline_days(collection, effective_dates(collection), provision)
    return due.last if due and due.last and due.last < day.earliest else None


def _bearers(collection: Collection, actor: Record, day: PartialDate) -> Mapping[str, bool | None]:
    """Return the ids of the bearers whose provisions bind an actor, each with True, or None if that is undecided."""
    found: dict[str, bool | None] = {actor.id: True}
    for id, answer in _posts_and_groups(collection, actor.id, day):
        found[id] = True if answer or found.get(id) else None
    bodies = _bodies_above(collection, found)
    groups = (group for body in bodies for group in _groups_by_parent(collection).get(body, ()))
    return {**dict.fromkeys((*bodies, *groups)), **found}


def _posts_and_groups(collection: Collection, actor: str, day: PartialDate) -> Iterator[tuple[str, bool | None]]:
    """Yield the posts that an actor holds on a day, or may, and the groups of which it is a member, or may be."""
    for post in posts_held(collection, actor):
        yield from ((post, each.answer) for each in holders_among(collection, post, [actor], interval_of(day)))
    for tenure in _group_memberships(collection).get(actor, ()):
        if found := holder_in_tenure(ServedTenure(tenure), interval_of(day)):
            yield tenure.post, found.answer


def _bodies_above(collection: Collection, ids: Iterable[str]) -> Iterable[str]:
    """Return the bodies that some organizations and posts are part of, up to the topmost, each once."""
    found: dict[str, None] = {}
    for id in ids:
        record = collection.get(id)
        while isinstance(record, Organization | Post):
            above = record.organization if isinstance(record, Post) else record.parent
            if above is None or above in found:
                break
            found[above] = None
            record = collection.get(above)
    return found


@once_per_collection
def _provisions_by_bearer(collection: Collection) -> Mapping[str, Sequence[tuple[int, Provision]]]:
    """Return the regulative provisions of each bearer, with their positions in the collection."""
    found: dict[str, list[tuple[int, Provision]]] = {}
    for index, provision in enumerate(collection.provisions):
        for bearer in provision.bearers if provision.kind is ProvisionKind.REGULATIVE else ():
            found.setdefault(bearer, []).append((index, provision))
    return found


@once_per_collection
def _group_memberships(collection: Collection) -> Mapping[str, Sequence[Tenure]]:
    """Return the memberships in groups by member. The group takes the place of the post."""
    found: dict[str, list[Tenure]] = {}
    for each in collection.memberships:
        group = collection.get(each.organization, Organization)
        if group and group.classification is OrganizationClassification.GROUP:
            tenure = Tenure(group.id, each.member, each.id, each.start_date, each.end_date)
            found.setdefault(each.member, []).append(tenure)
    return found


@once_per_collection
def _groups_by_parent(collection: Collection) -> Mapping[str, Sequence[str]]:
    """Return the ids of the groups within each organization."""
    found: dict[str, list[str]] = {}
    for each in collection.organizations:
        if each.parent and each.classification is OrganizationClassification.GROUP:
            found.setdefault(each.parent, []).append(each.id)
    return found
