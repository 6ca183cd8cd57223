"""Objects of Legistar's Web API, for tests."""

import io
import json
from typing import Any

from nmpolicy.imports import Imported, read_legistar

COUNCIL = {"MatterHistoryActionBodyId": 138, "MatterHistoryActionBodyName": "City Council"}
COMMITTEE = {"MatterHistoryActionBodyId": 140, "MatterHistoryActionBodyName": "Committee on Streets"}


def stream(value: Any) -> io.BytesIO:
    """Return a JSON file."""
    return io.BytesIO(json.dumps(value).encode())


def matter(number: int = 1, **keys: Any) -> dict[str, Any]:
    """Return an ordinance in the council, with these keys, whose prefix is left out."""
    return {
        "MatterId": number,
        "MatterFile": f"O-25-{number}",
        "MatterTitle": f"Ordinance {number}",
        "MatterTypeName": "Ordinance",
        "MatterBodyId": 138,
        "MatterBodyName": "City Council",
        **{f"Matter{key}" if key not in {"Histories", "Sponsors"} else key: value for key, value in keys.items()},
    }


def action(number: int, name: str, day: str | None = "2025-02-03", **keys: Any) -> dict[str, Any]:
    """Return an action of the council, with these keys, whose prefix is left out, or with the keys of another body."""
    body = keys.pop("body", COUNCIL)
    return {
        "MatterHistoryId": number,
        "MatterHistoryActionName": name,
        "MatterHistoryActionDate": day and f"{day}T00:00:00",
        **body,
        **{key if key == "Votes" else f"MatterHistory{key}": value for key, value in keys.items()},
    }


def vote(number: int, name: str, value: str | None, item: int = 10) -> dict[str, Any]:
    """Return the vote of a member on an item."""
    return {
        "VoteId": number * 1000 + item,
        "VotePersonId": number,
        "VotePersonName": name,
        "VoteValueName": value,
        "VoteEventItemId": item,
    }


def sponsor(number: int, name: str, sequence: int | None, version: str | None = None, of: int = 1) -> dict[str, Any]:
    """Return a sponsor of a matter."""
    return {
        "MatterSponsorId": number * 1000 + of,
        "MatterSponsorMatterId": of,
        "MatterSponsorMatterVersion": version,
        "MatterSponsorNameId": number,
        "MatterSponsorName": name,
        "MatterSponsorSequence": sequence,
    }


def read(*values: Any, **options: Any) -> Imported:
    """Read each value as a file."""
    return read_legistar(*map(stream, values), **options)


def messages(imported: Imported) -> list[str]:
    """Return the code and the message of each problem."""
    return [f"{each.code} {each.message}" for each in imported.problems]
