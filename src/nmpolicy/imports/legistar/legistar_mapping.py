"""The meaning of one city's words: from its mapping file first, and then as in most cities."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from attrs import define, field

from nmpolicy.byte_limit import MAX_BYTES
from nmpolicy.errors import InvalidDocumentError
from nmpolicy.imports.input_files import Input, input_bytes, input_name, refuse
from nmpolicy.imports.input_items import InputProblem
from nmpolicy.imports.legistar.legistar_words import ACTIONS, BODY_CLASSES, KINDS, VOTE, VOTES
from nmpolicy.imports.name_kinds import comparable, folded_words
from nmpolicy.problems import Problem, Severity, pointer
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.vocabulary.terms import MeasureKind, OrderKind, Stage, VoteOption

_Meanings = Mapping[str, tuple[str, ...]]
#: The words that each table of a mapping file may map to, besides an empty text, which ignores a name.
_TERMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "actions": (*Stage, VOTE),
        "kinds": (*MeasureKind, *(each for each in OrderKind if each not in [*MeasureKind])),
        "votes": (*VoteOption,),
    }
)


@define
class Words:
    """Names and their meanings, in layers: the first layer that has a name decides.

    In a layer, the name itself comes before patterns, in which `*` matches any characters.

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
        """Return the meaning of a name: our words, or none if it is ignored; None if no layer has the name."""
        key = comparable(name)
        if key not in self._known:
            self._known[key] = self._look_up(key)
        return self._known[key]

    def has_met(self, name: str) -> bool:
        """Return whether a name or a pattern fits a name that was looked up, even if another one decided."""
        fits = _compiled(name).fullmatch
        return any(map(fits, self._known))

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
    """The meaning of one city's words: its actions, its types of matters and its ways to vote.

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
    file: str = ""
    """The name of the mapping file."""
    names: Mapping[str, Sequence[str]] = field(factory=dict)
    """The names in the mapping file, as they are written, by table."""

    def unused(self) -> Iterator[InputProblem]:
        """Yield a problem for each name in the mapping file that was never looked up. Call it last."""
        for table, words in (("actions", self.actions), ("kinds", self.kinds), ("votes", self.votes)):
            for name in self.names.get(table, ()):
                if not words.has_met(folded_words(name)):
                    message = f"{name!r} never occurs in the input; correct it, or remove it from the mapping"
                    place = pointer([table, name])
                    yield InputProblem("NMP018", Severity.NOTICE, place, message, file=self.file)


def read_mapping(source: "Input | None", max_bytes: int = MAX_BYTES) -> WordMapping:
    """Return the default meanings, after those of a mapping file.

    Raises `UnreadableDocumentError` for a file that cannot be read or is not TOML, and `InvalidDocumentError` with each
    table, name and meaning that is wrong.
    """
    tables = {} if source is None else _tables(source, max_bytes)
    own: dict[str, _Meanings] = {
        table: {folded_words(name): tuple(filter(None, _values(table, value))) for name, value in entries.items()}
        for table, entries in tables.items()
    }
    return WordMapping(
        actions=Words([own.get("actions", {}), ACTIONS]),
        kinds=Words([own.get("kinds", {}), {name: (kind,) for name, kind in KINDS.items()}]),
        votes=Words([own.get("votes", {}), {name: (option,) for name, option in VOTES.items()}]),
        file="" if source is None else input_name(source),
        names={table: [*entries] for table, entries in tables.items()},
    )


def _tables(source: Input, max_bytes: int) -> Mapping[str, Mapping[str, Any]]:
    import tomllib  # noqa: PLC0415  # slow to import

    try:
        tables = tomllib.loads(input_bytes(source, max_bytes).decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refuse(source, f"the mapping file is not TOML: {error}") from error
    if problems := tuple(_mistakes(tables)):
        raise InvalidDocumentError(problems, input_name(source))
    return tables


def _mistakes(tables: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each table, name and meaning that is wrong."""
    for table, entries in tables.items():
        if table not in _TERMS:
            hint = did_you_mean(closest_matches(table, _TERMS)) or f"; the tables are {', '.join(_TERMS)}"
            yield _mistake("NMP013", f"{table!r} is not a table of a mapping file{hint}", table)
        elif not isinstance(entries, dict):
            yield _mistake("NMP014", f"{table!r} is not a table; write [{table}] and the names below it", table)
        else:
            names: dict[str, str] = {}
            for name, value in entries.items():
                if (other := names.setdefault(folded_words(name), name)) != name:
                    message = (
                        f"{name!r} is compared without case and punctuation, and so is {other!r}; keep one of them"
                    )
                    yield _mistake("NMP011", message, table, name)
                for each in _values(table, value):
                    if not isinstance(each, str) or each not in {*_TERMS[table], ""}:
                        yield _mistake("NMP015", _not_a_meaning(each, table, name), table, name)


def _values(table: str, value: Any) -> list[Any]:
    """Return the words that an entry maps to. Only an action may mean several, such as two stages at once."""
    return value if isinstance(value, list) and table == "actions" else [value]


def _not_a_meaning(value: object, table: str, name: str) -> str:
    hint = did_you_mean(closest_matches(value, _TERMS[table])) if isinstance(value, str) else ""
    hint = hint or f"; use one of {', '.join(_TERMS[table])}, or an empty text to leave it out"
    return f"{value!r} is not a possible meaning of {name!r}{hint}"


def _mistake(code: str, message: str, *steps: str) -> Problem:
    return Problem(code, Severity.ERROR, pointer(steps), message)
