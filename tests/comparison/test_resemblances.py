"""Recognizing records by web addresses, and names apart from the words that may be left out."""

import nmpolicy as nm
from each_case import each_case
from nmpolicy.comparison.resemblances import Organizations, page_address, weak_resemblances
from nmpolicy.rules.examples import CITY


@each_case(
    ("url", "same"),
    [
        ("https://x.example/a", True),
        ("http://www.X.example/a/", True),
        ("https://x.example/a#top", True),
        ("https://x.example/a?utm_source=mail&utm_medium=x&fbclid=1", True),
        ("https://x.example/a?", True),
        ("https://x.example/a?id=5", False),
        ("https://x.example/A", False),
        ("https://x.example/a#!/5", False),
        ("https://x.example/a#/5", False),
        ("https://y.example/a", False),
        ("https://x.example:8080/a", False),
        ("https://[x.example/a", False),
    ],
)
def test_an_address_is_compared_without_what_does_not_change_the_page(url: str, same: bool) -> None:  # noqa: FBT001
    assert (page_address(url) == page_address("https://x.example/a")) is same


def test_a_parameter_counts_wherever_it_stands() -> None:
    assert page_address("https://x.example/?ref=y&id=5&q=") == page_address("https://x.example?id=5&q=")


def test_a_name_that_is_only_that_of_its_organization_identifies_nothing() -> None:
    city = Organizations(nm.Collection(id="demo", title="T", organizations=[CITY]))
    office = nm.Post(id="p", name="Office of the City of Springfield", organization="city")
    assert [*weak_resemblances(office, city)] == []
    clerk = nm.Post(id="p", name="Clerk", other_names=["City Clerk", "Registrar"], organization="city")
    keys = [each.key for each in weak_resemblances(clerk, city)]
    assert keys == [("city", ("clerk",)), ("city", ("clerk",)), ("city", ("registrar",))]
