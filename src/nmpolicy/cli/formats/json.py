"""Problems of files as JSON for programs."""

import json
from collections.abc import Sequence

import attrs

from nmpolicy.checking import FileReport
from nmpolicy.cli.formats.summary import count, hidden, hidden_suppressed, limited
from nmpolicy.cli.terminal import json_escaped
from nmpolicy.problems import Severity


def as_json(reports: Sequence[FileReport], limit: int | None = None) -> str:
    """Return an object with the problems of each file, and the counts of all."""
    shown = limited(reports, limit)
    files = [
        {
            "file": report.path.encode("utf-8", "backslashreplace").decode(),  # a path may not be UTF-8
            "problems": [attrs.asdict(problem, filter=_not_justification) for problem in report.problems],
            "suppressed": [attrs.asdict(problem) for problem in report.suppressed],
        }
        for report in shown
    ]
    counts = {f"{severity}s": count(reports, severity) for severity in Severity}
    data = {
        "files": files,
        **counts,
        "suppressed": sum(len(report.suppressed) for report in reports),
        "left_out": hidden(reports, shown),
        "suppressed_left_out": hidden_suppressed(reports, shown),
    }
    return json_escaped(json.dumps(data, indent=2))


def _not_justification(field: "attrs.Attribute[object]", _value: object) -> bool:
    return field.name != "justification"
