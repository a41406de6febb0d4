"""How a stretch of speech is said, as counts: words, character n-grams, discourse markers, openers, questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from diarfix.text import plain

View = Literal["words", "pairs", "letters", "markers", "opener"]
"""The kinds of counts: plain words, word pairs, character n-grams, discourse markers, how a turn begins."""

VIEWS: tuple[View, ...] = get_args(View)

LETTERS = 4
"""Characters in an n-gram; words are set apart by a space."""

MARKERS = frozenset(
    """actually alright also and anyway basically because but cool correct exactly fine finally first gonna got great
    guess hey hmm honestly however i'd i'll i'm i've indeed interesting just kind kinda know let's like literally look
    maybe mean mhm nice no now obviously of oh ok okay or perhaps please pretty probably quite really right say see so
    sort still stuff super sure thank thanks that's then there's they're thing things think though too totally
    uh um very wanna we're well what whatever what's why would wow yeah yep yes you you're""".split()
)
"""Words that show how someone talks more than what about."""

_QUESTION = "?"


@dataclass(frozen=True, slots=True)
class Speech:
    """Counts of one stretch of speech, or of many: `turns` of them with `length` words, `questions` that ask."""

    counts: dict[View, Counter[str]]
    turns: int = 0
    length: int = 0
    questions: int = 0

    def __add__(self, other: Speech) -> Speech:
        merged = {view: self.counts[view] + other.counts[view] for view in VIEWS}
        return Speech(
            merged, self.turns + other.turns, self.length + other.length, self.questions + other.questions
        )


def empty() -> Speech:
    """Nothing said."""
    return Speech({view: Counter() for view in VIEWS})


def total(parts: Iterable[Speech]) -> Speech:
    """All of them together."""
    counts: dict[View, Counter[str]] = {view: Counter() for view in VIEWS}
    turns = length = questions = 0
    for part in parts:
        for view in VIEWS:
            counts[view].update(part.counts[view])
        turns, length, questions = turns + part.turns, length + part.length, questions + part.questions
    return Speech(counts, turns, length, questions)


def speech_of(words: Sequence[str]) -> Speech:
    """One stretch as it is written.

    >>> said = speech_of("So, what do you mean?".split())
    >>> sorted(said.counts["markers"]), said.questions, list(said.counts["opener"])
    (['mean', 'so', 'what', 'you'], 1, ['so'])
    """
    spoken = [plain(word) for word in words]
    text = f" {' '.join(spoken)} "
    return Speech(
        {
            "words": Counter(spoken),
            "pairs": Counter(f"{left} {right}" for left, right in pairwise(spoken)),
            "letters": Counter(text[at : at + LETTERS] for at in range(len(text) - LETTERS + 1)),
            "markers": Counter(word for word in spoken if word in MARKERS),
            "opener": Counter(spoken[:1]),
        },
        1,
        len(spoken),
        int(any(_QUESTION in word[-3:] for word in words)),
    )
