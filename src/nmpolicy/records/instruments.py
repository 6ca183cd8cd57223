"""Instruments: the orders of executives and the measures of legislatures, with their stages and votes."""

from attrs import field, frozen
from attrs.converters import optional

from nmpolicy.records.base import Part
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.fields import check_annotations, ref, refs
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import ActorRef, OrganizationRef
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, Stage
from nmpolicy.vocabulary.values import NonNegativeInt, Url


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Milestone(Part):
    """A stage that an instrument reached, and when.

    Terms: Open Civic Data bill actions.

    >>> print(Milestone(stage="signed", date="2025-07-21"))
    signed 2025-07-21

    .. versionadded:: 0.1
    """

    #: The stage.
    stage: Stage = field(converter=Stage)
    #: The day on which it was reached; empty where the source does not say.
    date: PartialDate | None = field(default=None, converter=optional(PartialDate))
    #: Who brought it there: the signer, the body that passed it.
    by: tuple[ActorRef, ...] = field(default=(), converter=refs)
    #: What a reader should know of it; in our own words.
    notes: str = ""
    #: Where the words are that it rests on.
    evidence: tuple[Evidence, ...] = field(default=(), converter=tuple[Evidence, ...])

    def _line(self) -> str:
        """The stage and the date."""
        return self.stage if self.date is None else f"{self.stage} {self.date.label}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Vote(Part):
    """A tally of a body's vote on a measure. A count that the source does not give stays empty.

    Terms: Open Civic Data VoteEvent.

    >>> print(Vote(passed=True, yes=6, no=3))
    passed, 6 to 3

    .. versionadded:: 0.1
    """

    #: The body that voted.
    body: OrganizationRef | None = field(default=None, converter=optional(ref))
    #: The day of the vote.
    date: PartialDate | None = field(default=None, converter=optional(PartialDate))
    #: What was voted on, such as passage or an amendment; in our own words.
    motion: str = ""
    #: Whether it passed.
    passed: bool | None = None
    #: Votes for it.
    yes: NonNegativeInt | None = None
    #: Votes against it.
    no: NonNegativeInt | None = None
    #: Members who were present and voted neither way.
    abstain: NonNegativeInt | None = None
    #: Members who were not there.
    absent: NonNegativeInt | None = None
    #: Where the words are that it rests on.
    evidence: tuple[Evidence, ...] = field(default=(), converter=tuple[Evidence, ...])

    def _line(self) -> str:
        """The result and the tally."""
        result = {True: "passed", False: "failed", None: "result unknown"}[self.passed]
        return result if self.yes is None or self.no is None else f"{result}, {self.yes} to {self.no}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Instrument(SourcedRecord):
    """What `Order` and `Measure` share. Whether one is in force follows from its milestones, and is not stored.

    Terms: schema.org Legislation, Open Civic Data Bill.

    .. versionadded:: 0.1
    """

    #: Its title; where it has none, or the source does not give it, a description.
    title: str
    #: Other titles that it is known by.
    other_titles: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: Its number as its authority writes it, such as `O-25-12`; empty where the source does not say.
    number: str = ""
    #: The area whose law it is, as an Open Civic Data division id (schema.org: legislationJurisdiction).
    division: str = ""
    #: Offices and bodies on whose authority it stands (schema.org: legislationPassedBy).
    issued_by: tuple[ActorRef, ...] = field(default=(), converter=refs)
    #: What it is about, in a word or two each.
    subjects: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: What it does, in our own words.
    summary: str = ""
    #: Where its text is on the web.
    url: Url | None = None
    #: The stages that it reached, in their order.
    milestones: tuple[Milestone, ...] = field(default=(), converter=tuple[Milestone, ...])

    @property
    def authorities(self) -> tuple[str, ...]:
        """Ids of the offices and bodies that it has its authority from."""
        return self.issued_by

    @property
    def latest_milestone(self) -> Milestone | None:
        """The last listed of the milestones that none is surely later than.

        >>> signed, announced = Milestone(stage="signed", date="2025-07-21"), Milestone(stage="announced", date="2025-06")
        >>> Order(id="eo", kind="executive-order", title="An order", milestones=[signed, announced]).latest_milestone
        Milestone(stage=<Stage.SIGNED: 'signed'>, date=PartialDate('2025-07-21'))
        """
        sure = [milestone.date for milestone in self.milestones if milestone.date]
        last = max(sure, key=lambda date: date.span[0], default=None)  # whoever is before any is before this one
        for milestone in reversed(self.milestones):
            if not (milestone.date and last and milestone.date.before(last)):
                return milestone
        return None

    @property
    def stage(self) -> Stage | None:
        """The stage of the latest milestone."""
        return None if self.latest_milestone is None else self.latest_milestone.stage

    @property
    def label(self) -> str:
        """The title."""
        return self.title.strip() or self.id

    def _line(self) -> str:
        """Title and latest milestone."""
        return f"{self.label} ({self.latest_milestone or 'no stage known'})"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Order(Instrument):
    """An instrument of an executive: an executive order, proclamation, designation or the like.

    Terms: schema.org Legislation.

    >>> print(Order(id="eo-5", kind="executive-order", title="Order 5", milestones=[Milestone(stage="issued", date="2025")]))
    Order 5 (issued 2025)

    .. versionadded:: 0.1
    """

    #: What kind of order it is.
    kind: OrderKind = field(converter=OrderKind)
    #: The series that its number belongs to, such as the executive orders of one mayor's term.
    series: str = ""


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Measure(Instrument):
    """An instrument of a legislature: an ordinance, resolution, bill or the like.

    Terms: Open Civic Data Bill.

    >>> print(Measure(id="r-18", kind="resolution", title="A resolution"))
    A resolution (no stage known)

    .. versionadded:: 0.1
    """

    #: What kind of measure it is.
    kind: MeasureKind = field(converter=MeasureKind)
    #: The legislative body that it is before, or that passed it (Open Civic Data: from_organization).
    body: OrganizationRef | None = field(default=None, converter=optional(ref))
    #: Who brings it in.
    sponsors: tuple[ActorRef, ...] = field(default=(), converter=refs)
    #: The votes on it, in their order.
    votes: tuple[Vote, ...] = field(default=(), converter=tuple[Vote, ...])

    @property
    def authorities(self) -> tuple[str, ...]:
        """Ids of the bodies that it has its authority from: those it is issued by, and its body."""
        return (*self.issued_by, self.body) if self.body and self.body not in self.issued_by else self.issued_by
