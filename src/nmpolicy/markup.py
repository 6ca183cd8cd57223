"""HTML for notebooks: tables and lists of texts, safe whatever the texts contain.

A cell is a text or several, one below the other. Every text is escaped, with its control characters spelled out as the
command prints them. Only an http or https address becomes a link. The styles name no colors, so that the HTML fits
light and dark pages, and stand in each tag, because notebooks remove style sheets from output that is not trusted.
"""

import re
from collections.abc import Iterable, Sequence

from nmpolicy.problems import printable

#: The most rows of a table.
MAX_ROWS = 50
#: The most texts in a cell; `shortened` makes it so.
MAX_ITEMS = 20
_MAX_TEXT = 1_000  # characters
_MAX_UNBROKEN = 16  # characters of a text that stays on one line, such as a date
_TABLE = 'style="margin: 0"'  # notebooks center tables
_LEFT = "text-align: left; vertical-align: top"
_ADDRESS = r"https?://[^<>\"'\s]+"

Cell = str | Sequence[str]


def table(headings: Sequence[str], rows: Iterable[Sequence[Cell]], total: int = 0) -> str:
    """Return a table. If `total` is more than the number of rows, a line below the table says how many are missing.

    >>> print(table(["Order"], [["<b>An order</b>"]], total=8))
    <div style="overflow-x: auto"><table style="margin: 0">
    <thead><tr><th style="text-align: left; vertical-align: top">Order</th></tr></thead>
    <tbody>
    <tr><td style="text-align: left; vertical-align: top; white-space: nowrap">&lt;b&gt;An order&lt;/b&gt;</td></tr>
    </tbody>
    </table></div>
    <p>… and 7 more</p>
    """
    lines = ["".join(map(_td, row)) for row in rows]
    heads = "".join(f'<th style="{_LEFT}">{_text(each)}</th>' for each in headings)
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f'<div style="overflow-x: auto"><table {_TABLE}>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n'
        f"</table></div>{_more(total - len(lines))}"
    )


def definitions(rows: Iterable[tuple[str, Cell]]) -> str:
    """Return a table of names and values.

    >>> print(definitions([("URL", "https://example.org/"), ("By", ["mayor", "clerk"])]))
    <div style="overflow-x: auto"><table style="margin: 0"><tbody>
    <tr><th style="text-align: left; vertical-align: top">URL</th>...<a href="https://example.org/"...</a></td></tr>
    <tr><th style="text-align: left; vertical-align: top">By</th>...mayor<br>clerk</td></tr>
    </tbody></table></div>
    """
    body = "\n".join(f'<tr><th style="{_LEFT}">{_text(name)}</th>{_td(cell)}</tr>' for name, cell in rows)
    return f'<div style="overflow-x: auto"><table {_TABLE}><tbody>\n{body}\n</tbody></table></div>' if body else ""


def section(title: str, *blocks: str) -> str:
    """Return blocks of HTML under a title.

    >>> print(section("A & B", paragraph("Nothing.")))
    <p><b>A &amp; B</b></p>
    <p>Nothing.</p>
    """
    return "\n".join(filter(None, (f"<p><b>{_text(title)}</b></p>", *blocks)))


def paragraph(text: str) -> str:
    """Return a text as a paragraph; an empty one as nothing."""
    return f"<p>{_text(text)}</p>" if text else ""


def shortened(texts: Sequence[str], most: int = MAX_ITEMS) -> list[str]:
    """Return some texts; of a long list, the beginning and how many more there are.

    >>> shortened(["a", "b", "c"], 1)
    ['a', '… and 2 more']
    """
    return [*texts[:most], *([more(len(texts) - most)] if len(texts) > most else [])]


def more(number: int) -> str:
    """Return the text that stands for further items.

    >>> more(1200)
    '… and 1,200 more'
    """
    return f"… and {number:,} more"


def _more(number: int) -> str:
    return f"\n{paragraph(more(number))}" if number > 0 else ""


def _td(cell: Cell) -> str:
    texts = [cell] if isinstance(cell, str) else cell
    lines = "<br>".join(map(_text, texts))
    is_short = all(len(text) <= _MAX_UNBROKEN for text in texts)
    return f'<td style="{_LEFT}{"; white-space: nowrap" if is_short else ""}">{lines}</td>'


def _text(text: str) -> str:
    from html import escape  # noqa: PLC0415  # slow to import, and only notebooks need it

    shown = printable(text[:_MAX_TEXT]) + ("…" if len(text) > _MAX_TEXT else "")
    if shown == text and re.fullmatch(_ADDRESS, text):
        return f'<a href="{escape(text)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'
    return escape(shown)
