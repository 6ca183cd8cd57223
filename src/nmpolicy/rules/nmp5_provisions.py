"""Rules of provisions, as Institutional Grammar 2.0 has their parts: NMP501 to NMP508."""

from collections.abc import Iterator
from typing import Any

from nmpolicy.problems import Severity
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import Provision
from nmpolicy.rules.examples import MAYOR, SPEAKER, duty, example, order
from nmpolicy.rules.facts.contradictions import contradictions
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.terms import ProvisionKind


def _of_order(*provisions: Record) -> Collection:
    return example(SPEAKER, MAYOR, order(), *provisions)


def _status(**changes: Any) -> Provision:
    fields = {"id": "order.status", "kind": "constitutive", "instrument": "order", "constituted_entity": "the city"}
    parts = {"constitutive_function": "is", "constituting_properties": ["a safe city"]}
    return Provision(**{**fields, **parts, **changes})


@own_rule(
    "NMP501",
    Severity.WARNING,
    "regulative provision without bearer",
    failing=lambda: _of_order(duty(bearers=[])),
    passing=lambda: _of_order(duty()),
)
def bearer(collection: Collection) -> Iterator[Finding]:
    """A regulative provision names nobody whom it binds or empowers, neither as a record nor in words.

    A duty that is nobody's cannot be followed up. Where the source does not say whose it is, it is right to leave it open.
    """
    for provision in _regulative(collection):
        if not provision.bearers and not _says(provision, "bearer_text"):
            yield Finding(provision, "bearers", "nobody is bound or empowered; name the bearers if the source does")


@own_rule(
    "NMP502",
    Severity.WARNING,
    "regulative provision without deontic",
    failing=lambda: _of_order(duty(deontic=[])),
    passing=lambda: _of_order(duty()),
)
def deontic(collection: Collection) -> Iterator[Finding]:
    """A regulative provision does not say whether the act is a duty, a permission or prohibited.

    Without it, nobody knows what the provision makes of the act. The Institutional Grammar does know statements without one,
    its strategies; but those say what actors do, which an order seldom does.
    """
    for provision in _regulative(collection):
        if not provision.deontic:
            message = "nothing says what is made of the act; add the deontic, such as 'obligation' or 'permission'"
            yield Finding(provision, "deontic", message)


@own_rule(
    "NMP503",
    Severity.WARNING,
    "regulative provision without aim",
    failing=lambda: _of_order(duty(aim="")),
    passing=lambda: _of_order(duty()),
)
def aim(collection: Collection) -> Iterator[Finding]:
    """A regulative provision does not say what is to be done, or not to be done.

    The act is the heart of a regulative provision. One without may be constitutive.
    """
    for provision in _regulative(collection):
        if not _says(provision, "aim") and not _says(provision, "exceptions"):
            message = "no act is named; add the aim, a verb such as 'report', or make the provision constitutive"
            yield Finding(provision, "aim", message)


@own_rule(
    "NMP504",
    Severity.WARNING,
    "constitutive provision with a deontic",
    failing=lambda: _of_order(_status(deontic=["obligation"])),
    passing=lambda: _of_order(_status()),
)
def constitutive_deontic(collection: Collection) -> Iterator[Finding]:
    """A constitutive provision makes something a duty or a permission.

    It says that something is so, and binds nobody. The Institutional Grammar knows a modal there, as in "there must be a
    council": then the record is right.
    """
    for provision in _constitutive(collection):
        if provision.deontic:
            message = f"what is so is no {provision.deontic[0]}; make it regulative, or leave the deontic out"
            yield Finding(provision, "deontic", message)


@own_rule(
    "NMP505",
    Severity.WARNING,
    "constitutive provision without its parts",
    failing=lambda: _of_order(_status(constitutive_function="")),
    passing=lambda: _of_order(_status()),
)
def constituted(collection: Collection) -> Iterator[Finding]:
    """A constitutive provision does not name what it speaks of, or lacks the verb.

    What is so needs an entity and a function: "the city" "is", "the office" "is established". Properties may be missing; and all
    parts may be, where a summary says what a recital or a closing clause does.
    """
    for provision in _constitutive(collection):
        lacking = [name for name in _PARTS[:2] if not _says(provision, name)]
        summarized = provision.summary.strip() and not any(_says(provision, name) for name in _PARTS)
        if lacking and not summarized and not _says(provision, "exceptions"):
            yield Finding(provision, lacking[0], f"it does not say what is so; add {' and '.join(lacking)}")


_PARTS = ("constituted_entity", "constitutive_function", "constituting_properties")


@own_rule(
    "NMP506",
    Severity.WARNING,
    "exception without a rule",
    failing=lambda: _of_order(duty(aim="", exceptions=["unless a court requires it"])),
    passing=lambda: _of_order(duty(exceptions=["unless a court requires it"])),
)
def exception(collection: Collection) -> Iterator[Finding]:
    """A provision has exceptions, but neither an act nor a function from which they could be.

    An exception is a part of the provision that it limits, not a provision of its own.
    """
    for provision in collection.provisions:
        if _says(provision, "exceptions") and not any(
            _says(provision, act) for act in ("aim", "constitutive_function")
        ):
            message = "there is nothing to be an exception from; move it to the provision that it limits"
            yield Finding(provision, "exceptions", message)


@own_rule(
    "NMP507",
    Severity.WARNING,
    "same act obliged and prohibited",
    failing=lambda: _of_order(duty(), duty(id="order.silence", deontic=["prohibition"])),
    passing=lambda: _of_order(duty(), duty(id="order.silence", deontic=["prohibition"], direct_object="names")),
)
def contradiction(collection: Collection) -> Iterator[Finding]:
    """An instrument obliges an actor to do what it prohibits the same actor to do, under the same conditions.

    Nobody can do both. An instrument may contradict itself, but more often the record leaves out what tells the two apart.
    """
    found = contradictions(collection)
    for provision in collection.provisions if found else ():
        if other := found.get(provision.id):
            where = "the same provision" if other == provision.id else repr(other)
            message = f"it prohibits the act that {where} obliges the same bearer to do"
            yield Finding(provision, "deontic", f"{message}; correct one, or add what tells them apart")


@own_rule(
    "NMP508",
    Severity.WARNING,
    "parts of the other kind",
    failing=lambda: _of_order(duty(constituted_entity="the city")),
    passing=lambda: _of_order(duty()),
)
def kinds(collection: Collection) -> Iterator[Finding]:
    """A regulative provision has a constituted entity, or a constitutive one an aim.

    A provision is of one kind; one that does both is two provisions.
    """
    for provision in _regulative(collection):
        for name in _PARTS:
            if _says(provision, name):
                message = "it is a part of a constitutive provision, and this one is regulative"
                yield Finding(provision, name, f"{message}; leave it out, or make two provisions")
    for provision in _constitutive(collection):
        if _says(provision, "aim"):
            message = "it is a part of a regulative provision, and this one is constitutive"
            yield Finding(provision, "aim", f"{message}; leave it out, or make two provisions")


def _says(provision: Provision, part: str) -> bool:
    """Whether a part has any words; blank ones are none."""
    return any(text.strip() for text in getattr(provision, part))


def _regulative(collection: Collection) -> Iterator[Provision]:
    return _of_kind(collection, ProvisionKind.REGULATIVE)


def _constitutive(collection: Collection) -> Iterator[Provision]:
    return _of_kind(collection, ProvisionKind.CONSTITUTIVE)


def _of_kind(collection: Collection, kind: ProvisionKind) -> Iterator[Provision]:
    return (provision for provision in collection.provisions if provision.kind is kind)
