"""Write a collection whose texts break careless exports: `python tests/consumers/hostile.py FILE`.

With `--spreadsheet`, it leaves out texts of over 32,767 characters, which no cell of a spreadsheet holds, and texts
with CR LF, which LibreOffice turns into LF.
"""

import argparse
from pathlib import Path

import nmpolicy as nm

MAX_CELL = 32_767
LONG = 1000  # characters; longer texts are in one field only, to keep the file small
#: Pairs of dates: the first is before the second, is not, or neither is certain.
DATES = (
    ("2025-05", "2025-06-01"),
    ("2025-05-31", "2025-05-31"),
    ("2025-07", "2025-05"),
    ("2025", "2025-07"),
    ("2025-05?", "2026"),
    ("2024~", "2025~"),
)
TEXTS = (
    # Would run as formulas
    "=cmd|' /C calc'!A0",
    "=1+1",
    '=HYPERLINK("http://127.0.0.1/","x")',
    "+1",
    "+1+2",
    "-1+2",
    "-1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",  # noqa: RUF001  # a full-width sign
    "'=1+1",
    "'",
    "''quoted''",
    "'apostrophe",
    # Would be taken for something other than a text
    "007",
    "1e5",
    "1E400",
    "2025-05",
    "1/2",
    "TRUE",
    "false",
    "NA",
    "NaN",
    "NULL",
    "null",
    "None",
    "N/A",
    "-",
    "#N/A",
    "inf",
    "0x1F",
    "12345678901234567890",
    "0.1000",
    "1,234",
    "$5",
    "[]",
    "{}",
    '["a"]',
    # Would end a cell, a row, a line or a page
    'a "quoted" word',
    '"',
    '""',
    '","',
    "a,b;c\td|e",
    "line\nfeed",
    "carriage\rreturn",
    "both\r\nof them",
    "\n",
    "ends with a line feed\n",
    "vertical\vtab",
    "form\ffeed",
    "line\u2028separator",
    "next\u0085line",
    "back\\slash \\n \\",
    "</script><script>alert(1)</script>",
    "<b>&amp;&lt;</b>",
    "]]>",
    "_x0041_",
    "'; DROP TABLE orders; --",
    "%s {0} ${x} $(x) `x`",
    # Would be cut, joined or turned around
    " leading and trailing ",
    "\ttabs\t",
    "\u00a0no-break spaces\u00a0",
    " ",
    "\u200b",
    "\ufeffbyte order mark",
    "\u202eright to left\u202c",
    "שלום, עולם",
    "e\u0301 and é",
    "😀👩‍👩‍👧 \U0001f1fa\U0001f1f8",
    "\U0010ffff\ufffe\uffff",
    "NUL \0 here",
    "bell \a, escape \x1b[31m, delete \x7f",
    "x" * MAX_CELL,
    '"quoted", and long: ' + "y\n" * 500_000,
)


def fits_in_spreadsheet(text: str) -> bool:
    """Return whether a text comes back from a spreadsheet as it was."""
    return len(text.encode("utf-16-le")) // 2 <= MAX_CELL and "\r\n" not in text


def collection(texts: list[str]) -> nm.Collection:
    """Return a collection that has each text in several kinds of fields: alone, in lists, in parts and in `extra`."""
    builder = nm.CollectionBuilder(nm.Collection(id="hostile", title='Texts, with "quotes"', notes=texts[:5]))
    source = builder.add(nm.Source(id="source", kind="dataset", title="A source", date="2025-05~"))
    city = builder.add(nm.Organization(id="city", name="City", classification="government"))
    for number, text in enumerate(texts):
        statement = nm.Statement(
            id=f"statement-{number}",
            speakers=[city],
            date=DATES[number % len(DATES)][0],
            stances=[nm.TargetStance(topic="a, b", stance="support")],
            key_phrases=[] if len(text) > LONG else [text],
            summary=text,
        )
        builder.add(statement)
        if len(text) > LONG:
            continue
        first, second = DATES[number % len(DATES)]
        order = nm.Order(
            id=f"order-{number}",
            kind="other",
            title=text,
            other_titles=[text, text],
            number=text,
            series=text,
            subjects=[text, "a, b", ""],
            issued_by=[city],
            identifiers=[nm.Identifier(scheme="local", identifier=text)],
            notes=[nm.Note(text=text, author=text)],
            suppressions=[nm.Suppression(code="NMP101", justification=text)],
            milestones=[
                nm.Milestone(stage="signed", date=first, by=[city], notes=[text]),
                nm.Milestone(stage="effective", date=second),
            ],
            legal_basis=[nm.LegalBasis(citation=f"section {text}")],
            evidence=[nm.Evidence(source=source, paragraph=number + 1, supports=["title"])],
            extra={"x-text": text, "x-deep": {"list": [text, 1, None, True, 1.5]}},
        )
        builder.add(order)
    return builder.build()


def main() -> None:
    """Write the file."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--spreadsheet", action="store_true")
    chosen = options.parse_args()
    texts = [text for text in TEXTS if not chosen.spreadsheet or fits_in_spreadsheet(text)]
    nm.dump(collection(texts), chosen.file)


if __name__ == "__main__":
    main()
