"""Where the rules of other packages print. In the command that is standard error, because programs read its output."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from contextvars import ContextVar

_is_apart: ContextVar[bool] = ContextVar("_is_apart", default=False)


@contextmanager
def rule_output_apart() -> Iterator[None]:
    """Let rules of other packages print to standard error in the block."""
    token = _is_apart.set(True)
    try:
        yield
    finally:
        _is_apart.reset(token)


@contextmanager
def rule_output() -> Iterator[None]:
    """Run code of a rule of another package in the block. If output is apart, it can replace no standard stream."""
    if not _is_apart.get():
        yield
        return
    with redirect_stdout(sys.stderr), redirect_stderr(sys.stderr):
        yield
