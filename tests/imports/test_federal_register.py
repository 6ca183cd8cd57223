"""The import of the Federal Register's executive orders as a whole: made-up answers, and real ones where available."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import nmpolicy as nm
from each_case import each_case
from federal_register_samples import document, page, read, stream
from nmpolicy.errors import DocumentError
from nmpolicy.imports.federal_register.register_import import SOURCE, read_federal_register
from nmpolicy.imports.imported import Imported
from nmpolicy.problems import Severity

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "federal-register"
FILES = [CORPUS / "barack-obama.json", CORPUS / "donald-trump.json"]
TRUMP = {"name": "Donald Trump", "identifier": "donald-trump"}


def test_an_order_and_what_it_comes_with() -> None:
    imported = read(
        document(
            13489,
            publication_date="2009-01-26",
            title="Presidential\nRecords",
            html_url="https://federalregister.example/E9-1712",
            topics=["Records"],
        )
    )
    collection = imported.collection
    order = collection.get("us-eo-13489", nm.Order)
    assert order
    assert (order.title, order.number, order.kind, order.language) == (
        "Presidential Records",
        "13489",
        "executive-order",
        "en",
    )
    assert (order.url, order.subjects, order.issued_by) == (
        "https://federalregister.example/E9-1712",
        ("Records",),
        ("us-president",),
    )
    signed, issued = order.milestones
    assert (str(signed), signed.by, signed.capacity) == ("signed 2009-01-21", ("barack-obama",), "us-president")
    assert (str(issued), nm.publication_delays(collection)[0].least) == ("issued 2009-01-26", 5)
    assert {each.scheme: each.identifier for each in order.identifiers} == {"federal-register": "E9-13489"}
    assert [str(each) for each in (*collection.people, *collection.posts, *collection.memberships)] == [
        "Barack Obama",
        "President of the United States",
        "barack-obama, us-president, from 2009-01-20, to 2017-01-20",
    ]
    assert all(each.evidence[0].source == SOURCE.id for each in [order, *collection.people, *collection.memberships])
    assert imported.problems == ()
    assert nm.validate(collection).problems == ()
    assert nm.loads(nm.dumps(collection)) == collection


def test_two_terms_of_one_president_are_two_memberships() -> None:
    imported = read(
        document(13765, "2017-01-20", president=TRUMP),
        document(13984, "2021-01-19", president=TRUMP),
        document(14147, "2025-01-20", president="Donald J. Trump"),
        document(14067, "2022-03-09", president={"name": "Joseph R. Biden, Jr.", "identifier": "joe-biden"}),
        document(14068, "2022-03-11", president="Joe Biden"),
        document(20000, "2033-03-09", president={"name": "Jane Doe"}),
    )
    collection = imported.collection
    assert [each.id for each in collection.memberships] == [
        "donald-trump-president-2017",
        "donald-trump-president-2025",
        "jane-doe-president",
        "joe-biden-president-2021",
    ]
    people = {each.id: each for each in collection.people}
    assert (people["donald-trump"].name, people["donald-trump"].other_names) == ("Donald J. Trump", ("Donald Trump",))
    assert [each.identifier for each in people["joe-biden"].identifiers] == ["joe-biden"]
    office = {each.id: each.milestones[0].by for each in collection.orders}
    assert office["us-eo-14147"] == ("donald-trump",)
    assert nm.validate(collection).problems == () or {each.code for each in nm.validate(collection).problems} == {
        "NMP801"
    }


def test_a_president_of_whom_only_the_answer_tells() -> None:
    plain = document(13860, "2019-03-04")
    del plain["president"]
    told = page(plain, description="Documents signed by Donald Trump, of type Presidential Document")
    assert [each.id for each in read_federal_register(stream(told)).collection.people] == ["donald-trump"]
    several = page(plain, description="Documents signed by Barack Obama or Donald Trump, of type Presidential Document")
    collection = read_federal_register(stream(several)).collection
    assert (collection.people, collection.memberships) == ((), ())
    assert (collection.orders[0].milestones[0].by, collection.orders[0].milestones[0].capacity) == ((), "us-president")


def test_documents_of_other_kinds() -> None:
    imported = read(
        document(8693, subtype="Proclamation", executive_order_number=None, proclamation_number="8693"),
        document(1, subtype="Memorandum", executive_order_number=None),
        document(2, subtype="Determination", executive_order_number=None, presidential_document_number="2011-7"),
        document(3, subtype="Notice", executive_order_number=None, signing_date=None, title=None),
    )
    assert [(order.id, str(order.kind), order.kind_text, order.number) for order in imported.collection.orders] == [
        ("us-fr-e9-1", "memorandum", "", ""),
        ("us-fr-e9-2", "other", "Determination", "2011-7"),
        ("us-fr-e9-3", "other", "Notice", ""),
        ("us-proclamation-8693", "proclamation", "", "8693"),
    ]
    assert imported.collection.orders[2].title == "Notice"
    assert imported.problems == ()


def test_a_record_that_only_notes_tell_of_says_so() -> None:
    notes = "See: EO 5; Public Law 104-106\nFederal Register correction page and date: 74 FR 57241, November 5, 2009"
    collection = read(document(20, notes=notes)).collection
    told = {each.id: [str(note) for note in each.notes] for each in collection}
    known = "Known only from the notes on other documents."
    assert [id for id, notes in told.items() if notes == [known]] == [
        "fr-74-fr-57241",
        "us-eo-5",
        "us-public-law-104-106",
    ]
    both = read(document(20, notes=notes), document(5, "2000-01-01")).collection
    assert both["us-eo-5"].notes == ()


def test_the_government_of_the_orders() -> None:
    collection = read(document(20, notes="See: Public Law 104-106")).collection
    parents = {each.id: (each.classification, each.parent) for each in collection.organizations}
    assert parents == {
        "us-congress": ("legislature", "us-government"),
        "us-executive-branch": ("executive", "us-government"),
        "us-government": ("government", None),
    }
    files = nm.exports.to_ocd(collection).content
    (jurisdiction,) = (json.loads(text) for name, text in files.items() if name.startswith("jurisdiction_"))
    assert jurisdiction["division_id"] == "ocd-division/country:us"


def test_documents_without_the_field_of_notes_are_reported_once() -> None:
    without = [document(n) for n in (1, 2)]
    for each in without:
        del each["disposition_notes"]
    (problem,) = read(*without).problems
    assert problem.pointer == "/results/0"
    assert problem.message.startswith("no document has the field disposition_notes")
    assert read(*without, document(3)).problems == ()


def test_a_title_in_typewriter_codes_is_kept() -> None:
    collection = read(document(1, title="The ``Guant[aacute]namo''\nOrder"), document(2, title="[sic]")).collection
    assert [(order.title, dict(order.extra)) for order in collection.orders] == [
        ("The “Guantánamo” Order", {"x-title": "The ``Guant[aacute]namo'' Order"}),
        ("[sic]", {}),
    ]


def test_nothing_to_import() -> None:
    nothing: tuple[object, ...] = ([], {"count": 0}, {"count": 0, "results": []})
    for value in nothing:
        imported = read_federal_register(stream(value))
        assert ([*imported.collection], imported.problems, imported.left_out) == ([SOURCE], (), {})
    assert [*read_federal_register().collection] == [SOURCE]


def test_the_order_of_files_and_documents_makes_no_difference() -> None:
    one = document(13489, notes="Revokes: EO 13233, November 1, 2001\nSee: EO 13491; nothing")
    two = document(13491, "2009-01-22", "See: EO 13489, January 2, 2009")
    first = read_federal_register(stream([one]), stream(page(two)))
    assert nm.dumps(first.collection) == nm.dumps(read_federal_register(stream(page(two)), stream([one])).collection)
    assert nm.dumps(first.collection) == nm.dumps(read(two, one).collection)
    more = read_federal_register(stream([one]), stream(two), stream([document(13490)])).collection
    assert {each.id for each in first.collection} < {each.id for each in more}


def test_a_later_import_merges_onto_what_was_known_by_notes_alone() -> None:
    obama = read(document(13489, notes="Revokes: EO 13233, November 1, 2001")).collection
    bush = read(
        document(
            13233, "2001-11-01", "Revoked by: EO 13489, January 21, 2009", president=TRUMP | {"name": "George W. Bush"}
        )
    ).collection
    for ours, theirs in ((obama, bush), (bush, obama)):
        result = nm.merge(ours, theirs)
        assert [*result.conflicts] == []
        titles = {each.id: each.title for each in result.collection.orders}
        assert titles == {"us-eo-13233": "Order on subject 13233", "us-eo-13489": "Order on subject 13489"}
        assert len(result.collection.relations[0].evidence) == 2


def test_a_later_answer_changes_what_changed_and_nothing_else() -> None:
    old = read(document(13489), document(13490)).collection
    new = read(document(13489, notes="Amended by: EO 13500, May 1, 2009"), document(13490)).collection
    order = old.get("us-eo-13490", nm.Order)
    assert order
    kept = old.replace(evolve(order, subjects=["ethics"]))
    merged = nm.merge(kept, new, old).collection
    assert {each.id for each in merged} - {each.id for each in old} == {"us-eo-13500", "us-eo-13500-amends-us-eo-13489"}
    assert merged["us-eo-13490"] == kept["us-eo-13490"]


SPOILED: tuple[object, ...] = (
    True,
    5,
    1.5,
    -1,
    "",
    " ",
    "\ud83d",
    "ж",
    "x" * 9999,
    [],
    [[]],
    {},
    {"a": None},
    {"name": 5},
    "9" * 9999,
)


@each_case("key", sorted(document(1)))
def test_a_spoiled_document_is_imported_or_refused_in_one_sentence(key: str) -> None:
    for value in SPOILED:
        spoiled = document(20, notes="Revokes: EO 1", html_url="https://example.org", citation="74 FR 4669") | {
            key: value
        }
        try:
            imported = read(spoiled, document(21, notes="Amends: EO 20"))
        except DocumentError:
            continue
        assert nm.loads(nm.dumps(imported.collection, unknown="keep"), unknown="keep") == imported.collection
        assert "us-eo-21" in imported.collection
        assert not [each for each in nm.validate(imported.collection).problems if each.severity is Severity.ERROR]


def test_many_orders() -> None:
    documents = [document(n, notes=f"Amends: EO {n - 1}; EO {n - 2} (in part)") for n in range(1000, 2000)]
    imported = read(*documents)
    assert (len(imported.collection.orders), len(imported.collection.relations)) == (1002, 2000)


@pytest.fixture(scope="module")
def real() -> Imported:
    """Return the import of two presidents' orders."""
    if not CORPUS.is_dir():
        pytest.skip(f"{CORPUS} is not there")
    return read_federal_register(*FILES)


def real_documents() -> list[dict[str, Any]]:
    return [each for file in FILES for each in json.loads(file.read_text("utf-8"))["results"]]


def test_no_real_document_is_lost(real: Imported) -> None:
    documents = real_documents()
    orders = {order.id: order for order in real.collection.orders}
    assert len(documents) == 276 + 96
    full = [order for order in orders.values() if order.url]
    assert len(full) == 372
    for each in documents:
        order = orders[f"us-eo-{each['executive_order_number']}"]
        assert order.extra.get("x-title", order.title) == " ".join(each["title"].split())
        assert (order.milestones[0].date, order.url) == (each["signing_date"], each["html_url"])
        assert {"issued", "signed"} == {str(milestone.stage) for milestone in order.milestones}
        assert [mark.identifier for mark in order.identifiers if mark.scheme == "federal-register"] == [
            each["document_number"]
        ]
        notes = each.get("disposition_notes") or each.get("executive_order_notes") or ""
        assert order.extra.get("x-disposition_notes", "") == notes.strip()
        assert order.milestones[0].by == ("barack-obama" if "president" in each else "donald-trump",)


def test_each_value_of_the_real_documents_is_read_or_counted(real: Imported) -> None:
    given = Counter(key for each in real_documents() for key, value in each.items() if value not in (None, "", [], {}))
    counted = {key.removeprefix("documents."): n for key, n in real.left_out.items() if key.startswith("documents.")}
    held = {
        *("citation", "disposition_notes", "document_number", "executive_order_notes", "executive_order_number"),
        *("html_url", "president", "publication_date", "signing_date", "title"),
    }
    repeated = {"agency_names", "json_url", "start_page", "subtype", "type", "volume"}
    assert held | repeated | counted.keys() == given.keys()
    assert all(given[key] == count for key, count in counted.items())


def test_real_notes(real: Imported) -> None:
    predicates = Counter(str(each.predicate) + (" part" if each.section else "") for each in real.collection.relations)
    assert predicates == {
        "cites": 246,
        "reaffirms": 77,
        "rescinds": 73,
        "amends": 68,
        "supersedes": 24,
        "supersedes part": 5,
        "corrects": 3,
        "rescinds part": 2,
        "repeals": 1,
    }
    assert len(real.problems) == 23
    codes = Counter(each.code for each in nm.validate(real.collection).problems)
    # No president of the earlier orders is on record; the Register's own date of EO 13526 is wrong; the rest comes from
    # notes that contradict one another.
    assert codes == {"NMP106": 134, "NMP408": 2, "NMP303": 1, "NMP803": 1}


def test_real_slips_in_dates_are_not_taken(real: Imported) -> None:
    order = real.collection.get("us-eo-13359", nm.Order)
    assert order
    assert order.milestones[0].date is None  # "EO 13359 of 11/17/2010", where EO 13559 is meant
    found = {each.record: each.answer for each in nm.find(real.collection, by="obama", classes=[nm.Order])}
    assert found[order.id] is None
    titles = [each.title for each in real.collection.orders if "x-title" in each.extra]
    assert len(titles) == 2
    assert [title[title.index("“") : title.index("”") + 1] for title in titles if "“" in title] == [
        "“Waters of the United States”"
    ]


@pytest.mark.parametrize(
    ("number", "day", "answer", "partial"),
    [
        ("13233", "2009-01-20", True, False),
        ("13233", "2009-01-21", False, False),  # by EO 13489
        ("13507", "2011-04-05", False, False),  # by EO 13569
        ("13653", "2017-03-28", False, False),  # by EO 13783
        ("13673", "2017-03-27", False, False),  # by EO 13782
        ("13683", "2018", True, True),  # in part by EO 13782
        ("13514", "2015-03-19", False, False),  # by EO 13693, and not on March 25
        ("13693", "2018-05-17", False, False),  # by EO 13834
        ("13775", "2017-03-31", False, False),  # by EO 13787
        ("13067", "2018", True, True),  # in part by EO 13761
        ("13271", "2010", False, False),  # terminated by EO 13519
        ("11145", "2018", True, False),  # continued by EO 13708
        ("13502", "2018", True, False),
    ],
)
def test_real_orders_in_force(real: Imported, number: str, day: str, answer: object, partial: object) -> None:
    force = nm.in_force(real.collection, f"us-eo-{number}", day)
    assert (force.answer, bool(force.parts)) == (answer, partial)


def test_real_presidents_merge(real: Imported) -> None:
    obama, trump = (read_federal_register(file).collection for file in FILES)
    result = nm.merge(obama, trump)
    assert [(each.record, each.path) for each in result.conflicts] == [("us-eo-13199", ("milestones", 0, "date"))]
    # Two dates of notes are wrong, which only the documents of the other file show. A merge removes no note, so that
    # orders that one file has still say that the other knew them only from notes.
    changes = [
        change
        for change in nm.diff(real.collection, result.collection)
        if change.record not in ("us-eo-13199", "us-eo-13359") and change.path[:1] != ("notes",)
    ]
    assert changes == []
    assert len(result.collection.orders) == len(real.collection.orders)
