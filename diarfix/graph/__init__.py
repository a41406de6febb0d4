"""The turn graph: who says what after whom, who calls whom by name, and which labels share sentences.

graph = build_graph(context)
graph.edges("continues")        sentences that a label change cuts
graph.between("Ann", "Ben")     everything that joins two people
graph.pair_cues("Ann", "Ben")   the values that the pair rules read
"""

from diarfix.graph.build import build_graph
from diarfix.graph.record import Edge, EdgeKind, Name, Person, UnitKind, UnitNode
from diarfix.graph.turngraph import TurnGraph

__all__ = ["Edge", "EdgeKind", "Name", "Person", "TurnGraph", "UnitKind", "UnitNode", "build_graph"]
