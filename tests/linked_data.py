"""JSON-LD as graphs: what two programs read, without loading anything from elsewhere."""

import json
from typing import Any

from pyld import jsonld
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node


def pyld_graph(text: str) -> Graph:
    """Return the graph that pyld reads. A context that would have to be loaded is an error."""

    def refuse(url: str, _options: object) -> None:
        raise ValueError(f"{url} is not in the document")

    options: Any = {"documentLoader": refuse}
    found: Any = jsonld.to_rdf(json.loads(text), options)
    graph = Graph()
    for triple in found.pop("@default", []):
        graph.add((_term(triple["subject"]), _term(triple["predicate"]), _term(triple["object"])))
    if found:
        raise ValueError(f"the document has graphs of its own: {', '.join(found)}")
    return graph


def _term(value: dict[str, str]) -> Node:
    """Return a term of pyld as one of rdflib."""
    if value["type"] == "IRI":
        return URIRef(value["value"])
    if value["type"] == "blank node":
        return BNode(value["value"].removeprefix("_:"))
    datatype = URIRef(value["datatype"])
    return Literal(value["value"], datatype=None if datatype == XSD.string else datatype)


def rdflib_graph(text: str) -> Graph:
    """Return the graph that rdflib reads."""
    return Graph().parse(data=text, format="json-ld")


def plain_json(value: Any) -> Any:
    """Return the plain JSON in a document: without the keys of JSON-LD, and with the fields of other programs back."""
    if isinstance(value, list):
        return [*map(plain_json, value)]
    if not isinstance(value, dict):
        return value
    own = {key: plain_json(item) for key, item in value.items() if key[0] != "@" and key != "extra"}
    return {**own, **json.loads(value.get("extra", "{}"))}


def shacl_report(data: Graph, shapes: Graph) -> tuple[bool, str]:
    """Return whether a graph has the shapes, and the report of pyshacl."""
    from pyshacl import validate  # noqa: PLC0415  # slow to import, and few tests need it

    found: Any = validate(data, shacl_graph=shapes, inference="none")
    conforms, _, report = found
    return conforms, report
