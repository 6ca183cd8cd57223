"""Sections that extensions may have kept in force after their instrument expired."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from nmpolicy.queries.force.effective_dates import container_id
from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.extensions import Extension
from nmpolicy.queries.force.parts import is_same_section, section_key
from nmpolicy.queries.intervals import Interval, IntervalSet
from nmpolicy.records.collection import Collection
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind

_DAY = timedelta(days=1)


class ExtendedSections:
    """The days to which the sections of instruments may have been extended, if they are named without a record.

    An order may extend a section of another one, a third may extend what the second did, and so on. The section then
    lasts as long as the last of them, although only the second names its instrument. A section may have another number
    in each of them. A part with a title, such as "State of Emergency", keeps it: an extension of a numbered section of
    what extended it does not continue it.
    """

    def __init__(self, collection: Collection, endings: Endings) -> None:
        """Follow each chain of extensions from its last member to its first."""
        self._collection = collection
        found: dict[str, Sequence[Extension]] = {}
        for relation in collection.relations:
            id = container_id(collection, relation.object)
            if relation.predicate is RelationKind.EXTENDS and id not in found:
                found[id] = [each for some in endings.extending(id) for each in some.listed]
        spans: dict[str, Interval] = {}
        merged: dict[tuple[str, bool], Sequence[Interval]] = {}
        for each in sorted((each for some in found.values() for each in some), key=_start, reverse=True):
            subject, titled = container_id(collection, each.relation.subject), _has_title(each.relation)
            if (subject, titled) not in merged:
                later = (other for other in found.get(subject, ()) if not titled or not _has_number(other.relation))
                merged[subject, titled] = [*IntervalSet(spans.get(other.relation.id, _span(other)) for other in later)]
            spans[each.relation.id] = _continued(_span(each), merged[subject, titled])
        self._by_section: dict[str, dict[str, IntervalSet]] = {}
        for id, extensions in found.items():
            by_section: dict[str, list[Interval]] = {}
            for each in extensions:
                by_section.setdefault(each.relation.section, []).append(spans[each.relation.id])
            self._by_section[id] = {section: IntervalSet(days) for section, days in by_section.items()}

    def may_last(self, id: str, section: str, day: date) -> bool:
        """Return whether a section of an instrument, or of a provision, may have been extended to a day."""
        by_section = self._by_section.get(container_id(self._collection, id), {})
        return any(
            days.includes(Interval(day, day)) and is_same_section(other, section) is not False
            for other, days in by_section.items()
        )


def _start(extension: Extension) -> date:
    return extension.starts.first


def _has_number(relation: Relation) -> bool:
    """Return whether a relation names a section by its number."""
    is_number = isinstance(section_key(relation.section), tuple)
    return is_number or any(character.isdigit() for character in relation.section)


def _has_title(relation: Relation) -> bool:
    """Return whether a relation names a part of its object by a title."""
    return bool(relation.section.strip()) and not relation.scope and not _has_number(relation)


def _span(extension: Extension) -> Interval:
    return Interval(extension.starts.first, extension.lasts.last)


def _continued(span: Interval, later: Sequence[Interval]) -> Interval:
    """Return a span with the later one that continues it without a gap, if any."""
    following = span.last + _DAY if span.last < date.max else span.last
    index = bisect_right(later, following, key=lambda each: each.first)
    return Interval(span.first, max(span.last, later[index - 1].last)) if index else span
