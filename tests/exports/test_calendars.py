"""Calendars, as icalendar and python-dateutil read them back."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

import nmpolicy as nm
from each_case import each_case
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.errors import InvalidDateError, InvalidValueError, MissingExtraError
from nmpolicy.exports import to_ics
from nmpolicy.exports.due_entries import AMBIGUOUS, EARLY, LONG, NEVER, NO_DAY, NO_START, NOT_DUE
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.folding import fold

SIGNED = nm.Milestone(stage="signed", date="2025-07-21")
CITY: Any = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"], "bearer_text": "the clerk"}
#: Rules that take nothing, a weekday, a day or a month from their start, with intervals, counts and ends.
RULES = [
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYDAY=MO,WE;BYMONTH=2,3",
    "FREQ=DAILY;INTERVAL=2;COUNT=50",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    "FREQ=WEEKLY;COUNT=4",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
    "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=2,7",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYYEARDAY=-1,60",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=1,20",
    "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20",
    "FREQ=YEARLY;BYDAY=+2MO",
    "FREQ=MONTHLY;UNTIL=20260420",
    "FREQ=MONTHLY;BYMONTHDAY=05;UNTIL=20260420T235959Z",
]
DATES = st.sampled_from(["2025", "2025-07~", "2025-12", "2025-12-31", "2026-02-05", "2026-03-30", "2026-09-01?", None])


def demo(*milestones: nm.Milestone, **more: Any) -> nm.Collection:
    """Return a collection with a provision of an order with these milestones."""
    order = nm.Order(id="eo", kind="executive-order", title="An order", milestones=milestones or [SIGNED])
    provision = nm.Provision(id="eo.report", **{**CITY, "aim": "report", **more})
    return nm.Collection.of([order, provision], id="demo", title="A demonstration")


def read(text: str) -> list[Any]:
    """Return the events of a calendar."""
    return [*Calendar.from_ical(text).walk("VEVENT")]


def events(collection: nm.Collection, **options: Any) -> list[Any]:
    return read(to_ics(collection, **options).content)


def days_of(event: Any, last: date) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each time that an event takes place until a day."""
    start = event["DTSTART"].dt
    if "RRULE" in event:
        rule = event["RRULE"].to_ical().decode()
        first = datetime(start.year, start.month, start.day)  # noqa: DTZ001
        until = datetime(last.year, last.month, last.day)  # noqa: DTZ001
        days = [each.date() for each in rrulestr(rule, dtstart=first).between(first, until, inc=True)]
        assert not days or days[0] == start
        yield from ((day, day) for day in days)
    else:
        yield start, event["DTEND"].dt - timedelta(days=1) if "DTEND" in event else start


def shown(collection: nm.Collection, first: date, last: date) -> set[tuple[str, date, date, bool]]:
    """Return the provision and the days of each entry in a calendar, and whether it is tentative."""
    return {
        (str(event["UID"]).rpartition("@")[0].rpartition(".")[0], *days, event["STATUS"] == "TENTATIVE")
        for event in events(collection, start=first, end=last)
        for days in days_of(event, last)
    }


def expected(collection: nm.Collection, first: date, last: date) -> set[tuple[str, date, date, bool]]:
    """Return what `due` answers, without what has no day or none of a month."""
    found = set()
    for each in nm.due(collection, first, last):
        end = each.last or each.first
        if each.answer is not False and each.first and end and end >= first and (end - each.first).days < 31:
            found.add((each.provision, each.first, end, each.answer is None or each.first < end))
    return found


def compare(collection: nm.Collection, first: date, last: date) -> None:
    left_out = to_ics(collection, start=first, end=last).left_out
    calendar, answers = shown(collection, first, last), expected(collection, first, last)
    assert calendar <= answers
    if not {EARLY, NO_START, AMBIGUOUS} & left_out.keys():
        assert calendar == answers


@given(
    st.sampled_from(RULES),
    st.dates(date(2025, 1, 1), date(2026, 12, 31)) | st.sampled_from(["2025-08", "2025", "2025-07-21~", None]),
    st.lists(st.tuples(st.sampled_from(["expired", "suspended", "reinstated", "rescinded"]), DATES), max_size=3),
    st.sampled_from([None, nm.Deadline(date="2025-10-31"), nm.Deadline(within="P1M", after="signed")]),
    st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    st.integers(0, 900),
)
def test_a_calendar_has_the_days_that_are_due(  # noqa: PLR0913, PLR0917  # one for each thing that decides them
    rule: str, start: Any, stages: list[Any], deadline: nm.Deadline | None, first: date, length: int
) -> None:
    milestones = [SIGNED, *(nm.Milestone(stage=stage, date=day) for stage, day in stages)]
    collection = demo(*milestones, recurrence=rule, recurrence_start=start, deadline=deadline)
    compare(collection, first, first + timedelta(days=length))


@settings(max_examples=25)
@given(collections(), st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(0, 400))
def test_any_collection_is_read_back(collection: nm.Collection, first: date, length: int) -> None:
    text = to_ics(collection).content
    assert text == to_ics(collection).content
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    calendar = Calendar.from_ical(text)
    assert calendar.to_ical().decode() == text
    assert len(calendar.walk("VEVENT")) == text.count("\r\nBEGIN:VEVENT\r\n") == text.count("\r\nEND:VEVENT\r\n")
    compare(collection, first, first + timedelta(days=length))


def lines_of(event: Any) -> list[str]:
    return str(event["DESCRIPTION"]).split("\n")


def test_an_event_says_what_is_due_where_that_is_written_and_by_whom() -> None:
    source = nm.Source(
        id="gazette", kind="official-document", title="The Gazette", date="2025-07-22", url="https://a.org/1"
    )
    deadline = nm.Deadline(within="P30D", after="signed")
    collection = demo(deadline=deadline, section="Section 3", evidence=[nm.Evidence(source="gazette")]).add(source)
    (event,) = events(collection)
    assert (event["DTSTART"].dt, event["STATUS"], event["TRANSP"]) == (date(2025, 8, 20), "CONFIRMED", "TRANSPARENT")
    assert event["SUMMARY"] == "Due: The clerk MUST report within 30 days after it is signed"
    assert lines_of(event) == [
        "The clerk MUST report within 30 days after it is signed",
        "Text: Section 3 of An order (executive order)",
        "Source: The Gazette (official-document, 2025-07-22), https://a.org/1",
        "Record: eo.report",
    ]
    assert (event["URL"], event["UID"]) == ("https://a.org/1", "eo.report.deadline@demo")
    assert event["DTSTAMP"].dt == datetime(2025, 7, 22, tzinfo=UTC)
    own = attrs.evolve(collection.orders[0], url="https://a.org/eo", title="Same")
    assert events(collection.replace(own))[0]["URL"] == "https://a.org/eo"


@pytest.mark.parametrize(
    ("deadline", "first", "last", "reason"),
    [
        ({"date": "2025-08"}, date(2025, 8, 1), date(2025, 8, 31), "it is due on a day from 2025-08-01 to 2025-08-31"),
        ({"within": "PT36H", "after": "signed"}, date(2025, 7, 22), date(2025, 7, 23), "it is due on a day from 2025-07-22 to 2025-07-23"),
        ({"within": "P10D", "business_days": True, "after": "signed"}, date(2025, 8, 4), date(2025, 8, 4), "it is due on 2025-08-04 or later, depending on the holidays"),
    ],
)  # fmt: skip
def test_a_day_that_is_not_decided_is_tentative(deadline: Any, first: date, last: date, reason: str) -> None:
    (event,) = events(demo(deadline=nm.Deadline(**deadline)))
    assert [*days_of(event, last)] == [(first, last)]
    assert (event["STATUS"], lines_of(event)[1]) == ("TENTATIVE", f"Not decided: {reason}")
    assert event["SUMMARY"].startswith("May be due: The clerk MUST report")


def test_a_recurrence_after_a_deadline_has_a_sentence_of_its_own() -> None:
    more: Any = {"deadline": nm.Deadline(date="2025-12-01"), "recurrence": "FREQ=YEARLY"}
    first, then = events(demo(**more))
    assert (first["SUMMARY"], str(first["DTSTART"].dt)) == ("Due: The clerk MUST report by 2025-12-01", "2025-12-01")
    assert (then["SUMMARY"], str(then["DTSTART"].dt)) == ("Due: The clerk MUST report", "2026-12-01")


def test_a_provision_without_its_instrument_names_its_id() -> None:
    provision = nm.Provision(id="eo.a", deadline=nm.Deadline(date="2025-12-01"), **CITY)
    (event,) = events(nm.Collection.of([provision], id="demo", title="T"))
    assert (event["STATUS"], lines_of(event)[2]) == ("TENTATIVE", "Text: eo")


def test_business_days_are_shown_on_their_earliest_day_alone() -> None:
    collection = demo(deadline=nm.Deadline(within="P10D", business_days=True, after="signed"))
    assert len(events(collection, start="2025-08-04")) == 1
    assert events(collection, start="2025-08-05") == []


def test_hours_that_make_whole_days_have_one_day() -> None:
    (event,) = events(demo(deadline=nm.Deadline(within="PT48H", after="signed")))
    assert (event["DTSTART"].dt, "DTEND" in event, event["STATUS"]) == (date(2025, 7, 23), False, "CONFIRMED")


@each_case(
    ("more", "kind"),
    [
        ({"deadline": nm.Deadline(date="2026")}, LONG),
        ({"deadline": nm.Deadline(date="2026-05-01?")}, NO_DAY),
        ({"deadline": nm.Deadline(within="P1D", after="effective")}, NO_DAY),
        ({"deadline": nm.Deadline(within="P9999Y", after="signed")}, NO_DAY),
        ({"deadline": nm.Deadline(date="9999-12")}, "due dates at the end of the calendar"),
        ({"deadline": nm.Deadline(date="2025-12-31"), "end_date": "2025-12-01"}, NOT_DUE),
        ({"recurrence": "FREQ=MONTHLY", "recurrence_start": "2025-08"}, NO_START),
        ({"recurrence": "FREQ=MONTHLY", "deadline": nm.Deadline(within="P1D", after="effective")}, NO_START),
        ({"recurrence": "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"}, NEVER),
        ({"recurrence": "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20"}, AMBIGUOUS),
    ],
)
def test_what_has_no_day_is_counted(more: Any, kind: str) -> None:
    exported = to_ics(demo(**more))
    assert (kind in exported.left_out, "BEGIN:VEVENT" in exported.content) == (True, False)


def test_a_recurrence_that_is_not_in_force_is_not_counted() -> None:
    vetoed = [nm.Milestone(stage="passed", date="2025-01-01"), nm.Milestone(stage="vetoed", date="2025-01-02")]
    more: Any = {"recurrence": "FREQ=MONTHLY", "recurrence_start": "2025-08"}
    assert not to_ics(demo(*vetoed, **more)).left_out
    assert to_ics(demo(**more), start="2025-01-01", end="2025-02-01").left_out == {}


def test_a_recurrence_with_a_month_as_its_start_begins_after_it_and_says_so() -> None:
    collection = demo(recurrence="FREQ=MONTHLY;BYMONTHDAY=15", recurrence_start="2025-08")
    exported = to_ics(collection)
    assert exported.left_out == {EARLY: 1}
    assert "DTSTART;VALUE=DATE:20250915\r\n" in exported.content
    later = to_ics(collection, start="2026-01-01")
    assert (later.left_out, "DTSTART;VALUE=DATE:20260115\r\n" in later.content) == ({}, True)


def rules(collection: nm.Collection, **options: Any) -> list[tuple[str, str, str]]:
    return [
        (str(each["DTSTART"].dt), each["RRULE"].to_ical().decode(), str(each["STATUS"]))
        for each in events(collection, **options)
    ]


def test_a_suspension_makes_two_events_and_a_repeal_ends_the_rule() -> None:
    stages = [("suspended", "2025-10-01"), ("reinstated", "2025-12-01"), ("rescinded", "2026-03-01")]
    milestones = [SIGNED, *(nm.Milestone(stage=stage, date=day) for stage, day in stages)]
    collection = demo(*milestones, recurrence="FREQ=MONTHLY;BYMONTHDAY=15")
    assert rules(collection) == [
        ("2025-08-15", "FREQ=MONTHLY;UNTIL=20250930;BYMONTHDAY=15", "CONFIRMED"),
        ("2025-12-15", "FREQ=MONTHLY;UNTIL=20260228;BYMONTHDAY=15", "CONFIRMED"),
    ]
    assert rules(collection, start="2025-09-16", end="2025-12-15") == [
        ("2025-12-15", "FREQ=MONTHLY;UNTIL=20251215;BYMONTHDAY=15", "CONFIRMED")
    ]


def test_an_event_keeps_its_identifier_in_every_period_and_when_a_date_is_corrected() -> None:
    def uids(signed: str, **options: Any) -> list[str]:
        stages = [("signed", signed), ("suspended", "2025-10-01"), ("reinstated", "2025-12-01")]
        milestones = [nm.Milestone(stage=stage, date=day) for stage, day in stages]
        collection = demo(*milestones, recurrence="FREQ=MONTHLY;BYMONTHDAY=15")
        return [str(each["UID"]) for each in events(collection, **options)]

    both = ["eo.report.recurrence@demo", "eo.report.recurrence-2@demo"]
    assert uids("2025-07-21") == uids("2025-06-01") == uids("2025-07-21", start="2025-09", end="2026") == both
    assert uids("2025-07-21", start="2025-11-01") == both[1:]
    assert uids("2025-07-21", end="2025-11-01") == both[:1]


def test_an_end_without_a_day_makes_the_rest_tentative() -> None:
    collection = demo(SIGNED, nm.Milestone(stage="rescinded", date="2025-10"), recurrence="FREQ=WEEKLY;BYDAY=FR")
    assert rules(collection) == [
        ("2025-07-25", "FREQ=WEEKLY;UNTIL=20250930;BYDAY=FR", "CONFIRMED"),
        ("2025-10-03", "FREQ=WEEKLY;UNTIL=20251030;BYDAY=FR", "TENTATIVE"),
    ]


def test_years_have_four_digits() -> None:
    milestones = [nm.Milestone(stage="signed", date="0999-01-01"), nm.Milestone(stage="expired", date="0999-06-30")]
    collection = demo(*milestones, recurrence="FREQ=MONTHLY")
    assert rules(collection) == [("0999-01-01", "FREQ=MONTHLY;UNTIL=09990630", "CONFIRMED")]
    assert "DTSTART;VALUE=DATE:09990101\r\n" in to_ics(collection).content


def test_a_number_of_times_is_what_remains_of_it() -> None:
    collection = demo(recurrence="FREQ=MONTHLY;COUNT=5", recurrence_start="2025-08-01")
    assert rules(collection) == [("2025-08-01", "FREQ=MONTHLY;COUNT=5", "CONFIRMED")]
    assert rules(collection, start="2025-09-02") == [("2025-10-01", "FREQ=MONTHLY;COUNT=3", "CONFIRMED")]
    assert rules(collection, end="2025-09-30") == [("2025-08-01", "FREQ=MONTHLY;COUNT=2", "CONFIRMED")]
    assert rules(collection, start="2026-01-02") == []


def test_a_rule_without_an_end_is_quick_even_if_it_is_rare_or_long() -> None:
    rare = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"
    assert rules(demo(recurrence=rare))[0][0] == "2044-02-29"
    many = "FREQ=DAILY;COUNT=999999999"
    assert rules(demo(recurrence=many)) == [("2025-07-21", many, "CONFIRMED")]


def test_a_first_day_may_be_in_a_week_of_the_next_year() -> None:
    collection = demo(recurrence="FREQ=YEARLY;BYWEEKNO=1", recurrence_start="2024-12-30")
    assert rules(collection) == [("2025-12-29", "FREQ=YEARLY;BYDAY=MO;BYWEEKNO=1", "CONFIRMED")]


@pytest.mark.parametrize(
    "text", ["a\nEND:VEVENT\nBEGIN:VEVENT", "a\r\nb;c,d\\n\\", "\x00\x1b\x85\u2028b", "é" * 100_000]
)
def test_no_text_gets_out_of_its_line(text: str) -> None:
    collection = demo(deadline=nm.Deadline(date="2025-08-01"), direct_object=text, section=text)
    collection = attrs.evolve(collection, title=text)
    exported = to_ics(collection).content
    (event,) = read(exported)
    assert exported.count("\r\nBEGIN:VEVENT\r\n") == 1
    assert len(event["SUMMARY"]) <= 200
    assert len(lines_of(event)) == 3
    assert not any(ord(each) < 32 for each in exported.replace("\r\n", ""))


def test_the_period_is_checked() -> None:
    with pytest.raises(InvalidValueError, match="ends on 2025, before it starts on 2026; swap"):
        to_ics(demo(), start="2026", end="2025")
    with pytest.raises(InvalidDateError):
        to_ics(demo(), start="tomorrow")


def test_nothing_due_is_a_calendar_without_events() -> None:
    assert events(demo()) == []


def test_no_name_of_a_private_individual_is_in_a_calendar(albuquerque: nm.Collection) -> None:
    due = [attrs.evolve(each, deadline=nm.Deadline(date="2025-08-01")) for each in albuquerque.provisions]
    for name in NAMES:
        text = to_ics(with_names(albuquerque.replace(*due), name)).content.replace("\r\n ", "")
        assert "SUMMARY" in text
        assert not [secret for secret in SECRETS if secret in fold(text)]


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"icalendar is not installed; run .*\[ics\]"):
        to_ics(demo())


def test_many_due_dates_are_all_there() -> None:
    one = demo(recurrence="FREQ=MONTHLY;BYMONTHDAY=15", deadline=nm.Deadline(date="2025-08-01"))
    many = [attrs.evolve(one.provisions[0], id=f"eo.p{number}") for number in range(150)]
    assert len(events(one.with_records([*one.orders, *many]))) == 300
