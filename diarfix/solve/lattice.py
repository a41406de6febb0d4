"""The chain that is solved: pieces between places where the speaker could change, and their features.

    words    ... the lowest number | is. Right, right. | So what you see ...
    pieces   ...|the|lowest|number| is.| Right, right.| So what ...
                                  seam ^ unit start    ^ seam

Near a seam every gap between words is a place; elsewhere only sentence ends are. Features are named; a
weight vector (`Weights`) turns them into potentials, and the same features are what training fits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from diarfix.cues.context import Context
from diarfix.cues.junctions import left_start, right_end
from diarfix.cues.names import role_of
from diarfix.cues.sites import EDGE
from diarfix.model import Transcript
from diarfix.rulebook.match import Match
from diarfix.solve.learned import change_features
from diarfix.text import ends_sentence

Feature = tuple[str, float]

RARE_SHARE = 0.02
"""A label with a smaller share of the words may be a slip and no person."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `start:end`, their observed label (an index) and the features of hidden labels there.

    `change`: the speaker changes at `start`. `switch`: the observed label starts or stops being right
    at `start`. `wrong`: the observed label is wrong here. `instead[l]`: label l is the right one instead, and
    a stretch that it is the right one for begins here. `heard[l]`: label l is the right one instead here; empty where
    nothing was heard.
    """

    start: int
    end: int
    observed: int
    change: tuple[Feature, ...]
    switch: tuple[Feature, ...]
    wrong: tuple[Feature, ...]
    instead: tuple[tuple[Feature, ...], ...]
    heard: tuple[tuple[Feature, ...], ...] = ()


MANY = 12
"""Labels from which it makes no difference to how often they are wrong that there are more."""

MOST_LABELS = 40
"""Labels among which words may move; the time for a piece grows with their square."""

CROWD = "(others)"
"""Stands for all labels beyond `MOST_LABELS`, the least used: their words may go to another label, none to them."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """All pieces of a transcript and its labels in order of first appearance; `CROWD` comes last where it is needed."""

    labels: tuple[str, ...]
    pieces: tuple[Piece, ...]


def solved_labels(transcript: Transcript) -> tuple[str, ...]:
    """The labels of a lattice."""
    labels, counts = transcript.labels, transcript.word_counts
    if len(labels) <= MOST_LABELS:
        return labels
    kept = set(sorted(labels, key=lambda label: -counts[label])[:MOST_LABELS])
    return (*(label for label in labels if label in kept), CROWD)


def size(count: int) -> str:
    """A coarse size for feature names."""
    return "1" if count == 1 else "2-3" if count <= 3 else "4-8" if count <= 8 else "9+"


def build_lattice(context: Context, matches: Iterable[Match]) -> Lattice:
    """Cut the transcript into pieces and name the features of each."""
    transcript, changes = context.transcript, context.changes
    change_evidence: dict[int, list[Feature]] = {}
    wrong_evidence: list[tuple[int, int, Feature]] = []
    for match in matches:
        for item in match.evidence:
            name = f"{item.code}.{item.anchor}"
            if item.effect == "same_speaker":
                change_evidence.setdefault(item.at, []).append((name, -item.weight))
            elif item.effect == "different_speakers":
                change_evidence.setdefault(item.at, []).append((name, item.weight))
            elif item.effect == "mislabelled":
                wrong_evidence.append((item.at, item.end, (name, item.weight)))
    near = _near_seams(context)
    unit_starts = {unit.start for unit in context.analysis.units}
    cuts = sorted({0, *unit_starts, *near, *transcript.seams(), *change_evidence} - {len(transcript.words)})
    cuts += [len(transcript.words)]
    edges = list(pairwise(cuts))
    spread = _spread(edges, wrong_evidence)
    labels = solved_labels(transcript)
    recent = _recency(context, labels)
    index = {label: number for number, label in enumerate(labels)}
    crowd = math.log(min(len(labels), MANY) / 2)
    pieces = []
    for number, (start, end) in enumerate(edges):
        turn = transcript.turn_at(start)
        kind = _kind(start, near, unit_starts)
        pieces.append(
            Piece(
                start,
                end,
                index.get(transcript.turns[turn].speaker, len(labels) - 1),
                (
                    *_change(context, start, near, unit_starts),
                    *change_evidence.get(start, ()),
                    *(change_features(changes, start, kind) if changes is not None and start else ()),
                ),
                (*_switch(context, start, near, unit_starts), ("switch.labels", crowd)),
                (*_wrong(context, start, end), *spread.get(number, ())),
                recent[turn],
            )
        )
    return Lattice(labels, tuple(pieces))


def _near_seams(context: Context) -> dict[int, int]:
    """Signed distance in words to the nearest seam, for gaps up to `EDGE` words off inside its two turns."""
    transcript = context.transcript
    near: dict[int, int] = {}
    for seam in transcript.seams():
        right = transcript.turn_at(seam)
        low, high = transcript.turns[right - 1].start, transcript.turns[right].end
        for at in range(max(low + 1, seam - EDGE), min(high, seam + EDGE + 1)):
            if at not in near or abs(at - seam) < abs(near[at]):
                near[at] = at - seam
    return near


def _kind(at: int, near: dict[int, int], unit_starts: set[int]) -> str:
    """seam, stop (a sentence end inside a turn) or gap."""
    return "seam" if near.get(at) == 0 else "stop" if at in unit_starts else "gap"


def _mark(word: str) -> str:
    if "?" in word[-3:]:
        return "question"
    if word.endswith(("...", "…", "-", "–", "—")):
        return "dots"
    if ends_sentence(word):
        return "stop"
    return "comma" if word[-1] in ",;:" else "none"


def _change(context: Context, at: int, near: dict[int, int], unit_starts: set[int]) -> Iterator[Feature]:
    if at == 0:
        return
    words = context.transcript.words
    kind = _kind(at, near, unit_starts)
    mark = _mark(words[at - 1].text)
    case = "lower" if words[at].text[:1].islower() else "upper"
    left, right = left_start(context, at), right_end(context, at)
    closed = "closed" if ends_sentence(words[right - 1].text) else "open"
    yield f"{kind}.{mark}.{case}", 1.0
    if mark in ("none", "comma") and context.is_sparse(at):
        yield f"{kind}.sparse", 1.0
    yield f"{kind}.left.{size(at - left)}", 1.0
    yield f"{kind}.right.{size(right - at)}.{closed}", 1.0
    if context.is_backchannel(left, at):
        yield f"{kind}.left.reply.{'stop' if mark in ('stop', 'question') else 'open'}", 1.0
    if context.is_backchannel(at, right):
        yield f"{kind}.right.reply.{closed}", 1.0
    tags = context.analysis.tags
    if mark in ("none", "comma"):
        yield f"{kind}.after.{tags[at - 1].last_pos}", 1.0
        yield f"{kind}.before.{tags[at].pos}", 1.0


def _switch(context: Context, at: int, near: dict[int, int], unit_starts: set[int]) -> Iterator[Feature]:
    kind = _kind(at, near, unit_starts)
    yield f"switch.{kind}", 1.0
    distance = near.get(at)
    if kind != "seam" and distance is not None:
        yield f"switch.{kind}.{size(abs(distance))}", 1.0
        yield f"switch.{kind}.{'after' if distance > 0 else 'before'}", 1.0


def _wrong(context: Context, start: int, end: int) -> Iterator[Feature]:
    transcript = context.transcript
    turn = transcript.turns[transcript.turn_at(start)]
    words = end - start
    deep = min(start - turn.start, turn.end - end)
    yield f"wrong.{'edge' if deep == 0 else size(deep)}", 1.0
    yield "wrong.reach", _reach(start - turn.start, end - turn.start, len(turn))
    length = len(turn)
    bucket = size(length) if length <= 8 else "9-20" if length <= 20 else "21-60" if length <= 60 else "61+"
    yield f"wrong.turn.{bucket}", words / length
    if context.shares[turn.speaker] < RARE_SHARE and role_of(turn.speaker) == "none":
        yield "wrong.rare", words / length
    if context.is_backchannel(start, end):
        yield f"wrong.reply.{'1' if words == 1 else '2+'}", 1.0


def _reach(start: int, end: int, length: int) -> float:
    """How much further from the turn's nearer end words `start:end` of `length` reach, as a logarithm.

    Summed up over the pieces of a stretch that begins at an end, it is the logarithm of the stretch's length: long
    stretches of wrong words are rare, but not as rare as if each word more were as unlikely as the last.
    """
    def depth(at: int) -> float:
        return math.log1p(min(at, length - at))

    middle = min(max(length // 2, start), end)
    return abs(depth(middle) - depth(start)) + abs(depth(end) - depth(middle))


def _spread(edges: list[tuple[int, int]], spans: list[tuple[int, int, Feature]]) -> dict[int, list[Feature]]:
    """Evidence about a span on its pieces: what speaks for a move is shared out by words, so that it counts once;
    what speaks against one holds for every piece, since taking any of them away would be wrong."""
    found: dict[int, list[Feature]] = {}
    starts = {start: number for number, (start, _) in enumerate(edges)}
    for begin, stop, (name, weight) in spans:
        number = starts.get(begin)
        while number is not None and number < len(edges) and edges[number][0] < stop:
            start, end = edges[number]
            share = (min(end, stop) - start) / (stop - begin)
            found.setdefault(number, []).append((name, weight * share if weight > 0 else weight))
            number += 1
    return found


def _recency(context: Context, labels: Sequence[str]) -> list[tuple[tuple[Feature, ...], ...]]:
    """For every turn and label: how many turns back and ahead the label speaks next. Rows that are alike are one."""
    turns = context.transcript.turns
    known = {label: number for number, label in enumerate(labels)}
    spoken = [known.get(turn.speaker, len(labels) - 1) for turn in turns]
    back = _distances(spoken, len(labels))
    ahead = _distances(spoken[::-1], len(labels))[::-1]
    towards = [_towards(context, label) for label in labels]
    rows: dict[tuple[tuple[str, ...], ...], tuple[tuple[Feature, ...], ...]] = {}
    result = []
    for before, after in zip(back, ahead, strict=True):
        if (before, after) not in rows:
            rows[before, after] = tuple(
                ((f"last.{last}", 1.0), (f"next.{following}", 1.0), *more)
                for last, following, more in zip(before, after, towards, strict=True)
            )
        result.append(rows[before, after])
    return result


def _distances(spoken: Sequence[int], labels: int) -> list[tuple[str, ...]]:
    """For every turn, by label: turns since the label spoke last, coarsely; all turns where it has not yet."""
    last = [-len(spoken)] * labels
    rows: dict[tuple[str, ...], tuple[str, ...]] = {}
    result = []
    for at, label in enumerate(spoken):
        row = tuple(_turns(min(len(spoken), at - then)) for then in last)
        result.append(rows.setdefault(row, row))
        last[label] = at
    return result


def _towards(context: Context, label: str) -> tuple[Feature, ...]:
    """What speaks for or against words going to a label, wherever they stand."""
    if role_of(label) == "advertiser":
        return (("to.advertiser", 1.0),)
    return (("to.rare", 1.0),) if context.shares.get(label, 0.0) < RARE_SHARE else ()


def _turns(count: int) -> str:
    return "1" if count == 1 else "2" if count == 2 else "3-4" if count <= 4 else "5-10" if count <= 10 else "11+"
