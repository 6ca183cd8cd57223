"""Import the orders of New York's mayors as BetaNYC compiled them, with the ends and extensions that their texts state.

Run it with `python examples/import_new_york.py FOLDER FILE`. It prints every citation whose order it cannot find.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import nmpolicy as nm

MONTH = r"(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October)"
DATE = rf"{MONTH} (?:3[01]|[12]\d|[1-9]), (?:19|20)\d\d"
DAYS = r"for[\W_]*(?:a period \S+ \S+ exceed )?([a-z]*)[\W_]*(\d*)[\W_]*days?"
NUMBER = r"(?:n[\W_]?o?[\W_]*|number )?([\d.]*\d)(?! ?\d)"
CITED = rf"(?i)(emergency )?(?:executive )?orders? ?{NUMBER}(\W*(?:dated|issued))?\W*(?:(?:of|for the year)\W*)?({DATE}|(?:19|20)\d\d)?"
PART = r"(?i)((?:section|subdivision|paragraph)s? [^§;.]*?) of (?:the )?$|(state of emergency)[^§;.]{,60}(?:declared|proclaimed) (?:by|in) $"
CHANGED = r"(?:amended|extended)(?: most recently)? (?:by|in) [^§]*?(?=,? (?:is|are) |$)"
CLAUSE = r"[§$] ?\d|Section \d+\.|hereby (?:direct|order)|hereby (?=extend )"
EXTENDED = rf"(?i)^extend (?=the state)|(?:is|are) (?:hereby )?extended(?: {DAYS})?"
LASTS = rf"(?i)(?<!of this )\b(?:order|it|emergency|proclamation)\b[^.§]{{,60}}(?:shal\S*|and) re\w+ in e\w+ {DAYS}"
ENDS = rf"(?i)this (?:executive )?order [^.§]{{,80}}(?:in effect (?:through|until)|operate on|expire|revoked)[^.§,]{{,20}} ({DATE})"
DAY_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "thirty": 30}
PREDICATES = {"amended": "amends", "repealed": "repeals", "superseded": "supersedes"}  # else it rescinds
SOURCE = nm.Source(id="betanyc", kind="dataset", title="NYC executive orders", date="2026-07-23", language="en")
SOURCED: dict[str, Any] = {"evidence": [nm.Evidence(source=SOURCE)]}


def read(line: bytes) -> dict[str, Any]:
    """Read an order, and repair what scanners misread most often: 1, and the spaces of dates."""
    row: dict[str, Any] = json.loads(line)
    text = re.sub(r"(?<=\d) ?[Il|](?=[\d,])|\b[Il|](?=[,.] ?\d)|(?<=ection )[Il|]", "1", " ".join(row["text"].split()))
    row["text"] = re.sub(rf"(?i)({MONTH}) ?(\d+)[ ,.]+(\d{{4}})\b", r"\1 \2, \3", text)
    return row


def cited(row: dict[str, Any], text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Yield the id of each earlier order that a text cites (empty if it is not held), its part, and the citation."""
    years, end = {cite[2]: cite[4][-4:] for cite in re.finditer(CITED, row["text"]) if cite[4]}, 0
    for cite in re.finditer(CITED, text):
        part, end = re.search(PART, text[end : cite.start()]), cite.end()
        earlier = [each for each in numbered.get(cite[2], ()) if each is not row and each["year"] <= row["year"]]
        year = (cite[4] or years.get(cite[2], ""))[-4:]
        found = [each for each in earlier if str(each["year"]) == year]
        if not found and (cite[1] or not (cite[3] or cite[4])):  # a mayor's emergency orders are numbered throughout
            found = [each for each in earlier if each["mayor"] == row["mayor"] and first_day(each) <= first_day(row)]
        found.sort(key=lambda each: (each["is_emergency"] == bool(cite[1]), each["date_signed"] or ""))
        yield found[-1]["eo_id"] if found else "", (part[1] or part[2]) if part else "", cite


def first_day(row: dict[str, Any]) -> str:
    """Return the day on which an order was signed, or its year."""
    return row["date_signed"] or str(row["year"])


def last_day(signed: str, found: re.Match[str]) -> str:
    """Return the last of the days that a text counts from the signing, or an empty string if either is not known."""
    days = int(found[2] or DAY_WORDS.get(found[1].lower(), 0)) if found[1] is not None else 0
    return str(date.fromisoformat(signed) + timedelta(days)) if days and len(signed) == len("2020-03-25") else ""


folder = Path(sys.argv[1])
lines = gzip.decompress((folder / "orders.jsonl.gz").read_bytes()).splitlines()
rows = {row["eo_id"]: row for row in map(read, lines)}
numbered: dict[str, list[dict[str, Any]]] = {}
for row in rows.values():
    numbered.setdefault(row["number"].lstrip("0"), []).append(row)
for row in rows.values():  # a date that the compilation lacks may be in the heading, or where others cite the order
    found = [(row, each[0]) for each in re.finditer(DATE, row["text"][:600])][:1]
    found += [(rows[id], cite[4]) for id, _, cite in cited(row, row["text"]) if id and "," in (cite[4] or "")]
    for order, day in found:
        if not order["date_signed"] and int(day[-4:]) - order["year"] in (0, 1):
            order["date_signed"] = str(nm.PartialDate.read(day))

orders: list[nm.Order] = []
changes: list[tuple[str, str, str, str, str, str]] = []
for id, row in rows.items():
    signed, text = first_day(row), re.split(r"(?i)now,? ?the\w+", row["text"])[-1]
    ends = [last_day(signed, each) for each in re.finditer(LASTS, text)]
    ends += [str(nm.PartialDate.read(each[1])) for each in re.finditer(ENDS, text)]
    person, kind = row["mayor"].lower().replace(" ", "-"), "emergency" if row["is_emergency"] else "executive"
    stages = [("signed", signed)] + [("expired", max(ends, default=""))] * bool(ends)
    orders.append(
        nm.Order(
            id=id.lower(),
            kind=f"{kind}-order",
            title=row["title"] or f"{kind.capitalize()} order {row['number']} of {row['year']}",
            number=row["number"],
            series=f"{row['mayor']}, {kind} orders",
            issued_by=["mayor"],
            url=row["source_pdf_url"],
            milestones=[
                nm.Milestone(stage=stage, date=day or None, by=[person] * (stage == "signed")) for stage, day in stages
            ],
            identifiers=[nm.Identifier(scheme="betanyc", identifier=id)],
            notes="" if row["text_source"] != "ocr-skipped" else "The compilation does not have its text.",
            **SOURCED,
        )
    )
    for clause in re.split(CLAUSE, text):
        if extended := re.search(EXTENDED, clause):
            end = last_day(signed, extended) or max(ends, default="")
            targets = [*cited(row, re.sub(CHANGED, "", clause[: extended.start()] or clause))]
            changes += [(id, "extends", target, part, end, cite[0]) for target, part, cite in targets]
            changes += [(id, "extends", "", "", end, clause[-80:])] * (not targets)

supersession = json.loads((folder / "supersession.json").read_text("utf-8"))
for edge in supersession["edges"] + supersession["dangling_citations"]:
    row, held, number = rows[edge["actor"]], edge["target"] in rows, edge["target"].split("-")[-1].lstrip("0")
    text = re.sub(CHANGED, "", row["text"])
    verb = re.compile(rf"(?i)(?:No\. ?|[^.§]|\.(?= ?\d))*?{edge['verb']}")
    parts = {
        (id, part): None
        for id, part, cite in cited(row, text)
        if cite[2] == number and id and id == (edge["target"] if held else id) and verb.match(text[cite.end() :][:300])
    }
    if held and not (edge["partial"] and parts):
        parts = {(edge["target"], "a part" if edge["partial"] else ""): None}
    for target, part in parts or [("", "")]:
        section = part or "a part" * bool(edge.get("partial"))
        changes.append((edge["actor"], PREDICATES.get(edge["verb"], "rescinds"), target, section, "", edge["target"]))

relations: dict[str, nm.Relation] = {}
for actor, predicate, target, part, end, words in changes:
    id = re.sub(r"[^a-z0-9.]+", "-", f"{actor}.{predicate}-{target} {part}".lower()).strip("-.")
    ends_on, ids = end or None, (actor.lower(), target.lower())
    if target:
        relations[id] = nm.Relation(
            id=id, subject=ids[0], predicate=predicate, object=ids[1], section=part, end_date=ends_on, **SOURCED
        )
    else:
        print(f"{actor} {predicate} an order that cannot be found: {words}", file=sys.stderr)

city = nm.Organization(id="new-york", name="City of New York", classification="government", **SOURCED)
post = nm.Post(id="mayor", name="Mayor of New York City", organization=city, **SOURCED)
names = dict.fromkeys(row["mayor"] for row in rows.values())
people = [nm.Person(id=name.lower().replace(" ", "-"), name=name, **SOURCED) for name in names]
terms = [nm.Membership(id=f"{each.id}.mayor", member=each, post=post, **SOURCED) for each in people]
records = [SOURCE, city, post, *people, *terms, *orders, *relations.values()]
nm.dump(nm.Collection(id="new-york-orders", title="Orders of the mayors of New York City").add(*records), sys.argv[2])
