"""Decisions about force, with their reasons."""

from collections.abc import Iterable, Sequence
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


class StatusChange(NamedTuple):
    """Something that stops the force of an instrument or lets it continue."""

    interval: Interval
    """The days on which it may happen; the change counts from that day on."""
    continues: bool
    """True if the instrument continues from then on, False if it stops."""
    reasons: tuple[Reason, ...] = ()
    """The reasons to give for it."""


def last_change(changes: Sequence[StatusChange], period: Interval, *, ordered: bool) -> Decision:
    """Decide whether the last of some changes lets an instrument continue throughout a period.

    If they are `ordered`, they happened in the order in which they are listed.
    """
    possible = [(index, each) for index, each in enumerate(changes) if each.interval.first <= period.last]
    certain = [(index, each) for index, each in possible if each.interval.last <= period.first]
    if ordered:
        last_certain = max((index for index, _ in certain), default=-1)
        remaining = [each for index, each in possible if index >= last_certain]
    else:
        # A change is not the last if it is certainly before a certain one; the certain one that is latest shows that.
        at, latest = max(certain, key=lambda pair: (pair[1].interval.first, pair[0]), default=(-1, None))
        remaining = [
            each for index, each in possible if latest is None or not _is_before(each, index, latest, at, period.last)
        ]
    values = {each.continues for each in remaining} | (set() if certain else {True})
    value = values.pop() if len(values) == 1 else None
    return Decision(value, tuple(reason for each in remaining for reason in each.reasons))


def _is_before(one: StatusChange, index: int, other: StatusChange, other_index: int, by: date) -> bool:
    """Return whether a change, if it happened by a day, was certainly before another.

    Two changes on one day happened in the order listed.
    """
    last = min(one.interval.last, by)
    return last < other.interval.first or (last == other.interval.first and index < other_index)


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
