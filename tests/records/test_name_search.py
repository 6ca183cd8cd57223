"""Names of people in texts: which spellings are found, and which other words are left alone."""

import pytest

from each_case import each_case
from nmpolicy.records.name_search import NameSearch, folded_words, name_readings

FOUND = [
    ("Jane Roe", "jane roe"),
    ("Jane Roe", "JANE ROE"),
    ("Jane Roe", "Jane-Roe"),
    ("Jane Roe", "Jane\u00a0\n Roe"),
    ("Jane Roe", "J\u00e1ne Ro\u0308e\u0301"),
    ("Jane Roe", "Ja\u00adne R\u200boe"),
    ("Jane Roe", "Roe, Jane"),
    ("Roe, Jane", "Jane Roe"),
    ("Bill May", "BILL MAY"),
    ("Bill May", "May, Bill"),
    ("Jane Roe", "Jane Q. R. Roe"),
    ("Jane Roe", "JaneRoe"),
    ("Jane Roe", "jane_roe"),
    ("Jane Roe", "%4Aane%20Roe"),
    ("Dr. Jane Roe Jr.", "Jane Roe"),
    ("Jane Elizabeth Roe", "Jane Roe"),
    ("Jane Elizabeth Roe", "Roe, Jane Elizabeth"),
    ("Juan Carlos M\u00e9ndez L\u00f3pez", "Mendez Lopez"),
    ("Mar\u00eda de la Cruz", "Maria Cruz"),
    ("J. R. Roe", "JR Roe"),
    ("J R Roe", "J.R. Roe"),
    ("Sean O\u2019Neil", "Sean ONeil"),
    ("Sean ONeil", "Sean Oneil"),
    ("Keola Ka\u02bbai", "KEOLA KA\u2019AI"),
    ("Jan M\u00fcller", "Jan Mueller"),
    ("S\u00f8ren \u00c5berg", "Soren Aberg"),
    ("S\u00f8ren \u00c5berg", "Soeren Aaberg"),
    ("\u738b\u5c0f\u660e", "\u738b\u5c0f\u660e"),
    ("\uae40\ucca0\uc218", "\uae40\ucca0\uc218"),
    ("Roe", "ROE"),
    ("Lukasz Walesa", "\u0141ukasz Wa\u0142\u0119sa"),
    ("\u0141ukasz Wa\u0142\u0119sa", "LUKASZ Wa\u0142\u0119sa"),
    ("Oddmund Sorbo", "Oddmund S\u00f8rb\u00f8"),
    ("Gudrun Thorsdottir", "Gu\u00f0r\u00fan \u00de\u00f3rsd\u00f3ttir"),
    ("Kadir Inanir", "KAD\u0130R \u0130NANIR"),
    ("\u0130brahim I\u015f\u0131k", "ibrahim \u0131\u015f\u0131k"),
    ("S\u00f8ren \u00c6r\u00f8", "Soeren Aeroe"),
    ("Anna-Lena M\u00fcller-L\u00fcdenscheidt", "Lena M\u00fcller-L\u00fcdenscheidt"),
    ("Mar\u00eda Jos\u00e9 Garc\u00eda L\u00f3pez", "Jos\u00e9 Garcia Lopez"),
]


@each_case(("name", "text"), FOUND)
def test_a_name_is_found_in_another_spelling(name: str, text: str) -> None:
    search = NameSearch([("jane", name)])
    assert search.replaced(f"With {text}.", "***") == "With ***."
    assert search.finds(text)


@each_case("text", ["", "Jane Doe", "Roe", "Jane", "Janet Roe", "Jane Roen", "Jane is Roe", "J. Roe", "1 000"])
def test_other_words_stay(text: str) -> None:
    search = NameSearch([("jane", "Jane Roe")])
    assert search.replaced(text, "***") is text


def test_a_longer_name_goes_first_and_each_one_is_replaced() -> None:
    search = NameSearch([("a", "Jane Roe"), ("b", "Jane Roe Poe")])
    assert search.replaced("Jane Roe, Jane Roe Poe", "***") == "***, ***"
    assert list(search.spans(["jane", "roe", "poe", "jane", "roe"])) == [(0, 3, "b"), (3, 5, "a")]


def test_a_name_does_not_go_on_into_another_one() -> None:
    names = [("ana", "Ana Maria Roelfs Quill")]
    public = NameSearch(names, ["Maria Roelfs Garcia"])
    assert public.replaced("Ana Roelfs, Maria Roelfs Garcia", "***") == "***, Maria Roelfs Garcia"
    assert NameSearch(names).replaced("Ana Roelfs, Ana Quill", "***") == "***, ***"


def test_a_korean_name_is_found_before_an_ending() -> None:
    search = NameSearch([("kim", "\uae40\ucca0\uc218")])
    assert search.replaced("\uae40\ucca0\uc218\ub294", "***") == "***\ub294"


@each_case("name", ["", " ", "J.", "!", "\u738b"])
def test_a_name_without_words_or_of_one_letter_is_not_searched_for(name: str) -> None:
    search = NameSearch([("jane", name)])
    assert not search.finds(f"{name} J. !")


def test_titles_alone_are_a_name_too() -> None:
    assert NameSearch([("prince", "Junior Sr.")]).finds("junior")
    assert NameSearch([("esq", "Esq.")]).finds("the esq")


@pytest.mark.parametrize("name", ["Jane Li de la Roe III", "de la Roe, Jane Li"])
def test_surnames_are_all_words_after_the_first_that_are_no_particles_and_not_short(name: str) -> None:
    search = NameSearch([("jane", name)])
    assert (sorted(search.surnames), sorted(search.name_words)) == (["roe"], ["jane", "li", "roe", "roees", "roes"])


def test_surnames_are_no_common_words_and_the_only_word_of_a_name_is_none() -> None:
    assert not NameSearch([("roe", "Roe"), ("ann", "Ann May")]).surnames


@each_case(
    ("name", "text"),
    [
        ("May", "The council may act in May."),
        ("Li", "li and Li"),
        ("An", "An order is an act."),
        ("Bill May", "The bill may pass. Bill may not."),
        ("Will Grant", "The city will grant it."),
        ("A. Bill", "A bill is not a bill."),
    ],
)
def test_common_words_stay_and_are_noticed(name: str, text: str) -> None:
    search = NameSearch([("someone", name)])
    assert search.replaced(text, "***") == text
    assert search.has_name_word(text)


def test_the_names_of_others_stay_even_with_two_words_of_a_name() -> None:
    search = NameSearch([("juan", "Juan Garcia Lopez")], ["Ana Garcia Lopez", "Juan Garcia Lopez", "Tim Keller"])
    assert search.replaced("Ana Garcia Lopez met Juan Garcia Lopez.", "***") == "Ana Garcia Lopez met ***."
    assert not search.finds("Ana Garcia Lopez")


@pytest.mark.parametrize("other", ["Mrs. John Roe", "The wife of John Q. Roe", "John Roe II"])
def test_the_name_of_another_that_has_the_whole_name_does_not_stay(other: str) -> None:
    search = NameSearch([("john", "John Roe")], [other])
    assert "Roe" not in search.replaced(f"{other} came.", "***")


def test_a_name_that_begins_in_the_name_of_another_is_found() -> None:
    search = NameSearch([("john", "John Roe")], ["Mary John", "Mary John Roe"])
    assert search.replaced("Mary John Roe, Mary John", "***") == "Mary ***, Mary John"


def test_words_and_readings() -> None:
    assert folded_words("100% of %zz") == ["100", "of", "zz"]
    assert name_readings("...") == set()
