"""The rows of a collection."""

from datetime import date

import pytest
from hypothesis import given

import nmpolicy as nm
from nmpolicy.errors import InvalidCollectionError, InvalidTypeError
from nmpolicy.strategies import collections, partial_dates
from nmpolicy.tables.layout import LINKS, RECORDS, all_tables, table_named
from nmpolicy.tables.rows import collection_to_export, date_bounds, rows

CITY = nm.Organization(id="city", name="Springfield")
VOTE = nm.VoteEvent(body="city", votes=[nm.Vote(voter="city", option="yes"), nm.Vote(voter="city", option="no")])
MEASURE = nm.Measure(
    id="m-1",
    kind="ordinance",
    title="A measure",
    vote_events=[nm.VoteEvent(passed=True), VOTE],
    evidence=[nm.Evidence(source="paper", attributed_to=["city"])],
)
PROVISION = nm.Provision(id="m-1.a", instrument="m-1", kind="regulative", deadline=nm.Deadline(date="2025-07"))
COLLECTION = nm.Collection.of([CITY, MEASURE, PROVISION], id="demo", title="A demonstration", notes=["A note."])


@given(collections(), partial_dates())
def test_every_row_has_a_value_for_every_column(collection: nm.Collection, day: nm.PartialDate) -> None:
    held = collection.add(nm.Event(id="zz-last-event", kind="other", name="An event", start_date=day))
    for table in all_tables():
        for row in rows(held, table):
            assert len(row) == len(table.columns)
    assert len(list(rows(held, RECORDS))) == len(held)


def test_a_part_of_a_part_says_where_it_is() -> None:
    assert [row[:5] for row in rows(COLLECTION, table_named("votes"))] == [
        ("m-1#/vote_events/1/votes/0", "m-1", "m-1#/vote_events/1", 0, "city"),
        ("m-1#/vote_events/1/votes/1", "m-1", "m-1#/vote_events/1", 1, "city"),
    ]


def test_a_single_part_has_no_number() -> None:
    (row,) = rows(COLLECTION, table_named("deadline"))
    assert row[:4] == ("m-1.a#/deadline", "m-1.a", "m-1.a", "2025-07")
    assert row[-2:] == (date(2025, 7, 1), date(2025, 7, 31))


def test_a_part_of_the_collection_has_no_record() -> None:
    assert [row[:5] for row in rows(COLLECTION, table_named("notes"))] == [("#/notes/0", None, None, 0, "A note.")]


def test_records_have_labels() -> None:
    assert next(iter(rows(COLLECTION, RECORDS))) == ("city", "organizations", "Springfield")


def test_links_name_every_reference() -> None:
    assert list(rows(COLLECTION, LINKS)) == [
        ("m-1", "/vote_events/1/body", "body", "city"),
        ("m-1", "/vote_events/1/votes/0/voter", "voter", "city"),
        ("m-1", "/vote_events/1/votes/1/voter", "voter", "city"),
        ("m-1", "/evidence/0/source", "source", "paper"),
        ("m-1", "/evidence/0/attributed_to/0", "attributed_to", "city"),
        ("m-1.a", "/instrument", "instrument", "m-1"),
    ]


@given(partial_dates(), partial_dates())
def test_bounds_of_dates_compare_as_the_dates_do(one: nm.PartialDate, other: nm.PartialDate) -> None:
    (first, last), (other_first, other_last) = date_bounds(one), date_bounds(other)
    if first is None or last is None or other_first is None or other_last is None:
        assert one.before(other) is None
    else:
        before = True if last < other_first else False if first >= other_last else None
        assert one.before(other) is before


def test_what_cannot_be_exported_is_refused() -> None:
    suppression = nm.Suppression(code="NMP201", justification="Both are the city.")
    for post in (nm.Post(id="city", name="A post"), nm.Post(id="city", name="A post", suppressions=[suppression])):
        with pytest.raises(InvalidCollectionError) as caught:
            collection_to_export(COLLECTION.with_records([CITY, post]), include_private=True)
        (problem,) = caught.value.problems
        assert (problem.code, problem.pointer) == ("NMP201", "/posts/0/id")
        assert problem.message.startswith("an earlier record (/organizations/0) has the same id, 'city'; change")
    with pytest.raises(InvalidTypeError, match="expected a Collection"):
        collection_to_export([CITY], include_private=True)  # type: ignore[arg-type]
