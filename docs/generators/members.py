"""Signatures, properties and methods, as Markdown."""

import inspect
import re
from collections.abc import Iterator
from typing import Any

from blocks import flat

_MODULES = re.compile(
    r"\b(nmpolicy\.[\w.]+|cattrs\.converters|collections\.abc|concurrent\.futures\.\w+|datetime|hypothesis\.strategies|os|typing)\."
)

#: A reference is written as the text that it is.
_REFERENCE = re.compile(r"Annotated\[str, Ref\(.*?tables=\([^()]*\)\)\]")


def members(cls: type) -> Iterator[str]:
    """Yield the properties and methods that a class defines itself, as list items."""
    for name, member in sorted(vars(cls).items()):
        if name.startswith("_") or not member.__doc__:
            continue
        text = flat(inspect.cleandoc(member.__doc__).split(">>>")[0].split(".. version")[0])
        if isinstance(member, property):
            yield f"- `{name}`: {text}"
        elif inspect.isfunction(member) or isinstance(member, classmethod):
            yield f"- `{name}{signature(getattr(cls, name))}`: {text}"


def signature(function: Any) -> str:
    """Return the signature of a function, without `self` and the modules of the types."""
    text = re.sub(r"-> '(.*)'$", r"-> \1", without_modules(str(inspect.signature(function))))
    return text.replace("(self, ", "(").replace("(self)", "()")


def without_modules(annotation: str) -> str:
    """Return an annotation without modules, quotation marks and other signs that only Python needs."""
    text = _REFERENCE.sub("str", _MODULES.sub("", annotation)).replace("Optional[str]", "str | None")
    return re.sub(r"<class '([\w.]+)'>|'([A-Z]\w*(?:\[\w+\])?)'|[~+](?=\w)", r"\1\2", text)
