"""What the provisions of an instrument ask of the same actor, and where they contradict one another."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.records.survey import Survey
from nmpolicy.vocabulary.terms import Deontic


class Norm(NamedTuple):
    """What one provision makes of one act of one bearer."""

    #: Stands for the instrument, the bearer, the act, and all that qualifies it.
    act: bytes
    deontic: Deontic
    #: Id of the provision.
    provision: str


def _norms(collection: Collection) -> Iterator[Norm]:
    for provision in collection.provisions:
        asked = [deontic for deontic in provision.deontic if deontic in (Deontic.OBLIGATION, Deontic.PROHIBITION)]
        if asked and provision.aim.strip():
            for bearer in provision.bearers:
                act = _act(provision, bearer)
                yield from (Norm(act, deontic, provision.id) for deontic in asked)


def _act(provision: Provision, bearer: str) -> bytes:
    words = (provision.aim, provision.direct_object, provision.indirect_object)
    clauses = (provision.conditions, provision.constraints, provision.exceptions)
    said = [_folded([text]) for text in (provision.bearer_text, *words)] + [_folded(some) for some in clauses]
    return blake2b(repr((provision.instrument, bearer, said)).encode(), digest_size=16).digest()


def _folded(texts: Iterable[str]) -> list[str]:
    return sorted(" ".join(text.casefold().split()) for text in texts)


def _contradictions(norms: Iterable[Norm]) -> Mapping[str, str]:
    obliged: dict[bytes, str] = {}
    prohibited: list[Norm] = []
    for norm in norms:
        if norm.deontic is Deontic.OBLIGATION:
            obliged.setdefault(norm.act, norm.provision)
        else:
            prohibited.append(norm)
    return {norm.provision: obliged[norm.act] for norm in prohibited if norm.act in obliged}


#: The provisions that prohibit what another one of the same instrument, or the same one, obliges the same bearer to do.
CONTRADICTIONS = Survey(_norms, _contradictions)
