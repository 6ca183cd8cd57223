"""The commands that make anchors, and check them against the texts of the sources."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from nmpolicy.cli.formats.text import counted
from nmpolicy.cli.options import Answer, as_data, question
from nmpolicy.cli.terminal import Unable, emit, wrapped
from nmpolicy.errors import DocumentError, NMPolicyError
from nmpolicy.evidence.anchors import Match, Verification, anchor, verify
from nmpolicy.problems import pointer
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import read_whole

_TEXT = click.Path(path_type=Path, exists=True, dir_okay=False)
_TOLD = {
    Match.MOVED: "moved: the words stand in {}",
    Match.AMBIGUOUS: "ambiguous: the words stand in {}",
    Match.MISSING: "missing: no words of its length have its digest; read the place, and anchor it anew",
    Match.UNANCHORED: "unanchored: there is no digest to prove",
}


@click.command("anchor")
@click.argument("words")
@click.option("--source", required=True, help="The id of the source.")
@click.option("--text", required=True, type=_TEXT, help="Its text, as a file in UTF-8.")
@click.option("--paragraph", type=click.IntRange(min=1), help="Which paragraph, where the words stand in several.")
def make_anchor(words: str, source: str, text: Path, paragraph: int | None) -> None:
    """Print evidence, as JSON, that points at WORDS of a source's text and proves them by their digest.

    Paragraphs are what stands between blank lines. Quotes, dashes, line breaks and the markup of links do not count. Before WORDS
    that begin with a hyphen, write --.
    """
    try:
        found = anchor(source, _read(text), words, paragraph=paragraph)
    except NMPolicyError as error:
        raise Unable(str(error)) from error
    emit(as_data(found))


def _texts(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for value in values:
        id, equals, path = value.partition("=")
        if not equals or not id:
            raise click.BadParameter(f"{value!r} names no source; write SOURCE_ID=PATH")
        if id in texts:
            raise click.BadParameter(f"{id!r} has two texts; give it one")
        texts[id] = _read(Path(path))
    return texts


def _read(path: Path) -> str:
    try:
        return read_whole(path).decode("utf-8-sig")
    except DocumentError as error:
        raise Unable(f"{path}: {error.problems[0].message}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Unable(
            f"{path} is no text in UTF-8, in line {line}; if it is one in Windows-1252, `iconv -f WINDOWS-1252 -t UTF-8` makes it one"
        ) from error


@click.command("verify")
@click.option(
    "--text",
    "texts",
    multiple=True,
    required=True,
    callback=_texts,
    metavar="SOURCE_ID=PATH",
    help="The text of a source, in UTF-8; once for each.",
)
@question
def check_anchors(collection: Collection, texts: dict[str, str]) -> Answer:
    """Check that the words stand in the texts of the sources that the evidence points at.

    Of each anchor that is not exact, it is told what the text says of it, and of each text which paragraphs no record rests on.
    Exits with 1 unless all evidence that points into the given texts is exact. Evidence without a digest is not.
    """
    found = verify(collection, texts)
    return Answer("\n".join(_page(found)), found, code=0 if found.ok else 1)


def _page(found: Verification) -> Iterator[str]:
    for check in found.checks:
        if check.match is not Match.EXACT:
            places = ", ".join(f"paragraph {number} (character {start})" for number, start in check.places)
            yield wrapped(f"{check.record} {pointer(check.path)} in {check.evidence}", 0, 4)
            yield wrapped(_TOLD[check.match].format(places), 4)
    for source, numbers in found.uncovered.items():
        listed = ", ".join(map(str, numbers)) or "none"
        yield wrapped(f"Paragraphs of {source} that no record rests on: {listed}", 0, 4)
    counts = Counter(check.match for check in found.checks)
    told = ", ".join(f"{counts[match]:,} {match}" for match in Match if counts[match] or match is Match.EXACT)
    yield wrapped(f"{told} of {counted(len(found.checks), 'piece')} of evidence", 0, 4)
    if rest := ", ".join(f"{source} ({count:,})" for source, count in found.unchecked.items()):
        yield wrapped(f"Not checked, as no text was given: {rest}", 0, 4)


#: The commands.
PROVING: tuple[click.Command, ...] = (make_anchor, check_anchors)
