"""A very long name: it is mentioned by many records, and what is written stays near the size of the collection."""

import nmpolicy as nm
from nmpolicy.queries.provision_sentences import provision_sentence
from nmpolicy.rules.examples import duty, order
from query_helpers import collected, reached

LONG = "Department of " + "x" * 20_000


def test_a_very_long_name_is_cut_where_other_records_mention_it() -> None:
    department = nm.Organization(id="clinic", name=LONG, size=12)
    made = collected(department, order(milestones=reached("signed 2024-01-01")), *(duty(id=f"p-{n}") for n in range(9)))
    assert str(department) == f"{LONG} (12)"
    assert made.label("clinic") == f"{LONG[:999]}…"
    assert provision_sentence(made, "p-0").startswith(f"{LONG[:999]}… MUST ")
    for text in (nm.exports.to_ig(made).content, nm.report.to_html(made, on="2024-05-01")):
        assert text.count("x" * 2_000) <= 2
