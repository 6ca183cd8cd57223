"""read_legistar and its command, as a whole."""

import copy
import io
import itertools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from command_line import run
from legistar_objects import action, matter, messages, read, stream, vote
from nmpolicy.errors import NMPolicyError
from nmpolicy.imports import Imported, read_legistar
from nmpolicy.imports.legistar.legistar_import import SOURCE
from nmpolicy.records.evidence import SourcedRecord

SAMPLE = Path(__file__).parents[2] / "examples" / "imports" / "legistar"


def sample(**options: Any) -> Imported:
    return read_legistar(SAMPLE, mapping=SAMPLE / "springfield.toml", **options)


def test_the_sample() -> None:
    imported = sample(client="Springfield")
    collection = imported.collection
    assert not imported.problems
    assert (collection.id, len(collection)) == ("legistar-springfield", 13)
    ordinance = collection["springfield-o-25-7"]
    assert isinstance(ordinance, nm.Measure)
    assert [(each.stage, each.date) for each in ordinance.milestones] == [
        ("introduced", "2025-02-03"),
        ("in-committee", "2025-02-03"),
        ("passed-committee-favorably", "2025-02-24"),
        ("passed", "2025-03-17"),
        ("signed", "2025-03-20"),
    ]
    assert [str(each) for each in ordinance.vote_events] == ["passed, 2 to 0", "passed, 2 to 1"]
    assert (ordinance.sponsors, ordinance.cosponsors) == (("springfield-ana-bass",), ("springfield-ben-ortiz",))
    assert collection["springfield-ben-ortiz"].label == "Ben Ortiz"
    assert ordinance.milestones[-1].by == ("springfield-mayor",)
    resolution = collection["springfield-r-25-31"]
    assert isinstance(resolution, nm.Measure)
    assert (resolution.stage, resolution.sponsors) == ("adopted", ("springfield-committee-on-streets",))
    assert imported.left_out["histories.Moved to the Front"] == 1
    assert imported.left_out["matters.MatterRequester"] == 1  # who may be a private individual
    assert "Jane Roe" not in nm.dumps(collection, unknown="keep")
    assert not nm.validate(collection).problems


def test_every_record_cites_the_source() -> None:
    collection = sample().collection
    assert all(each.evidence for each in collection if isinstance(each, SourcedRecord))
    assert collection[SOURCE.id] == SOURCE
    assert sample(client="cabq").collection.sources[0].url == "https://webapi.legistar.com/v1/cabq/"


def test_the_order_of_files_makes_no_difference() -> None:
    files = sorted(SAMPLE.glob("*.json"))
    results = {nm.dumps(read_legistar(*order).collection, unknown="keep") for order in (files, files[::-1])}
    assert len(results) == 1
    first, second = read_legistar(*files), read_legistar(*files[::-1])
    assert (first.problems, first.left_out) == (second.problems, second.left_out)


def test_the_same_files_twice_give_the_same_collection() -> None:
    files = sorted(SAMPLE.glob("*.json"))
    twice = read_legistar(*files, *files)
    assert twice.collection == read_legistar(*files).collection
    assert messages(twice) == messages(read_legistar(*files))


def test_a_later_import_changes_what_changed_and_nothing_else() -> None:
    before = [matter(1), matter(2, Histories=[action(20, "Introduced")])]
    after = [*copy.deepcopy(before), matter(3)]
    after[1]["Histories"].append(action(21, "Passed", "2025-03-01", PassedFlag=1))
    base, theirs = read(before).collection, read(after).collection
    assert {each.record for each in nm.diff(base, theirs)} == {"o-25-2", "o-25-3"}
    ours = base.replace(attrs.evolve(base.measures[0], summary="Our words"))
    merged = nm.merge(ours, theirs, base)
    assert not merged.conflicts
    assert merged.collection == theirs.replace(ours.measures[0])


def test_many_matters_are_read() -> None:
    names = ("Introduced", "Referred to Committee", "Hearing Held", "Passed")
    matters = [
        matter(number, Histories=[action(number * 10 + each, names[each % 4]) for each in range(10)])
        for number in range(1, 301)
    ]
    assert len(read(matters).collection.measures) == 300


WRONG: tuple[Any, ...] = (
    0, -1, True, 1.5, 10**30, [], {}, ["x"], {"a": 1}, "soon", " ", "\ud800", "0001-01-01", None, "4-x", [None], "9" * 30
)  # fmt: skip


def read_or_fail(key: str, *values: Any) -> Imported:
    try:
        return read(*values)
    except NMPolicyError as error:
        raise AssertionError(key) from error


def test_any_wrong_value_is_kept_or_counted_and_never_breaks_the_import() -> None:
    documents = [json.loads(each.read_text("utf-8")) for each in sorted(SAMPLE.glob("*.json"))]
    wrong = itertools.cycle(WRONG)
    for number, document in enumerate(documents):
        for key in document[0]:
            for bad in itertools.islice(wrong, 3):
                spoiled = copy.deepcopy(document)
                spoiled[0][key] = bad
                changed = [spoiled if number == other else each for other, each in enumerate(documents)]
                imported = read_or_fail(key, *changed)
                text = nm.dumps(imported.collection, unknown="keep")
                assert nm.loads(text, unknown="keep") == imported.collection
                for name in re.findall("kept in (x-[A-Za-z]+)", str(messages(imported))):
                    assert f'"{name}":' in text, (key, bad)


def test_an_empty_list_is_an_empty_collection() -> None:
    assert len(read([]).collection) == 1


def test_wrong_clients_are_refused() -> None:
    with pytest.raises(nm.errors.InvalidValueError, match="no letters or digits"):
        read([], client="?")


def test_a_source_of_ones_own_stays() -> None:
    mine = nm.Source(id="mine", kind="dataset", title="My copy", url="https://example.org/")
    assert read([matter()], source=mine, client="x").collection.sources == (mine,)


def test_the_command(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    code, shown = run("import", "legistar", str(SAMPLE), "--client", "springfield", "-o", str(out))
    assert code == 0
    assert "'Moved to the Front' occurs once and has no known meaning" in " ".join(shown.split())
    mapped = run(
        "import", "legistar", str(SAMPLE), "--mapping", str(SAMPLE / "springfield.toml"), "-o", str(out), "--force"
    )
    assert "has no known meaning" not in mapped[1]
    code, shown = run("import", "legistar", str(SAMPLE), "--client", "?")
    assert (code, "no letters or digits" in shown) == (2, True)
    shutil.copy(SAMPLE / "matters.json", tmp_path / "other.json")
    (tmp_path / "other.json").write_text('{"a": 1}', "utf-8")
    code, shown = run("import", "legistar", str(tmp_path / "other.json"))
    assert code != 0
    assert "no objects of Legistar's Web API" in " ".join(shown.split())


def test_short_keys() -> None:
    """The files of nyc_legislation have keys without a prefix, and lists inside of their objects."""
    document = {
        "ID": 70574,
        "GUID": "CB964DB9",
        "File": "Int 0873-2023",
        "Name": "A short name",
        "Title": "A Local Law",
        "TypeName": "Introduction",
        "StatusName": "Enacted",
        "BodyID": 19,
        "BodyName": "Committee on Safety",
        "IntroDate": "2023-01-04T00:00:00Z",
        "PassedDate": "2023-03-01T00:00:00Z",
        "EnactmentDate": "2023-03-05T00:00:00Z",
        "LocalLaw": "2023/045",
        "Version": "*",
        "Sponsors": [{"ID": 0, "FullName": ""}, {"ID": 7, "FullName": "Ana Bass"}, {"ID": 8, "FullName": "Ben Ortiz"}],
        "History": [
            {
                "ID": 1,
                "Date": "2023-01-04T12:00:00Z",
                "Action": "Introduced by Council",
                "BodyID": 1,
                "BodyName": "City Council",
            },
            {
                "ID": 2,
                "Date": "2023-03-01T13:00:00Z",
                "Action": "Approved, by Council",
                "BodyID": 1,
                "BodyName": "City Council",
                "PassedFlag": 1,
                "PassedFlagName": "Pass",
                "Votes": [
                    {"ID": 7, "FullName": "Ana Bass", "VoteID": 15, "Vote": "Affirmative", "Result": 1},
                    {"ID": 8, "FullName": "Ben Ortiz", "VoteID": 46, "Vote": "Medical"},
                    {"ID": 9, "FullName": "Cy Young", "VoteID": 0, "Vote": ""},
                ],
            },
        ],
    }
    person = {
        "ID": 7,
        "Slug": "ana-bass",
        "FullName": "Ana Bass",
        "OfficeRecords": [
            {
                "ID": 4,
                "BodyID": 1,
                "BodyName": "City Council",
                "Title": "Member",
                "PersonID": 7,
                "FullName": "Ana Bass",
                "Start": "2022-01-01T00:00:00Z",
                "End": "2023-12-31T00:00:00Z",
            }
        ],
    }
    event = {"ID": 5, "BodyName": "City Council", "Items": []}
    imported = read(document, person, event)
    [measure] = imported.collection.measures
    assert (measure.id, measure.kind, measure.body) == ("int-0873-2023", "bill", "city-council")
    assert [str(each) for each in measure.milestones] == [
        "introduced 2023-01-04",
        "passed 2023-03-01",
        "became law 2023-03-05",
    ]
    assert (measure.sponsors, measure.cosponsors) == ((), ("ana-bass", "ben-ortiz"))
    assert [(each.voter, each.option, dict(each.extra)) for each in measure.vote_events[0].votes] == [
        ("ana-bass", "yes", {}),
        ("ben-ortiz", "excused", {"x-VoteValueName": "Medical"}),
    ]
    assert [str(each) for each in imported.collection.memberships] == [
        "ana-bass, Member, city-council, from 2022-01-01, to 2023-12-31"
    ]
    assert imported.left_out["votes without a value"] == imported.left_out["events"] == 1
    assert not imported.problems


def test_votes_of_another_item_are_never_given_to_this_one() -> None:
    imported = read([matter(Histories=[action(10, "Passed")])], [vote(7, "Ana Bass", "Aye", item=99)])
    assert not imported.collection.measures[0].vote_events
    assert imported.left_out["votes whose event item is not in the input"] == 1
    assert not imported.collection.people


def test_all_orders_of_three_files_agree() -> None:
    files = ([matter()], {"1": [action(10, "Passed"), action(11, "Sung")]}, [vote(7, "Ana Bass", "Hm")])
    texts = {
        nm.dumps(imported.collection, unknown="keep") + str(imported.problems)
        for order in itertools.permutations(files)
        for imported in [read_legistar(*map(stream, order))]
    }
    assert len(texts) == 1


def test_a_file_that_is_not_json_is_refused() -> None:
    with pytest.raises(nm.errors.UnreadableDocumentError):
        read_legistar(io.BytesIO(b"<html>"))
