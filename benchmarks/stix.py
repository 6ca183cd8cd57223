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
            yield (
                "identity",
                {"name": record.name, "identity_class": "individual", "description": record.summary or "None."},
            )
        case nm.Membership():
            times = {"start_time": f"{record.start_date}T00:00:00Z"} if record.start_date else {}
            yield "relationship", {**_relation("holds", record.member, record.post or ""), **times}
        case nm.Relation():
            yield "relationship", _relation(str(record.predicate), record.subject, record.object)
        case nm.Provision():
            yield "course-of-action", {"name": record.aim, "description": str(record), "labels": [str(record.kind)]}
        case nm.Statement():
            about = [_id("report", stance.target or "") for stance in record.stances]
            yield "note", {"content": record.summary, "authors": list(record.speakers), "object_refs": about}
        case nm.Event():
            yield "incident", {"name": record.name, "description": record.summary}
        case nm.Order() | nm.Measure():
            yield "report", _report(record.title, record.milestones[0].date, record.issued_by)
        case nm.Source():
            yield "report", _report(record.title, record.date, [record.publisher or ""])


def _relation(kind: str, source: str, target: str) -> dict[str, Any]:
    return {"relationship_type": kind, "source_ref": _id("identity", source), "target_ref": _id("identity", target)}


def _report(title: str, date: nm.PartialDate | None, about: Sequence[str]) -> dict[str, Any]:
    refs = [_id("identity", id) for id in about]
    return {"name": title, "description": title, "published": f"{date}T00:00:00Z", "object_refs": refs}


def _id(kind: str, id: str) -> str:
    return f"{kind}--{uuid5(NAMESPACE_URL, id)}"
