"""The page of errors: every exception that a caller can meet, and every problem code that is not a rule's."""

import inspect
from collections.abc import Iterator

from api_page import described_fields, public_names
from blocks import GENERATED, flat, page, paragraphs, table

from nmpolicy.cli.render.explanation import OTHER_CODES

_EXAMPLE = """\
```pycon
>>> import nmpolicy as nm
>>> try:
...     nm.loads('{"nmpolicy": 1, "id": "demo", "titel": "A demonstration"}')
... except nm.NMPolicyError as error:
...     print(type(error).__name__, [(problem.code, problem.pointer) for problem in error.problems])
InvalidDocumentError [('NMP013', '/titel'), ('NMP012', '/title')]
>>> try:
...     nm.load_dataset("albuquerque-immigrant-friendly-2025")["abq-eo-2025-07-12"]
... except nm.NMPolicyError as error:
...     print(error)
no record has the id 'abq-eo-2025-07-12'; did you mean 'abq-eo-2025-07-21'?

```"""


def errors_page() -> str:
    """Return the page: how to catch errors, each exception, and what to do about each problem code."""
    opening = [
        GENERATED,
        "# Errors",
        """Everything that nmpolicy raises on purpose is an `NMPolicyError`. Its text is one sentence that says what is wrong
        and how to fix it, and its attributes hold the same as data. Most classes are also one of Python's own, such as
        `ValueError` or `KeyError`, so code that catches those works, too.""",
    ]
    codes = [
        "## Problem codes",
        """A document that cannot be read, an import and a rule report *problems*. Each has a stable code. The codes from
        NMP101 on belong to [rules](rules.md). These others mean that a document could not be read as a collection, or that
        a rule failed. `nmpolicy explain CODE` prints the same, and `nmpolicy validate` prints the place.""",
    ]
    return page(
        *paragraphs(*opening),
        _EXAMPLE,
        "## Exceptions",
        f"```text\n{_tree(exceptions())}\n```",
        *(block for cls in exceptions() for block in _entry(cls)),
        *paragraphs(*codes),
        table(("code", "problem", "what to do"), ((code, *each) for code, each in OTHER_CODES.items())),
    )


def exceptions() -> list[type[Exception]]:
    """Return the public exceptions, each after the class that it is based on."""
    return [
        value
        for names in public_names().values()
        for value in sorted(
            names.values(), key=lambda each: inspect.findsource(each)[1] if inspect.isclass(each) else 0
        )
        if inspect.isclass(value) and issubclass(value, Exception)
    ]


def _tree(classes: list[type[Exception]], base: type[Exception] | None = None, depth: int = 0) -> str:
    """Return the names of the classes as lines, those of derived classes below and indented."""
    lines = []
    for cls in classes:
        parent = next((each for each in cls.__bases__ if each in classes), None)
        if parent is base:
            others = [each.__name__ for each in cls.__bases__ if each not in classes]
            also = f" ({', '.join(others)})" if others and others != ["Exception"] else ""
            lines.append(f"{'  ' * depth}{cls.__name__}{also}")
            lines += [text] if (text := _tree(classes, cls, depth + 1)) else []
    return "\n".join(lines)


def _entry(cls: type[Exception]) -> Iterator[str]:
    yield f"### {cls.__name__}"
    for block in (inspect.getdoc(cls) or "").split("\n\n"):
        if not block.startswith(".. "):
            yield flat(block)
    if rows := [*described_fields(cls)]:
        yield "\n".join(rows)
