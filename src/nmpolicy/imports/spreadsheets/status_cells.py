"""The statuses in the cells of a spreadsheet, which may name another order and a date."""

import re
from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from nmpolicy.imports.spreadsheets.column_mapping import PLACEHOLDER, value_key
from nmpolicy.imports.spreadsheets.date_cells import date_in_some_form
from nmpolicy.vocabulary.terms import RelationKind, Stage

#: The relation of another order to one that is at a stage, if the status names the other one.
RELATIONS: Mapping[Stage, RelationKind] = {
    Stage.AMENDED: RelationKind.AMENDS,
    Stage.REPEALED: RelationKind.REPEALS,
    Stage.RESCINDED: RelationKind.RESCINDS,
    Stage.SUPERSEDED: RelationKind.SUPERSEDES,
    Stage.SUSPENDED: RelationKind.SUSPENDS,
}
_PARTS = ("number", "date")
_BY = re.compile(
    r"(?P<words>.*?\b(?:by|por|par)) (?!\D* (?:on|dated|effective) )[^\d{}]*\d[^{}]*?"
    r"(?:(?P<between>,? (?:on|dated|effective) |,? ?\()(?P<date>[^{}()]*\d{4})(?P<end>\)?))?"
)
_DAY = len("2014-03-05")
_LONGEST = 200  # characters of a status that may have a number or a date


@frozen
class StatusCell:
    """A status that was read from a cell."""

    listed: str
    """The text under which the mapping lists it."""
    stage: Stage | None
    """The stage that it means, if any."""
    number: str = ""
    """The numbers of other rows that it names."""
    date: str = ""
    """The date that it names, as it is written."""


def read_status_cell(text: str, statuses: Mapping[str, Stage | None]) -> StatusCell | None:
    """Return what a status means; None if the mapping does not list it.

    >>> statuses = {"active": None, "superseded by {number}": Stage.SUPERSEDED, "expired {date}": Stage.EXPIRED}
    >>> read_status_cell("Superseded by EO 12", statuses).number, read_status_cell("Expired 6/30/2014", statuses).date
    ('EO 12', '6/30/2014')
    """
    if value_key(text) in statuses:
        return StatusCell(value_key(text), statuses[value_key(text)])
    plain = " ".join(text.split())
    if len(plain) > _LONGEST:
        return None
    forms = (each for each in statuses if "{" in each)
    for form in sorted(forms, key=lambda each: (-len(PLACEHOLDER.sub("", each)), each)):  # the most specific one first
        if found := _pattern(form).fullmatch(plain):
            return StatusCell(form, statuses[form], **found.groupdict())
    return None


def status_form(status: str) -> str:
    """Return a status with braces in place of a date at its end and of the numbers of other orders.

    >>> status_form("Superseded by EO 12"), status_form("Revoked 3/5/2014"), status_form("Expired June 30")
    ('Superseded by {number}', 'Revoked {date}', 'Expired June 30')
    """
    plain = " ".join(status.split())
    if len(plain) > _LONGEST:
        return plain
    if by := _BY.fullmatch(plain):
        date = date_in_some_form(by["date"] or "", "month-first", "day-first")
        if date and len(date) == _DAY:
            return f"{by['words']} {{number}}{by['between']}{{date}}{by['end']}"
        return f"{by['words']} {{number}}"
    return _with_date(plain)


def _with_date(plain: str) -> str:
    """Return a status with braces in place of a date at its end. A year may be the number of an order."""
    words = plain.split()
    for position in range(1, len(words)):
        text = " ".join(words[position:])
        date = text[1:-1] if text[0] == "(" and text[-1] == ")" else text
        found = date_in_some_form(date, "month-first", "day-first")
        if found and (position == 1 or len(found) == _DAY):
            return " ".join([*words[:position], text.replace(date, "{date}")])
    return plain


def wrong_braces(status: str, stage: Stage | None) -> str:
    """Return the error in the braces in a status of a mapping; empty if there is none."""
    names = PLACEHOLDER.findall(status)
    if unknown := [name for name in names if name not in _PARTS]:
        return f"{{{unknown[0]}}} cannot be in a status; write {{number}} or {{date}}"
    if len({*names}) < len(names):
        return "the same braces occur twice; remove one of them"
    if "number" in names and stage not in RELATIONS:
        return f"{{number}} needs a stage that another order causes; write one of {', '.join(RELATIONS)}"
    return ""


@lru_cache(1_000)
def _pattern(form: str) -> re.Pattern[str]:
    parts = {name: rf"(?P<{name}>.+?)" for name in _PARTS}
    words = (re.escape(each) for each in PLACEHOLDER.split(form))
    return re.compile("".join(parts.get(each, each) for each in words), re.IGNORECASE)
