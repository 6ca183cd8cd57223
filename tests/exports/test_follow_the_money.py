"""FollowTheMoney: `ftm validate` neither drops nor changes anything."""

import json
from pathlib import Path
from typing import Any

import attrs
from click.testing import CliRunner
from followthemoney import model
from followthemoney.cli.cli import cli
from followthemoney.entity import ValueEntity
from followthemoney.namespace import Namespace
from followthemoney.types import registry
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.exports.follow_the_money.ftm_export import to_ftm
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.folding import fold

SOURCE = nm.Source(id="paper", kind="news-article", title="A headline", date="2025-07-22", url="https://example.org")
CITY = nm.Organization(
    id="city", name="City", classification="government", division="ocd-division/country:us/state:nm/place:springfield"
)
MAYOR = nm.Post(id="city.mayor", name="Mayor", organization="city", division=CITY.division, maximum_memberships=1)
ANA = nm.Person(id="ana", name="Ana", identifiers=[nm.Identifier(scheme="wikidata", identifier="Q42")])
BEN = nm.Person(id="ben", name="Ben", private=True)
TEAM = nm.Organization(id="team", name="A team", classification="group")
ORDER = nm.Order(id="eo", kind="executive-order", title="An order", number="2025-07")


def exported(*records: Any, **options: Any) -> list[dict[str, Any]]:
    collection = nm.Collection.of([SOURCE, CITY, MAYOR, ANA, BEN, TEAM, ORDER, *records], id="demo", title="T")
    return [json.loads(line) for line in to_ftm(collection, **options).content.splitlines()]


def left_out(*records: Any) -> dict[str, int]:
    everything = [SOURCE, CITY, MAYOR, ANA, BEN, TEAM, ORDER]
    before = to_ftm(nm.Collection.of(everything, id="demo", title="T")).left_out
    after = to_ftm(nm.Collection.of([*everything, *records], id="demo", title="T")).left_out
    return {kind: number - before.get(kind, 0) for kind, number in after.items() if number != before.get(kind, 0)}


def links(*records: Any, **options: Any) -> list[dict[str, Any]]:
    """The properties of the links of some records, with short ids."""
    text = json.dumps([each for each in exported(*records, **options) if "recordId" in each["properties"]])
    return [
        {"schema": each["schema"], **each["properties"]} for each in json.loads(text.replace("nmpolicy---demo---", ""))
    ]


def entity_of(id: str, *records: Any, **options: Any) -> dict[str, Any]:
    """The entity that a record is."""
    (found,) = [each for each in exported(*records, **options) if each["id"] == f"nmpolicy---demo---{id}"]
    return {"schema": found["schema"], **found["properties"]}


def check(content: str) -> None:
    """Check entities as `ftm validate` does, and what it does not check: schemata, ranges and required properties."""
    entities: dict[str, ValueEntity] = {}
    for line in content.split("\n")[:-1]:
        given = json.loads(line)
        read = ValueEntity.from_dict(json.loads(line), cleaned=False)
        clean = read.clone()
        for each in read.iterprops():
            clean.set(each, read.get_prop(each))
        assert read.schema.name == given["schema"]
        assert (read.id, read.properties) == (given["id"], given["properties"])
        assert clean.properties == given["properties"]
        assert given["id"] not in entities
        entities[given["id"]] = clean
    for entity in entities.values():
        assert entity.schema.name == "Document" or all(map(entity.has, entity.schema.required))
        for property, value in entity.itervalues():
            if property.type is registry.entity:
                assert entities[value].schema.is_a(property.range)


def test_the_bundled_collection_comes_through_ftm_validate(albuquerque: nm.Collection, tmp_path: Path) -> None:
    content = to_ftm(albuquerque).content
    check(content)
    (tmp_path / "in.json").write_bytes(content.encode())
    done = CliRunner().invoke(cli, ["validate", "-i", str(tmp_path / "in.json"), "-o", str(tmp_path / "out.json")])
    assert done.exit_code == 0
    read = [json.loads(line) for line in (tmp_path / "out.json").read_bytes().splitlines()]
    assert [{key: each[key] for key in ("id", "schema", "properties")} for each in read] == [
        json.loads(line) for line in content.splitlines()
    ]


@given(collections(), st.booleans())
def test_random_collections_come_through_unchanged(collection: nm.Collection, include_private: bool) -> None:  # noqa: FBT001
    content = to_ftm(collection, include_private=include_private).content
    check(content)
    assert content == to_ftm(collection, include_private=include_private).content


def test_actors() -> None:
    assert entity_of("ana") == {"schema": "Person", "name": ["Ana"], "wikidataId": ["Q42"]}
    assert entity_of("city") == {
        "schema": "PublicBody",
        "name": ["City"],
        "classification": ["government"],
        "country": ["us"],
    }
    assert entity_of("team")["schema"] == "LegalEntity"
    assert entity_of("city--mayor") == {
        "schema": "Position",
        "name": ["Mayor"],
        "organization": ["nmpolicy---demo---city"],
        "country": ["us"],
        "subnationalArea": [CITY.division],
        "numberOfSeats": ["1"],
    }


@each_case(
    ("classification", "schema"),
    [
        ("company", "Company"),
        ("party", "Organization"),
        ("court", "PublicBody"),
        ("commission", "Organization"),
        (None, "Organization"),
    ],
)
def test_organizations_have_the_schema_of_their_kind(classification: Any, schema: str) -> None:
    assert entity_of("x", nm.Organization(id="x", name="X", classification=classification))["schema"] == schema


def test_documents() -> None:
    assert entity_of("paper") == {
        "schema": "Article",
        "title": ["A headline"],
        "publishedAt": ["2025-07-22"],
        "sourceUrl": ["https://example.org/"],
    }
    full = nm.Measure(
        id="r-1",
        kind="resolution",
        title="A resolution",
        other_titles=["Another"],
        number="R-1",
        subjects=["housing"],
        language="es-MX",
        division=CITY.division,
        url="https://example.org/r-1",
        milestones=[nm.Milestone(stage="adopted", date="2025-07"), nm.Milestone(stage="effective", date="2026")],
        evidence=[nm.Evidence(source="paper"), nm.Evidence(source="gone")],
    )
    assert entity_of("r-1", full) == {
        "schema": "Document",
        "title": ["A resolution"],
        "alias": ["Another", "R-1"],
        "keywords": ["resolution", "housing"],
        "country": ["us"],
        "language": ["spa"],
        "sourceUrl": ["https://example.org/r-1"],
        "date": ["2025-07"],
        "proof": ["nmpolicy---demo---paper"],
    }
    assert left_out(full) == {
        "Evidence.source": 1,
        "Measure.division (below the country)": 1,
        "Measure.language (region)": 1,
        "Milestone.date": 1,
        "Milestone.stage": 2,
    }


def test_memberships() -> None:
    records = [
        nm.Membership(id="m-1", member="ana", post="city.mayor", start_date="2017", end_date="2025~", notes="A note."),
        nm.Membership(
            id="m-2", member="ana", organization="city", role="Clerk", evidence=[nm.Evidence(source="paper")]
        ),
        nm.Membership(id="m-3", member="team", post="city.mayor"),
        nm.Membership(id="m-4", member="ana", organization="team"),
        nm.Membership(id="m-5", member="ben", post="city.mayor"),
        nm.Membership(id="m-6", member="ana", post="city.mayor", role="Acting mayor"),
        nm.Membership(id="m-7", member="ana", post="gone", organization="city"),
        nm.Membership(id="m-8", member="ana"),
    ]
    assert links(*records) == [
        {
            "schema": "Occupancy",
            "holder": ["ana"],
            "post": ["city--mayor"],
            "recordId": ["m-1"],
            "startDate": ["2017"],
            "description": ["A note."],
        },
        {
            "schema": "Membership",
            "member": ["ana"],
            "organization": ["city"],
            "role": ["Clerk"],
            "recordId": ["m-2"],
            "proof": ["paper"],
        },
        {
            "schema": "UnknownLink",
            "subject": ["team"],
            "object": ["city--mayor"],
            "role": ["holder"],
            "recordId": ["m-3"],
        },
        {"schema": "UnknownLink", "subject": ["ana"], "object": ["team"], "role": ["member"], "recordId": ["m-4"]},
        {"schema": "Occupancy", "holder": ["ana"], "post": ["city--mayor"], "recordId": ["m-6"]},
        {"schema": "Membership", "member": ["ana"], "organization": ["city"], "recordId": ["m-7"]},
    ]
    assert left_out(*records) == {"Membership": 2, "Membership.end_date": 1, "Membership.post": 1, "Membership.role": 1}


def test_a_person_whose_name_is_withheld_is_left_out() -> None:
    member = nm.Membership(id="m", member="ben", organization="city")
    assert "Ben" not in json.dumps(exported(member))
    assert "Ben" in json.dumps(exported(member, include_private=True))
    assert links(member, include_private=True)[0]["member"] == ["ben"]


def test_instruments_are_linked_to_those_who_made_them() -> None:
    order = nm.Order(
        id="eo-1",
        kind="other",
        title="T",
        issued_by=["city.mayor"],
        milestones=[
            nm.Milestone(stage="signed", date="2025-07-21", by=["ana"], evidence=[nm.Evidence(source="paper")]),
            nm.Milestone(stage="signed", date="2025-07-22", by=["ana"]),
        ],
    )
    measure = nm.Measure(
        id="r-1",
        kind="bill",
        title="T",
        body="city",
        sponsors=["ana"],
        cosponsors=["team", "gone"],
        vote_events=[
            nm.VoteEvent(date="2025-08", votes=[nm.Vote(voter="ana", option="not-voting")]),
            nm.VoteEvent(date="2025-09", yes=3),
        ],
    )
    eo, r = {"object": ["eo-1"], "recordId": ["eo-1"]}, {"object": ["r-1"], "recordId": ["r-1"]}
    assert [{key: each[key] for key in each if key != "schema"} for each in links(order, measure)] == [
        {"subject": ["city--mayor"], "role": ["issuer"], **eo},
        {"subject": ["ana"], "role": ["signed"], "date": ["2025-07-21", "2025-07-22"], "proof": ["paper"], **eo},
        {"subject": ["city"], "role": ["legislative body"], **r},
        {"subject": ["ana"], "role": ["sponsor"], **r},
        {"subject": ["team"], "role": ["cosponsor"], **r},
        {"subject": ["ana"], "role": ["vote: not voting"], "date": ["2025-08"], **r},
    ]
    assert left_out(order, measure) == {"Measure.cosponsors": 1, "VoteEvent.date": 1, "VoteEvent.yes": 1}


def test_events_statements_and_relations() -> None:
    event = nm.Event(
        id="march",
        kind="protest",
        name='"March"',
        start_date="2025-07-19",
        location="Plaza; City",
        participants=[
            nm.Participant(actor="ana", role="speaker"),
            nm.Participant(actor="team"),
            nm.Participant(actor="city.mayor"),
        ],
        about=["eo"],
    )
    said = nm.Statement(
        id="said",
        speakers=["ana", "team"],
        date="2025-07",
        summary="Praised it.",
        stances=[nm.TargetStance(target="eo", stance="support"), nm.TargetStance(topic="raids", stance="oppose")],
    )
    silent = nm.Statement(id="silent", stances=[nm.TargetStance(target="eo", stance="support")])
    follows = nm.Relation(
        id="rel", subject="eo", predicate="responds-to", object="march", effective_date="2025-08", section="Section 3"
    )
    assert entity_of("march", event) == {
        "schema": "Event",
        "name": ["March"],
        "keywords": ["protest"],
        "startDate": ["2025-07-19"],
        "location": ["Plaza, City"],
        "involved": ["nmpolicy---demo---ana", "nmpolicy---demo---team"],
    }
    ana, team, mayor = ({"schema": "UnknownLink", "subject": [id]} for id in ("ana", "team", "city--mayor"))
    march, what = (
        {"object": ["march"], "recordId": ["march"]},
        {"recordId": ["said"], "date": ["2025-07"], "summary": ["Praised it."]},
    )
    assert links(event, said, silent, follows) == [
        {**ana, "role": ["support"], "object": ["eo"], **what},
        {**team, "role": ["support"], "object": ["eo"], **what},
        {**ana, "role": ["speaker"], **march},
        {**mayor, **march},
        {"schema": "UnknownLink", "subject": ["march"], "role": ["about"], "object": ["eo"], "recordId": ["march"]},
        {
            "schema": "UnknownLink",
            "subject": ["eo"],
            "object": ["march"],
            "role": ["responds to"],
            "recordId": ["rel"],
            "startDate": ["2025-08"],
            "description": ["Section 3"],
        },
    ]
    assert left_out(event, said, silent, follows) == {
        "Event.location (characters)": 1,
        "Event.name (characters)": 1,
        "Statement": 1,
        "TargetStance.stance": 1,
        "TargetStance.topic": 1,
    }


def test_sources_and_parents_are_linked() -> None:
    records = [
        nm.Source(id="data", kind="dataset", title="Data", publisher="city", authors=["ana"], date="2025~"),
        nm.Organization(id="police", name="Police", parent="city"),
    ]
    assert [(each["subject"], each["role"], each["object"]) for each in links(*records)] == [
        (["city"], ["publisher"], ["data"]),
        (["ana"], ["author"], ["data"]),
        (["police"], ["part of"], ["city"]),
    ]
    assert left_out(*records) == {"Source.date": 1}
    assert entity_of("data", *records) == {"schema": "Document", "title": ["Data"], "keywords": ["dataset"]}


def test_what_no_entity_holds_is_counted() -> None:
    records = [
        nm.Person(
            id="eva",
            name="E\u200bva",
            other_names=["\u200b", "Eva"],
            identifiers=[nm.Identifier(scheme="x", identifier="1")],
        ),
        nm.Person(id="blank", name=" ", summary="Unknown."),
        nm.Order(
            id="eo-2", kind="other", title="T", url="https://3.4/", language="tlh", division="ocd-division/country:zz"
        ),
        nm.Provision(id="eo-2.p", instrument="eo-2", kind="regulative", aim="act"),
        nm.Post(id="lead", name="Lead", organization="team"),
    ]
    assert left_out(*records) == {
        "Identifier.identifier": 1,
        "Order.division": 1,
        "Order.language": 1,
        "Order.url": 1,
        "Person": 1,
        "Person.name (characters)": 1,
        "Person.other_names": 1,
        "Post.organization": 1,
        "Provision": 1,
    }


def test_ids_differ_between_collections_and_stay_when_they_are_signed() -> None:
    ids: list[str] = []
    for collection_id, id in (("a-b", "c"), ("a", "b-c"), ("a.b", "c"), ("a", "b.c"), ("a" * 190, "b" * 150)):
        people = [nm.Person(id=id, name="N"), nm.Organization(id=f"{id}-o", name="O")]
        members = [*people, nm.Membership(id=f"{id}-m", member=id, organization=f"{id}-o")]
        content = to_ftm(nm.Collection.of(members, id=collection_id, title="T")).content
        check(content)
        ids += [json.loads(line)["id"] for line in content.splitlines()]
    assert len({*ids}) == len(ids) == 15
    assert all(len(id) <= 200 for id in ids)
    assert [Namespace.parse(id) for id in ids] == [(id, None) for id in ids]


def test_texts_that_would_be_dropped_are_left_out() -> None:
    notes = ["a" * 4_000_000, "b" * 4_000_000, "c" * 4_000_000]
    collection = nm.Collection.of([nm.Person(id="a", name="A", notes=notes)], id="demo", title="T")
    result = to_ftm(collection)
    check(result.content)
    assert result.left_out["Note.text"] == 1


def test_no_name_of_a_private_individual_is_in_it(albuquerque: nm.Collection) -> None:
    named = with_names(albuquerque, NAMES[0])
    assert not [secret for secret in SECRETS if secret in fold(to_ftm(named).content)]
    assert all(
        secret in fold(to_ftm(named, include_private=True).content) for secret in ("zora", "quillfeather", "nandu")
    )


def test_an_empty_collection_is_an_empty_text() -> None:
    assert to_ftm(nm.Collection(id="demo", title="T")).content == ""


def test_every_schema_and_property_is_in_the_model(albuquerque: nm.Collection) -> None:
    for line in to_ftm(albuquerque, include_private=True).content.splitlines():
        given = json.loads(line)
        schema = model.get(given["schema"])
        assert schema
        assert not schema.abstract
        assert given["properties"].keys() <= schema.properties.keys()


def link_ids(*records: Any) -> set[str]:
    """The ids of the links of some records."""
    return {each["id"] for each in exported(*records) if "recordId" in each["properties"]}


ACT = nm.Measure(id="act", kind="ordinance", title="An act", sponsors=["ana"])
REMARK = nm.Statement(id="remark", speakers=["ana", "team"], stances=[nm.TargetStance(target="eo", stance="support")])
AMENDMENT = nm.Relation(id="amendment", subject="act", predicate="amends", object="eo", effective_date="2025")
TERM = nm.Membership(id="term", member="ana", post="city.mayor", organization="city", start_date="2021")
HEARING = nm.Event(id="hearing", kind="hearing", name="H", participants=[nm.Participant(actor="ana", role="host")])


@each_case(
    ("record", "corrected"),
    [
        (REMARK, {"stances": [nm.TargetStance(target="eo", stance="oppose")], "date": "2025", "summary": "No."}),
        (AMENDMENT, {"predicate": "repeals", "object": "paper", "section": "2", "end_date": "2026"}),
        (TERM, {"member": "team", "role": "acting", "start_date": "2020"}),
        (HEARING, {"participants": [nm.Participant(actor="ana", role="guest")]}),
        (
            attrs.evolve(ACT, milestones=[nm.Milestone(stage="vetoed", by=["ana"])]),
            {"milestones": [nm.Milestone(stage="vetoed", date="2025", by=["ana"])]},
        ),
        (
            attrs.evolve(ACT, vote_events=[nm.VoteEvent(date="2025", votes=[nm.Vote(voter="ana", option="yes")])]),
            {"vote_events": [nm.VoteEvent(date="2025", votes=[nm.Vote(voter="ana", option="no")])]},
        ),
    ],
)
def test_a_corrected_link_keeps_its_id(record: nm.Record, corrected: dict[str, Any]) -> None:
    corrected_record = attrs.evolve(record, **corrected)
    before, after = (link_ids(*{"act": ACT, each.id: each}.values()) for each in (record, corrected_record))
    assert before == after != link_ids(ACT)


def test_links_of_one_record_have_ids_of_their_own() -> None:
    on_both = [
        nm.TargetStance(target="eo", stance="support"),
        nm.TargetStance(target="eo", topic="cost", stance="oppose"),
    ]
    ballots = [nm.VoteEvent(date=f"202{year}", votes=[nm.Vote(voter="ana", option="yes")]) for year in (4, 5)]
    stages = [nm.Milestone(stage=stage, by=["ana", "team"]) for stage in ("signed", "withdrawn")]
    measure = attrs.evolve(ACT, cosponsors=["team"], vote_events=ballots, milestones=stages)
    assert len(link_ids(attrs.evolve(REMARK, stances=on_both))) == 4
    assert len(link_ids(measure)) == 1 + 1 + 2 + 4
    assert link_ids(attrs.evolve(REMARK, stances=on_both)) == link_ids(attrs.evolve(REMARK, stances=on_both[::-1]))


def test_the_role_of_a_post_that_is_no_entity_is_counted() -> None:
    post = nm.Post(id="clerk", name=" ")
    witness = nm.Participant(actor="clerk", role="witness")
    event = nm.Event(id="march", kind="protest", name="March", participants=[witness])
    left_out = nm.exports.to_ftm(nm.Collection.of([post, event], id="demo", title="Demo")).left_out
    assert (left_out["Participant.actor"], left_out["Participant.role"]) == (1, 1)
