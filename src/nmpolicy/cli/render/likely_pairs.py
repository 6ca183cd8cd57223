"""Pairs of records that are likely one thing, as options to copy and as a file to edit."""

import textwrap
from collections.abc import Sequence

from nmpolicy.cli.render.names import names, record_text
from nmpolicy.cli.terminal import counted, wrapped
from nmpolicy.comparison.likely_same import LikelyPair
from nmpolicy.problems import printable
from nmpolicy.records.actors import REDACTED, Membership
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.statements import Statement

_MAX_PAIRS = 10  # that are shown beside the result
_MAX_LINE = 80  # characters of a line of a file, which does not depend on the terminal
_MAX_TEXT = 60  # characters of a record's text


def pair_options(pairs: Sequence[LikelyPair], ours: Collection, theirs: Collection, private: frozenset[str]) -> str:
    """Return the first pairs, each with the option that joins it and the reason."""
    lines = [
        wrapped(
            f"{counted(len(pairs), 'pair')} of records may be one thing under two ids. To join a pair, merge again with"
            " its option. To choose from all of them in a text file, merge again with --propose FILE."
        )
    ]
    for pair in pairs[:_MAX_PAIRS]:
        lines += [f"  --same {pair.ours}={pair.theirs}", wrapped(_reason(pair, ours, theirs, private), 6, 2)]
    if more := len(pairs) - _MAX_PAIRS:
        lines += [f"  … and {more:,} more"] if more > 0 else []
    return "\n".join(lines)


def pair_file(
    pairs: Sequence[LikelyPair],
    ours: Collection,
    theirs: Collection,
    private: frozenset[str],
    files: tuple[str, str],
) -> str:
    """Return all pairs as the text of a file that --same takes. Pairs that are not the only ones are comments."""
    one, other = map(printable, files)
    lines = [
        f"# Records that may be one thing: an id in {one} = an id in {other}",
        "# Delete the pairs that are wrong, and merge with --same and the name of this file.",
        *(["# To accept a line that begins with #, delete the #."] if not all(each.only for each in pairs) else []),
    ]
    table = ""
    for pair in pairs:
        if pair.table != table:
            table = pair.table
            lines += ["", f"# {table.capitalize()}"]
        line = f"{pair.ours} = {pair.theirs}"
        lines += ["", *_comment(_reason(pair, ours, theirs, private)), line if pair.only else f"# {line}"]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> Sequence[str]:
    """Return a text as lines of a file."""
    return textwrap.wrap(
        printable(text), _MAX_LINE, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False
    )


def _reason(pair: LikelyPair, ours: Collection, theirs: Collection, private: frozenset[str]) -> str:
    ids = pair.ours, pair.theirs
    if private.isdisjoint(ids):
        texts = [*dict.fromkeys(_text(side, side[id]) for side, id in zip((ours, theirs), ids, strict=True))]
    else:
        texts = [REDACTED]
    others = "" if pair.only else ", but another record has it, too"
    return f"{' / '.join(texts)}: same {pair.shared}{others}"


def _text(collection: Collection, record: Record) -> str:
    if isinstance(record, Membership):
        text = ", ".join(collection.label(id) for id in (record.member, record.post, record.organization) if id)
    elif isinstance(record, Statement):
        text = f"{names(collection, record.speakers)}: {record.summary or '; '.join(map(str, record.stances))}"
    else:
        text = record_text(collection, record.id)
    text = " ".join(text.split())
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT].rstrip() + "…"
