"""Tables that are put together again: what comes back, and what is reported of each cell that is wrong."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from made_workbooks import sheets_of

import nmpolicy as nm
from each_case import each_case
from growth_ratio import growth
from nmpolicy.errors import InvalidDocumentError, InvalidTypeError
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.strategies import collections
from nmpolicy.tables.assembly import assemble
from nmpolicy.tables.cell_problems import CellProblem
from nmpolicy.tables.cells import json_text
from nmpolicy.tables.layout import Column, Table, layout
from nmpolicy.tables.row_reader import TableInput
from nmpolicy.tables.rows import collection_to_export

#: The texts of the cells of each table, by its name. The first row is the header.
Sheets = dict[str, list[list[object]]]


def sheets(collection: nm.Collection) -> Sheets:
    """Return every table as texts, without derived columns."""
    return {name: [[*row] for row in table] for name, table in sheets_of(collection).items()}


def back(given: Sheets, *, allow_redacted: bool = False, unknown: Unknown = "refuse") -> nm.Collection:
    inputs = {
        table.name: TableInput(
            table.name,
            [*map(str, given[table.name][0])] if table.name in given else None,
            enumerate(given.get(table.name, [])[1:], 2),
        )
        for table in layout()
    }
    return assemble(inputs, "folder", allow_redacted=allow_redacted, unknown=unknown)


def cell_problems(given: Sheets) -> list[CellProblem]:
    with pytest.raises(InvalidDocumentError) as caught:
        back(given)
    assert caught.value.path == "folder"
    found = [each for each in caught.value.problems if isinstance(each, CellProblem)]
    assert len(found) == len(caught.value.problems) > 0
    return found


def problems(given: Sheets) -> list[str]:
    return [f"{each.code} {each.location}: {each.message}" for each in cell_problems(given)]


def put(given: Sheets, table: str, row: int, column: str, cell: object) -> None:
    """Write a cell. Rows count from 1 with the header, as in messages."""
    given[table][row - 1][given[table][0].index(column)] = cell


@pytest.fixture
def springfield() -> Sheets:
    collection = nm.Collection.of(
        [
            nm.Organization(id="city", name="Springfield", classification="government"),
            nm.Organization(id="council", name="Council", classification="legislature", parent="city"),
            nm.Post(id="mayor", name="Mayor", organization="city"),
            nm.Person(id="roe", name="Jane Roe", other_names=["J. Roe"]),
            nm.Order(
                id="eo-1",
                kind="executive-order",
                title="An order",
                issued_by=["mayor"],
                milestones=[
                    nm.Milestone(stage="signed", date="2025-07-21", by=["roe"], notes=["At noon."]),
                    nm.Milestone(stage="effective", date="2025-08"),
                ],
                extra={"x-page": 3},
            ),
            nm.Measure(
                id="m-1",
                kind="ordinance",
                title="",
                body="council",
                vote_events=[
                    nm.VoteEvent(body="council", passed=True, yes=1, votes=[nm.Vote(voter="roe", option="yes")])
                ],
            ),
            nm.Provision(
                id="eo-1.report",
                instrument="eo-1",
                kind="regulative",
                deadline=nm.Deadline(within="P30D", after="signed"),
            ),
        ],
        id="springfield",
        title="Springfield",
        notes=["A demonstration."],
        extra={"x-maker": {"name": "Ana"}},
    )
    return sheets(collection)


@given(collections())
@settings(max_examples=60)
def test_a_collection_comes_back_from_the_texts_of_its_cells(collection: nm.Collection) -> None:
    assert back(sheets(collection), allow_redacted=True) == collection


def test_a_redacted_copy_is_refused_unless_it_is_allowed() -> None:
    copy = collection_to_export(nm.load_dataset(*nm.datasets()), include_private=False)
    (found,) = problems(sheets(copy))
    assert found.startswith("NMP021 collection, row 2, column redacted: this is a redacted copy, which lacks the names")
    assert back(sheets(copy), allow_redacted=True) == copy


def test_the_bundled_data_set_comes_back() -> None:
    collection = nm.load_dataset(*nm.datasets())
    assert back(sheets(collection)) == collection


def test_the_order_of_columns_does_not_matter(springfield: Sheets) -> None:
    expected = back(springfield)
    turned = {name: [row[::-1] for row in table] for name, table in springfield.items()}
    assert back(turned) == expected


def test_numbers_put_parts_in_order(springfield: Sheets) -> None:
    expected = back(springfield)
    header, *milestones = springfield["milestones"]
    springfield["milestones"] = [header, *milestones[::-1]]
    assert back(springfield) == expected


def test_a_part_without_a_number_comes_last_and_needs_no_id(springfield: Sheets) -> None:
    springfield["milestones"].insert(1, ["", "", "eo-1", "", "announced", "", "", "", "", ""])
    order = back(springfield)["eo-1"]
    assert isinstance(order, nm.Order)
    assert [milestone.stage for milestone in order.milestones] == ["signed", "effective", "announced"]


def test_unknown_fields_are_refused_or_kept_as_in_json(springfield: Sheets) -> None:
    put(springfield, "orders", 2, "extra", '{"gazette": 0.12345678901234567890, "x-page": 3}')
    (found,) = problems(springfield)
    assert found == (
        "NMP013 orders, row 2, column extra: 'gazette' is not a field of nmpolicy;"
        " begin its name with x-, or import with --unknown keep"
    )
    order = back(springfield, unknown="keep")["eo-1"]
    assert list(order.extra) == ["gazette", "x-page"]
    put(springfield, "orders", 2, "extra", json_text(order.extra))
    assert back(springfield, unknown="keep")["eo-1"] == order


def test_a_column_of_ones_own_is_refused_with_the_place_for_its_data_and_hides_nothing(springfield: Sheets) -> None:
    for row, cell in zip(springfield["orders"], ("remark", "check"), strict=True):
        row.append(cell)
    put(springfield, "orders", 2, "kind", "decree")
    place = """data of your own go in the column 'extra', as {"x-remark": "…"}"""
    wrong_column, wrong_cell = problems(springfield)
    assert wrong_column == f"NMP013 orders, row 1: there is no column 'remark' in this table; {place}"
    assert wrong_cell.startswith("NMP015 orders, row 2, column kind: 'decree' is not a valid order kind")


def test_a_problem_in_the_row_of_a_private_individual_repeats_no_cell(springfield: Sheets) -> None:
    for mark in ("TRUE", "1", "", "yes"):
        put(springfield, "people", 2, "private", mark)
        put(springfield, "people", 2, "other_names", "Jane Roe")
        put(springfield, "people", 2, "extra", '{"Jane Roe": "Roe"}')
        put(springfield, "people", 2, "aliases", '["Jane Roe"]')
        shown = "\n".join(problems(springfield))
        assert "column other_names: expected a JSON list" in shown
        assert "column extra: " in shown
        assert "Roe" not in shown.replace('["one", "two"]', "")
    put(springfield, "people", 2, "private", "FALSE")
    assert "'Jane Roe' is not a field" in "\n".join(problems(springfield))


def test_an_emptied_cell_makes_no_private_person_public(springfield: Sheets) -> None:
    put(springfield, "people", 2, "private", "")
    assert problems(springfield) == ["NMP014 people, row 2, column private: the cell is empty; write TRUE or FALSE"]


def test_what_is_no_export_is_one_problem() -> None:
    assert problems({}) == [
        "NMP019 collection: none of the tables of an export is here; name the output of `nmpolicy export`"
    ]


@pytest.mark.parametrize(
    ("table", "row", "column", "cell", "expected"),
    [
        ("milestones", 2, "date", "July", "NMP016 milestones, row 2, column date: 'July' is not a date"),
        ("milestones", 2, "stage", "sined", "NMP015 milestones, row 2, column stage: 'sined' is not a valid stage"),
        ("milestones", 2, "stage", "", "NMP012 milestones, row 2, column stage: the cell is empty; fill it in"),
        (
            "milestones",
            2,
            "by",
            "roe",
            'NMP018 milestones, row 2, column by: expected a JSON list, such as ["one", "two"]; at line 1, character 1: a',
        ),
        (
            "milestones",
            2,
            "by",
            "[" * 10_000,
            'NMP018 milestones, row 2, column by: expected a JSON list, such as ["one", "two"]; lists and objects are',
        ),
        ("milestones", 2, "by", '["roe"] []', "NMP018 milestones, row 2, column by: expected a JSON list, such as"),
        ("milestones", 2, "by", '"roe"', "NMP014 milestones, row 2, column by: expected a JSON list, such as"),
        ("milestones", 2, "by", " ", "NMP014 milestones, row 2, column by: expected a JSON list, such as"),
        ("milestones", 2, "by", "[1]", "NMP014 milestones, row 2, column by, item 1: expected text, not 1"),
        ("milestones", 2, "by", '["roe", "rowe"]', "NMP202 milestones, row 2, column by, item 2: no record has the id"),
        ("milestones", 2, "by", '["eo-1"]', "NMP203 milestones, row 2, column by, item 1: 'eo-1' is an Order"),
        ("milestones", 2, "parent", "eo-2", "NMP020 milestones, row 2, column parent: no row has the id 'eo-2'; did"),
        (
            "milestones",
            2,
            "parent",
            "mayor",
            "NMP020 milestones, row 2, column parent: 'mayor' is in the table 'posts'",
        ),
        ("milestones", 2, "parent", "", "NMP020 milestones, row 2, column parent: the cell is empty; write the id of"),
        ("milestones", 2, "record", "m-1", "NMP020 milestones, row 2, column record: 'm-1' is not the record of the"),
        ("milestones", 3, "number", "0", "NMP020 milestones, row 3, column number: row 2 has the same number and"),
        ("milestones", 3, "number", "-1", "NMP020 milestones, row 3, column number: -1 is not a position in a list"),
        ("milestones", 3, "number", "one", "NMP014 milestones, row 3, column number: expected a whole number in"),
        ("milestones", 3, "id", "eo-1#/milestones/0", "NMP201 milestones, row 3, column id: row 2 of milestones has"),
        ("votes", 2, "weight", "0", "NMP018 votes, row 2, column weight: 0 is too small"),
        ("votes", 2, "voter", "nobody", "NMP202 votes, row 2, column voter: no record has the id 'nobody'"),
        ("vote_events", 2, "yes", "1.0", "NMP014 vote_events, row 2, column yes: expected a whole number in digits"),
        ("vote_events", 2, "yes", "\u0661", "NMP014 vote_events, row 2, column yes: expected a whole number in digits"),
        ("vote_events", 2, "passed", "yes", "NMP014 vote_events, row 2, column passed: expected TRUE or FALSE"),
        ("deadline", 2, "within", "", "NMP018 deadline, row 2: a deadline needs either a date, or within"),
        ("organizations", 3, "id", "city", "NMP201 organizations, row 3, column id: row 2 of organizations has the"),
        ("organizations", 3, "id", "The Council", "NMP017 organizations, row 3, column id: 'The Council' is not a"),
        ("posts", 2, "id", "", "NMP012 posts, row 2, column id: the cell is empty; fill it in"),
        ("posts", 2, "organization", "roe", "NMP203 posts, row 2, column organization: 'roe' is a Person; refer to"),
        ("orders", 2, "extra", "3", "NMP014 orders, row 2, column extra: expected a JSON object, such as"),
        ("orders", 2, "extra", '{"title": "T"}', "NMP013 orders, row 2, column extra: the key 'title' belongs to a"),
        ("orders", 2, "extra", '{"x-a": 1, "x-a": 2}', "NMP018 orders, row 2, column extra: the key 'x-a' is a"),
        ("orders", 2, "url", "javascript:alert(1)", "NMP018 orders, row 2, column url: 'javascript:alert(1)' is not"),
        ("collection", 2, "id", "", "NMP012 collection, row 2, column id: the cell is empty; fill it in"),
        ("collection", 2, "extra", '{"nmpolicy": 2}', "NMP013 collection, row 2, column extra: the key 'nmpolicy'"),
    ],
)
def test_a_wrong_cell_is_reported_with_its_place(  # noqa: PLR0913, PLR0917  # one for each column of the table above
    springfield: Sheets, table: str, row: int, column: str, cell: str, expected: str
) -> None:
    put(springfield, table, row, column, cell)
    found = problems(springfield)
    assert found[0].startswith(expected), found
    assert "JSON Lines" not in found[0]  # advice for a file
    assert len(found) == 1


def test_all_problems_come_at_once_in_the_order_of_the_tables(springfield: Sheets) -> None:
    put(springfield, "votes", 2, "weight", "many")
    put(springfield, "orders", 2, "url", "ftp://example.org")
    put(springfield, "orders", 2, "kind", "decree")
    put(springfield, "collection", 2, "title", None)
    assert [each.split(":")[0] for each in problems(springfield)] == [
        "NMP012 collection, row 2, column title",
        "NMP015 orders, row 2, column kind",
        "NMP018 orders, row 2, column url",
        "NMP014 votes, row 2, column weight",
    ]


def _without(table: str) -> Callable[[Sheets], object]:
    return lambda given: given.pop(table)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_without("votes"), "NMP019 votes: the table is missing; restore it, even if it has no rows"),
        (lambda given: put(given, "posts", 1, "name", "nam"), "NMP013 posts, row 1: there is no column 'nam' in this"),
        (
            lambda given: put(given, "posts", 1, "name", "id"),
            "NMP019 posts, row 1, column id: the column is there more",
        ),
        (lambda given: given["posts"][1].pop(), "NMP019 posts, row 2: the row has 8 cells, and the header has 9"),
        (lambda given: given["collection"].pop(), "NMP019 collection: the table has 0 rows below its header; it needs"),
    ],
)
def test_a_table_of_the_wrong_shape_is_reported(
    springfield: Sheets, spoil: Callable[[Sheets], object], expected: str
) -> None:
    spoil(springfield)
    assert any(each.startswith(expected) for each in problems(springfield)), problems(springfield)


def test_a_missing_column_is_reported(springfield: Sheets) -> None:
    for row in springfield["people"]:
        del row[-1]
    assert problems(springfield) == [
        "NMP019 people, row 1, column extra: the column is missing; restore it, even if it is empty"
    ]


@pytest.mark.parametrize(
    ("table", "spoil"),
    [
        ("orders", lambda row: [*row, "one more"]),
        ("orders", lambda row: [None, *row[1:]]),
        ("orders", lambda row: [2025, *row[1:]]),
        ("orders", lambda row: ["EO 1", *row[1:]]),
        ("milestones", lambda row: row[:-1]),
        ("milestones", lambda row: [b"", *row[1:]]),
        ("milestones", lambda row: ["eo-1", *row[1:]]),
        ("milestones", lambda row: [*row[:2], b"", *row[3:]]),
        ("collection", lambda row: [*row, ""]),
    ],
)
def test_the_parts_of_a_row_that_cannot_be_read_are_not_reported(
    springfield: Sheets, table: str, spoil: Callable[[list[object]], list[object]]
) -> None:
    springfield[table][1] = spoil(springfield[table][1])
    (found,) = cell_problems(springfield)
    assert (found.file, found.row) == (table, 2)


def test_each_of_many_wrong_columns_is_reported_soon(springfield: Sheets) -> None:
    springfield["orders"][0] += [f"sumary-{number}" for number in range(5_000)]
    springfield["orders"][1] += [""] * 5_000
    found = problems(springfield)
    assert len(found) == 5_000
    assert sum("did you mean 'summary'?" in each for each in found) == 20


def test_a_second_deadline_is_reported(springfield: Sheets) -> None:
    second = springfield["deadline"][1].copy()
    second[0] = ""
    springfield["deadline"].append(second)
    assert problems(springfield) == [
        "NMP020 deadline, row 3, column parent: row 2 is the deadline of 'eo-1.report'; keep one of them"
    ]


def test_only_the_first_unknown_parents_get_a_suggestion(springfield: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(100, 130):
        springfield["notes"].append(["", "", f"eo-{number}", "", "A note.", "", ""])
    monkeypatch.setattr("nmpolicy.tables.row_tree._MAX_COMPARISONS", 200)
    found = problems(springfield)
    assert all("; did you mean 'eo-1'?" in each for each in found[:10])
    assert found[-1].endswith("no row has the id 'eo-129'. Correct it, or add the row")
    monkeypatch.setattr("nmpolicy.tables.row_tree._MAX_COMPARISONS", 1)  # fewer than one comparison takes
    assert not any("did you mean" in each for each in problems(springfield))


def test_many_unknown_parents_among_many_rows_take_little_time() -> None:
    def made(number: int) -> Sheets:
        people = [nm.Person(id=f"p-{each}", name="Roe") for each in range(number)]
        given = sheets(nm.Collection(id="demo", title="T", people=people))
        given["notes"].extend([["", "", f"lost-{each}", "", "A note.", "", ""] for each in range(number)])
        return given

    assert growth(problems, made, 400, factor=8) < 20


def test_a_suppressed_reference_is_accepted() -> None:
    reason = nm.Suppression(code="NMP202", justification="The record follows.")
    post = nm.Post(id="mayor", name="Mayor", organization="city", suppressions=[reason])
    collection = nm.Collection(id="demo", title="A demonstration").add(post)
    assert back(sheets(collection)) == collection


#: Any value in each column, at least one row in each table.
EVERYTHING = nm.Collection.of(
    [
        nm.Source(id="paper", kind="news-article", title="A paper"),
        nm.Organization(id="city", name="Springfield", classification="government"),
        nm.Post(id="mayor", name="Mayor", organization="city"),
        nm.Person(id="roe", name="Jane Roe", identifiers=[nm.Identifier(scheme="wikidata", identifier="Q1")]),
        nm.Membership(id="roe-mayor", member="roe", post="mayor"),
        nm.Order(
            id="eo-1",
            kind="executive-order",
            title="An order",
            legal_basis=[nm.LegalBasis(citation="The charter")],
            milestones=[nm.Milestone(stage="signed")],
            suppressions=[nm.Suppression(code="NMP301", justification="It was lost.")],
        ),
        nm.Measure(
            id="m-1",
            kind="ordinance",
            title="A measure",
            vote_events=[nm.VoteEvent(votes=[nm.Vote(voter="roe", option="yes")])],
        ),
        nm.Provision(
            id="eo-1.report",
            instrument="eo-1",
            kind="regulative",
            deadline=nm.Deadline(date="2025"),
            amounts=[nm.MonetaryAmount(value="5", currency="USD")],
            evidence=[nm.Evidence(source="paper")],
        ),
        nm.Statement(id="said", speakers=["roe"], stances=[nm.TargetStance(stance="support", target="eo-1")]),
        nm.Event(id="signing", kind="other", name="A signing", participants=[nm.Participant(actor="roe")]),
        nm.Relation(id="link", subject="m-1", predicate="amends", object="eo-1"),
    ],
    id="everything",
    title="Everything",
    notes=["A note."],
)
#: Cells that cannot hold a value of a column, by the type of the column.
SPOILED = {
    "text": (),
    "code": ("no such code!", "\N{NO-BREAK SPACE}"),
    "term": ("no-such-term",),
    "date": ("May-25", "2025-02-30", " 2025", "45000"),
    "reference": ("no-such-record", "Jane Roe"),
    "integer": ("1.0", "one", "1 000", "-", "9" * 30, "\u0661"),
    "boolean": ("yes", "2", 2),
    "object": ("{x-page: 3}", "[]", "NaN", '{"x-a": NaN}', '{"x-a": "\\ud800"}', " "),
}
SPOILED_LISTS = (
    "one",
    '"one"',
    "{}",
    "[1]",
    '["one"',
    '["a"] ["b"]',
    '["\\ud800"]',
    "[" * 100_000,
    " ",
    "[null]",
    '[["a"]]',
)


def spoiled_cells(column: Column) -> Iterator[object]:
    """Yield cells that cannot hold a value of a column."""
    yield from (2.5, b"bytes", "\ud800", InvalidTypeError("a formula"))
    if column.required and column.type != "text":
        yield from ("", None)
    if column.many:
        yield from SPOILED_LISTS
        yield from (f'["{cell}"]' for cell in SPOILED[column.type])
    else:
        yield from SPOILED[column.type]


@each_case("table", layout(), ids=lambda table: table.name)
def test_each_cell_that_is_spoiled_is_reported_alone(table: Table) -> None:
    tables = sheets(EVERYTHING)
    row = tables[table.name][1]
    for position, column in enumerate(table.stored):
        whole = row[position]
        for cell in spoiled_cells(column):
            if table.owners and isinstance(cell, str | None) and accepted(column.name, cell):
                continue
            row[position] = cell
            places = [(each.file, each.row, each.field) for each in cell_problems(tables)]
            if table.name == "deadline" and column.name.endswith("_record") and cell == "no-such-record":
                assert places == [("deadline", 2, "")]  # it has a date already
            elif table.name == "notes" and column.name == "record" and places[0][2] == "parent":
                assert len(places) == 1  # only a part of the collection has no parent
            else:
                assert places == [(table.name, 2, column.name)], (column.name, cell, problems(tables))
        row[position] = whole


def accepted(name: str, cell: str | None) -> bool:
    """Return whether the key of a part can have this cell: its id is any text, and a number is not needed."""
    return (name == "id" and cell != "\ud800") or (name == "number" and not cell)
