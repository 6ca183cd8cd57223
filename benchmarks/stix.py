"""Convert records to STIX 2.1 objects of the nearest type, with their evidence, for the parser of stix2."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import nmpolicy as nm
from nmpolicy.records.evidence import SourcedRecord

_STAMP = "2025-07-21T00:00:00.000Z"


def objects(records: Iterable[nm.Record]) -> bytes:
    """Return a JSON list with one object for each record."""
    return json.dumps(list(map(_object, records))).encode()


def _object(record: nm.Record) -> dict[str, Any]:
    evidence = record.evidence if isinstance(record, SourcedRecord) else ()
    kind, own = next(_own(record))
    references = [{"source_name": each.source, "external_id": str(each.paragraph)} for each in evidence]
    common = {"type": kind, "spec_version": "2.1", "id": _id(kind, record.id), "created": _STAMP, "modified": _STAMP}
    return {**common, **own, **({"external_references": references} if references else {})}


def _own(record: nm.Record) -> Iterator[tuple[str, dict[str, Any]]]:
    match record:
        case nm.Person() | nm.Organization() | nm.Post():
            about: dict[str, Any] = {"identity_class": "individual", "description": record.summary or "None."}
            yield "identity", {"name": str(record), **about}
        case nm.Membership():
            times = {"start_time": _time(record.start_date)} if record.start_date else {}
            yield (
                "relationship",
                {**_relation("holds", record.member, record.post or record.organization or ""), **times},
            )
        case nm.Relation():
            yield "relationship", _relation(str(record.predicate), record.subject, record.object)
        case nm.Provision():
            about = {"description": str(record), "labels": [str(record.kind)]}
            yield "course-of-action", {"name": record.aim or record.id, **about}
        case nm.Statement():
            targets = [stance.target or "" for stance in record.stances]
            yield "note", {"content": record.summary, "authors": list(record.speakers), **_refs("report", targets)}
        case nm.Event():
            yield "incident", {"name": record.name, "description": record.summary}
        case nm.Order() | nm.Measure():
            dates = [milestone.date for milestone in record.milestones]
            yield "report", _report(record.title, next(iter(dates), None), record.issued_by)
        case nm.Source():
            yield "report", _report(record.title, record.date, [record.publisher or ""])


def _relation(kind: str, source: str, target: str) -> dict[str, Any]:
    return {"relationship_type": kind, "source_ref": _id("identity", source), "target_ref": _id("identity", target)}


def _report(title: str, date: nm.PartialDate | None, about: Sequence[str]) -> dict[str, Any]:
    return {"name": title, "description": title, "published": _time(date), **_refs("identity", about)}


def _refs(kind: str, ids: Sequence[str]) -> dict[str, Any]:
    return {"object_refs": [_id(kind, id) for id in ids or [""]]}  # STIX wants at least one


def _time(date: nm.PartialDate | None) -> str:
    return f"{date.earliest if date else '2025-07-21'}T00:00:00Z"


def _id(kind: str, id: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE_URL, id)}"
