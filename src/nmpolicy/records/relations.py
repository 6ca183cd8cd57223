"""Relations: what one record does to another, or says about it."""

from typing import Annotated

from attrs import field, frozen

from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, to_id, to_ids, to_optional_date
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.literals import to_relation_kind
from nmpolicy.vocabulary.references import ProvisionRef, Ref
from nmpolicy.vocabulary.terms import RelationKind

RelatedRef = Annotated[
    str,
    Ref("organizations", "posts", "orders", "measures", "provisions", "statements", "events", "sources"),
]


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Relation(SourcedRecord):
    """A subject, a predicate and an object. The inverse relation is derived and never stored.

    Terms: schema.org Legislation, Akoma Ntoso; subject, predicate and object as in RDF.

    >>> print(Relation(id="r", subject="abq-eo-2025-07-21", predicate="expands", object="abq-resolution-2018"))
    abq-eo-2025-07-21 expands abq-resolution-2018

    .. versionadded:: 0.1
    """

    subject: RelatedRef = field(converter=to_id)
    """The record that acts on the object."""
    predicate: RelationKind = field(converter=to_relation_kind)
    """The action of the subject on the object, such as amends or repeals."""
    object: RelatedRef = field(converter=to_id)
    """The record that is acted on."""
    scope: tuple[ProvisionRef, ...] = field(default=(), converter=to_ids)
    """The affected provisions of the object. If it and `section` are empty, all of the object is affected."""
    section: str = ""
    """The affected part of the object as the source names it, such as `Section 3`, if no provision records it."""
    effective_date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The first day of the effect, inclusive, if it differs from the subject's own first day."""
    end_date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The last day of the effect, inclusive: of a suspension, or of the time by which an instrument is extended."""

    def _line(self) -> str:
        part = ", ".join(filter(None, (self.section, *self.scope)))
        verb = self.predicate.replace("-", " ")
        return f"{self.subject} {verb} {self.object}" + (f" ({part})" if part else "")
