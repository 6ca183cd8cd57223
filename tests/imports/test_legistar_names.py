"""People, bodies and offices."""

from typing import Any

from growth_ratio import growth
from legistar_objects import COUNCIL, action, matter, messages, read, sponsor, vote
from nmpolicy.imports.legistar.legistar_names import without_request


def sponsors(*found: dict[str, Any], **keys: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    [measure] = read([matter(**keys)], [*found]).collection.measures
    return measure.sponsors, measure.cosponsors


def test_the_sponsor_with_sequence_zero_is_the_prime_one() -> None:
    ana, ben, cy = sponsor(7, "Ana Bass", 0), sponsor(8, " Ben  Ortiz ", 1), sponsor(9, "Cy Young", 2)
    assert sponsors(cy, ben, ana) == (("ana-bass",), ("ben-ortiz", "cy-young"))
    assert sponsors(ben, cy) == (("ben-ortiz", "cy-young"), ())  # nobody is distinguished


def test_a_sponsor_who_withdrew_is_one_of_an_earlier_version() -> None:
    found = [sponsor(7, "Ana Bass", 0, "1"), sponsor(7, "Ana Bass", 0, "2", of=1) | {"MatterSponsorId": 5}]
    withdrew = sponsor(8, "Ben Ortiz", 1, "1")
    imported = read([matter(Version="2")], [*found, withdrew])
    assert imported.collection.measures[0].sponsors == ("ana-bass",)
    assert not imported.collection.measures[0].cosponsors
    assert imported.left_out["sponsors of earlier versions"] == 2
    assert sponsors(*found, withdrew, Version="3") == (("ana-bass",), ("ben-ortiz",))


def test_sponsors_that_are_not_people() -> None:
    found = [
        sponsor(1, "CITY COUNCIL", 0),
        sponsor(2, "Mayor", 1),
        sponsor(3, "By Request", 2),
        sponsor(4, "Ana Bass (by request of the Mayor)", 3),
        sponsor(5, "Department of Parks", 4),
    ]
    imported = read([matter()], found)
    [measure] = imported.collection.measures
    assert measure.sponsors + measure.cosponsors == ("city-council", "mayor", "ana-bass", "department-of-parks")
    assert [each.id for each in imported.collection.people] == ["ana-bass"]
    assert [each.id for each in imported.collection.posts] == ["mayor"]
    assert imported.left_out["sponsors: by request, or nobody"] == 2


def test_a_number_joins_the_names_of_a_person() -> None:
    votes = [vote(7, "Ana Bass", "Aye"), vote(7, "A. Bass", "Aye", 11), vote(7, "ANA BASS", "Aye", 12)]
    moved = action(10, "Passed", MoverName="Ana  Bass", SeconderName="Ben Ortiz")
    person = {"PersonId": 7, "PersonFullName": "Ana Maria Bass", "PersonEmail": "ana@example.org"}
    stranger = {"PersonId": 99, "PersonFullName": "Jane Roe"}
    actions = [moved, action(11, "Passed"), action(12, "Passed")]
    imported = read([matter(Histories=actions)], votes, [person, stranger])
    ana, ben = imported.collection.people
    assert (ana.name, ana.other_names) == ("Ana Maria Bass", ("A. Bass", "ANA BASS"))
    assert [str(each) for each in ana.identifiers] == ["legistar-person: 7"]
    assert (ben.name, ben.identifiers) == ("Ben Ortiz", ())
    assert imported.collection.measures[0].vote_events[0].moved_by == (ana.id,)
    assert imported.left_out == {
        "persons without a vote, a sponsorship or an office": 1,
        "persons.PersonEmail": 1,
    }


def test_a_name_that_cannot_be_read_is_kept() -> None:
    person = {"PersonId": 7, "PersonFullName": ["Ana Bass"], "OfficeRecords": "none"}
    imported = read([matter(Histories=[action(10, "Passed")])], [vote(7, "Ana Bass", "Aye")], person)
    assert dict(imported.collection.people[0].extra) == {"x-PersonFullName": ("Ana Bass",), "x-OfficeRecords": "none"}
    assert len(imported.problems) == 2
    unread = read([matter()], [sponsor(7, "Ana Bass", 0) | {"MatterSponsorSequence": "first"}])
    assert unread.collection.measures[0].extra["x-sponsors"] == ({"x-MatterSponsorSequence": "first"},)


def test_namesakes_stay_apart() -> None:
    votes = [vote(7, "Ana Bass", "Aye"), vote(8, "Ana Bass", "Nay")]
    imported = read([matter(Histories=[action(10, "Passed", MoverName="Ana Bass")])], votes)
    first, second, either = (each.id for each in imported.collection.people)
    assert (first, second) == ("ana-bass", "ana-bass-8")
    [event] = imported.collection.measures[0].vote_events
    assert [(each.voter, each.option) for each in event.votes] == [("ana-bass", "yes"), ("ana-bass-8", "no")]
    assert event.moved_by == (either,)  # it may be either of the two


def test_bodies() -> None:
    bodies = [
        {
            "BodyId": 138,
            "BodyName": "Metro Council ",
            "BodyTypeName": "Primary Legislative Body",
            "BodyNumberOfMembers": 9,
        },
        {"BodyId": 140, "BodyName": "Streets", "BodyTypeName": "Committee", "BodyNumberOfMembers": 0},
        {"BodyId": 141, "BodyName": "Friends", "BodyTypeName": "Club", "BodyNumberOfMembers": "few"},
        {"BodyId": 150, "BodyName": "Mayor", "BodyTypeName": "Executive"},
    ]
    imported = read([matter()], bodies)
    council, committee, friends = imported.collection.organizations
    assert (council.name, council.other_names, council.size) == ("Metro Council", ("City Council",), 9)
    assert (council.classification, committee.classification) == ("council", "committee")
    assert committee.size is None
    assert friends.classification is None
    assert dict(friends.extra) == {"x-BodyNumberOfMembers": "few"}
    assert [each.label for each in imported.collection.posts] == ["Mayor"]


def office(number: int, **keys: Any) -> dict[str, Any]:
    return {
        "OfficeRecordId": number,
        "OfficeRecordPersonId": 7,
        "OfficeRecordFullName": "Ana Bass",
        "OfficeRecordBodyId": 138,
        "OfficeRecordBodyName": "City Council",
        "OfficeRecordStartDate": "2024-01-01T00:00:00",
        "OfficeRecordEndDate": "9999-12-31T00:00:00",
        **{f"OfficeRecord{key}": value for key, value in keys.items()},
    }


def test_office_records() -> None:
    found = [
        office(1, Title="Member", MemberType="Primary"),
        office(2, MemberType="Chair", EndDate="2024-06-30T00:00:00"),
        office(3, BodyId=150, BodyName="Mayor", StartDate="soon"),
        office(4, FullName="Vacant"),
    ]
    imported = read(found)
    assert [str(each) for each in imported.collection.memberships] == [
        "ana-bass, Member, city-council, from 2024-01-01",
        "ana-bass, Chair, city-council, from 2024-01-01, to 2024-06-30",
        "ana-bass, mayor",
    ]
    assert [dict(each.extra) for each in imported.collection.memberships] == [
        {"x-OfficeRecordMemberType": "Primary"},
        {},
        {"x-OfficeRecordStartDate": "soon"},
    ]
    assert imported.left_out == {"office records without a person or a body": 1}
    assert len(messages(imported)) == 2


def test_office_records_without_numbers_get_ids_of_their_own() -> None:
    first, second = office(1, Title="Chair"), office(1, Title="Member")
    for each in first, second:
        del each["OfficeRecordId"]
    assert len({each.id for each in read([first, second]).collection.memberships}) == 2


def test_the_same_name_in_many_actions_is_one_body() -> None:
    other = {**COUNCIL, "MatterHistoryActionBodyId": None, "MatterHistoryActionBodyName": "city council"}
    imported = read([matter(Histories=[action(10, "Introduced"), action(11, "Passed", body=other)])])
    assert [each.id for each in imported.collection.organizations] == ["city-council"]


def test_the_time_grows_with_the_length_of_a_sponsor() -> None:
    assert (
        growth(lambda texts: [*map(without_request, texts)], lambda size: ["(" * size + "By" for _ in range(400)], 1000)
        < 9
    )
