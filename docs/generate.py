"""Writes what is made from the code: the pages of the records, the vocabulary and the rules, and the JSON Schema.

`make docs` runs it; a test compares the pages with what it would write.
"""

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import attrs
from field_docs import field_docs
from schema import schema

import nmpolicy as nm
from nmpolicy.cli.render.explanation import OMITTED, examples
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.records.fields import parts
from nmpolicy.records.predicates import SUBJECT_AND_OBJECT_TABLES
from nmpolicy.rules.registry import Rule, all_rules
from nmpolicy.rules.runner import BROKEN_RULE
from nmpolicy.serialization.structure_errors import CODES
from nmpolicy.vocabulary import terms
from nmpolicy.vocabulary.references import Ref
from nmpolicy.vocabulary.terms import Term
from nmpolicy.vocabulary.values import Between, Pattern

DOCS = Path(__file__).parent
COLUMNS = 79  # of an example
MADE = "<!-- Made by docs/generate.py. Change the code, then run `make docs`. -->"
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
        """An *id* is a slug, unique in the whole collection: words of lower-case letters and digits joined by hyphens, and
        a dot before the name of a part, as in `abq-eo-2025-07-21.report-ice-activity`.""",
        "Classes: " + ", ".join(f"[{cls.__name__}](#{cls.__name__.lower()})" for cls in classes) + ".",
    ]
    return page(*map(flat_unless_title, opening), *(block for cls in classes for block in record(cls)))


def record(cls: type) -> Iterator[str]:
    """The section of one class."""
    summary, *rest = (inspect.getdoc(cls) or "").split("\n\n")
    yield f"## {cls.__name__}"
    table = next((name for name, listed in TABLES.items() if listed is cls), None)
    yield flat(summary) + (f" Listed in `{table}`." if table else "")
    yield from (flat(block) for block in rest if block.startswith(("Terms:", "Raises")))
    comments = field_docs(cls)
    rows = ["| field | holds | what it is |", "|---|---|---|"]
    for field in attrs.fields(cls):
        required = ", *required*" if field.default is attrs.NOTHING else ""
        rows.append(f"| `{field.name}` | {kind(field.type)}{required} | {comments[field.name]} |".replace(" | |", " |"))
    yield "\n".join(rows)


def kind(annotation: Any) -> str:
    """What a field holds, for a reader."""
    item, many, _ = parts(annotation)
    return "list of " + re.sub(r"^(id|text)\b", r"\1s", single(item)) if many else single(item)


def single(item: Any) -> str:
    """What one value is."""
    if get_origin(item) is Annotated:
        base, marker = get_args(item)
        match marker:
            case Ref(tables=tables):
                return "id in " + (" or ".join(f"`{table}`" for table in tables) or "any table")
            case Pattern(expected=expected):
                return expected.split(" ", 1)[1]
            case Between(least=least):
                return f"{_KINDS[base]} from {least}"
            case _:
                return "id"
    if item in _KINDS:
        return _KINDS[item]
    page_of = "vocabulary.md" if issubclass(item, Term) else ""
    return f"[{item.__name__}]({page_of}#{item.__name__.lower()})"


def vocabulary_page() -> str:
    """Every term of every vocabulary."""
    vocabularies = [c for c in vars(terms).values() if isinstance(c, type) and issubclass(c, Term) and c is not Term]
    opening = [
        MADE,
        "# Vocabulary",
        (
            "The words that a record's fields may take, with their definitions and where they come from. Those from "
            "*nmpolicy* are our own. A word that is not here is refused, with the nearest one named."
        ),
    ]
    return page(*opening, *(block for cls in vocabularies for block in vocabulary(cls)))


def vocabulary(cls: type[Term]) -> Iterator[str]:
    """The section of one vocabulary."""
    yield f"## {cls.__name__}"
    yield inspect.getdoc(cls) or ""
    rows = ["| term | definition | from |", "|---|---|---|"]
    for term in cls:
        inverse = f" Inverse: *{term.inverse}*.{ends(term)}" if isinstance(term, nm.RelationKind) else ""
        rows.append(f"| `{term}` | {term.definition}{inverse} | {term.source} |")
    yield "\n".join(rows)


def ends(kind: nm.RelationKind) -> str:
    """Which records may stand as the subject and the object of a relation."""
    if kind not in SUBJECT_AND_OBJECT_TABLES:
        return ""
    subjects, objects = (", ".join(tables) for tables in SUBJECT_AND_OBJECT_TABLES[kind])
    return f" From {subjects} to {objects}." if subjects != objects else f" Between {subjects}."


def rules_page() -> str:
    """The list of the rules, and what a document can be refused for."""
    opening = [
        MADE,
        "# Rules and problems",
        """A problem has a code, a severity, a JSON Pointer into the document, the id of its record, and a message that
        says what to do. `nmpolicy validate` prints them; `nmpolicy.validate` and `DocumentError.problems` hold them.
        `nmpolicy rules` lists the rules, and `nmpolicy explain CODE` says of each what is said here.""",
        """An *error* breaks the data's meaning, and fails the check. A *warning* asks for a look, as the record is likely
        wrong; with `--strict` it fails, too. A *notice* is likely right, and something that a reader should know. What the
        precision of a date leaves open is no fault, nor is what the records do not say.""",
        """Which rules are run, what one record may break with good reason, and rules of your own: see
        [Check your data](checking.md).""",
    ]
    reading = [
        "## Reading a document",
        "What a document is refused for before any rule looks at it. All of these are errors.",
        "\n".join(["| code | what is wrong |", "|---|---|", *(f"| {code} | {text} |" for code, text in CODES.items())]),
        f"{BROKEN_RULE} is the code of a rule that failed itself, or could not be loaded; the others are run all the same.",
    ]
    families = (
        block for family, some in groupby(all_rules(), key=lambda rule: rule.family) for block in table(family, some)
    )
    return page(*map(flat_unless_title, opening), *families, *reading)


def table(family: str, rules: Iterable[Rule]) -> Iterator[str]:
    """The section of one family."""
    yield f"## {family}"
    rows = [f"| [{rule.code}](rules/{rule.code}.md) | {rule.severity} | {rule.name} |" for rule in rules]
    yield "\n".join(["| code | severity | what is wrong |", "|---|---|---|", *rows])


def rule_page(rule: Rule) -> str:
    """The page of one rule: what it finds, why that matters, and both examples."""
    if not rule.failing or not rule.passing:
        raise ValueError(f"{rule.code} has no examples")
    (problem,) = nm.validate(rule.failing()).problems
    failing, passing = examples(rule, COLUMNS)
    return page(
        MADE,
        f"# {rule.code}: {rule.name}",
        f"*{rule.severity.capitalize()}*, {rule.family}. [All rules](../rules.md)",
        rule.meaning,
        rule.why,
        "This fails:",
        f"```text\n{failing}\n```",
        f"At `{problem.pointer}`: “{problem.message}”.",
        "This passes:",
        f"```text\n{passing}\n```",
        OMITTED,
    )


def api_page() -> str:
    """Every public name: its signature, what it says of itself, and its properties and methods."""
    opening = [
        MADE,
        "# Functions and classes",
        """Everything that `import nmpolicy as nm` brings, but for the [records](records.md) and their parts and the
        [vocabularies](vocabulary.md), which have pages of their own; of the records, only what is not a field is here. The examples take the names bare:""",
        "```pycon\n>>> from nmpolicy import *\n\n```",
    ]
    listed = [name for name in nm.__all__ if not is_term(getattr(nm, name)) and name != "Actor"]
    return page(*map(flat_unless_title, opening), *(block for name in listed for block in api(name, getattr(nm, name))))


def api(name: str, thing: Any) -> Iterator[str]:
    """The section of one public name."""
    own = sorted(members(thing).items()) if isinstance(thing, type) else []
    if thing in (*TABLES.values(), *PARTS) and not own:
        return
    yield f"## {name}"
    if not isinstance(thing, type):
        yield f"`{name}{signature(thing)}`"
    if thing not in (*TABLES.values(), *PARTS):
        yield from described(thing)
    if isinstance(thing, type) and attrs.has(thing) and thing not in (*TABLES.values(), *PARTS, nm.Collection):
        comments = field_docs(thing)
        fields = (
            f"- `{f.name}`: {comments[f.name]}" if f.name in comments else f"- `{f.name}`" for f in attrs.fields(thing)
        )
        yield "\n".join(fields)
    if own:
        rows = (
            f"- `{shown}`: {flat(inspect.cleandoc(text).split('>>>')[0].split('.. version')[0])}" for shown, text in own
        )
        yield "\n".join(rows)


def members(cls: type) -> dict[str, str]:
    """The properties and methods that a class defines itself, with what they say."""
    found: dict[str, str] = {}
    for name, held in vars(cls).items():
        if name.startswith("_") or not getattr(held, "__doc__", None):
            continue
        if isinstance(held, property):
            found[name] = held.__doc__ or ""
        elif inspect.isfunction(held) or isinstance(held, classmethod):
            found[f"{name}{signature(getattr(cls, name))}"] = held.__doc__ or ""
    return found


def described(thing: Any) -> Iterator[str]:
    """What a docstring says, its examples as code."""
    for block in (inspect.getdoc(thing) or "").split("\n\n"):
        if block.startswith(">>>"):
            yield f"```pycon\n{block}\n\n```"
        elif not block.startswith(".. "):
            yield flat(block)


def signature(function: Any) -> str:
    """How it is called, without the names of our modules."""
    bare = re.sub(r"\b(nmpolicy\.[\w.]+|collections\.abc|os)\.", "", str(inspect.signature(function)))
    return bare.replace("(self, ", "(").replace("(self)", "()").replace("'Collection'", "Collection")


def is_term(thing: Any) -> bool:
    """Whether it is a vocabulary."""
    return isinstance(thing, type) and issubclass(thing, Term)


def flat_unless_title(block: str) -> str:
    """A paragraph on one line."""
    return block if block.startswith(("#", "<", "`")) else flat(block)


def flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def page(*blocks: str) -> str:
    """Blocks as a page."""
    return "\n\n".join(blocks) + "\n"


def schema_text() -> str:
    """The JSON Schema, as `nmpolicy schema` prints it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


SCHEMA = DOCS.parent / "src" / "nmpolicy" / "serialization" / "collection.schema.json"
PAGES = {"api.md": api_page, "records.md": records_page, "vocabulary.md": vocabulary_page, "rules.md": rules_page}
PAGES |= {f"rules/{rule.code}.md": partial(rule_page, rule) for rule in all_rules()}

if __name__ == "__main__":
    (DOCS / "rules").mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), "utf-8")
    SCHEMA.write_text(schema_text(), "utf-8")
