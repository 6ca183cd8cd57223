"""The ends of the instruments of a collection: by their own milestones, by others, or when extensions run out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from nmpolicy.queries.force.decisions import Decision, Reason, StatusChange, day_after, day_before, last_change
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.extensions import NO_END, Extension, last_day, possible_extension
from nmpolicy.queries.force.own_changes import ENDING_STAGES, OwnChanges, own_changes
from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.queries.intervals import UNBOUNDED, Interval, has_happened, interval_of
from nmpolicy.queries.milestones import REFUSAL_STAGES
from nmpolicy.queries.three_valued import all_of, negate, solve
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.predicates import ENDING
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind, Stage

#: The stages after which an instrument has an end on record.
_LIMITING_STAGES = ENDING_STAGES | REFUSAL_STAGES | {Stage.EXPIRED}
#: A question: its kind (`valid`, `terms` or `last`), the id of a record, and for the validity of a record when it acted
#: on another, the days on which it acted and the id of its relation if that ends the record itself.
_Key = tuple[str, str, Interval, str]


class Endings:
    """Decides which records of a collection had ended when, and remembers what it has decided.

    A record may have ended because of another one, and that one had to be valid at the time: answers depend on others,
    and in a cycle on themselves. Such answers start as undecided.
    """

    def __init__(self, collection: Collection) -> None:
        """Find the instruments that have an end on record. Everything else is computed when it is needed."""
        self.collection = collection
        self.dates = effective_dates(collection)
        self._limited = {*self._find_limited()}
        self._extensions: dict[str, Sequence[Relation]] = {}
        self._known: dict[_Key, Any] = {}
        self._changes: dict[str, OwnChanges] = {}

    def _find_limited(self) -> Iterator[str]:
        """Yield the instruments that have an end on record, or that something extends that has one."""
        extended: dict[str, list[str]] = {}
        found = [
            each.id
            for each in self.collection.instruments
            if any(milestone.stage in _LIMITING_STAGES for milestone in each.milestones)
        ]
        for relation in self.collection.relations:
            subject, object = (self.dates.self_and_container(id)[-1] for id in (relation.subject, relation.object))
            if relation.predicate in ENDING or (relation.predicate is RelationKind.EXTENDS and relation.end_date):
                found.append(object)
            elif relation.predicate is RelationKind.EXTENDS:
                extended.setdefault(subject, []).append(object)
        found += [each.instrument for each in self.collection.provisions if each.end_date]
        seen = {*found}
        for id in found:  # which grows
            more = [each for each in extended.get(id, ()) if each not in seen]
            seen.update(more)
            found += more
        return iter(seen)

    def is_instrument(self, id: str) -> bool:
        """Return whether a record is an instrument or a part of one."""
        return isinstance(self.dates.container(id), Instrument)

    def relations_to(self, id: str, *predicates: RelationKind) -> Iterator[Relation]:
        """Yield the relations that act on a record, or on the instrument that it is part of."""
        ids = self.dates.self_and_container(id)
        return (each for one in ids for each in self.dates.relations_to(one, *predicates))

    def takes_effect(self, relation: Relation) -> bool | None:
        """Return whether a relation takes effect at some time: its subject was made and had not ended before that."""
        happens = self.dates.of_relation(relation).happens
        if happens is False or not self.is_instrument(relation.subject):
            return happens
        return all_of([happens, self._solve(self._validity_key(relation))])

    def has_taken_effect(self, relation: Relation, period: Interval) -> bool | None:
        """Return whether a relation has taken effect by every day of a period."""
        answer = has_happened(self.dates.of_relation(relation).interval, period)
        return False if answer is False else all_of([answer, self.takes_effect(relation)])

    def continues(self, id: str, period: Interval) -> Sequence[Decision]:
        """Decide whether a record continues: neither refused, ended, suspended nor expired by milestones of its own."""
        container = self.dates.self_and_container(id)[-1]
        own = self._own_changes(container)
        lifts = [*self._lifts(container)] if own.suspending else []
        return [
            last_change(own.making, period, ordered=own.ordered),
            last_change(own.ending, period, ordered=own.ordered),
            last_change([*own.suspending, *lifts], period, ordered=own.ordered and not lifts),
            self._within_term(id, own, period),
        ]

    def _own_changes(self, id: str) -> OwnChanges:
        if id not in self._changes:
            self._changes[id] = own_changes(id, self.dates.milestones(id))
        return self._changes[id]

    def _lifts(self, id: str) -> Iterator[StatusChange]:
        """Yield the changes by which relations lift a suspension that a milestone records."""
        for relation in self.dates.relations_to(id, RelationKind.LIFTS):
            happens, interval = self.takes_effect(relation), self.dates.of_relation(relation).interval
            if happens is not False:
                interval = interval if happens else Interval(interval.first, date.max)
                yield StatusChange(interval, continues=True, reasons=(self.reason(relation),))

    def reason(self, relation: Relation) -> Reason:
        """Return a relation as a reason."""
        return Reason(relation.id, relation_words(self.collection, relation, inverse=True))

    def _within_term(self, id: str, own: OwnChanges, period: Interval) -> Decision:
        """Decide whether a record has not expired, as it is extended."""
        if not self._extending(id):
            return last_change(own.expiring, period, ordered=own.ordered)
        expiries = [each for each in own.expiring if not each.continues]
        terms = self.terms(id)  # which decides how long each extension lasts
        extensions = [*self.extensions(id)]
        changes = [each for each in own.expiring if each.continues]
        own_reasons = [each.reasons for each in expiries] or [()]
        for last, reasons in zip(terms, own_reasons, strict=True):
            if last != NO_END:
                ran_out = [each for each in extensions if each.starts.first <= day_after(last).last]
                changes.append(
                    StatusChange(day_after(last), continues=False, reasons=(*reasons, *self._extended(ran_out)))
                )
        decision = last_change(changes, period, ordered=False)
        if decision.value is not True:
            return decision
        needed = not expiries or any(each.interval.first <= period.last for each in expiries)
        begun = [each for each in extensions if each.starts.first <= period.last and needed]
        return decision._replace(reasons=(*decision.reasons, *self._extended(begun)))

    def _extended(self, extensions: Sequence[Extension]) -> tuple[Reason, ...]:
        """Return the extension that reaches furthest as a reason."""
        if not extensions:
            return ()
        return (self._extension_reason(max(extensions, key=lambda each: (each.lasts.last, each.starts.first))),)

    def _extension_reason(self, extension: Extension) -> Reason:
        known = extension.lasts.first == extension.lasts.last < date.max
        last = extension.lasts.last.isoformat() if known else ""
        return Reason(
            extension.relation.id, relation_words(self.collection, extension.relation, inverse=True, last=last)
        )

    def extended_parts(self, id: str, period: Interval) -> Iterator[Reason]:
        """Yield the extensions of parts by which alone an instrument continues after it expired, or may do so."""
        partial = {each.id for each in self.dates.partial_relations_to(id, RelationKind.EXTENDS)}
        expiries = self._expiries(id)
        if not partial or not expiries:
            return
        self.terms(id)  # the ends of extensions are known only after that
        extensions = [*self.extensions(id)]
        whole = [each for each in extensions if each.relation.id not in partial]
        changes = [each for each in self._own_changes(id).expiring if each.continues]
        changes += [StatusChange(day_after(last_day(each, whole)), continues=False) for each in expiries]
        if last_change(changes, period, ordered=False).value is True:
            return
        for each in extensions:
            if each.relation.id in partial and each.starts.first <= period.last and period.first <= each.lasts.last:
                yield self._extension_reason(each)

    def terms(self, id: str) -> Sequence[Interval]:
        """Return the days that may be the last of a record as it is extended: an interval for each expiry, or one."""
        found: Sequence[Interval] | None = self._solve(("terms", id, UNBOUNDED, ""))
        return found or [UNBOUNDED for _ in self._expiries(id)] or [UNBOUNDED]

    def _expiries(self, id: str) -> Sequence[Interval]:
        """Return the days on which a record may expire by milestones of its instrument."""
        milestones = self.dates.milestones(self.dates.self_and_container(id)[-1])
        return [interval for milestone, interval in milestones if milestone.stage is Stage.EXPIRED]

    def has_no_end(self, id: str, period: Interval) -> bool:
        """Return whether no end of a record is on record from a period on."""
        self._solve(("last", id, UNBOUNDED, ""))
        return all(interval.last < period.first for interval, _, _ in self._ends(id))

    def extensions(self, id: str) -> Iterator[Extension]:
        """Yield the extensions of a record and of its instrument; for an instrument, also those of its parts."""
        possible = {each.id for each in self.dates.possible_relations_to(id, RelationKind.EXTENDS)}
        for relation in self._extending(id):
            happens = self.takes_effect(relation)
            starts = self.dates.of_relation(relation).interval
            certain = happens is True and relation.id not in possible
            lasts = self._extended_to(relation, starts)
            extension = possible_extension(
                relation, starts, lasts, certain=certain, open=not relation.end_date and not self._has_end(relation)
            )
            if happens is not False and extension:
                yield extension

    def _extending(self, id: str) -> Sequence[Relation]:
        """Return the relations that may extend a record."""
        if id not in self._extensions:
            found = [*self.relations_to(id, RelationKind.EXTENDS)]
            found += self.dates.possible_relations_to(id, RelationKind.EXTENDS)
            if len(self.dates.self_and_container(id)) == 1:
                found += self.dates.partial_relations_to(id, RelationKind.EXTENDS)
            self._extensions[id] = [*{each.id: each for each in found}.values()]
        return self._extensions[id]

    def _has_end(self, relation: Relation) -> bool:
        return self.dates.self_and_container(relation.subject)[-1] in self._limited

    def _extended_to(self, relation: Relation, starts: Interval) -> Interval:
        """Return the days that may be the last to which a relation extends its object."""
        if not self._has_end(relation) and not relation.end_date:
            return Interval(starts.first, date.max)
        subject = self._last_day(relation.subject) if self._has_end(relation) else NO_END
        if relation.end_date is None:
            return subject
        stated = interval_of(relation.end_date)
        ended = min(
            (interval.first for interval, _, planned in self._ends(relation.subject) if not planned), default=date.max
        )
        return Interval(min(stated.first, ended), stated.last)  # an extension that was rescinded may have ended early

    def _last_day(self, id: str) -> Interval:
        found: Interval | None = self._known.get(("last", id, UNBOUNDED, ""))
        return UNBOUNDED if found is None else found

    def _ends(self, id: str) -> Iterator[tuple[Interval, bool, bool]]:
        """Yield the days that may be the last of a record; True if one certainly is; and True if that was planned."""
        container = self.dates.self_and_container(id)[-1]
        started = self.dates.of_instrument(container).interval
        for milestone, interval in self.dates.milestones(container):
            if milestone.stage in ENDING_STAGES:
                yield day_before(interval), True, False
            elif milestone.stage in REFUSAL_STAGES and started.first <= interval.last:
                yield day_before(interval), started.last <= interval.first, False
            elif milestone.stage is Stage.EXPIRED and not self._extending(id):
                yield interval, True, True
        if self._extending(id):
            found = self._known.get(("terms", id, UNBOUNDED, ""))
            yield from ((each, True, True) for each in ((UNBOUNDED,) if found is None else found) if each != NO_END)
        provision = self.collection.get(id, Provision)
        if provision and provision.end_date:
            yield interval_of(provision.end_date), True, True
        for relation in self.relations_to(id, *ENDING):
            effect = self.dates.of_relation(relation)
            valid = self._known.get(self._validity_key(relation)) if self.is_instrument(relation.subject) else True
            if (happens := all_of([effect.happens, valid])) is not False:
                yield day_before(effect.interval), happens is True, False

    def _solve(self, key: _Key) -> Any:
        if key not in self._known:
            solve(key, self._known, self._needs, self._answer, None)
        return self._known[key]

    def _needs(self, key: _Key) -> Iterator[_Key]:
        """Yield the questions whose answers a question depends on."""
        kind, id, interval, excluded = key
        acting: Iterable[Relation] = ()
        if kind == "terms":
            acting = self._extending(id)
            for relation in acting:
                if self.is_instrument(relation.subject) and self._has_end(relation):
                    yield "last", relation.subject, UNBOUNDED, ""
        else:
            if self._extending(id):
                yield "terms", id, UNBOUNDED, ""
            acting = self.relations_to(id, *ENDING) if kind == "last" else self._ending_by(id, interval, excluded)
            container = self.dates.self_and_container(id)[-1]
            acting = [*acting, *(self.dates.relations_to(container, RelationKind.LIFTS) if kind == "valid" else ())]
        for relation in acting:
            if self.is_instrument(relation.subject):
                yield self._validity_key(relation)

    def _answer(self, key: _Key) -> Any:
        kind, id, interval, excluded = key
        if kind == "valid":
            return self._is_valid(id, interval, excluded)
        if kind == "terms":
            extensions = [*self.extensions(id)]
            if expiries := self._expiries(id):
                return [last_day(each, extensions) for each in expiries]
            partial = {each.id for each in self.dates.partial_relations_to(id, RelationKind.EXTENDS)}
            # If only a part is extended, that shows no end of the rest.
            return [last_day(None, [each for each in extensions if each.relation.id not in partial])]
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
        answers = [each.value for each in self.continues(id, interval)]
        for each in self._ending_by(id, interval, excluded):
            effective = self.dates.of_relation(each)
            valid = self._known.get(self._validity_key(each)) if self.is_instrument(each.subject) else True
            answers.append(negate(all_of([effective.happens, has_happened(effective.interval, interval), valid])))
        return all_of(answers)
