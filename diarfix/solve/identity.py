"""Who is who: which labels are one person, and which label gets a person's name."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diarfix.cues.names import is_generic
from diarfix.edits import Edit, Reason
from diarfix.model import Transcript
from diarfix.rulebook.match import Match

PRIOR = -4.0
"""Log-odds that two labels of one transcript are one person, before any evidence."""

HIGHEST = 0.9999
"""No identity is certain: sums of evidence are not independent."""


@dataclass
class _Groups:
    """Labels joined so far; the most used label stands for its group."""

    parent: dict[str, str]

    def find(self, label: str) -> str:
        while self.parent[label] != label:
            label = self.parent[label]
        return label


def find_merges(transcript: Transcript, matches: Iterable[Match]) -> tuple[Edit, ...]:
    """Merges of labels whose evidence makes one person likelier than two, the likeliest first.

    Every pair is judged on its own evidence; a label joins the most used label of its group.
    """
    totals: dict[tuple[str, ...], float] = {}
    reasons: dict[tuple[str, ...], list[Reason]] = {}
    for match in matches:
        for item in match.evidence:
            if item.effect == "one_person":
                totals[item.labels] = totals.get(item.labels, PRIOR) + item.weight
                if item.weight > 0:
                    reason = Reason(item.code, match.rule.summary, round(item.weight, 3))
                    reasons.setdefault(item.labels, []).append(reason)
    counts = transcript.word_counts
    groups = _Groups({label: label for label in transcript.labels})
    edits = []
    for pair, total in sorted(totals.items(), key=lambda entry: (-entry[1], entry[0])):
        if total <= 0:
            continue
        ends = (groups.find(pair[0]), groups.find(pair[1]))
        kept, dropped = sorted(ends, key=lambda label: (_is_numbered(label), -counts[label], label))
        if kept == dropped:
            continue
        groups.parent[dropped] = kept
        first = next(turn for turn in transcript.turns if turn.speaker == dropped)
        confidence = round(min(HIGHEST, _sigmoid(total)), 4)
        edits.append(Edit("", "merge", first.start, first.end, dropped, kept, confidence, tuple(reasons.get(pair, ()))))
    return tuple(edits)


def _is_numbered(label: str) -> bool:
    """Whether a tool put a number behind a name ("Ana Ruiz 2"): of two such labels the plain one is kept."""
    return not is_generic(label) and label[-1:].isdigit()


def find_names(transcript: Transcript, matches: Iterable[Match]) -> tuple[Edit, ...]:
    """Names for labels of `transcript` (merges already made); none where two labels claim one name."""
    claims: dict[tuple[str, str], list[Reason]] = {}
    for match in matches:
        for item in match.evidence:
            if item.effect == "name" and item.value:
                reason = Reason(item.code, match.rule.summary, round(item.weight, 3))
                claims.setdefault((item.labels[0], item.value), []).append(reason)
    return tuple(_names(transcript, claims))


def _names(transcript: Transcript, claims: dict[tuple[str, str], list[Reason]]) -> Sequence[Edit]:
    edits = []
    for (label, name), reasons in sorted(claims.items()):
        rivals = [other for other in claims if other != (label, name) and (other[0] == label or other[1] == name)]
        if rivals or name in transcript.labels:
            continue
        first = next(turn for turn in transcript.turns if turn.speaker == label)
        total = sum(reason.weight for reason in reasons)
        confidence = round(min(HIGHEST, _sigmoid(total)), 4)
        edits.append(Edit("", "name", first.start, first.end, label, name, confidence, tuple(reasons)))
    return edits


def _sigmoid(score: float) -> float:
    return 1 / (1 + math.exp(-score))
