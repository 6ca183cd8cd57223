"""Unknown fields are refused, or kept and written back unchanged."""

import copy
import json
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from growth_ratio import growth
from nmpolicy.errors import InvalidDocumentError, InvalidTypeError, InvalidValueError, UnknownFieldWarning
from nmpolicy.serialization.lines import dump_lines, load_lines
from nmpolicy.vocabulary.extra import EMPTY, Extra

numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=6,
)
DOCUMENT: dict[str, Any] = {
    "nmpolicy": 1,
    "id": "demo",
    "title": "T",
    "budgets": [{"id": "b"}],
    "orders": [
        {
            "id": "eo",
            "kind": "other",
            "title": "T",
            "milestones": [{"stage": "signed", "day": 21}],
            "extra": {"a": None},
            "titel": [1, 2.5, "ü", {"x": []}],
        }
    ],
}
POINTERS = ["/budgets", "/orders/0/extra", "/orders/0/titel", "/orders/0/milestones/0/day"]


def test_they_are_refused_by_default() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps(DOCUMENT))
    assert sorted(problem.pointer for problem in caught.value.problems) == sorted(POINTERS)
    with pytest.raises(InvalidValueError, match="either 'refuse' or 'keep'"):
        nm.loads(json.dumps(DOCUMENT), unknown="drop")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_they_are_kept_reported_and_written_back(tmp_path: Path) -> None:
    with pytest.warns(UnknownFieldWarning, match="4 unknown fields are kept in `extra`: /budgets") as warned:
        collection = nm.loads(json.dumps(DOCUMENT), unknown="keep")
    assert warned[0].filename == __file__
    assert collection.extra == {"budgets": ({"id": "b"},)}
    assert collection.orders[0].extra == {"extra": {"a": None}, "titel": (1, 2.5, "ü", {"x": ()})}
    assert collection.orders[0].milestones[0].extra == {"day": 21}
    report = nm.validate(collection)
    assert sorted(problem.pointer for problem in report.warnings if problem.code == "NMP701") == sorted(POINTERS)
    with pytest.raises(
        InvalidValueError, match=r"demo: /budgets is not a field .* name it 'x-budgets', or pass unknown"
    ):
        nm.dumps(collection)
    assert json.loads(nm.dumps(collection, unknown="keep")) == DOCUMENT
    for name in ("a.json", "a.jsonl", "a.jsonl.gz"):
        with pytest.raises(InvalidValueError, match="unknown='keep'"):
            nm.dump(collection, tmp_path / name)
        nm.dump(collection, tmp_path / name, unknown="keep")
        with pytest.warns(UnknownFieldWarning) as warned:
            assert nm.load(tmp_path / name, unknown="keep") == collection
        assert warned[0].filename == __file__


own_fields = st.dictionaries(st.text(st.characters(codec="utf-8")).map("x-{}".format), values, min_size=1)


@given(own_fields, st.sampled_from(["refuse", "keep"]))
def test_fields_of_a_program_come_back_unchanged_without_a_warning(held: dict[str, Any], unknown: Any) -> None:
    """The suite turns every warning into an error."""
    stages = [{"stage": "signed", **held}]
    order = {"id": "a", "kind": "other", "title": "A", "milestones": stages, **held}
    text = json.dumps({"nmpolicy": 1, "id": "demo", "title": "T", "orders": [order], **held})
    collection = nm.loads(text, unknown=unknown)
    assert collection.extra == collection.orders[0].extra == collection.orders[0].milestones[0].extra == held
    written = nm.dumps(collection)
    assert json.loads(written) == json.loads(text)
    assert nm.loads(written) == collection
    assert not [problem for problem in nm.validate(collection).problems if problem.code == "NMP701"]


def test_fields_of_a_program_are_kept_in_lines(tmp_path: Path) -> None:
    person = nm.Person(id="a", extra={"x-pages": 3})
    collection = nm.Collection(id="demo", title="T", extra={"x-made": [1]}).add(person)
    nm.dump(collection, tmp_path / "a.jsonl")
    assert nm.load(tmp_path / "a.jsonl") == collection
    dump_lines([person], tmp_path / "b.jsonl", header=collection.with_records(()))
    assert nm.load(tmp_path / "b.jsonl") == collection
    with pytest.raises(InvalidValueError, match="b: /pages is not a field"):
        dump_lines([nm.Person(id="b", extra={"pages": 3})], tmp_path / "c.jsonl", header=collection.with_records(()))
    assert not (tmp_path / "c.jsonl").exists()


@each_case("number", ["1e400", "0.1234567890123456789", "-1E-9999", str(10**40), "1.10", "1e16"])
def test_a_number_keeps_its_value(number: str) -> None:
    text = '{"nmpolicy": 1, "id": "demo", "title": "T", "x": ' + number + "}"
    with pytest.warns(UnknownFieldWarning, match="an unknown field is kept in `extra`: /x;"):
        written = nm.dumps(nm.loads(text, unknown="keep"), indent=None, unknown="keep")
    shown = written[written.index('"x":') + 4 :].rstrip("}\n")
    assert Decimal(shown) == Decimal(number)


def test_without_any_there_is_no_warning() -> None:
    """The suite turns every warning into an error."""
    assert nm.loads('{"nmpolicy": 1, "id": "demo", "title": "T"}', unknown="keep").extra is EMPTY


def test_other_problems_are_reported_too() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps({**DOCUMENT, "title": 5, "id": "Demo"}), unknown="keep")
    assert [problem.code for problem in caught.value.problems] == ["NMP017", "NMP014"]


def test_the_warning_names_only_the_first_ones() -> None:
    people = [{"id": f"p-{number}", "x": 1} for number in range(9)]
    with pytest.warns(UnknownFieldWarning, match=r"9 unknown fields .*/people/4/x, …; validate"):
        nm.loads(json.dumps({"nmpolicy": 1, "id": "demo", "title": "T", "people": people}), unknown="keep")


def test_extra_is_a_frozen_mapping() -> None:
    extra = Extra({"a": [1, {"b": None}], "c": 2.5})
    assert extra == {"a": (1, {"b": None}), "c": 2.5}
    assert Extra({"c": 2.5, "a": [1, {"b": None}]}) == extra
    assert hash(Extra({"c": 2.5, "a": [1, {"b": None}]})) == hash(extra)
    assert pickle.loads(pickle.dumps(extra)) == copy.deepcopy(extra) == extra  # noqa: S301  # our own bytes
    assert repr(extra) == "Extra({'a': [1, {'b': None}], 'c': 2.5})"
    assert pickle.loads(pickle.dumps(EMPTY)) is Extra() is Extra({}) is EMPTY  # noqa: S301  # our own bytes
    person = nm.Person(id="a", extra=extra)
    assert {person: 1}[nm.Person(id="a", extra={"a": [1, {"b": None}], "c": 2.5})] == 1
    assert nm.Person(id="a") != person
    with pytest.raises(TypeError):
        extra["d"] = 1  # type: ignore[index]  # pyright: ignore[reportIndexIssue]


@each_case(
    ("held", "words"),
    [
        ({"a": float("nan")}, "nan is not a JSON number"),
        ({"a": Decimal("Infinity")}, "Infinity is not a JSON number"),
        ({"a": "\ud800"}, "half of a surrogate pair"),
        ({"\ud800": 1}, "half of a surrogate pair"),
        ({"a": {1, 2}}, "expected a JSON value, not set"),
        ({"a": object()}, "expected a JSON value, not object"),
        ({5: 1}, "expected text, not 5"),
        ([("a", 1)], "expected a mapping, not a list"),
        ("abc", "expected a mapping, not 'abc'"),
        (None, "expected a mapping, not null"),
        (0, "expected a mapping, not 0"),
        ({"a": 10**5000}, "a number of 16610 bits is too long for JSON"),
    ],
)
def test_extra_accepts_only_json_values(held: Any, words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        nm.Person(id="a", extra=held)
    with pytest.raises(InvalidTypeError, match="expected an object, not 5"):
        Extra(5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_deep_nesting_is_refused_in_extra() -> None:
    deep = "[" * 300 + "]" * 300
    with pytest.raises(InvalidDocumentError, match="NMP018 a /people/0/x: an unknown field is nested more than 100"):
        nm.loads(
            f'{{"nmpolicy": 1, "id": "demo", "title": "T", "people": [{{"id": "a", "x": {deep}}}]}}', unknown="keep"
        )


@pytest.mark.parametrize("key", ["nmpolicy", "$schema"])
def test_extra_cannot_have_the_key_of_the_format(key: str, tmp_path: Path) -> None:
    collection = nm.Collection(id="demo", title="T", extra={key: "x"})
    with pytest.raises(InvalidValueError, match="which belongs to a field; remove it from extra"):
        nm.dumps(collection, unknown="keep")
    with pytest.raises(InvalidValueError):
        nm.dump(collection, tmp_path / "a.json", unknown="keep")
    assert list(tmp_path.iterdir()) == []


def test_extra_cannot_have_the_name_of_a_field() -> None:
    with pytest.raises(InvalidValueError, match=r"Person.extra: it has the key 'name', which belongs to a field"):
        nm.Person(id="a", extra={"name": "A"})
    with pytest.raises(InvalidValueError, match="'title'"):
        nm.Collection(id="demo", title="T", extra={"title": "x"})


def test_json_lines_refuse_type_in_extra(tmp_path: Path) -> None:
    collection = nm.Collection(id="demo", title="T").add(nm.Person(id="a", extra={"type": "x"}))
    assert '"type": "x"' in nm.dumps(collection, unknown="keep")
    with pytest.raises(InvalidValueError, match="a: extra has the key 'type', which JSON Lines uses"):
        nm.dump(collection, tmp_path / "a.jsonl", unknown="keep")


def test_every_problem_in_an_unknown_field_has_its_pointer() -> None:
    person = {"id": "a", "name": 3, "x": "\ud800", "y": ["\ud800"], "z": 1}
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps({"nmpolicy": 1, "id": "demo", "title": "T", "people": [person]}), unknown="keep")
    assert [problem.pointer for problem in caught.value.problems] == ["/people/0/name", "/people/0/x", "/people/0/y"]


def test_subclasses_of_numbers_become_plain_numbers() -> None:
    class Share(float):
        pass

    class Votes(int):
        pass

    person = nm.Person(id="a", extra={"share": Share(0.5), "votes": Votes(7), "price": Decimal("1.10")})
    assert [type(held) for held in person.extra.values()] == [float, int, Decimal]
    text = nm.dumps(nm.Collection(id="demo", title="T").add(person), indent=None, unknown="keep")
    assert text.endswith('{"id":"a","share":0.5,"votes":7,"price":1.10}]}\n')


def test_extra_equals_a_mapping_with_lists() -> None:
    assert Extra({"tags": ["a"]}) == {"tags": ["a"]} == Extra({"tags": ("a",)})
    assert Extra({"tags": ["a"]}) != {"tags": {"a"}}
    assert Extra({"tags": ["a"]}) != ["tags"]


def test_a_stream_warns_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"nmpolicy": 1, "id": "d", "title": "T"}\n' + '{"type": "person", "id": "a", "x": 1}\n' * 3)
    with load_lines(path, unknown="keep") as lines:
        with pytest.warns(UnknownFieldWarning, match="/x") as warned:
            assert next(lines).extra == {"x": 1}
        assert warned[0].filename == __file__
        assert [record.extra for record in lines] == [{"x": 1}] * 2
    path.write_text('{"nmpolicy": 1, "id": "d", "title": "T", "x": 1}\n')
    with pytest.warns(UnknownFieldWarning, match="/x") as warned:
        load_lines(path, unknown="keep").close()
    assert warned[0].filename == __file__


def test_the_time_grows_with_the_fields_of_a_program_in_a_record_beside_a_mistake() -> None:
    def document(size: int) -> str:
        own = {f"x-{number}": number for number in range(size)}
        return json.dumps({"nmpolicy": 1, "id": "a", "title": "A", "people": [{"id": "b", "name": 1, **own}]})

    def read(text: str) -> None:
        with pytest.raises(InvalidDocumentError, match="NMP014"):
            nm.loads(text)

    assert growth(read, document, 4000) < 8
