"""The people, bodies and offices of Legistar, and their memberships in bodies over time."""

from collections.abc import Iterable
from typing import Any

from attrs import define, field

from nmpolicy.imports.input_items import InputItem, InputLog
from nmpolicy.imports.legistar.legistar_items import Found, LegistarItem
from nmpolicy.imports.legistar.legistar_mapping import BODY_WORDS
from nmpolicy.imports.legistar.legistar_names import Directory, Entry, Ids, without_request
from nmpolicy.imports.legistar.legistar_words import CHIEF_EXECUTIVES
from nmpolicy.imports.name_kinds import NameKind, comparable, kind_of_name
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Identifier
from nmpolicy.records.builder import CollectionBuilder
from nmpolicy.vocabulary.values import MAX_INT

_OWN_NAME = 1_000_000  # the weight of the name in the list of persons or bodies
#: The keys that name a body, by the prefix of the object: the key of its number, and that of its name.
_BODY_KEYS = {"Matter": "Body", "MatterHistory": "ActionBody", "OfficeRecord": "Body"}
#: The keys that name a sponsor or a mover, who may be a body or an office.
_SPONSOR_KEYS = {
    "MatterHistory": (("MoverId", "MoverName"), ("SeconderId", "SeconderName")),
    "MatterSponsor": (("NameId", "Name"),),
}


@define
class LegistarActors:
    """The people, bodies and offices that the objects name. Note all objects before you ask for an id."""

    ids: Ids
    log: InputLog
    scheme: str
    """The start of the schemes of identifiers, such as `legistar-nyc`."""
    bodies: Directory = field(factory=lambda: Directory("body"))
    people: Directory = field(factory=lambda: Directory("person"))
    _body_names: set[str] = field(factory=set)
    _body_types: dict[str, str] = field(factory=dict)

    def note(self, objects: Iterable[Found]) -> None:
        """Note the people that the objects name. A name that is only in the list of persons does not count."""
        found = [*objects]
        for each in found:
            if each.prefix == "Body":
                self.bodies.mention(each.number("Id"), each.name("Name"), _OWN_NAME)
            elif key := _BODY_KEYS.get(each.prefix):
                self.bodies.mention(each.number(f"{key}Id"), each.name(f"{key}Name"))
        self._body_names = {comparable(name) for name in self.bodies.names()}
        for each in found:
            for number, name in _SPONSOR_KEYS.get(each.prefix, ()):
                self._note_sponsor(each.number(number), each.name(name))
            if each.prefix == "Vote":
                self._note_person(each.number("PersonId"), each.name("PersonName"))
            elif each.prefix == "OfficeRecord":
                self._note_person(each.number("PersonId"), each.name("FullName"))
        for each in found:
            if each.prefix == "Person" and self.people.knows(each.number("Id"), each.name("FullName")):
                self.people.mention(each.number("Id"), each.name("FullName"), _OWN_NAME)
        self.bodies.settle(self.ids)
        self.people.settle(self.ids)

    def _note_sponsor(self, number: int | None, text: str) -> None:
        name = without_request(text)
        kind = kind_of_name(name)
        if comparable(name) in self._body_names or kind is NameKind.NOBODY:
            return
        if kind is NameKind.PERSON:
            self.people.mention(number, name)
        else:  # its number is that of a person, not of a body
            self.bodies.mention(None, name)

    def _note_person(self, number: int | None, name: str) -> None:
        if kind_of_name(name) is not NameKind.NOBODY:
            self.people.mention(number, name)

    def voter(self, number: int | None, name: str) -> str | None:
        """Return the id of a member; None for a vacant seat."""
        found = None if kind_of_name(name) is NameKind.NOBODY else self.people.find(number, name)
        return found.id if found else None

    def sponsor(self, number: int | None, text: str) -> str | None:
        """Return the id of a sponsor or a mover: a person, a body or an office."""
        name = without_request(text)
        if kind_of_name(name) is NameKind.NOBODY:
            return None
        found = self.bodies.find(None, name) or self.people.find(number, name)
        return found.id if found else None

    def body(self, number: int | None, name: str) -> Entry | None:
        """Return a body, or an office that acts as one, such as the mayor."""
        return self.bodies.find(number, name)

    def is_committee(self, body: Entry | None) -> bool:
        """Return whether a body is a committee, by its type or its name."""
        return body is not None and self._classification(body) == "committee"

    def is_chief_executive(self, body: Entry | None) -> bool:
        """Return whether a body is the office whose signature or veto an ordinance needs."""
        return body is not None and comparable(body.name) in CHIEF_EXECUTIVES

    def can_vote(self, body: Entry | None) -> bool:
        """Return whether a body votes on measures: it is not an office or a department. An unknown body may vote."""
        return body is None or not (is_office(body) or self._classification(body) in {"department", "executive"})

    def can_decide(self, body: Entry) -> bool:
        """Return whether a body can own a measure: it votes and is not a committee."""
        return self.can_vote(body) and not self.is_committee(body)

    def _classification(self, body: Entry) -> str | None:
        for text in (self._body_types.get(body.id, ""), body.name):
            if text and (found := BODY_WORDS.get(text)):
                return found[0]
        return None

    def add_to(self, builder: CollectionBuilder, objects: Iterable[Found]) -> None:
        """Add the records of the bodies, the people and their memberships."""
        found = [*objects]
        listed: dict[str, LegistarItem] = {}
        for each in found:
            if each.prefix == "Body" and (body := self.bodies.find(each.number("Id"), each.name("Name"))):
                item = LegistarItem(each, self.log, "bodies")
                item.skip("Id", "Guid", "TypeId", "Sort")
                item.check_text("Name")
                self._body_types[body.id] = item.text("TypeName")
                listed[body.id] = item
        for body in self.bodies:
            builder.add(self._body_record(body, listed.get(body.id)))
        self._add_people(builder, (each for each in found if each.prefix == "Person"))
        for each in found:
            if each.prefix == "OfficeRecord":
                self._add_membership(builder, each)

    def _body_record(self, body: Entry, item: LegistarItem | None) -> Organization | Post:
        size = item.number("NumberOfMembers") if item else None
        fields: dict[str, Any] = {
            "id": body.id,
            "name": body.name,
            "other_names": body.other_names,
            "identifiers": self._identifiers("body", body.number),
            "extra": item.kept if item else {},
        }
        if is_office(body):
            return Post(**fields)
        return Organization(
            **fields, classification=self._classification(body), size=size if size and 0 < size <= MAX_INT else None
        )

    def _add_people(self, builder: CollectionBuilder, listed: Iterable[Found]) -> None:
        kept: dict[str, dict[str, Any]] = {}
        for each in listed:
            if (found := self.people.find(each.number("Id"), each.name("FullName"))) is None:
                self.log.leave_out("persons without a vote, a sponsorship or an office")
                continue
            item = LegistarItem(each, self.log, "persons")
            item.skip("Id", "Guid", "FirstName", "LastName", "Slug")
            item.check_text("FullName")
            item.check_list("OfficeRecords")
            kept[found.id] = item.kept
        for person in self.people:
            builder.add(
                Person(
                    id=person.id,
                    name=person.name,
                    other_names=person.other_names,
                    identifiers=self._identifiers("person", person.number),
                    extra=kept.get(person.id, {}),
                )
            )

    def _add_membership(self, builder: CollectionBuilder, found: Found) -> None:
        person = self.voter(found.number("PersonId"), found.name("FullName"))
        body = self.body(found.number("BodyId"), found.name("BodyName"))
        if person is None or body is None:
            message = "the office record lacks a person or a body; it is left out"
            InputItem({}, self.log, found.file, "", found.path).report(message, "NMP020")
            self.log.leave_out("office records without a person or a body")
            return
        item = LegistarItem(found, self.log, "office records")
        item.skip("Id", "Guid", "FirstName", "LastName", "PersonId", "BodyId", "MemberTypeId", "Sort")
        item.check_text("FullName", "BodyName")
        role, member_type = item.text("Title"), item.text("MemberType")
        start, end = item.date("StartDate"), item.date("EndDate")
        if role and member_type:
            item.keep("MemberType", member_type)
        number = found.number("Id")
        builder.add(
            Membership(
                id=self.ids.take("membership", f"{person} {number or body.id}", number, prefixed=False),
                member=person,
                organization=None if is_office(body) else body.id,
                post=body.id if is_office(body) else None,
                role=role or member_type,
                start_date=start,
                end_date=end,
                identifiers=self._identifiers("office-record", number),
                extra=item.kept,
            )
        )

    def _identifiers(self, kind: str, number: int | None) -> list[Identifier]:
        return [] if number is None else [Identifier(scheme=f"{self.scheme}-{kind}", identifier=str(number))]


def is_office(body: Entry) -> bool:
    """Return whether a body is an office that one person holds, such as the mayor."""
    return kind_of_name(body.name) is NameKind.OFFICE
