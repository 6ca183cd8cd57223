"""A graph of records: its nodes, its edges, and the neighborhood of one node."""

from collections.abc import Collection as Ids
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import frozen

from nmpolicy.vocabulary.dates import PartialDate

#: The classes of actors, as nodes name them.
ACTORS = frozenset({"person", "organization", "post"})
#: The records that last from a day on.
_LASTING = frozenset({"Membership", "Relation"})


@frozen(kw_only=True)
class Node:
    """A record in a graph. Texts that it does not have are empty."""

    id: str
    """The id of the record."""
    label: str
    """Its name or title."""
    class_: str
    """Its class in lower case, such as `order`."""
    kind: str = ""
    """Its kind or classification, such as `executive-order`."""
    number: str = ""
    """The number of an instrument."""
    stage: str = ""
    """The latest stage of an instrument, such as `signed`."""
    stage_date: PartialDate | None = None
    """The date of that stage."""
    date: PartialDate | None = None
    """The date on which an instrument was made, or the first day of an event."""
    end_date: PartialDate | None = None
    """The last day of an event, inclusive."""
    url: str = ""
    """The web address of an instrument or a source."""


@frozen(kw_only=True)
class Edge:
    """A directed connection between two nodes, as one record states it. Texts that it does not have are empty."""

    source: str
    """The id of the node that acts, or that is a part."""
    target: str
    """The id of the node that is acted on, or the whole."""
    type: str
    """A term for the connection, such as `expands`, `signed` or `support`."""
    label: str
    """The connection in words for a reader: `expands`, `signed`, `supports`."""
    record: str
    """The id of the record that states it."""
    value: str
    """The field or part that states it, as lists of what is left out name it: `Order.issued_by`."""
    date: PartialDate | None = None
    """The day of a stage, a vote or a statement; the first day, inclusive, of a membership or a relation."""
    end_date: PartialDate | None = None
    """The last day, inclusive, of a membership or a relation."""
    details: str = ""
    """More in words, such as the affected section or the objection."""

    @property
    def when(self) -> str:
        """The first and the last day, or the only one, in words; empty if none is known."""
        if self.end_date:
            return f"{self.date.label if self.date else ''} to {self.end_date.label}".strip()
        if self.date is None:
            return ""
        return f"from {self.date.label}" if self.value.partition(".")[0] in _LASTING else self.date.label


@frozen(kw_only=True)
class Graph:
    """Nodes and the edges between them, in a stable order."""

    id: str
    """The id of the collection."""
    title: str
    """The title of the collection."""
    nodes: Sequence[Node]
    """The nodes, in document order."""
    edges: Sequence[Edge]
    """The edges. Both of their ends are among the nodes; several edges may connect the same two."""

    def part(self, ids: Ids[str]) -> "Graph":
        """Return the nodes with some ids, and the edges between them."""
        nodes = sorted(position for id in {*ids} for position in self._positions.get(id, ()))
        edges = sorted(position for id in {*ids} for position in self._edges_from(id, ids))
        return Graph(
            id=self.id,
            title=self.title,
            nodes=[self.nodes[each] for each in nodes],
            edges=[self.edges[each] for each in edges],
        )

    def around(self, center: str, depth: int) -> "Graph":
        """Return the nodes that at most `depth` steps along edges, in any direction, connect with one node.

        The way goes on from an actor only to other actors, unless it starts there. Otherwise it would lead from an
        order through the office that issued it to every other order of that office. All edges between the nodes are
        kept. The time it takes grows with the size of the neighborhood, not of the graph.
        """
        found, reached = {center: None}, [center]
        while reached and depth > 0:
            depth -= 1
            following = (
                other
                for each in reached
                for other in self._neighbors.get(each, ())
                if each == center or each not in self._actors or other in self._actors
            )
            reached = [each for each in dict.fromkeys(following) if each not in found]
            found |= dict.fromkeys(reached)
        return self.part(found.keys())

    def _edges_from(self, id: str, ids: Ids[str]) -> Iterator[int]:
        """Yield the positions of the edges from a node to some others, in time that grows with the smaller number."""
        targets = self._edges_by_target.get(id, {})
        for other in targets if len(targets) <= len(ids) else ids:
            if other in ids:
                yield from targets.get(other, ())

    @cached_property
    def _actors(self) -> Ids[str]:
        return {node.id for node in self.nodes if node.class_ in ACTORS}

    @cached_property
    def _positions(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for position, node in enumerate(self.nodes):
            found.setdefault(node.id, []).append(position)
        return found

    @cached_property
    def _edges_by_target(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        found: dict[str, dict[str, list[int]]] = {}
        for position, edge in enumerate(self.edges):
            found.setdefault(edge.source, {}).setdefault(edge.target, []).append(position)
        return found

    @cached_property
    def _neighbors(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for edge in self.edges:
            found.setdefault(edge.source, []).append(edge.target)
            found.setdefault(edge.target, []).append(edge.source)
        return found
