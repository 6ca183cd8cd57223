"""What a class and its fields are, as the source says it: for pages and schemas, which must not say it again."""

import inspect
import re


def field_docs(cls: type) -> dict[str, str]:
    """What each field is, from the `#:` comment above it, in the class or in one that it derives from.

    >>> from nmpolicy.records.relations import Relation
    >>> field_docs(Relation)["predicate"]
    'What it does.'
    """
    found: dict[str, str] = {}
    for base in cls.__mro__:
        if not base.__module__.startswith("nmpolicy"):
            continue
        for comment, name in re.findall(r"((?:    #: .*\n)+)    (\w+):", inspect.getsource(base)):
            found.setdefault(name, " ".join(re.findall(r"#: (.*)", comment)))
    return found


def summary(cls: type) -> str:
    """The first paragraph of what a class says of itself, on one line.

    >>> from nmpolicy.records.events import Event
    >>> summary(Event)
    'A signing, protest, enforcement action, hearing or another thing that happened.'
    """
    return " ".join((inspect.getdoc(cls) or "").split("\n\n")[0].split())
