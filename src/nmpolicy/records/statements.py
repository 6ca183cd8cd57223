"""Statements: who said what, for whom, and where they stand on what they speak of."""

from attrs import field, frozen
from attrs.converters import optional

from nmpolicy.records.base import Part
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, ref, refs
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import ActorRef, AnyRef, EventRef, OfficeRef, PostRef
from nmpolicy.vocabulary.terms import Medium, Objection, Stance, StatementMode


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class TargetStance(Part):
    """Where a statement stands towards one thing that it is about.

    Terms: SemEval-2016 task 6 (stance towards a target).

    >>> print(TargetStance(target="abq-eo-2025-07-21", stance="oppose", objection="too-far"))
    oppose abq-eo-2025-07-21 (too-far)

    .. versionadded:: 0.1
    """

    #: The record that the stance is towards.
    target: AnyRef | None = field(default=None, converter=optional(ref))
    #: What the stance is towards, in a few words, where no record stands for it.
    topic: str = ""
    #: The stance.
    stance: Stance = field(converter=Stance)
    #: What is held against it.
    objection: Objection | None = field(default=None, converter=optional(Objection))

    def _line(self) -> str:
        """Stance and target."""
        return f"{self.stance} {self.target or self.topic}" + (f" ({self.objection})" if self.objection else "")


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Statement(SourcedRecord):
    """Who said what. One statement may take a stance on several things at once.

    Terms: Popolo Speech, SemEval-2016 task 6 (stance), Akoma Ntoso (quotation).

    >>> print(Statement(
    ...     id="keller-signing", speakers=["tim-keller"], date="2025-07-21", summary="Stands by the city's duty.",
    ...     stances=[TargetStance(target="eo", stance="support"), TargetStance(topic="raids", stance="oppose")],
    ... ))
    tim-keller, 2025-07-21: support eo; oppose raids. Stands by the city's duty.

    .. versionadded:: 0.1
    """

    #: Who spoke, or signed.
    speakers: tuple[ActorRef, ...] = field(default=(), converter=refs)
    #: The office in which they spoke.
    capacity: PostRef | None = field(default=None, converter=optional(ref))
    #: The organization or office that they spoke for.
    on_behalf_of: tuple[OfficeRef, ...] = field(default=(), converter=refs)
    #: To whom they spoke (Popolo: audience).
    audience: tuple[ActorRef, ...] = field(default=(), converter=refs)
    #: The day on which they spoke; empty where the source does not say.
    date: PartialDate | None = field(default=None, converter=optional(PartialDate))
    #: The event at which they spoke.
    event: EventRef | None = field(default=None, converter=optional(ref))
    #: Through which channel they spoke.
    medium: Medium | None = field(default=None, converter=optional(Medium))
    #: How the source gives their words.
    mode: StatementMode | None = field(default=None, converter=optional(StatementMode))
    #: Where it stands towards each thing that it is about.
    stances: tuple[TargetStance, ...] = field(default=(), converter=tuple[TargetStance, ...])
    #: What was said, in our own words.
    summary: str = ""
    #: A few words that the speaker used, each phrase at most a handful long.
    key_phrases: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def _line(self) -> str:
        """Who, when, the stances and what was said."""
        who = ", ".join((*self.speakers, *((self.date.label,) if self.date else ())))
        stances = "; ".join(map(str, self.stances))
        return f"{who or 'nobody named'}: " + ". ".join(filter(None, (stances, self.summary or self.id)))
