"""The order and the height of the boxes of a web, so that few lines cross and most are short."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from nmpolicy.exports.graphs.graph_nodes import RELATION
from nmpolicy.report.drawings.web_choice import LEFT, MIDDLE, RIGHT, Web
from nmpolicy.vocabulary.terms import Stance

GAP = 14  # pixels between two boxes
_SWEEPS = 10
_STANCES: Mapping[str, int] = {
    Stance.SUPPORT: 1,
    Stance.MIXED: 2,
    Stance.NEUTRAL: 2,
    Stance.UNCLEAR: 2,
    Stance.OPPOSE: 3,
}
_LAST = 4


def ordered(web: Web) -> Mapping[int, Sequence[str]]:
    """Return the nodes of each column.

    Around one record, they are in the order of what connects them with it: first those that act, then supporters, those
    with other views, opponents, and effects. Elsewhere, they are by the mean place of their neighbors (the barycenter
    method).
    """
    order = {column: [id for id in web.columns if web.columns[id] == column] for column in (LEFT, MIDDLE, RIGHT)}
    if web.center is not None:
        ranks = _ranks(web, web.center)
        return {column: sorted(ids, key=ranks.__getitem__) for column, ids in order.items()}
    neighbors = _neighbors(web)
    places = _shares(order)
    for _ in range(_SWEEPS):
        for column in (LEFT, RIGHT, MIDDLE):
            # Half of its own place stays, so that two neighbors in one column do not swap places forever.
            wished = {id: places[id] + _mean([places[each] for each in neighbors[id]]) for id in order[column]}
            order[column].sort(key=wished.__getitem__)
            places |= _shares({column: order[column]})
    return order


def _ranks(web: Web, center: str) -> Mapping[str, int]:
    found = {center: 0}
    for edge in web.edges:
        if center in {edge.source, edge.target}:
            other = edge.target if edge.source == center else edge.source
            rank = _LAST if edge.facts[0].value == RELATION else _STANCES.get(edge.type, 0)
            found[other] = min(rank, found.get(other, rank))
    return found


def tops(order: Mapping[int, Sequence[str]], web: Web, heights: Mapping[str, float]) -> Mapping[str, float]:
    """Return the top of each box, from 0: the highest column is stacked, and others are beside their neighbors."""
    sizes = {column: sum(heights[id] + GAP for id in ids) for column, ids in order.items()}
    highest = max(sizes, key=sizes.__getitem__)
    neighbors = _neighbors(web)
    found: dict[str, float] = {}
    for column in sorted(order, key=lambda column: (column != highest, column != MIDDLE)):
        ids = order[column]
        stacked = [*accumulate((heights[id] + GAP for id in ids), initial=0.0)][:-1]
        wished = []
        for id, top in zip(ids, stacked, strict=True):
            middles = [found[each] + heights[each] / 2 for each in neighbors[id] if each in found]
            wished.append(_mean(middles) - heights[id] / 2 - top if middles else 0.0)
        found |= {id: top + shift for id, top, shift in zip(ids, stacked, _nondecreasing(wished), strict=True)}
    first = min(found.values())
    return {id: top - first for id, top in found.items()}


def _neighbors(web: Web) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {id: [] for id in web.columns}
    for edge in web.edges:
        found[edge.source].append(edge.target)
        found[edge.target].append(edge.source)
    return found


def _shares(order: Mapping[int, Sequence[str]]) -> dict[str, float]:
    """Return the place of each node in its column, from 0 to 1."""
    return {id: (place + 0.5) / len(ids) for ids in order.values() for place, id in enumerate(ids)}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _nondecreasing(values: Sequence[float]) -> Sequence[float]:
    """Return the nondecreasing numbers that are closest to some numbers (pool adjacent violators)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while pools and pools[-1][0] * count > total * pools[-1][1]:
            before, more = pools.pop()
            total, count = total + before, count + more
        pools.append((total, count))
    return [total / count for total, count in pools for _ in range(count)]
