"""Copies of a text: anchors are exact in all that were only set anew, and in none in which a word was changed.

The orders of New York's mayors are scanned texts with many line breaks at hyphens. To try more of them than the tests
do, run `python tests/evidence/test_copies.py 500 SEED`.
"""

import gzip
import json
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidValueError
from nmpolicy.evidence.anchors import AnchorStatus, anchor, verify
from nmpolicy.evidence.source_text import SourceText

ORDERS = Path(__file__).parents[3] / "shared" / "corpora" / "nyc-executive-orders" / "orders.jsonl.gz"
PAPER = nm.Source(id="paper", kind="official-document", title="A paper")
WIDTH = 60
#: Some letters of each script, with vowel signs where it has them, and what stands between words.
SCRIPTS = {
    "Latin": ("abdefghiklmnoprstuéß", " "),
    "Greek": ("αβγδεηικλμνοπρστυω", " "),
    "Russian": ("абвгдеиклмнопрстуя", " "),
    "Armenian": ("աբգդեզէըթժիլ", " "),
    "Georgian": ("აბგდევზთიკლ", " "),
    "Hebrew": ("אבגדהוזחטיכלמ", " "),
    "Arabic": ("ابتثجحخدذرزسش", " "),
    "Hindi": ("कखगचजटडतदनपमािीु", " "),
    "Amharic": ("ሀለሐመሠረሰቀበተ", " "),
    "Korean": ("가나다라마바사아자차", " "),
    "Chinese": ("市长签署命令所有部门报告", ""),
    "Japanese": ("市長は命令に署名しましたカタ", ""),
    "Thai": ("กขคงจชดตนบปมรลวสหอาิี่", ""),
    "Lao": ("ກຂຄງຈດຕນບປມລວສຫາິີ", ""),
    "Khmer": ("កខគងចដតនបមរលសា", ""),
    "Burmese": ("ကခဂငစညတနပမရလသာ", ""),
    "Tibetan": ("ཀཁགངཅཆཇཉཏཐད་", ""),
}


def wrapped(text: str, chance: Random, often: float = 1) -> str:
    """Return the text in lines of 60 columns, broken at hyphens and inside words where that fills a line."""
    lines = [""]
    for word in text.split():
        rest = word
        while len(lines[-1]) + len(rest) + 1 > WIDTH and chance.random() < often:
            room = WIDTH - 1 - len(lines[-1])
            after_hyphens = [match.end() for match in re.finditer(r"(?<=\w)-(?=\w)", rest) if match.end() <= room]
            in_words = [match.end() for match in re.finditer(r"[^\W\d_](?=[^\W\d_]{2})", rest) if match.end() < room]
            if not after_hyphens and not in_words:
                break
            cut = chance.choice(after_hyphens or in_words)
            lines[-1] += " " * bool(lines[-1]) + rest[:cut] + "-" * (not after_hyphens)
            lines.append("")
            rest = rest[cut:]
        if len(lines[-1]) + len(rest) + 1 > WIDTH:
            lines.append("")
        lines[-1] += " " * bool(lines[-1]) + rest
    return "\n".join(lines)


def plainly_wrapped(text: str, _: Random) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False)


def curled(text: str, _: Random) -> str:
    text = re.sub(r"(?<=\w)'|'(?=\d)", "\u2019", text).replace("'", "\u2018")
    return re.sub(r'"(?=\w)', "\u201c", text).replace('"', "\u201d")


def without_line_breaks(text: str, _: Random) -> str:
    return re.sub(r"\s*\n\s*", " ", text)


def softly_wrapped(text: str, chance: Random) -> str:
    return wrapped(text, chance).replace("-\n", "\u00ad\n")


CHANGES: tuple[tuple[Callable[[str, Random], str], ...], ...] = (
    (),
    (wrapped,),
    (plainly_wrapped,),
    (softly_wrapped,),
    (curled,),
    (without_line_breaks,),
    (wrapped, curled),
    (wrapped, without_line_breaks),
    (without_line_breaks, wrapped),
    (wrapped, wrapped, without_line_breaks, curled, plainly_wrapped),
)


def copy(text: str, changes: Sequence[Callable[[str, Random], str]], chance: Random) -> str:
    """Return a copy of a text, each paragraph of which was changed."""
    paragraphs = re.split(r"\n[^\S\n]*\n", text)
    for change in changes:
        paragraphs = [change(paragraph, chance) for paragraph in paragraphs]
    return "\n\n".join(paragraphs)


def status(text: str, evidence: nm.Evidence) -> AnchorStatus:
    people = [nm.Person(id="mayor", evidence=[evidence])]
    collection = nm.Collection(id="demo", title="T", sources=[PAPER], people=people)
    return verify(collection, {"paper": text}).checks[0].status


def passages(texts: Sequence[str], count: int, chance: Random) -> list[tuple[SourceText, str, str, nm.Evidence]]:
    """Return anchored passages of 3 to 60 words, many with a line break at a hyphen in their first or last word."""
    found: list[tuple[SourceText, str, str, nm.Evidence]] = []
    while len(found) < count:
        text = chance.choice(texts)
        prepared = SourceText(text)
        paragraph = chance.choice(prepared.paragraphs or ("",))
        words = paragraph.split()
        size = chance.randint(3, 60)
        if len(words) < size:
            continue
        first = chance.randrange(len(words) - size + 1)
        broken = re.search(r"(\w+)-\n\s*(\w+)", text)
        if broken and chance.random() < 0.5:
            places = [n for n, word in enumerate(words) if broken[1] in word and broken[2] in word]
            if places:
                first = max(0, min(len(words) - size, chance.choice([places[0], places[0] - size + 1])))
        quote = " ".join(words[first : first + size])
        with suppress(InvalidValueError):  # the words occur several times, or are part of longer words
            found.append((prepared, text, quote, anchor(PAPER, prepared, quote)))
    return found


def misquoted(quote: str, chance: Random) -> str:
    """Return the words with one of them, one letter or one digit changed."""
    word = chance.choice([*re.finditer(r"\w+", quote)])
    other = chance.choice(["", "unlikely", *(word[0][:n] + "q" + word[0][n + 1 :] for n, _ in enumerate(word[0]))])
    if digits := [*re.finditer(r"\d", quote)]:
        digit = chance.choice(digits)
        word, other = chance.choice([(word, other), (digit, str((int(digit[0]) + 1) % 10))])
    changed = quote[: word.start()] + other + quote[word.end() :]
    return changed if changed.split() != quote.split() else quote[: word.start()] + "unlike" + quote[word.end() :]


def outcomes(texts: Sequence[str], count: int, chance: Random) -> tuple[Counter[AnchorStatus], Counter[AnchorStatus]]:
    """Return how passages fared in copies of their texts, and how in those in which one word of them was changed."""
    unchanged: Counter[AnchorStatus] = Counter()
    spoiled: Counter[AnchorStatus] = Counter()
    for prepared, text, quote, evidence in passages(texts, count, chance):
        paragraphs = [*prepared.paragraphs]
        number = (evidence.paragraph or 0) - 1
        paragraphs[number] = paragraphs[number].replace(quote, misquoted(quote, chance))
        for changes in CHANGES:
            unchanged[status(copy(text, changes, chance), evidence)] += 1
            spoiled[status(copy("\n\n".join(paragraphs), changes, chance), evidence)] += 1
    return unchanged, spoiled


def orders() -> list[str]:
    if not ORDERS.is_file():
        pytest.skip(f"the orders are not at {ORDERS}")
    with gzip.open(ORDERS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] or "" for line in lines]
    return [text for text in texts if len(text) > 500]


def test_copies_of_scanned_orders() -> None:
    unchanged, spoiled = outcomes(orders()[::50], 8, Random(1))  # noqa: S311  # no secret
    assert {*unchanged} == {AnchorStatus.EXACT}
    assert AnchorStatus.EXACT not in spoiled


def wrapped_anywhere(text: str, chance: Random) -> str:
    """Return a text without spaces in lines that end anywhere, but not inside numbers and Latin words."""
    return "".join(piece + chance.choice(["", "", "", "\n"]) for piece in re.findall(r"[\x21-\x7e½]+|.", text))


@each_case("script", SCRIPTS)
def test_copies_in_every_script(script: str) -> None:
    chance = Random(script)  # noqa: S311  # no secret
    letters, space = SCRIPTS[script]
    vocabulary = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(200)]
    vocabulary += ["5½", "1,200", "2018-2025", "B-4", f"{vocabulary[0]}-{vocabulary[1]}"]
    text = space.join(chance.choice(vocabulary) for _ in range(300))
    prepared = SourceText(text)
    changes = CHANGES if space else ((wrapped_anywhere,), (wrapped_anywhere, without_line_breaks))
    ends = prepared.paragraphs[0].split() if space else [*prepared.paragraphs[0]]
    evidence, quote = None, ""
    while evidence is None:
        first = chance.randrange(len(ends) - 60)
        quote = space.join(ends[first : first + chance.randint(20, 60)])
        with suppress(InvalidValueError):  # a number, or a letter and its marks, was cut
            evidence = anchor(PAPER, prepared, quote)
    spoiled = prepared.paragraphs[0].replace(quote, misquoted(quote, chance))
    for change in changes:
        assert status(copy(text, change, chance), evidence) is AnchorStatus.EXACT
        assert status(copy(spoiled, change, chance), evidence) is AnchorStatus.MISSING


if __name__ == "__main__":
    for found in outcomes(orders(), int(sys.argv[1]), Random(int(sys.argv[2]))):  # noqa: S311  # no secret
        sys.stdout.write(f"{ {str(each): times for each, times in found.items()} }\n")
