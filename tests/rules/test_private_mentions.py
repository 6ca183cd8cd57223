"""Places that name private individuals: those that the rule NMP610 reports, and those that it leaves alone."""

from typing import Any

import attrs
import pytest

import nmpolicy as nm
from growth_ratio import growth
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.rules.facts.private_mentions import private_mentions
from nmpolicy.vocabulary.folding import fold

ZORA = nm.Person(id="neighbor", name=NAMES[0], other_names=NAMES[1:], private=True)
CITY = nm.Organization(id="city", name="A city")


def places(*records: nm.Record, person: nm.Person = ZORA, **own: Any) -> list[tuple[str, str]]:
    collection = nm.Collection.of([person, *records], **{"id": "demo", "title": "T", **own})
    return [(each.record.id, "/".join(map(str, each.path))) for each in private_mentions(collection)]


def said(text: str, **changes: Any) -> nm.Statement:
    return nm.Statement(**{"id": "said", "summary": text, **changes})


@pytest.mark.parametrize(
    "text",
    [
        "Zora Quillfeather",
        "QUILLFEATHER, ZORA",
        "Ms. Quillfeather\u2019s dog",
        "zora quillfeather",
        "W. Quillfeather",
        "Jose \u00d1andu O'Quirk",
        "of O\u2019Quirk",
    ],
)
def test_two_words_of_a_name_or_an_uncommon_surname_are_found(text: str) -> None:
    assert places(said(text)) == [("said", "summary")]


@pytest.mark.parametrize("text", ["Zora", "a quillfeather hat", "Jos\u00e9 spoke", "W. X.", "Quill"])
def test_a_first_name_and_a_word_in_lower_case_are_not(text: str) -> None:
    assert places(said(text)) == []


def test_every_kind_of_text_is_read() -> None:
    text = "Zora Quillfeather"
    statement = said(
        "",
        key_phrases=["a", text],
        notes=[nm.Note(text="a", author=text)],
        extra={"x-a": {"b": [text]}},
        evidence=[nm.Evidence(source="s", quote=text, supports=[text], extra={text: 1})],
    )
    source = nm.Source(id="s", kind="other", title="T", url="https://example.org/zora-quillfeather")
    own: dict[str, Any] = {"title": text, "summary": text, "notes": text, "id": "zora-quillfeather"}
    assert places(statement, source, **own) == [
        *(("zora-quillfeather", path) for path in ("id", "title", "summary", "notes/0/text")),
        ("s", "url"),
        ("said", "key_phrases/1"),
        ("said", "extra/x-a"),
        ("said", "notes/0/author"),
        ("said", "evidence/0/supports/0"),
        ("said", f"evidence/0/extra/{text}"),
    ]


def test_ids_and_aliases_are_read() -> None:
    records = [
        attrs.evolve(CITY, id="quillfeather-v-city", aliases=["a", "zora-quillfeather"]),
        attrs.evolve(CITY, id="zora-street"),
        attrs.evolve(CITY, id="squillfeathers"),
    ]
    assert places(*records) == [("quillfeather-v-city", "id"), ("quillfeather-v-city", "aliases/1")]
    for id in ("zora", "w-x", "zquillfeather", "nandu-1"):
        assert places(person=attrs.evolve(ZORA, id=id, aliases=["b", id])) == (
            [] if id == "w-x" else [(id, "id"), (id, "aliases/1")]
        )


def test_what_belongs_to_a_public_actor_is_left_alone() -> None:
    ann = nm.Person(id="ann-quillfeather", name="Ann Quillfeather", other_names=["Zora Quillfeather"])
    assert places(ann, said("Quillfeather and Ann Quillfeather spoke.")) == []
    assert places(ann, said("Zora Quillfeather spoke.")) == [("said", "summary")]
    friends = nm.Organization(id="friends", name="Friends of Zora Quillfeather")
    assert places(friends, said("Quillfeather")) == [("friends", "name"), ("said", "summary")]
    street = attrs.evolve(friends, name="Quillfeather Street Neighbors")
    assert places(street, said("Quillfeather")) == []


def test_the_message_and_the_location_name_the_unknown_field() -> None:
    extra = {"x-owner": "by Zora\u00a0Quillfeather", "x-a": {"b": ["is\nQuillfeather's"]}, "x-Zora Quillfeather": 1}
    collection = nm.Collection.of([ZORA, said("A", extra=extra)], id="demo", title="T")
    found = [(each.pointer, each.message) for each in nm.validate(collection).problems if each.code == "NMP610"]
    assert [(place, message.partition(" contains")[0]) for place, message in found] == [
        ("/statements/0", "the unknown field 'x-a private individual'"),
        ("/statements/0/x-a", "the unknown field 'x-a'"),
        ("/statements/0/x-owner", "the unknown field 'x-owner'"),
    ]


def test_a_name_of_common_words_needs_capital_letters_in_a_text() -> None:
    bill = nm.Person(id="neighbor", name="Bill May", private=True)
    assert places(said("The bill may pass."), said("Bill May spoke.", id="b"), person=bill) == [("b", "summary")]


def test_nobody_is_named_where_no_name_is_on_record() -> None:
    assert places(said("Zora"), person=nm.Person(id="zora", name=" ", private=True)) == []
    assert places(said(NAMES[0]), person=attrs.evolve(ZORA, private=False)) == []


def test_no_message_repeats_a_name(albuquerque: nm.Collection) -> None:
    assert [*private_mentions(albuquerque)] == []
    found = [each for each in nm.validate(with_names(albuquerque, NAMES[0])).problems if each.code == "NMP610"]
    assert len(found) > len(albuquerque)
    words = fold(" ".join(each.message for each in found))
    assert not any(secret in words for secret in SECRETS)


def test_time_grows_with_the_records_alone() -> None:
    def make(size: int) -> nm.Collection:
        people = [nm.Person(id=f"p-{n}", name=f"Zora{n} Quill{n}", private=True) for n in range(size)]
        texts = [said(f"A word by Zora{n} Quill{n} of it", id=f"s-{n}") for n in range(size)]
        return nm.Collection.of([*people, *texts], id="demo", title="T")

    assert growth(lambda collection: [*private_mentions(collection)], make, 150) < 8
