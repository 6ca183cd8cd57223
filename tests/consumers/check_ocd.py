"""Have pupa validate folders of Open Civic Data, refuse a spoiled file, and load them into a database.

`python tests/consumers/check_ocd.py FOLDER...`. Without folders, it makes them of random collections. The folders are
loaded, each twice, if `DATABASE_URL` names an empty PostGIS database: the second time, nothing may be new.
"""

import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from pupa.exceptions import ScrapeValueError  # type: ignore[import-not-found]  # only this script has it
from pupa.scrape import (  # type: ignore[import-not-found]
    Bill,
    Event,
    Jurisdiction,
    Membership,
    Organization,
    Person,
    Post,
    VoteEvent,
)

import nmpolicy as nm

CLASSES = {
    "bill": Bill,
    "event": Event,
    "jurisdiction": Jurisdiction,
    "membership": Membership,
    "organization": Organization,
    "person": Person,
    "post": Post,
    "vote_event": VoteEvent,
}
CITY = "ocd-jurisdiction/country:us/state:nm/place:springfield/government"
DIVISION = "ocd-division/country:us/state:nm/place:springfield"
EXAMPLES = 200
#: Objects of pupa's classes with only the required values.
LEAST: dict[str, Any] = {
    "bill": Bill("1", "2025", "A bill"),
    "event": Event("An event", "2025"),
    "membership": Membership(person_id="p", organization_id="o"),
    "organization": Organization("An organization"),
    "person": Person("A person"),
    "post": Post(label="A post", role=""),
    "vote_event": VoteEvent(
        motion_text="Pass", start_date="", classification=[], result="pass", legislative_session="1"
    ),
}
#: Keys that may be missing because their values are unknown: the columns have defaults.
OPTIONAL = {"result", "maximum_memberships"}


def objects(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the type and the content of each file that pupa reads."""
    for file in sorted(folder.glob("*_*.json")):
        yield re.sub("_[^_]*$", "", file.stem), json.loads(file.read_text())


def validate(kind: str, content: dict[str, Any]) -> None:
    """Have pupa's class validate the content of a file. Raises `ScrapeValueError` if it is wrong."""
    read = type("Read", (CLASSES[kind],), {"as_dict": lambda _: content, "_id": content["_id"]})
    found: Any = object.__new__(read)
    if kind == "organization":
        found.classification = content["classification"]  # decides whether it needs a source
    found.validate()
    if kind in LEAST and (missing := LEAST[kind].as_dict().keys() - content.keys() - OPTIONAL):
        raise ScrapeValueError(f"{kind} lacks {sorted(missing)}, which pupa's importer takes for granted")


def check(folder: Path) -> Counter[str]:
    """Validate a folder, and return the number of its objects of each type."""
    counts = Counter[str]()
    for kind, content in objects(folder):
        validate(kind, content)
        counts[kind] += 1
    return counts


def check_refusal(folder: Path) -> None:
    """Expect that pupa refuses a file with another classification, and one without sources."""
    for kind, content in objects(folder):
        if kind != "bill":
            continue
        for spoiled in ({**content, "classification": ["executive order"]}, {**content, "sources": []}):
            try:
                validate(kind, spoiled)
            except ScrapeValueError as error:
                print("Refused, as it should be:", str(error).splitlines()[1].strip()[:60])
            else:
                sys.exit("This should have been refused.")
        return


def load(folder: Path) -> Counter[str]:
    """Load a folder into the database, and return the number of new, changed and unchanged objects."""
    from opencivicdata.core.models import Division  # type: ignore[import-not-found]
    from pupa import importers  # type: ignore[import-not-found]

    (about,) = (content for kind, content in objects(folder) if kind == "jurisdiction")
    divisions = {about["division_id"]} | {content.get("division_id") for _, content in objects(folder)} - {None}
    for each in divisions:
        if not Division.objects.filter(id=each).exists():
            Division.objects.create(each, name=each)
    id = about["_id"]
    bodies, people = importers.OrganizationImporter(id), importers.PersonImporter(id)
    posts = importers.PostImporter(id, bodies)
    bills = importers.BillImporter(id, bodies, people)
    votes = importers.VoteEventImporter(id, people, bodies, bills)
    events = importers.EventImporter(id, bodies, people, bills, votes)
    members = importers.MembershipImporter(id, people, bodies, posts)
    done = Counter[str]()
    for each in (importers.JurisdictionImporter(id), bodies, people, posts, members, bills, events, votes):
        for record in each.import_directory(str(folder)).values():
            done.update({what: record[what] for what in ("insert", "update", "noop")})
    return done


def load_twice(folder: Path, counts: Counter[str]) -> Counter[str]:
    """Load a folder twice, undo it, and return the counts of the second time."""
    from django.db import transaction  # type: ignore[import-not-found]

    with transaction.atomic():
        first, second = load(folder), load(folder)
        transaction.set_rollback(True)
    assert first["insert"] == counts.total(), (first, counts)
    assert second["insert"] == 0, second
    return second


def prepare_database() -> bool:
    """Make the tables, if there is a database. Return whether there is one."""
    if "DATABASE_URL" not in os.environ:
        print("Not loaded: DATABASE_URL is not set.")
        return False
    import django  # type: ignore[import-not-found]
    from django.core.management import call_command  # type: ignore[import-not-found]

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pupa.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    return True


def with_less_left_out(collection: nm.Collection, number: int) -> nm.Collection:
    """Return a collection whose organizations are of the city and classified, and have members and hearings."""
    classifications = list(nm.OrganizationClassification)
    bodies = [
        attrs.evolve(each, division=DIVISION, classification=classifications[(number + n) % len(classifications)])
        for n, each in enumerate(collection.organizations)
    ]
    people = [attrs.evolve(each, name=each.name or "A person", private=False) for each in collection.people]
    posts = [attrs.evolve(each, organization=bodies[-1]) for each in collection.posts]
    members = [
        attrs.evolve(each, member=collection.people[n % 2], organization=None if each.post and n else bodies[0])
        for n, each in enumerate(collection.memberships)
    ]
    instruments = [attrs.evolve(each, division="", issued_by=[bodies[0]]) for each in collection.instruments]
    host = nm.Participant(actor=bodies[number % len(bodies)].id)
    events = [
        attrs.evolve(each, kind="hearing", start_date="2025-07", participants=[host, *each.participants])
        for each in collection.events
    ]
    return collection.replace(*people, *bodies, *posts, *members, *instruments, *events)


def check_random_collections(has_database: bool) -> None:  # noqa: FBT001
    """Check folders of random collections."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis.strategies import integers

    from nmpolicy.strategies import collections

    total = Counter[str]()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(collections(least=2), integers(0, 1000))
    def check_one(collection: nm.Collection, number: int) -> None:
        collection = with_less_left_out(collection, number)
        exported = nm.exports.to_ocd(collection, jurisdiction=CITY, source_url="https://example.org/data")
        with tempfile.TemporaryDirectory() as folder:
            for name, text in exported.content.items():
                Path(folder, name).write_text(text)
            counts = check(Path(folder))
            if has_database:
                load_twice(Path(folder), counts)
        total.update(counts)

    check_one()
    print(f"{EXAMPLES} random collections:", dict(sorted(total.items())))


def main(folders: list[Path]) -> None:
    """Check folders, or random collections if there are none."""
    has_database = prepare_database()
    if not folders:
        check_random_collections(has_database)
    for folder in folders:
        counts = check(folder)
        print(f"{folder.name}:", dict(sorted(counts.items())))
        check_refusal(folder)
        if has_database:
            print("Loaded twice; the second time:", dict(load_twice(folder, counts)))


if __name__ == "__main__":
    main([*map(Path, sys.argv[1:])])
