"""Decide whether the force of an instrument as a whole, of a provision, or of a named section has begun."""

from collections.abc import Iterator, Sequence
from datetime import date

from nmpolicy.queries.force.decisions import Decision, Reason
from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.own_changes import is_stopped
from nmpolicy.queries.force.own_effective_date import STARTING_STAGES, EffectiveDate, days_made, not_before
from nmpolicy.queries.force.parts import provisions_by_instrument
from nmpolicy.queries.force.start_index import Start, Starts
from nmpolicy.queries.intervals import Interval, has_happened, interval_of
from nmpolicy.queries.three_valued import all_of
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind


def has_started(endings: Endings, id: str, instrument: Instrument, period: Interval) -> Decision:
    """Decide whether the force of a whole instrument or of a provision has begun.

    If relations commence a provision by name, only they count. Otherwise, its own first day counts if it is before that
    of its instrument, or if that of its instrument is not known.
    """
    if id != instrument.id and next(endings.dates.relations_to(id, RelationKind.COMMENCES), None):
        return _starts(endings, id).decide(period)
    provision = endings.collection.get(id, Provision)
    retroactive = provision and _own_start(endings, provision, instrument, period, only_before=True)
    if retroactive:
        return retroactive
    starts = _starts(endings, instrument.id)
    started = starts.decide(period)
    if provision is None or started.value is not None:
        return started
    if any(starts.decide(Interval(day, day)).value is not None for day in period):
        return started  # it is decided on the first day or on the last one, so not undecided throughout
    return _own_start(endings, provision, instrument, period, only_before=False) or started


def is_stopped_by_own_milestones(endings: Endings, id: str, period: Interval) -> bool:
    """Return whether the milestones of an instrument, taken together, show that it is out of force in a period."""
    ids = endings.dates.self_and_container(id)
    start = endings.dates.of_instrument(ids[-1]).milestone
    lifted = any(True for one in ids for _ in endings.lifting(one))
    if start is None or start.stage not in STARTING_STAGES or lifted or not endings.changes(id).ordered:
        return False
    if any(True for one in ids for _ in endings.dates.relations_to(one, RelationKind.COMMENCES)):
        return False
    provision = endings.collection.get(id, Provision)
    parts = [provision] if provision else parts_with_own_start(endings, id)
    if any(_may_start_early(endings, each) for each in parts):
        return False
    return is_stopped(endings.dates.milestones(ids[-1]), start, period)


def own_days_reason(provision: Provision) -> Reason:
    """Return a provision's own days as a reason about its instrument."""
    start = f" from {provision.start_date.label}" if provision.start_date else ""
    end = f" through {provision.end_date.label}" if provision.end_date else ""
    return Reason(provision.id, f"has force{start}{end}, in part: {provision.id}")


def commencement(endings: Endings, relation: Relation, id: str = "") -> Start:
    """Return how a relation brings its object, or a part of it, into force, with a reason about the record `id`."""
    effective, reason = endings.dates.commencement(relation), endings.reason(relation, id)
    happens = all_of([effective.happens, endings.takes_effect(relation)])
    return Start(effective.interval, happens, reason, reason)


def commenced(endings: Endings, relation: Relation, period: Interval) -> Decision:
    """Decide whether a relation has brought its object, or a part of it, into force."""
    return Starts([commencement(endings, relation)]).decide(period)


def parts_with_own_start(endings: Endings, id: str) -> Sequence[Provision]:
    """Return the provisions of an instrument that have a first day of their own, or that relations commence by name."""
    known = _known_parts(endings.collection)
    if id not in known:
        known[id] = [
            each
            for each in provisions_by_instrument(endings.collection).get(id, ())
            if each.start_date or next(endings.dates.relations_to(each.id, RelationKind.COMMENCES), None)
        ]
    return known[id]


@once_per_collection
def _known_parts(_: Collection) -> dict[str, Sequence[Provision]]:
    """Return these provisions by instrument, as far as they have been asked about."""
    return {}


def _starts(endings: Endings, id: str) -> Starts:
    """Return what may bring a whole instrument into force, or the relations that commence a provision by name."""
    known = _known_starts(endings.collection)
    if id not in known:
        instrument = endings.collection.get(id, Instrument)
        known[id] = Starts(
            _starts_of_whole(endings, instrument)
            if instrument
            else (commencement(endings, each, id) for each in endings.dates.relations_to(id, RelationKind.COMMENCES))
        )
    return known[id]


@once_per_collection
def _known_starts(_: Collection) -> dict[str, Starts]:
    """Return what may bring each instrument or provision into force, as far as it has been asked about."""
    return {}


def _starts_of_whole(endings: Endings, instrument: Instrument) -> Iterator[Start]:
    for effective, relation in endings.dates.starts(instrument.id):
        yield commencement(endings, relation) if relation else _own_start_of_whole(endings, instrument, effective)


def _own_start_of_whole(endings: Endings, instrument: Instrument, effective: EffectiveDate) -> Start:
    milestone, interval = effective.milestone, effective.interval
    happens = None if effective.happens and effective.missing and interval.last == date.max else effective.happens
    known_by = endings.dates.reached_by_words(instrument.id, milestone) if milestone and effective.happens else ""
    label = f"{milestone or ''}{known_by}"
    missing = "; ".join(filter(None, (label, effective.missing)))
    return Start(interval, happens, Reason(instrument.id, label, milestone), Reason(instrument.id, missing, milestone))


def _may_start_early(endings: Endings, provision: Provision) -> bool:
    """Return whether a provision may begin before its instrument does.

    If its own first day can be on or after that of its instrument, whichever that was, it is taken to be.
    """
    if any(True for _ in endings.dates.relations_to(provision.id, RelationKind.COMMENCES)):
        return True
    first, whole = interval_of(provision.start_date), endings.dates.of_instrument(provision.instrument).interval
    return provision.start_date is not None and first.last < whole.last


def _own_start(
    endings: Endings, provision: Provision, instrument: Instrument, period: Interval, *, only_before: bool
) -> Decision | None:
    """Decide by its own first day whether a provision has begun; None if that does not decide it.

    With `only_before`, it counts only if it is before the first day of the instrument, or may be, whatever the rest of
    the records say.
    """
    effective = endings.dates.of_instrument(instrument.id)
    if provision.start_date is None or not effective.happens:
        return None
    first = interval_of(provision.start_date)
    may_be_before = _may_start_early(endings, provision)
    if only_before and not may_be_before:
        return None
    made = days_made(endings.dates.milestones(instrument.id))
    began = has_happened(not_before(first, made if may_be_before else effective.interval), period)
    return Decision(began, (Reason(provision.id, f"its own first day is {provision.start_date.label}"),))
