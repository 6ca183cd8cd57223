"""Turn what `nmpolicy validate --format json` prints into a Code Quality report, which GitLab shows in merge requests.

Run it with `nmpolicy validate --format json FILE... | python examples/gitlab_code_quality.py >report.json`.
"""

import hashlib
import json
import sys

SEVERITIES = {"error": "major", "warning": "minor", "notice": "info"}

report = [
    {
        "check_name": problem["code"],
        "description": " ".join(part for part in (problem["record"], problem["message"]) if part),
        "severity": SEVERITIES[problem["severity"]],
        "fingerprint": hashlib.sha256(
            json.dumps([file["file"], problem["code"], problem["record"], problem["pointer"]]).encode()
        ).hexdigest(),
        "location": {"path": file["file"], "lines": {"begin": problem["line"] or 1}},
    }
    for file in json.load(sys.stdin)["files"]
    for problem in file["problems"]
]
json.dump(report, sys.stdout, indent=2)
print()
