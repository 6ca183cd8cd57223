"""Actors: people, organizations and posts, and the memberships between them."""

from functools import cache
from typing import Annotated, Any, Self

from attrs import evolve, field, fields, frozen

from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.field_texts import WITHHELD
from nmpolicy.records.fields import check_annotations, to_id, to_optional_date, to_optional_id
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.literals import to_optional_organization_classification
from nmpolicy.vocabulary.references import OrganizationRef, PostRef, Ref
from nmpolicy.vocabulary.terms import OrganizationClassification
from nmpolicy.vocabulary.values import PositiveInt

REDACTED = "a private individual"
#: Fields of a private individual that outputs show: the id, the mark, and the locations of evidence.
_SHOWN = frozenset({"id", "private", "evidence"})


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Person(SourcedRecord):
    """A person. For a private individual, record only what is relevant to a public act.

    Terms: Popolo Person.

    >>> print(Person(id="tim-keller", name="Tim Keller"))
    Tim Keller
    >>> print(Person(id="arrested-man", name="Somebody", private=True))
    a private individual

    .. versionadded:: 0.1
    """

    name: str = ""
    """The preferred full name; empty if it is withheld or unknown."""
    other_names: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Other names of the person."""
    private: bool = False
    """True for a person without a public role, whose name is withheld when the record is shown, and from exports."""
    summary: str = ""
    """A description of the person, in our own words."""

    @property
    def label(self) -> str:
        """The name; without a name, the id; for a private individual, a description that does not name them."""
        return REDACTED if self.private else self.name.strip() or self.id

    @property
    def withheld_fields(self) -> frozenset[str]:
        """Names of the fields that no output shows: for a private individual, all but the id, the mark and evidence."""
        return _withheld_fields() if self.private else frozenset()

    def without_withheld(self) -> Self:
        """Return the person; a private individual with the withheld fields empty, and without the words of evidence.

        >>> Person(id="arrested-man", name="Somebody", private=True).without_withheld().name
        ''

        .. versionadded:: 0.1
        """
        if not self.private:
            return self
        empty: dict[str, Any] = {each.name: each.default for each in fields(Person) if each.name not in _SHOWN}
        return evolve(self, evidence=[each.without_words() for each in self.evidence], **empty)

    def shown(self) -> Self:
        """Return the person; a private individual with the locations of the evidence, but not its words."""
        if not self.private:
            return self
        return evolve(self, evidence=[each.without_words(WITHHELD) for each in self.evidence])


@cache
def _withheld_fields() -> frozenset[str]:
    """Return the names of all fields of a person that no output shows of a private individual, also new fields."""
    return frozenset(each.name for each in fields(Person)) - _SHOWN


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Organization(SourcedRecord):
    """An organization of any kind, or, with the classification `group`, unnamed people that a source counts.

    Terms: Popolo Organization.

    >>> print(Organization(id="attorneys-general", name="Attorneys general", classification="group", minimum_size=21))
    Attorneys general (at least 21)

    .. versionadded:: 0.1
    """

    name: str
    """The preferred name, or a description of a group."""
    other_names: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Other names and abbreviations."""
    classification: OrganizationClassification | None = field(
        default=None, converter=to_optional_organization_classification
    )
    """The kind of organization."""
    parent: OrganizationRef | None = field(default=None, converter=to_optional_id)
    """The organization that it is part of, or that a group belongs to (Popolo: parent_id)."""
    division: str = ""
    """The area that it serves, as an Open Civic Data division id."""
    size: PositiveInt | None = None
    """The number of its members, if the source gives it."""
    minimum_size: PositiveInt | None = None
    """The minimum number of its members, if the source gives only that."""
    summary: str = ""
    """A description of the organization, in our own words."""

    @property
    def label(self) -> str:
        """The name, or the id if the name is blank."""
        return self.name.strip() or self.id

    def _line(self) -> str:
        if self.size is not None:
            return f"{self.label} ({self.size})"
        return self.label if self.minimum_size is None else f"{self.label} (at least {self.minimum_size})"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Post(SourcedRecord):
    """An office. It exists independently of the person who holds it.

    Terms: Popolo Post, whose `label` is called `name` here, as for every actor.

    >>> print(Post(id="mayor", name="Mayor of Albuquerque", organization="albuquerque"))
    Mayor of Albuquerque

    .. versionadded:: 0.1
    """

    name: str
    """The name of the office."""
    other_names: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Other names of the office."""
    organization: OrganizationRef | None = field(default=None, converter=to_optional_id)
    """The organization that the office belongs to (Popolo: organization_id)."""
    division: str = ""
    """The area that the office serves, as an Open Civic Data division id."""
    maximum_memberships: PositiveInt | None = None
    """The number of people who can hold it at once, if known (Open Civic Data: maximum_memberships)."""
    summary: str = ""
    """A description of the office, in our own words."""

    @property
    def label(self) -> str:
        """The name, or the id if the name is blank."""
        return self.name.strip() or self.id


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Membership(SourcedRecord):
    """The period in which an actor held a post or belonged to an organization.

    Terms: Popolo Membership.

    >>> print(Membership(id="keller-mayor", member="tim-keller", post="mayor", start_date="2017"))
    tim-keller, mayor, from 2017

    .. versionadded:: 0.1
    """

    member: Annotated[str, Ref("people", "organizations")] = field(converter=to_id)
    """The person or organization that is the member."""
    organization: OrganizationRef | None = field(default=None, converter=to_optional_id)
    """The organization that it belongs to."""
    post: PostRef | None = field(default=None, converter=to_optional_id)
    """The post that it holds."""
    role: str = ""
    """Its role there, if no post describes it."""
    start_date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The first day, inclusive; empty if the source does not give it."""
    end_date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The last day, inclusive; empty if the source does not give it or the membership has not ended."""

    def _line(self) -> str:
        facts = [self.member, self.role or self.post, self.organization]
        facts.append(self.start_date and f"from {self.start_date.label}")
        facts.append(self.end_date and f"to {self.end_date.label}")
        return ", ".join(filter(None, facts))


#: Anyone who can act: a person, an organization or a post.
Actor = Person | Organization | Post
