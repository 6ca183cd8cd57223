"""The changes that the milestones of an instrument make to its own status."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from nmpolicy.queries.force.decisions import Reason, day_after
from nmpolicy.queries.force.status_changes import StatusChange, StatusChanges
from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.milestones import MADE_STAGES, REFUSAL_STAGES, can_be_in_order
from nmpolicy.records.instruments import Milestone
from nmpolicy.vocabulary.terms import Stage

#: The stages that end an instrument from that day on.
ENDING_STAGES = frozenset({Stage.RESCINDED, Stage.REPEALED, Stage.SUPERSEDED, Stage.STRUCK_DOWN})

#: Most instruments are never ended, suspended or left to expire, so they share this.
_NO_CHANGES = StatusChanges((), ordered=True)


class OwnChanges(NamedTuple):
    """The changes by the milestones of an instrument, in separate lists, because each has a state of its own."""

    ordered: bool
    """True if they can have happened in the order in which they are listed."""
    making: StatusChanges
    """The changes that make or refuse it."""
    since_making: StatusChanges
    """The changes that make or refuse it, from the last one on that made it."""
    ending: StatusChanges
    """The changes that end it or renew it."""
    suspending: StatusChanges
    """The changes that suspend it or reinstate it."""
    expiring: StatusChanges
    """The changes on the day after it expires, and those that reinstate it."""


def own_changes(id: str, dated: Sequence[tuple[Milestone, Interval]], words: Callable[[Milestone], str]) -> OwnChanges:
    """Return the changes by the milestones of an instrument, given the days on which each may have been reached.

    `words` returns a milestone in words.
    """
    ordered = can_be_in_order([milestone for milestone, _ in dated])
    making: list[StatusChange] = []
    ending: list[StatusChange] = []
    suspending: list[StatusChange] = []
    expiring: list[StatusChange] = []
    for milestone, interval in dated:
        if milestone.stage in MADE_STAGES:
            making.append(StatusChange(interval, continues=True))
            continue
        reasons = (Reason(id, words(milestone), milestone),)
        if milestone.stage in REFUSAL_STAGES:
            making.append(StatusChange(interval, continues=False, reasons=reasons))
        elif milestone.stage in ENDING_STAGES:
            ending.append(StatusChange(interval, continues=False, reasons=reasons))
        elif milestone.stage is Stage.SUSPENDED:
            suspending.append(StatusChange(interval, continues=False, reasons=reasons))
        elif milestone.stage is Stage.EXPIRED:
            expiring.append(StatusChange(day_after(interval), continues=False, reasons=reasons))
        elif milestone.stage is Stage.REINSTATED:
            for each in (ending, suspending, expiring):
                each.append(StatusChange(interval, continues=True, reasons=reasons))
    last_made = max((index for index, each in enumerate(making) if each.continues), default=0)
    made = StatusChanges(making, ordered=ordered)
    since_making = StatusChanges(making[last_made:], ordered=ordered) if last_made else made
    rest = (StatusChanges(each, ordered=ordered) if each else _NO_CHANGES for each in (ending, suspending, expiring))
    return OwnChanges(ordered, made, since_making, *rest)


def is_stopped(dated: Sequence[tuple[Milestone, Interval]], start: Milestone, period: Interval) -> bool:
    """Return whether an instrument is out of force in a period, however many of its milestones were reached by then.

    The milestones were reached in the order in which they are listed. `start` is the one that brings it into force.
    Looking at all of them together decides more than looking at each kind of change alone: an instrument that may
    already be suspended, or not yet in effect, is not in force if it cannot have taken effect before the suspension.
    """
    started = stopped = refused = False
    for count in range(len(dated) + 1):
        if count:
            milestone, interval = dated[count - 1]
            if interval.first > period.last:
                break
            started = started or milestone is start
            if milestone.stage in ENDING_STAGES or milestone.stage in (Stage.SUSPENDED, Stage.REINSTATED):
                stopped = milestone.stage is not Stage.REINSTATED
            elif milestone.stage in REFUSAL_STAGES or milestone.stage in MADE_STAGES:
                refused = milestone.stage in REFUSAL_STAGES
        reached_more = count < len(dated) and dated[count][1].last <= period.first
        if not reached_more and started and not stopped and not refused:
            return False
    return True
