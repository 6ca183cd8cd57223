"""The index of a folder of pages: what each row says, how rows are grouped, and what can be chosen."""

from city_orders import CITY

import nmpolicy as nm
from nmpolicy.report.index_rows import IndexRow, index_rows
from nmpolicy.report.instrument_pages import page_folder
from nmpolicy.report.order_index import OrderIndex, order_index
from nmpolicy.report.page_context import page_context
from nmpolicy.vocabulary.dates import PartialDate


def index_of(collection: nm.Collection) -> OrderIndex:
    context = page_context(collection, PartialDate("2026-07-01"))
    return order_index(page_folder(context, index_rows(context)))


INDEX = index_of(CITY)
ROWS = {row.id: row for group in INDEX.years for row in group.rows}


def annotations(row: IndexRow) -> list[tuple[str, list[tuple[str, str, str]]]]:
    return [(each.verb, [(one.name, one.page, one.details) for one in each.mentions]) for each in row.annotations]


def test_rows_are_grouped_by_year_and_the_latest_come_first() -> None:
    assert [(group.year, [row.id for row in group.rows]) for group in INDEX.years] == [
        ("2021", ["o-1"]),
        ("2020", ["index", "eo-10", "eo-2", "eo-3"]),
        ("2019", ["eo-1"]),
        ("", ["undated"]),
    ]


def test_a_row_says_when_it_was_made_or_what_stage_it_reached() -> None:
    assert [(row.day, row.datetime, row.stage) for row in ROWS.values()] == [
        ("May 2021", "2021-05", "introduced"),
        ("February 1, 2020", "2020-02-01", ""),
        ("January 7, 2020", "2020-01-07", ""),
        ("January 7, 2020", "2020-01-07", ""),
        ("about 2020", "2020", ""),
        ("March 25, 2019", "2019-03-25", ""),
        ("", "", ""),
    ]


def test_a_row_names_the_signers_or_else_the_issuers() -> None:
    assert [ROWS[id].actors for id in ("eo-1", "o-1", "undated")] == [
        {"ana-cruz": "Ana Cruz"},
        {"city": "Riverton"},
        {},
    ]


def test_a_row_has_one_of_three_answers_and_what_matters_most_about_it() -> None:
    assert {id: (row.force_words, row.remarks) for id, row in ROWS.items() if id in ("eo-1", "eo-2", "index")} == {
        "eo-1": ("In force, as far as recorded", ["no end is recorded"]),
        "eo-2": ("Not in force", ["rescinded by Curfew No. 10 on January 7, 2020"]),
        "index": ("Not in force", ["expired February 6, 2020"]),
    }
    assert ROWS["undated"].force_words == "Not decided"


def test_a_row_says_that_an_order_is_in_force_only_in_part_and_until_when() -> None:
    signed, expired = nm.Milestone(stage="signed", date="2026-06-01"), nm.Milestone(stage="expired", date="2026-12-31")
    orders = [
        nm.Order(id="whole", kind="other", title="Whole", milestones=[signed, expired]),
        nm.Order(id="late", kind="other", title="Late", milestones=[signed]),
    ]
    sections = ("Section 1", "Section 2", "Section 3")
    cuts = [
        nm.Relation(id=f"r-{each[-1]}", subject="late", predicate="repeals", object="whole", section=each)
        for each in sections
    ]
    row = index_of(nm.Collection.of([*orders, *cuts], id="a", title="A")).years[0].rows[0]
    assert (row.id, row.state, len(row.remarks)) == ("whole", "yes", 3)
    assert row.remarks[0].startswith("only in part: repealed by Late on June 1, 2026, in part: Section 1")
    assert row.remarks[2] == "and 1 more"


def test_a_row_says_what_is_yet_to_come() -> None:
    later, effective = nm.Milestone(stage="signed", date="2026-09-01"), nm.Milestone(stage="effective", date="2027")
    orders = [nm.Order(id=each.stage, kind="other", title="T", milestones=[each]) for each in (later, effective)]
    groups = index_of(nm.Collection(id="a", title="A", orders=orders)).years
    assert [(row.id, row.stage, row.remarks) for group in groups for row in group.rows] == [
        ("effective", "takes effect", ["takes effect 2027"]),
        ("signed", "after the date of this page", ["signed September 1, 2026"]),
    ]


def test_a_row_says_what_it_changes_and_what_changes_it() -> None:
    assert annotations(ROWS["eo-2"]) == [
        ("amends", [("Section 1 of Order 1", "eo-1.html", "on January 7, 2020, in part: Section 1")]),
        ("rescinded by", [("Curfew No. 10", "eo-10.html", "on January 7, 2020")]),
        ("answered by", [("A hearing", "", "")]),
    ]
    assert annotations(ROWS["eo-10"])[1] == ("cited by", [("A ruling", "", "")])
    assert annotations(ROWS["eo-1"])[0] == ("cites", [("lost", "", "")])
    assert len(annotations(ROWS["index"])[0][1]) == 5


def test_a_long_name_of_another_order_is_shortened() -> None:
    orders = [
        nm.Order(id=id, kind="other", title=title) for id, title in (("a", "word " * 50), ("b", "w" * 200), ("c", "C"))
    ]
    relations = [nm.Relation(id=f"r-{id}", subject="c", predicate="cites", object=id) for id in ("a", "b")]
    row = next(
        each
        for each in index_of(nm.Collection.of([*orders, *relations], id="a", title="A")).years[0].rows
        if each.id == "c"
    )
    assert [name for name, _, _ in annotations(row)[0][1]] == ["word " * 17 + "word…", "w" * 89 + "…"]


def test_filters_have_the_values_of_rows_with_their_numbers() -> None:
    choices = {each.name: [(one.value, one.words, one.count) for one in each.choices] for each in INDEX.filters}
    assert choices == {
        "year": [("(none)", "No date", 1), ("2021", "2021", 1), ("2020", "2020", 4), ("2019", "2019", 1)],
        "by": [("ana-cruz", "Ana Cruz", 5), ("(none)", "Not stated", 1), ("city", "Riverton", 1)],
        "kind": [("Decreto", "Decreto", 1), ("executive order", "executive order", 5), ("ordinance", "ordinance", 1)],
        "series": [("Cruz, orders", "Cruz, orders", 5), ("(none)", "No series", 2)],
        "force": [
            ("yes", "In force", 2),
            ("recorded", "In force, as far as recorded", 2),
            ("no", "Not in force", 4),
            ("undecided", "Not decided", 1),
        ],
    }


def test_an_index_without_a_choice_has_no_filter_for_it() -> None:
    one = nm.Collection(id="a", title="A", orders=[nm.Order(id="eo", kind="other", title="One")])
    index = index_of(one)
    assert ([each.name for each in index.filters], index.noun) == (["force"], "order")


def test_an_index_names_what_it_lists() -> None:
    measures = [nm.Measure(id=id, kind="bill", title=id) for id in ("a", "b")]
    assert index_of(nm.Collection(id="a", title="A", measures=measures)).noun == "measures"
    assert INDEX.noun == "orders and measures"


def test_an_index_counts_what_the_rules_find_and_what_no_page_shows() -> None:
    assert INDEX.counts["Errors"] == len(INDEX.findings["Errors"]) > 0
    assert INDEX.elsewhere == ["1 statement", "1 event", "2 people", "1 organization", "1 post"]
    assert [source.id for source in INDEX.sources] == ["register", "news"]
    many = nm.Collection(
        id="a", title="A", orders=[nm.Order(id=f"eo-{n}", kind="other", title="T") for n in range(101)]
    )
    index = index_of(many)
    assert max(index.counts.values()) >= 101
    assert max(map(len, index.findings.values())) == 100
