"""An interrupt at any moment either stops the reading or writing, or leaves its result complete: no record is lost."""

import sys
from collections.abc import Callable
from io import BytesIO
from types import FrameType
from typing import Any

import pytest

import nmpolicy as nm
from nmpolicy.errors import DocumentError
from nmpolicy.serialization.converter import shared_converter
from nmpolicy.serialization.lines import line_chunks, read_numbered_lines

_HEADER = b'{"nmpolicy": 1, "id": "a", "title": "A"}\n'
_TEXT = (
    '{"nmpolicy": 1, "id": "a", "title": "A", "notes": [{"text": "N"}], "people": [{"id": "b"}, {"id": "c"}], "orders":'
    ' [{"id": "d", "kind": "other", "title": "D", "milestones": [{"stage": "signed", "date": "2025-07-21"}],'
    ' "evidence": [{"source": "e", "paragraph": 1}]}]}'
)
_COLLECTION = nm.loads(_TEXT)
_LINES = b"".join(line_chunks(_COLLECTION, _COLLECTION))


def _read_lines(text: bytes) -> nm.Collection:
    return read_numbered_lines(BytesIO(text), "a.jsonl", "refuse")[0]


_WORK: dict[str, Callable[[], Any]] = {
    "dumps": lambda: nm.dumps(_COLLECTION),
    "write lines": lambda: b"".join(line_chunks(_COLLECTION, _COLLECTION)),
    "unstructure": lambda: shared_converter("refuse").unstructure(_COLLECTION),
    "loads": lambda: nm.loads(_TEXT),
    "loads, with keys of another program": lambda: nm.loads(_TEXT.replace('"id": "c"', '"id": "c", "x-a": 1')),
    "loads, with a wrong term": lambda: nm.loads(_TEXT.replace('"other"', '"othr"')),
    "loads, with a wrong date": lambda: nm.loads(_TEXT.replace("07-21", "07-32")),
    "loads, with a duplicate key": lambda: nm.loads(_TEXT.replace('"id": "c"', '"id": "c", "id": "c"')),
    "read lines": lambda: _read_lines(_LINES),
    "read lines, one wrong": lambda: _read_lines(_LINES.replace(b'"id":"c"', b'"id":"C"')),
}


def _result(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except DocumentError as error:
        return error.problems


# Python itself reports, and drops, what is raised in a generator that it closes because nobody uses it any more.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", _WORK)
def test_an_interrupt_loses_nothing(name: str) -> None:
    work = _WORK[name]
    expected = _result(work)  # also fills the caches
    counts = _Interrupt(0)
    assert _run(work, counts) == expected
    step = max(1, counts.seen // 60)
    for moment in range(1, counts.seen + 1, step):
        interrupt = _Interrupt(moment)
        try:
            found = _run(work, interrupt)
        except KeyboardInterrupt:
            continue
        assert found == expected


def _run(work: Callable[[], Any], interrupt: "_Interrupt") -> Any:
    before = sys.getprofile()
    sys.setprofile(interrupt)
    try:
        return _result(work)
    finally:
        sys.setprofile(before)


class _Interrupt:
    """Counts the calls and returns of functions, and raises a `KeyboardInterrupt` at one of them."""

    def __init__(self, moment: int) -> None:
        self.moment = moment
        self.seen = 0

    def __call__(self, _frame: FrameType, _event: str, _argument: object) -> None:
        self.seen += 1
        if self.seen == self.moment:
            sys.setprofile(None)
            raise KeyboardInterrupt
