"""Provisions: the institutional statements of an instrument, and their deadlines."""

from attrs import field, frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.base import Part
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, to_id, to_ids, to_optional_date
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.literals import (
    to_deontic_tuple,
    to_optional_stage,
    to_provision_function_tuple,
    to_provision_kind,
)
from nmpolicy.vocabulary.references import ActorRef, AnyRef, InstrumentRef
from nmpolicy.vocabulary.terms import Deontic, ProvisionFunction, ProvisionKind, Stage
from nmpolicy.vocabulary.values import Duration, Recurrence, duration_parts

_MODALS = {
    Deontic.OBLIGATION: "MUST",
    Deontic.PROHIBITION: "MUST NOT",
    Deontic.PERMISSION: "MAY",
    Deontic.RIGHT: "MAY BY RIGHT",
    Deontic.RECOMMENDATION: "SHOULD",
}
_FREQUENCIES = {
    "FREQ=YEARLY": "every year",
    "FREQ=MONTHLY": "every month",
    "FREQ=WEEKLY": "every week",
    "FREQ=DAILY": "every day",
}


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Deadline(Part):
    """The time by which an act is due: a date, or a period after a stage of the instrument.

    >>> print(Deadline(within="P30D", after="signed")), print(Deadline(date="2025-12-31"))
    within 30 days of being signed
    by 2025-12-31
    (None, None)

    Raises `InvalidValueError` unless it has either `date` or both `within` and `after`.

    .. versionadded:: 0.1
    """

    date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The last day, inclusive."""
    within: Duration | None = None
    """The period, as an ISO 8601 duration such as `P30D`."""
    after: Stage | None = field(default=None, converter=to_optional_stage)
    """The stage from whose date the period runs."""

    def __attrs_post_init__(self) -> None:
        """Refuse a deadline without a time, or with two."""
        if (self.within is None) != (self.after is None) or (self.date is None) == (self.within is None):
            raise InvalidValueError("a deadline needs either a date, or within and after together", "Deadline")

    def _line(self) -> str:
        if self.date:
            return f"by {self.date.label}"
        parts = duration_parts(self.within or "")
        period = " ".join(f"{count} {unit}{'' if count == '1' else 's'}" for count, unit in parts)
        return f"within {period} of being {self.after}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Provision(SourcedRecord):
    """One institutional statement of an instrument: who must, may or must not do what, or what something is.

    Terms: Institutional Grammar 2.0 (Frantz and Siddiki 2021). Its names for the fields are in parentheses.

    >>> print(Provision(
    ...     id="eo.report", instrument="eo", kind="regulative", bearers=["city-staff"], bearer_text="city staff",
    ...     deontic=["obligation"], aim="report", direct_object="any such visit", constraints=["without delay"],
    ... ))
    City staff MUST report any such visit without delay

    .. versionadded:: 0.1
    """

    instrument: InstrumentRef = field(converter=to_id)
    """The order or measure that contains it."""
    kind: ProvisionKind = field(converter=to_provision_kind)
    """Regulative if it governs conduct; constitutive if it defines, creates or declares something."""
    functions: tuple[ProvisionFunction, ...] = field(default=(), converter=to_provision_function_tuple)
    """The roles of the provision in its instrument."""
    section: str = ""
    """The section of the instrument, such as `Section 3(b)`."""
    bearers: tuple[ActorRef, ...] = field(default=(), converter=to_ids)
    """The actors who are bound or empowered by it (attributes)."""
    bearer_text: str = ""
    """The words that the text uses for its bearers, such as `city staff`."""
    deontic: tuple[Deontic, ...] = field(default=(), converter=to_deontic_tuple)
    """Obligation, prohibition, permission or the like; several if the text both authorizes and directs."""
    aim: str = ""
    """The act, as a verb in its base form: `report` (aim)."""
    direct_object: str = ""
    """The object of the act: `any enforcement activity` (direct object)."""
    indirect_object: str = ""
    """The recipient of the act, without a preposition: `the public` (indirect object)."""
    about: tuple[AnyRef, ...] = field(default=(), converter=to_ids)
    """Records that its objects or its subject matter refer to."""
    conditions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Conditions for it to apply, each with its conjunction: `when the public asks` (activation conditions)."""
    constraints: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Manner, location or time of the act, each with its preposition: `without delay` (execution constraints)."""
    exceptions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """The cases in which it does not apply, each with its conjunction: `unless a court requires it`."""
    or_else: str = ""
    """The consequence of a violation (or else)."""
    deadline: Deadline | None = None
    """The time by which the act is due."""
    recurrence: Recurrence | None = None
    """How often the act is due, as an RFC 5545 recurrence rule: `FREQ=MONTHLY`."""
    constituted_entity: str = ""
    """The thing that a constitutive provision defines or creates (constituted entity)."""
    constitutive_function: str = ""
    """The verb that links the entity to its properties: `is`, `means` (constitutive function)."""
    constituting_properties: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """The properties that the entity is given (constituting properties)."""
    summary: str = ""
    """A description in our own words, if the other fields do not say enough."""

    def sentence(self, bearers: str = "") -> str:
        """Return the provision as a sentence without a final period, with the deontic in capitals.

        Its bearers are named by `bearer_text`, or else by the argument `bearers`, or else by their ids.
        """
        bearer = _capital(self.bearer_text or bearers) or ", ".join(self.bearers)
        if self.kind is ProvisionKind.CONSTITUTIVE:
            parts = [_capital(self.constituted_entity) or bearer or "(not stated)", self.constitutive_function.upper()]
            parts.append(", ".join(self.constituting_properties))
        else:
            modal = " AND ".join(_MODALS[deontic] for deontic in self.deontic)
            parts = [bearer or "(bearer not stated)", modal, self.aim, self.direct_object]
            parts.append(self.indirect_object and f"to {self.indirect_object}")
        frequency = _FREQUENCIES.get(self.recurrence or "", f"({self.recurrence})" if self.recurrence else "")
        parts += [*self.constraints, " and ".join(self.conditions), str(self.deadline or ""), frequency]
        sentence = ", ".join((" ".join(filter(None, parts)), *self.exceptions))
        sentence += f", or else {self.or_else}" if self.or_else else ""
        return sentence

    @property
    def label(self) -> str:
        """The provision as a sentence."""
        return self.sentence()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
