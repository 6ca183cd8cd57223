"""Evidence: where the words are that a record rests on."""

from attrs import field, frozen
from attrs.converters import optional

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.base import Part, Record
from nmpolicy.records.fields import check_annotations, ref, refs
from nmpolicy.vocabulary.references import ActorRef, SourceRef
from nmpolicy.vocabulary.terms import Basis
from nmpolicy.vocabulary.values import Digest, NonNegativeInt, PositiveInt


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Evidence(Part):
    """A pointer into a source. It names the words without repeating them.

    Terms: W3C Web Annotation Data Model (text position selector); FollowTheMoney (provenance of single values).

    >>> print(Evidence(source="source-nm", paragraph=6, attributed_to=["friends-and-family"]))
    source-nm, paragraph 6, according to friends-and-family

    Raises `InvalidValueError` where only one of `start` and `length` is given, or a range without its paragraph.

    .. versionadded:: 0.1
    """

    #: The source.
    source: SourceRef = field(converter=ref)
    #: Which paragraph, counted from 1 over the non-empty blocks of the source's text, the headline included.
    paragraph: PositiveInt | None = None
    #: Offset of the first character of the words in the normalized paragraph, from 0.
    start: NonNegativeInt | None = None
    #: How many characters the words have, in the normalized paragraph.
    length: PositiveInt | None = None
    #: SHA-256 of the normalized words, in hexadecimal; proves them without repeating them. Empty: not computed.
    digest: Digest | None = None
    #: What kind of words they are.
    basis: Basis | None = field(default=None, converter=optional(Basis))
    #: Whom the source names as the origin of what it says. Empty: the source says it itself.
    attributed_to: tuple[ActorRef, ...] = field(default=(), converter=refs)
    #: Names of the record's fields that the words bear out. Empty: the record as a whole.
    supports: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def __attrs_post_init__(self) -> None:
        """Refuse half a character range."""
        if (self.start is None) != (self.length is None) or (self.start is not None and self.paragraph is None):
            raise InvalidValueError("a character range needs paragraph, start and length together", "Evidence.start")

    def _line(self) -> str:
        """The place, and to whom the source attributes it."""
        place = self.source if self.paragraph is None else f"{self.source}, paragraph {self.paragraph}"
        return place + (f", according to {', '.join(self.attributed_to)}" if self.attributed_to else "")


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class SourcedRecord(Record):
    """A record that can point at the words it rests on: every one but a source itself.

    .. versionadded:: 0.1
    """

    #: Where the words are that the record rests on.
    evidence: tuple[Evidence, ...] = field(default=(), converter=tuple[Evidence, ...])
