"""The page about one record."""

from collections.abc import Iterator
from typing import Any

import attrs
from hypothesis import given, settings

import nmpolicy as nm
from each_case import each_case
from nmpolicy.cli.render.record_page import record_page
from nmpolicy.problems import printable
from nmpolicy.records.base import Part, Record
from nmpolicy.records.collection import PARTS, TABLES
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.extra import Extra

TODAY = nm.PartialDate("2026-01-01")


def page(*records: nm.Record, id: str, full: bool = False) -> str:
    whole = nm.Collection.of(records, id="demo", title="T")
    return " ".join(record_page(whole, whole[id], TODAY, full=full).split())


def squeezed(text: str) -> str:
    return "".join(printable(text).split()).casefold()


def values(part: Any) -> Iterator[tuple[str, str]]:
    """Yield the name of each field that is set in a record or a part, and the text that the page must show."""
    for field in attrs.fields(type(part)):
        value = getattr(part, field.name)
        if value == field.default:
            continue
        for item in value if isinstance(value, tuple) else [value]:
            if isinstance(item, Part):
                yield from values(item)
            elif isinstance(item, Extra):
                yield from ((f"{type(part).__name__}.extra", name) for name in item)
            elif isinstance(item, bool):
                yield f"{type(part).__name__}.{field.name}", "yes" if item else "no"
            elif field.name == "digest":
                yield f"{type(part).__name__}.{field.name}", item[:12]
            elif item != "":
                yield f"{type(part).__name__}.{field.name}", str(getattr(item, "label", item))


@settings(max_examples=50)
@given(collections())
def test_every_value_of_every_record_is_on_its_page(collection: nm.Collection) -> None:
    for record in collection:
        if not (isinstance(record, nm.Person) and record.private):
            shown = squeezed(record_page(collection, record, TODAY, full=True))
            assert [(name, text) for name, text in values(record) if squeezed(text) not in shown] == []
            assert all(line.isprintable() for line in record_page(collection, record, TODAY).splitlines())


EVIDENCE = nm.Evidence(
    source="s", paragraph=4, start=17, length=93, digest="0123456789ab" + "c" * 52, basis="document-text",
    attributed_to=["origin"], supports=["title"], extra={"x-page": 5},
)  # fmt: skip
COMMON: dict[str, Any] = {
    "aliases": ["old-id"],
    "identifiers": [nm.Identifier(scheme="docket", identifier="C-77", extra={"x-a": 1})],
    "notes": [nm.Note(text="A note.", author="A coder", extra={"x-k": 1})],
    "suppressions": [nm.Suppression(code="NMP501", justification="It is so.", extra={"x-b": 1})],
    "extra": {"x-mine": "mine"},
}
DRAFT = nm.Evidence(source="s", quote="these very words")
SOURCED: dict[str, Any] = {**COMMON, "evidence": [EVIDENCE, DRAFT]}
MILESTONE = nm.Milestone(
    stage="signed", date="2025-01-02", by=["acting"], capacity="lieutenant", on_behalf_of=["governor"], notes="At noon.",
    evidence=[EVIDENCE], extra={"x-c": 1},
)  # fmt: skip
VOTE_EVENT = nm.VoteEvent(
    body="council", date="2025-01-01", motion="passage", moved_by=["mover"], seconded_by=["seconder"],
    requirement="two-thirds", passed=False, yes=61, no=62, abstain=63, absent=64, excused=65, not_voting=66, paired=0,
    votes=[nm.Vote(voter="voter-a", option="yes", weight=71, extra={"x-d": 1})], evidence=[EVIDENCE], extra={"x-e": 1},
)  # fmt: skip
INSTRUMENT: dict[str, Any] = {
    **SOURCED,
    "title": "A title",
    "other_titles": ["Another title"],
    "number": "No. 5",
    "division": "ocd-division/x",
    "issued_by": ["mayor"],
    "legal_basis": [nm.LegalBasis(citation="Charter 8", law="charter", extra={"x-f": 1})],
    "kind_text": "Decreto",
    "language": "pt-BR",
    "provision_coverage": "some",
    "subjects": ["parks"],
    "summary": "A summary.",
    "url": "https://example.org/o",
    "milestones": [MILESTONE],
}
AMOUNTS = [
    nm.MonetaryAmount(name="a fine", value="250.00", currency="USD", extra={"x-g": 1}),
    nm.MonetaryAmount(min_value="50", max_value="300", currency="EUR"),
]
#: For each class, records in which every field is set.
FULL: list[nm.Record] = [
    nm.Source(id="r", kind="other", title="T", publisher="press", authors=["a"], date="2025", url="https://e.org/",
              language="en", **COMMON),
    nm.Person(id="r", name="A. Name", other_names=["Alias"], summary="A summary.", **SOURCED),
    nm.Organization(id="r", name="Org", other_names=["O"], classification="council", parent="p", division="d", size=78,
                    minimum_size=79, summary="S.", **SOURCED),
    nm.Post(id="r", name="Post", other_names=["P2"], organization="o", division="d", maximum_memberships=81,
            summary="S.", **SOURCED),
    nm.Membership(id="r", member="m", organization="o", post="p", role="aide", start_date="2020", end_date="2021",
                  **SOURCED),
    nm.Order(id="r", kind="proclamation", series="A series", **INSTRUMENT),
    nm.Measure(id="r", kind="bill", body="council", sponsors=["one"], cosponsors=["two"], vote_events=[VOTE_EVENT],
               **INSTRUMENT),
    nm.Provision(id="r", instrument="eo", kind="regulative", functions=["penalty"], section="Section 2", bearers=["b"],
                 bearer_text="staff", deontic=["obligation"], modal_text="debe", aim="act", direct_object="it",
                 direct_object_items=["i", "ii"], direct_object_operator="xor", indirect_object="them", about=["about"],
                 conditions=["when x"], condition_operator="or", constraints=["here"], exceptions=["unless y"],
                 or_else="a fine", or_else_provisions=["eo.fine"], amounts=AMOUNTS, defined_by=["eo.def"],
                 start_date="2020-02", end_date="2022-03",
                 deadline=nm.Deadline(within="P10D", business_days=True, after="signed", extra={"x-h": 1}),
                 recurrence="FREQ=YEARLY", recurrence_start="2021", constituted_entity="A board",
                 constitutive_function="is", constituting_properties=["new"], property_operator="and", summary="S.",
                 **SOURCED),
    nm.Provision(id="r", instrument="eo", kind="regulative", deadline=nm.Deadline(within="P1D", after_record="e")),
    nm.Provision(id="r", instrument="eo", kind="regulative", deadline=nm.Deadline(date="2025-12-31")),
    nm.Provision(id="r", instrument="eo", kind="regulative", deadline=nm.Deadline(at_least="P9D", before_record="e")),
    nm.Statement(id="r", speakers=["sp"], capacity="c", on_behalf_of=["o"], audience=["au"], date="2024", event="ev",
                 medium="letter", mode="indirect-quotation", summary="S.", key_phrases=["a phrase"],
                 stances=[nm.TargetStance(target="t", topic="cost", stance="oppose", objection="too-far",
                                          extra={"x-i": 1})],
                 **SOURCED),
    nm.Event(id="r", kind="hearing", name="A hearing", start_date="2024", end_date="2025", location="Hall", about=["a"],
             participants=[nm.Participant(actor="judge-a", role="judge", extra={"x-j": 1})], summary="S.", **SOURCED),
    nm.Relation(id="r", subject="a", predicate="suspends", object="b", scope=["b.1"], section="Section 9",
                effective_date="2024-01", end_date="2024-02", **SOURCED),
]  # fmt: skip


def names(cls: Any) -> Iterator[str]:
    yield from (f"{cls.__name__}.{field.name}" for field in attrs.fields(cls))


@each_case("record", FULL, ids=lambda record: type(record).__name__)
def test_every_field_of_every_class_is_on_the_page(record: Record) -> None:
    shown = squeezed(page(record, id="r"))
    assert [(name, text) for name, text in values(record) if squeezed(text) not in shown] == []


def test_the_records_above_set_every_field() -> None:
    made: list[Any] = [each for record in FULL for each in (record, *part_objects(record))]
    held = {f"{type(each).__name__}.{name}" for each in made for name in set_fields(each)}
    every = {name for each in made for name in names(type(each))}
    assert every - held == {"Person.private"}
    assert {type(each) for each in made} == {*TABLES.values(), *PARTS}


def set_fields(part: Any) -> Iterator[str]:
    yield from (field.name for field in attrs.fields(type(part)) if getattr(part, field.name) != field.default)


def part_objects(part: Any) -> Iterator[Part]:
    for field in attrs.fields(type(part)):
        value = getattr(part, field.name)
        for item in value if isinstance(value, tuple) else [value]:
            if isinstance(item, Part):
                yield item
                yield from part_objects(item)


def test_the_name_of_a_private_individual_is_withheld() -> None:
    evidence = [nm.Evidence(source="s", quote="Mr. Hidden said"), nm.Evidence(source="s", paragraph=7)]
    person = nm.Person(
        id="p", evidence=evidence, name="Cy Hidden", other_names=["C. Hid"], summary="Cy of Elm Street", private=True,
        identifiers=[nm.Identifier(scheme="x", identifier="cyhidden")], extra={"x-name": "Hidden"},
    )  # fmt: skip
    said = nm.Statement(id="said", speakers=[person], summary="Was afraid.")
    copy = nm.redact(nm.Collection.of([person, said], id="demo", title="T")).collection
    shown = record_page(copy, copy.people[0], nm.PartialDate("2026-01-01"))
    assert "Person p\n  Private: yes\n" in shown
    assert "a private individual: Was afraid. [said]" in shown
    assert "hid" not in shown.lower()
    assert "Elm" not in shown
    assert "Name: Cy Hidden" in page(person, said, id="p")  # only a redacted copy withholds it
    assert "s; paragraph 7" in shown
    assert "Hidden" not in person._repr_html_()  # notebooks call it
    assert attrs.evolve(person, private=False).shown().evidence == tuple(evidence)


def test_an_instrument_tells_its_force_relations_and_provisions() -> None:
    council = nm.Organization(id="council", name="Council")
    old = nm.Order(
        id="old",
        kind="executive-order",
        title="Old",
        milestones=[nm.Milestone(stage="signed", date="2020-01-01")],
        provision_coverage="all",
    )
    part = nm.Provision(
        id="old.a",
        instrument=old,
        kind="regulative",
        section="Section 1",
        bearers=[council],
        aim="act",
        amounts=AMOUNTS,
        or_else_provisions=["old.b"],
        defined_by=["old.b"],
    )
    fine = nm.Provision(id="old.b", instrument=old, kind="regulative", bearers=[council], aim="pay")
    new = nm.Order(
        id="new", kind="executive-order", title="New", milestones=[nm.Milestone(stage="signed", date="2021-03-04")]
    )
    bill = nm.Measure(
        id="bill", kind="bill", title="Bill", milestones=[nm.Milestone(stage="failed", date="2022-05-02")]
    )
    relations = [
        nm.Relation(id="r-1", subject=new, predicate="repeals", object=old, section="Section 3"),
        nm.Relation(id="r-2", subject=new, predicate="amends", object=part),
        nm.Relation(id="r-3", subject=bill, predicate="repeals", object=old),
        nm.Relation(id="r-4", subject=old, predicate="cites", object=bill),
    ]
    everything = (council, old, part, fine, new, bill, *relations)
    shown = page(*everything, id="old")
    for text in (
        "In force on 2026-01-01? ----------------------- Yes, in part signed 2020-01-01",
        "It cites Bill [bill] (r-4) It is repealed by New [new] on 2021-03-04, in part: Section 3 (r-1)",
        "It would have been repealed by Bill [bill] (failed 2022-05-02) (r-3)",
        "All of its provisions are recorded here. - Section 1: Council act (250.00 USD (a fine); 50 to 300 EUR) [old.a]",
        "Or else: Council pay [old.b] Defined by: Council pay [old.b]",
    ):
        assert text in shown
    assert "Provisions that bind or empower it" in page(*everything, id="council")
    assert "Provisions that use its terms" in page(*everything, id="old.b")


def test_lists_say_what_refers_to_a_record() -> None:
    person = nm.Person(id="ann", name="Ann")
    post = nm.Post(id="clerk", name="Clerk")
    source = nm.Source(id="s", kind="other", title="Minutes")
    based = [nm.Evidence(source=source)]
    records = [
        person, post, source,
        nm.Membership(id="m-1", member=person, post=post, start_date="2020", end_date="2021", evidence=based),
        nm.Membership(id="m-2", member=person, post=post, start_date="2022", role="acting"),
        nm.Membership(id="m-3", member=person, post=post, end_date="2012"),
        nm.Statement(id="said", stances=[nm.TargetStance(target=person, stance="oppose", objection="too-far"),
                                         nm.TargetStance(topic="x", stance="support")], date="2020-05-05"),
        nm.Relation(id="r", subject="a", predicate="cites", object="b", evidence=based),
        nm.Event(id="e", kind="hearing", name="Hearing", start_date="2020-06-06", about=[person]),
        nm.Order(id="o", kind="other", title="Order", legal_basis=[nm.LegalBasis(law=source)]),
    ]  # fmt: skip
    shown = page(*records, id="ann")
    for text in (
        "Posts and memberships --------------------- Clerk, 2020 to 2021 [m-1] Clerk, acting, from 2022 [m-2] Clerk, to 2012 [m-3]",
        "Unnamed speaker: oppose (too far) (2020-05-05) [said]",
        "Hearing (2020-06-06) [e]",
    ):
        assert text in shown
    assert "Holders ------- Ann, 2020 to 2021 [m-1]" in page(*records, id="clerk")
    shown = page(*records, id="s")
    assert "Memberships that cite it" in shown
    assert "a cites b [r]" in shown
    assert "Orders that name it: legal basis law" in shown


def test_a_long_list_is_cut_unless_all_is_wanted() -> None:
    mayor = nm.Post(id="mayor", name="Mayor")
    orders = [nm.Order(id=f"eo-{n}", kind="other", title=f"Order {n}", issued_by=[mayor]) for n in range(1, 41)]
    shown = page(mayor, *orders, id="mayor")
    assert "Order 2 [eo-2] Order 3 [eo-3]" in shown
    assert shown.endswith("Order 25 [eo-25] … and 15 more; --full lists all")
    assert page(mayor, *orders, id="mayor", full=True).endswith("Order 40 [eo-40]")


def test_the_page_says_what_is_in_force_only_in_part_and_when_the_sources_end() -> None:
    source = nm.Source(id="gazette", kind="official-document", title="Gazette", date="2020-02-01")
    old = nm.Order(
        id="old",
        kind="other",
        title="Old",
        milestones=[nm.Milestone(stage="signed", date="2020-01-02")],
        evidence=[nm.Evidence(source="gazette")],
    )
    new = nm.Order(id="new", kind="other", title="New", milestones=[nm.Milestone(stage="signed", date="2020-01-30")])
    part = nm.Relation(id="r", subject="new", predicate="repeals", object="old", section="Section 3")
    shown = page(source, old, new, part, id="old")
    told = "Yes, in part signed 2020-01-02 no end is recorded repealed by new on 2020-01-30, in part: Section 3 (New)"
    assert f"{told} Sources on it end on 2020-02-01." in shown


def test_a_person_is_they_and_a_note_ends_with_its_author() -> None:
    ann = nm.Person(id="ann", name="Ann", notes=[nm.Note(text="The title is mine.", author="Ana")])
    signed = nm.Order(id="o", kind="other", title="O", milestones=[nm.Milestone(stage="signed", by=[ann])])
    said = nm.Statement(id="said", speakers=[ann], audience=[ann], summary="So be it.")
    march = nm.Event(id="march", kind="protest", name="March", about=[ann])
    demo = nm.Collection(id="demo", title="T").add(ann, signed, said, march)
    shown = record_page(demo, ann, nm.PartialDate("2025"))
    for line in (
        "  Note: The title is mine. (Ana)\n",
        "\nOrders that they signed or acted on\n",
        "\nStatements that they made\n",
        "\nStatements addressed to them\n",
        "\nEvents about them\n",
    ):
        assert line in shown
