"""Processes that share the work of a command. How they end is in the tests of interrupts."""

import errno
import inspect
import os
import resource
import signal
import threading
from concurrent.futures import InvalidStateError
from itertools import count
from multiprocessing import active_children

import pytest

from each_case import each_case
from nmpolicy.cli.terminal import CommandError
from nmpolicy.cli.workers import worker_pool


def test_one_process_needs_no_pool() -> None:
    with worker_pool(1) as executor:
        assert executor is None


def test_only_a_canceled_task_fails_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []

    def show(failure: threading.ExceptHookArgs) -> None:
        shown.append(failure.exc_type)

    monkeypatch.setattr(threading, "excepthook", show)

    def fail(error: Exception) -> None:
        raise error

    with worker_pool(2) as executor:
        assert executor is not None
        assert executor.submit(abs, -2).result() == 2
        for error in (InvalidStateError(), ValueError()):
            thread = threading.Thread(target=fail, args=(error,))
            thread.start()
            thread.join()
    assert (shown, threading.excepthook) == ([ValueError], show)


def test_without_signal_masks_a_pool_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("signal.pthread_sigmask")
    with worker_pool(2) as executor:
        assert executor is not None
        assert executor.submit(abs, -2).result() == 2


def send_half_a_message(done: int) -> None:
    """Begin to send a result, say so, and wait to be killed."""
    frame = inspect.currentframe()
    while frame and "result_queue" not in frame.f_locals:
        frame = frame.f_back
    assert frame
    os.write(frame.f_locals["result_queue"]._writer.fileno(), b"\0\0\0\x08half")  # noqa: SLF001  # as it sends them
    os.write(done, b"done")
    signal.pause()


def test_an_interrupt_does_not_wait_for_the_rest_of_a_message() -> None:
    reader, writer = os.pipe()

    def interrupted() -> None:
        with worker_pool(2) as executor:
            assert executor is not None
            executor.submit(send_half_a_message, writer)
            assert os.read(reader, 4) == b"done"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()


@each_case(
    "failing, reason", [("os.fork", "Resource temporarily"), ("threading.Thread.start", "can't start new thread")]
)
def test_workers_that_cannot_be_started_are_one_error_and_none_is_left(
    failing: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least one was started before that. The program would wait for it when it ends."""
    fork, started = os.fork, count()

    def fail(*_: object) -> int:
        if failing == "os.fork" and next(started) == 0:
            return fork()
        raise (BlockingIOError(errno.EAGAIN, f"{reason} unavailable") if failing == "os.fork" else RuntimeError(reason))

    with monkeypatch.context() as patch:
        patch.setattr(failing, fail)
        with pytest.raises(CommandError, match=f"^3 processes cannot be started: {reason}.*; use fewer --jobs"):
            worker_pool(3).__enter__()
    for worker in active_children():
        worker.join(60)
        assert not worker.is_alive()


def test_too_few_open_files_for_workers_are_one_error() -> None:
    with worker_pool(2) as executor:  # imports what it takes, for which no file can be opened later
        assert executor is not None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    first_free = os.dup(0)
    os.close(first_free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (first_free, hard))
    try:
        with pytest.raises(CommandError, match="2 processes cannot be started: Too many open files; use fewer --jobs"):
            worker_pool(2).__enter__()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_an_interrupt_while_workers_are_started_interrupts(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.fork", interrupted)
        with pytest.raises(KeyboardInterrupt):
            worker_pool(2).__enter__()
    assert active_children() == []
