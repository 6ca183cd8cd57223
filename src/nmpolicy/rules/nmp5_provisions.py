"""Rules of provisions, whose parts follow the Institutional Grammar 2.0: NMP501 to NMP510."""

from collections.abc import Iterator
from typing import Any

from nmpolicy.problems import Severity
from nmpolicy.queries.deadlines import recurrence_start
from nmpolicy.queries.force.effective_dates import effective_dates
from nmpolicy.queries.intervals import UNBOUNDED
from nmpolicy.queries.recurrences import impossible_parts, is_ever_met
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.provisions import MonetaryAmount, Provision
from nmpolicy.rules.examples import MAYOR, SPEAKER, duty, example, order
from nmpolicy.rules.facts.contradictions import contradictions
from nmpolicy.rules.registry import Finding, own_rule
from nmpolicy.vocabulary.currencies import CURRENCY_CODES
from nmpolicy.vocabulary.terms import ProvisionKind
from nmpolicy.vocabulary.values import describe

_CONSTITUTIVE_PARTS = ("constituted_entity", "constitutive_function", "constituting_properties")


def _of_order(*provisions: Record) -> Collection:
    return example(SPEAKER, MAYOR, order(), *provisions)


def _status(**changes: Any) -> Provision:
    fields = {"id": "order.status", "kind": "constitutive", "instrument": "order", "constituted_entity": "the city"}
    parts = {"constitutive_function": "is", "constituting_properties": ["a safe city"]}
    return Provision(**{**fields, **parts, **changes})


@own_rule(
    "NMP501",
    Severity.WARNING,
    "regulative provision without a bearer",
    failing=lambda: _of_order(duty(bearers=[])),
    passing=lambda: _of_order(duty()),
)
def bearer(collection: Collection) -> Iterator[Finding]:
    """A regulative provision does not say whom it binds or empowers: `bearers` and `bearer_text` are both empty.

    No one can follow up on a duty that belongs to no one. If the source does not say whose duty it is, empty fields are
    correct.
    """
    for provision in _regulative(collection):
        if not provision.bearers and not _has_text(provision, "bearer_text"):
            message = "the provision binds or empowers no one; add the bearers if the source names them"
            yield Finding(provision, "bearers", message)


@own_rule(
    "NMP502",
    Severity.WARNING,
    "regulative provision without a deontic",
    failing=lambda: _of_order(duty(deontic=[])),
    passing=lambda: _of_order(duty()),
)
def deontic(collection: Collection) -> Iterator[Finding]:
    """A regulative provision does not say whether the act is required, permitted or prohibited.

    Without a deontic, readers cannot tell what the provision demands. The Institutional Grammar allows statements
    without one, called strategies. But those describe what actors do, which an order seldom does.
    """
    for provision in _regulative(collection):
        if not provision.deontic:
            message = "the provision does not say whether the act is required, permitted or prohibited; add the deontic"
            yield Finding(provision, "deontic", message)


@own_rule(
    "NMP503",
    Severity.WARNING,
    "regulative provision without an aim",
    failing=lambda: _of_order(duty(aim="")),
    passing=lambda: _of_order(duty()),
)
def aim(collection: Collection) -> Iterator[Finding]:
    """A regulative provision does not say which act it requires, permits or prohibits.

    The act is the core of a regulative provision. A provision without an act may be constitutive. If it has exceptions,
    NMP506 reports it instead.
    """
    for provision in _regulative(collection):
        if not _has_text(provision, "aim") and not _has_text(provision, "exceptions"):
            message = (
                "the provision names no act; add the aim, a verb such as 'report', or make the provision constitutive"
            )
            yield Finding(provision, "aim", message)


@own_rule(
    "NMP504",
    Severity.WARNING,
    "constitutive provision with a deontic",
    failing=lambda: _of_order(_status(deontic=["obligation"])),
    passing=lambda: _of_order(_status()),
)
def constitutive_deontic(collection: Collection) -> Iterator[Finding]:
    """A constitutive provision has a deontic, such as an obligation or a permission.

    A constitutive provision says what something is, and binds no one. The Institutional Grammar does allow a modal verb
    there, as in "there must be a council"; then the record is correct.
    """
    for provision in _constitutive(collection):
        if provision.deontic:
            message = "a constitutive provision should not have a deontic; remove it or make the provision regulative"
            yield Finding(provision, "deontic", message)


@own_rule(
    "NMP505",
    Severity.WARNING,
    "incomplete constitutive provision",
    failing=lambda: _of_order(_status(constitutive_function="")),
    passing=lambda: _of_order(_status()),
)
def constituted(collection: Collection) -> Iterator[Finding]:
    """A constitutive provision lacks its constituted entity or its constitutive function.

    The provision needs an entity and a verb: "the city" "is", or "the office" "is established". The properties are
    optional. All parts may be missing if a summary describes a recital or a closing clause.
    """
    for provision in _constitutive(collection):
        missing = [name for name in ("constituted_entity", "constitutive_function") if not _has_text(provision, name)]
        has_parts = any(_has_text(provision, name) for name in _CONSTITUTIVE_PARTS)
        only_summary = provision.summary.strip() and not has_parts
        if missing and not only_summary and not _has_text(provision, "exceptions"):
            yield Finding(provision, missing[0], f"the provision is incomplete; add {' and '.join(missing)}")


@own_rule(
    "NMP506",
    Severity.WARNING,
    "exception without an act",
    failing=lambda: _of_order(duty(aim="", exceptions=["unless a court requires it"])),
    passing=lambda: _of_order(duty(exceptions=["unless a court requires it"])),
)
def exception(collection: Collection) -> Iterator[Finding]:
    """A provision has exceptions but neither an aim nor a constitutive function.

    An exception belongs to the provision that it limits. It is not a provision of its own.
    """
    for provision in collection.provisions:
        has_act = _has_text(provision, "aim") or _has_text(provision, "constitutive_function")
        if _has_text(provision, "exceptions") and not has_act:
            message = "the exceptions limit nothing; move them to the provision that they limit"
            yield Finding(provision, "exceptions", message)


@own_rule(
    "NMP507",
    Severity.WARNING,
    "act both required and prohibited",
    failing=lambda: _of_order(duty(), duty(id="order.silence", deontic=["prohibition"])),
    passing=lambda: _of_order(duty(), duty(id="order.silence", deontic=["prohibition"], direct_object="names")),
)
def contradiction(collection: Collection) -> Iterator[Finding]:
    """An instrument both requires and prohibits the same act, by the same actor and under the same conditions.

    No one can comply with both. An instrument may contradict itself, but usually the record omits what distinguishes
    the two provisions.
    """
    found = contradictions(collection)
    for provision in collection.provisions:
        other = found.get(provision.id)
        if other == provision.id:
            message = "the provision both requires and prohibits the act; correct the deontic or make two provisions"
            yield Finding(provision, "deontic", message)
        elif other:
            message = f"the provision prohibits the act that {other!r} requires of the same bearer"
            yield Finding(provision, "deontic", f"{message}; correct one of them or add what distinguishes them")


@own_rule(
    "NMP508",
    Severity.WARNING,
    "regulative and constitutive parts mixed",
    failing=lambda: _of_order(duty(constituted_entity="the city")),
    passing=lambda: _of_order(duty()),
)
def kinds(collection: Collection) -> Iterator[Finding]:
    """A regulative provision has constitutive parts, or a constitutive provision has an aim.

    A provision is either regulative or constitutive. If the text does both, record it as two provisions.
    """
    repair = "remove the field or make two provisions"
    for provision in _regulative(collection):
        for name in _CONSTITUTIVE_PARTS:
            if _has_text(provision, name):
                message = f"only a constitutive provision has {name}, and this one is regulative"
                yield Finding(provision, name, f"{message}; {repair}")
    for provision in _constitutive(collection):
        if _has_text(provision, "aim"):
            yield Finding(
                provision, "aim", f"only a regulative provision has an aim, and this one is constitutive; {repair}"
            )


@own_rule(
    "NMP509",
    Severity.WARNING,
    "recurrence with an impossible part",
    failing=lambda: _of_order(duty(recurrence="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
    passing=lambda: _of_order(duty(recurrence="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28")),
)
def possible_recurrence(collection: Collection) -> Iterator[Finding]:
    """A recurrence rule, or a value in one of its parts, never matches a day.

    No February has a day 30, so an act that is due then is never due. The same holds if no year on which the recurrence
    falls has the day, or if the recurrence ends before it starts. Usually a number is wrong.
    """
    dates = effective_dates(collection)
    for provision in collection.provisions:
        rule = provision.recurrence
        if rule is None:
            continue
        impossible = [*impossible_parts(rule)]
        start = recurrence_start(collection, dates, provision)
        if impossible:
            which = f"no day matches {', '.join(impossible)}"
            which += f" in the recurrence {rule}" if impossible != [rule] else ""
            yield Finding(provision, "recurrence", f"{which}; correct or remove it")
        elif UNBOUNDED.first < start.first and start.last < UNBOUNDED.last and not is_ever_met(rule, start):
            since = str(start.first) if start.first == start.last else f"a day from {start.first} to {start.last}"
            message = f"no day matches the recurrence {rule}, which starts on {since}; correct the rule or its start"
            yield Finding(provision, "recurrence", message)


def _fine(currency: str) -> MonetaryAmount:
    return MonetaryAmount(name="fine", value="50", currency=currency)


@own_rule(
    "NMP510",
    Severity.WARNING,
    "unknown currency",
    failing=lambda: _of_order(duty(amounts=[_fine("DOL")])),
    passing=lambda: _of_order(duty(amounts=[_fine("USD")])),
)
def currency(collection: Collection) -> Iterator[Finding]:
    """The currency of an amount is not a code in ISO 4217.

    Readers and programs can then not tell which money it is. A sign such as $ or an abbreviation stands for several
    currencies; a code stands for one. Codes of currencies that no longer exist are known too.
    """
    for provision in collection.provisions:
        for index, amount in enumerate(provision.amounts):
            if amount.currency not in CURRENCY_CODES:
                message = (
                    f"{describe(amount.currency)} is not a currency code in ISO 4217; write the code, which is usually"
                    " two letters of the country and one of the currency, such as USD or BRL"
                )
                yield Finding(provision, ("amounts", index, "currency"), message)


def _has_text(provision: Provision, field: str) -> bool:
    """Return whether a field, a text or a list of texts, has any text that is not blank."""
    return any(text.strip() for text in getattr(provision, field))


def _regulative(collection: Collection) -> Iterator[Provision]:
    return (provision for provision in collection.provisions if provision.kind is ProvisionKind.REGULATIVE)


def _constitutive(collection: Collection) -> Iterator[Provision]:
    return (provision for provision in collection.provisions if provision.kind is ProvisionKind.CONSTITUTIVE)
