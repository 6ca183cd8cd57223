"""Filters of records for a search: by words, number, series, kind, issuer and year."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Any, get_origin

from attrs import fields

from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.find_actors import find_actors
from nmpolicy.queries.intervals import Interval, interval_of
from nmpolicy.queries.milestones import MADE_STAGES, date_of_record
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Person
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import Instrument, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.natural_order import natural_key, plain_typography
from nmpolicy.vocabulary.written_numbers import WrittenNumber, parse_number

#: Letters of scripts that do not separate words by spaces: Thai, Lao, Burmese, Khmer, Japanese and Chinese.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
#: A soft hyphen inside a word. Beside digits, it is meant as a hyphen.
_SOFT_HYPHEN = re.compile("(?<=[^\\W\\d_])\u00ad|\u00ad(?=[^\\W\\d_])")
_split_words = re.compile(r"[^\W\d_]+|\d+").findall
_YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)")
#: Three digits after each separator. The first group has no leading zero, and all separators are the same.
_THOUSANDS = re.compile(r"(?<!\d)(?<!\d[.,])[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?![.,]?\d)")
#: A filter: whether a record meets a condition, or None if the records do not decide it.
Filter = Callable[[Any], bool | None]


def words_of(text: str) -> list[str]:
    """Return the words and numbers of a text without case, accents and leading zeros."""
    words = _split_words(fold(plain_typography(_SOFT_HYPHEN.sub("", text))))
    return [word.lstrip("0") or "0" if word.isdecimal() else word for word in words]


def has_words(record: Record, wanted: Sequence[str]) -> bool:
    """Return whether each wanted word begins a word in the texts of a record."""
    words = words_of(" ".join(_texts(record)))
    return all(any(_matches(each, word) for word in words) for each in wanted)


def _matches(wanted: str, word: str) -> bool:
    """Return whether a word begins with the wanted one. A number must be equal; without spaces, any part may be."""
    if wanted.isdecimal():
        return word == wanted
    return wanted in word if _UNSPACED.match(wanted) else word.startswith(wanted)


def _texts(record: Record) -> Iterator[str]:
    yield record.id
    if not (isinstance(record, Person) and record.private):
        cls: Any = type(record)  # `cache` takes what is hashable, and type checkers doubt that a type is
        for name, many in _text_fields(cls):
            value = getattr(record, name)
            yield from value if many else (value,)
        yield from (each.identifier for each in record.identifiers)


@cache
def _text_fields(cls: Any) -> tuple[tuple[str, bool], ...]:
    """Return the fields that hold plain text, and whether each holds many."""
    types = ((field.name, *field_type(field.type)) for field in fields(cls))
    return tuple((name, many) for name, item, many, _ in types if item is str and get_origin(item) is None)


def number_filter(collection: Collection, number: str) -> Filter:
    """Return the filter for instruments with a number. Raises `InvalidValueError` for a blank one.

    A prefix that only one of two numbers has does not matter: `16` is `XO 16`, but not `116` or `16-A`, and `XO 16` is
    not `EO 16`. Where an instrument has the number as it is, the others only may be meant.
    """
    exact = _number_forms(number)
    if [] in exact:
        raise InvalidValueError(f"{number!r} is not a number; write it as the records do, such as 'EO-2025-03'")
    wanted = _written_numbers(number)

    def is_exact(record: Record) -> bool:
        return isinstance(record, Instrument) and any(form in exact for form in _number_forms(record.number))

    has_exact = any(map(is_exact, collection))

    def has_number(record: Record) -> bool | None:
        if is_exact(record):
            return True
        if not isinstance(record, Instrument):
            return False
        found = any(_is_same(one, other) for one in _written_numbers(record.number) for other in wanted)
        return None if found and has_exact else found

    return has_number


def _number_forms(number: str) -> Sequence[Sequence[str]]:
    """Return the words of a number as written and, if it may have thousands separators, also without them.

    >>> _number_forms("19.789/2010")
    [['19', '789', '2010'], ['19789', '2010']]
    """
    forms = [words_of(number)]
    return forms if (other := words_of(_joined(number))) in forms else [*forms, other]


def _joined(number: str) -> str:
    """Return a number without what may be thousands separators."""
    return _THOUSANDS.sub(lambda found: re.sub("[.,]", "", found[0]), plain_typography(number))


def _written_numbers(number: str) -> list[WrittenNumber]:
    """Return the prefix and the digits of a number, as written and without thousands separators."""
    texts = dict.fromkeys((number, _joined(number)))
    return [found for text in texts if (found := parse_number(text))]


def _is_same(one: WrittenNumber, other: WrittenNumber) -> bool:
    """Return whether two numbers differ at most in leading zeros, and in a prefix that one of them leaves out."""
    return (
        [group.value for group in one.groups] == [group.value for group in other.groups]
        and one.insertion == other.insertion
        and (one.prefix == other.prefix or not (one.prefix and other.prefix))
    )


def _folded(text: str) -> str:
    return fold(plain_typography(text))


def series_filter(collection: Collection, series: str) -> Filter:
    """Return the filter for orders of a series. Raises `InvalidValueError` if there are none."""
    known = {_folded(order.series): order.series for order in collection.orders if order.series}
    wanted = _folded(series)
    if wanted not in known:
        raise InvalidValueError(_unknown("series", series, known.values()))
    return lambda record: isinstance(record, Order) and _folded(record.series) == wanted


def kind_filter(collection: Collection, kind: str) -> Filter:
    """Return the filter for records of a kind. Raises `InvalidValueError` if there are none."""
    known = {_folded(each): each for record in collection for each in _kinds(record)}
    wanted = _folded(kind)
    if wanted not in known:
        raise InvalidValueError(_unknown("kind", kind, known.values()))
    return lambda record: any(_folded(each) == wanted for each in _kinds(record))


def _kinds(record: Record) -> Iterator[str]:
    names = ("kind", "classification", "kind_text")
    return (str(value) for name in names if (value := getattr(record, name, None)))


_MOST_NAMED = 12


def _unknown(what: str, wanted: str, known: Any) -> str:
    listed = sorted(known, key=natural_key)
    more = ", …" if len(listed) > _MOST_NAMED else ""
    has = ", ".join(map(repr, listed[:_MOST_NAMED])) + more if listed else "none"
    return f"no record has the {what} {wanted!r}; the collection has {has}"


def issuer_filter(collection: Collection, by: str) -> Filter:
    """Return the filter for instruments of an actor. Raises `InvalidValueError` if no actor has the name."""
    ids = {actor.id for actor in find_actors(collection, by)}
    if not ids:
        similar = ", ".join(collection.suggest_ids(by))
        raise InvalidValueError(f"no actor is named {by!r}" + (f"; similar ids: {similar}" if similar else ""))
    held = {
        post: (_Days(each.certain for each in own), _Days(each.possible for each in own))
        for post, tenures in tenure_index(collection).by_post.items()
        if (own := [each for each in tenures if each.holder in ids])
    }

    def issued(record: Record) -> bool | None:
        if not isinstance(record, Instrument):
            return False
        making = [milestone for milestone in record.milestones if milestone.stage in MADE_STAGES]
        signers = {actor for milestone in making for actor in (*milestone.by, *milestone.on_behalf_of)}
        if not ids.isdisjoint({*record.authorities, *signers}):
            return True
        terms = [held[post] for post in dict.fromkeys(record.authorities) if post in held]
        people = {actor for actor in signers if collection.get(actor, Person)}
        made = date_of_record(record)
        if not terms or people:  # a named signer decides who acted for the office
            return False
        if made is None:
            return None
        days = interval_of(made)
        if any(certain.has_around(days) for certain, _ in terms):
            return True
        return None if any(possible.has_meeting(days) for _, possible in terms) else False

    return issued


class _Days:
    """Some intervals, among which one is found without going through all."""

    def __init__(self, intervals: Iterable[Interval | None]) -> None:
        """Sort the intervals by their first days, each with the last day of those up to it."""
        listed = sorted(filter(None, intervals))
        self._firsts = [each.first for each in listed]
        self._lasts = [*accumulate((each.last for each in listed), max)]

    def has_around(self, days: Interval) -> bool:
        """Return whether one of the intervals has all of some days."""
        return self._reach(days.first, days.last)

    def has_meeting(self, days: Interval) -> bool:
        """Return whether one of the intervals has any of some days."""
        return self._reach(days.last, days.first)

    def _reach(self, by: date, day: date) -> bool:
        """Return whether one of the intervals that begin by a day lasts until another."""
        number = bisect_right(self._firsts, by)
        return number > 0 and self._lasts[number - 1] >= day


def year_filter(collection: Collection, year: int) -> Filter:
    """Return the filter for records of a year. Raises `InvalidValueError` for a year outside the calendar."""
    if not 1 <= year <= date.max.year:
        raise InvalidValueError(f"{year} is not a year; years go from 1 to 9999")
    period = PartialDate(f"{year:04}")
    of_instruments: dict[str, bool | None] = {}

    def dated(record: Record) -> bool | None:
        if not isinstance(record, Provision):
            return _is_within(record, period)
        if record.instrument not in of_instruments:
            of_instruments[record.instrument] = _is_within(collection.get(record.instrument, Instrument), period)
        return of_instruments[record.instrument]

    return dated


def _is_within(record: Record | None, period: PartialDate) -> bool | None:
    """Return whether a record is within a year, or may be."""
    start, end = _period(record)
    if start is None and isinstance(record, Instrument):
        years = (int(found[0]) for found in _YEAR.finditer(plain_typography(f"{record.number} {record.id}")))
        return int(period) in years
    if start is None or end is None:
        return False
    inside = start.within(period) or end.within(period)
    if inside or (start.before(period) and end.after(period)):
        return True
    return False if start.after(period) or end.before(period) else None


def _period(record: object) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first and the last day of a record. If one is unknown, the other stands for it."""
    start = date_of_record(record) or getattr(record, "effective_date", None)
    end = getattr(record, "end_date", None)
    if isinstance(record, Instrument) and start is None:
        dates = [milestone.date for milestone in record.milestones if milestone.date]
        start = min(dates, key=PartialDate.sort_key, default=None)
    return start or end, end or start
