"""Provisions: the institutional statements of an instrument, with their deadlines and sums of money."""

from typing import Annotated, ClassVar, NamedTuple

from attrs import field, frozen

from nmpolicy.errors import InvalidValueError
from nmpolicy.records.base import Part
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.records.fields import check_annotations, to_id, to_ids, to_optional_date, to_optional_id
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.literals import (
    to_deontic_tuple,
    to_optional_logical_operator,
    to_optional_stage,
    to_provision_function_tuple,
    to_provision_kind,
)
from nmpolicy.vocabulary.recurrence import Recurrence
from nmpolicy.vocabulary.recurrence_words import recurrence_words
from nmpolicy.vocabulary.references import ActorRef, AnyRef, InstrumentRef, ProvisionRef, Ref
from nmpolicy.vocabulary.stage_words import reaching_words
from nmpolicy.vocabulary.terms import Deontic, LogicalOperator, ProvisionFunction, ProvisionKind, Stage
from nmpolicy.vocabulary.values import Currency, DecimalText, Duration, duration_parts

_MODALS = {
    Deontic.OBLIGATION: "MUST",
    Deontic.PROHIBITION: "MUST NOT",
    Deontic.PERMISSION: "MAY",
    Deontic.RIGHT: "MAY BY RIGHT",
    Deontic.RECOMMENDATION: "SHOULD",
}


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class Deadline(Part):
    """The time by which an act is due: a date, a period after a stage or another record, or one before an event.

    >>> print(Deadline(within="P30D", after="signed")), print(Deadline(date="2025-12-31"))
    within 30 days after it is signed
    by 2025-12-31
    (None, None)
    >>> print(Deadline(within="P10D", business_days=True, after_record="public-hearing"))
    within 10 business days of public-hearing
    >>> print(Deadline(at_least="P10D", before_record="public-hearing"))
    at least 10 days before public-hearing

    Raises `InvalidValueError` unless it has either `date`, or `within` and one of `after` and `after_record`, or
    `at_least` and `before_record`; and if `business_days` is set for a period that is not a number of days.

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ()  # a provision has one deadline, not a list

    date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The last day, inclusive."""
    within: Duration | None = None
    """The period, as an ISO 8601 duration such as `P30D` or `PT48H`."""
    business_days: bool = False
    """True if the days of the period are business days."""
    after: Stage | None = field(default=None, converter=to_optional_stage)
    """The stage of the instrument from whose date the period runs."""
    after_record: Annotated[str, Ref("events", "memberships")] | None = field(default=None, converter=to_optional_id)
    """The event from whose last day the period runs, or the membership from whose first day it does."""
    at_least: Duration | None = None
    """The minimum period between the act and an event after it, as an ISO 8601 duration such as `P10D`."""
    before_record: Annotated[str, Ref("events")] | None = field(default=None, converter=to_optional_id)
    """The event before whose first day the act is due."""

    def __attrs_post_init__(self) -> None:
        """Refuse a deadline without a time, or with two."""
        starts = (self.after is not None) + (self.after_record is not None)
        times = [each for each in (self.date, self.within, self.at_least) if each is not None]
        paired = (self.at_least is None) == (self.before_record is None)
        if starts != (self.within is not None) or not paired or len(times) != 1:
            raise InvalidValueError(
                "a deadline needs either a date, or within together with after or after_record, or at_least together"
                " with before_record",
                "Deadline",
            )
        if self.business_days and [unit for _, unit in duration_parts(self.period)] != ["day"]:
            raise InvalidValueError("business days need a period in days, such as within='P10D'", "Deadline")

    @property
    def period(self) -> str:
        """The period after or before something else, as an ISO 8601 duration; empty if the deadline is a date."""
        return self.within or self.at_least or ""

    def _line(self) -> str:
        if self.date:
            return f"by {self.date.label}"
        parts = duration_parts(self.period)
        period = " ".join(f"{count} {unit}{'' if count == '1' else 's'}" for count, unit in parts)
        if self.business_days:
            period = period.replace("day", "business day")
        if self.at_least:
            return f"at least {period} before {self.before_record}"
        start = f"of {self.after_record}" if self.after is None else f"after it {reaching_words(self.after)}"
        return f"within {period} {start}"


@frozen(kw_only=True, repr=False, field_transformer=check_annotations)
class MonetaryAmount(Part):
    """A sum of money, such as a fine, a fee or an appropriation, exactly or as a range.

    Terms: schema.org MonetaryAmount; ISO 4217 (currency codes).

    >>> print(MonetaryAmount(currency="USD", value="250.00", name="fine for a first violation"))
    250.00 USD (fine for a first violation)
    >>> print(MonetaryAmount(currency="USD", min_value="50", max_value="300"))
    50 to 300 USD

    Raises `InvalidValueError` unless it has either `value`, or `min_value` or `max_value` or both.

    .. versionadded:: 0.1
    """

    key_fields: ClassVar[tuple[str, ...]] = ("name",)

    name: str = ""
    """The purpose of the sum in a few words, such as `fine for a first violation`."""
    value: DecimalText | None = None
    """The sum as a decimal number in text, such as `250.00`."""
    min_value: DecimalText | None = None
    """The smallest sum, inclusive, of a range."""
    max_value: DecimalText | None = None
    """The largest sum, inclusive, of a range."""
    currency: Currency
    """The currency, as an ISO 4217 code such as `USD`."""

    def __attrs_post_init__(self) -> None:
        """Refuse an amount without a sum, or with a sum and a range."""
        if (self.value is None) == (self.min_value is None and self.max_value is None):
            raise InvalidValueError("an amount needs either value, or min_value or max_value or both", "MonetaryAmount")

    def _line(self) -> str:
        if self.min_value is None:
            text = self.value or f"at most {self.max_value}"
        else:
            text = f"at least {self.min_value}" if self.max_value is None else f"{self.min_value} to {self.max_value}"
        return f"{text} {self.currency}" + (f" ({self.name})" if self.name else "")


class SentenceParts(NamedTuple):
    """The parts of the sentence of a provision, for pages that set off its verb. Those that it does not have are empty.

    .. versionadded:: 0.1
    """

    bearer: str
    """The actors who are bound or empowered, or the thing that is defined."""
    verb: str
    """The modal verb in capitals, such as `MUST NOT`, the text's own, or the verb of a constitutive provision."""
    act: str
    """The act with its objects, conditions and times, or the properties."""
    tail: str
    """The exceptions and the consequence of a violation, from the comma before them."""

    def __str__(self) -> str:
        """Return the sentence."""
        return " ".join(filter(None, (self.bearer, self.verb, self.act))) + self.tail


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
    modal_text: str = ""
    """The text's own word for its deontic, such as `deverá`; with it, a sentence has no English modal verb."""
    aim: str = ""
    """The act, as a verb in its base form: `report` (aim)."""
    direct_object: str = ""
    """The object of the act: `any enforcement activity` (direct object)."""
    direct_object_items: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """The items of the object, if it is a list."""
    direct_object_operator: LogicalOperator | None = field(default=None, converter=to_optional_logical_operator)
    """The operator that combines the items of the object: all, one or more, or exactly one of them."""
    indirect_object: str = ""
    """The recipient of the act, without a preposition: `the public` (indirect object)."""
    about: tuple[AnyRef, ...] = field(default=(), converter=to_ids)
    """Records that its objects or its subject matter refer to."""
    conditions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Conditions for it to apply, each with its conjunction: `when the public asks` (activation conditions)."""
    condition_operator: LogicalOperator | None = field(default=None, converter=to_optional_logical_operator)
    """The operator that combines the conditions; empty means that all must be met."""
    constraints: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """Manner, location or time of the act, each with its preposition: `without delay` (execution constraints)."""
    exceptions: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """The cases in which it does not apply, each with its conjunction: `unless a court requires it`."""
    or_else: str = ""
    """The consequence of a violation (or else)."""
    or_else_provisions: tuple[ProvisionRef, ...] = field(default=(), converter=to_ids)
    """The provisions that set the consequence of a violation."""
    amounts: tuple[MonetaryAmount, ...] = field(default=(), converter=tuple[MonetaryAmount, ...])
    """The sums of money that it names."""
    defined_by: tuple[ProvisionRef, ...] = field(default=(), converter=to_ids)
    """The provisions that define the terms that it uses."""
    start_date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The first day on which it has force, inclusive, if that is not the first day of its instrument."""
    end_date: PartialDate | None = field(default=None, converter=to_optional_date)
    """The last day on which it has force, inclusive, if that is not the last day of its instrument."""
    deadline: Deadline | None = None
    """The time by which the act is due."""
    recurrence: Recurrence | None = None
    """The recurrence of the act as an RFC 5545 rule: `FREQ=MONTHLY`. With a deadline, it starts after it."""
    recurrence_start: PartialDate | None = field(default=None, converter=to_optional_date)
    """The first day of the recurrence, inclusive (RFC 5545: DTSTART), if it has a day of its own."""
    constituted_entity: str = ""
    """The thing that a constitutive provision defines or creates (constituted entity)."""
    constitutive_function: str = ""
    """The verb that links the entity to its properties: `is`, `means` (constitutive function)."""
    constituting_properties: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
    """The properties that the entity is given (constituting properties)."""
    property_operator: LogicalOperator | None = field(default=None, converter=to_optional_logical_operator)
    """The operator that combines the properties; empty means that the entity has all of them."""
    summary: str = ""
    """A description in our own words, if the other fields do not say enough."""

    def sentence(self, bearers: str = "", *, language: str | None = None) -> str:
        """Return the provision as a sentence without a final period, with the deontic in capitals.

        Its bearers are named by `bearer_text`, or else by the argument `bearers`, or else by their ids. If it has a
        `modal_text`, or the argument `language` (a BCP 47 tag) is not English, what the sentence adds in English is in
        brackets.

        >>> rule = Provision(
        ...     id="d.1", instrument="d", kind="regulative", bearer_text="a Secretaria", deontic=["obligation"],
        ...     modal_text="deverá", aim="publicar", direct_object="o relatório", recurrence="FREQ=MONTHLY",
        ... )
        >>> rule.sentence(language="pt")
        'A Secretaria deverá publicar o relatório [every month]'
        """
        return str(self.sentence_parts(bearers, language=language))

    def sentence_parts(self, bearers: str = "", *, language: str | None = None) -> SentenceParts:
        """Return the parts of the sentence that `sentence` returns. It takes the same arguments."""
        foreign = bool(self.modal_text or (language and language.lower().split("-")[0] != "en"))
        bearer = _capital(self.bearer_text or bearers) or ", ".join(self.bearers)
        if self.kind is ProvisionKind.CONSTITUTIVE:
            entity = _capital(self.constituted_entity) or bearer or "(not stated)"
            function = self.constitutive_function
            properties = _join(self.constituting_properties, self.property_operator, ", ", foreign=foreign)
            bearer, verb = entity, self.modal_text or (function if foreign else function.upper())
            parts = [properties]
        else:
            modal = " AND ".join(_MODALS[deontic] for deontic in self.deontic)
            items = _join(self.direct_object_items, self.direct_object_operator, "; ", foreign=foreign)
            direct_object = ": ".join(filter(None, (self.direct_object, items)))
            verb = self.modal_text or (_bracketed(modal.lower()) if foreign else modal)
            if self.modal_text and not bearer:
                bearer, verb = "", _capital(verb)
            else:
                bearer = bearer or "(bearer not stated)"
            parts = [self.aim, direct_object]
            parts += [f"{'' if foreign else 'to '}{self.indirect_object}"] if self.indirect_object else []
        amounts = "; ".join(map(str, self.amounts))
        parts += [f"({amounts})" if amounts else "", *self.constraints]
        parts.append(
            _join(self.conditions, self.condition_operator, " [and] " if foreign else " and ", foreign=foreign)
        )
        frequency = recurrence_words(self.recurrence) if self.recurrence else ""
        added = [str(self.deadline or ""), frequency, self._days()]
        parts += map(_bracketed, added) if foreign else added
        or_else = _bracketed("or else") if foreign else "or else"
        tail = [*self.exceptions, *([f"{or_else} {self.or_else}"] if self.or_else else [])]
        return SentenceParts(bearer, verb, " ".join(filter(None, parts)), "".join(f", {each}" for each in tail))

    def _days(self) -> str:
        start = f"from {self.start_date.label}" if self.start_date else ""
        end = f"through {self.end_date.label}" if self.end_date else ""
        return " ".join(filter(None, (start, end)))

    @property
    def label(self) -> str:
        """The provision as a sentence."""
        return self.sentence()


def _join(items: tuple[str, ...], operator: LogicalOperator | None, separator: str, *, foreign: bool) -> str:
    """Join the items of a list, with the operator before the last one if it is given; if `foreign`, in brackets."""
    if len(items) < 2 or operator is None:  # noqa: PLR2004
        return separator.join(items)
    word, either = "and" if operator is LogicalOperator.AND else "or", "either"
    if foreign:
        word, either = _bracketed(word), _bracketed(either)
    comma = ";" if len(items) > 2 else ""  # noqa: PLR2004
    joined = f"{'; '.join(items[:-1])}{comma} {word} {items[-1]}"
    return f"{either} {joined}" if operator is LogicalOperator.XOR else joined


def _bracketed(text: str) -> str:
    return f"[{text}]" if text else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
