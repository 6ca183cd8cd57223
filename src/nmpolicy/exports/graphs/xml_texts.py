"""Texts in XML 1.0, which has no place for most control characters."""

import re
from xml.sax.saxutils import escape

#: The characters that no XML document may have, even as a reference.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
#: Characters that a reader of XML would otherwise take as the end of the text, or as spaces.
_REFERENCES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def has_forbidden(text: str) -> bool:
    """Return whether a text has characters that XML cannot hold."""
    return _FORBIDDEN.search(text) is not None


def xml_text(text: str) -> str:
    r"""Return a text for an element or for an attribute in double quotes. Characters that XML lacks become escapes.

    >>> print(xml_text('A "title" & more \x1b[2J\n'))
    A &quot;title&quot; &amp; more \x1b[2J&#10;
    """
    visible = _FORBIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return escape(visible, _REFERENCES)
