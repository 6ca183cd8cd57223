"""Characters that the plain texts of the Government Publishing Office write with those of a typewriter."""

import re
from html.entities import name2codepoint

_CODE = re.compile(r"\[([A-Za-z]+)\]")
_QUOTED = re.compile(r"``([^`']+(?:'[^`']+)*)''(?!')")
#: The names of letters with an accent, such as `aacute`: those of ISO 8879, which HTML has, too.
_LETTERS = {
    name: chr(code)
    for name, code in name2codepoint.items()
    if re.fullmatch("[A-Za-z](acute|grave|circ|uml|tilde|cedil|ring|slash)", name)
}


def decode_typewriter_codes(text: str) -> str:
    """Return a text with letters for codes such as `[aacute]`, and quotation marks for two backticks and apostrophes.

    A text with anything that may be another code is returned as it is.

    >>> decode_typewriter_codes("Guant[aacute]namo"), decode_typewriter_codes("``Waters'' Rule")
    ('Guantánamo', '“Waters” Rule')
    >>> decode_typewriter_codes("``Guant[aacute]namo'' [sic]")
    "``Guant[aacute]namo'' [sic]"
    """
    decoded = _CODE.sub(lambda found: _LETTERS.get(found[1], found[0]), text)
    decoded = _QUOTED.sub(r"“\1”", decoded)
    return text if re.search(r"[\[\]`]|''", decoded) else decoded
