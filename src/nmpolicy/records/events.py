"""Events: signings, protests, hearings and other things that happened."""

from typing import ClassVar

from attrs import field, frozen

from nmpolicy.records.base import Part
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, to_id, to_ids, to_optional_date
from nmpolicy.vocabulary.dates import PartialDate, span_label
from nmpolicy.vocabulary.literals import to_event_kind
from nmpolicy.vocabulary.references import ActorRef, AnyRef
from nmpolicy.vocabulary.terms import EventKind


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Participant(Part):
    """An actor who took part in an event, and as what.

    Terms: Open Civic Data (event participants).

    >>> print(Participant(actor="jane-doe", role="plaintiff"))
    jane-doe, plaintiff

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("actor",)

    actor: ActorRef = field(converter=to_id)
    """The actor."""
    role: str = ""
    """The role in a word or two, such as `plaintiff`, `judge` or `host`; empty if the source does not give it."""

    def _line(self) -> str:
        return f"{self.actor}, {self.role}" if self.role else self.actor


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Event(SourcedRecord):
    """A signing, protest, enforcement action, hearing or other event.

    Terms: Open Civic Data Event.

    >>> print(Event(id="signing", kind="signing", name="Signing of the order", start_date="2025-07-21"))
    Signing of the order (2025-07-21)

    .. versionadded:: 0.1
    """

    kind: EventKind = field(converter=to_event_kind)
    """The kind of event."""
    name: str
    """The name of the event, or a description in our own words."""
    start_date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The first day, inclusive, or the only day."""
    end_date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The last day, inclusive; empty if the event lasted one day or the source does not give it."""
    location: str = ""
    """The location, as precisely as the source gives it."""
    participants: tuple[Participant, ...] = field(default=(), converter=tuple[Participant, ...])
    """The actors who took part, on any side, with their roles."""
    about: tuple[AnyRef, ...] = field(default=(), converter=to_ids)
    """The records that the event was about, such as instruments or other events (Open Civic Data: related entities)."""
    summary: str = ""
    """A description of the event, in our own words."""

    @property
    def label(self) -> str:
        """The name, or the id if the name is blank."""
        return self.name.strip() or self.id

    @property
    def when(self) -> str:
        """The dates for a reader; empty if none is known.

        >>> Event(id="e", kind="protest", name="A march", start_date="2025-07-19", end_date="2025-07-20").when
        '2025-07-19 to 2025-07-20'
        """
        return span_label(self.start_date, self.end_date)

    def _line(self) -> str:
        return f"{self.label} ({self.when or 'date unknown'})"
