"""Open a database in Datasette, ask it over HTTP, and look at its pages in a browser.

`python tests/consumers/open_in_datasette.py DATABASE METADATA WORD FOLDER`. WORD is searched for in the orders. If there is
Chromium, FOLDER gets a picture of each page.
"""

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from urllib.request import urlopen

VIEWS = ("duties", "stances_by_actor", "timeline")


@contextmanager
def datasette(database: Path, metadata: Path) -> Iterator[str]:
    """Serve a database on a free port of this machine, and yield the address of its page."""
    command = [Path(sys.executable).parent / "datasette", database, "--metadata", metadata, "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    assert server.stderr is not None
    try:
        lines: list[str] = []
        for line in server.stderr:
            lines.append(line)
            if address := re.search(r"running on (http://127\.0\.0\.1:[0-9]+)", line):
                yield f"{address[1]}/{quote(database.stem)}"
                break
        else:
            sys.exit("Datasette did not start:\n" + "".join(lines))
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=30)
    if server.returncode:
        sys.exit(f"Datasette ended with {server.returncode}")


def ask(address: str, **options: str) -> Any:
    """Return the JSON of an answer."""
    with urlopen(f"{address}.json?{urlencode({'_shape': 'array', **options})}", timeout=60) as answer:
        return json.load(answer)


def look(address: str, file: Path) -> str:
    """Take a picture of a page in headless Chromium, and return its HTML after its scripts ran."""
    options = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1280,1400"]
    run = {"check": True, "capture_output": True, "timeout": 120}
    subprocess.run([*options, f"--screenshot={file}", address], **run)  # type: ignore[call-overload]
    return subprocess.run([*options, "--dump-dom", address], **run).stdout.decode()  # type: ignore[call-overload, no-any-return]


def main() -> None:
    """Ask, and look."""
    database, metadata, word, folder = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    with datasette(database, metadata) as address:
        tables = ask(address, sql="select name, type from sqlite_master where type in ('table', 'view')")
        print(len(tables), "tables and views")
        found = ask(f"{address}/orders", _search=word)
        print(len(found), "orders have the word", word)
        assert found
        order = found[0]
        pages = {"index": address, "orders": f"{address}/orders", "order": f"{address}/orders/{quote(order['id'], safe='')}"}
        pages |= {"search": f"{address}/orders?_search={quote(word)}"}
        pages |= {view: f"{address}/{view}" for view in VIEWS}
        for view in VIEWS:
            print(len(ask(f"{address}/{view}", _size="max")), "rows of", view)
        if shutil.which("chromium"):
            for name, page in pages.items():
                html = look(page, folder / f"{name}.png")
                assert "</html>" in html, name
                assert "Traceback" not in html, name
                if name in {"orders", "order", "search"}:
                    assert order["id"] in html, name
            print("Pictures of", ", ".join(pages))
        else:
            print("Skipped: no Chromium here, so no page was looked at.")


if __name__ == "__main__":
    main()
