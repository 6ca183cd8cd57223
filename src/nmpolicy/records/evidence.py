"""Evidence: pointers from records to the supporting passages in sources."""

from typing import ClassVar

from attrs import evolve, field, frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.base import Part, Record
from nmpolicy.records.fields import check_annotations, to_id, to_ids
from nmpolicy.vocabulary.extra import EMPTY
from nmpolicy.vocabulary.literals import to_optional_basis
from nmpolicy.vocabulary.references import ActorRef, SourceRef
from nmpolicy.vocabulary.terms import Basis
from nmpolicy.vocabulary.values import Digest, NonNegativeInt, PositiveInt

#: The fields that have the words of a passage, or prove them. `without_words` empties them.
WORD_FIELDS = frozenset({"quote", "digest", "extra"})


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Evidence(Part):
    """A pointer to a passage in a source. Finished evidence identifies the passage without quoting it.

    While a record is being written, its evidence may quote the passage. `anchor_quotes` and `nmpolicy anchor` replace
    the quote with the location and the digest of the words.

    Terms: W3C Web Annotation Data Model (text position selector; text quote selector); FollowTheMoney (provenance of
    single values).

    >>> print(Evidence(source="source-nm", paragraph=6, attributed_to=["friends-and-family"]))
    source-nm, paragraph 6, according to friends-and-family

    Raises `InvalidValueError` if only one of `start` and `length` is given, if they are given without `paragraph`, or
    if a quote stands beside `start`, `length` or `digest`.

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("source", "quote", "paragraph", "start", "length", "digest")

    source: SourceRef = field(converter=to_id)
    """The source that contains the passage."""
    quote: str = ""
    """The passage in the words of the source, in a draft; empty once it is anchored (Web Annotation: `exact`)."""
    paragraph: PositiveInt | None = None
    """The number of the paragraph, counting the non-empty blocks of the source's text from 1, headline included."""
    start: NonNegativeInt | None = None
    """Offset of the passage's first character in the normalized paragraph, counted from 0."""
    length: PositiveInt | None = None
    """Length of the passage in characters of the normalized paragraph."""
    digest: Digest | None = None
    """SHA-256 of the normalized passage, in hexadecimal, which proves its wording without quoting it."""
    basis: Basis | None = field(default=None, converter=to_optional_basis)
    """The kind of text that the passage comes from."""
    attributed_to: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The actors to whom the source attributes the information; empty if it speaks for itself."""
    supports: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Names of the record's fields that the passage supports; empty means the record as a whole."""

    def __attrs_post_init__(self) -> None:
        """Refuse an incomplete character range, and a quote of a passage that is anchored."""
        if (self.start is None) != (self.length is None) or (self.start is not None and self.paragraph is None):
            raise InvalidValueError("a character range needs paragraph, start and length together", "Evidence.start")
        if self.quote and (self.start is not None or self.digest is not None):
            message = "a quote is a draft of an anchor; remove the quote, or remove start, length and digest"
            raise InvalidValueError(message, "Evidence.quote")

    def without_words(self, quote: str = "") -> "Evidence":
        """Return the same location without the words of a quote, their digest and the fields of other programs.

        A digest proves words without repeating them, but a computer can try all names. With `quote`, that text stands
        for the words, if there are any.

        >>> Evidence(source="blog", quote="a neighbor, John Doe", paragraph=2).without_words()
        Evidence(source='blog', paragraph=2)

        .. versionadded:: 0.1
        """
        return evolve(self, quote=quote if self.quote else "", digest=None, extra=EMPTY)

    def _line(self) -> str:
        passage = self.source if self.paragraph is None else f"{self.source}, paragraph {self.paragraph}"
        return passage + (f", according to {', '.join(self.attributed_to)}" if self.attributed_to else "")


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class SourcedRecord(Record):
    """A record that can point to its supporting passages: every record except a source.

    .. versionadded:: 0.1
    """

    evidence: tuple[Evidence, ...] = field(default=(), converter=tuple[Evidence, ...])
    """The supporting passages. They also support the parts of the record that have no evidence of their own."""

    def evidence_for(self, name: str, part: Part) -> tuple[Evidence, ...]:
        """Return the evidence for a part in the field `name`: its own, or else the record's evidence for that field.

        A piece of evidence for certain fields, named in `supports`, supports the parts in these fields alone.

        >>> from nmpolicy.records.instruments import Milestone, Order
        >>> signed = Milestone(stage="signed")
        >>> report, blog = Evidence(source="report"), Evidence(source="blog", supports=["title"])
        >>> order = Order(id="eo", kind="other", title="An order", milestones=[signed], evidence=[report, blog])
        >>> order.evidence_for("milestones", signed)
        (Evidence(source='report'),)
        """
        own: tuple[Evidence, ...] = getattr(part, "evidence", ())
        return own or tuple(each for each in self.evidence if not each.supports or name in each.supports)
