"""What a project says of itself in its `pyproject.toml`, in the table `[tool.nmpolicy]`."""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from nmpolicy.errors import InvalidValueError, UnknownRuleError, closest_matches, did_you_mean
from nmpolicy.rules.registry import chosen
from nmpolicy.serialization.converter import Unknown
from nmpolicy.vocabulary.values import describe

_NAME = "pyproject.toml"


@frozen(kw_only=True)
class Settings:
    """The settings; what is not set is as without a file."""

    #: The rules that are run, by codes or what codes begin with; None means all.
    select: tuple[str, ...] | None = None
    #: Those of them that are not.
    ignore: tuple[str, ...] = ()
    #: Whether warnings fail as errors do.
    strict: bool = False
    #: What to do with fields that nmpolicy does not know.
    unknown: Unknown = "refuse"


class Misconfigured(click.ClickException):
    """The settings cannot be used; exits with 2, as for a wrong command line."""

    exit_code = 2


def settings(folder: Path, *, rules: bool = True) -> Settings:
    """The settings of the nearest `pyproject.toml` with such a table, from a folder upwards.

    The codes of rules are looked at where `rules` are to be run.

    Raises `Misconfigured` for one that cannot be read, or that says what nobody understands.
    """
    for place in (folder, *folder.parents):
        if (table := _table(place / _NAME)) is not None:
            try:
                return _settings(table, rules=rules)
            except (InvalidValueError, UnknownRuleError) as error:
                raise Misconfigured(f"{place / _NAME}, [tool.nmpolicy]: {error}") from error
    return Settings()


def _settings(table: dict[str, Any], *, rules: bool) -> Settings:
    for name, value in table.items():
        if name not in _KINDS:
            known = did_you_mean(closest_matches(name, _KINDS)) or f"; there are {', '.join(_KINDS)}"
            raise InvalidValueError(f"there is no setting {name!r}{known}")
        fits, kind = _KINDS[name]
        if not fits(value):
            raise InvalidValueError(f"{name} is to be {kind}, and not {describe(value)}")
    held: dict[str, Any] = {name: codes(value) if isinstance(value, list) else value for name, value in table.items()}
    made = Settings(**held)
    if rules:
        chosen(made.select, made.ignore)
    return made


def codes(written: Iterable[str]) -> tuple[str, ...]:
    """Codes as somebody types them, in small letters or with spaces, as they are."""
    return tuple(code.strip().upper() for code in written)


def _are_codes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


#: What each setting takes.
_KINDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "select": (_are_codes, 'a list of codes, such as ["NMP1"]'),
    "ignore": (_are_codes, 'a list of codes, such as ["NMP1"]'),
    "strict": (lambda value: isinstance(value, bool), "true or false"),
    "unknown": (lambda value: value in ("refuse", "keep"), '"refuse" or "keep"'),
}


def _table(path: Path) -> Any:
    if not path.is_file():
        return None
    try:
        tool = tomllib.loads(path.read_text("utf-8")).get("tool")
    except (OSError, ValueError) as error:  # a text that is no TOML is a `ValueError`
        raise Misconfigured(f"{path} cannot be read: {error}") from error
    table = tool.get("nmpolicy") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise Misconfigured(f"{path}: [tool.nmpolicy] is to be a table, and not {describe(table)}")
    return table
