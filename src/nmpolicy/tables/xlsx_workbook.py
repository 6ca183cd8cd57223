"""Write a collection as an Excel workbook, the format for editing records by hand."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nmpolicy.errors import InvalidCollectionError
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.serialization.files import AnyPath
from nmpolicy.serialization.json_schema import json_schema
from nmpolicy.tables.cells import text_rows
from nmpolicy.tables.layout import COLLECTION, Column, Table, TermClass, layout
from nmpolicy.tables.rows import Row, collection_to_export, rows
from nmpolicy.tables.xlsx_reader import READ_ME, TERMS
from nmpolicy.tables.xlsx_texts import MAX_TEXT, escape, utf16_length

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MAX_ROWS = 1_048_576  # of a sheet, with the header
_NARROWEST, _WIDEST, _WIDEST_TEXT = 8, 40, 60  # widths of columns, in characters
_FILTER_BUTTON = 4  # characters that it takes
#: A workbook has a date of creation. A fixed one makes the same collection the same bytes.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  # the format has no time zone
_STEP = 1000  # rows between two calls of `progress`
_KEYS = {
    "id": "The id of the record and the place of this part in it. Leave it empty in a new row, unless the part has"
    " parts of its own: then write any text that no other row has.",
    "record": "The id of the record; empty if the part belongs to the collection itself. In a new row, it can be empty.",
    "parent": "The id of the record or part that this one belongs to; empty if that is the collection itself.",
    "number": "The position among the parts of the same parent, from 0. Leave it empty in a new row to add the part at"
    " the end.",
}
_FORMS = {
    "date": "A date, such as 2025, 2025-05 or 2025-07-21, with ~ after it if it is approximate and ? if it is uncertain.",
    "integer": "A whole number.",
    "boolean": "TRUE or FALSE.",
    "object": "Fields of other programs, as a JSON object, such as {\"x-page\": 3}.",
}


def write_xlsx(
    collection: Collection,
    path: AnyPath,
    *,
    include_private: bool = False,
    force: bool = False,
    progress: Callable[[int], object] | None = None,
) -> None:
    ...
