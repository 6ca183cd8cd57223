"""Field documentation: the docstrings of classes and their fields, read from the source for pages and schemas."""

import ast
import inspect
from functools import cache
from itertools import pairwise


def field_docs(cls: type) -> dict[str, str]:
    """Return the docstring of each field of a class, including inherited fields, on one line.

    A field's docstring is the string below its annotation in the body of the class.

    >>> from nmpolicy.records.relations import Relation
    >>> docs = field_docs(Relation)
    >>> docs["predicate"], docs["aliases"][:11]
    ('The action of the subject on the object, such as amends or repeals.', 'Former ids.')
    """
    bases = [base for base in reversed(cls.__mro__) if base.__module__.startswith("nmpolicy")]
    return {name: text for base in bases for name, text in _own_field_docs(base).items()}


@cache
def _own_field_docs(cls: type) -> dict[str, str]:
    (definition,) = (
        node
        for node in ast.walk(ast.parse(inspect.getsource(inspect.getmodule(cls) or cls)))
        if isinstance(node, ast.ClassDef) and node.name == cls.__name__
    )
    found: dict[str, str] = {}
    for field, following in pairwise(definition.body):
        match field, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
    return found


def summary(cls: type) -> str:
    """Return the first paragraph of a class's docstring on one line.

    >>> from nmpolicy.records.events import Event
    >>> summary(Event)
    'A signing, protest, enforcement action, hearing or other event.'
    """
    return " ".join((inspect.getdoc(cls) or "").split("\n\n")[0].split())
