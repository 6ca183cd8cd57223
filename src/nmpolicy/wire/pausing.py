"""Pausing the garbage collector while many objects are made, none of which is garbage."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_depth = 0
_was_enabled = False


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the collector from looking through all that is being made, again and again; then it is as it was.

    The collector is the whole process's: while one thread is in here, it is paused for every thread, and the last one
    that leaves restores it.
    """
    global _depth, _was_enabled  # noqa: PLW0603  # as the collector is one
    with _lock:
        if _depth == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _depth += 1
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if _depth == 0 and _was_enabled:
                gc.enable()
