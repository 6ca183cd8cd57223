"""Redaction of single texts: names of private individuals and their ids, in a text, an address or unknown fields."""

import re
from collections.abc import Container, Mapping

from nmpolicy.records.actors import REDACTED
from nmpolicy.records.name_search import NameSearch, folded_words
from nmpolicy.vocabulary.extra import Extra, Json

_ID = re.compile(r"\b[a-z0-9]+(?:[-.][a-z0-9]+)*\b")


class TextRedaction:
    """Replaces the names of private individuals by other words, and their ids by the new ones.

    An id that is also a word of a name is replaced only where a text has nothing else.

    >>> redaction = TextRedaction(NameSearch([("jane-roe", "Jane Roe")]), {"jane-roe": "private-1"})
    >>> redaction.text("Jane Roe sued (see jane-roe)."), redaction.text("Roe v. City")
    ('a private individual sued (see private-1).', 'Roe v. City')
    >>> redaction.found_name_word
    True
    """

    found_name_word: bool
    """True after a text that keeps a word of the name of a private individual."""

    def __init__(self, search: NameSearch, new_ids: Mapping[str, str]) -> None:
        """Take the names, and the new ids by the old ones."""
        self.found_name_word = False
        self._search = search
        self._new_ids = new_ids
        replaced = ({*folded_words(old)} - {*folded_words(new)} or {*folded_words(old)} for old, new in new_ids.items())
        names = {*search.first_words}.union(*search.words.values())
        self._ids_in_text = {old: new for old, new in new_ids.items() if old not in names}
        self._words = frozenset({*search.first_words, *search.name_words}.union(*replaced))

    def text(self, text: str) -> str:
        """Return a text without names; the text itself if it has none."""
        if not self._words or self._words.isdisjoint(folded_words(text)):
            return text
        if text in self._new_ids:
            return self._new_ids[text]
        found = _ID.sub(lambda match: self._ids_in_text.get(match[0], match[0]), text)
        found = self._search.replaced(found, REDACTED)
        self.found_name_word |= self._search.has_name_word(found)
        return text if found == text else found

    def url(self, url: str) -> str | None:
        """Return a web address; None if it has a name or an uncommon surname, without which it leads nowhere."""
        return None if self._search.tells(url) or self.text(url) is not url else url

    def unknown_fields(self, extra: Extra) -> Extra:
        """Return unknown fields without names, also in their keys; the same object if they have none."""
        return self._json(extra)  # type: ignore[return-value]

    def _json(self, value: Json) -> Json:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            items = tuple(map(self._json, value))
            return items if any(new is not old for new, old in zip(items, value, strict=True)) else value
        if isinstance(value, Extra):
            found: dict[str, Json] = {}
            numbers: dict[str, int] = {}
            for name, item in value.items():
                found[self._key(name, found, numbers)] = self._json(item)
            same = all(new is old and found[new] is value[old] for new, old in zip(found, value, strict=True))
            return value if same else Extra(found)
        return value

    def _key(self, name: str, taken: Container[str], numbers: dict[str, int]) -> str:
        """Return a key without names, with a number if another key has become the same."""
        new = found = self.text(name)
        while found in taken:
            numbers[new] = numbers.get(new, 1) + 1
            found = f"{new} {numbers[new]}"
        return found
