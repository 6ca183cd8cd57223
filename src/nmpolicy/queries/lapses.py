"""Lapses: duties that ended before they were due."""

from collections.abc import Iterable, Sequence
from datetime import date

from nmpolicy.queries.force.decisions import Reason
from nmpolicy.queries.force.relation_words import on_day
from nmpolicy.queries.force.solver import ForceSolver
from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.milestones import REFUSAL_STAGES
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import Stage


def lapse_reasons(solver: ForceSolver, provision: Provision, due: Interval) -> Sequence[Reason] | None:
    """Return why a provision is no longer in force on any day on which its act may be due.

    Return None if it may be in force on one of these days, and if it certainly never was before.
    """
    decisions = solver.decide(provision, due)
    if any(each.value is not False for each in decisions):
        return None
    reasons = tuple(dict.fromkeys(reason for each in decisions for reason in each.reasons))
    if any(each.milestone and each.milestone.stage in REFUSAL_STAGES for each in reasons):
        return None
    before = solver.decide(provision, Interval(date.min, due.first))
    return reasons if any(each.value is not False for each in before) else None


def lapse_text(collection: Collection, provision: Provision, reasons: Iterable[Reason]) -> str:
    """Describe why a duty lapsed, such as "its order expired on 2023-11-03"."""
    instrument = collection.get(provision.instrument)
    noun = f"its {type(instrument).__name__.lower()}"
    return "; ".join(_text(collection, provision, noun, reason) for reason in reasons)


def _text(collection: Collection, provision: Provision, noun: str, reason: Reason) -> str:
    milestone = reason.milestone
    if milestone:
        verb = str(milestone.stage) if milestone.stage is Stage.EXPIRED else f"was {milestone.stage}".replace("-", " ")
        return f"{noun} {verb}{on_day(milestone.date) if milestone.date else ''}"
    relation = collection.get(reason.record, Relation)
    if relation is None:
        return reason.label
    alone = provision.id == relation.object or provision.id in relation.scope
    return f"{'it' if alone else noun} was {reason.label}"
