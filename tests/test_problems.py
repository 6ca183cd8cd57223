"""Problems: their location, and text that is safe to print."""

import unicodedata

import pytest

from each_case import each_case
from nmpolicy.problems import Problem, Severity, pointer, printable

JOINERS = ["\u200c", "\u200d"]
CHARACTERS = [*map(chr, range(0x20000)), *map(chr, range(0xE0000, 0xE1000)), "\U0010ffff"]


def is_control(character: str) -> bool:
    return unicodedata.category(character).startswith("C")


def escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def test_only_joiners_between_printing_characters_are_not_escaped() -> None:
    for character in CHARACTERS:
        if not character.isspace():
            shown = character if character in JOINERS or not is_control(character) else escaped(character)
            assert printable(f"a{character}b") == f"a{shown}b"


@pytest.mark.parametrize("joiner", JOINERS)
def test_a_joiner_is_escaped_beside_anything_that_does_not_print(joiner: str) -> None:
    for neighbor in CHARACTERS:
        if neighbor.isspace():
            before, after, shown = f"a{neighbor}", f"{neighbor}b", " "
            assert printable(f"{before}{joiner}b") == f"a{shown}{escaped(joiner)}b"
            assert printable(f"a{joiner}{after}") == f"a{escaped(joiner)}{shown}b"
        elif is_control(neighbor) and neighbor not in JOINERS:
            assert printable(f"{neighbor}{joiner}b") == f"{escaped(neighbor)}{escaped(joiner)}b"
            assert printable(f"a{joiner}{neighbor}") == f"a{escaped(joiner)}{escaped(neighbor)}"


@pytest.mark.parametrize("joiner", JOINERS)
def test_a_joiner_that_joins_nothing_is_escaped(joiner: str) -> None:
    for text in (joiner, f"a{joiner}", f"{joiner}a", f"a{joiner}{joiner}b"):
        assert printable(text) == text.replace(joiner, escaped(joiner))


@pytest.mark.parametrize(
    "text",
    ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "ක්\u200dරිස්තු", "👩\u200d👩\u200d👧", "❤\ufe0f\u200d🔥"],
    ids=["Persian", "Sinhala", "family", "heart on fire"],
)
def test_scripts_and_emoji_that_need_joiners_are_unchanged(text: str) -> None:
    assert printable(text) == text


def test_text_is_on_one_line() -> None:
    assert printable("a\r\nb\u2028c\x1b[2J") == r"a b c\x1b[2J"


@each_case(
    ("fields", "location", "shown"),
    [
        ({}, "/title", "error NMP101 /title: A"),
        ({"record": "eo"}, "/title", "error NMP101 eo /title: A"),
        ({"line": 3}, "line 3 /title", "error NMP101 line 3 /title: A"),
        ({"line": 3, "pointer": ""}, "line 3", "error NMP101 line 3: A"),
        ({"line": 3, "column": 5}, "line 3, column 5", "error NMP101 line 3, column 5: A"),
        ({"pointer": ""}, "", "error NMP101 document: A"),
    ],
)
def test_a_problem_shows_its_location(fields: dict[str, object], location: str, shown: str) -> None:
    arguments = {"code": "NMP101", "severity": Severity.ERROR, "pointer": "/title", "message": "A", **fields}
    problem = Problem(**arguments)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert (problem.location, str(problem)) == (location, shown)


def test_a_pointer_escapes_its_steps() -> None:
    assert pointer(["orders", 0, "a/b~c"]) == "/orders/0/a~1b~0c"
    assert pointer([]) == ""
