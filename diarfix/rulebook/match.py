"""Matching rules against a transcript: every match is a finding with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from diarfix.cues.context import Context
from diarfix.cues.junctions import Value
from diarfix.cues.sites import Site, SiteKind, find_sites
from diarfix.cues.table import CUES
from diarfix.rulebook.record import Anchor, Effect, Rule


@dataclass(frozen=True, slots=True)
class Evidence:
    """One weight of one match. Junction effects stand at word `at`; span effects cover `at:end`.

    `labels` holds the pair or label the evidence is about, `value` a name it proposes.
    """

    code: str
    anchor: Anchor
    effect: Effect
    weight: float
    at: int = 0
    end: int = 0
    labels: tuple[str, ...] = ()
    value: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds at a subject (a site, a pair of labels, a label, or the document).

    `detail` says more than the rule's summary: figures, where it has some.
    """

    rule: Rule
    start: int
    end: int
    labels: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    detail: str = ""

    @property
    def message(self) -> str:
        """The summary with the figures: "the labels say little: 12 % of ..."."""
        return f"{self.rule.summary}: {self.detail}" if self.detail else self.rule.summary


class _Values:
    """Cue values of one subject, each found once."""

    def __init__(self, context: Context, kind: SiteKind, subject: Any) -> None:
        self._context, self._cues, self._subject = context, CUES[kind], subject
        self._found: dict[str, Value] = {}

    def __getitem__(self, cue: str) -> Value:
        if cue not in self._found:
            self._found[cue] = self._cues[cue].find(self._context, self._subject)
        return self._found[cue]


def match_rules(context: Context, rules: Iterable[Rule]) -> tuple[Match, ...]:
    """Every match of every rule, in reading order, then by code."""
    by_kind: dict[SiteKind, list[Rule]] = {}
    for rule in rules:
        by_kind.setdefault(rule.site, []).append(rule)
    found = list(_identity_matches(context, by_kind))
    for site in find_sites(context.analysis):
        candidates = by_kind.get(site.kind)
        if candidates:
            values = _Values(context, site.kind, site)
            found.extend(_site_match(rule, site, values) for rule in candidates if _holds(rule, values))
    return tuple(sorted(found, key=lambda match: (match.start, match.end, match.rule.code)))


def _holds(rule: Rule, values: _Values) -> bool:
    when = rule.when
    return all(condition.holds(values[condition.cue]) for condition in when.conditions) and all(
        any(condition.holds(values[condition.cue]) for condition in group) for group in when.choices
    )


def _site_match(rule: Rule, site: Site, values: _Values) -> Match:
    evidence = []
    for weight in rule.evidence:
        at = site.end if weight.anchor == "end" else site.start
        end = site.end if weight.anchor == "span" else at
        evidence.append(Evidence(rule.code, weight.anchor, weight.effect, weight.value, at, end))
    return Match(rule, site.start, site.end, (), tuple(evidence))


def _identity_matches(context: Context, by_kind: dict[SiteKind, list[Rule]]) -> Iterator[Match]:
    transcript = context.transcript
    subjects: list[tuple[SiteKind, Any, tuple[str, ...]]] = [("document", None, ())]
    subjects += [("label", label, (label,)) for label in transcript.labels]
    if by_kind.get("pair"):
        order = {label: number for number, label in enumerate(transcript.labels)}
        met = {(order[a.speaker], order[b.speaker]) for a, b in pairwise(transcript.turns)}
        pairs = sorted({(min(pair), max(pair)) for pair in met if pair[0] != pair[1]})
        labels = transcript.labels
        subjects += [("pair", (labels[a], labels[b]), (labels[a], labels[b])) for a, b in pairs]
    firsts = _first_turns(context)
    for kind, subject, labels in subjects:
        values = _Values(context, kind, subject)
        for rule in by_kind.get(kind, ()):
            if _holds(rule, values):
                start, end = firsts[labels[-1] if labels else transcript.turns[0].speaker]
                detail = str(values[rule.detail]) if rule.detail else ""
                yield Match(rule, start, end, labels, tuple(_scaled(rule, labels, values)), detail)


def _first_turns(context: Context) -> dict[str, tuple[int, int]]:
    """Where each label's first turn stands."""
    found: dict[str, tuple[int, int]] = {}
    for turn in context.transcript.turns:
        found.setdefault(turn.speaker, (turn.start, turn.end))
    return found


def _scaled(rule: Rule, labels: tuple[str, ...], values: _Values) -> Iterator[Evidence]:
    for weight in rule.evidence:
        times = 1.0
        if weight.per is not None:
            times = float(values[weight.per])
            if weight.most is not None:
                times = min(times, weight.most)
        name = str(values[weight.source]) if weight.source else ""
        yield Evidence(rule.code, weight.anchor, weight.effect, weight.value * times, labels=labels, value=name)
