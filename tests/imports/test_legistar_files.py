"""The shapes in which people save Legistar's answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from each_case import each_case
from legistar_objects import action, matter, messages, read, sponsor, vote
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.imports import read_legistar


def stages(*values: Any) -> list[str]:
    return [str(each.stage) for each in read(*values).collection.measures[0].milestones]


PASSED = action(10, "Passed")


@each_case(
    "values",
    [
        (matter(Histories=[PASSED]),),
        ([matter() | {"History": [PASSED]}],),
        ({"value": [matter() | {"MatterHistories": [PASSED]}]},),
        ({"matters": [matter()], "histories": {"1": [PASSED]}},),
        ([matter()], {"1": [PASSED]}),
    ],
)
def test_shapes(values: tuple[Any, ...]) -> None:
    assert stages(*values) == ["passed"]


@pytest.mark.parametrize("name", ["histories-1.json", "1/histories.json", "2025 matters/1/histories/all.json"])
def test_a_name_tells_the_matter_of_histories(tmp_path: Path, name: str) -> None:
    files = {"matters.json": [matter(), matter(2025, Name="another")], name: [PASSED]}
    if name == "2025 matters/1/histories/all.json":
        files["matters.json"].pop()
    for path, value in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(json.dumps(value), "utf-8")
    assert [str(each) for each in read_legistar(tmp_path).collection.measures[0].milestones] == ["passed 2025-02-03"]
    by_file = read_legistar(*(tmp_path / path for path in files))
    assert by_file.collection == read_legistar(tmp_path).collection


def test_histories_of_an_unknown_matter_are_reported_and_counted() -> None:
    imported = read([matter()], [PASSED, action(11, "Signed")])
    assert messages(imported) == [
        "NMP020 the file has histories (2) without a MatterId; put it in the name of the file or of its folder"
    ]
    assert imported.left_out["histories whose matter is not in the input"] == 2


def test_votes_without_an_item_need_it_in_a_name() -> None:
    alone = vote(7, "Ana Bass", "Aye")
    del alone["VoteEventItemId"]
    found = read([matter(Histories=[PASSED])], {"10": [alone]})
    assert len(found.collection.measures[0].vote_events[0].votes) == 1
    assert "votes (1) without a EventItemId" in messages(read([matter(Histories=[PASSED])], [alone]))[0]


def test_the_later_version_of_an_object_is_taken() -> None:
    old = matter(Title="Old", LastModifiedUtc="2025-01-01T00:00:00", Histories=[PASSED])
    new = matter(Title="New", LastModifiedUtc="2025-02-01T00:00:00.123")
    for order in ([old], [new]), ([new], [old]), ([old, new, new],):
        imported = read(*order)
        [measure] = imported.collection.measures
        assert (measure.title, len(measure.milestones)) == ("New", 1)  # only the old version has a history
        assert ["a later version of this object" in each for each in messages(imported)] == [True]
        assert imported.left_out["earlier versions of objects"] == 1


def test_different_matters_with_one_file_number_are_both_there() -> None:
    measures = read([matter(7, File="O-1"), matter(5, File="O 1"), matter(9, File="\u4e2d")]).collection.measures
    assert [(each.id, each.number) for each in measures] == [("o-1", "O 1"), ("o-1-7", "O-1"), ("matter-9", "\u4e2d")]


def test_what_becomes_no_record_is_counted() -> None:
    documents = [
        [{"MatterAttachmentId": 1, "MatterAttachmentName": "Text"}],
        {"value": [{"EventId": 1}, {"EventItemId": 2}], "count": 2},
        [{"MatterRelationId": 1}],
    ]
    assert read([matter()], *documents).left_out == {
        "attachments": 1,
        "documents.count": 1,
        "event items": 1,
        "events": 1,
        "relations": 1,
    }


def test_other_files_are_refused_unless_they_are_in_a_folder(tmp_path: Path) -> None:
    for value in ({"a": [1]}, [1], "x", None, {}, [[[[[[{"MatterId": 1}]]]]]]):
        with pytest.raises(UnreadableDocumentError, match="no objects of Legistar's Web API"):
            read([matter()], value)
    (tmp_path / "sync.json").write_text('{"last": "2025"}', "utf-8")
    (tmp_path / "matters.json").write_text(json.dumps([matter(), {"a": 1, "b": 2}, 5]), "utf-8")
    (tmp_path / "page.json").write_text("<html><title>Error</title>", "utf-8")
    imported = read_legistar(tmp_path)
    assert imported.left_out == {
        "files that are not JSON": 1,
        "files without objects of Legistar's Web API": 1,
        "objects that are not of Legistar's Web API": 2,
    }
    assert messages(imported) == [
        "NMP014 a value with the keys a, b is not an object of Legistar's Web API; it is left out",
        "NMP014 a value is not an object of Legistar's Web API; it is left out",
        "NMP003 this is an HTML page, not JSON; download the data itself, not a page that shows it (the file is left out)",
    ]


def test_lists_of_something_else_are_kept() -> None:
    imported = read([matter(Histories="soon", Sponsors=[5, sponsor(7, "Ana Bass", 0)])])
    [measure] = imported.collection.measures
    assert (measure.extra["x-Histories"], measure.sponsors) == ("soon", ("ana-bass",))
    assert len(imported.problems) == 2
