"""Every public function refuses wrong arguments with a sentence: what is no collection, and a flag that is no bool."""

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import InvalidTypeError, InvalidValueError

EMPTY = nm.Collection(id="demo", title="A demonstration")
#: Values that a caller may take for a collection, each with the end of the sentence about it.
MISTAKEN: list[tuple[object, str]] = [
    ("city.json", "'city.json'; load() reads one from a file"),
    (Path("city.json"), f"{type(Path()).__name__}; load() reads one from a file"),
    ({"id": "demo"}, "an object; load() reads one from a file"),
    (nm.CollectionBuilder(EMPTY), "CollectionBuilder; its build() returns one"),
    (nm.Order(id="eo-5", kind="other", title="An order"), "Order; add the record to one"),
    (None, "None; load() reads one from a file"),
]


def public_functions() -> Iterator[tuple[str, Callable[..., object], inspect.Signature]]:
    """Yield the public functions and constructors that take a collection, with their names and signatures."""
    for module in (nm, nm.tables, nm.exports, nm.imports, nm.report):
        for name in vars(module)["__all__"]:
            value = getattr(module, name)
            if inspect.isfunction(value) or value is nm.CollectionBuilder:
                signature = inspect.signature(value)
                if any(each.annotation in (nm.Collection, "Collection") for each in signature.parameters.values()):
                    yield f"{module.__name__}.{name}", value, signature


FUNCTIONS = [*public_functions()]


def arguments(signature: inspect.Signature, **given: object) -> dict[str, Any]:
    """Return the required arguments of a function: a collection for each that takes one, and a text for the others."""
    required = [each for each in signature.parameters.values() if each.default is each.empty]
    return {each.name: EMPTY if "Collection" in str(each.annotation) else "2025" for each in required} | given


def test_the_functions_are_found() -> None:
    names = {name for name, *_ in FUNCTIONS}
    assert {"nmpolicy.validate", "nmpolicy.redact", "nmpolicy.merge", "nmpolicy.report.to_html"} <= names
    assert len([name for name in names if name.startswith(("nmpolicy.tables.", "nmpolicy.exports."))]) > 10


@each_case("name, function, signature", FUNCTIONS, ids=[name for name, *_ in FUNCTIONS])
def test_what_is_no_collection_is_refused(
    name: str, function: Callable[..., object], signature: inspect.Signature
) -> None:
    for parameter in signature.parameters.values():
        if "Collection" in str(parameter.annotation):
            for value, told in MISTAKEN:
                if value is not None or parameter.default is parameter.empty:
                    with pytest.raises(InvalidTypeError) as raised:
                        function(**arguments(signature, **{parameter.name: value}))
                    assert str(raised.value) == f"expected a Collection, not {told}", name


@each_case("flag", ["include_private", "force"])
@each_case("value", ["no", "false", 0, 1, None])
def test_a_flag_that_discloses_or_deletes_takes_only_a_bool(flag: str, value: object, tmp_path: Path) -> None:
    flagged = [(function, signature) for _, function, signature in FUNCTIONS if flag in signature.parameters]
    assert len(flagged) >= 5
    for function, signature in flagged:
        given = arguments(signature, **{flag: value})
        given |= {name: tmp_path / "out" for name in ("folder", "path") if name in given}
        with pytest.raises(InvalidTypeError, match=rf"^{flag} must be True or False, not "):
            function(**given)
        assert [*tmp_path.iterdir()] == []


def test_a_place_that_is_no_path_or_has_no_name_is_refused() -> None:
    writers = [(function, signature) for name, function, signature in FUNCTIONS if "write_" in name or "dump" in name]
    placed = [
        (function, signature, place)
        for function, signature in writers
        for place in ("folder", "path")
        if place in signature.parameters
    ]
    assert len(placed) >= 6
    for function, signature, place in placed:
        for value, told in ((5, "5"), (None, "None"), (b"out", "bytes"), (["out"], "a list")):
            with pytest.raises(InvalidTypeError, match=f"^expected a path, not {told}$"):
                function(**arguments(signature, **{place: value}))
        with pytest.raises(InvalidValueError, match=r"^the path is empty; name a file or a folder$"):
            function(**arguments(signature, **{place: ""}))


def test_texts_that_are_no_mapping_of_texts_are_refused() -> None:
    cited = EMPTY.add(nm.Source(id="report", kind="other", title="A report"))
    for function in (nm.anchor_quotes, nm.verify):
        wrong: Any
        for wrong, told in (
            ("text", r"expected a mapping of source ids to texts, not 'text'"),
            ({"report": Path("a.txt")}, r"expected the text of 'report', not \w+; .* reads a file"),
        ):
            with pytest.raises(InvalidTypeError, match=f"^{told}$"):
                function(cited, wrong)


def test_a_report_takes_the_dates_that_a_query_takes() -> None:
    day = datetime(2025, 8, 1, 12, tzinfo=UTC)
    assert nm.report.to_html(EMPTY, on=day) == nm.report.to_html(EMPTY, on=day.date())
    missing: Any = None
    with pytest.raises(
        InvalidTypeError, match=r"^None is a missing value, not a date; give a date such as '2025-07-21'"
    ):
        nm.report.to_html(EMPTY, on=missing)
