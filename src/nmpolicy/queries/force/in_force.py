"""Decide whether an instrument or a provision is in force, and say why."""

from collections.abc import Iterable

from attrs import frozen

from nmpolicy.errors import InvalidTypeError
from nmpolicy.queries.answer_tables import Answer, Answers, answer_text
from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.partial_force import partial_changes
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import interval_of
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record, wrong_class
from nmpolicy.records.collection import Collection
from nmpolicy.records.field_texts import Name
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import LegalTextRef

#: The remark on an instrument that is in force and of which no record says when it ends.
NO_END_RECORDED = "no end is recorded"


@frozen(repr=False)
class Force(Answer):
    """The answer to whether an instrument or a provision is in force on a day, with its reasons.

    .. versionadded:: 0.1
    """

    record: LegalTextRef
    """Id of the instrument or provision."""
    on: PartialDate
    """The day that was asked about; a month or a year stands for each of its days."""
    answer: bool | None
    """True if it is in force, False if it is not, and None if the records do not decide it."""
    reasons: tuple[Reason, ...]
    """The milestones and relations that decide it, or leave it undecided; then those that have amended it, if any."""
    parts: tuple[Reason, ...] = ()
    """The reasons why only a part of it is in force on that day: a part began early, has not begun, has ended, is
    suspended, or is extended alone."""

    def __bool__(self) -> bool:
        """Raise `InvalidTypeError`, because there are three answers; use `answer` instead."""
        raise InvalidTypeError("a Force has three answers; compare its `answer` with True, False or None")

    def _in_words(self, name: Name) -> str:  # noqa: ARG002  # the labels name the records
        """Return the answer and the reasons."""
        reasons = "; ".join(reason.label for reason in self.reasons)
        return ": ".join(filter(None, (answer_text(self.answer), reasons)))


def in_force(collection: Collection, record: str | Record, on: DateLike) -> Force:
    """Return whether an instrument or a provision is in force on a day, and why.

    An order, a resolution or a memorial is in force from the day it was made, unless a milestone gives another
    effective date. Any other measure, such as an ordinance, is in force from its milestone `effective`; without one,
    the answer is undecided from the day it was made. An instrument is no longer in force on the day it is repealed,
    rescinded, superseded, struck down or suspended; on the day it expires, it still is. An event that no record
    mentions is taken not to have happened; an event without a date leaves the answer undecided.

    A milestone without a date was reached by the day on which the latest of its sources was published. From then on, it
    counts; before, it leaves the answer undecided. It does so on every day if one of the sources has no date, or if
    the stage is `effective` or `expired`, which a source may set in advance.

    If whatever ended an instrument ends in turn, the instrument does not revive. A suspension lasts only as long as the
    instrument that suspends is itself in force. A provision is in force with its instrument, unless a relation ends or
    suspends that provision alone.

    For a month or a year, the answer is `True` or `False` only if it holds on each of its days.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> signed, expired = Milestone(stage="signed", date="2025-07"), Milestone(stage="expired", date="2025-12-31")
    >>> order = Order(id="eo", kind="executive-order", title="An order", milestones=[signed, expired])
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order])
    >>> [in_force(demo, "eo", day).answer for day in ("2025-06", "2025-07-21", "2025-12-31", "2026")]
    [False, None, True, False]
    >>> in_force(demo, "eo", "2026").reasons[0].label
    'expired 2025-12-31'

    Raises `UnknownIdError` if there is no such record, `InvalidTypeError` if it is neither an instrument nor a
    provision, and `InvalidDateError` if `on` is not a date.

    Terms: ELI (in force, first and last date in force).

    .. versionadded:: 0.1
    """
    check_collections(collection)
    return force_of_each(collection, [collection[record]], PartialDate(on))[0]


def in_force_all(collection: Collection, on: DateLike) -> Answers[Force]:
    """Return whether each instrument of a collection is in force on a day, in document order. See `in_force`.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    day = PartialDate(on)
    return Answers(force_of_each(collection, collection.instruments, day), f"In force on {day.label}", collection)


def force_of_each(collection: Collection, records: Iterable[Record], on: PartialDate) -> tuple[Force, ...]:
    """Return whether each of some instruments and provisions is in force on a day."""
    solver = ForceSolver(collection)
    return tuple(_force(solver, each, on) for each in records)


def _force(solver: ForceSolver, record: Record, on: PartialDate) -> Force:
    if not isinstance(record, Instrument | Provision):
        raise wrong_class(record, "an instrument or a provision")
    interval = interval_of(on)
    decisions = solver.decide(record, interval)
    values = {decision.value for decision in decisions}
    answer = decisions[0].value if len(values) == 1 else None
    reasons = dict.fromkeys(reason for decision in decisions for reason in decision.reasons)
    if answer and solver.endings.has_no_end(record.id, interval):
        reasons[Reason(record.id, NO_END_RECORDED)] = None
    if answer is False:
        return Force(record.id, on, answer, tuple(reasons))
    reasons.update(dict.fromkeys(solver.amendments(record.id, interval)))
    parts = tuple(dict.fromkeys(partial_changes(solver, record.id, interval)))
    return Force(record.id, on, answer, tuple(reasons), parts)
