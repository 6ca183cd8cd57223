"""Open States: people, posts, parties and committees."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import nmpolicy as nm
from command_line import run
from each_case import each_case
from nmpolicy.errors import NMPolicyError, UnreadableDocumentError
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.open_states.openstates_people import SOURCE, read_openstates_people
from nmpolicy.records.evidence import SourcedRecord
from spoiled_inputs import spoiled

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "openstates-people-nm"
STATE = "ocd-jurisdiction/country:us/state:nm/government"
CITY = "ocd-jurisdiction/country:us/state:nm/place:albuquerque/government"


def uuid(digit: str) -> str:
    return f"{digit * 8}-1111-4111-8111-{digit * 12}"


def person(digit: str = "a", **fields: Any) -> dict[str, Any]:
    return {"id": f"ocd-person/{uuid(digit)}", "name": "Ana María Roe", **fields}


def committee(digit: str = "c", **fields: Any) -> dict[str, Any]:
    basic = {"jurisdiction": STATE, "name": "Judiciary", "chamber": "upper", "classification": "committee"}
    return {"id": f"ocd-organization/{uuid(digit)}", **basic, **fields}


def read(*documents: Any) -> Imported:
    """Import documents. JSON is YAML."""
    return read_openstates_people(*(BytesIO(json.dumps(each).encode()) for each in documents))


def memberships(imported: Imported) -> list[str]:
    return [str(each) for each in imported.collection.memberships]


FULL = person(
    given_name="Ana",
    family_name="Roe",
    middle_name="Luz",
    gender="Female",
    email="ana@example.org",
    birth_date="1970-01-01",
    death_date="2024-05-05",
    image="https://example.org/a.png",
    biography="Words.",
    offices=[{"voice": "505-555-0100"}],
    links=[{"url": "https://example.org"}],
    sources=[{"url": "https://example.org"}],
    ids={"twitter": "ana", "wikidata": "Q42"},
    extras={"occupation": "baker"},
    other_names=[{"name": "A. Roe"}, {"name": "Ana María Roe"}, {"name": "A. Roe", "start_date": "2001-01-01"}],
    other_identifiers=[{"scheme": "legacy_openstates", "identifier": "NML000001"}],
    party=[{"name": "Democratic/Working Families"}, {"name": "Independent", "end_date": "2010-01-01"}],
    roles=[
        {"type": "upper", "district": "13", "jurisdiction": STATE, "end_date": "2018-12-31"},
        {"type": "lt_governor", "jurisdiction": STATE, "start_date": "2019-01-01", "end_date": "2099-01-01"},
        {"type": "mayor", "jurisdiction": CITY, "start_date": "2017", "end_reason": "Resigned"},
        {"type": "lower", "jurisdiction": STATE},
    ],
)


def test_a_person_with_everything() -> None:
    imported = read(FULL)
    ana = imported.collection.people[0]
    assert (ana.id, ana.name, ana.other_names) == ("ana-maria-roe-aaaaaaaa", "Ana María Roe", ("A. Roe",))
    assert [str(each) for each in ana.identifiers] == [
        f"open-states: ocd-person/{uuid('a')}",
        "legacy_openstates: NML000001",
        "wikidata: Q42",
    ]
    assert sorted(memberships(imported)) == [
        "ana-maria-roe-aaaaaaaa, party-democratic",
        "ana-maria-roe-aaaaaaaa, party-independent, to 2010-01-01",
        "ana-maria-roe-aaaaaaaa, party-working-families",
        "ana-maria-roe-aaaaaaaa, us-nm-albuquerque-mayor, from 2017",
        "ana-maria-roe-aaaaaaaa, us-nm-lower",
        "ana-maria-roe-aaaaaaaa, us-nm-lt-governor, from 2019-01-01, to 2099-01-01",
        "ana-maria-roe-aaaaaaaa, us-nm-upper.13, to 2018-12-31",
    ]
    posts = {each.name: (each.organization, each.division) for each in imported.collection.posts}
    nm_division = "ocd-division/country:us/state:nm"
    assert posts == {
        "Lieutenant Governor of New Mexico": ("us-nm-government", nm_division),
        "Mayor of Albuquerque": ("us-nm-albuquerque-government", f"{nm_division}/place:albuquerque"),
        "New Mexico Senate, District 13": ("us-nm-upper", f"{nm_division}/sldu:13"),
    }
    kinds = {each.id: (each.classification, each.parent) for each in imported.collection.organizations}
    assert kinds["us-nm-upper"] == ("upper-chamber", "us-nm-government")
    assert (kinds["party-democratic"], kinds["party-independent"]) == (("party", None), ("group", None))
    assert not imported.problems
    assert nm.validate(imported.collection).ok


def test_private_details_are_counted_and_nowhere_in_the_records() -> None:
    imported = read(FULL)
    private = (
        "birth_date",
        "death_date",
        "biography",
        "email",
        "extras",
        "gender",
        "ids.twitter",
        "image",
        "links",
        "offices",
    )
    assert imported.left_out == {
        **{f"people.{key}": 1 for key in (*private, "middle_name", "sources", "other_names.start_date")},
        "people.roles.end_reason": 1,
    }
    written = nm.dumps(imported.collection)
    for secret in ("1970", "2024-05-05", "example.org/a.png", "ana@", "505-555", "twitter", "Words.", "baker"):
        assert secret not in written


def test_every_record_cites_the_source_and_no_order_matters() -> None:
    documents = [FULL, person("b", name="Ana María Roe"), committee(members=[{"name": "Jo", "role": "chair"}])]
    imported = read(*documents)
    records = [each for each in imported.collection if isinstance(each, SourcedRecord)]
    assert len(records) == len(imported.collection) - 1
    assert all(each.evidence == (nm.Evidence(source=SOURCE.id),) for each in records)
    assert nm.dumps(read(*reversed(documents)).collection) == nm.dumps(imported.collection)
    alone = {each.id for each in read(FULL).collection}
    assert alone <= {each.id for each in imported.collection}


def test_an_end_that_becomes_known_changes_one_field() -> None:
    role = {"type": "upper", "district": "13", "jurisdiction": STATE}
    for start in ({}, {"start_date": "2021-01-19"}):
        old = read(person(roles=[role | start])).collection
        new = read(person(roles=[role | start | {"end_date": "2024-12-31"}])).collection
        assert [(each.kind, each.path) for each in nm.diff(old, new)] == [("added", ("end_date",))]
        assert nm.merge(old, new, old).collection == new


def test_roles_that_differ_only_in_their_ends_are_two_and_equal_ones_are_one() -> None:
    role = {"type": "upper", "district": "13", "jurisdiction": STATE}
    imported = read(
        person(roles=[role | {"end_date": "2012"}, role | {"end_date": "2016"}, role | {"end_date": "2016"}])
    )
    assert [each.id for each in imported.collection.memberships] == [
        "ana-maria-roe-aaaaaaaa.us-nm-upper.13.to-2012",
        "ana-maria-roe-aaaaaaaa.us-nm-upper.13.to-2016",
    ]
    assert [str(each) for each in imported.problems] == [
        "warning NMP014 standard input /roles/2: the same entry is listed twice; the second one is left out"
    ]


def test_values_that_cannot_be_read_are_kept_and_reported() -> None:
    role = {"type": "upper", "district": "1", "jurisdiction": STATE, "start_date": "soon"}
    others: list[dict[str, Any]] = [
        {"type": "mayor", "jurisdiction": "Albuquerque"},
        {"jurisdiction": STATE},
        {"district": "9"},
    ]
    imported = read(
        person(
            name="李",
            roles=[role, *others, "senator"],
            party=[{"start_date": "2000"}, "Green"],
            other_identifiers=[{"scheme": "x"}, {"identifier": "y"}],
        ),
        person("b", name=["Roe"]),
        person("d", name=None),
    )
    assert [each.id for each in imported.collection.people] == ["person-aaaaaaaa", "person-bbbbbbbb", "person-dddddddd"]
    kept = [dict(each.extra) for each in imported.collection.memberships if each.extra]
    assert {"x-start_date": "soon"} in kept
    assert {"x-jurisdiction": "Albuquerque"} in kept
    assert imported.collection.people[1].extra == {"x-name": ["Roe"]}
    assert [str(each).partition("standard input")[2].lstrip(" :") for each in imported.problems] == [
        "name is missing; it should be a text",
        "/name: a list is not a text; it is kept in x-name",
        "/other_identifiers/0: identifier is missing; it should be a text",
        "/other_identifiers/1: scheme is missing; it should be a text",
        "/party/0: name is missing; it should be the name of a party",
        "/party/1: 'Green' is not a list of objects; it is kept in x-party",
        "/roles/0/start_date: 'soon' is not a date; it is kept in x-start_date",
        "/roles/1/jurisdiction: 'Albuquerque' is not the id of a jurisdiction; it is kept in x-jurisdiction",
        "/roles/2: type is missing; it should be the type of a role, such as upper or governor",
        "/roles/3: jurisdiction is missing; it should be the id of a jurisdiction",
        "/roles/3: type is missing; it should be the type of a role, such as upper or governor",
        "/roles/4: 'senator' is not a list of objects; it is kept in x-roles",
    ]


def test_committees() -> None:
    sub = committee("d", name="Courts", parent=f"ocd-organization/{uuid('c')}", other_names=[{"name": "Court"}])
    members = [
        {"name": "Ana María Roe", "role": "chair", "person_id": f"ocd-person/{uuid('a')}"},
        {"name": "A. Roe Sr.", "role": "member", "person_id": f"ocd-person/{uuid('a')}", "start_date": "2023"},
        {"name": "Bo Doe", "role": "member", "person_id": f"ocd-person/{uuid('b')}"},
        {"name": "Designee", "role": "member"},
        {"name": "Designee"},
    ]
    imported = read(FULL, committee(members=members), sub | {"members": [members[2] | {"name": "Bob Doe"}, members[3]]})
    judiciary, courts = (imported.collection[id] for id in ("judiciary-cccccccc", "courts-dddddddd"))
    assert isinstance(judiciary, nm.Organization)
    assert isinstance(courts, nm.Organization)
    assert (judiciary.classification, judiciary.parent) == ("committee", "us-nm-upper")
    assert (courts.parent, courts.other_names, courts.division) == (judiciary.id, ("Court",), judiciary.division)
    assert {each.id: (each.name, each.other_names) for each in imported.collection.people} == {
        "ana-maria-roe-aaaaaaaa": ("Ana María Roe", ("A. Roe",)),
        "bob-doe-bbbbbbbb": ("Bob Doe", ("Bo Doe",)),
        "designee-cccccccc": ("Designee", ()),
        "designee-dddddddd": ("Designee", ()),
    }
    assert [each for each in memberships(imported) if "judiciary" in each] == [
        "ana-maria-roe-aaaaaaaa, judiciary-cccccccc, from 2023",
        "ana-maria-roe-aaaaaaaa, chair, judiciary-cccccccc",
        "bob-doe-bbbbbbbb, judiciary-cccccccc",
        "designee-cccccccc, judiciary-cccccccc",
    ]
    assert imported.left_out["committees.members.name"] == 1
    assert [each.message for each in imported.problems] == [
        "the same member is listed twice; the second entry is left out"
    ]


def test_a_committee_with_mistakes() -> None:
    other = committee("d", jurisdiction=None, classification="task force")
    imported = read(committee(name=None, chamber="middle", parent="ocd-organization/none"), other)
    first, second = (each for each in imported.collection.organizations if each.classification == "committee")
    assert {second.name, first.name} == {"Judiciary", f"ocd-organization/{uuid('c')}"}
    assert {second.parent, first.parent} == {None, "us-nm-government"}
    assert len(imported.problems) == 5
    assert imported.left_out == {"committees.classification": 1}


def test_names_of_places_come_from_a_list_of_municipalities() -> None:
    imported = read(person(roles=[{"type": "mayor", "jurisdiction": CITY}]), [{"id": CITY, "name": "Alburquerque"}])
    assert imported.collection.posts[0].name == "Mayor of Alburquerque"
    assert not imported.left_out


def test_places_that_no_one_governs_and_two_names_of_one_are_reported() -> None:
    mayor = person(roles=[{"type": "mayor", "jurisdiction": CITY}])
    taos = {"id": CITY.replace("albuquerque", "taos"), "name": "Taos"}
    lists = [[{"id": CITY, "name": "Alburquerque"}, taos], [{"id": CITY, "name": "Albuquerque"}]]
    imported = read(mayor, *lists)
    assert imported.left_out == {"municipalities": 1, "municipalities.name": 1}
    assert [each.message.partition(" has ")[2] for each in imported.problems] == [
        "other values in standard input, which were read instead"
    ]
    assert nm.dumps(read(*reversed(lists), mayor).collection) == nm.dumps(imported.collection)


def test_a_list_of_people_is_read_as_their_files_are() -> None:
    people = [FULL, person("b")]
    assert nm.dumps(read(people).collection) == nm.dumps(read(*people).collection)


def test_each_district_of_a_local_office_is_a_post() -> None:
    roles = [
        {"type": "council member", "district": district, "jurisdiction": CITY, "end_date": "2027-01-01"}
        for district in ("2", "At-Large")
    ]
    attorney = {"type": "district attorney", "district": "Second Judicial District", "jurisdiction": STATE}
    imported = read(person(roles=[*roles, attorney]))
    division = "ocd-division/country:us/state:nm/place:albuquerque"
    assert [(each.id, each.name, each.division) for each in imported.collection.posts] == [
        ("us-nm-albuquerque-council-member.2", "Council Member of Albuquerque, District 2", ""),
        ("us-nm-albuquerque-council-member.at-large", "Council Member of Albuquerque, At-Large", division),
        (
            "us-nm-district-attorney.second-judicial-district",
            "District Attorney of New Mexico, Second Judicial District",
            "",
        ),
    ]
    assert not imported.left_out


def test_a_person_in_two_files_is_one() -> None:
    assert read(FULL, FULL).problems == ()
    imported = read(person(), person(email="a@b.c"), person(name="Other"))
    assert len(imported.collection.people) == 1
    assert len(imported.problems) == 1
    assert imported.left_out["people.name"] == 1


@each_case("document", [None, "text", {}, {"id": 5}, {"id": "person/1", "name": "Jo"}, [FULL, {}], ["x"]])
def test_what_is_no_object_of_open_states_is_refused(document: Any) -> None:
    with pytest.raises(UnreadableDocumentError, match="expected an object whose id begins with ocd-person/ or"):
        read(document)


def test_folders(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="has no file whose name ends in"):
        read_openstates_people(tmp_path)
    (tmp_path / "legislature").mkdir()
    (tmp_path / "legislature" / "ana.yml").write_text(json.dumps(FULL))
    (tmp_path / "schema.md").write_text("# Schema")
    assert len(read_openstates_people(tmp_path).collection.people) == 1
    code, shown = run("import", "openstates-people", str(tmp_path), "--source-date", "2025-01-01", "-o", "-")
    assert code == 0
    assert '"date": "2025-01-01"' in shown


def test_a_wrong_value_in_any_place_is_reported_or_refused() -> None:
    with_mistakes = committee(members=[{"name": "Jo", "person_id": "x"}], links=[{}], parent="p")
    for each in (*spoiled(FULL, every=13), *spoiled(with_mistakes, every=5)):
        try:
            imported = read(each)
        except NMPolicyError:
            continue
        assert nm.loads(nm.dumps(imported.collection)) == imported.collection


@pytest.fixture(scope="module")
def new_mexico() -> Imported:
    if not CORPUS.is_dir():
        pytest.skip(f"{CORPUS} is not here")
    return read_openstates_people(CORPUS)


def test_new_mexico_imports_with_no_row_lost(new_mexico: Imported) -> None:
    collection = new_mexico.collection
    assert len(collection.people) == len([*CORPUS.rglob("*.yml")]) == 290
    assert (len(collection.posts), len(collection.memberships)) == (122, 594)
    assert dict(new_mexico.left_out) == {"people.given_name": 2, "people.roles.end_reason": 5}
    assert not new_mexico.problems
    assert not nm.validate(collection).problems


def test_new_mexico_merges_with_the_bundled_article_by_proposal(
    new_mexico: Imported, albuquerque: nm.Collection
) -> None:
    pairs = {pair.ours: pair.theirs for pair in nm.likely_same(albuquerque, new_mexico.collection)}
    assert pairs == {
        "raul-torrez": "raul-torrez-d52c0e56",
        "tim-keller": "tim-keller-180ddc37",
        "albuquerque": "us-nm-albuquerque-government",
        "new-mexico": "us-nm-government",
        "attorney-general-of-new-mexico": "us-nm-attorney-general",
        "mayor-of-albuquerque": "us-nm-albuquerque-mayor",
        "torrez-attorney-general": "raul-torrez-d52c0e56.us-nm-attorney-general.2023-01-01",
    }
    assert {each.id for each in albuquerque}.isdisjoint(each.id for each in new_mexico.collection)
    merged = nm.merge(albuquerque, new_mexico.collection, same=pairs, prefer="ours", id="m", title="M").collection
    held = {each.end_date for each in merged.memberships if each.member == "tim-keller"}
    assert held == {None, "2021-12-01"}
    before = [(each.code, each.record) for each in nm.validate(albuquerque).problems]
    assert [(each.code, each.record) for each in nm.validate(merged).problems] == before
