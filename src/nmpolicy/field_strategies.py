"""Hypothesis strategies for the values of fields, and which fields go together. `strategies` makes records of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from nmpolicy.records.actors import Membership, Organization
from nmpolicy.records.events import Event
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import LegalBasis, Measure, Order
from nmpolicy.records.provisions import Deadline, MonetaryAmount, Provision
from nmpolicy.records.relations import Relation
from nmpolicy.records.statements import Statement
from nmpolicy.vocabulary.extra import OWN_PREFIX, Extra
from nmpolicy.vocabulary.identifiers import Code
from nmpolicy.vocabulary.recurrence import Recurrence
from nmpolicy.vocabulary.values import (
    MAX_INT,
    Currency,
    DecimalText,
    Digest,
    Duration,
    Language,
    NonNegativeInt,
    PositiveInt,
    Url,
)

TEXTS = st.text(st.characters(codec="utf-8"))
_IN_URL = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zs"], exclude_characters='<>"')
_PERIODS = st.sampled_from(["P{}D", "P{}W", "P{}M", "P{}Y", "PT{}H", "P1Y{}M", "P{}DT12H"])
_OWN_NAMES = st.sampled_from(["", "page", "Número", "a:b", 'a"b', "é\u2028\n"]).map(OWN_PREFIX.__add__)
_NUMBERS = (0, 1, -0.5, 1e300, 2**70)
_JSON: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, *_NUMBERS, "", "x-a", 'a:b "c"', [], [[1], {"x-": []}], {}]
)
#: The fields of another program, whose names begin with `x-`. Few draws, because any record can have some.
EXTRAS = st.builds(lambda name, value: Extra({name: value}), _OWN_NAMES, _JSON)

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLAIN_DAYS = st.lists(st.sampled_from(_WEEKDAYS), min_size=1, max_size=3, unique=True).map(",".join)
_COUNTED_DAYS = st.builds("{}{}".format, st.sampled_from(["1", "2", "4", "-1", "-2"]), st.sampled_from(_WEEKDAYS))


def _numbers(least: int, most: int, *from_the_end: int) -> st.SearchStrategy[str]:
    """Generate lists of one or two numbers, some of which count from the end."""
    numbers = st.integers(least, most)
    some = (numbers | st.sampled_from(from_the_end)) if from_the_end else numbers
    return st.lists(some.map(str), min_size=1, max_size=2, unique=True).map(",".join)


_MONTHS = _numbers(1, 12)
_POSITIONS = _numbers(1, 4, -1)
_ENDS = st.integers(1, 100).map("COUNT={}".format) | st.dates().map(
    lambda day: f"UNTIL={day.isoformat()}".replace("-", "")
)
#: The part by which a rule of each frequency can choose days within a period (RFC 5545, section 3.3.10).
_DAILY = [("BYDAY", _PLAIN_DAYS), ("BYMONTHDAY", _numbers(1, 31, -1, -2))]
_CHOSEN_DAYS = {
    "DAILY": _DAILY,
    "WEEKLY": _DAILY[:1],
    "MONTHLY": [*_DAILY, ("BYDAY", _COUNTED_DAYS)],
    "YEARLY": [
        *_DAILY,
        ("BYDAY", _COUNTED_DAYS),
        ("BYYEARDAY", _numbers(1, 366, -1, -366)),
        ("BYWEEKNO", _numbers(1, 53, -1, -53)),
    ],
}


@st.composite
def recurrences(draw: st.DrawFn) -> str:
    """Generate recurrence rules of every frequency. Each part is valid, though perhaps no day meets all of them."""
    frequency = draw(st.sampled_from(list(_CHOSEN_DAYS)))
    parts = [f"FREQ={frequency}"]
    wanted = draw(st.sets(st.sampled_from(["interval", "months", "days", "end", "week"])))
    if "interval" in wanted:
        parts.append(f"INTERVAL={draw(st.integers(1, 60))}")
    if "months" in wanted:
        parts.append(f"BYMONTH={draw(_MONTHS)}")
    if "days" in wanted:
        name, values = draw(st.sampled_from(_CHOSEN_DAYS[frequency]))
        parts.append(f"{name}={draw(values)}")
        if draw(st.booleans()):
            parts.append(f"BYSETPOS={draw(_POSITIONS)}")
    if "end" in wanted:
        parts.append(draw(_ENDS))
    if "week" in wanted:
        parts.append(f"WKST={draw(st.sampled_from(_WEEKDAYS))}")
    return ";".join(parts)


#: The values of a field by its type. Terms, dates and ids need no entry.
VALUES: Mapping[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    bool: st.booleans(),
    PositiveInt: st.integers(1, MAX_INT),
    NonNegativeInt: st.integers(0, MAX_INT),
    Currency: st.sampled_from(["USD", "BRL", "JPY"]),
    DecimalText: st.decimals(0, 10**12, places=2).map(str),
    Duration: st.builds(str.format, _PERIODS, st.integers(1, 400)),
    Code: st.integers(0, 999).map("ABC{:03}".format),
    Digest: st.integers(0, 16**64 - 1).map("{:064x}".format),
    Language: st.sampled_from(["en", "es-MX", "zh-Hant-TW", "sgn-BE-FR"]),
    Recurrence: recurrences(),
    Url: st.builds("{}://{}".format, st.sampled_from(["https", "http"]), st.text(_IN_URL, min_size=1)),
    Extra: EXTRAS,
}
#: Optional fields without which a rule finds an error.
NEEDED = {(Order, "issued_by"), (Measure, "issued_by"), (Statement, "speakers")}
_CITATION = st.sampled_from(["Charter, section 8(a)", "2 N.N.C. § 1005"])
_BUSINESS_DAYS = {"within": st.sampled_from(["P1D", "P10D"]), "business_days": st.just(value=True)}
#: Fields that are only valid together: each valid combination. None stands for any value of the field.
COMBINATIONS: Mapping[type, Sequence[Mapping[str, st.SearchStrategy[Any] | None]]] = {
    Evidence: (
        {},
        {"paragraph": None},
        {"paragraph": None, "start": None, "length": None},
        {"paragraph": None, "start": None, "length": None, "digest": None},
        {"quote": None},
        {"paragraph": None, "quote": None},
    ),
    Deadline: (
        {"date": None},
        {"within": None, "after": None},
        {"within": None, "after_record": None},
        {"at_least": None, "before_record": None},
        {"at_least": st.just("P10D"), "business_days": st.just(value=True), "before_record": None},
        {**_BUSINESS_DAYS, "after": None},
        {**_BUSINESS_DAYS, "after_record": None},
    ),
    LegalBasis: ({"citation": _CITATION}, {"law": None}, {"citation": _CITATION, "law": None}),
    MonetaryAmount: ({"value": None}, {"min_value": None}, {"max_value": None}, {"min_value": None, "max_value": None}),
}
#: Fields of a class of which the first must not be larger, or later, than the second.
ORDERED = {
    Organization: ("minimum_size", "size"),
    Membership: ("start_date", "end_date"),
    Event: ("start_date", "end_date"),
    Provision: ("start_date", "end_date"),
    Relation: ("effective_date", "end_date"),
    MonetaryAmount: ("min_value", "max_value"),
}
