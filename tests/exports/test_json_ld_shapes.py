"""The SHACL shapes of what is exported."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from rdflib import Graph

import nmpolicy as nm
from linked_data import rdflib_graph, shacl_report
from nmpolicy.exports.json_ld.json_ld_export import to_jsonld
from nmpolicy.exports.json_ld.json_ld_shapes import jsonld_shapes
from nmpolicy.strategies import collections

COLLECTION = nm.Collection.of(
    [
        nm.Organization(id="city", name="Springfield", size=3),
        nm.Order(id="eo", kind="other", title="An order", issued_by=["city"]),
        nm.Provision(id="eo.a", instrument="eo", kind="regulative", conditions=["when asked"], start_date="2025-07"),
        nm.Statement(id="said", stances=[nm.TargetStance(target="eo", stance="support")]),
    ],
    id="demo",
    title="A demonstration",
)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=jsonld_shapes(), format="turtle")


def test_the_data_set_has_the_shapes(shapes: Graph, albuquerque: nm.Collection) -> None:
    conforms, report = shacl_report(rdflib_graph(to_jsonld(albuquerque).content), shapes)
    assert conforms, report


@settings(max_examples=5)
@given(collections())
def test_any_collection_without_errors_has_the_shapes(shapes: Graph, collection: nm.Collection) -> None:
    conforms, report = shacl_report(rdflib_graph(to_jsonld(collection, include_private=True).content), shapes)
    assert conforms, report


def test_the_demonstration_has_the_shapes(shapes: Graph) -> None:
    conforms, report = shacl_report(rdflib_graph(to_jsonld(COLLECTION).content), shapes)
    assert conforms, report


#: For each kind of constraint: a change to a document that breaks it, and the name of the constraint.
SPOILT: list[tuple[Callable[[Any], object], str]] = [
    (lambda document: document["orders"][0].pop("title"), "MinCount"),
    (lambda document: document["orders"][0].update(title=["One", "Two"]), "MaxCount"),
    (lambda document: document["orders"][0].update(title=5), "Datatype"),
    (lambda document: document["orders"][0].update(kind="no-such-kind"), "In"),
    (lambda document: document["orders"][0].update(issued_by=["eo.a"]), "Or"),
    (lambda document: document["orders"][0].update(issued_by=["nowhere"]), "Or"),
    (lambda document: document["orders"][0].update(issued_by=[{"@value": "city"}]), "NodeKind"),
    (lambda document: document["organizations"][0].update(size=0), "MinInclusive"),
    (lambda document: document["organizations"][0].update(size=2**53), "MaxInclusive"),
    (lambda document: document["organizations"][0].pop("@type"), "Or"),
    (lambda document: document["provisions"][0].update(conditions=[5]), "Datatype"),
    (lambda document: document["provisions"][0].update(start_date="July"), "Pattern"),
    (lambda document: document["provisions"][0].pop("instrument"), "MinCount"),
    (lambda document: document["provisions"][0].update(or_else_provisions=["eo"]), "Class"),
    (lambda document: document["statements"][0]["stances"][0].pop("@type"), "Class"),
    (lambda document: document["statements"][0]["stances"][0].pop("stance"), "MinCount"),
    (lambda document: document.pop("title"), "MinCount"),
]


@pytest.mark.parametrize(("spoil", "constraint"), SPOILT, ids=lambda value: value if isinstance(value, str) else "")
def test_a_spoiled_document_fails(shapes: Graph, spoil: Callable[[Any], object], constraint: str) -> None:
    document = json.loads(to_jsonld(COLLECTION).content)
    spoil(document)
    conforms, report = shacl_report(rdflib_graph(json.dumps(document)), shapes)
    assert not conforms
    assert f"Violation in {constraint}ConstraintComponent" in report
