"""to_ocd and `nmpolicy export ocd`."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import attrs
import pytest
from hypothesis import given, settings
from ocd_files import CITY, COUNCIL, JANE, MAYOR, TERM, URL, exported, objects, only

import nmpolicy as nm
from command_line import run
from named_collections import NAMES, SECRETS, with_names
from nmpolicy.errors import InvalidCollectionError, InvalidValueError, UnsupportedValueError
from nmpolicy.exports.open_civic_data.ocd_export import MARKER, files_of
from nmpolicy.exports.open_civic_data.ocd_terms import ORGANIZATIONS
from nmpolicy.records.traversal import parts_of, unchecked, with_parts
from nmpolicy.strategies import collections
from nmpolicy.vocabulary.folding import fold

CITY_ITSELF = [nm.Participant(actor="city")]
DIVISION = "ocd-division/country:us/state:nm/place:albuquerque"
ALBUQUERQUE = "ocd-jurisdiction/country:us/state:nm/place:albuquerque/government"


def test_the_bundled_data_set_makes_the_objects_of_its_city(albuquerque: nm.Collection) -> None:
    files = nm.exports.to_ocd(albuquerque, jurisdiction=ALBUQUERQUE).content
    counts = Counter(name.rpartition("_")[0] for name in files)
    assert counts == {
        "": 1,
        "bill": 3,
        "event": 1,
        "jurisdiction": 1,
        "membership": 3,
        "organization": 6,
        "person": 3,
        "post": 4,
    }
    assert [bill["title"] for bill in objects(files, "bill")] == [
        "Albuquerque's immigrant-friendly executive order",
        "Planned Albuquerque ordinances to protect immigrants",
        "2018 Immigrant-Friendly Resolution",
    ]
    about = only(files, "jurisdiction")
    assert about["_id"] == about["id"] == ALBUQUERQUE
    assert about["name"] == "City of Albuquerque"
    assert about["legislative_sessions"] == [
        {"identifier": albuquerque.id, "name": albuquerque.title, "start_date": "", "end_date": ""}
    ]


def test_the_same_collection_makes_the_same_bytes_in_any_order(albuquerque: nm.Collection) -> None:
    files = nm.exports.to_ocd(albuquerque, jurisdiction=ALBUQUERQUE).content
    turned = albuquerque.with_records(reversed(list(albuquerque)))
    assert nm.exports.to_ocd(turned, jurisdiction=ALBUQUERQUE).content == files


def test_an_id_depends_only_on_those_of_the_collection_and_the_record() -> None:
    alone, more = exported(COUNCIL), exported(attrs.evolve(COUNCIL, name="The Council"), MAYOR, JANE, TERM)
    assert alone.content.keys() < more.content.keys()
    for name in more.content.keys() - {MARKER}:
        assert UUID(name.rpartition("_")[2].removesuffix(".json")).version == 5


def test_the_marker_says_what_the_folder_is_and_what_it_lacks() -> None:
    done = exported(attrs.evolve(COUNCIL, summary="Nine members."))
    marker = json.loads(done.content[MARKER])
    assert marker["collection"] == {"id": "demo", "title": "A demonstration", "license": "", "redacted": False}
    assert sorted(marker["files"]) == sorted(done.content.keys() - {MARKER})
    assert marker["left_out"] == done.left_out
    assert done.left_out["Organization.summary"] == 1


def test_a_session_is_named_by_the_caller() -> None:
    order = nm.Order(id="eo", kind="executive-order", title="An order", issued_by=["city"])
    files = exported(order, session="2025").content
    assert only(files, "bill")["legislative_session"] == "2025"
    assert only(files, "jurisdiction")["legislative_sessions"][0]["name"] == "2025"
    assert only(exported().content, "jurisdiction")["legislative_sessions"] == []
    for wrong in ("", "  ", "x" * 101):
        with pytest.raises(InvalidValueError, match="a session needs a name of 1 to 100 characters"):
            exported(session=wrong)


def test_the_id_of_a_collection_may_be_too_long_for_a_session() -> None:
    order = nm.Order(id="eo", kind="other", title="An order")
    collection = nm.Collection.of([CITY, order], id="x" * 101, title=" ")
    files = nm.exports.to_ocd(collection, source_url=URL).content
    assert only(files, "jurisdiction")["legislative_sessions"][0] | {"name": ""} == {
        "identifier": "nmpolicy",
        "name": "",
        "start_date": "",
        "end_date": "",
    }


def test_records_without_a_web_address_are_all_named() -> None:
    source = nm.Source(id="paper", kind="other", title="A paper document")
    event = nm.Event(
        id="march",
        kind="hearing",
        name="A hearing",
        start_date="2025",
        participants=CITY_ITSELF,
        evidence=[nm.Evidence(source="paper")],
    )
    with pytest.raises(UnsupportedValueError) as caught:
        exported(COUNCIL, MAYOR, JANE, TERM, source, event, source_url=None)
    assert [(each.code, each.record, each.pointer) for each in caught.value.problems] == [
        ("NMP018", "jane", "/people/0/evidence"),
        ("NMP018", "march", "/events/0/evidence"),
    ]
    assert "say with source_url='https://…' where" in str(caught.value)
    found = exported(event, source)
    assert only(found.content, "event")["sources"] == [{"url": URL, "note": ""}]
    assert found.left_out["Evidence.source (without a web address)"] == 1
    assert found.left_out["Source (not cited with a web address)"] == 1


@pytest.mark.parametrize("url", ["example.org", "javascript:alert(1)", "https://example.org/" + "x" * 2000])
def test_the_address_of_the_collection_is_checked(url: str) -> None:
    with pytest.raises(InvalidValueError, match="web address"):
        exported(source_url=url)


def test_a_source_is_cited_once_with_its_title() -> None:
    source = nm.Source(id="s", kind="dataset", title="Data", url="https://example.org/s")
    evidence = [nm.Evidence(source="s", paragraph=1), nm.Evidence(source="s", paragraph=2), nm.Evidence(source="gone")]
    found = exported(
        nm.Event(id="e", kind="vote", name="A vote", start_date="2025", participants=CITY_ITSELF, evidence=evidence),
        source,
    )
    assert only(found.content, "event")["sources"] == [{"url": "https://example.org/s", "note": "Data"}]
    assert {key: count for key, count in found.left_out.items() if key.startswith(("Evidence", "Source"))} == {
        "Evidence.paragraph": 2,
        "Evidence.source (without a web address)": 1,
        "Source.id": 1,
        "Source.kind": 1,
    }


def test_a_nul_is_replaced_and_what_looks_like_one_is_not() -> None:
    found = exported(attrs.evolve(COUNCIL, name="A\0B\\u0000C\\\0D"))
    assert objects(found.content, "organization")[1]["name"] == "A\ufffdB\\u0000C\\\ufffdD"
    assert found.left_out["A NUL character in a text"] == 2


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_private_individual_is_in_any_file(albuquerque: nm.Collection, name: str) -> None:
    named = with_names(albuquerque, name)
    assert any(secret in fold(str(exported_files(named, include_private=True))) for secret in SECRETS)
    hidden = fold(str(exported_files(named, include_private=False)))
    assert not [secret for secret in SECRETS if secret in hidden]


def exported_files(collection: nm.Collection, *, include_private: bool) -> dict[str, str]:
    options = {"jurisdiction": ALBUQUERQUE, "source_url": URL}
    return dict(nm.exports.to_ocd(collection, include_private=include_private, **options).content)


@settings(max_examples=20)
@given(collections())
def test_every_collection_can_be_exported(collection: nm.Collection) -> None:
    try:
        done = nm.exports.to_ocd(collection, jurisdiction=ALBUQUERQUE, source_url=URL)
    except InvalidValueError as error:  # no record has the division of Albuquerque
        near = re.search("did you mean '([^']*)'", str(error))
        assert near
        done = nm.exports.to_ocd(collection, jurisdiction=near[1], source_url=URL)
    assert all(count > 0 for count in done.left_out.values())
    for name, text in done.content.items():
        assert name == MARKER or json.loads(text)["_id"]


def of_one_city(collection: nm.Collection) -> nm.Collection:
    """Return a collection of classified organizations with posts in a city, members and hearings: most is held."""
    terms = [*ORGANIZATIONS]
    bodies = [
        attrs.evolve(each, division="", classification=terms[(len(each.name) + n) % len(terms)])
        for n, each in enumerate(collection.organizations)
    ]
    people = [attrs.evolve(each, name=f"Person {n}") for n, each in enumerate(collection.people)]
    posts = [attrs.evolve(each, organization=bodies[-1], division=DIVISION) for each in collection.posts]
    members = [
        attrs.evolve(each, member=people[n % 2], organization=bodies[0])
        for n, each in enumerate(collection.memberships)
    ]
    orders = [attrs.evolve(each, division="", issued_by=[bodies[0]]) for each in collection.orders]
    measures = [attrs.evolve(each, division="", issued_by=(), body=bodies[0]) for each in collection.measures]
    host = nm.Participant(actor=posts[0])
    events = [
        attrs.evolve(each, kind="hearing", start_date="2025-07", participants=[host, *each.participants])
        for each in collection.events
    ]
    return collection.replace(*bodies, *people, *posts, *members, *orders, *measures, *events)


def files_and_losses(collection: nm.Collection) -> tuple[dict[str, str], dict[str, int]]:
    done = nm.exports.to_ocd(collection, jurisdiction=ALBUQUERQUE, source_url=URL, include_private=True)
    return {name: text for name, text in done.content.items() if name != MARKER}, dict(done.left_out)


def without_one_value(record: nm.Record, left_out: Mapping[str, int]) -> Iterator[tuple[str, nm.Record]]:
    """Yield a record without each of its optional values, and those of its parts that are not left out as a whole."""
    classes = {path: type(part).__name__ for path, part in parts_of(record)}
    for path, part in parts_of(record):
        holders = (f"{classes[path[:n]]}.{path[n]}" for n in range(len(path)) if path[:n] in classes)
        if any(each in left_out for each in holders):
            continue
        for field in attrs.fields(type(part)):
            if field.default is not attrs.NOTHING and getattr(part, field.name) != field.default:
                changed = unchecked(part, **{field.name: field.default})
                yield f"{record!r} {path} {field.name}", with_parts(record, {path: changed})


@settings(max_examples=3, derandomize=True)
@given(collections(least=2))
def test_each_value_is_in_the_files_or_counted(drawn: nm.Collection) -> None:
    """Without the value, the files or the counts differ."""
    collection = of_one_city(drawn)
    files, left_out = before = files_and_losses(collection)
    held = {json.loads(text)["extras"].get("nmpolicy_id") for text in files.values()}
    for record in collection:
        if record.id not in held and not isinstance(record, nm.Provision | nm.Statement):
            continue  # it is counted as a whole
        for what, changed in without_one_value(record, left_out):
            assert files_and_losses(collection.replace(changed)) != before, what


def test_records_that_share_an_id_are_refused() -> None:
    with pytest.raises(InvalidCollectionError):
        exported(nm.Person(id="city"))


def test_thousands_of_records_take_linear_time() -> None:
    people = [nm.Person(id=f"p-{n}", name="Jane Doe", other_names=["J. D."]) for n in range(500)]
    members = [nm.Membership(id=f"m-{n}", member=f"p-{n}", organization="city") for n in range(500)]
    orders = [nm.Order(id=f"o-{n}", kind="other", title="O", number="1", issued_by=["city"]) for n in range(500)]
    done = exported(*people, *members, *orders)
    assert len(done.content) == 1503
    assert done.left_out["Person.name (shared, and so followed by the id)"] == 500


def test_the_command_writes_and_replaces_a_folder(tmp_path: Path) -> None:
    file, out = tmp_path / "demo.json", tmp_path / "out"
    collection = nm.Collection.of([CITY, COUNCIL], id="demo", title="A demonstration")
    nm.dump(collection, file)
    command = ("export", "ocd", str(file), "-o", str(out))
    code, shown = run(*command)
    assert (code, shown.splitlines()[0]) == (0, f"Wrote 4 files to {out}")
    assert "1 classification (government, held as executive)" in " ".join(shown.split())
    names = {MARKER, *files_of(out)}
    assert {each.name for each in out.iterdir()} == names
    nm.dump(collection.remove("council"), file)
    assert run(*command)[0] == 2
    assert run(*command, "--force")[0] == 0
    assert {each.name for each in out.iterdir()} == {MARKER, *files_of(out)} < names
    (out / "bill_mine.json").write_text("{}")
    code, shown = run(*command, "--force")
    assert (code, "it has other files (bill_mine.json)" in shown) == (2, True)


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    file, out = tmp_path / "demo.json", tmp_path / "out"
    nm.dump(nm.Collection.of([JANE, COUNCIL], id="demo", title="A demonstration"), file)
    command = ("export", "ocd", str(file), "-o", str(out))
    code, shown = run(*command)
    said = " ".join(shown.split())
    assert code == 2
    assert "Error: the records do not decide the jurisdiction, because no government has a division;" in said
    assert "give its id, as in --jurisdiction 'ocd-jurisdiction/" in said
    march = nm.Event(id="march", kind="hearing", name="A hearing", start_date="2025", participants=CITY_ITSELF)
    nm.dump(nm.Collection.of([CITY, march], id="demo", title="A demonstration"), file)
    code, shown = run(*command)
    assert (code, "error NMP018 march" in shown, out.exists()) == (1, True, False)
    assert "say with --source-url 'https://…' where the collection is published" in " ".join(shown.split())
    code, shown = run(*command, "--source-url", "nowhere")
    assert (code, "is not a web address" in shown) == (2, True)
    assert run(*command, "--source-url", URL)[0] == 0


@pytest.mark.parametrize("text", ["", "[]", '{"files": 1}', '{"files": [1, "a.json"]}', "{", "[" * 100_000])
def test_a_marker_that_is_not_ours_names_no_files(tmp_path: Path, text: str) -> None:
    (tmp_path / MARKER).write_text(text)
    assert files_of(tmp_path) == (["a.json"] if "a.json" in text else [])
    assert files_of(tmp_path / "missing") == []
