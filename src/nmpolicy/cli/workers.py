"""Processes that share the work of a command, and end with it, quietly."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import active_children, get_context, parent_process


@contextmanager
def worker_pool(processes: int) -> Iterator[Executor | None]:
    """Yield a pool of processes; for one process, none. An interrupt ends them, whatever they are doing."""
    if processes == 1:
        yield None
        return
    context = get_context("fork") if sys.platform == "linux" else None  # a forked process has the modules already
    others = {*active_children()}
    with ProcessPoolExecutor(processes, context, initializer=_start_worker) as executor:
        try:
            yield executor
        except KeyboardInterrupt:
            for worker in {*active_children()} - others:
                worker.kill()
            raise


def _start_worker() -> None:
    """Let a signal end this process without a traceback, and end it when its parent has died."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
