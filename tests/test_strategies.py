"""The Hypothesis strategies, and how Hypothesis finds them."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import nmpolicy as nm
from nmpolicy.field_strategies import recurrences
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.records.traversal import references
from nmpolicy.strategies import collections, partial_dates, records, slugs

#: Finds an example without shrinking it, and the same one each time.
FIRST = settings(max_examples=10_000, phases=[Phase.generate], derandomize=True, database=None, deadline=None)


def run(code: str) -> str:
    """Run code in a new interpreter, and return its output."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("cls", [*TABLES.values(), *PARTS, nm.Collection, nm.PartialDate])
@settings(max_examples=10)
@given(data=st.data())
def test_from_type_finds_every_class(cls: type, data: st.DataObject) -> None:
    assert isinstance(data.draw(st.from_type(cls)), cls)


ORDERS = """
@settings(max_examples=5, deadline=None, database=None)
@given(st.from_type(nm.Order))
def test(order):
    print(type(order).__name__)

test()
"""
IMPORTS = [
    "from hypothesis import given, settings, strategies as st\nimport nmpolicy as nm",
    "import nmpolicy.strategies\nfrom hypothesis import given, settings, strategies as st\nimport nmpolicy as nm",
]


@pytest.mark.parametrize("imports", IMPORTS, ids=["hypothesis first", "nmpolicy.strategies first"])
def test_either_package_can_be_imported_first(imports: str) -> None:
    assert set(run(imports + ORDERS).split()) == {"Order"}


def test_hypothesis_starts_without_the_strategies() -> None:
    loaded = run(
        "import hypothesis, sys; print(*(name for name in sys.modules if name.startswith('nmpolicy.')))"
    ).split()
    assert "nmpolicy.hypothesis_plugin" in loaded
    assert not {name.split(".")[1] for name in loaded} & {"strategies", "rules", "queries", "serialization"}


DOCUMENTED = """
import time

time.perf_counter = time.process_time  # so that other programs on the machine do not make the test slow

from hypothesis import given, settings
import nmpolicy as nm
from nmpolicy.strategies import collections

@settings(max_examples=15)  # the checks look at the first ten
@given(collections(least=1))
def test(collection):
    assert nm.validate(collection).ok

test()
"""


def test_the_documented_test_passes_every_health_check() -> None:
    assert run(DOCUMENTED) == ""


@given(slugs())
def test_slugs_are_ids(slug: str) -> None:
    assert nm.Person(id=slug).id == slug


@given(partial_dates(marked=False))
def test_unmarked_dates_have_no_mark(known: nm.PartialDate) -> None:
    assert not known.approximate
    assert not known.uncertain


@given(collections())
def test_every_reference_resolves_and_no_rule_finds_an_error(collection: nm.Collection) -> None:
    assert nm.validate(collection).errors == ()
    for record in collection:
        for reference in references(record):
            found = collection.get(reference.target)
            assert found
            assert not reference.tables or type(found) in {TABLES[table] for table in reference.tables}


@settings(max_examples=20)
@given(collections(least=1, most=1))
def test_collections_can_hold_every_class(collection: nm.Collection) -> None:
    assert [len(table) for table in collection.tables().values()] == [1] * len(TABLES)


@settings(max_examples=20)
@given(collections(most=0))
def test_collections_can_be_empty(collection: nm.Collection) -> None:
    assert len(collection) == 0


@settings(max_examples=10)
@given(collections(least=5))
def test_most_is_at_least_least(collection: nm.Collection) -> None:
    assert [len(table) for table in collection.tables().values()] == [5] * len(TABLES)


def test_most_below_least_is_an_invalid_argument() -> None:
    with pytest.raises(InvalidArgument, match="max_value=1"):
        find(collections(least=2, most=1), bool, settings=FIRST)


def beside(deadline: nm.Deadline) -> bool:
    return bool(deadline.after_record or deadline.before_record)


FORMS: list[tuple[str, Callable[[nm.Collection], bool]]] = [
    ("fields of a program", lambda some: bool(some.extra) and any(record.extra for record in some)),
    ("deadline beside a record", lambda some: any(p.deadline and beside(p.deadline) for p in some.provisions)),
    ("legal basis with a law", lambda some: any(basis.law for order in some.orders for basis in order.legal_basis)),
]


@pytest.mark.parametrize("wanted", [form for _, form in FORMS], ids=[name for name, _ in FORMS])
def test_collections_have(wanted: Callable[[nm.Collection], bool]) -> None:
    found = find(collections(least=4), wanted, settings=FIRST)
    assert nm.validate(found).errors == ()


def test_parts_have_fields_of_a_program_and_every_combination() -> None:
    assert find(records(nm.Milestone), lambda part: bool(part.extra), settings=FIRST)
    assert find(records(nm.Deadline), lambda part: part.business_days and part.after_record is not None, settings=FIRST)
    assert find(records(nm.Deadline), lambda part: part.business_days and part.at_least is not None, settings=FIRST)
    assert find(records(nm.MonetaryAmount), lambda part: part.value is None and part.max_value is None, settings=FIRST)


@given(recurrences())
def test_a_generated_recurrence_is_a_rule(rule: str) -> None:
    provision = nm.Provision(id="a.b", instrument="a", kind="regulative", recurrence=rule)
    assert rrulestr(str(provision.recurrence), dtstart=datetime(2024, 1, 1)) is not None  # noqa: DTZ001  # of days


def test_collections_shrink_to_few_records() -> None:
    # To explain the example would take most of the time.
    always = settings(FIRST, max_examples=100, phases=[Phase.generate, Phase.shrink])
    found = find(collections(), lambda some: bool(some.provisions), settings=always)
    assert len(found) <= 3  # the provision, its instrument, and who issued that
