"""Redacted copies: the names that are withheld, those that stay, and the report on them."""

import json
import re
from typing import Any
from urllib.parse import unquote

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nmpolicy as nm
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.records.redaction import Redaction
from nmpolicy.records.traversal import references
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.folding import fold

DIGEST = "ab" * 32
ROE = nm.Person(id="jane-roe", name="Jane Roe", private=True)
CITY = nm.Organization(id="city", name="A city")
PAPER = nm.Source(id="paper", kind="news-article", title="A paper", url="https://example.org/1")


def collection_of(*records: nm.Record, **own: Any) -> nm.Collection:
    return nm.Collection.of(records, **{"id": "demo", "title": "A demonstration", **own})


def redacted(*records: nm.Record, **own: Any) -> nm.Collection:
    """Return the redacted copy of a collection that has Jane Roe, a private individual."""
    return nm.redact(collection_of(ROE, *records, **own)).collection


def statement(**changes: Any) -> nm.Statement:
    return nm.Statement(**{"id": "said", "speakers": ["city"], **changes})


def plain(text: str) -> str:
    """Return the words of a text without case, accents and escapes, between single spaces."""
    return f" {' '.join(re.findall('[a-z0-9]+', fold(unquote(text))))} "


def words_of(collection: nm.Collection) -> str:
    return plain(json.dumps(json.loads(nm.dumps(collection, unknown="keep")), ensure_ascii=False))


def remaining(found: Redaction) -> list[tuple[str | None, str, str]]:
    return [(each.record, "/".join(map(str, each.path)), each.reason) for each in found.remaining]


def test_a_person_keeps_nothing_that_could_name_them() -> None:
    evidence = nm.Evidence(source="paper", paragraph=3, start=0, length=99, digest=DIGEST, extra={"x-name": "Jane"})
    person = attrs.evolve(
        ROE,
        other_names=["J. R."],
        summary="A baker.",
        aliases=["jane"],
        identifiers=[nm.Identifier(scheme="wikidata", identifier="Q1")],
        notes="Found by chance.",
        suppressions=[nm.Suppression(code="NMP602", justification="Jane is known.")],
        evidence=[evidence],
        extra={"x-age": 41},
    )
    found = nm.redact(collection_of(person, PAPER)).collection
    assert found.people == (
        nm.Person(
            id="private-1", private=True, evidence=[nm.Evidence(source="paper", paragraph=3, start=0, length=99)]
        ),
    )
    assert found.redacted


def test_a_collection_with_nothing_to_withhold_is_returned_itself() -> None:
    whole = collection_of(
        attrs.evolve(ROE, private=False), statement(evidence=[nm.Evidence(source="paper", quote="q")])
    )
    assert nm.redact(whole) == Redaction(whole)
    nameless = collection_of(nm.Person(id="arrested-man", private=True), CITY)
    found = nm.redact(nameless)
    assert found.collection is nameless
    assert remaining(found) == [
        (
            "arrested-man",
            "id",
            "the id of a private individual who has no name here, so that other texts were not searched for it",
        )
    ]


def test_the_bundled_collection_is_marked_and_lacks_the_summary_of_the_arrested_man(albuquerque: nm.Collection) -> None:
    found = nm.redact(albuquerque)
    man = found.collection["arrested-man"]
    assert isinstance(man, nm.Person)
    assert (man.summary, man.notes, man.private, found.collection.redacted) == ("", (), True, True)
    assert len(found.collection) == len(albuquerque)
    assert {each.code for each in nm.validate(found.collection).problems} - {"NMP709"} <= {
        each.code for each in nm.validate(albuquerque).problems
    }
    assert found.remaining_lines() == (
        "the evidence of a private individual, which points to a passage that may name them (arrested-man evidence)",
        "the web address of a source that may name a private individual (source-nm-2025-07-22 url)",
        "the id of a private individual who has no name here, so that other texts were not searched for it (arrested-man id)",
    )
    assert nm.redact(found.collection).collection is found.collection


def test_a_name_in_any_other_text_is_replaced() -> None:
    texts = statement(
        summary="Jane Roe was there.",
        key_phrases=["to JANE\nROE's aunt"],
        notes=[nm.Note(text="Ask Roe, Jane.", author="J\u00e1ne R\u00f6e")],
        stances=[nm.TargetStance(topic="jane-roe", stance="support")],
        suppressions=[nm.Suppression(code="NMP605", justification="Jane Q. Roe spoke.")],
        identifiers=[nm.Identifier(scheme="case", identifier="Jane_Roe v. City")],
        evidence=[nm.Evidence(source="paper", supports=["Jane Roe"], extra={"x-a": ["#JaneRoe", {"Jane Roe": 1}]})],
    )
    found = redacted(
        texts, CITY, title="The case of Jane Roe", summary="janeroe", notes="Jane%20Roe", schema="Jane Roe"
    )
    assert "roe" not in words_of(found)
    said = found.statements[0]
    assert said.summary == "a private individual was there."
    assert said.key_phrases == ("to a private individual's aunt",)
    assert said.evidence[0].extra == {"x-a": ("#a private individual", {"a private individual": 1})}
    assert said.stances[0].topic == "private-1"
    assert found.title == "The case of a private individual"


def test_an_address_with_a_name_is_left_out() -> None:
    source = attrs.evolve(PAPER, url="https://example.org/arrest-of-jane%2Droe")
    order = nm.Order(id="eo", kind="other", title="An order", url="https://example.org/J%C3%A1ne_Roe")
    found = redacted(source, order)
    assert [found.sources[0].url, found.orders[0].url] == [None, None]


def test_ids_with_a_name_get_others_and_references_follow() -> None:
    member = nm.Membership(id="jane-roe-member", member="jane-roe", organization="city", aliases=["roe-1"])
    event = nm.Event(id="jane-at-court", kind="hearing", name="A hearing", participants=[nm.Participant(actor=ROE)])
    case = nm.Event(id="roe-v-city.appeal", kind="court-ruling", name="A ruling", about=["jane-roe-member"])
    other = nm.Event(id="jane-street", kind="other", name="A meeting", about=["roe-v-city.appeal"])
    found = redacted(member, event, case, other, CITY, id="roe-case")
    assert found.id == "private-1-case"
    assert [record.id for record in found] == [
        "private-1", "city", "private-1-member", "private-1-at-court", "private-1-v-city.appeal", "jane-street",
    ]  # fmt: skip
    assert found.memberships[0].member == "private-1"
    assert found.memberships[0].aliases == ("private-1-1",)
    assert found.events[0].participants[0].actor == "private-1"
    assert [each.about for each in found.events] == [(), ("private-1-member",), ("private-1-v-city.appeal",)]


def test_an_old_id_in_a_text_is_replaced() -> None:
    member = nm.Membership(id="member-jroe-2", member="jane-roe", notes="See jane-roe, member-of-roe.")
    said = statement(extra={"x-ref": "jane-roe", "x-other": ["jane-roe-2"]})
    found = redacted(member, said, nm.Person(id="jane-roe-2", name="Roe", private=True), CITY)
    assert found.statements[0].extra == {"x-ref": "private-1", "x-other": ("private-2",)}
    assert found.memberships[0].notes[0].text == "See private-1, member-of-a private individual."


def test_a_former_id_that_is_still_referred_to_does_not_become_a_record() -> None:
    person = attrs.evolve(ROE, aliases=["janie", "unused"])
    whole = collection_of(person, statement(speakers=["janie", "jane-roe"]), statement(id="b", notes="janie"), CITY)
    found = nm.redact(whole).collection
    assert found.statements[0].speakers == ("private-1-former", "private-1")
    assert found.statements[1].notes[0].text == "private-1-former"
    assert [each.code for each in nm.validate(found, select=["NMP202"]).problems] == ["NMP202"]


def test_neutral_ids_are_not_taken_twice() -> None:
    others = [
        nm.Post(id="private-1", name="A post", aliases=["private-1-2"]),
        nm.Event(id="private-1-3-x", kind="other", name="E", about=["private-2"]),
        nm.Event(id="roe-x", kind="other", name="E"),
    ]
    second = nm.Person(id="john-poe", name="John Poe", private=True)
    found = redacted(second, *others)
    ids = [record.id for record in found]
    assert ids == ["private-1-3", "private-2-2", "private-1", "private-1-3-x", "private-1-3-x-2"]


def test_records_in_order_stay_in_order() -> None:
    people = [nm.Person(id=id, name=id.title()) for id in ("abe", "zoe")]
    found = nm.redact(collection_of(people[0], ROE, people[1])).collection
    assert [each.id for each in found.people] == ["abe", "private-1", "zoe"]
    found = nm.redact(collection_of(people[0], attrs.evolve(ROE, id="b-roe"), people[1], ROE)).collection
    assert [each.id for each in found.people] == ["abe", "private-1", "zoe", "private-2"]


def test_quotes_are_withheld_everywhere() -> None:
    quote = nm.Evidence(source="paper", quote="somebody", paragraph=2)
    voted = nm.Milestone(stage="signed", evidence=[quote])
    found = redacted(nm.Order(id="eo", kind="other", title="An order", milestones=[voted]), PAPER)
    assert found.orders[0].milestones[0].evidence == (nm.Evidence(source="paper", paragraph=2),)


@pytest.mark.parametrize(("length", "name", "left"), [(40, "", None), (41, "", DIGEST), (60, "x" * 50, None)])
def test_the_digest_of_a_short_passage_is_withheld(length: int, name: str, left: str | None) -> None:
    anchored = nm.Evidence(source="paper", paragraph=2, start=0, length=length, digest=DIGEST)
    whole = collection_of(attrs.evolve(ROE, other_names=[name]), statement(evidence=[anchored]), PAPER)
    found = nm.redact(whole).collection.statements[0].evidence[0]
    assert found == attrs.evolve(anchored, digest=left)


def test_a_digest_without_a_length_and_one_of_a_private_individual_are_withheld() -> None:
    one = nm.Evidence(source="paper", paragraph=2, digest="cd" * 32)
    other = nm.Evidence(source="paper", paragraph=2, start=0, length=400, digest=DIGEST)
    found = nm.redact(collection_of(attrs.evolve(ROE, evidence=[other]), statement(evidence=[one, other]), PAPER))
    assert [each.digest for each in found.collection.statements[0].evidence] == [None, None]


def test_what_remains_is_told() -> None:
    person = attrs.evolve(ROE, evidence=[nm.Evidence(source="paper")], other_names=["J"])
    said = statement(
        notes="Dr. Roe came.", key_phrases=["no", "ROE"], summary="Row.", extra={"x-a": "roe"}, speakers=["judge"]
    )
    judge = nm.Person(id="judge", name="Jane Roe", summary="Judge Jane Roe.")
    found = nm.redact(collection_of(person, PAPER, said, judge, CITY, title="Roe v. City"))
    word = "a word in a text that is also in the name of a private individual"
    assert remaining(found) == [
        ("private-1", "evidence", "the evidence of a private individual, which points to a passage that may name them"),
        ("paper", "url", "the web address of a source that may name a private individual"),
        (None, "title", word),
        ("said", "key_phrases/1", word),
        ("said", "extra", word),
        ("said", "notes/0/text", word),
        ("judge", "name", "the name of a public actor that is also that of a private individual"),
        (
            "private-1",
            "name",
            "the name of a private individual in other texts: it is too short or too common a word to search for",
        ),
    ]
    assert found.collection["judge"] == nm.Person(id="judge", name="Jane Roe", summary="Judge a private individual.")


def test_the_records_of_public_people_and_common_words_are_left_alone() -> None:
    may = nm.Person(id="may", name="May", private=True)
    white = nm.Person(id="ann-white", name="Ann White", private=True)
    house = nm.Organization(id="white-house", name="The White House")
    order = nm.Order(id="white-paper-may-2025", kind="other", title="A white paper", summary="The city may act in May.")
    found = nm.redact(collection_of(may, white, house, order))
    assert [record.id for record in found.collection][2:] == ["white-house", "white-paper-may-2025"]
    assert found.collection.orders == (order,)
    assert found.remaining_lines() == (
        "a word in a text that is also in the name of a private individual (white-house name, white-paper-may-2025 title, white-paper-may-2025 summary)",
        "a word in an id that is also in the name of a private individual (white-paper-may-2025 id)",
        "the name of a private individual in other texts: it is too short or too common a word to search for (private-1 name)",
    )
    sister = nm.Person(id="ana-garcia-lopez", name="Ana Garcia Lopez", summary="The mayor, Ana Garcia Lopez.")
    whole = collection_of(nm.Person(id="p", name="Juan Garcia Lopez", private=True), sister, id="lopez-case")
    assert nm.redact(whole).collection["ana-garcia-lopez"] == sister
    assert nm.redact(whole).collection.id == "lopez-case"
    assert (None, ("id",)) in [(each.record, each.path) for each in nm.redact(whole).remaining]


def test_the_lines_name_a_few_records() -> None:
    people = [nm.Person(id=f"man-{number}", private=True) for number in range(1, 12)]
    assert nm.redact(collection_of(*people)).remaining_lines() == (
        "the id of a private individual who has no name here, so that other texts were not searched for it (man-1 id, man-2 id, man-3 id, man-4 id, man-5 id, man-6 id, man-7 id, man-8 id, and 3 more)",
    )
    assert nm.redact(collection_of(*people[:2])).remaining_lines()[0].endswith("(man-1 id, man-2 id)")


def test_a_second_copy_is_marked_only_once() -> None:
    marked = collection_of(CITY, redacted=True)
    assert nm.redact(marked).collection is marked
    added = redacted().add(nm.Person(id="jim-poe", name="Jim Poe", private=True))
    found = nm.redact(added).collection
    assert [each.id for each in found.people] == ["private-1", "private-2"]


def test_former_ids_in_texts_and_ids_that_are_no_words_of_a_name_are_replaced() -> None:
    person = attrs.evolve(ROE, id="jroe", aliases=["old-jroe"])
    found = nm.redact(collection_of(person, statement(summary="See jroe, old-jroe; not jroes."), CITY)).collection
    assert found.statements[0].summary == "See private-1, private-1; not jroes."
    person = attrs.evolve(ROE, id="jane")
    found = nm.redact(collection_of(person, statement(summary="A jane.", key_phrases=["jane"]), CITY)).collection
    assert (found.statements[0].summary, found.statements[0].key_phrases) == ("A jane.", ("private-1",))


def test_a_name_in_another_script_is_withheld_and_its_id_replaced() -> None:
    person = nm.Person(
        id="ivan-petrov", name="\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432", private=True
    )
    wang = nm.Person(id="a-man", name="\u738b\u5c0f\u660e", private=True)
    said = statement(
        summary="\u041f\u0435\u0442\u0440\u043e\u0432 \u0438\u0432\u0430\u043d.",
        notes="\u6628\u5929\u738b\u5c0f\u660e\u8d70\u4e86",
    )
    found = nm.redact(collection_of(person, wang, said, CITY))
    assert [each.id for each in found.collection.people] == ["private-1", "private-2"]
    assert found.collection.statements[0].summary == "a private individual."
    assert found.collection.statements[0].notes[0].text == "\u6628\u5929a private individual\u8d70\u4e86"
    assert len(found.remaining) == 2
    assert "not in Latin letters" in found.remaining[0].reason


@st.composite
def leaky(draw: st.DrawFn) -> nm.Collection:
    """Draw a collection in which every text and every id names a private individual."""
    name = draw(st.sampled_from([each for full in NAMES for each in (full, full.upper(), full.replace(" ", "\u00a0"))]))
    return with_names(draw(collections(least=1)), name)


@settings(max_examples=40)
@given(leaky())
def test_no_name_is_left_and_every_reference_stays(whole: nm.Collection) -> None:
    found = nm.redact(whole).collection
    shown = words_of(found)
    assert not [secret for secret in SECRETS if f" {secret} " in shown]
    assert len(found) == len(whole)
    assert sorted(each.target in found for record in found for each in references(record)) == sorted(
        each.target in whole for record in whole for each in references(record)
    )
    broken = ["NMP201", "NMP202", "NMP203"]
    assert len(nm.validate(found, select=broken).problems) == len(nm.validate(whole, select=broken).problems)
    assert nm.loads(nm.dumps(found)) == found
    assert nm.redact(found).collection is found


@settings(max_examples=40)
@given(collections(), st.data())
def test_any_collection_can_be_redacted(drawn: nm.Collection, data: st.DataObject) -> None:
    private = data.draw(st.booleans())
    whole = drawn.with_records(
        attrs.evolve(each, private=private) if isinstance(each, nm.Person) else each for each in drawn
    )
    found = nm.redact(whole).collection
    assert nm.redact(found).collection is found
    assert nm.loads(nm.dumps(found)) == found
    if not private:
        assert found is whole
    for person in found.people:
        assert (person.name, person.other_names) == ("", ()) or not private


def test_many_names_and_long_ones_take_no_longer() -> None:
    names = [" ".join(["ab"] * 5_000), *(f"Given{number} Family{number % 7}" for number in range(300))]
    people = [nm.Person(id=f"p{number}", name=name, private=True) for number, name in enumerate(names)]
    said = statement(summary=" ".join(["ab"] * 5_000), notes="Given7 Family0 " * 200)
    found = nm.redact(collection_of(*people, said)).collection
    assert "Given" not in nm.dumps(found)
    assert "ab" not in found.statements[0].summary


def test_a_surname_in_the_plural_is_reported() -> None:
    neighbor = nm.Person(id="neighbor", name="Jane Okonkwo", private=True)
    hearing = nm.Event(id="hearing", kind="hearing", name="A hearing", summary="The Okonkwos complained.")
    remaining = nm.redact(collection_of(neighbor, hearing)).remaining
    assert ("hearing", ("summary",)) in [(each.record, each.path) for each in remaining]


def test_a_copy_and_what_is_suggested_from_it_do_not_depend_on_the_name() -> None:
    copies = []
    for first, last in (("zelinda", "quorvath"), ("ann", "plimsole")):
        person = nm.Person(id=f"{first}-{last}", name=f"{first} {last}".title(), private=True)
        records = [
            nm.Order(id=f"eo-{last}", kind="other", title=f"Of {person.name}", url=f"https://example.org/{last}.pdf"),
            nm.Event(
                id=f"{last}-hearing", kind="hearing", name="A hearing", participants=[nm.Participant(actor=person)]
            ),
        ]
        copies.append(nm.redact(nm.Collection.of([person, *records], id="demo", title="T")).collection)
    assert nm.dumps(copies[0]) == nm.dumps(copies[1])
    for typed in ("eo-quorvat", "eo-plimsol", "zelinda-quorvat", "quorvath-herring"):
        assert copies[0].suggest_ids(typed) == copies[1].suggest_ids(typed)
