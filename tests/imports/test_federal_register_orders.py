"""Orders from documents of the Federal Register: numbers, names, addresses, pages, corrections."""

from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from federal_register_samples import document, messages, read
from nmpolicy.imports.federal_register.register_ids import plain_number


@each_case(
    ("number", "plain"),
    [
        (13489, "13489"),
        ("13489", "13489"),
        ("11246-A", "11246-A"),
        ("11246a", "11246-A"),
        ("EO 11246 - A", "11246-A"),
        ("E.O. 007", "7"),
        ("Executive Order No. 5", "5"),
        (13489.0, "13489"),
    ],
)
def test_numbers(number: object, plain: str) -> None:
    imported = read(document(number))
    (order,) = imported.collection.orders
    assert (order.number, order.id, imported.problems) == (plain, f"us-eo-{plain.lower()}", ())


@each_case("number", ["10321 Amended", "A-1", "0", "9" * 5000, "12-1/2"])
def test_a_number_that_is_none_is_kept(number: str) -> None:
    assert plain_number(number) == ""
    imported = read(document(number, document_number="51-1"), document(5, notes="See: EO 4"))
    (order,) = (each for each in imported.collection.orders if each.number == number)
    assert (order.id, len(imported.problems)) == ("us-fr-51-1", 1)
    assert "is not a number of an order" in imported.problems[0].message


def test_numbers_that_contradict_one_another() -> None:
    imported = read(document(5, presidential_document_number="6"), document(7, presidential_document_number="7"))
    assert [each.id for each in imported.collection.orders] == ["us-eo-5", "us-eo-7"]
    assert messages(imported) == [
        "'6' is not the number '5' that the document has; it is kept in x-presidential_document_number"
    ]


def test_several_documents_with_one_number() -> None:
    documents = [document(5, document_number=number) for number in ("b.2", "A", "b 2", "\u0416")]
    imported = read(*documents)
    ids = [each.id for each in imported.collection.orders]
    assert ids[:3] == ["us-eo-5", "us-eo-5-b-2", ids[2]]
    assert ids[2].startswith("us-eo-5-b-2-")
    assert ids[3] == "us-eo-5-unnumbered"
    message = "A has the same id, us-eo-5; the id of this document gets the document number, or a digest"
    assert messages(imported) == [message] * 3
    assert read(*reversed(documents)).collection == imported.collection


def test_orders_without_any_number_on_one_day() -> None:
    bare: dict[str, Any] = {"document_number": "", "executive_order_number": None, "not_received_for_publication": True}
    documents = [document(None, "1962-03-09", title=title, **bare) for title in ("One", "Two", "Three")]
    imported = read(*documents)
    assert sorted(order.title for order in imported.collection.orders) == ["One", "Three", "Two"]
    assert {order.extra["x-not_received_for_publication"] for order in imported.collection.orders} == {True}
    message = "another document has the same id, us-fr-executive-order-of-1962-03-09; the id of this document gets the"
    assert messages(imported) == [f"{message} document number, or a digest"] * 2
    assert read(*reversed(documents)).collection == imported.collection


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-01T00:00:00", "1066"])
def test_a_day_before_the_first_president_is_none(day: str) -> None:
    imported = read(document(5, day, publication_date="2009-01-26", effective_on=day))
    (order,) = imported.collection.orders
    assert [str(each) for each in order.milestones] == ["signed", "issued 2009-01-26"]
    assert order.extra == {"x-signing_date": day, "x-effective_on": day}
    assert messages(imported)[1] == f"'{day}' is not a day of a presidential document; it is kept in x-signing_date"


def test_pages() -> None:
    imported = read(
        document(1, citation="2 FR 1191"),
        document(2, citation="2 FR 1191"),
        document(3, volume=74, start_page=4669),
        document(4, volume=59, start_page=0),
        document(5, citation="59 FR 0"),
    )
    found = [[each.identifier for each in order.identifiers[1:]] for order in imported.collection.orders]
    assert found == [[], [], ["74 FR 4669"], [], []]
    kept = [order.extra.get("x-citation") for order in imported.collection.orders]
    assert kept == ["2 FR 1191", "2 FR 1191", None, None, "59 FR 0"]
    assert messages(imported) == ["'59 FR 0' is not a page of the Federal Register; it is kept in x-citation"]
    assert not [each for each in nm.validate(imported.collection).problems if each.code == "NMP209"]


def test_a_page_that_a_note_gives_identifies_a_document_only_if_no_order_begins_there() -> None:
    imported = read(document(1, citation="24 FR 3777", notes="See: Memorandum of January 5, 2009 (24 FR 3777)"))
    orders = {order.id: [each.identifier for each in order.identifiers] for order in imported.collection.orders}
    assert orders == {"us-eo-1": ["E9-1", "24 FR 3777"], "us-memorandum-24-fr-3777": []}


def test_a_document_that_is_not_presidential_is_left_out() -> None:
    rule, unknown = document(1, type="Rule"), document(None, subtype=None, document_number="x")
    imported = read(rule, unknown, document(3, type="PRESDOCU"))
    assert [each.id for each in imported.collection.orders] == ["us-eo-3"]
    assert imported.left_out["documents"] == 2
    assert sorted(messages(imported)) == [
        "the document has neither a number nor a subtype, so it is not an order of the president; it is left out",
        "the document is of the type 'rule', so it is not an order of the president; it is left out",
    ]


def test_values_that_cannot_be_read_are_kept() -> None:
    imported = read(
        document(
            1, html_url="www.example.org", signing_date="soon", president={"name": "Ж"}, effective_on="2009-02-01"
        ),
        document(2, president=5, not_received_for_publication=True, title=None, subtype=None, type=None),
        document(3, disposition_notes="Amends: EO 1", executive_order_notes="Amends: EO 2"),
        document(4, executive_order_notes="Amends: EO 2", not_received_for_publication=False),
    )
    orders = imported.collection.orders
    assert [dict(order.extra) for order in orders] == [
        {"x-html_url": "www.example.org", "x-president": {"name": "Ж"}, "x-signing_date": "soon"},
        {"x-not_received_for_publication": True, "x-president": 5},
        {"x-disposition_notes": "Amends: EO 1", "x-executive_order_notes": "Amends: EO 2"},
        {"x-disposition_notes": "Amends: EO 2"},
    ]
    assert [str(each) for each in orders[0].milestones] == ["signed", "issued 2009-01-21", "effective 2009-02-01"]
    assert orders[1].title == "Executive Order 2"
    assert len(imported.collection.relations) == 3
    assert len(imported.problems) == 4


def test_corrections_that_are_documents() -> None:
    url = "https://www.federalregister.gov/api/v1/documents/E9-13516.json"
    correction = document(
        13516, document_number="C1-2009-13516", correction_of=url, title="A correction", citation="74 FR 57241"
    )
    imported = read(
        document(13516, notes="Federal Register correction page and date: 74 FR 57241, November 5, 2009"),
        correction,
        document(1, document_number="C2", correction_of="E9-13517"),
        document(13516, document_number="Z3-2009", correction_of="elsewhere"),
        document(None, document_number="Z4-2009", correction_of="elsewhere"),
    )
    assert [str(each) for each in imported.collection.relations] == [
        "fr-c1-2009-13516 corrects us-eo-13516",
        "fr-z3-2009 corrects us-eo-13516",
    ]
    source = imported.collection.get("fr-c1-2009-13516", nm.Source)
    assert source
    assert (source.title, [each.identifier for each in source.identifiers]) == (
        "A correction",
        ["C1-2009-13516", "74 FR 57241"],
    )
    assert [each.id for each in imported.collection.orders] == ["us-eo-13516"]
    assert messages(imported) == [
        "the document corrects 'E9-13517', which is in none of the files",
        "the document corrects 'elsewhere', which is in none of the files",
    ]
    assert imported.left_out["documents.correction_of"] == 2
