"""The JSON-LD context."""

import re
from inspect import getsource
from typing import Any

import pytest
from attrs import fields
from rdflib import DC, DCTERMS, FOAF, ORG, PROV, RDF, SDO, SKOS, XSD, URIRef
from rdflib.namespace import DefinedNamespace

from each_case import each_case
from nmpolicy.exports.json_ld import json_ld_links
from nmpolicy.exports.json_ld.json_ld_context import CLASSES, KINDS, ORDERED, PREFIXES, PROPERTIES, classes, context
from nmpolicy.exports.json_ld.json_ld_links import DATES
from nmpolicy.records.collection import TABLES
from nmpolicy.records.fields import field_type
from nmpolicy.serialization.json_format import key_of

CONTEXT = context("urn:nmpolicy:collection:demo/")
NAMESPACES: dict[str, type[DefinedNamespace]] = {
    "dc": DC,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "prov": PROV,
    "rdf": RDF,
    "schema": SDO,
    "skos": SKOS,
    "xsd": XSD,
}
#: The terms of vocabularies that rdflib does not know: of ELI 1.5, Popolo 1.0, Web Annotation, and EDTF.
OTHERS = {
    "edtf": {"EDTF"},
    "eli": {"LegalResource", "LegalResourceSubdivision", "amends", "based_on", "cites", "commences", "consolidates"}
    | {"corrects", "implements", "repeals"},
    "oa": {"SpecificResource", "TextPositionSelector", "TextQuoteSelector", "end", "exact", "hasSelector", "hasSource"}
    | {"refinedBy", "start"},
    "opengov": {"Speech", "Vote", "VoteEvent", "post", "vote", "weight"},
}


def compact_iris(value: Any) -> set[str]:
    """All compact IRIs in a part of the context."""
    if isinstance(value, dict):
        return set().union(*map(compact_iris, value.values()))
    return {value} if isinstance(value, str) and value.partition(":")[0] in PREFIXES else set()


def terms(prefix: str) -> set[str]:
    """The terms of a vocabulary that exports use."""
    values = [value for key, value in CONTEXT.items() if key not in PREFIXES and key[0] != "@"]
    used = set().union(*map(compact_iris, values), *CLASSES.values())
    used |= {*re.findall('"([a-z]+:[A-Za-z_]+)"', getsource(json_ld_links))}
    used |= {each for by_term in KINDS.values() for each in by_term.values()}
    return {name for each in used for start, _, name in [each.partition(":")] if start == prefix}


@each_case("prefix", NAMESPACES)
def test_every_term_of_another_vocabulary_exists(prefix: str) -> None:
    assert str(NAMESPACES[prefix]._NS) == PREFIXES[prefix]  # noqa: SLF001  # it has no other name
    assert terms(prefix)
    assert [term for term in sorted(terms(prefix)) if URIRef(PREFIXES[prefix] + term) not in NAMESPACES[prefix]] == []


@pytest.mark.parametrize("prefix", OTHERS)
def test_no_other_term_is_used(prefix: str) -> None:
    assert terms(prefix) == OTHERS[prefix]
    assert NAMESPACES.keys() | OTHERS.keys() | {"nm"} == PREFIXES.keys()


@each_case("cls", [*classes()], ids=lambda cls: cls.__name__)
def test_every_field_has_a_definition(cls: Any) -> None:
    own = CONTEXT[cls.__name__].get("@context", {})
    for field in fields(cls):
        key = key_of(field.name)
        assert (key in own) or (key in CONTEXT), key
        assert not (key in own and key in CONTEXT) or (key == "id" and cls.__name__ == "Collection")


def test_every_property_belongs_to_a_field() -> None:
    names = {field.name for cls in classes() for field in fields(cls)}
    names |= {f"{cls.__name__}.{field.name}" for cls in classes() for field in fields(cls)}
    assert PROPERTIES.keys() | ORDERED <= names
    assert CLASSES.keys() <= {*classes()}
    assert {f"{cls.__name__}.{name}" for cls, name in DATES} <= names


def test_different_fields_of_a_class_have_different_properties() -> None:
    for cls in classes():
        own = {**CONTEXT, **CONTEXT[cls.__name__].get("@context", {})}
        tables = TABLES if cls.__name__ == "Collection" else ()
        used = [own[key_of(field.name)] for field in fields(cls) if field.name not in tables]
        iris = [each if isinstance(each, str) else each["@id"] for each in used]
        assert len(iris) == len(set(iris))


def test_no_key_stands_for_two_things() -> None:
    names = {key_of(field.name) for cls in classes() for field in fields(cls)}
    assert not names & PREFIXES.keys()
    assert not names & {cls.__name__ for cls in classes()}
    dates = {f"{name}_{bound}" for name in names for bound in ("earliest", "latest")}
    assert not dates & names


def test_terms_of_a_vocabulary_resolve_to_it() -> None:
    for cls in classes():
        own = {**CONTEXT, **CONTEXT[cls.__name__].get("@context", {})}
        for field in fields(cls):
            item = field_type(field.type)[0]
            made = own[key_of(field.name)]
            if isinstance(made, dict) and "@context" in made:
                assert made["@context"] == {"@base": f"urn:nmpolicy:vocabulary:{item.__name__}/"}
