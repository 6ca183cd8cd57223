"""When records came about, and which dates exclude one another. Every answer may be `None`: the dates do not decide it."""

from collections.abc import Iterable, Iterator
from typing import Any

from nmpolicy.records.instruments import Instrument, Milestone
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage

#: The stages by which an instrument is made, the most telling first.
MADE = (Stage.SIGNED, Stage.ISSUED, Stage.ADOPTED, Stage.BECAME_LAW, Stage.VETO_OVERRIDDEN, Stage.PASSED)
#: The stages by which the world first hears of one.
FIRST = (Stage.ANNOUNCED, Stage.PROPOSED, Stage.INTRODUCED)
#: The earliest place of each stage in the life of an instrument; what has the same place may come in any order.
RANKS = {
    Stage.ANNOUNCED: 0,
    Stage.PROPOSED: 1,
    Stage.INTRODUCED: 2,
    Stage.IN_COMMITTEE: 3,
    Stage.PASSED: 4,
    Stage.FAILED: 4,
    Stage.VETOED: 5,
    Stage.VETO_OVERRIDDEN: 6,
    **dict.fromkeys([Stage.SIGNED, Stage.ADOPTED, Stage.BECAME_LAW, Stage.ISSUED], 7),
    **dict.fromkeys([Stage.SUSPENDED, Stage.EXPIRED, Stage.RESCINDED, Stage.REPEALED, Stage.SUPERSEDED], 8),
    Stage.STRUCK_DOWN: 8,
    Stage.REINSTATED: 9,
}


def made(instrument: Instrument) -> Milestone | None:
    """The milestone that made an instrument what it is: its signing, else its issue, and so on; None where none did."""
    by_stage = {milestone.stage: milestone for milestone in reversed(instrument.milestones)}
    return next((by_stage[stage] for stage in MADE if stage in by_stage), None)


def made_on(instrument: Instrument) -> PartialDate | None:
    """The date on which an instrument was made, where the records give one."""
    milestone = made(instrument)
    return None if milestone is None else milestone.date


def first_heard(instrument: Instrument) -> PartialDate | None:
    """The date of the first milestone, where it is an announcement or the like and no milestone is without a date.

    >>> from nmpolicy.records.instruments import Order
    >>> first = Milestone(stage="announced", date="2025-06")
    >>> first_heard(Order(id="eo", kind="other", title="An order", milestones=[first]))
    PartialDate('2025-06')
    """
    dated = [(milestone.date, milestone.stage) for milestone in instrument.milestones if milestone.date]
    if not dated or len(dated) < len(instrument.milestones):
        return None
    day, stage = min(dated, key=lambda pair: pair[0].sort_key())
    return day if stage in FIRST else None


def began(record: Any) -> PartialDate | None:
    """The first date of an instrument's milestones, if each has one; of another record, its date."""
    if not isinstance(record, Instrument):
        return getattr(record, "start_date", None) or getattr(record, "date", None)
    dates = [milestone.date for milestone in record.milestones]
    known = [day for day in dates if day]
    return min(known, key=PartialDate.sort_key) if known and len(known) == len(dates) else None


def came_about(record: Any) -> PartialDate | None:
    """The date on which a record came about: an instrument when it was made, another on its date."""
    return made_on(record) if isinstance(record, Instrument) else began(record)


def overtaken(days: Iterable[PartialDate | None]) -> Iterator[tuple[int, int]]:
    """The places of those days that are surely before one that stands before them, each with the place of that one.

    >>> list(overtaken([PartialDate("2025-05"), None, PartialDate("2025-03"), PartialDate("2025")]))
    [(2, 0)]
    """
    latest: tuple[PartialDate, int] | None = None
    for place, day in enumerate(days):
        if day is None or day.uncertain:
            continue
        if latest and day.before(latest[0]):
            yield place, latest[1]
        elif latest is None or day.span[0] > latest[0].span[0]:
            latest = day, place


def covers(start: PartialDate | None, end: PartialDate | None, day: PartialDate) -> bool | None:
    """Whether a day is in a time from a first to a last day, both inclusive. A day that is not given may be any.

    >>> covers(PartialDate("2017"), None, PartialDate("2016")), covers(PartialDate("2017"), None, PartialDate("2018"))
    (False, None)
    """
    too_early = None if start is None else day.before(start)
    too_late = None if end is None else day.after(end)
    if too_early or too_late:
        return False
    return True if too_early is False and too_late is False else None


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Whether one of some three-valued answers is yes: unknown, where none is and one is unknown.

    >>> any_of([False, True]), any_of([False, None]), any_of([])
    (True, None, False)
    """
    known: bool | None = False
    for answer in answers:
        if answer:
            return True
        known = None if answer is None else known
    return known
