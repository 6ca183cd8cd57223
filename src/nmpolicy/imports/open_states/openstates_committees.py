"""Committees of Open States and their members."""

from collections.abc import Mapping, Sequence

from nmpolicy.imports.input_items import InputItem
from nmpolicy.imports.open_states.openstates_organizations import (
    SCHEME,
    add_chamber,
    add_government,
    keep_or_miss,
    read_jurisdiction,
)
from nmpolicy.imports.open_states.us_jurisdictions import chamber_kind
from nmpolicy.imports.pending_records import Ids, Key, PendingRecords, add_membership, named_id
from nmpolicy.imports.person_names import other_names
from nmpolicy.records.actors import Organization, Person
from nmpolicy.records.base import Identifier
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind


def add_committees(
    pending: PendingRecords,
    committees: Mapping[str, InputItem],
    places: Mapping[str, str],
    people: Mapping[str, set[str]],
) -> None:
    """Add committees and their members, among them people who are in no other file.

    `committees` are the objects by id, `places` the names of jurisdictions, and `people` the names of each person.
    """
    members = {id: _add_committee(pending, id, item, committees, places) for id, item in committees.items()}
    unknown: dict[str, set[str]] = {}
    for each in (member for of_one in members.values() for member in of_one):
        if (id := each.text("person_id")) and id not in people:
            unknown.setdefault(id, set()).add(each.text("name"))
    for id, names in unknown.items():
        _add_person(pending, ("person", id), names, id, [Identifier(scheme=SCHEME, identifier=id)])
    for committee, of_one in members.items():
        for each in of_one:
            _add_member(pending, committee, each, people)


def _add_committee(
    pending: PendingRecords,
    id: str,
    item: InputItem,
    committees: Mapping[str, InputItem],
    places: Mapping[str, str],
) -> Sequence[InputItem]:
    """Add a committee. Return its members."""
    place, chamber = read_jurisdiction(item, places), item.text("chamber")
    parent: Key | None = None
    if place and chamber_kind(chamber):
        parent = add_chamber(pending, place, chamber)
    else:
        parent = add_government(pending, place) if place else None
        keep_or_miss(item, "chamber", "upper, lower or legislature")
    item.skip("id")
    if item.value.get("classification") in ("committee", "subcommittee"):  # can be a list
        item.skip("classification")  # a subcommittee is one that has a parent
    if (above := item.text("parent")) in committees:
        parent = ("committee", above)
    elif above:
        item.keep("parent", "NMP014", "the id of a committee in the files")
    name = item.text("name")
    if not name:
        keep_or_miss(item, "name", "a text")
    others = [other.text("name") for other in item.items("other_names")]

    def make(own_id: str, ids: Ids) -> Organization:
        return Organization(
            id=own_id,
            name=name or id,
            other_names=other_names(name, others),
            classification=Kind.COMMITTEE,
            parent=None if parent is None else ids[parent],
            division=place.division if place else "",
            identifiers=[Identifier(scheme=SCHEME, identifier=id)],
            extra=item.kept,
        )

    pending.add(("committee", id), [named_id(name, id, "committee")], make)
    return [*item.items("members")]


def _add_member(pending: PendingRecords, committee: str, item: InputItem, people: Mapping[str, set[str]]) -> None:
    id, name, role = item.text("person_id"), item.text("name"), item.text("role")
    key: Key = ("person", id)
    if not id:  # only the name is known, and it may be another person in another committee
        key = ("person", committee, name)
        _add_person(pending, key, {name}, committee, [])
    elif name not in people.get(id, {name}):
        item.log.leave_out(f"{item.kind}.name")
    is_new = add_membership(
        pending,
        key,
        organization=("committee", committee),
        role="" if role == "member" else role,
        start=item.date("start_date"),
        end=item.date("end_date"),
        extra=item.kept,
    )
    if not is_new:
        item.report("the same member is listed twice; the second entry is left out", "NMP014")


def _add_person(
    pending: PendingRecords, key: Key, names: set[str], foreign_id: str, identifiers: Sequence[Identifier]
) -> None:
    """Add a person who is known only from committees, by the longest of the names there."""
    name, *others = sorted(names, key=lambda each: (-len(each), each))
    pending.add(
        key,
        [named_id(name, foreign_id, "person")],
        lambda own_id, _: Person(id=own_id, name=name, other_names=other_names(name, others), identifiers=identifiers),
    )
