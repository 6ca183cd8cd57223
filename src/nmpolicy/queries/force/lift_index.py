"""An index of the relations that lift suspensions, by what they lift."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.force.parts import SectionIndex
from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.relations import Relation
from nmpolicy.vocabulary.terms import RelationKind


@frozen
class Lifting:
    """Some relations that lift a suspension, or may do so."""

    key: tuple[str, ...]
    """The records and the section that they lift; two with the same key hold the same relations."""
    certain: bool
    """True if what they lift is certainly what is asked about."""
    relations: Sequence[Relation] = field(eq=False)
    """The relations."""


class LiftIndex:
    """Finds what lifts a suspension from a record or a named section.

    A relation lifts what it names: an instrument, a provision or a section; or the suspension itself, if its object is
    what suspends.
    """

    def __init__(self, collection: Collection) -> None:
        """Index the relations that lift."""
        self._collection = collection
        self._dates = effective_dates(collection)
        self._lifts: dict[tuple[str, ...], list[Relation]] = {}
        self._suspended: dict[str, set[str]] = {}
        sections: dict[str, list[tuple[str, Relation]]] = {}
        for each in collection.relations:
            if each.predicate is RelationKind.SUSPENDS:
                for id in self._dates.self_and_container(each.subject):
                    self._suspended.setdefault(id, set()).add(self._dates.self_and_container(each.object)[-1])
            if each.predicate is not RelationKind.LIFTS or each.subject == each.object:
                continue
            if section := each.section.strip():
                sections.setdefault(each.object, []).append((section, each))
            for id in each.scope or (() if section else ("",)):
                self._lifts.setdefault((each.object, id), []).append(each)
        self._sections: Mapping[str, SectionIndex[Relation]] = {id: SectionIndex(some) for id, some in sections.items()}

    def lifting(self, relation: Relation, id: str, section: str = "") -> Iterator[Lifting]:
        """Yield what lifts a suspension from a record, or from a named section of it."""
        own = self._dates.self_and_container(id)
        provision = None if section else self._collection.get(id, Provision)
        for object in dict.fromkeys((*own, *self._dates.self_and_container(relation.subject))):
            for key in ((object, ""), (object, id)):
                if key in self._lifts:
                    yield Lifting(key, certain=True, relations=self._lifts[key])
            if object not in self._sections:
                continue
            is_clear = object in own or len(self._suspended[object]) == 1
            if section or provision:
                yield from self._by_section(object, provision.section if provision else section, is_clear=is_clear)
            if provision and relation.section.strip() and not relation.scope:
                found = self._by_section(object, relation.section, is_clear=is_clear)
                yield from (each for each in found if each.certain)  # all that is suspended is lifted

    def _by_section(self, object: str, section: str, *, is_clear: bool) -> Iterator[Lifting]:
        """Yield what lifts a section of an object; it `is_clear` whose section that is unless many are suspended."""
        found = self._sections[object].find(section)
        for same in (True, None):
            if some := [each for each, is_same in found if is_same is same]:
                key = "section", object, section, str(same)
                yield Lifting(key, certain=bool(same) and is_clear, relations=some)


@once_per_collection
def lift_index(collection: Collection) -> LiftIndex:
    """Return the index of a collection."""
    return LiftIndex(collection)
