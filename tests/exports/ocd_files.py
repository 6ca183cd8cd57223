"""Read what an export to Open Civic Data wrote."""

import json
from collections.abc import Mapping
from typing import Any

import nmpolicy as nm
from nmpolicy.exports.exported import Exported

CITY = nm.Organization(
    id="city",
    name="Springfield",
    classification="government",
    division="ocd-division/country:us/state:nm/place:springfield",
)
COUNCIL = nm.Organization(id="council", name="City Council", classification="council", parent="city")
MAYOR = nm.Post(id="mayor", name="Mayor", organization="city")
JANE = nm.Person(id="jane", name="Jane Doe")
TERM = nm.Membership(id="jane-mayor", member="jane", post="mayor", start_date="2021")
URL = "https://example.org/data"


def exported(*records: nm.Record, **options: Any) -> Exported[dict[str, str]]:
    """Export records, which need not cite sources."""
    collection = nm.Collection.of([CITY, *records], id="demo", title="A demonstration")
    return nm.exports.to_ocd(collection, **{"source_url": URL, **options})


def objects(files: Mapping[str, str], prefix: str) -> list[Any]:
    """Return the objects of a type, by the ids of their records."""
    found = (json.loads(text) for name, text in files.items() if name.startswith(f"{prefix}_"))
    return sorted(found, key=lambda each: str(each["extras"].get("nmpolicy_id", "")))


def only(files: Mapping[str, str], prefix: str) -> Any:
    """Return the only object of a type."""
    (found,) = objects(files, prefix)
    return found
