"""Named entities, found only in the stretches that a cue asks about: the recogniser costs as much as the parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarfix.model import Transcript

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 64
"""Texts that the pipeline reads at once: more is hardly faster and takes more memory."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words `start:end`, parsed as one text, and the tokens with which the parser starts sentences there."""

    start: int
    end: int
    sentences: frozenset[int]

    @classmethod
    def of(cls, doc: Doc, start: int, end: int) -> Chunk:
        """The chunk that was parsed as `doc`."""
        return cls(start, end, frozenset(sent.start for sent in doc.sents))


class Entities:
    """The entity type of every word ("PERSON", "ORG", ...; "" for none), found chunk by chunk when asked for.

    An entity never reaches over a sentence of the parser, so what is found is what the whole pipeline would find.
    """

    def __init__(self, transcript: Transcript, chunks: tuple[Chunk, ...], nlp: Language) -> None:
        self._transcript, self._chunks, self._nlp = transcript, chunks, nlp
        self._starts = [chunk.start for chunk in chunks]
        self._found: dict[int, tuple[str, ...]] = {}

    def __getitem__(self, at: int) -> str:
        """The entity type of word `at`."""
        number = self._number(at)
        self._find([number])
        return self._found[number][at - self._chunks[number].start]

    def look_at(self, words: Iterable[int]) -> None:
        """Find the entities around these words at once, which is faster than one by one."""
        self._find(sorted({self._number(at) for at in words}))

    def _number(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def _find(self, numbers: Iterable[int]) -> None:
        new = [number for number in numbers if number not in self._found]
        if not new:
            return
        texts = (self._document(self._chunks[number]) for number in new)
        others = [name for name in self._nlp.pipe_names if name != "ner"]
        for number, doc in zip(new, self._nlp.pipe(texts, batch_size=BATCH, disable=others), strict=True):
            chunk = self._chunks[number]
            lengths = [len(word.text) for word in self._transcript.words[chunk.start : chunk.end]]
            self._found[number] = tuple(_project(doc, lengths))

    def _document(self, chunk: Chunk) -> Doc:
        doc = self._nlp.make_doc(self._transcript.text(chunk.start, chunk.end))
        for token in doc:
            token.is_sent_start = token.i in chunk.sentences
        return doc


def _project(doc: Doc, lengths: Iterable[int]) -> Iterable[str]:
    """The entity type of each word: that of its first token that is more than a mark."""
    tokens = [token for token in doc if not token.is_space]
    at = begin = 0
    for length in lengths:
        stop = begin + length
        found = tokens[at]
        while at < len(tokens) and tokens[at].idx < stop:
            if found.is_punct and not tokens[at].is_punct:
                found = tokens[at]
            at += 1
        yield found.ent_type_
        begin = stop + 1
