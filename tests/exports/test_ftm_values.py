"""Values of FollowTheMoney: its own package keeps each of them as it is."""

import time

from followthemoney.types import registry
from followthemoney.types.common import PropertyType
from followthemoney.util import sanitize_text
from hypothesis import example, given
from hypothesis import strategies as st

from each_case import each_case
from nmpolicy.exports.follow_the_money.ftm_values import (
    clean_address,
    clean_date,
    clean_name,
    clean_text,
    clean_url,
    country_of,
    differs,
    language_code,
)
from nmpolicy.strategies import partial_dates

TEXTS = st.text(" \t\n\r\"'a;,.e\u0301\u00e9\u200b\u200d\u00ad\u2028\u00a0\u0085\u0a00<BR/>ESQ", max_size=12) | st.text(
    max_size=8
)
URLS = st.from_regex(r"https?://[^<>\"\x00-\x20\x7f-\xa0]+", fullmatch=True) | st.text(
    "ab.-_:/@?#;=&%[]1\u00e9\u3000", max_size=12
).map("https://".__add__)


def kept(type_: PropertyType, text: str) -> str:
    """Return a value as `ftm validate` writes it."""
    return type_.clean(sanitize_text(text)) or ""


@given(TEXTS)
@example("e\u00ad\u0301")
@example("\"'a' \"")
@example('"a\nb"')
@example(", , , ,")
def test_clean_texts_are_kept(text: str) -> None:
    assert kept(registry.text, clean_text(text)) == clean_text(text)
    assert kept(registry.name, clean_name(text)) == clean_name(text)
    assert kept(registry.address, clean_address(text)) == clean_address(text)


@given(TEXTS)
def test_cleaning_does_no_more_than_followthemoney(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_text(kept(registry.text, text)) == clean_text(text)
    assert clean_name(kept(registry.name, text)) == clean_name(text)
    assert clean_address(kept(registry.address, text)) == clean_address(text)


@given(URLS)
@example("https://[::1]/")
@example("https://[x")
@example("https://a:b/")
@example("http://user:word@example.org:80")
@example("https://example.org/?")
@example("https://1.2.3.4/")
@example("https://a.b/")
@example("https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/x")
def test_clean_addresses_are_kept(url: str) -> None:
    assert kept(registry.url, clean_url(url)) == clean_url(url)


@each_case(
    ("url", "cleaned"),
    [
        ("https://example.org/page?a=1&b=%20#x", "https://example.org/page?a=1&b=%20#x"),
        ("http://localhost", "http://localhost/"),
        ("https://example.org?a", "https://example.org/?a"),
        ("https://N.A./", ""),
        ("https://[x/", ""),
        ("https://3.4/", ""),
        ("https://a b/", ""),
        ("https://example.org/\u200bpage", ""),
        (f"https://{'a' * 64}.org/", ""),
    ],
)
def test_web_addresses(url: str, cleaned: str) -> None:
    assert clean_url(url) == cleaned


@given(partial_dates())
def test_clean_dates_are_kept(date: str) -> None:
    assert kept(registry.date, clean_date(date)) == clean_date(date)
    assert clean_date(date) == (date if date[-1].isdigit() and date[0] in "12" else "")


def test_clean_codes_are_kept() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    for code in (first + second for first in letters for second in letters):
        for country in filter(None, [country_of(f"ocd-division/country:{code}/state:x")]):
            assert kept(registry.country, country) == country == code
        language = language_code(code.upper() + "-US")
        assert kept(registry.language, language) == language == (kept(registry.language, code) if language else "")
    assert (language_code("spa"), language_code("fil"), language_code("xx")) == ("spa", "", "")
    assert (country_of("ocd-division/country:us"), country_of("us"), country_of("")) == ("us", "", "")


def test_what_differs_is_more_than_blanks() -> None:
    assert not differs("\u00e9 a", " e\u0301  a ")
    assert differs("ab", "a\u200bb")


def test_long_texts_take_little_time() -> None:
    start = time.process_time()
    for text in ('"' * 200_000, ",;" * 100_000, "\u200b" * 200_000, "e\u00ad\u0301" * 60_000, '" ' * 100_000):
        for clean in (clean_text, clean_name, clean_address):
            clean(text)
    clean_url("https://" + "a." * 100_000)
    assert time.process_time() - start < 10
