"""Organizations, posts, people and memberships of Open Civic Data."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from nmpolicy.exports.open_civic_data.ocd_folder import MAX_NAME, Json, OcdFolder, name_of
from nmpolicy.exports.open_civic_data.ocd_terms import ORGANIZATIONS, is_approximate
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.rules.facts.jurisdiction import is_division, parent_cycles
from nmpolicy.vocabulary.terms import OrganizationClassification

#: The classifications whose organizations need no source.
_WITHOUT_SOURCES = frozenset({"party", "legislature", "upper", "lower", "executive"})
_MAX_OTHER_NAME = 500
_MAX_SUMMARY = 500
_MAX_SUFFIX = 100
_Named: TypeAlias = Person | Organization | Post


def add_people_and_organizations(folder: OcdFolder) -> None:
    """Add the organizations, posts, people and memberships that the format can hold."""
    _add_organizations(folder)
    _add_posts(folder)
    memberships = list(_memberships(folder))
    # pupa finds a person again only by a membership in an organization of the jurisdiction, and a party is in none.
    members = {each.member for each, organization in memberships if not _is_party(folder, organization)}
    _add_people(folder, members)
    _add_memberships(folder, [(each, organization) for each, organization in memberships if each.member in members])
    folder.losses["Membership (of someone who belongs only to a party here)"] += sum(
        each.member not in members for each, _ in memberships
    )


def _is_party(folder: OcdFolder, organization: str) -> bool:
    found = folder.collection.get(organization, Organization)
    return found is not None and found.classification is OrganizationClassification.PARTY


def _add_organizations(folder: OcdFolder) -> None:
    kept: list[Organization] = []
    classifications: dict[str, tuple[OrganizationClassification, str]] = {}
    for each in folder.collection.organizations:
        if folder.is_other(each.id):
            folder.losses["Organization (of another jurisdiction)"] += 1
        elif each.classification is None or each.classification not in ORGANIZATIONS:
            folder.losses[f"Organization (of classification {each.classification or 'unknown'})"] += 1
        else:
            kept.append(each)
            classifications[each.id] = each.classification, ORGANIZATIONS[each.classification]
            folder.exported[each.id] = each
    parents = {each.id: _parent(folder, each) for each in kept}
    names = _distinct_names(folder, kept, {each.id: (classifications[each.id][1], parents[each.id]) for each in kept})
    for each in kept:
        classification, nearest = classifications[each.id]
        if is_approximate(classification, nearest):
            folder.losses[f"Organization.classification ({classification}, held as {nearest})"] += 1
        if each.division and each.division != folder.jurisdiction.division:
            folder.losses["Organization.division"] += 1
        name, others = names[each.id]
        content = {
            "name": name,
            "other_names": [_other_name(other) for other in others],
            "identifiers": folder.identifiers(each.identifiers),
            "classification": nearest,
            "parent_id": folder.reference(parents[each.id]),
            "founding_date": "",
            "dissolution_date": "",
            "image": "",
            "contact_details": [],
            "links": [],
            "sources": folder.sources(each, each.evidence, required=nearest not in _WITHOUT_SOURCES),
        }
        folder.add_record("organization", each, content, classification=classification)


def _parent(folder: OcdFolder, organization: Organization) -> str | None:
    """Return the parent of an organization, if it has an object and does not close a cycle of parents."""
    parent = organization.parent
    closes = parent == organization.id or organization.id in parent_cycles(folder.collection)
    if parent and (closes or parent not in folder.exported):
        folder.losses["Organization.parent"] += 1
        return None
    return parent


def _add_posts(folder: OcdFolder) -> None:
    kept: list[Post] = []
    for each in folder.collection.posts:
        if folder.organization_of(each.id) is None:
            folder.losses["Post (without an organization here)"] += 1
        else:
            kept.append(each)
    names = _distinct_names(folder, kept, {each.id: each.organization for each in kept})
    for each in kept:
        has_division = is_division(each.division)
        if each.division and not has_division:
            folder.losses["Post.division (malformed)"] += 1
        label, others = names[each.id]
        folder.losses["Post.other_names"] += bool(others)
        content: Json = {
            "label": label,
            "role": "",
            "organization_id": folder.reference(each.organization),
            "division_id": each.division if has_division else None,
            "start_date": "",
            "end_date": "",
            "contact_details": [],
            "links": [],
        }
        if (most := each.maximum_memberships) and folder.fits(most, "Post.maximum_memberships"):
            content["maximum_memberships"] = most
        folder.add_record("post", each, content)


def _memberships(folder: OcdFolder) -> Iterator[tuple[Membership, str]]:
    """Yield the memberships of people in organizations that have objects, each with the id of the organization."""
    for each in folder.collection.memberships:
        member = folder.collection.get(each.member, Person)
        organization = folder.organization_of(each.organization or each.post)
        if member is None:
            folder.losses["Membership (of an organization)"] += 1
        elif not member.name.strip():
            folder.losses["Membership (of a person without a name)"] += 1
        elif organization is None:
            folder.losses["Membership (in no organization here)"] += 1
        else:
            yield each, organization


def _add_people(folder: OcdFolder, members: set[str]) -> None:
    """Add the people with a name and a membership: pupa refuses to load others."""
    kept: list[Person] = []
    for each in folder.collection.people:
        if each.id in members:
            kept.append(each)
        else:
            reason = "without a membership here" if each.name.strip() else "without a name"
            folder.losses[f"Person ({reason})"] += 1
    names = _distinct_names(folder, kept, dict.fromkeys(members))
    for each in kept:
        name, others = names[each.id]
        is_short = len(each.summary) <= _MAX_SUMMARY
        content = {
            "name": name,
            "other_names": [_other_name(other) for other in others],
            "identifiers": folder.identifiers(each.identifiers),
            "gender": "",
            "birth_date": "",
            "death_date": "",
            "image": "",
            "summary": each.summary if is_short else "",
            "biography": "" if is_short else each.summary,
            "national_identity": "",
            "contact_details": [],
            "links": [],
            "sources": folder.sources(each, each.evidence),
        }
        folder.add_record("person", each, content)


def _add_memberships(folder: OcdFolder, memberships: Iterable[tuple[Membership, str]]) -> None:
    """Add memberships. Of those that pupa would join, only one is added, preferably one with a first day."""
    starts: set[Hashable] = set()
    ends: set[Hashable] = set()
    for each, organization in sorted(memberships, key=lambda item: (item[0].start_date is None, item[0].id)):
        if each.organization and each.post and folder.organization_of(each.post) is None:
            folder.losses["Membership.post"] += 1
        post = folder.exported.get(each.post or "")
        label = folder.short(name_of(post), MAX_NAME, "The name of a post") if post else ""
        role = folder.short(each.role, MAX_NAME, "Membership.role")
        start = folder.day(each.start_date, "Membership.start_date")
        end = folder.day(each.end_date, "Membership.end_date")
        known = (each.member, organization, role, post and post.id)
        if ((*known, start) in starts) if start else ((*known, end) in ends):
            folder.losses["Membership (like another in all that Open Civic Data holds)"] += 1
            continue
        starts.add((*known, start))
        ends.add((*known, end))
        person = folder.exported[each.member]
        content: Json = {
            "label": label,
            "role": role,
            "person_id": folder.reference(each.member),
            "person_name": name_of(person)[:MAX_NAME],
            "organization_id": folder.reference(organization),
            "post_id": folder.reference(post.id) if post else None,
            "on_behalf_of_id": None,
            "start_date": start,
            "end_date": end,
            "contact_details": [],
            "links": [],
        }
        folder.add_record("membership", each, content)


def _distinct_names(
    folder: OcdFolder, records: Sequence[_Named], groups: Mapping[str, Hashable]
) -> dict[str, tuple[str, list[str]]]:
    """Return the name and the other names of each record, unique in each group, as pupa joins records of one name.

    A name that several records share is followed by the id. Another name is left out if a second record has it.
    """
    kind = type(records[0]).__name__ if records else ""
    bases = {each.id: folder.short(name_of(each), MAX_NAME, f"{kind}.name") for each in records}
    shared = Counter((groups[id], base) for id, base in bases.items())
    taken = set(shared)
    names: dict[str, str] = {}
    for id, base in bases.items():
        names[id] = base
        if shared[groups[id], base] > 1:
            folder.losses[f"{kind}.name (shared, and so followed by the id)"] += 1
            suffixes = (f" ({each})" for each in (id, folder.uuid(id)))
            longer = (base[: MAX_NAME - len(suffix)] + suffix for suffix in suffixes if len(suffix) <= _MAX_SUFFIX)
            names[id] = next(name for name in longer if (groups[id], name) not in taken)
            taken.add((groups[id], names[id]))
    uses = Counter((groups[each.id], other) for each in records for other in {*each.other_names})
    found: dict[str, tuple[str, list[str]]] = {}
    for each in records:
        others: list[str] = []
        for other in folder.filled(each.other_names, f"{kind}.other_names"):
            key = (groups[each.id], other)
            if key in taken or uses[key] > 1 or len(other) > _MAX_OTHER_NAME:
                folder.losses[f"{kind}.other_names (shared, or over 500 characters)"] += 1
            else:
                others.append(other)
        found[each.id] = (names[each.id], others)
    return found


def _other_name(name: str) -> Json:
    return {"name": name, "note": "", "start_date": "", "end_date": ""}
