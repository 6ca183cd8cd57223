"""What came of checking files, as annotations of a workflow of GitHub: each is shown at its line of a change."""

from collections.abc import Mapping, Sequence

from nmpolicy.cli.checking import Checked
from nmpolicy.cli.formats.text import limited, notes_and_counts
from nmpolicy.problems import Problem


def as_github(results: Sequence[Checked], limit: int = 1000) -> str:
    """A workflow command for each of the first problems, and the counts of them all."""
    commands = [_command(result, problem) for result in limited(results, limit) for problem in result.problems]
    return "\n".join([*commands, *notes_and_counts(results, limit)])


def _command(result: Checked, problem: Problem) -> str:
    place = {"file": result.file, "line": problem.line, "col": problem.column, "title": problem.code}
    named = ",".join(f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in place.items() if value)
    where = " ".join(filter(None, (problem.record, problem.pointer)))
    return f"::{problem.severity} {named}::{_escaped(f'{where}: ' * bool(where) + problem.message, _DATA)}"


#: The characters that would end a message, and those that would end a property.
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = {**_DATA, **str.maketrans({":": "%3A", ",": "%2C"})}


def _escaped(text: str, escapes: Mapping[int, str]) -> str:
    return text.translate(escapes)
