"""Timelines as HTML: every entry is drawn or listed, and no text leaves its place."""

import re
from datetime import date, timedelta

import nmpolicy as nm
from html_pages import Page
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.queries.timeline import TimelineEntry, timeline
from nmpolicy.records.redaction import redact
from nmpolicy.report.drawings.timeline_drawing import MOST_ENTRIES, timeline_drawing
from nmpolicy.vocabulary.dates import PartialDate

EMPTY = nm.Collection(id="demo", title="A demonstration")


def entry(day: str | None, label: str = "A march", end: str | None = None) -> TimelineEntry:
    return TimelineEntry(
        date=PartialDate(day) if day else None, end_date=PartialDate(end) if end else None, record="march", label=label
    )


def days(count: int) -> list[TimelineEntry]:
    return [
        entry((date(2020, 1, 1) + number * timedelta(days=3)).isoformat(), f"Step {number}.") for number in range(count)
    ]


def test_the_article(albuquerque: nm.Collection) -> None:
    entries = timeline(albuquerque)
    html = timeline_drawing(albuquerque, entries)
    page = Page(html)
    assert all(each.label in page.text for each in entries)
    assert html == timeline_drawing(albuquerque, entries)
    assert html.count('class="time-row"') == len({each.when for each in entries if each.date})
    assert "some day from January 1, 2022 to December 31, 2024" in page.text  # about 2023
    assert "(according to Friends and family of the arrested man)" in page.text
    _, _, undated = page.text.partition("No date given")
    assert [each.label in undated for each in entries] == [each.date is None for each in entries]
    assert not {"style", "onclick"} & page.attributes
    assert not {"script", "style", "image", "foreignobject"} & page.tags


def test_each_form_has_a_sign_and_a_legend() -> None:
    entries = [
        entry("2018"),
        entry("2020-01", end="2020-03"),
        entry("2020-02-01", end="2020-02-02"),
        entry("2020-02-01?", end="2020-02-02"),
        entry("2021-05-05"),
        entry(None, end="2021-06"),
    ]
    html = timeline_drawing(EMPTY, entries)
    text = Page(html).text
    for words in ("on this day", "on some day of this span", "lasted this long", "the date may be wrong"):
        assert words in text
    assert "to June 2021" in text
    assert "January 2020 to March 2020" in text
    assert html.count("until June 30, 2021 at the latest; its beginning is not given") == 1
    only_days = timeline_drawing(EMPTY, [entry("2021-05-05"), entry("2021-05-09")])
    assert "some day" not in only_days
    assert "Not to scale" not in only_days
    assert '<time datetime="2021-05-05">May 5, 2021</time>' in only_days


def test_long_times_without_entries_are_marked() -> None:
    entries = [entry(each) for each in ("1974", "2020-01-02", "2020-01-03", "2020-02-02", "2020-02-20")]
    text = Page(timeline_drawing(EMPTY, entries)).text
    assert "a long time without entries, cut short" in text
    assert "Not to scale" in text


def test_many_entries_are_drawn_up_to_a_limit_and_the_others_listed() -> None:
    html = timeline_drawing(EMPTY, [*days(1_200), entry(None, "Unknown.")])
    text = Page(html).text
    assert all(f"Step {number}." in text for number in range(1_200))
    assert html.count('class="time-row"') == MOST_ENTRIES
    assert "1,000 more, not drawn August 23, 2021 Step 200. August 26, 2021 Step 201." in text
    assert text.endswith("No date given Unknown.")


def test_many_entries_of_one_day_share_a_row() -> None:
    html = timeline_drawing(EMPTY, [entry("2025-07-21", f"Step {number}.") for number in range(250)])
    assert "<svg" not in html  # one date needs no axis
    assert html.count("July 21, 2025") == html.count("Step ") == 250
    html = timeline_drawing(
        EMPTY, [entry("2025-07-20"), *(entry("2025-07-21", f"Step {each}.") for each in range(250))]
    )
    assert html.count('class="time-row"') == 2
    assert "51 more, not drawn" in html
    assert html.count("Step ") == 250


def test_no_mark_is_too_narrow_to_see() -> None:
    html = timeline_drawing(EMPTY, [entry("0001"), entry("2000-01-01", end="2000-01-02"), entry("9999-12-30~")])
    assert re.findall(r'class="time-(?:somewhere|lasted)" x="[^"]+%" .* width="([^"]+)"', html) == ["2%"] * 3
    assert re.findall(r'class="time-certain" x1="([^"]+)" x2="([^"]+)"', html) == [("20.79%", "22.79%")]


def test_the_ends_of_the_calendar_are_drawn() -> None:
    text = Page(timeline_drawing(EMPTY, [entry("0001"), entry("2025-07-21"), entry("9999-12-31~")])).text
    assert "Time axis: January 1, 0001 to December 31, 9999" in text


def test_hostile_texts_stay_texts() -> None:
    labels = [
        "<script>alert(1)</script>",
        "\"quoted\" 'too' &amp;",
        "\u202eright to left",
        "a\nb\x00c",
        "",
        "x" * 1_000_000,
    ]
    entries = [entry("2024"), *(entry("2025", each) for each in labels)]
    html = timeline_drawing(EMPTY, entries, prefix='"><b>', href=lambda _: '"><i>')
    page = Page(html)
    assert not {"script", "b", "i"} & page.tags
    assert labels[0] in page.text
    assert labels[1] in page.text
    assert "\\u202eright to left" in page.text
    assert "a b\\x00c" in page.text
    assert labels[-1] in page.text  # in "Whole text"
    assert "x" * 399 + "…" in page.text
    assert page.links[0].startswith('#"><b>')


def test_records_are_links_if_they_have_an_address() -> None:
    html = timeline_drawing(EMPTY, [entry("2025"), entry(None)], href={"march": "#march"}.get)
    assert html.count('<a href="#march"') == 2


def test_several_drawings_have_different_ids() -> None:
    both = "".join(timeline_drawing(EMPTY, days(3), prefix=prefix) for prefix in ("first", "second"))
    ids = [each.split('"')[1] for each in both.split() if each.startswith("id=")]
    assert len(ids) == len({*ids}) > 0


def test_nothing_is_drawn_without_entries() -> None:
    assert timeline_drawing(EMPTY, []) == ""
    assert "<svg" not in timeline_drawing(EMPTY, [entry(None)])


def test_withheld_names_are_on_no_timeline(albuquerque: nm.Collection) -> None:
    redacted = redact(with_names(albuquerque, NAMES[0])).collection
    html = timeline_drawing(redacted, timeline(redacted)).lower()
    assert not any(each in html for each in SECRETS)


def test_an_entry_after_the_day_of_the_page_is_marked() -> None:
    entries = [entry("2025-05-05"), entry("2025-06"), entry("2025-07-09"), entry(None)]
    text = Page(timeline_drawing(EMPTY, entries, on=PartialDate("2025-06-15"))).text
    assert text.count("(after the date of this page)") == 1
    assert "July 9, 2025 (after the date of this page)" in text
