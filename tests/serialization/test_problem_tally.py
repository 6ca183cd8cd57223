"""Reading a document of which everything is wrong takes about as long as reading a right one."""

import json
import tracemalloc
from collections.abc import Callable
from cProfile import Profile
from io import BytesIO
from typing import Any

import pytest

import nmpolicy as nm
from nmpolicy.checking import check_bytes
from nmpolicy.errors import InvalidDocumentError
from nmpolicy.problems import MAX_PROBLEMS, UNLISTED, Problem, Severity
from nmpolicy.serialization import converter, document_reader, parsing, problem_tally
from nmpolicy.serialization.lines import read_numbered_lines

_MOST = 50  # problems that most tests list, since explaining one takes long
_SOME, _FEW, _MANY = 30, 60, 260


@pytest.fixture
def _few_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (converter, document_reader, parsing, problem_tally):
        monkeypatch.setattr(module, "MAX_PROBLEMS", _MOST)


def _with(**tables: Any) -> str:
    return json.dumps({"nmpolicy": 1, "id": "a", "title": "A", **tables})


_DUPLICATES = '{"nmpolicy": 1, "id": "a", "title": "A", "people": [{"id": "a", %s}]}'
#: Documents with a number of wrong values.
_WRONG: dict[str, Callable[[int], str]] = {
    "items": lambda n: _with(people=[{"id": "a", "aliases": [5] * n}]),
    "records": lambda n: _with(people=[5] * n),
    "empty records": lambda n: _with(people=[{}] * n),
    "ids": lambda n: _with(people=[{"id": f"A {number}"} for number in range(n)]),
    "terms": lambda n: _with(orders=[{"id": "a", "kind": f"k{number:03}", "title": "A"} for number in range(n)]),
    "parts": lambda n: _with(orders=[{"milestones": [{}] * 10}] * (n // 10)),
    "parts of parts": lambda n: _with(measures=[{"vote_events": [{"evidence": [{}] * 10}] * (n // 10)}]),
    "notes": lambda n: _with(notes=[5] * n),
    "unknown keys": lambda n: _with(**{f"k{number:03}": 1 for number in range(n)}),
    "unknown keys of a record": lambda n: _with(people=[{"id": "a", **{f"k{number:03}": 1 for number in range(n)}}]),
    "duplicate keys": lambda n: _DUPLICATES % ", ".join(f'"x-{number // 2}": 1' for number in range(2 * n)),
}


def _problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(text)
    return caught.value.problems


@pytest.mark.usefixtures("_few_are_listed")
@pytest.mark.parametrize("name", _WRONG)
def test_the_last_problem_says_how_many_are_not_listed(name: str) -> None:
    assert all(problem.code != UNLISTED for problem in _problems(_WRONG[name](_SOME)))
    *listed, last = _problems(_WRONG[name](_MANY))
    assert len(listed) == _MOST
    assert (last.code, last.severity) == (UNLISTED, Severity.NOTICE)
    assert "more problem" in last.message
    assert listed == sorted(listed, key=Problem.sort_key)


@pytest.mark.usefixtures("_few_are_listed")
@pytest.mark.parametrize("name", _WRONG)
def test_further_wrong_values_are_not_explained(name: str) -> None:
    """An explanation takes hundreds of calls of functions; a right value, or one that is not listed, takes few."""
    _problems(_WRONG[name](_MANY))  # fills the caches
    few, many = (_calls(_WRONG[name](number)) for number in (_FEW, _MANY))
    assert (many - few) / (_MANY - _FEW) < 100


@pytest.mark.usefixtures("_few_are_listed")
@pytest.mark.parametrize("name", _WRONG)
def test_further_wrong_values_take_no_more_memory_than_right_ones(name: str) -> None:
    """Right records take some 16 bytes of memory for each byte of a document."""
    _problems(_WRONG[name](_MANY))  # fills the caches
    documents = [_WRONG[name](number) for number in (_MANY, 2_000 + _MANY)]
    few, many = map(_most_memory, documents)
    assert (many - few) / (len(documents[1]) - len(documents[0])) < 40


def _most_memory(text: str) -> int:
    """Return the most memory that reading a document takes at a time, in bytes."""
    tracemalloc.start()
    try:
        _problems(text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


_ONE_WRONG = [{"id": "A"}, {"id": "a", "nam": "A"}, {"id": 5}, {"id": "a", "private": 1}, {"id": "a", "notes": [{}]}]


@pytest.mark.parametrize("wrong", _ONE_WRONG)
def test_one_wrong_record_does_not_slow_down_the_others(wrong: dict[str, Any]) -> None:
    """With cattrs, each record would take 66 calls of functions."""
    few, many = (_calls(_with(people=[{"id": f"b-{number}"} for number in range(n)] + [wrong])) for n in (500, 1500))
    assert (many - few) / 1000 < 45


def _calls(text: str) -> int:
    """Return the number of calls of functions that reading a document takes."""
    profile = Profile()
    with profile:
        _problems(text)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.usefixtures("_few_are_listed")
def test_lines_are_not_read_after_the_last_listed_problem() -> None:
    header, line = b'{"nmpolicy": 1, "id": "a", "title": "A"}\n', b'{"type": "person", "id": "A"}\n'
    file = BytesIO(header + line * 3_000)
    with pytest.raises(InvalidDocumentError) as caught:
        read_numbered_lines(file, "a.jsonl", "refuse")
    assert len(caught.value.problems) == _MOST + 1
    assert caught.value.problems[-1].message.startswith("there is at least 1 more problem;")
    assert file.tell() < len(header) + len(line) * 1_100
    with pytest.raises(InvalidDocumentError) as caught:
        read_numbered_lines(BytesIO(header + line * 5), "a.jsonl", "refuse")
    assert len(caught.value.problems) == 5


def test_the_summary_of_a_document_says_that_there_are_more() -> None:
    many = MAX_PROBLEMS + 100
    with pytest.raises(InvalidDocumentError, match=r"\(and at least 1,?000 more\)"):
        nm.loads(_WRONG["items"](many))
    report = check_bytes(_WRONG["unknown keys"](many).encode(), "a.json")
    assert report.problems[-1].message.startswith(f"there are {many - MAX_PROBLEMS:,} more problems;")
    assert report.problems[-1].line == 1
