"""Finding records by their words, numbers, series, issuers, kinds, years, and whether they are in force."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.queries.answer_tables import Answer, Answers
from nmpolicy.queries.force.in_force import force_of_each
from nmpolicy.queries.milestones import date_of_record
from nmpolicy.queries.record_filters import (
    Filter,
    has_words,
    issuer_filter,
    kind_filter,
    number_filter,
    series_filter,
    words_of,
    year_filter,
)
from nmpolicy.records.arguments import check_collections
from nmpolicy.records.base import Record
from nmpolicy.records.collection import TABLES, Collection
from nmpolicy.records.instruments import Instrument
from nmpolicy.records.provisions import Provision
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.natural_order import natural_key


@frozen
class Match(Answer):
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
    in_force_on: DateLike | None = None,
    classes: Sequence[type[Record]] = (),
) -> Answers[Match]:
    """Return the records that meet every given condition, class by class and in the natural order of their ids.

    - `words`: each word begins a word of the record's names, titles, number, series, summary or other texts, or of its
      id. Case, accents and leading zeros do not matter. The texts of a private individual are not searched.
    - `number`: an instrument with this number. Case, punctuation and leading zeros do not matter, nor does a prefix
      that only one of the two numbers has: `16` finds `XO 16`. If an instrument has the number as it is given, such
      others may be meant, and have the answer None.
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

    >>> from nmpolicy.records.instruments import Order
    >>> orders = [
    ...     Order(id=f"eo-{number}", kind="executive-order", title=title, number=str(number))
    ...     for number, title in ((10, "Parks at night"), (2, "Parks"), (3, "Streets"))
    ... ]
    >>> demo = Collection(id="demo", title="A demonstration", orders=orders)
    >>> [match.record for match in find(demo, "park")], [match.record for match in find(demo, number="003")]
    (['eo-2', 'eo-10'], ['eo-3'])

    Raises `InvalidValueError` for words without a letter or digit, for a number, series or kind that is blank, for a
    series or kind that no record has, for a name that no actor has, and for a year that is not between 1 and 9999; and
    `InvalidDateError` if `in_force_on` is not a date.

    .. versionadded:: 0.1
    """
    check_collections(collection)
    filters: list[Filter] = []
    if classes:
        filters.append(lambda record: isinstance(record, tuple(classes)))
    if number is not None:
        filters.append(number_filter(collection, number))
    if series is not None:
        filters.append(series_filter(collection, series))
    if kind is not None:
        filters.append(kind_filter(collection, kind))
    wanted = words_of(words)
    if words.strip() and not wanted:
        raise InvalidValueError(f"{words!r} has no letter or digit to search for")
    if wanted:
        filters.append(lambda record: has_words(record, wanted))
    if by is not None:
        filters.append(issuer_filter(collection, by))
    if year is not None:
        filters.append(year_filter(collection, year))
    found: list[tuple[Record, bool | None]]
    found = [(record, answer) for record in collection if (answer := _all(filters, record)) is not False]
    if in_force_on is not None:
        found = list(_in_force(collection, found, PartialDate(in_force_on)))
    order = {cls: index for index, cls in enumerate(TABLES.values())}
    found.sort(key=lambda pair: (order[type(pair[0])], natural_key(pair[0].id)))
    matches = (Match(record.id, record.label, date_of_record(record), answer) for record, answer in found)
    return Answers(matches, "Records found", collection)


def _all(filters: Sequence[Filter], record: Record) -> bool | None:
    """Return whether a record meets all conditions. The cheaper ones come first, and the first False ends it."""
    answer: bool | None = True
    for condition in filters:
        one = condition(record)
        if one is False:
            return False
        answer = answer and one
    return answer


def _in_force(
    collection: Collection, found: Sequence[tuple[Record, bool | None]], on: PartialDate
) -> Iterator[tuple[Record, bool | None]]:
    texts = [(record, answer) for record, answer in found if isinstance(record, Instrument | Provision)]
    forces = force_of_each(collection, [record for record, _ in texts], on)
    for (record, answer), force in zip(texts, forces, strict=True):
        if force.answer is not False:
            yield record, answer and force.answer
