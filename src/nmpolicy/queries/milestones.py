"""When records came about, and which dates exclude one another. Every answer may be `None`: the dates do not decide it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Instrument, Milestone, Order
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import Stage

#: The stages by which an instrument is made, the most telling first.
MADE = (Stage.SIGNED, Stage.ISSUED, Stage.ADOPTED, Stage.BECAME_LAW, Stage.VETO_OVERRIDDEN, Stage.PASSED)
#: The stages by which the world first hears of one.
FIRST = (Stage.ANNOUNCED, Stage.PROPOSED, Stage.INTRODUCED)
#: The stages of what is still to be made.
PENDING = frozenset({*FIRST, Stage.IN_COMMITTEE, Stage.PASSED, Stage.FAILED, Stage.VETOED, Stage.VETO_OVERRIDDEN})


def made_on(record: object) -> PartialDate | None:
    """The date on which an instrument was made: signed, else issued, and so on; None where the records give none."""
    if not isinstance(record, Instrument):
        return None
    by_stage = {milestone.stage: milestone for milestone in reversed(record.milestones)}
    return next((by_stage[stage].date for stage in MADE if stage in by_stage), None)


def first_heard(record: object) -> PartialDate | None:
    """The date of an instrument's first milestone, where it is an announcement or the like and no milestone is without a date.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> first = Milestone(stage="announced", date="2025-06")
    >>> first_heard(Order(id="eo", kind="other", title="An order", milestones=[first]))
    PartialDate('2025-06')
    """
    first = _first(record) if isinstance(record, Instrument) else None
    return first.date if first and first.stage in FIRST else None


def _first(instrument: Instrument) -> Milestone | None:
    """The milestone that may have been the earliest; None where one has no date."""
    dated = [(each.date.span[0], each) for each in instrument.milestones if each.date]
    if len(dated) < len(instrument.milestones):
        return None
    return min(dated, key=lambda pair: pair[0])[1] if dated else None


def began(record: object, *, made: bool = False) -> PartialDate | None:
    """The date from which on a record could be acted on; None where the records do not tell.

    Of an instrument, that is when it was first heard of; where only what was `made` can be acted on, of an order its
    making will do, as an order is nothing before it is signed or issued. Of another record, its date.
    """
    if not isinstance(record, Instrument):
        return getattr(record, "start_date", None) or getattr(record, "date", None)
    first = _first(record)
    stages = (*FIRST, *MADE) if made and isinstance(record, Order) else FIRST
    return first.date if first and first.stage in stages else None


def came_about(record: object) -> PartialDate | None:
    """The date on which a record came about: an instrument when it was made, another on its date."""
    return made_on(record) if isinstance(record, Instrument) else began(record)


def overtaken(days: Iterable[PartialDate | None]) -> Iterator[tuple[int, int]]:
    """The places of those days that are surely before one that stands before them, each with the place of that one.

    >>> list(overtaken([PartialDate("2025-05"), None, PartialDate("2025-03"), PartialDate("2025")]))
    [(2, 0)]
    """
    latest: tuple[PartialDate, int] | None = None
    for place, day in enumerate(days):
        if day is None:
            continue
        if latest and day.before(latest[0]):
            yield place, latest[1]
        elif latest is None or day.span[0] > latest[0].span[0]:
            latest = day, place


@once_per_collection
def publication_dates(collection: Collection) -> Mapping[str, PartialDate]:
    """The publication date of each source that has one, by id."""
    return _first_of_each((source.id, source.date) for source in collection.sources if source.date)


@once_per_collection
def first_heard_dates(collection: Collection) -> Mapping[str, PartialDate]:
    """The date on which each instrument first became known, by id, where the records say."""
    return _first_of_each((each.id, day) for each in collection.instruments if (day := first_heard(each)))


def _first_of_each(dates: Iterable[tuple[str, PartialDate]]) -> Mapping[str, PartialDate]:
    found: dict[str, PartialDate] = {}
    for id, day in dates:
        found.setdefault(id, day)
    return found


def appeared(collection: Collection, evidence: Iterable[Evidence]) -> tuple[date, date] | None:
    """The first and the last day on which the last source of some evidence may have appeared; None where that is not known.

    What is dated after the last of these days is known from no source.
    """
    dates = publication_dates(collection)
    days = [dates.get(pointer.source) for pointer in evidence]
    known = [day.span for day in days if day]
    if not known or len(known) < len(days):
        return None
    return max(first for first, _ in known), max(last for _, last in known)
