"""What the provisions of an instrument ask of the same actor, and where they contradict one another."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.terms import Deontic


class Norm(NamedTuple):
    """What one provision makes of one act of one bearer."""

    #: Stands for the instrument, the bearer, the act, and all that qualifies it.
    act: bytes
    obliges: bool
    prohibits: bool
    #: Id of the provision.
    provision: str


def _norms(collection: Collection) -> Iterator[Norm]:
    for provision in collection.provisions:
        obliges, prohibits = (deontic in provision.deontic for deontic in (Deontic.OBLIGATION, Deontic.PROHIBITION))
        if (obliges or prohibits) and provision.aim.strip():
            for bearer in provision.bearers:
                yield Norm(_act(provision, bearer), obliges, prohibits, provision.id)


def _act(provision: Provision, bearer: str) -> bytes:
    words = (provision.aim, provision.direct_object, provision.indirect_object)
    clauses = (provision.conditions, provision.constraints, provision.exceptions)
    said = [_folded([text]) for text in (provision.bearer_text, *words)] + [_folded(some) for some in clauses]
    return blake2b(repr((provision.instrument, bearer, said)).encode(), digest_size=16).digest()


def _folded(texts: Iterable[str]) -> list[str]:
    return sorted(" ".join(text.casefold().split()) for text in texts)


@once_per_collection
def contradictions(collection: Collection) -> Mapping[str, str]:
    """The provisions that prohibit what another one, or the same one, of their instrument obliges the same bearer to do."""
    obliged: dict[bytes, str] = {}
    prohibited: list[Norm] = []
    found: dict[str, str] = {}
    for norm in _norms(collection):
        if norm.obliges and norm.prohibits:
            found[norm.provision] = norm.provision
        elif norm.prohibits:
            prohibited.append(norm)
        if norm.obliges:
            obliged.setdefault(norm.act, norm.provision)
    for norm in prohibited:
        # Of two provisions with one id, nobody knows which one is meant.
        if (other := obliged.get(norm.act, norm.provision)) != norm.provision:
            found[norm.provision] = other
    return found
