"""Logic with three answers, compared with every way of deciding the undecided ones."""

from collections.abc import Callable, Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nmpolicy.queries.three_valued import all_of, any_of, negate, solve


@pytest.mark.parametrize(("combined", "plain"), [(all_of, all), (any_of, any)])
@given(answers=st.lists(st.sampled_from([True, False, None]), max_size=5))
def test_an_answer_is_decided_if_every_way_of_deciding_agrees(
    combined: Callable[[Iterable[bool | None]], bool | None],
    plain: Callable[[Iterable[bool]], bool],
    answers: list[bool | None],
) -> None:
    choices = ([True, False] if answer is None else [answer] for answer in answers)
    found = {plain(choice) for choice in product(*choices)}
    assert combined(answers) is (found.pop() if len(found) == 1 else None)


@given(st.lists(st.lists(st.integers(0, 5), max_size=3), min_size=6, max_size=6), st.permutations(range(6)))
def test_the_order_of_the_questions_does_not_matter(needs: list[list[int]], order: list[int]) -> None:
    """Each number is true unless one that it needs is true; in a cycle, that may be undecided."""

    def ask(keys: Iterable[int]) -> dict[int, bool | None]:
        known: dict[int, bool | None] = {}
        for key in keys:
            solve(key, known, needs.__getitem__, lambda each: negate(any_of(known.get(n) for n in needs[each])), None)
        return known

    first = ask(range(6))
    assert ask(order) == first
    assert all(first[key] is negate(any_of(first[n] for n in needs[key])) for key in range(6))
