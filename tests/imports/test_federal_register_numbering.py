"""The days of numbered documents as evidence."""

from datetime import date, timedelta

from nmpolicy.imports.federal_register.register_ids import Party
from nmpolicy.imports.federal_register.register_numbering import Numbering
from nmpolicy.vocabulary.dates import PartialDate


def order(number: object, day: str | None = None, kind: str = "executive order") -> Party:
    return Party(f"us-{number}", kind, str(number), PartialDate(day) if day else None)


def contradiction(numbering: Numbering, number: object, day: str, kind: str = "executive order") -> str | None:
    found = numbering.contradiction(order(number, None, kind), PartialDate(day))
    return found.number if found else None


def test_days_follow_the_numbers_of_a_series() -> None:
    numbering = Numbering.of([order(30, "2009-03-01"), order(10, "2009-01-01"), order("20-A", "2009-02-01")])
    assert contradiction(numbering, 15, "2008-12-31") == "10"
    assert contradiction(numbering, 15, "2009-02-02") == contradiction(numbering, 20, "2009-02-02") == "20-A"
    assert contradiction(numbering, "20-B", "2009-01-31") == "20-A"
    assert contradiction(numbering, 5, "2009-01-02") == "10"
    assert contradiction(numbering, 40, "2009-02-28") == "30"
    same = (contradiction(numbering, n, day) for n, day in ((15, "2009-01-01"), (15, "2009-02-01"), (15, "2009")))
    assert [*same] == [None, None, None]


def test_other_series_and_days_that_are_not_known_say_nothing() -> None:
    numbering = Numbering.of(
        [order(10, "2009"), order(11), order("A-1", "2009-01-01"), order(12, "2009-01-01", "notice")]
    )
    assert contradiction(numbering, 9, "2010-01-01") is None
    orders = Numbering.of([order(10, "2009-01-01")])
    assert contradiction(orders, 9, "2010-01-01", "proclamation") is contradiction(orders, "x", "2010-01-01") is None
    assert contradiction(Numbering.of([]), 9, "2010-01-01") is None


def test_a_document_that_contradicts_most_others_is_no_witness() -> None:
    first = date(2009, 1, 1)
    days = [order(n, (first + timedelta(days=n)).isoformat()) for n in range(1, 3000)]
    numbering = Numbering.of([*days[:1000], order(1001, "2030-01-01"), *days[1001:]])
    assert contradiction(numbering, 1500, (first + timedelta(days=1500)).isoformat()) is None
    assert contradiction(numbering, 1001, "2030-01-01") == "1002"
