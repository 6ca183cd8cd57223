"""Memberships of Popolo files, with the legislative periods that they last and the areas that they are for."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from nmpolicy.imports.input_items import InputItem
from nmpolicy.imports.pending_records import Key, add_membership, named_id, slug_or
from nmpolicy.imports.popolo.popolo_actors import PopoloActors, shown
from nmpolicy.imports.popolo.popolo_dates import popolo_date, uncertain_year
from nmpolicy.imports.popolo.popolo_objects import Link
from nmpolicy.records.actors import Post
from nmpolicy.records.base import Identifier
from nmpolicy.vocabulary.dates import PartialDate

#: The first and the last day of a legislative period.
Period: TypeAlias = tuple[PartialDate | None, PartialDate | None]


def add_membership_of(actors: PopoloActors, link: Link, periods: Mapping[str, Period]) -> None:
    """Add a membership. `periods` has the first and the last day of each legislative period."""
    item = link.item
    member = _member(actors, link)
    if member is None or not (link.organization or link.post):
        item.report("the membership has no member, organization or post; it is left out", "NMP014")
        item.log.leave_out("memberships")
        return
    post: Key | None = _seat(actors, link) if link.area else ("post", link.post) if link.post else None
    if link.post and link.post not in actors.posts:
        item.report(f"the post {link.post!r} is not in any file; its id is used as its name", "NMP014")
        actors.add_post(link.post, InputItem({}, item.log, item.file, "posts"))
    of_post = actors.objects.referred("posts", link.post, "organization") if link.post else ""
    organization = actors.organization(link.organization) if link.organization else None
    if link.period and not any(periods.get(link.period, ())):
        item.log.leave_out(f"{item.kind}.legislative_period_id")
    start, end = _dates(item, periods.get(link.period, (None, None)))
    role, identifiers = _role(actors, link), []
    if id := item.text("id"):
        identifiers = [Identifier(scheme=actors.scheme, identifier=id)]
    dates: dict[str, Any] = {"start": start, "end": end}
    is_new = add_membership(
        actors.pending,
        member,
        post=post,
        organization=None if (post and link.organization in {of_post, ""}) or link.area else organization,
        role=role,
        **dates,
        identifiers=identifiers,
        extra=item.kept,
    )
    if link.behalf:
        body = actors.organizations[link.organization].text("name") if link.organization in actors.organizations else ""
        role = f"representative in {body or shown(link.organization)}" if link.organization else "representative"
        add_membership(actors.pending, member, organization=actors.organization(link.behalf), role=role, **dates)
    if not is_new:
        item.report("the same membership is listed twice; the second one is left out", "NMP014")


def _dates(item: InputItem, period: Period) -> Period:
    """Return the first and the last day of a membership: its own, or else those of its legislative period.

    Of a last day that cannot be read, the year is taken as uncertain, so that the membership need not run to this day.
    A date of the period is not taken if the membership ended before it or began after it.
    """
    start, end = item.date("start_date", popolo_date), item.date("end_date", popolo_date)
    if end is None and (ended := item.raw("end_date")) is not None:
        end = uncertain_year(ended)  # without an end, the membership would count as still running
    first, last = period
    if first and item.raw("start_date") is None and not (end and end.before(first)):
        start = first
    if last and item.raw("end_date") is None and not (start and last.before(start)):
        end = last
    return start, end


def _member(actors: PopoloActors, link: Link) -> Key | None:
    if link.person:
        return actors.person(link.person)
    return actors.actor(link.member) if link.member else None


def _role(actors: PopoloActors, link: Link) -> str:
    """Return the role of a membership, unless it only says "member" or repeats the post."""
    role = link.item.text("role")
    post = actors.posts.get(link.post)
    described = {post.text("label"), post.text("role")} if post else set()
    return "" if role.casefold() == "member" or role in described else role


def _seat(actors: PopoloActors, link: Link) -> Key:
    """Add the post of the members for an area. Return its key."""
    key = ("seat", link.organization, link.post, link.area)
    area, post = actors.areas[link.area], actors.posts.get(link.post)
    base = link.post or link.organization
    body = actors.organizations.get(link.organization)
    office = (post and (post.text("label") or post.text("role"))) or (body and body.text("name")) or shown(base)
    organization = link.organization or actors.objects.referred("posts", link.post, "organization")
    owner = actors.organization(organization) if organization else None
    actors.pending.add(
        key,
        [
            f"{slug_or(office)}.{slug_or(area.name, link.area)}",
            f"{slug_or(office)}.{named_id(area.name, link.area, 'area')}",
        ],
        lambda own, ids: Post(
            id=own,
            name=f"{office}, {area.name}",
            organization=None if owner is None else ids[owner],
            division=area.division,
        ),
    )
    return key
