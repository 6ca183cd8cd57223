"""Pairs of records that are likely one thing, as options to copy and as a file to edit."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from attrs import evolve

from nmpolicy.cli.render.names import record_text
from nmpolicy.cli.terminal import counted, wrapped
from nmpolicy.comparison.differences import private_ids
from nmpolicy.comparison.likely_same import ANOTHER_NAME, LikelyPair
from nmpolicy.problems import printable
from nmpolicy.queries.provision_sentences import names
from nmpolicy.records.actors import Membership
from nmpolicy.records.base import Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.statements import Statement
from nmpolicy.records.value_redaction import ValueRedaction

_MAX_PAIRS = 10  # that are shown next to the result
_MAX_LINE = 80  # characters of a line of a file, which does not depend on the terminal
_MAX_TEXT = 60  # characters of a record's text


def pair_options(pairs: Sequence[LikelyPair], collections: Sequence[Collection], same: Mapping[str, str]) -> str:
    """Return the first pairs, each with the option that joins it and the reason.

    The names of private individuals are withheld, and so are those of people who may be one of them.
    """
    lines = [
        wrapped(
            f"{counted(len(pairs), 'pair')} of records may be one thing under two ids. To join a pair, merge again with"
            " its option. To choose from all of them in a text file, merge again with --propose FILE."
        )
    ]
    reasons = _reasons(pairs, collections, same)
    for pair, reason in islice(zip(pairs, reasons, strict=True), _MAX_PAIRS):
        lines += [f"  --same {pair.ours}={pair.theirs}", wrapped(reason, 6, 2)]
    if (more := len(pairs) - _MAX_PAIRS) > 0:
        lines.append(f"  … and {more:,} more")
    return "\n".join(lines)


def pair_file(
    pairs: Sequence[LikelyPair],
    collections: Sequence[Collection],
    same: Mapping[str, str],
    files: tuple[str, str],
) -> str:
    """Return all pairs as the text of a file that --same takes, with the same names withheld.

    Pairs that are not the only ones are comments.
    """
    one, other = map(printable, files)
    lines = [
        f"# Records that may be one thing: an id in {one} = an id in {other}",
        "# Delete the wrong pairs, and merge with --same and the name of this file.",
        *(["# To accept a line that begins with #, delete the #."] if not all(each.only for each in pairs) else []),
    ]
    table = ""
    for pair, reason in zip(pairs, _reasons(pairs, collections, same), strict=True):
        if pair.table != table:
            table = pair.table
            lines += ["", f"# {table.capitalize()}"]
        line = f"{pair.ours} = {pair.theirs}"
        lines += ["", *_comment(reason), line if pair.only else f"# {line}"]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> Sequence[str]:
    """Return a text as lines of a file."""
    return textwrap.wrap(
        printable(text), _MAX_LINE, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False
    )


def _reasons(pairs: Sequence[LikelyPair], collections: Sequence[Collection], same: Mapping[str, str]) -> Iterator[str]:
    private = private_ids(*collections, same={**same, **{pair.ours: pair.theirs for pair in pairs}})
    redaction = ValueRedaction(collections, private)
    ours, theirs = (_without_names(each, private) for each in collections[:2])
    for pair in pairs:
        records = ((ours, ours[pair.ours]), (theirs, theirs[pair.theirs]))
        texts = dict.fromkeys(_shortened(redaction.text(_text(*each))) for each in records)
        others = "" if pair.only else ", but another record has it, too"
        yield f"{' / '.join(texts)}: {_sameness(pair.shared)}{others}"


def _sameness(shared: str) -> str:
    """Return the properties that two records share, as a reason to join them.

    >>> _sameness("name and organization"), _sameness("another name and parent")
    ('same name and organization', 'one is another name of the other, same parent')
    """
    if not shared.startswith(ANOTHER_NAME):
        return f"same {shared}"
    return "one is another name of the other" + shared.removeprefix(ANOTHER_NAME).replace(" and ", ", same ")


def _without_names(collection: Collection, private: frozenset[str]) -> Collection:
    hidden = (each for each in collection.people if each.id in private and not each.private)
    return collection.replace(*(evolve(each, private=True) for each in hidden))


def _text(collection: Collection, record: Record) -> str:
    if isinstance(record, Membership):
        text = ", ".join(collection.label(id) for id in (record.member, record.post, record.organization) if id)
    elif isinstance(record, Statement):
        text = f"{names(collection, record.speakers)}: {record.summary or '; '.join(map(str, record.stances))}"
    else:
        text = record_text(collection, record.id)
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT].rstrip() + "…"
