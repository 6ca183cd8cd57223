"""Open a database in Datasette, query it over HTTP, and view its pages in a browser.

`python tests/consumers/open_in_datasette.py DATABASE METADATA FOLDER` puts a picture of each page into FOLDER, if there
is Chromium.
"""

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import urlopen

VIEWS = ("duties", "milestones_by_actor", "stances_by_actor", "timeline")
DAY = "2025-06-01"
MAX_WAIT = 120  # seconds


@contextmanager
def datasette(database: Path, metadata: Path) -> Iterator[str]:
    """Serve a database on a free port of this machine, and yield the address of its page."""
    program = Path(sys.executable).parent / "datasette"
    command = [str(program), str(database), "--metadata", str(metadata), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
    assert server.stderr is not None
    try:
        address = next(
            filter(None, (re.search(r"running on (http://127\.0\.0\.1:[0-9]+)", line) for line in server.stderr)), None
        )
        assert address, "Datasette did not start"
        yield f"{address[1]}/{quote(database.stem)}"
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=MAX_WAIT)
    assert server.returncode in {0, -signal.SIGINT}, f"Datasette ended with {server.returncode}"


def ask(address: str, **options: str) -> Any:
    """Return the JSON of an answer."""
    with urlopen(f"{address}.json?{urlencode({'_shape': 'array', **options})}", timeout=MAX_WAIT) as answer:  # noqa: S310  # it is our own server
        return json.load(answer)


class Page(HTMLParser):
    """The texts of a page, and its scripts."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.texts = ""
        self.scripts = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        """Keep a text, or a script."""
        if self.cdata_elem == "script":
            self.scripts += data
        else:
            self.texts += data


def look(address: str, file: Path) -> str:
    """Take a picture of a page in headless Chromium, and return its texts after its scripts ran."""
    options = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--window-size=1280,1600",
    ]
    output: list[bytes] = []
    for option in (f"--screenshot={file}", "--dump-dom"):
        done = subprocess.run([*options, option, address], check=True, capture_output=True, timeout=MAX_WAIT)
        output.append(done.stdout)
    assert file.stat().st_size, file
    page = Page(output[1].decode())
    assert "alert(1)" not in page.scripts, "a text of a record runs as a script"
    return page.texts


def main() -> None:
    """Ask, and look."""
    database, metadata, folder = map(Path, sys.argv[1:])
    with datasette(database, metadata) as address:
        count = ask(address, sql="SELECT count(*) AS number FROM records")[0]["number"]
        order = ask(f"{address}/orders", _size="1")[0]
        found = ask(f"{address}/records", _search=order["title"].split()[0])
        assert order["id"] in [record["id"] for record in found]
        rows = {view: len(ask(f"{address}/{view}", _size="max")) for view in VIEWS}
        before = {row["before"]: row["rows_with_this_answer"] for row in ask(f"{address}/before_a_day", day=DAY)}
        assert ask(f"{address}/search_records", words=order["title"])
        assert not ask(f"{address}/search_records"), "the page opens without words"
        assert ask(f"{address}/by_actor_and_year")
        print(
            f"Datasette: {count} records, {len(found)} found by full-text search; rows of views: {rows}; before {DAY}: {before}"
        )
        if not shutil.which("chromium"):
            return
        pages = {
            "database": (address, "stances_by_actor"),
            "orders": (f"{address}/orders", order["id"]),
            "order": (f"{address}/orders/{quote(order['id'])}", order["title"]),
            "record": (f"{address}/records/{quote(order['id'])}", order["title"]),
            "search": (f"{address}/records?_search={quote(order['title'].split()[0])}", order["id"]),
            **{view: (f"{address}/{view}", view) for view in VIEWS},
        }
        for name, (page, text) in pages.items():
            assert text in look(page, folder / f"{name}.png"), f"{name} does not show {text!r}"
        print(f"Chromium shows {', '.join(pages)}.")


if __name__ == "__main__":
    main()
