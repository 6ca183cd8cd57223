"""Collections as Parquet files, one for each table."""

from collections.abc import Callable

from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import AnyPath
from nmpolicy.serialization.outputs import output_folder
from nmpolicy.tables.arrow_tables import arrow_schema, record_batches
from nmpolicy.tables.extras import from_extra
from nmpolicy.tables.layout import COLLECTION, all_tables
from nmpolicy.tables.rows import collection_to_export


def write_parquet(
    collection: Collection,
    folder: AnyPath,
    *,
    include_private: bool = False,
    force: bool = False,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Write the tables of a collection as Parquet files into a new folder. This needs the extra `parquet`.

    The folder is written completely or not at all. If it exists, it is replaced only with `force`, and only if it holds
    nothing but such files. `progress` is called with the number of rows written since the last call.

    Anything that could name a private individual is withheld unless `include_private` is true. Parquet files are not
    read back: to change records, change the collection and write it again.

    Raises `InvalidCollectionError` if two records share an id, `OutputExistsError` if the folder exists,
    `UnwritableFileError` if it cannot be written, and `MissingExtraError` if pyarrow is not installed.

    Terms: Apache Parquet.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from nmpolicy.datasets import load_dataset
    >>> with TemporaryDirectory() as folder:
    ...     write_parquet(load_dataset("albuquerque-immigrant-friendly-2025"), f"{folder}/albuquerque")
    ...     sorted(path.name for path in Path(folder, "albuquerque").iterdir())[:3]
    ['amounts.parquet', 'collection.parquet', 'deadline.parquet']

    .. versionadded:: 0.1
    """
    with from_extra("parquet"):
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

    exported = collection_to_export(collection, include_private=include_private)
    files = {table.name: f"{table.name}.parquet" for table in all_tables()}
    with output_folder(folder, marker=files[COLLECTION], names=files.values(), force=force) as unfinished:
        for table in all_tables():
            with (  # pyarrow itself opens no path that is not UTF-8
                (unfinished / files[table.name]).open("wb") as file,
                ParquetWriter(file, arrow_schema(exported, table)) as writer,
            ):
                for batch in record_batches(exported, table):
                    writer.write_batch(batch)
                    if progress is not None:
                        progress(batch.num_rows)
