"""Single values without what could name private individuals, where the ids of records stay."""

import attrs

import nmpolicy as nm
from growth_ratio import growth
from named_collections import NAMES, SECRETS, with_named_fields
from nmpolicy.records.value_redaction import ValueRedaction
from nmpolicy.vocabulary.extra import Extra
from nmpolicy.vocabulary.folding import fold

ROE = nm.Person(id="jane-roe", name="Jane Roe", summary="A baker.", private=True)
KNOWN = attrs.evolve(ROE, private=False, aliases=["roe"])
DEMO = nm.Collection(id="demo", title="Jane Roe", people=[ROE])
REDACTION = ValueRedaction([DEMO], {"jane-roe"})


def test_each_kind_of_value_is_redacted() -> None:
    said = nm.Statement(id="roe-said", speakers=["jane-roe"], summary="Jane Roe spoke.", notes="Roe, Jane.")
    found = REDACTION.value(said)
    assert (found.id, found.speakers, found.summary) == ("roe-said", ("jane-roe",), "a private individual spoke.")
    assert REDACTION.value(("Jane Roe", "jane-roe", 5)) == ("a private individual", "jane-roe", 5)
    assert REDACTION.value(Extra({"Jane Roe": ["Jane Roe"]})) == {"a private individual": ("a private individual",)}
    assert REDACTION.value(nm.Note(text="By Jane Roe")).text == "By a private individual"
    assert REDACTION.value(None) is None
    assert REDACTION.value(nm.OrderKind.OTHER) is nm.OrderKind.OTHER
    assert REDACTION.path(("notes", 0, "x-Jane Roe")) == ("notes", 0, "x-a private individual")


def test_a_person_who_is_private_elsewhere_is_redacted_too() -> None:
    for person in (ROE, KNOWN):
        found = REDACTION.value(person)
        assert found == nm.Person(id="jane-roe", private=True)
    assert REDACTION.collection(DEMO).title == "a private individual"


def test_nothing_changes_without_a_private_name() -> None:
    plain, nameless = (
        ValueRedaction([DEMO], frozenset()),
        nm.Collection(id="n", title="T").add(nm.Person(id="p", private=True, summary="S")),
    )
    extra = Extra({"x": "Jane Roe"})
    assert plain.collection(DEMO) is DEMO
    assert not plain.is_needed
    assert plain.value(extra) is extra
    hidden = ValueRedaction([nameless], {"p"})
    assert hidden.collection(nameless).people[0].summary == ""
    assert hidden.text("Jane Roe") == "Jane Roe"
    assert not hidden.has_name_word("Jane Roe")


def test_no_record_of_a_collection_keeps_a_name(albuquerque: nm.Collection) -> None:
    named = with_named_fields(albuquerque, NAMES[1], in_ids=False)
    redaction = ValueRedaction([named], {person.id for person in named.people})
    copy = redaction.collection(named)
    assert [each.id for each in copy] == [each.id for each in named]
    text = fold(nm.dumps(copy, unknown="keep"))
    assert not any(secret in text for secret in SECRETS)


def test_time_grows_with_the_records_alone() -> None:
    def make(size: int) -> tuple[ValueRedaction, nm.Collection]:
        people = [nm.Person(id=f"p-{n}", name=f"Zora{n} Quill{n}", private=True) for n in range(size)]
        texts = [nm.Statement(id=f"s-{n}", summary=f"By Zora{n} Quill{n} of it") for n in range(size)]
        collection = nm.Collection.of([*people, *texts], id="demo", title="T")
        return ValueRedaction([collection], {person.id for person in people}), collection

    assert growth(lambda made: made[0].collection(made[1]), make, 150) < 8
