"""Decide whether a record has expired, as it is extended."""

from collections.abc import Callable, Sequence

from nmpolicy.queries.force.decisions import Decision, Reason, day_after
from nmpolicy.queries.force.extensions import NO_END, Extension, Extensions, furthest
from nmpolicy.queries.force.own_changes import OwnChanges
from nmpolicy.queries.force.status_changes import StatusChange, last_change
from nmpolicy.queries.intervals import Interval


def not_expired(
    own: OwnChanges,
    terms: Sequence[Interval],
    extending: Sequence[Extensions],
    period: Interval,
    reason: Callable[[Extension], Reason],
) -> Decision:
    """Decide whether a record has not expired, given the days that may be its last as it is extended.

    Of the extensions, only the one that lasts longest is a reason, which `reason` makes of it.
    """
    changes = [each for each in own.expiring.listed if each.continues]
    expiries = [each for each in own.expiring.listed if not each.continues]
    for last, reasons in zip(terms, [each.reasons for each in expiries] or [()], strict=True):
        if last != NO_END:
            found = furthest(extending, day_after(last).last)
            ran_out = (*reasons, *([reason(found)] if found else []))
            changes.append(StatusChange(day_after(last), continues=False, reasons=ran_out))
    decision = last_change(changes, period, ordered=False)
    needed = not expiries or any(each.interval.first <= period.last for each in expiries)
    found = furthest(extending, period.last) if decision.value and needed else None
    return decision._replace(reasons=(*decision.reasons, *([reason(found)] if found else [])))
