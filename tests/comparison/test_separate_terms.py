"""Telling the terms of one person in one office apart."""

import nmpolicy as nm
from each_case import each_case
from nmpolicy.comparison.separate_terms import are_separate_terms

#: A membership in words: the first day, the last day, and the dates of the sources that cite it.
Term = tuple[str, str, str]


def collection(term: Term, prefix: str) -> nm.Collection:
    start, end, dates = term
    sources = [
        nm.Source(id=f"{prefix}-{at}", kind="news-article", title="News", date=None if date == "-" else date)
        for at, date in enumerate(dates.split())
    ]
    membership = nm.Membership(
        id=f"{prefix}-term",
        member="keller",
        post="mayor",
        start_date=start or None,
        end_date=end or None,
        evidence=[nm.Evidence(source=each) for each in sources],
    )
    actors = [nm.Person(id="keller", name="Tim Keller"), nm.Post(id="mayor", name="Mayor")]
    return nm.Collection.of([*sources, *actors, membership], id=prefix, title="T")


@each_case(
    ("ours", "theirs", "apart"),
    [
        (("", "", "2025-07-22"), ("", "2021-12-01", ""), True),  # still mayor in 2025
        (("", "", "2025-07-22"), ("", "2025-12-31", ""), False),
        (("", "", "2025-07-22"), ("", "2025", ""), False),  # the precision does not decide it
        (("", "", "2019 2025"), ("", "2021-12-01", ""), True),
        (("", "", "-"), ("", "2021-12-01", ""), False),  # a source without a date
        (("", "", ""), ("", "2021-12-01", ""), False),
        (("", "", "2020-05"), ("2021-12-01", "", ""), True),  # mayor before that term began
        (("", "", "2022-05"), ("2021-12-01", "", ""), False),
        (("2017", "", ""), ("", "2016-12-31", ""), True),
        (("2017", "", ""), ("", "2021-12-31", ""), False),
        (("2017", "2021", ""), ("2017", "2025", ""), False),  # one term, and two opinions about its end
        (("2017", "2021", ""), ("2022", "2025", ""), True),
        (("", "2021", "2025"), ("", "2021-12-01", "2024"), False),
    ],
)
def test_terms(ours: Term, theirs: Term, apart: bool) -> None:  # noqa: FBT001
    one, other = collection(ours, "ours"), collection(theirs, "theirs")
    for first, second in ((one, other), (other, one)):
        assert are_separate_terms(first.memberships[0], first, second.memberships[0], second) is apart
        paired = {pair.ours for pair in nm.likely_same(first, second)}
        assert not (apart and first.memberships[0].id in paired)


def test_of_several_terms_the_one_that_goes_on_is_proposed() -> None:
    ours = collection(("", "", "2025-07-22"), "ours")
    theirs = collection(("2017-12-01", "2021-11-30", ""), "early")
    late = nm.Membership(id="late-term", member="keller", post="mayor", start_date="2021-12-01")
    pairs = [(pair.ours, pair.theirs) for pair in nm.likely_same(ours, theirs.add(late))]
    assert ("ours-term", "late-term") in pairs


def test_many_terms_do_not_take_long() -> None:
    theirs = collection(("", "", ""), "theirs").add(
        *(nm.Membership(id=f"t-{at}", member="keller", post="mayor", end_date="2001") for at in range(3_000))
    )
    ours = collection(("", "", "2025-07-22"), "ours").add(
        *(nm.Membership(id=f"o-{at}", member="keller", post="mayor", end_date="2001") for at in range(3_000))
    )
    pairs = nm.likely_same(theirs, ours)
    assert len(pairs) >= 3_000
