"""Pairs of ids that the option --same takes: one pair, or a text file with one a line."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from nmpolicy.cli.options import STDIN, max_bytes, read_standard_input
from nmpolicy.cli.terminal import CommandError
from nmpolicy.errors import UnreadableDocumentError
from nmpolicy.serialization.files import read_bytes
from nmpolicy.vocabulary.identifiers import SLUG
from nmpolicy.vocabulary.values import describe

_PAIR = re.compile(f"({SLUG})[ \t]*=[ \t]*({SLUG})")
#: A line of a file ends in a comment, or is one.
_COMMENT = re.compile(r"(?:^|\s)#.*")


def read_pairs(values: Sequence[str]) -> Mapping[tuple[str, str], str]:
    """Return the pairs that some values of --same name, each with where it was found. Raises `CommandError`."""
    found: dict[tuple[str, str], str] = {}
    for value in values:
        if match := _PAIR.fullmatch(value):
            found.setdefault((match[1], match[2]), f"--same {value}")
        else:
            for number, line in enumerate(_read_lines(value), 1):
                pair = _COMMENT.sub("", line).strip()
                where = f"{value}, line {number}"
                if match := _PAIR.fullmatch(pair):
                    found.setdefault((match[1], match[2]), where)
                elif pair:
                    raise CommandError(f"{where}: expected two ids, such as mayor=the-mayor, not {describe(pair)}")
    return found


def _read_lines(value: str) -> Sequence[str]:
    try:
        content = read_standard_input() if Path(value) == STDIN else read_bytes(value, max_bytes())
        return content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise CommandError(f"{value} is not a text file in UTF-8; write a pair of ids on each line") from error
    except UnreadableDocumentError as error:
        raise CommandError(
            f"--same {describe(value)} is neither a pair of ids, such as mayor=the-mayor, nor a file that can be read"
            f" ({error.problems[0].message})"
        ) from error
