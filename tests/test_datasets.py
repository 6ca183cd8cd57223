"""The bundled data set: each record is a test case, and the details that a careless reading would miss are there."""

import re
from pathlib import Path

import attrs
import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import UnknownDatasetError
from nmpolicy.records.evidence import SourcedRecord
from nmpolicy.serialization.converter import make_converter

DATASET = "albuquerque-immigrant-friendly-2025"
SOURCE = "source-nm-2025-07-22"
COLLECTION = nm.load_dataset(DATASET)
ARTICLE = Path(__file__).parents[2] / "shared" / "sources" / f"{SOURCE}.txt"
PARAGRAPHS = 23
_WORDS = 9  # a run this long counts as a copied sentence


def test_it_is_the_only_data_set_and_has_no_errors(albuquerque: nm.Collection) -> None:
    assert nm.datasets() == (DATASET,)
    report = nm.validate(albuquerque)
    assert report.ok
    # The article does not say who must make the list, and the city order makes two demands of a federal agency.
    assert [(problem.code, problem.record) for problem in report.problems] == [
        ("NMP501", "us-eo-2025-04.list-jurisdictions"),
        ("NMP105", "abq-eo-2025-07-21.detention-tactics"),
        ("NMP105", "abq-eo-2025-07-21.identify-officers"),
    ]
    with pytest.raises(UnknownDatasetError, match=DATASET) as caught:
        nm.load_dataset("santa-fe")
    assert isinstance(caught.value, LookupError)


def test_the_file_is_in_canonical_form(albuquerque: nm.Collection) -> None:
    path = Path(nm.__file__).parent / "data" / f"{DATASET}.json"
    assert path.read_text("utf-8") == nm.dumps(albuquerque)


@each_case("record", COLLECTION, ids=lambda record: record.id)
def test_every_record_cites_paragraphs_of_the_article(record: nm.Record) -> None:
    if isinstance(record, nm.Source):
        assert record.id == SOURCE
        return
    assert isinstance(record, SourcedRecord)
    milestones = record.milestones if isinstance(record, nm.Instrument) else ()
    for evidence in (*record.evidence, *(pointer for milestone in milestones for pointer in milestone.evidence)):
        assert evidence.source == SOURCE
        assert evidence.paragraph in range(1, PARAGRAPHS + 1)
        assert evidence.basis is not None
    assert record.evidence


@each_case("record", COLLECTION, ids=lambda record: record.id)
def test_no_record_copies_the_article(record: nm.Record) -> None:
    if not ARTICLE.exists():
        pytest.skip(f"the article is not at {ARTICLE}")
    written = words(" ".join(texts(record)))
    assert not runs(written) & runs(words(ARTICLE.read_text("utf-8")))


def test_every_paragraph_is_cited_except_the_url(albuquerque: nm.Collection) -> None:
    cited = {
        pointer.paragraph for record in albuquerque if isinstance(record, SourcedRecord) for pointer in record.evidence
    }
    url = 23
    assert cited == set(range(1, PARAGRAPHS + 1)) - {url}


def test_relative_days_become_dates_as_far_as_the_article_allows(albuquerque: nm.Collection) -> None:
    published = albuquerque.sources[0].date
    assert published == "2025-07-22"
    (signing,) = albuquerque.orders[0].milestones
    assert signing.date == nm.PartialDate.on_or_before("Monday", published)
    statement = albuquerque["house-democrats-on-deportations"]
    assert isinstance(statement, nm.Statement)
    assert statement.date == nm.PartialDate.on_or_before("Tuesday", published)
    dates = {
        id: event.start_date
        for id in ("walmart-protests", "walmart-arrest", "departure-from-venezuela")
        if isinstance(event := albuquerque[id], nm.Event)
    }
    assert dates == {"walmart-protests": "2025-07-19~", "walmart-arrest": None, "departure-from-venezuela": "2023~"}
    stages = {i.id: (i.stage, i.latest_milestone and i.latest_milestone.date) for i in albuquerque.instruments}
    assert stages == {
        "abq-eo-2025-07-21": ("signed", "2025-07-21"),
        "us-eo-2025-04": ("issued", "2025-04"),
        "us-dhs-list-2025-05": ("issued", "2025-05"),
        "abq-resolution-2018": ("issued", "2018"),
        "us-bill-ice-identification": ("introduced", None),
        "abq-planned-ordinances": ("announced", None),
    }


def test_the_words_of_friends_and_family_are_attributed_to_them(albuquerque: nm.Collection) -> None:
    for id in ("departure-from-venezuela", "friends-and-family-on-status"):
        record = albuquerque[id]
        assert isinstance(record, SourcedRecord)
        assert {pointer.attributed_to for pointer in record.evidence} == {("friends-and-family",)}
        assert {pointer.basis for pointer in record.evidence} == {nm.Basis.TESTIMONY}


def test_the_private_individual_is_marked_and_not_named(albuquerque: nm.Collection) -> None:
    (private,) = [person for person in albuquerque.people if person.private]
    assert private.name == ""
    if not ARTICLE.exists():
        pytest.skip(f"the article is not at {ARTICLE}")
    (name,) = re.findall(r"arrested ([A-Z][^,]+), a", ARTICLE.read_text("utf-8"))
    written = set(words(nm.dumps(albuquerque)))
    assert len(words(name)) > 1
    assert not written & set(words(name))


def test_counted_groups_have_a_size(albuquerque: nm.Collection) -> None:
    sizes = {
        body.id: (body.size, body.minimum_size) for body in albuquerque.organizations if body.size or body.minimum_size
    }
    assert sizes == {
        "councilors-planning-ordinances": (4, None),
        "councilors-against-order": (3, None),
        "other-listed-counties": (22, None),
        "attorneys-general": (None, 21),
    }


def test_details_that_the_article_does_not_give_are_empty(albuquerque: nm.Collection) -> None:
    assert {instrument.number for instrument in albuquerque.instruments} == {""}
    resolution = albuquerque["abq-resolution-2018"]
    assert isinstance(resolution, nm.Measure)
    assert (resolution.body, resolution.sponsors, resolution.vote_events) == (None, (), ())
    assert {(m.start_date, m.end_date) for m in albuquerque.memberships} == {(None, None)}


def test_permissions_conditions_and_exceptions_are_kept(albuquerque: nm.Collection) -> None:
    sentences = {provision.id: provision for provision in albuquerque.provisions}
    confirm = sentences["abq-eo-2025-07-21.confirm-ice-activity"]
    assert (confirm.deontic, confirm.conditions) == ((nm.Deontic.PERMISSION,), ("when the public asks",))
    refuse = sentences["abq-resolution-2018.no-assistance"]
    assert refuse.deontic == (nm.Deontic.PROHIBITION,)
    assert len(refuse.exceptions) == 1
    federal = [p for p in sentences.values() if p.instrument == "abq-eo-2025-07-21" and p.bearers == ("us-ice",)]
    assert [len(provision.notes) for provision in federal] == [1, 1]
    assert all("does not command" in note.text for provision in federal for note in provision.notes)


def test_statements_have_their_speakers_and_modes(albuquerque: nm.Collection) -> None:
    statements = {statement.id: statement for statement in albuquerque.statements}
    police = [s for s in statements.values() if s.on_behalf_of == ("albuquerque-police-department",)]
    assert [s.speakers for s in police] == [("gilbert-gallegos",), ("gilbert-gallegos",)]
    assert statements["attorneys-general-letter"].speakers == ("attorneys-general", "raul-torrez")
    assert statements["state-police-on-arrest"].mode is nm.StatementMode.INDIRECT_QUOTATION
    duty = statements["keller-on-city-duty"].stances
    assert [(held.stance, bool(held.target)) for held in duty] == [(nm.Stance.SUPPORT, True), (nm.Stance.OPPOSE, False)]


def test_a_missing_authority_is_an_error(albuquerque: nm.Collection) -> None:
    order = albuquerque.orders[0]
    report = nm.validate(albuquerque.replace(attrs.evolve(order, issued_by=())))
    assert {problem.code for problem in report.errors} == {"NMP101"}
    assert [problem.record for problem in report.errors] == [
        p.id for p in albuquerque.provisions if p.instrument == order.id
    ]


def texts(record: nm.Record) -> list[str]:
    plain = make_converter().unstructure(record)
    return [value for value in plain.values() if isinstance(value, str)] + [
        text for value in plain.values() if isinstance(value, list) for text in value if isinstance(text, str)
    ]


def words(text: str) -> list[str]:
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.findall(r"[a-z0-9']+", re.sub(r"https?://\S+", " ", bare).lower().replace("\u2019", "'"))


def runs(said: list[str]) -> set[tuple[str, ...]]:
    return {tuple(said[start : start + _WORDS]) for start in range(len(said) - _WORDS + 1)}
