"""Read every table of an export with another program, and print the tables as JSON for `compare.py`.

`python tests/consumers/read_tables.py PROGRAM PATH`. For `frames`, the path is the collection itself.
"""

import importlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

Rows = list[Any]


def pandas_csv(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Read a folder of CSV files with pandas."""
    import pandas as pd

    for file in folder.glob("*.csv"):
        yield file.stem, pd.read_csv(file, dtype=str, keep_default_na=False).to_dict("records")


def sqlite_utils(file: Path) -> Iterator[tuple[str, Rows]]:
    """Read a database with sqlite-utils."""
    # Only the environment of these scripts has it.
    database = importlib.import_module("sqlite_utils").Database(file)
    for table in database.tables:
        if not table.name.startswith("search"):  # the index for full-text search
            yield table.name, list(table.rows)


def duckdb(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Read a folder of Parquet files with DuckDB."""
    import duckdb

    for file in folder.glob("*.parquet"):
        found = duckdb.read_parquet(str(file))
        yield file.stem, [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def polars(folder: Path) -> Iterator[tuple[str, Rows]]:
    """Read a folder of Parquet files with polars."""
    import polars as pl

    for file in folder.glob("*.parquet"):
        yield file.stem, pl.read_parquet(file).to_dicts()


def frames(file: Path) -> Iterator[tuple[str, Rows]]:
    """Make the data frames of a collection, and read their cells with pandas."""
    import pandas as pd

    import nmpolicy as nm
    from nmpolicy.tables import to_frames

    def filled(cell: Any) -> bool:
        return not pd.api.types.is_scalar(cell) or bool(pd.notna(cell))

    for name, frame in to_frames(nm.load(file), include_private=True).items():
        cells = frame.astype(object)
        yield name, cells.where(cells.map(filled), None).to_dict("records")


PROGRAMS: Mapping[str, Callable[[Path], Iterator[tuple[str, Rows]]]] = {
    "pandas": pandas_csv,
    "sqlite-utils": sqlite_utils,
    "duckdb": duckdb,
    "polars": polars,
    "frames": frames,
}


def plain(value: Any) -> object:
    """Return a day as text, and an array of NumPy as a list."""
    return value.tolist() if hasattr(value, "tolist") else str(value)


if __name__ == "__main__":
    json.dump(dict(PROGRAMS[sys.argv[1]](Path(sys.argv[2]))), sys.stdout, default=plain)
