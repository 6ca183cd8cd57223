"""IG Script: a reader of the published notation finds exactly the content of the provisions."""

import re
import time
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from ig_script_reader import Combination, Component, MalformedError, Statement, Value, read

import nmpolicy as nm
from each_case import each_case
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.errors import UnsupportedValueError
from nmpolicy.exports.ig_script import to_ig
from nmpolicy.exports.ig_texts import can_annotate, fault_in
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.recurrence_words import recurrence_words

CITY = nm.Organization(id="city", name="City of  Springfield", classification="government")
POLICE = nm.Organization(id="police", name="Police", classification="law-enforcement")
JANE = nm.Person(id="jane-roe", name="Jane Roe", private=True)


def collection_of(*provisions: nm.Provision) -> nm.Collection:
    return nm.Collection.of([CITY, POLICE, JANE, *provisions], id="demo", title="A demonstration")


def provision(**fields: Any) -> nm.Provision:
    return nm.Provision(**{"id": "eo.act", "instrument": "eo", "kind": "regulative", **fields})


def line(*provisions: nm.Provision, **options: Any) -> str:
    """The line of the first provision, without the annotations of its statement."""
    return re.sub(
        r"^\[id=\S+\] \[instrument=\S+\] ", "", to_ig(collection_of(*provisions), **options).content.split("\n")[0]
    )


#: Examples from the README of IG Parser 0.7 (Frantz), with those that it calls incorrect below.
@each_case(
    "text",
    [
        "A(Farmer (e.g., organic farmer))",
        "A(Farmer) D(must) I(comply) A(Certifier)",
        "A(actor [XOR] owner)",
        "A((actor [XOR] owner))",
        "A(involved (driver [OR] passenger))",
        "A(certifier [AND] (owner [XOR] inspector))",
        "A((operator [OR] certifier) [AND] (owner [XOR] inspector))",
        "A(certifier [AND] owner [AND] inspector)",
        "Cac{ A(), I(), Cac{ A(), I(), Cac() } }",
        "Cac{ Cac{ A(), I(), Cex() } [AND] { Cac{ A(), I(), Cex() } [XOR] Cac{ A(), I(), Cex() } } }",
        "A(actor) D(must) {I(perform action) [XOR] I(prevent action) on Bdir(object2) and affects Bind(object3)}",
        "Bdir,p(shared) Bdir1,p(private) Bdir1(object1) Bdir(object2)",
        "Cac[context=state](Upon certification)",
        "A(responsible actor) [statement annotation0] I(action) Cac(condition) [statement annotation1]",
        "Cac[outer annotation]{ A(actor) [inner annotation] I(act) }",
        "{ [left annotation] A(leftActor) I(leftAct) [XOR] [right annotation] A(rightActor) I(rightAct) }",
        "A([actor]) I(act)",
    ],
)
def test_the_reader_reads_the_published_examples(text: str) -> None:
    assert read(text).components


@each_case(
    "text",
    [
        "A(actor)I(act)",
        "(A(actor1)[AND] A(actor2))",
        "Cac{ Cac{ A(), I(), Cex() } [AND] Cex{ A(), I(), Cex() } }",
        "Cac{ A(), I(), Cex() } [AND] Cac{ A(), I(), Cex() }",
        "A(actor",
        "A(actor) I(act]",
        "A(one [AND] two [OR] three)",
        "A(one [AND] )",
        "D{A(actor) I(act)}",
        "O(fine)",
        "words alone",
        "Cex(of the Act(s)) I(act)",
        "Cex(a {b}) I(act)",
        "A(x) {I(act)}",
        "Bdir((a [OR] b) (c [OR] d))",
        "Bdir(a (all) (b [OR] c))",
    ],
)
def test_the_reader_refuses_what_is_malformed(text: str) -> None:
    with pytest.raises(MalformedError):
        read(text)


@each_case(
    ("fields", "expected"),
    [
        ({"bearers": ["city"], "aim": "act"}, "A[id=city](City of Springfield) I(act)"),
        (
            {"bearers": ["city", "police", "city"], "aim": "act"},
            "A[id=city](City of Springfield) A[id=police](Police) I(act)",
        ),
        ({"bearers": ["city", "police"], "bearer_text": "staff\nof all"}, "A[id=city,police](staff of all)"),
        ({"bearer_text": "staff"}, "A(staff)"),
        ({"bearers": ["gone"]}, "A[id=gone](gone)"),
        ({"bearers": ["jane-roe"]}, "A[id=private-1](a private individual)"),
        ({"deontic": ["permission", "obligation"]}, "D[stringency=permission](may) D[stringency=obligation](must)"),
        ({"deontic": ["right"]}, "D[stringency=right](may by right)"),
        ({"deontic": ["prohibition"], "modal_text": "não deverá"}, "D[stringency=prohibition](não deverá)"),
        ({"modal_text": "deverá"}, "D(deverá)"),
        ({"direct_object": "reports", "indirect_object": "the public"}, "Bdir(reports) Bind(the public)"),
        ({"direct_object_items": ["a", " "]}, "Bdir(a)"),
        ({"direct_object_items": ["a", "b"]}, "Bdir(a; b)"),
        ({"direct_object_items": ["(a) one", "two"], "direct_object_operator": "or"}, "Bdir(( (a) one [OR] two))"),
        (
            {"direct_object": "rent of", "direct_object_items": ["a home", "a shop"], "direct_object_operator": "xor"},
            "Bdir(rent of (a home [XOR] a shop))",
        ),
        (
            {"direct_object": "rent (all)", "direct_object_items": ["a", "b"], "direct_object_operator": "and"},
            "Bdir(rent (all)) Bdir,p((a [AND] b))",
        ),
        ({"direct_object": "rent of", "direct_object_items": ["a home"]}, "Bdir(rent of) Bdir,p(a home)"),
        ({"conditions": ["if a", "if b"], "condition_operator": "or"}, "Cac((if a [OR] if b))"),
        ({"conditions": ["if a", "if b"]}, "Cac(if a) Cac(if b)"),
        ({"aim": "act", "conditions": [" "], "condition_operator": "or"}, "I(act)"),
        ({"conditions": ["if a", "if a"]}, "Cac((if a [AND] if a))"),
        ({"conditions": ["if a"], "exceptions": ["unless b"]}, "Cac(if a) Cac[exception](unless b)"),
        (
            {
                "constraints": ["by mail"],
                "deadline": nm.Deadline(within="P30D", after="signed"),
                "recurrence": "FREQ=MONTHLY",
            },
            "Cex(by mail) Cex[deadline](within 30 days after it is signed) Cex[recurrence](every month)",
        ),
        ({"start_date": "2025-07", "end_date": "2025-08-01~"}, "Cac[force](from 2025-07 through about 2025-08-01)"),
        ({"end_date": "2026"}, "Cac[force](through 2026)"),
        (
            {
                "kind": "constitutive",
                "constituted_entity": "rent",
                "constitutive_function": "means",
                "constituting_properties": ["the monthly rent", "any fee"],
                "property_operator": "and",
                "deontic": ["obligation"],
            },
            "E(rent) M[stringency=obligation](must) F(means) P((the monthly rent [AND] any fee))",
        ),
    ],
)
def test_each_field_is_its_component(fields: dict[str, Any], expected: str) -> None:
    assert line(provision(**fields)) == expected
    assert read(expected)


def test_or_else_nests_the_provisions_with_the_consequence() -> None:
    duty = provision(aim="report", or_else_provisions=["eo.fine", "eo.gone", "eo.fine"])
    fine = provision(id="eo.fine", bearer_text="whoever does not", aim="pay", or_else_provisions=["eo.act"])
    assert line(duty, fine) == "I(report) O{[id=eo.fine] A(whoever does not) I(pay)}"
    assert line(fine, duty) == "A(whoever does not) I(pay) O{[id=eo.act] I(report)}"
    assert to_ig(collection_of(duty, fine)).left_out["Provision.or_else_provisions"] == 1


def test_a_private_individual_is_named_only_on_request() -> None:
    bound = provision(bearers=["jane-roe"], aim="pay")
    assert "Roe" not in to_ig(collection_of(bound)).content
    assert line(bound, include_private=True) == "A[id=jane-roe](Jane Roe) I(pay)"


@each_case(
    ("text", "message"),
    [
        (
            "1) the staff",
            "it has unbalanced parentheses or brackets in '1) the staff'; write them in pairs or leave them out",
        ),
        ("(the staff", "it has unbalanced"),
        ("the [staff", "it has unbalanced"),
        ("the ([staff)]", "it has unbalanced"),
        (")(", "it has unbalanced"),
        ("x" * 90 + "(", f"it has unbalanced parentheses or brackets in '{'x' * 57}...'; write"),
        ("the {staff}", "braces mark a nested statement in IG Script; write 'the {staff}' without them"),
        ("one [AND] two", "[AND] is an operator of IG Script; write the word without brackets"),
        ("[NOT] two", "[NOT] is an operator"),
        ("the Act(s)", "IG Script would read 'Act(' as the start of a component; put a space before the parenthesis"),
        ("Form I-9[x[y]](a)", "IG Script would read 'I-9[x[y]](' as the start"),
        ("Permit[a (b) c](d)", "IG Script would read 'Permit[a (b) c](' as the start"),
        ("the [exception]", "[exception] also annotates the component in IG Script; write it without brackets"),
    ],
)
def test_a_text_that_is_notation_is_refused(text: str, message: str) -> None:
    with pytest.raises(UnsupportedValueError) as caught:
        to_ig(collection_of(provision(id="eo.a", aim="act"), provision(exceptions=["unless", text], aim=text)))
    *_, problem = caught.value.problems
    assert (problem.code, problem.record, problem.pointer) == ("NMP018", "eo.act", "/provisions/1/exceptions")
    assert problem.message.startswith(message)
    with pytest.raises(MalformedError):
        raise MalformedError if "[exception]" in text or "[NOT]" in text else _unwritten(text)


def _unwritten(text: str) -> Exception:
    """Return the error of reading a text that was written without a check."""
    try:
        written = read(f"I({text})")
    except MalformedError as error:
        return error
    return MalformedError() if written.components[0].value != text else AssertionError(text)


@each_case(
    "text",
    [
        "8 U.S.C. § 1373(a)",
        "the staff (all)",
        "Act (s)",
        "[sic] staff",
        "order(s)",
        "see [1](x)",
        "[and]",
        "é(x)",
        "a]" * 0,
        "(())",
    ],
)
def test_other_brackets_stay(text: str) -> None:
    assert line(provision(aim="act", constraints=[text])) == f"I(act) Cex({text})" * bool(text) or not text


def test_every_text_that_is_notation_is_told_at_once() -> None:
    wrong = [provision(id=f"eo.{number}", aim="(", bearers=["city"]) for number in range(3)]
    brackets = nm.Organization(id="city", name="City)")
    with pytest.raises(UnsupportedValueError) as caught:
        to_ig(nm.Collection.of([brackets, *wrong], id="demo", title="T"))
    assert [(each.record, each.pointer) for each in caught.value.problems][:3] == [
        ("eo.0", "/provisions/0/bearers"),
        ("eo.0", "/provisions/0/aim"),
        ("eo.1", "/provisions/1/bearers"),
    ]
    assert len(caught.value.problems) == 6


def test_a_section_is_an_annotation_if_it_can_be_one() -> None:
    def written(section: str) -> tuple[list[str], int]:
        exported = to_ig(collection_of(provision(aim="act", section=section)))
        return read(exported.content).annotations[2:], exported.left_out.get("Provision.section", 0)

    assert written("Section 3,\n § 2.1") == (["[section=Section 3, § 2.1]"], 0)
    assert written("Section 3(a)") == written("Раздел 3") == written("{3}") == ([], 1)
    assert written(" ") == ([], 0)


@pytest.mark.parametrize(
    ("conditions", "count"), [([], 1), (["if it rains", " "], 1), (["if it rains", "if it snows"], 0)]
)
def test_an_operator_of_no_more_than_one_text_is_counted(conditions: list[str], count: int) -> None:
    act = provision(aim="act", conditions=conditions, condition_operator="or")
    assert to_ig(collection_of(act)).left_out.get("Provision.condition_operator", 0) == count


def test_what_is_left_out_is_counted() -> None:
    full = provision(
        aim="act",
        section="Section 3(a)",
        direct_object_items=["a", "b"],
        or_else="they lose the license",
        amounts=[nm.MonetaryAmount(currency="USD", value="50")],
        deadline=nm.Deadline(date="2025-12-31"),
    )
    exported = to_ig(collection_of(full, provision(id="eo.empty", summary="Nothing else.")))
    assert exported.content.count("\n") == 1
    assert exported.left_out == {
        "Collection.id": 1,
        "Collection.title": 1,
        "Organization": 2,
        "Person": 1,
        "Provision": 1,
        "Provision.amounts": 1,
        "Provision.direct_object_items": 1,
        "Provision.or_else": 1,
        "Provision.section": 1,
        "Collection.redacted": 1,
    }


def test_a_collection_without_provisions_is_an_empty_text() -> None:
    assert to_ig(nm.Collection(id="demo", title="T")).content == ""


def flat(value: Value) -> tuple[list[str], set[str]]:
    """The texts of a value in their order, and the operators between them."""
    if isinstance(value, Combination):
        inner = [flat(each) for each in value.values]
        texts = [text for each, _ in inner for text in each]
        return [*filter(None, [value.before]), *texts, *filter(None, [value.after])], {value.operator}.union(
            *(each for _, each in inner)
        )
    return ([value] if isinstance(value, str) else []), set()


def texts_of(statement: Statement, symbol: str, annotation: str = "") -> tuple[list[str], set[str]]:
    found = [
        flat(each.value) for each in statement.components if (each.symbol, each.annotation) == (symbol, annotation)
    ]
    return [text for texts, _ in found for text in texts], set().union(*(operators for _, operators in found))


def lines(texts: Iterable[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts if text.strip()]


def assert_read_back(collection: nm.Collection, content: str) -> None:
    """Check that a reader finds each text of each provision in its component."""
    by_id = {statement.annotations[0]: statement for statement in map(read, content.split("\n")[:-1])}
    for each in collection.provisions:
        if f"[id={each.id}]" not in by_id:
            assert not any(
                [each.aim.strip(), each.direct_object.strip(), lines(each.conditions), each.deontic, each.deadline]
            )
            continue
        statement = by_id[f"[id={each.id}]"]
        assert statement.annotations[:2] == [f"[id={each.id}]", f"[instrument={each.instrument}]"]
        assert statement.annotations[2:] == [
            f"[section={text}]" for text in lines([each.section]) if can_annotate(each.section)
        ]
        for symbol, field in (
            ("I", "aim"),
            ("Bind", "indirect_object"),
            ("E", "constituted_entity"),
            ("F", "constitutive_function"),
        ):
            assert texts_of(statement, symbol)[0] == lines([getattr(each, field)])
        for symbol, field, operator in (
            ("Cac", "conditions", each.condition_operator),
            ("Cex", "constraints", None),
            ("P", "constituting_properties", each.property_operator),
        ):
            texts, operators = texts_of(statement, symbol)
            assert texts == lines(getattr(each, field))
            assert operators <= {(operator or "and").upper()}
            assert len(operators) == (operator is not None and len(texts) > 1) or operators == {"AND"}
        assert texts_of(statement, "Cac", "[exception]")[0] == lines(each.exceptions)
        assert texts_of(statement, "Cex", "[deadline]")[0] == lines([str(each.deadline or "")])
        assert texts_of(statement, "Cex", "[recurrence]")[0] == lines(
            [recurrence_words(each.recurrence) if each.recurrence else ""]
        )
        objects = texts_of(statement, "Bdir")[0] + texts_of(statement, "Bdir,p")[0]
        listed = (
            each.direct_object_items if each.direct_object_operator else ["; ".join(lines(each.direct_object_items))]
        )
        assert objects == lines([each.direct_object, *listed])


@given(collections(), st.booleans())
def test_each_text_of_a_random_provision_is_read_back(collection: nm.Collection, include_private: bool) -> None:  # noqa: FBT001
    try:
        content = to_ig(collection, include_private=include_private).content
    except UnsupportedValueError:
        reject()
    assert_read_back(collection if include_private else nm.redact(collection).collection, content)


#: Pieces of texts that look like the notation.
PIECES = st.sampled_from(
    [
        "act",
        "(a)",
        " (b) c",
        "Act (s)",
        "[x]",
        "1(a)",
        "é(x)",
        "Я",
        "a [b](c)",
        "“q”",
        '"',
        "|",
        "A",
        "I",
        ",p",
        "O(v)",
        "[and]",
    ]
)
LINES = st.lists(PIECES, min_size=1, max_size=4).map("".join).filter(lambda text: not fault_in(text, "[exception]"))
OPERATORS = st.none() | st.sampled_from(nm.LogicalOperator)
LISTS = st.lists(LINES, max_size=3)
HARD = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(["bearer_text", "aim", "direct_object", "indirect_object", "constituted_entity"], LINES),
        **dict.fromkeys(
            ["direct_object_items", "conditions", "constraints", "exceptions", "constituting_properties"], LISTS
        ),
        **dict.fromkeys(["direct_object_operator", "condition_operator", "property_operator"], OPERATORS),
    },
)


@given(HARD)
def test_texts_that_look_like_the_notation_are_read_back(fields: dict[str, Any]) -> None:
    collection = collection_of(provision(**fields))
    assert_read_back(collection, to_ig(collection).content)


def test_the_bundled_provisions_are_read(albuquerque: nm.Collection) -> None:
    statements = [read(each) for each in to_ig(albuquerque).content.splitlines()]
    assert len(statements) == len(albuquerque.provisions)
    (exception,) = [
        each for statement in statements for each in statement.components if each.annotation == "[exception]"
    ]
    assert exception == Component("Cac", "unless a court legally requires it", "[exception]")


def test_no_name_of_a_private_individual_is_in_it(albuquerque: nm.Collection) -> None:
    named = with_names(albuquerque, NAMES[0])
    assert not [secret for secret in SECRETS if secret in fold(to_ig(named).content)]
    assert "quillfeather" in fold(to_ig(named, include_private=True).content)


def test_many_and_long_provisions_take_little_time() -> None:
    many = [
        provision(id=f"eo.a-{number}", aim="act", or_else_provisions=[f"eo.a-{number + 1}"]) for number in range(2_000)
    ]
    long = [provision(id="eo.long", aim="A,b" * 50_000, conditions=["()" * 50_000, "[(" * 9 + ")]" * 9])]
    start = time.process_time()
    assert to_ig(collection_of(*many, *long)).content.count("\n") == 2_001
    assert time.process_time() - start < 10
