"""Common mistakes in JSON that people write by hand."""

import pytest

import nmpolicy as nm
from each_case import each_case
from nmpolicy.errors import UnreadableDocumentError

CURLY, COMMA, COMMENT = "curly quotes", "remove this comma", "JSON has no comments"
INSIDE, SINGLE = r"write \" for a quotation mark inside a text", "single quotes"


@each_case(
    ("second_line", "words", "column"),
    [
        ("“id”: 5", CURLY, 1),
        ('"id": “a”', CURLY, 7),
        ('"id": "a”,\n"title": "A"', CURLY, 9),
        ('"id”: "a"', CURLY, 4),
        ('"id": "a”', CURLY, 9),
        ('"x-a": ["a", \u2018b\u2019]', CURLY, 14),
        ('"x-a": [1, ]', COMMA, 10),
        ('"x-a": 1,', COMMA, 9),
        ('"x-a": 1 // one', COMMENT, 10),
        ('"x-a": 1, # one', COMMENT, 11),
        ('/* one */ "x-a": 1', COMMENT, 1),
        ("'id': 5", SINGLE, 1),
        ("\"id\": 'a'", SINGLE, 7),
        ('"id": "a "good" b"', INSIDE, 10),
        ('"id": "a "good" “b” c"', INSIDE, 10),
        ('"id": None', "write null instead of None", 7),
        ('"id": True', "write true instead of True", 7),
        ('"id": [False]', "write false instead of False", 8),
        ('"a": "b" "c": 1', "a comma is expected here", 10),
        ('"a": 1 2', "a comma is expected here", 8),
        ('"a": \'', SINGLE, 6),
        ('"a" 5', "a colon is expected", 5),
        ('"a" b', "a colon is expected", 5),
        ('"a": "b\n"', "line break or other control", 8),
        ("id: 5", "a key in double quotes", 1),
        ('"a": what', "a value is expected here", 6),
    ],
)
def test_a_mistake_is_explained_at_its_place(second_line: str, words: str, column: int) -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        nm.loads("{\n" + second_line + "\n}")
    (problem,) = caught.value.problems
    assert words in problem.message
    assert (problem.line, problem.column) == (2, column)


@pytest.mark.parametrize(
    ("text", "words"),
    [("]", "a value is expected"), ("{} # end", "JSON has no comments"), ("// a", COMMENT), ("[", "cut off")],
)
def test_a_mistake_at_an_end_is_explained(text: str, words: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=words):
        nm.loads(text)
