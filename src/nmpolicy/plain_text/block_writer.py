"""Put the text of a document together, paragraph by paragraph, as its markup is read."""

import re
from collections.abc import Sequence

from nmpolicy.plain_text.marks import with_fractions

_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
# Soft hyphens and other characters that show nothing, and control characters but for line breaks and tabs.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b-\x1f\x7f-\x9f]")


class BlockWriter:
    """Collects pieces of text into paragraphs, and the cells of a table into rows."""

    def __init__(self) -> None:
        """Start without text."""
        self.blocks: list[str] = []
        self._pieces: list[str] = []
        self._prefix = ""
        self._rows: list[list[list[str]]] = []
        self._cell_starts: list[int] = []

    @property
    def pending(self) -> str:
        """The text of the current paragraph so far."""
        return "".join(self._pieces)

    def write(self, text: str, *, keep_spaces: bool = False) -> None:
        """Add a piece of the current paragraph. Runs of white space become one space unless they are to be kept."""
        self._pieces.append(text if keep_spaces else _SPACES.sub(" ", text))

    def break_line(self) -> None:
        """Start a new line. Two line breaks with nothing between them end the paragraph."""
        self._pieces.append("\n")

    def start_item(self, mark: str) -> None:
        """Start an item of a list, whose mark stands before its text."""
        self.end_block()
        self._prefix = f"{self._prefix} {mark}".strip()

    def end_item(self) -> None:
        """End the item of a list. If it has no text, its mark is dropped."""
        self.end_block()
        self._prefix = ""

    def end_block(self) -> None:
        """End the current paragraph."""
        pieces, self._pieces = self._pieces, []
        for block in _BLANK_LINES.split(tidied("".join(pieces))):
            if stripped := block.strip(" \t\n"):
                self.blocks.append(f"{self._prefix} {stripped}" if self._prefix else stripped)
                self._prefix = ""

    def start_row(self) -> None:
        """Start a row of a table."""
        self.end_block()
        self._rows.append([])

    def start_cell(self) -> None:
        """Start a cell of the current row."""
        self.end_block()
        self._cell_starts.append(len(self.blocks))

    def end_cell(self) -> None:
        """End the current cell."""
        self.end_block()
        start = self._cell_starts.pop()
        self._rows[-1].append(self.blocks[start:])
        del self.blocks[start:]

    def end_row(self, *, is_layout: bool = False) -> None:
        """End the current row: one paragraph, with tabs between cells, unless the cells are for layout.

        A cell of several paragraphs shows that the row is for layout: its cells then follow each other.
        """
        self.end_block()
        self.blocks += row_blocks(self._rows.pop(), is_layout=is_layout)


def row_blocks(cells: Sequence[Sequence[str]], *, is_layout: bool = False) -> list[str]:
    r"""Return the paragraphs of a row of a table, whose cells are lists of paragraphs.

    A browser copies a tab between cells, too. `anchor` and `verify` take a tab for a space, so words that were copied
    from several cells are found.

    >>> row_blocks([["First"], ["$500"]]), row_blocks([["Menu"], ["The order", "Signed"]])
    (['First\t$500'], ['Menu', 'The order', 'Signed'])
    """
    if is_layout or any(len(cell) > 1 for cell in cells):
        return [block for cell in cells for block in cell]
    row = "\t".join(" ".join(cell[0].split("\n")) if cell else "" for cell in cells).rstrip("\t")
    return [row] if row.strip() else []


def tidied(text: str) -> str:
    """Return the text without characters that show nothing, and without spaces around line breaks."""
    return "\n".join(line.strip(" ") for line in with_fractions(_INVISIBLE.sub("", text)).split("\n"))
