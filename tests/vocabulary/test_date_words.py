"""The words of dates: no word has two meanings."""

from itertools import pairwise

from nmpolicy.vocabulary import date_words
from nmpolicy.vocabulary.folding import fold


def test_every_name_of_a_month_means_one() -> None:
    for names in (date_words.ENGLISH_MONTHS, date_words.FOREIGN_MONTHS):
        numbers = list(names.values())
        assert set(numbers) == set(range(1, 13))
        assert all(first <= second for first, second in pairwise(numbers))  # a name that stood twice would be late
        assert all(names[name] == date_words.MONTHS[name] == date_words.MONTHS[fold(name)] for name in names)


def test_no_word_is_a_month_and_a_weekday() -> None:
    assert date_words.MONTHS.keys().isdisjoint(date_words.WEEKDAYS)
    assert set(date_words.WEEKDAYS.values()) == set(range(7))


def test_no_word_around_a_date_is_a_part_of_it() -> None:
    parts = {*date_words.MONTHS, *date_words.WEEKDAYS, *date_words.FIRST}
    around = {*date_words.APPROXIMATE, *date_words.UNCERTAIN, *date_words.INTRODUCTIONS}
    assert parts.isdisjoint(around)
    assert set(date_words.APPROXIMATE).isdisjoint(date_words.UNCERTAIN)
