"""Find in the texts of New York's orders when each was signed, when it ends, and what it does to earlier ones."""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import nmpolicy as nm

MONTH = "(?=[ADFJMNOS])(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October)"
DATE = r"(?:19|20)\d\d-\d\d-\d\d"
# The most frequent errors of scanners.
MISREAD = {
    r"(?<=\d) ?[Il|](?=[\d,])|\b[Il|](?=[,.] ?\d)|(?<=ection )[Il|]": "1",
    r"\bIu(?=ly|ne)": "Ju",
    r"emb er\b": "ember",
    rf"(?i)({MONTH}) ?(\d+)[ ,.]+(\d{{4}})\b": r" \1 \2, \3",
}
NUMBER = r"(?:n[\W_]?[a-z]{,2}[^~a-z\d]*|number )?([\d.]*\d)(?![a-z]|(?-i:[ .]{,2}(?!(?:19|20)\d\d-)[I\d]))"
YEAR = rf"(\W*(?:dated|issued))?\W*(?:(?:of|for the year)\W*)?({DATE}|(?:19|20)\d\d)?"
CITED = re.compile(rf"(?i)(emergency )?(?:executive )?orders? ?{NUMBER}{YEAR}")
SECTION = r"(?i)((?:section|subdivision|paragraph)s? [^§;.]*?) of (?:the )?$"
STATE = r"(?i)(state of emergency|curfew)[^§;.]{,60}(?:declared|proclaimed) (?:by|in) $"
# An order by which another was amended or extended, or under which something is done, is not itself the object.
ASIDE = (
    r"(?i)(?:(?:amended|extended)(?: most recently)? (?:by|in) |pursuant to (?=emergency|executive order))"
    r"[^§]*?(?=,? (?:is|are) |$)"
)
# The new words of an amended section are not what the order itself does.
NEW_WORDS = r"(?i)(?<=to read as follows)[:;,]? (?![§$]).*?(?=[§$] ?\d|Section \d+\.|$)"
CLAUSE = r"[§$] ?\d|Section \d+\.|hereby (?:direct|order)|hereby (?=extend |terminate )"
DAYS = r"for[\W_]*(?:a period \S+ \S+ exceed )?([a-z]*)[\W_]*(\d*)[\W_]*days?"
DAY_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "thirty": 30}
EXTENDED = rf"(?i)^extend (?=the state)|(?:is|are) (?:hereby )?extended(?: {DAYS})?"
ENDED = r"(?i)^terminate (?=the state)|(?:is|are) hereby (?:declared to have )?ended"
EFFECT = r"(?i)(?<!of )this (?:emergency )?(?:executive )?order shall (?:take|become|be) effect(?:ive)?"
EFFECTIVE = rf"{EFFECT} (?:at \S+ [ap]\.m\. )?(?:on )?({DATE})"
LASTS = rf"(?i)(?<!of this )\b(?:order|it|emergency|proclamation)\b[^.§]{{,60}}(?:shal\S*|and) re\w+ in e\w+ {DAYS}"
UNTIL = r"(?:in effect (?:through|until)|operate on|expire|revoked)"
EXPIRES = rf"(?i)(?<!of )this (?:executive )?order [^.§]{{,80}}{UNTIL}[^§,]{{,20}} ({DATE})"
PREDICATES = {"amended": "amends", "repealed": "repeals", "superseded": "supersedes"}  # the other verbs: it rescinds

Row = dict[str, Any]


class Act(NamedTuple):
    """An act of an order on an earlier one, or on a part of it."""

    actor: str
    predicate: str
    target: str  # empty if the compilation does not have the order, or its number cannot be read
    section: str
    end_date: str
    words: str


def read(folder: Path) -> dict[str, Row]:
    """Return the orders by id. If the compilation does not date one, its own text or others may do so."""
    lines = gzip.decompress((folder / "orders.jsonl.gz").read_bytes()).splitlines()
    rows: dict[str, Row] = {row["eo_id"]: row for row in map(json.loads, lines)}
    for row in rows.values():
        text = " ".join(row["text"].split())
        for misread, right in MISREAD.items():
            text = re.sub(misread, right, text)
        row["text"] = " ".join(nm.iso_dates(text).split())
        row["orders"] = re.split(r"(?i)now,? ?the\w+", row["text"])[-1]  # without the recitals
    for row in rows.values():
        row["years"] = {cite[2]: cite[4][:4] for cite in CITED.finditer(row["text"]) if cite[4]}
        heading = re.split(r"(?i)ereas|section|pursuant|power", row["text"][:600])[0]
        claims = [(row, day) for day in re.findall(DATE, heading)]
        claims += [(rows[id], cite[4] or "") for id, _, cite in cited(row, row["text"], rows) if id]
        for order, day in claims:
            if not order["date_signed"] and re.fullmatch(DATE, day) and int(day[:4]) - order["year"] in (0, 1):
                order["date_signed"] = day
    return rows


def find(row: Row, cite: re.Match[str], year: str, rows: dict[str, Row]) -> str:
    """Return the id of the earlier order that a citation means: of its year, or else of the same mayor."""
    # "Executive Order" may mean an emergency order, but not the other way round.
    kinds = [f"EEO-{cite[2]}"] if cite[1] else [f"EO-{cite[2]:0>3}", f"EEO-{cite[2]}"]
    readable = bool(year) and int(year) <= row["year"]
    found = [f"{year}-{kind}" for kind in kinds if readable and f"{year}-{kind}" in rows]
    if not found and (cite[1] or not (cite[3] or cite[4])):
        # The compilation files an order of the first days of January under the year before.
        years = [int(year) - 1] if readable and cite[4] else [row["year"], row["year"] - 1]
        same = [rows[id] for id in (f"{each}-{kind}" for each in years for kind in kinds) if id in rows]
        last = row["date_signed"] or f"{row['year']}-99"
        earlier = [each for each in same if cite[1] or (each["date_signed"] or "?") <= last]
        found = [each["eo_id"] for each in earlier if each["mayor"] == row["mayor"]]
    return next((id for id in found if id != row["eo_id"]), "")


def cited(row: Row, text: str, rows: dict[str, Row]) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Yield the id of each earlier order that a text cites (or an empty string), its part, and the citation."""
    end = 0
    for cite in CITED.finditer(text):
        before, end = text[end : cite.start()], cite.end()
        part = re.search(SECTION, before) or re.search(STATE, before)
        yield find(row, cite, (cite[4] or row["years"].get(cite[2], ""))[:4], rows), part[1] if part else "", cite


def first_day(row: Row) -> str:
    """Return the day on which an order takes effect, or an empty string if that is the day on which it was signed."""
    found = re.search(EFFECTIVE, row["orders"])
    return found[1] if found and row["date_signed"] and found[1] > row["date_signed"] else ""


def last_day(row: Row, found: re.Match[str]) -> str:
    """Return the last of the days that a text counts from the first, or an empty string if it cannot be read."""
    days = int(found[2] or DAY_WORDS.get(found[1].lower(), 0)) if found[1] is not None else 0
    first = first_day(row) or row["date_signed"]
    # Without a date, an order of five or thirty days ended in its year or soon after.
    return "" if not days else str(date.fromisoformat(first) + timedelta(days)) if first else f"{row['year']}~"


def last_days(row: Row) -> list[str]:
    """Return the last days that an order sets to itself, with an empty string for one that is not known."""
    counted = [last_day(row, each) for each in re.finditer(LASTS, row["orders"])]
    return re.findall(EXPIRES, row["orders"]) + counted


def extensions(row: Row, rows: dict[str, Row]) -> Iterator[Act]:
    """Yield what an order extends, and what it ends without the words that the compilers looked for."""
    for clause in re.split(CLAUSE, re.sub(NEW_WORDS, "", row["orders"])):
        for predicate, pattern in (("extends", EXTENDED), ("rescinds", ENDED)):
            if found := re.search(pattern, clause):
                end = last_day(row, found) or max(last_days(row), default="") if predicate == "extends" else ""
                passage = re.sub(ASIDE, "", clause[: found.start()] or re.split(r"(?<!No)\. (?=[A-Z])", clause)[0])
                cites = [(id, part, cite[0]) for id, part, cite in cited(row, passage, rows)]
                for id, part, words in cites or [("", "", clause[-80:])] * ("Order" in clause):
                    yield Act(row["eo_id"], predicate, id, part, end, words)


def changes(edge: dict[str, Any], rows: dict[str, Row]) -> Iterator[Act]:
    """Yield what the compilers found that an order does to another one, with the parts that the text names."""
    row, target, verb = rows[edge["actor"]], edge["target"], edge["verb"]
    passage, number, held = re.sub(ASIDE, "", row["orders"]), target.split("-")[-1].lstrip("0"), target in rows
    # The period of `No. 98`, and one in a number, do not end the sentence.
    same_sentence = re.compile(rf"(?i)(?:No\. ?|[^.§]|\.(?= ?\d))*?{verb}")
    found = {
        (id, part): None
        for id, part, cite in cited(row, passage, rows)
        if cite[2] == number and id and (id == target or not held) and same_sentence.match(passage, cite.end())
    }
    named = [(id, part) for id, part in found if part]  # an order of which parts are named is not changed as a whole
    if held:
        named = (named or [(target, "a part")]) if edge["partial"] else [(target, "")]
    for id, part in named or found or [("", "")]:
        yield Act(edge["actor"], PREDICATES.get(verb, "rescinds"), id, part, "", target)


def acts(folder: Path, rows: dict[str, Row]) -> list[Act]:
    """Return all that the orders do to earlier ones."""
    supersession = json.loads((folder / "supersession.json").read_text("utf-8"))
    edges = supersession["edges"] + supersession["dangling_citations"]
    found = [act for row in rows.values() for act in extensions(row, rows)]
    return [*found, *(act for edge in edges for act in changes(edge, rows))]
