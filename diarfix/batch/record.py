"""What a batch is made of: episodes, the orders for each, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from diarfix.pipeline import Options

State = Literal["done", "failed"]


@dataclass(frozen=True, slots=True)
class Episode:
    """One transcript: `key` is its path below the destination, `url` where it is read.

    `sidecar` is where its decisions lie, or "".
    """

    key: str
    url: str
    sidecar: str = ""


@dataclass(frozen=True, slots=True)
class Orders:
    """How one episode is read, repaired and written; it travels to a worker."""

    episode: Episode
    target: str
    options: Options
    format_id: str | None = None
    to: str | None = None
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an episode.

    `stamp` tells the version of the input that was read, `output` is where the result lies. `metrics` is its row of
    the table of episodes, `rows` are its rows of the table of edits and findings. `seconds` is for people only: it
    differs from run to run and enters no table.
    """

    key: str
    stamp: str
    state: State
    output: str = ""
    metrics: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    code: str = ""
    message: str = ""
    seconds: float = 0.0

    @property
    def words(self) -> int:
        """Words of the episode; 0 where it could not be read."""
        return int(self.metrics.get("words", 0))


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over a run, growing while it goes on."""

    done: int = 0
    failed: int = 0
    skipped: int = 0
    words: int = 0
    applied: int = 0
    review: int = 0

    def plus(self, outcome: Outcome) -> Totals:
        """With one more outcome."""
        return Totals(
            self.done + (outcome.state == "done"),
            self.failed + (outcome.state == "failed"),
            self.skipped,
            self.words + outcome.words,
            self.applied + int(outcome.metrics.get("edits_applied", 0)),
            self.review + int(outcome.metrics.get("edits_review", 0)),
        )
