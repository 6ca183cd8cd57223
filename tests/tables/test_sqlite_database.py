"""SQLite databases: what comes back, what SQL finds in them, and what is reported of spoiled ones.

To read back more random collections than the tests do, run `python tests/tables/test_sqlite_database.py 1000`.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from file_size_limit import file_size_limit
from nmpolicy.errors import (
    DocumentError,
    InvalidCollectionError,
    InvalidDocumentError,
    InvalidTypeError,
    OutputExistsError,
    UnreadableDocumentError,
    UnwritableFileError,
)
from nmpolicy.strategies import collections, partial_dates, records
from nmpolicy.tables.layout import LINKS, all_tables, layout, table_named
from nmpolicy.tables.rows import rows
from nmpolicy.tables.sqlite_schema import SEARCH, SQLITE_TABLES

EXAMPLES = settings(max_examples=10)
Rows = list[tuple[Any, ...]]


@contextmanager
def database(collection: nm.Collection) -> Iterator[Path]:
    """Give a database of a collection, with every name in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "city.db")
        nm.tables.write_sqlite(collection, path, include_private=True)
        yield path


def ask(path: Path, sql: str, *values: object) -> Rows:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()


def change(path: Path, *statements: str) -> None:
    """Edit a database, as somebody does who knows SQL."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")  # a view may miss its table for a while
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def check_comes_back(collection: nm.Collection) -> None:
    with database(collection) as path:
        assert nm.tables.read_sqlite(path, allow_redacted=True) == collection
        assert ask(path, "PRAGMA integrity_check") == [("ok",)]
        assert ask(path, "PRAGMA foreign_key_check") == []


@pytest.fixture(scope="module")
def bundled(albuquerque: nm.Collection) -> bytes:
    with database(albuquerque) as path:
        return path.read_bytes()


@pytest.fixture
def city(tmp_path: Path, bundled: bytes) -> Path:
    """Return the path of a database of the bundled data."""
    path = tmp_path / "city.db"
    path.write_bytes(bundled)
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.tables.read_sqlite(path)
    return [f"{each.code} {each.location}: {each.message}" for each in caught.value.problems]


def refusal(path: Path, code: str = "NMP001") -> str:
    with pytest.raises(UnreadableDocumentError) as caught:
        nm.tables.read_sqlite(path)
    (problem,) = caught.value.problems
    assert (caught.value.path, problem.code) == (str(path), code)
    return problem.message


@EXAMPLES
@given(collections())
def test_a_collection_comes_back(collection: nm.Collection) -> None:
    check_comes_back(collection)


def test_an_empty_collection_comes_back() -> None:
    check_comes_back(nm.Collection(id="demo", title=""))


def test_difficult_texts_come_back_and_the_file_is_whole() -> None:
    texts = [
        "NUL \0 here",
        "'; DROP TABLE orders; --",
        'a "quoted" word',
        "\r\n",
        " ",
        "[]",
        "{}",
        "NULL",
        "007",
        "\u202e",
    ]
    texts += ["😀👩‍👩‍👧", "\ufeff", "\U0010ffff", "x" * 1_000_000]
    orders = [
        nm.Order(
            id=f"eo-{number}",
            kind="other",
            title=text,
            other_titles=[text, ""],
            summary=text,
            notes=[nm.Note(text=text, author=text)],
            extra={"x-text": text, "x-deep": {"list": [text, 1, None, 1.5, 10**400]}},
        )
        for number, text in enumerate(texts)
    ]
    check_comes_back(nm.Collection(id="demo", title=texts[0], notes=texts, extra={"x-a": []}, orders=orders))


def test_the_bundled_data_comes_back_from_every_table(albuquerque: nm.Collection, city: Path) -> None:
    assert nm.tables.read_sqlite(city) == albuquerque
    for table in all_tables():
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        assert len(ask(city, f'SELECT {names} FROM "{table.name}"')) == len([*rows(albuquerque, table)])  # noqa: S608


def test_the_same_collection_makes_the_same_bytes(albuquerque: nm.Collection, tmp_path: Path) -> None:
    for name in ("one.db", "two.db"):
        nm.tables.write_sqlite(albuquerque, tmp_path / name)
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.db", "two.db"]


def test_private_names_are_withheld_unless_asked_for(tmp_path: Path) -> None:
    person = nm.Person(id="somebody", name="Zebediah Quux", private=True)
    demo = nm.Collection(id="demo", title="T", people=[person])
    path = tmp_path / "city.db"
    nm.tables.write_sqlite(demo, path)
    assert b"Zebediah" not in path.read_bytes()
    with pytest.raises(InvalidDocumentError, match="redacted copy"):
        nm.tables.read_sqlite(path)
    assert nm.tables.read_sqlite(path, allow_redacted=True).redacted
    nm.tables.write_sqlite(demo, path, include_private=True, force=True)
    assert nm.tables.read_sqlite(path) == demo


def test_what_cannot_be_written(albuquerque: nm.Collection, city: Path) -> None:
    before = city.read_bytes()
    with pytest.raises(OutputExistsError):
        nm.tables.write_sqlite(albuquerque, city)
    twins = [nm.Person(id="one"), nm.Person(id="one")]
    with pytest.raises(InvalidCollectionError):
        nm.tables.write_sqlite(nm.Collection(id="demo", title="T", people=twins), city, force=True)
    with pytest.raises(InvalidTypeError):
        nm.tables.write_sqlite([], city, force=True)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert city.read_bytes() == before


def test_progress_counts_every_row(tmp_path: Path) -> None:
    people = [nm.Person(id=f"p-{number}") for number in range(1500)]
    counts: list[int] = []
    nm.tables.write_sqlite(
        nm.Collection(id="demo", title="T", people=people), tmp_path / "a.db", progress=counts.append
    )
    assert sum(counts) == 1 + 1500 + 1500
    assert max(counts) == 1000


@EXAMPLES
@given(st.lists(records(nm.Relation), max_size=3, unique_by=lambda relation: relation.id))
def test_sql_finds_every_dangling_reference(relations: Sequence[nm.Relation]) -> None:
    collection = nm.Collection(id="demo", title="T", relations=relations)
    missing = {each for each in rows(collection, LINKS) if each[3] not in collection}
    with database(collection) as path:
        found = ask(
            path,
            "SELECT source, pointer, field, target FROM pragma_foreign_key_check('links') AS broken"
            " JOIN links ON links.rowid = broken.rowid",
        )
        assert {*found} == missing
        if missing:
            with pytest.raises(InvalidDocumentError):
                nm.tables.read_sqlite(path)


def test_every_reference_to_one_record_is_a_foreign_key_with_an_index(city: Path) -> None:
    keys = {
        (table.name, row[3]): (row[2], row[4])
        for table in SQLITE_TABLES
        for row in ask(city, f"PRAGMA foreign_key_list({table.name})")
    }
    for table in layout():
        for column in table.columns:
            if column.type == "reference" and not column.many:
                expected = column.tables[0] if len(column.tables) == 1 else "records"
                assert keys[table.name, column.name] == (expected, "id")
    assert keys["orders", "id"] == keys["milestones", "parent"] == ("records", "id")
    assert keys["votes", "parent"] == ("vote_events", "id")
    assert ("evidence", "parent") not in keys
    assert ("notes", "parent") not in keys
    for name, key in keys:
        (plan,) = ask(city, f'EXPLAIN QUERY PLAN SELECT 1 FROM "{name}" WHERE "{key}" = ?', "x")  # noqa: S608
        assert "INDEX" in plan[3], (name, key)
    indexed = ask(
        city,
        "SELECT tables.name, columns.name FROM sqlite_master AS tables JOIN pragma_index_list(tables.name) AS indexes"
        " JOIN pragma_index_info(indexes.name) AS columns WHERE tables.type = 'table' AND columns.seqno = 0",
    )
    assert len(indexed) == len({*indexed}) >= len(keys)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO people (id) VALUES ('unknown')",
        "INSERT INTO records (id, \"table\") VALUES ('us-ice', 'people')",
        "UPDATE memberships SET organization = 'unknown'",
        "UPDATE orders SET title = NULL",
        "UPDATE orders SET id = NULL",
        "UPDATE orders SET subjects = 'police'",
        "UPDATE people SET private = 'yes'",
        "UPDATE evidence SET paragraph = 'three'",
    ],
)
def test_an_edit_that_breaks_the_schema_is_refused(city: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        change(city, "PRAGMA foreign_keys = ON", statement)


def test_a_row_needs_only_what_a_record_needs(city: Path) -> None:
    change(
        city,
        "INSERT INTO orders (id, kind, title) VALUES ('new', 'other', 'A new order')",
        "INSERT INTO milestones (id, record, parent, number, stage) VALUES ('x', 'new', 'new', 0, 'signed')",
        "INSERT INTO people (id) VALUES ('somebody')",
    )
    new = nm.Order(id="new", kind="other", title="A new order", milestones=[nm.Milestone(stage="signed")])
    read = nm.tables.read_sqlite(city)
    assert (read.orders[-1], read.people[-1]) == (new, nm.Person(id="somebody"))


@EXAMPLES
@given(collections(most=3))
def test_the_views_answer_as_the_library_does(collection: nm.Collection) -> None:
    with database(collection) as path:
        found = ask(path, "SELECT date, end_date, record FROM timeline")
        assert found == [(each.date, each.end_date, each.record) for each in nm.timeline(collection)]
        found = ask(path, "SELECT actor, stance, objection, target, topic, statement FROM stances_by_actor")
        stances = nm.stances(collection)
        assert sorted(found, key=repr) == sorted(map(stated, stances), key=repr)
        for actor in collection.actors:
            found = ask(path, "SELECT provision FROM duties WHERE bearer = ?", actor.id)
            duties = nm.duties(collection, actor, "2025")
            provisions = {each.id: each for each in collection.provisions}
            assert [id for (id,) in found] == [
                each.provision for each in duties if actor.id in provisions[each.provision].bearers
            ]


@EXAMPLES
@given(st.lists(records(nm.Order) | records(nm.Measure), max_size=3, unique_by=lambda instrument: instrument.id))
def test_a_view_has_every_milestone_with_every_actor(instruments: Sequence[nm.Order | nm.Measure]) -> None:
    collection = nm.Collection(id="demo", title="T").add(*instruments)
    expected = [
        (actor, str(each.stage), str(each.date) if each.date else None, held.id, held.label, collection.table(held.id))
        for held in collection.instruments
        for each in held.milestones
        for actor in dict.fromkeys(each.by) or [None]
    ]
    with database(collection) as path:
        found = ask(path, 'SELECT actor, stage, date, instrument, label, "table" FROM milestones_by_actor')
    assert sorted(found, key=repr) == sorted(expected, key=repr)


def test_a_milestone_has_a_row_for_each_actor_and_one_if_it_has_none(tmp_path: Path) -> None:
    signed = nm.Milestone(stage="signed", date="2025-07", by=["mayor", "nobody", "mayor"])
    order = nm.Order(
        id="o",
        kind="executive-order",
        title="Trees",
        number="007",
        series="Green",
        milestones=[signed, nm.Milestone(stage="expired")],
    )
    passed = nm.Milestone(stage="passed", by=["mayor"])
    measure = nm.Measure(id="m", kind="bill", title="Parks", number="HB 2", milestones=[passed])
    mayor = nm.Person(id="mayor", name="Ana")
    path = tmp_path / "a.db"
    nm.tables.write_sqlite(nm.Collection(id="demo", title="T").add(mayor, order, measure), path)
    trees = ("o", "Trees", "orders", "007", "executive-order", "Green")
    july = ("2025-07-01", "2025-07-31")
    assert ask(path, "SELECT * FROM milestones_by_actor ORDER BY milestone DESC, actor") == [
        (None, None, "expired", None, *trees, "o#/milestones/1", None, None),
        ("mayor", "Ana", "signed", "2025-07", *trees, "o#/milestones/0", *july),
        ("nobody", "nobody", "signed", "2025-07", *trees, "o#/milestones/0", *july),
        ("mayor", "Ana", "passed", None, "m", "Parks", "measures", "HB 2", "bill", None, "m#/milestones/0", None, None),
    ]


def stated(each: Any) -> tuple[object, ...]:
    stance = each.stance
    return (
        each.speaker,
        str(stance.stance),
        stance.objection and str(stance.objection),
        *(
            stance.target,
            stance.topic,
            each.statement,
        ),
    )


def test_the_views_name_the_records(albuquerque: nm.Collection, city: Path) -> None:
    assert ask(city, "SELECT bearer_label, sentence, instrument_label FROM duties WHERE bearer = 'us-ice' LIMIT 1") == [
        (
            "U.S. Immigration and Customs Enforcement",
            "ICE MUST avoid harmful or disruptive methods of detaining people in public spaces",
            "Albuquerque's immigrant-friendly executive order",
        )
    ]
    found = ask(city, "SELECT actor_label, target_label FROM stances_by_actor WHERE statement = 'keller-on-city-duty'")
    assert ("Tim Keller", "Albuquerque's immigrant-friendly executive order") in found
    # The library also says what a milestone does to other records.
    labels = ask(city, "SELECT label FROM timeline")
    assert [label for (label,) in labels] == [each.label.split("; ")[0] for each in nm.timeline(albuquerque)]


def test_the_timeline_describes_votes_relations_and_statements(tmp_path: Path) -> None:
    council = nm.Organization(id="council", name="The council")
    votes = [
        nm.VoteEvent(body="council", date="2025-01", motion="\tpassage\n", passed=True, yes=6, no=3),
        nm.VoteEvent(date="2025-02", passed=False),
        nm.VoteEvent(date="2025-03"),
    ]
    measure = nm.Measure(id="o-1", kind="ordinance", title="Trees", vote_events=votes)
    relation = nm.Relation(id="r", subject="o-1", predicate="amends", object="o-1", effective_date="2025-04")
    said = [
        nm.Statement(id="s-1", speakers=["council", "council"], date="2025-05", summary="Likes trees."),
        nm.Statement(id="s-2", date="2025-06"),
    ]
    demo = nm.Collection(id="demo", title="T").add(council, measure, relation, *said)
    nm.tables.write_sqlite(demo, tmp_path / "a.db")
    assert ask(tmp_path / "a.db", 'SELECT "table", label FROM timeline') == [
        ("vote_events", "Trees: vote of The council on passage: passed, 6 to 3"),
        ("vote_events", "Trees: vote: failed"),
        ("vote_events", "Trees: vote: result unknown"),
        ("relations", "Trees amends Trees"),
        ("statements", "The council, The council: Likes trees."),
        ("statements", ": s-2"),
    ]


def test_a_bearer_that_is_named_twice_has_one_duty(tmp_path: Path) -> None:
    provision = nm.Provision(id="p", instrument="o", kind="regulative", bearers=["a", "b", "a"])
    nm.tables.write_sqlite(nm.Collection(id="demo", title="T", provisions=[provision]), tmp_path / "a.db")
    assert ask(tmp_path / "a.db", "SELECT bearer, bearer_label FROM duties") == [("a", "a"), ("b", "b")]


@EXAMPLES
@given(st.lists(st.tuples(partial_dates(), partial_dates()), min_size=1, max_size=30))
def test_sql_answers_the_question_with_three_answers(pairs: list[tuple[nm.PartialDate, nm.PartialDate]]) -> None:
    events = [
        nm.Event(id=f"e-{number}", kind="other", name="E", start_date=first, end_date=last)
        for number, (first, last) in enumerate(pairs)
    ]
    with database(nm.Collection(id="demo", title="T", events=events)) as path:
        found = ask(
            path,
            "SELECT CASE WHEN start_date_latest < end_date_earliest THEN 1"
            " WHEN start_date_earliest >= end_date_latest THEN 0 END FROM events",
        )
    assert [answer for (answer,) in found] == [first.before(last) for first, last in pairs]


def test_search_finds_records_by_the_words_in_them_and_their_parts(city: Path, tmp_path: Path) -> None:
    found = ask(city, "SELECT id FROM search('masks') ORDER BY rank")
    assert ("us-bill-ice-identification.no-masks",) in found
    note = nm.Note(text="Señor Peña signed.", author="Ana")
    person = nm.Person(id="p", identifiers=[nm.Identifier(scheme="wikidata", identifier="Q34804")])
    order = nm.Order(id="o", kind="other", title="Trees", milestones=[nm.Milestone(stage="signed", notes=[note])])
    demo = nm.Collection(id="demo", title="T", notes=["Nobody"], people=[person], orders=[order])
    path = tmp_path / "a.db"
    nm.tables.write_sqlite(demo, path)
    for words, ids in {"pena": ["o"], "trees ana": ["o"], "q34804": ["p"], "nobody": [], "other": []}.items():
        assert ask(path, "SELECT id FROM search(?)", words) == [(id,) for id in ids], words
    change(path, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_without_full_text_search_the_rest_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nmpolicy.tables.sqlite_database.SEARCH", SEARCH.replace("fts5", "fts_of_no_version"))
    demo = nm.Collection(id="demo", title="T")
    with pytest.warns(UserWarning, match="no full-text search, because") as caught:
        nm.tables.write_sqlite(demo, tmp_path / "a.db")
    assert caught[0].filename == __file__
    assert nm.tables.read_sqlite(tmp_path / "a.db") == demo
    monkeypatch.setattr("nmpolicy.tables.sqlite_database.SEARCH", "CREATE TABLE orders (id)")
    with pytest.raises(UnwritableFileError, match="already exists"):
        nm.tables.write_sqlite(demo, tmp_path / "b.db")


def test_a_full_disk_leaves_the_old_database(albuquerque: nm.Collection, city: Path) -> None:
    before = city.read_bytes()
    for size in (100, 20_000, len(before) - 50_000):
        with file_size_limit(size), pytest.raises(UnwritableFileError, match=r"city\.db.*SQLite cannot write it: "):
            nm.tables.write_sqlite(albuquerque, city, force=True)
    assert [path.read_bytes() for path in city.parent.iterdir()] == [before]


SPOILED_CELLS = {
    "UPDATE orders SET kind = 'ordr' WHERE rowid = 2": "NMP015 table orders, row 2, column kind: ",
    "UPDATE milestones SET date = '2025-02-30' WHERE rowid = 1": "NMP016 table milestones, row 1, column date: ",
    "UPDATE orders SET summary = x'ff' WHERE rowid = 1": "NMP014 table orders, row 1, column summary: expected text",
    "UPDATE orders SET summary = CAST(x'61ff' AS TEXT)": "NMP014 table orders, row 1, column summary: expected text",
    "UPDATE orders SET subjects = '{}'": "NMP014 table orders, row 1, column subjects: expected a JSON list",
    "UPDATE orders SET extra = '[1]'": "NMP014 table orders, row 1, column extra: expected a JSON object",
    "UPDATE orders SET title = NULL WHERE rowid = 3": "NMP012 table orders, row 3, column title: ",
    "UPDATE people SET private = 'yes' WHERE rowid = 2": "NMP014 table people, row 2, column private: expected TRUE",
    "UPDATE evidence SET paragraph = 2.5 WHERE rowid = 4": "NMP014 table evidence, row 4, column paragraph: expected",
    "UPDATE memberships SET organization = 'no-body'": "NMP202 table memberships, row 1, column organization: ",
    "UPDATE orders SET id = 'us-ice' WHERE rowid = 1": "NMP201 table orders, row 1, column id: row 25 of table organiz",
    "UPDATE stances SET parent = 'no-body' WHERE rowid = 1": "NMP020 table stances, row 1, column parent: no row has the",
}


@pytest.mark.parametrize("statement", SPOILED_CELLS)
def test_a_spoiled_cell_is_reported(city: Path, statement: str) -> None:
    table = statement.split()[1]
    # The same table without checks and types, as another program makes it.
    change(
        city,
        f"CREATE TABLE copy AS SELECT * FROM {table}",  # noqa: S608
        f"DROP TABLE {table}",
        f"ALTER TABLE copy RENAME TO {table}",
    )
    change(city, statement)
    assert any(each.startswith(SPOILED_CELLS[statement]) for each in problems(city)), problems(city)


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (["DROP TABLE notes"], "NMP019 table notes: the table is missing"),
        (["ALTER TABLE votes RENAME COLUMN weight TO wait"], "NMP013 table votes: there is no column 'wait'"),
        (["ALTER TABLE votes DROP COLUMN weight"], "NMP019 table votes, column weight: the column is missing"),
        (['ALTER TABLE votes ADD COLUMN "a""b"'], "NMP013 table votes: there is no column 'a\"b'"),
        (
            ["ALTER TABLE votes DROP COLUMN weight", "ALTER TABLE votes ADD COLUMN weight AS (length(zeroblob(9)))"],
            "NMP019 table votes, column weight: the column is missing",
        ),
    ],
)
def test_a_table_with_other_columns_is_reported(city: Path, statements: list[str], message: str) -> None:
    change(city, *statements)
    assert any(each.startswith(message) for each in problems(city)), problems(city)


def test_a_row_with_the_number_0_is_reported_like_any_other(city: Path) -> None:
    change(city, "UPDATE milestones SET rowid = 0, stage = 'sined' WHERE rowid = 1")
    (found,) = problems(city)
    assert found.startswith("NMP015 table milestones, row 0, column stage: 'sined' is not")
    change(city, "UPDATE milestones SET stage = 'signed', capacity = 'no-post' WHERE rowid = 0")
    (found,) = problems(city)
    assert found.startswith("NMP202 table milestones, row 0, column capacity: no record has the id 'no-post'")


def test_columns_are_known_by_their_names(albuquerque: nm.Collection, city: Path) -> None:
    names = ", ".join(f'"{column.name}"' for column in reversed(layout()[0].columns))
    change(
        city,
        f"CREATE TABLE copy AS SELECT {names} FROM collection",  # noqa: S608
        "DROP TABLE collection",
        "ALTER TABLE copy RENAME TO collection",
        "CREATE TABLE mine (anything)",
        "CREATE TRIGGER on_orders AFTER UPDATE ON orders BEGIN DELETE FROM orders; END",
        "DROP VIEW duties",
        "DROP TABLE search",
        "DELETE FROM links",
    )
    assert nm.tables.read_sqlite(city) == albuquerque


@pytest.mark.parametrize(
    ("create", "what"),
    [
        ("CREATE VIEW notes AS SELECT * FROM orders", "notes is a view"),
        ("CREATE VIRTUAL TABLE notes USING fts5 (id)", "notes is a virtual table"),
    ],
)
def test_what_is_not_a_table_is_refused(city: Path, create: str, what: str) -> None:
    change(city, "DROP TABLE notes", create)
    assert refusal(city).startswith(what)


def test_a_newer_format_is_refused(albuquerque: nm.Collection, city: Path) -> None:
    assert ask(city, "PRAGMA user_version") == [(1,)]
    change(city, "PRAGMA user_version = 2")
    assert refusal(city, "NMP010").endswith("it reads 1. Install a newer nmpolicy")
    change(city, "PRAGMA user_version = 0")
    assert nm.tables.read_sqlite(city) == albuquerque


def test_a_table_without_numbers_of_rows_is_refused(city: Path) -> None:
    names = ", ".join(f'"{column.name}"' for column in table_named("votes").stored)
    change(city, "DROP TABLE votes", f"CREATE TABLE votes ({names}, PRIMARY KEY (id)) WITHOUT ROWID")
    assert refusal(city).startswith("a table was made WITHOUT ROWID")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50_000])


def overwritten(path: Path) -> None:
    """Spoil every page but those of the schema, which is read first."""
    data = bytearray(path.read_bytes())
    for start in range(10 * 4096, len(data), 4096):
        data[start : start + 8] = b"\x0d\xff\xff\xff\xff\xff\xff\xff"
    path.write_bytes(data)


def replaced(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Return a function that puts something else in the place of a file."""

    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


def with_a_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.write_bytes(b""), "the file is empty"),
        (lambda path: path.write_text("{}"), "it is a JSON file, not an SQLite database; name a database"),
        (lambda path: path.write_bytes(bytes([1, 0])), "it is not an SQLite database, or it is encrypted"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "SQLite cannot read the database: "),
        (truncated, "SQLite cannot read the database: "),
        (overwritten, "SQLite cannot read the database: "),
        (with_a_log, "a part of it may be in a write-ahead log"),
        (Path.unlink, "the file cannot be read: No such file"),
        (replaced(Path.mkdir), "it is not a file"),
        (replaced(os.mkfifo), "it is not a file"),
    ],
)
def test_what_is_not_a_whole_database_is_refused(city: Path, spoil: Callable[[Path], object], message: str) -> None:
    spoil(city)
    assert refusal(city).startswith(message)


def test_the_advice_for_a_log_helps(albuquerque: nm.Collection, city: Path) -> None:
    with_a_log(city)
    assert f"`sqlite3 {city} 'PRAGMA journal_mode = DELETE'`" in refusal(city)
    assert ask(city, "PRAGMA journal_mode = DELETE") == [("delete",)]
    assert nm.tables.read_sqlite(city) == albuquerque


def test_a_database_that_a_program_is_writing_is_refused(city: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nmpolicy.tables.sqlite_input._SECONDS", 0.0)
    with closing(sqlite3.connect(city, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert refusal(city).startswith("another program writes to the database")


INTERRUPTED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("UPDATE records SET text = text || text")
connection.execute("UPDATE evidence SET quote = 'spoiled'")
os._exit(0)
"""


def test_a_database_with_half_a_change_is_refused_until_it_is_undone(albuquerque: nm.Collection, city: Path) -> None:
    subprocess.run([sys.executable, "-c", INTERRUPTED, city], check=True)  # noqa: S603
    message = refusal(city)
    assert f"`sqlite3 {city} 'PRAGMA user_version'`" in message
    ask(city, "PRAGMA user_version")
    assert nm.tables.read_sqlite(city) == albuquerque


def test_a_name_that_is_not_utf_8_is_reported(city: Path) -> None:
    data = city.read_bytes()
    city.write_bytes(data.replace(b'"weight" INTEGER', b'"\xd1eight" INTEGER'))
    assert "NMP013 table votes: there is no column '\ufffdeight' in this table; did you mean 'weight'?" in problems(
        city
    )
    city.write_bytes(data.replace(b"viewtimelinetimeline", b"viewtim\xd1linetimeline"))
    assert refusal(city).startswith("SQLite cannot read the database: its schema is damaged; export it again")


def test_rows_that_repeat_without_end_are_refused(tmp_path: Path) -> None:
    people = [nm.Person(id=f"p-{number}", summary="x" * 100) for number in range(100)]
    path = tmp_path / "city.db"
    nm.tables.write_sqlite(nm.Collection(id="demo", title="T", people=people), path)
    ((root,),) = ask(path, "SELECT rootpage FROM sqlite_master WHERE name = 'people'")
    data = bytearray(path.read_bytes())
    page = (root - 1) * 4096
    assert data[page] == 5, "the root page has the numbers of other pages"
    first, second = (int.from_bytes(data[page + 12 + 2 * cell : page + 14 + 2 * cell], "big") for cell in (0, 1))
    data[page + second : page + second + 4] = data[page + first : page + first + 4]
    path.write_bytes(data)
    assert "the rows of people are not in order" in refusal(path)


def test_a_value_that_claims_to_be_longer_than_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "city.db"
    nm.tables.write_sqlite(nm.Collection(id="demo", title="Z" * 20_000), path)
    data = path.read_bytes()
    length = bytes([0x80 | (20_000 * 2 + 13) >> 14, 0x80 | (20_000 * 2 + 13) >> 7 & 0x7F, (20_000 * 2 + 13) & 0x7F])
    assert data.count(length) == 1
    path.write_bytes(data.replace(length, b"\xff\xff\x7f"))
    with pytest.raises(DocumentError):
        nm.tables.read_sqlite(path)


def test_a_name_with_signs_of_its_own_is_read(albuquerque: nm.Collection, city: Path) -> None:
    strange = city.with_name("a?mode=rwc#b %41 é.db")
    city.rename(strange)
    assert nm.tables.read_sqlite(str(strange)) == albuquerque
    assert [path.name for path in strange.parent.iterdir()] == [strange.name]


def test_a_database_in_utf_16_is_read(city: Path, tmp_path: Path, albuquerque: nm.Collection) -> None:
    other = tmp_path / "utf-16.db"
    with closing(sqlite3.connect(city)) as source, closing(sqlite3.connect(other)) as connection:
        connection.execute("PRAGMA encoding = 'UTF-16'")
        connection.executescript("\n".join(line for line in source.iterdump() if "search" not in line))
    assert nm.tables.read_sqlite(other) == albuquerque


if __name__ == "__main__":
    settings(max_examples=int(sys.argv[1]), database=None, deadline=None)(given(collections())(check_comes_back))()
