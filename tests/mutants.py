"""Mutation testing of the rules and the vocabulary: `python tests/mutants.py FOLDER`, in an environment with mutmut 3.

mutmut changes one thing in the code at a time, and asks whether a test fails. It leaves decorated functions alone, and every
rule is one, as is every property. So this makes a copy of the project in which each is decorated by a call that follows it,
and runs mutmut there. What no test has found is written to standard output, and is looked up in `tests/survivors.md`.
"""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATHS = ("src/nmpolicy/rules", "src/nmpolicy/vocabulary")
# An example's names mean nothing, and an enumeration cannot be taken apart: see tests/survivors.md.
#: Those that are quick; the others are slower and rest on the same.
TESTS = [
    f"tests/test_{name}.py"
    for name in (
        "findings",
        "report",
        "rules",
        "terms",
        "dates",
        "written_dates",
        "unknown",
        "values",
        "docs",
        "records",
    )
]
SETTINGS = """
[tool.mutmut]
source_paths = ["src/nmpolicy"]
only_mutate = {paths}
do_not_mutate = ["src/nmpolicy/rules/cast.py", "src/nmpolicy/vocabulary/terms.py"]
also_copy = ["src", "docs", "examples", "README.md", "CHANGELOG.md", "conftest.py", "benchmarks", "LICENSE", ".ci", "Makefile"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-k", "{chosen}"]
pytest_add_cli_args_test_selection = {tests}
use_git_change_detection = false
"""
#: Tests that take long, those of files and processes, and the page of the signatures, which mutmut changes.
LEFT_OUT = "not fault and not valid_collection and not removing and not taken_away and not lines and not installed_package and not api.md"


def undecorated(source: str) -> str:
    """The same code, in which each function is decorated by a call that follows it."""
    lines = source.splitlines(keepends=True)
    for node in sorted(_decorated(ast.parse(source)), key=lambda node: -node.lineno):
        indent = " " * node.col_offset
        first, last = node.decorator_list[0].lineno - 1, node.end_lineno or 0
        made = node.name
        for decorator in reversed(node.decorator_list):
            made = f"({ast.get_source_segment(source, decorator)})({made})"
        lines[last:last] = [f"{indent}{node.name} = {made}\n"]
        lines[first : node.lineno - 1] = []
    return "".join(lines)


def _decorated(tree: ast.Module) -> list[ast.FunctionDef]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.decorator_list]
    # mutmut takes these as they are.
    return [node for node in functions if ast.unparse(node.decorator_list[0]) not in {"classmethod", "staticmethod"}]


def main(folder: Path) -> None:
    """Copy the project, prepare it, and run mutmut there."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "mutants"))
    for path in PATHS:
        for module in (folder / path).glob("*.py"):
            module.write_text(undecorated(module.read_text("utf-8")), "utf-8")
    own = SETTINGS.format(paths=[f"{path}/*" for path in PATHS], tests=TESTS, chosen=LEFT_OUT)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(own)
    environment = {**os.environ, "CI": "1", "HYPOTHESIS_PROFILE": "ci"}
    command = [str(Path(sys.executable).with_name("mutmut"))]
    subprocess.run([*command, "run"], cwd=folder, env=environment, check=True)  # noqa: S603  # our own
    subprocess.run([*command, "results"], cwd=folder, env=environment, check=True)  # noqa: S603  # as above


if __name__ == "__main__":
    main(Path(sys.argv[1]))
