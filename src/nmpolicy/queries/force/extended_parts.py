"""Parts of instruments that are extended: those by which alone an instrument continues, and those that ran out."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from nmpolicy.queries.force.decisions import Reason, day_after
from nmpolicy.queries.force.endings import Endings
from nmpolicy.queries.force.expiry import not_expired
from nmpolicy.queries.force.extensions import NO_END, Extension, Extensions, furthest, last_day
from nmpolicy.queries.force.parts import SectionIndex, section_key
from nmpolicy.queries.force.status_changes import StatusChange, last_change
from nmpolicy.queries.intervals import Interval
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.terms import RelationKind


def extended_parts(endings: Endings, id: str, period: Interval) -> Iterator[Reason]:
    """Yield the extensions of parts that leave only a part of an instrument in force, or may do so.

    Once the rest of it has expired, those are the extensions that last. As long as it has not, they are those that ran
    out: an order without an end of its own goes on without the part that another order extended until some day.
    """
    if next(endings.dates.partial_relations_to(id, RelationKind.EXTENDS), None) is None:
        return
    if _rest_continues(endings, id, period):
        yield from _lapsed(endings, id, period)
        return
    for each in endings.extensions_of_parts(id).listed:
        if each.starts.first <= period.last and period.first <= each.lasts.last:
            yield endings.extension_reason(each)


def _rest_continues(endings: Endings, id: str, period: Interval) -> bool:
    """Return whether an instrument certainly continues without the extensions of its parts."""
    whole = [endings.extensions(id)]
    lasts = [last_day(each, whole, whole) for each in endings.expiries(id) or (None,)]
    changes = [each for each in endings.changes(id).expiring.listed if each.continues]
    changes += [StatusChange(day_after(each), continues=False) for each in lasts if each != NO_END]
    return last_change(changes, period, ordered=False).value is True


def _lapsed(endings: Endings, id: str, period: Interval) -> Iterator[Reason]:
    """Yield the extensions that ran out, each with those of its parts that nothing extends further."""
    lapsed: dict[str, tuple[Extension, list[str], list[str]]] = {}
    extensions = endings.extensions_of_parts(id)
    index = SectionIndex((each.relation.section, each) for each in extensions.listed if each.relation.section.strip())
    sections, provisions = _parts(endings, extensions)
    of_sections = ((each, [_of_section(index, each), endings.extensions(id)], True) for each in sections)
    of_provisions = ((each, endings.extending(each), False) for each in provisions)
    for part, extending, is_section in (*of_sections, *of_provisions):
        expiries = endings.expiries(id) or (None,)
        terms = [last_day(each, extending, extending) for each in expiries] if is_section else endings.terms(part)
        if found := _ran_out(endings, id, terms, extending, period):
            parts_of = lapsed.setdefault(found.relation.id, (found, [], []))
            (parts_of[1] if is_section else parts_of[2]).append(part)
    for extension, named, scope in sorted(lapsed.values(), key=lambda each: each[0].starts):
        relation = evolve(extension.relation, section=", ".join(named), scope=scope)
        yield endings.extension_reason(extension._replace(relation=relation))


def _parts(endings: Endings, extensions: Extensions) -> tuple[Iterable[str], Iterable[str]]:
    """Return the sections and the provisions that some extensions name, each once."""
    sections: dict[object, str] = {}
    provisions: dict[str, None] = {}
    for relation in (each.relation for each in extensions.listed):
        section = relation.section.strip()
        sections.update({section_key(section): section} if section else {})
        named = relation.scope or (relation.object,)
        provisions.update(dict.fromkeys(id for id in named if endings.collection.get(id, Provision)))
    return sections.values(), provisions


def _of_section(index: SectionIndex[Extension], section: str) -> Extensions:
    """Return the extensions of a section, and those that may extend it."""
    return Extensions(each if same else each._replace(certain=False) for each, same in index.find(section))


def _ran_out(
    endings: Endings, id: str, terms: Sequence[Interval], extending: Sequence[Extensions], period: Interval
) -> Extension | None:
    """Return the extension after which a part has lapsed, or may have; None if it goes on."""
    decision = not_expired(endings.changes(id), terms, extending, period, endings.extension_reason)
    return None if decision.value else furthest(extending[:1], min(day_after(max(terms)).last, period.last))
