"""Provisions of one instrument that contradict each other."""

from collections.abc import Iterable, Iterator, Mapping

from nmpolicy.records.collection import Collection
from nmpolicy.records.once_per_collection import once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.terms import Deontic

#: The instrument, the bearer, the act, and everything that qualifies it.
_Act = tuple[object, ...]


@once_per_collection
def contradictions(collection: Collection) -> Mapping[str, str]:
    """Return the provisions that prohibit what another provision of the instrument requires of the same bearer.

    The result maps the id of each such provision to the id of the other one. A provision that both requires and
    prohibits the same act is mapped to itself.
    """
    required: dict[_Act, str] = {}
    prohibited: list[tuple[_Act, str]] = []
    found: dict[str, str] = {}
    prohibiting = {each.instrument for each in collection.provisions if Deontic.PROHIBITION in each.deontic}
    for provision in collection.provisions:
        if provision.instrument not in prohibiting:
            continue
        requires, prohibits = Deontic.OBLIGATION in provision.deontic, Deontic.PROHIBITION in provision.deontic
        if not (requires or prohibits) or not provision.aim.strip():
            continue
        for act in _acts(provision):
            if requires:
                required.setdefault(act, provision.id)
            if requires and prohibits:
                found[provision.id] = provision.id
            elif prohibits:
                prohibited.append((act, provision.id))
    for act, id in prohibited:
        other = required.get(act)
        # If two provisions share an id, the result could not say which of them is meant.
        if other is not None and other != id:
            found[id] = other
    return found


def _acts(provision: Provision) -> Iterator[_Act]:
    """Yield one act for each bearer, with case and spacing ignored."""
    words = (provision.bearer_text, provision.aim, provision.direct_object, provision.indirect_object)
    clauses = (provision.conditions, provision.constraints, provision.exceptions)
    details = (*map(_normalized, words), *(_sorted_clauses(texts) for texts in clauses))
    for bearer in provision.bearers:
        yield provision.instrument, bearer, *details


def _sorted_clauses(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(map(_normalized, texts)))


def _normalized(text: str) -> str:
    return " ".join(text.casefold().split())
