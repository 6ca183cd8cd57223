"""What a project says of itself in its `pyproject.toml`, in the table `[tool.nmpolicy]`."""

import tomllib
from pathlib import Path
from typing import Any

import click
import msgspec

from nmpolicy.wire.converter import Unknown

_NAME = "pyproject.toml"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
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


def settings(folder: Path) -> Settings:
    """The settings of the nearest `pyproject.toml` with such a table, from a folder upwards.

    Raises `Misconfigured` for one that cannot be read, or that says what nobody understands.
    """
    for place in (folder, *folder.parents):
        if (table := _table(place / _NAME)) is not None:
            try:
                return msgspec.convert(table, Settings)
            except msgspec.ValidationError as error:
                known = ", ".join(Settings.__struct_fields__)
                raise Misconfigured(f"{place / _NAME}, [tool.nmpolicy]: {error}. Known settings: {known}") from error
    return Settings()


def _table(path: Path) -> Any:
    if not path.is_file():
        return None
    try:
        return tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("nmpolicy")
    except (OSError, ValueError) as error:  # a text that is no TOML is a `ValueError`
        raise Misconfigured(f"{path} cannot be read: {error}") from error
