"""The command that prints the plain text of a source: of a web page, a PDF file or a word-processor file."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from nmpolicy.cli.options import FILE, STDIN, example, max_bytes, max_bytes_option, read_standard_input
from nmpolicy.cli.terminal import CommandError, counted, emit, emit_document, wrapped
from nmpolicy.errors import ExtractionError, UnreadableDocumentError
from nmpolicy.plain_text.detection import DocumentKind
from nmpolicy.plain_text.extraction import ExtractedText, extract_text

_MAX_EXCERPTS = 10
_ADDRESS = re.compile(r"(?:https?|ftp):/", re.IGNORECASE)


@click.command("text", epilog=example("nmpolicy text order.pdf >order.txt", "nmpolicy text --whole-page - <page.html"))
@click.argument("file", type=FILE)
@click.option("--whole-page", is_flag=True, help="Keep the navigation, hidden parts and margins of an HTML page, too.")
@max_bytes_option
def text_command(file: Path, *, whole_page: bool) -> None:
    """Print the plain text of a web page, PDF file or Word file.

    The output is in UTF-8: one paragraph a block, and a blank line between them, as `anchor` and `verify` read it.
    FILE is an HTML page, a PDF file, a Word document (.docx), an OpenDocument text (.odt) or plain text, and - is
    standard input.

    What was left out is listed on standard error: navigation, page headers, page numbers, comments. Notes come last.

    Exits with 2 if FILE has no text or cannot be read. Then the error says what to do.
    """
    name = "standard input" if file == STDIN else str(file)
    try:
        given = read_standard_input() if file == STDIN else file
        found = extract_text(given, whole_page=whole_page, max_bytes=max_bytes())
    except OSError as error:
        if address := _ADDRESS.match(name):  # a path has one slash where an address has two
            reason = "this is a web address; save the page in a browser, and name the file"
            raise CommandError(f"{address[0]}/{name[address.end() :]}: {reason}") from error
        raise CommandError(f"{name}: the file cannot be read: {error.strerror or error}") from error
    except UnreadableDocumentError as error:
        raise CommandError(f"{name}: {error.problems[0].message}") from error
    except ExtractionError as error:
        raise CommandError(f"{name}: {error}") from error
    emit_document(found.text)
    for line in _report(found, whole_page=whole_page):
        emit(wrapped(line, 0, 4), sys.stderr)


def _report(found: ExtractedText, *, whole_page: bool) -> Iterator[str]:
    """Yield what was read, what was left out, and what else to know."""
    if found.kind is not None:
        blocks = found.text.rstrip("\n").count("\n\n") + 1
        yield f"{found.kind}: {counted(blocks, 'paragraph')}, {counted(len(found.text.split()), 'word')}."
    for omission in found.omissions:
        shown = "; ".join(f"“{each}”" for each in omission.excerpts[:_MAX_EXCERPTS])
        more = len(omission.excerpts) - _MAX_EXCERPTS
        yield f"Left out: {omission.what} ({omission.count:,}){': ' if shown else ''}{shown}{f'; and {more:,} more' if more > 0 else ''}"
    for notice in found.notices:
        yield f"Note: {notice}."
    if found.kind is DocumentKind.HTML and found.omissions and not whole_page:
        yield "To keep navigation, hidden parts and the text outside the main content, add --whole-page."
