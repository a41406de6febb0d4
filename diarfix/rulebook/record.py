"""A rule as data: what it looks at, what must hold there, and the evidence it yields."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from diarfix.codes import Makes, Severity
from diarfix.cues.junctions import Value
from diarfix.cues.sites import SiteKind

Effect = Literal["same_speaker", "different_speakers", "mislabelled", "one_person", "name"]
"""What a weight speaks for. The first two stand at a junction; the others at a span, a pair, a label."""

Anchor = Literal["at", "start", "end", "span", "pair", "label"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One cue that must hold: equal to one of `allowed`, or a number from `least` to `most` (inclusive)."""

    cue: str
    allowed: tuple[Value, ...] = ()
    least: float | None = None
    most: float | None = None

    def holds(self, value: Value) -> bool:
        """Whether `value` meets the condition."""
        if self.allowed:
            return value in self.allowed
        number = float(value)
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)


@dataclass(frozen=True, slots=True)
class Clause:
    """All of `conditions`, and for each group of `choices` at least one."""

    conditions: tuple[Condition, ...]
    choices: tuple[tuple[Condition, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """Evidence of one effect at one anchor, in log-odds.

    `per` names a numeric cue whose value multiplies the weight, up to `most` times; `source` names the cue
    that gives the value (a label's new name).
    """

    anchor: Anchor
    effect: Effect
    value: float
    per: str | None = None
    most: float | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule file.

    `detail` names a cue that says more than the summary, with figures; `holds_back` leaves every edit that the labels
    decide to a person, where the rule finds them not to be trusted.
    """

    code: str
    name: str
    summary: str
    rationale: str
    site: SiteKind
    when: Clause
    evidence: tuple[Weight, ...]
    severity: Severity
    safe: bool
    fails: tuple[str, ...]
    passes: tuple[str, ...]
    path: Path
    detail: str | None = None
    holds_back: bool = False

    @property
    def group(self) -> str:
        """The rule's hundred, e.g. "DF1"."""
        return self.code[:3]

    @property
    def makes(self) -> Makes:
        """What becomes of its edits; without evidence it makes none."""
        return ("safe" if self.safe else "asks") if self.evidence else "note"
