"""Commands that make evidence from words of a source, and check it against the source's text."""

from pathlib import Path

import click

from nmpolicy.cli.options import Answer, example, question
from nmpolicy.cli.render.anchor_checks import anchor_checks
from nmpolicy.cli.render.json_text import to_json
from nmpolicy.cli.terminal import CommandError, emit
from nmpolicy.cli.text_files import check_text_file
from nmpolicy.errors import DocumentError, NMPolicyError
from nmpolicy.evidence.anchors import anchor, verify
from nmpolicy.records.collection import Collection
from nmpolicy.serialization.files import read_bytes

_TEXT = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(epilog=example('nmpolicy anchor "must report" --source article --text article.txt'))
@click.argument("words")
@click.option("--source", required=True, metavar="ID", help="The id of the source.")
@click.option("--text", required=True, type=_TEXT, help="The text of the source, as a file in UTF-8.")
@click.option(
    "--paragraph", type=click.IntRange(min=1), metavar="N", help="The paragraph, if the words are in several."
)
def anchor_command(words: str, source: str, text: Path, paragraph: int | None) -> None:
    """Make evidence that points at words of a source.

    The evidence is printed as JSON, with a digest of WORDS instead of the words themselves. Blank lines separate
    paragraphs. Differences in quotation marks, dashes, line breaks and link markup do not matter. Write -- before WORDS
    that begin with a hyphen.
    """
    try:
        evidence = anchor(source, _read_text(text), words, paragraph=paragraph)
    except NMPolicyError as error:
        raise CommandError(str(error)) from error
    emit(to_json(evidence))


def _texts(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for value in values:
        id, equals, path = value.partition("=")
        if not equals or not id:
            raise click.BadParameter(f"{value!r} does not name a source; write SOURCE_ID=PATH")
        if id in texts:
            raise click.BadParameter(f"{id!r} has two texts; name one")
        texts[id] = _read_text(Path(path))
    return texts


def _read_text(path: Path) -> str:
    try:
        data = read_bytes(path)
        check_text_file(str(path), data)
        return data.decode("utf-8-sig")
    except DocumentError as error:
        raise CommandError(f"{path}: {error.problems[0].message}") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CommandError(
            f"{path} is not UTF-8 (line {line}); if it is Windows-1252, convert it with `iconv -f WINDOWS-1252 -t UTF-8`"
        ) from error


@click.command(epilog=example("nmpolicy verify orders.json --text article=article.txt"))
@click.option(
    "--text",
    "texts",
    multiple=True,
    required=True,
    callback=_texts,
    metavar="SOURCE_ID=PATH",
    help="The text of a source, in UTF-8; repeat it for each source.",
)
@question
def verify_command(collection: Collection, texts: dict[str, str]) -> Answer:
    """Check evidence against the text of its sources.

    The output lists evidence whose words are not exactly where it says they are, and paragraphs that no record cites.

    Evidence without a digest is not exact.

    Exits with 0 if all evidence that points into the given texts is exact, with 1 if some is not or FILE does not hold
    a collection, and with 2 if a file cannot be read.
    """
    found = verify(collection, texts)
    return Answer(anchor_checks(found), found, code=0 if found.ok else 1)
