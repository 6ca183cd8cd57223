"""Texts of sources: words and digests are found although lines were broken at hyphens."""

from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from growth_ratio import growth
from nmpolicy.evidence import paragraphs, source_text
from nmpolicy.evidence.anchors import anchor
from nmpolicy.evidence.line_breaks import forms
from nmpolicy.evidence.normalization import digest
from nmpolicy.evidence.source_text import Location, SourceText

TOKENS = st.lists(
    st.sampled_from(
        [
            "the",
            "order",
            "re-sign",
            "resign",
            "bike-\nlane",
            "in-\ndoor",
            "7-\n104",
            "New-\nYork",
            "on-\ngo-\ning",
            "pre-\nand",
        ]
    ),
    min_size=1,
    max_size=7,
)


def pointer(start: int, words: str, paragraph: int = 1) -> nm.Evidence:
    return nm.Evidence(source="paper", paragraph=paragraph, start=start, length=len(words), digest=digest(words))


def every_reading(token: str) -> list[str]:
    """Return each way to read a token with line breaks in it."""
    parts = token.split("-\n")
    between = [forms(left[-1], right[0]) for left, right in pairwise(parts)]
    return ["".join(map("".join, zip(parts, [*read, ""], strict=True))) for read in product(*between)]


@given(TOKENS, st.randoms(use_true_random=False))
def test_a_passage_is_exact_in_every_reading_of_the_line_breaks(tokens: list[str], chance: Random) -> None:
    text = SourceText(" ".join(tokens))
    read = [chance.choice(every_reading(token)) for token in tokens]
    first = chance.randrange(len(tokens))
    last = min(len(tokens), first + chance.randint(1, 2))  # few enough line breaks to try all their readings
    before, words = " ".join([*read[:first], ""]), " ".join(read[first:last])
    assert text.exact(pointer(len(before), words)) == words
    letter = chance.choice([place for place, char in enumerate(words) if char.isalnum()])
    assert not text.exact(pointer(len(before), words[:letter] + "z" + words[letter + 1 :]))
    # The longest and the shortest reading of what comes before bound where the passage may be.
    ranges = [{len(each) for each in every_reading(token)} for token in tokens]
    for start, edge in ((sum(map(max, ranges[:first])) + first, 1), (sum(map(min, ranges[:first])) + first, -1)):
        assert text.exact(pointer(start, words)) == words
        if " ".join(tokens).count(tokens[first]) == 1:
            assert not start + edge >= 0 or not text.exact(pointer(start + edge, words))


@given(TOKENS, st.randoms(use_true_random=False))
def test_words_are_found_however_they_are_broken(tokens: list[str], chance: Random) -> None:
    text = SourceText(" ".join(tokens))
    for token in tokens:
        for reading in every_reading(token):
            found = text.find(reading)
            assert found
            assert all(text.exact(pointer(at.start, words)) for at, words in found)
    clean = SourceText(" ".join(chance.choice(every_reading(token)) for token in tokens).replace("- ", "-"))
    for word in clean.paragraphs[0].split():
        broken = word.replace("-", "- ")
        assert {words for _, words in clean.find(broken)} >= {word}


def test_words_may_be_copied_from_another_copy() -> None:
    text = "The bike-friendly city gives information."
    for words in ("bike-\nfriendly", "infor-\nmation", "bike- friendly city", "gives infor- mation"):
        assert anchor("paper", text, words) == anchor(
            "paper", text, words.replace("- ", "-").replace("-\n", "-").replace("infor-", "infor")
        )
    for words in (
        "bikefriendly",
        "infor-mation",
        "bi-\nkefriendly",
        "bike friendly",
        "friendly",
        "infor",
        "city- gives",
    ):
        assert not SourceText(text).find(words)
    for words in ("sign", "un", "signed"):
        assert not SourceText("The un-\nsigned order").find(words)
    assert not SourceText("The phase2 rules").find("phase- 2")
    assert SourceText("The pre-\nand post-war order").find("and post-war")


def test_a_paragraph_may_go_on_on_the_next_page() -> None:
    for page in ("\f", "\n\f", "\f\n", " \n\f \n", "\r\n\f"):
        assert SourceText(f"The infor-{page}mation{page}goes on.").paragraphs == ("The information goes on.",)
        assert SourceText(f"The end.\n\n{page}The next.").paragraphs == ("The end.", "The next.")
    assert SourceText("> The infor-\n> mation\n\nA hyphen-\n\nends.").paragraphs == (
        "The information",
        "A hyphen-",
        "ends.",
    )
    assert SourceText("The infor\u00ad\nmation\n\u00ad\nwell\u00ad\n\u00ad\nand on").paragraphs == (
        "The information",
        "well",
        "and on",
    )


def test_a_whole_paragraph_is_exact_in_every_reading() -> None:
    text = SourceText("Added.\n\nThe in-\ndoor bike-\nlane.\n\nA sixty-\nfive.")
    for words in ("The indoor bike-lane.", "The in-door bikelane.", "The in- door bike- lane."):
        whole = nm.Evidence(source="paper", paragraph=2, digest=digest(words))
        assert text.exact(whole) == words
        moved = nm.Evidence(source="paper", paragraph=3, digest=digest(words))
        assert text.search([moved]) == {(None, moved.digest): (Location(2, 0),)}


def test_moved_passages_are_found_by_the_way_others_moved() -> None:
    sentences = [f"The mayor signed order {number} in-\ndoors." for number in range(40)]
    text = " ".join(sentences)
    made = [anchor("paper", text, f"order {number} in-doors") for number in range(40)]
    copy = SourceText("A line.\n\nTwo words " + text)
    for number, (_, locations) in enumerate(sorted(copy.search(made).items(), key=lambda each: each[1] or ())):
        assert locations == (Location(2, copy.paragraphs[1].index(f"order {number} in")),)


def test_work_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "ab-\nab cd-\ncd " * 60
    lost = [pointer(100, "x" * length) for length in range(3, 40, 9)]
    assert SourceText(text).search(lost) == {}
    assert not any(SourceText(text).exact(each) for each in lost)
    monkeypatch.setattr(source_text, "_MAX_MOVED_READINGS", 10)
    given_up = SourceText(text).search(lost)
    assert given_up == {(each.length, each.digest): None for each in lost}
    monkeypatch.setattr(paragraphs, "_MAX_COMPARED", 10)
    assert 0 < len(SourceText(text).find("ab-ab cdcd")) < 60
    monkeypatch.setattr(source_text, "_MAX_SEARCHED", 10)
    copy = SourceText("Some words.\n\nThe mayor signed it.")
    assert copy.search([pointer(4, "mayor signed")]) == {(12, digest("mayor signed")): (Location(2, 4),)}
    assert copy.search([pointer(5, "mayor signed")]) == {(12, digest("mayor signed")): None}
    unlikely = pointer(4, "in-door")
    assert SourceText("The in-\ndoor cat").exact(unlikely) == "in-door"
    monkeypatch.setattr(source_text, "_MAX_READINGS", 1)
    assert SourceText("The in-\ndoor cat").exact(unlikely) is None


@given(st.text("ab", min_size=1, max_size=6), st.text("ab", max_size=30))
def test_words_that_overlap_themselves_are_found_at_every_place(words: str, text: str) -> None:
    starts = [start for start in range(len(text)) if text.startswith(words, start)]
    assert [*paragraphs.places_of(words, text)] == starts


def test_words_that_overlap_themselves_are_found_in_time_in_proportion() -> None:
    def half_of(size: int) -> tuple[str, str]:
        return "a " * (size // 2), "a " * size

    assert growth(lambda given: [*paragraphs.places_of(*given)], half_of, 4000) < 9


def test_many_passages_are_found_at_once_where_each_is_found_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The mayor re-\nsigned it. The may-\nor resigned it.\n\nThe mayor signed it. The mayor resigned it.\n\n"
    source = SourceText(text * 2)
    words = ["The mayor", "mayor", "resigned it", "re-signed", "mayor signed it. The mayor", "resigned", "."]
    moved = [*(pointer(1, each, 9) for each in words), nm.Evidence(source="paper", digest=digest(source.paragraphs[1]))]
    one_by_one = source.search(moved)
    assert len(one_by_one) == len(moved)
    assert [len(one_by_one[len(each), digest(each)] or ()) for each in ("mayor", ".")] == [8, 8]
    assert one_by_one[None, moved[-1].digest] == (Location(2, 0), Location(4, 0))
    monkeypatch.setattr(source_text, "_MANY", 0)
    monkeypatch.setattr(source_text, "_BEGINNING", 4)
    assert SourceText(text * 2).search(moved) == one_by_one
    unbroken = SourceText("The mayor signed it.\n\nThe mayor.\n\nThe mayoral office.\n\nThe major.")
    assert [*unbroken.search([pointer(1, "The mayor", 9)]).values()] == [(Location(1, 0), Location(2, 0))]


def test_the_search_for_passages_of_many_lengths_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"word{number}" for number in range(40))
    moved = [pointer(text.index(words) + 1, words) for words in ("word5", "word5 word6", "word5 word6 word7")]
    assert len(SourceText(text).search(moved)) == 3
    monkeypatch.setattr(source_text, "_LEAST_EFFORT", 1000)
    monkeypatch.setattr(source_text, "_EFFORT_A_CHARACTER", 0)
    gone = pointer(1, "gone123", 1)
    found = SourceText(text).search([gone, *moved])
    assert found == {(each.length, each.digest): None for each in moved}
    demo = nm.Collection(
        id="demo",
        title="T",
        sources=[nm.Source(id="paper", kind="other", title="T")],
        people=[nm.Person(id="mayor", evidence=[pointer(0, "word0"), gone, *moved])],
    )
    checked = nm.verify(demo, {"paper": text})
    assert [check.status for check in checked.checks] == ["exact", "missing", *["undecided"] * 3]
    assert not checked.ok


def test_whole_paragraphs_are_found_in_time_in_proportion() -> None:
    def moved(size: int) -> tuple[SourceText, list[nm.Evidence]]:
        text = SourceText("\n\n".join(f"Paragraph {number}." for number in range(size)))
        return text, [nm.Evidence(source="paper", paragraph=9**9, digest=digest(each)) for each in text.paragraphs]

    assert growth(lambda given: given[0].search(given[1]), moved, 200) < 9
