"""Organizations, posts, people and memberships."""

from typing import Any

import attrs
import pytest
from ocd_files import COUNCIL, JANE, MAYOR, TERM, exported, objects, only

import nmpolicy as nm
from nmpolicy.exports.open_civic_data.ocd_terms import ORGANIZATIONS


def named(files: dict[str, str], prefix: str, field: str = "name") -> list[tuple[str, list[str]]]:
    return [(each[field], [other["name"] for other in each.get("other_names", ())]) for each in objects(files, prefix)]


def test_a_mayor_is_a_person_a_post_and_a_membership() -> None:
    files = exported(MAYOR, attrs.evolve(JANE, summary="A mayor."), attrs.evolve(TERM, role="chief")).content
    city, person = only(files, "organization"), only(files, "person")
    post, term = only(files, "post"), only(files, "membership")
    assert (person["name"], person["summary"], person["biography"]) == ("Jane Doe", "A mayor.", "")
    assert (post["label"], post["organization_id"], post["division_id"]) == ("Mayor", city["_id"], None)
    assert "maximum_memberships" not in post
    assert term == {
        "label": "Mayor",
        "role": "chief",
        "person_id": person["_id"],
        "person_name": "Jane Doe",
        "organization_id": city["_id"],
        "post_id": post["_id"],
        "on_behalf_of_id": None,
        "start_date": "2021",
        "end_date": "",
        "contact_details": [],
        "links": [],
        "extras": {"nmpolicy_id": "jane-mayor"},
        "_id": term["_id"],
    }


def test_a_council_is_a_legislature_of_its_city() -> None:
    wikidata = nm.Identifier(scheme="wikidata", identifier="Q1")
    found = exported(attrs.evolve(COUNCIL, identifiers=[wikidata], other_names=["The Council", "", "The Council"]))
    city, council = objects(found.content, "organization")
    assert (council["classification"], council["parent_id"]) == ("legislature", city["_id"])
    assert council["identifiers"] == [{"identifier": "Q1", "scheme": "wikidata"}]
    assert [each["name"] for each in council["other_names"]] == ["The Council"]
    assert council["extras"] == {"nmpolicy_id": "council", "classification": "council"}
    assert found.left_out["Organization.other_names (empty or repeated)"] == 2
    assert found.left_out["Organization.classification (council, held as legislature)"] == 1


def test_only_what_has_a_near_classification_is_an_organization() -> None:
    kinds = [*nm.OrganizationClassification, None]
    bodies = [nm.Organization(id=f"o-{n}", name=f"O {n}", classification=kind) for n, kind in enumerate(kinds)]
    found = exported(*bodies)
    assert len(objects(found.content, "organization")) == 1 + len(ORGANIZATIONS)
    left_out = {key for key in found.left_out if key.startswith("Organization (")}
    assert left_out == {
        f"Organization (of classification {kind})" for kind in ("coalition", "group", "other", "unknown")
    }
    assert found.left_out["Organization.classification (labor-union, held as corporation)"] == 1


@pytest.mark.parametrize("parent", ["council", "committee", "gone"])
def test_a_parent_that_is_missing_or_closes_a_cycle_is_left_out(parent: str) -> None:
    committee = nm.Organization(id="committee", name="A committee", classification="committee", parent="council")
    found = exported(attrs.evolve(COUNCIL, parent=parent), committee)
    parents = [each["parent_id"] for each in objects(found.content, "organization")]
    assert (found.left_out["Organization.parent"], parents.count(None)) == (1, 2)


def test_a_shared_name_is_followed_by_the_id() -> None:
    one = attrs.evolve(COUNCIL, other_names=["Both", "City Council", "Council", "x" * 501])
    two = attrs.evolve(COUNCIL, id="two", other_names=["Both"])
    other = attrs.evolve(COUNCIL, id="other", name="City Council", parent=None)
    found = exported(one, two, other, attrs.evolve(COUNCIL, id="three", name="City Council (two)"))
    uuid = objects(found.content, "organization")[4]["_id"]
    assert named(found.content, "organization") == [
        ("Springfield", []),
        ("City Council (council)", ["Council"]),
        ("City Council", []),
        ("City Council (two)", []),
        (f"City Council ({uuid})", []),
    ]
    assert found.left_out["Organization.name (shared, and so followed by the id)"] == 2
    assert found.left_out["Organization.other_names (shared, or over 500 characters)"] == 4


def test_long_names_stay_distinct() -> None:
    long = "x" * 400
    people = [attrs.evolve(JANE, id=id, name=long) for id in ("a", "b", "c" * 200)]
    members = [nm.Membership(id=f"m-{n}", member=each, organization="city") for n, each in enumerate(people)]
    found = exported(*people, *members)
    names = [name for name, _ in named(found.content, "person")]
    assert names[:2] == ["x" * 296 + " (a)", "x" * 296 + " (b)"]
    assert (len(set(names)), max(map(len, names))) == (3, 300)
    assert found.left_out["Person.name (after 300 characters)"] == 3


def test_a_long_summary_is_a_biography() -> None:
    person = only(exported(attrs.evolve(JANE, summary="x" * 501), MAYOR, TERM).content, "person")
    assert (person["summary"], len(person["biography"])) == ("", 501)


def test_posts_need_an_organization() -> None:
    posts: list[nm.Post] = [
        nm.Post(id="free", name="Free"),
        nm.Post(id="seat", name="Seat", organization="city", division="District 5", maximum_memberships=2**40),
        nm.Post(
            id="ward",
            name="Ward 2",
            organization="city",
            other_names=["W2"],
            division="ocd-division/country:us/state:nm/place:springfield/ward:2",
            maximum_memberships=3,
        ),
    ]
    found = exported(*posts)
    seat, ward = objects(found.content, "post")
    assert (seat["division_id"], "maximum_memberships" in seat) == (None, False)
    assert (ward["division_id"], ward["maximum_memberships"]) == (posts[2].division, 3)
    assert {key: count for key, count in found.left_out.items() if key.startswith("Post")} == {
        "Post (without an organization here)": 1,
        "Post.division (malformed)": 1,
        "Post.maximum_memberships (over 2,147,483,647)": 1,
        "Post.other_names": 1,
    }


def test_people_need_a_name_and_a_membership_in_more_than_a_party() -> None:
    party = nm.Organization(id="party", name="A party", classification="party")
    records: list[nm.Record] = [
        *(JANE, MAYOR, TERM, party),
        nm.Membership(id="jane-party", member="jane", organization="party"),
        nm.Person(id="reporter", name="A reporter"),
        nm.Person(id="nameless"),
        nm.Membership(id="nameless-city", member="nameless", organization="city"),
        nm.Person(id="partisan", name="A partisan"),
        nm.Membership(id="partisan-party", member="partisan", organization="party"),
        nm.Membership(id="council-city", member="city", organization="city"),
        nm.Membership(id="reporter-paper", member="reporter", organization="paper"),
    ]
    found = exported(*records)
    assert named(found.content, "person") == [("Jane Doe", [])]
    assert len(objects(found.content, "membership")) == 2
    assert {key: count for key, count in found.left_out.items() if key.startswith(("Person", "Membership"))} == {
        "Membership (in no organization here)": 1,
        "Membership (of a person without a name)": 1,
        "Membership (of an organization)": 1,
        "Membership (of someone who belongs only to a party here)": 1,
        "Person (without a membership here)": 2,
        "Person (without a name)": 1,
    }


def test_memberships_that_pupa_takes_for_one_are_one() -> None:
    def term(id: str, **fields: Any) -> nm.Membership:
        return nm.Membership(id=id, member="jane", organization="city", **fields)

    terms = [
        *(term("a"), term("b", start_date="2020", end_date="2021"), term("c", start_date="2020"), term("d")),
        *(term("e", end_date="2021"), term("f", start_date="2020", role="clerk"), term("g", end_date="2022~")),
    ]
    found = exported(JANE, *terms)
    assert [each["extras"]["nmpolicy_id"] for each in objects(found.content, "membership")] == ["a", "b", "f", "g"]
    assert found.left_out["Membership (like another in all that Open Civic Data holds)"] == 3
    assert found.left_out["Membership.end_date (approximate or uncertain)"] == 1


def test_a_post_that_is_left_out_leaves_its_membership() -> None:
    free = nm.Post(id="free", name="Free")
    found = exported(JANE, free, nm.Membership(id="m", member="jane", organization="city", post="free"))
    assert only(found.content, "membership")["post_id"] is None
    assert found.left_out["Membership.post"] == 1
