"""Terms of a controlled vocabulary, each with its definition and the standard that it comes from."""

import re
from enum import StrEnum
from typing import Self, cast

from nmpolicy.errors import InvalidTermError, InvalidTypeError
from nmpolicy.suggestions import did_you_mean
from nmpolicy.vocabulary.synonyms import other_class, term_suggestions

OCD = "Open Civic Data"
POPOLO = "Popolo 1.0"
SCHEMA = "schema.org"
AKN = "Akoma Ntoso 3.0"
IG = "Institutional Grammar 2.0"
RULEML = "LegalRuleML 1.0"
SEMEVAL = "SemEval-2016 task 6"
EDTF = "ISO 8601-2"
ELI = "European Legislation Identifier"
OWN = "nmpolicy"


class Definition(str):
    """A term's text, together with its definition, its source and its inverse."""

    __slots__ = ("definition", "inverse", "source")
    definition: str
    source: str
    inverse: str

    def __new__(cls, value: str, definition: str, source: str = OWN, inverse: str = "") -> Self:
        """Attach the definition, the source and, for a relation, the name of its inverse to the text."""
        defined = super().__new__(cls, value)
        defined.definition, defined.source, defined.inverse = definition, source, inverse
        return defined


class Term(StrEnum):
    """A term of a controlled vocabulary: a string that knows its definition and its source.

    >>> from nmpolicy.vocabulary.terms import Stance
    >>> Stance("support").definition
    'Speaks in favor of it.'
    >>> Stance("suport")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidTermError: 'suport' is not a valid stance; did you mean 'support'? Allowed: support, ...
    """

    definition: str
    """The meaning of the term, as one sentence."""
    source: str
    """The standard that the term comes from; `nmpolicy` for our own terms."""
    inverse: str
    """For a relation, the same relation as seen from its object, such as `amended by`; otherwise empty."""

    def __new__(cls, value: str) -> Self:
        """Make a member from its definition."""
        defined = cast("Definition", value)  # type checkers apply this signature to `Stance("support")` as well
        member = str.__new__(cls, defined)
        member._value_ = str(defined)
        member.definition, member.source, member.inverse = defined.definition, defined.source, defined.inverse
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self:
        if not isinstance(value, str):
            raise InvalidTypeError(f"expected {cls.__name__} as text, not {type(value).__name__}")
        hint = did_you_mean(term_suggestions(value, cls.__name__, cls)) or "."
        words = re.sub(r"[\s_-]+", " ", value[:60]).strip().lower()
        if inverse := next((each for each in cls if words == each.inverse != each.replace("-", " ")), None):
            hint = f"; write {str(inverse)!r} and swap its subject and object."
        if hint == "." and (field := other_class(value, cls.__name__)):
            hint = f"; records of that kind belong in the {field!r} of the collection."
        name = re.sub("(?<=[a-z])(?=[A-Z])", " ", cls.__name__).lower()
        raise InvalidTermError(f"{value[:60]!r} is not a valid {name}{hint} Allowed: {', '.join(cls)}")
