"""Proposing pairs: records of two collections that are one thing under different ids."""

from collections.abc import Iterable
from itertools import permutations, product
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import nmpolicy as nm
from each_case import each_case
from nmpolicy.comparison.likely_same import LikelyPair
from nmpolicy.errors import DuplicateIdError
from nmpolicy.queries.find_actors import folded_name
from nmpolicy.records.traversal import references, with_references
from nmpolicy.rules.examples import CITY, MAYOR, duty, measure, order, statement, term
from nmpolicy.strategies import collections

EXAMPLES = Path(__file__).parents[2] / "examples" / "merge"
SIGNED = nm.Milestone(stage="signed", date="2025-07-21")


def collection_of(*records: nm.Record) -> nm.Collection:
    return nm.Collection.of(records, id="demo", title="T")


def found(ours: nm.Collection, theirs: nm.Collection, **same: str) -> list[tuple[str, str, str]]:
    return [(each.ours, each.theirs, each.shared) for each in nm.likely_same(ours, theirs, same)]


def source(id: str, **more: Any) -> nm.Source:
    return nm.Source(id=id, **{"kind": "news-article", "title": id, **more})


def body(id: str, name: str, **more: Any) -> nm.Organization:
    return nm.Organization(id=id, name=name, **more)


def person(id: str, name: str, **more: Any) -> nm.Person:
    return nm.Person(id=id, name=name, **more)


def wikidata(identifier: str) -> list[nm.Identifier]:
    return [nm.Identifier(scheme="wikidata", identifier=identifier)]


def cited(paragraph: int) -> list[nm.Evidence]:
    return [nm.Evidence(source="s", paragraph=paragraph)]


def post(id: str, name: str, organization: str, **more: Any) -> nm.Post:
    return nm.Post(id=id, name=name, organization=organization, **more)


def defined(id: str, **more: Any) -> nm.Provision:
    fields = {"instrument": "order", "kind": "constitutive", "constituted_entity": "A board", **more}
    return nm.Provision(id=id, constitutive_function="is", constituting_properties=["new"], **fields)


def event(id: str, **more: Any) -> nm.Event:
    return nm.Event(id=id, **{"kind": "protest", "name": "A march", **more})


def test_the_work_of_two_coders_becomes_one_without_doubles() -> None:
    ana, ben = (nm.load(EXAMPLES / f"{name}.json") for name in ("ana", "ben"))
    story = (EXAMPLES / "story.txt").read_text("utf-8")
    for each, source_id in ((ana, "story"), (ben, "courier-2025-03-04")):
        assert {check.status.value for check in nm.verify(each, {source_id: story}).checks} == {"exact"}
        assert not any(problem.severity == "error" for problem in nm.validate(each).problems)
    pairs = nm.likely_same(ana, ben)
    assert all(each.only for each in pairs)
    result = nm.merge(ana, ben, same={each.ours: each.theirs for each in pairs}, prefer="ours")
    merged = result.collection
    assert (len(ana), len(ben), len(pairs), len(merged)) == (20, 22, 20, 22)
    assert {each.id for each in merged} == {each.id for each in ana} | {"riverton-2025-4.close", "signing"}
    assert not [problem.code for problem in nm.validate(merged).problems if problem.code in {"NMP202", "NMP209"}]
    assert {check.status.value for check in nm.verify(merged, {"story": story}).checks} == {"exact"}
    assert {each.path for each in result.resolved} == {("name",), ("url",), ("direct_object",)}
    (speech,) = (each for each in merged.statements if each.id == "reyes-mistake")
    assert len(speech.evidence) == 2  # each coder cited other words of it


EO = order(milestones=[SIGNED], issued_by=["mayor"])


@each_case(
    ("ours", "theirs", "shared"),
    [
        (source("a", url="https://x.example/n"), source("b", url="http://www.x.example/n/?utm_source=q#top"), "web address"),
        (source("a", title="A storm", date="2025-03-04"), source("b", title="A STORM", date="2025-03-04", url="https://x.example"), "title and date"),
        (source("a", title="A storm"), source("b", title="A storm", date="2025-03-04"), "title"),
        (person("a", "Ann Lee"), person("b", "ANN LEE", summary="s"), "name"),
        (person("a", "J. Block"), person("b", "John Block", other_names=["J. Block"]), "another name"),
        (person("a", "Ann Lee", other_names=["Ann Lee Ray"]), person("b", "A. Ray", other_names=["Ann Lee Ray"]), "other name"),
        (person("a", "Ann Lee", identifiers=wikidata("Q1")), person("b", "A. Lee", identifiers=wikidata("Q1")), "identifier"),
        (person("a", "Ann Lee", evidence=cited(2)), person("b", "Mayor Lee", evidence=cited(2)), "last name and passage"),
        (person("a", "", private=True, evidence=cited(6)), person("b", "", private=True, evidence=cited(6), notes="n"), "content"),
        (body("a", "City of X", classification="government", division="d"), body("b", "X town hall", classification="government", division="d"), "classification and division"),
        (body("a", "City of X", classification="government"), body("b", "X", classification="government"), "name apart from its kind"),
        (body("a", "X city", classification="government"), body("b", "The City of X", classification="government"), "name apart from its kind"),
        (body("a", "Police", parent="city"), body("b", "Springfield Police", parent="city"), "short name and organization"),
        (post("a", "Clerk", "city"), post("b", "Clerk of the City of Springfield", "city"), "short name and organization"),
        (term(id="a", start_date="2021"), term(id="b", start_date="2021-12-01"), "member and office"),
        (term(id="a", post=None, organization="city", role="Chair"), term(id="b", post=None, organization="city", role="chair"), "member and office"),
        (attrs.evolve(EO, id="a", title="Curfew"), attrs.evolve(EO, id="b", title="CURFEW", number="5"), "title and date"),
        (attrs.evolve(EO, id="a", title="Curfew"), attrs.evolve(EO, id="b", title="A night rule"), "authority, kind and date"),
        (order(id="a", title="Curfew", number="5"), attrs.evolve(EO, id="b", title="A rule", number="5"), "authority, kind and number"),
        (measure(id="a", title="Rents", number="O-1"), measure(id="b", title="On rents", number="O-1"), "authority, kind and number"),
        (duty(id="a"), duty(id="b", bearers=["city"]), "instrument, aim and object"),
        (duty(id="a"), duty(id="b", direct_object="visits"), "instrument and aim"),
        (defined("a"), defined("b", summary="s"), "instrument, entity and verb"),
        (statement(id="a", evidence=cited(3)), statement(id="b", summary="Other.", evidence=cited(3)), "speakers and passage"),
        (statement(id="a", date="2025"), statement(id="b", date="2025", summary="Other."), "speakers and date"),
        (event("a", start_date="2025-07-21"), event("b", name="a MARCH", start_date="2025-07-21", summary="s"), "name and date"),
        (event("a", start_date="2025-07-21"), event("b", name="A protest", start_date="2025-07-21"), "kind and date"),
        (nm.Relation(id="a", subject="x", predicate="amends", object="y"), nm.Relation(id="b", subject="x", predicate="amends", object="y", end_date="2025"), "subject, predicate and object"),
        (nm.Relation(id="a", subject="x", predicate="amends", object="y", scope=["y.1", "y.2"]), nm.Relation(id="b", subject="x", predicate="amends", object="y", scope=["y.2", "y.1"]), "subject, predicate and object"),
    ],
)  # fmt: skip
def test_records_of_one_thing_are_found(ours: nm.Record, theirs: nm.Record, shared: str) -> None:
    common = (CITY, MAYOR)
    for one, other in ((ours, theirs), (theirs, ours)):
        assert found(collection_of(one, *common), collection_of(other, *common)) == [(one.id, other.id, shared)]


@each_case(
    ("ours", "theirs"),
    [
        (source("a", title="T", date="2025", url="https://x.example/1"), source("b", title="T", date="2025", url="https://x.example/2")),
        (source("a", title="T", url="https://x.example/n?id=1"), source("b", title="U", url="https://x.example/n?id=2")),
        (source("a", title="T", date="2024"), source("b", title="T", date="2025")),
        (person("a", "Ann Lee", identifiers=wikidata("Q1")), person("b", "Ann Lee", identifiers=wikidata("Q2"))),
        (person("a", "Ann Lee", other_names=["A. L."]), person("b", "Abe Lim", other_names=["A. L."])),
        (person("a", "", private=True), person("b", "", private=True)),
        (person("a", "Ann Lee", evidence=cited(2)), person("b", "Ann Ray", evidence=cited(2))),
        (body("a", "City of X", classification="government"), body("b", "County of X", classification="government")),
        (body("a", "Police", division="d"), body("b", "Police", division="e")),
        (person("a", "Springfield"), body("b", "Springfield")),
        (term(id="a", start_date="2017"), term(id="b", start_date="2021")),
        (attrs.evolve(EO, id="a", title="Curfew", number="5"), attrs.evolve(EO, id="b", title="Curfew", number="6")),
        (attrs.evolve(EO, id="a", title="Curfew"), order(id="b", title="Parks", milestones=[SIGNED], issued_by=["clerk"])),
        (order(id="a", title="Curfew"), order(id="b", title="Parks")),
        (duty(id="a", section="1"), duty(id="b", section="2")),
        (duty(id="a", aim="report"), duty(id="b", aim="train")),
        (defined("a"), defined("b", constituted_entity="A zone")),
        (statement(id="a", date="2025", evidence=cited(3)), statement(id="b", date="2025", summary="Other.", evidence=cited(4))),
        (statement(id="a"), statement(id="b", summary="Other.")),
        (statement(id="a", speakers=[], date="2025"), statement(id="b", speakers=[], date="2025", summary="Other.")),
        (event("a", start_date="2025-07-21", location="Main St"), event("b", start_date="2025-07-21", location="Elm St")),
        (nm.Relation(id="a", subject="x", predicate="amends", object="y", section="1"), nm.Relation(id="b", subject="x", predicate="amends", object="y", section="2")),
        (MAYOR, attrs.evolve(MAYOR, summary="s")),
        (attrs.evolve(MAYOR, aliases=["chief"]), attrs.evolve(MAYOR, id="chief")),
        (attrs.evolve(MAYOR, id="chief"), attrs.evolve(MAYOR, aliases=["chief"])),
    ],
)  # fmt: skip
def test_what_is_told_apart_or_is_one_already_is_not_proposed(ours: nm.Record, theirs: nm.Record) -> None:
    assert found(collection_of(ours), collection_of(theirs)) == []
    assert found(collection_of(theirs), collection_of(ours)) == []


def test_weak_resemblances_count_only_if_no_other_record_has_them() -> None:
    said = [statement(id=id, date="2025", summary=id) for id in "abc"]
    assert found(collection_of(said[0]), collection_of(said[1])) == [("a", "b", "speakers and date")]
    assert found(collection_of(said[0]), collection_of(*said[1:])) == []
    assert found(collection_of(*said[:2]), collection_of(said[2])) == []
    paired = collection_of(attrs.evolve(said[0], id="d"), said[2])  # those that are paired already do not count
    assert found(collection_of(*said[:2]), paired) == [("a", "d", "content"), ("b", "c", "speakers and date")]


def test_what_refers_to_a_pair_is_compared_as_if_it_referred_to_ours() -> None:
    ours = collection_of(
        body("city", "Springfield"),
        *(body(f"o{n}", f"Unit {n}", parent=f"o{n + 1}" if n < 9 else "city") for n in range(10)),
    )
    ids = {each.id: f"z{number}" for number, each in enumerate(ours)}
    theirs = ours.with_records(attrs.evolve(with_references(each, ids), id=ids[each.id], summary="s") for each in ours)
    assert {(each.ours, each.theirs) for each in nm.likely_same(ours, theirs)} == {*ids.items()}


def test_short_names_are_compared_a_few_levels_down() -> None:
    def hierarchy(side: str, prefix: str) -> nm.Collection:
        levels = [
            body(f"{side}{n}", f"{prefix}Unit{n}x", parent=f"{side}{n - 1}" if n > 1 else "city") for n in range(1, 9)
        ]
        return collection_of(CITY, *levels, order(id=f"{side}-order", title=side, issued_by=[]))

    found_pairs = found(hierarchy("a", ""), hierarchy("b", "Office of "))
    assert found_pairs == [(f"a{n}", f"b{n}", "short name and organization") for n in range(1, 6)]


def test_known_pairs_lead_to_others_and_are_not_proposed() -> None:
    ours = collection_of(body("gov", "Springfield"), post("a", "Clerk", "gov", summary="s"))
    theirs = collection_of(body("town", "The municipality"), post("b", "Clerk", "town"))
    assert found(ours, theirs) == []
    assert found(ours, theirs, gov="town") == [("a", "b", "name and organization")]


def test_the_strongest_likeness_decides() -> None:
    ours = collection_of(person("a", "John Block", other_names=["J. Block"]), person("c", "J. Block"))
    theirs = collection_of(person("b", "J. Block", summary="s"))
    assert found(ours, theirs) == [("c", "b", "name")]
    ours = collection_of(person("a", "Ann Lee"), person("c", "Ann Lee", identifiers=wikidata("Q1")))
    theirs = collection_of(person("b", "Ann Lee"), person("d", "Ann Lee", identifiers=wikidata("Q1")))
    assert {pair[:2] for pair in found(ours, theirs)} == {("a", "b"), ("c", "d")}
    ours = collection_of(body("a", "APD"))
    theirs = collection_of(
        body("b", "Albuquerque Police Department", other_names=["APD"]), body("c", "APD", summary="s")
    )
    assert found(ours, theirs) == [("a", "c", "name")]
    ours = collection_of(*(source(id, title="A storm", date="2025", publisher=id) for id in "ac"))
    theirs = collection_of(source("b", title="A storm", date="2025", publisher="c", url="https://x.example"))
    assert found(ours, theirs) == [("c", "b", "title and date")]
    ours = collection_of(body("a", "Police", summary="s"))
    theirs = collection_of(body("b", "Police", summary="t"), body("c", "Police", summary="s"))
    assert found(ours, theirs) == [("a", "c", "content")]


def in_any_order(records: Iterable[nm.Record]) -> list[nm.Collection]:
    return [collection_of(*each) for each in permutations(records)]


@each_case("other", ["J. Block", "John Peter Block"])
def test_an_equal_name_wins_over_another_name_whatever_the_order_of_the_records(other: str) -> None:
    named: list[nm.Person | nm.Post | nm.Organization] = [
        person("a", other),
        post("a", other, "city"),
        body("a", other, parent="city"),
    ]
    for equal, in_words in zip(named, ("name", "name and organization", "name and parent"), strict=True):
        longer = attrs.evolve(equal, id="c", name="John Block", other_names=[other])
        ours = [attrs.evolve(equal, summary="s"), CITY]
        for one, theirs in product(in_any_order(ours), in_any_order([attrs.evolve(equal, id="b"), longer, CITY])):
            assert found(one, theirs) == [("a", "b", in_words)]
            assert found(theirs, one) == [("b", "a", in_words)]


def test_a_name_that_several_have_wins_over_another_name_that_only_one_has() -> None:
    ours = collection_of(person("a", "J. Block", other_names=["John Block"]))
    theirs = [
        person("b", "John Peter Block", other_names=["John Block"]),
        person("c", "J. Block"),
        person("d", "J. Block"),
    ]
    for listed in in_any_order(theirs):
        for pairs in nm.likely_same(ours, listed), nm.likely_same(listed, ours):
            assert [(each.shared, each.only) for each in pairs] == [("name", False)]
    # An identifier tells them apart.
    numbered = [attrs.evolve(each, identifiers=wikidata(f"Q{each.id}")) for each in (*ours.people, *theirs)]
    for listed in in_any_order(numbered[1:]):
        assert found(collection_of(numbered[0]), listed) == []
        plain = listed.replace(theirs[0])
        assert found(collection_of(numbered[0]), plain) == [("a", "b", "other name")]


def test_what_belongs_to_a_pair_is_matched_by_equal_names_first() -> None:
    ours = collection_of(body("city", "City of Springfield"), post("a", "Mayor", "city", summary="s"))
    posts = [post("b", "Chief executive", "town", other_names=["Mayor"]), post("c", "Mayor", "town")]
    for theirs in in_any_order([body("town", "Springfield", other_names=["City of Springfield"]), *posts]):
        assert ("a", "c", "name and organization") in found(ours, theirs)


def test_of_namesakes_those_who_hold_the_same_post_are_paired() -> None:
    def senate(id: str, *holders: tuple[str, str], seats: Iterable[str] = ("5", "13")) -> nm.Collection:
        chamber = nm.Organization(id=f"{id}-senate", name="New Mexico Senate", classification="upper-chamber")
        state = "ocd-division/country:us/state:nm"
        posts = [
            nm.Post(id=f"{id}-{seat}", name=f"{id} {seat}", organization=chamber.id, division=f"{state}/sldu:{seat}")
            for seat in seats
        ]
        people = [nm.Person(id=person, name="Michael Sanchez") for person, _ in holders]
        held = [nm.Membership(id=f"{person}.held", member=person, post=f"{id}-{seat}") for person, seat in holders]
        return nm.Collection.of([chamber, *posts, *people, *held], id=id, title=id)

    def people(ours: nm.Collection, theirs: nm.Collection) -> list[tuple[str, str, str, bool]]:
        found = nm.likely_same(ours, theirs)
        return [(each.ours, each.theirs, each.shared, each.only) for each in found if each.table == "people"]

    theirs = senate("t", ("t-first", "5"), ("t-second", "13"))
    assert people(senate("o", ("o", "13")), theirs) == [("o", "t-second", "name and post", True)]
    assert people(theirs, senate("o", ("o", "13"))) == [("t-second", "o", "name and post", True)]
    assert people(senate("o", ("o", "5"), ("p", "13")), theirs) == [
        ("o", "t-first", "name and post", True),
        ("p", "t-second", "name and post", True),
    ]
    # Where no post decides, the first one is offered, and marked.
    assert people(senate("o", ("o", "7"), seats=["7"]), theirs) == [("o", "t-first", "name", False)]


def test_a_pair_that_is_not_the_only_one_says_so() -> None:
    one, other = person("a", "Ann Lee"), person("b", "Ann Lee", summary="s")
    assert nm.likely_same(collection_of(one), collection_of(other)) == (LikelyPair("a", "b", "people", "name"),)
    third = person("c", "Ann Lee", summary="t")
    for ours, theirs in (((one, third), (other,)), ((one,), (other, third))):
        (pair,) = nm.likely_same(collection_of(*ours), collection_of(*theirs))
        assert (pair.ours, pair.theirs, pair.only) == ("a", "b", False)


def test_each_id_is_in_one_pair() -> None:
    ours, theirs = (collection_of(*(person(f"{side}{n}", "Ann Lee", summary=side) for n in range(20))) for side in "ab")
    pairs = nm.likely_same(ours, theirs)
    assert [(each.ours, each.theirs) for each in pairs] == [(f"a{n}", f"b{n}") for n in range(20)]


def test_duplicate_ids_are_refused() -> None:
    with pytest.raises(DuplicateIdError):
        nm.likely_same(collection_of(MAYOR, MAYOR), collection_of())


@settings(max_examples=60)
@given(collections(), collections())
def test_every_pair_can_be_joined(ours: nm.Collection, theirs: nm.Collection) -> None:
    ours, theirs = (attrs.evolve(each, redacted=False) for each in (ours, theirs))
    ids = {each.id: f"theirs-{number}" for number, each in enumerate(theirs)}
    theirs = theirs.with_records(attrs.evolve(with_references(each, ids), id=ids[each.id]) for each in theirs)
    same = {each.ours: each.theirs for each in nm.likely_same(ours, theirs)}
    merged = nm.merge(ours, theirs, same=same).collection
    assert len(merged) == len(ours) + len(theirs) - len(same)
    assert nm.likely_same(ours, theirs, same) == ()


@settings(max_examples=60)
@given(collections())
def test_a_record_that_differs_only_in_its_id_is_found(collection: nm.Collection) -> None:
    # An unnamed person without evidence resembles no one.
    named = collection.with_records(
        attrs.evolve(each, name=f"Ann {each.id}") if isinstance(each, nm.Person) else each for each in collection
    )
    ids = {each.id: f"theirs-{number}" for number, each in enumerate(named)}
    theirs = named.with_records(attrs.evolve(with_references(each, ids), id=ids[each.id]) for each in named)
    left = {*ids} - {each.ours for each in nm.likely_same(named, theirs)}
    # Records that refer to each other in a circle, and have no name or date to begin with, are not found.
    assert all(any(each.target in left for each in references(named[id])) for id in left)


def test_a_chamber_has_one_post_for_a_district_whatever_its_name() -> None:
    state, district = "ocd-division/country:us/state:nm", "ocd-division/country:us/state:nm/sldu:13"
    senate = body("senate", "Senate", classification="upper-chamber", division=state)
    ours = collection_of(senate, post("s13", "State senator", "senate", division=district))
    theirs = collection_of(
        attrs.evolve(senate, id="upper"),
        post("upper.13", "New Mexico Senate, District 13", "upper", division=district),
        post("upper.14", "New Mexico Senate, District 14", "upper", division=f"{state}/sldu:14"),
        post("president", "President of the Senate", "upper", division=state),
    )
    assert ("s13", "upper.13", "chamber and district") in found(ours, theirs)
    chair = post("chair", "Chair", "senate", division=state)
    assert not any(each[0] == "chair" for each in found(ours.add(chair), theirs))
    government = attrs.evolve(senate, classification="government")
    others = found(ours.replace(government), theirs.replace(attrs.evolve(government, id="upper")))
    assert [each[:2] for each in others] == [("senate", "upper")]


def test_the_names_of_an_organization_are_read_once_for_all_that_belongs_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def city(side: str) -> nm.Collection:
        posts = [nm.Post(id=f"{side}-{number}", name=f"{side} {number}", organization=side) for number in range(20)]
        place = nm.Organization(id=side, name="City", other_names=[f"Town {number}" for number in range(20)])
        return nm.Collection.of([place, *posts], id="demo", title="T")

    read: list[str] = []

    def folded(text: str) -> str:
        read.append(text)
        return folded_name(text)

    monkeypatch.setattr("nmpolicy.comparison.resemblances.folded_name", folded)
    nm.likely_same(city("ours"), city("theirs"))
    assert sum("Town 19" in text and "Town 18" in text for text in read) <= 2


def test_a_post_that_only_theirs_has_is_held_by_namesakes_of_both_sides() -> None:
    def holder(side: str) -> list[nm.Record]:
        people = [nm.Person(id=f"{side}-{number}", name="Ann Lee") for number in range(2)]
        return [*people, nm.Membership(id=f"{side}-m", member=f"{side}-1", post="mayor")]

    ours = nm.Collection.of(holder("a"), id="demo", title="T")
    theirs = nm.Collection.of([*holder("b")[::-1], nm.Post(id="mayor", name="Mayor")], id="demo", title="T")
    pairs = {pair.theirs: (pair.ours, pair.shared) for pair in nm.likely_same(ours, theirs)}
    assert pairs["b-1"] == ("a-1", "name and post")


def test_namesakes_can_be_known_by_another_name() -> None:
    ours, theirs = (nm.Membership(id=f"{id}.held", member=id, post="mayor") for id in "ac")
    block = collection_of(person("a", "John Block", other_names=["J. Block"]), ours)
    namesakes = collection_of(person("b", "J. Block"), person("c", "J. Block"), theirs)
    assert found(block, namesakes)[0] == ("a", "c", "another name and post")
    assert found(namesakes, block)[0] == ("c", "a", "another name and post")
    # Where no post decides, the first one is offered.
    assert found(block, namesakes.remove("c.held")) == [("a", "b", "another name")]
