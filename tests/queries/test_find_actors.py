"""Finding actors by what people call them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidValueError
from nmpolicy.queries.find_actors import find_actors
from query_helpers import collected


def test_actors_are_found_by_id_name_initials_and_words() -> None:
    ice = nm.Organization(id="ice", name="U.S. Immigration and Customs Enforcement", other_names=["La Migra"])
    police = nm.Organization(id="apd", name="Albuquerque Police Department")
    state = nm.Organization(id="state-police", name="State Police")
    health = nm.Organization(id="health", name="New Mexico Department of Health")
    man = nm.Person(id="man", name="John Q. Private", private=True)
    made = collected(ice, police, state, health, man, nm.Organization(id="police", name="ICE"))
    found = {words: [each.id for each in find_actors(made, words)] for words in (
        "ice", "ICE", "la  MIGRA", "apd", "APD", "police department", "police", "Police", "private", "man", "the", "SP", "NMDOH", "NM DOH", "NMDH",
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
        "SP": ["state-police"],
        "NMDOH": ["health"],
        "NM DOH": ["health"],
        "NMDH": ["health"],
    }
    assert find_actors(collected(ice), "I.C.E.") == (ice,)
    antonio = nm.Person(id="antonio", name="Antonio F.D. Cabral")
    for initials in ("AFDC", "A.F.D.C.", "A. F. D. C.", "afdc"):
        assert find_actors(collected(antonio), initials) == (antonio,)
    raul = nm.Person(id="raul", name="Raúl Torrez")
    assert find_actors(collected(raul, police), "RAUL TORREZ") == (raul,)
    assert find_actors(collected(raul, police), "the police department") == (police,)
    with pytest.raises(InvalidValueError, match="the name is blank"):
        find_actors(made, " -")


APOSTROPHES = st.sampled_from("'\u2018\u2019\u02bb\u02bc\u02b9\u00b4`\u2032\uff07")
GAPS = st.sampled_from(["", " ", "\u00a0", "\u2009"])


MARKS = st.tuples(APOSTROPHES, GAPS, GAPS)


@given(MARKS, MARKS)
def test_the_apostrophe_and_the_spaces_between_initials_do_not_matter(
    first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    recorded, asked = ("J.{1}R.{2}R. O{0}Hara".format(*some) for some in (first, second))
    one, other = nm.Person(id="one", name=recorded), nm.Person(id="other", name="J. R. Hara")
    assert find_actors(collected(one, other), asked) == (one,)
    assert find_actors(collected(one, other), asked.replace(".", " ").upper()) == (one,)
    assert find_actors(collected(one, other), "JRR OHara") == (one,)


@each_case(
    ("name", "asked"),
    [
        ("Antonio F. D. Cabral", "Antonio F.D. Cabral"),
        ("Antonio F.D. Cabral", "antonio fd cabral"),
        ("U. S. Marshals", "US Marshals"),
        ("Hawai\u02bbi County", "Hawaii County"),
        ("Ana O\u2019Neil", "Ana ONeil"),
        ("Ana O\u2019Neil", "neil"),
        ("Ana O\u2019Neil", "ana o neil"),
        ("Ana Ruiz\u2010Soto", "Ana Ruiz-Soto"),
        ("Ana Ru\u00adiz", "Ana Ruiz"),
        ("Ana\u00a0Rui\u0301z", "ana ru\u00edz"),
    ],
)
def test_a_name_is_found_however_it_is_written(name: str, asked: str) -> None:
    person = nm.Person(id="p", name=name)
    assert find_actors(collected(person), asked) == (person,)
