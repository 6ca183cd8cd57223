"""Texts of a page as safe HTML: names, links, dates in words, and sentences with names in them."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from nmpolicy.problems import printable
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import DatePrecision

if TYPE_CHECKING:
    from markupsafe import Markup

_DATE = re.compile(r"(?<![\w.-])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![\w-]|\.\w)")  # not in an id
_QUOTED = re.compile(r"'([a-z0-9.-]+)'")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEB = ("http://", "https://")


def markup(template: str, *values: object) -> "Markup":
    """Fill in HTML of our own with texts, which are escaped and shown on one line, and with other HTML.

    >>> print(markup("<b>{}</b>", "a < b"))
    <b>a &lt; b</b>
    """
    from markupsafe import Markup, escape  # noqa: PLC0415  # slow to import

    first, *others = template.split("{}")
    pieces = [first]
    for value, following in zip(values, others, strict=True):
        shown = _on_one_line(value) if isinstance(value, str) and not isinstance(value, Markup) else value
        pieces += [escape(shown), following]
    return Markup("".join(pieces))  # noqa: S704  # the templates are this package's own


def _on_one_line(text: str) -> str:
    """Return a text as a page shows it, with a space at either end if it has one."""
    return f"{' ' * text[:1].isspace()}{printable(text)}{' ' * text[-1:].isspace()}"


def joined(separator: str, values: list["Markup"]) -> "Markup":
    """Join several pieces of HTML."""
    from markupsafe import Markup  # noqa: PLC0415  # slow to import

    return Markup(separator).join(values)  # noqa: S704  # the separators are this package's own


def list_in_words(values: list["Markup"]) -> "Markup":
    """Join several pieces of HTML as in a sentence.

    >>> print(list_in_words([markup("A"), markup("B"), markup("C")]))
    A, B, and C
    """
    *others, last = values or [markup("")]
    if not others:
        return last
    return markup("{}{} and {}", joined(", ", others), "," if len(others) > 1 else "", last)


def day_words(day: PartialDate) -> str:
    """Return a date as American English writes it.

    >>> [day_words(PartialDate(each)) for each in ("2025-07-21", "2025-07~", "2018?")]
    ['July 21, 2025', 'about July 2025', '2018 (uncertain)']
    """
    text = str(day).rstrip("~?%")
    return day.label.replace(text, _in_words(text))


def _in_words(text: str) -> str:
    year, *rest = text.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}"


def on_day_words(day: PartialDate) -> str:
    """Return a date after its preposition.

    >>> on_day_words(PartialDate("2025-07-21")), on_day_words(PartialDate("2025-07~"))
    ('on July 21, 2025', 'in about July 2025')
    """
    return f"{'on' if day.precision is DatePrecision.DAY else 'in'} {day_words(day)}"


def day_element(day: PartialDate) -> "Markup":
    """Return a date in words that programs can read, too.

    >>> print(day_element(PartialDate("2025-07~")))
    <time datetime="2025-07">about July 2025</time>
    """
    return markup('<time datetime="{}">{}</time>', str(day).rstrip("~?%"), day_words(day))


def span_words(first: PartialDate | None, last: PartialDate | None) -> "Markup":
    """Return the first and the last day of something in words; empty if neither is known."""
    if first and last:
        return markup("{} to {}", day_element(first), day_element(last))
    if last:
        return markup("to {}", day_element(last))
    return day_element(first) if first else markup("")


def with_days_in_words(text: str) -> str:
    """Write the dates in a sentence of ours in words. A number of an order such as 2025-03 must not be in it.

    >>> with_days_in_words("signed 2025-07-21, in 2025-05"), with_days_in_words("13th month 2025-13")
    ('signed July 21, 2025, in May 2025', '13th month 2025-13')
    """
    return _DATE.sub(lambda found: _in_words(found[0]) if "01" <= found[0][5:7] <= "12" else found[0], text)


def term_words(term: str) -> str:
    """Return a term of a vocabulary in words.

    >>> term_words("executive-order")
    'executive order'
    """
    return term.replace("-", " ")


def other_language(language: str | None) -> str:
    """Return the language of a text for its element; empty if it is English, as the page is.

    >>> other_language("es"), other_language("en-US"), other_language(None)
    ('es', '', '')
    """
    return "" if language is None or language.lower().split("-")[0] == "en" else language


def capitalized(text: str) -> str:
    """Return a text with a capital letter at its beginning.

    >>> capitalized("passage of ICE bill")
    'Passage of ICE bill'
    """
    return text[:1].upper() + text[1:]


def web_link(address: str) -> "Markup":
    """Return a link to an address on the web; the text of any other address, which a browser must not follow.

    >>> print(web_link("https://example.org/a"))
    <a href="https://example.org/a" class="address">example.org/a</a>
    >>> print(web_link("javascript:alert(1)"))
    javascript:alert(1)
    """
    shown = next((address.removeprefix(start) for start in _WEB if address.startswith(start)), "")
    if not shown or printable(address) != address:  # a page cannot show what the link would lead to
        return markup("{}", address)
    return markup('<a href="{}" class="address">{}</a>', address, shown)


def with_names(text: str, name: Callable[[str], "Markup | None"]) -> "Markup":
    """Put names in place of the quoted ids in a message; an id for which there is no name stays.

    >>> print(with_names("'us-ice' is not 'a'", {"us-ice": markup("<b>{}</b>", "ICE")}.get))
    <b>ICE</b> is not &#39;a&#39;
    """
    pieces: list[Markup] = []
    end = 0
    for found in _QUOTED.finditer(text):
        named = name(found[1])
        if named is not None:
            pieces += [markup("{}", text[end : found.start()]), named]
            end = found.end()
    return joined("", [*pieces, markup("{}", text[end:])])
