"""The meaning of a city's words."""

import io

import pytest

from each_case import each_case
from legistar_objects import action, matter, messages, read
from nmpolicy.errors import InvalidDocumentError, UnreadableDocumentError
from nmpolicy.imports.legistar.legistar_mapping import read_mapping
from nmpolicy.imports.legistar.legistar_words import ACTIONS, BODY_CLASSES, KINDS, VOTE, VOTES
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, OrganizationClassification, Stage, VoteOption


def mapping(text: str) -> io.BytesIO:
    return io.BytesIO(text.encode())


def test_every_default_meaning_is_a_term() -> None:
    assert {each for meaning in ACTIONS.values() for each in meaning} <= {*Stage, VOTE}
    assert {*KINDS.values()} <= {*MeasureKind, *OrderKind}
    assert {*VOTES.values()} <= {*VoteOption}
    assert {*BODY_CLASSES.values()} <= {*OrganizationClassification}


@each_case(
    ("name", "meaning"),
    [
        ("Introduced by Council", "introduced"),
        ("INTRODUCED AND REFERRED", "introduced in-committee"),
        ("Referred to Comm by Council", "in-committee"),
        ("Referred to Committee", "in-committee"),
        ("Hearing Held by Committee", ""),
        ("Approved, by Council", "passed"),
        ("Approved  by Committee", "passed"),
        ("ADOPTED", "adopted"),
        ("READ AND PASSED", "passed"),
        ("Signed Into Law by Mayor", "signed"),
        ("Approved by Mayor", "signed"),
        ("City Charter Rule Adopted", "became-law"),
        ("Returned Unsigned by Mayor", ""),
        ("Vetoed by Mayor", "vetoed"),
        ("Disapproved by Mayor", "vetoed"),
        ("Disapproved by Council", "failed"),
        ("Overridden by Council", "veto-overridden"),
        ("Filed (End of Session)", ""),
        ("Withdrawn", "withdrawn"),
        ("Tabled", ""),
        ("Postponed Indefinitely", ""),
        ("Placed on File", ""),
        ("recommended for approval", "passed-committee-favorably"),
        ("Recommended Do Not Pass", "passed-committee-unfavorably"),
        ("Forwarded with No Recommendation", "passed-committee-without-recommendation"),
        ("Motion to reconsider", VOTE),
    ],
)
def test_common_actions(name: str, meaning: str) -> None:
    assert read_mapping(None).actions.get(name) == tuple(meaning.split())


@pytest.mark.parametrize("name", ["Sung", "Passed to the Department of Parks", "Referred to City Agency", "*"])
def test_an_action_without_a_common_meaning_has_none(name: str) -> None:
    assert read_mapping(None).actions.get(name) is None


def test_a_file_comes_before_the_defaults() -> None:
    text = '[actions]\n"Passed*" = "adopted"\n"Sung [twice]" = ["passed", "signed"]\nTabled = "failed"\nNoted = ""\n'
    actions = read_mapping(mapping(text)).actions
    assert [actions.get(each) for each in ("PASSED", "Sung [twice]", "tabled", "Noted", "Adopted")] == [
        ("adopted",),
        ("passed", "signed"),
        ("failed",),
        (),
        ("adopted",),
    ]


def test_all_mistakes_of_a_mapping_are_told_at_once() -> None:
    text = """
votes = 1
[action]
x = "passed"
[zzz]
x = "passed"
[kinds]
x = ["ordinance", "bill"]
y = 1
[actions]
x = ["pased", "signed"]
Read = "passed"
"read." = "failed"
"""
    with pytest.raises(InvalidDocumentError) as raised:
        read_mapping(mapping(text))
    assert raised.value.path == "standard input"
    told = [f"{each.code} {each.pointer} {each.message.split(';')[0]}" for each in raised.value.problems]
    assert told == [
        "NMP014 /votes 'votes' is not a table",
        "NMP013 /action 'action' is not a table of a mapping file",
        "NMP013 /zzz 'zzz' is not a table of a mapping file",
        "NMP015 /kinds/x ['ordinance', 'bill'] is not a possible meaning of 'x'",
        "NMP015 /kinds/y 1 is not a possible meaning of 'y'",
        "NMP015 /actions/x 'pased' is not a possible meaning of 'x'",
        "NMP011 /actions/read. 'read.' is compared without case and punctuation, and so is 'Read'",
    ]
    hints = [each.message.partition(";")[2] for each in raised.value.problems]
    assert hints[1:3] == [" did you mean 'actions'?", " the tables are actions, kinds, votes"]
    assert hints[5] == " did you mean 'passed'?"


def test_a_mapping_that_is_not_toml_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="the mapping file is not TOML"):
        read_mapping(mapping("[actions"))


def test_names_of_a_mapping_that_never_occur_are_reported_once() -> None:
    text = '[actions]\n"Adoptd" = "adopted"\n"Pas*" = "passed"\n"passed" = "adopted"\n[kinds]\nBil = "bill"\n[votes]\n"Aye" = "yes"\n'
    imported = read([matter(Histories=[action(10, "Passed"), action(11, "Passed")])], mapping=mapping(text))
    assert [f"{each.code} {each.location} {each.message}" for each in imported.problems] == [
        f"NMP018 standard input {place} {name!r} never occurs in the input; correct it, or remove it from the mapping"
        for place, name in (("/actions/Adoptd", "Adoptd"), ("/kinds/Bil", "Bil"), ("/votes/Aye", "Aye"))
    ]


def test_bytes_that_are_not_utf_8_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="not TOML"):
        read_mapping(io.BytesIO(b"\xff"))


def test_an_unknown_action_is_reported_once_and_kept() -> None:
    actions = [action(10, "Sung"), action(11, "SUNG.", "2025-02-04"), action(12, "Sung", None)]
    imported = read([matter(Histories=actions)])
    [message] = messages(imported)
    assert message == (
        "NMP015 'Sung' occurs 3 times and has no known meaning; give it one under [actions] of a mapping file: "
        '"Sung" = "…"'
    )
    assert imported.collection.measures[0].extra["x-histories"] == (
        {"date": "2025-02-03", "action": "Sung", "body": "City Council"},
        {"date": "2025-02-04", "action": "SUNG.", "body": "City Council"},
        {"date": "", "action": "Sung", "body": "City Council"},
    )
    mapped = read([matter(Histories=actions)], mapping=mapping('[actions]\nsung = "signed"'))
    assert not mapped.problems
    assert [each.stage for each in mapped.collection.measures[0].milestones] == ["signed"] * 3


def test_kinds() -> None:
    types = [
        "Ordinance",
        "City Resolution",
        "Introduction",
        "Charter Amendment",
        "Land Use Application",
        None,
        "Motion",
    ]
    matters = [matter(number, TypeName=each) for number, each in enumerate(types, 1)]
    measures = read(matters).collection.measures
    kinds = ["ordinance", "resolution", "bill", "charter-amendment", "other", "other", "motion"]
    assert [each.kind for each in measures] == kinds
    assert [each.kind_text for each in measures] == [each or "" for each in types]


def test_a_type_can_be_left_out_or_be_an_order() -> None:
    voted = action(10, "Signed", PassedFlag=1)
    matters = [
        matter(1, TypeName="Minutes"),
        matter(2, TypeName="Executive Order", Histories=[voted]),
        matter(3, TypeName="Mayor's Message", BodyId=None, BodyName=None),
    ]
    text = '[kinds]\nMinutes = ""\n"Mayor\'s Message" = "directive"\n'
    imported = read(matters, mapping=mapping(text))
    assert not imported.collection.measures
    assert [(each.id, each.kind) for each in imported.collection.orders] == [
        ("o-25-2", "executive-order"),
        ("o-25-3", "directive"),
    ]
    assert imported.collection.orders[0].stage == "signed"
    assert imported.collection.orders[0].extra["x-MatterBodyName"] == "City Council"
    assert imported.left_out["matters: Minutes"] == imported.left_out["votes on orders"] == 1
