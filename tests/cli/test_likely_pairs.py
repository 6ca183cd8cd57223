"""Tests of how `merge` proposes and joins records that two files have under different ids."""

import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner

import nmpolicy as nm
from command_line import ROOT, run
from each_case import each_case
from nmpolicy.cli.main import main
from nmpolicy.rules.examples import CITY, duty, order, statement, term

OURS, THEIRS, OUT, SAME = "ours.json", "theirs.json", "out.json", "same.txt"
EXAMPLES = ROOT / "examples" / "merge"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def post(id: str, **more: Any) -> nm.Post:
    return nm.Post(id=id, **{"name": "Mayor", **more})


def written(ours: list[nm.Record], theirs: list[nm.Record]) -> None:
    for path, records in ((OURS, ours), (THEIRS, theirs)):
        nm.dump(nm.Collection.of(records, id="demo", title="T"), path)


def merged(*options: str) -> tuple[int, list[str]]:
    code, shown = run("merge", OURS, THEIRS, *options)
    return code, shown.splitlines()


def test_merge_proposes_pairs_and_joins_them() -> None:
    written([post("mayor"), order(issued_by=["mayor"])], [post("chief", summary="s"), duty(bearers=["chief"])])
    code, shown = merged("-o", OUT)
    assert (code, shown) == (
        0,
        [
            "Wrote 4 records to out.json; check them with `nmpolicy validate out.json`",
            "1 pair of records may be one thing under two ids. To join a pair, merge again",
            "with its option. To choose from all of them in a text file, merge again with",
            "--propose FILE.",
            "  --same mayor=chief",
            "      Mayor: same name",
        ],
    )
    assert merged("-o", OUT, "--force", "--same", "mayor=chief") == (
        0,
        ["Wrote 3 records to out.json and joined 1 pair; check them with `nmpolicy validate out.json`"],
    )
    assert nm.load(OUT)["mayor"] == post("mayor", summary="s", aliases=["chief"])
    assert merged("-o", OUT, "--force", "--same", "mayor=chief", "--prefer", "ours")[0] == 0


def test_pairs_are_proposed_in_a_file_that_merge_reads() -> None:
    written(
        [post("mayor"), nm.Person(id="ann", name="Ann Lee"), nm.Person(id="lee", name="Ann Lee", summary="s")],
        [post("chief", name="MAYOR"), nm.Person(id="a-lee", name="Ann Lee", summary="t")],
    )
    code, shown = merged("--propose", SAME)
    assert (code, shown) == (
        0,
        ["Wrote 2 pairs to same.txt; delete the wrong ones, and merge with `--same same.txt`"],
    )
    text = Path(SAME).read_text("utf-8")
    assert text.splitlines() == [
        "# Records that may be one thing: an id in ours.json = an id in theirs.json",
        "# Delete the wrong pairs, and merge with --same and the name of this file.",
        "# To accept a line that begins with #, delete the #.",
        "",
        "# People",
        "",
        "# Ann Lee: same name, but another record has it, too",
        "# ann = a-lee",
        "",
        "# Posts",
        "",
        "# Mayor / MAYOR: same name",
        "mayor = chief",
    ]
    assert not Path(OUT).exists()
    assert merged("-o", OUT, "--same", SAME, "--prefer", "ours")[1][-5:] == [
        "1 pair of records may be one thing under two ids. To join a pair, merge again",
        "with its option. To choose from all of them in a text file, merge again with",
        "--propose FILE.",
        "  --same ann=a-lee",
        "      Ann Lee: same name, but another record has it, too",
    ]
    Path(SAME).write_text(text.replace("# ann = a-lee", "ann = a-lee"), "utf-8")
    assert merged("-o", OUT, "--force", "--same", SAME, "--prefer", "ours")[1][-1].startswith("Wrote 3 records")
    assert merged("--propose", "-", "--same", SAME)[1] == text.splitlines()[:2]
    assert merged("--propose", "-", "--same", "mayor=chief", "--format", "json") == (
        0,
        json.dumps(
            [{"ours": "ann", "theirs": "a-lee", "table": "people", "shared": "name", "only": False}], indent=2
        ).splitlines(),
    )
    options = ("-o", OUT, "--force", "--prefer", "ours", "--same", "-")
    code, text = run("merge", OURS, THEIRS, *options, text="mayor = chief\n")
    assert (code, "joined 1 pair;" in text) == (0, True)
    nothing = CliRunner().invoke(main, ["merge", OURS, OURS, "--propose", SAME, "--force"])
    assert nothing.stderr == "Wrote 0 pairs to same.txt\n"


@each_case(
    ("names", "parent", "reason"),
    [
        (["New Springfield", "New Springfield"], None, "New Springfield: same name"),
        (["New Springfield", "New Springfield"], "nm", "New Springfield: same name and parent"),
        (["City of Springfield", "New Springfield"], None, "City of Springfield / New Springfield: one is another name of the other"),
        (["City of Springfield", "New Springfield"], "nm", "City of Springfield / New Springfield: one is another name of the other, same parent"),
        (["City of Springfield", "The City"], None, "City of Springfield / The City: same other name"),
    ],
)  # fmt: skip
def test_the_reason_says_which_names_are_the_same_and_only_what_both_have(
    names: list[str], parent: str | None, reason: str
) -> None:
    more: dict[str, Any] = {"parent": parent, "other_names": ["New Springfield"]}
    one, other = (nm.Organization(id=f"{side}-city", name=name, **more) for side, name in zip("ab", names, strict=True))
    written([one], [attrs.evolve(other, summary="s")])
    shown = merged("--propose", "-")[1]
    assert " ".join(line.removeprefix("#").strip() for line in shown[5:-1]) == reason


def test_the_story_of_two_coders_is_merged_with_the_proposed_file() -> None:
    files = str(EXAMPLES / "ana.json"), str(EXAMPLES / "ben.json")
    assert run("merge", *files, "--propose", SAME)[0] == 0
    assert all(len(line) <= 80 for line in Path(SAME).read_text("utf-8").splitlines()[1:])
    code, shown = run("merge", *files, "--same", SAME, "-o", OUT)
    assert (code, "7 conflicts; nothing was written" in shown, "may be one thing" in shown) == (1, True, False)
    code, shown = run("merge", *files, "--same", SAME, "-o", OUT, "--prefer", "ours")
    assert (code, "Wrote 22 records" in shown, "joined 20 pairs" in shown) == (0, True, True)
    assert "NMP209" not in run("validate", OUT)[1]


def test_only_the_first_pairs_are_shown_and_all_are_written() -> None:
    sides = [[post(f"{side}-{number}", name=f"Office {number}") for number in range(1_500)] for side in "ab"]
    written([*sides[0]], [*sides[1]])
    shown = merged("-o", OUT)[1]
    assert (len(shown), shown[-1]) == (4 + 2 * 10 + 1, "  … and 1,490 more")
    assert shown[1].startswith("1,500 pairs of records may be one thing")
    assert merged("--propose", SAME)[0] == 0
    assert merged("-o", OUT, "--force", "--same", SAME)[1][0].startswith(
        "Wrote 1,500 records to out.json and joined 1,5"
    )
    assert len(nm.load(OUT)) == 1_500


def test_pairs_with_a_record_that_the_result_lacks_are_not_proposed() -> None:
    written([post("mayor")], [post("chief")])
    nm.dump(nm.Collection.of([post("chief")], id="demo", title="T"), "base.json")
    assert merged("--base", "base.json", "-o", OUT)[1] == [
        "Wrote 1 record to out.json; check them with `nmpolicy validate out.json`"
    ]


def test_no_name_of_a_private_individual_is_proposed() -> None:
    for one, other in ((True, False), (False, True), (True, True)):
        for extra in ([], [nm.Person(id="x", name="Jane Doe", private=True, aliases=["p"])]):
            written(
                [nm.Person(id="p", name="Jane Doe", private=one), term(id="m", member="p")],
                [nm.Person(id="q", name="JANE DOE", private=other), term(id="n", member="q"), *extra],
            )
            shown = [
                merged("-o", OUT, "--force"),
                merged("--propose", "-"),
                merged("--propose", "-", "--format", "json"),
                merged("-o", OUT, "--force", "--same", "p=q"),
                merged("-o", OUT, "--force", "--same", "p=q", "--format", "json"),
                merged("-o", OUT, "--force", "--same", "p=q", "--prefer", "ours"),
            ]
            assert not re.search("jane", repr(shown), re.IGNORECASE)


def test_names_cannot_add_lines_to_the_file_or_control_the_terminal() -> None:
    bad = "A\nx = y\r\u2028\x85z = w\x1b[31m#"
    written(
        [nm.Organization(id="a", name=bad), statement(id="s", speakers=["a"], summary=bad)],
        [nm.Organization(id="b", name=bad, summary="s"), statement(id="t", speakers=["b"], summary=bad)],
    )
    assert merged("--propose", SAME)[0] == 0
    lines = Path(SAME).read_text("utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ["a = b", "s = t"]
    assert "".join(lines).isprintable()
    assert "".join(merged("-o", OUT)[1]).isprintable()


def test_the_text_of_a_record_is_short_and_has_names() -> None:
    speaker = nm.Organization(id="clinic", name="A clinic")
    said = [
        statement(id=id, summary="So it is. " * 20, notes=id, stances=[nm.TargetStance(topic="cost", stance="oppose")])
        for id in "ab"
    ]
    others: list[list[nm.Record]] = [
        [
            speaker,
            CITY,
            post("mayor", organization="city"),
            nm.Person(id="jane-roe", name="Jane Roe"),
            term(id=f"{side}-term", organization="city"),
            nm.Relation(id=f"{side}-relation", subject="order", predicate="cites", object="order"),
            order(),
            duty(id=f"{side}-duty"),
            attrs.evolve(said[0], id=f"{side}-silent", summary="", evidence=[nm.Evidence(source="s")]),
            each,
        ]
        for side, each in zip("xy", said, strict=True)
    ]
    written(*others)
    shown = merged("--propose", "-")[1]
    assert [line for line in shown if line.startswith("# ")][2:] == [
        "# Memberships",
        "# Jane Roe, Mayor, City of Springfield: same content",
        "# Provisions",
        "# A clinic MUST report each visit: same content",
        "# Statements",
        "# A clinic: oppose cost: same content",
        "# A clinic: So it is. So it is. So it is. So it is. So it is.…: same content",
        "# Relations",
        "# An order cites An order: same content",
    ]


@each_case(
    ("options", "message"),
    [
        (["-o", OUT, "--same", "mayr=chief"], "Error: --same mayr=chief: no record of ours has the id 'mayr'; did you mean 'mayor'?"),
        (["-o", OUT, "--same", "mayor=cheif"], "Error: --same mayor=cheif: no record of theirs has the id 'cheif'; did you mean 'chief'?"),
        (["-o", OUT, "--same", "mayor=mayor"], "Error: --same mayor=mayor: no record of theirs has the id 'mayor'"),
        (["-o", OUT, "--same", "mayor=chief", "--same", "mayor=clerk"],
         "Error: --same mayor=clerk: 'mayor' is in two pairs, with 'chief' and with 'clerk' of theirs; join those two there first, or keep one pair"),
        (["-o", OUT, "--same", "none.txt"],
         "Error: --same 'none.txt' is neither a pair of ids, such as mayor=the-mayor, nor a file that can be read (the file cannot be read: No such file or directory)"),
        (["--propose", SAME, "-o", OUT], "Error: --propose does not merge; leave out -o, or merge without --propose"),
        ([], "Error: no file to write was named; name one with -o, or propose pairs with --propose"),
        (["--propose", OURS], "Error: ours.json already exists; name another file, or overwrite it with --force"),
        (["--propose", "ours.json/a.txt"], "/ours.json is not a folder; choose another one"),
        (["-o", OUT, "--same", "-", "--same", "-"], "Error: standard input, -, can be read only once; name it once"),
    ],
)  # fmt: skip
def test_a_mistake_is_told(options: list[str], message: str) -> None:
    written([post("mayor")], [post("chief"), post("clerk", name="Clerk")])
    code, shown = merged(*options)
    assert (code, " ".join(" ".join(shown).split())[-len(message) :]) == (2, message)
    assert not Path(OUT).exists()


def test_many_mistakes_in_a_file_are_told_at_once() -> None:
    written([post("mayor")], [post("chief")])
    Path(SAME).write_text("".join(f"a-{number} = b\n" for number in range(12)), "utf-8")
    code, shown = merged("-o", OUT, "--same", SAME)
    assert (code, len(shown)) == (2, 11)
    assert shown[1] == "same.txt, line 2: no record of ours has the id 'a-1'"
    assert shown[-1] == "and 2 more mistakes"


def test_conflicts_follow_the_pairs_and_name_the_options_for_the_collection() -> None:
    nm.dump(nm.Collection.of([post("mayor")], id="ana", title="Ana's"), OURS)
    nm.dump(nm.Collection.of([post("chief")], id="ben", title="Ben's"), THEIRS)
    code, shown = merged("-o", OUT)
    assert (code, shown[0]) == (1, "1 pair of records may be one thing under two ids. To join a pair, merge again")
    assert " ".join(shown[-2:]) == (
        "2 conflicts; nothing was written. Make the files agree; set the id and title of the result with --id and"
        " --title, and merge again."
    )
    assert "set the title of the result with --title" in " ".join(merged("-o", OUT, "--id", "both")[1])
    assert "set the id of the result with --id" in " ".join(merged("-o", OUT, "--title", "Both")[1])
    assert merged("-o", OUT, "--id", "both", "--title", "Both", "--same", "mayor=chief")[0] == 0
