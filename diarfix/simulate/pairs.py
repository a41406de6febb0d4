"""A raw transcript word by word beside the truth: from a reviewed version, or from a simulation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diarfix.measure import align, best_mapping, spoken
from diarfix.model import Transcript
from diarfix.text import ends_sentence

_NUMBERED = re.compile(r"(?i)speaker[ _]?\d+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """Raw words with their raw and right labels, all of one length.

    Raw labels are given in the truth's names, one label a person; a label that is left over is marked "?".
    `written` is each word as the truth writes it, None where it has no such word. `anonymous` says whether most
    raw labels were numbers ("Speaker 0").
    """

    name: str
    words: tuple[str, ...]
    raw: tuple[str, ...]
    gold: tuple[str, ...]
    written: tuple[str | None, ...]
    anonymous: bool

    def ends_at(self, word: int) -> bool:
        """Whether a sentence ends before `word`, by the truth where it says."""
        return word == 0 or ends_sentence(self.written[word - 1] or self.words[word - 1])


def labelled(name: str, raw: Transcript, truth: Transcript) -> Labelled:
    """`raw` beside `truth`, whose words may differ. A word the truth lacks takes its neighbours' label where
    both agree, else counts as right."""
    right, texts = truth.speakers, [word.text for word in raw.words]
    gold: list[str | None] = [None] * len(texts)
    written: list[str | None] = [None] * len(texts)
    left_words, right_words = spoken(raw), spoken(truth)
    same = left_words == right_words
    for at, there in enumerate(range(len(right))) if same else align(left_words, right_words):
        gold[at] = right[there]
        if left_words[at] == right_words[there]:
            written[at] = truth.words[there].text
    named = _named(raw.speakers, gold)
    anonymous = sum(bool(_NUMBERED.fullmatch(label)) for label in raw.labels) * 2 > len(raw.labels)
    return Labelled(name, tuple(texts), tuple(named), tuple(_filled(gold, named)), tuple(written), anonymous)


def _named(labels: Sequence[str], gold: Sequence[str | None]) -> list[str]:
    names = best_mapping(Counter((who, label) for label, who in zip(labels, gold, strict=True) if who is not None))
    return [names.get(label) or f"?{label}" for label in labels]


def _filled(gold: Sequence[str | None], named: Sequence[str]) -> Iterator[str]:
    """`gold` without gaps: what both neighbours say, else the raw label."""
    after: list[str | None] = [None] * (len(gold) + 1)
    for at in range(len(gold) - 1, -1, -1):
        after[at] = gold[at] or after[at + 1]
    before: str | None = None
    for at, who in enumerate(gold):
        if who is None:
            who = before if before is not None and before == after[at] else named[at]
        yield who
        before = who
