"""The page that `nmpolicy show` prints."""

from hypothesis import given, settings

import nmpolicy as nm
from nmpolicy.cli.render.overview import overview
from nmpolicy.strategies import collections


@settings(max_examples=40)
@given(collections())
def test_no_collection_can_print_control_characters(collection: nm.Collection) -> None:
    shown = overview(collection)
    assert all(character.isprintable() or character == "\n" for character in shown)


def test_unknown_details_are_marked() -> None:
    source = nm.Source(id="s", kind="other", title="A paper")
    order = nm.Order(id="eo", kind="other", title="An order", number="7")
    duty = nm.Provision(id="eo.a", instrument=order, kind="regulative", aim="act", bearers=["nobody"])
    praise = nm.Statement(id="praise", stances=[nm.TargetStance(topic="it", stance="neutral")])
    shown = overview(nm.Collection(id="demo", title="T").add(source, order, duty, praise))
    assert "other 7, id eo\n  Authority: not stated\n  Stage: not stated\n    - Nobody act" in shown
    assert "Statements that take no side\n    Unnamed speaker" in shown
    assert "Timeline" not in shown
    assert "Stances" not in shown


def test_votes_sponsors_and_stances_on_provisions_are_shown() -> None:
    council = nm.Organization(id="council", name="Council")
    vote = nm.VoteEvent(passed=True, yes=5, no=4, date="2026-01-05", motion="passage")
    measure = nm.Measure(id="m", kind="ordinance", title="M", body=council, sponsors=[council], vote_events=[vote])
    duty = nm.Provision(
        id="m.a", instrument=measure, kind="regulative", section="Section 2", bearer_text="staff", aim="act"
    )
    on = [
        nm.TargetStance(target=duty, stance="support"),
        nm.TargetStance(target=duty, topic="its cost", stance="oppose"),
        nm.TargetStance(stance="oppose"),
    ]
    praise = nm.Statement(id="praise", speakers=[council], stances=on)
    shown = overview(nm.Collection(id="demo", title="T").add(council, measure, duty, praise))
    assert "  Sponsors: Council\n  Vote: passed, 5 to 4, passage, 2026-01-05\n    - Section 2: Staff act" in shown
    assert "On Staff act\n  support\n    Council" in shown
    assert "On Staff act, its cost\n  oppose\n    Council, as above" in shown
    assert "On something not stated" in shown


def test_the_new_facts_of_instruments_are_shown() -> None:
    council, clerk = nm.Organization(id="council", name="Council"), nm.Post(id="clerk", name="Clerk")
    vote = nm.VoteEvent(
        body=council, motion="passage", date="2026-01-05", requirement="two-thirds", moved_by=[clerk],
        seconded_by=[council], yes=7, passed=False,
        votes=[nm.Vote(voter=clerk, option="yes", weight=3), nm.Vote(voter=council, option="no")],
    )  # fmt: skip
    measure = nm.Measure(
        id="m", kind="ordinance", title="M", number="5", kind_text="Lei", language="pt", cosponsors=[clerk],
        identifiers=[nm.Identifier(scheme="docket", identifier="D-9")], provision_coverage="some", vote_events=[vote],
        legal_basis=[nm.LegalBasis(citation="Charter 8", law="charter")],
        milestones=[nm.Milestone(stage="signed", by=[council], capacity=clerk, on_behalf_of=[clerk], notes="At night")],
    )  # fmt: skip
    order = nm.Order(id="o", kind="other", title="O", series="Orders")
    fine = nm.MonetaryAmount(value="5", currency="USD")
    duty = nm.Provision(
        id="m.a", instrument=measure, kind="regulative", bearers=[clerk], aim="act", amounts=[fine],
        or_else_provisions=["m.a"], defined_by=["m.a"],
    )  # fmt: skip
    part = nm.Relation(id="r", subject=order, predicate="repeals", object=duty)
    shown = overview(nm.Collection(id="demo", title="T").add(council, clerk, measure, order, duty, part))
    for line in (
        "  ordinance (Lei) 5, id m, language pt\n  Identifier: docket: D-9\n",
        "  Legal basis: Charter 8, charter\n",
        "  Stage: signed (date not given), by Council, as Clerk, on behalf of Clerk (At\n         night)\n",
        "  Cosponsors: Clerk\n",
        "        yes: Clerk (weight 3); no: Council\n",
        "    - Clerk act (5 USD)\n      Or else: Clerk act (5 USD)\n      Defined by: Clerk act (5 USD)\n",
        "  The collection has some of its provisions.\n",
        "  other, series Orders, id o\n",
        "in part: m.a",
    ):
        assert line in shown
    assert (
        "Vote: failed, 7 yes, passage, Council, 2026-01-05, needed two thirds, moved by Clerk, seconded by Council yes:"
    ) in " ".join(shown.split())


def test_several_sources_are_numbered_and_terms_have_spaces() -> None:
    sources = [nm.Source(id=f"news-{n}", kind="news-article", title=f"Paper {n}") for n in (1, 2)]
    people = [nm.Person(id=name.lower(), name=name) for name in ("Ana", "Ben", "Cleo")]
    decree = nm.Order(id="o", kind="agreement", title="A decree", milestones=[nm.Milestone(stage="struck-down")])
    praise = nm.Statement(
        id="praise", speakers=people, medium="press-conference", summary="They object.",
        stances=[nm.TargetStance(target=decree, stance="oppose", objection="not-far-enough")],
        evidence=[nm.Evidence(source=source, paragraph=13) for source in sources],
    )  # fmt: skip
    answer = nm.Relation(id="r", subject=decree, predicate="responds-to", object=praise)
    shown = overview(nm.Collection(id="demo", title="T").add(*sources, *people, decree, praise, answer))
    for line in (
        "Source 1: Paper 1 (news-article)\n",
        "Source 2: Paper 2 (news-article)\n",
        "Numbers in brackets are a source and its paragraph: [1:2] is paragraph 2 of",
        "  Stage: struck down (date not given)\n",
        "  It responds to praise\n",
        "    Ana, Ben, and Cleo (press conference, not far enough)\n",
        "      They object. [1:13, 2:13]\n",
        "  - A decree: struck down",
    ):
        assert line in shown


def test_numbers_in_brackets_are_explained_only_where_there_are_some() -> None:
    sources = [nm.Source(id=f"s{n}", kind="news-article", title="Paper") for n in (1, 2)]
    ana = nm.Person(id="ana", name="Ana")
    for number in (1, 2):
        for paragraph, explained in ((None, 0), (3, 1)):
            evidence = [nm.Evidence(source="s1", paragraph=paragraph)]
            said = nm.Statement(id="said", speakers=[ana], summary="They object.", evidence=evidence)
            shown = overview(nm.Collection(id="demo", title="T").add(*sources[:number], ana, said))
            assert shown.count("Numbers in brackets are") == explained
