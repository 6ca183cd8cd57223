"""Texts in a form in which case and accents do not matter."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from nmpolicy.vocabulary.folding import fold


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_how_an_accent_is_encoded_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_a_folded_text_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "words", ["INES NUNEZ", "In\u00e9s N\u00fa\u00f1ez", "Ine\u0301s Nu\u0301n\u0303ez", "In\u00ade\u0301s Nunez"]
)
def test_names_and_words_are_found_alike(words: str) -> None:
    named = nm.Collection.of([nm.Person(id="p-1", name="In\u00e9s N\u00fa\u00f1ez")], id="demo", title="T")
    assert [each.id for each in nm.find_actors(named, words)] == ["p-1"]
    assert [each.record for each in nm.find(named, words)] == ["p-1"]
