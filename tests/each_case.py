"""A table of cases as one test. To collect a test and to report it takes longer than most cases take to run."""

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest

Test = Callable[..., None]


def each_case(
    names: str | Sequence[str], cases: Iterable[Any], *, ids: Iterable[str] | Callable[[Any], object] = repr
) -> Callable[[Test], Test]:
    """Run a test with each of some cases, all in one test. A failure shows every case that failed.

    The arguments are those of `pytest.mark.parametrize`. The cases share the fixtures of the test; if it changes one,
    such as a folder, parametrize it instead.
    """
    arguments = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    table = [case if len(arguments) > 1 else (case,) for case in cases]
    assert table, "there are no cases"
    labels = ids if callable(ids) else list(ids)

    def label(number: int) -> object:
        return ", ".join(str(labels(each)) for each in table[number]) if callable(labels) else labels[number]

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def run(**fixtures: Any) -> None:
            failures: list[BaseException] = []
            for number, values in enumerate(table):
                try:
                    test(**dict(zip(arguments, values, strict=True)), **fixtures)
                except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001  # raised below
                    failure.add_note(f"Case: {label(number)}")
                    failures.append(failure)
            if len(failures) == 1:
                raise failures[0]
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(table)} cases failed", failures)

        kept = [each for each in inspect.signature(test).parameters.values() if each.name not in arguments]
        run.__signature__ = inspect.Signature(kept)  # type: ignore[attr-defined]  # pytest takes the fixtures from it
        return run

    return decorate
