"""JSON-LD: the content of the document, and the triples that programs read in it."""

import json
import socket
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from rdflib import RDF, SDO, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

import nmpolicy as nm
from command_line import BUNDLED, run
from each_case import each_case
from linked_data import plain_json, pyld_graph, rdflib_graph
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.errors import InvalidCollectionError, InvalidTypeError, InvalidValueError
from nmpolicy.exports.json_ld.json_ld_export import to_jsonld
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.extra import Extra, exact_number
from nmpolicy.vocabulary.folding import fold

BASE = "urn:nmpolicy:collection:demo/"
RECORDS = Namespace(BASE)
NM = Namespace("urn:nmpolicy:vocabulary:")
ELI_RESOURCE = URIRef("http://data.europa.eu/eli/ontology#LegalResource")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
#: Texts that programs could take for something else.
TEXTS = (
    "https://example.org/",
    "urn:x:y",
    "schema:name",
    "@id",
    "_:b0",
    '{"@id": "x"}',
    "eo",
    "a\u2028b\u2029c\u0085d",
    "\u202eright to left",
    "a\x00b\x1f",
    "\\u0041 \\",
    "\ufffe",
    "",
    " ",
    "2025-07-21",
)


def document(*records: nm.Record, **own: Any) -> str:
    """The export of a collection of these records."""
    collection = nm.Collection.of(records, id="demo", title="A demonstration", **own)
    return to_jsonld(collection, include_private=True).content


def graph(*records: nm.Record, **own: Any) -> Graph:
    """The graph that both programs read in the export."""
    return agreed(document(*records, **own))


def agreed(text: str) -> Graph:
    """The graph that both programs read."""
    found = rdflib_graph(text)
    assert isomorphic(found, pyld_graph(text))
    return found


@settings(max_examples=15)
@given(collections())
def test_programs_agree_and_the_plain_json_is_in_it(collection: nm.Collection) -> None:
    exported = to_jsonld(collection, include_private=True)
    agreed(exported.content)
    assert plain_json(json.loads(exported.content)) == json.loads(nm.dumps(collection, unknown="keep"))
    assert exported.left_out == {}
    assert to_jsonld(collection, include_private=True) == exported


def test_nothing_is_loaded_from_elsewhere(albuquerque: nm.Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    found = agreed(to_jsonld(albuquerque).content)
    assert len(set(found.subjects(RDF.type, SDO.Legislation))) == len(albuquerque.instruments) + len(
        albuquerque.provisions
    )


def test_every_record_and_part_has_an_address(albuquerque: nm.Collection) -> None:
    found = rdflib_graph(to_jsonld(albuquerque, include_private=True).content)
    base = f"urn:nmpolicy:collection:{albuquerque.id}/"
    assert {f"{base}{record.id}" for record in albuquerque} <= {str(each) for each in found.subjects(RDF.type)}
    assert all(isinstance(each, URIRef) for each in found.subjects(RDF.type))
    assert (URIRef(base), URIRef("http://purl.org/dc/terms/identifier"), Literal(albuquerque.id)) in found


def test_a_part_is_named_as_in_the_tables() -> None:
    vote = nm.VoteEvent(votes=[nm.Vote(voter="a", option="yes"), nm.Vote(voter="b", option="no")], yes=1)
    deadline = nm.Deadline(date="2025")
    found = graph(
        nm.Measure(id="m", kind="bill", title="A bill", vote_events=[vote]),
        nm.Provision(id="m.a", instrument="m", kind="regulative", deadline=deadline),
        notes=["A note."],
    )
    second = URIRef(f"{BASE}m#/vote_events/0/votes/1")
    assert (second, SDO.agent, RECORDS.b) in found
    assert (second, NM.option, NM["VoteOption/no"]) in found
    assert (URIRef(f"{BASE}m#/vote_events/0"), NM.yes, Literal(1)) in found
    assert (RECORDS["m.a"], NM.deadline, URIRef(f"{BASE}m.a#/deadline")) in found
    assert (URIRef(f"{BASE}#/notes/0"), SDO.text, Literal("A note.")) in found


def test_the_collection_may_have_the_id_of_a_record() -> None:
    found = graph(nm.Organization(id="demo", name="Demo"))
    assert set(found.objects(RECORDS.demo, SDO.name)) == {Literal("Demo")}
    assert set(found.objects(URIRef(BASE), SDO.name)) == {Literal("A demonstration")}


def test_collections_do_not_mix_in_one_store() -> None:
    one, other = (
        nm.Collection.of([nm.Post(id="mayor", name=name)], id=name, title=name) for name in ("albany", "buffalo")
    )
    both = agreed(to_jsonld(one).content) + agreed(to_jsonld(other).content)
    names = {(str(each), str(both.value(each, SDO.name))) for each in both.subjects(RDF.type, NM.Post)}
    assert names == {(f"urn:nmpolicy:collection:{each}/mayor", each) for each in ("albany", "buffalo")}


@each_case("text", TEXTS)
def test_a_text_stays_a_text(text: str) -> None:
    extra = {
        text: text,
        "@context": {"id": text},
        "@id": text,
        "x-@type": text,
        "@graph": [text],
        "kind": {"@id": text},
    }
    order = nm.Order(
        id="eo",
        kind="other",
        title=text,
        other_titles=[text],
        number=text,
        subjects=[text],
        milestones=[nm.Milestone(stage="signed", extra=extra | {"title": text})],
        identifiers=[nm.Identifier(scheme=text, identifier=text)],
        notes=[nm.Note(text=text, author=text, extra=extra)],
        extra={key: item for key, item in extra.items() if key != "kind"},
    )
    provision = nm.Provision(id="eo.a", instrument="eo", kind="regulative", conditions=[text, text], exceptions=[text])
    found = graph(order, provision, nm.Person(id="a", name=text, extra=extra), summary=text, license=text)
    assert (RECORDS.eo, SDO.name, Literal(text)) in found
    assert (RECORDS.a, NM.kind, None) not in found
    conditions = found.value(RECORDS["eo.a"], NM.conditions)
    assert conditions is not None
    assert [*found.items(conditions)] == [Literal(text), Literal(text)]
    (held,) = found.objects(RECORDS.a, NM.extra)
    assert isinstance(held, Literal)
    assert held.datatype == RDF.JSON
    assert json.loads(str(held)) == extra
    known = {URIRef(f"{BASE}{each}") for each in ("", "eo", "eo.a", "a")}
    assert {each for each in found.subjects(RDF.type) if "#" not in str(each)} == known
    assert {*found.objects(RECORDS.eo, RDF.type)} == {NM.Order, SDO.Legislation, ELI_RESOURCE}


def test_numbers_of_other_programs_are_exact() -> None:
    extra = Extra(json.loads('{"x-n": [1E400, 0.12345678901234567890, 1.0]}', parse_float=exact_number))
    found = graph(nm.Person(id="a", extra=extra))
    (held,) = found.objects(RECORDS.a, NM.extra)
    assert str(held) == '{"x-n":[1E+400,0.12345678901234567890,1.0]}'


def test_dates_and_numbers_have_their_types() -> None:
    amount = nm.MonetaryAmount(currency="USD", value="1000.50")
    found = graph(
        nm.Source(id="s", kind="other", title="A source", date="2025-05", url="https://example.org/a/../{b}"),
        nm.Event(id="e", kind="other", name="An event", start_date="2025-07-21", end_date="2025~"),
        nm.Statement(id="t", date="2025-07?"),
        nm.Provision(id="p", instrument="o", kind="regulative", amounts=[amount]),
        nm.Organization(id="o", name="O", size=2**53 - 1),
    )
    assert (RECORDS.s, URIRef("http://purl.org/dc/terms/date"), Literal("2025-05", datatype=EDTF)) in found
    assert (RECORDS.s, SDO.datePublished, Literal("2025-05", datatype=XSD.gYearMonth)) in found
    assert (RECORDS.s, NM.date_earliest, Literal("2025-05-01", datatype=XSD.date)) in found
    assert (RECORDS.s, NM.date_latest, Literal("2025-05-31", datatype=XSD.date)) in found
    assert (RECORDS.s, SDO.url, Literal("https://example.org/a/../{b}", datatype=XSD.anyURI)) in found
    assert (RECORDS.e, SDO.startDate, Literal("2025-07-21", datatype=XSD.date)) in found
    assert (RECORDS.e, SDO.endDate, Literal("2025~", datatype=EDTF)) in found
    assert (RECORDS.t, NM.date_earliest, None) not in found
    assert (URIRef(f"{BASE}p#/amounts/0"), SDO.value, Literal("1000.50", datatype=XSD.decimal)) in found
    assert (RECORDS.o, NM.size, Literal(2**53 - 1)) in found


def test_the_base_can_be_chosen() -> None:
    collection = nm.Collection.of([nm.Post(id="mayor", name="Mayor")], id="demo", title="T")
    for base in ("https://example.org/orders/", "http://localhost:8080/~a/", "urn:example:a%20b/"):
        found = agreed(to_jsonld(collection, base=base).content)
        assert (URIRef(f"{base}mayor"), RDF.type, NM.Post) in found


NO_BASES: tuple[Any, ...] = (
    "",
    "/",
    "orders/",
    "https://example.org",
    "https://example.org/a b/",
    "https://example.org/../",
    'https://example.org/"/',
    "https://example.org/?a/",
    "https://example.org/\n/",
    "https://example.org/%zz/",
    "urn:a#/",
    "a:/./",
    5,
)


@each_case("base", NO_BASES)
def test_a_base_that_is_not_one_is_refused(base: Any) -> None:
    with pytest.raises(InvalidValueError, match="is not the start of addresses; write an absolute URI"):
        to_jsonld(nm.Collection(id="demo", title="T"), base=base)


def test_what_is_no_collection_is_refused() -> None:
    with pytest.raises(InvalidTypeError, match="expected a Collection"):
        to_jsonld([])  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    twice = nm.Collection(id="demo", title="T").with_records([nm.Person(id="a"), nm.Person(id="a")])
    with pytest.raises(InvalidCollectionError):
        to_jsonld(twice)


def test_names_are_withheld(albuquerque: nm.Collection) -> None:
    extra = attrs.evolve(albuquerque.orders[0], extra={"x-a": {"x-b": "c"}})
    named = with_names(albuquerque.replace(extra), NAMES[0])
    shown = fold(to_jsonld(named).content)
    assert not [secret for secret in SECRETS if secret in shown]
    shown = fold(to_jsonld(named, include_private=True).content)
    assert all(secret in shown for secret in ("zora", "quillfeather", "nandu"))


def test_an_empty_collection_is_exported() -> None:
    assert set(graph().objects(URIRef(BASE), RDF.type)) == {NM.Collection, SDO.Dataset}
    assert "@included" not in json.loads(document())


def test_the_fields_of_a_subclass_are_not_written() -> None:
    @attrs.frozen(kw_only=True)
    class City(nm.Collection):
        mayor: str = ""

    city = City(id="demo", title="A demonstration", people=[nm.Person(id="a")], mayor="Ana")
    for include_private in (True, False):
        assert to_jsonld(city, include_private=include_private).content == document(nm.Person(id="a"))


def test_the_command_has_a_base(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonld"
    code, shown = run("export", "jsonld", *BUNDLED, "-o", str(out), "--base", "https://example.org/abq/")
    assert (code, shown.startswith(f"Wrote {out}\n"), "Left out" in shown) == (0, True, False)
    assert json.loads(out.read_text("utf-8"))["@id"] == "https://example.org/abq/"
    code, shown = run("export", "jsonld", *BUNDLED, "--base", "example.org")
    assert (code, shown.startswith("Error: 'example.org' is not the start of addresses")) == (2, True)


def test_many_relations_take_no_longer_each() -> None:
    many = [nm.Relation(id=f"r{n}", subject="eo", predicate="cites", object=f"o{n}") for n in range(5_000)]
    (node,) = json.loads(document(*many))["@included"]
    assert node["nm:RelationKind/cites"] == [{"@id": f"o{n}"} for n in range(5_000)]
