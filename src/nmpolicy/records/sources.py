"""Sources: the articles, documents and posts that support the records."""

from typing import Annotated

from attrs import field, frozen

from nmpolicy.records.base import Record
from nmpolicy.records.fields import check_annotations, to_ids, to_optional_date, to_optional_id
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.literals import to_source_kind
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

    kind: SourceKind = field(converter=to_source_kind)
    """The kind of source."""
    title: str
    """The title as published."""
    publisher: OrganizationRef | None = field(default=None, converter=to_optional_id)
    """The organization that published it."""
    authors: tuple[Annotated[str, Ref("people", "organizations")], ...] = field(default=(), converter=to_ids)
    """The people or organizations that wrote it."""
    date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The date of publication (schema.org: datePublished)."""
    url: Url | None = None
    """The web address."""
    language: Language | None = None
    """The language, as a BCP 47 tag (schema.org: inLanguage)."""

    @property
    def label(self) -> str:
        """The title, or the id if the title is blank."""
        return self.title.strip() or self.id

    def _line(self) -> str:
        return f"{self.label} ({', '.join(filter(None, (self.kind, self.date and self.date.label)))})"
