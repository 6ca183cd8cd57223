"""Milestones and votes."""

from typing import Any

import nmpolicy as nm
from each_case import each_case
from legistar_objects import COMMITTEE, COUNCIL, action, matter, messages, read, vote
from nmpolicy.imports import Imported

MAYOR = {"MatterHistoryActionBodyId": 150, "MatterHistoryActionBodyName": "Mayor"}
ATTORNEY = {"MatterHistoryActionBodyId": 151, "MatterHistoryActionBodyName": "City Attorney"}
DEPARTMENT = {"MatterHistoryActionBodyId": 152, "MatterHistoryActionBodyName": "Planning Department"}


def measure_with(*actions: dict[str, Any], **keys: Any) -> nm.Measure:
    return read([matter(Histories=[*actions], **keys)]).collection.measures[0]


def milestones(*actions: dict[str, Any], **keys: Any) -> list[str]:
    return [str(each) for each in measure_with(*actions, **keys).milestones]


@each_case(
    ("name", "body", "flag", "stages"),
    [
        ("Approved", COUNCIL, 1, ["passed"]),
        ("Approved", COUNCIL, None, ["passed"]),
        ("Approved", COUNCIL, 0, ["failed"]),
        ("Adopted", COMMITTEE, 1, ["passed-committee"]),
        ("Approved", COMMITTEE, 0, ["failed-committee"]),
        ("Defeated", COMMITTEE, 1, ["failed-committee"]),
        ("Defeated", COUNCIL, 0, ["failed"]),
        ("Overridden by Council", COUNCIL, 0, ["override-failed"]),
        ("Referred", COUNCIL, 0, []),  # the motion to refer it failed
        ("Introduced and Referred", COUNCIL, None, ["introduced", "in-committee"]),
        ("Hearing Held", COMMITTEE, None, []),
        ("Motion", COUNCIL, None, []),
        (None, COUNCIL, None, []),
        ("Approved", MAYOR, None, ["signed"]),
        ("Disapproved", MAYOR, None, ["vetoed"]),
        ("Withdrawn", MAYOR, None, ["withdrawn"]),
        ("Approved as to Form", ATTORNEY, None, []),
        ("Approved", DEPARTMENT, None, []),
        ("Signed by Mayor", COUNCIL, None, ["signed"]),
        ("Signed by Council President", COUNCIL, None, []),
        ("Withdrawn from Agenda", COUNCIL, None, []),
    ],
)
def test_stages(name: str, body: dict[str, Any], flag: int | None, stages: list[str]) -> None:
    assert [each.stage for each in measure_with(action(1, name, body=body, PassedFlag=flag)).milestones] == stages


def test_actions_of_one_day_are_in_the_order_of_their_stages() -> None:
    day = "2025-02-03"
    actions = [
        action(9, "Passed", day),
        action(8, "Referred", day),
        action(7, "Introduced", day),
        action(6, "Signed", None),
    ]
    expected = ["introduced 2025-02-03", "in committee 2025-02-03", "passed 2025-02-03", "signed"]
    assert milestones(*actions) == milestones(*actions[::-1]) == expected


def test_the_same_action_twice_is_one_milestone() -> None:
    assert milestones(action(1, "Introduced"), action(2, "Introduced")) == ["introduced 2025-02-03"]


def test_dates_that_are_no_dates() -> None:
    for day in ("0001-01-01", "1753-01-01", "1900-01-01", None):
        assert milestones(action(1, "Passed", day)) == ["passed"]
    imported = read([matter(Histories=[action(1, "Passed", "2025-02-30"), action(2, "Sung", "soon")])])
    [measure] = imported.collection.measures
    assert [str(each) for each in measure.milestones] == ["passed"]
    assert [each["x-MatterHistoryActionDate"] for each in measure.extra["x-histories"]] == [  # type: ignore[index, union-attr, call-overload]
        "2025-02-30T00:00:00",
        "soonT00:00:00",
    ]
    assert [each.partition(" ")[0] for each in messages(imported)] == ["NMP016", "NMP016", "NMP015"]


def event(*votes: dict[str, Any], name: str = "Passed", **keys: Any) -> tuple[nm.VoteEvent, Imported]:
    imported = read([matter(Histories=[action(10, name, **keys)])], [*votes])
    return imported.collection.measures[0].vote_events[0], imported


def test_votes_of_members() -> None:
    words = ["Aye", "In Favor", "Nay", "Opposed", "Abstain", "Absent", "Recused", "Non-voting", "Present", None]
    found, imported = event(*(vote(number, f"Member {chr(64 + number)}", each) for number, each in enumerate(words, 1)))
    assert [str(each.option) for each in found.votes] == [
        "yes",
        "yes",
        "no",
        "no",
        "abstain",
        "absent",
        "excused",
        "not-voting",
        "abstain",
    ]
    assert [each.extra["x-VoteValueName"] for each in found.votes if each.extra] == ["Recused", "Present"]
    assert (found.yes, found.body, found.motion, found.passed) == (None, "city-council", "Passed", None)
    assert imported.left_out["votes without a value"] == 1


def test_votes_that_cannot_be_read_are_kept() -> None:
    unreadable = vote(9, "Cy Young", "Aye") | {"VoteValueName": ["Aye"]}
    found, imported = event(vote(7, "Ana Bass", "Hm"), vote(8, "Vacant", "Aye"), unreadable)
    assert not found.votes
    assert found.extra["x-votes"] == (
        {"voter": "ana-bass", "vote": "Hm"},
        {"voter": "cy-young", "vote": "", "x-VoteValueName": ("Aye",)},
    )
    assert imported.left_out["votes of nobody, such as vacant seats"] == 1
    assert len(imported.problems) == 2


def test_a_mapping_can_leave_out_a_vote(tmp_path: Any) -> None:
    path = tmp_path / "words.toml"
    path.write_text('[votes]\nGuest = ""\n', "utf-8")
    imported = read([matter(Histories=[action(10, "Passed")])], [vote(7, "Ana Bass", "Guest")], mapping=path)
    assert imported.left_out["votes: Guest"] == 1
    assert not imported.problems


def test_a_tally() -> None:
    ana, ben = vote(7, "Ana Bass", "Aye"), vote(8, "Ben Ortiz", "Nay")
    found, imported = event(ana, ben, Tally="1-1", PassedFlag=0, PassedFlagName="Fail")
    assert (found.yes, found.no, found.passed, len(found.votes)) == (1, 1, False, 2)
    assert not imported.problems
    found, imported = event(ana, ben, Tally="2:0")
    assert (found.yes, found.no, len(found.votes)) == (2, 0, 2)
    assert messages(imported) == ["NMP018 the tally is 2 to 0, but the votes of members are 1 to 1; both are kept"]
    found, imported = event(Tally="5-2-1")
    assert found.yes is None
    assert dict(found.extra) == {"x-MatterHistoryTally": "5-2-1"}
    assert messages(imported) == ["NMP018 '5-2-1' is not two numbers; it is kept in x-MatterHistoryTally"]


@each_case(
    ("flag", "word", "passed", "problems"),
    [
        (1, "Pass", True, 0),
        (0, "Fail", False, 0),
        (None, "Fail", False, 0),  # the files of nyc_legislation leave out a zero
        (1, None, True, 0),
        (1, "Fail", None, 1),
        (1, "Perhaps", True, 1),
        (2, None, None, 1),
    ],
)
def test_the_flag_of_a_vote(flag: int | None, word: str | None, passed: bool | None, problems: int) -> None:  # noqa: FBT001
    found, imported = event(vote(7, "Ana Bass", "Aye"), PassedFlag=flag, PassedFlagName=word)
    assert (found.passed, len(imported.problems)) == (passed, problems)
    assert bool(found.extra) == bool(problems)


def test_a_motion_without_votes_is_a_vote_without_a_result() -> None:
    found, _ = event(name="Motion to table")
    assert str(found) == "result unknown"
    office = {"MatterHistoryActionBodyId": 150, "MatterHistoryActionBodyName": "Mayor"}
    assert event(name="Motion", body=office)[0].body is None


def test_the_dates_of_a_matter_that_has_no_history() -> None:
    dates = {
        "IntroDate": "2025-01-02T00:00:00",
        "PassedDate": "2025-02-03T00:00:00",
        "EnactmentDate": "2025-02-05T00:00:00",
    }
    assert milestones(**dates, StatusName="Passed") == [
        "introduced 2025-01-02",
        "passed 2025-02-03",
        "became law 2025-02-05",
    ]
    assert milestones(**dates, TypeName="Resolution", StatusName="Adopted")[1:] == [
        "adopted 2025-02-03",
        "adopted 2025-02-05",
    ]
    filed = measure_with(**dates, StatusName="Filed (End of Session)")
    assert [each.stage for each in filed.milestones] == ["introduced", "became-law"]
    assert filed.extra == {"x-MatterStatusName": "Filed (End of Session)", "x-MatterPassedDate": "2025-02-03"}


def test_the_dates_of_a_matter_beside_its_history() -> None:
    actions = action(1, "Introduced", "2025-01-02"), action(2, "Signed", "2025-02-05")
    same = measure_with(*actions, IntroDate="2025-01-02T09:00:00", EnactmentDate="2025-02-05T00:00:00")
    assert [each.stage for each in same.milestones] == ["introduced", "signed"]
    assert not same.extra
    other = measure_with(
        *actions, IntroDate="2025-01-01T00:00:00", PassedDate="2025-02-04T00:00:00", StatusName="Passed"
    )
    assert len(other.milestones) == 2
    assert other.extra["x-MatterIntroDate"] == "2025-01-01"
    assert other.extra["x-MatterPassedDate"] == "2025-02-04"


def test_the_body_that_decides() -> None:
    committee = {"BodyId": 140, "BodyName": "Committee on Streets"}
    assert measure_with(action(1, "Introduced")).body == "city-council"
    in_committee = measure_with(action(1, "Passed", body=COMMITTEE), action(2, "Introduced"), **committee)
    assert in_committee.body == "city-council"
    assert in_committee.extra["x-MatterBodyName"] == "Committee on Streets"
    assert measure_with(action(1, "Passed", body=COMMITTEE), **committee).body == "committee-on-streets"
    assert measure_with(BodyId=150, BodyName="Mayor").body is None
    department = measure_with(BodyId=466, BodyName="Fire Department")
    assert (department.body, department.extra["x-MatterBodyName"]) == (None, "Fire Department")
    assert measure_with(BodyId=None, BodyName=None).body is None


def test_titles_and_numbers() -> None:
    assert measure_with(Title="A  long\r\ntitle", Name="Short").other_titles == ("Short",)
    assert measure_with(Title="A  long\r\ntitle").title == "A long title"
    assert measure_with(Title=None, Name="Short").title == "Short"
    assert measure_with(Title=None).title == "Ordinance O-25-1"
    unnumbered = matter(Title="A title without a number") | {"MatterId": None, "MatterFile": None}
    assert read([unnumbered]).collection.measures[0].id == "a-title-without-a-number"
    for number in (-1, 0):
        assert read([matter(number, File=None)]).collection.measures[0].number == ""
    numbered = measure_with(Guid="AB-1", EnactmentNumber="2025/045")
    assert [str(each) for each in numbered.identifiers] == [
        "legistar-matter: 1",
        "legistar-guid: AB-1",
        "legistar-enactment-number: 2025/045",
    ]
