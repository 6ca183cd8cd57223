"""Hypothesis strategies for records and collections; they need the `hypothesis` extra.

Where that is installed, `st.from_type(nmpolicy.Order)` and the like find them by themselves.
"""

from nmpolicy.strategies.fields import partial_dates, records, slugs
from nmpolicy.strategies.whole import collections, register

__all__ = ["collections", "partial_dates", "records", "register", "slugs"]
