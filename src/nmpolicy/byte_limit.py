"""A limit on the bytes that are read from a file, so that no input fills the memory or is read without end."""

import errno
from contextlib import ExitStack
from io import BufferedReader, BytesIO, RawIOBase
from typing import IO, TYPE_CHECKING, Any, cast

from nmpolicy.errors import InvalidTypeError, InvalidValueError
from nmpolicy.vocabulary.values import describe

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

#: The most bytes that are read from one file, after unpacking, unless the caller says otherwise.
MAX_BYTES = 1_000_000_000
_CHUNK = 1 << 20


def too_many_bytes(max_bytes: int) -> OSError:
    """Return the error for a file that has more bytes than may be read, which says what to do."""
    message = (
        f"it has more than {max_bytes:,} bytes, counted after unpacking, and no more are read; name a smaller file, or,"
        " if you trust this one, raise the limit with --max-bytes (max_bytes=...)"
    )
    return OSError(errno.EFBIG, message)


def check_max_bytes(max_bytes: object) -> int:
    """Return a limit. Raises `InvalidTypeError` or `InvalidValueError` unless it is a whole number from 1.

    >>> check_max_bytes("1GB")
    Traceback (most recent call last):
    nmpolicy.errors.InvalidTypeError: max_bytes must be a whole number, not '1GB'
    """
    if type(max_bytes) is not int:
        name = "None" if max_bytes is None else describe(max_bytes)
        raise InvalidTypeError(f"max_bytes must be a whole number, not {name}")
    if max_bytes < 1:
        raise InvalidValueError(f"max_bytes must be 1 or more, not {max_bytes}")
    return max_bytes


def read_limited(file: IO[bytes], max_bytes: int) -> bytes:
    """Read the rest of a file or a stream. Reading stops one byte after the limit, with an `OSError`.

    >>> read_limited(BytesIO(b"12345"), 5)
    b'12345'
    >>> read_limited(BytesIO(b"123456"), 5)
    Traceback (most recent call last):
    OSError: [Errno 27] it has more than 5 bytes, ...
    """
    found = BytesIO()  # unlike a list of chunks, it does not need the memory twice
    while chunk := file.read(min(_CHUNK, check_max_bytes(max_bytes) - found.tell() + 1)):
        found.write(chunk)
        if found.tell() > max_bytes:
            raise too_many_bytes(max_bytes)
    if chunk is None:  # a stream that does not wait says so that more may come
        raise BlockingIOError(
            errno.EAGAIN, "its end has not come yet, and it does not wait; save the data, and name the file"
        )
    return found.getvalue()


def limited(file: IO[bytes], max_bytes: int, *others: IO[bytes]) -> IO[bytes]:
    """Return a stream that reads from a file, and raises `OSError` (EFBIG) one byte after the limit.

    Closing it closes the file, and then the others.
    """
    return BufferedReader(_Limited(file, max_bytes, others), _CHUNK >> 4)


class _Limited(RawIOBase):
    """The bytes of a file, up to a limit."""

    def __init__(self, file: IO[bytes], max_bytes: int, others: tuple[IO[bytes], ...]) -> None:
        self._file = file
        # Of a damaged compressed file, this returns what comes before the damage.
        self._read: Callable[[int], bytes] = getattr(file, "read1", file.read)
        self._max_bytes = self._left = max_bytes
        self._others = others

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer") -> int:
        view = cast("memoryview[Any]", buffer)
        data = self._read(min(len(view), self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise too_many_bytes(self._max_bytes)
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        with ExitStack() as stack:
            for each in reversed((self._file, *self._others)):
                stack.callback(each.close)
            super().close()
