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
        interval = not_before(Interval(interval.first, last), made[1] if made else UNBOUNDED)
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


def days_made(dated: Dated) -> Interval:
    """Return the days on which an instrument may have been made; the first day of the calendar if none is recorded."""
    by_stage = {milestone.stage: interval for milestone, interval in reversed(dated)}
    made = next((by_stage[stage] for stage in MADE_STAGES if stage in by_stage), None)
    return made or Interval(date.min, date.min)


def earliest_days_made(dated: Dated) -> Interval:
    """Return the days on which an instrument may have been made; if none is recorded, those of its earliest stage.

    Only stages that come before the making count. Without any, it may have been made on any day.
    """
    if any(each.stage in MADE_STAGES for each, _ in dated):
        return days_made(dated)
    pending = [interval for each, interval in dated if each.stage in _NOT_MADE]
    return Interval(*map(min, zip(*pending, strict=True))) if pending else UNBOUNDED


def not_before(interval: Interval, made: Interval) -> Interval:
    """Return the days on which an instrument may take effect, given those on which it may have been made.

    It took effect before it was made only if the records say so. Thus the days before the making are left out if it can
    have taken effect on a later day, whichever the day of the making was.

    >>> from nmpolicy.queries.intervals import interval_of
    >>> from nmpolicy.vocabulary.dates import PartialDate
    >>> days = [interval_of(PartialDate(day)) for day in ("2025", "2025-07-21", "2026-01~")]
    >>> [str(not_before(days[0], made).first) for made in days]
    ['2025-01-01', '2025-07-21', '2025-01-01']
    """
    known = interval.first < made.first and made.last <= interval.last
    return Interval(made.first, interval.last) if known else interval


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
    pending = [interval for each, interval in dated if each.stage in _NOT_MADE]
    later = [pair for pair in dated if pair[0].stage not in _NOT_MADE]
    if isinstance(instrument, Measure) and pending:
        later = [pair for pair in later if pair[0].stage is not Stage.AMENDED]
    if not later:
        return None
    milestone, interval = min(later, key=lambda pair: pair[1].last)
    floor = Interval(*map(min, zip(*pending, strict=True))) if pending else Interval(date.min, date.min)
    if milestone.stage is Stage.AMENDED and not _is_immediate(instrument):
        later_on = Interval(floor.first, date.max)
        return EffectiveDate(later_on, happens=True, milestone=milestone, missing="no effective date is recorded")
    last = interval.last
    if milestone.stage not in (Stage.AMENDED, Stage.EXPIRED) and date.min < last < date.max:
        last -= timedelta(days=1)  # it had force until the day before it was repealed
    known = Interval(floor.first, max(floor.last, last))
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
