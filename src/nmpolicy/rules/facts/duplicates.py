"""Pairs of records that seem to describe one person, post, organization or instrument."""

from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple

from nmpolicy.queries.find import folded_name
from nmpolicy.queries.milestones import date_made
from nmpolicy.records.actors import Actor, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection, once_per_collection
from nmpolicy.records.instruments import Measure, Order


class Likeness(NamedTuple):
    """Something by which a record is recognized."""

    shared: str
    """What two records with the same key have in common, in words."""
    key: Hashable
    """The value, in a form in which equal values are equal."""
    detail: str = ""
    """A division or a number that tells two records apart if both have one and the two differ."""


@once_per_collection
def duplicates(collection: Collection) -> Mapping[str, tuple[str, str]]:
    """Return the records that seem to repeat an earlier one, each with that record's id and what the two share."""
    found: dict[str, tuple[str, str]] = {}
    earlier: dict[Hashable, dict[str, str]] = {}
    for record in collection:
        for likeness in _likenesses(record):
            by_detail = earlier.setdefault((type(record), likeness.shared, likeness.key), {})
            other = _same(by_detail, likeness.detail)
            if other is None or other == record.id:
                by_detail.setdefault(likeness.detail, record.id)
            else:
                found.setdefault(record.id, (other, likeness.shared))
                by_detail.setdefault(likeness.detail, other)
    return found


def _same(by_detail: Mapping[str, str], detail: str) -> str | None:
    """Return the first record with the same detail, or with none; for a record without a detail, the first of all."""
    return by_detail.get(detail, by_detail.get("")) if detail else next(iter(by_detail.values()), None)


def _likenesses(record: Record) -> Iterator[Likeness]:
    for each in record.identifiers:
        yield Likeness("identifier", (each.scheme, each.identifier))
    if isinstance(record, Order | Measure):
        yield from _instrument_likenesses(record)
    elif isinstance(record, Actor):
        for name in dict.fromkeys(map(folded_name, (record.name, *record.other_names))):
            if not name:
                continue
            if isinstance(record, Person):
                yield Likeness("name", name)
            elif isinstance(record, Post):
                yield Likeness("name and organization", (name, record.organization), record.division)
            else:
                yield Likeness("name and parent", (name, record.parent), record.division)


def _instrument_likenesses(instrument: Order | Measure) -> Iterator[Likeness]:
    made, number = date_made(instrument), folded_name(instrument.number)
    if made and (title := folded_name(instrument.title)):
        yield Likeness("title and date", (title, made), number)
    # NMP802 checks the numbers in a series. Elsewhere they start again, most often with a year.
    if made and number and not (isinstance(instrument, Order) and instrument.series):
        yield Likeness("authority, kind, number and date", (instrument.authorities, instrument.kind, number, made))
