"""Orders and measures from any spreadsheet saved as CSV, with a mapping that describes its columns."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import InvalidDocumentError
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.input_files import Input
from nmpolicy.imports.spreadsheets.column_guessing import looks_like_data
from nmpolicy.imports.spreadsheets.column_mapping import NARROW, PLACEHOLDER, ROLES, ColumnMapping
from nmpolicy.imports.spreadsheets.csv_sheet import Sheet, read_sheet
from nmpolicy.imports.spreadsheets.csv_text import WRONG_SHAPE, cell_problem, read_csv_text
from nmpolicy.imports.spreadsheets.mapping_problems import mapping_problems
from nmpolicy.imports.spreadsheets.mapping_reader import read_mapping
from nmpolicy.imports.spreadsheets.named_records import NamedRecords
from nmpolicy.imports.spreadsheets.row_ids import give_ids, id_part
from nmpolicy.imports.spreadsheets.row_relations import read_relations
from nmpolicy.imports.spreadsheets.row_stages import find_signing, milestones
from nmpolicy.imports.spreadsheets.row_values import RowValues
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.records.builder import CollectionBuilder
from nmpolicy.records.collection import Collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Measure, Order
from nmpolicy.records.sources import Source
from nmpolicy.serialization.files import AnyPath
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.vocabulary.extra import OWN_PREFIX
from nmpolicy.vocabulary.terms import MeasureKind

#: The source that every record cites.
SOURCE = Source(id="spreadsheet", kind="dataset", title="A spreadsheet")
_OF_ROWS = ("kind", "series", "year")  # names in braces that are not columns


def read_spreadsheet(
    file: Input, mapping: AnyPath | Mapping[str, Any], *, source: Source = SOURCE, max_bytes: int = MAX_BYTES
) -> Imported:
    r"""Read orders and measures from a CSV file, using a mapping. Each row with any content becomes a record.

    `file` is a path or an open stream of bytes. `mapping` is the path of a TOML file, or the content of one. Cells
    that cannot be read, and columns that the mapping does not use, are kept in `x-` fields.

    Raises `UnreadableDocumentError` if a file cannot be read, has more than `max_bytes` bytes, or a quotation mark is
    missing, and `InvalidDocumentError` with each key of the mapping that is wrong or names a column that the file does
    not have.

    >>> from io import BytesIO
    >>> file = BytesIO(b"No.,Title,Signed\n5,Noise,1/5/2014\n6,Parks,soon\n")
    >>> mapping = {
    ...     "record": "order",
    ...     "kind": "executive-order",
    ...     "jurisdiction": "Springfield",
    ...     "post": "Mayor",
    ...     "date_form": "month-first",
    ...     "columns": {"number": "No.", "title": "Title"},
    ...     "dates": {"signed": "Signed"},
    ... }
    >>> imported = read_spreadsheet(file, mapping)
    >>> print(*imported.collection.orders, *imported.problems, sep="; ")
    Noise (signed 2014-01-05); Parks (no stage known); warning NMP016 executive-order-6 standard input, row 3, ...

    .. versionadded:: 0.1
    """
    meaning = read_mapping(mapping, max_bytes=max_bytes)
    text = read_csv_text(file, meaning.encoding, max_bytes)
    sheet = read_sheet(text, _columns(meaning))
    _check_columns(sheet, meaning)
    rows = _rows(sheet, meaning)
    actors = NamedRecords(meaning, source.id)
    people = [(_signers(row, actors), _sponsors(row, actors)) for row in rows]
    issuers = [[*map(actors.organization, row.items("issuer"))] for row in rows]
    give_ids(rows, meaning.id, actors.ids)
    what = f"{meaning.record}s"
    builder = CollectionBuilder(
        Collection(
            id=id_part(f"{meaning.jurisdiction} {what}"),
            title=f"{what.capitalize()} of {_with_article(meaning.jurisdiction)}",
        )
    )
    with builder.citing(builder.add(source)):
        for record in actors.records():
            builder.add(record)
        relations = [*read_relations(rows)]
        evidence = [Evidence(source=source.id)]
        for row, (signers, sponsors), issued_by in zip(rows, people, issuers, strict=True):
            builder.add(_record(row, actors, signers, sponsors, issued_by, evidence=evidence))
        for relation in relations:
            builder.add(relation)
    problems = [
        *text.problems,
        *mapping_problems(meaning, rows),
        *_header_problems(sheet),
        *(problem for row in rows for problem in row.problems()),
    ]
    return Imported(collection=builder.build(), left_out=_left_out(sheet, meaning), problems=tuple(problems))


def _with_article(name: str) -> str:
    """Return the name of a jurisdiction as it stands in a sentence."""
    return f"the {name}" if re.match("(?:City|County|Town|Village|State|Commonwealth|Borough)\\b.* of ", name) else name


def _columns(mapping: ColumnMapping) -> list[str]:
    """Return the names of the columns that a mapping uses."""
    named = [name for _, use in mapping.uses for name in use.columns]
    return list(dict.fromkeys((*named, *mapping.ignore, *_in_patterns(mapping))))


def _in_patterns(mapping: ColumnMapping) -> Iterator[str]:
    """Yield the names in the braces of the patterns that must be columns."""
    for pattern in (mapping.id, mapping.series):
        for name in PLACEHOLDER.findall(pattern):
            if name not in ROLES and name not in _OF_ROWS:
                yield name


def _check_columns(sheet: Sheet, mapping: ColumnMapping) -> None:
    """Raise `InvalidDocumentError` with each column of the mapping that the sheet does not have."""
    places: list[tuple[tuple[str, ...], str]] = [
        ((table, key), name) for (table, key), use in mapping.uses for name in use.columns
    ]
    places += [(("ignore",), name) for name in mapping.ignore]
    for key in ("id", "series"):
        places += [
            ((key,), name) for name in PLACEHOLDER.findall(getattr(mapping, key)) if name in {*_in_patterns(mapping)}
        ]
    folded = {name.casefold(): name for name in sheet.header}
    problems = []
    for steps, name in places:
        if name in sheet.header:
            continue
        similar = [folded[each] for each in (name.casefold(),) if each in folded] or closest_matches(name, sheet.header)
        hint = did_you_mean(tuple(similar)) or f"; its header (row {sheet.header_row}) has {_listed(sheet.header)}"
        message = f"{sheet.csv.name} has no column {name!r}{hint}"
        problems.append(Problem("NMP013", Severity.ERROR, pointer(steps), message))
    if problems:
        raise InvalidDocumentError(tuple(problems), mapping.file)


def _listed(names: Sequence[str], most: int = 20) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(map(repr, names[:most])) + more


def _rows(sheet: Sheet, mapping: ColumnMapping) -> list[RowValues]:
    """Return the rows that have any content in a column which the mapping does not leave out."""
    ignored, blank, names = {*mapping.ignore}, {*mapping.blank}, field_names(sheet.header)
    is_ignored = _row_pattern(mapping.ignore_rows).fullmatch
    found: list[RowValues] = []
    for number, cells in sheet.rows:
        content = {
            name: cell
            for name, cell in zip(sheet.header, cells, strict=True)
            if cell and cell not in blank and name not in ignored
        }
        if content and not is_ignored(_text_of(cells)):
            row = RowValues(sheet.csv.name, number, content, mapping, names)
            row.read()
            find_signing(row)
            if len(content) == 1 and len(sheet.header) > NARROW:
                message = (
                    "the row has content in one cell alone; name it in `ignore_rows` of the mapping if it is no "
                    f"{mapping.record}"
                )
                row.pending.append((WRONG_SHAPE, message, next(iter(content))))
            if number in sheet.long_rows:
                message = "the row has more cells than the header; write text that has a delimiter in quotation marks"
                row.pending.append((WRONG_SHAPE, message, ""))
            found.append(row)
    return found


def _row_pattern(texts: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of the rows to leave out."""
    return re.compile("|".join(".*".join(map(re.escape, text.split("*"))) for text in texts) or "(?!)", re.DOTALL)


def _text_of(cells: Sequence[str]) -> str:
    """Return the text of a row."""
    return " ".join(filter(None, cells))


def field_names(header: Sequence[str]) -> dict[str, str]:
    """Return the name of the `x-` field for each column, each different.

    >>> field_names(["Date Signed", "date-signed", "№"])
    {'Date Signed': 'x-date-signed', 'date-signed': 'x-date-signed-2', '№': 'x-no'}
    """
    found: dict[str, str] = {}
    used: set[str] = set()
    for name in header:
        base = field = f"{OWN_PREFIX}{id_part(name)}"
        count = 1
        while field in used:
            count += 1
            field = f"{base}-{count}"
        used.add(field)
        found[name] = field
    return found


def _signers(row: RowValues, actors: NamedRecords) -> list[str]:
    return [*map(actors.signer, row.items("signer"))] if row.signing else []


def _sponsors(row: RowValues, actors: NamedRecords) -> list[str]:
    """Return the ids of the sponsors. Orders have none."""
    return [*map(actors.sponsor, row.items("sponsors"))] if isinstance(row.kind, MeasureKind) else []


def _record(  # noqa: PLR0913  # as many as a row names actors
    row: RowValues,
    actors: NamedRecords,
    signers: Sequence[str],
    sponsors: Sequence[str],
    issuers: Sequence[str],
    *,
    evidence: Sequence[Evidence],
) -> Order | Measure:
    is_measure = isinstance(row.kind, MeasureKind)
    offices = [*issuers] or [office for office in (actors.post or actors.body,) if office]
    fields: dict[str, Any] = {
        "id": row.id,
        "evidence": evidence,  # for speed; the builder would make each record twice
        "kind": row.kind,
        "kind_text": row.kind_text,
        "title": " ".join(row.text("title").split()) or _description(row),
        "number": " ".join(row.text("number").split()),
        "division": row.mapping.division,
        "language": row.mapping.language,
        "subjects": row.items("subjects"),
        "summary": row.text("summary"),
        "notes": row.text("notes"),
        "url": row.url(),
        "milestones": milestones(row, signers),
    }
    fields["extra"] = {row.names[name]: row.cells[name] for name in row.unread()}
    if is_measure:
        body = actors.body if actors.body and not issuers else None
        return Measure(body=body, issued_by=() if body else offices, sponsors=sponsors, **fields)
    return Order(series=row.series, issued_by=offices, **fields)


def _description(row: RowValues) -> str:
    """Return the title for a row that has none, such as `Executive order 5 of 2014`."""
    name = str(row.kind).replace("-", " ").capitalize()
    if name == "Other":
        name = row.kind_text or row.mapping.record.capitalize()
    number = row.peek("number")
    return f"{name} {number}" + (f" of {row.year}" if row.year else "") if number else f"{name} without a title"


def _header_problems(sheet: Sheet) -> Iterator[Problem]:
    if looks_like_data(sheet.header):
        message = "the row was taken for the header, and has a date or an address; if it is data, add a header above it"
        yield cell_problem(WRONG_SHAPE, message, sheet.csv.name, sheet.header_row)


def _left_out(sheet: Sheet, mapping: ColumnMapping) -> dict[str, int]:
    """Return how many cells of the ignored columns, and how many other rows, are not in the records."""
    counts = Counter[str]()
    for position, name in enumerate(sheet.header):
        if name in mapping.ignore:
            counts[f"column {name}"] = sum(1 for _, cells in sheet.rows if cells[position])
    is_ignored = _row_pattern(mapping.ignore_rows).fullmatch
    counts["rows in ignore_rows"] = sum(1 for _, cells in sheet.rows if is_ignored(_text_of(cells)))
    counts["rows above the header"] = len(sheet.above)
    counts["rows that repeat the header"] = sheet.repeated_headers
    return {kind: count for kind, count in counts.items() if count}
