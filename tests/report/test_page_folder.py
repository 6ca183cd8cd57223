"""A folder of pages has every order and measure, links to what is there, and replaces only its own files."""

import gc
import re
import sys
from collections.abc import Mapping
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from city_orders import CITY, HOSTILE

import nmpolicy as nm
from html_pages import Page
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.datasets import load_dataset
from nmpolicy.errors import InvalidCollectionError, MissingExtraError, OutputExistsError, UnwritableFileError
from nmpolicy.report import environment
from nmpolicy.report.page_folder import write_folder
from nmpolicy.report.pages import to_html
from nmpolicy.vocabulary.folding import fold

ON = "2026-07-01"
INDEX_OF_AN_ID = "index--1bc04b5291c26a46.html"


def written(
    folder: Path, collection: nm.Collection = CITY, *, include_private: bool = False, force: bool = False
) -> Mapping[str, str]:
    """The text of each page of a collection."""
    write_folder(collection, folder, on=ON, include_private=include_private, force=force)
    return {file.name: file.read_text("utf-8") for file in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return written(tmp_path_factory.mktemp("pages") / "city")


def without_script(html: str) -> str:
    return re.sub("<script>.*?</script>", "", html, flags=re.DOTALL)


def test_each_order_and_measure_has_a_page_beside_the_index(pages: Mapping[str, str]) -> None:
    names = ["eo-1.html", "eo-10.html", "eo-2.html", "eo-3.html", "index.html", "o-1.html", "undated.html"]
    assert sorted(pages) == sorted([*names, INDEX_OF_AN_ID])


def test_all_links_lead_to_something(pages: Mapping[str, str]) -> None:
    ids = {name: Page(html).ids for name, html in pages.items()}
    assert {name: Page(html).repeated_ids for name, html in pages.items()} == {name: [] for name in pages}
    for name, html in pages.items():
        for link in map(unescape, re.findall('href="([^"]*)"', without_script(html))):
            target, _, place = link.partition("#")
            if not link.startswith("https://"):
                assert not place or "=" in place or place in ids[target or name], (name, link)
                assert not target or target in pages, (name, link)


def test_pages_say_what_is_on_them(pages: Mapping[str, str]) -> None:
    first, second, ruled = (Page(without_script(pages[f"{id}.html"])).text for id in ("eo-1", "eo-2", "eo-10"))
    assert "In force on July 1, 2026" in first
    assert "Is amended by Order 2 on January 7, 2020" in first
    assert "Praises it." in first and "Riverton must name the parks" in first  # noqa: PT018  # one page
    assert "Order 2: signed; amends Section 1 of Order 1" in first
    assert "Curfew No. 10: signed; rescinds Order 2" in second and "A hearing" in second  # noqa: PT018
    assert "A ruling" in ruled and "Takes no side." in ruled  # noqa: PT018


def test_an_order_leads_to_its_neighbors_and_to_the_index_of_its_signer(pages: Mapping[str, str]) -> None:
    navigation = pages["eo-10.html"].partition('<nav class="order-nav" aria-label="Cruz, orders">')[2]
    assert re.findall('href="([^"]*)" rel="([a-z]*)"', navigation) == [("eo-2.html", "prev"), (INDEX_OF_AN_ID, "next")]
    assert '<a href="index.html#by=ana-cruz" dir="auto">Ana Cruz</a>' in pages["eo-10.html"]
    assert 'rel="prev"' not in pages["eo-1.html"]


def test_hostile_texts_are_shown_and_do_nothing(pages: Mapping[str, str]) -> None:
    for html in pages.values():
        page = Page(html)
        assert html.count("<script>") == html.count("<style>") == 1
        assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
        assert HOSTILE not in html and "\x1b" not in html  # noqa: PT018
        assert "default-src &#39;none&#39;" in html
    assert r'load="alert(2)\x1b[2J\u202e' in Page(without_script(pages["index.html"])).text


def test_an_index_has_the_notes_and_the_license_of_the_collection(tmp_path: Path) -> None:
    made = nm.Collection(id="demo", title="A demonstration", notes=["Not complete."], license="CC0-1.0")
    text = Page(without_script(written(tmp_path / "out", made)["index.html"])).text
    assert "Not complete. The data of these pages: demo, license CC0-1.0, 0 records." in text


def test_private_individuals_are_withheld_unless_they_are_asked_for(tmp_path: Path, pages: Mapping[str, str]) -> None:
    assert not any("Quillfeather" in html for html in pages.values())
    assert "what could name 1 private individual" in Page(without_script(pages["index.html"])).text
    shown = written(tmp_path / "all", include_private=True)
    assert "A draft that Zora Quillfeather wrote" in shown["index.html"]
    assert "what could name" not in shown["index.html"]
    named = with_names(load_dataset("albuquerque-immigrant-friendly-2025"), NAMES[1])
    for name, html in written(tmp_path / "named", named).items():
        assert not any(secret in fold(f"{name} {html}") for secret in SECRETS), name


def test_the_same_collection_gives_the_same_bytes(tmp_path: Path, pages: Mapping[str, str]) -> None:
    gc.collect()  # nothing of the first run is remembered
    assert written(tmp_path / "again", nm.loads(nm.dumps(CITY))) == pages


def test_a_page_keeps_its_name_when_orders_are_added(tmp_path: Path, pages: Mapping[str, str]) -> None:
    more = CITY.add(
        nm.Order(id="eo-0", kind="other", title="Curfew"), nm.Order(id="index.html", kind="other", title="A")
    )
    assert sorted(pages.keys() & written(tmp_path / "more", more).keys()) == sorted(pages)


def test_a_collection_without_orders_has_an_index_that_says_so(tmp_path: Path) -> None:
    found = written(tmp_path / "empty", nm.Collection(id="empty", title="Nothing yet"))
    text = Page(without_script(found["index.html"])).text
    assert ([*found], "has no orders and no measures yet" in text) == (["index.html"], True)
    assert "The rules of nmpolicy found nothing to report." in text


def test_two_records_with_one_id_are_refused(tmp_path: Path) -> None:
    twice = nm.Collection(id="a", title="A", orders=[nm.Order(id="eo", kind="other", title=each) for each in "ab"])
    with pytest.raises(InvalidCollectionError):
        write_folder(twice, tmp_path / "out", on=ON)
    assert [*tmp_path.iterdir()] == []


def test_an_older_folder_is_replaced_only_if_asked_and_all_its_files_are_pages(tmp_path: Path) -> None:
    out, one = tmp_path / "out", CITY.with_records([nm.Order(id="eo-5", kind="other", title="Five")])
    written(out, one)
    with pytest.raises(OutputExistsError):
        write_folder(CITY, out, on=ON)
    two = one.with_records([nm.Order(id="eo-6", kind="other", title="Six")])
    assert written(out, two, force=True).keys() == {"eo-6.html", "index.html"}
    (out / "eo-6.html").rename(out / "a-copy.html")
    with pytest.raises(UnwritableFileError, match="it has other files"):
        write_folder(one, out, on=ON, force=True)
    assert sorted(file.name for file in out.iterdir()) == ["a-copy.html", "index.html"]


def test_an_index_that_someone_else_made_is_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>\n<p>My home page")
    with pytest.raises(UnwritableFileError, match="not a page that nmpolicy made"):
        write_folder(CITY, tmp_path, on=ON, force=True)
    assert (tmp_path / "index.html").read_text().endswith("My home page")


def test_an_interruption_leaves_nothing_behind(tmp_path: Path) -> None:
    counts: list[int] = []

    def interrupt(more: int) -> None:
        counts.append(more)
        if len(counts) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(CITY, tmp_path / "out", on=ON, progress=interrupt)
    assert ([*tmp_path.iterdir()], counts) == ([], [1, 1, 1])


def test_without_jinja_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment._environment.cache_clear()  # noqa: SLF001  # it remembers that Jinja is there
    for package in ("jinja2", "markupsafe"):
        monkeypatch.setitem(sys.modules, package, None)
    for make in (partial(write_folder, folder=tmp_path / "out"), to_html):
        with pytest.raises(MissingExtraError, match="jinja2 is not installed"):
            make(CITY, on=ON)
    assert [*tmp_path.iterdir()] == []


def test_an_event_about_many_orders_is_not_told_in_full_on_the_page_of_each(tmp_path: Path) -> None:
    ids = [f"eo-{number}" for number in range(30)]
    orders = [nm.Order(id=id, kind="executive-order", title=f"Curfew {id}") for id in ids]
    repeals = [nm.Relation(id=f"r-{id}", subject="end", predicate="repeals", object=id) for id in ids]
    end = nm.Event(id="end", kind="other", name="The end", start_date="2025-01-01", about=ids)
    made = nm.Collection.of([*orders, *repeals, end], id="demo", title="A demonstration")
    text = Page(without_script(written(tmp_path / "out", made)["eo-7.html"])).text
    assert "The end; repeals Curfew eo-7" in text
    assert "About: Curfew eo-7 and 29 others Repeals Curfew eo-7" in text
    assert "It has 29 relations to other records." in text
    assert "Curfew eo-9" not in text
