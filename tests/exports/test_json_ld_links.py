"""Triples in the properties of other vocabularies that follow from records."""

from typing import Any

from rdflib import RDF, SDO, XSD, Graph, Literal, Namespace, URIRef

import nmpolicy as nm
from each_case import each_case
from linked_data import rdflib_graph
from nmpolicy.exports.json_ld.json_ld_export import to_jsonld

BASE = "urn:nmpolicy:collection:demo/"
RECORDS = Namespace(BASE)
NM = Namespace("urn:nmpolicy:vocabulary:")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
OLD = nm.Order(id="old", kind="other", title="An old order")
NEW = nm.Order(id="new", kind="other", title="A new order")
PART = nm.Provision(id="old.a", instrument="old", kind="regulative")


def graph(*records: nm.Record) -> Graph:
    return rdflib_graph(to_jsonld(nm.Collection.of(records, id="demo", title="T"), include_private=True).content)


def between(predicate: str, subject: str = "new", object: str = "old", **more: Any) -> set[tuple[str, str]]:
    """The properties that a relation adds between records, each with its object."""
    relation = nm.Relation(id="r", subject=subject, predicate=predicate, object=object, **more)
    records = (OLD, NEW, PART, nm.Event(id="ruling", kind="court-ruling", name="A ruling"))
    added = graph(*records, relation) - graph(*records)
    return {
        (str(link).replace(str(ELI), "eli:").replace(str(SDO), "schema:").removeprefix(str(NM)), str(target))
        for _, link, target in added.triples((RECORDS[subject], None, None))
    }


def on(target: str, *links: str) -> set[tuple[str, str]]:
    return {(link, f"{BASE}{target}") for link in links}


def test_a_relation_is_a_statement_and_a_triple() -> None:
    assert between("amends") == on("old", "RelationKind/amends", "schema:legislationChanges", "eli:amends")
    found = graph(OLD, NEW, nm.Relation(id="r", subject="new", predicate="amends", object="old"))
    statement = {(RDF.subject, RECORDS.new), (RDF.predicate, NM["RelationKind/amends"]), (RDF.object, RECORDS.old)}
    assert statement | {(RDF.type, RDF.Statement)} <= {*found.predicate_objects(RECORDS.r)}
    assert (RECORDS.new, NM["RelationKind/amends"], RECORDS.old) in found


@each_case("predicate", nm.RelationKind)
def test_every_predicate_has_a_property_of_our_own(predicate: nm.RelationKind) -> None:
    assert on("old", f"RelationKind/{predicate}") <= between(predicate)


def test_only_what_is_in_the_scope_is_repealed() -> None:
    links = ("RelationKind/repeals", "schema:legislationChanges", "eli:repeals")
    assert between("repeals") == on("old", *links)
    assert between("repeals", scope=["old.a"]) == on("old.a", *links)
    assert between("repeals", section="Section 3") == on("old", "schema:legislationChanges")
    both = on("old.a", *links) | on("old", "schema:legislationChanges")
    assert between("repeals", section="Section 3", scope=["old.a"]) == both
    assert between("reaffirms", section="Section 3") == set()


def test_only_legal_texts_have_properties_of_legislation() -> None:
    assert between("suspends", subject="ruling") == on("old", "RelationKind/suspends")
    assert between("cites", object="ruling") == on("ruling", "RelationKind/cites")
    assert between("suspends", subject="ruling", section="Section 3") == set()
    assert between("repeals", object="nowhere", section="Section 3") == set()
    assert between("repeals", object="nowhere") == on("nowhere", "RelationKind/repeals")


def test_an_instrument_has_the_date_on_which_it_was_made() -> None:
    def dates(*milestones: tuple[str, str | None]) -> set[Any]:
        stages = [nm.Milestone(stage=stage, date=date) for stage, date in milestones]
        found = graph(nm.Order(id="o", kind="other", title="An order", milestones=stages))
        return {*found.objects(RECORDS.o, SDO.legislationDate)}

    day = Literal("2025-07-21", datatype=XSD.date)
    assert dates(("signed", "2025-07-21"), ("effective", "2025-08-01"), ("issued", "2025-07-21")) == {day}
    assert dates(("adopted", "2025")) == {Literal("2025", datatype=XSD.gYear)}
    assert dates(("signed", "2025-07-21"), ("issued", "2025-07-22")) == set()
    assert dates(("signed", None), ("introduced", "2025")) == set()


def test_an_instrument_is_based_on_a_law() -> None:
    bases = [nm.LegalBasis(law="old"), nm.LegalBasis(citation="Charter"), nm.LegalBasis(law="old", citation="b")]
    found = graph(OLD, nm.Order(id="o", kind="other", title="An order", legal_basis=bases))
    assert [*found.objects(RECORDS.o, ELI.based_on)] == [RECORDS.old]


def test_a_passage_has_a_selector() -> None:
    def selector(**evidence: Any) -> set[tuple[Any, Any]]:
        source = nm.Source(id="s", kind="other", title="A source")
        found = graph(source, nm.Person(id="a", evidence=[nm.Evidence(source="s", **evidence)]))
        passage = URIRef(f"{BASE}a#/evidence/0")
        assert (passage, OA.hasSource, RECORDS.s) in found
        selectors = [*found.objects(passage, OA.hasSelector)]
        if evidence.get("paragraph"):
            selectors = [words for each in selectors for words in found.objects(each, OA.refinedBy)]
        return {pair for each in selectors for pair in found.predicate_objects(each)}

    def number(value: int) -> Literal:
        return Literal(value, datatype=XSD.nonNegativeInteger)

    place = {(RDF.type, OA.TextPositionSelector), (OA.start, number(0)), (OA.end, number(5))}
    words = {(RDF.type, OA.TextQuoteSelector), (OA.exact, Literal("some words"))}
    assert selector(paragraph=3, start=0, length=5) == place
    assert selector(paragraph=3, quote="some words") == words
    assert selector(quote="some words") == words
    assert selector(paragraph=3) == selector() == set()


def test_a_wikidata_item_is_the_same_thing() -> None:
    def same(scheme: str, identifier: str) -> set[str]:
        person = nm.Person(id="a", identifiers=[nm.Identifier(scheme=scheme, identifier=identifier)])
        return {str(each) for each in graph(person).objects(RECORDS.a, SDO.sameAs)}

    assert same("wikidata", "Q34804") == {"http://www.wikidata.org/entity/Q34804"}
    for scheme, identifier in (("wikidata", "Q1> <x"), ("wikidata", "34804"), ("isbn", "Q34804")):
        assert same(scheme, identifier) == set()
