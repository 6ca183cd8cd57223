"""Statements: what actors said, and their stances on what they spoke about."""

from typing import ClassVar

from attrs import field, frozen

from nmpolicy.records.base import Part
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, to_ids, to_optional_date, to_optional_id
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.literals import (
    to_optional_medium,
    to_optional_objection,
    to_optional_statement_mode,
    to_stance,
)
from nmpolicy.vocabulary.references import ActorRef, AnyRef, EventRef, OfficeRef, PostRef
from nmpolicy.vocabulary.terms import Medium, Objection, Stance, StatementMode


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class TargetStance(Part):
    """The stance of a statement on one target.

    Terms: SemEval-2016 task 6 (stance toward a target).

    >>> print(TargetStance(target="abq-eo-2025-07-21", stance="oppose", objection="too-far"))
    oppose abq-eo-2025-07-21 (too far)

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("target", "topic")

    target: AnyRef | None = field(default=None, converter=to_optional_id)
    """The record that the stance is on."""
    topic: str = ""
    """The subject of the stance in a few words, if there is no record for it."""
    stance: Stance = field(converter=to_stance)
    """The stance, such as support or oppose."""
    objection: Objection | None = field(default=None, converter=to_optional_objection)
    """The main objection, if there is one."""

    def _line(self) -> str:
        objection = f" ({self.objection.replace('-', ' ')})" if self.objection else ""
        return f"{self.stance} {self.target or self.topic}{objection}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Statement(SourcedRecord):
    """A statement by one or more speakers. It can take a stance on several targets.

    Terms: Popolo Speech, SemEval-2016 task 6 (stance), Akoma Ntoso (quotation).

    >>> print(Statement(
    ...     id="keller-signing", speakers=["tim-keller"], date="2025-07-21", summary="Stands by the city's duty.",
    ...     stances=[TargetStance(target="eo", stance="support"), TargetStance(topic="raids", stance="oppose")],
    ... ))
    tim-keller, 2025-07-21: support eo; oppose raids. Stands by the city's duty.

    .. versionadded:: 0.1
    """

    speakers: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The actors who spoke or signed."""
    capacity: PostRef | None = field(default=None, converter=to_optional_id)
    """The post in which they spoke."""
    on_behalf_of: tuple[OfficeRef, ...] = field(default=(), converter=to_ids)
    """The organizations or posts on whose behalf they spoke."""
    audience: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The actors whom they addressed (Popolo: audience)."""
    date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The day of the statement; empty if the source does not give it."""
    event: EventRef | None = field(default=None, converter=to_optional_id)
    """The event at which they spoke."""
    medium: Medium | None = field(default=None, converter=to_optional_medium)
    """The channel through which they spoke."""
    mode: StatementMode | None = field(default=None, converter=to_optional_statement_mode)
    """The form in which the source presents the statement: a quotation, a paraphrase or a document."""
    stances: tuple[TargetStance, ...] = field(default=(), converter=tuple[TargetStance, ...])
    """The stances that the statement takes, one for each target."""
    summary: str = ""
    """The content of the statement, in our own words."""
    key_phrases: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """A few words of the speaker, each phrase no longer than a handful of words."""

    def _line(self) -> str:
        speakers = ", ".join((*self.speakers, *((self.date.label,) if self.date else ())))
        stances = "; ".join(map(str, self.stances))
        return f"{speakers or 'unnamed speaker'}: " + ". ".join(filter(None, (stances, self.summary or self.id)))
