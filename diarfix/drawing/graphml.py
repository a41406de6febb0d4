"""The graph as GraphML (http://graphml.graphdrawing.org/), for Gephi, yEd, networkx and their like."""

from __future__ import annotations

from typing import Any

import networkx as nx

from diarfix.drawing.scene import Suspicion, scene_of
from diarfix.drawing.svg import clean
from diarfix.graph import TurnGraph
from diarfix.graph.record import person_id
from diarfix.pipeline import Result


def to_graphml(subject: Result | TurnGraph) -> str:
    """Nodes and edges with all their values; of a result, suspected aliases also carry what was decided."""
    scene = scene_of(subject)
    fates = {(person_id(item.first), person_id(item.second)): item for item in scene.suspicions}
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in scene.graph.network.nodes(data=True):
        plain.add_node(clean(node), **_clean(data))
    for number, edge in enumerate(scene.graph.edges()):
        at = {} if edge.at is None else {"at": edge.at}
        fate = _fate(fates[edge.source, edge.target]) if edge.kind == "alias" else {}
        values = _clean({"kind": edge.kind, **at, **edge.evidence, **fate})
        plain.add_edge(clean(edge.source), clean(edge.target), key=f"e{number}", **values)
    return "\n".join(nx.generate_graphml(plain, named_key_ids=True)) + "\n"


def _fate(item: Suspicion) -> dict[str, Any]:
    confidence = {} if item.confidence is None else {"confidence": item.confidence}
    return {"outcome": item.outcome, **confidence}


def _clean(data: dict[str, Any]) -> dict[str, Any]:
    return {name: clean(value) if isinstance(value, str) else value for name, value in data.items()}
