"""People, posts, parties and committees from the YAML files of Open States."""

from collections.abc import Mapping
from typing import Any

from nmpolicy.imports.imported import Imported
from nmpolicy.imports.input_files import Input, each_file, input_name, refuse
from nmpolicy.imports.input_items import InputItem, InputLog
from nmpolicy.imports.openstates_committees import add_committees
from nmpolicy.imports.openstates_organizations import (
    SCHEME,
    add_chamber,
    add_government,
    add_office,
    add_party,
    add_seat,
    keep_or_miss,
    read_jurisdiction,
)
from nmpolicy.imports.pending_records import Key, PendingRecords, add_membership, named_id
from nmpolicy.imports.person_names import other_names, skip_name_parts
from nmpolicy.imports.unique_items import unique_items
from nmpolicy.imports.us_jurisdictions import chamber_kind
from nmpolicy.imports.yaml_files import read_yaml
from nmpolicy.records.actors import Person
from nmpolicy.records.base import Identifier
from nmpolicy.records.builder import CollectionBuilder
from nmpolicy.records.collection import Collection
from nmpolicy.records.sources import Source

SOURCE = Source(
    id="open-states-people", kind="dataset", title="Open States people", url="https://github.com/openstates/people"
)
_PERSON, _COMMITTEE = "ocd-person/", "ocd-organization/"


def read_openstates_people(*inputs: Input, source: Source = SOURCE) -> Imported:
    r"""Read people, and committees if there are any, from YAML files of Open States or folders of them.

    Each person becomes a record with the roles and the parties as memberships. Contact details, dates of birth and
    death, pictures and links are not read. The records cite `source`.

    Raises `UnreadableDocumentError` for a file that cannot be read, is not safe YAML, or is neither a person nor a
    committee nor a list of municipalities; and `MissingExtraError` without PyYAML.

    >>> from io import BytesIO
    >>> person = b"id: ocd-person/180ddc37-53e9-45aa-93d5-5a521e6e395f\nname: Tim Keller\nroles: []"
    >>> print(read_openstates_people(BytesIO(person)).collection.people[0].id)
    tim-keller-180ddc37

    .. versionadded:: 0.1
    """
    log, pending = InputLog(), PendingRecords()
    places: dict[str, str] = {}
    people: dict[str, list[InputItem]] = {}
    committees: dict[str, list[InputItem]] = {}
    for file in each_file(inputs, ".yml", ".yaml"):
        data, name = read_yaml(file), input_name(file)
        if isinstance(data, list):
            places |= _names_of_places(data, log, name)
        elif (id := _id(data)).startswith(_PERSON):
            people.setdefault(id, []).append(InputItem(data, log, name, "people"))
        elif id.startswith(_COMMITTEE):
            committees.setdefault(id, []).append(InputItem(data, log, name, "committees"))
        else:
            raise refuse(file, f"expected a person or a committee, whose id begins with {_PERSON} or {_COMMITTEE}")
    names = {id: _add_person(pending, id, item, places) for id, item in unique_items(people).items()}
    add_committees(pending, unique_items(committees), places, names)
    builder = CollectionBuilder(Collection(id="open-states-people", title="People of Open States", sources=[source]))
    with builder.citing(source):
        for record in pending.settled():
            builder.add(record)
    return Imported(collection=builder.build(), left_out=log.left_out(), problems=log.problems_in_order())


def _id(data: Any) -> str:
    id = data.get("id") if isinstance(data, Mapping) else None
    return id.strip() if isinstance(id, str) else ""


def _names_of_places(data: list[Any], log: InputLog, file: str) -> dict[str, str]:
    """Return the names of jurisdictions by their ids, from a list of municipalities."""
    listed = InputItem({"": data}, log, file, "municipalities")
    return {each.text("id"): each.text("name") for each in listed.items("", "municipalities")}


def _add_person(pending: PendingRecords, id: str, item: InputItem, places: Mapping[str, str]) -> set[str]:
    """Add a person with all memberships. Return the names."""
    key, name = ("person", id), item.text("name")
    item.skip("id")
    if not name:
        keep_or_miss(item, "name", "a text")
    skip_name_parts(item, name)
    others = [each.text("name") for each in item.items("other_names")]
    identifiers = [Identifier(scheme=SCHEME, identifier=id)]
    for each in item.items("other_identifiers"):
        if (scheme := each.text("scheme")) and (identifier := each.text("identifier")):
            identifiers.append(Identifier(scheme=scheme, identifier=identifier))
        else:
            keep_or_miss(each, "identifier" if scheme else "scheme", "a text")
    pending.add(
        key,
        [named_id(name, id, "person")],
        lambda own_id, _: Person(
            id=own_id,
            name=name,
            other_names=other_names(name, others),
            identifiers=list(dict.fromkeys(identifiers)),
            extra=item.kept,
        ),
    )
    for role in item.items("roles"):
        _add_role(pending, key, role, places)
    for party in item.items("party"):
        _add_party(pending, key, party)
    return {name, *others}


def _add_role(pending: PendingRecords, person: Key, item: InputItem, places: Mapping[str, str]) -> None:
    place, type = read_jurisdiction(item, places), item.text("type")
    post = organization = None
    if not type:
        keep_or_miss(item, "type", "the type of a role, such as upper or governor")
    elif place and chamber_kind(type):
        if district := item.text("district"):
            post = add_seat(pending, place, type, district)
        else:
            organization = add_chamber(pending, place, type)
    elif place:
        post = add_office(pending, place, type)
    if not (post or organization) and place:
        organization = add_government(pending, place)
    role = "" if post or organization else type
    _add_dated(pending, person, item, post=post, organization=organization, role=role)


def _add_party(pending: PendingRecords, person: Key, item: InputItem) -> None:
    """Add the membership in a party; in several for names such as `Democratic/Working Families`."""
    names = [name for each in item.text("name").split("/") if (name := each.strip())]
    if not names:
        keep_or_miss(item, "name", "the name of a party")
    for name in names:
        _add_dated(pending, person, item, organization=add_party(pending, name))


def _add_dated(pending: PendingRecords, person: Key, item: InputItem, **where: Any) -> None:
    start, end = item.date("start_date"), item.date("end_date")
    if not add_membership(pending, person, start=start, end=end, extra=item.kept, **where):
        item.report("the same entry is listed twice; the second one is left out", "NMP014")
