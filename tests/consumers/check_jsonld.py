"""Read JSON-LD with pyld, rdflib and pyshacl: `PYTHONPATH=tests python tests/consumers/check_jsonld.py FILE…`.

Nothing may be loaded from elsewhere, both programs must read the same triples, and the graph must fit the shapes. With
`--random N`, the check includes N random collections. A document that is spoiled in one place must not fit the shapes.
"""

import argparse
import copy
import json
import socket
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from rdflib import Graph
from rdflib.compare import isomorphic

import nmpolicy as nm
from linked_data import pyld_graph, rdflib_graph, shacl_report
from nmpolicy.strategies import collections


def refuse(*_arguments: object) -> None:
    """Replace the network: fail on every request."""
    raise OSError("no network")


def check(name: str, text: str, shapes: Graph) -> int:
    """Check a document, and return the number of its triples. Exits with 1 on failure."""
    graph, other = rdflib_graph(text), pyld_graph(text)
    if not isomorphic(graph, other):
        raise SystemExit(f"{name}: rdflib reads {len(graph)} triples, and pyld {len(other)} others")
    conforms, report = shacl_report(graph, shapes)
    if not conforms:
        raise SystemExit(f"{name}: {report}")
    return len(graph)


def check_random(number: int, shapes: Graph) -> int:
    """Check random collections, and return the number of their triples."""
    counts: list[int] = []

    @settings(max_examples=number, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(collections())
    def check_one(collection: nm.Collection) -> None:
        text = nm.exports.to_jsonld(collection, include_private=True).content
        counts.append(check("a random collection", text, shapes))

    check_one()
    return sum(counts)


def spoiled(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield spoiled copies of a document, each after the name of its fault."""
    changes: dict[str, Callable[[dict[str, Any]], object]] = {
        "an order without a title": lambda order: order.pop("title"),
        "an order with two titles": lambda order: order.update(title=["One", "Two"]),
        "an order of an unknown kind": lambda order: order.update(kind="no-such-kind"),
        "an order whose title is a number": lambda order: order.update(title=5),
        "an order that a source issued": lambda order: order.update(issued_by=[document["sources"][0]["id"]]),
        "an order that nobody on record issued": lambda order: order.update(issued_by=["nobody"]),
    }
    for name, change in changes.items():
        other = copy.deepcopy(document)
        change(other["orders"][0])
        yield name, json.dumps(other)


def main() -> None:
    """Check the files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", type=Path, nargs="+", metavar="FILE")
    options.add_argument("--random", type=int, default=0, metavar="N")
    chosen = options.parse_args()
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")
    socket.getaddrinfo = refuse  # type: ignore[assignment]
    socket.socket.connect = refuse  # type: ignore[method-assign]
    shapes = Graph().parse(data=nm.exports.jsonld_shapes(), format="turtle")
    for file in chosen.files:
        print(
            f"{file.name}: {check(file.name, file.read_text('utf-8'), shapes):,} triples, read alike, with the shapes"
        )
    if chosen.random:
        print(f"{chosen.random} random collections: {check_random(chosen.random, shapes):,} triples, alike")
    for name, text in spoiled(json.loads(chosen.files[0].read_text("utf-8"))):
        if shacl_report(rdflib_graph(text), shapes)[0]:
            raise SystemExit(f"{name} should have been refused")
        print(f"Refused, as it should be: {name}")


if __name__ == "__main__":
    main()
