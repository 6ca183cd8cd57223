"""People, organizations, posts and memberships of Popolo files."""

import re
from collections.abc import Mapping

from attrs import define, frozen

from nmpolicy.imports.input_items import InputItem
from nmpolicy.imports.pending_records import Key, PendingRecords, named_id, slug_or
from nmpolicy.imports.person_names import other_names, party_kind, skip_name_parts
from nmpolicy.imports.popolo.popolo_objects import PopoloObjects
from nmpolicy.records.actors import Organization, Person, Post
from nmpolicy.records.base import Identifier
from nmpolicy.vocabulary.terms import OrganizationClassification as Kind

_KINDS = {
    **dict.fromkeys(("parliament", "assembly", "chamber"), Kind.LEGISLATURE),
    **dict.fromkeys(("upper house", "upper", "senate"), Kind.UPPER_CHAMBER),
    **dict.fromkeys(("lower house", "lower"), Kind.LOWER_CHAMBER),
    **dict.fromkeys(("political party", "party group", "faction"), Kind.PARTY),
    **dict.fromkeys(("corporation", "business"), Kind.COMPANY),
    **dict.fromkeys(("subcommittee",), Kind.COMMITTEE),
    **dict.fromkeys(("ministry",), Kind.DEPARTMENT),
}
#: Schemes of accounts and documents that are contact details or a private matter, not ids of public data.
_PRIVATE_SCHEMES = re.compile(
    r"(?i)facebook|twitter|instagram|youtube|tiktok|linkedin|whatsapp|e-?mail|phone|(?:ssn|sin)(?![a-z])"
)


@frozen
class Area:
    """A geographic area: its name, and its Open Civic Data id, if it has one."""

    name: str
    division: str = ""


def read_areas(objects: PopoloObjects) -> dict[str, Area]:
    """Return the areas by their keys, also those that are in no file."""
    areas: dict[str, Area] = {id: Area(shown(id)) for id in objects.referred_areas()}
    for id, item in objects.unique("areas").items():
        ids = [id, item.text("identifier"), *(each.text("identifier") for each in item.items("identifiers"))]
        division = next((each for each in ids if each.startswith("ocd-division/")), "")
        if id not in areas:
            objects.log.leave_out("areas")
        areas[id] = Area(item.text("name") or shown(id), division)
    return areas


@define
class PopoloActors:
    """Adds the actors of Popolo files to the records of an import."""

    pending: PendingRecords
    objects: PopoloObjects
    scheme: str
    """The scheme of the ids that the files give."""
    areas: Mapping[str, Area]
    organizations: Mapping[str, InputItem]
    people: Mapping[str, InputItem]
    posts: Mapping[str, InputItem]

    def add_all(self) -> None:
        """Add all people, organizations and posts."""
        for id, item in self.people.items():
            self._add_person(id, item)
        for id, item in self.organizations.items():
            self._add_organization(id, item)
        for id, item in self.posts.items():
            self.add_post(id, item)

    def person(self, id: str) -> Key:
        """Return the key of a person. One who is in no file is added without a name."""
        key = ("person", id)
        if id not in self.people and key not in self.pending:
            identifiers = [Identifier(scheme=self.scheme, identifier=id)]
            self.pending.add(key, [named_id("", id, "person")], lambda own, _: Person(id=own, identifiers=identifiers))
        return key

    def organization(self, id: str) -> Key:
        """Return the key of an organization. One that is in no file is added, with its id as the name."""
        key = ("organization", id)
        if id not in self.organizations and key not in self.pending:
            identifiers = [Identifier(scheme=self.scheme, identifier=id)]
            self.pending.add(
                key,
                [named_id("", id, "organization")],
                lambda own, _: Organization(id=own, name=id, identifiers=identifiers),
            )
        return key

    def _add_person(self, id: str, item: InputItem) -> None:
        name = item.text("name")
        if item.raw("name") is None:
            item.report("the person has no name", "NMP014")
        skip_name_parts(item, name)
        identifiers, others = self.identifiers(id, item), _other_names(item)
        self.pending.add(
            ("person", id),
            [named_id(name, given_id(id), "person")],
            lambda own, _: Person(
                id=own,
                name=name,
                other_names=other_names(name, others),
                identifiers=identifiers,
                extra=item.kept,
            ),
        )

    def _add_organization(self, id: str, item: InputItem) -> None:
        name, above = item.text("name"), self.objects.referred("organizations", id, "parent")
        parent = self.organization(above) if above else None
        if item.raw("name") is None:
            item.report("the organization has no name; its id is used instead", "NMP014")
        classification, division = _classification(item, name), self._division(id, item)
        identifiers, others = self.identifiers(id, item), _other_names(item)
        self.pending.add(
            ("organization", id),
            [named_id(name, given_id(id), "organization")],
            lambda own, ids: Organization(
                id=own,
                name=name or shown(id),
                other_names=other_names(name, others),
                classification=classification,
                parent=None if parent is None else ids[parent],
                division=division,
                identifiers=identifiers,
                extra=item.kept,
            ),
        )

    def actor(self, id: str) -> Key:
        """Return the key of a person, or of an organization if only an organization has the id."""
        is_organization = id in self.organizations and id not in self.people
        return self.organization(id) if is_organization else self.person(id)

    def add_post(self, id: str, item: InputItem) -> None:
        """Add a post."""
        label, role, organization = (
            item.text("label"),
            item.text("role"),
            self.objects.referred("posts", id, "organization"),
        )
        body = self.organization(organization) if organization else None
        if label and role and role != label:
            item.log.leave_out(f"{item.kind}.role")
        identifiers, division = self.identifiers(id, item), self._division(id, item)
        names = [*_other_names(item, "other_labels"), *_other_names(item, "other_label")]
        name = label or role or shown(id)
        self.pending.add(
            ("post", id),
            [named_id(name, given_id(id), "post")],
            lambda own, ids: Post(
                id=own,
                name=name,
                other_names=other_names(name, names),
                organization=None if body is None else ids[body],
                division=division,
                identifiers=identifiers,
                extra=item.kept,
            ),
        )

    def identifiers(self, id: str, item: InputItem) -> list[Identifier]:
        """Return the identifiers of an object, and its id as one."""
        item.skip("id")
        found = [Identifier(scheme=self.scheme, identifier=id)] if given_id(id) else []
        for each in item.items("identifiers"):
            scheme, identifier = each.text("scheme") or self.scheme, each.text("identifier")
            if _PRIVATE_SCHEMES.match(scheme):
                item.log.leave_out(f"{item.kind}.identifiers (private)")
            elif identifier:
                found.append(Identifier(scheme=scheme, identifier=identifier))
        return list(dict.fromkeys(found))

    def _division(self, id: str, item: InputItem) -> str:
        """Return the Open Civic Data id of the area of an object, if it is one."""
        area = self.areas.get(self.objects.referred(item.kind, id, "area"))
        if area and not area.division:
            item.log.leave_out(f"{item.kind}.area")
        return area.division if area else ""


def _other_names(item: InputItem, key: str = "other_names") -> list[str]:
    """Return other names, which may be objects or texts."""
    values = item.value.get(key)
    if isinstance(values, list) and all(isinstance(each, str) for each in values):
        return list(item.texts(key))
    return [name for each in item.items(key) if (name := each.text("name") or each.text("label"))]


def _classification(item: InputItem, name: str) -> Kind | None:
    """Return the kind of organization. A word for another kind counts as left out."""
    for key in ("type", "classification"):  # EveryPolitician gives the house in the type
        word = item.text(key).casefold()
        if word == "party":
            return party_kind(name)
        found = _KINDS.get(word) or next((each for each in Kind if each == slug_or(word)), None)
        if found:
            item.skip("classification")
            return found
        if word:
            item.log.leave_out(f"{item.kind}.{key}")
    return None


def given_id(key: str) -> str:
    """Return the id of an object; empty for the key of one that has none."""
    return "" if key.startswith("\0") else key


def shown(key: str) -> str:
    """Return the id of an object as a name; `unnamed` if it has none."""
    return given_id(key) or "unnamed"
