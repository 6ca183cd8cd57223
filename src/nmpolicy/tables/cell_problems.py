"""Problems in tables, each with its file, row and column."""

from attrs import frozen

from nmpolicy.problems import Problem


@frozen(kw_only=True)
class CellProblem(Problem):
    """A problem in a cell, a row or a column of a table that was read.

    >>> from nmpolicy.problems import Severity
    >>> message = "expected TRUE or FALSE, not 'yes'"
    >>> print(CellProblem("NMP014", Severity.ERROR, "", message, file="people.csv", row=3, field="private"))
    error NMP014 people.csv, row 3, column private: expected TRUE or FALSE, not 'yes'

    .. versionadded:: 0.1
    """

    file: str
    """The file, the sheet or the table, such as `people.csv`."""
    row: int | None = None
    """The row, counted from 1 with the header, or the rowid; None if the whole table has the problem."""
    field: str = ""
    """The name of the column; empty if the whole row has the problem."""
    item: int | None = None
    """The item in the list of the cell, counted from 1; None if the whole cell has the problem."""

    @property
    def location(self) -> str:
        """The file, the row, the column and the item, as far as they are known."""
        parts = [self.file]
        parts += [f"row {self.row}"] if self.row is not None else []
        parts += [f"column {self.field}"] if self.field else []
        parts += [f"item {self.item}"] if self.item is not None else []
        return ", ".join(parts)
