"""The strategies that Hypothesis finds by itself, where the package is installed."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.records.collection import TABLES
from nmpolicy.strategies import collections, partial_dates, slugs


@pytest.mark.parametrize("cls", [*TABLES.values(), nm.Collection, nm.PartialDate, nm.Evidence, nm.Deadline, nm.Vote])
@given(data=st.data())
def test_a_type_is_enough(cls: type, data: st.DataObject) -> None:
    assert isinstance(data.draw(st.from_type(cls)), cls)


def test_the_entry_point_registers_without_an_import_of_ours() -> None:
    code = """
import nmpolicy as nm
from hypothesis import given, settings, strategies as st

@settings(max_examples=5, deadline=None, database=None)
@given(st.from_type(nm.Order))
def test(order):
    print(type(order).__name__)

test()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.stderr == ""
    assert set(done.stdout.split()) == {"Order"}


@given(slugs())
def test_slugs_are_ids(slug: str) -> None:
    assert nm.Person(id=slug).id == slug


@given(partial_dates(marked=False))
def test_unmarked_dates_have_no_mark(known: nm.PartialDate) -> None:
    assert not known.approximate
    assert not known.uncertain


@settings(max_examples=20)
@given(collections(least=1, most=1))
def test_collections_can_hold_every_class(collection: nm.Collection) -> None:
    assert [len(table) for table in collection.tables().values()] == [1] * len(TABLES)


@settings(max_examples=20)
@given(collections(most=0))
def test_collections_can_be_empty(collection: nm.Collection) -> None:
    assert len(collection) == 0
