"""Each kind of bad input has a file in `bad/` with its expected problems. None causes a traceback or goes unnoticed."""

import json
import pickle
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import DocumentError, InvalidDocumentError, UnreadableDocumentError
from nmpolicy.problems import Severity
from nmpolicy.serialization.problem_codes import CODES
from nmpolicy.serialization.problem_tally import ProblemTally
from nmpolicy.serialization.structure_errors import add_problems

BAD = Path(__file__).parent / "bad"
UNREADABLE = {
    "empty": [("NMP003", "empty")],
    "blank": [("NMP003", "empty")],
    "not-json": [("NMP003", "a value is expected here")],
    "cut-short": [("NMP003", "the quoted text that starts here has no closing quote")],
    "not-utf-8": [("NMP002", "0xfa")],
    "utf-16": [("NMP002", "0xff")],
    "not-a-number": [("NMP003", "NaN is not a JSON number")],
    "huge-number": [("NMP003", "a number is too long")],
    "too-deep": [("NMP004", "nested too deeply")],
    "too-deep-inside": [("NMP004", "nested too deeply")],
}
INVALID = {
    "a-list": [("NMP014", "", "expected an object, not a list")],
    "a-text": [("NMP014", "", "expected an object, not 'collection'")],
    "null": [("NMP014", "", "expected an object, not null")],
    "doubled-key": [
        ("NMP011", "/people/0/name", "'name' is a duplicate"),
        ("NMP011", "/title", "'title' is a duplicate"),
    ],
    "no-version": [("NMP010", "/nmpolicy", 'add "nmpolicy": 1')],
    "later-version": [("NMP010", "/nmpolicy", "2 is not a format version")],
    "version-as-text": [("NMP010", "/nmpolicy", "'1' is not a format version")],
    "wrong-types": [
        ("NMP014", "/organizations/0", 'expected an object, not \'city\'; write {"id": …, "name": …'),
        ("NMP014", "/organizations/1/name", "expected text, not a list"),
        ("NMP014", "/organizations/1/size", "expected a whole number, not '4'; write 4 without quotation marks"),
        ("NMP014", "/people", "expected a list, not an object; put it in a list: [{…}]"),
        ("NMP014", "/statements/0/speakers", "expected a list, not 'mayor'; write [\"mayor\"]"),
        ("NMP014", "/statements/0/stances/0/stance", "expected text, not null"),
        ("NMP014", "/summary", "expected text, not null"),
        ("NMP014", "/title", "expected text, not 5"),
    ],
    "missing-fields": [
        ("NMP012", "/orders/0/kind", "missing"),
        ("NMP012", "/orders/0/title", "missing"),
        ("NMP012", "/orders/1/id", "missing"),
        ("NMP012", "/orders/1/kind", "missing"),
        ("NMP012", "/orders/1/title", "missing"),
        ("NMP012", "/relations/0/object", "missing"),
        ("NMP012", "/relations/0/predicate", "missing"),
    ],
    "unknown-fields": [
        ("NMP013", "/orders/0/milestones/0/day", "Milestone has no field 'day'; did you mean 'date'?"),
        ("NMP013", "/orders/0/titel", "Order has no field 'titel'; did you mean 'title'?"),
        ("NMP013", "/peple", "did you mean 'people'?"),
        ("NMP013", "/zzz", "Collection has no field 'zzz'. Its fields are: $schema, id"),
    ],
    "outside-the-vocabulary": [
        ("NMP015", "/orders/0/kind", "did you mean 'executive-order'? Allowed: executive-order, emergency-order"),
        ("NMP015", "/orders/0/milestones/0/stage", "did you mean 'signed'?"),
        ("NMP015", "/statements/0/medium", "'tv' is not a valid medium. Allowed: interview"),
    ],
    "impossible-dates": [
        ("NMP016", "/events/0/end_date", "'July' is not a date; write YYYY"),
        ("NMP016", "/events/0/start_date", "February 2025 has 28 days"),
        ("NMP016", "/events/1/end_date", "'8/1/2025' is not a date; did you mean 2025-08-01 or 2025-01-08?"),
        ("NMP014", "/events/1/start_date", "expected text, not 2025"),
    ],
    "no-slugs": [
        ("NMP017", "/id", "'A demonstration' is not an id"),
        ("NMP017", "/people/0/id", "'Tim Keller' is not an id"),
        ("NMP017", "/people/1/id", "'' is not an id"),
        ("NMP017", "/posts/0/organization", "'City of' is not an id"),
    ],
    "not-of-the-form": [
        ("NMP018", "/people/0/evidence/0/digest", "not a SHA-256"),
        ("NMP018", "/people/0/evidence/0/paragraph", "0 is too small"),
        ("NMP018", "/people/0/evidence/1", "a character range needs"),
        ("NMP018", "/provisions/0/deadline", "either a date"),
        ("NMP018", "/sources/0/language", "not a language tag"),
        ("NMP018", "/sources/0/url", "not a web address"),
    ],
    "half-a-surrogate-pair": [
        ("NMP013", "/people/0/\udfff", "Person has no field '\\udfff'"),
        ("NMP018", "/title", "half of a surrogate pair"),
    ],
}


def test_every_file_is_expected_and_every_code_has_a_file() -> None:
    assert {path.stem for path in BAD.iterdir()} == {*UNREADABLE, *INVALID}
    shown = {row[0] for rows in UNREADABLE.values() for row in rows} | {
        row[0] for rows in INVALID.values() for row in rows
    }
    # There is no file for a missing file, a line that is too long is made in test_lines.py, and a file that is too
    # large in test_byte_limit.py, and one with more problems than are listed in test_problem_tally.py. Tables have
    # their own problems, from NMP019 to NMP021.
    assert shown | {"NMP001", "NMP005", "NMP006", "NMP007", "NMP019", "NMP020", "NMP021"} == set(CODES)


@each_case("name", UNREADABLE)
def test_text_that_is_not_json_is_unreadable(name: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        nm.load(BAD / f"{name}.json")
    (problem,), ((code, words),) = caught.value.problems, UNREADABLE[name]
    assert problem.code == code
    assert words in problem.message
    assert caught.value.path.endswith(f"{name}.json")


def test_broken_json_is_located() -> None:
    places = {}
    for name in ("not-json", "not-utf-8", "not-a-number", "huge-number"):
        with pytest.raises(UnreadableDocumentError) as caught:
            nm.load(BAD / f"{name}.json")
        places[name] = (caught.value.problems[0].line, caught.value.problems[0].column)
    assert places == {"not-json": (3, 9), "not-utf-8": (2, 30), "not-a-number": (1, 53), "huge-number": (1, 53)}


@each_case("name", INVALID)
def test_every_problem_of_a_document_comes_at_once_and_in_order(name: str) -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.load(BAD / f"{name}.json")
    problems, expected = caught.value.problems, INVALID[name]
    assert [(problem.code, problem.pointer) for problem in problems] == [row[:2] for row in expected]
    for problem, (_, _, words) in zip(problems, expected, strict=True):
        assert words in problem.message
        assert problem.severity is Severity.ERROR


def test_a_problem_names_its_record() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.load(BAD / "missing-fields.json")
    assert [problem.record for problem in caught.value.problems] == ["eo", "eo", None, None, None, "r", "r"]
    assert "(and 6 more)" in str(caught.value)


@pytest.mark.parametrize("path", ["missing.json", ".", "a\0b.json"])
def test_a_path_without_a_file_is_unreadable(path: str) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        nm.load(BAD / path)
    assert caught.value.problems[0].code == "NMP001"


def test_a_byte_order_mark_is_allowed() -> None:
    text = '{"nmpolicy": 1, "id": "demo", "title": "T"}'
    assert nm.loads(b"\xef\xbb\xbf" + text.encode()) == nm.loads("\ufeff" + text) == nm.loads(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_a_corrupted_data_set_is_read_or_refused(albuquerque: nm.Collection, data: st.DataObject) -> None:
    document = json.loads(nm.dumps(albuquerque))
    spot = document
    for _ in range(data.draw(st.integers(0, 4))):
        choices = [
            key
            for key, held in (spot.items() if isinstance(spot, dict) else enumerate(spot))
            if isinstance(held, dict | list) and held
        ]
        if not choices:
            break
        spot = spot[data.draw(st.sampled_from(choices))]
    key = data.draw(st.sampled_from(sorted(spot) if isinstance(spot, dict) else range(len(spot))))
    spot[key] = data.draw(json_values)
    text = json.dumps(document)
    try:
        collection = nm.loads(text)
    except DocumentError:  # any other exception fails the test
        return
    assert nm.loads(nm.dumps(collection)) == collection


@given(st.binary() | st.text(st.characters()))
def test_any_bytes_or_text_are_refused_with_problems(text: bytes | str) -> None:
    with pytest.raises(DocumentError) as caught:
        nm.loads(text)
    assert caught.value.problems


def test_unexpected_exceptions_are_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        add_problems(ProblemTally(), [(ZeroDivisionError(), ())], {})


def test_a_problem_prints_on_one_line() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        nm.loads('{"nmpolicy": nothing}')
    assert str(caught.value) == "error NMP003 line 1, column 14: this is not JSON: a value is expected here"
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301  # our own bytes


def test_a_problem_cannot_steer_a_terminal() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads('{"nmpolicy": 1, "id": "demo", "title": "T", "\\u001b[2J\\n": 1}')
    assert "/\\x1b[2J" in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_key_of_many_digits_is_not_an_index() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps({"nmpolicy": 1, "id": "demo", "title": "T", "9" * 5000: 1, "\u00b2": 1}))
    assert [problem.code for problem in caught.value.problems] == ["NMP013", "NMP013"]


def test_a_key_that_occurs_three_times_is_one_problem() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads('{"nmpolicy": 1, "id": "demo", "title": "T", "title": "T", "title": "T"}')
    assert [problem.code for problem in caught.value.problems] == ["NMP011"]


def test_an_error_is_pickled_with_its_path() -> None:
    with pytest.raises(InvalidDocumentError) as caught:
        nm.load(BAD / "a-list.json")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301  # our own bytes
    assert (str(again), again.path) == (str(caught.value), str(BAD / "a-list.json"))


def test_a_number_that_is_too_long_is_located() -> None:
    text = '{"a": 0.' + "1" * 10_000 + ', "b": "1e9999999999999999999",\n "c": 1e9999999999999999999}'
    with pytest.raises(UnreadableDocumentError) as caught:
        nm.loads(text)
    assert (caught.value.problems[0].line, caught.value.problems[0].column) == (2, 7)


def test_the_program_can_change_the_limit_of_digits() -> None:
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(1_000)
    try:
        with pytest.raises(UnreadableDocumentError, match=r"line 1, column 7: a number is too long"):
            nm.loads('{"a": ' + "7" * 2_000 + "}")
    finally:
        sys.set_int_max_str_digits(limit)


@pytest.mark.parametrize(
    ("key", "table"), [("provisions", "provisions"), ("clauses", "provisions"), ("repealed_by", "relations")]
)
def test_records_inside_an_instrument_are_told_where_they_belong(key: str, table: str) -> None:
    document = {"nmpolicy": 1, "id": "c", "title": "C", "orders": [{"id": "a", "kind": "other", "title": "A", key: []}]}
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps(document))
    hint = f"Order has no field {key!r}; write it in the {table!r} of the collection, with a reference between them"
    assert caught.value.problems[0].message == hint


@pytest.mark.parametrize(
    ("table", "key", "place"),
    [
        ("orders", "signed_by", "'by' in an item of 'milestones'"),
        ("orders", "quote", "'quote' in an item of 'evidence'"),
    ],
)
def test_a_field_of_a_part_is_named_with_its_list(table: str, key: str, place: str) -> None:
    text = json.dumps({"nmpolicy": 1, "id": "a", "title": "A", table: [{"id": "b", key: "c"}]})
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(text)
    assert f"; write it as {place}" in next(each for each in caught.value.problems if each.code == "NMP013").message


@each_case(
    ("speaker", "end"),
    [
        ("Ana Ruiz", "; did you mean 'ana-ruiz-jr'?"),
        ("ANA RUIZ", "; did you mean 'ana-ruiz-jr'?"),
        ("Ana_Ruiz_Jr", "; did you mean 'ana-ruiz-jr'?"),
        ("Bo Chen", "joined by hyphens or dots, such as 'bo-chen'"),  # two people have the name
        ("Cy Díaz", "joined by hyphens or dots, such as 'cy-diaz'"),
        ("Анна", "joined by hyphens or dots"),
        ("A" * 1000, "joined by hyphens or dots"),
    ],
)
def test_a_name_in_place_of_an_id_suggests_the_id(speaker: str, end: str) -> None:
    people = [
        {"id": "ana-ruiz-jr", "name": "Ana Ruiz"},
        {"id": "b1", "name": "Bo Chen"},
        {"id": "b2", "name": "Bo Chen"},
    ]
    statements = [{"id": "s", "speakers": [speaker]}, {"id": "Ana Ruiz", "speakers": ["b1"]}]
    text = {"nmpolicy": 1, "id": "a", "title": "A", "people": [*people, 5, {"id": 5}], "statements": statements}
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps(text))
    messages = {each.pointer: each.message for each in caught.value.problems}
    assert messages["/statements/0/speakers/0"].endswith(end)
    assert messages["/statements/1/id"].endswith(", such as 'ana-ruiz'")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("obligation", "expected a list, not 'obligation'; write [\"obligation\"]"),
        ("o" * 61, f"expected a list, not '{'o' * 60}'…; put it in brackets"),
        ({"must": True}, "expected a list, not an object; put it in a list: [{…}]"),
        (5, "expected a list, not 5"),
    ],
)
def test_a_value_in_place_of_a_list_says_what_to_write(value: object, message: str) -> None:
    provision = {"id": "b", "instrument": "c", "deontic": value}
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps({"nmpolicy": 1, "id": "a", "title": "A", "provisions": [provision]}))
    assert {each.pointer: each.message for each in caught.value.problems}["/provisions/0/deontic"] == message


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("legal_basis", ["Charter, 6.3"], 'an object, not \'Charter, 6.3\'; write {"citation": "Charter, 6.3"}'),
        ("legal_basis", "Charter, 6.3", 'a list, not \'Charter, 6.3\'; write [{"citation": "Charter, 6.3"}]'),
        ("notes", ["n" * 61], f"an object, not '{'n' * 60}'…; write {{\"text\": …}}"),
        ("milestones", ["signed"], "an object, not 'signed'; write {\"stage\": …}"),
        ("milestones", [5], "an object, not 5"),
    ],
)
def test_a_text_in_place_of_a_part_says_what_to_write(field: str, value: object, message: str) -> None:
    order = {"id": "b", "kind": "executive-order", "title": "B", field: value}
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps({"nmpolicy": 1, "id": "a", "title": "A", "orders": [order]}))
    (problem,) = caught.value.problems
    assert problem.message == f"expected {message}"


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ({"within": "90 days"}, ["within also needs after", "did you mean 'P90D'?"]),
        ({"within": "90 days", "after": "signed"}, ["did you mean 'P90D'?"]),
        ({"within": "P90D"}, ["a deadline needs either a date"]),
        ({"date": "soon"}, ["'soon' is not a date"]),
    ],
)
def test_a_period_without_a_start_is_reported_with_its_other_problems(deadline: object, words: list[str]) -> None:
    provision = {"id": "b", "instrument": "c", "deadline": deadline}
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(json.dumps({"nmpolicy": 1, "id": "a", "title": "A", "provisions": [provision]}))
    found = [each.message for each in caught.value.problems if each.pointer.startswith("/provisions/0/deadline")]
    assert [word in message for word, message in zip(words, found, strict=True)] == [True] * len(words)
