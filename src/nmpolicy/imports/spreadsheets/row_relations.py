"""The relations between the rows of a spreadsheet, from columns with the numbers of other rows."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from nmpolicy.imports.spreadsheets.column_mapping import relation_key
from nmpolicy.imports.spreadsheets.row_values import RowValues
from nmpolicy.imports.spreadsheets.status_cells import RELATIONS
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.natural_order import plain_typography
from nmpolicy.vocabulary.values import describe
from nmpolicy.vocabulary.written_numbers import WrittenNumber, parse_number


class RowNumbers:
    """The rows of a spreadsheet by their numbers."""

    def __init__(self, rows: Sequence[RowValues]) -> None:
        """Index the rows that have a number."""
        self._exact: defaultdict[str, list[RowValues]] = defaultdict(list)
        self._parsed: defaultdict[object, list[tuple[WrittenNumber, RowValues]]] = defaultdict(list)
        for row in rows:
            if number := row.peek("number"):
                self._exact[_plain(number)].append(row)
                if written := parse_number(number):
                    self._parsed[_key(written)].append((written, row))

    def find(self, number: str, near: RowValues) -> tuple[RowValues | None, str]:
        """Return the row with a number, or None and the reason. A row of the same series comes first."""
        found = self._exact.get(_plain(number), [])
        if not found and (written := parse_number(number)):
            # `Executive Order 5` means 5, but `AO 5` does not mean `EO 5`.
            found = [
                row
                for other, row in self._parsed.get(_key(written), [])
                if not (other.prefix and written.prefix) or other.prefix == written.prefix
            ]
        found = found or self._with_year(number)
        same = [row for row in found if row.series.casefold() == near.series.casefold()]
        found = same if len(same) == 1 else found
        if len(found) == 1:
            return (None, "it is the number of the row itself") if found[0] is near else (found[0], "")
        if not found:
            return None, "no row has it"
        rows = ", ".join(f"{row.row}" for row in found[:3])
        return None, f"several rows have it ({rows}{', …' if len(found) > 3 else ''})"  # noqa: PLR2004  # as shown

    def _with_year(self, number: str) -> list[RowValues]:
        """Return the rows with a number of a year, such as 5-2019, if the year is in another column."""
        written = parse_number(number)
        if not written or len(written.groups) != len(("number", "year")):
            return []
        found: list[RowValues] = []
        for own, year in (written.groups, written.groups[::-1]):
            rows = self._parsed.get(((own.value,), written.insertion), []) if year.is_full_year else []
            found += (row for _, row in rows if row.year == year.digits)
        of_kind = [
            row for row in found if (kind := parse_number(f"{row.kind_text} 1")) and kind.prefix == written.prefix
        ]
        return of_kind if written.prefix and of_kind else found


def read_relations(rows: Sequence[RowValues]) -> Iterator[Relation]:
    """Yield the relations that the rows name, each once, in the order of the rows. Others are reported."""
    numbers = RowNumbers(rows)
    seen: set[str] = set()
    for row in rows:
        for column, number, predicate, inverse in row.references():
            other, reason = numbers.find(number, row)
            if other is None:
                name = relation_key(predicate, inverse=inverse)
                message = f"{describe(number)} is not the number of one other row for `{name}`: {reason}"
                row.keep(column, "NMP018", message)
                continue
            subject, object = (other, row) if inverse else (row, other)
            object.related |= {stage for stage, relation in RELATIONS.items() if relation is predicate}
            id = f"{subject.id}.{predicate}-{object.id}"
            if id not in seen:
                seen.add(id)
                yield Relation(id=id, subject=subject.id, predicate=predicate, object=object.id)


def _plain(number: str) -> str:
    return plain_typography(number).casefold()


def _key(written: WrittenNumber) -> object:
    return tuple(group.value for group in written.groups), written.insertion
