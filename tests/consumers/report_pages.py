"""Write the pages that check_report.mjs opens: `python tests/consumers/report_pages.py HOSTILE FOLDER`.

HOSTILE is the collection of hostile.py. New York's orders are the large collection, if they are beside the project;
otherwise 2,000 made-up orders are.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import nmpolicy as nm
from nmpolicy.datasets import load_dataset

ROOT = Path(__file__).parents[2]
NEW_YORK = ROOT.parent / "shared" / "corpora" / "nyc-executive-orders"
ON = "2025-08-01"
MANY = 2_000
#: Texts that would become elements, attributes, scripts or addresses on a careless page.
ATTACKS = (
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onfocus=alert(1) autofocus tabindex=0 '",
    "</title></svg><iframe src='javascript:alert(1)'></iframe>",
    "<a href='javascript:alert(1)' id=Main>x</a>",
    "]]><![CDATA[<script>alert(1)</script>",
    "<!-- <b> --!>",
    "<meta http-equiv=refresh content='0;url=http://127.0.0.1/'><base href=//127.0.0.1/>",
    "<form action=//127.0.0.1/ id=index-search><input name=q id=Words></form>",
    "{{ 7 * 7 }}{% raw %}${alert(1)}`",
    "&lt;script&gt;alert(1)&lt;/script&gt;&#0;&#x202e;",
    "\u202e\u2066turned around\0\x1b[31m",
)
#: Fields with texts of people, which a page shows as they are.
TEXTS = {
    *("title", "name", "summary", "text", "other_names", "role", "subjects", "bearer_text", "aim", "direct_object"),
    *("indirect_object", "constituted_entity", "constitutive_function", "constituting_properties", "conditions"),
    *("constraints", "exceptions", "key_phrases", "topic", "location", "license"),
}
ADDRESS = "https://example.org/'onclick='alert(1)'&quot;%22%3E"


def attacked(value: Any, numbers: Iterator[int], key: str = "") -> Any:
    """Return part of a JSON document with an attack before and after each text."""
    if isinstance(value, dict):
        return {name: attacked(each, numbers, name) for name, each in value.items()}
    if isinstance(value, list):
        return [attacked(each, numbers, key) for each in value]
    if key == "url":
        return ADDRESS
    if key not in TEXTS:
        return value
    attack = ATTACKS[next(numbers) % len(ATTACKS)]
    return f"{attack} {value} {attack}"


def many_orders() -> nm.Collection:
    """Return many orders with titles and dates that differ, each of which extends the one before."""
    builder = nm.CollectionBuilder(nm.Collection(id="many", title="Many orders"))
    city = builder.add(nm.Organization(id="city", name="City", classification="government"))
    for number in range(MANY):
        signed = nm.Milestone(stage="signed", date=f"{2005 + number // 100}-{1 + number % 12:02}-15", by=[city])
        title = f"Order {number} on {['snow', 'parks', 'schools', 'water'][number % 4]}"
        order = nm.Order(
            id=f"order-{number}",
            kind="executive-order",
            title=title,
            number=str(number),
            issued_by=[city],
            milestones=[signed],
        )
        builder.add(order)
        if number:
            relation = nm.Relation(
                id=f"extends-{number}", subject=order.id, predicate="extends", object=f"order-{number - 1}"
            )
            builder.add(relation)
    return builder.build()


def large(folder: Path) -> nm.Collection:
    """Return New York's orders, or made-up ones."""
    if not NEW_YORK.is_dir():
        return many_orders()
    file = folder / "new-york.json"
    command = [sys.executable, str(ROOT / "examples" / "import_new_york.py"), str(NEW_YORK), str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return nm.load(file)


def main() -> None:
    """Write the pages."""
    hostile, folder = map(Path, sys.argv[1:])
    folder.mkdir()
    bundled = load_dataset("albuquerque-immigrant-friendly-2025")
    document = json.loads(nm.dumps(nm.redact(bundled).collection))
    collections = {
        "bundled": bundled,
        "example": nm.load(ROOT / "examples" / "springfield.json"),
        "hostile": nm.load(hostile),
        "attacked": nm.loads(json.dumps(attacked(document, count()))),
    }
    for name, collection in collections.items():
        (folder / f"{name}.html").write_bytes(nm.report.to_html(collection, on=ON).encode())
        nm.report.write_folder(collection, folder / name, on=ON)
    nm.report.write_folder(large(folder), folder / "large", on=ON)


if __name__ == "__main__":
    main()
