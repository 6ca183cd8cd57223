"""Hypothesis loads this module on start and calls `register`, so that `st.from_type` works for every record class.

It is separate from `nmpolicy.strategies`, and imports late, for two reasons: importing Hypothesis calls `register`,
which must be complete by then; and building strategies would slow down every program that uses Hypothesis.
"""

from typing import TYPE_CHECKING, Any

from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.vocabulary.dates import PartialDate

if TYPE_CHECKING:
    from hypothesis import strategies as st


def register() -> None:
    """Register a strategy for every record class, `Collection` and `PartialDate`. Each is built on first use."""
    from hypothesis import strategies as st  # noqa: PLC0415  # see the docstring of the module

    for cls in (*TABLES.values(), *PARTS, Collection, PartialDate):
        st.register_type_strategy(cls, _strategy)


def _strategy(cls: type[Any]) -> "st.SearchStrategy[Any]":
    from nmpolicy import strategies  # noqa: PLC0415  # see the docstring of the module

    if cls is Collection:
        return strategies.collections()
    return strategies.partial_dates() if cls is PartialDate else strategies.records(cls)
