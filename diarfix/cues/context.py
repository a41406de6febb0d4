"""What every cue may look at: the analysis, the healed seams and the labels' shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from diarfix.cues.analysis import Analysis
from diarfix.cues.entities import BATCH
from diarfix.cues.floor import Script, find_events
from diarfix.cues.floor.guests import find_guests
from diarfix.cues.floor.names import let_in
from diarfix.cues.lexicon import BACKCHANNEL_PHRASES, BACKCHANNELS, HARD_DANGLING
from diarfix.cues.nlp import parsed_only
from diarfix.model import Transcript
from diarfix.text import ends_sentence, is_capitalised, plain

if TYPE_CHECKING:
    from spacy.tokens import Doc

Arc = Literal["none", "weak", "split", "strong"]
"""What crosses a healed seam: nothing, a loose relation, a sentence start, or a tight relation."""

Logits = NDArray[np.float32]
Boundary = Callable[[Sequence[str]], Logits]
"""Words to the log-odds that the speaker changes before each."""

WINDOW = 24
"""Words on either side of a seam that are parsed together."""

TIGHT = frozenset(
    """acomp amod attr aux auxpass case compound det dobj expl neg nmod nsubj nsubjpass nummod pcomp pobj poss predet
    prt quantmod xcomp""".split()
)
"""Relations that hardly ever cross a sentence end."""

TIGHT_REACH = 4
"""Tokens a tight arc may span; the parser's long ones across a seam are mostly repairs of its own."""

AROUND = 30
"""Words on either side that show whether a stretch is punctuated at all."""

SPARSE = 30
"""Words to a final mark over which a stretch counts as hardly punctuated."""

UNMARKED = 0.02
"""Share of unmarked label changes over which a transcript's marks do not come from each piece alone."""

_FINAL = re.compile(r"[.?!…]+$")


@dataclass(frozen=True, eq=False)
class Context:
    """One transcript's analysis with what is derived from it once and read by many cues."""

    analysis: Analysis
    raw: Context | None = None
    """The context before labels were merged, where this one is a merged view."""
    boundary: Boundary | None = None
    """The boundary model, where it has a say."""

    @property
    def transcript(self) -> Transcript:
        """The transcript under analysis."""
        return self.analysis.transcript

    @cached_property
    def changes(self) -> Logits | None:
        """The boundary model's log-odds that the speaker changes before each word, shape (words,)."""
        return self.boundary([word.text for word in self.transcript.words]) if self.boundary else None

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """Every word in its plain form."""
        return tuple(plain(word.text) for word in self.transcript.words)

    @cached_property
    def lowered(self) -> frozenset[str]:
        """Plain words that stand in lower case somewhere."""
        words = self.transcript.words
        return frozenset(word for word, own in zip(self.plain, words, strict=True) if own.text[:1].islower())

    @cached_property
    def capitalised(self) -> frozenset[str]:
        """Plain words that stand with a capital inside a unit, where no sentence start explains it."""
        starts = {unit.start for unit in self.analysis.units}
        words = self.transcript.words
        return frozenset(
            word
            for at, word in enumerate(self.plain)
            if at not in starts and is_capitalised(words[at].text) and not ends_sentence(words[at - 1].text)
        )

    @cached_property
    def shares(self) -> dict[str, float]:
        """Each label's share of the words, 0 to 1."""
        total = len(self.transcript.words)
        return {label: count / total for label, count in self.transcript.word_counts.items()}

    @cached_property
    def turn_counts(self) -> dict[str, int]:
        """Turns by label."""
        counts: dict[str, int] = {}
        for turn in self.transcript.turns:
            counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
        return counts

    @cached_property
    def let_in(self) -> tuple[str, ...]:
        """The people whom the words announce or hand the floor, in order."""
        if self.raw is not None:
            return self.raw.let_in
        return let_in(find_events(Script(self.transcript)))

    @cached_property
    def guests(self) -> tuple[str, ...]:
        """The people who are introduced, called on or put through by name, as on shows and panels, in order."""
        return self.raw.guests if self.raw is not None else let_in(find_guests(Script(self.transcript)))

    @cached_property
    def _marks(self) -> tuple[int, ...]:
        """Running count of sentence ends before every word, one entry longer than the words."""
        return tuple(accumulate((ends_sentence(word.text) for word in self.transcript.words), initial=0))

    def is_sparse(self, at: int) -> bool:
        """Whether the words around the gap before `at` hardly have final marks, so that a missing one says nothing."""
        low, high = max(0, at - AROUND), min(len(self.plain), at + AROUND)
        return (self._marks[high] - self._marks[low]) * SPARSE < high - low

    def is_backchannel(self, start: int, end: int) -> bool:
        """Whether words `start:end` are nothing but a listener's short reply."""
        words = self.plain[start:end]
        return bool(words) and (
            all(word in BACKCHANNELS for word in words) or (len(words) <= 3 and " ".join(words) in BACKCHANNEL_PHRASES)
        )

    @cached_property
    def false_stops(self) -> float:
        """Share of the label changes that follow a full stop on a word which cannot end a sentence, 0 to 1.

        Recognisers that punctuate each labelled piece on its own leave many; others hardly any.
        """
        if self.raw is not None:
            return self.raw.false_stops
        words = self.transcript.words
        seams = list(self.transcript.seams())
        unmarked = sum(not ends_sentence(words[at - 1].text) for at in seams)
        false = sum(words[at - 1].text.endswith(".") and self.plain[at - 1] in HARD_DANGLING for at in seams)
        # Where some pieces end without a mark, marks come from the whole and not from each piece.
        if not seams or unmarked > UNMARKED * len(seams):
            return 0.0
        return false / len(seams)

    @cached_property
    def arcs(self) -> dict[int, Arc]:
        """For every seam (keyed by its first word): what the parse of the healed sentence says.

        The last mark on the left is dropped and the first letter on the right lowered, so that a sentence
        cut by a label parses as one again.
        """
        seams = list(self.transcript.seams())
        healed = [self._healed(seam) for seam in seams]
        known = self._read
        new = list(dict.fromkeys(pair for pair in healed if pair not in known))
        texts = (f"{left} {right}" for left, right in new)
        docs = parsed_only(self.analysis.nlp, texts, BATCH)
        known.update((pair, _crossing(doc, len(pair[0]))) for pair, doc in zip(new, docs, strict=True))
        return {seam: known[pair] for seam, pair in zip(seams, healed, strict=True)}

    @cached_property
    def _read(self) -> dict[tuple[str, str], Arc]:
        """What crosses each healed seam parsed so far, by its two sides; a merged view shares it with what was read."""
        return {} if self.raw is None else self.raw._read

    def _healed(self, seam: int) -> tuple[str, str]:
        analysis = self.analysis
        start = max(analysis.units[analysis.unit_of[seam - 1]].start, seam - WINDOW)
        end = min(analysis.units[analysis.unit_of[seam]].end, seam + WINDOW)
        left = self.transcript.text(start, seam)
        right = self.transcript.text(seam, end)
        left = _FINAL.sub("", left) or left
        if analysis.tags[seam].pos != "PROPN" and self.plain[seam] != "i" and not self.plain[seam].startswith("i'"):
            right = right[0].lower() + right[1:]
        return left, right


def _crossing(doc: Doc, cut: int) -> Arc:
    """What crosses character `cut`; read as one table of numbers, since objects for every token take longer."""
    columns = doc.to_array(["IDX", "HEAD", "DEP", "SENT_START"]).T.tolist()
    places, _, relations, starts = columns
    # Distances to the head are signed, the table is not.
    reaches = [reach - 2**64 if reach >= 2**63 else reach for reach in columns[1]]
    names = doc.vocab.strings
    found: Arc = "none"
    for token, (place, reach, relation) in enumerate(zip(places, reaches, relations, strict=True)):
        head = places[token + reach]
        if reach == 0 or not min(place, head) < cut < max(place, head) or names[relation] == "punct":
            continue
        if names[relation] in TIGHT and abs(reach) <= TIGHT_REACH:
            return "strong"
        found = "weak"
    if found == "weak":
        first = next((token for token, place in enumerate(places) if place > cut), None)
        if first is not None and (first == 0 or starts[first] == 1):
            return "split"
    return found
