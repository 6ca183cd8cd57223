"""The names of pages are safe in every file system, and stay the same when orders are added."""

from pathlib import Path

import pytest

from nmpolicy.report.page_names import INDEX, is_own_page, own_pages, page_name

IDS = [
    "eo-1",
    "eo-1.html",
    "eo-1.names",
    "index",
    "index.html",
    *("con", "con.1", "aux", "nul.html", "com1", "lpt9.a"),
    *("contract", "com10", "auxiliary", "con-1"),
    "a" * 100,
    "a" * 101,
    "a" * 250,
    "a." * 120 + "a",
]


def test_each_id_has_a_name_of_its_own_that_every_file_system_takes() -> None:
    names = [page_name(id) for id in IDS]
    assert len({*names, INDEX}) == len(IDS) + 1
    assert all(name == name.lower() and name.endswith(".html") and len(name) < 130 for name in names)
    stems = {name.split(".")[0] for name in names}
    assert stems.isdisjoint({"con", "prn", "aux", "nul", "com1", "lpt9"})


def test_an_ordinary_id_is_the_name_itself() -> None:
    assert [page_name(id) for id in ("eo-1", "2025-eeo-1.38", "contract", "com10")] == [
        "eo-1.html",
        "2025-eeo-1.38.html",
        "contract.html",
        "com10.html",
    ]


@pytest.mark.parametrize(
    ("name", "start", "own"),
    [
        ("eo-1.html", '<!doctype html>\n<html lang="en" data-page="eo-1.html">', True),
        ("copy-of-eo-1.html", '<!doctype html>\n<html lang="en" data-page="eo-1.html">', False),
        ("mine.html", '<!doctype html>\n<html lang="en">', False),
        ("eo-1.txt", '<!doctype html>\n<html lang="en" data-page="eo-1.txt">', False),
    ],
)
def test_a_page_is_known_by_its_own_name(tmp_path: Path, name: str, start: str, own: bool) -> None:  # noqa: FBT001  # a case
    (tmp_path / name).write_text(start)
    assert is_own_page(tmp_path / name) is own
    assert own_pages(tmp_path) == [name] * own


def test_a_link_a_folder_and_what_is_not_there_are_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    (tmp_path / "b.html").symlink_to(tmp_path / "a.html")
    assert (own_pages(tmp_path), own_pages(tmp_path / "none")) == ([], [])
