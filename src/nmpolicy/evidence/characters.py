"""Characters that texts write in several ways, and those that have to stay as they are."""

import re
import unicodedata

from nmpolicy.vocabulary.unicode_forms import normalize

#: Letters and punctuation of scripts without spaces between words. The ranges also contain their digits.
UNSPACED = (
    "\u0e01-\u0e3e\u0e40-\u0fff\u1000-\u109f\u1780-\u17da\u17dc-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f"
    "\u2e80-\u2fdf\u3001-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\ua4cf\ua980-\ua9ff\uaa60-\uaadf"
    "\uf900-\ufaff\U00011700-\U0001174f\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U00020000-\U0003ffff"
)
SUPERSCRIPTS = (
    "\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02e0-\u02e4\u10fc\u1d2c-\u1d2e\u1d30-\u1d3a\u1d3c-\u1d4d\u1d4f-\u1d61"
    "\u1d78\u1d9b-\u1dbf\u2070\u2071\u2074-\u207f\u2120\u2122\u2c7d\u2d6f\u3192-\u319f\ua69c\ua69d\ua770\ua7f1-\ua7f4"
    "\ua7f8\ua7f9\uab5c-\uab5f\uab69\U00010780-\U000107ba\U0001e030-\U0001e050\U0001e06b-\U0001e06d"
    "\U0001f16a-\U0001f16c"
)
SUBSCRIPTS = "\u1d62-\u1d6a\u2080-\u208e\u2090-\u209c\u2c7c\U0001e051-\U0001e06a"
#: Numbers in circles or brackets, or with a unit.
ENCLOSED_NUMBERS = (
    "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3248-\u324f\u3251-\u325f\u32b1-\u32cb\u3358-\u3370\u3378\u3379\u339f-\u33a6"
    "\u33a8\u33af\u33e0-\u33fe\U0001f100-\U0001f10c"
)
PERCENT = "%\u066a\u2030\u2031\u0609\u060a\ufe6a\uff05"
CURRENCY = (
    "$\u00a2-\u00a5\u058f\u060b\u07fe\u07ff\u09f2\u09f3\u09fb\u0af1\u0bf9\u0e3f\u17db\u20a0-\u20cf\ua838\ufdfc\ufe69"
    "\uff04\uffe0\uffe1\uffe5\uffe6\U00011fdd-\U00011fe0\U0001e2ff\U0001ecb0"
)
#: Stands in a normalized paragraph for a narrow space that holds a number together: `1 200`, `20 €`.
NUMBER_SPACE = "\u00a0"

_INVISIBLE = dict.fromkeys(
    map(
        ord,
        "\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufe0e\ufe0f\ufeff"
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    )
)
_SOFT_HYPHEN = "\u00ad"
_REPLACEMENTS = {
    **dict.fromkeys(
        map(
            ord,
            "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u07f4\u07f5\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a"
            "\u275b\u275c\ua78b\ua78c",
        ),
        "'",
    ),
    **dict.fromkeys(
        map(
            ord,
            "\u02ba\u02ee\u05f4\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u275d\u275e\u2e42\u301d\u301e\u301f",
        ),
        '"',
    ),
    **dict.fromkeys(map(ord, "\u02d7\u058a\u05be\u2010\u2011\u2012\u2013\u2043\u2212"), "-"),
    **dict.fromkeys(map(ord, "\u2014\u2015\u2e3a\u2e3b"), " - "),  # with or without spaces around them
    # Squared units have a superscript of their own: ㎡ is m².
    **{
        code: "".join(chr(int(each, 16)) for each in unicodedata.decomposition(chr(code)).split()[1:])
        for code in (*range(0x339F, 0x33A7), 0x33A8, 0x33AF)
    },
    **_INVISIBLE,
    ord(_SOFT_HYPHEN): None,
}
# A soft hyphen at the end of a line is a hyphen that was printed, and so is one between digits.
_PRINTED_SOFT_HYPHEN = re.compile("(?<=[^\\s\u00ad-])\u00ad+(?:\\s+(?=[^\\s\u00ad-])|(?<=\\d\u00ad)(?=\\d))")
_NARROW_SPACE = "[\u00a0\u2004-\u200a\u202f]"
_GROUPS = rf"(?:\d\d{_NARROW_SPACE}){{,4}}\d{{3}}(?!\d)"  # groups of three digits, or of two in India
_SPACE = re.compile(
    rf"((?<=\d)(?<!\d{{4}}){_NARROW_SPACE}(?={_GROUPS})|(?<=\d){_NARROW_SPACE}(?=[{PERCENT}{CURRENCY}])"
    rf"|(?<=[{PERCENT}{CURRENCY}]){_NARROW_SPACE}(?=\d))|[\s{NUMBER_SPACE}]+"
)
_WIDE_PUNCTUATION = re.compile(
    r"\s*([\uff01\uff02\uff07-\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d\uff5f-\uff65])\s*"
)
_FRACTION = "\u00bc-\u00be\u2150-\u215f\u2189"
_FRACTION_EDGE = re.compile(rf"(?<=\w)(?=[{_FRACTION}])|(?<=[{_FRACTION}])(?<!\u215f)(?=\d)")
_KEPT = re.compile(f"([{SUPERSCRIPTS}{SUBSCRIPTS}{ENCLOSED_NUMBERS}{NUMBER_SPACE}\u20a8\ufdfc]+)")
_PUNCTUATION = r"""["'()\[\]{},.;:!? ]"""
_UNSPACED_CHARACTER = rf"(?:(?!\d)[{UNSPACED}])"
_UNSPACED = re.compile(_UNSPACED_CHARACTER)
_AFTER_UNSPACED = re.compile(rf"(?<=[{UNSPACED}])(?<!\d){_PUNCTUATION}+")
_BEFORE_UNSPACED = re.compile(rf"(?<!{_PUNCTUATION}){_PUNCTUATION}++(?={_UNSPACED_CHARACTER})")


def visible(text: str) -> str:
    """Remove the characters that are not seen, except soft hyphens."""
    return text if text.isascii() else text.translate(_INVISIBLE)


def plain(text: str) -> str:
    """Write quotes, dashes, spaces and compatible characters in one way each. Text may be put through it again.

    NFKC would make 51 halves of `5½`, and `32` of `3²`. So a fraction is set apart from the digits beside it, and
    superscripts, subscripts and enclosed numbers stay as they are.
    """
    if text.isascii():
        return " ".join(text.translate(_REPLACEMENTS).split())
    if _SOFT_HYPHEN in text:
        text = _PRINTED_SOFT_HYPHEN.sub(_printed_hyphen, visible(text))
    text = _WIDE_PUNCTUATION.sub(r"\1", _one_space(text.translate(_REPLACEMENTS)))
    parts = _KEPT.split(_FRACTION_EDGE.sub(" ", text))
    compatible = "".join(part if n % 2 else normalize("NFKC", part) for n, part in enumerate(parts))
    return text if compatible == text else _one_space(compatible.translate(_REPLACEMENTS))


def _printed_hyphen(match: re.Match[str]) -> str:
    return "- " if match[0][-1].isspace() else "-"


def _one_space(text: str) -> str:
    if not re.search(_NARROW_SPACE, text):
        return " ".join(text.split())
    return _SPACE.sub(lambda match: NUMBER_SPACE if match[1] else " ", text).strip()


def without_spaces_between_characters(text: str) -> str:
    """Remove the spaces beside characters of scripts that do not put them between words.

    >>> without_spaces_between_characters("市 长 “签署” 了 3 条")
    '市长“签署”了3条'
    """
    if text.isascii() or not _UNSPACED.search(text):
        return text
    text = _AFTER_UNSPACED.sub(lambda match: match[0].replace(" ", ""), text)
    return _BEFORE_UNSPACED.sub(lambda match: match[0].replace(" ", ""), text)
