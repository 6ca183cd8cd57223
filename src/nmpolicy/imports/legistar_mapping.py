"""What the words of one city mean: its mapping file first, and then what they mean in most cities."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from attrs import define, field

from nmpolicy.errors import closest_matches, did_you_mean
from nmpolicy.imports.input_files import Input, input_bytes, refuse
from nmpolicy.imports.legistar_words import ACTIONS, BODY_CLASSES, KINDS, VOTE, VOTES
from nmpolicy.problems import pointer
from nmpolicy.vocabulary.folding import fold
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, Stage, VoteOption

_Meanings = Mapping[str, tuple[str, ...]]
_PUNCTUATION = re.compile(r"[,.;:\"]")
#: The words that each table of a mapping file may map to, besides an empty text, which ignores a name.
_TERMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "actions": (*Stage, VOTE),
        "kinds": (*MeasureKind, *(each for each in OrderKind if each not in [*MeasureKind])),
        "votes": (*VoteOption,),
    }
)


@lru_cache(maxsize=10_000)  # the same names occur again and again
def comparable(name: str) -> str:
    """Return a name as it is compared with others: without case, accents, punctuation and repeated blanks.

    >>> comparable("Approved,  by Council "), comparable("*Rules & Legislation Committee")
    ('approved by council', 'rules & legislation committee')
    """
    return _folded(name).strip("*").strip()


def _folded(name: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", fold(name)).split())


@define
class Words:
    """Names, each with what it means, in layers: the first layer that has a name decides.

    In a layer, the name itself comes before patterns, in which `*` stands for any characters.

    >>> Words([{"passed*": ("passed",)}, {"passed": ("adopted",)}]).get("Passed as amended")
    ('passed',)
    """

    layers: list[_Meanings]
    _patterns: list[list[tuple[re.Pattern[str], tuple[str, ...]]]] = field(init=False)
    _known: dict[str, tuple[str, ...] | None] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Compile the patterns."""
        self._patterns = [
            [(_compiled(name), meaning) for name, meaning in layer.items() if "*" in name] for layer in self.layers
        ]

    def get(self, name: str) -> tuple[str, ...] | None:
        """Return what a name means: words of ours, or none if it is ignored; None if no layer has the name."""
        key = comparable(name)
        if key not in self._known:
            self._known[key] = self._look_up(key)
        return self._known[key]

    def _look_up(self, key: str) -> tuple[str, ...] | None:
        for layer, patterns in zip(self.layers, self._patterns, strict=True):
            if key in layer:
                return layer[key]
            for pattern, meaning in patterns:
                if pattern.fullmatch(key):
                    return meaning
        return None


@lru_cache(maxsize=1_000)  # the same names for each import
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, name.split("*"))))


#: The classification of a body by its type or its name.
BODY_WORDS = Words([{name: (each,) for name, each in BODY_CLASSES.items()}])


@define
class WordMapping:
    """What the words of one city mean: its actions, its types of matters and its ways to vote.

    >>> mapping = read_mapping(None)
    >>> mapping.actions.get("Introduced by Council"), mapping.kinds.get("Ordinance"), mapping.votes.get("Aye")
    (('introduced',), ('ordinance',), ('yes',))
    """

    actions: Words
    """The stages that actions mean, or `vote` for an action that is only a vote."""
    kinds: Words
    """The kinds of measures, or of orders, that types of matters mean."""
    votes: Words
    """The vote options that the words for votes mean."""


def read_mapping(source: "Input | None") -> WordMapping:
    """Return the default meanings, after those of a mapping file. Raises `UnreadableDocumentError`."""
    own = {} if source is None else _read(source)
    return WordMapping(
        actions=Words([own.get("actions", {}), ACTIONS]),
        kinds=Words([own.get("kinds", {}), {name: (kind,) for name, kind in KINDS.items()}]),
        votes=Words([own.get("votes", {}), {name: (option,) for name, option in VOTES.items()}]),
    )


def _read(source: Input) -> dict[str, _Meanings]:
    import tomllib  # noqa: PLC0415  # slow to import

    try:
        tables = tomllib.loads(input_bytes(source).decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refuse(source, f"the mapping file is not TOML: {error}") from error
    for name, table in tables.items():
        if name not in _TERMS:
            hint = did_you_mean(closest_matches(name, _TERMS)) or f"; the tables are {', '.join(_TERMS)}"
            raise refuse(source, f"{name!r} is not a table of a mapping file{hint}", pointer([name]))
        if not isinstance(table, dict):
            raise refuse(source, f"{name!r} is not a table; write [{name}] and the names below it", pointer([name]))
    return {
        table: {_folded(name): _meaning(source, table, name, value) for name, value in entries.items()}
        for table, entries in tables.items()
    }


def _meaning(source: Input, table: str, name: str, value: Any) -> tuple[str, ...]:
    """Return the words that an entry maps to. Only an action may mean several, such as two stages at once."""
    values: list[Any] = value if isinstance(value, list) and table == "actions" else [value]
    for each in values:
        if not isinstance(each, str) or each not in {*_TERMS[table], ""}:
            hint = did_you_mean(closest_matches(each, _TERMS[table])) if isinstance(each, str) else ""
            hint = hint or f"; use one of {', '.join(_TERMS[table])}, or an empty text to leave it out"
            raise refuse(source, f"{each!r} is not what {name!r} can mean{hint}", pointer([table, name]))
    return tuple(each for each in values if each)
