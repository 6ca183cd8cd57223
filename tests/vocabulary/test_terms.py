"""The controlled vocabularies."""

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTermError, InvalidTypeError
from nmpolicy.vocabulary import terms
from nmpolicy.vocabulary.definitions import Term

TERMS = [cls for cls in vars(terms).values() if isinstance(cls, type) and issubclass(cls, Term) and cls is not Term]
MEMBERS = [member for cls in TERMS for member in cls]


@each_case("term", MEMBERS)
def test_every_term_is_kebab_case_and_defined(term: Term) -> None:
    assert str(term) == term.value == term.name.lower().replace("_", "-")
    assert term.definition.endswith(".")
    assert term.source
    assert type(term)(str(term)) is term


def test_every_relation_has_an_inverse_of_its_own() -> None:
    inverses = [kind.inverse for kind in nm.RelationKind]
    assert len(set(inverses)) == len(inverses) == 24
    assert nm.RelationKind.AMENDS.inverse == "amended by"


def test_a_word_outside_the_vocabulary_gets_the_nearest_and_the_allowed() -> None:
    with pytest.raises(InvalidTermError) as caught:
        nm.Stance("opose")
    assert str(caught.value) == (
        "'opose' is not a valid stance; did you mean 'oppose'? Allowed: support, oppose, mixed, neutral, unclear"
    )


@pytest.mark.parametrize("value", [5, None, ["support"], True])
def test_what_is_no_word_is_no_term(value: object) -> None:
    with pytest.raises(InvalidTypeError):
        nm.Stance(value)  # type: ignore[arg-type]
