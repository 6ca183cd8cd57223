"""Settings of a project: the table `[tool.nmpolicy]` of its `pyproject.toml`."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from attrs import frozen

from nmpolicy.errors import InvalidValueError, UnknownRuleError
from nmpolicy.serialization.json_format import Unknown
from nmpolicy.suggestions import closest_matches, did_you_mean
from nmpolicy.vocabulary.values import describe

_NAME = "pyproject.toml"
_MAX_BYTES = 10_000_000  # no project has so many settings, and TOML is slow to read


@frozen(kw_only=True)
class Settings:
    """The settings of a project. The defaults apply without a file."""

    select: tuple[str, ...] | None = None
    """The rules to run, as codes or prefixes of codes; None runs all."""
    ignore: tuple[str, ...] = ()
    """The rules not to run."""
    strict: bool = False
    """True if warnings fail, as errors do."""
    unknown: Unknown = "refuse"
    """`refuse` or `keep`, for fields that nmpolicy does not know."""


class SettingsError(click.ClickException):
    """The settings are invalid. The command exits with 2, as for an invalid command line."""

    exit_code = 2


def read_settings(folder: Path | None = None, *, check_codes: bool = True) -> Settings:
    """Read the nearest `pyproject.toml` that has the table, from a folder upward, or from the working folder.

    With `check_codes`, the codes of rules must match rules that exist. Raises `SettingsError` if the file cannot be
    read or a setting is invalid.
    """
    if folder is None:
        try:
            folder = Path.cwd()
        except OSError:  # it was removed
            return Settings()
    for parent in (folder, *folder.parents):
        path = parent / _NAME
        if (table := _table(path)) is not None:
            try:
                return _settings(table, check_codes=check_codes)
            except (InvalidValueError, UnknownRuleError) as error:
                raise SettingsError(f"{path}, [tool.nmpolicy]: {error}") from error
    return Settings()


def _settings(table: dict[str, Any], *, check_codes: bool) -> Settings:
    for name, value in table.items():
        if name not in _EXPECTED:
            hint = did_you_mean(closest_matches(name, _EXPECTED)) or f"; the settings are {', '.join(_EXPECTED)}"
            raise InvalidValueError(f"{name!r} is not a setting{hint}")
        fits, expected = _EXPECTED[name]
        if not fits(value):
            raise InvalidValueError(f"{name} must be {expected}, not {describe(value)}")
    values: dict[str, Any] = {
        name: normalize_codes(value) if isinstance(value, list) else value for name, value in table.items()
    }
    settings = Settings(**values)
    if check_codes:
        from nmpolicy.rules.registry import select_rules  # noqa: PLC0415  # slow to import; most commands run no rules

        select_rules(settings.select, settings.ignore)
    return settings


def normalize_codes(written: Iterable[str]) -> tuple[str, ...]:
    """Codes in capitals and without spaces around them."""
    return tuple(code.strip().upper() for code in written)


def _are_codes(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(code, str) for code in value)


#: A test for the value of each setting, and what it must be.
_EXPECTED: dict[str, tuple[Callable[[object], bool], str]] = {
    "select": (_are_codes, 'a list of codes, such as ["NMP1"]'),
    "ignore": (_are_codes, 'a list of codes, such as ["NMP1"]'),
    "strict": (lambda value: isinstance(value, bool), "true or false"),
    "unknown": (lambda value: value in ("refuse", "keep"), '"refuse" or "keep"'),
}


def _table(path: Path) -> Any:
    if not os.path.isfile(path):  # noqa: PTH113  # unlike the method, false where the folder cannot be read
        return None
    import tomllib  # noqa: PLC0415  # slow to import, and many projects have no such file

    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise SettingsError(f"{path} is too large to be the settings of a project, with over {_MAX_BYTES:,} bytes")
        tool = tomllib.loads(data.decode("utf-8")).get("tool")
    except RecursionError as error:
        raise SettingsError(f"{path} cannot be read: it is nested too deep") from error
    except (OSError, ValueError) as error:  # invalid TOML raises a `ValueError`
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise SettingsError(f"{path} cannot be read: {reason}") from error
    table = tool.get("nmpolicy") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{path}: [tool.nmpolicy] must be a table, not {describe(table)}")
    return table
