"""Decode the bytes of an HTML page as a browser would."""

import codecs
import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SEARCHED = 4096  # bytes; browsers look at the first 1024
#: Browsers read the first of each pair as the second, which has more characters.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",  # a page that could be read so far is not in UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}


def decode_page(data: bytes) -> tuple[str, tuple[str, ...]]:
    r"""Return the text of a page, and what a reader should know of its encoding.

    A byte order mark decides, then what the page declares, then whether the bytes are UTF-8. Other pages are read as
    Windows-1252. Pages that declare an encoding of single bytes but are UTF-8 are read as UTF-8.

    >>> decode_page(b"<meta charset=iso-8859-1><p>\x93Signed\x94 in Bogot\xe1")[0]
    '<meta charset=iso-8859-1><p>“Signed” in Bogotá'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name)
    found = _DECLARED.search(data, 0, _SEARCHED)
    declared = found[1].decode("ascii", "replace") if found else ""
    try:
        name = codecs.lookup(declared).name if declared else ""
        "".encode(name or "utf-8")  # some codecs are not for text
    except LookupError:
        name = ""
    name = _WIDER.get(name, name)
    if name in {"", "utf-8"} or name.startswith(("cp125", "iso8859")):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            name = name or "cp1252"
        else:
            differs = name not in {"", "utf-8"} and not data.isascii()
            return text, ((f"the page declares {declared}, but its bytes are UTF-8; it was read as UTF-8",) * differs)
    return _decoded(data, name)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(name, "replace")
    if name == "cp1252":  # bytes that Windows-1252 does not use are control characters to a browser
        text = data.decode("latin-1").translate({n: bytes([n]).decode(name, "ignore") or n for n in range(0x80, 0xA0)})
    wrong = text.count("\ufffd")
    if not wrong:
        return text, ()
    which = "1 character is" if wrong == 1 else f"{wrong:,} characters are"
    return text, (f"{which} not valid {name} and became �; save the page again as UTF-8",)
