"""Texts that a spreadsheet would run as formulas when it opens a CSV file, and the apostrophe that stops it."""

import re

#: White space and invisible characters, after which a formula still runs in some programs: LibreOffice drops a NUL.
_INVISIBLE = r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u2064\u3000\ufeff]"
#: The start of a formula, and the other characters that OWASP lists under "CSV Injection". Excel accepts the full-width
#: signs, too.
_FORMULA = rf"(?:{_INVISIBLE}*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])"
_to_escape = re.compile(rf"'*{_FORMULA}").match
_escaped = re.compile(rf"'+{_FORMULA}").match


def escape_formula(text: str) -> str:
    """Put an apostrophe before a text that would run as a formula, so that a spreadsheet shows it.

    A text that already has one gets another, so that `unescape_formula` finds each text again.

    >>> escape_formula("=1+1"), escape_formula("'=1+1"), escape_formula("1 + 1 = 2"), escape_formula("'70s")
    ("'=1+1", "''=1+1", '1 + 1 = 2', "'70s")
    """
    return f"'{text}" if _to_escape(text) else text


def unescape_formula(text: str) -> str:
    """Remove the apostrophe that `escape_formula` put before a text.

    >>> unescape_formula("'=1+1"), unescape_formula("''=1+1"), unescape_formula("'70s")
    ('=1+1', "'=1+1", "'70s")
    """
    return text[1:] if _escaped(text) else text
