"""Calendars, as icalendar and python-dateutil read them back."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

import nmpolicy as nm
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.exports import to_ics
from nmpolicy.exports.due_entries import AMBIGUOUS, EARLY, LONG, NEVER, NO_DAY, NO_START, NOT_DUE
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.folding import fold

SIGNED = nm.Milestone(stage="signed", date="2025-07-21")
CITY = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"], "bearer_text": "the clerk"}
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
    "FREQ=MONTHLY;BYDAY=+1MO,TU,WE,TH,FR;BYSETPOS=-2",
    "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=2,7",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYYEARDAY=-1,60",
    "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=1,20",
    "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20",
    "FREQ=YEARLY;BYDAY=2MO",
    "FREQ=MONTHLY;UNTIL=20260420",
    "FREQ=MONTHLY;BYMONTHDAY=05;UNTIL=20260420T235959Z",
]
DATES = st.sampled_from(["2025", "2025-07~", "2025-12", "2025-12-31", "2026-02-05", "2026-03-30", "2026-09-01?", None])


def demo(*milestones: nm.Milestone, **more: Any) -> nm.Collection:
    """Return a collection with a provision of an order with these milestones."""
    order = nm.Order(id="eo", kind="executive-order", title="An order", milestones=milestones or [SIGNED])
    provision = nm.Provision(id="eo.report", **{**CITY, "aim": "report", **more})
    return nm.Collection.of([order, provision], id="demo", title="A demonstration")


def events(collection: nm.Collection, **options: Any) -> list[Event]:
    return [*Calendar.from_ical(to_ics(collection, **options).content).walk("VEVENT")]


def days_of(event: Event, last: date) -> Iterator[tuple[date, date]]:
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
        if each.answer is not False and each.first and end and (end - each.first).days < 31:
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
def test_a_calendar_has_the_days_that_are_due(  # noqa: PLR0913  # one for each thing that decides them
    rule: str, start: Any, stages: list[Any], deadline: nm.Deadline | None, first: date, length: int
) -> None:
    milestones = [SIGNED, *(nm.Milestone(stage=stage, date=day) for stage, day in stages)]
    collection = demo(*milestones, recurrence=rule, recurrence_start=start, deadline=deadline)
    compare(collection, first, first + timedelta(days=length))


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
