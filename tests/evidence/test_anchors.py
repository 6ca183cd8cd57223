"""Anchors: which changes of a text they survive, and which ones break them."""

import re
from pathlib import Path
from random import Random

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from html_pages import Page
from nmpolicy.errors import InvalidValueError, UnknownIdError
from nmpolicy.evidence.anchors import AnchorStatus, anchor, excerpt, verify
from nmpolicy.evidence.normalization import digest, normalized
from nmpolicy.evidence.source_text import SourceText


def paragraphs(text: str) -> tuple[str, ...]:
    return SourceText(text).paragraphs


SOURCE = "source-nm-2025-07-22"
ARTICLE = Path(__file__).parents[3] / "shared" / "sources" / f"{SOURCE}.txt"
PAPER = nm.Source(id="paper", kind="news-article", title="A paper")
WORDS = st.lists(
    st.sampled_from(["The", "mayor", "signed", "“it”", "at", "noon", "don't", "re-do", "twice,", "(2018)"]),
    min_size=1,
    max_size=8,
)
BLOCKS = st.lists(WORDS.map(" ".join), min_size=1, max_size=6)


def citing(*evidence: nm.Evidence) -> nm.Collection:
    return nm.Collection(id="demo", title="T", sources=[PAPER], people=[nm.Person(id="mayor", evidence=evidence)])


def results(text: str, *evidence: nm.Evidence) -> list[tuple[str, tuple[tuple[int, int], ...]]]:
    return [(check.status.value, check.locations) for check in verify(citing(*evidence), {"paper": text}).checks]


def chosen(blocks: list[str], chance: Random) -> tuple[int, str]:
    """Return some whole words of a paragraph, with its number."""
    place = chance.randrange(len(blocks))
    words = normalized(blocks[place]).split()
    start = chance.randrange(len(words))
    return place + 1, " ".join(words[start : chance.randint(start + 1, len(words))])


def windows(block: str, length: int) -> list[int]:
    """Return every index where `length` characters start and end at word boundaries, found in the slow way."""

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
def test_an_anchor_is_found_wherever_its_words_are_whole_words(blocks: list[str], chance: Random) -> None:
    number, words = chosen(blocks, chance)
    places = [
        (place, start)
        for place, block in enumerate(paragraphs("\n\n".join(blocks)), 1)
        for start in windows(block, len(words))
        if block[start : start + len(words)] == words
    ]
    text = "\n\n".join(blocks)
    elsewhere = nm.Evidence(source="paper", paragraph=99, start=0, length=len(words), digest=digest(words))
    (found,) = results(text, elsewhere)
    assert found == ("moved" if len(places) == 1 else "ambiguous", tuple(places))
    assert (number, words) in {(place, words) for place, _ in places}
    if len(places) == 1:
        assert results(text, anchor("paper", text, words)) == [("exact", tuple(places))]
    else:
        with pytest.raises(InvalidValueError, match=f"the words occur {len(places)} times"):
            anchor("paper", text, words)


def curled(text: str) -> str:
    return re.sub(r"(?<=\w)'", "\u2019", text).replace("“", '"').replace("”", '"').replace("-", "\u2011")


@given(BLOCKS, st.randoms(use_true_random=False))
def test_an_anchor_survives_the_changes_of_a_copy(blocks: list[str], chance: Random) -> None:
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
        assert results(copied, made)[0][0] == "exact"
    assert results(f"Before.\n\n{text}", made) == [("moved", ((number + 1, made.start or 0),))]
    spoiled = [*blocks]
    spoiled[number - 1] = normalized(spoiled[number - 1]).replace(words, f"{words[:-1]}x")
    assert results("\n\n".join(spoiled), made) == [("missing", ())]
    if words != words.swapcase():
        assert results(text.swapcase(), made) == [("missing", ())]


def test_the_words_must_be_whole_words_in_one_paragraph() -> None:
    text = "The arrested man.\n\nThe man."
    for words, why in (
        ("arrest", "the words are not in the text; paragraph 1 has them only as part of longer words"),
        ("the man", "the words are not in the text; paragraph 2 has them with other capital letters"),
        ("man. The", "the words are not in the text; they span several paragraphs"),
        ("dog", "the words are not in the text; copy whole words from one paragraph"),
        (" \n", "there are no words to look for"),
        (
            "man",
            r"the words occur 2 times: paragraph 1 \(The arrested man.\), paragraph 2 \(The man.\); quote more words or choose a paragraph",
        ),
    ):
        with pytest.raises(InvalidValueError, match=why):
            anchor("paper", text, words)
    with pytest.raises(InvalidValueError, match="there is no paragraph 3; the text has 2"):
        anchor("paper", text, "man", paragraph=3)
    assert anchor(PAPER, text, "man", paragraph=2) == anchor("paper", text, "The man.\n").__class__(
        source="paper", paragraph=2, start=4, length=3, digest=digest("man")
    )
    with pytest.raises(InvalidValueError, match=r"the words occur 9 times.*, …; quote more words$"):
        anchor("paper", "a " * 9, "a")
    with pytest.raises(
        InvalidValueError, match=r"the words occur 5 times: (paragraph 1 \([a ]*\)(, |; )){5}quote more words$"
    ):
        anchor("paper", "a " * 5, "a")


@each_case(
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
def test_part_of_a_word_is_refused(text: str, part: str, whole: str) -> None:
    with pytest.raises(InvalidValueError, match="only as part of longer words"):
        anchor("paper", text, part)
    made = anchor("paper", text, whole)
    assert results(text, made)[0][0] == "exact"
    start = normalized(text).index(normalized(part))
    cut = attrs.evolve(made, start=start, length=len(normalized(part)), digest=digest(normalized(part)))
    assert results(text, cut) == [("missing", ())]


def test_words_next_to_punctuation_are_whole() -> None:
    for text, words in (
        ("the mayor's order", "mayor"),
        ("a year\u2014about it", "year"),
        ("她签署了命令", "签署"),
        ("“it”", "it"),
    ):
        assert anchor("paper", text, words).length == len(words)


def test_a_longer_word_is_a_different_word() -> None:
    made = anchor("paper", "The mayor can.", "The mayor can")
    for copy in ("The mayor cannot.", "X\n\nThe mayor cannot."):
        assert results(copy, made) == [("missing", ())]


def test_headings_and_quotations_may_be_copied_with_their_marks() -> None:
    text = "\ufeff# A headline\n\n> He said\n> it.\n>\n> > Twice.\n\u200b\nEnd.\u2029Over."
    assert paragraphs(text) == ("A headline", "He said it.", "Twice.", "End.", "Over.")
    for words, number in (("# A headline", 1), ("> He said\n> it.", 2), ("> Twice.", 3)):
        assert anchor("paper", text, words).paragraph == number
    for words in ("A headline\n\nHe said it.", "# Nothing"):
        with pytest.raises(InvalidValueError, match="are not in the text"):
            anchor("paper", text, words)
    with pytest.raises(InvalidValueError, match="which is empty"):
        anchor("paper", "", "A headline")


def test_ambiguous_evidence_covers_no_paragraph() -> None:
    lost = nm.Evidence(source="paper", paragraph=9, start=0, length=3, digest=digest("the"))
    found = verify(citing(lost), {"paper": "the a\n\nthe b"})
    assert (found.checks[0].status, found.uncovered) == ("ambiguous", {"paper": (1, 2)})


def test_evidence_without_a_range_is_a_whole_paragraph_or_unanchored() -> None:
    whole = nm.Evidence(source="paper", paragraph=2, digest=digest("Two."))
    assert results("One.\n\nTwo.", whole) == [("exact", ((2, 0),))]
    assert results("Two.\n\nOne.", whole) == [("moved", ((1, 0),))]
    assert results("Two.\n\nOne.\n\nTwo.", whole) == [("ambiguous", ((1, 0), (3, 0)))]
    assert results("One.", whole) == [("missing", ())]
    assert results("Two.", attrs.evolve(whole, paragraph=None)) == [("moved", ((1, 0),))]
    for place, places in ((1, ((1, 0),)), (2, ()), (None, ())):
        assert results("One.", nm.Evidence(source="paper", paragraph=place)) == [("unanchored", places)]


@pytest.mark.parametrize(
    ("block", "start", "expected"),
    [
        ("One two.", 4, "One two."),
        ("a" * 100, 50, "… " + "a" * 80 + " …"),
        ("The departments shall report every breach to the mayor", 16, "The departments shall report every breach …"),
    ],
)
def test_an_excerpt_has_whole_words_and_an_end(block: str, start: int, expected: str) -> None:
    assert excerpt(block, start) == expected


def test_paragraphs_without_evidence_are_listed() -> None:
    text = "One.\n\nTwo.\n\nThree."
    made = citing(anchor("paper", text, "One."), nm.Evidence(source="paper", paragraph=3), nm.Evidence(source="other"))
    found = verify(made, {"paper": text})
    assert (found.uncovered, found.unchecked, found.ok) == ({"paper": (2,)}, {"other": 1}, False)
    assert [check.path for check in found.checks] == [("evidence", 0), ("evidence", 1)]
    assert verify(citing(), {"paper": text}).uncovered == {"paper": (1, 2, 3)}
    assert verify(citing(anchor("paper", text, "One.")), {"paper": text}).ok
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
    assert {status for status, _ in results(text, *evidence)} == {"moved"}


def test_all_evidence_of_the_data_set_is_exact(albuquerque: nm.Collection) -> None:
    if not ARTICLE.is_file():
        pytest.skip(f"the article is not at {ARTICLE}")
    found = verify(albuquerque, {SOURCE: ARTICLE.read_text("utf-8")})
    assert {check.status for check in found.checks} == {AnchorStatus.EXACT}
    assert found.uncovered == {SOURCE: (23,)}  # the URL at its end
    proved = {check.record for check in found.checks}
    assert [record.id for record in albuquerque if record.id not in proved] == [SOURCE]


def test_the_result_is_shown_in_short() -> None:
    text = "A headline\n\nThe mayor signed it.\n\nThe end."
    evidence = [nm.anchor("s", text, words) for words in ("The mayor", "headline")] + [
        nm.Evidence(source="t", paragraph=1)
    ]
    sources = [nm.Source(id=id, kind="other", title=id.upper()) for id in ("s", "t")]
    demo = nm.Collection(id="demo", title="T", sources=sources, people=[nm.Person(id="mayor", evidence=evidence)])
    result = nm.verify(demo, {"s": "New.\n\n" + text.replace("headline", "title")})
    assert repr(result) == "<Verification moved: 1, missing: 1, unchecked: 1>"
    assert Page(result._repr_html_()).text == (
        "Verification moved: 1, missing: 1, unchecked: 1 Evidence checked (2) Record Location Evidence Status Found in "
        "mayor /evidence/0 s, paragraph 2 moved paragraph 3, character 0 mayor /evidence/1 s, paragraph 1 missing "
        "Paragraphs of s that no record cites 1, 2, 4 Not checked, without the text of t 1"
    )
    exact = nm.verify(demo, {"s": text})
    assert repr(exact) == "<Verification exact: 2, unchecked: 1>"
    assert Page(exact._repr_html_()).text == (
        "Verification exact: 2, unchecked: 1 Paragraphs of s that no record cites 3 Not checked, without the text of t 1"
    )
    assert repr(nm.verify(nm.Collection(id="demo", title="T"), {})) == "<Verification no evidence>"
