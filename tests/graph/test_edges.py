"""Each kind of edge on a few invented words, and the ways to ask for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import networkx as nx
import pytest

from diarfix.api import read
from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.cues.people import PAIR_CUES, pair_counts
from diarfix.graph import Edge, TurnGraph, build_graph

GraphOf = Callable[[Sequence[tuple[str, str]]], TurnGraph]


def texts(graph: TurnGraph, edge: Edge) -> tuple[str, str]:
    """What stands at both ends of an edge: the text of a unit, the id of anyone else."""
    nodes = graph.network.nodes
    source, target = (str(nodes[node].get("text", node)) for node in (edge.source, edge.target))
    return source, target


def test_units_carry_their_span_turn_label_and_kind(graph_of: GraphOf) -> None:
    graph = graph_of([("Ann", "Is it far? I think so."), ("Ben", "Right."), ("Ann", "And we")])
    shape = [(unit.id, unit.start, unit.end, unit.turn, unit.speaker, unit.kind) for unit in graph.units()]
    assert shape == [
        ("u0", 0, 3, 0, "Ann", "question"),
        ("u1", 3, 6, 0, "Ann", "statement"),
        ("u2", 6, 7, 1, "Ben", "backchannel"),
        ("u3", 7, 9, 2, "Ann", "fragment"),
    ]
    assert graph.unit_at(5).text == "I think so."
    assert [(person.label, person.words, person.turns) for person in graph.people()] == [("Ann", 8, 2), ("Ben", 1, 1)]


def test_every_unit_has_a_next_one_and_a_label(graph_of: GraphOf) -> None:
    graph = graph_of([("Ann", "It is far. I know."), ("Ben", "Right.")])
    assert [(edge.source, edge.target, edge.evidence["seam"]) for edge in graph.edges("next")] == [
        ("u0", "u1", False),
        ("u1", "u2", True),
    ]
    assert [edge.target for edge in graph.edges("same_label")] == ["p:Ann", "p:Ann", "p:Ben"]


def test_a_cut_sentence_goes_on_over_the_seam(graph_of: GraphOf) -> None:
    graph = graph_of([("Ann", "We walked down to the"), ("Ben", "harbour at noon."), ("Ann", "It was lovely.")])
    edges = graph.edges("continues")
    assert [texts(graph, edge) for edge in edges] == [("We walked down to the", "harbour at noon.")]
    assert edges[0].at == 5


def test_a_question_is_answered_by_the_next_label(graph_of: GraphOf) -> None:
    graph = graph_of([("Ann", "So. Is it far?"), ("Ben", "Yes, it is. Very."), ("Ann", "Why?"), ("Ben", "Hills.")])
    found = [(*texts(graph, edge), edge.evidence["opens"]) for edge in graph.edges("answers")]
    assert found == [("Is it far?", "Yes, it is.", True), ("Why?", "Hills.", False)]


def test_an_echo_says_how_many_words_come_back(graph_of: GraphOf) -> None:
    graph = graph_of([("Ann", "They were political beans."), ("Ben", "Political beans, yes.")])
    assert [(edge.source, edge.target, edge.evidence["words"]) for edge in graph.edges("echoes")] == [("u1", "u0", 2)]


def test_calling_someone_by_name_addresses_the_label(graph_of: GraphOf) -> None:
    graph = graph_of([("Ann Bell", "So, Ben, where is it?"), ("Ben Ray", "Ask Ann about Ben.")])
    assert [(edge.source, edge.target, edge.at) for edge in graph.edges("addresses")] == [("u0", "p:Ben Ray", 1)]
    assert graph.between("Ann Bell", "Ben Ray", "meets")[0].evidence["addresses"] == 1


@pytest.mark.parametrize(
    ("said", "manner"),
    [
        ("I'm Mara Quill, and this is the show.", "self"),
        ("I’m your host, Mara Quill.", "self"),
        ("Today we are joined by Mara Quill.", "guest"),
        ("Mara Quill is here with us.", "guest"),
        ("Our next question comes from the line of Mara Quill with Bank Street.", "queue"),
        ("I will turn the call over to Mara Quill.", "hand-over"),
    ],
)
def test_introductions_name_a_person(graph_of: GraphOf, said: str, manner: str) -> None:
    graph = graph_of([("Speaker 1", said), ("Speaker 2", "Hello everyone.")])
    found = [(edge.target, edge.evidence["manner"]) for edge in graph.edges("introduces")]
    assert found == [("n:Mara Quill", manner)]
    labelled = graph_of([("Tom Ash", said), ("Mara Quill", "Hello everyone.")])
    assert [edge.target for edge in labelled.edges("introduces")] == ["p:Mara Quill"]


@pytest.mark.parametrize("said", ["I'm happy to be here.", "Welcome to the show.", "It goes back to Monday."])
def test_what_only_sounds_like_an_introduction_is_none(graph_of: GraphOf, said: str) -> None:
    assert graph_of([("Ann", said), ("Ben", "Right.")]).edges("introduces") == ()


def test_a_name_spelt_nearly_like_a_label_joins_it(graph_of: GraphOf) -> None:
    graph = graph_of([("Host", "Today we are joined by Maren Tolefsby."), ("Maren Tollefsby", "Hello there.")])
    edges = graph.edges("same_name")
    assert [(edge.source, edge.target) for edge in edges] == [("n:Maren Tolefsby", "p:Maren Tollefsby")]
    assert 85 <= float(edges[0].evidence["alike"]) < 100
    assert [edge.target for edge in graph.edges("introduces")] == ["p:Maren Tollefsby"]


def test_who_gives_the_floor_and_who_is_thanked_are_edges(graph_of: GraphOf) -> None:
    graph = graph_of(
        [
            ("Bo Lind", "That was the year. I'll turn the call over to Mara Quill."),
            ("Mara Quill", "Thank you, Bo Lind. Our first question comes from the line of Ana Ruiz with Harbor Bank."),
            ("Speaker 3", "Hi, how old is the wall?"),
        ]
    )
    handed = [(edge.source, edge.target, edge.evidence["to"]) for edge in graph.edges("hands_over")]
    assert handed == [("u1", "p:Mara Quill", "speaks"), ("u3", "n:Ana Ruiz", "asks")]
    assert [(edge.source, edge.target) for edge in graph.edges("thanks")] == [("u2", "p:Bo Lind")]


CUT = [
    ("Host", "We will walk down to the"),
    ("Co-Host", "harbour and then we look at the"),
    ("Host", "boats in the"),
] * 3


def test_labels_that_share_sentences_are_suspected_of_being_one(graph_of: GraphOf) -> None:
    graph = graph_of([*CUT, ("Co-Host", "bay."), ("Mara", "It is a fine bay.")])
    (alias,) = graph.edges("alias")
    assert (alias.source, alias.target) == ("p:Host", "p:Co-Host")
    assert int(alias.evidence["cuts"]) >= 5
    assert graph.between("Co-Host", "Mara", "alias") == ()


def test_follows_counts_turn_changes_each_way(graph_of: GraphOf) -> None:
    graph = graph_of([("Ann", "One."), ("Ben", "Two."), ("Ann", "Three."), ("Ben", "Four.")])
    counts = {(edge.source, edge.target): edge.evidence["turns"] for edge in graph.edges("follows")}
    assert counts == {("p:Ann", "p:Ben"): 2, ("p:Ben", "p:Ann"): 1}
    assert [edge.kind for edge in graph.between("Ann", "Ben")] == ["follows", "meets", "follows"]
    assert graph.between("Ann", "Nobody") == ()
    assert graph.pair_cues("Ann", "Nobody") == {}


@pytest.mark.parametrize(
    "seed", ["tidewater-hour.txt", "two-kettles.txt", "harbour-table.md", "kestrel-q3-call.gold.txt"]
)
def test_the_pair_cues_are_read_from_the_graph(seed: str, seeds: str) -> None:
    context = Context(analyse(read(f"{seeds}/{seed}"), load_english()))
    graph = build_graph(context)
    for pair in pair_counts(context):
        read_off = graph.pair_cues(*pair)
        assert len(read_off) == 8
        assert read_off == {cue.name: cue.find(context, pair) for cue in PAIR_CUES if cue.name in read_off}
        answers = [edge for edge in graph.edges("answers") if edge.evidence["opens"]]
        between = [edge for edge in answers if {context.transcript.speakers[at] for at in _sides(edge)} == set(pair)]
        assert len(between) == read_off["pair.answers"]


def _sides(edge: Edge) -> tuple[int, int]:
    assert edge.at is not None
    return edge.at - 1, edge.at


def test_the_network_is_frozen(graph_of: GraphOf) -> None:
    with pytest.raises(nx.NetworkXError):
        graph_of([("Ann", "One.")]).network.add_node("x")


def test_a_label_that_looks_like_a_node_is_found_as_a_label(graph_of: GraphOf) -> None:
    graph = graph_of([("u1", "One."), ("p:u1", "Two.")])
    assert [edge.kind for edge in graph.outgoing("u1")] == ["follows", "meets"]
    assert len(graph.incoming("p:u1", "same_label")) == 1
