"""The page of the vocabularies: every term with its definition and its source."""

import inspect
from collections.abc import Iterator

from blocks import GENERATED, flat, page, paragraphs, table

import nmpolicy as nm
from nmpolicy.records.predicates import SUBJECT_AND_OBJECT_TABLES
from nmpolicy.vocabulary import terms
from nmpolicy.vocabulary.definitions import Term


def vocabulary_page() -> str:
    """Every term of every vocabulary."""
    opening = [
        GENERATED,
        "# Vocabulary",
        """The terms that fields accept, with their definitions and the standards that they come from. Terms whose source
        is *nmpolicy* are our own. Any other term is refused, with a suggestion.""",
    ]
    vocabularies = [cls for cls in vars(terms).values() if isinstance(cls, type) and issubclass(cls, Term)]
    return page(
        *paragraphs(*opening), *(block for cls in vocabularies if cls is not Term for block in _vocabulary_section(cls))
    )


def _vocabulary_section(cls: type[Term]) -> Iterator[str]:
    yield f"## {cls.__name__}"
    yield flat((inspect.getdoc(cls) or "").split("\n\n")[0])
    yield table(("term", "definition", "source"), ((f"`{term}`", _definition(term), term.source) for term in cls))


def _definition(term: Term) -> str:
    if not isinstance(term, nm.RelationKind):
        return term.definition
    return f"{term.definition} Inverse: *{term.inverse}*.{_ends(term)}"


def _ends(kind: nm.RelationKind) -> str:
    """Return the classes of record that a relation of this kind can connect."""
    if kind not in SUBJECT_AND_OBJECT_TABLES:
        return ""
    subjects, objects = (", ".join(tables) for tables in SUBJECT_AND_OBJECT_TABLES[kind])
    return f" From {subjects} to {objects}." if subjects != objects else f" Between {subjects}."
