"""Metadata for Datasette: it names only what the database has."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import nmpolicy as nm


def test_every_table_column_and_query_is_in_the_database(albuquerque: nm.Collection, tmp_path: Path) -> None:
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
        found = connection.execute(described["queries"]["before_a_day"]["sql"], {"day": "2025-07-20"}).fetchall()
        assert found[0] == ("yes", "2018", "2018 Immigrant-Friendly Resolution: issued", "abq-resolution-2018")
        assert {row[0] for row in found} == {"yes", "no", "unknown"}
        for no_day in ("", "2025", "2025-07", "July", None):
            found = connection.execute(described["queries"]["before_a_day"]["sql"], {"day": no_day}).fetchall()
            assert {row[0] for row in found} == {"unknown"}
        connection.create_function("escape_fts", 1, lambda words: words)  # Datasette has it
        found = connection.execute(described["queries"]["search_records"]["sql"], {"words": "masks"}).fetchall()
        assert "[masks]" in found[0][1]


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
