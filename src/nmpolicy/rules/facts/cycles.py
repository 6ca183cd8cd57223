"""Cycles in a directed graph."""

from collections.abc import Iterable, Iterator, Sequence

_SHOWN = 5  # nodes shown at each end of a long cycle


def find_cycles(edges: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Yield a cycle for each edge that closes one in a depth-first search: its nodes, starting where that edge ends.

    Every edge is followed once, so overlapping cycles are not all listed. The result does not depend on the order of the
    edges. In a long cycle, `…` replaces the middle.

    >>> list(find_cycles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    [('a', 'b', 'c')]
    """
    successors: dict[str, list[str]] = {}
    for start, end in sorted(edges):
        successors.setdefault(start, []).append(end)
    done: set[str] = set()
    for root, ends in successors.items():
        path, depth = [(root, iter(ends))], {root: 0}
        while path and root not in done:
            node, remaining = path[-1]
            following = next(remaining, None)
            if following is None:
                path.pop()
                del depth[node]
                done.add(node)
            elif following in depth:
                yield _cycle(path, depth[following])
            elif following not in done:
                depth[following] = len(path)
                path.append((following, iter(successors.get(following, ()))))


def _cycle(path: Sequence[tuple[str, object]], start: int) -> tuple[str, ...]:
    if len(path) - start <= 2 * _SHOWN:
        return tuple(node for node, _ in path[start:])
    first, last = path[start : start + _SHOWN], path[-_SHOWN:]
    return (*(node for node, _ in first), "…", *(node for node, _ in last))
