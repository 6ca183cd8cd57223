"""Codes for characters in the titles of the Federal Register."""

from each_case import each_case
from nmpolicy.imports.federal_register.typewriter_codes import decode_typewriter_codes


@each_case(
    ("text", "expected"),
    [
        ("Guant[aacute]namo Bay", "Guantánamo Bay"),
        ("Pe[ntilde]a, G[uuml]ell, [Eacute]lan, Fran[ccedil]ois, [Aring]land", "Peña, Güell, Élan, François, Åland"),
        ("Reviewing the ``Waters of the United States'' Rule", "Reviewing the “Waters of the United States” Rule"),
        ("``One'' and ``the States' Two''", "“One” and “the States' Two”"),
        ("", ""),
        ("The People's Order", "The People's Order"),
    ],
)
def test_codes_that_have_one_meaning(text: str, expected: str) -> None:
    assert decode_typewriter_codes(text) == expected


@each_case(
    "text",
    [
        *("Rule [Amended]", "Guant[aacute]namo [sic]", "[aacute", "[bacute]", "[AACUTE]", "A ]"),
        *("``Open", "Closed''", "``the States'''", "``A ``B'' C''", "a`b", "```A''", "````''", "``''", "['']"),
    ],
)
def test_a_text_with_other_codes_stays_as_it_is(text: str) -> None:
    assert decode_typewriter_codes(text) == text


def test_long_texts_take_time_in_proportion() -> None:
    for text in ("``a'" * 100_000, "[aacute]" * 100_000, "``" * 100_000, "``" + "a'" * 100_000, "'" * 100_000):
        assert len(decode_typewriter_codes(text)) >= 100_000
