"""SHACL shapes for the linked data of a collection, made from the same declarations as the JSON-LD context."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from attrs import NOTHING, fields, has

from nmpolicy.exports.json_ld.json_ld_context import (
    ORDERED,
    PREFIXES,
    VOCABULARY,
    classes,
    datatype,
    has_terms,
    property_iri,
)
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.references import ref_marker
from nmpolicy.vocabulary.values import Between

_DATE_PATTERN = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?$"
_NATIVE = {bool: "xsd:boolean", int: "xsd:integer", str: "xsd:string"}


def jsonld_shapes() -> str:
    """Return SHACL shapes, as Turtle, for what `to_jsonld` writes.

    For each class, they list the properties that a record must have, the number of values of each, and their kind: a
    datatype, terms of a vocabulary, or a record of some classes. They are open, so data may have more properties. They
    do not include the rules of `nmpolicy.validate`.

    >>> jsonld_shapes().count("a sh:NodeShape"), "sh:targetClass nm:Order" in jsonld_shapes()
    (24, True)

    Terms: SHACL (W3C).

    .. versionadded:: 0.1
    """
    prefixes = {**PREFIXES, "sh": "http://www.w3.org/ns/shacl#"}
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items())
    return head + "".join(map(_shape, classes()))


def _shape(cls: Any) -> str:
    lines = [f"<{VOCABULARY}{cls.__name__}Shape> a sh:NodeShape", f"sh:targetClass nm:{cls.__name__}"]
    lines += (f"sh:property [ {' ; '.join(each)} ]" for each in _properties(cls))
    return "\n" + " ;\n    ".join(lines) + " .\n"


def _properties(cls: Any) -> Iterator[list[str]]:
    """Yield the constraints on each property of a class."""
    if cls is Collection:  # the properties of its tables are one and the same
        yield ["sh:path dcterms:hasPart", "sh:nodeKind sh:IRI", _among(TABLES.values())]
    for field in fields(cls):
        if field.name in TABLES and cls is Collection:
            continue
        item, many, _ = field_type(field.type)
        if field.name == "id" and cls is not Collection:
            continue  # it is the address of the node
        iri = property_iri(cls, field.name)
        if field.name in ORDERED:
            yield [f"sh:path {iri}", "sh:maxCount 1"]
            yield [f"sh:path ( {iri} [ sh:zeroOrMorePath rdf:rest ] rdf:first )", *_values(item)]
            continue
        counts = [*(["sh:minCount 1"] if field.default is NOTHING else []), *([] if many else ["sh:maxCount 1"])]
        yield [f"sh:path {iri}", *counts, *_values(item)]


def _among(accepted: Iterable[type]) -> str:
    """Return the constraint that a value is of one of some classes."""
    first, *others = (f"sh:class nm:{cls.__name__}" for cls in accepted)
    return f"sh:or ( {' '.join(f'[ {each} ]' for each in (first, *others))} )" if others else first


def _values(item: Any) -> Iterator[str]:
    """Yield the constraints on a value of a field."""
    ref = ref_marker(item)
    if ref is not None:
        yield "sh:nodeKind sh:IRI"
        if ref.tables:
            yield _among(TABLES[each] for each in ref.tables)
    elif has(item):
        yield f"sh:class nm:{item.__name__}"
    elif has_terms(item):
        yield f"sh:in ( {' '.join(f'<{VOCABULARY}{item.__name__}/{term}>' for term in item)} )"
    else:
        base, *markers = get_args(item) if get_origin(item) is not None else (item,)
        yield f"sh:datatype {datatype(item) or _NATIVE[base]}"
        if item is PartialDate:
            yield f'sh:pattern "{_DATE_PATTERN}"'
        for marker in markers:
            if isinstance(marker, Between):
                yield f"sh:minInclusive {marker.least}"
                yield f"sh:maxInclusive {marker.most}"
