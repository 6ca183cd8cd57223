"""Check that a file given as the text of a source is plain text, with paragraphs."""

import shlex
import sys
from pathlib import Path

from nmpolicy.cli.terminal import CommandError, emit, wrapped
from nmpolicy.plain_text.detection import DocumentKind, document_kind
from nmpolicy.plain_text.extraction import one_paragraph, refusal


def check_text_file(name: str, data: bytes) -> None:
    """Refuse a file that is not plain text, and warn if its lines are a single paragraph.

    Raises `CommandError`, which says how to make a text file of it.
    """
    if (kind := document_kind(data)) is not None:
        raise CommandError(f"{name} is not plain text: {refusal(kind) or _conversion(name, kind)}")
    if (warning := one_paragraph(data.decode("utf-8", "replace"))) is not None:
        emit(wrapped(f"{name}: {warning}"), sys.stderr)


def _conversion(name: str, kind: DocumentKind) -> str:
    """Say how to make a text file of a document. One that is named like a text gives its name to that file."""
    if Path(name).suffix.lower() in {".txt", ".md"}:
        return f"it is {kind.phrase}; rename it, and run `nmpolicy text RENAMED >{shlex.quote(name)}`"
    return f"it is {kind.phrase}; run `nmpolicy text {shlex.quote(name)} >article.txt`, and name article.txt"
