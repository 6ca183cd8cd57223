"""Objects of other programs: values read, kept, reported and counted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidDateError, UnreadableDocumentError
from nmpolicy.imports.input_files import files_in, input_name, read_json
from nmpolicy.imports.input_items import InputItem, InputLog, plain, to_date

METHODS = ("text", "number", "flag", "date", "texts")
READABLE: dict[str, tuple[tuple[object, object], ...]] = {
    "text": (("a ", "a"), (5, "5"), (1.5, "1.5"), (None, ""), (" \n", ""), ([], "")),
    "number": ((5, 5), (" 5", 5), (None, None), ("", None), (0, 0)),
    "flag": ((True, True), (1, True), (0, False), (False, False), (None, None)),
    "date": (("2025-07-21T00:00:00", "2025-07-21"), ("2025", "2025"), (2025, "2025"), (None, None)),
    "texts": ((["a ", 5, None, " "], ("a", "5")), ("a", ("a",)), (None, ()), ([], ())),
}
UNREADABLE: dict[str, tuple[object, ...]] = {
    "text": (True, ["a"], {"a": 1}, "\ud800"),
    "number": ("five", True, 1.5, [1]),
    "flag": ("yes", 2, [True]),
    "date": ("soon", "2025-13", True, 1.5, ["2025"], "2025-07-21T25:00:00", 20250721),
    "texts": ([{"a": 1}], True, [["a"]], {"a": 1}),
}


def item(**values: Any) -> InputItem:
    return InputItem(values, InputLog(), "page.json", "documents", ("results", 3))


@each_case(("method", "given", "expected"), [(m, *pair) for m in METHODS for pair in READABLE[m]])
def test_a_readable_value_is_read_and_not_reported(method: str, given: object, expected: object) -> None:
    read = item(key=given)
    assert getattr(read, method)("key") == expected
    assert (read.log.problems, read.kept, read.log.left_out()) == ([], {}, {})


@each_case(("method", "given"), [(m, value) for m in METHODS for value in UNREADABLE[m]])
def test_any_other_value_is_kept_and_reported_with_its_place(method: str, given: object) -> None:
    read = item(key=given)
    assert getattr(read, method)("key") in {"", None, ()}
    (problem,) = read.log.problems
    assert problem.location == "page.json /results/3/key"
    assert problem.message.endswith("; it is kept in x-key")
    record = nm.Person(id="a", name="A", extra=read.kept)
    assert [*record.extra] == ["x-key"]
    assert read.log.left_out() == {}


def test_a_key_that_nobody_reads_is_counted_by_kind() -> None:
    log = InputLog()
    items = [
        InputItem({"a": 1, "b": "", "c": None, "d": {"e": 5, "f": 6}}, log, "page.json", "documents") for _ in range(2)
    ]
    for each in items:
        assert (inner := each.item("d")) is not None
        assert inner.number("e") == 5
    items[0].skip("a")
    log.leave_out("notes", 3)
    log.leave_out("pictures", 0)
    assert log.left_out() == {"documents.a": 1, "documents.d.f": 2, "notes": 3}


def test_an_object_or_a_list_of_another_type_is_kept() -> None:
    read = item(one=[1], many={"a": 1}, mixed=[{"a": 1}, 5, None], none=None)
    assert read.item("one") is None
    assert read.item("none") is None
    assert [*read.items("many")] == [*read.items("none")] == []
    assert [each.path for each in read.items("mixed", "parts")] == [("results", 3, "mixed", 0)]
    assert read.kept == {"x-one": [1], "x-many": {"a": 1}, "x-mixed": [{"a": 1}, 5, None]}
    assert [problem.pointer for problem in read.log.problems] == [
        "/results/3/one",
        "/results/3/many",
        "/results/3/mixed/1",
    ]


def test_a_key_with_the_prefix_of_other_programs_is_kept_under_its_own_name() -> None:
    read = item(**{"x-a": True})
    assert read.text("x-a") == ""
    assert read.kept == {"x-a": True}


def test_times_and_days_are_dates() -> None:
    moment = datetime(2025, 7, 21, 23, 59, tzinfo=UTC)
    assert to_date(moment) == to_date(date(2025, 7, 21)) == to_date("2025-07-21 23:59:00") == "2025-07-21"
    assert to_date("2014-01") == "2014-01"
    with pytest.raises(InvalidDateError):
        to_date(None)


def test_whatever_a_parser_makes_can_be_kept() -> None:
    deep: list[Any] = []
    for _ in range(500):
        deep = [deep]
    value = plain({"deep": deep, "nan": float("nan"), "bytes": b"a", "half": "\ud800", "set": {1}, 5: (1, None, 1.5)})
    assert nm.Person(id="a", name="A", extra={"x-kept": value}).extra["x-kept"]
    assert (value["nan"], value["half"], value["5"]) == ("nan", "\\ud800", [1, None, 1.5])


def test_a_folder_stands_for_its_files(tmp_path: Any) -> None:
    for name in ("b.json", "a/c.json", "a/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert [each.name for each in files_in(tmp_path, ".json")] == ["c.json", "b.json"]
    assert [*files_in(tmp_path / "a" / "d.txt", ".json")] == [tmp_path / "a" / "d.txt"]


@pytest.mark.parametrize("text", ["", "{", '{"a": 1, "a": 2}'])
def test_what_is_not_json_is_refused_with_the_name_of_its_file(tmp_path: Any, text: str) -> None:
    file = tmp_path / "page.json"
    file.write_text(text)
    with pytest.raises(UnreadableDocumentError) as caught:
        read_json(file)
    assert caught.value.path == "page.json"
    with file.open("rb") as stream, pytest.raises(UnreadableDocumentError, match="standard input"):
        read_json(stream)
    assert input_name(file) == "page.json"


def test_a_collection_of_nmpolicy_needs_no_import(tmp_path: Any) -> None:
    file = tmp_path / "orders.json"
    file.write_text('{"nmpolicy": 1, "id": "demo", "title": "A demonstration"}')
    with pytest.raises(UnreadableDocumentError, match="it needs no import"):
        read_json(file)
