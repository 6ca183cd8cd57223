"""Finding actors by what people call them."""

import pytest

import nmpolicy as nm
from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.find import find_actors
from query_helpers import collected


def test_actors_are_found_by_id_name_initials_and_words() -> None:
    ice = nm.Organization(id="ice", name="U.S. Immigration and Customs Enforcement", other_names=["La Migra"])
    police = nm.Organization(id="apd", name="Albuquerque Police Department")
    state = nm.Organization(id="state-police", name="State Police")
    man = nm.Person(id="man", name="John Q. Private", private=True)
    made = collected(ice, police, state, man, nm.Organization(id="police", name="ICE"))
    found = {words: [each.id for each in find_actors(made, words)] for words in (
        "ice", "ICE", "la  MIGRA", "apd", "APD", "police department", "police", "Police", "private", "man", "the",
    )}  # fmt: skip
    assert found == {
        "ice": ["ice"],
        "ICE": ["police"],
        "la  MIGRA": ["ice"],
        "apd": ["apd"],
        "APD": ["apd"],
        "police department": ["apd"],
        "police": ["police"],
        "Police": ["apd", "state-police"],
        "private": [],
        "man": ["man"],
        "the": [],
    }
    assert find_actors(collected(ice), "I.C.E.") == (ice,)
    raul = nm.Person(id="raul", name="Raúl Torrez")
    assert find_actors(collected(raul, police), "RAUL TORREZ") == (raul,)
    assert find_actors(collected(raul, police), "the police department") == (police,)
    with pytest.raises(InvalidValueError, match="the name is blank"):
        find_actors(made, " -")
