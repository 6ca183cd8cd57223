"""Write a table into a page of docs/explanation, between its marker and the next `<!-- end -->`.

`python benchmarks/growth.py | python benchmarks/page.py growth` writes what a command printed.
"""

import sys
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs" / "explanation"
#: The pages of tables that are not in performance.md.
PAGES = {"growth": "growth.md"}


def write(name: str, table: str) -> None:
    """Write the table of a name in place of the one that is there."""
    page = DOCS / PAGES.get(name, "performance.md")
    start, end = f"<!-- {name} -->\n", "<!-- end -->"
    before, _, rest = page.read_text("utf-8").partition(start)
    _, found, after = rest.partition(end)
    if not found:
        sys.exit(f"{page} has no table {name!r}")
    lines = table.strip("\n")
    page.write_text(f"{before}{start}```text\n{lines}\n```\n{end}{after}", "utf-8")


if __name__ == "__main__":
    write(sys.argv[1], sys.stdin.read())
