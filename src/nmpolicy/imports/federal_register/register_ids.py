"""The ids of presidential documents, made of their identifying data, and the order in which they were made."""

import re
from typing import NamedTuple

from nmpolicy.imports.federal_register.disposition_notes import Reference
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.slugs import slug
from nmpolicy.vocabulary.terms import OrderKind

_NUMBER = re.compile(
    r"(?:(?:E\.?\s?O\.?|Executive\s+Order|Proclamation|Proc\.)\s*(?:No\.?)?\s*)?0*(?P<digits>[1-9][0-9]{0,5})(?:\.0)?"
    r"\s*-?\s*(?P<letter>[A-Za-z]{0,2})",
    re.IGNORECASE,
)
#: The kinds of documents that have a number of their own, each with the start of the id and of the title.
_NUMBERED = {
    "executive order": ("us-eo", "Executive Order"),
    "proclamation": ("us-proclamation", "Proclamation"),
    "determination": ("us-presidential-determination", "Presidential Determination No."),
    "public law": ("us-public-law", "Public Law"),
}
#: The kinds of documents that only their page in the Federal Register distinguishes: several may have the same date.
_ON_A_PAGE = {"memorandum": "Memorandum", "notice": "Notice", "order": "Order", "determination": "Determination"}


class Party(NamedTuple):
    """A document that a note belongs to, or refers to."""

    id: str
    """The id of its record."""
    kind: str
    """Its kind, as in `Reference.kind`; for a document of the input, its subtype in lowercase."""
    number: str
    """Its number; empty if it has none."""
    date: PartialDate | None = None
    """The day on which it was signed, if known."""
    title: str = ""
    """A title that names it by its number or its date."""
    page: str = ""
    """The page of the Federal Register on which it begins, if known."""

    def number_after(self, other: "Party") -> bool | None:
        """Return whether its number is higher than that of another; None if the numbers are of different series."""
        places = place_in_series(self), place_in_series(other)
        return None if self.kind != other.kind or None in places else places[0] > places[1]  # type: ignore[operator]


def place_in_series(party: Party) -> tuple[int, str] | None:
    """Return the number of a document as its place in its series; None if only its date gives its place.

    >>> place_in_series(Party("us-eo-11246-a", "executive order", "11246-A"))
    (11246, 'A')
    """
    if party.kind not in ("executive order", "proclamation") or not (number := plain_number(party.number)):
        return None
    digits, _, letter = number.partition("-")
    return int(digits), letter


def is_later(one: Party, other: Party) -> bool:
    """Return whether a document is certainly later than another: by their numbers, or else by their dates."""
    by_number = one.number_after(other)
    return bool(one.date and other.date and other.date.before(one.date)) if by_number is None else by_number


def plain_number(text: str) -> str:
    """Return the number of an executive order or a proclamation alone; empty if the text is not such a number.

    >>> plain_number("EO 11246-A"), plain_number("13765"), plain_number("A-1")
    ('11246-A', '13765', '')
    """
    found = _NUMBER.fullmatch(text.strip())
    return "" if found is None else "-".join(filter(None, (found["digits"], found["letter"].upper())))


def numbered_id(kind: str, number: str) -> str:
    """Return the id of a numbered document.

    >>> numbered_id("executive order", "11246-A")
    'us-eo-11246-a'
    """
    return f"{_NUMBERED[kind][0]}-{slug(number)}"


def numbered_title(kind: str, number: str) -> str:
    """Return a title that names a document by its number."""
    return f"{_NUMBERED[kind][1]} {number}"


def party_of(reference: Reference) -> Party | None:
    """Return the document that a reference identifies; None if only its date is given, which several can have."""
    kind, number = reference.kind, reference.number
    if kind in _NUMBERED and number:
        number = plain_number(number) if kind in ("executive order", "proclamation") else number
        if not number:
            return None
        return Party(numbered_id(kind, number), kind, number, None, numbered_title(kind, number))
    if kind in _ON_A_PAGE and reference.page:
        title = f"{_ON_A_PAGE[kind]} of {' '.join(reference.date.split())}"
        return Party(f"us-{kind}-{slug(reference.page)}", kind, "", None, title, reference.page)
    return None


def order_kind(kind: str) -> tuple[OrderKind, str]:
    """Return the kind of an order, and its kind as text if the kind alone does not say it.

    >>> order_kind("proclamation")[1], order_kind("notice")[1]
    ('', 'Notice')
    """
    known = {
        "executive order": OrderKind.EXECUTIVE_ORDER,
        "proclamation": OrderKind.PROCLAMATION,
        "memorandum": OrderKind.MEMORANDUM,
    }
    return (known[kind], "") if kind in known else (OrderKind.OTHER, kind.capitalize())
