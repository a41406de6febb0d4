"""How a show's regulars talk: written, read, and used to say who a counted label most likely is.

The file holds counts only: how often each speaker says a word, a pair of words, four letters, a discourse marker. It
names people in an episode's whole speech; turns are never judged by it (docs/cast.md says why).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diarfix.cues.names import is_person
from diarfix.errors import DiarfixError, Place
from diarfix.formats import io
from diarfix.model import Transcript
from diarfix.profiles.fits import SMOOTHING, gain_of
from diarfix.profiles.speech import VIEWS, Speech, View, speech_of, total

VERSION = 1

MOST: dict[View, int] = {"words": 3000, "pairs": 3000, "letters": 5000, "markers": 200, "opener": 200}
"""Counts kept of each kind, the highest."""

LEAST_KNOWN, LEAST_LABEL = 1000, 500
"""Words that a regular's profile, and a label that is to be recognised, must have."""

TOLD = 0.9
"""Confidence from which a likely name is told."""

JUDGED: View = "markers"
"""What people are told apart by. Words and letters find more of them, but take a stranger on the same topic for one."""

SHARP = 0.1
"""How much of the log-odds counts, since words of one talk are far from independent; set by looking at
`python -m diarfix.train.regulars`, as `TOLD` and `ELSE` are."""

ELSE = 1.0
"""Log-odds, before any word, that a label is none of the regulars', against one of them."""


@dataclass(frozen=True)
class Regulars:
    """Speech of each regular, and of all others together."""

    speakers: Mapping[str, Speech]
    others: Speech


@dataclass(frozen=True, slots=True)
class Likely:
    """Who a label most likely is."""

    name: str
    confidence: float


def speech_by_label(transcript: Transcript) -> dict[str, Speech]:
    """All that each label says."""
    found: dict[str, list[Speech]] = {label: [] for label in transcript.labels}
    for turn in transcript.turns:
        found[turn.speaker].append(speech_of([word.text for word in transcript.words[turn.start : turn.end]]))
    return {label: total(parts) for label, parts in found.items()}


def recognise(transcript: Transcript, regulars: Regulars | None) -> dict[str, Likely]:
    """Which regular each counted label is, where that is likely enough to be told; nobody is two labels."""
    if regulars is None:
        return {}
    speech = speech_by_label(transcript)
    free = {name: said for name, said in regulars.speakers.items()
            if said.length >= LEAST_KNOWN and name not in speech}
    labels = [label for label in speech if not is_person(label) and speech[label].length >= LEAST_LABEL]
    found = judge({label: speech[label] for label in labels}, free, regulars.others)
    return {label: likely for label, likely in found.items() if likely.confidence >= TOLD}


def judge(labels: Mapping[str, Speech], known: Mapping[str, Speech], others: Speech) -> dict[str, Likely]:
    """The likeliest regular of each label, against other regulars, other labels and a stranger."""
    everyone = total([*known.values(), others])
    scores: dict[str, dict[str, float]] = {}
    for label, said in labels.items():
        rest = _likelihood(said, others, everyone) + ELSE
        scores[label] = {name: _likelihood(said, speech, everyone) - rest for name, speech in known.items()}
    found: dict[str, Likely] = {}
    for label, row in scores.items():
        if not row:
            continue
        name = max(sorted(row), key=lambda item: row[item])
        rivals = [scores[other][name] for other in scores if other != label]
        top = max(0.0, *row.values(), *rivals)
        sum_ = math.exp(-top) + sum(math.exp(score - top) for score in (*row.values(), *rivals))
        found[label] = Likely(name, round(math.exp(row[name] - top) / sum_, 3))
    return found


def _likelihood(said: Speech, speaker: Speech, everyone: Speech) -> float:
    """Log-odds of `said` from `speaker` against anyone, toned down."""
    return SHARP * gain_of(said.counts[JUDGED], speaker.counts[JUDGED], everyone.counts[JUDGED], SMOOTHING[JUDGED])


def write_profile(path: Path, regulars: Regulars) -> None:
    """Whole or not at all. Raises E105."""
    data = {
        "diarfix-profile": VERSION,
        "speakers": {name: _data(regulars.speakers[name]) for name in sorted(regulars.speakers)},
        "others": _data(regulars.others),
    }
    io.write_bytes(path, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def _data(speech: Speech) -> dict[str, Any]:
    kept = {view: sorted(speech.counts[view].items(), key=lambda item: (-item[1], item[0]))[: MOST[view]]
            for view in VIEWS}
    return {"turns": speech.turns, "words": speech.length, "questions": speech.questions,
            "counts": {view: dict(items) for view, items in kept.items()}}


def read_profile(path: Path) -> Regulars:
    """A profile that `diarfix learn --profile` wrote. Raises E101-E106, E602."""
    text, _, _ = io.decode(io.read_bytes(path), str(path))
    try:
        data = json.loads(text)
        if data["diarfix-profile"] != VERSION:
            raise ValueError("another version")
        return Regulars({str(name): _speech(item) for name, item in data["speakers"].items()}, _speech(data["others"]))
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise DiarfixError(
            "E602", f"not a profile of a show ({type(problem).__name__}: {problem})",
            "write it with diarfix learn --profile", Place(str(path)),
        ) from None


def _speech(data: Any) -> Speech:
    counts: dict[View, Counter[str]] = {
        view: Counter({str(item): int(times) for item, times in data["counts"][view].items()}) for view in VIEWS
    }
    return Speech(counts, int(data["turns"]), int(data["words"]), int(data["questions"]))


def pooled(parts: Iterable[Mapping[str, Speech]], regular: Iterable[str]) -> Regulars:
    """The regulars' speech of several episodes, and everyone else's."""
    wanted, rows = sorted(set(regular)), list(parts)
    return Regulars(
        {name: total(row[name] for row in rows if name in row) for name in wanted},
        total(speech for row in rows for name, speech in row.items() if name not in wanted),
    )
