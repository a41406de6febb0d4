"""The second opinion as a whole: find what is disputed, ask, and give what was heard to the solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from diarfix.cues.context import Context
from diarfix.model import Transcript
from diarfix.opinion.ask import ask
from diarfix.opinion.backends import open_model
from diarfix.opinion.cache import Cache
from diarfix.opinion.disputes import find_disputes
from diarfix.opinion.evidence import note, with_opinions
from diarfix.opinion.record import Dispute, Model, Opinion
from diarfix.opinion.weight import Weight, fitted_weight
from diarfix.opinion.window import make_question
from diarfix.solve.decode import Note
from diarfix.solve.lattice import Lattice
from diarfix.solve.weights import Weights


@dataclass
class Tally:
    """Questions asked and opinions heard so far."""

    asked: int = 0
    heard: int = 0
    weighed: int = 0


@dataclass(frozen=True)
class SecondOpinion:
    """Asks the model of `spec` about what a first solution leaves in dispute. See `diarfix.solve.decode.Consult`.

    `weight` stands in for the fitted one. Answers are kept in `cache`, a folder, where one is given.
    """

    spec: str
    allow_remote: bool = False
    cache: Path | None = None
    weight: Weight | None = None
    tally: Tally = field(default_factory=Tally, compare=False)

    @property
    def model(self) -> Model:
        """The model. Raises E101, E603, E702, E703 where it cannot be."""
        return open_model(self.spec, self.allow_remote)

    def __call__(self, context: Context, lattice: Lattice, weights: Weights) -> tuple[Lattice, tuple[Note, ...]]:
        """The lattice with what was heard as evidence, and notes on it. Raises E701."""
        opinions = self.opinions(context.transcript, find_disputes(lattice, weights))
        heard = [(opinion, self.weight or fitted_weight(opinion.model, opinion.kind)) for opinion in opinions]
        self.tally.weighed += sum(weight.factor != 0 for _, weight in heard)
        return with_opinions(lattice, heard), tuple(note(opinion, weight) for opinion, weight in heard)

    def opinions(self, transcript: Transcript, disputes: Sequence[Dispute]) -> tuple[Opinion, ...]:
        """What the model says on each dispute, where it says anything. Raises E701."""
        cache = Cache(self.cache)
        found = [ask(self.model, make_question(transcript, dispute), cache) for dispute in disputes]
        opinions = tuple(opinion for opinion in found if opinion is not None)
        self.tally.asked += len(disputes)
        self.tally.heard += len(opinions)
        return opinions
