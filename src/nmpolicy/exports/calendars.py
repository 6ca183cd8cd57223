"""Calendars: due dates as iCalendar events of whole days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from attrs import evolve

from nmpolicy.errors import InvalidValueError
from nmpolicy.exports.due_entries import DueEntry, due_entries
from nmpolicy.exports.exported import Exported
from nmpolicy.problems import printable
from nmpolicy.queries.intervals import Interval
from nmpolicy.queries.provision_sentences import names
from nmpolicy.records.collection import Collection
from nmpolicy.records.instruments import Instrument, Measure, Order
from nmpolicy.records.sources import Source
from nmpolicy.tables.extras import from_extra
from nmpolicy.tables.rows import collection_to_export
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate

_PRODUCT = "-//nmpolicy//nmpolicy//EN"
_LONGEST = 200  # characters of a summary; the description has the whole sentence
_EPOCH = date(1970, 1, 1)
_AT_THE_END = "due dates at the end of the calendar"


def to_ics(
    collection: Collection,
    *,
    start: DateLike | None = None,
    end: DateLike | None = None,
    include_private: bool = False,
) -> Exported[str]:
    """Return what is due as an iCalendar file, with an event of a whole day for each due date.

    `start` and `end` are the first and the last day of the calendar, inclusive; by default, it has no limits. The dates
    are those of `due`. A recurrence is one event with a recurrence rule, or several, if its provision is suspended for
    some time. The first day of the event follows the rule, which ends with the force of the provision.

    An event is tentative if the records do not decide that the act is due then, or on which day of at most a month; its
    description says why. A period of business days has a tentative event on the earliest possible day. Not in the
    calendar, but counted in `left_out`, are due dates that lapsed, that are suspended, or that have no known day.

    The same collection always gives the same text. The time stamp that every event needs is the date of the latest
    source. The identifier of each event is made of ids, so it stays the same when a date is corrected or the period
    changes. If a recurrence has several events, the identifiers of those after the first end in a number.

    Names of private individuals are withheld unless `include_private` is set.

    >>> from nmpolicy.records.instruments import Milestone, Order
    >>> from nmpolicy.records.provisions import Deadline, Provision
    >>> signed = Milestone(stage="signed", date="2025-07-21")
    >>> order = Order(id="eo", kind="executive-order", title="An order", milestones=[signed])
    >>> more = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"], "bearer_text": "the clerk"}
    >>> report = Provision(id="eo.a", aim="report", deadline=Deadline(within="P30D", after="signed"), **more)
    >>> demo = Collection(id="demo", title="A demonstration", orders=[order], provisions=[report])
    >>> [line for line in to_ics(demo).content.splitlines() if line.startswith(("SUMMARY", "DTSTART"))]
    ['SUMMARY:Due: The clerk MUST report within 30 days after it is signed', 'DTSTART;VALUE=DATE:20250820']

    Raises `MissingExtraError` without the extra `ics`, `InvalidDateError` if `start` or `end` is not a date,
    `InvalidValueError` if `end` is before `start`, and `InvalidCollectionError` if records share an id.

    Terms: RFC 5545 (iCalendar).

    .. versionadded:: 0.1
    """
    with from_extra("ics"):
        from icalendar import Calendar  # noqa: PLC0415  # slow to import, and an extra

    period = Interval(
        PartialDate(start).earliest if start is not None else date.min,
        PartialDate(end).latest if end is not None else date.max,
    )
    if period.last < period.first:
        raise InvalidValueError(f"the calendar ends on {end}, before it starts on {start}; swap the two dates")
    exported = collection_to_export(collection, include_private=include_private)
    entries, left_out = due_entries(exported, period)
    calendar = Calendar()
    for name, value in (("version", "2.0"), ("prodid", _PRODUCT), ("calscale", "GREGORIAN")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", _text(f"Due: {exported.title}"))
    stamp = _stamp(exported)
    for entry in entries:
        if entry.first < entry.last == date.max:  # the day after it does not exist
            left_out[_AT_THE_END] += 1
        else:
            calendar.add_component(_event(exported, entry, stamp))
    return Exported(content=calendar.to_ical().decode(), left_out=left_out)


def _stamp(collection: Collection) -> datetime:
    """Return the beginning of the latest possible day of any source."""
    days = [source.date.latest for source in collection.sources if source.date]
    last = max(days, default=_EPOCH)
    return datetime(last.year, last.month, last.day, tzinfo=UTC)


def _event(collection: Collection, entry: DueEntry, stamp: datetime) -> Any:
    from icalendar import Event, vRecur  # noqa: PLC0415  # as above

    event = Event()
    part = "recurrence" if entry.rule else "deadline"
    if entry.number > 1:
        part += f"-{entry.number}"
    event.add("uid", f"{entry.provision.id}.{part}@{collection.id}")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.first)
    if entry.first < entry.last:
        event.add("dtend", entry.last + timedelta(days=1))  # exclusive
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    event.add("summary", _summary(collection, entry))
    event.add("description", "\n".join(map(_text, _description(collection, entry))))
    if url := _url(collection, entry):
        event.add("url", url)
    event.add("status", "TENTATIVE" if entry.reason else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy on that day
    return event


def _text(text: str) -> str:
    """Return a text on one line, with control characters escaped: iCalendar allows none."""
    return printable(text)


def _summary(collection: Collection, entry: DueEntry) -> str:
    text = f"{'May be due' if entry.reason else 'Due'}: {_text(_sentence(collection, entry))}"
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _sentence(collection: Collection, entry: DueEntry) -> str:
    """Return the sentence of a provision, without a recurrence, which the calendar shows, or a deadline before it."""
    provision, instrument = entry.provision, collection.get(entry.provision.instrument, Instrument)
    shown = evolve(provision, recurrence=None, deadline=None if entry.rule else provision.deadline)
    return shown.sentence(names(collection, provision.bearers), language=instrument.language if instrument else None)


def _description(collection: Collection, entry: DueEntry) -> Iterator[str]:
    """Yield what is due, why that may not be so, where that is written, and the sources."""
    provision = entry.provision
    yield _sentence(collection, entry)
    if entry.reason:
        yield f"Not decided: {entry.reason}"
    yield f"Text: {' of '.join(filter(None, (provision.section, _instrument(collection, provision.instrument))))}"
    for id in dict.fromkeys(each.source for each in provision.evidence):
        source = collection.get(id, Source)
        yield f"Source: {f'{source}, {source.url}' if source and source.url else source or id}"
    yield f"Record: {provision.id}"


def _instrument(collection: Collection, id: str) -> str:
    """Return the title of an instrument, with its kind and its number."""
    instrument = collection.get(id, Order) or collection.get(id, Measure)
    if instrument is None:
        return id
    return f"{instrument.label} ({' '.join(filter(None, (instrument.kind.replace('-', ' '), instrument.number)))})"


def _url(collection: Collection, entry: DueEntry) -> str | None:
    """Return the address of the instrument, or else that of the first source that has one."""
    instrument = collection.get(entry.provision.instrument, Instrument)
    sources = [collection.get(each.source, Source) for each in entry.provision.evidence]
    return next((each.url for each in (instrument, *sources) if each and each.url), None)
