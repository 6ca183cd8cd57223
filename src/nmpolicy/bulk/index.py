"""What is kept of a file of JSON Lines while it is checked: of each record its id, table and place, and no more."""

from array import array

from attrs import Factory, define, frozen

from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, table_of

_TABLES = tuple(TABLES)
_NUMBERS = {table: number for number, table in enumerate(_TABLES)}


def _numbers() -> "array[int]":
    return array("Q")


@frozen(eq=False)
class Places:
    """Where some records are, in the order of the file."""

    #: The number of the line, from 1 …
    lines: "array[int]" = Factory(_numbers)
    #: … where it starts, in bytes from the start of the file …
    offsets: "array[int]" = Factory(_numbers)
    #: … and the table, by its number.
    tables: bytearray = Factory(bytearray)

    def add(self, record: Record, line: int, offset: int) -> None:
        """Enter the next record."""
        self.lines.append(line)
        self.offsets.append(offset)
        self.tables.append(_NUMBERS[table_of(record)])


@define(eq=False)
class Index:
    """The records of a whole file, each by its rank, which is how many come before it."""

    places: Places = Factory(Places)
    #: The rank of the first record of each id, in the order of the tables, as in a collection.
    ranks: dict[str, int] = Factory(dict)
    #: The ids on lines that hold no record: a reference to one is no second fault.
    lost: set[str] = Factory(set)

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.places.lines)

    def extend(self, ids: list[str], places: Places, lines_before: int) -> None:
        """Enter the records of the next part of the file, whose lines are counted from its own start."""
        before, tables = len(self), self.places.tables
        tables.extend(places.tables)
        for rank, id in enumerate(ids, before):
            if tables[rank] < tables[self.ranks.setdefault(id, rank)]:
                self.ranks[id] = rank
        self.places.lines.extend([line + lines_before for line in places.lines])
        self.places.offsets.extend(places.offsets)

    def __contains__(self, id: object) -> bool:
        """Whether a line of the file has this id, right or wrong in other ways."""
        return id in self.ranks or id in self.lost

    def table(self, id: str) -> str | None:
        """The table of the first record with this id, or None."""
        rank = self.ranks.get(id)
        return None if rank is None else _TABLES[self.places.tables[rank]]
