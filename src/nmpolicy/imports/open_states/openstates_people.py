"""People, posts, parties and committees from the YAML files of Open States."""

from collections.abc import Iterator, Mapping
from typing import Any

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.input_files import Input, each_file, input_name, refuse
from nmpolicy.imports.input_items import InputItem, InputLog
from nmpolicy.imports.open_states.openstates_committees import add_committees
from nmpolicy.imports.open_states.openstates_organizations import (
    SCHEME,
    add_chamber,
    add_government,
    add_office,
    add_party,
    add_seat,
    government_key,
    keep_or_miss,
    read_jurisdiction,
)
from nmpolicy.imports.open_states.us_jurisdictions import chamber_kind
from nmpolicy.imports.open_states.yaml_files import read_yaml
from nmpolicy.imports.pending_records import Key, PendingRecords, add_membership, named_id
from nmpolicy.imports.person_names import other_names, skip_name_parts
from nmpolicy.imports.unique_items import unique_items
from nmpolicy.problems import pointer
from nmpolicy.records.actors import Person
from nmpolicy.records.base import Identifier
from nmpolicy.records.builder import CollectionBuilder
from nmpolicy.records.collection import Collection
from nmpolicy.records.sources import Source

SOURCE = Source(
    id="open-states-people", kind="dataset", title="Open States people", url="https://github.com/openstates/people"
)
#: The kind of an object, by the start of its id.
_KINDS = {"ocd-person/": "people", "ocd-organization/": "committees", "ocd-jurisdiction/": "municipalities"}


def read_openstates_people(*inputs: Input, source: Source = SOURCE, max_bytes: int = MAX_BYTES) -> Imported:
    r"""Read people, and committees if there are any, from YAML files of Open States or folders of them.

    Each person becomes a record with the roles and the parties as memberships. Contact details, dates of birth and
    death, pictures and links are not read. The records cite `source`.

    Raises `UnreadableDocumentError` for a file that cannot be read, has more than `max_bytes` bytes, is not safe YAML,
    or holds something other than people, committees and municipalities; and `MissingExtraError` without PyYAML.

    >>> from io import BytesIO
    >>> person = b"id: ocd-person/180ddc37-53e9-45aa-93d5-5a521e6e395f\nname: Tim Keller\nroles: []"
    >>> print(read_openstates_people(BytesIO(person)).collection.people[0].id)
    tim-keller-180ddc37

    .. versionadded:: 0.1
    """
    log, pending = InputLog(), PendingRecords()
    found: dict[str, dict[str, list[InputItem]]] = {kind: {} for kind in _KINDS.values()}
    for file in each_file(inputs, ".yml", ".yaml"):
        for item in _objects(file, log, max_bytes):
            found[item.kind].setdefault(item.text("id"), []).append(item)
    places = {id: item.text("name") for id, item in unique_items(found["municipalities"]).items()}
    names = {id: _add_person(pending, id, item, places) for id, item in unique_items(found["people"]).items()}
    add_committees(pending, unique_items(found["committees"]), places, names)
    log.leave_out("municipalities", sum(government_key(id) not in pending for id in places))
    builder = CollectionBuilder(Collection(id="open-states-people", title="People of Open States", sources=[source]))
    with builder.citing(source):
        for record in pending.settled():
            builder.add(record)
    return Imported(collection=builder.build(), left_out=log.left_out(), problems=log.problems_in_order())


def _objects(file: Input, log: InputLog, max_bytes: int) -> Iterator[InputItem]:
    """Yield the object of a file, or the objects of its list."""
    data, name = read_yaml(file, max_bytes), input_name(file)
    listed = {(index,): each for index, each in enumerate(data)} if isinstance(data, list) else {(): data}
    for path, each in listed.items():
        id = each.get("id") if isinstance(each, Mapping) else None
        kinds = [kind for start, kind in _KINDS.items() if isinstance(id, str) and id.strip().startswith(start)]
        if not kinds:
            raise refuse(file, f"expected an object whose id begins with {' or '.join(_KINDS)}", pointer(path))
        yield InputItem(each, log, name, kinds[0], path)


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
    if (accounts := item.item("ids")) and (wikidata := accounts.text("wikidata")):
        identifiers.append(Identifier(scheme="wikidata", identifier=wikidata))
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
    place, type, district = read_jurisdiction(item, places), item.text("type"), item.text("district")
    post = organization = None
    if not type:
        keep_or_miss(item, "type", "the type of a role, such as upper or governor")
    elif place and chamber_kind(type):
        if district:
            post = add_seat(pending, place, type, district)
        else:
            organization = add_chamber(pending, place, type)
    elif place:
        post = add_office(pending, place, type, district)
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
