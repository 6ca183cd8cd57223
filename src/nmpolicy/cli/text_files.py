"""Check that a file given as the text of a source is plain text, with paragraphs."""

import sys

from nmpolicy.cli.terminal import CommandError, emit, wrapped
from nmpolicy.plain_text.detection import document_kind
from nmpolicy.plain_text.extraction import one_paragraph, refusal


def check_text_file(name: str, data: bytes) -> None:
    """Refuse a file that is not plain text, and warn if its lines are a single paragraph.

    Raises `CommandError`, which says how to make a text file of it.
    """
    if (kind := document_kind(data)) is not None:
        advice = refusal(kind) or f"it is {kind.phrase}; run `nmpolicy text {name} >article.txt`, and name article.txt"
        raise CommandError(f"{name} is not plain text: {advice}")
    if (warning := one_paragraph(data.decode("utf-8", "replace"))) is not None:
        emit(wrapped(f"{name}: {warning}"), sys.stderr)
