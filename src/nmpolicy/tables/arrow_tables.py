"""Collections as Arrow tables, which Polars, DuckDB, R and many other programs read without copying."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nmpolicy.records.collection import Collection
from nmpolicy.serialization.json_format import FORMAT, FORMAT_KEY
from nmpolicy.tables.descriptions import column_descriptions, table_description
from nmpolicy.tables.extras import from_extra
from nmpolicy.tables.layout import Column, Table, all_tables
from nmpolicy.tables.native_columns import native_columns
from nmpolicy.tables.rows import collection_to_export

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 10_000  # rows


def to_arrow(collection: Collection, *, include_private: bool = False) -> "dict[str, pa.Table]":
    """Return the tables of a collection as Arrow tables, by name. This needs the extra `parquet`.

    Texts, dates and terms are strings, the first and the last day of a date are days (date32), and lists are lists of
    strings. The metadata of a column has its `description`; those of a table have its `description` too, the version of
    the format as `nmpolicy`, and `true` or `false` as `nmpolicy.redacted`.

    Anything that could name a private individual is withheld unless `include_private` is true.

    Raises `InvalidCollectionError` if two records share an id, and `MissingExtraError` if pyarrow is not installed.

    >>> from nmpolicy.datasets import load_dataset
    >>> tables = to_arrow(load_dataset("albuquerque-immigrant-friendly-2025"))
    >>> tables["milestones"].num_rows, str(tables["milestones"].schema.field("date_latest").type)
    (6, 'date32[day]')

    .. versionadded:: 0.1
    """
    with from_extra("parquet"):
        import pyarrow as pa  # noqa: PLC0415

    exported = collection_to_export(collection, include_private=include_private)
    return {
        table.name: pa.Table.from_batches(record_batches(exported, table), arrow_schema(exported, table))
        for table in all_tables()
    }


def record_batches(collection: Collection, table: Table) -> Iterator["pa.RecordBatch"]:
    """Yield the rows of a table, some at a time."""
    import pyarrow as pa  # noqa: PLC0415

    schema = arrow_schema(collection, table)
    for columns in native_columns(collection, table, _BATCH):
        arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
        yield pa.record_batch(arrays, schema)


def arrow_schema(collection: Collection, table: Table) -> "pa.Schema":
    """Return the names, types and descriptions of the columns, and the metadata of the table."""
    import pyarrow as pa  # noqa: PLC0415

    descriptions = column_descriptions(table.name)
    fields = [
        pa.field(each.name, _type(each), each.nullable, {"description": descriptions[each.name]})
        for each in table.columns
    ]
    metadata = {
        FORMAT_KEY: str(FORMAT),
        f"{FORMAT_KEY}.redacted": "true" if collection.redacted else "false",
        "description": table_description(table),
    }
    return pa.schema(fields, metadata)


def _type(column: Column) -> "pa.DataType":
    import pyarrow as pa  # noqa: PLC0415

    if column.many:
        return pa.list_(pa.field("element", pa.string(), nullable=False))
    named = {"integer": pa.int64(), "boolean": pa.bool_(), "day": pa.date32()}
    return named.get(column.type, pa.string())
