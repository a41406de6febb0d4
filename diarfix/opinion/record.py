"""What is asked and what is answered: spans in dispute, closed questions, opinions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from diarfix.solve.weights import Shape

AnswerKind = Literal["logit", "choice"]
"""`logit`: the model gave probabilities; `choice`: it only named a letter."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Words `start:end` that either `old` (the label they bear) or `new` said.

    `posterior` is the first solution's chance that `new` did, before calibration; `confidence` after it.
    """

    start: int
    end: int
    old: str
    new: str
    posterior: float
    confidence: float
    shape: Shape = "edge"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the dialogue that is shown; `speaker` is None on the disputed one."""

    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A dispute as it is put to a model: the window around it, line by line. Only `old` and `new` are answers."""

    dispute: Dispute
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question in words, labels as letters: what a chat model and what a plain text model is given.

    `letters` are the two allowed answers, in the order (old, new).
    """

    instruction: str
    examples: tuple[tuple[str, str], ...]
    question: str
    letters: tuple[str, str]

    @property
    def text(self) -> str:
        """One text that the answer's letter completes."""
        shown = [f"{asked} {answer}" for asked, answer in self.examples]
        return "\n\n".join([self.instruction, *shown, self.question])


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one prompt, about the letters (old, new).

    `value` is the log-odds of new over old where `kind` is "logit"; for a "choice" it is +1 for new, -1 for old.
    """

    kind: AnswerKind
    value: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model says on a dispute, the mean of both orders of the letters; `value` as in `Answer`."""

    dispute: Dispute
    model: str
    kind: AnswerKind
    value: float


class Model(Protocol):
    """What can be asked. `name` is shown to people; `identity` tells apart what may answer differently."""

    @property
    def name(self) -> str:
        """The name that reasons show, and that a fitted weight is kept under."""

    @property
    def identity(self) -> str:
        """What cached answers are kept under."""

    def answer(self, prompt: Prompt) -> Answer | None:
        """The answer; None for anything but one of the prompt's letters. Raises E603, E701."""


def shared_kind(answers: Sequence[Answer]) -> AnswerKind:
    """The weaker kind of the two: a choice and a probability can only be compared as choices."""
    return "choice" if any(answer.kind == "choice" for answer in answers) else "logit"
