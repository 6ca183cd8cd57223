"""Join words that a line break divides at a hyphen, where the rest of the text shows how they are written."""

import re
from collections.abc import Iterable

_SOFT_HYPHEN = "\u00ad"
HYPHENS = ("-", "\u2010", _SOFT_HYPHEN)
_LAST_PART = re.compile(r"([^\W\d_]+(?:['\u2019][^\W\d_]+)*)[-\u2010]\Z")
_FIRST_PART = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_MAX_WORD = 100  # characters
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010'\u2019][^\W\d_]+)*")


class Hyphenation:
    """Decides about hyphens at the ends of lines by the words of the whole text."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Read the words of all lines that no line break divides."""
        self._words: set[str] = set()
        for line in lines:
            found = [word.casefold().replace("\u2010", "-") for word in _WORD.findall(line.rstrip("".join(HYPHENS)))]
            ends = line.endswith(HYPHENS)
            for word in found[:-1] if ends else found:
                self._words.update((word, *word.split("-")))

    def ending(self, before: str, after: str) -> str:
        r"""Return a line as another one goes on with it: with a space, a line break or nothing at its end.

        A word that the text has elsewhere in one piece loses the hyphen; one that it has with the hyphen keeps it.
        Where the text does not decide, the hyphen and the line break stay, and `anchor` and `verify` allow
        for both.

        >>> hyphenation = Hyphenation(["the information was immigrant-friendly"])
        >>> hyphenation.ending("infor-", "mation and"), hyphenation.ending("immigrant-", "friendly")
        ('infor', 'immigrant-')
        >>> hyphenation.ending("depart-", "ments"), hyphenation.ending("the", "order")
        ('depart-\n', 'the ')
        >>> hyphenation.ending("depart\u00ad", "ments"), hyphenation.ending("市長が", "署名")
        ('depart', '市長が')
        """
        if before.endswith(_SOFT_HYPHEN):
            return before[:-1]
        last, first = _LAST_PART.search(before[-_MAX_WORD:]), _FIRST_PART.match(after[:_MAX_WORD])
        if last and first:
            whole, parted = f"{last[1]}{first[0]}".casefold(), f"{last[1]}-{first[0]}".casefold()
            if whole in self._words and parted not in self._words:
                return before[:-1]
            if parted in self._words and whole not in self._words:
                return before
        if _UNSPACED.match(before[-1:]) and _UNSPACED.match(after[:1]):
            return before
        return f"{before}\n" if before.endswith(HYPHENS) else f"{before} "
