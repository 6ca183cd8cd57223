"""Collections as data frames of pandas."""

import sys
from typing import TYPE_CHECKING

from nmpolicy.records.collection import Collection
from nmpolicy.tables.extras import from_extra
from nmpolicy.tables.layout import Column, all_tables
from nmpolicy.tables.native_columns import native_columns
from nmpolicy.tables.rows import collection_to_export

if TYPE_CHECKING:
    import pandas as pd
    from pandas.api.extensions import ExtensionDtype


def to_frames(collection: Collection, *, include_private: bool = False) -> "dict[str, pd.DataFrame]":
    """Return the tables of a collection as data frames of pandas, by name. This needs the extra `pandas`.

    Texts, dates and terms are strings (`str`), numbers are `int64` and truth values `bool`; where one can be missing,
    they are `Int64` and `boolean`. The first and the last day of a date are `datetime64`. A list is a tuple, as
    `DataFrame.explode` takes it, and can be a key of `groupby` and `drop_duplicates`. Unknown fields are JSON text.

    Anything that could name a private individual is withheld unless `include_private` is true.

    Raises `InvalidCollectionError` if two records share an id, and `MissingExtraError` if pandas is not installed.

    >>> from nmpolicy.datasets import load_dataset
    >>> frames = to_frames(load_dataset("albuquerque-immigrant-friendly-2025"))
    >>> frames["statements"].explode("speakers")["speakers"].nunique()
    14

    .. versionadded:: 0.1
    """
    with from_extra("pandas"):
        import pandas as pd  # noqa: PLC0415

    exported = collection_to_export(collection, include_private=include_private)
    frames = {}
    for table in all_tables():
        values = next(native_columns(exported, table, sys.maxsize), None) or [()] * len(table.columns)
        frames[table.name] = pd.DataFrame(
            {each.name: pd.Series(held, dtype=_dtype(each)) for each, held in zip(table.columns, values, strict=True)}
        )
    return frames


def _dtype(column: Column) -> "str | ExtensionDtype":
    import pandas as pd  # noqa: PLC0415

    if column.many:
        return "object"
    if column.type == "day":
        return "datetime64[us]"
    if column.type == "integer":
        return "Int64" if column.nullable else "int64"
    if column.type == "boolean":
        return "boolean" if column.nullable else "bool"
    # The dtype `str` of pandas 3, which 2.3 has under this name only.
    return pd.StringDtype(na_value=float("nan"))
