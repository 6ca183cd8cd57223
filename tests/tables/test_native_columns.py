"""Values by column, for libraries that hold typed columns."""

from hypothesis import given, settings

import nmpolicy as nm
from nmpolicy.strategies import collections
from nmpolicy.tables.layout import all_tables
from nmpolicy.tables.native_columns import native_columns
from nmpolicy.tables.rows import rows

PLAIN = {str, int, bool, tuple, type(None)}


@given(collections())
@settings(max_examples=20)
def test_batches_hold_every_row_once(collection: nm.Collection) -> None:
    for table in all_tables():
        batches = list(native_columns(collection, table, 2))
        held = [row for batch in batches for row in zip(*batch, strict=True)]
        assert [len(batch) for batch in batches] == [len(table.columns)] * -(-len(held) // 2)
        kept = [at for at, column in enumerate(table.columns) if column.type != "object"]
        assert [[row[at] for at in kept] for row in held] == [
            [row[at] for at in kept] for row in rows(collection, table)
        ]


def test_no_value_has_a_class_of_ours(albuquerque: nm.Collection) -> None:
    """A partial date raises an error if it is sorted with one that it overlaps, and no library should meet that."""
    for table in all_tables():
        for columns in native_columns(albuquerque, table, 100):
            for column, values in zip(table.columns, columns, strict=True):
                assert column.type == "day" or {type(value) for value in values} <= PLAIN
                assert not column.many or {type(item) for value in values for item in value} <= {str}
