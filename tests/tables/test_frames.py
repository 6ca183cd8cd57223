"""Data frames of pandas: types, and the steps that an analysis begins with."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

import nmpolicy as nm
from nmpolicy import tables
from nmpolicy.errors import InvalidCollectionError, InvalidTypeError
from nmpolicy.strategies import collections
from nmpolicy.tables.layout import Column, all_tables
from reading_back import begins_before_it_ends, check_tables, dated_events

EMPTY = nm.Collection(id="demo", title="A demonstration")
EVENT = nm.Event(id="e", kind="other", name="a\0b😀" * 1000, start_date="0001", end_date="9999-12", extra={"x-n": 1})


def dtype(column: Column) -> str:
    if column.many:
        return "object"
    if column.type == "day":
        return "datetime64[us]"
    names = {"integer": ("int64", "Int64"), "boolean": ("bool", "boolean")}
    return names.get(column.type, ("str", "str"))[column.nullable]


def python_value(column: Column, value: Any) -> Any:
    if column.many:
        return list(value)
    if pd.isna(value):
        return None
    return value.date() if column.type == "day" else value


@given(collections())
@settings(max_examples=10)
def test_they_hold_the_values_of_the_rows(collection: nm.Collection) -> None:
    frames = tables.to_frames(collection, include_private=True)
    assert list(frames) == [table.name for table in all_tables()]

    columns = {table.name: table.columns for table in all_tables()}

    def read(name: str) -> list[dict[str, Any]]:
        return [
            {column.name: python_value(column, row[column.name]) for column in columns[name]}
            for row in frames[name].to_dict("records")
        ]

    check_tables(collection, read)


@pytest.mark.parametrize("collection", [EMPTY, nm.load_dataset("albuquerque-immigrant-friendly-2025")], ids=repr)
def test_columns_have_the_same_types_with_and_without_rows(collection: nm.Collection) -> None:
    frames = tables.to_frames(collection)
    for table in all_tables():
        found = {str(name): str(each) for name, each in frames[table.name].dtypes.items()}
        assert found == {column.name: dtype(column) for column in table.columns}


@pytest.mark.parametrize("storage", ["python", "pyarrow"])
def test_texts_are_exact_and_plain_in_every_storage(storage: str) -> None:
    with pd.option_context("mode.string_storage", storage):
        row = tables.to_frames(EMPTY.add(EVENT))["events"].iloc[0]
    assert (row["name"], row["extra"]) == (EVENT.name, '{"x-n":1}')
    assert [type(row[name]) for name in ("kind", "start_date")] == [str, str]
    assert (row["start_date_earliest"].date(), row["end_date_latest"].date()) == (date(1, 1, 1), date(9999, 12, 31))


def test_lists_can_be_taken_apart_and_joined(albuquerque: nm.Collection) -> None:
    frames = tables.to_frames(albuquerque, include_private=True)
    joined = frames["orders"].explode("issued_by").merge(frames["records"], left_on="issued_by", right_on="id")
    assert joined["label"].tolist() == [
        albuquerque.label(each) for order in albuquerque.orders for each in order.issued_by
    ]
    assert frames["provisions"].groupby("deontic").size()[("obligation",)] == 7
    assert len(frames["provisions"].drop_duplicates()) == len(albuquerque.provisions)


def test_stances_can_be_counted_by_target(albuquerque: nm.Collection) -> None:
    pivot = tables.to_frames(albuquerque)["stances"].pivot_table(
        index="target", columns="stance", values="id", aggfunc="count", fill_value=0
    )
    assert pivot.loc["abq-eo-2025-07-21"].to_dict() == {"neutral": 0, "oppose": 2, "support": 3}


def test_pandas_compares_dates_with_three_answers() -> None:
    found = tables.to_frames(EMPTY.add(*dated_events()))["events"]
    answer = pd.Series(pd.NA, index=found.index, dtype="boolean")
    answer[found["start_date_latest"] < found["end_date_earliest"]] = True
    answer[found["start_date_earliest"] >= found["end_date_latest"]] = False
    assert [None if each is pd.NA else bool(each) for each in answer] == [
        begins_before_it_ends(event) for event in dated_events()
    ]


def test_private_names_are_withheld_unless_asked_for() -> None:
    private = EMPTY.add(nm.Person(id="a-man", name="Jonathan Quimby", private=True))

    def text(frames: dict[str, pd.DataFrame]) -> str:
        return "".join(frame.to_csv() for frame in frames.values())

    assert "Quimby" not in text(tables.to_frames(private))
    assert tables.to_frames(private)["collection"]["redacted"].all()
    assert "Quimby" in text(tables.to_frames(private, include_private=True))


def test_what_is_no_collection_is_refused() -> None:
    with pytest.raises(InvalidCollectionError):
        tables.to_frames(EMPTY.with_records([nm.Person(id="a"), nm.Person(id="a")]))
    with pytest.raises(InvalidTypeError, match="expected a Collection"):
        tables.to_frames([])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
