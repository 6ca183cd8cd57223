"""The layers of the package: a module imports only from its own layer and the ones below."""

import ast
import subprocess
import sys
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import nmpolicy

ROOT = Path(nmpolicy.__file__).parent
#: From bottom to top. Modules and packages on one line do not import each other.
LAYERS = (
    ("problems",),
    ("errors",),
    ("vocabulary",),
    ("records",),
    ("queries",),
    ("comparison", "evidence"),
    ("rules",),
    ("serialization",),
    ("checking", "datasets"),
    ("cli", "strategies"),
    ("__main__", "hypothesis_plugin"),
)
LEVELS = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
MODULES = {
    "nmpolicy." + ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in sorted(ROOT.rglob("*.py"))
    if path.name != "__init__.py"
}
#: Slow to import, and so only imported inside the functions that need them.
HEAVY = {"cattrs", "dateutil", "hypothesis", "rich"}
ALLOWED = {
    ("nmpolicy.strategies", "hypothesis"),
    ("nmpolicy.hypothesis_plugin", "hypothesis"),
    # Imported only to read a document that has problems, or for a caller's own converter.
    ("nmpolicy.serialization.converter", "cattrs"),
    ("nmpolicy.serialization.structure_errors", "cattrs"),
}
MOST_LINES = 350


def imported(nodes: list[ast.stmt]) -> set[str]:
    """Return the names of the modules that some statements, and those nested in them, import."""
    found: set[str] = set()
    for node in (inner for outer in nodes for inner in ast.walk(outer)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from package import module` imports the module; anything else that is imported is a name in one.
            modules = {f"{node.module}.{alias.name}" for alias in node.names} & MODULES.keys()
            found |= modules or {node.module}
    return found


def room(module: str) -> str:
    return module.split(".")[1]


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_downward(module: str) -> None:
    for name in imported(ast.parse(MODULES[module].read_text("utf-8")).body):
        if name.startswith("nmpolicy."):
            assert room(name) == room(module) or LEVELS[room(name)] < LEVELS[room(module)], name


def test_no_modules_import_each_other_in_a_cycle() -> None:
    trees = {module: ast.parse(path.read_text("utf-8")) for module, path in MODULES.items()}
    TopologicalSorter({module: imported(tree.body) & MODULES.keys() for module, tree in trees.items()}).prepare()


def test_no_two_modules_have_the_same_name() -> None:
    names = Counter(module.rpartition(".")[2] for module in MODULES)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_long(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES)
def test_slow_packages_are_imported_where_they_are_used(module: str) -> None:
    body = ast.parse(MODULES[module].read_text("utf-8")).body
    top = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    heavy = {name.split(".")[0] for name in imported([*top])} & HEAVY
    assert {(module, name) for name in heavy} <= ALLOWED


def test_reading_and_checking_loads_no_slow_package() -> None:
    code = "import sys, nmpolicy as nm; c = nm.load_dataset(*nm.datasets()); nm.validate(c); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    assert not HEAVY & set(done.stdout.split())
