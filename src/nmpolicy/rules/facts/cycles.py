"""Cycles in a graph."""

from collections.abc import Iterable, Iterator, Sequence

_SHOWN = 5  # nodes at each end of a long circle


def find_cycles(edges: Iterable[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """One circle for each edge that leads a walk back to where it has been: its nodes, from that edge's end to its start.

    Every edge is walked once. Which circles of a tangle are told depends on the ids alone. Of a long one, `…` stands for
    the middle.

    >>> list(find_cycles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    [('a', 'b', 'c')]
    """
    following: dict[str, list[str]] = {}
    for start, end in sorted(edges):
        following.setdefault(start, []).append(end)
    done: set[str] = set()
    for root, ends in following.items():
        path, depth = [(root, iter(ends))], {root: 0}
        while path and root not in done:
            here, ahead = path[-1]
            node = next(ahead, None)
            if node is None:
                path.pop()
                del depth[here]
                done.add(here)
            elif node in depth:
                yield _cycle(path, depth[node])
            elif node not in done:
                depth[node] = len(path)
                path.append((node, iter(following.get(node, ()))))


def _cycle(path: Sequence[tuple[str, object]], start: int) -> tuple[str, ...]:
    if len(path) - start <= 2 * _SHOWN:
        return tuple(node for node, _ in path[start:])
    first, last = path[start : start + _SHOWN], path[-_SHOWN:]
    return (*(node for node, _ in first), "…", *(node for node, _ in last))
