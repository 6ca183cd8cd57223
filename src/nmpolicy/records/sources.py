"""Sources: the articles, documents and posts that records rest on."""

from typing import Annotated

from attrs import field, frozen
from attrs.converters import optional

from nmpolicy.records.base import Record
from nmpolicy.records.fields import check_annotations, ref, refs
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import OrganizationRef, Ref
from nmpolicy.vocabulary.terms import SourceKind
from nmpolicy.vocabulary.values import Language, Url


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Source(Record):
    """An article, official document, post or data set.

    Terms: schema.org CreativeWork.

    >>> print(Source(id="source-nm", kind="news-article", title="A headline", date="2025-07-22"))
    A headline (news-article, 2025-07-22)

    .. versionadded:: 0.1
    """

    #: What kind of source it is.
    kind: SourceKind = field(converter=SourceKind)
    #: Its title as published.
    title: str
    #: Who published it.
    publisher: OrganizationRef | None = field(default=None, converter=optional(ref))
    #: Who wrote it.
    authors: tuple[Annotated[str, Ref("people", "organizations")], ...] = field(default=(), converter=refs)
    #: When it was published (schema.org: datePublished).
    date: PartialDate | None = field(default=None, converter=optional(PartialDate))
    #: Its address on the web.
    url: Url | None = None
    #: The language that it is written in, as a BCP 47 tag (schema.org: inLanguage).
    language: Language | None = None

    @property
    def label(self) -> str:
        """The title."""
        return self.title.strip() or self.id

    def _line(self) -> str:
        """Title, kind and date."""
        return f"{self.label} ({', '.join(filter(None, (self.kind, self.date and self.date.label)))})"
