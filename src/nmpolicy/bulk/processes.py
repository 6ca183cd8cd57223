"""Work that is shared out to processes, or done in this one."""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from functools import partial
from multiprocessing import get_context
from typing import Any, TypeVar

from nmpolicy.errors import InvalidValueError, LostProcessError

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")
# A forked process has what its parent has without its being copied; elsewhere than on Linux, forking is not safe.
_CONTEXT = get_context("fork" if sys.platform == "linux" else None)
_held: list[Any] = []  # what a process of the pool works with


def shared_out(
    work: Callable[[S, T], R], tools: Callable[[], AbstractContextManager[S]], tasks: Sequence[T], jobs: int
) -> Iterator[R]:
    """The work on each task, in the order of the tasks; each process has tools of its own.

    Raises `InvalidValueError` for fewer than one, and `LostProcessError` where one ends before its work does.
    """
    if jobs < 1:
        raise InvalidValueError(f"{jobs} processes cannot share the work; there must be one at least")
    if jobs == 1 or len(tasks) < 2:  # noqa: PLR2004  # one is not worth a process
        with tools() as held:
            yield from map(partial(work, held), tasks)
    else:
        workers = min(jobs, len(tasks))
        with ProcessPoolExecutor(workers, mp_context=_CONTEXT, initializer=_begin, initargs=(tools,)) as pool:
            try:
                yield from pool.map(partial(_continue, work), tasks)
            except BrokenProcessPool as error:
                raise LostProcessError(
                    "a process was ended from outside, perhaps for want of memory; try fewer"
                ) from error


def _begin(tools: Callable[[], AbstractContextManager[Any]]) -> None:
    _held[:] = [tools()]  # opened with the first task, since an error here would be lost


def _continue(work: Callable[[Any, T], R], task: T) -> R:
    if len(_held) == 1:
        _held.append(_held[0].__enter__())
    return work(_held[1], task)
