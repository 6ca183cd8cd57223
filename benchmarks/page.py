"""Write a table into docs/explanation/performance.md, between its marker and the next `<!-- end -->`.

`python benchmarks/growth.py | python benchmarks/page.py growth` writes what a command printed.
"""

import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "performance.md"


def write(name: str, table: str) -> None:
    """Write the table of a name in place of the one that is there."""
    start, end = f"<!-- {name} -->\n", "<!-- end -->"
    before, _, rest = PAGE.read_text("utf-8").partition(start)
    _, found, after = rest.partition(end)
    if not found:
        sys.exit(f"{PAGE} has no table {name!r}")
    lines = table.strip("\n")
    PAGE.write_text(f"{before}{start}```text\n{lines}\n```\n{end}{after}", "utf-8")


if __name__ == "__main__":
    write(sys.argv[1], sys.stdin.read())
