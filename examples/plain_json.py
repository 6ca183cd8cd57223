"""Read the bundled file with nothing but the standard library.

Run it with `python examples/plain_json.py [FILE]`.
"""

import json
import sys
from pathlib import Path

BUNDLED = Path(__file__).parents[1] / "src/nmpolicy/data/albuquerque-immigrant-friendly-2025.json"

document = json.loads(Path(sys.argv[1] if sys.argv[1:] else BUNDLED).read_text("utf-8"))
names = {
    actor["id"]: actor.get("name", "(name withheld)")
    for table in ("people", "organizations", "posts")
    for actor in document.get(table, [])
}

print(document["title"])
for instrument in document.get("orders", []) + document.get("measures", []):
    authorities = instrument.get("issued_by") or [instrument.get("body")]
    stages = ", ".join(f"{m['stage']} {m.get('date', '(no date)')}" for m in instrument.get("milestones", []))
    print(f"- {instrument['title']}: {' and '.join(names[id] for id in authorities if id)}; {stages}")
