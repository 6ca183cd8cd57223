"""Values as FollowTheMoney keeps them: its programs change or drop any other value without a word."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlparse

from nmpolicy.vocabulary.unicode_forms import normalize

#: Characters that FollowTheMoney removes: control characters, and those that do not show.
_REMOVED = (
    *range(0x09),
    0x0B,
    0x0C,
    *range(0x0E, 0x20),
    *range(0x7F, 0xA0),
    0xAD,
    0x61C,
    *range(0x200B, 0x2010),
    *range(0x2060, 0x2065),
    0xFEFF,
)
#: Characters that it replaces by a space.
_SPACES = (0xA00, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_TRANSLATION: Mapping[int, str | None] = {**dict.fromkeys(_REMOVED), **dict.fromkeys(_SPACES, " ")}
_DATE = re.compile(r"[12][0-9]{3}(-[0-9]{2}){0,2}")
_HOST_LABEL = re.compile(r"(?=.*[^\W_])[\w-]{1,63}")
#: The separator between the lines of an address.
_ADDRESS_BREAKS = re.compile(r"\r\n|\n|<BR/>|<BR>|\t|ESQ\.,|ESQ,|;")
_ADDRESS_COMMAS = re.compile(r",\s?[,.]")
_COUNTRY = re.compile(r"ocd-division/country:([a-z]{2})(?:/.*)?", re.DOTALL)
_COUNTRY_CODES = (
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca"
    " cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga"
    " gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp"
    " ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms"
    " mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs"
    " ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw"
    " tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
#: The countries of ISO 3166-1, all of which FollowTheMoney knows.
_COUNTRIES = frozenset(_COUNTRY_CODES.split())
_LANGUAGE_CODES = (
    "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces da:dan de:deu el:ell en:eng es:spa et:est"
    " fa:fas fi:fin fr:fra ga:gle he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm"
    " kn:kan ko:kor ky:kir lb:ltz lo:lao lt:lit lv:lav mk:mkd mn:mon ms:msa mt:mlt my:mya ne:nep nl:nld no:nor pl:pol"
    " ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel tg:tgk th:tha tk:tuk"
    " tl:tgl tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho"
)
#: The languages of ISO 639-1 that FollowTheMoney knows, and the codes of three letters that it keeps.
_LANGUAGES = {each[:2]: each[3:] for each in _LANGUAGE_CODES.split()}


def clean_text(text: str) -> str:
    r"""Return a text in Unicode's composed form, without blanks at its ends and without what does not show.

    >>> clean_text(" e\u0301t\u00ade\u0301 ")
    'été'
    """
    cleaned = normalize("NFC", text).translate(_TRANSLATION).strip()
    # Two characters that a removed one kept apart may compose.
    return cleaned if cleaned == text else clean_text(cleaned)


def clean_name(text: str) -> str:
    """Return a name on one line, without quotation marks around it.

    >>> clean_name('"The  City"')
    'The City'
    """
    line = " ".join(clean_text(text).split())
    start, end = 0, len(line)
    while end - start > 1 and line[start] in "\"'" and line[end - 1] in "\"'":
        start, end = start + 1, end - 1
        while start < end and line[start] == " ":
            start += 1
        while start < end and line[end - 1] == " ":
            end -= 1
    return line[start:end]


def clean_address(text: str) -> str:
    """Return an address on one line, with commas between what was on several.

    >>> clean_address("Civic Plaza; Albuquerque")
    'Civic Plaza, Albuquerque'
    """
    line = _ADDRESS_COMMAS.sub(", ", _ADDRESS_BREAKS.sub(", ", clean_text(text)))
    cleaned = " ".join(line.split())
    return cleaned if cleaned == text else clean_address(cleaned)


def clean_url(text: str) -> str:
    """Return a web address, with a path; empty if FollowTheMoney would not keep it.

    >>> clean_url("https://www.cabq.gov"), clean_url("https://a..b/")
    ('https://www.cabq.gov/', '')
    """
    try:
        parsed = urlparse(text)
        host, _ = parsed.hostname or "", parsed.port
    except ValueError:  # such as a port that is no number
        return ""
    *labels, last = host.removesuffix(".").split(".")
    if not all(map(_HOST_LABEL.fullmatch, (*labels, last))) or (labels and (len(last) == 1 or last.isdigit())):
        return ""
    if clean_text(text) != text:
        return ""
    return parsed._replace(path=parsed.path or "/").geturl()


def clean_date(text: str) -> str:
    """Return a date; empty if it is approximate or uncertain, which FollowTheMoney cannot say.

    >>> clean_date("2025-05"), clean_date("2025-05~")
    ('2025-05', '')
    """
    return text if _DATE.fullmatch(text) else ""


def country_of(division: str) -> str:
    """Return the code of the country of an Open Civic Data division; empty if there is none.

    >>> country_of("ocd-division/country:us/state:nm")
    'us'
    """
    found = _COUNTRY.fullmatch(division)
    return found[1] if found and found[1] in _COUNTRIES else ""


def language_code(tag: str) -> str:
    """Return the code of three letters for a language tag; empty if FollowTheMoney does not know the language.

    >>> language_code("es-MX")
    'spa'
    """
    primary = tag.lower().split("-")[0]
    return primary if primary in _LANGUAGES.values() else _LANGUAGES.get(primary, "")


#: The function that cleans the values of a property, where it is not `clean_text`.
CLEANERS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(["name", "alias"], clean_name),
    **dict.fromkeys(["startDate", "endDate", "date", "publishedAt"], clean_date),
    "country": country_of,
    "language": language_code,
    "location": clean_address,
    "sourceUrl": clean_url,
}


def differs(cleaned: str, text: str) -> bool:
    """Return whether a clean text differs from the original in more than blanks and Unicode's forms.

    >>> differs("a b", " a  b"), differs("a b", "a; b")
    (False, True)
    """
    return "".join(cleaned.split()) != "".join(normalize("NFC", text).split())
