"""Exceptions: their messages, the data they carry, and pickling."""

import pickle
from collections.abc import Iterator

from field_docs import field_docs

from each_case import each_case
from nmpolicy import errors
from nmpolicy.errors import NMPolicyError, UnknownFieldWarning
from nmpolicy.installation import how_to_install
from nmpolicy.problems import Problem, Severity

PROBLEM = Problem("NMP101", Severity.ERROR, "/title", "add a title")
#: An example of every exception, with its message.
EXAMPLES: list[tuple[Exception, str]] = [
    (NMPolicyError("a reason"), "a reason"),
    (UnknownFieldWarning("an unknown field"), "an unknown field"),
    (errors.InvalidValueError("a reason"), "a reason"),
    (errors.InvalidTypeError("a reason", "Order.kind"), "Order.kind: a reason"),
    (errors.InvalidIdError("a reason").at("Order.id").at("ignored"), "Order.id: a reason"),
    (errors.InvalidDateError("a reason"), "a reason"),
    (errors.InvalidTermError("a reason"), "a reason"),
    (
        errors.UndecidedOrderError("2025-07", "2025-07-21", "their days overlap"),
        "'2025-07' and '2025-07-21' have no order, because their days overlap; use before() or after(), or sort with key=PartialDate.sort_key",
    ),
    (errors.UnknownIdError("mayr", ("mayor",)), "no record has the id 'mayr'; did you mean 'mayor'?"),
    (errors.UnknownIdError("mayr", what="instrument"), "no instrument has the id 'mayr'"),
    (
        errors.DuplicateIdError("mayor"),
        "the collection already has a record 'mayor'; give the new one another id, or call replace()",
    ),
    (
        errors.DuplicateIdError("eo", ("title", "url")),
        "the collection already has a record 'eo', which differs in title, url; give the new one another id, or call replace()",
    ),
    (errors.DuplicateIdError("mayor", added=False), "two records have the id 'mayor'; change one of the two ids"),
    (errors.UnknownDatasetError("x", ("a", "b")), "no bundled data set is named 'x'; available: a, b"),
    (
        errors.UnknownRuleError("NMP999"),
        "no rule has the code 'NMP999', and none begins with it; `nmpolicy rules` lists them",
    ),
    (errors.InvalidRuleError("X1", "a reason"), "the rule 'X1' cannot be added: a reason"),
    (errors.InvalidCollectionError((PROBLEM, PROBLEM)), f"{PROBLEM} (and 1 more)"),
    (errors.UnsupportedValueError((PROBLEM, PROBLEM)), f"{PROBLEM} (and 1 more)"),
    (errors.DocumentError((PROBLEM,)), str(PROBLEM)),
    (errors.UnreadableDocumentError((PROBLEM,), "a.json"), f"a.json: {PROBLEM}"),
    (errors.InvalidDocumentError((PROBLEM,)), str(PROBLEM)),
    (errors.ExtractionError("a reason"), "a reason"),
    (
        errors.MissingExtraError("pyarrow", "parquet"),
        f"pyarrow is not installed; {how_to_install('parquet')}",
    ),
    (errors.LostProcessError("a reason"), "a reason"),
    (
        errors.UnwritableFileError(13, "Permission denied", "a.json"),
        "a.json cannot be written: Permission denied",
    ),
    (
        errors.OutputExistsError(17, "it exists; pass force=True to replace it", "out"),
        "out cannot be written: it exists; pass force=True to replace it",
    ),
]


def subclasses(cls: type[Exception]) -> Iterator[type[Exception]]:
    yield cls
    for sub in cls.__subclasses__():
        if sub.__module__ == "nmpolicy.errors":
            yield from subclasses(sub)


CLASSES = [*subclasses(NMPolicyError), UnknownFieldWarning]


@each_case(("error", "message"), EXAMPLES)
def test_it_has_a_message_and_can_be_pickled(error: Exception, message: str) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert str(error) == str(again) == message
    assert type(again) is type(error)
    fields = getattr(type(error), "__attrs_attrs__", ())
    assert [getattr(again, field.name) for field in fields] == [getattr(error, field.name) for field in fields]


def test_every_class_has_an_example() -> None:
    assert {type(error) for error, _ in EXAMPLES} == set(CLASSES)


@each_case("cls", CLASSES)
def test_every_class_and_attribute_is_documented(cls: type[Exception]) -> None:
    assert cls.__doc__
    assert ".. versionadded::" in cls.__doc__
    assert {field.name for field in getattr(cls, "__attrs_attrs__", ())} <= set(field_docs(cls))


def test_a_path_that_is_set_later_is_pickled() -> None:
    error = errors.InvalidDocumentError((PROBLEM,))
    error.path = "a.json"
    assert pickle.loads(pickle.dumps(error)).path == "a.json"  # noqa: S301  # our own bytes
