"""Graphs, as networkx, Graphviz and an XML parser read them."""

import re
import shutil
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.errors import InvalidCollectionError, InvalidTypeError, InvalidValueError, UnknownIdError
from nmpolicy.exports import to_graph
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.folding import fold

FORMS: Any = ["graphml", "gexf", "dot", "mermaid"]
XML: Any = FORMS[:2]
#: Texts that mean something in one of the formats.
HOSTILE = [
    'say "x"',
    "a & b &lt;b&gt; &amp;",
    "<b>bold</b><script>alert(1)</script>",
    "]]>",
    "back\\slash \\N \\",
    "end",
    "`code` **bold** # ; ] ) }",
    "%%{init: {}}%% click x",
    "two\nlines\r\tand a tab",
    "\x00\x1b[2J \ufffe",
    "\u2028\u200f שלום",
    "1. one",
]
needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def demo(*more: nm.Record, **fields: Any) -> nm.Collection:
    """Return an order that a mayor signed, and more records."""
    milestones = [nm.Milestone(stage="signed", date="2025-07-21", by=["ana"])]
    order = nm.Order(
        id="eo", kind="executive-order", title="An order", issued_by=["mayor"], milestones=milestones, **fields
    )
    held = nm.Membership(id="ana-mayor", member="ana", post="mayor", start_date="2024", end_date="2026-01")
    post = nm.Post(id="mayor", name="Mayor", organization="city")
    city = nm.Organization(id="city", name="City", classification="government")
    return nm.Collection.of([nm.Person(id="ana", name="Ana"), city, post, held, order, *more], id="demo", title="T")


def read(collection: nm.Collection, form: Any, **options: Any) -> Any:
    """Return a graph as networkx reads it."""
    text = to_graph(collection, form, **options).content
    readers: Any = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
    return readers[form](BytesIO(text.encode()))


def visible(text: str) -> str:
    """Return a text with escapes for the characters that XML 1.0 does not have."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", lambda found: ascii(found[0])[1:-1], text)


def edges(collection: nm.Collection, **options: Any) -> list[tuple[str, str, str]]:
    """Return the ends and the label of each edge."""
    found = read(collection, "graphml", **options).edges(data=True)
    return sorted((source, data["label"], target) for source, target, data in found)


@pytest.mark.parametrize("form", XML)
def test_networkx_reads_nodes_and_edges_with_their_dates(form: Any) -> None:
    graph = read(demo(url="https://a.org/?a=1&b=2", number="7"), form)
    assert graph.is_directed()
    node = {name: text for name, text in graph.nodes["eo"].items() if name != "viz"}
    assert node == {
        "label": "An order",
        "class": "order",
        "kind": "executive-order",
        "number": "7",
        "stage": "signed",
        "stage_date": "2025-07-21",
        "date": "2025-07-21",
        "url": "https://a.org/?a=1&b=2",
    }
    found = {(source, target): data for source, target, data in graph.edges(data=True)}
    assert found["ana", "mayor"].items() >= {"type": "holds", "date": "2024", "end_date": "2026-01"}.items()
    assert found["ana", "eo"].items() >= {"label": "signed", "record": "eo", "date": "2025-07-21"}.items()
    assert set(found) == {("ana", "mayor"), ("ana", "eo"), ("mayor", "eo"), ("mayor", "city")}


def test_edges_say_who_does_what() -> None:
    more: Any = {"kind": "ordinance", "title": "A measure"}
    vote = nm.VoteEvent(date="2025-03-01", motion="passage", votes=[nm.Vote(voter="ana", option="not-voting")])
    measure = nm.Measure(
        id="m", body="city", sponsors=["ana"], cosponsors=["mayor"], vote_events=[vote], **more,
        legal_basis=[nm.LegalBasis(citation="Charter"), nm.LegalBasis(law="eo.a")],
    )  # fmt: skip
    rule: Any = {"instrument": "eo", "kind": "regulative", "bearers": ["ana"]}
    provisions = [
        nm.Provision(id="eo.a", deontic=["prohibition", "permission"], section="Section 1", **rule),
        nm.Provision(id="eo.b", deontic=["right"], **rule),
        nm.Provision(id="eo.c", **rule),
    ]
    stances = [
        nm.TargetStance(target="eo.a", stance="oppose", objection="too-far"),
        nm.TargetStance(topic="x", stance="support"),
    ]
    records = [
        measure,
        *provisions,
        nm.Organization(id="office", name="Office", parent="city"),
        nm.Membership(id="in-city", member="ana", organization="city", role="clerk"),
        nm.Membership(id="both", member="ana", organization="office", post="mayor"),
        nm.Membership(id="same", member="ana", organization="city", post="mayor"),
        nm.Statement(id="s", speakers=["ana"], date="2025-08-01", stances=stances),
        nm.Relation(id="r", subject="m", predicate="amends", object="eo.b", section="Section 2"),
    ]
    collection = demo(*records)
    assert edges(collection) == sorted(
        [
            ("ana", "holds", "mayor"),
            ("ana", "holds", "mayor"),
            ("ana", "holds through 2026-01", "mayor"),
            ("ana", "clerk", "city"),
            ("ana", "member of", "office"),
            ("mayor", "office of", "city"),
            ("office", "part of", "city"),
            ("mayor", "issued", "eo"),
            ("ana", "signed", "eo"),
            ("city", "considered", "m"),
            ("ana", "sponsors", "m"),
            ("mayor", "cosponsors", "m"),
            ("ana", "did not vote", "m"),
            ("m", "based on a part of", "eo"),
            ("eo", "binds", "ana"),
            ("eo", "empowers", "ana"),
            ("eo", "addresses", "ana"),
            ("ana", "opposes a part of", "eo"),
            ("m", "amends a part of", "eo"),
        ]
    )
    details = {data["label"]: data.get("details") for *_, data in read(collection, "gexf").edges(data=True)}
    assert (details["opposes a part of"], details["binds"], details["did not vote"]) == (
        "Section 1 (eo.a); too far",
        "Section 1",
        "passage",
    )
    assert details["amends a part of"] == "in part: Section 2, eo.b"
    left_out = to_graph(collection).left_out
    assert (left_out["TargetStance"], left_out["LegalBasis"], "VoteEvent" in left_out) == (1, 1, False)
    drawn = to_graph(collection, "mermaid")
    assert (drawn.left_out["VoteEvent"], drawn.content.count('|"holds"|')) == (1, 1)


def test_a_stance_on_a_part_is_not_one_on_the_whole() -> None:
    stances = [nm.TargetStance(target="eo", stance="support"), nm.TargetStance(target="eo.a", stance="support")]
    records = [
        nm.Provision(id="eo.a", instrument="eo", kind="regulative"),
        nm.Statement(id="s", speakers=["ana"], stances=stances),
        nm.Event(id="march", kind="protest", name="A march", about=["eo.a"]),
        nm.Relation(id="r", subject="eo.a", predicate="follows", object="march", effective_date="2025"),
    ]
    collection = demo(*records)
    assert {(label, target) for source, label, target in edges(collection) if source in {"ana", "march"}} == {
        ("holds through 2026-01", "mayor"),
        ("signed", "eo"),
        ("supports", "eo"),
        ("supports a part of", "eo"),
        ("about a part of", "eo"),
    }
    for form in FORMS:
        text = to_graph(collection, form).content
        assert (text.count("supports a part of"), text.count("supports")) == (1, 2)
    assert 'tooltip="r, from 2025, by eo.a"' in to_graph(collection, "dot").content
    left_out = to_graph(collection, "mermaid").left_out
    assert {name: left_out[name] for name in ("TargetStance.target", "Event.about", "Relation.subject")} == {
        "TargetStance.target": 1,
        "Event.about": 1,
        "Relation.subject": 1,
    }


@each_case(
    ("stages", "label"),
    [
        (["introduced"], "would bind"),
        (["passed"], "would bind"),
        ([], "would bind"),
        (["passed", "vetoed"], "would have bound"),
        (["signed"], "binds"),
        (["signed", "rescinded"], "binds"),
    ],
)
def test_what_is_not_made_would_bind(stages: list[Any], label: str) -> None:
    milestones = [nm.Milestone(stage=stage) for stage in stages]
    bill = nm.Measure(id="bill", kind="bill", title="A bill", milestones=milestones)
    rule = nm.Provision(id="bill.a", instrument="bill", kind="regulative", deontic=["obligation"], bearers=["city"])
    collection = demo(bill, rule)
    assert ("bill", label, "city") in edges(collection)
    assert f'-->|"{label}"| n_city' in to_graph(collection, "mermaid").content


def test_a_date_that_follows_from_the_subject_is_not_that_of_a_relation() -> None:
    collection = demo(nm.Relation(id="r", subject="eo", predicate="repeals", object="city"))
    (found,) = [data for *_, data in read(collection, "gexf").edges(data=True) if data["label"] == "repeals"]
    assert not {"date", "end_date", "details"} & found.keys()


def test_a_stage_without_a_date_gets_none() -> None:
    stages = [nm.Milestone(stage="signed", date="2021"), nm.Milestone(stage="rescinded")]
    order = nm.Order(id="old", kind="other", title="Old", issued_by=["mayor"], milestones=stages)
    assert '["Old<br>other, rescinded"]' in to_graph(demo(order), "mermaid").content


def test_events_statements_and_sources_are_nodes_if_a_relation_connects_them() -> None:
    records = [
        nm.Event(id="march", kind="protest", name="A march", participants=[nm.Participant(actor="ana", role="host")], about=["eo"]),
        nm.Event(id="vigil", kind="protest", name="A vigil", participants=[nm.Participant(actor="ana")]),
        nm.Statement(id="said", speakers=["ana"], summary="Said."),
        nm.Source(id="paper", kind="other", title="A paper", url="https://a.org"),
        nm.Relation(id="r1", subject="eo", predicate="follows", object="march"),
        nm.Relation(id="r2", subject="said", predicate="responds-to", object="eo"),
        nm.Relation(id="r3", subject="eo", predicate="cites", object="paper"),
    ]  # fmt: skip
    collection = demo(*records)
    assert set(read(collection, "graphml")) == {"ana", "city", "mayor", "eo", "march", "said", "paper"}
    assert to_graph(collection).left_out["Event"] == 1
    assert ("ana", "took part in", "vigil") in edges(collection, around="vigil")
    assert ("ana", "host", "march") in edges(collection, around="ana")
    assert ("ana", "said", "said") in edges(collection)
    for form in FORMS:
        assert "paper" in to_graph(collection, form, around="eo").content


def test_the_neighborhood_goes_on_from_actors_only_to_actors() -> None:
    other = nm.Order(id="old", kind="other", title="Old", issued_by=["mayor"])
    older = nm.Order(id="older", kind="other", title="Older", issued_by=["mayor"])
    repeal = nm.Relation(id="r", subject="eo", predicate="repeals", object="old")
    collection = demo(other, older, repeal)
    assert set(read(collection, "graphml", around="eo", depth=0)) == {"eo"}
    assert set(read(collection, "graphml", around="eo")) == {"eo", "ana", "mayor", "old"}
    for depth in (5, 10**12):  # no step is taken past the end of the graph
        assert set(read(collection, "graphml", around="eo", depth=depth)) == {"eo", "ana", "mayor", "old", "city"}
    assert ("mayor", "issued", "old") in edges(collection, around="eo")
    assert set(read(collection, "graphml", around=collection.posts[0])) == {
        "mayor",
        "ana",
        "city",
        "eo",
        "old",
        "older",
    }
    assert not [name for name in to_graph(collection, around="eo").left_out if "." not in name]


def test_a_neighborhood_has_all_edges_between_its_nodes(albuquerque: nm.Collection) -> None:
    assert ("us-ice", "took part in", "walmart-arrest") in edges(albuquerque, around="abq-eo-2025-07-21")
    for id in [each.id for each in (*albuquerque.actors, *albuquerque.instruments)]:
        ids = {*read(albuquerque, "graphml", around=id)}
        inside = [each for each in edges(albuquerque) if {each[0], each[2]} <= ids]
        assert not Counter(inside) - Counter(edges(albuquerque, around=id))


def test_the_neighborhood_of_a_provision_is_that_of_its_instrument(albuquerque: nm.Collection) -> None:
    order = to_graph(albuquerque, around="abq-eo-2025-07-21")
    assert to_graph(albuquerque, around="abq-eo-2025-07-21.status") == order


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="no record has the id 'mayors'; did you mean 'mayor'"):
        to_graph(demo(), around="mayors")
    with pytest.raises(InvalidTypeError, match="'ana-mayor' is a membership, not an instrument, an actor or an event"):
        to_graph(demo(), around="ana-mayor")
    with pytest.raises(
        InvalidValueError, match="'svg' is not a form of a graph; use graphml or gexf or dot or mermaid"
    ):
        to_graph(demo(), "svg")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="the depth is -1; use a number of steps from 0"):
        to_graph(demo(), around="eo", depth=-1)
    with pytest.raises(InvalidTypeError, match="the depth must be a whole number of steps, not"):
        to_graph(demo(), around="eo", depth="1")  # type: ignore[arg-type]
    with pytest.raises(InvalidCollectionError):
        to_graph(demo(nm.Person(id="eo")))


def test_a_reference_to_no_record_is_counted_and_not_drawn() -> None:
    relation = nm.Relation(id="r", subject="eo", predicate="repeals", object="nothing")
    provision = nm.Provision(id="x.a", instrument="x", kind="regulative", bearers=["ana"])
    statement = nm.Statement(
        id="s", speakers=["ana", "nobody"], stances=[nm.TargetStance(target="eo", stance="support")]
    )
    left_out = to_graph(demo(relation, provision, statement)).left_out
    assert (left_out["Relation"], left_out["Provision"], left_out["TargetStance.target"]) == (1, 1, 1)


def test_milestones_and_votes_without_actors_are_counted() -> None:
    stages = [nm.Milestone(stage="introduced"), nm.Milestone(stage="passed", date="2025")]
    votes = [nm.VoteEvent(yes=5, no=4)]
    measure = nm.Measure(id="m", kind="bill", title="M", milestones=stages, vote_events=votes)
    left_out = to_graph(demo(measure)).left_out
    assert (left_out["Milestone"], left_out["VoteEvent"]) == (1, 1)
    assert not [name for name in left_out if name.startswith(("Milestone.", "VoteEvent."))]


@each_case("form", XML)
@each_case("text", HOSTILE)
def test_networkx_reads_back_every_text(form: Any, text: str) -> None:
    member = nm.Membership(id="x", member="ana", organization="city", role=text)
    collection = attrs.evolve(demo(member, number=text), title=text)
    collection = collection.replace(attrs.evolve(collection.orders[0], title=text))
    graph = read(collection, form)
    assert (graph.nodes["eo"]["label"], graph.nodes["eo"]["number"]) == (visible(text).strip(), visible(text))
    left_out = to_graph(collection, form).left_out
    assert left_out.get("texts with control characters, which are escaped") == (None if visible(text) == text else 4)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(max_examples=10)
def test_any_collection_becomes_a_graph(form: Any, data: st.DataObject) -> None:
    collection = data.draw(collections())
    exported = to_graph(collection, form, include_private=True)
    assert to_graph(collection, form, include_private=True) == exported
    assert (exported.content.endswith("\n"), all(exported.left_out.values())) == (True, True)
    if form in XML:
        graph = read(collection, form, include_private=True)
        assert {*graph} >= {each.id for each in (*collection.actors, *collection.instruments)}
        labels = dict(graph.nodes(data="label"))
        assert all(labels[each.id] == visible(each.name.strip() or each.label) for each in collection.people)
    for id in [each.id for each in collection.instruments]:
        assert to_graph(collection, form, around=id, depth=2)


def svg_texts(text: str) -> list[str]:
    """Return the lines of text in the picture that Graphviz draws."""
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True)  # noqa: S607
    assert done.stderr == b""
    found = ET.fromstring(done.stdout).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314  # made by Graphviz
    return [" ".join((each.text or "").split()) for each in found]


@needs_dot
def test_graphviz_draws_every_text() -> None:
    orders = [nm.Order(id=f"o{n}", kind="other", title=text, issued_by=["ana"]) for n, text in enumerate(HOSTILE)]
    collection = attrs.evolve(demo(*orders, url="https://a.org/?a=1&copy=2"), title=HOSTILE[0])
    lines = " ".join(svg_texts(to_graph(collection, "dot").content))
    for text in (
        'say "x"',
        "&lt;b&gt; &amp;",
        "<b>bold</b><script>alert(1",
        "back\\slash \\N \\",
        "\\x00\\x1b[2J \\ufffe",
        "two lines and a tab",
    ):
        assert text in lines
    assert "legend" not in lines
    legend = (
        "order person organization post \u2014\u2014\u2014 acts, duties and other views - - - - offices and memberships"
    )
    assert lines.endswith(legend)


@needs_dot
@given(collections())
@settings(max_examples=10)
def test_graphviz_draws_any_collection(collection: nm.Collection) -> None:
    svg_texts(to_graph(collection, "dot").content)


def test_dot_has_one_edge_for_the_same_words_and_says_the_facts_in_its_tooltip() -> None:
    more = [
        nm.Membership(id="again", member="ana", post="mayor", start_date="2025-12~", end_date="2026-01"),
        nm.Membership(id="before", member="ana", post="mayor", end_date="2026-01", role="acting"),
        nm.Membership(id="now", member="ana", post="mayor", start_date="2028~"),
    ]
    text = to_graph(demo(*more), "dot").content
    assert text.count('"ana" -> "mayor"') == 2
    facts = "ana-mayor, 2024 to 2026-01\\nagain, about 2025-12 to 2026-01\\nbefore, to 2026-01, acting"
    assert f'tooltip="{facts}"' in text
    assert 'tooltip="now, from about 2028"' in text
    assert 'tooltip="eo, 2025-07-21"' in text


def test_a_drawing_leaves_out_what_nothing_connects_unless_that_is_all() -> None:
    text = to_graph(demo(nm.Person(id="ben", name="Ben")), "dot")
    assert ('"ben"' in text.content, text.left_out["records that nothing connects"]) == (False, 1)
    alone = nm.Collection.of([nm.Person(id="ben", name="Ben")], id="demo", title="T")
    assert '"ben" [label="Ben"' in to_graph(alone, "dot").content
    empty = nm.Collection(id="demo", title="T")
    for form in FORMS:
        assert to_graph(empty, form).content
    assert "legend" not in to_graph(empty, "dot").content


def test_a_long_text_is_shortened_in_a_drawing_alone() -> None:
    collection = demo()
    collection = collection.replace(attrs.evolve(collection.orders[0], title="word " * 200_000))
    for form in FORMS[2:]:
        exported = to_graph(collection, form)
        assert len(exported.content) < 3000
        assert exported.left_out["texts that are shortened"] == 1
    assert len(to_graph(collection).content) > 900_000


def test_in_mermaid_ids_and_texts_mean_nothing_else() -> None:
    records = [nm.Person(id="end", name='"]:::x; %%{init: {}}%%'), nm.Post(id="end.click-x", name="1. one")]
    seat = nm.Membership(id="seat", member="end", post="end.click-x")
    lines = to_graph(
        nm.Collection.of([*records, seat], id="demo", title='"\n---\nx: 1'), "mermaid"
    ).content.splitlines()
    assert lines[:7] == [
        "---",
        'title: "\\" --- x: 1"',
        "---",
        "flowchart LR",
        '    n_end(["#34;#93;#58;#58;#58;x#59; #37;#37;#123;init#58; #123;#125;#125;#37;#37;"]):::person',
        '    n_end__click_x(["1#46; one"]):::post',
        '    n_end -->|"holds"| n_end__click_x',
    ]


def test_a_graph_that_mermaid_would_not_draw_is_refused() -> None:
    many = [nm.Order(id=f"o{number}", kind="other", title="An order", issued_by=["ana"]) for number in range(501)]
    with pytest.raises(
        InvalidValueError, match=r"has 50. edges and .* characters, and Mermaid draws at most 500 edges"
    ):
        to_graph(demo(*many), "mermaid")
    long = [nm.Order(id=f"o{number}", kind="other", title="word " * 24, issued_by=["ana"]) for number in range(300)]
    with pytest.raises(InvalidValueError, match="and 50,000 characters; choose the neighborhood of one record, or DOT"):
        to_graph(demo(*long), "mermaid")
    assert to_graph(demo(*many), "mermaid", around="o1").content


@pytest.mark.parametrize("form", FORMS)
def test_no_name_of_a_private_individual_is_in_a_graph(albuquerque: nm.Collection, form: Any) -> None:
    for name in NAMES:
        text = to_graph(with_names(albuquerque, name), form).content
        assert not [secret for secret in SECRETS if secret in fold(text)]


def test_the_name_of_a_private_individual_is_in_a_graph_if_asked() -> None:
    roe = nm.Person(id="roe", name="Jane Roe", private=True)
    assert (
        read(demo(roe), "graphml", include_private=True).nodes["roe"].items()
        >= {
            "label": "Jane Roe",
            "kind": "private individual",
        }.items()
    )
    assert read(demo(roe), "graphml").nodes["private-1"]["label"] == "a private individual"


def test_many_orders_are_all_there() -> None:
    orders = [nm.Order(id=f"o{n}", kind="other", title="An order", issued_by=["mayor"]) for n in range(1000)]
    links = [nm.Relation(id=f"r{n}", subject=f"o{n + 1}", predicate="amends", object=f"o{n}") for n in range(999)]
    collection = demo(*orders, *links)
    assert len(read(collection, "gexf").edges) == 4 + 1000 + 999
    assert len(read(collection, "graphml", around="o9", depth=3)) == 1 + 6 + 3


def test_the_bundled_graph(albuquerque: nm.Collection) -> None:
    graph = read(albuquerque, "graphml")
    assert Counter(data["class"] for _, data in graph.nodes(data=True)) == {
        "person": 9,
        "organization": 26,
        "post": 7,
        "order": 3,
        "measure": 3,
        "event": 2,
    }
    assert ("abq-eo-2025-07-21", "expands", "abq-resolution-2018") in edges(albuquerque)


def test_the_picture_in_the_documentation_is_up_to_date(albuquerque: nm.Collection) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "export-graph.md").read_text("utf-8")
    drawn = to_graph(albuquerque, "mermaid", around="abq-resolution-2018").content
    assert f"```mermaid\n{drawn}```\n" in page
