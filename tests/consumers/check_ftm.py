"""Have FollowTheMoney validate entities: `python tests/consumers/check_ftm.py FILE…`.

`ftm validate` silently drops or changes what it does not accept, so its output must equal its input. With `--random N`,
the check includes the entities of N random collections. An entity that is spoiled in one place must not come back.
"""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings

import nmpolicy as nm
from nmpolicy.strategies import collections


def validated(text: str) -> list[dict[str, Any]]:
    """Return the entities that `ftm validate` writes."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder, "before.json"), Path(folder, "after.json")
        before.write_bytes(text.encode())
        done = subprocess.run(["ftm", "validate", "-i", before, "-o", after], check=False, capture_output=True)
        if done.returncode:
            raise SystemExit(done.stderr.decode())
        return entities(after.read_text("utf-8"))


def entities(text: str) -> list[dict[str, Any]]:
    """Return the entities in a text, with what a file of entities must have."""
    read = (json.loads(line) for line in text.split("\n") if line)
    return [{key: each[key] for key in ("id", "schema", "properties")} for each in read]


def check(name: str, text: str) -> int:
    """Check a file, and return the number of its entities. Exits with 1 on failure."""
    before = entities(text)
    after = validated(text)
    for old, new in zip(before, after, strict=True):
        if old != new:
            raise SystemExit(f"{name}: ftm validate made {new} of {old}")
    if len({each["id"] for each in before}) < len(before):
        raise SystemExit(f"{name}: two entities have the same id")
    return len(before)


def check_random(number: int) -> int:
    """Check random collections, and return the number of their entities."""
    texts: list[str] = []

    @settings(max_examples=number, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(collections())
    def export_one(collection: nm.Collection) -> None:
        texts.append(nm.exports.to_ftm(collection, include_private=True).content)

    export_one()
    # Each in a file of its own could have the same ids; the program takes long to start, so they share one file.
    together = [
        {**each, "id": f"{number}-{each['id']}"} for number, text in enumerate(texts) for each in entities(text)
    ]
    return check("the random collections", "".join(f"{json.dumps(each)}\n" for each in together))


#: Values in a spoiled entity that FollowTheMoney does not accept.
SPOILED: dict[str, Callable[[dict[str, Any]], object]] = {
    "a date in words": lambda properties: properties.update(publishedAt=["July 2025"]),
    "an approximate date": lambda properties: properties.update(publishedAt=["2025-07~"]),
    "an unknown property": lambda properties: properties.update(headline=["A headline"]),
    "an unknown language": lambda properties: properties.update(language=["en-US"]),
    "an address of no site": lambda properties: properties.update(sourceUrl=["javascript:alert(1)"]),
    "a blank title": lambda properties: properties.update(title=[" "]),
}


def main() -> None:
    """Check the files."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", type=Path, nargs="+", metavar="FILE")
    options.add_argument("--random", type=int, default=0, metavar="N")
    chosen = options.parse_args()
    for file in chosen.files:
        print(f"{file.name}: {check(file.name, file.read_text('utf-8')):,} entities, unchanged")
    if chosen.random:
        print(f"{chosen.random} random collections: {check_random(chosen.random):,} entities, unchanged")
    document = next(
        each for each in entities(chosen.files[0].read_text("utf-8")) if each["schema"] in {"Article", "Document"}
    )
    for name, spoil in SPOILED.items():
        properties = dict(document["properties"])
        spoil(properties)
        spoiled = {**document, "properties": properties}
        if validated(json.dumps(spoiled)) == [spoiled]:
            raise SystemExit(f"{name} should not have come back")
        print(f"Refused, as it should be: {name}")


if __name__ == "__main__":
    main()
