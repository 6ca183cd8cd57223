"""Recurrence rules, compared with the sentences of RFC 5545, section 3.3.10."""

import json
import re
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import DocumentError, InvalidValueError
from nmpolicy.vocabulary.recurrence import FREQUENCIES, WEEKDAYS, Recurrence, parse_recurrence

REGEX = Recurrence.__metadata__[0].regex  # type: ignore[attr-defined]


def is_valid(rule: str) -> bool:
    try:
        return bool(parse_recurrence(rule))
    except InvalidValueError:
        return False


@each_case(
    "rule",
    [
        "FREQ=DAILY;COUNT=10",
        "FREQ=DAILY;UNTIL=19971224T000000Z",
        "FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA",
        "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH",
        "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
        "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
        "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
        "FREQ=YEARLY;BYDAY=20MO",
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
        "FREQ=DAILY;BYMONTHDAY=+1;BYMONTH=07",
        "FREQ=DAILY;INTERVAL=999999999",
        "FREQ=YEARLY;UNTIL=20240229",
    ],
)
def test_a_rule_of_the_standard_is_accepted(rule: str) -> None:
    assert is_valid(rule)
    assert re.fullmatch(REGEX, rule)


@each_case(
    ("rule", "problem"),
    [
        ("", "it must begin with FREQ"),
        ("COUNT=2", "it must begin with FREQ"),
        ("COUNT=2;FREQ=DAILY", "it must begin with FREQ"),
        ("freq=daily", "it must begin with FREQ"),
        ("FREQ", "FREQ must be one of YEARLY, MONTHLY, WEEKLY, DAILY"),
        ("FREQ=HOURLY", "FREQ must be one of"),
        ("FREQ=daily", "FREQ must be one of"),
        ("FREQ=DAILY;", "'' is not a part of a rule"),
        ("FREQ=DAILY;BYFOO=1", "'BYFOO' is not a part of a rule; the parts are INTERVAL,"),
        ("FREQ=DAILY;X-A=1", "'X-A' is not a part of a rule"),
        ("FREQ=DAILY;count=1", "'count' must be in capitals"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ is given twice; keep one"),
        ("FREQ=DAILY;COUNT=1;COUNT=1", "COUNT is given twice; keep one"),
        ("FREQ=DAILY;COUNT=0", "COUNT must be a whole number from 1"),
        ("FREQ=DAILY;COUNT=9999999999", "COUNT must be a whole number from 1 to 999999999"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL must be a whole number from 1"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL must be a whole number from 1"),
        ("FREQ=DAILY;INTERVAL=", "INTERVAL must be a whole number from 1"),
        ("FREQ=DAILY;INTERVAL=1=2", "INTERVAL must be a whole number from 1"),
        ("FREQ=DAILY;INTERVAL=\u0663", "INTERVAL must be a whole number from 1"),
        ("FREQ=DAILY;COUNT=1;UNTIL=20250101", "COUNT and UNTIL are not allowed together; remove one"),
        ("FREQ=DAILY;UNTIL=2025", "UNTIL must be a date like 20251231"),
        ("FREQ=DAILY;UNTIL=2025-12-31", "UNTIL must be a date like 20251231"),
        ("FREQ=DAILY;UNTIL=20251231T250000Z", "UNTIL must be a date like 20251231"),
        ("FREQ=DAILY;UNTIL=20251332", "UNTIL=20251332 is not a date in the calendar"),
        ("FREQ=DAILY;UNTIL=20250229", "UNTIL=20250229 is not a date in the calendar"),
        ("FREQ=DAILY;BYHOUR=1,2", "BYHOUR is about a time of day; a recurrence is made of days, so remove it"),
        ("FREQ=DAILY;BYMINUTE=1", "BYMINUTE is about a time of day"),
        ("FREQ=DAILY;BYSECOND=1", "BYSECOND is about a time of day"),
        ("FREQ=YEARLY;BYMONTH=0", "BYMONTH must be months from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=13", "BYMONTH must be months from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH must be months from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=1,", "BYMONTH must be months from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=", "BYMONTH must be months from 1 to 12"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY must be days from 1 to 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-32", "BYMONTHDAY must be days from 1 to 31"),
        (
            "FREQ=WEEKLY;BYMONTHDAY=1",
            "BYMONTHDAY is not allowed with FREQ=WEEKLY, only with YEARLY and MONTHLY and DAILY",
        ),
        ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY must be days from 1 to 366"),
        ("FREQ=MONTHLY;BYYEARDAY=1", "BYYEARDAY is not allowed with FREQ=MONTHLY, only with YEARLY"),
        ("FREQ=WEEKLY;BYYEARDAY=1", "BYYEARDAY is not allowed with FREQ=WEEKLY"),
        ("FREQ=DAILY;BYYEARDAY=1", "BYYEARDAY is not allowed with FREQ=DAILY"),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO must be weeks from 1 to 53"),
        ("FREQ=YEARLY;BYWEEKNO=0", "BYWEEKNO must be weeks from 1 to 53"),
        ("FREQ=MONTHLY;BYWEEKNO=1", "BYWEEKNO is not allowed with FREQ=MONTHLY, only with YEARLY"),
        ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY has a number before a weekday, which is not allowed with FREQ=WEEKLY"),
        ("FREQ=DAILY;BYDAY=-1MO", "BYDAY has a number before a weekday, which is not allowed with FREQ=DAILY"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "BYDAY has a number before a weekday, which is not allowed with BYWEEKNO"),
        ("FREQ=YEARLY;BYDAY=0MO", "BYDAY must be weekdays such as MO"),
        ("FREQ=YEARLY;BYDAY=54MO", "BYDAY must be weekdays such as MO"),
        ("FREQ=YEARLY;BYDAY=XX", "BYDAY must be weekdays such as MO"),
        ("FREQ=YEARLY;BYDAY=mo", "BYDAY must be weekdays such as MO"),
        ("FREQ=YEARLY;BYDAY=", "BYDAY must be weekdays such as MO"),
        ("FREQ=MONTHLY;BYDAY=6MO", "BYDAY counts to 6, but a month has at most 5 of each weekday"),
        ("FREQ=YEARLY;BYMONTH=1;BYDAY=-6MO", "BYDAY counts to 6, but a month has at most 5 of each weekday"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs another part that begins with BY"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "BYSETPOS must be positions from 1 to 366"),
        ("FREQ=WEEKLY;WKST=MON", "WKST must be one of MO, TU, WE, TH, FR, SA, SU"),
    ],
)
def test_a_rule_outside_the_standard_is_refused_with_the_reason(rule: str, problem: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        nm.Provision(id="a", instrument="b", kind="regulative", recurrence=rule)
    assert f" is not a recurrence rule (RFC 5545): {problem}" in str(caught.value)
    fields = {"id": "a", "instrument": "b", "kind": "regulative", "recurrence": rule}
    document = json.dumps({"nmpolicy": 1, "id": "c", "title": "T", "provisions": [fields]})
    with pytest.raises(DocumentError) as refused:
        nm.loads(document)
    (found,) = refused.value.problems
    assert found.pointer == "/provisions/0/recurrence"
    assert problem in found.message


def test_each_number_is_accepted_exactly_in_its_range() -> None:
    # "Valid values are 1 to 31 or -31 to -1", and so on for each part.
    ranges = {"BYMONTH": (12, False), "BYMONTHDAY": (31, True), "BYYEARDAY": (366, True), "BYWEEKNO": (53, True)}
    for (name, (most, signed)), number in product(ranges.items(), range(-400, 401)):
        valid = 1 <= number <= most or (signed and -most <= number <= -1)
        for rule in (f"FREQ=YEARLY;{name}={number}", f"FREQ=YEARLY;{name}=1,{number}"):
            assert is_valid(rule) == bool(re.fullmatch(REGEX, rule)) == valid, rule
    for number in range(-400, 401):
        assert is_valid(f"FREQ=YEARLY;BYDAY=MO;BYSETPOS={number}") == (1 <= abs(number) <= 366)
        assert is_valid(f"FREQ=YEARLY;BYDAY={number}MO") == (1 <= abs(number) <= 53)
        assert is_valid(f"FREQ=MONTHLY;BYDAY={number}MO") == (1 <= abs(number) <= 5)


_VALUES = {
    "INTERVAL": "2", "COUNT": "3", "UNTIL": "20251231", "WKST": "SU", "BYMONTH": "7", "BYWEEKNO": "20",
    "BYYEARDAY": "100", "BYMONTHDAY": "15", "BYDAY": "MO", "BYSETPOS": "1",
}  # fmt: skip


@pytest.mark.parametrize("frequency", FREQUENCIES)
def test_each_pair_of_parts_is_accepted_as_the_standard_says(frequency: str) -> None:
    for one, other in product(_VALUES, repeat=2):
        parts = {one, other}
        valid = (
            one != other
            and not parts >= {"COUNT", "UNTIL"}
            and (frequency == "YEARLY" or not parts & {"BYWEEKNO", "BYYEARDAY"})
            and (frequency != "WEEKLY" or "BYMONTHDAY" not in parts)
            and ("BYSETPOS" not in parts or any(each.startswith("BY") for each in parts - {"BYSETPOS"}))
        )
        assert is_valid(f"FREQ={frequency};{one}={_VALUES[one]};{other}={_VALUES[other]}") == valid, (one, other)


@given(st.text("FREQ=DAILYBM;,+-0123T", max_size=30), st.sampled_from(["", "FREQ=DAILY;", "FREQ=YEARLY;BYDAY="]))
def test_the_expression_matches_whatever_the_check_accepts(text: str, start: str) -> None:
    rule = start + text
    assert not is_valid(rule) or re.fullmatch(REGEX, rule)


def test_a_hostile_text_is_refused_at_once() -> None:
    started = time.process_time()
    for rule in (
        "FREQ=DAILY" + ";BYDAY=MO" * 100_000,
        "FREQ=YEARLY;BYMONTHDAY=" + "1," * 100_000,
        "FREQ=DAILY;COUNT=" + "0" * 100_000,
        ";" * 100_000,
    ):
        assert not is_valid(rule)
    assert time.process_time() - started < 5


def test_a_rule_is_read_into_its_parts() -> None:
    rule = parse_recurrence("FREQ=YEARLY;INTERVAL=2;COUNT=5;WKST=SU;BYMONTH=1,07;BYDAY=-1FR,MO;BYSETPOS=-1,+1")
    assert (rule.frequency, rule.interval, rule.count, rule.until) == ("YEARLY", 2, 5, None)
    assert (rule.months, rule.weekdays, rule.positions) == ((1, 7), ((-1, 4), (0, 0)), (-1, 1))
    assert rule.week_start == WEEKDAYS.index("SU")
    assert str(parse_recurrence("FREQ=DAILY;UNTIL=20251231T235959Z").until) == "2025-12-31"
