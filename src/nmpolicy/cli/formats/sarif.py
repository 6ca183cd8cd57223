"""What came of checking files, as a log of SARIF 2.1.0, the exchange format of tools that look for faults in files."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nmpolicy.cli.checking import Checked
from nmpolicy.cli.formats.text import left_out, limited, suppressed_left_out
from nmpolicy.cli.render.explanation import OTHER_CODES
from nmpolicy.problems import Problem, Severity
from nmpolicy.rules.registry import catalog

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_IN_TABLE = re.compile(r"^/[a-z]+/[0-9]+(?=/|$)")  # where the record stands, which changes
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(results: Sequence[Checked], limit: int = 1000) -> str:
    """The first problems of each file as results, those too that a suppression sets apart."""
    shown = limited(results, limit)
    found = [(result, problem) for result in shown for problem in (*result.problems, *result.suppressed)]
    described = {code: _rule(code) for code in sorted({problem.code for _, problem in found})}
    driver = {"name": "nmpolicy", "semanticVersion": version("nmpolicy"), "rules": list(described.values())}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(results, shown)}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, problem, list(described)) for result, problem in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _notifications(results: Sequence[Checked], shown: Sequence[Checked]) -> list[dict[str, Any]]:
    notes = [(left_out(results, shown), "problems"), (suppressed_left_out(results, shown), "suppressed problems")]
    return [
        {"level": "note", "message": {"text": f"{number:,} more {what} are left out; --limit shows further ones."}}
        for number, what in notes
        if number
    ]


def _rule(code: str) -> dict[str, Any]:
    for rule in catalog():
        if rule.code == code:
            return {
                "id": code,
                "name": rule.name,
                "shortDescription": {"text": rule.meaning},
                **({"fullDescription": {"text": rule.why}} if rule.why else {}),
                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            }
    return {"id": code, "shortDescription": {"text": OTHER_CODES[code]}}


def _result(result: Checked, problem: Problem, codes: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": _LEVELS[problem.severity],
        "message": {"text": problem.message},
        "locations": [dict(_location(result, problem))],
        # What stays the same while the records around it change.
        "partialFingerprints": {"recordAndMessage/v1": _digest(problem)},
    }
    if problem.justification is not None:
        found["suppressions"] = [{"kind": "inSource", "justification": problem.justification}]
    return found


def _location(result: Checked, problem: Problem) -> Iterator[tuple[str, Any]]:
    if result.file:
        region = {"startLine": problem.line, "startColumn": problem.column}
        place: dict[str, Any] = {"artifactLocation": {"uri": _uri(Path(result.file))}}
        if problem.line:
            place["region"] = {name: number for name, number in region.items() if number}
        yield "physicalLocation", place
    yield "logicalLocations", [{"fullyQualifiedName": problem.pointer or "/", "name": problem.record or result.name}]


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _digest(problem: Problem) -> str:
    inner = _IN_TABLE.sub("", problem.pointer)
    return sha256(
        f"{problem.code} {problem.record} {inner} {problem.message}".encode("utf-8", "surrogatepass")
    ).hexdigest()
