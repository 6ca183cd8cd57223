"""Actors: people, organizations and posts, and who belongs where."""

from typing import Annotated

from attrs import field, frozen
from attrs.converters import optional

from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, ref
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import OrganizationRef, PostRef, Ref
from nmpolicy.vocabulary.terms import OrganizationClassification
from nmpolicy.vocabulary.values import PositiveInt

REDACTED = "a private individual"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Person(SourcedRecord):
    """A person. Of a private individual, only what bears on a public act belongs here.

    Terms: Popolo Person.

    >>> print(Person(id="tim-keller", name="Tim Keller"))
    Tim Keller
    >>> print(Person(id="arrested-man", name="Somebody", private=True))
    a private individual

    .. versionadded:: 0.1
    """

    #: The preferred full name; empty where it is withheld or not known.
    name: str = ""
    #: Other names that the person is known by.
    other_names: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: Whether the person holds no public role; their name is then redacted wherever it would be shown.
    private: bool = False
    #: Who the person is, in our own words.
    summary: str = ""

    @property
    def label(self) -> str:
        """The name; of a private individual, or where there is none, a description without one."""
        return REDACTED if self.private else self.name.strip() or self.id


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Organization(SourcedRecord):
    """A body of any kind, or, with the classification `group`, people whom a source counts and does not name.

    Terms: Popolo Organization.

    >>> print(Organization(id="attorneys-general", name="Attorneys general", classification="group", minimum_size=21))
    Attorneys general (at least 21)

    .. versionadded:: 0.1
    """

    #: The preferred name; of a group, a description.
    name: str
    #: Other names and initials.
    other_names: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: What kind of organization it is.
    classification: OrganizationClassification | None = field(
        default=None, converter=optional(OrganizationClassification)
    )
    #: The organization that it is part of, or that a group is drawn from (Popolo: parent_id).
    parent: OrganizationRef | None = field(default=None, converter=optional(ref))
    #: The area that it serves, as an Open Civic Data division id.
    division: str = ""
    #: How many members it has, where the source gives their number.
    size: PositiveInt | None = None
    #: How many members it has at least, where the source gives only that.
    minimum_size: PositiveInt | None = None
    #: What it is, in our own words.
    summary: str = ""

    @property
    def label(self) -> str:
        """The name."""
        return self.name.strip() or self.id

    def _line(self) -> str:
        """The name, and the size where it is known."""
        if self.size is not None:
            return f"{self.label} ({self.size})"
        return self.label if self.minimum_size is None else f"{self.label} (at least {self.minimum_size})"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Post(SourcedRecord):
    """An office that exists whoever holds it.

    Terms: Popolo Post, whose `label` is here the `name`, as every actor has one.

    >>> print(Post(id="mayor", name="Mayor of Albuquerque", organization="albuquerque"))
    Mayor of Albuquerque

    .. versionadded:: 0.1
    """

    #: What the office is called.
    name: str
    #: Other names of the office.
    other_names: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: The organization that it is an office of (Popolo: organization_id).
    organization: OrganizationRef | None = field(default=None, converter=optional(ref))
    #: The area that it serves, as an Open Civic Data division id.
    division: str = ""
    #: How many can hold it at once, where that is known (Open Civic Data: maximum_memberships).
    maximum_memberships: PositiveInt | None = None
    #: What it is, in our own words.
    summary: str = ""

    @property
    def label(self) -> str:
        """The name."""
        return self.name.strip() or self.id


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Membership(SourcedRecord):
    """Who held a post, or belonged to an organization, and when.

    Terms: Popolo Membership.

    >>> print(Membership(id="keller-mayor", member="tim-keller", post="mayor", start_date="2017"))
    tim-keller, mayor, from 2017

    .. versionadded:: 0.1
    """

    #: The person, or the organization, that is the member.
    member: Annotated[str, Ref("people", "organizations")] = field(converter=ref)
    #: The organization that it is a member of.
    organization: OrganizationRef | None = field(default=None, converter=optional(ref))
    #: The post that it holds.
    post: PostRef | None = field(default=None, converter=optional(ref))
    #: What it does there, where no post says so.
    role: str = ""
    #: Its first day, inclusive; empty where the source does not say.
    start_date: PartialDate | None = field(default=None, converter=optional(PartialDate))
    #: Its last day, inclusive; empty where the source does not say, or it has not ended.
    end_date: PartialDate | None = field(default=None, converter=optional(PartialDate))

    def _line(self) -> str:
        """Who, as what, where, from when to when."""
        what = [self.member, self.role or self.post, self.organization]
        what.append(self.start_date and f"from {self.start_date.label}")
        what.append(self.end_date and f"to {self.end_date.label}")
        return ", ".join(filter(None, what))


#: Whoever can act: a person, an organization or a post.
Actor = Person | Organization | Post
