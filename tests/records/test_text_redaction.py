"""Redaction of single texts, addresses and unknown fields."""

from itertools import islice, product

from growth_ratio import growth
from nmpolicy.records.name_search import NameSearch
from nmpolicy.records.text_redaction import TextRedaction
from nmpolicy.vocabulary.extra import Extra

ROE = TextRedaction(NameSearch([("jane-roe", "Jane Roe")]), {"jane-roe": "private-1", "case.roe": "case.private-1"})


def test_what_names_no_one_is_the_same_object() -> None:
    extra = Extra({"x-a": ["Jane", {"b": None}, 1, True], "x-b": {}})
    assert ROE.unknown_fields(extra) is extra
    assert ROE.text("the city") == "the city"
    assert ROE.url("https://example.org/jane") == "https://example.org/jane"


def test_an_address_with_an_uncommon_surname_is_left_out() -> None:
    for end in ("roe.pdf", "the-roes", "%52oe", "?of=Jane&#32;Roe"):
        assert ROE.url(f"https://example.org/{end}") is None
    bodies = NameSearch([("jane-roe", "Jane Roe"), ("bill-may", "Bill May")], ["Ann Doe"], ["City of Roe"])
    for end in ("roe", "may", "doe"):
        assert TextRedaction(bodies, {}).url(f"https://example.org/{end}") is not None


def test_keys_that_become_the_same_are_numbered() -> None:
    extra = Extra({"x-Jane Roe": 1, "x-JANE ROE": {"Roe Jane": [], "jane-roe": "in case.roe"}, "x-jane  roe": 3})
    assert ROE.unknown_fields(extra) == {
        "x-a private individual": 1,
        "x-a private individual 2": {"a private individual": (), "private-1": "in case.private-1"},
        "x-a private individual 3": 3,
    }


def test_many_keys_that_become_the_same_are_numbered_in_time_in_proportion() -> None:
    def alike(size: int) -> Extra:
        between = islice(product(" -,;:/", repeat=5), size)
        return Extra({f"x-Jane{''.join(each)}Roe": 1 for each in between})

    assert growth(ROE.unknown_fields, alike, 400) < 9


def test_without_names_and_ids_no_text_is_searched() -> None:
    assert TextRedaction(NameSearch([]), {}).text("Jane Roe") == "Jane Roe"


def test_a_surname_that_stays_is_noticed() -> None:
    redaction = TextRedaction(NameSearch([("jane-roe", "Jane Roe")]), {})
    assert (redaction.text("Jane Roe"), redaction.found_name_word) == ("a private individual", False)
    assert (redaction.text("Ms. Roe"), redaction.found_name_word) == ("Ms. Roe", True)
