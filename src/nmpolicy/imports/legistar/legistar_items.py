"""The objects of Legistar's Web API, also as `nyc_legislation` publishes them, under one set of names."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from attrs import frozen

from nmpolicy.imports.input_items import InputItem, InputLog
from nmpolicy.imports.legistar.legistar_words import NO_DATES
from nmpolicy.records.traversal import FieldPath
from nmpolicy.vocabulary.dates import PartialDate

#: The names that the files of `nyc_legislation` use, where leaving out the prefix of the API's name is not enough.
_SHORT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "MatterEnactmentNumber": "LocalLaw",
        "MatterHistoryActionBodyId": "BodyID",
        "MatterHistoryActionBodyName": "BodyName",
        "MatterHistoryActionDate": "Date",
        "MatterHistoryActionName": "Action",
        "MatterHistoryActionText": "Description",
        "MatterSponsorName": "FullName",
        "MatterSponsorNameId": "ID",
        "OfficeRecordEndDate": "End",
        "OfficeRecordStartDate": "Start",
        "VotePersonId": "ID",
        "VotePersonName": "FullName",
        "VoteValueId": "VoteID",
        "VoteValueName": "Vote",
    }
)


@frozen
class Found:
    """An object in a file, and its kind."""

    prefix: str
    """The prefix of its keys in the API, such as `MatterHistory`."""
    value: Mapping[str, Any]
    """The object itself."""
    file: str
    """The name of its file."""
    path: FieldPath = ()
    """Its place in the file."""
    places: tuple[str, ...] = ()
    """The names around it, the nearest first: keys of the file, the file itself and its folders."""

    def key(self, name: str) -> str:
        """Return the key for a name of the API without its prefix, as this file writes it."""
        names = _possible_keys(self.prefix, name)
        for each in names:
            if each in self.value:
                return each
        return names[0]

    def get(self, name: str) -> Any:
        """Return a value as it is."""
        return self.value.get(self.key(name))

    def number(self, name: str) -> int | None:
        """Return a number, also if it is written as text; None if the value is not a whole number from 1."""
        value = self.get(name)
        if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
            value = int(value[:_DIGITS])
        return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None

    def name(self, name: str) -> str:
        """Return a name without blanks around and repeated ones in it; empty if the value is not a text."""
        return one_line(self.get(name))

    @property
    def content(self) -> str:
        """The whole content of the object: the same text for the same content."""
        return json.dumps(self.value, sort_keys=True, default=str)

    @property
    def identity(self) -> tuple[int, str]:
        """The key shared with its other versions: its number, or else its file number, or else its whole content."""
        # In short form, sponsors and votes have the number of the person, and none of their own.
        has_number = f"{self.prefix}Id" in self.value or self.prefix not in {"MatterSponsor", "Vote"}
        if has_number and (number := self.number("Id")) is not None:
            return number, ""
        return 0, (self.name("File") if self.prefix == "Matter" else "") or self.content

    def numbers_around(self) -> Iterator[int]:
        """Yield the numbers in the names around it: those of the nearest name first, and in a name the last one.

        >>> [*Found("MatterHistory", {}, "", (), ("histories.json", "5407", "2024-matters")).numbers_around()]
        [5407, 2024]
        """
        for place in self.places:
            yield from (int(digits[:_DIGITS]) for digits in reversed(_NUMBER.findall(place)))

    def nested(self, prefix: str, *names: str) -> Iterator["Found"]:
        """Yield the objects in the lists of the object that have one of the names."""
        for name in names:
            values = self.value.get(name)
            for index, value in enumerate(values if isinstance(values, list) else ()):
                if isinstance(value, Mapping):
                    yield Found(prefix, value, self.file, (*self.path, name, index), self.places)


@cache
def _possible_keys(prefix: str, name: str) -> tuple[str, ...]:
    """Return the keys for a name: that of the API, and the short ones."""
    short = {"Guid": "GUID", "LastModifiedUtc": "LastModified"}.get(name, re.sub("Id$", "ID", name))
    return prefix + name, _SHORT_NAMES.get(prefix + name, short), name


_DIGITS = 18  # of a number that is an id
_NUMBER = re.compile("[0-9]+")
_HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")  # which no record can hold


def one_line(value: object) -> str:
    """Return a text without blanks around and repeated ones in it; an empty text for anything else.

    >>> one_line("Smith,  John "), one_line(None)
    ('Smith, John', '')
    """
    if not isinstance(value, str) or (not value.isascii() and _HALF_OF_A_PAIR.search(value)):
        return ""
    return " ".join(value.split())


class LegistarItem:
    """An object whose keys are read by the names of the API without their prefix.

    >>> log = InputLog()
    >>> found = Found("MatterHistory", {"Date": "2023-01-04T12:00:00Z", "Action": "Introduced "}, "0873.json")
    >>> history = LegistarItem(found, log, "histories")
    >>> history.text("ActionName"), history.date("ActionDate")
    ('Introduced', PartialDate('2023-01-04'))
    """

    def __init__(self, found: Found, log: InputLog, kind: str) -> None:
        """Read an object that was found. `kind` names it in the list of values left out."""
        self.found = found
        self.item = InputItem(found.value, log, found.file, kind, found.path)
        self.kept = self.item.kept
        self.skip("RowVersion", "LastModifiedUtc")

    def text(self, name: str) -> str:
        """Return a text on one line."""
        return one_line(self.item.text(self.found.key(name)))

    def number(self, name: str) -> int | None:
        """Return a whole number."""
        return self.item.number(self.found.key(name))

    def flag(self, name: str) -> bool | None:
        """Return true or false."""
        return self.item.flag(self.found.key(name))

    def date(self, name: str) -> PartialDate | None:
        """Return a day; None for a placeholder such as 0001-01-01."""
        key = self.found.key(name)
        value = self.item.raw(key)
        return None if isinstance(value, str) and value.strip()[:10] in NO_DATES else self.item.date(key)

    def skip(self, *names: str) -> None:
        """Count values as read that repeat others, or that only the database needs."""
        self.item.skip(*map(self.found.key, names))

    def check_list(self, name: str) -> None:
        """Report a value that should be a list of objects, and items in the list that are not objects."""
        value = self.item.raw(name)
        if value is not None and not isinstance(value, list):
            self.item.keep(name, "NMP014", "a list")
        for index, each in enumerate(value if isinstance(value, list) else ()):
            if not isinstance(each, Mapping):
                self.item.keep(name, "NMP014", "a list of objects", index)

    def check_text(self, *names: str) -> None:
        """Report values that should be texts, which are known already."""
        for name in names:
            self.text(name)

    def keep(self, name: str, value: Any) -> None:
        """Keep a value that no field holds in an `x-` field of the record."""
        self.kept[f"x-{self.found.prefix}{name}"] = value

    def report(self, message: str, code: str, name: str) -> None:
        """Report a problem in a value."""
        self.item.report(message, code, self.found.key(name))
