"""The stages that a row of a spreadsheet reached: by its dates, its status and its signer."""

from collections.abc import Sequence
from typing import Any

from nmpolicy.errors import InvalidDateError
from nmpolicy.imports.spreadsheets.date_cells import read_date_cell
from nmpolicy.imports.spreadsheets.row_values import RowValues
from nmpolicy.queries.milestones import MADE_STAGES, PENDING_STAGES, REFUSAL_STAGES
from nmpolicy.queries.official_acts import SIGNING_STAGES
from nmpolicy.records.instruments import Milestone
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import MeasureKind, Stage

_UNSIGNED = PENDING_STAGES | REFUSAL_STAGES


def find_signing(row: RowValues) -> None:
    """Find the stage at which a row was signed, and that of a row without a date.

    Without a date, a row counts as unsigned, unless its status or the mapping says otherwise. Such rows are reported.
    """
    status = row.status.stage if row.status else None
    may_be_signed = bool(row.status or not row.peek("status")) and status not in _UNSIGNED
    found = {*row.dates, *([status] if status else [])}
    signings = {Stage.SIGNED} if isinstance(row.kind, MeasureKind) else SIGNING_STAGES
    undated = row.mapping.undated
    if undated and may_be_signed and found.isdisjoint({undated, *signings}):
        row.undated = undated
        found.add(undated)
    row.signing = next((stage for stage in MADE_STAGES if stage in signings & found), None)
    why = "it has no date of signing" if may_be_signed else "its status is not known to be that of a signed order"
    if may_be_signed and undated is None:
        why += '; if all rows without a date were signed, set undated = "signed" in the mapping'
    if row.signing is None and row.peek("signer"):
        row.report("signer", "NMP018", f"the row counts as unsigned, because {why}")
    elif not found and row.mapping.dates and may_be_signed and len(row.cells) > 1:
        row.pending.append(("NMP018", f"the row has no stage, because {why}", ""))


def milestones(row: RowValues, signers: Sequence[str]) -> list[Milestone]:
    """Return the stages of a row in their order: the one without a date, its dates, and that of its status."""
    stages: dict[Stage, Any] = {row.undated: None, **row.dates} if row.undated else {**row.dates}
    if status := _status_stage(row):
        stages.setdefault(*status)
    found: list[Milestone] = []
    for stage, day in stages.items():
        place = len(found)
        while place and day and (before := found[place - 1].date) and day.before(before):
            place -= 1
        found.insert(place, Milestone(stage=stage, date=day, by=signers if stage == row.signing else ()))
    return found


def _status_stage(row: RowValues) -> tuple[Stage, PartialDate | None] | None:
    """Return the stage that the status means, and its date. Without a date, a relation may already express it."""
    if not row.status or not (stage := row.status.stage):
        return None
    day = _date_of_status(row) if stage not in row.dates else None
    return (stage, day) if day or stage not in row.related else None


def _date_of_status(row: RowValues) -> PartialDate | None:
    """Return the date in the status, or else that in the column with the date of the status."""
    mapping = row.mapping
    if row.status and row.status.date:
        try:
            return read_date_cell(row.status.date, mapping.date_form, mapping.first_year).date
        except InvalidDateError as error:
            row.report("status", "NMP016", error.reason)
    return row.date(mapping.status_date) if mapping.status_date else None
