"""Relations: what one record does to another, or says of it."""

from typing import Annotated

from attrs import field, frozen
from attrs.converters import optional

from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, ref, refs
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import ProvisionRef, Ref
from nmpolicy.vocabulary.terms import RelationKind

RelatedRef = Annotated[str, Ref("orders", "measures", "provisions", "statements", "events", "sources")]


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Relation(SourcedRecord):
    """A subject, what it does, and the object that it does it to. The inverse is derived, never stored.

    Terms: schema.org Legislation, Akoma Ntoso; subject, predicate and object as in RDF.

    >>> print(Relation(id="r", subject="abq-eo-2025-07-21", predicate="expands", object="abq-resolution-2018"))
    abq-eo-2025-07-21 expands abq-resolution-2018

    .. versionadded:: 0.1
    """

    #: What does it.
    subject: RelatedRef = field(converter=ref)
    #: What it does.
    predicate: RelationKind = field(converter=RelationKind)
    #: What it does it to.
    object: RelatedRef = field(converter=ref)
    #: The provisions of the object that it touches. Empty: the whole of it.
    scope: tuple[ProvisionRef, ...] = field(default=(), converter=refs)
    #: From which day it holds, inclusive, where that is not the subject's own.
    effective_date: PartialDate | None = field(default=None, converter=optional(PartialDate))

    def _line(self) -> str:
        """Subject, predicate, object."""
        return f"{self.subject} {self.predicate} {self.object}"
