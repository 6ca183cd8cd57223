"""A module imports only downward, and never from a package's own front door."""

import ast
from pathlib import Path

import pytest

import nmpolicy

ROOT = Path(nmpolicy.__file__).parent
#: Each layer, and those that it may import from beside itself.
LAYERS = {
    "problems": (),
    "errors": ("problems",),
    "vocabulary": ("errors",),
    "records": ("problems", "errors", "vocabulary"),
    "analysis": ("errors", "vocabulary", "records"),
    "rules": ("problems", "errors", "vocabulary", "records", "analysis"),
    "wire": ("problems", "errors", "vocabulary", "records"),
    "bulk": ("problems", "errors", "vocabulary", "records", "analysis", "rules", "wire"),
    "dataset": ("errors", "records", "wire"),
    "cli": ("problems", "errors", "vocabulary", "records", "analysis", "rules", "wire", "bulk", "dataset"),
    "strategies": ("vocabulary", "records", "analysis"),
    "__main__": ("cli",),
}
RULES = {("families.py", "nmpolicy.rules"), ("custom.py", "nmpolicy.rules")}
MODULES = [path for path in sorted(ROOT.rglob("*.py")) if path != ROOT / "__init__.py"]


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name for name in plain | names if name.split(".")[0] == "nmpolicy"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_it_imports_only_downward(path: Path) -> None:
    layer = path.relative_to(ROOT).with_suffix("").parts[0]
    for name in imported(path):
        _, other, *_ = [*name.split("."), ""]
        assert other in (layer, *LAYERS[layer])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_it_imports_from_modules_and_not_from_front_doors(path: Path) -> None:
    for name in imported(path):
        module = ROOT.joinpath(*name.split(".")[1:]).with_suffix(".py")
        # The rules are imported for what they add to the catalog.
        assert module.is_file() or (path.name, name) in RULES


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    for path in MODULES:
        if path.parent.name != "strategies":
            tree = ast.parse(path.read_text("utf-8"))
            top = {node.module for node in tree.body if isinstance(node, ast.ImportFrom)}
            assert not {name for name in top if name and name.split(".")[0] in {"dateutil", "rich", "hypothesis"}}
