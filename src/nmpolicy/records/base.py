"""Base classes of records and their parts: id, label, one-line text, `repr`; and the error for a wrong class."""

from collections.abc import Iterable
from typing import ClassVar, Self

from attrs import evolve, field, fields, frozen

from nmpolicy.errors import InvalidTypeError
from nmpolicy.markup import MAX_ITEMS, definitions, section
from nmpolicy.records.field_texts import WITHHELD, InWords, Name, field_texts, field_title, part_text
from nmpolicy.records.fields import check_annotations, to_extra
from nmpolicy.vocabulary.extra import EMPTY, Extra
from nmpolicy.vocabulary.identifiers import Code, Id
from nmpolicy.vocabulary.values import as_tuple


class OneLineText:
    """Gives a class a `str()` without line breaks, even if its texts contain some."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return a readable line."""
        return " ".join(self._line().split())

    def _line(self) -> str:
        raise NotImplementedError


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Part(OneLineText):
    """A part of a record. It has no id of its own and is identified by its content."""

    key_fields: ClassVar[tuple[str, ...]]
    """Names of the fields that tell it apart from the other parts in its list. Every class declares its own.

    Two versions of a record that have a part with the same values in these fields have the same part.
    """
    grouped_by: ClassVar[str] = ""
    """Name of the field by which a list of such parts is grouped for a reader; empty if it is not grouped."""
    extra: Extra = field(default=EMPTY, converter=to_extra)
    """Fields from a file that nmpolicy does not know."""

    def __repr__(self) -> str:
        """Return the code that makes it, without fields that have their default values."""
        changed = (
            f"{field.name}={value!r}"
            for field in fields(type(self))
            if (value := getattr(self, field.name)) != field.default
        )
        return f"{type(self).__name__}({', '.join(changed)})"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Suppression(Part):
    """A rule that a record breaks for a good reason. Reports list the findings of that rule separately.

    Terms: SARIF 2.1.0, section 3.35 (suppression, justification).

    >>> print(Suppression(code="NMP501", justification="The article does not say who is to do it."))
    NMP501: The article does not say who is to do it.

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("code",)

    code: Code
    """The code of the rule."""
    justification: str
    """The reason why the record is correct as it is, in our own words."""

    def _line(self) -> str:
        return f"{self.code}: {self.justification}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Identifier(Part):
    """An identifier that someone else uses for the same thing, such as a Wikidata item.

    One in a scheme of a case or a series, such as a docket number or an ISSN, may be that of several records.

    Terms: Popolo 1.0 (identifiers).

    >>> print(Identifier(scheme="wikidata", identifier="Q34804"))
    wikidata: Q34804

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("scheme",)

    scheme: str
    """The system that the identifier belongs to, such as `wikidata`, `open-states`, `eli` or `docket`."""
    identifier: str
    """The identifier as that system writes it."""

    def _line(self) -> str:
        return f"{self.scheme}: {self.identifier}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Note(Part, InWords):
    """A note on a record, in our own words, and its author.

    Where notes are set, a text alone is a note without an author.

    Terms: W3C Web Annotation Data Model (body, creator); schema.org (text, author).

    >>> print(Note(text="The article gives no title.", author="Ana"))
    The article gives no title. (Ana)
    >>> Record(id="city", notes="The article gives no title.").notes
    (Note(text='The article gives no title.'),)

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("text", "author")

    text: str
    """The text, in our own words."""
    author: str = ""
    """The name or the initials of the person who wrote it; empty if that does not matter."""

    def _line(self) -> str:
        return f"{self.text} ({self.author})" if self.author else self.text

    def _in_words(self, name: Name) -> str:
        """Return the text and its author, and then the unknown fields."""
        unknown = part_text(evolve(self, text="", author=""), name) if self.extra else ""
        return "; ".join(filter(None, (str(self), unknown)))


def to_notes(value: Iterable[Note | str] | Note | str) -> tuple[Note, ...]:
    """Convert notes, or their texts, to notes. A single text or note is a list of one; an empty text is none."""
    if isinstance(value, str | Note):
        value = [value] if value else []
    return tuple(Note(text=each) if isinstance(each, str) else each for each in as_tuple(value))


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Record(OneLineText):
    """The base class of every record in a collection.

    .. versionadded:: 0.1
    """

    id: Id
    """A slug, unique in the collection. For a part of a whole: by convention, the whole's id, a dot and a name."""
    aliases: tuple[Id, ...] = field(default=(), converter=tuple[str, ...])
    """Former ids. A reference to one is reported, with the current id as a suggestion."""
    identifiers: tuple[Identifier, ...] = field(default=(), converter=tuple[Identifier, ...])
    """The identifiers that others use for it."""
    notes: tuple[Note, ...] = field(default=(), converter=to_notes)
    """Anything a reader should know about the record itself, such as how a doubt was resolved."""
    suppressions: tuple[Suppression, ...] = field(default=(), converter=tuple[Suppression, ...])
    """Rules that the record breaks for a good reason."""
    extra: Extra = field(default=EMPTY, converter=to_extra)
    """Fields from a file that nmpolicy does not know."""

    @property
    def label(self) -> str:
        """The name or title of the record for a line of text, or its id if it has neither."""
        return self.id

    @property
    def withheld_fields(self) -> frozenset[str]:
        """Names of the fields that no output shows. `extra` stands for those of other programs."""
        return frozenset()

    def withholds(self, name: str) -> bool:
        """Return whether no output shows a field, which may be one of another program."""
        return name in self.withheld_fields or ("extra" in self.withheld_fields and name in self.extra)

    def shown(self) -> Self:
        """Return the record with only those quotes of sources that outputs may show."""
        return self

    def _line(self) -> str:
        return self.label

    def __repr__(self) -> str:
        """Return the class and the id."""
        return f"<{type(self).__name__} {self.id}>"

    def _repr_html_(self) -> str:
        """Return each field that is set, for a notebook. References are ids: a record does not know its collection."""
        rows = (
            (field_title(name), WITHHELD if self.withholds(name) else texts)
            for name, _, texts in field_texts(self.shown(), str, MAX_ITEMS)
        )
        return section(f"{type(self).__name__} {self.id}", definitions(rows))


def wrong_class(record: Record, expected: str) -> InvalidTypeError:
    """Return the error for a record that is not of the expected class.

    >>> print(wrong_class(Record(id="city"), "a post"))
    'city' is a record, not a post
    """
    name = type(record).__name__.lower()
    article = "an" if name[0] in "aeiou" else "a"
    return InvalidTypeError(f"{record.id!r} is {article} {name}, not {expected}")
