"""The page of a collection: what is on it, where its links lead, and what hostile texts can do."""

import re
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from record_texts import texts_of

import nmpolicy as nm
from command_line import FAULTY
from html_pages import Page
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.errors import InvalidDateError
from nmpolicy.problems import printable
from nmpolicy.report.pages import to_html
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.folding import fold

ON = "2025-08-01"
ORDER = nm.Order(id="eo", kind="executive-order", title="An order")


def page_of(*records: nm.Record, on: str = ON, **fields: Any) -> Page:
    """The page of some records, whose ids and links are right."""
    return checked(nm.Collection.of(records, id="demo", title="A demonstration", **fields), on)


def checked(collection: nm.Collection, on: str = ON, *, include_private: bool = False) -> Page:
    """The page of a collection, whose ids and links are right."""
    page = Page(to_html(collection, on=on, include_private=include_private))
    assert page.repeated_ids == []
    assert page.dead_links == []
    assert all(link.startswith(("#", "http://", "https://")) for link in page.links)
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert page.tags.isdisjoint({"img", "iframe", "object", "embed", "link", "base"})
    return page


@pytest.fixture(scope="module")
def news() -> Page:
    """The page of the bundled collection."""
    return checked(nm.load_dataset(*nm.datasets()))


def test_the_card_of_an_order_says_what_it_is_and_whether_it_is_in_force(news: Page) -> None:
    for text in (
        "According to Danielle Prokop and Source NM , July 22, 2025",
        "is answered for August 1, 2025 , as far as the sources go.",
        "Executive order Albuquerque's immigrant-friendly executive order",
        "In force on August 1, 2025, as far as recorded Why: signed July 21, 2025 ; no end is recorded. Sources on it end on July 22, 2025.",
        "Authority Mayor of Albuquerque",
        "Signed July 21, 2025 , by Tim Keller ¶ 4",
        "Statements 3 support, 2 oppose: who stands where",
        "Expands 2018 Immigrant-Friendly Resolution on July 21, 2025.",
        "Is expanded by Albuquerque's immigrant-friendly executive order on July 21, 2025.",
        "Sponsors Elissa Slotkin",
        "What it says It is not in force, so these provisions bind no one on August 1, 2025",
        "Not in force on August 1, 2025",
    ):
        assert text in news.text, text


def test_provisions_say_by_word_what_must_and_may_be_done_and_what_cannot_be_enforced(news: Page) -> None:
    for text in (
        "must ICE must identify its officers clearly. ¶ 10 A check found that this is beyond the issuer",
        "power to enforce: U.S. Immigration and Customs Enforcement belongs to a government that Mayor of Albuquerque does",
        "may The Albuquerque Police Department may confirm ICE activity when the public asks.",
        "must not City entities must not assist in federal civil immigration enforcement",
        "is Albuquerque remains an immigrant-friendly city.",
    ):
        assert text in news.text, text


def test_stances_are_a_table_and_a_statement_is_told_once(news: Page) -> None:
    assert "Amy Barela , as Chair of the Republican Party of New Mexico \u2212 opposes Condemned the order" in news.text
    assert "On federal cuts to Medicaid Fabiola Landeros" in news.text
    assert news.text.count("Said the city stands by its duty to uphold civil rights") == 2  # and in the timeline
    assert "The same statement as above" in news.text
    assert "Neutral on: The Albuquerque Police Department may confirm ICE activity" in news.text


def test_findings_name_and_link_the_records(news: Page) -> None:
    assert (
        "ICE must identify its officers clearly (bearers): U.S. Immigration and Customs Enforcement belongs"
        in news.text
    )
    assert "NMP709" not in news.text  # the head says that it is redacted
    assert "redacted copy" in news.text


def test_a_finding_that_a_record_accepts_is_shown_with_the_reason() -> None:
    reason = nm.Suppression(code="NMP602", justification="Everyone knows it.")
    page = page_of(nm.Event(id="e", kind="other", name="A march", suppressions=[reason]))
    assert "Accepted, with the reason (1) A march (evidence): the record has no evidence" in page.text
    assert "Accepted because: Everyone knows it." in page.text


def test_sources_list_each_passage_with_what_it_supports(news: Page) -> None:
    assert "source-nm-2025-07-22_p10" in news.ids
    assert "https://sourcenm.com/2025/07/22/new-mexicos-largest-city-affirms-immigrant-friendly-status/" in news.links
    assert "News article · Danielle Prokop · Source NM · July 22, 2025 · cited as news report, unless a" in news.text
    assert "¶ 14 Statement by Gilbert Gallegos" in news.text


def test_a_collection_with_errors_has_a_page_too() -> None:
    page = checked(nm.load(FAULTY))
    assert "Errors (9)" in page.text
    assert "no record has the id 'noise-ordinanse'" in page.text
    assert "is not recorded whether these are all of its provisions" in page.text
    assert "On something that is not stated" in page.text


def test_a_page_without_records_or_instruments_says_so() -> None:
    empty = page_of()
    assert "This collection has no records yet." in empty.text
    assert "search" not in empty.tags
    no_orders = page_of(nm.Event(id="march", kind="protest", name="A march", start_date="2025-07-19"))
    assert "A march Protest · July 19, 2025" in no_orders.text
    assert "Orders" not in no_orders.text
    assert "Measures" not in no_orders.text
    assert "<title>demo</title>" in to_html(nm.Collection(id="demo", title=" "), on=ON)


def test_a_page_of_one_order_does_not_repeat_its_title_and_has_the_web_around_it() -> None:
    mayor, city = nm.Post(id="m", name="Mayor", organization="c"), nm.Organization(id="c", name="A city")
    made = nm.Collection.of(
        [mayor, city, attrs.evolve(ORDER, issued_by=["m"])], id="demo", title="An order", schema="../own.schema.json"
    )
    html = to_html(made, on=ON)
    assert html.count("An order</h") == 1
    assert "own.schema.json" not in html
    assert html.index("Connections of An order") < html.index("All connections in the collection")
    assert "All connections" not in to_html(made.with_records([attrs.evolve(mayor, organization=None)]), on=ON)


def test_answers_that_the_records_do_not_decide_are_said_to_be_so() -> None:
    signed = nm.Milestone(stage="signed", date="2025")
    page = page_of(attrs.evolve(ORDER, milestones=[signed]), on="2025-07")
    assert "The records do not decide whether it is in force in July 2025" in page.text
    assert "not decided" not in page.text  # one order alone needs no list
    assert "There are no sources" not in page.text


def test_the_same_collection_and_date_make_the_same_page() -> None:
    collection = nm.load_dataset(*nm.datasets())
    assert to_html(collection, on=ON) == to_html(nm.loads(nm.dumps(collection)), on=ON)


def test_a_wrong_date_is_an_error() -> None:
    with pytest.raises(InvalidDateError):
        to_html(nm.Collection(id="demo", title="A demonstration"), on="July")


@settings(max_examples=15)
@given(collections())
def test_no_text_of_a_record_is_missing(collection: nm.Collection) -> None:
    page = checked(collection, include_private=True)
    shown = re.sub(r"\s", "", page.text).casefold()
    for record in collection:
        for text in texts_of(record):
            assert re.sub(r"\s", "", printable(text)).casefold() in shown, (record, text)


HOSTILE = '</style></script><script>alert(1)</script><img src=x onerror=alert(1)>" onmouseover="alert(1)\' ]]> \x00 \u202e{{ 7*7 }}'


def test_hostile_texts_stay_texts() -> None:
    more: dict[str, Any] = {"notes": HOSTILE, "extra": {"x-url": "javascript:alert(1)", HOSTILE: HOSTILE}}
    page = page_of(
        nm.Source(id="s", kind="other", title=HOSTILE, url="https://example.org/?a=%22&b='", **more),
        nm.Person(
            id="p", name=HOSTILE, summary=HOSTILE, identifiers=[nm.Identifier(scheme="data:", identifier=HOSTILE)]
        ),
        nm.Organization(id="o", name="javascript:alert(1)", **more),
        nm.Post(id="main", name=HOSTILE, organization="o", **more),
        nm.Membership(id="m", member="p", post="main", role=HOSTILE, **more),
        nm.Order(
            id="eo",
            kind="other",
            title=HOSTILE,
            other_titles=[HOSTILE],
            number=HOSTILE,
            series=HOSTILE,
            kind_text=HOSTILE,
            legal_basis=[nm.LegalBasis(citation=HOSTILE)],
            subjects=[HOSTILE],
            issued_by=["main"],
            language="ar",
            milestones=[nm.Milestone(stage="signed", by=["p"], notes=HOSTILE)],
            **more,
        ),
        nm.Provision(
            id="eo.1",
            instrument="eo",
            kind="regulative",
            bearers=["p"],
            section=HOSTILE,
            aim=HOSTILE,
            deontic=["obligation"],
            evidence=[nm.Evidence(source="s", paragraph=1, attributed_to=["p"])],
            **more,
        ),
        nm.Statement(
            id="t",
            speakers=["p"],
            summary=HOSTILE,
            key_phrases=[HOSTILE],
            stances=[nm.TargetStance(topic=HOSTILE, stance="oppose")],
            **more,
        ),
        nm.Event(
            id="e", kind="other", name=HOSTILE, location=HOSTILE, participants=[nm.Participant(actor="p", role=HOSTILE)]
        ),
        nm.Relation(id="r", subject="eo", predicate="amends", object="eo.1", section=HOSTILE, **more),
        summary=HOSTILE,
        license=HOSTILE,
        notes=HOSTILE,
    )
    assert page.tags >= {"script", "style"}
    assert "onerror" not in page.attributes | page.tags
    assert "\x00" not in page.text
    assert "\u202e" not in page.text
    assert r"\x00 \u202e{{ 7*7 }}" in page.text
    assert page.text.count("alert(1)") > 20
    assert page.links.count("https://example.org/?a=%22&b='") == 1


def test_a_long_text_is_there_as_a_whole() -> None:
    text = "word " * 200_000
    assert text.strip() in page_of(attrs.evolve(ORDER, summary=text)).text


def test_no_name_of_a_private_individual_is_on_a_page() -> None:
    for name in NAMES[:2]:
        page = checked(with_names(nm.load_dataset(*nm.datasets()), name))
        assert not [secret for secret in SECRETS if secret in fold(page.text)]
        assert not [secret for secret in SECRETS for value in (*page.ids, *page.links) if secret in fold(value)]
        assert "a private individual" in page.text


def test_with_private_individuals_they_are_named_in_their_own_entry() -> None:
    person = nm.Person(id="p", name="Zora Quillfeather", private=True)
    event = nm.Event(id="e", kind="other", name="An arrest", participants=[nm.Participant(actor="p")])
    assert "Zora" not in page_of(person, event).text
    shown = checked(nm.Collection.of([person, event], id="demo", title="A demonstration"), include_private=True).text
    assert "Took part: Zora Quillfeather" in shown
    assert "Zora Quillfeather , a private individual" in shown or "Zora Quillfeather, a private individual" in shown


def test_a_term_without_a_last_day_may_last() -> None:
    days: list[dict[str, Any]] = [{"start_date": "2021"}, {"end_date": "2020"}, {}]
    terms = [
        nm.Membership(id=f"m{number}", member="ana", role=f"clerk {number}", **days[number]) for number in range(3)
    ]
    text = page_of(nm.Person(id="ana", name="Ana"), *terms).text
    assert "clerk 0, from 2021 clerk 1, to 2020 clerk 2, dates not recorded" in text


def test_records_that_share_an_id_or_name_no_other_record_are_shown() -> None:
    page = page_of(
        ORDER,
        attrs.evolve(ORDER, title="Another order with its id"),
        nm.Provision(id="eo.1", instrument="eo", kind="regulative", aim="report", bearer_text="staff"),
        nm.Provision(id="no.1", instrument="no", kind="regulative", aim="plant trees", bearer_text="staff"),
        nm.Relation(id="r1", subject="gone", predicate="amends", object="lost"),
        nm.Relation(id="r2", subject="r1", predicate="amends", object="r2"),
        nm.Membership(id="m", member="nobody", post="none", role="clerk"),
        nm.Statement(id="t", speakers=["who"], summary="Hello.", evidence=[nm.Evidence(source="missing")]),
    )
    for text in (
        "Another order with its id",
        "Staff plant trees.",
        "gone amends lost",
        "r1 amends r2",
        "nobody , clerk, none",
        "The collection cites this source but has no record of it.",
    ):
        assert text.replace(" ", "") in page.text.replace(" ", ""), text


def test_deadlines_say_their_day_or_why_it_is_not_decided() -> None:
    def rule(id: str, **deadline: Any) -> nm.Provision:
        more: Any = {"instrument": "eo", "kind": "regulative", "aim": "report", "deontic": ["obligation"]}
        return nm.Provision(id=id, bearer_text="staff", deadline=nm.Deadline(**deadline), **more)

    signed = nm.Milestone(stage="signed", date="2025-07-21")
    issued = nm.Milestone(stage="issued", date="2025-08")
    page = page_of(
        attrs.evolve(ORDER, milestones=[signed, issued]),
        rule("a", within="P30D", after="signed"),
        rule("b", within="P30D", after="issued"),
        rule("c", within="P30D", after="effective"),
        rule("d", date="2025-12-31"),
    )
    assert "The deadline is August 20, 2025." in page.text
    assert "The deadline is between August 31, 2025 and September 30, 2025." in page.text
    assert "The records do not decide the day of the deadline: the records give no date for the milestone" in page.text
    assert page.text.count("The deadline is") == 2
    assert "Staff must report by December 31, 2025." in page.text


def test_a_provision_with_another_answer_than_its_order_says_so() -> None:
    signed = nm.Milestone(stage="signed", date="2025-07-21")
    rule: Any = {"instrument": "eo", "kind": "regulative", "aim": "report", "bearer_text": "staff"}
    page = page_of(
        attrs.evolve(ORDER, milestones=[signed]),
        nm.Provision(
            id="eo.1", start_date="2025-07-22", end_date="2025-07-25", deontic=["prohibition", "right"], **rule
        ),
        nm.Provision(id="eo.2", **rule),
    )
    assert "must not and may by right" in page.text
    assert "Staff must not and may by right report from July 22, 2025 through July 25, 2025." in page.text
    assert "no modal verb recorded" in page.text
    assert "Not in force on August 1, 2025: its own last day is July 25, 2025." in page.text
    assert "In force on August 1, 2025, in part" in page.text


def test_texts_in_another_language_are_marked() -> None:
    order = attrs.evolve(ORDER, title="Decreto", language="pt-BR", kind_text="Decreto")
    rule: Any = {"instrument": "eo", "kind": "regulative", "deontic": ["obligation"]}
    made = nm.Collection.of(
        [
            order,
            nm.Provision(id="eo.1", modal_text="DEVE", bearer_text="a Secretaria", aim="publicar", **rule),
            nm.Source(id="s", kind="other", title="Diário", language="pt"),
        ],
        id="demo",
        title="A demonstration",
    )
    html = to_html(made, on=ON)
    assert '<h2 dir="auto" lang="pt-BR">Decreto</h2>' in html
    assert '<span lang="pt-BR">A Secretaria <strong class="verb">DEVE</strong> publicar.</span>' in html
    assert '<h3 dir="auto" lang="pt">Diário</h3>' in html


def test_votes_are_told_with_those_who_cast_them() -> None:
    council = nm.Organization(id="council", name="City Council")
    people = [nm.Person(id=id, name=id.capitalize()) for id in ("ana", "ben", "eve")]
    votes = [
        nm.Vote(voter="ana", option="yes", weight=2),
        nm.Vote(voter="ben", option="no"),
        nm.Vote(voter="eve", option="no"),
    ]
    vote = nm.VoteEvent(
        body="council",
        date="2025-05",
        motion="passage",
        passed=True,
        yes=2,
        no=2,
        requirement="two-thirds",
        moved_by=["ana"],
        seconded_by=["ben"],
        votes=votes,
    )
    measure = nm.Measure(id="r", kind="resolution", title="A resolution", vote_events=[vote], cosponsors=["eve"])
    page = page_of(council, *people, measure)
    text = page.text.replace(" ,", ",")
    assert (
        "Passage: passed, 2 to 2, City Council, May 2025 ; needed: two thirds; moved by Ana ; seconded by Ben" in text
    )
    assert "Yes: Ana (counts 2) No: Ben, Eve" in text
    assert "Cosponsors Eve" in text


def test_many_provisions_take_time_in_proportion() -> None:
    rule: Any = {"instrument": "eo", "kind": "regulative", "aim": "report", "bearer_text": "staff"}
    page = page_of(ORDER, *(nm.Provision(id=f"eo.{number}", **rule) for number in range(300)))
    assert page.text.count("Staff report.") == 300


def test_a_date_after_that_of_the_page_is_yet_to_come() -> None:
    stages = {"signed": "2026-01-05", "issued": "2026-08-01", "effective": "2026-09-01", "expired": "2026-09-30"}
    milestones = [nm.Milestone(stage=stage, date=day) for stage, day in stages.items()]
    order = nm.Order(id="eo", kind="executive-order", title="An order", milestones=milestones, issued_by=["mayor"])
    collection = nm.Collection.of([nm.Post(id="mayor", name="Mayor"), order], id="demo", title="A demonstration")
    text = Page(nm.report.to_html(collection, on="2026-07-01")).text
    assert "Signed January 5, 2026 Issued August 1, 2026 (after the date of this page)" in text
    assert "Takes effect September 1, 2026 Expires September 30, 2026" in text
    assert "An order executive order, expires September 30, 2026" in text
    past = Page(nm.report.to_html(collection, on="2026-10-01")).text
    assert "Issued August 1, 2026 Effective September 1, 2026 Expired September 30, 2026" in past
    assert "from the records of A demonstration . This page is not legal advice." in past


def test_a_page_names_groups_with_their_size_and_parts_by_their_words() -> None:
    signed = nm.Milestone(stage="signed", date="2026-01-05")
    actors = [
        nm.Organization(id="bars", name="Bars", classification="group", size=1_200),
        nm.Organization(id="one", name="One", classification="group", size=1),
        nm.Organization(id="some", name="Some", classification="group", minimum_size=21),
        nm.Person(id="private-1", name="Zora Quillfeather", private=True),
    ]
    orders = [
        nm.Order(id=id, kind="other", title=f"Order {id}", milestones=[signed], issued_by=["bars"]) for id in "ab"
    ]
    rules = [
        nm.Provision(id=f"b.{id}", instrument="b", kind="regulative", section=section, bearer_text="taverns", aim=id)
        for id, section in (("close", "Section 1"), ("open", "Section 1"), ("report", "Section 2"), ("pay", ""))
    ]
    amends = [
        nm.Relation(id=f"r-{each.id[2:]}", subject="a", predicate="amends", object="b", scope=[each.id])
        for each in rules
    ]
    said = nm.Statement(
        id="said",
        speakers=["private-1"],
        summary="No.",
        stances=[nm.TargetStance(target="b", stance="oppose", objection="other")],
    )
    lost = nm.Relation(id="lost", subject="x", predicate="amends", object="y", section="Section 9")
    page = nm.report.to_html(
        nm.Collection.of([*actors, *orders, *rules, *amends, said, lost], id="demo", title="A demonstration"),
        on="2026-07-01",
    )
    text = Page(page).text
    for words in (
        "Bars (1,200 members)",
        "One (1 member)",
        "Some (at least 21 members)",
        "Amends: Order b on January 5, 2026, in part: Section 1: Taverns close.",
        "Is amended by: Order a on",
        "in part: Section 2.",
        "in part: Taverns pay.",
        "opposes for another reason",
        "A private individual opposes Order b",
        "4 provisions bind or empower people or groups that have no record of their own, such as taverns.",
        "x amends y , in part: Section 9",
    ):
        assert words in text, words
