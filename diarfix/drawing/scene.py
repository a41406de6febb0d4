"""What there is to draw: the graph with, where a repair was run, its edits and their fate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from diarfix.drawing.palette import colours
from diarfix.edits import Decided
from diarfix.graph import TurnGraph, build_graph
from diarfix.model import Transcript
from diarfix.pipeline import Result

STATES = {"applied": "merged", "review": "waits for review", "rejected": "kept apart by a reviewer"}


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two labels that may be one person: cut sentences of all seams between them, and what came of it."""

    first: str
    second: str
    cuts: int
    seams: int
    outcome: str
    confidence: float | None

    @property
    def merging(self) -> bool:
        """Whether the two are merged, or would be if a reviewer agreed."""
        return self.outcome in (STATES["applied"], STATES["review"])

    @property
    def verdict(self) -> str:
        """The outcome with its confidence, in words."""
        return self.outcome if self.confidence is None else f"{self.outcome}, {self.confidence:.2f}"


@dataclass(frozen=True)
class Scene:
    """A graph and the decided edits; `solved` is false where only the graph is known."""

    graph: TurnGraph
    decided: tuple[Decided, ...] = ()
    solved: bool = False

    @property
    def transcript(self) -> Transcript:
        """The transcript as it was read."""
        return self.graph.transcript

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The lanes: labels in order of appearance, then those that only edits bring in."""
        brought = (item.edit.new for item in self.moves)
        return tuple(dict.fromkeys((*self.transcript.labels, *brought)))

    @cached_property
    def colours(self) -> dict[str, str]:
        """Each label's colour."""
        return colours(self.labels)

    @cached_property
    def moves(self) -> tuple[Decided, ...]:
        """Edits that move words, but for those a reviewer rejected."""
        return tuple(item for item in self.decided if item.edit.kind == "move" and item.state != "rejected")

    @cached_property
    def cuts(self) -> tuple[int, ...]:
        """The seams that cut a sentence."""
        return tuple(edge.at for edge in self.graph.edges("continues") if edge.at is not None)

    @cached_property
    def suspicions(self) -> tuple[Suspicion, ...]:
        """Suspected aliases, the most cut sentences first."""
        return tuple(sorted(self._suspicions(), key=lambda item: -item.cuts))

    def _suspicions(self) -> Iterator[Suspicion]:
        merges = {frozenset((item.edit.old, item.edit.new)): item for item in self.decided if item.edit.kind == "merge"}
        people = {person.id: person.label for person in self.graph.people()}
        pairs = [(people[edge.source], people[edge.target]) for edge in self.graph.edges("alias")]
        known = {frozenset(pair) for pair in pairs}
        pairs += [
            (item.edit.old, item.edit.new)
            for pair, item in merges.items()
            if pair not in known and item.edit.old in people.values()
        ]
        for first, second in pairs:
            cues = self.graph.pair_cues(first, second)
            merge = merges.get(frozenset((first, second)))
            outcome = STATES[merge.state] if merge else ("kept apart" if self.solved else "suspected")
            confidence = merge.edit.confidence if merge else None
            cuts, seams = int(cues.get("pair.cuts", 0)), int(cues.get("pair.seams", 0))
            yield Suspicion(first, second, cuts, seams, outcome, confidence)


def scene_of(subject: Result | TurnGraph) -> Scene:
    """The scene of a repair's result, or of a graph alone."""
    if isinstance(subject, TurnGraph):
        return Scene(subject)
    return Scene(build_graph(subject.context), subject.edits, True)
