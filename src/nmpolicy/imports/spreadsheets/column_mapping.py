"""The mapping of a spreadsheet: the content of its columns, and the meaning of their values."""

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import field, frozen

from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, RelationKind, Stage

#: The forms of dates that consist of numbers: 1/5/2014 with the month or the day first, or a day number of Excel.
DateForm: TypeAlias = Literal["month-first", "day-first", "excel"]
Kind: TypeAlias = OrderKind | MeasureKind

#: The placeholders that a draft writes for values that the file does not give.
PLACEHOLDERS = {
    "jurisdiction": "The jurisdiction",
    "post": "Chief executive",
    "division": "ocd-division/country:us/state:xx/place:name",
}
DATE_FORMS: tuple[DateForm, ...] = ("month-first", "day-first", "excel")
#: The roles that a column of `[columns]` can have.
ROLES = (
    *("number", "title", "summary", "url", "signer", "sponsors", "issuer"),
    *("type", "status", "subjects", "notes"),
)
#: A name in braces, in a pattern.
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
#: The default separators of the numbers of other rows.
SEPARATORS = ";,|\n"
#: The roles that can have several values in a cell, and their default separators.
LISTS = {"subjects": ";|\n", "sponsors": ";|\n", "issuer": "", "signer": ""}


#: Columns of a narrow table; a row that fills only one of them is ordinary.
NARROW = 2


@frozen(kw_only=True)
class ColumnUse:
    """The use of a column: its name, and how its cells are written.

    .. versionadded:: 0.1
    """

    columns: tuple[str, ...]
    """The names of the columns. The first that is not blank in a row is read."""
    separators: tuple[str, ...] = ()
    """The separators of the items of a list, such as commas."""
    form: tuple[DateForm, ...] = ()
    """The forms of numeric dates; empty if the mapping gives none, so that ambiguous dates are not read."""
    first_year: int | None = None
    """The first of the hundred years that a two-digit year can mean; None if no such year is read."""


@frozen(kw_only=True)
class ColumnMapping:
    """The meaning of the columns of a spreadsheet, and of the values in them.

    .. versionadded:: 0.1
    """

    file: str
    """The name of the file that it was read from, for problems."""
    record: Literal["order", "measure"]
    """The class of the rows whose kind does not decide it, because it is `other`."""
    kind: Kind
    """The kind of the rows whose type is blank, and of all rows if no column holds the type."""
    jurisdiction: str
    """The name of the city, county or state."""
    post: str = ""
    """The name of the post that issues the orders, such as `Mayor of Springfield`."""
    body: str = ""
    """The name of the body that considers the measures, or issues the orders."""
    division: str = ""
    """The area, as an Open Civic Data division id."""
    language: str | None = None
    """The language of the texts, as a BCP 47 tag."""
    id: str = "{kind} {series} {number}"
    """The pattern of the ids: words, and in braces the names of columns and of the keys of `[columns]`."""
    series: str = ""
    """The pattern of the series that the numbers belong to, such as `Executive orders of {signer}`."""
    encoding: str = ""
    """The encoding of the file; empty to detect it from the bytes."""
    blank: tuple[str, ...] = ()
    """The values that mean nothing, such as `N/A`."""
    ignore: tuple[str, ...] = ()
    """The names of the columns to leave out."""
    ignore_rows: tuple[str, ...] = ()
    """The texts of the rows to leave out; `*` matches any characters."""
    columns: Mapping[str, ColumnUse] = field(factory=dict)
    """The column of each role."""
    dates: Mapping[Stage, ColumnUse] = field(factory=dict)
    """The column with the date of each stage."""
    status_date: ColumnUse | None = None
    """The column with the date of the stage that the status means."""
    date_form: tuple[DateForm, ...] = ()
    """The forms of numeric dates in statuses, and in columns whose use does not give them."""
    first_year: int | None = None
    """The first of the hundred years that a two-digit year can mean there."""
    relations: Mapping[tuple[RelationKind, bool], ColumnUse] = field(factory=dict)
    """The columns with the numbers of other rows: by predicate, and true if the other row is the subject."""
    types: Mapping[str, Kind] = field(factory=dict)
    """The kind that each type means, by the type in lowercase."""
    statuses: Mapping[str, Stage | None] = field(factory=dict)
    """The stage that each status means, by the status in lowercase; None if it means none.

    `{number}` matches the numbers of other rows, and `{date}` a date, as in `rescinded by {number} on {date}`.
    """
    undated: Stage | None = None
    """The stage of rows without a date of it; None if such rows may not have reached it."""
    signers: Mapping[str, str] = field(factory=dict)
    """The full names of signers, by what the cells hold."""

    @property
    def uses(self) -> tuple[tuple[tuple[str, str], ColumnUse], ...]:
        """The uses of columns, each with the table and the key of the mapping that set it."""
        return (
            *((("columns", role), use) for role, use in self.columns.items()),
            *((("dates", stage), use) for stage, use in self.dates.items()),
            *((("dates", "status"), use) for use in (self.status_date,) if use),
            *(
                (("relations", relation_key(predicate, inverse=inverse)), use)
                for (predicate, inverse), use in self.relations.items()
            ),
        )


def value_key(text: str) -> str:
    """Return a text that is equal for values that differ only in case and blanks."""
    return " ".join(text.split()).casefold()


def relation_key(predicate: RelationKind, *, inverse: bool) -> str:
    """Return how a mapping names a relation.

    >>> relation_key(RelationKind.REPEALS, inverse=True)
    'repealed by'
    """
    return predicate.inverse if inverse else predicate.replace("-", " ")
