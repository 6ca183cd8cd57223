"""Drafts of mappings: a first one for a spreadsheet, with comments that say what a person must check or decide."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.imports.input_files import Input
from nmpolicy.imports.spreadsheets.column_guessing import Guesses, guess_columns, looks_like_data
from nmpolicy.imports.spreadsheets.column_mapping import ROLES
from nmpolicy.imports.spreadsheets.csv_sheet import Sheet, read_sheet
from nmpolicy.imports.spreadsheets.csv_text import read_csv_text
from nmpolicy.imports.spreadsheets.draft_settings import (
    BLANKS,
    CHECK,
    Setting,
    are_measures,
    date_settings,
    issuer_settings,
    kind_of,
    number_settings,
    row_settings,
    several_settings,
    signer_settings,
    status_settings,
    texts_of,
    type_settings,
)
from nmpolicy.problems import printable

_MOST_LINES = 30
_WIDTH = 80
_MOST_NAMES = 200  # characters of the names of columns in a comment
_BARE = re.compile("[A-Za-z0-9_-]+")
#: The tables that can be written on one line each if there are too many lines, the least important one first.
_TABLES = ("signers", "statuses", "types", "relations", "dates", "columns")


def draft_mapping(file: Input, *, max_bytes: int = MAX_BYTES) -> str:
    r"""Return the draft of a mapping for a CSV file, as TOML with comments: at most 30 lines.

    The draft can be used as it is. Anything that the file does not decide is marked by a comment: dates that can
    mean two days, for example, are not read until the mapping gives their form.

    Raises `UnreadableDocumentError` if the file cannot be read, has more than `max_bytes` bytes, is empty, or is not a
    table.

    >>> from io import BytesIO
    >>> print(draft_mapping(BytesIO(b"EO #,Title,Mayor,Date Signed\n5,Noise,Ann Lee,12/25/2014\n")))
    # A draft for standard input. Correct each line that says `check`.
    record = "order"
    kind = "executive-order"
    jurisdiction = "The jurisdiction"  # check: the full name
    # division = "ocd-division/country:us/state:xx/place:name"  # check, for exports
    post = "Mayor"  # check: the full name of the office
    id = "eo {number}"
    series = "Executive orders"  # in which the numbers are counted
    date_form = "month-first"  # because of 12/25/2014
    ...

    .. versionadded:: 0.1
    """
    text = read_csv_text(file, max_bytes=max_bytes)
    sheet = read_sheet(text)
    # The types say whether the rows are measures, and that says which columns to look for.
    guesses = guess_columns(sheet, is_measure=False)
    is_measure = are_measures(texts_of(sheet, guesses))
    if is_measure:
        guesses = guess_columns(sheet, is_measure=True)
    return "".join(f"{line}\n" for line in _lines(sheet, guesses, is_measure=is_measure))


def _lines(sheet: Sheet, guesses: Guesses, *, is_measure: bool) -> Sequence[str]:
    """Return the lines of the draft. Tables are written on one line each where necessary."""
    head = [
        f"# A draft for {printable(sheet.csv.name)}. Correct each line that says `{CHECK}`.",
        *map(_line, _settings(sheet, guesses, is_measure=is_measure)),
    ]
    if looks_like_data(sheet.header):
        head.append(f"# {CHECK}: row {sheet.header_row} was taken for the header; if it is data, add one above it")
    if guesses.others:
        names = printable(", ".join(guesses.others))
        names = names if len(names) <= _MOST_NAMES else f"{names[:_MOST_NAMES]} …"
        head += wrap(f"Kept in x- fields: {names}", _WIDTH, initial_indent="# ", subsequent_indent="#   ")
    tables = _tables(sheet, guesses, is_measure=is_measure)
    if not tables["columns"]:
        head.append(f"columns = {{}}  # {CHECK}: which column is the number, the title, the url …?")
    drafts = [[*head, *_table_lines(tables, _TABLES[:count])] for count in range(len(_TABLES) + 1)]
    return next((lines for lines in drafts if len(lines) <= _MOST_LINES), drafts[-1])


def _table_lines(tables: Mapping[str, Sequence[Setting]], short: Sequence[str]) -> Iterator[str]:
    """Yield the tables: first those on one line each, since any other takes all lines below it."""
    yield from (_short(name, tables[name]) for name in reversed(short) if tables[name])
    for name in tables:
        if name not in short and tables[name]:
            yield f"[{name}]"
            yield from map(_line, tables[name])


def _settings(sheet: Sheet, guesses: Guesses, *, is_measure: bool) -> Iterable[Setting]:
    texts = texts_of(sheet)
    kind = kind_of(texts, is_measure=is_measure)
    yield Setting("record", "measure" if is_measure else "order")
    yield Setting("kind", kind or "other", "" if kind else f"{CHECK}: the kind of the rows whose type is blank")
    yield from issuer_settings(sheet, guesses, texts, is_measure=is_measure)
    yield from number_settings(sheet, guesses, kind, is_measure=is_measure)
    yield from date_settings(guesses)
    if sheet.csv.problems:
        yield Setting("encoding", "windows-1252", f"{CHECK}: it is not UTF-8; are its accents right?")
    yield from row_settings(sheet, is_measure=is_measure)
    if blank := sorted({cell for _, cells in sheet.rows for cell in cells if cell.lower() in BLANKS}):
        yield Setting("blank", blank, "these mean nothing")


def _tables(sheet: Sheet, guesses: Guesses, *, is_measure: bool) -> Mapping[str, Sequence[Setting]]:
    unsure = f"{CHECK}: signed, issued, adopted, effective …"
    doubts = {"title": f"{CHECK}: no column is called the title"} if "title" in guesses.unsure_roles else {}
    doubts |= several_settings(sheet, guesses)
    return {
        "columns": [
            Setting(role, guesses.roles[role], doubts.get(role, "")) for role in ROLES if role in guesses.roles
        ],
        "dates": [
            Setting(stage, names[0], unsure if stage in guesses.unsure_stages else "")
            if len(names) == 1
            else Setting(stage, names, f"{CHECK}: is {names[-1]} the year of this stage?")
            for stage, names in guesses.dates.items()
        ]
        + [Setting("status", name, f"{CHECK}: when the status was reached") for name in (guesses.status_date,) if name],
        "relations": [
            Setting(
                relation,
                name,
                f"{CHECK}: or another one?" if relation in guesses.unsure_roles else "numbers of other rows",
            )
            for relation, name in guesses.relations.items()
        ],
        "types": [*type_settings(sheet, guesses, is_measure=is_measure)],
        "statuses": [*status_settings(sheet, guesses)],
        "signers": [*signer_settings(sheet, guesses)],
    }


def _line(setting: Setting) -> str:
    """Return a setting on one line."""
    comment = f"  # {printable(setting.comment)}" if setting.comment else ""
    return f"{'# ' if setting.is_open else ''}{_key(setting.key)} = {_toml(setting.value)}{comment}"


def _short(name: str, settings: Iterable[Setting]) -> str:
    """Return a table on one line. Its values that are to be checked are named in a comment."""
    settings = [*settings]
    are_open = all(each.is_open for each in settings)
    items = ", ".join(f"{_key(each.key)} = {_toml(each.value)}" for each in settings if are_open or not each.is_open)
    doubts = ", ".join(each.key for each in settings if each.comment.startswith(CHECK))
    comment = settings[0].comment if are_open else f"{CHECK}: {doubts}" if doubts else ""
    line = f"{name} = {{ {items} }}" + (f"  # {printable(comment)}" if comment else "")
    return f"# {line}" if are_open else line


def _toml(value: str | int | list[str]) -> str:
    """Return a text, a list of texts or a whole number in TOML."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value) if isinstance(value, int) else _quoted(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)
