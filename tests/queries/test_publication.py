"""Delays between signing and publication."""

import nmpolicy as nm
from nmpolicy.queries.publication import publication_delays
from nmpolicy.rules.examples import measure, order
from query_helpers import collected, reached


def test_a_delay_runs_from_the_signing_to_the_publication() -> None:
    one = order(id="a", milestones=reached("signed 2025-07-21", "issued 2025-07-25"))
    two = order(id="b", milestones=reached("signed 2025-07"))
    law = measure(id="c", milestones=reached("signed 2025-07-21?", "issued 2025-07-25"))
    paper = nm.Event(id="paper", kind="publication", name="P", start_date="2025-08-01", about=["b", "c"])
    early = order(id="early", milestones=reached("issued 2025-01-01", "signed 2025-01-05"))
    later = nm.Event(id="later", kind="publication", name="P", start_date="2025-08-05", about=["b"])
    march = nm.Event(id="march", kind="protest", name="P", start_date="2025-08-01", about=["b"])
    same_day = order(id="f", milestones=reached("signed 2025-07-21", "issued 2025-07-21"))
    made = collected(
        one,
        two,
        law,
        early,
        march,
        later,
        paper,
        same_day,
        order(id="d"),
        order(id="e", milestones=reached("signed 2025")),
    )
    assert [(each.record, str(each.published), each.least, each.most) for each in publication_delays(made)] == [
        ("a", "2025-07-25", 4, 4),
        ("b", "2025-08-01", 1, 31),
        ("f", "2025-07-21", 0, 0),
    ]
