"""Problems of files as a SARIF 2.1.0 log, the exchange format of static analysis tools."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nmpolicy import __version__
from nmpolicy.checking import FileReport
from nmpolicy.cli.formats.summary import hidden, hidden_suppressed, is_file, limited
from nmpolicy.cli.render.explanation import OTHER_CODES
from nmpolicy.cli.terminal import json_escaped
from nmpolicy.problems import Problem, Severity, printable, spelled_out
from nmpolicy.rules.registry import all_rules

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTICE: "note"}
_RECORD = re.compile(r"^/[a-z]+/[0-9]+(?=/|$)")  # the table and index of a record, which change
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(reports: Sequence[FileReport], limit: int | None = None) -> str:
    """Return a result for each problem, the suppressed ones included."""
    shown = limited(reports, limit)
    found = [(report, problem) for report in shown for problem in (*report.problems, *report.suppressed)]
    codes = sorted({problem.code for _, problem in found})
    driver = {"name": "nmpolicy", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(reports, shown)}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, problem, codes) for report, problem in found],
    }
    return json_escaped(json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2))


def _notifications(reports: Sequence[FileReport], shown: Sequence[FileReport]) -> list[dict[str, Any]]:
    numbers = [(hidden(reports, shown), "problems"), (hidden_suppressed(reports, shown), "suppressed problems")]
    return [
        {"level": "note", "message": {"text": f"{number:,} more {what} not shown; --limit shows more."}}
        for number, what in numbers
        if number
    ]


def _rule(code: str) -> dict[str, Any]:
    for rule in all_rules():
        if rule.code == code:
            return {
                "id": code,
                "name": rule.name,
                "shortDescription": {"text": _text(rule.meaning)},
                **({"fullDescription": {"text": _text(rule.why)}} if rule.why else {}),
                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            }
    other = OTHER_CODES[code]
    return {"id": code, "shortDescription": {"text": other.meaning}, "help": {"text": other.fix}}


def _result(report: FileReport, problem: Problem, codes: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": _LEVELS[problem.severity],
        "message": {"text": _text(problem.message)},
        "locations": [dict(_location(report, problem))],
        # It stays the same when records around it change.
        "partialFingerprints": {"recordAndMessage/v1": _fingerprint(problem)},
    }
    if problem.justification is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": _text(problem.justification)}]
    return result


def _text(message: str) -> str:
    r"""Return a message that shows what it says: no control characters, and no links.

    In a message, `[words](target)` is a link, unless its brackets have backslashes.

    >>> print(_text("a[0] is wrong"), _text("[a](https://example.org)"))
    a[0] is wrong \[a\](https://example.org)
    """
    text = printable(message)
    return re.sub(r"[\\\[\]]", r"\\\g<0>", text) if "](" in text else text


def _location(report: FileReport, problem: Problem) -> Iterator[tuple[str, Any]]:
    if is_file(report.path):
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(Path(report.path))}}
        if problem.line:
            region = {"startLine": problem.line, "startColumn": problem.column}
            physical["region"] = {name: number for name, number in region.items() if number}
        yield "physicalLocation", physical
    name = printable(problem.record or report.path)
    yield "logicalLocations", [{"fullyQualifiedName": spelled_out(problem.pointer or "/"), "name": name}]


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _fingerprint(problem: Problem) -> str:
    path = _RECORD.sub("", problem.pointer)
    text = f"{problem.code} {problem.record} {path} {problem.message}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
