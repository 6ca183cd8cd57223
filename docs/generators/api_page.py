"""The page of functions and classes: every public name that is no record, vocabulary or exception, described once.

A name is public if its docstring has a `versionadded`. An exception is public anyway.
"""

import ast
import builtins
import inspect
import pkgutil
from collections.abc import Iterator
from doctest import DocTestParser
from enum import Enum, StrEnum
from importlib import import_module
from types import ModuleType
from typing import Any

import attrs
from blocks import GENERATED, flat, page, paragraphs, prose
from field_docs import field_docs
from members import members, signature, without_modules
from records_page import DOCUMENTED as RECORDS

import nmpolicy as nm
from nmpolicy.vocabulary.definitions import Term

#: The command and the rules have pages of their own.
_SKIPPED = ("nmpolicy.cli", "nmpolicy.__main__", "nmpolicy.rules.nmp")
_ROOT = "nmpolicy"
#: The packages that offer the names of their modules, so that examples import them from there.
_PACKAGES = (nm, *(each for name in dir(nm) if inspect.ismodule(each := getattr(nm, name))))


def api_page() -> str:
    """Return the page: every such name with its signature, its description and its members."""
    opening = [
        GENERATED,
        "# Functions and classes",
        """The names that most programs need are in `nmpolicy` itself; use it as `import nmpolicy as nm`. Everything else
        is imported from the package or module that its section names, such as
        `from nmpolicy.queries.holders import holders`.""",
        """The classes for [records](records.md), the [vocabularies](vocabulary.md) and the [exceptions](errors.md) have
        pages of their own. [Functions by task](functions.md) leads from what you want to do to the function.""",
    ]
    return page(*paragraphs(*opening), *_index(), *_root_section(), *_module_sections())


def public_names() -> dict[str, dict[str, Any]]:
    """The public names of each module that defines some; the names of the root package are among them."""
    found: dict[str, dict[str, Any]] = {}
    claimed: set[int] = set()
    for module in _modules():
        listed = getattr(module, "__all__", None) if hasattr(module, "__path__") else None
        names = {name: getattr(module, name) for name in listed} if listed else _defined_in(module)
        own = {name: value for name, value in names.items() if _is_public(value) and id(value) not in claimed}
        claimed |= {id(value) for value in own.values()}
        if own:
            found[module.__name__] = own
    return found


def _modules() -> Iterator[ModuleType]:
    """The modules of the library, packages before their modules."""
    for info in pkgutil.walk_packages(nm.__path__, f"{_ROOT}."):
        if not info.name.startswith(_SKIPPED):
            yield import_module(info.name)


def _defined_in(module: ModuleType) -> dict[str, Any]:
    return {
        name: value
        for name, value in sorted(vars(module).items())
        if not name.startswith("_") and getattr(value, "__module__", None) == module.__name__
    }


def _is_public(value: Any) -> bool:
    if not inspect.isclass(value) and not inspect.isfunction(inspect.unwrap(value)):
        return False
    return ".. versionadded::" in (value.__doc__ or "") or (inspect.isclass(value) and issubclass(value, Exception))


def _link(name: str, value: Any) -> str:
    """A link to the one place that describes a name."""
    if value in RECORDS:
        return f"[`{name}`](records.md#{name.lower()})"
    if _is_vocabulary(value):
        return f"[`{name}`](vocabulary.md#{name.lower()})"
    if _is_exception(value):
        return f"[`{name}`](errors.md#{name.lower()})"
    return f"[`{name}`](#{name.lower()})"


def _is_vocabulary(value: Any) -> bool:
    return inspect.isclass(value) and issubclass(value, Term) and value is not Term


def _is_exception(value: Any) -> bool:
    return inspect.isclass(value) and issubclass(value, Exception)


def _described_here(value: Any) -> bool:
    elsewhere = value in RECORDS or _is_vocabulary(value) or _is_exception(value)
    return not elsewhere and not inspect.ismodule(value)


def _index() -> Iterator[str]:
    yield "## Names in nmpolicy"
    values = {name: getattr(nm, name) for name in dir(nm)}
    groups = {
        "Records": [name for name, value in values.items() if value in RECORDS],
        "Vocabularies": [name for name, value in values.items() if _is_vocabulary(value)],
        "Exceptions": [name for name, value in values.items() if _is_exception(value)],
        "Other classes": [name for name, value in values.items() if _described_here(value) and inspect.isclass(value)],
        "Functions": [name for name, value in values.items() if _described_here(value) and not inspect.isclass(value)],
    }
    yield "\n".join(
        f"- {title}: {', '.join(_link(name, values[name]) for name in names)}." for title, names in groups.items()
    )
    packages = [f"[`{name}`](#{_ROOT}{name})" for name, value in values.items() if inspect.ismodule(value)]
    yield f"Its packages are names in it, too: {', '.join(packages)}, used as in `nm.tables.layout()`."


def _root_section() -> Iterator[str]:
    for name in dir(nm):
        value = getattr(nm, name)
        if _described_here(value):
            yield from _entry(name, value)


def _module_sections() -> Iterator[str]:
    root = [getattr(nm, name) for name in dir(nm)]
    for module, names in public_names().items():
        here = {name: value for name, value in names.items() if _described_here(value) and value not in root}
        elsewhere = [_link(name, value) for name, value in names.items() if name not in here]
        if here:
            yield f"## {module}"
            yield flat((import_module(module).__doc__ or "").split("\n\n")[0])
            if elsewhere:
                yield f"See also {', '.join(elsewhere)}."
            for name, value in here.items():
                yield from _entry(name, value)


def _entry(name: str, value: Any) -> Iterator[str]:
    """The section of one name."""
    yield f"### {name}"
    if not inspect.isclass(value):
        yield f"`{name}{signature(value)}`"
    elif bases := [base.__name__ for base in value.__bases__ if _is_told(base)]:
        yield f"Based on {' and '.join(f'`{base}`' for base in bases)}."
    yield from _description(value)
    if inspect.isclass(value) and (rows := [*_values(value), *described_fields(value), *members(value)]):
        yield "\n".join(rows)


def _is_told(base: type) -> bool:
    """Return whether a reader should know that a class is based on this one: a public class, or one of Python's."""
    return base not in (object, tuple, StrEnum) and (_is_public(base) or not base.__module__.startswith(_ROOT))


def _description(value: Any) -> Iterator[str]:
    """The docstring, with its examples as code that can be copied as it is."""
    doc = inspect.getdoc(value) or ""
    imports = _imports(doc, value)
    for block in doc.split("\n\n"):
        if block.startswith(">>>"):
            yield f"```pycon\n{imports}{block}\n\n```"
            imports = ""
        elif not block.startswith(".. "):
            yield prose(block)


def _imports(doc: str, value: Any) -> str:
    """The imports that the examples of a docstring need beyond their own."""
    module = inspect.getmodule(value)
    code = ast.parse("".join(example.source for example in DocTestParser().get_examples(doc)))
    names = [node for node in ast.walk(code) if isinstance(node, ast.Name)]
    stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    stored |= {node.arg for node in ast.walk(code) if isinstance(node, ast.arg)}
    stored |= {
        alias.asname or alias.name
        for node in ast.walk(code)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    lines: dict[str, list[str]] = {}
    for name in sorted({node.id for node in names} - stored - set(dir(builtins))):
        used = vars(module)[name]
        home = used.__name__ if isinstance(used, ModuleType) else getattr(used, "__module__", "")
        if isinstance(used, ModuleType):
            lines[f"import {home}" if home == name else f"import {home} as {name}"] = []
        else:
            home = next((each.__name__ for each in _PACKAGES if getattr(each, name, None) is used), home)
            home = home.partition("._")[0]  # `Path` is of `pathlib._local` in Python 3.13, and of `pathlib` in others
            lines.setdefault(f"from {home} import ", []).append(name)
    return "".join(f">>> {start}{', '.join(some)}\n" for start, some in sorted(lines.items()))


def _values(cls: type) -> Iterator[str]:
    """The values of an enumeration."""
    if issubclass(cls, Enum) and list(cls):
        docs = field_docs(cls)
        for member in cls:
            yield f"- `{member.value}`: {docs[member.name]}" if member.name in docs else f"- `{member.value}`"


def described_fields(cls: type) -> Iterator[str]:
    """Yield the fields that a class adds to those of its documented bases, as list items."""
    known = {
        field.name for base in cls.__mro__[1:] if _is_public(base) and attrs.has(base) for field in attrs.fields(base)
    }
    if attrs.has(cls):
        types = {field.name: field.type for field in attrs.fields(cls)}
    else:
        types = {name: inspect.get_annotations(cls)[name] for name in _named_tuple_fields(cls)}
    docs = field_docs(cls)
    for name, annotation in types.items():
        if name not in known:
            shown = f"`{name}: {without_modules(inspect.formatannotation(annotation))}`"
            yield f"- {shown}: {docs[name]}" if name in docs else f"- {shown}"


def _named_tuple_fields(cls: type) -> tuple[str, ...]:
    return getattr(cls, "_fields", ()) if issubclass(cls, tuple) else ()
