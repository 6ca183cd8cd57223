"""Search of texts for the names of some people, in one pass for any number of names."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from nmpolicy.vocabulary.folding import APOSTROPHES, fold, with_joined_initials
from nmpolicy.vocabulary.slugs import to_ascii
from nmpolicy.vocabulary.unicode_forms import normalize

#: Letters of scripts without spaces between words, or with endings that follow a name directly: Thai, Lao, Burmese,
#: Korean (its letters, once folded), Khmer, kana and Chinese characters. Each counts as a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(f"[{_UNSPACED}]|[^\\W_{_UNSPACED}{''.join(map(chr, APOSTROPHES))}]+")
_ASCII_WORD = re.compile("[a-z0-9]+")
#: Characters that are escaped as in a web address, in a text of Python or JSON, or in a web page.
_ESCAPED = (
    r"(?:%[0-9A-Fa-f]{2})+|(?:\\u[0-9A-Fa-f]{4})+|\\x[0-9A-Fa-f]{2}|\\U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
    r"|\\[\\abfnrtv]|&\#?\w{1,31};"
)
_ESCAPE = re.compile(_ESCAPED)
#: A character, or several that are escaped.
_UNIT = re.compile(f"{_ESCAPED}|.", re.DOTALL)
_TITLES = "mr mrs ms mx miss dr prof rev fr don sra srta jr sr ii iii iv phd md esq"
_PARTICLES = "da das de del der den di do dos du el la las le los mac san santa st van von y bin ibn al"
_COMMON = """
act and april august bar bill bishop black board bond branch bridge bright brown call camp care case cash chance chase
church city close cook court cross day days dean drew early east fair faith farmer field fields fire for force ford
forest free friend gates grace grant gray green guard hall hand hill hills home hope house hunt joy judge june just
justice king lake land lane law laws little long low major mark marsh marshal may mayor means miner money moon more new
north not page park parks pool poor post power powers price prince rain read reading rice rich ring road rock root rose
rule sage sand school senior short silver small south speaker spring state stone street strong student sue summer sun
the town union valley wall ward warden water waters way west white will winter wise wood woods word work worth young
"""
#: Words that stand beside a name and are no part of it.
_TITLE_WORDS = frozenset(_TITLES.split())
#: Words that many names have, and that name no one.
_PARTICLE_WORDS = frozenset(_PARTICLES.split())
#: Names that are also words, and that stand in many texts and ids of policies.
_COMMON_WORDS = frozenset(_COMMON.split())
_SPELLED = {"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00f8": "oe", "\u00e5": "aa"}
_SPELLINGS = str.maketrans(_SPELLED | {letter.upper(): spelled for letter, spelled in _SPELLED.items()})
_LONGEST = 16  # words that are searched for together; a longer name is searched for in pieces
_MOST_REORDERED = 8  # words of a name that may stand in another order
_SHORTEST_NOTICED = 2  # letters of a word of a name that is noticed in a text
_SHORTEST_NAME = 3  # letters of a word that is searched for by itself
_MOST_SKIPPED = 2  # initials between the words of a name

_Tree = dict[str, Any]


def folded_words(text: str) -> list[str]:
    r"""Return the words of a text without case, accents and apostrophes, and with escaped characters as themselves.

    >>> folded_words("JANE-R. O\u2019Neil"), folded_words("/jos%C3%A9_roe"), folded_words(r"jane\xa0roe&#32;&eacute;")
    (['jane', 'r', 'o', 'neil'], ['jose', 'roe'], ['jane', 'roe', 'e'])
    """
    folded = _plain(unescaped(text))
    return (_ASCII_WORD if folded.isascii() else _WORD).findall(folded)


def _plain(text: str) -> str:
    """Return a folded text with Latin letters from `a` to `z` alone, so that names are found without strokes, too."""
    return text.casefold() if text.isascii() else text.translate(_PLAIN)


class _PlainCharacters(dict[int, str]):
    """The plain form of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = "".join(map(to_ascii, fold(chr(code))))
        return self[code]


_PLAIN = _PlainCharacters()


def unescaped(text: str) -> str:
    """Return a text in which escaped characters stand for themselves, and escaped backslashes for spaces."""
    if "%" not in text and "\\" not in text and "&" not in text:
        return text
    return _ESCAPE.sub(lambda match: _unescaped(match[0]), text)


def _unescaped(escaped: str) -> str:
    """Return the characters that one match of `_UNIT` stands for."""
    if len(escaped) == 1:
        return escaped
    start = escaped[:2]
    if start[0] == "%":
        return unquote(escaped)
    if start[0] == "&":
        return unescape(escaped)
    if start == "\\u":
        return bytes.fromhex(escaped.replace("\\u", "")).decode("utf-16-be", "replace")
    if start in ("\\x", "\\U"):
        return chr(int(escaped.removeprefix(start), base=16))
    return " "  # a backslash, or white space


class NameSearch:
    """Finds the names of some people in texts.

    Case, accents, apostrophes, hyphens, spaces and initials between the words do not matter. A name is also found
    without its title, in another order, and by two of its words that stand together, of which one may be an initial.

    A name of one word is found wherever that word stands, unless it is short or a common word, such as Li or May. A
    name that has only common words and initials, such as A. Bill, is replaced only where each has a capital letter.

    >>> search = NameSearch([("jane", "Dr. Jane Elizabeth Roe")])
    >>> search.replaced("Roe, Jane (J. Roe) met JANE Q.\u00a0ROE\u2019s aunt.", "somebody")
    'somebody (J. Roe) met somebody\u2019s aunt.'
    >>> search.has_name_word("J. Roe"), search.has_name_word("J. Doe")
    (True, False)
    """

    def __init__(
        self, names: Iterable[tuple[str, str]], others: Iterable[str] = (), bodies: Iterable[str] = ()
    ) -> None:
        """Index names, each after the id of the person.

        The names of other people are left alone, even if they share two words with one of these names, but not if they
        have all of them, as in `Mrs. John Roe`. A surname that other people or bodies have, too, is not uncommon, but a
        body that has a name in its own, such as `Friends of Jane Roe`, does not count.
        """
        self._tree: _Tree = {}
        self._sorted_words: list[str] | None = None
        self.surnames: dict[str, str] = {}
        """The words by which a person is known without the first name, each with the id of the first such person."""
        self.last_words: dict[str, str] = {}
        """Those of these words that are the last of a name, each with the id of the first such person."""
        self.uncommon_surnames: dict[str, str]
        """Those of these words that are in no name of the others or of the bodies."""
        self.words: dict[str, set[str]] = {}
        """The words of the names of each person that can tell people apart."""
        self.name_words: set[str] = set()
        """The words of all names. Each may name a person by itself, but may also be another word."""
        whole: set[frozenset[str]] = set()
        for id, name in names:
            words = self.words.setdefault(id, set())
            for reading in name_readings(_with_surname_last(name)):
                core = _core(reading)
                telling = _telling(core)
                words.update(telling)
                whole.add(frozenset(telling))
                self.name_words.update(word for word in telling if len(word) >= _SHORTEST_NOTICED)
                for word in filter(_is_distinct, telling[1:]):
                    self.surnames.setdefault(word, id)
                    if word == telling[-1]:
                        self.last_words.setdefault(word, id)
                for sequence in _sequences(reading, core, telling):
                    self._add(sequence, id)
        # A family is named by the plural, as in "the Roes".
        self.name_words.update(f"{word}{ending}" for word in self.surnames for ending in ("s", "es"))
        similar = [each for name in others if self.has_name_word(name) for each in name_readings(name)]
        for reading in similar:
            spans = (reading[first:last] for first, last, _ in self.spans(reading))
            if whole.isdisjoint(frozenset(_telling(_core(span))) for span in spans):
                self._add(reading, "")
        public = (name for name in bodies if self.has_name_word(name) and not self.finds(name))
        shared = {word for reading in similar for word in reading} | {
            each for name in public for each in folded_words(name)
        }
        self.uncommon_surnames = {word: id for word, id in self.last_words.items() if word not in shared}
        self._uncommon = frozenset(f"{word}{ending}" for word in self.uncommon_surnames for ending in ("", "s", "es"))

    def _add(self, words: Sequence[str], id: str) -> None:
        for start in range(0, len(words), _LONGEST):
            piece = words[start : start + _LONGEST]
            if len(piece) == 1 and not _is_distinct(piece[0]):
                continue
            node = self._tree
            for word in piece:
                node = node.setdefault(word, {})
            node.setdefault("", id)  # a name may end here: no word is empty

    @property
    def first_words(self) -> AbstractSet[str]:
        """The words with which a name can begin."""
        return self._tree.keys()

    def finds(self, text: str) -> bool:
        """Return whether a name stands in a text."""
        words = folded_words(text)
        return not self.first_words.isdisjoint(words) and any(True for _ in self.spans(words))

    def has_name_word(self, text: str) -> bool:
        """Return whether a text has a word of a name."""
        return not self.name_words.isdisjoint(folded_words(text))

    def has_surname(self, text: str) -> bool:
        """Return whether a text has an uncommon surname, or its plural."""
        return not self._uncommon.isdisjoint(folded_words(text))

    def tells(self, text: str) -> bool:
        """Return whether a text has a name, or a surname as `has_surname` finds it."""
        return self.has_surname(text) or self.finds(text)

    def may_be_cut(self, text: str) -> bool:
        """Return whether a text, of which the rest is cut off, has a word of a name or ends with the start of one."""
        words = folded_words(text)
        if not self.name_words.isdisjoint(words):
            return True
        if self._sorted_words is None:
            self._sorted_words = sorted(self.name_words)
        last = words[-1] if words else ""
        at = bisect_left(self._sorted_words, last)
        return len(last) >= _SHORTEST_NAME and any(each.startswith(last) for each in self._sorted_words[at : at + 1])

    def spans(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """Yield the places of names among some words: the first, the one after the last, and the id of the person."""
        at = 0
        while at < len(words):
            end, id = _end(self._tree, words, at)
            if id:
                while self._goes_on(words, end, id):
                    end += 1
                yield at, end, id
            elif any(
                more and last > end for last, more in (_end(self._tree, words, each) for each in range(at + 1, end))
            ):
                end = 0  # one of the names begins in the name of another, and goes on
            at = end or at + 1

    def _goes_on(self, words: Sequence[str], at: int, id: str) -> bool:
        """Return whether a name goes on after some of its words: with another one, which begins no name."""
        word = words[at] if at < len(words) else ""
        return word in self.words[id] and _is_distinct(word) and not _end(self._tree, words, at)[0]

    def replaced(self, text: str, by: str) -> str:
        """Return a text with other words in place of each name; the text itself if it has none."""
        if not self.finds(text):
            return text
        pieces: list[str] = []
        done = 0
        for start, end in self._places(text):
            pieces += [text[done:start], by]
            done = end
        return "".join([*pieces, text[done:]])

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of names in a text: the first character, and the one after the last."""
        units = [(match.span(), _plain(_unescaped(match[0]))) for match in _UNIT.finditer(text)]
        places = [place for place, folded in units for _ in folded]
        found = list(_WORD.finditer("".join(folded for _, folded in units)))
        for first, last, _ in self.spans([match[0] for match in found]):
            words = found[first:last]
            is_common = all(len(word[0]) == 1 or word[0] in _COMMON_WORDS for word in words)
            if is_common and any(text[places[word.start()][0]].islower() for word in words):
                continue
            end = places[found[last - 1].end() - 1][1]
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            yield places[found[first].start()][0], end


def name_readings(name: str) -> set[tuple[str, ...]]:
    """Return the words of a name in each way in which it is written: without its accents, as in an id, and the like.

    >>> sorted(name_readings("J. R. M\u00fcller"))
    [('j', 'r', 'mueller'), ('j', 'r', 'muller'), ('jr', 'mueller'), ('jr', 'muller')]
    """
    composed = normalize("NFC", name)
    spellings = {composed, composed.translate(_SPELLINGS)}
    spellings |= {each.translate(APOSTROPHES).replace("'", "") for each in spellings}
    plain = {tuple(folded_words(each)) for each in spellings}
    return {*plain, *(tuple(with_joined_initials(each)) for each in plain)} - {()}


def _with_surname_last(name: str) -> str:
    """Return a name that may have its surname before a comma, as in a list of names, in the usual order."""
    surname, _, others = name.partition(",")
    return name if _TITLE_WORDS.issuperset(folded_words(others)) else f"{others} {surname}"


def _is_distinct(word: str) -> bool:
    """Return whether a word that stands alone is hardly anything but a name."""
    return len(word) >= _SHORTEST_NAME and word not in _COMMON_WORDS


def is_latin(name: str) -> bool:
    """Return whether the words of a name, if it has any, can be written from `a` to `z`.

    >>> is_latin("S\u00f8ren"), is_latin("\u0418\u0432\u0430\u043d"), is_latin("")
    (True, False, True)
    """
    readings = name_readings(name)
    return not readings or any(all(map(str.isascii, reading)) for reading in readings)


def _core(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a name without titles."""
    return [word for word in words if word not in _TITLE_WORDS] or words


def _telling(core: Sequence[str]) -> Sequence[str]:
    """Return the words of a name that can tell people apart: the first, the last, and others that are no particles."""
    last = len(core) - 1
    return [word for at, word in enumerate(core) if at in (0, last) or (len(word) > 1 and word not in _PARTICLE_WORDS)]


def _sequences(reading: Sequence[str], core: Sequence[str], telling: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the sequences of words by which a name is found."""
    for words in (reading, core):
        yield words
        yield ["".join(words)]
    if 1 < len(core) <= _MOST_REORDERED:
        for first in range(1, len(core)):
            yield [*core[first:], *core[:first]]
        yield from pairwise(telling)
        for word in telling[1:]:
            yield [telling[0], word]
            yield [word, telling[0]]


def _end(node: _Tree, words: Sequence[str], at: int, skipped: int = 0) -> tuple[int, str]:
    """Return the place after the longest name that begins in a place, and the id of the person; 0 if none does."""
    start, found = at, (0, "")
    while at < len(words):
        word = words[at]
        is_initial = len(word) == 1 and word.isascii() and word.isalpha()
        if is_initial and (skipped or at > start) and skipped < _MOST_SKIPPED:
            found = max(found, _end(node, words, at + 1, skipped + 1))
        if word not in node:
            break
        node = node[word]
        at += 1
        if "" in node:
            found = max(found, (at, node[""]))
    return found
