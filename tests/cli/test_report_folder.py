"""report, for a page or a folder of pages."""

import io
from pathlib import Path

import pytest

import nmpolicy as nm
from command_line import run
from nmpolicy.cli.commands import report

ON = ("--on", "2026-07-01")


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def file(tmp_path: Path) -> Path:
    orders = [nm.Order(id=f"eo-{number}", kind="other", title=f"Order {number}") for number in (1, 2)]
    nm.dump(nm.Collection(id="demo", title="A demonstration", orders=orders), tmp_path / "orders.json")
    return tmp_path / "orders.json"


def test_a_name_that_does_not_end_as_that_of_a_page_is_that_of_a_folder(file: Path) -> None:
    out = file.parent / "v1.2"
    assert run("report", str(file), "-o", f"{out}/", *ON) == (
        0,
        f"Wrote 2 pages and index.html to {out}; open {out}/index.html\n",
    )
    assert sorted(each.name for each in out.iterdir()) == ["eo-1.html", "eo-2.html", "index.html"]
    code, shown = run("report", str(file), "-o", str(out), *ON)
    assert (code, shown) == (2, f"Error: {out} exists; choose another name, or replace it with --force\n")
    assert run("report", str(file), "-o", str(out), "--force", *ON)[0] == 0


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM"])
def test_a_name_that_ends_as_that_of_a_page_is_one_page(file: Path, name: str) -> None:
    out = file.parent / name
    assert run("report", str(file), "-o", str(out), *ON) == (0, f"Wrote {out}\n")
    assert out.read_text("utf-8").startswith("<!doctype html>")


def test_a_page_of_many_orders_comes_with_a_hint(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_MANY_INSTRUMENTS", 1)
    monkeypatch.chdir(file.parent)
    shown = run("report", str(file), "-o", "city.html", *ON)[1]
    hint = "It has 2 orders and measures. For an index and a page for each, name a folder: -o city"
    assert " ".join(shown.split()) == f"Wrote city.html {hint}"


def test_a_terminal_shows_how_many_of_many_pages_are_written(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_MANY_INSTRUMENTS", 1)
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    report._write_folder(nm.load(file), file.parent / "out", force=False, on=nm.PartialDate("2026"))  # noqa: SLF001
    shown = terminal.getvalue()
    assert "Writing pages" in shown and "100%" in shown and "Wrote 2 pages" in shown  # noqa: PT018
