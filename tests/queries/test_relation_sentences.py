"""The relations of a record as sentences about it."""

import nmpolicy as nm
from nmpolicy.queries.relation_sentences import relation_sentences
from nmpolicy.rules.examples import duty, order
from query_helpers import collected, reached


def test_a_sentence_is_about_the_record_and_names_the_part() -> None:
    old, new = order(id="old", milestones=reached("signed 2020")), order(id="new", milestones=reached("signed 2021"))
    draft = order(id="draft", milestones=reached("announced 2022", "withdrawn 2023"))
    repealed = nm.Relation(id="r-1", subject="new", predicate="repeals", object="old", scope=["old.a"])
    amended = nm.Relation(id="r-2", subject="draft", predicate="amends", object="old")
    clause = duty(id="old.a", instrument="old", section=" Section 3")
    made = collected(old, new, draft, clause, repealed, amended)
    assert {each.id: [one.text(str) for one in relation_sentences(made, each)] for each in (old, new, draft)} == {
        "old": [
            "It is repealed by new in 2021, in part: Section 3 [old.a]",
            "It would have been amended by draft (withdrawn 2023)",
        ],
        "new": ["It repeals old in 2021, in part: Section 3 [old.a]"],
        "draft": ["It would have amended old (withdrawn 2023)"],
    }
