"""The commands `diff` and `merge`."""

import itertools
import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

import nmpolicy as nm
from command_line import run
from nmpolicy.cli.main import main
from nmpolicy.rules.examples import JANE, MAYOR, duty, example, order

SIGNED = nm.Milestone(stage="signed")


def collection_of(*records: nm.Record) -> nm.Collection:
    return nm.Collection.of(records, id="demo", title="T")


def post(id: str, **more: Any) -> nm.Post:
    return nm.Post(id=id, **{"name": id, **more})


def test_diff_prints_a_sentence_for_each_change(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    stages = [nm.Milestone(stage="signed", date="2025-07")]
    relation = nm.Relation(id="r", subject="order", predicate="expands", object="other")
    nm.dump(example(MAYOR, JANE, order(milestones=stages, subjects=["a", "b"]), relation), old)
    renamed = attrs.evolve(MAYOR, id="the-mayor", aliases=["mayor"])
    mended = order(
        issued_by=["the-mayor"],
        milestones=[nm.Milestone(stage="effective", date="2025-08")],
        subjects=["b", "a"],
        number="5",
    )
    nm.dump(example(renamed, mended, duty()), new)
    code, shown = run("diff", str(old), str(new))
    assert (code, shown.splitlines()) == (
        1,
        [
            "jane-roe: person removed: Jane Roe",
            "the-mayor: post renamed, formerly mayor",
            "order: number added: '5'",
            "order: subjects reordered",
            "order: milestones (effective 2025-08) stage changed from signed to effective",
            "order: milestones (effective 2025-08) date changed from 2025-07 to 2025-08",
            "order.report: provision added: clinic MUST report each visit",
            "r: relation removed: order expands other",
            "8 changes in 5 records",
        ],
    )
    code, shown = run("diff", str(old), str(old))
    assert (code, shown) == (0, "Nothing changed.\n")
    code, shown = run("diff", str(old), "-", "--format", "json", text=new.read_text("utf-8"))
    assert code == 1
    assert [each["kind"] for each in json.loads(shown)][:2] == ["removed", "renamed"]
    assert run("diff", "-", "-")[0] == 2
    assert run("diff", str(old), str(tmp_path / "nothing.json"))[0] == 2
    (tmp_path / "bad.json").write_text("{}")
    code, shown = run("diff", str(tmp_path / "bad.json"), str(tmp_path / "nothing.json"))
    assert (code, "bad.json" in shown, "nothing.json" in shown) == (2, True, True)


def test_diff_names_the_changed_item_of_a_list(tmp_path: Path) -> None:
    def bill(yes: int, option: str, **more: Any) -> nm.Measure:
        votes = [nm.Vote(voter="ann", option="yes"), nm.Vote(voter="bo", option=option)]
        vote = nm.VoteEvent(body="council", date="2025-07-21", motion="passage", yes=yes, no=3, votes=votes, **more)
        return nm.Measure(id="bill", title="A bill", kind="bill", vote_events=[vote])

    old, new = tmp_path / "old.json", tmp_path / "new.json"
    nm.dump(collection_of(bill(5, "yes"), order(milestones=[attrs.evolve(SIGNED, date="2025-07-21")])), old)
    reconsidered = nm.VoteEvent(body="council", motion="reconsideration", passed=False)
    changed = bill(6, "no", evidence=[nm.Evidence(source="minutes", paragraph=4)])
    nm.dump(
        collection_of(
            attrs.evolve(changed, vote_events=[*changed.vote_events, reconsidered]),
            order(milestones=[attrs.evolve(SIGNED, date="2025-07-22")]),
        ),
        new,
    )
    assert run("diff", str(old), str(new))[1].splitlines() == [
        "order: milestones (signed 2025-07-22) date changed from 2025-07-21 to",
        "    2025-07-22",
        "bill: vote_events (council, 2025-07-21, passage) yes changed from 5 to 6",
        "bill: vote_events (council, 2025-07-21, passage) votes (bo: no) option changed",
        "    from yes to no",
        "bill: vote_events (council, 2025-07-21, passage) evidence added: minutes,",
        "    paragraph 4",
        "bill: vote_events added: council, reconsideration: failed",
        "5 changes in 2 records",
    ]


def test_diff_withholds_the_names_of_private_individuals(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    hidden = nm.Person(id="p", name="Jane Doe", private=True)
    nm.dump(collection_of(hidden), old)
    nm.dump(
        collection_of(
            attrs.evolve(hidden, name="Jane Q. Doe", other_names=["Janie"], notes="n"), attrs.evolve(hidden, id="q")
        ),
        new,
    )
    for form in ("text", "json"):
        code, shown = run("diff", str(old), str(new), "--format", form)
        assert (code, "Jan" in shown, "notes" in shown) == (1, False, True)
        assert ("(withheld)" if form == "text" else "a private individual") in shown


def test_diff_withholds_all_that_could_name_a_private_individual(tmp_path: Path) -> None:
    def person(hint: str, **more: Any) -> nm.Person:
        identifiers = [nm.Identifier(scheme="wikidata", identifier=f"Q7{hint}")]
        evidence = [nm.Evidence(source="s", quote=hint, extra={"x-seen": hint}), nm.Evidence(source=f"s-{len(hint)}")]
        evidence = evidence if len(hint) == len("Elmer") else evidence[::-1]
        suppressions = [nm.Suppression(code="NMP701", justification=hint)]
        texts: dict[str, Any] = {"summary": hint, "notes": hint, "extra": {"x-home": hint}}
        return nm.Person(id="p", identifiers=identifiers, evidence=evidence, suppressions=suppressions, **texts, **more)

    paths = [str(tmp_path / name) for name in ("a.json", "b.json")]
    for records in (
        [person("Elmyra", private=True), person("Elmer")],
        [person("Elmyra"), person("Elmer", private=True)],
        [None, person("Elmer", private=True)],
        [person("Elmyra", private=True), None],
    ):
        for path, record in zip(paths, records, strict=True):
            nm.dump(collection_of(*([record] if record else [])), path, unknown="keep")
        for form in ("text", "json"):
            code, shown = run("diff", *paths, "--format", form)
            assert (code, "Elm" in shown) == (1, False)
        changes = nm.diff(*(collection_of(*([record] if record else [])) for record in records))
        shown = "".join(
            [repr(changes), changes._repr_html_(), *map(repr, changes), *(each._repr_html_() for each in changes)]
        )
        assert "Elm" not in shown


def test_diff_and_merge_withhold_quotes_about_private_individuals(tmp_path: Path) -> None:
    texts = [(), ("Jane said so",), ("Jane said more",), ("Jane left", "Jane said so")]
    people = [
        nm.Person(id="p", private=True, evidence=[nm.Evidence(source="s", quote=q) for q in each]) for each in texts
    ]
    files = [str(tmp_path / f"{number}.json") for number in range(len(people) + 1)]
    for person, file in zip([*people, nm.Person(id="q", name="Q")], files, strict=True):
        nm.dump(nm.Collection(id="demo", title="T").add(person), file)
    for old, new in itertools.permutations(files, 2):
        for form in ("text", "json"):
            assert "Jane" not in run("diff", old, new, "--format", form)[1]
            for base in ([], ["--base", files[1]]):
                merged = run("merge", old, new, *base, "--format", form, "-o", str(tmp_path / "merged.json"), "--force")
                assert "Jane" not in merged[1]


def test_diff_withholds_a_private_name_under_a_new_id(tmp_path: Path) -> None:
    hidden, known = nm.Person(id="p", name="Jane Doe", private=True), nm.Person(id="q", name="Jane Z", aliases=["p"])
    paths = [str(tmp_path / name) for name in ("a.json", "b.json")]
    for old, new in ((hidden, known), (attrs.evolve(hidden, private=False), attrs.evolve(known, private=True))):
        for path, record in zip(paths, (old, new), strict=True):
            nm.dump(collection_of(record), path)
        for both in (paths, paths[::-1]):
            shown = run("diff", *both)[1]
            assert ("Jane" in shown, "name changed from (withheld) to (withheld)" in shown) == (False, True)


def test_diff_refuses_duplicate_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    nm.dump(collection_of(MAYOR, MAYOR), path)
    code, shown = run("diff", str(path), str(path))
    assert (code, "two records have the id 'mayor'" in shown) == (2, True)


BASE_FILE, OURS, THEIRS, OUT = "base.json", "ours.json", "theirs.json", "out.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def merge_files(ours: nm.Collection, theirs: nm.Collection, base: nm.Collection | None = None) -> tuple[int, list[str]]:
    """Return the exit code of `merge` and the lines that it prints."""
    nm.dump(ours, OURS)
    nm.dump(theirs, THEIRS)
    if base is not None:
        nm.dump(base, BASE_FILE)
    code, shown = run("merge", OURS, THEIRS, "-o", OUT, "--force", *([] if base is None else ["--base", BASE_FILE]))
    return code, shown.splitlines()


@pytest.mark.usefixtures("folder")
def test_merge_writes_the_merged_collection() -> None:
    code, shown = merge_files(
        collection_of(order(number="5"), JANE, MAYOR),
        collection_of(order(number="4", summary="s")),
        collection_of(order(number="4"), JANE),
    )
    assert (code, shown) == (0, ["Wrote 2 records to out.json; check them with `nmpolicy validate out.json`"])
    assert nm.load(OUT) == collection_of(MAYOR, order(number="5", summary="s"))
    code, text = run("merge", OURS, THEIRS, "-o", OUT)
    assert (code, "already exists; name another file" in " ".join(text.split())) == (2, True)
    nm.dump(collection_of(), "empty.json")
    for bare in (["--base", "/dev/null"], ["--base", "nothing.json"], []):
        Path("nothing.json").write_bytes(b"")
        code, text = run("merge", OURS, OURS, "-o", "-", *bare)
        assert (code, nm.loads(text)) == (0, nm.load(OURS))
    assert not Path("-").exists()
    assert run("merge", OURS, OURS, "-o", "no/where.json")[0] == 2


@pytest.mark.usefixtures("folder")
def test_merge_prints_conflicts_and_writes_nothing() -> None:
    Path(OUT).write_text("as it was")
    long = "so " * 50
    base = collection_of(
        order(number="4", summary=long + "may", subjects=["a", "b"]), JANE, post("judge"), post("x"), duty()
    )
    ours = collection_of(
        order(number="5", summary=long + "must", subjects=["b", "a", "c"]),
        post("bench", name="judge", aliases=["judge"]),
        post("new", name="New"),
        duty(deadline=nm.Deadline(date="2025")),
        post("y", name="x", aliases=["x"]),
    )
    theirs = collection_of(
        order(number="6", summary=long + "must not", subjects=["c", "b", "a"]),
        attrs.evolve(JANE, name="Jane"),
        post("new", name="New one", notes="n"),
        duty(bearers=["jane-roe"], deadline=nm.Deadline(date="2026")),
        post("z", name="x", aliases=["x"]),
        nm.Person(id="p", aliases=["y"]),
    )
    code, shown = merge_files(ours, theirs, base)
    assert (code, Path(OUT).read_text()) == (1, "as it was")
    assert shown == [
        "y: the files gave it different new ids",
        "    base.json    post x: x",
        "    ours.json    post y: x",
        "    theirs.json  post z: x",
        "jane-roe: one file removed what the other changed",
        "    ours.json    removed",
        "    theirs.json  changed: name",
        "bench: one file removed what the other changed",
        "    ours.json    renamed",
        "    theirs.json  removed",
        "new: both files added it, with different content",
        "    ours.json    name 'New'; notes nothing",
        "    theirs.json  name 'New one'; notes n",
        "order number: the files have different values",
        "    base.json    '4'",
        "    ours.json    '5'",
        "    theirs.json  '6'",
        "order subjects: the files list the items in a different order",
        "    base.json    'a', 'b'",
        "    ours.json    'b', 'a', 'c'",
        "    theirs.json  'c', 'b', 'a'",
        "order summary: the files have different values",
        "    base.json    '…so so so so so so so so so may'",
        "    ours.json    '…so so so so so so so so so must'",
        "    theirs.json  '…so so so so so so so so so must not'",
        "order.report deadline date: the files have different values",
        "    ours.json    2025",
        "    theirs.json  2026",
        "y: two records claim this id, as an id or an alias",
        "    ours.json    post y: x",
        "    theirs.json  person p: p",
        "9 conflicts; nothing was written. Make the files agree, or restore the base",
        "version in one of them, and merge again.",
    ]


@pytest.mark.usefixtures("folder")
def test_merge_prints_conflicts_of_parts_and_references() -> None:
    base = collection_of(order(milestones=[SIGNED]), post("judge"), post("clerk"))
    votes = [nm.VoteEvent(body="council", date="2025", yes=yes) for yes in (3, 5)]
    bill = nm.Measure(id="m", title="M", kind="bill")
    ours = collection_of(
        order(milestones=[attrs.evolve(SIGNED, date="2025")]), attrs.evolve(bill, vote_events=votes[:1]), post("clerk")
    )
    theirs = collection_of(
        order(issued_by=["judge"]), attrs.evolve(bill, vote_events=votes[1:]), post("judge"), post("clerk")
    )
    code, shown = merge_files(ours, theirs, nm.Collection.of([*base, bill], id="demo", title="T"))
    assert (code, shown[:-2]) == (
        1,
        [
            "order milestones: one file removed what the other changed",
            "    ours.json    changed from signed to signed 2025",
            "    theirs.json  removed",
            "m vote_events: both files added it, with different content",
            "    ours.json    council, 2025: result unknown, 3 yes",
            "    theirs.json  council, 2025: result unknown, 5 yes",
            "order issued_by: one file refers to a record that the other removed",
            "    ours.json    removed",
            "    theirs.json  refers to 'judge'",
        ],
    )


@pytest.mark.usefixtures("folder")
def test_merge_prints_unknown_fields_as_json() -> None:
    for path, held in ((OURS, {"a": True, "b": {"c": 1}}), (THEIRS, {"a": 1, "b": [1]}), (BASE_FILE, {})):
        nm.dump(collection_of(post("p", extra=held)), path, unknown="keep")
    code, shown = run("merge", OURS, THEIRS, "--base", BASE_FILE, "-o", OUT, "--unknown", "keep")
    assert (code, shown.splitlines()[:6]) == (
        1,
        [
            "p extra a: both files added it, with different content",
            "    ours.json    true",
            "    theirs.json  1",
            "p extra b: both files added it, with different content",
            '    ours.json    {"c": 1}',
            "    theirs.json  1",
        ],
    )


@pytest.mark.usefixtures("folder")
def test_merge_withholds_the_names_of_private_individuals() -> None:
    hidden = nm.Person(id="p", name="Jane Doe", private=True)
    base, ours = collection_of(hidden), collection_of(attrs.evolve(hidden, name="Jane Roe"))
    for theirs in (attrs.evolve(hidden, name="Jane Q."), nm.Person(id="q", name="Jane Z", aliases=["p"])):
        for both in ((ours, collection_of(theirs)), (collection_of(theirs), ours)):
            code, shown = merge_files(*both, base)
            assert (code, "Jane" in " ".join(shown), "(withheld)" in " ".join(shown)) == (1, False, True)
    nm.dump(collection_of(attrs.evolve(hidden, name="Jane Q.")), THEIRS)
    assert "Jane" not in run("merge", OURS, THEIRS, "--base", BASE_FILE, "-o", "new.json", "--format", "json")[1]


@pytest.mark.usefixtures("folder")
def test_merge_prints_conflicts_as_json() -> None:
    nm.dump(collection_of(order(number="5")), OURS)
    nm.dump(collection_of(order(number="6")), THEIRS)
    result = CliRunner().invoke(main, ["merge", OURS, THEIRS, "-o", OUT, "--format", "json"])
    assert json.loads(result.stdout) == [
        {"kind": "changed", "record": "order", "path": ["number"], "ours": "5", "theirs": "6", "private": False}
    ]


@pytest.mark.usefixtures("folder")
def test_merge_reports_all_unreadable_files_at_once() -> None:
    nm.dump(collection_of(MAYOR, MAYOR), OURS)
    code, shown = run("merge", OURS, OURS, "-o", OUT)
    assert (code, " ".join(shown.split())) == (
        2,
        "Error: ours.json: two records have the id 'mayor'; `nmpolicy validate ours.json` says where they are",
    )
    code, shown = run("merge", "nowhere.json", "neither.json", "-o", OUT)
    assert (code, "nowhere.json" in shown, "neither.json" in shown) == (2, True, True)
    code, shown = run("merge", "-", "-", "-o", OUT)
    assert (code, "can be read only once" in shown) == (2, True)


def test_a_missing_base_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    nm.dump(collection_of(post("x")), OURS)
    code, shown = run("merge", OURS, OURS, "--base", "no-such-base.json", "-o", OUT)
    assert (code, shown.splitlines()[0]) == (2, "no-such-base.json")
    assert not Path(OUT).exists()


@pytest.mark.usefixtures("folder")
def test_merge_takes_the_preferred_side_and_says_so() -> None:
    nm.dump(nm.Collection.of([order(number="5")], id="one", title="One"), OURS)
    nm.dump(nm.Collection.of([order(number="6")], id="two", title="Two"), THEIRS)
    options = ("--prefer", "theirs", "--id", "both", "--title", "Both", "-o", OUT)
    code, shown = run("merge", OURS, THEIRS, *options)
    assert (code, shown.splitlines()) == (
        0,
        [
            "order number: the files have different values",
            "    ours.json    '5'",
            "    theirs.json  '6'",
            "1 conflict settled by taking theirs",
            "Wrote 1 record to out.json; check them with `nmpolicy validate out.json`",
        ],
    )
    assert nm.load(OUT) == nm.Collection.of([order(number="6")], id="both", title="Both")
    code, shown = run("merge", OURS, THEIRS, *options, "--force", "--format", "json")
    assert (code, '"theirs": "6"' in shown) == (0, True)
    code, shown = run("merge", OURS, THEIRS, "-o", "new.json", "--id", "not an id")
    assert (code, "not an id" in shown, Path("new.json").exists()) == (2, True, False)


@pytest.mark.usefixtures("folder")
def test_merge_lists_what_a_preference_settles_beside_what_it_cannot_settle() -> None:
    base = collection_of(post("judge"), order(number="4", issued_by=[]))
    nm.dump(base, BASE_FILE)
    nm.dump(collection_of(order(number="5", issued_by=[])), OURS)
    nm.dump(collection_of(post("judge"), order(number="6", issued_by=["judge"])), THEIRS)
    options = ["merge", OURS, THEIRS, "--base", BASE_FILE, "--prefer", "ours", "-o", OUT]
    result = CliRunner().invoke(main, options)
    assert (result.exit_code, Path(OUT).exists()) == (1, False)
    assert result.stdout.splitlines() == [
        "order issued_by: one file refers to a record that the other removed",
        "    ours.json    removed",
        "    theirs.json  refers to 'judge'",
    ]
    assert result.stderr.splitlines() == [
        "order number: the files have different values",
        "    base.json    '4'",
        "    ours.json    '5'",
        "    theirs.json  '6'",
        "1 conflict settled by taking ours",
        "1 conflict that taking ours does not settle; nothing was written. Make the",
        "files agree, or restore the base version in one of them, and merge again.",
    ]
    result = CliRunner().invoke(main, [*options, "--format", "json"])
    assert [each["kind"] for each in json.loads(result.stdout)] == ["referred"]
    assert '"theirs": "6"' in result.stderr


def test_proposed_pairs_do_not_replace_an_input(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    nm.dump(example(MAYOR), path)
    before = path.read_bytes()
    code, shown = run("merge", str(path), str(path), "--propose", str(path), "--force")
    assert (code, path.read_bytes()) == (2, before)
    assert "is the input; choose another output" in shown
