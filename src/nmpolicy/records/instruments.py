"""Instruments: orders of executives and measures of legislatures, with their milestones and votes."""

from collections import Counter
from collections.abc import Mapping
from typing import ClassVar

from attrs import field, frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.base import Note, Part, to_notes
from nmpolicy.records.evidence import Evidence, SourcedRecord
from nmpolicy.records.fields import check_annotations, to_id, to_ids, to_optional_date, to_optional_id
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.literals import (
    to_measure_kind,
    to_optional_provision_coverage,
    to_optional_vote_requirement,
    to_order_kind,
    to_stage,
    to_vote_option,
)
from nmpolicy.vocabulary.references import ActorRef, LegalTextRef, OfficeRef, OrganizationRef, PostRef
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, ProvisionCoverage, Stage, VoteOption, VoteRequirement
from nmpolicy.vocabulary.values import Language, NonNegativeInt, PositiveInt, Url


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Milestone(Part):
    """A stage that an instrument reached on a date.

    Terms: Open Civic Data bill actions.

    >>> print(Milestone(stage="signed", date="2025-07-21"))
    signed 2025-07-21

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("stage",)

    stage: Stage = field(converter=to_stage)
    """The stage that was reached."""
    date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The day on which it was reached; empty if the source does not give it."""
    by: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The actors responsible, such as the signer or the body that passed it."""
    capacity: PostRef | None = field(default=None, converter=to_optional_id)
    """The post in which they acted, such as lieutenant governor."""
    on_behalf_of: tuple[OfficeRef, ...] = field(default=(), converter=to_ids)
    """The offices for which they acted, such as that of an absent governor."""
    notes: tuple[Note, ...] = field(default=(), converter=to_notes)
    """Anything a reader should know about the milestone."""
    evidence: tuple[Evidence, ...] = field(default=(), converter=tuple[Evidence, ...])
    """The supporting passages; if there are none, those of the record."""

    def _line(self) -> str:
        stage = self.stage.replace("-", " ")
        return stage if self.date is None else f"{stage} {self.date.label}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Vote(Part):
    """The vote of one voter in a vote event.

    Terms: Popolo Vote, Open Civic Data (votes of a VoteEvent).

    >>> print(Vote(voter="jane-doe", option="yes"))
    jane-doe: yes

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("voter",)
    grouped_by: ClassVar[str] = "option"

    voter: ActorRef = field(converter=to_id)
    """The voter: a member of the body, or a party or district that votes as one."""
    option: VoteOption = field(converter=to_vote_option)
    """The way in which they voted."""
    weight: PositiveInt | None = None
    """The number of votes that theirs counts for; empty means one."""

    def _line(self) -> str:
        return f"{self.voter}: {self.option}" + (f" (weight {self.weight})" if self.weight else "")


_SIDES = frozenset({VoteOption.YES, VoteOption.NO})


def _listed(counts: Mapping[VoteOption, int]) -> str:
    """Return counts in words, such as `3 yes, 2 not voting`."""
    words = {VoteOption.ABSTAIN: "abstaining", VoteOption.NOT_VOTING: "not voting"}
    return ", ".join(f"{count:,} {words.get(option, option)}" for option, count in counts.items())


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class VoteEvent(Part):
    """A vote of a body on a measure. Counts that the source does not give stay empty.

    Terms: Open Civic Data VoteEvent; Popolo Motion (requirement).

    >>> print(VoteEvent(passed=True, yes=6, no=3))
    passed, 6 to 3
    >>> print(VoteEvent(yes=1381))
    result unknown, 1,381 yes
    >>> print(VoteEvent(passed=False, votes=[Vote(voter="jane-doe", option="no")]))
    failed; by voter: 1 no

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("body", "date", "motion")

    body: OrganizationRef | None = field(default=None, converter=to_optional_id)
    """The body that voted."""
    date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The day of the vote."""
    motion: str = ""
    """The question that was voted on, such as passage or an amendment, in our own words."""
    moved_by: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The actors who made the motion."""
    seconded_by: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The actors who seconded it."""
    requirement: VoteRequirement | None = field(default=None, converter=to_optional_vote_requirement)
    """The majority that it needed to pass."""
    passed: bool | None = None
    """True if it passed, False if it failed, None if the result is unknown."""
    yes: NonNegativeInt | None = None
    """The number of votes in favor."""
    no: NonNegativeInt | None = None
    """The number of votes against."""
    abstain: NonNegativeInt | None = None
    """The number of members who were present but voted neither way."""
    absent: NonNegativeInt | None = None
    """The number of absent members."""
    excused: NonNegativeInt | None = None
    """The number of members who were excused."""
    not_voting: NonNegativeInt | None = None
    """The number of members who did not vote, for a reason that is not recorded."""
    paired: NonNegativeInt | None = None
    """The number of members who did not vote by agreement with a member on the other side."""
    votes: tuple[Vote, ...] = field(default=(), converter=tuple[Vote, ...])
    """The votes by voter, as far as the source names them."""
    evidence: tuple[Evidence, ...] = field(default=(), converter=tuple[Evidence, ...])
    """The supporting passages; if there are none, those of the record."""

    def _line(self) -> str:
        result = {True: "passed", False: "failed", None: "result unknown"}[self.passed]
        counts = {option: getattr(self, option.replace("-", "_")) for option in VoteOption}
        given = {option: count for option, count in counts.items() if count or (count == 0 and option in _SIDES)}
        if not given and self.votes:
            listed = Counter[VoteOption]()
            for vote in self.votes:
                listed[vote.option] += vote.weight or 1
            return f"{result}; by voter: {_listed({option: listed[option] for option in VoteOption if listed[option]})}"
        if given.keys() >= _SIDES:
            result += f", {given.pop(VoteOption.YES):,} to {given.pop(VoteOption.NO):,}"
        return ", ".join(filter(None, (result, _listed(given))))


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class LegalBasis(Part):
    """A law that an instrument invokes as the source of its authority.

    Terms: European Legislation Identifier (based_on).

    >>> print(LegalBasis(citation="Charter, section 8(a)"))
    Charter, section 8(a)

    Raises `InvalidValueError` if it has neither `citation` nor `law`.

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("citation",)

    citation: str = ""
    """The law as the instrument cites it."""
    law: LegalTextRef | None = field(default=None, converter=to_optional_id)
    """The law, if it is in the collection."""

    def __attrs_post_init__(self) -> None:
        """Refuse a basis that names no law."""
        if not self.citation.strip() and self.law is None:
            raise InvalidValueError("a legal basis needs a citation or a law", "LegalBasis")

    def _line(self) -> str:
        return self.citation or self.law or ""


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Instrument(SourcedRecord):
    """The common base of `Order` and `Measure`. Whether one is in force is computed from its milestones, never stored.

    Terms: schema.org Legislation, Open Civic Data Bill.

    .. versionadded:: 0.1
    """

    title: str
    """The title, or a description if it has none or the source does not give it."""
    other_titles: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Other titles."""
    number: str = ""
    """The number as its authority writes it, such as `O-25-12`; empty if the source does not give it."""
    division: str = ""
    """The area in which it applies, as an Open Civic Data division id (schema.org: legislationJurisdiction)."""
    issued_by: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The offices and bodies that issued it (schema.org: legislationPassedBy)."""
    legal_basis: tuple[LegalBasis, ...] = field(default=(), converter=tuple[LegalBasis, ...])
    """The laws that it invokes as the source of its authority."""
    kind_text: str = ""
    """The source's own word for the kind of instrument, such as `Decreto`."""
    language: Language | None = None
    """The language of its text, as a BCP 47 tag (schema.org: inLanguage)."""
    provision_coverage: ProvisionCoverage | None = field(default=None, converter=to_optional_provision_coverage)
    """The part of its provisions that the collection has: all or only some; empty if that is not known."""
    subjects: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """The subjects, each in a word or two."""
    summary: str = ""
    """A description of its content, in our own words."""
    url: Url | None = None
    """The web address of its text."""
    milestones: tuple[Milestone, ...] = field(default=(), converter=tuple[Milestone, ...])
    """The stages that it reached, in order."""

    @property
    def authorities(self) -> tuple[str, ...]:
        """Ids of the offices and bodies that issued it."""
        return self.issued_by

    @property
    def latest_milestone(self) -> Milestone | None:
        """The latest milestone; if several may be the latest, the last one listed.

        >>> signed = Milestone(stage="signed", date="2025-07-21")
        >>> announced = Milestone(stage="announced", date="2025-06")
        >>> Order(id="eo", kind="executive-order", title="An order", milestones=[signed, announced]).latest_milestone
        Milestone(stage=<Stage.SIGNED: 'signed'>, date=PartialDate('2025-07-21'))
        """
        dates = [milestone.date for milestone in self.milestones if milestone.date]
        # A date that is before any of them is before the one that starts last.
        last = max(dates, key=lambda date: date.span[0], default=None)
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
        """The title, or the id if the title is blank."""
        return self.title.strip() or self.id

    def _line(self) -> str:
        return f"{self.label} ({self.latest_milestone or 'no stage known'})"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Order(Instrument):
    """An instrument issued by an executive, such as an executive order, proclamation or designation.

    Terms: schema.org Legislation.

    >>> issued = Milestone(stage="issued", date="2025")
    >>> print(Order(id="eo-5", kind="executive-order", title="Order 5", milestones=[issued]))
    Order 5 (issued 2025)

    .. versionadded:: 0.1
    """

    kind: OrderKind = field(converter=to_order_kind)
    """The kind of order."""
    series: str = ""
    """The series that its number belongs to, such as the executive orders of one mayor's term."""


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Measure(Instrument):
    """An instrument of a legislature, such as an ordinance, resolution or bill.

    Terms: Open Civic Data Bill.

    >>> print(Measure(id="r-18", kind="resolution", title="A resolution"))
    A resolution (no stage known)

    .. versionadded:: 0.1
    """

    kind: MeasureKind = field(converter=to_measure_kind)
    """The kind of measure."""
    body: OrganizationRef | None = field(default=None, converter=to_optional_id)
    """The legislative body that is considering it or passed it (Open Civic Data: from_organization)."""
    sponsors: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The actors who introduced it: the primary sponsors, or all if the source does not distinguish."""
    cosponsors: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The other sponsors (Open Civic Data: sponsorships that are not primary)."""
    vote_events: tuple[VoteEvent, ...] = field(default=(), converter=tuple[VoteEvent, ...])
    """The votes on it, in order."""

    @property
    def authorities(self) -> tuple[str, ...]:
        """Ids of its issuers and its body."""
        return (*self.issued_by, self.body) if self.body and self.body not in self.issued_by else self.issued_by
