"""Dates of instruments, derived from their milestones: when one was made, introduced, or open to action."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Milestone, Order
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage

#: The stages that make an instrument, the most specific first.
MADE_STAGES = (Stage.SIGNED, Stage.ISSUED, Stage.ADOPTED, Stage.BECAME_LAW, Stage.VETO_OVERRIDDEN, Stage.PASSED)
#: The stages that a text sets in advance, often without a date, as "until the emergency ends".
SET_IN_ADVANCE = frozenset({Stage.EFFECTIVE, Stage.EXPIRED})
#: The stages at which the public first learns of an instrument.
INTRODUCED_STAGES = (Stage.ANNOUNCED, Stage.PROPOSED, Stage.INTRODUCED)
#: The stages that come before an instrument is made.
PENDING_STAGES = frozenset(
    {
        *INTRODUCED_STAGES,
        Stage.IN_COMMITTEE,
        Stage.PASSED_COMMITTEE,
        Stage.PASSED_COMMITTEE_FAVORABLY,
        Stage.PASSED_COMMITTEE_UNFAVORABLY,
        Stage.PASSED_COMMITTEE_WITHOUT_RECOMMENDATION,
        Stage.FAILED_COMMITTEE,
        Stage.PASSED,
        Stage.FAILED,
        Stage.VETOED,
        Stage.VETO_OVERRIDDEN,
        Stage.OVERRIDE_FAILED,
    }
)
#: The stages at which an instrument is refused, unless it is made later.
REFUSAL_STAGES = frozenset(
    {Stage.FAILED_COMMITTEE, Stage.FAILED, Stage.VETOED, Stage.OVERRIDE_FAILED, Stage.WITHDRAWN, Stage.DISMISSED}
)


def date_made(record: object) -> PartialDate | None:
    """Return the date on which an instrument was made: signed, or else issued, adopted, and so on.

    Return None for other records, and for an instrument without such a milestone or without its date.

    >>> stages = [Milestone(stage="issued", date="2025-07-25"), Milestone(stage="signed", date="2025-07-21")]
    >>> date_made(Order(id="eo", kind="other", title="An order", milestones=stages))
    PartialDate('2025-07-21')
    """
    made = made_milestone(record) if isinstance(record, Instrument) else None
    return made.date if made else None


def made_milestone(instrument: Instrument) -> Milestone | None:
    """Return the milestone that made an instrument: signed, or else issued, adopted, and so on; None if there is none.

    >>> stages = [Milestone(stage="issued", date="2025-07-25"), Milestone(stage="signed", date="2025-07-21")]
    >>> print(made_milestone(Order(id="eo", kind="other", title="An order", milestones=stages)))
    signed 2025-07-21
    """
    by_stage = {milestone.stage: milestone for milestone in reversed(instrument.milestones)}
    return next((by_stage[stage] for stage in MADE_STAGES if stage in by_stage), None)


def date_introduced(record: object) -> PartialDate | None:
    """Return the date on which an instrument was announced, proposed or introduced, if that is its earliest milestone.

    Return None for other records, and for an instrument that has a milestone without a date.

    >>> first = Milestone(stage="announced", date="2025-06")
    >>> date_introduced(Order(id="eo", kind="other", title="An order", milestones=[first]))
    PartialDate('2025-06')
    """
    first = _earliest_milestone(record) if isinstance(record, Instrument) else None
    return first.date if first and first.stage in INTRODUCED_STAGES else None


def date_open_to_action(record: object, *, made: bool = False) -> PartialDate | None:
    """Return the date from which other records can act on a record, or None if it is unknown.

    People can answer or support an instrument once it is introduced. With `made`, an order counts from the day it was
    made: an order that is not yet signed or issued cannot be amended or repealed. Another record counts from its date.

    >>> signed = Milestone(stage="signed", date="2025-07-21")
    >>> order = Order(id="eo", kind="other", title="An order", milestones=[signed])
    >>> date_open_to_action(order), date_open_to_action(order, made=True)
    (None, PartialDate('2025-07-21'))
    """
    if not isinstance(record, Instrument):
        return _own_date(record)
    first = _earliest_milestone(record)
    stages = (*INTRODUCED_STAGES, *MADE_STAGES) if made and isinstance(record, Order) else INTRODUCED_STAGES
    return first.date if first and first.stage in stages else None


def date_of_record(record: object) -> PartialDate | None:
    """Return the date of a record: of an instrument, the date on which it was made; of another record, its own date."""
    return date_made(record) if isinstance(record, Instrument) else _own_date(record)


def _own_date(record: object) -> PartialDate | None:
    return getattr(record, "start_date", None) or getattr(record, "date", None)


def _earliest_milestone(instrument: Instrument) -> Milestone | None:
    """Return the milestone that may have been the earliest, or None if any milestone has no date."""
    dated = [(each.date.span[0], each) for each in instrument.milestones if each.date]
    if len(dated) < len(instrument.milestones):
        return None
    return min(dated, key=lambda pair: pair[0])[1] if dated else None


def out_of_order(dates: Iterable[PartialDate | None]) -> Iterator[tuple[int, int]]:
    """Yield the index of each date that is certainly before a preceding one, with the index of that one.

    >>> list(out_of_order([PartialDate("2025-05"), None, PartialDate("2025-03"), PartialDate("2025")]))
    [(2, 0)]
    """
    latest: tuple[PartialDate, int] | None = None
    for index, day in enumerate(dates):
        if day is None:
            continue
        if latest and day.before(latest[0]):
            yield index, latest[1]
        elif latest is None or day.span[0] > latest[0].span[0]:
            latest = day, index


def can_be_in_order(milestones: Sequence[Milestone]) -> bool:
    """Return whether the milestones may have been reached in the order in which they are listed."""
    return next(out_of_order(milestone.date for milestone in milestones), None) is None


def milestone_intervals(milestones: Sequence[Milestone], reached_by: Iterable[date] = ()) -> list[Interval]:
    """Return the days on which each milestone may have been reached.

    Milestones are listed in the order in which they were reached, so each is no earlier than those before it. If the
    dates contradict that order, each milestone is taken by itself. `reached_by` has for each milestone without a date
    the last day on which it may have been reached.

    >>> stages = [Milestone(stage="signed", date="2025-07-21"), Milestone(stage="issued")]
    >>> [interval.first.isoformat() for interval in milestone_intervals(stages)]
    ['2025-07-21', '2025-07-21']
    """
    intervals = [interval_of(milestone.date) for milestone in milestones]
    for index, last in enumerate(reached_by):
        if milestones[index].date is None:
            intervals[index] = Interval(date.min, last)
    if not can_be_in_order(milestones):
        return intervals
    earliest, latest = date.min, date.max
    for index, interval in enumerate(intervals):
        earliest = max(earliest, interval.first)
        intervals[index] = Interval(earliest, interval.last)
    for index, interval in reversed([*enumerate(intervals)]):
        latest = min(latest, interval.last)
        intervals[index] = Interval(interval.first, latest)
    return intervals


@once_per_collection
def introduction_dates(collection: Collection) -> Mapping[str, PartialDate]:
    """Return the `date_introduced` of each instrument that has one, by id."""
    return {each.id: day for each in reversed(collection.instruments) if (day := date_introduced(each))}
