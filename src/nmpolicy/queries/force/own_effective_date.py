"""The day on which an instrument takes effect, according to its own milestones."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from nmpolicy.queries.intervals import UNBOUNDED, Interval
from nmpolicy.queries.milestones import (
    MADE_STAGES,
    PENDING_STAGES,
    REFUSAL_STAGES,
    can_be_in_order,
)
from nmpolicy.records.instruments import Instrument, Measure, Milestone
from nmpolicy.vocabulary.terms import MeasureKind, Stage

#: The stages that make an instrument for good. One that a body has passed may still need a signature.
_FINAL_STAGES = tuple(stage for stage in MADE_STAGES if stage is not Stage.PASSED)
#: The stages that may bring an instrument into force.
STARTING_STAGES = (Stage.EFFECTIVE, *MADE_STAGES)
#: The measures that take effect when they are made, as orders do. Other measures need a milestone `effective`.
_IMMEDIATE = frozenset({MeasureKind.RESOLUTION, MeasureKind.MEMORIAL})
#: The stages of an instrument that has not been made.
_NOT_MADE = PENDING_STAGES | REFUSAL_STAGES

#: The milestones of an instrument, with the days on which each may have been reached.
Dated = Sequence[tuple[Milestone, Interval]]


class EffectiveDate(NamedTuple):
    """The days on which something may take effect, and the answer to whether it does."""

    interval: Interval
    """The days on which it may take effect."""
    happens: bool | None
    """True if it takes effect at some time, False if it does not, and None if the records do not decide it."""
    milestone: Milestone | None = None
    """The milestone that shows it, if any."""
    missing: str = ""
    """The information that the records lack; empty if they lack none."""


def effective_date(instrument: Instrument, dated: Dated) -> EffectiveDate:
    """Return when an instrument takes effect according to its own milestones, given when each may have been reached.

    >>> signed = Milestone(stage="signed", date="2025-07-21")
    >>> bill = Measure(id="m", kind="ordinance", title="A measure", milestones=[signed])
    >>> found = effective_date(bill, [(signed, Interval(*signed.date.span))])
    >>> found.interval.first.isoformat(), found.missing
    ('2025-07-21', 'no effective date is recorded')
    """
    by_stage = {milestone.stage: (milestone, interval) for milestone, interval in reversed(dated)}
    made = next((by_stage[stage] for stage in _FINAL_STAGES if stage in by_stage), None)
    if effective := [pair for pair in dated if pair[0].stage is Stage.EFFECTIVE]:
        milestone, interval = min(effective, key=lambda pair: pair[1])
        last = min(each.last for _, each in effective)
        interval = not_before(Interval(interval.first, last), made[1].first if made else date.min)
        return EffectiveDate(interval, happens=True, milestone=milestone)
    if made:
        return _from_making(instrument, *made)
    if implied := _implied(instrument, dated):
        return implied
    if Stage.PASSED in by_stage:
        return _from_passage(dated, *by_stage[Stage.PASSED])
    latest = instrument.latest_milestone
    if latest is None:
        return EffectiveDate(UNBOUNDED, happens=None, missing="no milestone is recorded")
    missing = "" if latest.stage in REFUSAL_STAGES else "no record says that it was signed, issued or adopted"
    return EffectiveDate(UNBOUNDED, happens=False, milestone=latest, missing=missing)


def day_made(dated: Dated) -> date:
    """Return the earliest day on which an instrument can have been made; the first day of the calendar if unknown."""
    by_stage = {milestone.stage: interval.first for milestone, interval in reversed(dated)}
    made = next((by_stage[stage] for stage in MADE_STAGES if stage in by_stage), None)
    return made or min((interval.first for each, interval in dated if each.stage in _NOT_MADE), default=date.min)


def days_made(dated: Dated) -> Interval:
    """Return the days on which an instrument may have been made; the first day of the calendar if none is recorded."""
    by_stage = {milestone.stage: interval for milestone, interval in reversed(dated)}
    made = next((by_stage[stage] for stage in MADE_STAGES if stage in by_stage), None)
    return made or Interval(date.min, date.min)


def not_before(interval: Interval, made: date) -> Interval:
    """Return the part of an interval that is not before an instrument was made.

    An interval that is wholly before that day is kept: the records then say that it took effect before it was made.
    """
    return Interval(made, interval.last) if interval.first < made <= interval.last else interval


def _from_making(instrument: Instrument, milestone: Milestone, made: Interval) -> EffectiveDate:
    if _is_immediate(instrument):
        return EffectiveDate(made, happens=True, milestone=milestone)
    later = Interval(made.first, date.max)
    return EffectiveDate(later, happens=True, milestone=milestone, missing="no effective date is recorded")


def _from_passage(dated: Dated, milestone: Milestone, passed: Interval) -> EffectiveDate:
    if refusal := _final_refusal(dated):
        return EffectiveDate(UNBOUNDED, happens=False, milestone=refusal)
    later = Interval(passed.first, date.max)
    return EffectiveDate(later, happens=None, milestone=milestone, missing="no record says that it became law")


def _is_immediate(instrument: Instrument) -> bool:
    return not isinstance(instrument, Measure) or instrument.kind in _IMMEDIATE


def _implied(instrument: Instrument, dated: Dated) -> EffectiveDate | None:
    """Return when an instrument took effect if only a later stage is recorded: an instrument that expired was made.

    A bill can be amended before it is made, so an amendment counts only if nothing shows that the measure was pending.
    """
    pending = [interval.first for each, interval in dated if each.stage in _NOT_MADE]
    later = [pair for pair in dated if pair[0].stage not in _NOT_MADE]
    if isinstance(instrument, Measure) and pending:
        later = [pair for pair in later if pair[0].stage is not Stage.AMENDED]
    if not later:
        return None
    milestone, interval = min(later, key=lambda pair: pair[1].last)
    floor = min(pending, default=date.min)
    if milestone.stage is Stage.AMENDED and not _is_immediate(instrument):
        later_on = Interval(floor, date.max)
        return EffectiveDate(later_on, happens=True, milestone=milestone, missing="no effective date is recorded")
    last = interval.last
    if milestone.stage not in (Stage.AMENDED, Stage.EXPIRED) and date.min < last < date.max:
        last -= timedelta(days=1)  # it had force until the day before it was repealed
    known = Interval(floor, max(floor, last))
    return EffectiveDate(known, happens=True, milestone=milestone, missing="no record says when it took effect")


def _final_refusal(dated: Dated) -> Milestone | None:
    """Return the milestone that refuses a measure for good, if it certainly came after the last passage."""
    passed = [(index, interval) for index, (each, interval) in enumerate(dated) if each.stage is Stage.PASSED]
    in_order = can_be_in_order([milestone for milestone, _ in dated])
    for index, (milestone, interval) in reversed([*enumerate(dated)]):
        if milestone.stage in REFUSAL_STAGES and all(
            at < index if in_order else each.last < interval.first for at, each in passed
        ):
            return milestone
    return None
