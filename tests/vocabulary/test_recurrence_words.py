"""Recurrence rules in English."""

import pytest

from each_case import each_case
from nmpolicy.errors import InvalidValueError
from nmpolicy.vocabulary.recurrence_words import recurrence_words


@each_case(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=10;COUNT=1", "every 10 days, once"),
        ("FREQ=DAILY;BYMONTH=1,7;BYDAY=MO", "every day, in January and July on Monday"),
        ("FREQ=WEEKLY", "every week"),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR", "every 2 weeks on Monday, Wednesday and Friday, with weeks from Sunday"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month on day 15"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "every month on the second to last day"),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", "every month on the first Monday and the last Friday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1,2", "every month on Monday and Tuesday, only the last and second of these days"),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=15", "every year on July 15"),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=-1", "every year in July on the last day of the month"),
        ("FREQ=YEARLY;BYMONTH=7,8;BYMONTHDAY=1", "every year in July and August on day 1 of the month"),
        ("FREQ=YEARLY;BYWEEKNO=20,-1;BYDAY=MO", "every year in week 20 and the last week on Monday"),
        ("FREQ=YEARLY;BYYEARDAY=100,-21", "every year on day 100 and the 21st to last day of the year"),
        ("FREQ=YEARLY;BYDAY=22MO,-12FR,43TU", "every year on the 22nd Monday, the 12th to last Friday and the 43rd Tuesday"),
        ("FREQ=YEARLY;UNTIL=20301231T120000Z", "every year, through 2030-12-31"),
    ],
)  # fmt: skip
def test_a_rule_in_words(rule: str, words: str) -> None:
    assert recurrence_words(rule) == words


def test_another_text_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="is not a recurrence rule"):
        recurrence_words("monthly")
