"""The builder of collections: evidence that is cited once, quotes, records that come again, and later changes."""

import attrs
import pytest
from hypothesis import given

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import DuplicateIdError, InvalidTypeError, InvalidValueError, UnknownIdError
from nmpolicy.strategies import collections

TEXT = """Mayor opens a library

The mayor of Riverton opened the library on May 4, 2026. Ana Cruz, the mayor, thanked the council.
"""
PAPER = nm.Source(id="paper", kind="news-article", title="Mayor opens a library")
CITY = nm.Organization(id="riverton", name="Riverton")
MAYOR = nm.Post(id="mayor", name="Mayor", organization=CITY)
OWN = nm.Evidence(source="minutes", paragraph=7)


def new_builder() -> nm.CollectionBuilder:
    return nm.CollectionBuilder(nm.Collection(id="demo", title="A demonstration", notes="Made up."))


def test_records_cite_the_passage_that_is_cited_when_they_are_added() -> None:
    builder = new_builder()
    builder.add(PAPER)
    with builder.citing(PAPER, paragraph=2, quote="opened", basis="news-report", attributed_to=[MAYOR]):
        city = builder.add(CITY)
        assert builder.add(attrs.evolve(MAYOR, evidence=[OWN])).evidence == (OWN,)
        assert builder.add(nm.Source(id="minutes", kind="other", title="Minutes")).label == "Minutes"
    passage = nm.Evidence(source="paper", paragraph=2, quote="opened", basis="news-report", attributed_to=["mayor"])
    assert city == attrs.evolve(CITY, evidence=[passage])
    assert builder.add(nm.Person(id="ana-cruz")).evidence == ()


def test_an_inner_block_takes_the_place_of_the_outer_one_until_it_ends() -> None:
    builder = new_builder()

    def cited(id: str) -> list[str]:
        return [each.source for each in builder.add(nm.Person(id=id)).evidence]

    with builder.citing("paper"):
        with builder.citing("minutes"):
            assert cited("a") == ["minutes"]
        with pytest.raises(UnknownIdError), builder.citing("minutes"):
            builder.replace(nm.Person(id="unknown"))
        assert cited("b") == ["paper"]
        with pytest.raises(InvalidValueError), builder.citing("The Paper"):
            pass
        assert cited("c") == ["paper"]
    assert cited("d") == []


def test_quotes_are_evidence_in_the_source_that_is_cited() -> None:
    builder = new_builder()
    builder.add(PAPER)
    with builder.citing(PAPER, basis="news-report"):
        builder.add(CITY, "Riverton")
        mayor = builder.add(attrs.evolve(MAYOR, evidence=[OWN]), "mayor of Riverton", "Ana Cruz, the mayor")
    assert [(each.source, each.quote, each.basis) for each in mayor.evidence] == [
        ("minutes", "", None),
        ("paper", "mayor of Riverton", "news-report"),
        ("paper", "Ana Cruz, the mayor", "news-report"),
    ]
    anchored = nm.anchor_quotes(builder.build(), {"paper": TEXT})
    assert (anchored.anchored, anchored.problems) == (3, ())
    assert nm.verify(anchored.collection, {"paper": TEXT}).ok


def test_a_quote_of_a_passage_takes_the_place_of_its_own_quote() -> None:
    builder = new_builder()
    with builder.citing(PAPER, quote="the mayor", paragraph=2):
        assert builder.add(MAYOR, "Ana Cruz").evidence == (nm.Evidence(source="paper", quote="Ana Cruz", paragraph=2),)


def test_a_quote_needs_a_source_words_and_a_record_with_evidence() -> None:
    builder = new_builder()
    with pytest.raises(InvalidValueError, match="no source is named for the quotes of 'mayor'"):
        builder.add(MAYOR, "the mayor")
    with builder.citing(PAPER):
        for blank in ("", " \n"):
            with pytest.raises(InvalidValueError, match=r"quote of 'mayor' is empty"):
                builder.add(MAYOR, "the mayor", blank)
        with pytest.raises(InvalidTypeError, match=r"Evidence\.quote: expected text, not null"):
            builder.add(MAYOR, None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        with pytest.raises(InvalidTypeError, match="'paper' is a source, not a record that has evidence"):
            builder.add(PAPER, "Mayor opens a library")
    assert len(builder.build()) == 0


def test_an_equal_record_may_come_again() -> None:
    builder = new_builder()
    for _ in range(3):
        with builder.citing(PAPER):
            assert builder.add(CITY, "Riverton").id == "riverton"
    assert len(builder.build()) == 1


def test_a_different_record_with_the_same_id_is_refused() -> None:
    builder = new_builder()
    builder.add(CITY)
    with pytest.raises(DuplicateIdError, match="'riverton', which differs in name, size; give the new one"):
        builder.add(attrs.evolve(CITY, name="City of Riverton", size=3))
    with pytest.raises(DuplicateIdError, match="which differs in class"):
        builder.add(nm.Person(id="riverton"))
    with builder.citing(PAPER), pytest.raises(DuplicateIdError, match="which differs in evidence"):
        builder.add(CITY)
    assert builder.build()["riverton"] is CITY


def test_a_record_takes_the_place_of_the_one_with_its_id() -> None:
    builder = new_builder()
    builder.add(CITY)
    builder.add(nm.Organization(id="council", name="Council"))
    with builder.citing(PAPER):
        city = builder.replace(attrs.evolve(CITY, name="City of Riverton"), "Riverton")
    assert city.evidence == (nm.Evidence(source="paper", quote="Riverton"),)
    assert builder.build().organizations == (city, nm.Organization(id="council", name="Council"))


def test_a_new_version_keeps_the_evidence_of_the_old_one_unless_it_has_its_own() -> None:
    builder = new_builder()
    with builder.citing(PAPER):
        builder.add(MAYOR, "the mayor")
    quoted = nm.Evidence(source="paper", quote="the mayor")
    with builder.citing("minutes"):
        assert builder.replace(attrs.evolve(MAYOR, name="The mayor")).evidence == (quoted,)
        also = nm.Evidence(source="minutes", quote="Mayor of Riverton")
        assert builder.replace(MAYOR, "Mayor of Riverton").evidence == (quoted, also)
    assert builder.replace(attrs.evolve(MAYOR, evidence=[OWN])).evidence == (OWN,)
    builder.add(CITY)
    with builder.citing("minutes"):
        assert builder.replace(CITY).evidence == (nm.Evidence(source="minutes"),)
    builder.add(PAPER)
    assert builder.replace(attrs.evolve(PAPER, date="2026-05-04")).date == "2026-05-04"


def test_only_a_record_of_the_same_class_is_replaced() -> None:
    builder = new_builder()
    builder.add(CITY)
    with pytest.raises(UnknownIdError, match="no record has the id 'river-ton'; did you mean 'riverton'"):
        builder.replace(nm.Organization(id="river-ton", name="Riverton"))
    with pytest.raises(InvalidTypeError, match="'riverton' is already of class Organization, not Person; give"):
        builder.replace(nm.Person(id="riverton"))
    assert builder.build()["riverton"] is CITY


@each_case("value", ["riverton", None, nm.Record(id="a"), [CITY], OWN])
def test_only_records_are_added(value: object) -> None:
    builder = new_builder()
    for method in (builder.add, builder.replace):
        with pytest.raises(InvalidTypeError, match="a collection holds nmpolicy records"):
            method(value)  # type: ignore[type-var]  # pyright: ignore[reportArgumentType]


def test_more_records_make_another_collection() -> None:
    builder = new_builder()
    builder.add(MAYOR)  # refers to a record that comes later
    first, again = builder.build(), builder.build()
    builder.add(CITY)
    assert first == again == nm.Collection(id="demo", title="A demonstration", notes="Made up.", posts=[MAYOR])
    assert builder.build() == first.add(CITY)


@given(collections())
def test_a_collection_without_additions_stays_as_it_is(collection: nm.Collection) -> None:
    assert nm.CollectionBuilder(collection).build() == collection


def test_a_collection_with_two_records_of_one_id_is_refused() -> None:
    with pytest.raises(DuplicateIdError, match="'riverton', which differs in class"):
        nm.CollectionBuilder(
            nm.Collection.of([CITY, attrs.evolve(MAYOR, id="riverton")], id="demo", title="A demonstration")
        )


def test_many_records_take_little_time() -> None:
    """A collection for each of them would take minutes."""
    builder = new_builder()
    with builder.citing(PAPER):
        for number in range(20_000):
            builder.add(nm.Person(id=f"person-{number}"))
    assert len(builder.build()) == 20_000
