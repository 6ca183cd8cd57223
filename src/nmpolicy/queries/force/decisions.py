"""Decisions about force, with their reasons."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from attrs import field, frozen

from nmpolicy.queries.answer_tables import Answer
from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.three_valued import all_of
from nmpolicy.records.field_texts import Name
from nmpolicy.records.instruments import Milestone
from nmpolicy.vocabulary.references import AnyRef

_DAY = timedelta(days=1)


@frozen
class Reason(Answer):
    """A milestone or relation that decides whether something is in force, or leaves it undecided.

    .. versionadded:: 0.1
    """

    record: AnyRef
    """Id of the record that shows it: the instrument or provision itself, or a relation to it."""
    label: str
    """The reason in a few words, with its date."""
    milestone: Milestone | None = field(default=None, repr=False)
    """The milestone, if the reason is one."""

    def _in_words(self, name: Name) -> str:  # noqa: ARG002  # the label names the record
        """Return the label."""
        return self.label


class Decision(NamedTuple):
    """The answer to one question, with its reasons."""

    value: bool | None
    """True, False, or None if the records do not decide it."""
    reasons: tuple[Reason, ...] = ()
    """The reasons that decide it, or leave it undecided."""


def all_decided(decisions: Iterable[Decision]) -> Decision:
    """Return whether all decisions are True, with the reasons of those that decide it."""
    listed = [*decisions]
    value = all_of(decision.value for decision in listed)
    return Decision(value, tuple(reason for each in listed if each.value is value for reason in each.reasons))


def day_after(interval: Interval) -> Interval:
    """Return the days that follow those of an interval, within the calendar."""
    return Interval(*(day + _DAY if day < date.max else day for day in interval))


def day_before(interval: Interval) -> Interval:
    """Return the days that precede those of an interval, within the calendar."""
    return Interval(*(day - _DAY if date.min < day < date.max else day for day in interval))
