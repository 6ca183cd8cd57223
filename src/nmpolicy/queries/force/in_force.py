"""Whether an instrument or a provision is in force, and what decides it: its milestones, and what others do to it."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from nmpolicy.errors import InvalidTypeError
from nmpolicy.queries.force.solver import Reason, Reckoning
from nmpolicy.queries.intervals import time_of
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.dates import PartialDate


@frozen
class Force:
    """Whether something is in force on a day, as far as the records tell, and why.

    .. versionadded:: 0.1
    """

    #: Id of the instrument or provision.
    record: str
    #: The day that was asked for; of a month or a year, each day of it.
    on: PartialDate
    #: Whether it is; `None`: the records do not decide it.
    answer: bool | None
    #: What decides it; where nothing does, what leaves it open.
    reasons: tuple[Reason, ...]

    def __bool__(self) -> bool:
        """Raise an `InvalidTypeError`, as there are three answers: ask for `answer`."""
        raise InvalidTypeError(
            "whether something is in force has three answers; compare its `answer` with True, False or None"
        )


def in_force(collection: Collection, record: str | Record, on: str | date) -> Force:
    """Whether an instrument or a provision is in force on a day, as far as the records tell.

    An order, a resolution or a memorial is in force from the day on which it was made, if no other day is given for its taking
    effect; of an ordinance, a statute or the like, a milestone `effective` has to say it. The day on which it is repealed, rescinded,
    superseded, struck down or suspended is the first without force, that on which it expires the last with it. What the
    records do not tell of has not happened; what they do not date is open. The end of what has ended it does not revive it,
    but it is suspended only as long as the instrument that does so is in force itself. A provision is in force with its
    instrument, unless it alone is ended or suspended.

    Where `on` is a month or a year, the answer is `True` or `False` if it is so on each of its days.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> signed, expired = Milestone(stage="signed", date="2025-07"), Milestone(stage="expired", date="2025-12-31")
    >>> order = Order(id="eo", kind="executive-order", title="An order", milestones=[signed, expired])
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order])
    >>> [in_force(demo, "eo", day).answer for day in ("2025-06", "2025-07-21", "2025-12-31", "2026")]
    [False, None, True, False]
    >>> in_force(demo, "eo", "2026").reasons[0].label
    'expired 2025-12-31'

    Raises `UnknownIdError` where there is no such record, `InvalidTypeError` for one that is neither an instrument nor a
    provision, and `InvalidDateError` for what is no date.

    Terms: ELI (in force, first and last date in force).

    .. versionadded:: 0.1
    """
    return force_of_each(collection, [collection[record]], PartialDate(on))[0]


def in_force_all(collection: Collection, on: str | date) -> tuple[Force, ...]:
    """Whether each instrument of a collection is in force on a day, in the order of the document; as `in_force` answers.

    .. versionadded:: 0.1
    """
    return force_of_each(collection, collection.instruments, PartialDate(on))


def force_of_each(collection: Collection, records: Iterable[Record], on: PartialDate) -> tuple[Force, ...]:
    """Whether each of some instruments and provisions is in force on a day."""
    reckoning = Reckoning(collection)
    return tuple(_force(reckoning, each, on) for each in records)


def _force(reckoning: Reckoning, record: Record, on: PartialDate) -> Force:
    if not isinstance(record, Instrument | Provision):
        raise InvalidTypeError(f"{record.id!r} is neither an instrument nor a provision; only these are in force")
    answers = reckoning.over(record, time_of(on))
    values = {answer.value for answer in answers}
    reasons = dict.fromkeys(reason for answer in answers for reason in answer.reasons)
    return Force(record.id, on, answers[0].value if len(values) == 1 else None, tuple(reasons))
