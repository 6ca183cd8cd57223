"""Suggestions: the right word is found among thousands, and a run makes only so many."""

import pytest

import nmpolicy as nm
from nmpolicy import suggestions
from nmpolicy.rules.examples import example
from nmpolicy.suggestions import SpellingIndex, closest_matches

WORDS = ("budget", "city", "clerk", "council", "housing", "mayor", "office", "police", "safety", "water")
IDS = [f"{a}-{b}-{c}-{d}" for a in WORDS for b in WORDS for c in WORDS for d in WORDS[:5]]


@pytest.mark.parametrize(
    "typo",
    [
        "houing-mayor-office-clerk",
        "housing-mayyor-office-clerk",
        "housing-mayor-offise-clerk",
        "housing-mayor-office-clrek",
        "ousing-mayor-office-clerk",
        "housing-mayor-office-cler",
    ],
)
def test_a_misspelled_word_is_found_among_thousands(typo: str) -> None:
    assert SpellingIndex(IDS).closest(typo)[0] == "housing-mayor-office-clerk"


def test_few_choices_are_all_compared() -> None:
    assert SpellingIndex(WORDS).closest("ocfice") == closest_matches("ocfice", WORDS) == ("office", "police")
    assert SpellingIndex(["a" * 61, "mayor"]).closest("a" * 61) == SpellingIndex([]).closest("mayor") == ()


def test_a_look_up_compares_few_of_many_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counted(_word: str, choices: tuple[str, ...]) -> tuple[str, ...]:
        compared.append(len(choices))
        return choices[:1]

    index = SpellingIndex(IDS, most=2)
    monkeypatch.setattr(suggestions, "_closest_matches", counted)
    found = [index.closest(word) for word in ("cite", "cite", "mayr", "clrk", "cite")]
    assert [bool(each) for each in found] == [True, True, True, False, True]
    assert len(compared) == 2
    assert max(compared) < 10


def test_every_lost_reference_is_reported_and_the_first_have_a_suggestion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nmpolicy.rules.nmp2_references.MAX_SUGGESTIONS", 3)
    bodies = [nm.Organization(id=f"{word}-department", name=word) for word in WORDS]
    lost = [nm.Post(id=f"post-{n}", name="P", organization=f"{word}-departmnt") for n, word in enumerate(WORDS)]
    again = nm.Post(id="again", name="P", organization="budget-departmnt")
    problems = nm.validate(example(*bodies, *lost, again), select=["NMP202"]).problems
    assert len(problems) == len(WORDS) + 1
    suggested = {problem.record for problem in problems if "did you mean" in problem.message}
    assert suggested == {"post-0", "post-1", "post-2", "again"}
