"""Processes that share the work of a command, and end with it, quietly."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor, InvalidStateError, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess

from nmpolicy.cli.terminal import CommandError

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def worker_pool(processes: int) -> Iterator[Executor | None]:
    """Yield a pool of processes; for one process, none. An interrupt ends them, whatever they are doing.

    Raises `CommandError` if they cannot be started.
    """
    if processes == 1:
        yield None
        return
    others = {*active_children()}
    with _quiet_cancellation(), _started_pool(processes, others) as executor:
        try:
            yield executor
        except KeyboardInterrupt:
            _kill_workers(executor, others)
            raise


def _started_pool(processes: int, others: AbstractSet[BaseProcess]) -> ProcessPoolExecutor:
    """Start the workers, and the threads that serve them. Raises `CommandError` if the system gives too few."""
    context = get_context("fork") if sys.platform == "linux" else None  # a forked process has the modules already
    executor = None
    try:
        executor = ProcessPoolExecutor(processes, context, initializer=_start_worker)
        with _held_signals():
            executor.submit(os.getpid)
    except BaseException as error:
        if executor is not None:
            _kill_workers(executor, others)  # else this process would wait for them when it ends
        if isinstance(error, OSError | RuntimeError):
            reason = getattr(error, "strerror", None) or error
            raise CommandError(f"{processes:,} processes cannot be started: {reason}; use fewer --jobs") from error
        raise
    return executor


def _kill_workers(executor: ProcessPoolExecutor, others: AbstractSet[BaseProcess]) -> None:
    for worker in {*active_children()} - others:
        worker.kill()
    # With its last writer closed, the pool does not wait for the rest of a message that a worker was sending.
    executor._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001  # no public way


@contextmanager
def _quiet_cancellation() -> Iterator[None]:
    """Print no traceback if the thread of a pool, whose workers died, fails because their work was canceled.

    Some versions of Python do not expect that.
    """
    before = threading.excepthook

    def show(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_type is not InvalidStateError:
            before(failure)

    threading.excepthook = show
    try:
        yield
    finally:
        threading.excepthook = before


@contextmanager
def _held_signals() -> Iterator[None]:
    """Hold signals back in this thread, and for good in the threads that start meanwhile.

    So the main thread gets them all. It would not notice one that another thread gets until a worker is done.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)


def _start_worker() -> None:
    """Let a signal end this process without a traceback, and end it when its parent has died."""
    for each in _SIGNALS:
        if signal.getsignal(each) is not signal.SIG_IGN:
            signal.signal(each, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    sys.stdout = sys.stderr  # what rules print; results are sent
    threading.Thread(target=_end_with, args=[parent_process()], daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
