"""Governments, chambers, posts, parties and committees of Open States, each added only once."""

from collections.abc import Mapping

from nmpolicy.imports.input_items import InputItem
from nmpolicy.imports.open_states.us_jurisdictions import (
    AT_LARGE,
    Jurisdiction,
    chamber_kind,
    district_name,
    in_title_case,
)
from nmpolicy.imports.pending_records import Key, PendingRecords, slug_or
from nmpolicy.imports.person_names import party_kind
from nmpolicy.records.actors import Organization, Post
from nmpolicy.records.base import Identifier
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind

#: The scheme of the ids that Open States gives.
SCHEME = "open-states"
_TITLES = {"lt_governor": "Lieutenant Governor"}


def government_key(jurisdiction: str) -> Key:
    """Return the key of the government of the jurisdiction with an id."""
    return ("government", jurisdiction)


def add_government(pending: PendingRecords, place: Jurisdiction) -> Key:
    """Add the government of a jurisdiction. Return its key."""
    key = government_key(place.id)
    identifier = Identifier(scheme="ocd-jurisdiction", identifier=place.id)
    pending.add(
        key,
        [f"{place.code}-{slug_or(place.body)}"],
        lambda own_id, _: Organization(
            id=own_id,
            name=place.name,
            classification=Kind.GOVERNMENT,
            division=place.division,
            identifiers=[identifier],
        ),
    )
    return key


def add_chamber(pending: PendingRecords, place: Jurisdiction, chamber: str) -> Key:
    """Add a chamber of a legislature, or the legislature, and its government. Return its key."""
    government, name = add_government(pending, place), place.chamber_name(chamber)
    key = ("chamber", place.id, chamber)
    pending.add(
        key,
        [f"{place.code}-{chamber}"],
        lambda own_id, ids: Organization(
            id=own_id,
            name=name,
            classification=chamber_kind(chamber),
            parent=ids[government],
            division=place.division,
        ),
    )
    return key


def add_seat(pending: PendingRecords, place: Jurisdiction, chamber: str, district: str) -> Key:
    """Add the post of the members of a chamber for a district. Return its key."""
    body, key = add_chamber(pending, place, chamber), ("seat", place.id, chamber, district)
    name = f"{place.chamber_name(chamber)}, {district_name(district)}"
    pending.add(
        key,
        [f"{pending.wanted(body)}.{slug_or(district)}"],
        lambda own_id, ids: Post(
            id=own_id,
            name=name,
            organization=ids[body],
            division=place.district_division(chamber, district),
        ),
    )
    return key


def add_office(pending: PendingRecords, place: Jurisdiction, type: str, district: str = "") -> Key:
    """Add a post of a government, such as that of the governor, or of the council member for a district."""
    government, key = add_government(pending, place), ("office", place.id, type, district)
    id, name = (
        f"{place.code}-{slug_or(type)}",
        f"{_TITLES.get(type) or in_title_case(type)} of {place.name_in_sentence}",
    )
    pending.add(
        key,
        [f"{id}.{slug_or(district)}" if district else id],
        lambda own_id, ids: Post(
            id=own_id,
            name=f"{name}, {district_name(district)}" if district else name,
            organization=ids[government],
            division=place.division if district in {"", AT_LARGE} else "",
        ),
    )
    return key


def add_party(pending: PendingRecords, name: str) -> Key:
    """Add a party, or the group of those who belong to none. Return its key."""
    key = ("party", name)
    pending.add(
        key,
        [f"party-{slug_or(name)}"],
        lambda own_id, _: Organization(id=own_id, name=name, classification=party_kind(name)),
    )
    return key


def read_jurisdiction(item: InputItem, names: Mapping[str, str]) -> Jurisdiction | None:
    """Return the jurisdiction of a role or a committee. None, and reported, if it has none that can be read."""
    id = item.text("jurisdiction")
    place = Jurisdiction.read(id, names.get(id, ""))
    if place is None:
        keep_or_miss(item, "jurisdiction", "the id of a jurisdiction")
    return place


def keep_or_miss(item: InputItem, key: str, expected: str) -> None:
    """Keep and report a value of the wrong kind, or report that it is missing."""
    if item.raw(key) is None:
        item.report(f"{key} is missing; it should be {expected}", "NMP014")
    elif isinstance(item.raw(key), str):  # anything else was reported when it was read
        item.keep(key, "NMP014", expected)
