"""The names of the pages in a folder: one for each id, safe in every file system and in an address."""

import hashlib
import re
from pathlib import Path

#: The page that lists the others.
INDEX = "index.html"
_LONGEST = 100  # characters of an id that names its file; with more, some systems could not copy the folder
_DIGITS = 16  # of the hash; no two ids of a collection share so many, even if someone looks for such ids
#: Names that Windows keeps for devices, whatever follows their first dot, and the name of the index.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])(?:\.|$)|index$")
_OWN = re.compile(rb'<!doctype html>\s*<html lang="en" data-page="([a-z0-9.-]+)">')
_HEAD = 300  # bytes at the start of a page that name it


def page_name(id: str) -> str:
    """Return the name of the page of a record: its id, as far as every file system can have a file of that name.

    The name depends only on the id, so an address stays the same when orders are added. An id has only lowercase
    letters, digits, single hyphens and dots, so a name with two hyphens and a hash is that of no other id.

    >>> page_name("abq-eo-2025-07-21"), page_name("index"), page_name("con.1")
    ('abq-eo-2025-07-21.html', 'index--1bc04b5291c26a46.html', 'con-1--3a22eac69f440b36.html')
    """
    if len(id) <= _LONGEST and not _RESERVED.match(id):
        return f"{id}.html"
    digest = hashlib.sha256(id.encode()).hexdigest()[:_DIGITS]
    return f"{id[:_LONGEST].replace('.', '-').rstrip('-')}--{digest}.html"


def own_pages(folder: Path) -> list[str]:
    """Return the names of the files in a folder that are pages of a report: each page says its own name."""
    try:
        return sorted(each.name for each in folder.iterdir() if is_own_page(each))
    except OSError:  # there is no such folder, or it cannot be read
        return []


def is_own_page(file: Path) -> bool:
    """Return whether a file is a page of a report that has its own name.

    >>> is_own_page(Path(__file__))
    False
    """
    if file.suffix != ".html" or file.is_symlink():
        return False
    try:
        with file.open("rb") as opened:
            found = _OWN.match(opened.read(_HEAD))
    except OSError:
        return False
    return found is not None and found[1].decode() == file.name
