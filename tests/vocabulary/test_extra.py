"""Unknown fields: equality, hashing and limits."""

import pytest

from nmpolicy.errors import InvalidValueError
from nmpolicy.vocabulary.extra import Extra


def test_unknown_fields_are_hashed_by_what_they_hold() -> None:
    assert hash(Extra({"a": 1, "b": 2})) == hash(Extra({"b": 2, "a": 1}))
    assert hash(Extra({"a": 1})) != hash(Extra({"a": 2}))


def nested(levels: int, *, lists: bool) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value] if lists else {"a": value}
    return value


@pytest.mark.parametrize(("lists", "levels"), [(True, 99), (False, 99)])
def test_unknown_fields_may_be_a_hundred_levels_deep(lists: bool, levels: int) -> None:  # noqa: FBT001
    assert Extra({"a": nested(levels, lists=lists)})
    with pytest.raises(InvalidValueError, match="an unknown field is nested more than 100 levels deep"):
        Extra({"a": nested(levels + 1, lists=lists)})


def test_lists_of_the_same_list_do_not_grow_without_end() -> None:
    shared: object = [1]
    for _ in range(90):
        shared = [shared, shared]
    with pytest.raises(InvalidValueError, match="repeats the same lists or objects until it has more than 1,000,000"):
        Extra({"a": shared})
    assert len(Extra({"a": [[1]] * 3, "b": [()] * 3})["a"]) == 3  # type: ignore[arg-type]


def test_numbers_of_unknown_fields_may_have_so_many_bits() -> None:
    assert Extra({"a": 2**14_000 - 1})
    with pytest.raises(
        InvalidValueError, match=r"a number of 14001 bits is too long for JSON readers, which accept 14,000 bits"
    ):
        Extra({"a": 2**14_000})


def test_mappings_with_the_same_json_are_equal() -> None:
    assert Extra({"a": [1]}) == {"a": [1]} == Extra({"a": (1,)})
    assert Extra({"a": True}) != {"a": 1}
    assert Extra({"a": 1}) != {"a": float("nan")}
    assert Extra({"a": 1}) != 1
