"""The commands `anchor` and `verify`."""

import json
from pathlib import Path

import attrs
import pytest

import nmpolicy as nm
from command_line import BUNDLED, run
from nmpolicy.evidence.normalization import digest

SOURCE = "source-nm-2025-07-22"
PAPER = nm.Source(id="paper", kind="news-article", title="A paper")


def citing(*evidence: nm.Evidence) -> nm.Collection:
    return nm.Collection(id="demo", title="T", sources=[PAPER], people=[nm.Person(id="mayor", evidence=evidence)])


def test_anchor_makes_evidence_and_verify_checks_it(tmp_path: Path) -> None:
    paper, path = tmp_path / "paper.txt", tmp_path / "a.json"
    paper.write_text("\ufeffA headline\n\nThe mayor “signed” it, and signed it.\n", "utf-8")
    code, shown = run("anchor", "--source", "paper", "--text", str(paper), 'mayor "signed"')
    assert code == 0
    one = nm.Evidence(**json.loads(shown))
    nm.dump(citing(one), path)
    code, shown = run("verify", "--text", f"paper={paper}", str(path))
    assert (code, shown.splitlines()) == (
        0,
        ["Paragraphs of paper that no record cites: 1", "1 exact of 1 piece of evidence"],
    )
    several = [
        attrs.evolve(one, paragraph=1, start=0),
        attrs.evolve(one, digest=digest("another")),
        nm.Evidence(source="paper"),
    ]
    twice = nm.Evidence(source="paper", paragraph=1, start=0, length=6, digest=digest("signed"))
    nm.dump(citing(*several, twice, nm.Evidence(source="else")), path)
    code, shown = run("verify", "--text", f"paper={paper}", str(path))
    assert (code, shown.splitlines()) == (
        1,
        [
            "mayor /evidence/0 in paper, paragraph 1",
            "    moved: the words are in paragraph 2 (character 4)",
            "mayor /evidence/1 in paper, paragraph 2",
            "    missing: no words of this length match the digest; find the passage and",
            "    anchor it again",
            "mayor /evidence/2 in paper",
            "    unanchored: there is no digest to check",
            "mayor /evidence/3 in paper, paragraph 1",
            "    ambiguous: the words are in paragraph 2 (character 11), paragraph 2",
            "    (character 27)",
            "Paragraphs of paper that no record cites: 1",
            "0 exact, 1 moved, 1 ambiguous, 1 missing, 1 unanchored of 4 pieces of evidence",
            "Not checked, because no text was given: else (1)",
        ],
    )
    code, shown = run("verify", "--format", "json", "--text", f"paper={paper}", str(path))
    assert (code, json.loads(shown)["uncovered"], json.loads(shown)["unchecked"]) == (1, {"paper": [1]}, {"else": 1})


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["verify", "--text", "paper"], "'paper' does not name a source; write SOURCE_ID=PATH"),
        (["verify", "--text", "=paper"], "does not name a source"),
        (["verify", "--text", "paper=nowhere.txt"], "nowhere.txt: the file cannot be read: No such file"),
        (["verify", "--text", f"{SOURCE}={__file__}", "--text", f"{SOURCE}={__file__}"], "has two texts; name one"),
        (
            ["verify", "--text", f"{SOURCE}s={__file__}", *BUNDLED],
            f"no source has the id '{SOURCE}s'; did you mean '{SOURCE}'?",
        ),
        (
            ["anchor", "--source", "paper", "--text", __file__, "no such words here are"[:7] + "zzz"],
            "the words are not in the text",
        ),
        (
            ["anchor", "--source", "Paper 1", "--text", __file__, "The command" + "s `anchor` and `verify`"],
            "is not an id; use lowercase letters",
        ),
    ],
)
def test_a_wrong_command_line_is_refused(arguments: list[str], words: str) -> None:
    code, shown = run(*arguments)
    assert code == 2
    assert words in " ".join(shown.split())


def test_a_text_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    for arguments in (
        ["verify", "--text", f"{SOURCE}={tmp_path / 'a.txt'}"],
        ["anchor", "x", "--source", "a", "--text", str(tmp_path / "a.txt")],
    ):
        code, shown = run(*arguments)
        assert (code, "is not UTF-8 (line 1)" in " ".join(shown.split())) == (2, True)
