"""Numbers of orders as authorities write them: `O-25-12`, `No. 007`, `12A`, `EO-5 of 2020`."""

import re
from collections.abc import Sequence

from attrs import frozen

from nmpolicy.vocabulary.natural_order import plain_typography

_find_tokens = re.compile(r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)|[^\W0-9_]+").finditer
_IGNORED_WORDS = frozenset(
    {"n", "no", "nos", "nr", "num", "number", "numero", "número", "of", "de", "del", "do", "da", "the", "year"}
)
_YEAR_WORDS = frozenset({"of", "de", "del", "do", "year"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_MAX_DIGITS = 9
_MIN_YEAR, _MAX_YEAR = 1700, 2199


@frozen
class DigitGroup:
    """Consecutive digits of a number."""

    start: int
    """The index of the first digit in the text."""
    digits: str
    """The digits, without thousands separators."""

    @property
    def value(self) -> int:
        """The digits as an integer."""
        return int(self.digits)

    @property
    def may_be_year(self) -> bool:
        """True if they can be a year: any two digits, or four digits from 1700 to 2199."""
        return len(self.digits) == len("YY") or self.is_full_year

    @property
    def is_full_year(self) -> bool:
        """True if they can be a year of four digits, from 1700 to 2199."""
        return len(self.digits) == len("YYYY") and _MIN_YEAR <= self.value <= _MAX_YEAR


@frozen(repr=False)
class WrittenNumber:
    """A number of an order, split into letters and groups of digits.

    >>> parse_number("E.O. No. 12A of 2020")
    WrittenNumber(text='E.O. No. 12A of 2020', prefix='eo', digits=('12', '2020'), insertion='a')
    """

    text: str
    """The text with plain hyphens and spaces."""
    prefix: str
    """The letters before and between the digits, in lower case; of several words, the initials."""
    groups: tuple[DigitGroup, ...]
    """The groups of digits, in order; at least one."""
    insertion: str = ""
    """The letters after a number, which insert it between two others: the `a` of `12A`."""
    names_year: bool = False
    """True if a word such as `of` shows that the last group is a year."""

    def __repr__(self) -> str:
        """Show the parts."""
        return (
            f"WrittenNumber(text={self.text!r}, prefix={self.prefix!r}, digits={self.digits}, "
            f"insertion={self.insertion!r})"
        )

    @property
    def digits(self) -> tuple[str, ...]:
        """The digits of each group."""
        return tuple(group.digits for group in self.groups)

    def with_number(self, group: DigitGroup, digits: str) -> str:
        """Return the text with other digits in place of a group.

        >>> written = parse_number("O-25-12")
        >>> written.with_number(written.groups[1], "13")
        'O-25-13'
        """
        end = group.start + len(group.digits)
        if self.text[group.start : end] != group.digits:  # it is written with thousands separators
            end += (len(group.digits) - 1) // 3
            digits = f"{int(digits):,}"
        return self.text[: group.start] + digits + self.text[end:]


def parse_number(number: str) -> WrittenNumber | None:
    """Split the number of an order into its parts; return None for a text without a usable number."""
    text = plain_typography(number)
    groups: list[DigitGroup] = []
    prefix: list[str] = []
    insertion: list[str] = []
    end_of_digits = -1
    previous = ""
    names_year = False
    tokens = [*_find_tokens(text)]
    last = max((index for index, token in enumerate(tokens) if token["digits"]), default=-1)
    for index, token in enumerate(tokens):
        if token["digits"]:
            end_of_digits = token.end()
            names_year = previous in _YEAR_WORDS and bool(groups)
            previous = ""
            groups.append(DigitGroup(token.start(), token[0].replace(",", "")))
            continue
        word = previous = token[0].casefold()
        touches_digits = token.start() == end_of_digits
        if word in _IGNORED_WORDS or (touches_digits and word in _ORDINALS):
            continue
        joins_digits = index < last and tokens[index + 1].start() == token.end()
        inserted = index > last or (touches_digits and not joins_digits)
        (insertion if inserted else prefix).append(word)
    if not groups or max(len(group.digits) for group in groups) > _MAX_DIGITS:
        return None
    names_year = names_year and groups[-1].is_full_year
    return WrittenNumber(text, _initials(prefix), tuple(groups), " ".join(insertion), names_year)


def _initials(words: Sequence[str]) -> str:
    """Return one word as it is, and the initials of several; nothing for the word `order`, which every order is."""
    if len(words) == 1:
        return "" if words[0] == "order" else words[0]
    return "".join(word[0] for word in words)
