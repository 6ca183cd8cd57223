"""The tables and their columns."""

from attrs import fields, has

from nmpolicy.records.collection import OWN_FIELDS, PARTS, TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.tables.layout import Table, layout, table_named

PART_TABLES = [table for table in layout() if table.owners]


def test_every_class_has_a_table() -> None:
    assert {table.cls for table in layout()} == {Collection, *TABLES.values(), *PARTS}
    assert len({table.name for table in layout()}) == len(layout())


def test_every_field_is_a_column_or_a_table_of_parts() -> None:
    for table in layout():
        names = {column.name for column in table.stored}
        for field in fields(table.cls):
            if table.cls is Collection and field.name not in OWN_FIELDS:
                continue
            if has(item := field_type(field.type)[0]):
                assert table_named(field.name).cls is item
                assert table.name in table_named(field.name).owners
            else:
                assert field.name in names


def test_no_field_of_a_part_has_the_name_of_a_key() -> None:
    for table in layout():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), table.name


def test_owners_come_before_their_parts() -> None:
    seen = set[str]()
    for table in layout():
        assert seen.issuperset(table.owners)
        seen.add(table.name)


def test_a_table_of_parts_begins_with_its_keys() -> None:
    assert [column.name for column in table_named("votes").columns[:4]] == ["id", "record", "parent", "number"]
    assert [column.name for column in table_named("deadline").columns[:4]] == ["id", "record", "parent", "date"]


def test_a_date_has_its_first_and_last_day_in_columns_of_their_own() -> None:
    for table in layout():
        dates = [column.name for column in table.columns if column.type == "date"]
        bounds = [f"{name}_{end}" for name in dates for end in ("earliest", "latest")]
        assert [column.name for column in table.columns if column.derived_from] == bounds
    assert table_named("events").columns[-2].derived_from == "end_date"


def _empty_text_would_be_missing(table: Table) -> list[str]:
    return [column.name for column in table.fields if column.nullable and column.type == "text"]


def test_no_optional_text_differs_from_an_empty_one() -> None:
    # A cell could not tell the two apart.
    assert [_empty_text_would_be_missing(table) for table in layout()] == [[] for _ in layout()]


def test_what_is_neither_true_nor_missing_is_false() -> None:
    # A reader leaves FALSE out of such a column, as JSON does.
    for table in layout():
        defaults = {field.name: field.default for field in fields(table.cls)}
        assert all(
            defaults[each.name] is False for each in table.fields if each.type == "boolean" and not each.nullable
        )


def test_types_of_columns() -> None:
    types = {column.name: column for column in table_named("vote_events").columns}
    assert (types["passed"].type, types["passed"].nullable) == ("boolean", True)
    assert (types["yes"].type, types["moved_by"].many, types["motion"].type) == ("integer", True, "text")
    assert types["body"].tables == ("organizations",)
    assert types["extra"].type == "object"
    stage = table_named("milestones").columns[4]
    assert (stage.name, stage.type, stage.required) == ("stage", "term", True)
    assert stage.terms is not None
    assert "signed" in list(stage.terms)
