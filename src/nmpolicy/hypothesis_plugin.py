"""Hypothesis loads this module on start and calls `register`, so that `st.from_type` works for every record class.

It is separate from `nmpolicy.strategies` for two reasons: importing that module first starts Hypothesis, which calls
`register` before the module is complete; and building strategies would slow down every program that uses Hypothesis.
"""

from typing import Any

from hypothesis import strategies as st

from nmpolicy.records.collection import PARTS, TABLES, Collection
from nmpolicy.vocabulary.dates import PartialDate


def register() -> None:
    """Register a strategy for every record class, `Collection` and `PartialDate`. Each is built on first use."""
    for cls in (*TABLES.values(), *PARTS, Collection, PartialDate):
        st.register_type_strategy(cls, _strategy)


def _strategy(cls: type[Any]) -> st.SearchStrategy[Any]:
    from nmpolicy import strategies  # noqa: PLC0415  # see the docstring of the module

    if cls is Collection:
        return strategies.collections()
    return strategies.partial_dates() if cls is PartialDate else strategies.records(cls)
