"""The graph's typed door: nodes and edges as records, found by kind, by node or by pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from diarfix.cues.junctions import Value
from diarfix.graph.record import Edge, EdgeKind, Name, Person, UnitNode, person_id, unit_id
from diarfix.model import Transcript

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, eq=False)
class TurnGraph:
    """A frozen networkx `MultiDiGraph` and the transcript it was built from.

    Nodes and edges carry plain values (text, numbers), so that any networkx writer takes the graph;
    the methods give them as records. People may be named by label or by node id.
    """

    network: nx.MultiDiGraph[str]
    transcript: Transcript
    unit_of: tuple[int, ...]

    def units(self) -> tuple[UnitNode, ...]:
        """The units, in reading order."""
        return tuple(UnitNode(node, **data) for node, data in self._nodes("unit"))

    def people(self) -> tuple[Person, ...]:
        """The labels, in order of first appearance."""
        return tuple(Person(node, **data) for node, data in self._nodes("person"))

    def names(self) -> tuple[Name, ...]:
        """The names heard, in order of first mention."""
        return tuple(Name(node, **data) for node, data in self._nodes("name"))

    def edges(self, kind: EdgeKind | None = None) -> tuple[Edge, ...]:
        """The edges of one kind (of all kinds without one), in reading order."""
        return self._all if kind is None else self._by_kind.get(kind, ())

    def between(self, a: str, b: str, kind: EdgeKind | None = None) -> tuple[Edge, ...]:
        """The edges from `a` to `b` and from `b` to `a`; none where either is unknown."""
        first, second = self._node(a), self._node(b)
        found: list[Edge] = []
        for source, target in dict.fromkeys(((first, second), (second, first))):
            for data in (self.network.get_edge_data(source, target) or {}).values():
                edge = _edge(source, target, data)
                if kind is None or edge.kind == kind:
                    found.append(edge)
        return tuple(found)

    def outgoing(self, node: str, kind: EdgeKind | None = None) -> tuple[Edge, ...]:
        """The edges that leave a node."""
        return self._of(self.network.out_edges(self._node(node), data=True), kind)

    def incoming(self, node: str, kind: EdgeKind | None = None) -> tuple[Edge, ...]:
        """The edges that reach a node."""
        return self._of(self.network.in_edges(self._node(node), data=True), kind)

    def unit_at(self, word: int) -> UnitNode:
        """The unit that holds a word."""
        node = unit_id(self.unit_of[word])
        return UnitNode(node, **_fields(self.network.nodes[node]))

    def pair_cues(self, a: str, b: str) -> dict[str, Value]:
        """The pair cues that are counts, by the names that rules use; empty where the two never meet.

        They stand on the `meets` edge: `graph.pair_cues("Ann", "Ben")["pair.cuts"]`.
        """
        meets = self.between(a, b, "meets")
        return {f"pair.{name}": value for name, value in meets[0].evidence.items()} if meets else {}

    def _nodes(self, node_type: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for node, data in self.network.nodes(data=True):
            if data["node"] == node_type:
                yield node, _fields(data)

    def _node(self, name: str) -> str:
        # A label may look like a node id ("u1"), so labels win.
        return person_id(name) if person_id(name) in self.network else name

    @staticmethod
    def _of(edges: Any, kind: EdgeKind | None) -> tuple[Edge, ...]:
        return tuple(_edge(*edge) for edge in edges if kind is None or edge[2]["kind"] == kind)

    @cached_property
    def _all(self) -> tuple[Edge, ...]:
        # networkx lists edges node by node; the number of each, its key, gives back the order of building.
        ordered = sorted(self.network.edges(keys=True, data=True), key=lambda edge: int(str(edge[2])[1:]))
        return tuple(_edge(source, target, data) for source, target, _, data in ordered)

    @cached_property
    def _by_kind(self) -> dict[EdgeKind, tuple[Edge, ...]]:
        table: dict[EdgeKind, list[Edge]] = {}
        for edge in self._all:
            table.setdefault(edge.kind, []).append(edge)
        return {kind: tuple(edges) for kind, edges in table.items()}


def _fields(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "node"}


def _edge(source: str, target: str, data: dict[str, Any]) -> Edge:
    evidence = {name: value for name, value in data.items() if name not in ("kind", "at")}
    return Edge(data["kind"], source, target, data.get("at"), MappingProxyType(evidence))
