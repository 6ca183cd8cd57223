"""Provisions as sentences, and their deadlines."""

from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidValueError


def sentence(**fields: Any) -> str:
    return str(nm.Provision(id="eo.a", instrument="eo", **{"kind": "regulative", **fields}))


@each_case(
    ("fields", "expected"),
    [
        ({"bearer_text": "city staff", "deontic": ["obligation"], "aim": "report", "direct_object": "any raid"}, "City staff MUST report any raid"),
        ({"bearers": ["a", "b"], "deontic": ["prohibition"], "aim": "help", "exceptions": ["unless a court asks"]}, "a, b MUST NOT help, unless a court asks"),
        ({"bearer_text": "ÉMT", "deontic": ["permission"], "aim": "act", "conditions": ["when asked", "if able"]}, "ÉMT MAY act when asked and if able"),
        ({"bearer_text": "the clerk", "deontic": ["permission", "obligation"], "aim": "send", "direct_object": "a copy", "indirect_object": "the public"}, "The clerk MAY AND MUST send a copy to the public"),
        ({"bearer_text": "residents", "deontic": ["right"], "aim": "see it", "or_else": "a fine"}, "Residents MAY BY RIGHT see it, or else a fine"),
        ({"bearer_text": "staff", "deontic": ["recommendation"], "aim": "act", "deadline": nm.Deadline(within="P30D", after="signed")}, "Staff SHOULD act within 30 days after it is signed"),
        ({"bearer_text": "staff", "deontic": ["obligation"], "aim": "report", "recurrence": "FREQ=MONTHLY"}, "Staff MUST report every month"),
        ({"bearer_text": "staff", "aim": "report", "recurrence": "FREQ=MONTHLY;COUNT=2"}, "Staff report every month, 2 times"),
        ({"bearer_text": "staff", "aim": "act", "deadline": nm.Deadline(within="P1Y2W", after="issued")}, "Staff act within 1 year 2 weeks after it is issued"),
        ({"kind": "constitutive"}, "(not stated)"),
        ({"aim": "report", "deontic": ["obligation"]}, "(bearer not stated) MUST report"),
        ({"kind": "constitutive", "constituted_entity": "the city", "constitutive_function": "is", "constituting_properties": ["a refuge", "open"]}, "The city IS a refuge, open"),
        ({"bearer_text": "staff", "deontic": ["prohibition"], "aim": "ask about", "direct_object_items": ["status", "visa"], "direct_object_operator": "or"}, "Staff MUST NOT ask about status or visa"),
        ({"bearer_text": "staff", "aim": "do", "direct_object": "one", "direct_object_items": ["a", "b", "c"], "direct_object_operator": "xor"}, "Staff do one: either a; b; or c"),
        ({"bearer_text": "staff", "aim": "send", "direct_object_items": ["a", "b", "c"]}, "Staff send a; b; c"),
        ({"bearer_text": "staff", "aim": "act", "conditions": ["if it rains", "if it snows"], "condition_operator": "or"}, "Staff act if it rains or if it snows"),
        ({"kind": "constitutive", "constituted_entity": "a home", "constitutive_function": "means", "constituting_properties": ["a house", "a boat"], "property_operator": "and"}, "A home MEANS a house and a boat"),
        ({"bearer_text": "whoever parks", "aim": "pay", "direct_object": "a fine", "amounts": [nm.MonetaryAmount(value="50.00", currency="USD"), nm.MonetaryAmount(max_value="90", currency="USD", name="if repeated")]}, "Whoever parks pay a fine (50.00 USD; at most 90 USD (if repeated))"),
        ({"bearer_text": "staff", "aim": "act", "start_date": "2020-03-18", "end_date": "2020-03-31"}, "Staff act from 2020-03-18 through 2020-03-31"),
        ({"bearer_text": "staff", "aim": "act", "deadline": nm.Deadline(within="P1D", business_days=True, after_record="hearing")}, "Staff act within 1 business day of hearing"),
        ({"bearer_text": "staff", "aim": "act", "deadline": nm.Deadline(at_least="P1D", business_days=True, before_record="hearing")}, "Staff act at least 1 business day before hearing"),
        ({"bearer_text": "staff", "aim": "act", "deadline": nm.Deadline(within="PT48H", after="signed")}, "Staff act within 48 hours after it is signed"),
        ({"bearer_text": "a Prefeitura", "modal_text": "deverá", "aim": "pagar", "indirect_object": "aos servidores", "deadline": nm.Deadline(date="2021"), "or_else": "multa"}, "A Prefeitura deverá pagar aos servidores [by 2021], [or else] multa"),
        ({"kind": "constitutive", "constituted_entity": "o serviço", "modal_text": "é", "constituting_properties": ["essencial"]}, "O serviço é essencial"),
    ],
)  # fmt: skip
def test_a_provision_reads_as_a_sentence(fields: dict[str, Any], expected: str) -> None:
    assert sentence(**fields) == expected


@pytest.mark.parametrize(
    "fields", [{}, {"within": "P30D"}, {"after": "signed"}, {"date": "2025", "within": "P30D", "after": "signed"}]
)
def test_what_is_no_deadline_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="either a date"):
        nm.Deadline(**fields)


@each_case(
    ("fields", "language", "expected"),
    [
        ({"bearer_text": "a Secretaria", "deontic": ["obligation"], "aim": "publicar"}, "pt-BR", "A Secretaria [must] publicar"),
        ({"bearer_text": "a Secretaria", "deontic": ["obligation"], "aim": "publicar", "recurrence": "FREQ=DAILY"}, "pt", "A Secretaria [must] publicar [every day]"),
        ({"kind": "constitutive", "constituted_entity": "o bairro", "constitutive_function": "é"}, "pt", "O bairro é"),
        ({"kind": "constitutive", "constituted_entity": "Bairro", "constitutive_function": "É", "constituting_properties": ["a", "b"], "property_operator": "xor"}, "pt", "Bairro É [either] a [or] b"),
        ({"bearer_text": "o hotel", "modal_text": "deverá", "aim": "dar", "direct_object_items": ["água", "gelo", "pão"], "direct_object_operator": "and"}, None, "O hotel deverá dar água; gelo; [and] pão"),
        ({"bearer_text": "o hotel", "modal_text": "deverá", "aim": "fechar", "conditions": ["se chover", "se nevar"]}, None, "O hotel deverá fechar se chover [and] se nevar"),
        ({"bearer_text": "o hotel", "modal_text": "deverá", "aim": "fechar", "conditions": ["se chover", "se nevar"], "condition_operator": "or"}, None, "O hotel deverá fechar se chover [or] se nevar"),
        ({"modal_text": "fica proibido", "aim": "vender gelo"}, "pt", "Fica proibido vender gelo"),
        ({"bearer_text": "staff", "deontic": ["obligation"], "aim": "act"}, "en-US", "Staff MUST act"),
        ({"bearer_text": "staff", "deontic": ["obligation"], "aim": "act"}, None, "Staff MUST act"),
    ],
)  # fmt: skip
def test_in_another_language_english_words_are_in_brackets(
    fields: dict[str, Any], language: str | None, expected: str
) -> None:
    provision = nm.Provision(id="eo.a", instrument="eo", **{"kind": "regulative", **fields})
    assert provision.sentence(language=language) == expected


@each_case(
    ("stage", "expected"),
    [
        ("signed", "is signed"),
        ("effective", "takes effect"),
        ("passed", "passes"),
        ("became-law", "becomes law"),
        ("expired", "expires"),
        ("veto-overridden", "is passed over a veto"),
        ("struck-down", "is struck down"),
    ],
)
def test_a_period_runs_after_the_instrument_reaches_a_stage(stage: str, expected: str) -> None:
    assert str(nm.Deadline(within="P30D", after=stage)) == f"within 30 days after it {expected}"


def test_every_stage_has_words_for_reaching_it() -> None:
    texts = [str(nm.Deadline(within="P1D", after=stage)) for stage in nm.Stage]
    assert not [text for text in texts if "-" in text]


@each_case(
    "fields",
    [
        {"within": "P30D", "after": "signed", "after_record": "hearing"},
        {"date": "2025", "after_record": "hearing"},
        {"after_record": "hearing"},
        {"at_least": "P10D"},
        {"before_record": "hearing"},
        {"at_least": "P10D", "after": "signed"},
        {"within": "P10D", "before_record": "hearing"},
        {"date": "2025", "at_least": "P10D", "before_record": "hearing"},
        {"within": "P10D", "after": "signed", "at_least": "P10D", "before_record": "hearing"},
    ],
)
def test_a_deadline_has_one_start(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="either a date"):
        nm.Deadline(**fields)


@pytest.mark.parametrize("within", ["P2W", "P1M", "PT48H", "P1DT2H"])
def test_business_days_need_a_number_of_days(within: str) -> None:
    with pytest.raises(InvalidValueError, match="business days need a period in days"):
        nm.Deadline(within=within, business_days=True, after="signed")
    with pytest.raises(InvalidValueError, match="business days need a period in days"):
        nm.Deadline(at_least=within, business_days=True, before_record="hearing")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": "250.00"}, "250.00 USD"),
        ({"min_value": "50", "max_value": "300"}, "50 to 300 USD"),
        ({"min_value": "50"}, "at least 50 USD"),
        ({"max_value": "300", "name": "fee"}, "at most 300 USD (fee)"),
    ],
)
def test_an_amount_reads_as_a_sum_or_a_range(fields: dict[str, Any], expected: str) -> None:
    assert str(nm.MonetaryAmount(currency="USD", **fields)) == expected


@pytest.mark.parametrize("fields", [{}, {"value": "1", "min_value": "1"}, {"value": "1", "max_value": "2"}])
def test_an_amount_is_a_sum_or_a_range(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match="either value"):
        nm.MonetaryAmount(currency="USD", **fields)


@each_case("value", ["1,000", "1e3", "", "01", ".5", "5.", "NaN", "+1"])
def test_a_sum_is_an_exact_decimal_number(value: str) -> None:
    with pytest.raises(InvalidValueError, match="is not a decimal number"):
        nm.MonetaryAmount(currency="USD", value=value)
