"""Popolo: people, organizations, posts, memberships, events and motions."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from command_line import run
from each_case import each_case
from nmpolicy.errors import InvalidDateError, NMPolicyError, UnreadableDocumentError
from nmpolicy.imports.imported import Imported
from nmpolicy.imports.popolo.popolo_dates import popolo_date
from nmpolicy.imports.popolo.popolo_import import SOURCE, read_popolo
from nmpolicy.queries.holders import holders
from spoiled_inputs import spoiled


def read(*documents: Any, source: nm.Source = SOURCE) -> Imported:
    return read_popolo(*(BytesIO(json.dumps(each).encode()) for each in documents), source=source)


PARLIAMENT: dict[str, Any] = {
    "persons": [
        {
            "id": "0024e2b2-ef74-4b61-9757-c83999b45a5b",
            "name": "Aoife Roe",
            "given_name": "Aoife",
            "family_name": "Roe",
            "sort_name": "Roe, Aoife",
            "honorific_prefix": "Dr",
            "birth_date": "1970",
            "email": "aoife@example.org",
            "image": "https://example.org/a.png",
            "images": [{"url": "https://example.org/a.png"}],
            "contact_details": [{"type": "phone", "value": "555 0100"}],
            "links": [{"url": "https://example.org"}],
            "other_names": [{"name": "A. Roe", "start_date": "2001"}, {"name": "Aoife Roe", "lang": "ga"}],
            "identifiers": [
                {"scheme": "wikidata", "identifier": "Q1"},
                {"scheme": "twitter", "identifier": "aoife"},
                {"identifier": "77"},
            ],
        },
        {"id": "person/2", "name": "Bo Doe"},
    ],
    "organizations": [
        {"id": "dail", "name": "Dáil Éireann", "classification": "legislature", "type": "lower house", "seats": 158},
        {"id": "FF", "name": "Fianna Fáil", "classification": "party"},
        {"id": "ind", "name": "Independent", "classification": "party"},
        {"id": "club", "name": "Chess Club", "classification": "pastime", "parent_id": "dail"},
    ],
    "posts": [{"id": "speaker", "label": "Speaker", "role": "speaker", "organization_id": "dail", "area_id": "area/ie"}],
    "areas": [
        {"id": "area/kildare", "name": "Kildare", "type": "constituency"},
        {"id": "area/ie", "name": "Ireland", "identifiers": [{"identifier": "ocd-division/country:ie"}]},
        {"id": "area/unused", "name": "Nowhere"},
    ],
    "events": [
        {"id": "term/32", "classification": "legislative period", "name": "32nd", "start_date": "2016-02-26", "end_date": "2020-01-14"},
        {"id": "Q9", "classification": "general election", "name": "Election", "start_date": "2016-02-26", "organization_id": "dail"},
    ],
    "memberships": [
        {
            "id": "m1",
            "person_id": "0024e2b2-ef74-4b61-9757-c83999b45a5b",
            "organization_id": "dail",
            "on_behalf_of_id": "FF",
            "area_id": "area/kildare",
            "legislative_period_id": "term/32",
            "role": "member",
        },
        {"person_id": "person/2", "post_id": "speaker", "organization_id": "dail", "role": "speaker", "start_date": "c. 2016"},
        {"person_id": "person/2", "organization_id": "club", "role": "Treasurer", "end_date": "2014-05-00"},
        {"member": {"@type": "Organization", "id": "club"}, "organization_id": "dail"},
    ],
    "meta": {"sources": ["https://example.org"]},
}  # fmt: skip


def memberships(imported: Imported) -> list[str]:
    return [str(each) for each in imported.collection.memberships]


def test_a_parliament() -> None:
    imported = read(PARLIAMENT)
    collection = imported.collection
    aoife = collection["aoife-roe-0024e2b2"]
    assert isinstance(aoife, nm.Person)
    assert aoife.other_names == ("A. Roe",)
    assert [str(each) for each in aoife.identifiers] == [
        "popolo-data: 0024e2b2-ef74-4b61-9757-c83999b45a5b",
        "wikidata: Q1",
        "popolo-data: 77",
    ]
    assert [(each.id, each.classification and each.classification.value, each.parent) for each in collection.organizations] == [
        ("chess-club-club", None, "dail-eireann-dail"),
        ("dail-eireann-dail", "lower-chamber", None),
        ("fianna-fail-ff", "party", None),
        ("independent-ind", "group", None),
    ]  # fmt: skip
    assert [(each.id, each.name, each.organization, each.division) for each in collection.posts] == [
        ("dail-eireann.kildare", "Dáil Éireann, Kildare", "dail-eireann-dail", ""),
        ("speaker", "Speaker", "dail-eireann-dail", "ocd-division/country:ie"),
    ]
    assert memberships(imported) == [
        "aoife-roe-0024e2b2, dail-eireann.kildare, from 2016-02-26, to 2020-01-14",
        "aoife-roe-0024e2b2, representative in Dáil Éireann, fianna-fail-ff, from 2016-02-26, to 2020-01-14",
        "bo-doe-2, Treasurer, chess-club-club, to 2014-05",
        "bo-doe-2, speaker, from about 2016",
        "chess-club-club, dail-eireann-dail",
    ]
    assert [(each.kind.value, each.name, each.when) for each in collection.events] == [
        ("other", "32nd", "2016-02-26 to 2020-01-14"),
        ("election", "Election", "2016-02-26"),
    ]
    assert collection.events[1].participants[0].actor == "dail-eireann-dail"
    assert not imported.problems
    assert nm.validate(collection).ok
    assert all(each.evidence == (nm.Evidence(source="popolo"),) for each in collection.memberships)


def test_private_details_are_counted_and_nowhere_in_the_records() -> None:
    imported = read(PARLIAMENT)
    assert imported.left_out == {
        "areas": 1,
        "areas.type": 1,
        "events.classification": 1,
        "file.meta": 1,
        "organizations.classification": 1,
        "organizations.seats": 1,
        "persons.birth_date": 1,
        "persons.contact_details": 1,
        "persons.email": 1,
        "persons.honorific_prefix": 1,
        "persons.identifiers (private)": 1,
        "persons.image": 1,
        "persons.images": 1,
        "persons.links": 1,
        "persons.other_names.lang": 1,
        "persons.other_names.start_date": 1,
        "posts.role": 1,
    }
    written = nm.dumps(imported.collection)
    for secret in ("1970", "aoife@", "a.png", "555 0100", "twitter"):
        assert secret not in written


def test_the_order_does_not_matter_and_lists_may_be_files(tmp_path: Path) -> None:
    whole = nm.dumps(read(PARLIAMENT).collection)
    backward = {key: value[::-1] if isinstance(value, list) else value for key, value in reversed(PARLIAMENT.items())}
    assert nm.dumps(read(backward).collection) == whole
    assert nm.dumps(read(*({key: PARLIAMENT[key]} for key in PARLIAMENT if key != "meta")).collection) == whole
    assert nm.dumps(read(PARLIAMENT, PARLIAMENT | {"memberships": []}).collection) == whole
    for key, value in PARLIAMENT.items():
        if key != "meta":
            (tmp_path / f"{key}.json").write_text(json.dumps(value))
    assert nm.dumps(read_popolo(tmp_path).collection) == whole
    code, shown = run("import", "popolo", str(tmp_path), "--source-url", "https://data.example.org/x", "-o", "-")
    assert code == 0
    assert '"scheme": "data.example.org"' in shown


def test_a_later_import_changes_what_changed() -> None:
    old = read(PARLIAMENT).collection
    changed = json.loads(json.dumps(PARLIAMENT))
    changed["memberships"][1]["end_date"] = "2020-02-20"
    changed["persons"].append({"id": "person/3", "name": "Bo Doe"})
    new = read(changed).collection
    assert [(each.kind, each.record, each.path) for each in nm.diff(old, new)] == [
        ("added", "bo-doe-3", ()),
        ("added", "bo-doe-2.speaker.2016", ("end_date",)),
    ]
    assert nm.merge(old, new, old).collection == new


def test_dates_of_a_membership_and_of_its_period() -> None:
    period = {
        "id": "t",
        "name": "T",
        "classification": "legislative period",
        "start_date": "2015-03-30",
        "end_date": "2019",
    }
    basic = {"person_id": "p", "organization_id": "o", "legislative_period_id": "t"}
    dates: list[dict[str, str]] = [
        {},
        {"start_date": "2017-01-01"},
        {"end_date": "2016-01-01"},
        {"end_date": "2015-03-27"},
        {"start_date": "2020-01-01"},
        {"start_date": "soon"},
        {"legislative_period_id": "unknown"},
    ]
    imported = read({"events": [period], "memberships": [basic | each for each in dates]})
    assert sorted(each.partition(", o, ")[2] for each in memberships(imported)) == sorted(
        [
            "from 2015-03-30, to 2019",
            "from 2017-01-01, to 2019",
            "from 2015-03-30, to 2016-01-01",
            "to 2015-03-27",
            "from 2020-01-01",
            "to 2019",
            "",
        ]
    ) or memberships(imported)
    assert imported.left_out["memberships.legislative_period_id"] == 1
    assert len(imported.problems) == 1


@each_case(
    ("end", "read_as", "answers"),
    [
        ("3/4/2010", "2010?", {None}),
        ("spring of 2010", "2010?", {None}),
        ("2010-13", "2010?", {None}),
        ("soon", None, {True}),
        ("2010 or 2011", "2011?", {None}),
        ("0000", None, {True}),
    ],
)
def test_nobody_whose_term_has_an_end_that_cannot_be_read_counts_as_still_there(
    end: str, read_as: str | None, answers: set[bool | None]
) -> None:
    posts = [{"id": "mayor", "label": "Mayor"}]
    held = {"person_id": "jo", "post_id": "mayor", "start_date": "2008", "end_date": end}
    imported = read({"posts": posts, "memberships": [held], "persons": [{"id": "jo", "name": "Jo"}]})
    (term,) = imported.collection.memberships
    assert (term.end_date, term.extra["x-end_date"], len(imported.problems)) == (read_as, end, 1)
    assert {each.answer for each in holders(imported.collection, imported.collection.posts[0], "2020")} == answers


@each_case("written", ["3/4/2010", "0000-00-00", "2010-13", "", "in spring", 5.5, None, ["2010"]])
def test_what_is_not_a_date(written: Any) -> None:
    with pytest.raises((InvalidDateError, ValueError)):
        popolo_date(written)


@each_case(
    ("written", "date"),
    [
        ("2010", "2010"),
        (2010, "2010"),
        ("2010-05", "2010-05"),
        ("2010-05~", "2010-05~"),
        ("2010-00-00", "2010"),
        ("2010-05-00", "2010-05"),
        ("c. 2010", "2010~"),
        ("circa May 2010", "2010-05~"),
        ("2013-01-01T12:00:00Z", "2013-01-01"),
        ("4 March 2010", "2010-03-04"),
    ],
)
def test_approximate_dates(written: Any, date: str) -> None:
    assert popolo_date(written) == date


def test_objects_inside_of_each_other() -> None:
    person, organization = {"id": "jo", "name": "Jo Roe"}, {"id": "inc", "name": "A Company"}
    post = {"id": "chef", "label": "Chef"}
    membership = {"role": "Chef", "start_date": "1972"}
    around: list[Any] = [
        membership | {"person": person, "organization": organization, "post": post | {"organization_id": "inc"}},
        {"organizations": [organization | {"posts": [post], "memberships": [membership | {"person": person, "post_id": "chef"}]}]},
        {"persons": [person | {"memberships": [membership | {"organization": organization, "post": post | {"organization": organization}}]}]},
        {"posts": [post | {"organization": organization, "memberships": [membership | {"member": person}]}]},
        {"people": person, "organizations": organization, "posts": post | {"organization_id": "inc"},
         "memberships": membership | {"member_id": "jo", "post": "chef"}},
    ]  # fmt: skip
    first, *others = (read(each) for each in around)
    assert memberships(first) == ["jo-roe-jo, chef, from 1972"]
    assert not first.left_out
    for each in others:
        assert nm.dumps(each.collection) == nm.dumps(first.collection)
        assert (each.left_out, each.problems) == ({}, ())


def test_legislative_periods_inside_of_an_organization() -> None:
    period = {"id": "term/1", "name": "First", "start_date": "1907", "end_date": "1908"}
    house = {"id": "house", "name": "House", "legislative_periods": [period]}
    link = {"person_id": "p", "organization_id": "house", "legislative_period_id": "term/1"}
    imported = read({"organizations": [house], "memberships": [link]})
    assert memberships(imported) == ["person-p, house, from 1907, to 1908"]
    assert imported.collection.events[0].participants[0].actor == "house"


def test_objects_without_an_id() -> None:
    imported = read(
        {
            "persons": [{"name": "Jo Roe"}, {"name": "Jo Roe", "gender": "female"}, {"id": "", "name": "Li"}],
            "memberships": [
                {"person": {"name": "Jo Roe"}, "organization": {"name": "A Company", "classification": "Company"}}
            ],
        }
    )
    assert len({each.id for each in imported.collection.people}) == 3
    assert memberships(imported)[0].endswith(", a-company")
    assert all(not each.identifiers for each in imported.collection)


def test_what_refers_to_nothing() -> None:
    imported = read(
        {
            "memberships": [
                {"person_id": "p", "organization_id": "o", "area_id": "a"},
                {"person_id": "p", "post_id": "x", "on_behalf_of_id": "b"},
                {"person_id": "p"},
                {"organization_id": "o"},
                {"person_id": "p", "organization_id": "o", "area_id": "a"},
            ],
            "posts": [{"id": "y", "area": {"id": "z", "name": "Z"}}],
            "organizations": [{"id": "n", "other_names": ["N", "NN"]}],
            "persons": [{"id": "q"}],
        }
    )
    assert memberships(imported) == [
        "person-p, representative, organization-b",
        "person-p, o.a",
        "person-p, post-x",
    ] or memberships(imported)
    assert imported.left_out["memberships"] == 2
    assert imported.left_out["posts.area"] == 1
    assert {each.name for each in imported.collection.organizations} == {"o", "b", "n"}
    assert len(imported.problems) == 6


MOTION: dict[str, Any] = {
    "organization_id": "house",
    "creator_id": "jo",
    "text": "That the Bill be read a second time.",
    "classification": "Second reading",
    "date": "2013-01-01T12:00:00Z",
    "requirement": "two-thirds majority",
    "result": "pass",
    "id": "17",
    "vote_events": [
        {
            "id": "v",
            "start_date": "2013-01-02",
            "counts": [
                {"option": "yes", "value": 2},
                {"option": "no", "value": 1},
                {"option": "not voting", "value": 4},
                {"option": "yes", "value": 9, "group": {"name": "Left"}},
            ],
            "votes": [
                {"voter_id": "jo", "option": "yes", "group_id": "left"},
                {"voter": {"id": "li", "name": "Li"}, "option": "no", "weight": 3},
                {"voter_id": "jo2", "option": "perhaps"},
            ],
        }
    ],
}


def test_a_motion_with_votes() -> None:
    imported = read(MOTION)
    motion = imported.collection.measures[0]
    assert (motion.id, motion.kind, motion.kind_text) == (
        "that-the-bill-be-read-a-second-time-17",
        "motion",
        "Second reading",
    )
    assert (motion.body, motion.sponsors) == ("organization-house", ("person-jo",))
    assert [str(each) for each in motion.milestones] == ["introduced 2013-01-01"]
    vote = motion.vote_events[0]
    assert (vote.date, vote.body, vote.requirement, vote.passed) == ("2013-01-02", motion.body, "two-thirds", True)
    assert (vote.yes, vote.no, vote.not_voting) == (2, 1, 4)
    assert [str(each) for each in vote.votes] == ["person-jo: yes", "li: no (weight 3)"]
    assert imported.left_out == {
        "counts (of groups, or of other options)": 1,
        "motions.date (time of day)": 1,
        "vote_events.id": 1,
        "votes": 1,
        "votes.group_id": 1,
    }
    assert len(imported.problems) == 1


@pytest.mark.parametrize(
    ("date", "time"), [("2013-01-02T09:30", 1), ("2013-01-02 00:00:01", 1), ("2013-01-02T00:00:00", 0), ("2013-01", 0)]
)
def test_a_time_of_day_of_a_vote_is_counted(date: str, time: int) -> None:
    imported = read({"motions": [{"id": "m", "text": "T", "vote_events": [{"start_date": date}]}]})
    assert imported.collection.measures[0].vote_events[0].date == date[:10]
    assert imported.left_out == ({"vote_events.start_date (time of day)": 1} if time else {})


def test_votes_in_lists_of_their_own() -> None:
    event = {key: value for key, value in MOTION["vote_events"][0].items() if key not in {"votes", "counts"}}
    inside = MOTION["vote_events"][0]
    apart = {
        "motions": [MOTION | {"vote_events": ["v"]}],
        "vote_events": [event],
        "votes": [each | {"vote_event_id": "v"} for each in inside["votes"]],
        "counts": [each | {"vote_event_id": "v"} for each in inside["counts"]],
    }
    assert nm.dumps(read(apart).collection) == nm.dumps(read(MOTION).collection)


def test_votes_that_belong_to_nothing_are_left_out_and_reported() -> None:
    imported = read(
        {
            "vote_events": [{"id": "v", "motion_id": "none", "result": "pass"}],
            "votes": [{"voter_id": "p", "vote_event_id": "none"}],
            "counts": [{"option": "yes", "value": 1}],
            "motions": [{"id": "m", "requirement": "a lot", "result": "maybe", "vote_events": []}],
            "speeches": [{"text": "Words"}, {"text": "More words"}],
        }
    )
    assert imported.left_out == {
        "counts": 1,
        "motions.requirement": 1,
        "motions.result": 1,
        "speeches": 2,
        "speeches.text": 2,
        "vote_events": 1,
        "votes": 1,
    }
    assert len(imported.problems) == 3
    assert imported.collection.measures[0].title == "m"


def test_a_vote_with_its_own_result_and_body() -> None:
    event = {
        "motion": {"id": "m", "text": "Aye?"},
        "organization_id": "o",
        "result": "tie",
        "date": "2013",
        "votes": [],
    }
    imported = read(event, {"organizations": [{"id": "party", "name": "P"}]})
    vote = imported.collection.measures[0].vote_events[0]
    assert (vote.body, vote.passed, vote.date) == ("organization-o", None, "2013")
    assert imported.left_out == {"vote_events.result": 1}


@each_case("document", [5, None, {}, {"name": "Jo"}, [{"name": "Jo"}], ["Jo"], {"meta": {}}])
def test_what_does_not_tell_its_class_is_refused(document: Any) -> None:
    with pytest.raises(UnreadableDocumentError, match="the class of the object is unclear"):
        read(document)


def test_the_class_of_an_object_is_told_by_type_name_of_the_file_or_keys(tmp_path: Path) -> None:
    assert len(read([]).collection) == 1
    assert len(read({"_type": "person", "name": "Jo"}).collection.people) == 1
    assert len(read([{"@type": "Organization", "name": "A"}]).collection.organizations) == 1
    assert len(read([{"name": "Jo", "gender": "female"}]).collection.people) == 1
    (tmp_path / "event.json").write_text('{"id": "e", "name": "Session"}')
    assert len(read_popolo(tmp_path / "event.json").collection.events) == 1


def documents() -> Iterator[Any]:
    yield from spoiled(PARLIAMENT, every=11)
    yield from spoiled(MOTION, every=3)


@pytest.mark.parametrize("scheme", ["Facebook", "twitter_id", "SSN", "sin"])
def test_identifiers_of_private_schemes_are_left_out(scheme: str) -> None:
    imported = read({"persons": [{"id": "p", "name": "Jo", "identifiers": [{"scheme": scheme, "identifier": "1"}]}]})
    assert [each.identifier for each in imported.collection.people[0].identifiers] == ["p"]
    assert imported.left_out == {"persons.identifiers (private)": 1}


@pytest.mark.parametrize("scheme", ["sinar-project", "singapore-parliament", "bioguide"])
def test_identifiers_of_public_schemes_are_read(scheme: str) -> None:
    imported = read({"persons": [{"id": "p", "name": "Jo", "identifiers": [{"scheme": scheme, "identifier": "1"}]}]})
    assert nm.Identifier(scheme=scheme, identifier="1") in imported.collection.people[0].identifiers
    assert not imported.left_out


def test_a_wrong_value_in_any_place_is_reported_or_refused() -> None:
    for each in documents():
        try:
            imported = read(each)
        except NMPolicyError:
            continue
        assert attrs.evolve(imported.collection, title="T")


def test_many_memberships_do_not_take_long() -> None:
    links = [{"id": str(at), "person_id": str(at % 9), "organization_id": "o"} for at in range(2000)]
    assert len(read({"memberships": links}).collection.memberships) == len(links)


@pytest.mark.parametrize("text", [b"", b"{", b'{"persons": [], "persons": []}', b"[" * 5000])
def test_a_file_that_is_not_json_is_refused(text: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        read_popolo(BytesIO(text))
