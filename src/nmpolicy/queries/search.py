"""Finding records by their words, numbers, series, issuers, kinds, years, and whether they are in force."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, get_origin

from attrs import fields, frozen

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.queries.find import find_actors
from nmpolicy.queries.force.in_force import force_of_each
from nmpolicy.queries.milestones import MADE_STAGES, date_of_record
from nmpolicy.queries.tenures import tenure_index
from nmpolicy.records.actors import Person
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.fields import field_type
from nmpolicy.records.instruments import Instrument, Order
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.natural_order import natural_key, plain_typography

#: Letters of scripts that do not separate words by spaces: Thai, Lao, Burmese, Khmer, Japanese and Chinese.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_split_number = re.compile(r"[^\W\d_]+|\d+").findall
_YEAR = re.compile(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)")
#: A filter: whether a record meets a condition, or None if the records do not decide it.
_Filter = Callable[[Any], bool | None]


@frozen
class Match:
    """A record that meets all conditions of a search, or may meet them.

    .. versionadded:: 0.1
    """

    record: str
    """Id of the record."""
    label: str
    """The name or title of the record; for a private individual, a description that does not name them."""
    date: PartialDate | None
    """The date on which an instrument was made, or the date or first day of another record; None if unknown."""
    answer: bool | None
    """True if it meets every condition; None if it may, but the records do not decide it."""

    def __bool__(self) -> bool:
        """Raise `InvalidTypeError`, because a match may be undecided; use `answer` instead."""
        raise InvalidTypeError("a Match may be undecided; compare its `answer` with True or None")


def find(  # noqa: PLR0913  # one for each condition
    collection: Collection,
    words: str = "",
    *,
    number: str | None = None,
    series: str | None = None,
    by: str | None = None,
    kind: str | None = None,
    year: int | None = None,
    in_force_on: str | date | None = None,
    classes: Sequence[type[Record]] = (),
) -> tuple[Match, ...]:
    """Return the records that meet every given condition, class by class and in the natural order of their ids.

    - `words`: each word begins a word of the record's names, titles, number, series, summary or other texts, or of its
      id. Case, accents and leading zeros do not matter. The texts of a private individual are not searched.
    - `number`: an instrument with this number. Case, punctuation and leading zeros do not matter.
    - `series`: an order of this series.
    - `by`: an instrument issued, passed, adopted or signed by this actor, or made by a post or body while the actor
      held the post; an id or a name, as `find_actors` takes it. Someone who only vetoed, suspended or ended it does not
      count.
    - `kind`: a record of this kind or classification, or whose `kind_text` is this word.
    - `year`: a record whose date is in this year, or may be. An instrument without a date counts for the year in its
      number; any other record without a date is left out.
    - `in_force_on`: an instrument or a provision in force on this day. See `in_force`.
    - `classes`: a record of one of these classes.

    A record that may meet a condition that the records do not decide is returned with the answer None.

    >>> orders = [
    ...     Order(id=f"eo-{number}", kind="executive-order", title=title, number=str(number))
    ...     for number, title in ((10, "Parks at night"), (2, "Parks"), (3, "Streets"))
    ... ]
    >>> demo = Collection(id="demo", title="A demonstration", orders=orders)
    >>> [match.record for match in find(demo, "park")], [match.record for match in find(demo, number="003")]
    (['eo-2', 'eo-10'], ['eo-3'])

    Raises `InvalidValueError` for a number, series or kind that is blank, for a series or kind that no record has, for
    a name that no actor has, and for a year that is not between 1 and 9999; and `InvalidDateError` if `in_force_on` is
    not a date.

    .. versionadded:: 0.1
    """
    filters: list[_Filter] = []
    if classes:
        filters.append(lambda record: isinstance(record, tuple(classes)))
    if number is not None:
        filters.append(_number_filter(number))
    if series is not None:
        filters.append(_series_filter(collection, series))
    if kind is not None:
        filters.append(_kind_filter(collection, kind))
    if wanted := _words(words):
        filters.append(lambda record: _has_words(record, wanted))
    if by is not None:
        filters.append(_issuer_filter(collection, by))
    if year is not None:
        filters.append(_year_filter(collection, year))
    found: list[tuple[Record, bool | None]]
    found = [(record, answer) for record in collection if (answer := _all(filters, record)) is not False]
    if in_force_on is not None:
        found = list(_in_force(collection, found, PartialDate(in_force_on)))
    order = {cls: index for index, cls in enumerate(TABLES.values())}
    found.sort(key=lambda pair: (order[type(pair[0])], natural_key(pair[0].id)))
    return tuple(Match(record.id, record.label, date_of_record(record), answer) for record, answer in found)


def _all(filters: Sequence[_Filter], record: Record) -> bool | None:
    """Return whether a record meets all conditions. The cheaper ones come first, and the first False ends it."""
    answer: bool | None = True
    for condition in filters:
        one = condition(record)
        if one is False:
            return False
        answer = answer and one
    return answer


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", plain_typography(text)).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return [word.lstrip("0") or "0" if word.isdecimal() else word for word in re.findall(r"[^\W\d_]+|\d+", bare)]


def _has_words(record: Record, wanted: Sequence[str]) -> bool:
    words = _words(" ".join(_texts(record)))
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


def _number_filter(number: str) -> _Filter:
    wanted = _words(number)
    if not wanted:
        raise InvalidValueError(f"{number!r} is not a number; write it as the records do, such as 'EO-2025-03'")
    return lambda record: isinstance(record, Instrument) and _words(record.number) == wanted


def _folded(text: str) -> str:
    return plain_typography(text).casefold()


def _series_filter(collection: Collection, series: str) -> _Filter:
    known = {_folded(order.series): order.series for order in collection.orders if order.series}
    wanted = _folded(series)
    if wanted not in known:
        raise InvalidValueError(_unknown("series", series, known.values()))
    return lambda record: isinstance(record, Order) and _folded(record.series) == wanted


def _kind_filter(collection: Collection, kind: str) -> _Filter:
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


def _issuer_filter(collection: Collection, by: str) -> _Filter:
    ids = {actor.id for actor in find_actors(collection, by)}
    if not ids:
        similar = ", ".join(collection.suggest_ids(by))
        raise InvalidValueError(f"no actor is named {by!r}" + (f"; similar ids: {similar}" if similar else ""))
    held = [
        tenure
        for post, tenures in tenure_index(collection).by_post.items()
        for tenure in tenures
        if tenure.holder in ids
    ]

    def issued(record: Record) -> bool | None:
        if not isinstance(record, Instrument):
            return False
        making = [milestone for milestone in record.milestones if milestone.stage in MADE_STAGES]
        signers = {actor for milestone in making for actor in (*milestone.by, *milestone.on_behalf_of)}
        if not ids.isdisjoint({*record.authorities, *signers}):
            return True
        tenures = [tenure for tenure in held if tenure.post in record.authorities]
        people = {actor for actor in signers if collection.get(actor, Person)}
        made = date_of_record(record)
        if not tenures or people:  # a named signer decides who acted for the office
            return False
        if made is None:
            return None
        first, last = made.span
        if any(t.certain and t.certain.first <= first and last <= t.certain.last for t in tenures):
            return True
        return None if any(t.possible.first <= last and first <= t.possible.last for t in tenures) else False

    return issued


def _year_filter(collection: Collection, year: int) -> _Filter:
    if not 1 <= year <= date.max.year:
        raise InvalidValueError(f"{year} is not a year; years go from 1 to 9999")
    period = PartialDate(f"{year:04}")

    def dated(record: Record) -> bool | None:
        of = record if not isinstance(record, Provision) else collection.get(record.instrument, Instrument)
        start, end = _period(of)
        if start is None and isinstance(of, Instrument):
            years = {int(found[0]) for found in _YEAR.finditer(plain_typography(f"{of.number} {of.id}"))}
            return year in years
        if start is None or end is None:
            return False
        inside = start.within(period) or end.within(period)
        if inside or (start.before(period) and end.after(period)):
            return True
        return False if start.after(period) or end.before(period) else None

    return dated


def _period(record: object) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first and the last day of a record. If one is unknown, the other stands for it."""
    start = date_of_record(record) or getattr(record, "effective_date", None)
    end = getattr(record, "end_date", None)
    if isinstance(record, Instrument) and start is None:
        dates = [milestone.date for milestone in record.milestones if milestone.date]
        start = min(dates, key=PartialDate.sort_key, default=None)
    return start or end, end or start


def _in_force(
    collection: Collection, found: Sequence[tuple[Record, bool | None]], on: PartialDate
) -> Iterator[tuple[Record, bool | None]]:
    texts = [(record, answer) for record, answer in found if isinstance(record, Instrument | Provision)]
    forces = force_of_each(collection, [record for record, _ in texts], on)
    for (record, answer), force in zip(texts, forces, strict=True):
        if force.answer is not False:
            yield record, answer and force.answer
