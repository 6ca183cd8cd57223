"""Work that is shared out to processes, or done in this one."""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")
# A forked process has what its parent has without its being copied; elsewhere than on Linux, forking is not safe.
_CONTEXT = get_context("fork" if sys.platform == "linux" else None)
_held: list[Any] = []  # what a process of the pool works with


def shared_out(
    work: Callable[[S, T], R], tools: Callable[[], AbstractContextManager[S]], tasks: Sequence[T], jobs: int
) -> Iterator[R]:
    """The work on each task, in the order of the tasks; each process has tools of its own."""
    if jobs == 1 or len(tasks) < 2:  # noqa: PLR2004  # one is not worth a process
        with tools() as held:
            yield from map(partial(work, held), tasks)
    else:
        workers = min(jobs, len(tasks))
        with ProcessPoolExecutor(workers, mp_context=_CONTEXT, initializer=_begin, initargs=(tools,)) as pool:
            yield from pool.map(partial(_continue, work), tasks)


def _begin(tools: Callable[[], AbstractContextManager[Any]]) -> None:
    opened = tools()  # held too: without it, what it opened would be closed
    _held[:] = [opened.__enter__(), opened]  # left when the process ends


def _continue(work: Callable[[Any, T], R], task: T) -> R:
    return work(_held[0], task)
