"""Evidence that proves itself: what an anchor survives, and what breaks it."""

import json
import re
from pathlib import Path
from random import Random

import attrs
import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.cli.main import main
from nmpolicy.errors import InvalidValueError, UnknownIdError
from nmpolicy.evidence.anchors import Match, anchor, verify
from nmpolicy.evidence.normalization import digest, normalized, paragraphs

SOURCE = "source-nm-2025-07-22"
ARTICLE = Path(__file__).parents[2] / "shared" / "sources" / f"{SOURCE}.txt"
PAPER = nm.Source(id="paper", kind="news-article", title="A paper")
WORDS = st.lists(
    st.sampled_from(["The", "mayor", "signed", "“it”", "at", "noon", "don't", "re-do", "twice,", "(2018)"]),
    min_size=1,
    max_size=8,
)
BLOCKS = st.lists(WORDS.map(" ".join), min_size=1, max_size=6)


def resting_on(*evidence: nm.Evidence) -> nm.Collection:
    return nm.Collection(id="demo", title="T", sources=[PAPER], people=[nm.Person(id="mayor", evidence=evidence)])


def told(text: str, *evidence: nm.Evidence) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    return [(check.status.value, check.places) for check in verify(resting_on(*evidence), {"paper": text}).checks]


def chosen(blocks: list[str], chance: Random) -> tuple[int, str]:
    """Some whole words of a paragraph, with its number."""
    place = chance.randrange(len(blocks))
    words = normalized(blocks[place]).split()
    start = chance.randrange(len(words))
    return place + 1, " ".join(words[start : chance.randint(start + 1, len(words))])


def windows(block: str, length: int) -> list[int]:
    """The slow way: every place where so many characters neither begin nor end within a word, or at a space."""

    def letter(place: int) -> bool:
        return 0 <= place < len(block) and block[place].isalnum()

    def within(place: int) -> bool:
        joined = [each for each in (place - 1, place) if 0 <= each < len(block) and block[each] in "-.,:/&@+'"]
        through = any(letter(each - 1) and letter(each + 1) for each in joined)
        return (letter(place - 1) and letter(place)) or through

    return [
        start
        for start in range(len(block) - length + 1)
        if block[start : start + length] == block[start : start + length].strip()
        and not within(start)
        and not within(start + length)
    ]


def every_window(blocks: tuple[str, ...], length: int) -> list[tuple[int, str]]:
    return [(n, block[at : at + length]) for n, block in enumerate(blocks) for at in windows(block, length)]


@given(BLOCKS, st.randoms(use_true_random=False))
def test_an_anchor_is_found_wherever_its_words_stand_whole(blocks: list[str], chance: Random) -> None:
    number, words = chosen(blocks, chance)
    places = [
        (place, start)
        for place, block in enumerate(paragraphs("\n\n".join(blocks)), 1)
        for start in windows(block, len(words))
        if block[start : start + len(words)] == words
    ]
    text = "\n\n".join(blocks)
    elsewhere = nm.Evidence(source="paper", paragraph=99, start=0, length=len(words), digest=digest(words))
    (found,) = told(text, elsewhere)
    assert found == ("moved" if len(places) == 1 else "ambiguous", tuple(places))
    assert (number, words) in {(place, words) for place, _ in places}
    if len(places) == 1:
        assert told(text, anchor("paper", text, words)) == [("exact", tuple(places))]
    else:
        with pytest.raises(InvalidValueError, match=f"the words stand {len(places)} times"):
            anchor("paper", text, words)


def curled(text: str) -> str:
    return re.sub(r"(?<=\w)'", "\u2019", text).replace("“", '"').replace("”", '"').replace("-", "\u2011")


@given(BLOCKS, st.randoms(use_true_random=False))
def test_an_anchor_survives_what_a_copy_changes(blocks: list[str], chance: Random) -> None:
    text = "\n\n".join(blocks)
    number, words = chosen(blocks, chance)
    assume(sum(each == words for _, each in every_window(paragraphs(text), len(words))) == 1)
    made = anchor("paper", text, words)
    assert made.paragraph == number
    wrapped = re.sub(" ", lambda _: chance.choice([" ", "\n", "\r\n", "\t ", "\u00a0"]), text)
    linked = re.sub(
        r"\w+",
        lambda each: chance.choice([each[0], f"[{each[0]}](https://example.org/a)", f"**{each[0]}**"]),
        text,
        count=3,
    )
    for copied in (wrapped, curled(text), linked, f"# {text}", f"\ufeff{text}\n\n\n", f"{text}\n\nMore."):
        assert told(copied, made)[0][0] == "exact"
    assert told(f"Before.\n\n{text}", made) == [("moved", ((number + 1, made.start or 0),))]
    spoilt = [*blocks]
    spoilt[number - 1] = normalized(spoilt[number - 1]).replace(words, f"{words[:-1]}x")
    assert told("\n\n".join(spoilt), made) == [("missing", ())]
    if words != words.swapcase():
        assert told(text.swapcase(), made) == [("missing", ())]


@given(st.text())
def test_what_is_normalized_stays_as_it_is(text: str) -> None:
    assert normalized(normalized(text)) == normalized(text)
    assert all(block == normalized(block) for block in paragraphs(text))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a [b](#) c", "a b c"),
        ("a [b [c]](https://example.org 'x') d", "a [b [c]](https://example.org 'x') d"),
        ('[b [c]](https://example.org/x "A title")', "b [c]"),
        ("[[an](#)](#) inquiry", "an inquiry"),
        ("[an] inquiry", "[an] inquiry"),
        ("![a picture](x.png)", "a picture"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("**bold** and *not * and 2*3*4", "bold and *not * and 2*3*4"),
        ("ﬁne … \u2018x\u2019 «y» a\u2014b \u00adc\u200b", "fine ... 'x' \"y\" a - b c"),
        ("[a]*(#)*", "a"),
        ("12[b](c) of [it](www.example.org/a_(b))", "12[b](c) of it"),
        ("\u2039x\u203a don\u00b4t `x` a -- b---c -----", "'x' don't 'x' a - b - c -----"),
        ("a\u200eb\ufe0f\u2069", "ab"),
        ("<*http://x*>", "http://x"),
        ("*e*\u0301", "\u00e9"),
        ("C# is good, a > b", "C# is good, a > b"),
        ("", ""),
    ],
)
def test_what_does_not_count(written: str, expected: str) -> None:
    assert normalized(written) == expected


def test_paragraphs_are_what_stands_between_blank_lines() -> None:
    assert paragraphs("# One\r\nline\r\n \t\r\n\r\n> Two\n\n![](x.png)\n\n\n***\n\n3.") == (
        "One line",
        "Two",
        "***",
        "3.",
    )
    assert paragraphs(" \n\n") == ()
    assert paragraphs("C# is # 5\n\n> a > b") == ("C# is # 5", "a > b")


def test_hostile_markup_takes_no_time_to_speak_of() -> None:
    for text in ("[" * 50_000 + "a" + "](x)" * 50_000, "*a " * 20_000 + " a*" * 20_000):
        assert normalized(text)


def test_words_are_whole_and_in_one_paragraph() -> None:
    text = "The arrested man.\n\nThe man."
    for words, why in (
        ("arrest", "the words do not stand in the text; in paragraph 1 they are part of longer words"),
        ("the man", "the words do not stand in the text; in paragraph 2 they have other capitals"),
        ("man. The", "the words do not stand in the text together; they run over two paragraphs"),
        ("dog", "the words do not stand in the text; copy whole words from one paragraph"),
        (" \n", "there are no words to look for"),
        (
            "man",
            r"the words stand 2 times: paragraph 1 \(The arrested man. …\), paragraph 2 \(The man. …\); add words, or say",
        ),
    ):
        with pytest.raises(InvalidValueError, match=why):
            anchor("paper", text, words)
    with pytest.raises(InvalidValueError, match="there is no paragraph 3; the text has 2"):
        anchor("paper", text, "man", paragraph=3)
    assert anchor(PAPER, text, "man", paragraph=2) == anchor("paper", text, "The man.\n").__class__(
        source="paper", paragraph=2, start=4, length=3, digest=digest("man")
    )
    with pytest.raises(InvalidValueError, match=r"the words stand 9 times.*, …; add words$"):
        anchor("paper", "a " * 9, "a")


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("about 1,200 lamps", "200 lamps", "1,200 lamps"),
        ("rose by 3.5% in May", "5%", "3.5%"),
        ("rose by 5% in May", "rose by 5", "rose by 5%"),
        ("it was -5 degrees", "5 degrees", "-5 degrees"),
        ("officers can't ask", "officers can", "officers can't"),
        ("the U.S. law", "S. law", "U.S. law"),
        ("un-signed workers", "signed workers", "un-signed workers"),
        ("x shi\u0328\u0301 y", "x sh", "x shi\u0328\u0301"),
        ("हिन्दी में", "हि", "हिन्दी"),
    ],
)
def test_a_part_of_a_word_is_no_words(text: str, part: str, whole: str) -> None:
    with pytest.raises(InvalidValueError, match="part of longer words"):
        anchor("paper", text, part)
    made = anchor("paper", text, whole)
    assert told(text, made)[0][0] == "exact"
    start = normalized(text).index(normalized(part))
    cut = attrs.evolve(made, start=start, length=len(normalized(part)), digest=digest(normalized(part)))
    assert told(text, cut) == [("missing", ())]


def test_words_beside_a_word_are_whole() -> None:
    for text, words in (
        ("the mayor's order", "mayor"),
        ("a year\u2014about it", "year"),
        ("她签署了命令", "签署"),
        ("“it”", "it"),
    ):
        assert anchor("paper", text, words).length == len(words)


def test_a_word_that_goes_on_is_another() -> None:
    made = anchor("paper", "The mayor can.", "The mayor can")
    for copy in ("The mayor cannot.", "X\n\nThe mayor cannot."):
        assert told(copy, made) == [("missing", ())]


def test_headlines_and_quotations_are_found_as_they_are_copied() -> None:
    text = "\ufeff# A headline\n\n> He said\n> it.\n>\n> > Twice.\n\u200b\nEnd.\u2029Over."
    assert paragraphs(text) == ("A headline", "He said it.", "Twice.", "End.", "Over.")
    for words, number in (("# A headline", 1), ("> He said\n> it.", 2), ("> Twice.", 3)):
        assert anchor("paper", text, words).paragraph == number
    for words in ("A headline\n\nHe said it.", "# Nothing"):
        with pytest.raises(InvalidValueError, match="do not stand in the text"):
            anchor("paper", text, words)
    with pytest.raises(InvalidValueError, match="which has none"):
        anchor("paper", "", "A headline")


def test_what_is_ambiguous_rests_on_nothing() -> None:
    lost = nm.Evidence(source="paper", paragraph=9, start=0, length=3, digest=digest("the"))
    found = verify(resting_on(lost), {"paper": "the a\n\nthe b"})
    assert (found.checks[0].match, found.uncovered) == ("ambiguous", {"paper": (1, 2)})


def test_evidence_without_a_range_is_a_whole_paragraph_or_unproved() -> None:
    whole = nm.Evidence(source="paper", paragraph=2, digest=digest("Two."))
    assert told("One.\n\nTwo.", whole) == [("exact", ((2, 0),))]
    assert told("Two.\n\nOne.", whole) == [("moved", ((1, 0),))]
    assert told("Two.\n\nOne.\n\nTwo.", whole) == [("ambiguous", ((1, 0), (3, 0)))]
    assert told("One.", whole) == [("missing", ())]
    assert told("Two.", attrs.evolve(whole, paragraph=None)) == [("moved", ((1, 0),))]
    for place, places in ((1, ((1, 0),)), (2, ()), (None, ())):
        assert told("One.", nm.Evidence(source="paper", paragraph=place)) == [("unanchored", places)]


def test_what_no_record_rests_on_is_told() -> None:
    text = "One.\n\nTwo.\n\nThree."
    made = resting_on(
        anchor("paper", text, "One."), nm.Evidence(source="paper", paragraph=3), nm.Evidence(source="other")
    )
    found = verify(made, {"paper": text})
    assert (found.uncovered, found.unchecked, found.ok) == ({"paper": (2,)}, {"other": 1}, False)
    assert [check.path for check in found.checks] == [("evidence", 0), ("evidence", 1)]
    assert verify(resting_on(), {"paper": text}).uncovered == {"paper": (1, 2, 3)}
    assert verify(resting_on(anchor("paper", text, "One.")), {"paper": text}).ok
    with pytest.raises(UnknownIdError, match="no source has the id 'papr'; did you mean 'paper'"):
        verify(made, {"papr": text})
    with pytest.raises(UnknownIdError, match="'mayor'"):
        verify(made, {"mayor": text})


def test_a_thousand_anchors_in_a_long_text() -> None:
    chance = Random(1)  # noqa: S311  # no secret
    blocks = [" ".join(f"w{chance.randrange(3000)}" for _ in range(60)) + "." for _ in range(600)]
    evidence = []
    for _ in range(200):
        place = chance.randrange(len(blocks))
        words = " ".join(blocks[place].split()[5 : 5 + chance.randint(3, 30)])
        start = blocks[place].index(words)
        evidence.append(
            nm.Evidence(source="paper", paragraph=place + 1, start=start, length=len(words), digest=digest(words))
        )
    text = "\n\n".join(["Added.", *blocks])
    assert {match for match, _ in told(text, *evidence)} == {"moved"}


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def test_the_commands_make_anchors_and_check_them(tmp_path: Path) -> None:
    paper, path = tmp_path / "paper.txt", tmp_path / "a.json"
    paper.write_text("\ufeffA headline\n\nThe mayor “signed” it, and signed it.\n", "utf-8")
    code, shown = run("anchor", "--source", "paper", "--text", str(paper), 'mayor "signed"')
    assert code == 0
    one = nm.Evidence(**json.loads(shown))
    nm.dump(resting_on(one), path)
    code, shown = run("verify", "--text", f"paper={paper}", str(path))
    assert (code, shown.splitlines()) == (
        0,
        ["Paragraphs of paper that no record rests on: 1", "1 exact of 1 piece of evidence"],
    )
    several = [
        attrs.evolve(one, paragraph=1, start=0),
        attrs.evolve(one, digest=digest("another")),
        nm.Evidence(source="paper"),
    ]
    twice = nm.Evidence(source="paper", paragraph=1, start=0, length=6, digest=digest("signed"))
    nm.dump(resting_on(*several, twice, nm.Evidence(source="else")), path)
    code, shown = run("verify", "--text", f"paper={paper}", str(path))
    assert (code, shown.splitlines()) == (
        1,
        [
            "mayor /evidence/0 in paper, paragraph 1",
            "    moved: the words stand in paragraph 2 (character 4)",
            "mayor /evidence/1 in paper, paragraph 2",
            "    missing: no words of its length have its digest; read the place, and anchor",
            "    it anew",
            "mayor /evidence/2 in paper",
            "    unanchored: there is no digest to prove",
            "mayor /evidence/3 in paper, paragraph 1",
            "    ambiguous: the words stand in paragraph 2 (character 11), paragraph 2",
            "    (character 27)",
            "Paragraphs of paper that no record rests on: 1",
            "0 exact, 1 moved, 1 ambiguous, 1 missing, 1 unanchored of 4 pieces of evidence",
            "Not checked, as no text was given: else (1)",
        ],
    )
    code, shown = run("verify", "--format", "json", "--text", f"paper={paper}", str(path))
    assert (code, json.loads(shown)["uncovered"], json.loads(shown)["unchecked"]) == (1, {"paper": [1]}, {"else": 1})


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["verify", "--text", "paper"], "'paper' names no source; write SOURCE_ID=PATH"),
        (["verify", "--text", "=paper"], "names no source"),
        (["verify", "--text", "paper=nowhere.txt"], "nowhere.txt: the file cannot be read: No such file"),
        (["verify", "--text", f"{SOURCE}={__file__}", "--text", f"{SOURCE}={__file__}"], "has two texts; give it one"),
        (
            ["verify", "--text", f"{SOURCE}s={__file__}"],
            f"no source has the id '{SOURCE}s'; did you mean '{SOURCE}'? (asked of the bundled data set",
        ),
        (
            ["anchor", "--source", "paper", "--text", __file__, "no such words here are"[:7] + "zzz"],
            "the words do not stand in the text",
        ),
        (
            ["anchor", "--source", "Paper 1", "--text", __file__, "Evidence that proves " + "itself: what an anchor"],
            "is not an id; use lower-case letters",
        ),
    ],
)
def test_a_wrong_command_line_is_told(arguments: list[str], words: str) -> None:
    code, shown = run(*arguments)
    assert code == 2
    assert words in " ".join(shown.split())


def test_a_text_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    for arguments in (
        ["verify", "--text", f"{SOURCE}={tmp_path / 'a.txt'}"],
        ["anchor", "x", "--source", "a", "--text", str(tmp_path / "a.txt")],
    ):
        code, shown = run(*arguments)
        assert (code, "is no text in UTF-8, in line 1" in " ".join(shown.split())) == (2, True)


def test_every_record_of_the_data_set_is_proved(albuquerque: nm.Collection) -> None:
    if not ARTICLE.is_file():
        pytest.skip(f"the article is not at {ARTICLE}")
    found = verify(albuquerque, {SOURCE: ARTICLE.read_text("utf-8")})
    assert {check.status for check in found.checks} == {Match.EXACT}
    assert found.uncovered == {SOURCE: (23,)}  # the address at its end
    proved = {check.record for check in found.checks}
    assert [record.id for record in albuquerque if record.id not in proved] == [SOURCE]
