"""Pause the cyclic garbage collector while many objects are made that are all needed."""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_users = 0
_was_enabled = False


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the cyclic garbage collector while many objects are made, and restore it afterward.

    Otherwise it scans the growing set of new objects again and again, and finds nothing. It belongs to the whole
    process: while one thread is in here, it is paused for every thread, and the last thread to leave restores it.
    """
    global _users, _was_enabled  # noqa: PLW0603  # the collector is global, too
    with _lock:
        if _users == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if _users == 0 and _was_enabled:
                gc.enable()
