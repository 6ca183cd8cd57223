"""Ask the tables of a collection questions in SQL or in pandas, and compare the answers with those of nmpolicy.

`python tests/consumers/ask.py PROGRAM FILE [TABLES]`: FILE is the collection as JSON. For `duckdb`, TABLES is the
folder of Parquet files, and for `sqlite` the database; `pandas` asks the data frames.
"""

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nmpolicy as nm

#: How many times each actor is named as a signer or the like, by name: a join over a list.
ACTORS = """
    SELECT records.label, count(*) FROM milestones JOIN records ON {member} GROUP BY records.label"""
#: Count pairs of milestones of one record by whether the first was before the second, was not, or is undecided.
BEFORE = """
    SELECT CASE WHEN a.date_latest < b.date_earliest THEN 'before'
                WHEN a.date_earliest >= b.date_latest THEN 'not before' ELSE 'undecided' END AS answer, count(*)
    FROM milestones a JOIN milestones b ON a.record = b.record AND a.number < b.number
    WHERE a.date IS NOT NULL AND b.date IS NOT NULL GROUP BY answer"""
WORDS = {True: "before", False: "not before", None: "undecided"}
Answer = Mapping[Any, int]


def from_records(collection: nm.Collection) -> tuple[Answer, Answer]:
    """Return the right answers."""
    actors, before = Counter[str](), Counter[str]()
    for instrument in collection.instruments:
        actors.update(collection[actor].label for milestone in instrument.milestones for actor in milestone.by)
        dated = [milestone.date for milestone in instrument.milestones if milestone.date]
        before.update(WORDS[a.before(b)] for n, a in enumerate(dated) for b in dated[n + 1 :])
    return actors, before


def from_duckdb(folder: Path) -> tuple[Answer, Answer]:
    """Ask Parquet files."""
    import duckdb

    database = duckdb.connect()
    for name in ("milestones", "records"):
        database.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
    member = "list_contains(milestones.by, records.id)"
    return counts(database.sql(ACTORS.format(member=member)).fetchall()), counts(database.sql(BEFORE).fetchall())


def from_sqlite(file: Path) -> tuple[Answer, Answer]:
    """Ask a database."""
    database = sqlite3.connect(file)
    member = 'records.id IN (SELECT value FROM json_each(milestones."by"))'
    return counts(database.execute(ACTORS.format(member=member))), counts(database.execute(BEFORE))


def from_pandas(collection: nm.Collection) -> tuple[Answer, Answer]:
    """Ask data frames."""
    import numpy as np

    from nmpolicy.tables import to_frames

    frames = to_frames(collection, include_private=True)
    milestones = frames["milestones"].convert_dtypes()
    named = milestones.explode("by").merge(frames["records"], left_on="by", right_on="id")
    pairs = milestones.merge(milestones, on="record", suffixes=("_a", "_b"))
    pairs = pairs[(pairs.number_a < pairs.number_b) & pairs.date_a.notna() & pairs.date_b.notna()]
    answers = np.select(
        [pairs.date_latest_a < pairs.date_earliest_b, pairs.date_earliest_a >= pairs.date_latest_b],
        ["before", "not before"],
        "undecided",
    )
    table = named.pivot_table(index="label", columns="stage", aggfunc="size", fill_value=0)
    return table.sum(axis="columns").to_dict(), Counter(answers.tolist())


def counts(rows: Iterable[Any]) -> Answer:
    """Return pairs as a dictionary."""
    return dict(rows)


def main() -> None:
    """Compare the answers."""
    program, file, *tables = sys.argv[1:]
    collection = nm.load(file)
    match program:
        case "duckdb":
            found = from_duckdb(Path(tables[0]))
        case "sqlite":
            found = from_sqlite(Path(tables[0]))
        case _:
            found = from_pandas(collection)
    for answer, right in zip(found, from_records(collection), strict=True):
        if answer != right:
            sys.exit(f"{program} answers {answer}, not {right}")
        print(
            f"{program}: {len(answer)} answers, {', '.join(f'{name!r:.30}: {count}' for name, count in [*answer.items()][:3])}"
        )


if __name__ == "__main__":
    main()
