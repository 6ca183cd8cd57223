"""Relations in words: their last days, and the parts that they affect."""

import nmpolicy as nm
from nmpolicy.queries.force.relation_words import relation_words
from nmpolicy.rules.examples import duty, order
from query_helpers import collected, reached

ORDER = order(milestones=reached("signed 2024-01-01"))
RULING = nm.Event(id="ruling", kind="court-ruling", name="R", start_date="2024-06-01", end_date="2024-06-10")
CLAUSE = duty(id="order.1", instrument="order", section="Section 1")


def test_a_suspension_is_told_with_the_last_day_of_its_event() -> None:
    stay = nm.Relation(id="r", subject="ruling", predicate="suspends", object="order", scope=["order.1"])
    collection = collected(ORDER, CLAUSE, RULING, stay)
    assert relation_words(collection, stay) == "suspends order from 2024-06-01 through 2024-06-10, in part: order.1"
    assert nm.lineage(collection, "order")[0].details == "from 2024-06-01 through 2024-06-10, in part: order.1"
    cited = nm.Relation(id="r", subject="ruling", predicate="annuls", object="order")
    assert relation_words(collected(ORDER, RULING, cited), cited) == "annuls order on 2024-06-01"


def test_words_about_a_provision_do_not_name_it_again() -> None:
    stay = nm.Relation(id="r", subject="ruling", predicate="suspends", object="order", scope=["order.1"])
    collection = collected(ORDER, CLAUSE, RULING, stay)
    about = relation_words(collection, stay, inverse=True, about="order.1")
    assert about == "suspended by ruling from 2024-06-01 through 2024-06-10"
    named = relation_words(collection, stay, part_name=lambda part: f"Section 1 [{part}]")
    assert named.endswith(", in part: Section 1 [order.1]")
