"""The packages that some formats need, and that are installed with an extra."""

from collections.abc import Iterator
from contextlib import contextmanager

from nmpolicy.errors import MissingExtraError


@contextmanager
def from_extra(extra: str) -> Iterator[None]:
    """Raise a `MissingExtraError` if a package that the block imports is not installed.

    >>> with from_extra("parquet"):
    ...     import pyarrow_of_tomorrow
    Traceback (most recent call last):
    nmpolicy.errors.MissingExtraError: pyarrow_of_tomorrow is not installed; run `... install "nmpolicy[parquet]"...
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "a package", extra) from error
