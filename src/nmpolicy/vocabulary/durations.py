"""Lengths of time in words, so that an error can suggest the duration (ISO 8601) that they mean."""

import re
from collections.abc import Mapping
from types import MappingProxyType

_UNITS: Mapping[str, str] = MappingProxyType(
    {
        word: unit
        for unit, words in {
            "P{}Y": "year years yr yrs y año años",
            "P{}M": "month months mo mos mes meses",
            "P{}W": "week weeks wk wks w semana semanas",
            "P{}D": "day days d día días dia dias",
            "PT{}H": "hour hours hr hrs h hora horas",
        }.items()
        for word in words.split()
    }
)
_NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        word: number
        for number, words in {
            1: "a an one un una uno",
            2: "two dos",
            3: "three tres",
            4: "four cuatro",
            5: "five cinco",
            6: "six seis",
            7: "seven siete",
            8: "eight ocho",
            9: "nine nueve",
            10: "ten diez",
            12: "twelve doce",
            14: "fourteen catorce",
            15: "fifteen quince",
            20: "twenty veinte",
            30: "thirty treinta",
            45: "forty-five",
            60: "sixty sesenta",
            90: "ninety noventa",
            180: "one-hundred-eighty",
        }.items()
        for word in words.split()
    }
)
_IN_WORDS = re.compile(r"(?:within )?([0-9]{1,6}|[a-z]+(?:-[a-z]+)*)[ -]?(?:calendar )?([^\W\d_]+)\.?")
_ALMOST = re.compile(r"p?([0-9]{1,6})([ymwdh])")
_LONGEST = 40  # characters of a length of time in words


def duration_in_words(text: str) -> str:
    """Return the duration that a length of time in words means; empty if it is not clear.

    >>> duration_in_words("90 days"), duration_in_words("two weeks"), duration_in_words("48 horas")
    ('P90D', 'P2W', 'PT48H')
    >>> duration_in_words("90"), duration_in_words("10 business days")
    ('', '')
    """
    words = " ".join(text.lower().split()) if len(text) <= _LONGEST else ""
    found = _IN_WORDS.fullmatch(words) or _ALMOST.fullmatch(words)
    if found is None or found[2] not in _UNITS:
        return ""
    number = found[1] if found[1].isdecimal() else _NUMBERS.get(found[1])
    return "" if number is None else _UNITS[found[2]].format(int(number))
