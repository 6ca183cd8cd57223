"""Writes the pages that are made from the code: the records, the vocabulary and the rules.

`make docs` runs it; a test compares the pages with what it would write.
"""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import attrs

import nmpolicy as nm
from nmpolicy.records.collection import TABLES
from nmpolicy.records.fields import parts
from nmpolicy.vocabulary import terms
from nmpolicy.vocabulary.values import Minimum, Pattern
from nmpolicy.wire.diagnosis import CODES

DOCS = Path(__file__).parent
MADE = "<!-- Made by docs/generate.py. Change the code, then run `make docs`. -->"
PARTS = (nm.Evidence, nm.Milestone, nm.Vote, nm.Deadline, nm.TargetStance)
_KINDS = {str: "text", int: "whole number", bool: "true or false", nm.PartialDate: "[date](dates.md)"}


def records_page() -> str:
    """Every class with every field."""
    classes = (*TABLES.values(), *PARTS, nm.Collection)
    opening = [
        MADE,
        "# Records",
        (
            "Every class, every field. A field without *required* may be left out; in JSON, what is left out is at its default. All are frozen attrs classes with keyword-only fields."
        ),
        "Classes: " + ", ".join(f"[{cls.__name__}](#{cls.__name__.lower()})" for cls in classes) + ".",
    ]
    return page(*opening, *(block for cls in classes for block in record(cls)))


def record(cls: type) -> Iterator[str]:
    """The section of one class."""
    summary, *rest = (inspect.getdoc(cls) or "").split("\n\n")
    yield f"## {cls.__name__}"
    table = next((name for name, listed in TABLES.items() if listed is cls), None)
    yield flat(summary) + (f" Listed in `{table}`." if table else "")
    yield from (flat(block) for block in rest if block.startswith(("Terms:", "Raises")))
    comments = field_comments(cls)
    rows = ["| field | holds | what it is |", "|---|---|---|"]
    for field in attrs.fields(cls):
        required = ", *required*" if field.default is attrs.NOTHING else ""
        rows.append(f"| `{field.name}` | {kind(field.type)}{required} | {comments[field.name]} |".replace(" | |", " |"))
    yield "\n".join(rows)


def field_comments(cls: type) -> dict[str, str]:
    """The `#:` comment of each field, of the base classes too."""
    found: dict[str, str] = {}
    for base in cls.__mro__:
        if base is object:
            continue
        for comment, name in re.findall(r"((?:    #: .*\n)+)    (\w+):", inspect.getsource(base)):
            found.setdefault(name, " ".join(re.findall(r"#: (.*)", comment)))
    return found


def kind(annotation: Any) -> str:
    """What a field holds, for a reader."""
    item, many, _ = parts(annotation)
    return "list of " + re.sub(r"^(id|text)\b", r"\1s", single(item)) if many else single(item)


def single(item: Any) -> str:
    """What one value is."""
    if get_origin(item) is Annotated:
        base, marker = get_args(item)
        match marker:
            case nm.Ref(tables=tables):
                return "id in " + (" or ".join(f"`{table}`" for table in tables) or "any table")
            case Pattern(expected=expected):
                return expected.split(" ", 1)[1]
            case Minimum(least=least):
                return f"{_KINDS[base]} from {least}"
            case _:
                return "id"
    if item in _KINDS:
        return _KINDS[item]
    page_of = "vocabulary.md" if issubclass(item, nm.Term) else ""
    return f"[{item.__name__}]({page_of}#{item.__name__.lower()})"


def vocabulary_page() -> str:
    """Every term of every vocabulary."""
    vocabularies = [
        c for c in vars(terms).values() if isinstance(c, type) and issubclass(c, nm.Term) and c is not nm.Term
    ]
    opening = [
        MADE,
        "# Vocabulary",
        (
            "The words that a record's fields may take, with their definitions and where they come from. Those from "
            "*nmpolicy* are our own. A word that is not here is refused, with the nearest one named."
        ),
    ]
    return page(*opening, *(block for cls in vocabularies for block in vocabulary(cls)))


def vocabulary(cls: type[nm.Term]) -> Iterator[str]:
    """The section of one vocabulary."""
    yield f"## {cls.__name__}"
    yield inspect.getdoc(cls) or ""
    rows = ["| term | definition | from |", "|---|---|---|"]
    for term in cls:
        inverse = f" Inverse: *{term.inverse}*." if isinstance(term, nm.RelationKind) else ""
        rows.append(f"| `{term}` | {term.definition}{inverse} | {term.source} |")
    yield "\n".join(rows)


def rules_page() -> str:
    """Every rule with both examples, and what a document can be refused for."""
    opening = [
        MADE,
        "# Rules and problems",
        (
            "A problem has a code, a severity, a JSON Pointer into the document, the id of its record, and a message that "
            "says what to do. `nmpolicy validate` prints them; `nmpolicy.validate` and `DocumentError.problems` hold them."
        ),
        "## Rules",
        "What well-formed records can have wrong. An *error* breaks the data's meaning; a *warning* asks for a look.",
    ]
    reading = [
        "## Reading a document",
        "What a document is refused for before any rule looks at it. All of these are errors.",
        "\n".join(["| code | what is wrong |", "|---|---|", *(f"| {code} | {text} |" for code, text in CODES.items())]),
    ]
    return page(*opening, *(block for rule in nm.catalog() for block in rule_section(rule)), *reading)


def rule_section(rule: nm.Rule) -> Iterator[str]:
    """The section of one rule."""
    yield f"### {rule.code}: {rule.name}"
    yield f"{rule.severity.capitalize()}. {flat(rule.meaning)}"
    (problem,) = nm.validate(rule.failing()).problems
    yield f"This fails, with “{problem.message}” at `{problem.pointer}`:"
    yield f"```json\n{nm.dumps(rule.failing())}```"
    yield "This passes:"
    yield f"```json\n{nm.dumps(rule.passing())}```"


def flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def page(*blocks: str) -> str:
    """Blocks as a page."""
    return "\n\n".join(blocks) + "\n"


PAGES = {"records.md": records_page, "vocabulary.md": vocabulary_page, "rules.md": rules_page}

if __name__ == "__main__":
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), "utf-8")
