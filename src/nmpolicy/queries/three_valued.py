"""Logic with three answers: `True`, `False`, and `None` where the records do not decide."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Return False if any answer is False; otherwise None if any is None; otherwise True.

    >>> all_of([True, None]), all_of([True, None, False]), all_of([])
    (None, False, True)
    """
    distinct = {*answers}
    return False if False in distinct else None if None in distinct else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Return True if any answer is True; otherwise None if any is None; otherwise False.

    >>> any_of([False, None]), any_of([False, None, True]), any_of([])
    (None, True, False)
    """
    return negate(all_of(map(negate, answers)))


def negate(answer: bool | None, /) -> bool | None:  # noqa: FBT001  # the answer is the whole argument
    """Return the opposite answer; None stays None."""
    return None if answer is None else not answer


def solve(key: K, known: dict[K, V], needs: Callable[[K], Iterable[K]], answer: Callable[[K], V], undecided: V) -> None:
    """Compute the answer for a key, and first the answers that it depends on; add them all to `known`.

    `needs` lists the keys that a key depends on. `answer` computes the answer for a key and looks up its dependencies
    in `known`. `answer` must be monotone: more known answers may decide None, never reverse a decision. In a cycle,
    every answer starts as `undecided`; the answers are recomputed until none of them changes.

    >>> known = {}
    >>> solve(3, known, lambda n: [n - 1] if n else [], lambda n: n + known.get(n - 1, 0), 0)
    >>> known[3]
    6
    """
    order: list[K] = []
    cyclic = False
    path, on_path, seen = [(key, iter(needs(key)))], {key}, {key}
    while path and key not in known:
        current, dependencies = path[-1]
        dependency = next(dependencies, None)
        if dependency is None:
            path.pop()
            on_path.discard(current)
            order.append(current)
        elif dependency in on_path:
            cyclic = True
        elif dependency not in seen and dependency not in known:
            seen.add(dependency)
            on_path.add(dependency)
            path.append((dependency, iter(needs(dependency))))
    known.update(dict.fromkeys(order, undecided))
    changed = bool(order)
    while changed:
        before = [known[each] for each in order] if cyclic else []
        for each in order:
            known[each] = answer(each)
        changed = cyclic and before != [known[each] for each in order]
