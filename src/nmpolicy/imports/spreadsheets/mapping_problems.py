"""Unused or unfinished parts of a mapping: values that never occur, and placeholders of a draft."""

from collections.abc import Iterator, Sequence
from typing import Any

from nmpolicy.imports.input_items import InputProblem
from nmpolicy.imports.spreadsheets.column_mapping import PLACEHOLDERS, ColumnMapping, value_key
from nmpolicy.imports.spreadsheets.row_values import RowValues
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.vocabulary.values import describe


def mapping_problems(mapping: ColumnMapping, rows: Sequence[RowValues]) -> Iterator[Problem]:
    """Yield the placeholders of a draft, and the types, statuses and signers that no row has."""
    for key, placeholder in PLACEHOLDERS.items():
        if getattr(mapping, key) == placeholder:
            message = f"{describe(placeholder)} is a placeholder of the draft; replace it"
            yield _problem(mapping, message, key)
    found: dict[str, set[Any]] = {
        "types": {value_key(row.peek("type")) for row in rows},
        "statuses": {row.status.listed for row in rows if row.status},
        "signers": {name for row in rows for name in row.items("signer", read=False)},
    }
    for table, values in found.items():
        for key in getattr(mapping, table):
            if key not in values:
                yield _problem(mapping, "the value never occurs in the file; correct or remove it", table, key)


def _problem(mapping: ColumnMapping, message: str, *steps: str) -> InputProblem:
    return InputProblem("NMP018", Severity.WARNING, pointer(steps), message, file=mapping.file)
