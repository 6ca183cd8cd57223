"""Events: what happened, when and where, and who took part."""

from attrs import field, frozen
from attrs.converters import optional

from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, refs
from nmpolicy.vocabulary.dates import PartialDate, span_label
from nmpolicy.vocabulary.references import ActorRef, AnyRef
from nmpolicy.vocabulary.terms import EventKind


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Event(SourcedRecord):
    """A signing, protest, enforcement action, hearing or another thing that happened.

    Terms: Open Civic Data Event.

    >>> print(Event(id="signing", kind="signing", name="Signing of the order", start_date="2025-07-21"))
    Signing of the order (2025-07-21)

    .. versionadded:: 0.1
    """

    #: What kind of thing happened.
    kind: EventKind = field(converter=EventKind)
    #: What to call it; in our own words where it has no name.
    name: str
    #: Its first day, inclusive; of an event of one day, that day.
    start_date: PartialDate | None = field(default=None, converter=optional(PartialDate))
    #: Its last day, inclusive; empty where it is the first one, or the source does not say.
    end_date: PartialDate | None = field(default=None, converter=optional(PartialDate))
    #: Where it happened, as far as the source says.
    location: str = ""
    #: Who took part, on whichever side.
    participants: tuple[ActorRef, ...] = field(default=(), converter=refs)
    #: What it was about: instruments, other events (Open Civic Data: related entities).
    about: tuple[AnyRef, ...] = field(default=(), converter=refs)
    #: What happened, in our own words.
    summary: str = ""

    @property
    def label(self) -> str:
        """The name."""
        return self.name.strip() or self.id

    @property
    def when(self) -> str:
        """The dates in words; empty where none is known.

        >>> Event(id="e", kind="protest", name="A march", start_date="2025-07-19", end_date="2025-07-20").when
        '2025-07-19 to 2025-07-20'
        """
        return span_label(self.start_date, self.end_date)

    def _line(self) -> str:
        """Name and dates."""
        return f"{self.label} ({self.when or 'date unknown'})"
