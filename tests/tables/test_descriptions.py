"""Every table and every column has a description."""

from each_case import each_case
from nmpolicy.tables.descriptions import column_descriptions, table_description
from nmpolicy.tables.layout import Table, all_tables


@each_case("table", all_tables(), ids=lambda table: table.name)
def test_every_table_and_column_is_described(table: Table) -> None:
    assert table_description(table).endswith(".")
    found = column_descriptions(table.name)
    assert sorted(found) == sorted(column.name for column in table.columns)
    assert all(text.endswith(".") for text in found.values())


def test_a_column_has_the_description_of_its_field() -> None:
    assert column_descriptions("collection")["schema"].startswith("The address or path of the JSON Schema")
    assert column_descriptions("orders")["issued_by"].startswith("The offices and bodies that issued it")
    assert column_descriptions("orders")["id"].startswith("A slug, unique in the collection.")
    assert column_descriptions("votes")["id"].startswith("The id of the record that holds it, and a JSON Pointer")
    assert column_descriptions("events")["end_date_latest"].startswith("The last day that `end_date` can mean")
