"""Commands that compare and merge files."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, TextIO

import click

from nmpolicy.cli.options import (
    FILE,
    STDIN,
    example,
    format_option,
    max_bytes_option,
    read_collections,
    unknown_option,
    will_rewrite,
    write_collection,
)
from nmpolicy.cli.pair_files import read_pairs
from nmpolicy.cli.render.change_list import change_list
from nmpolicy.cli.render.conflicts import conflict_list
from nmpolicy.cli.render.json_text import emit_json, to_json
from nmpolicy.cli.render.likely_pairs import pair_file, pair_options
from nmpolicy.cli.terminal import CommandError, counted, emit, emit_document, tell, wrapped
from nmpolicy.comparison.changes import diff
from nmpolicy.comparison.differences import redacted, redaction_of
from nmpolicy.comparison.likely_same import LikelyPair, likely_same
from nmpolicy.comparison.merging import merge
from nmpolicy.comparison.same_records import pair_mistakes, with_our_ids
from nmpolicy.comparison.three_way import Conflict
from nmpolicy.errors import InvalidValueError, UnwritableFileError
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.file_writing import is_stream, write_atomically
from nmpolicy.serialization.json_format import Unknown

_MAX_MISTAKES = 10  # in pairs of ids that are printed; a misspelled id takes time, and one mistake explains others


@click.command(epilog=example("nmpolicy diff old.json new.json"))
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@format_option
@unknown_option
@max_bytes_option
def diff_command(old: Path, new: Path, form: str, unknown: Unknown | None) -> None:
    """List what changed from the file OLD to the file NEW.

    A record is renamed if its former id is among its aliases. References that follow it do not count as changes, and
    neither does the order of records.

    Exits with 0 if nothing changed, with 1 if something did, and with 2 if a file does not hold a collection.
    """
    before, after = _read_collections([old, new], unknown)
    redaction = redaction_of(before, after)
    changes = [redacted(change, redaction) for change in diff(before, after)]
    if form == "text":
        emit(change_list(changes, *map(redaction.collection, (before, after))))
    else:
        emit_json(changes)
    sys.exit(1 if changes else 0)


@click.command(
    epilog=example(
        "nmpolicy merge ours.json theirs.json --base base.json -o merged.json",
        "nmpolicy merge ours.json theirs.json --propose same.txt",
        "nmpolicy merge ours.json theirs.json --same same.txt -o merged.json",
    )
)
@click.argument("ours", type=FILE)
@click.argument("theirs", type=FILE)
@click.option(
    "--base", type=FILE, metavar="FILE", help="The version that both come from. An empty file counts as none."
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="The file to write; - is standard output.")
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--prefer", type=click.Choice(["ours", "theirs"]), help="Settle conflicts by taking this side.")
@click.option(
    "--same",
    "same_values",
    multiple=True,
    metavar="ID=ID|FILE",
    help="Join two records: an id in OURS, =, and an id in THEIRS; or a text file of such pairs. Can be repeated.",
)
@click.option(
    "--propose",
    type=FILE,
    metavar="FILE",
    help="Do not merge; write the pairs of records that may be one thing to a file for --same.",
)
@click.option("--id", metavar="ID", help="The id of the merged collection.")
@click.option("--title", metavar="TITLE", help="The title of the merged collection.")
@format_option
@unknown_option
@max_bytes_option
def merge_command(  # noqa: PLR0913, PLR0917  # as click calls it
    ours: Path,
    theirs: Path,
    base: Path | None,
    output: Path | None,
    force: bool,  # noqa: FBT001
    prefer: Literal["ours", "theirs"] | None,
    same_values: tuple[str, ...],
    propose: Path | None,
    id: str | None,
    title: str | None,
    form: str,
    unknown: Unknown | None,
) -> None:
    """Merge two files into one, and report conflicts.

    With --base, the version that OURS and THEIRS both come from, the result has the changes of both. If both changed
    the same thing in different ways, that is a conflict: the command lists it and writes nothing. With --prefer, it
    takes the value of that side instead, and lists what it settled. A broken reference or an id that two records claim
    cannot be settled so.

    Two records with one id are one. With --same, so are two records with different ids: the result has the id of OURS,
    and the other one as an alias. Pairs that look like one thing are proposed.

    Exits with 0 if the file was written, with 1 if there are conflicts, and with 2 if a file cannot be read or written,
    or does not hold a collection.
    """
    target = _target(output, propose, [ours, theirs, base], force=force)
    will_rewrite(target, [ours, theirs, base])
    base = None if base is not None and _is_empty(base) else base
    from_input = [value for value in same_values if Path(value) == STDIN]
    if [ours, theirs, base].count(STDIN) + len(from_input) > 1:
        raise click.UsageError("standard input, -, can be read only once; name it once")
    collections = _read_collections([ours, theirs, *([base] if base else [])], unknown)
    same = _pairs(same_values, collections)
    try:
        result = merge(*collections, prefer=prefer, id=id, title=title, same=same)
    except InvalidValueError as error:
        raise click.UsageError(str(error)) from error
    pairs = _likely_pairs(collections, same, result.collection)
    if propose:
        in_words = form == "text"
        text = pair_file(pairs, collections, same, (str(ours), str(theirs))) if in_words else to_json(pairs) + "\n"
        _write_pairs(text, target, len(pairs))
        return
    files = (str(base) if base else "", str(ours), str(theirs))
    named = [*_with_our_ids(collections, same), result.collection]
    redaction = redaction_of(*collections, *named, same=same)

    def show(conflicts: Sequence[Conflict], stream: TextIO) -> None:
        if conflicts and form == "text":
            emit(conflict_list(conflicts, files, named, redaction), stream)
        elif conflicts:
            emit_json([redacted(each, redaction) for each in conflicts], stream)

    show(result.resolved, sys.stderr)  # standard output may be the merged file
    if result.resolved:
        emit(f"{counted(len(result.resolved), 'conflict')} settled by taking {prefer}", sys.stderr)
    if not result.conflicts:
        _write(result.collection, target, len(same))
        _show_pairs(pairs, collections, same)
        return
    _show_pairs(pairs, collections, same)  # first, since joining a pair may change the conflicts
    show(result.conflicts, sys.stdout)
    count = counted(len(result.conflicts), "conflict") + (f" that taking {prefer} does not settle" if prefer else "")
    how = _how_to_settle(result.conflicts, has_base=base is not None)
    emit(wrapped(f"{count}; nothing was written. {how}, and merge again."), sys.stderr)
    sys.exit(1)


def _how_to_settle(conflicts: Sequence[Conflict], *, has_base: bool) -> str:
    """Return what to do about some conflicts, with the options that set what the merged collection is called."""
    how = "Make the files agree" + (", or restore the base version in one of them" if has_base else "")
    named = [name for name in ("id", "title") if any(not each.record and each.path == (name,) for each in conflicts)]
    options = " and ".join(f"--{name}" for name in named)
    return f"{how}; set the {' and '.join(named)} of the result with {options}" if named else how


def _target(output: Path | None, propose: Path | None, inputs: Sequence[Path | None], *, force: bool) -> Path:
    """Return the file to write. Raises a usage error unless exactly one was named, or if it exists.

    Raises `CommandError` for pairs that would replace an input.
    """
    target = propose or output
    if target is None:
        raise click.UsageError("no file to write was named; name one with -o, or propose pairs with --propose")
    if propose and output:
        raise click.UsageError("--propose does not merge; leave out -o, or merge without --propose")
    if target != STDIN and target.exists() and not is_stream(target) and not force:
        raise click.UsageError(f"{target} already exists; name another file, or overwrite it with --force")
    if propose:
        from nmpolicy.cli.exchange import check_is_not_input  # noqa: PLC0415  # a merge does not need it

        for each in inputs:
            check_is_not_input(propose, each)
    return target


def _pairs(values: Sequence[str], collections: Sequence[Collection]) -> Mapping[str, str]:
    """Return the pairs of ids that --same names. Raises `CommandError` with the mistakes in them."""
    places = read_pairs(values)
    ours, theirs, *base = collections
    mistakes = pair_mistakes(ours, theirs, base[0] if base else None, places)
    shown = [f"{places[pair]}: {mistake}" for pair, mistake in islice(mistakes, _MAX_MISTAKES)]
    if shown:
        more = [f"and {counted(count, 'more mistake')}"] if (count := sum(1 for _ in mistakes)) else []
        raise CommandError(*shown, *more)
    return dict(places.keys())


def _likely_pairs(
    collections: Sequence[Collection], same: Mapping[str, str], merged: Collection
) -> Sequence[LikelyPair]:
    """Return the pairs of records of a merged collection that are likely one thing."""
    ours, theirs = collections[:2]
    return [each for each in likely_same(ours, theirs, same) if each.ours in merged and each.theirs in merged]


def _show_pairs(pairs: Sequence[LikelyPair], collections: Sequence[Collection], same: Mapping[str, str]) -> None:
    if pairs:
        emit(pair_options(pairs, collections, same), sys.stderr)


def _write_pairs(text: str, target: Path, count: int) -> None:
    if target == STDIN:
        emit_document(text)
        return
    try:
        write_atomically(target, [text.encode()])
    except UnwritableFileError as error:
        raise CommandError(str(error)) from error
    advice = f"; delete the wrong ones, and merge with `--same {target}`" if count else ""
    tell(f"Wrote {counted(count, 'pair')} to {target}{advice}")


def _with_our_ids(collections: Sequence[Collection], same: Mapping[str, str]) -> Sequence[Collection]:
    ours, theirs, *base = collections
    our_ids = {their_id: our_id for our_id, their_id in same.items()}
    return [each for each in with_our_ids(ours, theirs, base[0] if base else None, our_ids) if each is not None]


def _write(merged: Collection, output: Path, joined: int) -> None:
    write_collection(merged, output)
    if output == STDIN:
        return
    pairs = f" and joined {counted(joined, 'pair')}" if joined else ""
    tell(f"Wrote {counted(len(merged), 'record')} to {output}{pairs}; check them with `nmpolicy validate {output}`")


def _is_empty(path: Path) -> bool:
    """True if a file exists and is empty: git names such a base for a file that both sides added."""
    if path == STDIN or not path.exists():
        return False
    return str(path) == "/dev/null" or (path.is_file() and not path.stat().st_size)


def _read_collections(files: Sequence[Path], unknown: Unknown | None) -> list[Collection]:
    """Read the collections of some files. Records with the same id are refused: it is unclear which one is meant."""
    collections = read_collections(files, unknown)
    for file, collection in zip(files, collections, strict=True):
        counts = Counter(record.id for record in collection)
        if repeated := next((id for id, count in counts.items() if count > 1), None):
            raise CommandError(
                f"{file}: two records have the id {repeated!r}; `nmpolicy validate {file}` says where they are"
            )
    return collections
