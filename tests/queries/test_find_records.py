"""Finding records."""

from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.queries.find_records import Match
from query_helpers import collected, reached


def order(id: str, **fields: object) -> nm.Order:
    values: dict[str, object] = {"kind": "executive-order", "title": f"Title of {id}", **fields}
    return nm.Order(id=id, **values)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def ids(found: tuple[Match, ...], answer: object = True) -> list[str]:  # noqa: FBT002  # an answer, not a flag
    return [match.record for match in found if match.answer is answer]


MAYOR = nm.Post(id="mayor", name="Mayor of Riverton")
FIRST, SECOND = nm.Person(id="first", name="Ana Primera"), nm.Person(id="second", name="Bo Zweiter")
TERMS = [
    nm.Membership(id="m-1", member=FIRST, post=MAYOR, start_date="2010-01-01", end_date="2013-12-31"),
    nm.Membership(id="m-2", member=SECOND, post=MAYOR, start_date="2014-01-01"),
]
CITY = collected(
    MAYOR,
    FIRST,
    SECOND,
    *TERMS,
    order("eo-10", number="EO-010", series="Orders", issued_by=[MAYOR], milestones=reached("signed 2012-05-01")),
    order("eo-2", number="EO-2", series="Orders", issued_by=[MAYOR], milestones=reached("signed 2010-02")),
    order("eeo-10", number="10", series="Emergency orders", issued_by=[MAYOR], milestones=reached("signed 2014-03-01")),
    order("eeo-2", kind="emergency-order", title="Cl\u00edmate", issued_by=[MAYOR]),
    order("acting", issued_by=[MAYOR], milestones=[nm.Milestone(stage="signed", date="2011", by=[SECOND])]),
    nm.Provision(
        id="eo-2.a", instrument="eo-2", kind="regulative", bearers=[MAYOR], aim="plant", direct_object="trees"
    ),
    nm.Statement(id="said", speakers=[FIRST], date="2012", summary="Praised the trees."),
    nm.Relation(id="r", subject="eeo-10", predicate="rescinds", object="eo-10"),
)


def test_without_conditions_it_lists_all_records_in_natural_order() -> None:
    found = ids(nm.find(CITY))
    assert len(found) == len(CITY)
    assert ids(nm.find(CITY, classes=[nm.Order])) == ["acting", "eeo-2", "eeo-10", "eo-2", "eo-10"]


@each_case(
    ("words", "found"),
    [
        ("climate", ["eeo-2"]),
        ("TREE", ["eo-2.a", "said"]),
        ("plan tree", ["eo-2.a"]),
        ("eo-2 title", ["eo-2"]),
        ("emergency", ["eeo-10"]),
        ("rees", []),
        ("primera", ["first"]),
        ("010 orders", ["eeo-10", "eo-10"]),
    ],
)
def test_each_word_begins_a_word_of_the_record(words: str, found: list[str]) -> None:
    assert ids(nm.find(CITY, words)) == found


def test_scripts_without_spaces_are_searched_inside() -> None:
    chinese = collected(order("eo-1", title="\u4e34\u65f6\u7981\u6b62\u5916\u51fa"))
    assert ids(nm.find(chinese, "\u7981\u6b62")) == ["eo-1"]


def test_a_soft_hyphen_does_not_divide_a_word() -> None:
    divided = collected(order("eo-1", title="An emer\u00adgency"))
    assert ids(nm.find(divided, "emergency")) == ids(nm.find(divided, "emer\u00adgen")) == ["eo-1"]


def test_a_private_individual_is_found_only_by_id() -> None:
    hidden = nm.Person(
        id="p-1", name="Cy Hidden", private=True, identifiers=[nm.Identifier(scheme="x", identifier="cyhidden")]
    )
    demo = collected(hidden, nm.Person(id="p-2", identifiers=[nm.Identifier(scheme="wikidata", identifier="Q77")]))
    assert [ids(nm.find(demo, words)) for words in ("cy", "hidden", "cyhidden", "p-1", "Q77")] == [
        [],
        [],
        [],
        ["p-1"],
        ["p-2"],
    ]
    assert nm.find(demo, "p-1")[0].label == "a private individual"


@each_case(
    ("held", "wanted", "found"),
    [
        ("19789", "19.789", True),
        ("19.789", "19789", True),
        ("19.789", "19,789", True),
        ("Decreto n\u00ba 19.789/2010", "Decreto n\u00ba 19789/2010", True),
        ("Decreto No.19.789", "Decreto No. 19789", True),
        ("1,234,567", "1234567", True),
        ("1,234.567", "1234567", False),
        ("1.14", "114", False),
        ("1.1140", "11140", False),
        ("0.114", "114", False),
        ("1.114.5", "1114.5", False),
        ("2010.114", "2010114", False),
        ("12-345", "12345", False),
        ("1.115", "1.115", True),
        ("1.115", "1115", True),
        ("1.115", "1.116", False),
    ],
)
def test_thousands_separators_make_no_difference_to_a_number(held: str, wanted: str, found: bool) -> None:  # noqa: FBT001
    city = collected(order("a", number=held))
    assert bool(nm.find(city, number=wanted)) is found
    assert bool(nm.find(collected(order("a", number=wanted)), number=held)) is found


@pytest.mark.parametrize(("number", "found"), [("eo 10", ["eo-10"]), ("EO\u20112", ["eo-2"]), ("010", ["eeo-10"])])
def test_numbers_are_compared_without_case_padding_and_punctuation(number: str, found: list[str]) -> None:
    assert ids(nm.find(CITY, number=number)) == found


def test_series_and_kinds() -> None:
    assert ids(nm.find(CITY, series="orders")) == ["eo-2", "eo-10"]
    decrees = collected(order("d-1", series="\u00d3rdenes", kind_text="Resoluci\u00f3n"))
    assert ids(nm.find(decrees, series="ordenes", kind="RESOLUCION")) == ["d-1"]
    assert ids(nm.find(CITY, kind="Emergency-Order")) == ["eeo-2"]
    foreign = collected(order("d-1", kind="other", kind_text="Decreto"))
    assert ids(nm.find(foreign, kind="decreto")) == ["d-1"]


@each_case(
    "wrong",
    [
        {"series": "Order"},
        {"kind": "bylaw"},
        {"number": " - "},
        {"by": "Nobody"},
        {"by": "may"},
        {"year": 0},
        {"by": " "},
        {"words": "§ -"},
    ],
)
def test_a_condition_that_nothing_can_meet_is_an_error(wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidValueError):
        nm.find(CITY, **wrong)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_an_error_names_what_there_is() -> None:
    with pytest.raises(
        InvalidValueError, match=r"has the series 'Order'; the collection has 'Emergency orders', 'Orders'$"
    ):
        nm.find(CITY, series="Order")
    many = collected(*(order(f"eo-{n}", series=f"S {n}") for n in range(20)))
    with pytest.raises(InvalidValueError, match="'S 10', 'S 11', …"):
        nm.find(many, series="x")
    with pytest.raises(InvalidValueError, match="the collection has none"):
        nm.find(collected(), kind="x")
    with pytest.raises(InvalidValueError, match="similar ids: mayor"):
        nm.find(CITY, by="mayro")


def test_an_order_is_by_its_office_its_signer_and_the_holder_of_the_office() -> None:
    assert ids(nm.find(CITY, by="Mayor of Riverton", classes=[nm.Order])) == [
        "acting",
        "eeo-2",
        "eeo-10",
        "eo-2",
        "eo-10",
    ]
    first, second = nm.find(CITY, by="Ana Primera"), nm.find(CITY, by="second")
    assert (ids(first), ids(first, None)) == (["eo-2", "eo-10"], ["eeo-2"])
    # Another signer acted for the office, and a term without an end may still run.
    assert (ids(second), ids(second, None)) == (["acting"], ["eeo-2", "eeo-10"])


def test_only_those_who_made_an_order_count_as_its_issuer() -> None:
    def milestone(stage: Any, by: nm.Person) -> nm.Milestone:
        return nm.Milestone(stage=stage, date="2012-05-01", by=[by])

    demo = collected(
        FIRST,
        SECOND,
        order("back", milestones=[milestone("signed", FIRST), milestone("reinstated", SECOND)]),
        order("off", milestones=[milestone("issued", FIRST), milestone("rescinded", SECOND)]),
        order("own", milestones=[milestone("adopted", SECOND)]),
        nm.Measure(id="bill", kind="bill", title="A bill", milestones=[milestone("vetoed", SECOND)]),
    )
    assert (ids(nm.find(demo, by="first")), ids(nm.find(demo, by="second"))) == (["back", "off"], ["own"])
    assert ids(nm.find(demo, by="second"), None) == []


def test_the_year_is_that_of_the_record_or_of_its_number() -> None:
    assert ids(nm.find(CITY, year=2010)) == ["m-1", "eo-2", "eo-2.a"]
    assert ids(nm.find(CITY, year=2012)) == ["m-1", "eo-10", "said"]
    assert ids(nm.find(CITY, year=2012), None) == []
    demo = collected(
        order("eo-2019-4", number="4"),
        order("x", number="2020/3"),
        order("late", milestones=reached("expired 2019-06-01")),
        order("open", milestones=reached("signed 2019~")),
        nm.Event(id="e", kind="protest", name="March", start_date="2018-12-31", end_date="2020-01-01"),
        nm.Membership(id="m", member="a", end_date="2019"),
        nm.Provision(id="lost.a", instrument="lost", kind="regulative"),
        nm.Provision(id="late.a", instrument="late", kind="regulative"),
        nm.Provision(id="late.b", instrument="late", kind="regulative"),
    )
    assert ids(nm.find(demo, year=2019)) == ["m", "eo-2019-4", "late", "late.a", "late.b", "e"]
    assert ids(nm.find(demo, year=2019), None) == ["open"]


def test_in_force_on_keeps_texts_that_are_or_may_be_in_force() -> None:
    assert ids(nm.find(CITY, in_force_on="2013-01-01")) == ["acting", "eo-2", "eo-10", "eo-2.a"]
    assert "eo-10" not in ids(nm.find(CITY, in_force_on="2015"))
    assert ids(nm.find(CITY, "eo", series="Orders", year=2010, in_force_on="2010-02-10"), None) == ["eo-2"]


def test_a_match_is_not_a_condition() -> None:
    with pytest.raises(InvalidTypeError, match="compare its `answer`"):
        bool(nm.find(CITY)[0])


@each_case(
    ("wanted", "held", "found"),
    [
        ("16", "XO 16", True),
        ("EO 13526", "13526", True),
        ("E.O. 13,526", "EO 13526", True),
        ("E.O. No. 7", "eo-007", True),
        ("16", "116", False),
        ("16", "16-A", False),
        ("16A", "XO 16-A", True),
        ("XO 16", "EO 16", False),
        ("16", "2025-16", False),
        ("16", "", False),
        ("XO", "XO 16", False),
    ],
)
def test_a_prefix_may_be_left_out_of_a_number(wanted: str, held: str, found: bool) -> None:  # noqa: FBT001
    assert ids(nm.find(collected(order("a", number=held)), number=wanted)) == ["a"] * found


def test_where_a_number_is_found_as_it_is_others_may_be_meant() -> None:
    found = nm.find(CITY, number="10")
    assert ids(found) == ["eeo-10"]
    assert ids(found, None) == ["eo-10"]
