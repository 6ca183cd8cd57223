"""Open Civic Data: people, organizations, bills, votes and events in files that pupa loads into its database."""

import json
import re
from collections import Counter
from collections.abc import Collection as Names
from collections.abc import Iterable, Mapping
from pathlib import Path

from nmpolicy.errors import InvalidValueError, UnreadableDocumentError, UnsupportedValueError
from nmpolicy.exports.exported import Exported, fields_left_out
from nmpolicy.exports.open_civic_data.ocd_bills import add_bills
from nmpolicy.exports.open_civic_data.ocd_events import add_events
from nmpolicy.exports.open_civic_data.ocd_folder import MAX_NAME, MAX_URL, Json, OcdFolder
from nmpolicy.exports.open_civic_data.ocd_jurisdiction import belongings, ocd_jurisdiction
from nmpolicy.exports.open_civic_data.ocd_people import add_people_and_organizations
from nmpolicy.problems import Problem, Severity
from nmpolicy.records.actors import Membership, Organization, Person, Post
from nmpolicy.records.base import Identifier, Record
from nmpolicy.records.collection import Collection
from nmpolicy.records.events import Event, Participant
from nmpolicy.records.evidence import Evidence
from nmpolicy.records.instruments import Measure, Milestone, Order, Vote, VoteEvent
from nmpolicy.records.relations import Relation
from nmpolicy.records.sources import Source
from nmpolicy.serialization.files import read_bytes
from nmpolicy.tables.rows import collection_to_export
from nmpolicy.vocabulary.values import Url, check_text, describe, value_check

#: The file that says what the folder holds. pupa does not read it.
MARKER = "nmpolicy.json"
#: A NUL in JSON: an escape after an even number of backslashes.
_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
_MAX_SESSION = 100
_VALUE_TOO_MUCH = "NMP018"
_NAMED = ("id", "name", "identifiers", "summary", "evidence")
_BILL = (
    *("id", "title", "other_titles", "number", "identifiers", "division", "issued_by", "kind", "subjects", "summary"),
    *("url", "milestones", "evidence"),
)
#: The fields that the format holds; those that it holds in part are counted where they are written.
_HELD: Mapping[type, Names[str]] = {
    Collection: ("id", "title", "license", "redacted"),
    Source: ("title", "url"),
    Person: (*_NAMED, "other_names"),
    Organization: ("id", "name", "other_names", "identifiers", "classification", "parent", "division", "evidence"),
    Post: ("id", "name", "other_names", "organization", "division", "maximum_memberships"),
    Membership: ("id", "member", "organization", "post", "role", "start_date", "end_date"),
    Order: _BILL,
    Measure: (*_BILL, "body", "sponsors", "cosponsors", "vote_events"),
    Milestone: ("stage", "date", "by"),
    VoteEvent: (
        *("body", "date", "motion", "passed", "yes", "no", "abstain", "absent", "excused", "not_voting", "paired"),
        *("votes", "evidence"),
    ),
    Vote: ("voter", "option"),
    Event: ("id", "kind", "name", "start_date", "end_date", "location", "participants", "about", "summary", "evidence"),
    Participant: ("actor", "role"),
    Relation: ("subject", "predicate", "object"),
    Identifier: ("scheme", "identifier"),
    Evidence: ("source",),
}


def to_ocd(
    collection: Collection,
    *,
    include_private: bool = False,
    jurisdiction: str | None = None,
    session: str | None = None,
    source_url: str | None = None,
) -> Exported[dict[str, str]]:
    """Return the files of a folder that pupa loads into a database of Open Civic Data, by name.

    A folder is about one government. Give its id as `jurisdiction` unless the collection has only one government with
    a division. What belongs to another government is left out, so make a folder for each.

    Every bill of Open Civic Data has a legislative session. `session` is the identifier of the one to use; without it,
    all bills are in one that has the id and the title of the collection, and no dates.

    Every person, organization, bill, vote and event of Open Civic Data cites a web address. `source_url` is the one for
    those whose records cite none, such as the address where the collection is published.

    Unless `include_private` is true, the names of private individuals are withheld.

    Raises `InvalidValueError` if an argument is malformed, if the jurisdiction is not decided or no record is of it,
    `UnsupportedValueError` if records cite no web address and `source_url` is not given, and the errors of `check_ids`.

    Terms: Open Civic Data, as in pupa 0.11.

    >>> from nmpolicy.datasets import load_dataset
    >>> collection = load_dataset("albuquerque-immigrant-friendly-2025")
    >>> city = "ocd-jurisdiction/country:us/state:nm/place:albuquerque/government"
    >>> exported = to_ocd(collection, jurisdiction=city)
    >>> sorted(name for name in exported.content if name.startswith("vote_event"))
    []
    >>> exported.left_out["Order.kind (executive-order, held as order)"]
    1

    .. versionadded:: 0.1
    """
    shown = collection_to_export(collection, include_private=include_private)
    about = ocd_jurisdiction(shown, jurisdiction)
    _check_options(session, source_url)
    name = session or (shown.id if len(shown.id) <= _MAX_SESSION else "nmpolicy")
    folder = OcdFolder(shown, about, name, source_url, belongings(shown, about))
    add_people_and_organizations(folder)
    add_bills(folder)
    add_events(folder)
    if folder.unsourced:
        raise UnsupportedValueError(tuple(_problems(folder)))
    _add_jurisdiction(folder, session or (shown.title.strip() or shown.id)[:MAX_NAME])
    losses = folder.losses + _left_out(folder)
    texts = {each: _text(content, losses) for each, content in sorted(folder.objects.items())}
    left_out = dict(sorted(losses.items()))
    own = {key: getattr(shown, key) for key in ("id", "title", "license", "redacted")}
    marker = _text({"collection": own, "files": [*texts], "left_out": left_out}, Counter())
    return Exported(content={MARKER: marker, **texts}, left_out=left_out)


def _check_options(session: str | None, source_url: str | None) -> None:
    if session is not None and not 0 < len(check_text(session).strip()) <= len(session) <= _MAX_SESSION:
        raise InvalidValueError(f"a session needs a name of 1 to {_MAX_SESSION} characters, not {describe(session)}")
    if source_url is not None and (check := value_check(Url)):
        check(source_url)
        if len(source_url) > MAX_URL:
            raise InvalidValueError(f"the web address has over {MAX_URL:,} characters; give a shorter one")


def _text(content: Json, losses: Counter[str]) -> str:
    """Return the text of a file. The database holds no NUL, so a replacement character takes its place."""
    text = json.dumps(content, indent=2) + "\n"
    if _NUL.search(text):
        losses["A NUL character in a text"] += len(_NUL.findall(text))
        text = _NUL.sub(r"\1\\ufffd", text)
    return text


def files_of(folder: Path) -> list[str]:
    """Return the names of the files that an earlier export wrote into a folder; none if its marker cannot be read."""
    try:
        files = json.loads(read_bytes(folder / MARKER))["files"]
    except (UnreadableDocumentError, ValueError, LookupError, TypeError, RecursionError):
        return []
    return [each for each in files if isinstance(each, str)] if isinstance(files, list) else []


def _add_jurisdiction(folder: OcdFolder, session_name: str) -> None:
    about = folder.jurisdiction
    session = {"identifier": folder.session, "name": session_name, "start_date": "", "end_date": ""}
    has_bills = any(name.startswith("bill_") for name in folder.objects)
    content = {
        "_id": about.id,
        "id": about.id,
        "name": about.name[:MAX_NAME],
        "division_id": about.division,
        "classification": about.classification,
        "legislative_sessions": [session] if has_bills else [],
        "feature_flags": [],
        "extras": {},
    }
    folder.objects[f"jurisdiction_{folder.uuid('jurisdictions', about.id)}.json"] = content


def _problems(folder: OcdFolder) -> Iterable[Problem]:
    """Yield a problem for each record that cites no web address."""
    places = {
        each.id: f"/{name}/{n}" for name, held in folder.collection.tables().items() for n, each in enumerate(held)
    }
    for record in {each.id: each for each in folder.unsourced}.values():
        message = (
            "it cites no source with a web address, as Open Civic Data requires; add one, or say with"
            " source_url='https://…' where the collection is published"
        )
        yield Problem(_VALUE_TOO_MUCH, Severity.ERROR, f"{places[record.id]}/evidence", message, record.id)


def _left_out(folder: OcdFolder) -> Counter[str]:
    """Count the fields without a place in the format. A record that is left out as a whole is counted elsewhere."""
    collection = folder.collection
    cited = {each["url"] for content in folder.objects.values() for each in content.get("sources", ())}
    sources = [each for each in collection.sources if each.url in cited]
    found = Counter({"Source (not cited with a web address)": len(collection.sources) - len(sources)})
    kept: list[Record] = [*sources, *folder.exported.values(), *collection.provisions, *collection.statements]
    kept += folder.relations
    return found + fields_left_out(collection.with_records(kept), _HELD)
