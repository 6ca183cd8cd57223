"""Problems of files as GitHub workflow commands, which annotate the lines of a pull request."""

from collections.abc import Sequence

from nmpolicy.checking import FileReport
from nmpolicy.cli.formats.summary import is_file, limited, notes, summary
from nmpolicy.problems import Problem, spelled_out

#: Escapes of the characters that would end a message, and of those that would end a property.
_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_MESSAGE, **str.maketrans({":": "%3A", ",": "%2C"})}


def as_github(reports: Sequence[FileReport], limit: int | None = None) -> str:
    """Return a workflow command for each problem, notes, and counts."""
    shown = limited(reports, limit)
    commands = [_command(report, problem) for report in shown for problem in report.problems]
    return "\n".join([*commands, *notes(reports, shown), summary(reports)])


def _command(report: FileReport, problem: Problem) -> str:
    file = report.path if is_file(report.path) else ""
    properties = {"file": file, "line": problem.line, "col": problem.column, "title": problem.code}
    listed = ",".join(
        f"{name}={spelled_out(str(value).translate(_PROPERTY))}" for name, value in properties.items() if value
    )
    where = " ".join(filter(None, (problem.record, problem.pointer)))
    message = f"{where}: {problem.message}" if where else problem.message
    return f"::{problem.severity} {listed}::{spelled_out(message.translate(_MESSAGE))}"
