"""Records and dates that the tests of the queries share."""

from datetime import date, timedelta

from hypothesis import strategies as st

import nmpolicy as nm

#: The first day of the calendar that dates are drawn from.
FIRST = date(2025, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]
EXACT = st.sampled_from([nm.PartialDate(day) for day in DAYS[1:-1]])
#: An exact date, an approximate one, or none.
ROUGH = st.none() | EXACT | EXACT.map(lambda day: nm.PartialDate(day + "~"))


def collected(*records: nm.Record) -> nm.Collection:
    return nm.Collection.of(records, id="demo", title="T")


def reached(*stages: str) -> list[nm.Milestone]:
    """Milestones, each written as its stage and its date, if it has one."""
    return [nm.Milestone(stage=stage, date=date or None) for stage, _, date in (each.partition(" ") for each in stages)]
