"""Commands on bad files: they report every problem with its code, and exit with 1 or 2."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

import nmpolicy as nm
from each_case import each_case
from nmpolicy.cli.main import main
from nmpolicy.errors import DocumentError, UnreadableDocumentError

BAD = Path(__file__).parents[1] / "serialization" / "bad"


@each_case("command", ["show", "validate"])
@each_case("path", sorted(BAD.iterdir()), ids=lambda path: path.stem)
def test_a_command_reports_each_problem(command: str, path: Path) -> None:
    with pytest.raises(DocumentError) as caught:
        nm.load(path)
    result = CliRunner().invoke(main, [command, str(path)])
    assert result.exit_code == (2 if isinstance(caught.value, UnreadableDocumentError) else 1)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    for problem in caught.value.problems:
        assert problem.code in result.output
    assert max(map(len, result.output.splitlines())) <= max(80, len(str(BAD)) + 40)


def test_the_schema_command_prints_the_packaged_file() -> None:
    text = files("nmpolicy.serialization").joinpath("collection.schema.json").read_text("utf-8")
    assert json.loads(CliRunner().invoke(main, ["schema"]).output) == json.loads(text)
