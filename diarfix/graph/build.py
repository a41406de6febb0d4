"""Building the graph from a context: nodes first, then every kind of edge, each by its own finder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import chain

import networkx as nx

from diarfix.cues.analysis import Unit
from diarfix.cues.context import Context
from diarfix.cues.names import role_of
from diarfix.graph import between_people, between_units, naming
from diarfix.graph.record import Edge, Name, Person, UnitKind, UnitNode, name_id, person_id, unit_id
from diarfix.graph.roster import Roster, build_roster
from diarfix.graph.turngraph import TurnGraph
from diarfix.text import ends_sentence

FINDERS: tuple[Callable[[Context, Roster], Iterator[Edge]], ...] = (
    between_units.next_units,
    between_units.cut_sentences,
    between_units.answers,
    between_units.echoes,
    naming.same_label,
    naming.addresses,
    naming.introductions,
    naming.hand_overs,
    naming.thanks,
    naming.same_names,
    between_people.follows,
    between_people.meets,
    between_people.aliases,
)
"""Every kind of edge, in the order in which they stand in the graph."""


def build_graph(context: Context) -> TurnGraph:
    """The turn graph of one analysed transcript; the same bytes in give the same graph out.

    Time grows with the number of words (and, in the rare case of many names, with labels times names).
    """
    roster = build_roster(context)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    nodes: Iterator[tuple[str, UnitNode | Person | Name]] = chain(_units(context), _people(context), _names(roster))
    for kind, node in nodes:
        fields = asdict(node)
        network.add_node(fields.pop("id"), node=kind, **fields)
    edges = chain.from_iterable(find(context, roster) for find in FINDERS)
    for number, edge in enumerate(edges):
        at = {} if edge.at is None else {"at": edge.at}
        network.add_edge(edge.source, edge.target, key=f"e{number}", kind=edge.kind, **at, **edge.evidence)
    nx.freeze(network)
    return TurnGraph(network, context.transcript, context.analysis.unit_of)


def _units(context: Context) -> Iterator[tuple[str, UnitNode]]:
    transcript = context.transcript
    for index, unit in enumerate(context.analysis.units):
        text = transcript.text(unit.start, unit.end)
        speaker = transcript.turns[unit.turn].speaker
        kind = unit_kind(context, unit)
        yield "unit", UnitNode(unit_id(index), unit.start, unit.end, unit.turn, speaker, kind, text)


def unit_kind(context: Context, unit: Unit) -> UnitKind:
    """A question by its mark, a listener's reply by its words, a fragment by the want of a mark."""
    last = context.transcript.words[unit.end - 1].text
    if "?" in last[-3:]:
        return "question"
    if context.is_backchannel(unit.start, unit.end):
        return "backchannel"
    return "statement" if ends_sentence(last) else "fragment"


def _people(context: Context) -> Iterator[tuple[str, Person]]:
    for label, words in context.transcript.word_counts.items():
        yield "person", Person(person_id(label), label, words, context.turn_counts[label], role_of(label))


def _names(roster: Roster) -> Iterator[tuple[str, Name]]:
    for name, heard in roster.heard.items():
        yield "name", Name(name_id(name), name, heard, name in roster.noted)
