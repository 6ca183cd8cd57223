"""What all records share: an id, a name for a line of text, and a short `repr`."""

from attrs import field, fields, frozen

from nmpolicy.records.fields import check_annotations, unknown_fields
from nmpolicy.vocabulary.extra import EMPTY, Extra
from nmpolicy.vocabulary.identifiers import Code, Id


class OneLine:
    """Reads as one line, whatever line breaks its texts hold."""

    __slots__ = ()

    def __str__(self) -> str:
        """One readable line."""
        return " ".join(self._line().split())

    def _line(self) -> str:
        raise NotImplementedError


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Part(OneLine):
    """A part of a record, without an id of its own: known by what it holds."""

    #: Fields that nmpolicy does not know, as a file had them.
    extra: Extra = field(default=EMPTY, converter=unknown_fields)

    def __repr__(self) -> str:
        """As in code, without the fields that are at their defaults."""
        changed = (
            f"{field.name}={value!r}"
            for field in fields(type(self))
            if (value := getattr(self, field.name)) != field.default
        )
        return f"{type(self).__name__}({', '.join(changed)})"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Suppression(Part):
    """A rule that a record breaks, and why it stands as it is. What the rule finds in the record is then set apart.

    Terms: SARIF 2.1.0, section 3.35 (suppression, justification).

    >>> print(Suppression(code="NMP501", justification="The article does not say who is to do it."))
    NMP501: The article does not say who is to do it.

    .. versionadded:: 0.1
    """

    #: The code of the rule.
    code: Code
    #: Why the record is right as it is; in our own words.
    justification: str

    def _line(self) -> str:
        """The code and the reason."""
        return f"{self.code}: {self.justification}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Record(OneLine):
    """The base of every class that a collection lists.

    .. versionadded:: 0.1
    """

    #: Slug, unique in the whole collection; for a part, by convention, the whole's id, a dot and a name.
    id: Id
    #: Ids that it had before. A reference to one leads nowhere, but is told where to go.
    aliases: tuple[Id, ...] = field(default=(), converter=tuple[str, ...])
    #: What a reader should know of the record itself, such as how a doubt was settled; in our own words.
    notes: str = ""
    #: Rules that it breaks with good reason.
    suppressions: tuple[Suppression, ...] = field(default=(), converter=tuple[Suppression, ...])
    #: Fields that nmpolicy does not know, as a file had them.
    extra: Extra = field(default=EMPTY, converter=unknown_fields)

    @property
    def label(self) -> str:
        """What to call the record in a line of text: its name or title, or else its id."""
        return self.id

    def _line(self) -> str:
        return self.label

    def __repr__(self) -> str:
        """The class and the id."""
        return f"<{type(self).__name__} {self.id}>"
