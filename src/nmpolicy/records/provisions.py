"""Provisions: what an instrument says, one institutional statement at a time."""

from collections.abc import Iterable

from attrs import field, frozen
from attrs.converters import optional

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.base import Part
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import as_tuple, check_annotations, ref, refs
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import ActorRef, AnyRef, InstrumentRef
from nmpolicy.vocabulary.terms import Deontic, ProvisionFunction, ProvisionKind, Stage
from nmpolicy.vocabulary.values import Duration, Recurrence, spans

_MODALS = {
    Deontic.OBLIGATION: "MUST",
    Deontic.PROHIBITION: "MUST NOT",
    Deontic.PERMISSION: "MAY",
    Deontic.RIGHT: "MAY BY RIGHT",
    Deontic.RECOMMENDATION: "SHOULD",
}


_OFTEN = {
    "FREQ=YEARLY": "every year",
    "FREQ=MONTHLY": "every month",
    "FREQ=WEEKLY": "every week",
    "FREQ=DAILY": "every day",
}


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Deadline(Part):
    """By when an act is due: on a date, or within a time after a stage of the instrument.

    >>> print(Deadline(within="P30D", after="signed")), print(Deadline(date="2025-12-31"))
    within 30 days of being signed
    by 2025-12-31
    (None, None)

    Raises `InvalidValueError` unless it has either `date`, or `within` and `after`.

    .. versionadded:: 0.1
    """

    #: The last day, inclusive.
    date: PartialDate | None = field(default=None, converter=optional(PartialDate))
    #: The time that is given, as an ISO 8601 duration such as `P30D`.
    within: Duration | None = None
    #: The stage from whose date the time runs.
    after: Stage | None = field(default=None, converter=optional(Stage))

    def __attrs_post_init__(self) -> None:
        """Refuse what is no deadline, and what is two."""
        if (self.within is None) != (self.after is None) or (self.date is None) == (self.within is None):
            raise InvalidValueError("a deadline has either a date, or within and after together", "Deadline")

    def _line(self) -> str:
        """The deadline in a few words."""
        if self.date:
            return f"by {self.date.label}"
        parts = spans(self.within or "")
        written = " ".join(f"{count} {unit}{'' if count == '1' else 's'}" for count, unit in parts)
        return f"within {written} of being {self.after}"


def deontics(value: Iterable[str]) -> tuple[Deontic, ...]:
    """Any iterable of deontics."""
    return tuple(map(Deontic, as_tuple(value)))


def functions(value: Iterable[str]) -> tuple[ProvisionFunction, ...]:
    """Any iterable of functions."""
    return tuple(map(ProvisionFunction, as_tuple(value)))


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Provision(SourcedRecord):
    """One institutional statement of an instrument: who must, may or must not do what; or what something is.

    Terms: Institutional Grammar 2.0 (Frantz and Siddiki 2021); its own name for a field stands in brackets.

    >>> print(Provision(
    ...     id="eo.report", instrument="eo", kind="regulative", bearers=["city-staff"], bearer_text="city staff",
    ...     deontic=["obligation"], aim="report", direct_object="any such visit", constraints=["without delay"],
    ... ))
    City staff MUST report any such visit without delay

    .. versionadded:: 0.1
    """

    #: The order or measure that it is part of.
    instrument: InstrumentRef = field(converter=ref)
    #: Whether it rules what actors do, or says what something is.
    kind: ProvisionKind = field(converter=ProvisionKind)
    #: What it does in its instrument.
    functions: tuple[ProvisionFunction, ...] = field(default=(), converter=functions)
    #: Where it stands in the instrument, such as `Section 3(b)`.
    section: str = ""
    #: The actors that it binds or empowers (attributes).
    bearers: tuple[ActorRef, ...] = field(default=(), converter=refs)
    #: The words used for those whom it binds or empowers, such as `city staff`.
    bearer_text: str = ""
    #: Obligation, prohibition, permission …; a text may both authorize and direct, so there can be several.
    deontic: tuple[Deontic, ...] = field(default=(), converter=deontics)
    #: The act, as a verb in its base form: `report` (aim).
    aim: str = ""
    #: What the act is done to: `any enforcement activity` (direct object).
    direct_object: str = ""
    #: To whom the act is addressed, without its preposition: `the public` (indirect object).
    indirect_object: str = ""
    #: Records that its objects, or what it speaks of, stand for.
    about: tuple[AnyRef, ...] = field(default=(), converter=refs)
    #: When it applies, each a clause with its conjunction: `when the public asks` (activation conditions).
    conditions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: How, where or when the act is done, each with its preposition: `without delay` (execution constraints).
    constraints: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: When it does not apply, each a clause with its conjunction: `unless a court requires it`.
    exceptions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: What follows on a breach (or else).
    or_else: str = ""
    #: By when the act is due.
    deadline: Deadline | None = None
    #: How often the act is due, as an RFC 5545 recurrence rule: `FREQ=MONTHLY`.
    recurrence: Recurrence | None = None
    #: What a constitutive provision speaks of (constituted entity).
    constituted_entity: str = ""
    #: The verb that ties the entity to its properties: `is`, `means` (constitutive function).
    constitutive_function: str = ""
    #: What the entity is made, or said, to be (constituting properties).
    constituting_properties: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    #: What it says, in our own words, where its parts do not say enough.
    summary: str = ""

    def sentence(self, bearers: str = "") -> str:
        """The provision as a sentence without a full stop, the deontic in capitals.

        Those it binds are called by the words used for them; without such words, as `bearers` says; else by their ids.
        """
        who = _capital(self.bearer_text or bearers) or ", ".join(self.bearers)
        if self.kind is ProvisionKind.CONSTITUTIVE:
            parts = [_capital(self.constituted_entity) or who or "(not stated)", self.constitutive_function.upper()]
            parts.append(", ".join(self.constituting_properties))
        else:
            modal = " AND ".join(_MODALS[deontic] for deontic in self.deontic)
            parts = [who or "(bearer not stated)", modal, self.aim, self.direct_object]
            parts.append(self.indirect_object and f"to {self.indirect_object}")
        often = _OFTEN.get(self.recurrence or "", f"({self.recurrence})" if self.recurrence else "")
        parts += [*self.constraints, " and ".join(self.conditions), str(self.deadline or ""), often]
        sentence = ", ".join((" ".join(filter(None, parts)), *self.exceptions))
        sentence += f", or else {self.or_else}" if self.or_else else ""
        return sentence

    @property
    def label(self) -> str:
        """The provision as a sentence."""
        return self.sentence()

    def _line(self) -> str:
        """The provision as a sentence."""
        return self.sentence()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
