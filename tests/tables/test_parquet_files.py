"""Parquet files, as pyarrow, DuckDB and Polars read them."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

import nmpolicy as nm
from file_size_limit import file_size_limit
from nmpolicy import tables
from nmpolicy.errors import InvalidCollectionError, OutputExistsError, UnwritableFileError
from nmpolicy.tables.layout import all_tables
from nmpolicy.tables.rows import collection_to_export, rows
from reading_back import begins_before_it_ends, check_tables, dated_events

EMPTY = nm.Collection(id="demo", title="A demonstration")
HOSTILE = ["", "a\0b", "\u202eleft", "\ufeff😀", "\"'\r\n\t,;", "=cmd|' /C calc'!A0", "NaN", "null", "é" * 2**19]
AWKWARD = EMPTY.add(
    *(
        nm.Event(id=f"e-{number}", kind="other", name=text, extra={"x-text": text})
        for number, text in enumerate(HOSTILE)
    ),
    nm.Organization(id="city", name="A city", other_names=HOSTILE[1:], classification="government", size=2**53 - 1),
)
#: Asks if each event began before it ended: true, false, or null if its dates do not decide it.
BEFORE = """
    SELECT id, CASE WHEN start_date_latest < end_date_earliest THEN true
                    WHEN start_date_earliest >= end_date_latest THEN false END
    FROM events ORDER BY id
"""


@pytest.fixture
def database() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


@pytest.mark.parametrize("collection", [AWKWARD, nm.load_dataset("albuquerque-immigrant-friendly-2025")], ids=repr)
def test_every_reader_gets_the_values_of_the_rows(
    collection: nm.Collection, database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    written: list[int] = []
    tables.write_parquet(collection, tmp_path / "out", progress=written.append)
    exported = collection_to_export(collection, include_private=False)
    assert sum(written) == sum(len(list(rows(exported, table))) for table in all_tables())
    files = {table.name: tmp_path / "out" / f"{table.name}.parquet" for table in all_tables()}
    assert sorted(files.values()) == sorted((tmp_path / "out").iterdir())
    check_tables(exported, lambda name: pq.read_table(files[name]).to_pylist())
    check_tables(exported, lambda name: pl.read_parquet(files[name]).to_dicts())
    check_tables(exported, lambda name: database.read_parquet(str(files[name])).to_arrow_table().to_pylist())


def test_terms_and_dates_are_texts_for_duckdb_and_polars(database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    tables.write_parquet(EMPTY, tmp_path / "out")
    file = tmp_path / "out" / "milestones.parquet"
    found = database.read_parquet(str(file))
    types = dict(zip(found.columns, map(str, found.types), strict=True))
    assert (types["stage"], types["date"], types["date_latest"]) == ("VARCHAR", "VARCHAR", "DATE")
    assert (types["number"], types["by"]) == ("BIGINT", "VARCHAR[]")
    schema = {name: str(each) for name, each in pl.read_parquet_schema(file).items()}
    assert (schema["stage"], schema["date"], schema["date_latest"]) == ("String", "String", "Date")
    assert (schema["number"], schema["by"]) == ("Int64", "List(String)")


def test_polars_takes_the_arrow_tables(albuquerque: nm.Collection) -> None:
    found = pl.from_arrow(tables.to_arrow(albuquerque)["orders"])
    assert isinstance(found, pl.DataFrame)
    assert found.explode("issued_by")["issued_by"].to_list() == [
        each for order in albuquerque.orders for each in order.issued_by
    ]


def test_duckdb_joins_records_by_their_ids(
    albuquerque: nm.Collection, database: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    tables.write_parquet(albuquerque, tmp_path / "out", include_private=True)
    for name in ("stances", "statements", "records"):
        database.read_parquet(f"{tmp_path}/out/{name}.parquet").create_view(name)
    found = database.sql("""
        SELECT DISTINCT speaker, stance FROM stances
        JOIN (SELECT id, unnest(speakers) AS speaker FROM statements) AS said ON said.id = stances.record
        JOIN records ON records.id = speaker
        WHERE target = 'abq-eo-2025-07-21'
    """).fetchall()
    expected = nm.stances(albuquerque, "abq-eo-2025-07-21")
    assert sorted(found) == sorted({(each.speaker, each.stance.stance.value) for each in expected})


def test_duckdb_compares_dates_with_three_answers() -> None:
    with duckdb.connect() as connection:
        connection.register("events", tables.to_arrow(EMPTY.add(*dated_events()))["events"])
        found = [answer for _, answer in connection.sql(BEFORE).fetchall()]
    assert found == [begins_before_it_ends(event) for event in dated_events()]


def test_the_same_collection_makes_the_same_bytes(albuquerque: nm.Collection, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        tables.write_parquet(albuquerque, tmp_path / folder)
    assert [path.read_bytes() for path in sorted((tmp_path / "one").iterdir())] == [
        path.read_bytes() for path in sorted((tmp_path / "two").iterdir())
    ]


def test_files_are_replaced_only_by_force(tmp_path: Path) -> None:
    out = tmp_path / "out"
    tables.write_parquet(EMPTY, out)
    with pytest.raises(OutputExistsError, match="it exists"):
        tables.write_parquet(AWKWARD, out)
    assert pq.read_metadata(out / "events.parquet").num_rows == 0
    tables.write_parquet(AWKWARD, out, force=True)
    assert pq.read_metadata(out / "events.parquet").num_rows == len(AWKWARD.events)
    (out / "my-notes.txt").touch()
    with pytest.raises(UnwritableFileError, match=r"my-notes\.txt"):
        tables.write_parquet(EMPTY, out, force=True)


def test_what_cannot_be_written_leaves_no_folder(tmp_path: Path) -> None:
    twice = EMPTY.with_records([nm.Person(id="a"), nm.Post(id="a", name="A post")])
    with pytest.raises(InvalidCollectionError):
        tables.write_parquet(twice, tmp_path / "out")
    assert not any(tmp_path.iterdir())


def test_a_full_disk_leaves_the_old_files(albuquerque: nm.Collection, tmp_path: Path) -> None:
    out = tmp_path / "out"
    tables.write_parquet(EMPTY, out)
    before = {path: path.read_bytes() for path in out.iterdir()}
    with file_size_limit(4096), pytest.raises(UnwritableFileError, match="File too large"):
        tables.write_parquet(albuquerque, out, force=True)
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    assert list(tmp_path.iterdir()) == [out]


def test_files_say_that_they_are_redacted(tmp_path: Path) -> None:
    private = EMPTY.add(nm.Person(id="a-man", name="Jonathan Quimby", private=True))
    for include, redacted in ((False, b"true"), (True, b"false")):
        folder = tmp_path / str(include)
        tables.write_parquet(private, folder, include_private=include)
        assert any(b"Quimby" in path.read_bytes() for path in folder.iterdir()) is include
        assert pq.read_metadata(folder / "people.parquet").metadata[b"nmpolicy.redacted"] == redacted
