"""Metadata for Datasette: it names only what the database has."""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

import pytest

import nmpolicy as nm


def test_every_table_and_column_is_in_the_database(albuquerque: nm.Collection, tmp_path: Path) -> None:
    nm.tables.write_sqlite(albuquerque, tmp_path / "city.db")
    metadata = json.loads(json.dumps(nm.tables.datasette_metadata(albuquerque, "city")))
    described = metadata["databases"]["city"]
    with closing(sqlite3.connect(tmp_path / "city.db")) as connection:
        for table, about in described["tables"].items():
            header = [each[0] for each in connection.execute(f'SELECT * FROM "{table}"').description]  # noqa: S608
            names = [each["array"] if isinstance(each, dict) else each for each in about.get("facets", [])]
            assert {*names, *about.get("columns", []), about.get("label_column", header[0])} <= {*header}
            if "columns" in about:
                assert [*about["columns"]] == header
                rows = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608
                assert about.get("hidden", False) == (rows == (0,))
    labels = {"records": "label", "orders": "title", "people": "name", "votes": None, "links": None}
    assert {name: described["tables"][name].get("label_column") for name in labels} == labels


#: The answer to a question that is not understood.
HELP = [(None, None, None, "Write a day such as 2025-07-21, and yes, no, not decided or nothing.", None)]


@pytest.fixture(scope="module")
def city(albuquerque: nm.Collection) -> Iterator[sqlite3.Connection]:
    """Return a database of the bundled data, with the function that Datasette adds."""
    with TemporaryDirectory() as folder:
        nm.tables.write_sqlite(albuquerque, f"{folder}/city.db")
        with closing(sqlite3.connect(f"{folder}/city.db")) as connection:
            connection.create_function("escape_fts", 1, escape_fts)
            yield connection


def escape_fts(words: str) -> str:
    """Do what the function of this name does in Datasette."""
    parts = re.split(r'\s+|(".*?")', words + '"' * (words.count('"') % 2))
    return " ".join(part if part.startswith('"') else f'"{part}"' for part in parts if part and part != '""')


def ask(connection: sqlite3.Connection, query: str, **given: str) -> list[tuple[Any, ...]]:
    """Ask a saved query."""
    demo = nm.Collection(id="demo", title="T")
    queries = nm.tables.datasette_metadata(demo, "city")["databases"]["city"]["queries"]
    return connection.execute(queries[query]["sql"], given).fetchall()


def test_a_saved_query_says_what_happened_before_a_day(albuquerque: nm.Collection, city: sqlite3.Connection) -> None:
    found = ask(city, "before_a_day", day="2025-07-20", answer="")
    day = nm.PartialDate("2025-07-20")
    words = {True: "yes", False: "no", None: "not decided"}
    entries = nm.timeline(albuquerque)
    expected = Counter(words[entry.date.before(day) if entry.date else None] for entry in entries)
    assert Counter(row[0] for row in found) == expected
    assert {*expected} == {*words.values()}
    assert {row[:2] for row in found} == {*expected.items()}
    assert ("yes", "2018", "2018 Immigrant-Friendly Resolution: issued", "abq-resolution-2018") in [
        (row[0], *row[2:]) for row in found
    ]
    (first, *_) = found
    assert first[0] == "yes"
    assert first[2] > "2018"
    for answer in expected:
        assert ask(city, "before_a_day", day=" 2025-07-20 ", answer=f"{answer.title()} ") == [
            row for row in found if row[0] == answer
        ]
    assert ask(city, "before_a_day", day="2025-07-20", answer="maybe") == HELP
    assert ask(city, "before_a_day", day="1066-10-14", answer="yes") == []


@pytest.mark.parametrize(
    "day", ["", "2025", "2025-07", "2025-7-1", "2025-02-30", "6/1/1974", "soon", "now", "12:00", "2460000.5"]
)
def test_what_is_not_a_day_is_before_nothing(city: sqlite3.Connection, day: str) -> None:
    for answer in ("", "yes", "no"):
        assert ask(city, "before_a_day", day=day, answer=answer) == HELP


def test_a_saved_query_counts_orders_by_actor_and_year(city: sqlite3.Connection, tmp_path: Path) -> None:
    assert ("Tim Keller", "2025", 1) in ask(city, "by_actor_and_year")
    dates = ["2025-01", "2025-01-05?", None, "2024~"]
    orders = [
        nm.Order(
            id=f"o-{number}",
            kind="other",
            title="T",
            milestones=[
                nm.Milestone(stage="signed", date=date, by=["mayor", "mayor", "clerk"]),
                nm.Milestone(stage="issued", date=date, by=["mayor"]),
                nm.Milestone(stage="expired", date="2026"),
            ],
        )
        for number, date in enumerate(dates)
    ]
    unsigned = nm.Order(id="o", kind="other", title="T", milestones=[nm.Milestone(stage="issued", date="2020")])
    measure = nm.Measure(id="m", kind="bill", title="T", milestones=[nm.Milestone(stage="signed", date="2025")])
    people = [nm.Person(id="mayor", name="Ana"), nm.Person(id="clerk", name="Ana")]
    nm.tables.write_sqlite(
        nm.Collection(id="demo", title="T", orders=[*orders, unsigned], measures=[measure], people=people),
        tmp_path / "a.db",
    )
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert ask(connection, "by_actor_and_year") == [
            ("not recorded", "2020", 1),
            ("Ana", "2025", 1),
            ("Ana", "2025", 1),
            ("Ana", "not decided", 3),
            ("Ana", "not decided", 3),
        ]


def test_a_saved_query_finds_words(city: sqlite3.Connection) -> None:
    found = ask(city, "search_records", words="masks")
    assert "[masks]" in found[0][1]
    assert ask(city, "search_records", words="mask*") == found
    assert ask(city, "search_records", words='"face mask*" ICE')
    for words in ("", " ", '"', '""', "*", "* *", "mas", "O'Neill", "covid-19", "(", "label:masks"):
        assert ask(city, "search_records", words=words) == [], words


def test_views_without_rows_are_not_in_the_list() -> None:
    order = nm.Order(id="o", kind="other", title="T", series="Trees", milestones=[nm.Milestone(stage="signed")])
    metadata = nm.tables.datasette_metadata(nm.Collection(id="demo", title="T", orders=[order]), "city")
    style = unquote(metadata["extra_css_urls"][0])
    assert re.findall(r'href\$="/(\w+)"', style) == ["duties", "stances_by_actor"]
    tables = metadata["databases"]["city"]["tables"]
    assert [tables["orders"]["facets"], tables["records"]["facets"]] == [["kind", "series"], ["table"]]


def test_what_the_pages_say(albuquerque: nm.Collection) -> None:
    metadata = nm.tables.datasette_metadata(albuquerque, "city")
    city = metadata["databases"]["city"]
    assert [metadata["title"], city["license"]] == [albuquerque.title, "CC0-1.0"]
    assert city["tables"]["provisions"]["facets"] == ["kind", {"array": "functions"}, {"array": "deontic"}]
    assert "the row with its id in the table records" in city["tables"]["orders"]["description"]
    assert "table records" not in city["tables"]["milestones"]["description"]
    assert city["tables"]["milestones"]["columns"]["stage"] == "The stage that was reached."
    assert "`" not in json.dumps([each.get("columns") for each in city["tables"].values()])
    assert ".col-summary" in unquote(metadata["extra_css_urls"][0])


def test_a_collection_without_texts_has_no_empty_ones_and_private_names_are_withheld() -> None:
    person = nm.Person(id="somebody", name="Zebediah Quux", private=True)
    demo = nm.Collection(id="demo", title="Orders about Zebediah Quux", people=[person])
    assert "Zebediah" not in json.dumps(nm.tables.datasette_metadata(demo, "city"))
    kept = nm.tables.datasette_metadata(demo, "city", include_private=True)
    assert kept["title"] == demo.title
    assert "description" not in kept
