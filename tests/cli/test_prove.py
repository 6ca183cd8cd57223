"""The commands `anchor` and `verify`."""

import json
import os
from pathlib import Path
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from command_line import BUNDLED, run
from each_case import each_case
from file_size_limit import file_size_limit
from nmpolicy.evidence.normalization import digest

SOURCE = "source-nm-2025-07-22"
PAPER = nm.Source(id="paper", kind="news-article", title="A paper")
TEXT = "A headline\n\nThe mayor “signed” it, and signed it.\n"


def citing(*evidence: nm.Evidence, **person: Any) -> nm.Collection:
    people = [nm.Person(id="mayor", evidence=evidence, **person)]
    return nm.Collection(id="demo", title="T", sources=[PAPER], people=people)


def quoting(*quotes: str, **person: Any) -> nm.Collection:
    return citing(*(nm.Evidence(source="paper", quote=quote, basis="news-report") for quote in quotes), **person)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The text of the source, in a folder with other files."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "paper.txt").write_text("\ufeff" + TEXT, "utf-8")
    (folder / ".hidden").touch()
    (folder / "more").mkdir()
    return folder / "paper.txt"


def one_line(shown: str) -> str:
    return " ".join(shown.split())


@pytest.mark.parametrize("name", ["draft.json", "draft.jsonl", "draft.json.gz"])
def test_anchor_writes_anchors_and_then_leaves_the_file_alone(tmp_path: Path, paper: Path, name: str) -> None:
    path = tmp_path / name
    nm.dump(quoting('mayor "signed"', "signed\nit."), path)
    arguments = ["anchor", str(path), "--text", f"paper={paper}"]
    before = path.read_bytes()
    assert run(*arguments) == (0, "2 quotes can be anchored; add --write to do it\n")
    assert path.read_bytes() == before
    code, shown = run(*arguments, "--write")
    assert (code, one_line(shown)) == (0, f"Anchored 2 quotes in {path}")
    made = [nm.anchor("paper", TEXT, words) for words in ('mayor "signed"', "signed it.")]
    assert nm.load(path) == citing(*(attrs.evolve(each, basis="news-report") for each in made))
    assert run("verify", str(path), "--text", f"paper={paper}")[0] == 0
    stat = path.stat()
    code, shown = run(*arguments, "--write")
    assert (code, one_line(shown)) == (0, f"{path} has no quotes to anchor")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (stat.st_ino, stat.st_mtime_ns)


def test_a_problem_keeps_everything_from_being_written(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "draft.json"
    nm.dump(quoting("mayor", "vetoed it", "signed", "zebra", "The mayor “signed” that", "The mayor signed it"), path)
    before = path.read_bytes()
    code, shown = run("anchor", str(path), "--text", f"paper={paper}", "--write")
    assert (code, shown.splitlines()) == (
        1,
        [
            "mayor /evidence/1 in paper",
            "    missing: the words are not in the text; copy them exactly from one",
            "    paragraph",
            "    Quote: “vetoed it”",
            '    Paragraph 2: “signed" it”',
            "    Longest part found: “it”",
            '    First difference: the quote has “vetoed”, the text “signed"”',
            "mayor /evidence/2 in paper",
            "    ambiguous: the words occur 2 times; quote more words",
            "    Quote: “signed”",
            '    Paragraph 2, character 11: “The mayor "signed" it, and signed …”',
            '    Paragraph 2, character 27: “… mayor "signed" it, and signed it.”',
            "mayor /evidence/3 in paper",
            "    missing: the text has none of the words; check the source, or remove what",
            "    it does not say",
            "    Quote: “zebra”",
            "mayor /evidence/4 in paper",
            "    missing: the words are not in the text; copy them exactly from one",
            "    paragraph",
            "    Quote: “The mayor “signed” that”",
            '    Paragraph 2: “The mayor "signed" it”',
            '    Longest part found: “The mayor "signed”',
            "    First difference: the quote has “that”, the text “it”",
            "mayor /evidence/5 in paper",
            "    missing: the words are not in the text; copy them exactly from one",
            "    paragraph",
            "    Quote: “The mayor signed it”",
            '    Paragraph 2: “The mayor "signed" it”',
            "    First difference: the quote leaves out a quotation mark",
            "5 of 6 quotes cannot be anchored; nothing was written; correct them and try",
            "    again",
        ],
    )  # fmt: skip
    assert path.read_bytes() == before
    code, shown = run("anchor", str(path), "--text", f"paper={paper}", "--format", "json")
    found = json.loads(shown)
    assert (code, found["anchored"], [each["status"] for each in found["problems"]]) == (
        1, 1, ["missing", "ambiguous", "missing", "missing", "missing"],
    )  # fmt: skip
    assert found["problems"][0]["nearest"]["in_text"] == 'signed"'
    nm.dump(quoting("The mayor has “signed” it"), path)
    code, shown = run("anchor", str(path), "--text", f"paper={paper}")
    assert "First difference: the quote adds “has”" in shown
    assert "1 of 1 quote cannot be anchored; correct it and try again" in one_line(shown)
    nm.dump(quoting("mayor " * 300), path)
    paper.write_text("mayor " * 250, "utf-8")
    assert "They do not differ in the first 200 words" in run("anchor", str(path), "--text", f"paper={paper}")[1]


def test_quotes_of_sources_without_a_text_stay(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "draft.json"
    blog = nm.Source(id="blog", kind="other", title="T")
    other = nm.Evidence(source="blog", quote="anything")
    nm.dump(quoting("mayor").add(blog, nm.Person(id="p", evidence=[other, other])), path)
    arguments = ["anchor", str(path), "--text", f"paper={paper}", "--write"]
    code, shown = run(*arguments)
    assert (code, shown.splitlines()[-1]) == (0, "Still quotes, because no text was given: blog (2)")
    assert nm.load(path)["p"].evidence == (other, other)  # type: ignore[attr-defined]
    code, shown = run(*arguments)
    assert (code, one_line(shown)) == (
        0, f"No quote in {path} cites one of the texts Still quotes, because no text was given: blog (2)",
    )  # fmt: skip


def test_standard_input_is_written_to_standard_output(paper: Path) -> None:
    text = nm.dumps(quoting("mayor"))
    code, shown = run("anchor", "-", "--texts", str(paper.parent), "--write", text=text)
    report, made = shown[shown.rindex("}") + 1 :], shown[: shown.rindex("}") + 1]
    assert (code, report.strip()) == (0, "Anchored 1 quote in -")
    assert nm.loads(made).people[0].evidence[0].start == 4
    assert run("anchor", "-", "--texts", str(paper.parent), "--write", text=made)[1].startswith(made)
    assert run("anchor", "-", "--texts", str(paper.parent), text=text)[1] == (
        "1 quote can be anchored; add --write to do it\n"
    )


def test_unknown_fields_are_kept_on_request(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "draft.json"
    path.write_text(nm.dumps(quoting("mayor")).replace('"quote"', '"page": 3, "quote"'), "utf-8")
    arguments = ["anchor", str(path), "--text", f"paper={paper}", "--write"]
    assert run(*arguments)[0] == 1
    assert run(*arguments, "--unknown", "keep")[0] == 0
    assert '"page": 3' in path.read_text("utf-8")


def test_a_quote_about_a_private_individual_is_withheld(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "draft.json"
    nm.dump(quoting("mayor vetoed it", "signed", private=True), path)
    for form in ("text", "json"):
        for command in ("anchor", "verify"):
            code, shown = run(command, str(path), "--text", f"paper={paper}", "--format", form)
            assert (code, "vetoed" in shown, "signed" in shown) == (1, False, False)
    assert run("anchor", str(path), "--text", f"paper={paper}")[1].count("Quote: (withheld)") == 2


def test_a_folder_has_a_text_for_each_source(tmp_path: Path, paper: Path) -> None:
    path, folder = tmp_path / "draft.json", paper.parent
    nm.dump(quoting("mayor"), path)
    for name in (
        "note-1.txt",
        "note-2.md",
        "note-3.TXT",
        "note-4.txt",
        "note-5.txt",
        "note-6.txt",
        "paper.html",
        "a.json",
    ):
        (folder / name).touch()
    code, shown = run("anchor", str(path), "--texts", str(folder))
    names = "note-1.txt, note-2.md, note-3.TXT, note-4.txt, note-5.txt, …"
    ignored = (
        f"Ignored, because no source has that id: {names} Ignored, because the name does not end with .txt or .md:"
    )
    assert (code, one_line(shown)) == (
        0,
        f"{ignored} paper.html 1 quote can be anchored; add --write to do it",
    )
    other = tmp_path / "other.txt"
    other.write_text("Nothing.", "utf-8")
    assert run("anchor", str(path), "--texts", str(folder), "--text", f"paper={other}")[0] == 1
    (folder / "paper.md").touch()
    code, shown = run("anchor", str(path), "--texts", str(folder))
    assert (code, one_line(shown)) == (2, f"Error: 'paper' has two texts in {folder}; remove one")
    code, shown = run("verify", str(path), "--texts", str(folder / "more"))
    expected = f"Error: {folder / 'more'} has no text of a source; name the files SOURCE_ID.txt, such as paper.txt"
    assert (code, one_line(shown)) == (2, expected)
    nm.dump(nm.Collection(id="demo", title="T"), path)
    assert run("verify", str(path), "--texts", str(folder / "more"))[1].endswith("name the files SOURCE_ID.txt\n")


def test_verify_lists_what_is_not_exact(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "a.json"
    one = nm.anchor("paper", TEXT, 'mayor "signed"')
    nm.dump(citing(one), path)
    code, shown = run("verify", "--text", f"paper={paper}", str(path))
    assert (code, shown.splitlines()) == (
        0,
        ["Paragraphs of paper that no record cites: 1", "    1: A headline", "1 exact of 1 piece of evidence"],
    )
    several = [
        attrs.evolve(one, paragraph=1, start=0),
        attrs.evolve(one, digest=digest("another")),
        nm.Evidence(source="paper"),
        nm.Evidence(source="paper", quote="mayor"),
    ]
    twice = nm.Evidence(source="paper", paragraph=1, start=0, length=6, digest=digest("signed"))
    nm.dump(citing(*several, twice, nm.Evidence(source="else")), path)
    code, shown = run("verify", "--texts", str(paper.parent), str(path))
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
            "mayor /evidence/3 in paper",
            "    draft: the quote is not anchored yet; run `nmpolicy anchor`",
            "mayor /evidence/4 in paper, paragraph 1",
            "    ambiguous: the words are in paragraph 2 (character 11), paragraph 2",
            "    (character 27)",
            "Paragraphs of paper that no record cites: 1",
            "    1: A headline",
            "0 exact, 1 moved, 1 ambiguous, 1 missing, 1 draft, 1 unanchored of 5 pieces of",
            "    evidence",
            "Not checked, because no text was given: else (1)",
        ],
    )
    code, shown = run("verify", "--format", "json", "--text", f"paper={paper}", str(path))
    assert (code, json.loads(shown)["uncovered"], json.loads(shown)["unchecked"]) == (1, {"paper": [1]}, {"else": 1})


def test_verify_shows_the_first_words_of_paragraphs_that_no_record_cites(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "a.json"
    nm.dump(citing(), path)
    long = "The council of the city of Port Alder has not voted on the order at all."
    paper.write_text("\n\n".join([long, *(f"Line {n}." for n in range(2, 24))]), "utf-8")
    shown = run("verify", str(path), "--text", f"paper={paper}")[1].splitlines()
    start = shown.index("    1: The council of the city of Port Alder has not voted on the …")
    assert shown[start + 19 : start + 22] == ["    20: Line 20.", "    and 3 more", "0 exact of 0 pieces of evidence"]


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("the MAYOR “signed” it", "First difference: the quote has “the”, the text “The”"),
        ("The mayor “signed” it and", "First difference: the quote leaves out “,”"),
        ("The mayor' “signed” it", "First difference: the quote adds an apostrophe or single quotation mark"),
    ],
)
def test_a_quote_with_other_capitals_or_marks_is_compared_once(
    tmp_path: Path, paper: Path, quote: str, shown: str
) -> None:
    path = tmp_path / "draft.json"
    nm.dump(quoting(quote), path)
    report = one_line(run("anchor", str(path), "--text", f"paper={paper}")[1])
    assert (shown in report, "Longest part" in report) == (True, False)


def test_verify_writes_the_new_location_of_an_anchor_that_moved(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "a.json"
    one = nm.anchor("paper", TEXT, 'mayor "signed"')
    missing = attrs.evolve(one, digest=digest("another"))
    nm.dump(citing(one, missing), path)
    paper.write_text(f"An advertisement\n\n{TEXT}", "utf-8")
    arguments = ["verify", str(path), "--text", f"paper={paper}"]
    before = path.read_bytes()
    assert run(*arguments)[0] == 1
    assert path.read_bytes() == before
    code, shown = run(*arguments, "--write")
    assert (code, one_line(shown).endswith(f"Updated 1 anchor in {path}")) == (1, True)
    assert nm.load(path) == citing(attrs.evolve(one, paragraph=3), missing)
    nm.dump(citing(one), path)
    assert run(*arguments, "--write")[0] == 0
    stat = path.stat()
    code, shown = run(*arguments, "--write")
    assert (code, "Updated" in shown, path.stat().st_mtime_ns == stat.st_mtime_ns) == (0, False, True)
    code, shown = run("verify", "-", "--text", f"paper={paper}", "--write", text=nm.dumps(citing(one)))
    assert (code, nm.loads(shown[: shown.rindex("}") + 1])) == (0, nm.load(path))


@each_case(
    ("arguments", "words"),
    [
        (["verify", *BUNDLED], "no text was named; name one with --text SOURCE_ID=PATH, or a folder with --texts DIR"),
        (["verify", "--text", "paper"], "'paper' does not name a source; write SOURCE_ID=PATH"),
        (["verify", "--text", "=paper"], "does not name a source"),
        (["verify", *BUNDLED, "--text", f"{SOURCE}=nowhere.txt"], "nowhere.txt: the file cannot be read: No such file"),
        (["verify", *BUNDLED, "--text", f"{SOURCE}={os.curdir}"], ".: it is a folder; name a file"),
        (["verify", *BUNDLED, "--texts", "nowhere"], "Directory 'nowhere' does not exist"),
        (["verify", *BUNDLED, "--texts", __file__], "is a file"),
        (["verify", "--text", f"{SOURCE}={__file__}", "--text", f"{SOURCE}={__file__}"], "has two texts; name one"),
        (["verify", "--text", f"{SOURCE}s={__file__}", *BUNDLED], f"no source has the id '{SOURCE}s'; did you mean '{SOURCE}'?"),
        (["verify", *BUNDLED, "--text", f"{SOURCE}={__file__}", "--write"], "a bundled data set cannot be written; name a FILE"),
        (["anchor"], "Missing argument 'FILE'"),
        (["anchor", "nowhere.json", "--text", f"a={__file__}"], "the file cannot be read: No such file"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_refused(arguments: list[str], words: str) -> None:
    code, shown = run(*arguments)
    assert code == 2
    assert words in one_line(shown)


def test_a_text_of_no_source_or_not_in_utf_8_is_refused(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "draft.json"
    nm.dump(quoting("mayor"), path)
    code, shown = run("anchor", str(path), "--text", f"papers={paper}")
    assert (code, one_line(shown)) == (2, "Error: no source has the id 'papers'; did you mean 'paper'?")
    paper.write_bytes(b"\xff")
    for command in ("anchor", "verify"):
        code, shown = run(command, str(path), "--text", f"paper={paper}")
        assert (code, "is not UTF-8 (line 1)" in one_line(shown)) == (2, True)


def test_a_file_that_cannot_be_written_is_unchanged(tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "draft.json"
    nm.dump(quoting("mayor"), path)
    before = path.read_bytes()
    with file_size_limit():
        code, shown = run("anchor", str(path), "--text", f"paper={paper}", "--write")
    assert (code, one_line(shown)) == (2, f"Error: {path} cannot be written: File too large")
    assert (path.read_bytes(), sorted(each.name for each in tmp_path.iterdir())) == (before, ["draft.json", "texts"])
