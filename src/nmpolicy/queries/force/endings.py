"""The ends of the records of a collection, each of which may depend on the ends of others."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from nmpolicy.queries.force.decisions import Decision, day_before
from nmpolicy.queries.force.expiry import not_expired
from nmpolicy.queries.force.extensions import NO_END, Extension, Extensions, last_day, possible_extension
from nmpolicy.queries.force.own_changes import ENDING_STAGES
from nmpolicy.queries.force.recorded_acts import RecordedActs
from nmpolicy.queries.force.status_changes import StatusChange, StatusChanges
from nmpolicy.queries.intervals import UNBOUNDED, Interval, has_happened, interval_of
from nmpolicy.queries.milestones import REFUSAL_STAGES
from nmpolicy.queries.three_valued import all_of, negate, solve
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage

#: A question: its kind, the id of a record, and for the validity of a record when it acted on another, the days on
#: which it acted and the id of its relation if that ends the record itself. The kinds are `valid`, the `last` day,
#: the `extensions` of a record itself, those of its `parts`, and its `terms` as it is extended.
_Key = tuple[str, str, Interval, str]


class Endings(RecordedActs):
    """Decides which records of a collection had ended when, and remembers what it has decided.

    A record may have ended because of another one, and that one had to be valid at the time: answers depend on others,
    and in a cycle on themselves. Such answers start as undecided.
    """

    def __init__(self, collection: Collection) -> None:
        """Start without answers: each is computed when it is first needed."""
        super().__init__(collection)
        self._known: dict[_Key, Any] = {}
        self._latest_ends: dict[str, date | None] = {}

    def takes_effect(self, relation: Relation) -> bool | None:
        """Return whether a relation takes effect at some time: its subject was made and had not ended before that."""
        happens = self.dates.of_relation(relation).happens
        if happens is False or not self.is_by_instrument(relation):
            return happens
        return all_of([happens, self._solve(self._validity_key(relation))])

    def has_taken_effect(self, relation: Relation, period: Interval) -> bool | None:
        """Return whether a relation has taken effect by every day of a period."""
        answer = has_happened(self.dates.of_relation(relation).interval, period)
        return False if answer is False else all_of([answer, self.takes_effect(relation)])

    def continues(self, id: str, period: Interval, *, at_its_making: bool = False) -> Sequence[Decision]:
        """Decide whether a record continues: neither refused, ended nor suspended by milestones of its own.

        On the day of its making, what had refused it before does not count.
        """
        own = self.changes(id)
        making = self.changes_since_making(id, period) if at_its_making else own.making
        suspending = own.suspending
        if suspending.listed and (lifts := [*self._lifts(id)]):
            suspending = StatusChanges([*suspending.listed, *lifts], ordered=False)
        return [changes.last(period) for changes in (making, own.ending, suspending)]

    def _lifts(self, id: str) -> Iterator[StatusChange]:
        """Yield the changes by which relations lift a suspension that a milestone records."""
        certain = {each.id for each in self.relations_to(id, RelationKind.LIFTS)}
        for relation in self.lifting(id):
            happens, interval = self.takes_effect(relation), self.dates.of_relation(relation).interval
            if happens is not False:
                interval = interval if happens and relation.id in certain else Interval(interval.first, date.max)
                yield StatusChange(interval, continues=True, reasons=(self.reason(relation, id),))

    # Extensions, and how long a record lasts by them.

    def extensions(self, id: str) -> Extensions:
        """Return the extensions of a record itself: of an instrument as a whole, or of a provision by name."""
        found: Extensions | None = self._solve(("extensions", id, UNBOUNDED, ""))
        return found or Extensions(())

    def extensions_of_parts(self, id: str) -> Extensions:
        """Return the extensions of the parts of an instrument."""
        found: Extensions | None = self._solve(("parts", id, UNBOUNDED, ""))
        return found or Extensions(())

    def extending(self, id: str) -> Sequence[Extensions]:
        """Return the extensions by which a record lasts: its own, and those of its instrument or of its parts."""
        ids = self.dates.self_and_container(id)
        return [*map(self.extensions, ids), *([self.extensions_of_parts(id)] if len(ids) == 1 else [])]

    def terms(self, id: str) -> Sequence[Interval]:
        """Return the days that may be the last of a record as it is extended: an interval for each expiry, or one."""
        found: Sequence[Interval] | None = self._solve(("terms", id, UNBOUNDED, ""))
        return found or [UNBOUNDED for _ in self.expiries(id)] or [UNBOUNDED]

    def within_term(self, id: str, period: Interval) -> Decision:
        """Decide whether a record has not expired, as it is extended."""
        own = self.changes(id)
        if not self.is_extended(id):
            return own.expiring.last(period)
        return not_expired(own, self.terms(id), self.extending(id), period, partial(self.extension_reason, id=id))

    def own_last_day(self, id: str) -> Interval | None:
        """Return the days that may be a provision's own last day, as relations that name it extend it."""
        provision = self.collection.get(id, Provision)
        if provision is None or provision.end_date is None:
            return None
        own = interval_of(provision.end_date)
        found = self._solve(("extensions", id, UNBOUNDED, ""))
        return Interval(own.first, date.max) if found is None else last_day(own, [found])

    def has_no_end(self, id: str, period: Interval) -> bool:
        """Return whether no end of a record is on record from a period on."""
        if self.dates.self_and_container(id)[-1] not in self._with_end:
            return True
        alike = self.first_alike(id)
        if alike not in self._latest_ends:
            self._solve(("last", alike, UNBOUNDED, ""))
            self._latest_ends[alike] = max((interval.last for interval, _, _ in self._ends(alike)), default=None)
        latest = self._latest_ends[alike]
        return latest is None or latest < period.first

    def _find_extensions(self, kind: str, id: str) -> Iterator[Extension]:
        possible = {each.id for each in self.dates.possible_relations_to(id, RelationKind.EXTENDS)}
        for relation in self.extending_relations(id, parts=kind == "parts"):
            happens = self.takes_effect(relation)
            starts = self.dates.of_relation(relation).interval
            certain = happens is True and relation.id not in possible
            is_open = not relation.end_date and not self.has_end(relation)
            lasts = self._extended_to(relation, starts)
            extension = possible_extension(relation, starts, lasts, certain=certain, open=is_open)
            if happens is not False and extension:
                yield extension

    def _extended_to(self, relation: Relation, starts: Interval) -> Interval:
        """Return the days that may be the last to which a relation extends its object."""
        if not self.has_end(relation) and not relation.end_date:
            return Interval(starts.first, date.max)
        found = self._known.get(("last", relation.subject, UNBOUNDED, ""))
        if relation.end_date is None:
            return found or UNBOUNDED
        stated = interval_of(relation.end_date)
        ended = min(
            (interval.first for interval, _, planned in self._ends(relation.subject) if not planned), default=date.max
        )
        return Interval(min(stated.first, ended), stated.last)  # an extension that was rescinded may have ended early

    def _find_terms(self, id: str) -> Sequence[Interval] | None:
        """Return the days that may be the last of a record, or None as long as its extensions are unknown."""
        keys = self._term_keys(id)
        extending: Sequence[Extensions] = [found for each in keys if (found := self._known.get(each)) is not None]
        if len(extending) < len(keys):
            return None
        if expiries := self.expiries(id):
            return [last_day(each, extending) for each in expiries]
        provision = self.collection.get(id, Provision)
        # If only a part is extended, that shows no end of the rest; nor an end of a provision with a day of its own.
        showing = extending if provision and not provision.end_date else extending[1:] if provision else extending[:1]
        return [last_day(None, extending, showing)]

    def _term_keys(self, id: str) -> Sequence[_Key]:
        ids = self.dates.self_and_container(id)
        keys = [("extensions", each, UNBOUNDED, "") for each in ids]
        return keys if len(ids) > 1 else [*keys, ("parts", id, UNBOUNDED, "")]

    # The days that may be the last of a record.

    def _ends(self, id: str) -> Iterator[tuple[Interval, bool, bool]]:
        """Yield the days that may be the last of a record; True if one certainly is; and True if that was planned."""
        container = self.dates.self_and_container(id)[-1]
        started = self.dates.of_instrument(container).interval
        for milestone, interval in self.dates.milestones(container):
            if milestone.stage in ENDING_STAGES:
                yield day_before(interval), True, False
            elif milestone.stage in REFUSAL_STAGES and started.first <= interval.last:
                yield day_before(interval), started.last <= interval.first, False
        terms = self._known.get(("terms", id, UNBOUNDED, ""))
        yield from ((each, True, True) for each in ((UNBOUNDED,) if terms is None else terms) if each != NO_END)
        if own := self.own_last_day(id):
            yield own, True, True
        for relation in self.relations_to(id, *ENDING):
            effect = self.dates.of_relation(relation)
            valid = self._known.get(self._validity_key(relation)) if self.is_by_instrument(relation) else True
            if (happens := all_of([effect.happens, valid])) is not False:
                yield day_before(effect.interval), happens is True, False

    def _find_last(self, id: str) -> Interval:
        """Return the days that may be the last of a record, whatever ends it."""
        ends = [*self._ends(id)]
        milestones = self.dates.milestones(self.dates.self_and_container(id)[-1])
        renewed = any(milestone.stage is Stage.REINSTATED for milestone, _ in milestones)
        certain = [] if renewed else [days.last for days, known, _ in ends if known]
        first = min((days.first for days, _, _ in ends), default=date.max)
        return Interval(first, max(first, min(certain, default=date.max)))

    def _validity_key(self, relation: Relation) -> _Key:
        """Return the question whether the subject of a relation had not ended when the relation took effect.

        If the relation ends the instrument of its own subject, it does not count against itself.
        """
        ends_itself = self.dates.container(relation.subject) is self.dates.container(relation.object)
        interval = self.dates.of_relation(relation).interval
        return "valid", relation.subject, interval, relation.id if ends_itself else ""

    def _ending_by(self, id: str, interval: Interval, excluded: str) -> Iterator[Relation]:
        """Yield the relations that may have ended a record by the end of an interval, other than the `excluded` one."""
        for each in self.relations_to(id, *ENDING):
            if each.id != excluded and has_happened(self.dates.of_relation(each).interval, interval) is not False:
                yield each

    def _is_valid(self, id: str, interval: Interval, excluded: str) -> bool | None:
        """Return whether a record had been neither stopped by its own milestones nor ended by others."""
        answers = [each.value for each in self.continues(id, interval, at_its_making=True)]
        answers.append(self.within_term(id, interval).value)
        for each in self._ending_by(id, interval, excluded):
            effective = self.dates.of_relation(each)
            valid = self._known.get(self._validity_key(each)) if self.is_by_instrument(each) else True
            answers.append(negate(all_of([effective.happens, has_happened(effective.interval, interval), valid])))
        return all_of(answers)

    # Questions and what they depend on.

    def _solve(self, key: _Key) -> Any:
        if key not in self._known:
            solve(key, self._known, self._needs, self._answer, None)
        return self._known[key]

    def _needs(self, key: _Key) -> Iterator[_Key]:
        """Yield the questions whose answers a question depends on."""
        kind, id, interval, excluded = key
        acting: Iterator[Relation] = iter(())
        if kind == "terms":
            yield from self._term_keys(id)
        elif kind in {"extensions", "parts"}:
            for relation in self.extending_relations(id, parts=kind == "parts"):
                if self.is_by_instrument(relation) and self.has_end(relation):
                    yield "last", relation.subject, UNBOUNDED, ""
            acting = self.extending_relations(id, parts=kind == "parts")
        else:
            yield "terms", id, UNBOUNDED, ""
            if kind == "valid":
                yield from map(self._validity_key, filter(self.is_by_instrument, self.lifting(id)))
            acting = self._ending_by(id, interval, excluded) if kind == "valid" else self.relations_to(id, *ENDING)
        yield from map(self._validity_key, filter(self.is_by_instrument, acting))

    def _answer(self, key: _Key) -> Any:
        kind, id, interval, excluded = key
        if kind == "valid":
            return self._is_valid(id, interval, excluded)
        if kind == "terms":
            return self._find_terms(id)
        return self._find_last(id) if kind == "last" else Extensions(self._find_extensions(kind, id))


@once_per_collection
def endings_of(collection: Collection) -> Endings:
    """Return the endings of a collection."""
    return Endings(collection)
