"""Mutation testing: change one thing in the code at a time, and ask whether a test fails.

`python tests/outside/mutants.py src/nmpolicy/tables --share 0.25 --seed 1` makes a random quarter of the possible
changes of a package, runs the tests that reach each changed function, and prints the changes that none of them notices.
The tests are collected once, and each change is tried in a fork of that process, in which the code of the function is
replaced. If a function ran while the tests were collected, its results may have been kept, so what survives there is
tried again in a new process.

Code outside functions, such as constants, is not changed.
"""

import argparse
import ast
import copy
import gc
import marshal
import os
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import _lru_cache_wrapper
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
#: A function: its file, and its first line.
Place = tuple[str, int]
COMPARISONS: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "reversed": "iter"}
PYTEST = ("-q", "-p", "no:cacheprovider", "--no-header")
LEAST_SECONDS = 20  # of processor time, after which a run is taken for an endless loop


class Mutant(NamedTuple):
    """One change of one function."""

    place: Place
    line: int
    what: str
    code: CodeType
    """The code of the function."""
    module: CodeType
    """The code of its whole module."""


class Run(NamedTuple):
    """What a test took, and which functions it reached."""

    seconds: float
    reached: frozenset[Place]


def changes(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:  # noqa: C901, PLR0912  # a table of cases
    """Yield each change of one node: what it is, and the node to put in its place; None to leave the statement out."""
    match node:
        case ast.Compare(ops=[first, *_]) if type(first) in COMPARISONS:
            changed = copy.deepcopy(node)
            changed.ops[0] = COMPARISONS[type(first)]()
            yield "comparison", changed
        case ast.BoolOp():
            changed_bool = copy.deepcopy(node)
            changed_bool.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "and/or", changed_bool
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", node.operand
        case ast.BinOp(op=op) if type(op) in OPERATORS:
            changed_operator = copy.deepcopy(node)
            changed_operator.op = OPERATORS[type(op)]()
            yield "operator", changed_operator
        case ast.Constant(value=bool(value)):
            yield str(not value), ast.Constant(not value)
        case ast.Constant(value=int(number)):
            yield f"{number + 1}", ast.Constant(number + 1)
        case ast.Constant(value=str(text)):
            yield "another text", ast.Constant(f"XX{text}")
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield NAMES[name], ast.Name(NAMES[name], ast.Load())
        case ast.If() | ast.While() | ast.IfExp():
            for value in (True, False):
                if not (isinstance(node, ast.While) and value):
                    changed_test = copy.deepcopy(node)
                    changed_test.test = ast.Constant(value)
                    yield f"if {value}", changed_test
        case ast.comprehension(ifs=[_, *_]):
            changed_filter = copy.deepcopy(node)
            del changed_filter.ifs[0]
            yield "without its first if", changed_filter
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "return None", ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break():
            yield "left out", None


class _Replace(ast.NodeTransformer):
    """Put one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST | None) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the node, or what replaces it."""
        if node is not self.old:
            return self.generic_visit(node)
        return ast.copy_location(ast.Pass() if self.new is None else self.new, node)


def mutants(file: Path) -> Iterator[Mutant]:
    """Yield every mutant of the functions and methods of a module."""
    tree = ast.parse(file.read_text("utf-8"))
    for function in _functions(tree):
        first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
        for node in _changeable(function):
            for what, new in changes(node):
                old_body = function.body
                function.body = _replaced(old_body, node, new)
                code = compile(ast.fix_missing_locations(tree), str(file), "exec")
                function.body = old_body
                found = next((each for each in _codes(code) if each.co_firstlineno == first), None)
                if found is not None:
                    yield Mutant((str(file), first), getattr(node, "lineno", first), what, found, code)


def _replaced(body: Sequence[ast.stmt], node: ast.AST, new: ast.AST | None) -> list[ast.stmt]:
    """Copy the statements of a function, with one node replaced."""
    replace: Any = _Replace(node, new)
    return [replace.visit(copy.deepcopy(statement, {id(node): node})) for statement in body]


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module and the methods of its classes, but not functions inside functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef | ast.If):
            yield from _functions(node)


def _changeable(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield the nodes in the body of a function, without docstrings, annotations and the pieces of f-strings."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        yield node
        skipped = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.JoinedStr):
            skipped += [value for value in node.values if isinstance(value, ast.Constant)]
        waiting += [child for child in ast.iter_child_nodes(node) if child not in skipped]


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of all functions and classes inside a code object."""
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


class Plugin:
    """Tries the mutants where pytest would run its tests."""

    def __init__(self, chosen: Sequence[Mutant], jobs: int) -> None:
        self.mutants, self.jobs = chosen, jobs
        self.survivors: list[Mutant] = []
        self.failed = False
        self.reached: set[CodeType] = set()
        sys.setprofile(self.reach)

    def reach(self, frame: FrameType, event: str, _argument: object) -> None:
        """Remember which code runs."""
        if event == "call":
            self.reached.add(frame.f_code)

    def places(self) -> frozenset[Place]:
        """Return where the code is that ran since the last call, as far as it has mutants."""
        sys.setprofile(None)
        files = {mutant.place[0] for mutant in self.mutants}
        places = {(code.co_filename, code.co_firstlineno) for code in self.reached if code.co_filename in files}
        self.reached = set()
        return frozenset(places)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember that a test failed."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once, and then those that reach the function of each mutant."""
        gc.unfreeze()  # the tests freeze what they import, which hides it from `gc.get_objects`
        for file in sorted({mutant.place[0] for mutant in self.mutants}):
            import_module(_module_name(Path(file)))  # or else a fork may be the first to import it, with its own code
        collecting = self.places()
        runs = self.measured(session.items)
        reaching: defaultdict[Place, list[int]] = defaultdict(list)
        for index in sorted(range(len(runs)), key=lambda index: runs[index].seconds):
            for place in runs[index].reached:
                reaching[place].append(index)
        live = _live_functions({mutant.place for mutant in self.mutants})
        running: dict[int, Mutant] = {}
        for number, mutant in enumerate(self.mutants):
            tests = reaching[mutant.place]
            if (pid := os.fork()) == 0:
                limit = int(LEAST_SECONDS + 5 * sum(runs[index].seconds for index in tests))
                self.try_mutant(mutant, live[mutant.place], [session.items[index] for index in tests], limit)
                if mutant.place in collecting:
                    survives_anew(mutant, [session.items[index].nodeid for index in tests], limit)
                os._exit(0)
            running[pid] = mutant
            if len(running) >= self.jobs:
                self.wait(running)
            if number % 50 == 0:
                print(
                    f"{number:,} of {len(self.mutants):,}, {len(self.survivors)} survive", file=sys.stderr, flush=True
                )
        while running:
            self.wait(running)
        return True

    def wait(self, running: dict[int, Mutant]) -> None:
        """Wait for a fork to end, and keep its mutant if no test noticed it."""
        pid, status = os.wait()
        mutant = running.pop(pid)
        if status == 0:
            self.survivors.append(mutant)
            file, _ = mutant.place
            source = Path(file).read_text("utf-8").splitlines()[mutant.line - 1].strip()
            print(f"{Path(file).relative_to(ROOT)}:{mutant.line}: {mutant.what}: {source}", flush=True)

    def measured(self, items: Sequence[pytest.Item]) -> list[Run]:
        """Run each test in a fork, and return what it took and what it reached. Raises `SystemExit` if one fails."""
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.close(reading)
            runs = [self.measured_one(item) for item in items]
            with os.fdopen(writing, "wb") as file:
                pickle.dump(None if self.failed else runs, file)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as file:
            found: list[Run] | None = pickle.load(file)  # noqa: S301  # our own
        os.wait()
        if found is None:
            raise SystemExit("a test fails without any change")
        return found

    def measured_one(self, item: pytest.Item) -> Run:
        """Run one test, and return what it took and which functions it reached."""
        _forget()  # what an earlier test left in a cache, and this one would not reach
        start = time.process_time()
        sys.setprofile(self.reach)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        return Run(time.process_time() - start, self.places())

    def try_mutant(
        self, mutant: Mutant, functions: Sequence[FunctionType], items: Sequence[pytest.Item], limit: int
    ) -> None:
        """Replace the code, and run the tests. End the process when one fails."""
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
        try:
            _forget()
            for function in functions:
                function.__code__ = mutant.code
            if items:
                items[0].config.pluginmanager.unregister(name="terminalreporter")
            for item in items:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if self.failed:
                    break
        except BaseException:  # noqa: BLE001  # whatever happens, the change was noticed
            self.failed = True
        if self.failed:
            os._exit(1)


def survives_anew(mutant: Mutant, tests: Sequence[str], limit: int) -> None:
    """Run tests in a new process, with the mutant from the start; end this process with what pytest returns."""
    with tempfile.NamedTemporaryFile("wb", delete=False) as file:
        marshal.dump(
            (mutant.place[0], mutant.module, [*dict.fromkeys(test.partition("::")[0] for test in tests)]), file
        )
    with suppress(subprocess.TimeoutExpired):
        command = [sys.executable, __file__, "--anew", file.name]
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=4 * limit, check=False
        )
        os._exit(done.returncode)
    os._exit(1)


def run_anew(file: Path) -> int:
    """Run the tests with a module whose code was changed."""
    changed, module, tests = marshal.loads(file.read_bytes())  # noqa: S302  # our own
    file.unlink()
    get_code = SourceFileLoader.get_code

    def changed_code(self: SourceFileLoader, name: str) -> CodeType | None:
        return module if self.path == changed else get_code(self, name)

    SourceFileLoader.get_code = changed_code  # type: ignore[assignment,method-assign]
    return pytest.main([*PYTEST, "-x", *tests])


def _module_name(file: Path) -> str:
    """Return the name under which a file of the package is imported."""
    *folders, name = file.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join([*folders, *([] if name == "__init__" else [name])])


def _forget() -> None:
    """Clear the caches of all functions."""
    for kept in [each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper)]:
        kept.cache_clear()


def _live_functions(places: Iterable[Place]) -> Mapping[Place, list[FunctionType]]:
    """Return the functions that were defined at each place."""
    found: dict[Place, list[FunctionType]] = {place: [] for place in places}
    for function in gc.get_objects():
        if isinstance(function, FunctionType):
            place = function.__code__.co_filename, function.__code__.co_firstlineno
            if place in found:
                found[place].append(function)
    return found


def main() -> None:
    """Try the mutants of some files or packages, and print those that survive."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("paths", nargs="*", type=Path, help="files or folders of src/nmpolicy")
    options.add_argument("--tests", nargs="+", help="the tests to run; by default those of the same packages")
    options.add_argument("--share", type=float, default=1.0, help="the part of the mutants to try")
    options.add_argument("--seed", type=int, default=0, help="which part")
    options.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options.add_argument("--anew", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    os.chdir(ROOT)
    if chosen.anew:
        raise SystemExit(run_anew(chosen.anew))
    files = sorted(file for path in chosen.paths for file in ([path] if path.is_file() else path.rglob("*.py")))
    every = [mutant for file in files for mutant in mutants(file.resolve())]
    some = random.Random(chosen.seed).sample(every, round(len(every) * chosen.share))  # noqa: S311  # not a secret
    some.sort(key=lambda mutant: (mutant.place, mutant.line))
    print(f"{len(some):,} of {len(every):,} mutants of {len(files)} files, seed {chosen.seed}", flush=True)
    tests = chosen.tests or sorted(
        {part for file in files for part in (f"tests/{file.relative_to('src/nmpolicy').parts[0]}", str(file))}
    )
    os.environ["CI"] = "1"
    plugin = Plugin(some, chosen.jobs)
    pytest.main([*PYTEST, *tests], plugins=[plugin])
    print(f"{len(plugin.survivors):,} of {len(some):,} survive")


if __name__ == "__main__":
    main()
