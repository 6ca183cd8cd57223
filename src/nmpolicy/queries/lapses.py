"""Lapses: duties that ended before they were due, or that were not in force on that day for another reason."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from nmpolicy.queries.force.decisions import Decision, Reason, day_before
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.own_changes import ENDING_STAGES
from nmpolicy.queries.force.relation_words import on_day
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.queries.milestones import MADE_STAGES, REFUSAL_STAGES
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Deadline, Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage

#: The stages after which an instrument is not in force, although it was until then.
_ENDS = ENDING_STAGES | {Stage.EXPIRED, Stage.SUSPENDED}
_STARTING = frozenset({*MADE_STAGES, Stage.EFFECTIVE})
#: How the reason begins if a duty is only suspended on the day it is due.
SUSPENDED_THEN = "suspended on that day"


class NotInForce(NamedTuple):
    """The answer and the reason for an act whose provision is not in force on any day on which it may be due."""

    answer: bool | None
    """False if the provision has ended or is suspended; None if it has not started, which leaves the act undecided."""
    reason: str
    """The reason in words."""


def is_never_made(solver: ForceSolver, provision: Provision) -> bool:
    """Return whether the instrument of a provision certainly never takes effect, as one that was vetoed."""
    return solver.dates.start_days(provision.instrument).never


def last_days_before_end(solver: ForceSolver, provision: Provision) -> Interval | None:
    """Return the days that may be the last before the end from which a deadline counts; None if it counts from no end.

    A duty to report within ten days after its order expires or is rescinded is due when the order is no longer in
    force. So is one that counts from the ruling that annuls the order. What matters is that it was in force until then.
    """
    deadline = provision.deadline
    if deadline and deadline.after in _ENDS:
        known = _known_ends(solver.endings.collection)
        key = provision.instrument, deadline.after
        if key not in known:
            known[key] = _last_days_before_stage(solver, *key)
        return known[key]
    if deadline and deadline.after_record:
        stopping = solver.endings.stopping_by(deadline.after_record, provision.id)
        return _hull([day_before(solver.dates.of_relation(each).interval) for each in stopping])
    return None


@once_per_collection
def _known_ends(_collection: Collection) -> dict[tuple[str, Stage | None], Interval | None]:
    """Return a place to keep the days before the stages that end an instrument, which all its duties have in common."""
    return {}


def _last_days_before_stage(solver: ForceSolver, id: str, stage: Stage | None) -> Interval | None:
    dated = [each for each in solver.dates.milestones(id) if each[0].stage is stage]
    return _hull([days if each.stage is Stage.EXPIRED else day_before(days) for each, days in dated])


def _hull(days: Sequence[Interval]) -> Interval | None:
    return Interval(min(each.first for each in days), max(each.last for each in days)) if days else None


def is_until_end(collection: Collection, provision: Provision, decision: Decision) -> bool:
    """Return whether only the end from which the deadline of a provision counts speaks against its force."""
    return all(_is_counted(collection, provision.deadline, each) for each in decision.reasons)


def _is_counted(collection: Collection, deadline: Deadline | None, reason: Reason) -> bool:
    if deadline and reason.milestone:
        return reason.milestone.stage is deadline.after
    relation = collection.get(reason.record, Relation)
    return bool(deadline and relation and relation.subject == deadline.after_record)


def not_in_force(collection: Collection, solver: ForceSolver, provision: Provision, due: Interval) -> NotInForce | None:
    """Return why a provision is not in force on any day on which its act may be due; None if it may be on one."""
    reasons = _reasons_against(solver, provision, due)
    if reasons is None:
        return None
    ended = [each for each in reasons if not _is_start(collection, provision, each, due)]
    if not ended:
        return NotInForce(None, "not yet in force then: " + "; ".join(each.label for each in reasons))
    text = lapse_text(collection, provision, ended)
    suspended = all(is_suspension(collection, each) for each in ended)
    return NotInForce(answer=False, reason=f"{SUSPENDED_THEN}: {text}" if suspended else text)


def _is_start(collection: Collection, provision: Provision, reason: Reason, due: Interval) -> bool:
    """Return whether a reason is that force has not begun, rather than that it has ended."""
    if relation := collection.get(reason.record, Relation):
        return relation.predicate is RelationKind.COMMENCES
    if milestone := reason.milestone:
        later = milestone.date is not None and interval_of(milestone.date).first > due.last
        return later or milestone.stage in _STARTING
    return provision.start_date is not None and interval_of(provision.start_date).first > due.last


def is_suspension(collection: Collection, reason: Reason) -> bool:
    """Return whether a reason is a suspension, by a relation or by a milestone."""
    relation = collection.get(reason.record, Relation)
    if relation:
        return relation.predicate is RelationKind.SUSPENDS
    return reason.milestone is not None and reason.milestone.stage is Stage.SUSPENDED


def lapse_reasons(solver: ForceSolver, provision: Provision, due: Interval) -> Sequence[Reason] | None:
    """Return why a provision is no longer in force on any day on which its act may be due.

    Return None if it may be in force on one of these days, and if it certainly never was before.
    """
    reasons = _reasons_against(solver, provision, due)
    if reasons is None or any(each.milestone and each.milestone.stage in REFUSAL_STAGES for each in reasons):
        return None
    return reasons if solver.may_be_in_force(provision, Interval(date.min, due.first)) else None


def _reasons_against(solver: ForceSolver, provision: Provision, due: Interval) -> Sequence[Reason] | None:
    """Return the reasons why a provision is not in force on any of some days; None if it may be on one."""
    if solver.may_be_in_force(provision, due):
        return None
    return tuple(dict.fromkeys(reason for each in solver.decide(provision, due) for reason in each.reasons))


def lapse_text(collection: Collection, provision: Provision, reasons: Iterable[Reason]) -> str:
    """Describe why a duty lapsed, such as "its order expired on 2023-11-03"."""
    return "; ".join(lapse_words(collection, provision, each) for each in reasons)


def lapse_words(collection: Collection, provision: Provision, reason: Reason) -> str:
    """Describe one reason why a duty lapsed."""
    instrument = collection.get(provision.instrument)
    noun = f"its {type(instrument).__name__.lower()}"
    milestone = reason.milestone
    if milestone:
        verb = str(milestone.stage) if milestone.stage is Stage.EXPIRED else f"was {milestone.stage}".replace("-", " ")
        known_by = effective_dates(collection).reached_by_words(reason.record, milestone)
        return f"{noun} {verb}{on_day(milestone.date) if milestone.date else known_by}"
    relation = collection.get(reason.record, Relation)
    if relation is None:
        return reason.label
    alone = provision.id == relation.object or provision.id in relation.scope
    return f"{'it' if alone else noun} was {reason.label}"
