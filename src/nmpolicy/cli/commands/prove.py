"""Commands that anchor the quotes of a draft in the texts of its sources, and check anchors against the texts."""

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import click
from attrs import evolve

from nmpolicy.cli.options import (
    FILE,
    STDIN,
    bundled_option,
    example,
    format_option,
    max_bytes,
    max_bytes_option,
    read_collection,
    unknown_option,
    will_rewrite,
    write_collection,
)
from nmpolicy.cli.render.anchor_checks import anchor_checks, without_private_quotes
from nmpolicy.cli.render.json_text import emit_json
from nmpolicy.cli.render.quote_report import quote_report
from nmpolicy.cli.terminal import CommandError, counted, emit, tell, wrapped
from nmpolicy.cli.text_files import check_text_file
from nmpolicy.errors import DocumentError, NMPolicyError
from nmpolicy.evidence.anchors import AnchorStatus, verify
from nmpolicy.evidence.moved_anchors import follow_moved
from nmpolicy.evidence.quotes import anchor_quotes
from nmpolicy.queries.answer_tables import Answers
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import read_bytes
from nmpolicy.serialization.json_format import Unknown

_SUFFIXES = (".txt", ".md")
_MAX_LISTED = 5  # files of a folder that were not read


def _named_texts(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, Path]:
    named: dict[str, Path] = {}
    for value in values:
        id, equals, path = value.partition("=")
        if not equals or not id:
            raise click.BadParameter(f"{value!r} does not name a source; write SOURCE_ID=PATH")
        if id in named:
            raise click.BadParameter(f"{id!r} has two texts; name one")
        named[id] = Path(path)
    return named


def _text_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that name the texts of sources."""
    one = click.option(
        "--text",
        "named",
        multiple=True,
        callback=_named_texts,
        metavar="SOURCE_ID=PATH",
        help="The text of a source, in UTF-8; repeat it for each source.",
    )
    folder = click.option(
        "--texts",
        "folder",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="DIR",
        help="A folder of texts named SOURCE_ID.txt or SOURCE_ID.md. --text takes precedence.",
    )
    return one(folder(command))


def _read_texts(collection: Collection, named: dict[str, Path], folder: Path | None) -> dict[str, str]:
    """Read the texts of sources, by source id. Report the files of the folder that are not the text of a source."""
    if not named and folder is None:
        raise click.UsageError("no text was named; name one with --text SOURCE_ID=PATH, or a folder with --texts DIR")
    paths = dict(named)
    if folder is not None:
        sources = {source.id for source in collection.sources}
        found, ignored = _texts_in(folder, sources)
        paths = {**found, **named}
        if not paths:
            like = f", such as {min(sources)}.txt" if sources else ""
            raise CommandError(f"{folder} has no text of a source; name the files SOURCE_ID.txt{like}")
        for reason, names in ignored.items():
            listed = ", ".join([*names[:_MAX_LISTED], *(["…"] if len(names) > _MAX_LISTED else [])])
            emit(wrapped(f"Ignored, because {reason}: {listed}", 0, 4), sys.stderr)
    return {id: _read_text(path) for id, path in paths.items()}


def _texts_in(folder: Path, sources: set[str]) -> tuple[dict[str, Path], dict[str, list[str]]]:
    """Return the texts in a folder by source id, and by reason the names of others that seem to be meant as one."""
    found: dict[str, Path] = {}
    ignored: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_dir():
            continue
        is_text = path.suffix.lower() in _SUFFIXES
        if is_text and path.stem not in sources:
            ignored["no source has that id"].append(path.name)
        elif path.stem in sources and not is_text:
            ignored["the name does not end with .txt or .md"].append(path.name)
        elif not is_text:
            continue
        elif path.stem in found:
            raise CommandError(f"{path.stem!r} has two texts in {folder}; remove one")
        else:
            found[path.stem] = path
    return found, ignored


def _read_text(path: Path) -> str:
    try:
        data = read_bytes(path, max_bytes())
        check_text_file(str(path), data)
        return data.decode("utf-8-sig")
    except DocumentError as error:
        raise CommandError(f"{path}: {error.problems[0].message}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CommandError(
            f"{path} is not UTF-8 (line {line}); if it is Windows-1252, convert it with `iconv -f WINDOWS-1252 -t UTF-8`"
        ) from error


@click.command(
    epilog=example(
        "nmpolicy anchor draft.json --text article=article.txt", "nmpolicy anchor draft.json --texts texts --write"
    )
)
@click.argument("file", type=FILE)
@_text_options
@click.option("--write", is_flag=True, help="Write the anchors into FILE, if no quote is missing or ambiguous.")
@format_option
@unknown_option
@max_bytes_option
def anchor_command(  # noqa: PLR0913, PLR0917  # as click calls it
    file: Path,
    named: dict[str, Path],
    folder: Path | None,
    write: bool,  # noqa: FBT001
    form: str,
    unknown: Unknown | None,
) -> None:
    """Turn the quotes in a draft into anchors.

    While you write a record, its evidence may have the source and a `quote` from it. This command finds each quote in
    the text of its source, and reports those that are missing or occur several times. With --write, it replaces all
    quotes with the location and a digest of the words, or none if there is such a problem. Quotes from a source
    without a text stay. Standard input, -, is written to standard output.

    Exits with 0, with 1 if a quote is missing or ambiguous or FILE does not hold a collection, and with 2 if a file
    cannot be read or written.
    """
    if write:
        will_rewrite(file, [file])
    collection = read_collection(file, None, unknown)
    texts = _read_texts(collection, named, folder)
    try:
        found = anchor_quotes(collection, texts)
    except NMPolicyError as error:
        raise CommandError(str(error)) from error
    problems = without_private_quotes(collection, found.problems)
    if write and found.ok and (found.anchored or file == STDIN):
        write_collection(found.collection, file)
    out = sys.stderr if write and file == STDIN else None
    if form == "text":
        emit(quote_report(found, problems, str(file), write=write), out)
    else:
        emit_json({"anchored": found.anchored, "problems": problems, "without_text": found.without_text}, out)
    sys.exit(0 if found.ok else 1)


@click.command(
    epilog=example(
        "nmpolicy verify orders.json --text article=article.txt", "nmpolicy verify orders.json --texts texts --write"
    )
)
@click.argument("file", type=FILE, required=False)
@bundled_option
@_text_options
@click.option("--write", is_flag=True, help="Write the new location of each anchor that moved into FILE.")
@format_option
@unknown_option
@max_bytes_option
def verify_command(  # noqa: PLR0913, PLR0917  # as click calls it
    file: Path | None,
    bundled: str | None,
    named: dict[str, Path],
    folder: Path | None,
    write: bool,  # noqa: FBT001
    form: str,
    unknown: Unknown | None,
) -> None:
    """Check evidence against the text of its sources.

    The output lists evidence whose words are not exactly where it says they are, and the paragraphs that no record
    cites, with their first words.

    Evidence without a digest, or with a quote that is not anchored yet, is not exact. With --write, anchors whose words
    are in one other place point there; nothing else changes.

    Exits with 0 if all evidence that points into the given texts is exact, with 1 if some is not or FILE does not hold
    a collection, and with 2 if a file cannot be read or written.
    """
    if write and file is None:
        raise click.UsageError("a bundled data set cannot be written; name a FILE")
    if write and file is not None:
        will_rewrite(file, [file])
    collection = read_collection(file, bundled, unknown)
    texts = _read_texts(collection, named, folder)
    try:
        found = verify(collection, texts)
    except NMPolicyError as error:
        raise CommandError(str(error)) from error
    moved = sum(check.status is AnchorStatus.MOVED for check in found.checks)
    if write and file and (moved or file == STDIN):
        write_collection(follow_moved(collection, found), file)
    out = sys.stderr if write and file == STDIN else None
    checks = Answers(without_private_quotes(collection, found.checks))
    if form == "text":
        emit(anchor_checks(found, collection, texts), out)
    else:
        emit_json(evolve(found, checks=checks), out)
    left = [check for check in found.checks if check.status is not AnchorStatus.EXACT]
    if write and moved:
        left = [check for check in left if check.status is not AnchorStatus.MOVED]
        tell(f"Updated {counted(moved, 'anchor')} in {file}")
    sys.exit(1 if left else 0)
