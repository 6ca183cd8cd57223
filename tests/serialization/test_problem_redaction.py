"""Problems in the records of private individuals: they repeat no values, however wrong the record is."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

import nmpolicy as nm
from nmpolicy.errors import DocumentError, InvalidDocumentError, InvalidValueError, UnknownFieldWarning
from nmpolicy.problems import Problem

HEADER = {"nmpolicy": 1, "id": "demo", "title": "T"}


def problems(document: Any) -> tuple[Problem, ...]:
    text = document if isinstance(document, str) else json.dumps(document)
    with pytest.raises(InvalidDocumentError) as caught:
        nm.loads(text)
    return caught.value.problems


def problems_of_person(mark: dict[str, Any], **fields: Any) -> tuple[Problem, ...]:
    return problems({**HEADER, "people": [{"id": "a", **mark, **fields}]})


def lines(found: tuple[Problem, ...]) -> str:
    return "\n".join(map(str, found))


#: Wrong values, with a name or a number that could tell who it is, for every field of a person and unknown ones.
SECRETS = ['Jane\'s "Roe"', ["Jane Roe", 4711], {"Jane Roe": {"Roe": 4711}}, 4711, -4711.5, "jane roe"]


@pytest.mark.parametrize("mark", [{"private": True}, {"private": "yes"}, {"Private": 1}, {"privte": True}])
def test_no_message_repeats_a_value_of_a_private_individual(mark: dict[str, Any]) -> None:
    names = [each.name for each in attrs.fields(nm.Person) if each.name not in {"private", "extra"}]
    for secret in SECRETS:
        whole = problems_of_person(mark, **dict.fromkeys([*names, "Jane Roe", "x-Roe"], secret))
        parts = problems_of_person(
            mark,
            evidence=[{"source": secret, "quote": secret, "paragraph": secret, "Jane Roe": secret}],
            identifiers=[{"scheme": secret, "identifier": secret}],
            notes=[{"text": secret, "author": secret}, secret],
            suppressions=[{"code": secret, "justification": secret}],
        )
        shown = lines((*whole, *parts)).casefold()
        assert whole
        assert parts
        assert all(each not in shown for each in ("jane", "roe", "4711"))
        assert not {each.pointer.split("/")[-1] for each in (*whole, *parts)} & {"Jane Roe", "x-Roe"}


def test_it_still_says_what_is_wrong_and_where() -> None:
    assert lines(problems_of_person({"private": True}, name=5)) == (
        "error NMP014 a /people/0/name: expected text, not (withheld)"
    )
    [found] = problems({**HEADER, "people": [{"id": "Jane Roe", "private": True}]})
    assert (found.record, found.pointer) == (None, "/people/0/id")
    assert found.message.startswith("(withheld) is not an id; use lowercase letters and digits")
    [found] = problems_of_person({"private": True}, nmae="Jane Roe")
    assert (found.pointer, found.message) == ("/people/0", "Person has no field (withheld); did you mean 'name'?")
    assert "Jane" not in lines(problems_of_person({"private": "Jane Roe, a baker"}))
    assert problems_of_person({"private": "no"})[0].message == "expected true or false, not 'no'"
    assert problems_of_person({"privat": True})[0].message.startswith("Person has no field 'privat'; did you mean")


@pytest.mark.parametrize("number", [8, "8"])
def test_the_encoding_in_a_message_is_no_value(number: object) -> None:
    [found] = problems_of_person({"private": True}, **{"x-a": ["\ud800", number]})
    assert found.message == "(withheld) contains half of a surrogate pair, which UTF-8 cannot encode"


@pytest.mark.parametrize("mark", ["privat", "priavte", "Pivate", "isPrivate", "anonymous"])
def test_a_misspelled_mark_counts(mark: str) -> None:
    assert "Jane" not in lines(problems_of_person({mark: True}, name=["Jane"], x=1))
    assert "Jane" in lines(problems_of_person({mark: False}, name=["Jane"], nickname="Jane", **{"Jane Roe": 1}))


def test_a_record_with_too_many_unknown_keys_to_look_for_the_mark_counts_as_private() -> None:
    junk = {f"k{number}": number for number in range(101)}
    assert "Jane" not in lines(problems_of_person(junk, **{"Jane Roe": 1}))
    junk.popitem()
    junk.popitem()
    assert "Jane" in lines(problems_of_person(junk, **{"Jane Roe": 1}))


def test_a_record_that_is_not_private_is_told_in_full() -> None:
    [found] = problems({**HEADER, "relations": [{"id": "r", "subject": "a", "predicate": "cites", "object": 5}]})
    assert found.message == "expected text, not 5"
    [found] = problems_of_person({"private": False}, name=5)
    assert found.message == "expected text, not 5"
    [found] = problems({**HEADER, "people": [5, {"id": "a"}]})
    assert found.message == "expected an object, not 5"
    assert problems([1])[0].message == "expected an object, not a list"


def test_a_duplicate_key_is_not_repeated_unless_it_is_that_of_a_field() -> None:
    person = '{"id": "a", "private": true, "Jane Roe": 1, "Jane Roe": 2, "name": "Jane", "name": "Roe"}'
    shown = lines(problems(f'{{"nmpolicy": 1, "id": "demo", "title": "T", "people": [{person}]}}'))
    assert "the key (withheld) is a duplicate" in shown
    assert "/people/0/name: the key 'name' is a duplicate" in shown
    assert "Jane" not in shown


@pytest.mark.parametrize("marks", ["true, false", "false, true", "false, false"])
def test_a_duplicate_mark_counts(marks: str) -> None:
    first, last = marks.split(", ")
    person = f'{{"id": "a", "private": {first}, "name": ["Jane"], "aliases": ["Jane Roe"], "private": {last}}}'
    shown = lines(problems(f'{{"nmpolicy": 1, "id": "demo", "title": "T", "people": [{person}]}}'))
    assert "/people/0/private: the key 'private' is a duplicate" in shown
    assert "Jane" not in shown


def test_other_records_do_not_repeat_a_private_name() -> None:
    people = [
        {"id": "jane-roe", "name": "Jane Roe", "private": True, "other_names": ["Zora", 5, " "]},
        {"id": "ann", "name": "Ann Zora", "private": False},
        {"id": 5, "name": 7, "private": True, "other_names": 5},
        "junk",
    ]
    event = {"id": "Jane Roe's hearing", "kind": 5, "name": "A", "x-Jane Roe": {"a": "\ud800"}, "Jane Roe": 1}
    shown = lines(problems({**HEADER, "people": people, "events": [event, {"id": "A b", "titel": 1}]}))
    assert "Roe" not in shown
    assert "error NMP014 /events/0/kind" in shown
    assert "A b /events/1/titel" in shown
    said = {"id": "s", "speakers": ["Jane Roe"], "date": "Zora's day", "kind": "ROE, Jane"}
    found = [each for each in problems({**HEADER, "people": people, "statements": [said]}) if each.record == "s"]
    shown = lines(tuple(found))
    assert "'a private individual' is not an id" in shown
    assert "did you mean 'jane-roe'?" in shown
    assert all(each not in shown for each in ("Jane", "Roe", "ROE", "Zora"))


NAME = "Zelinda Quorvath"
PERSON = {"id": "n", "name": NAME, "private": True}


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            {"people": [{"id": "n", "name": NAME, mark: True}]}
            for mark in ("privat", "Private", "is_private", "x-private")
        ),
        *({"people": [{"id": "n", "name": NAME, mark: 1}]} for mark in ("private", "privacy", "anonymous")),
        *(
            {"people": [{"id": "n", "name": name, "private": True}]}
            for name in ([NAME], {"full": NAME}, [{"a": [NAME]}])
        ),
        *(
            {"people": [{"id": "n", key: NAME, "private": True}]}
            for key in ("Name", "names", "full_name", "x-name", "Display Name", "nmae", "other_names", "aka", "title")
        ),
        {"people": [{"id": "n", "private": True, "given-name": "Zelinda", "familyName": "Quorvath"}]},
        {"people": [{"id": NAME, "private": True}]},
        {"people": [{"id": "n", "private": True, "aliases": ["a", NAME]}]},
        {"people": [{"id": "n", "private": True, "x-a": {"name": NAME}, **{f"k{number}": 1 for number in range(120)}}]},
        {"people": {"n": PERSON}},
        {"people": PERSON},
        *({table: [PERSON]} for table in ("peple", "organizations", "posts")),
        {"x-list": [[PERSON]]},
        {"organizations": [{"id": "friends", "name": f"Friends of {NAME}"}], "people": [PERSON]},
    ],
)
def test_other_records_do_not_repeat_a_name_however_wrong_its_record_is(wrong: dict[str, Any]) -> None:
    spellings = (
        NAME,
        NAME.upper(),
        "Zelinda\u00a0Quorvath",
        "Zelinda\tQuorvath",
        "Zelinda&#32;Quorvath",
        "Mr. Quorvath",
    )
    orders = [{"id": f"o-{at}", "kind": each, "title": "A"} for at, each in enumerate(spellings)]
    shown = lines(problems({**HEADER, "orders": orders, **wrong})).casefold()
    assert shown.count("is not a valid order kind") == len(spellings)
    assert "quorvath" not in shown


def test_other_texts_in_the_record_are_no_names() -> None:
    person = {**PERSON, "summary": "A baker", "same": "A potter", "aliases": ["weaver"]}
    orders = [{"id": kind, "kind": f"A {kind}", "title": "A"} for kind in ("baker", "potter", "weaver")]
    shown = lines(problems({**HEADER, "people": [person], "orders": orders}))
    assert all(f"'A {kind}' is not" in shown for kind in ("baker", "weaver"))


def test_lines_of_private_individuals_repeat_no_values(tmp_path: Path) -> None:
    line = '{"type": "person", "id": "Jane Roe", "private": true, "name": 5, "Jane": 1}'
    path = tmp_path / "a.jsonl"
    other = json.dumps({"type": "person", **PERSON}) + '\n{"type": "Zelinda Quorvath"}'
    path.write_text(
        f'{json.dumps(HEADER)}\n{line}\n{{"type": "person", "id": "Ann Ty", "name": 5}}\n{other}\n', "utf-8"
    )
    with pytest.raises(DocumentError) as caught:
        nm.load(path)
    shown = lines(caught.value.problems)
    assert "Jane" not in shown
    assert "not (withheld)" in shown
    assert "'a private individual' is not a record type" in shown
    assert "Ann Ty line 3" in shown
    assert "expected text, not 5" in shown


def test_a_value_that_is_quoted_without_marks_is_not_repeated() -> None:
    people = [{"id": "a", "private": True, "name": "Roe", "aliases": ["Jane Roe", {}], "evidence": [["Jane"], 5]}]
    assert "Jane" not in lines(problems({**HEADER, "people": people, "posts": 5}))


def test_text_that_is_not_json_is_not_repeated() -> None:
    text = json.dumps({**HEADER, "people": [{"id": "a", "private": True, "name": "Jane Roe"}]})
    at = text.index("Jane")
    for broken in (
        text[: at + 4],
        text[:at] + '"' + text[at:],
        text[:at] + "\n" + text[at:],
        text.replace('"Jane', "Jane"),
    ):
        with pytest.raises(DocumentError) as caught:
            nm.loads(broken)
        assert "Jane" not in str(caught.value)


def test_unknown_fields_of_a_private_individual_are_not_named() -> None:
    text = json.dumps({**HEADER, "people": [{"id": "a", "private": True, "Jane Roe": 1}, {"id": "b", "titel": 1}]})
    with pytest.warns(UnknownFieldWarning, match=r"in `extra`: /people/0/\(withheld\), /people/1/titel;"):
        collection = nm.loads(text, unknown="keep")
    with pytest.raises(InvalidValueError, match=r"demo: /people/0/\(withheld\) is not a field of nmpolicy"):
        nm.dumps(collection)
