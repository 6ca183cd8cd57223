"""Likenesses of records: the names, numbers and identifiers by which one person, post or instrument is recognized."""

import re
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from nmpolicy.queries.find_actors import folded_name
from nmpolicy.queries.milestones import date_made
from nmpolicy.records.actors import Actor, Person, Post
from nmpolicy.records.base import Record
from nmpolicy.records.instruments import Measure, Order

#: The property of two records that share an identifier.
IDENTIFIER = "identifier"
#: The property of two people that share a name.
NAME = "name"
#: The beginnings of words that mark the scheme of a whole, to which many records belong: a court case or a series.
_SHARED_SCHEME = re.compile(r"(?<![a-z])(?:docket|case|cause|proceeding|processo|proceso|series|issn)")
_INITIALS = 2  # letters of the longest word that may be initials, such as JP


class Likeness(NamedTuple):
    """A name, an identifier or another feature by which a record is recognized."""

    shared: str
    """The thing that two records with the same key have in common, in words."""
    key: Hashable
    """The value, in a form in which equal values are equal."""
    detail: str = ""
    """A division or a number that tells two records apart if both have one and the two differ."""
    decisive: bool = True
    """False if another record has to be known mainly by this name: two people can both be J. Block for short."""
    main: bool = True
    """False if it is only another name of the record."""


def identifies_record(scheme: str) -> bool:
    """Return whether the identifiers in a scheme each belong to one thing, not to a case or a series of several.

    >>> [identifies_record(scheme) for scheme in ("wikidata", "docket", "CaseNumber", "nm-case-no", "eli", "ISSN")]
    [True, False, False, False, True, False]
    """
    return _SHARED_SCHEME.search(scheme.casefold()) is None


def likenesses(record: Record) -> Iterator[Likeness]:
    """Yield the likenesses of an actor or an instrument, and the identifiers of any record."""
    for own in record.identifiers:
        if identifies_record(own.scheme):
            yield Likeness(IDENTIFIER, (own.scheme, own.identifier))
    if isinstance(record, Order | Measure):
        yield from _instrument_likenesses(record)
    elif isinstance(record, Actor):
        names = {folded_name(record.name): True}
        for each in record.other_names:
            name = folded_name(each)
            names[name] = names.get(name, False) or _is_full(each)
        for number, (name, decisive) in enumerate(names.items()):
            if not name:
                continue
            main = number == 0
            if isinstance(record, Person):
                yield Likeness(NAME, name, "", decisive, main)
            elif isinstance(record, Post):
                yield Likeness("name and organization", (name, record.organization), record.division, decisive, main)
            else:
                yield Likeness("name and parent", (name, record.parent), record.division, decisive, main)


def _is_full(name: str) -> bool:
    """Return whether a name has several words and no initials.

    >>> [_is_full(name) for name in ("John Peter Block", "J. Block", "Block, JP", "Block", "JO BLOCK")]
    [True, False, False, False, True]
    """
    words = re.findall(r"[^\W\d_]+", name)
    initials = [
        each for each in words if len(each) == 1 or (each.isupper() != name.isupper() and len(each) <= _INITIALS)
    ]
    return len(words) > 1 and not initials


def _instrument_likenesses(instrument: Order | Measure) -> Iterator[Likeness]:
    made, number = date_made(instrument), folded_name(instrument.number)
    if made and (title := folded_name(instrument.title)):
        yield Likeness("title and date", (title, made), number)
    # NMP802 checks the numbers in a series. Elsewhere they start again, most often with a year.
    if made and number and not (isinstance(instrument, Order) and instrument.series):
        yield Likeness("authority, kind, number and date", (instrument.authorities, instrument.kind, number, made))
