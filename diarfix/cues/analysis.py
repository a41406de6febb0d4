"""What spaCy says about a transcript, projected onto its words, and its sentence-like units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarfix.cues.entities import BATCH, Chunk, Entities
from diarfix.errors import DiarfixError, Place
from diarfix.model import Transcript
from diarfix.text import ends_sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST_PARSE = 400
"""Words in one parse; a longer unit (speech without marks) is parsed in pieces, to bound memory."""

LONGEST_WORD = 10_000
"""Characters in one word; what is longer is no speech, and the parser refuses a million of them."""

MOST_TURNS, MOST_SPEAKERS = 250_000, 2_000
"""Turns and labels in one transcript; a million words of talk have some twenty thousand turns. Beyond that the work
takes hours and says nothing."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})

FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence-like piece inside one turn: words `start:end`, ended by a final mark or the turn's end."""

    start: int
    end: int
    turn: int

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Tag:
    """What the parser made of one word. A word of several tokens ("don't") has a first and a last one.

    `pos` and `last_pos` are universal parts of speech, `tag` the fine (Penn) one of the last token,
    `dep` the relation of the first token.
    """

    pos: str
    last_pos: str
    tag: str
    dep: str
    subject: bool
    finite: bool


@dataclass(frozen=True)
class Analysis:
    """Units in order, the unit of every word, a `Tag` for every word, and entities for those who ask."""

    transcript: Transcript
    units: tuple[Unit, ...]
    unit_of: tuple[int, ...]
    tags: tuple[Tag, ...]
    entities: Entities
    nlp: Language

    def turn_units(self, turn: int) -> tuple[Unit, ...]:
        """The units of one turn, in order."""
        span = self.transcript.turns[turn]
        return self.units[self.unit_of[span.start] : self.unit_of[span.end - 1] + 1]


def split_units(transcript: Transcript) -> Iterator[Unit]:
    """Cut every turn after each word that ends a sentence.

    turn   |Thanks. | You bet. | So where|
    units  |---0----|----1-----|----2----|
    """
    for index, turn in enumerate(transcript.turns):
        start = turn.start
        for at in range(turn.start, turn.end):
            if at + 1 == turn.end or ends_sentence(transcript.words[at].text):
                yield Unit(start, at + 1, index)
                start = at + 1


def analyse(transcript: Transcript, nlp: Language) -> Analysis:
    """Parse every turn and project tokens onto words.

    Raises E203 for a word over `LONGEST_WORD`, E106 over `MOST_TURNS` or `MOST_SPEAKERS`.
    """
    turns, labels = len(transcript.turns), len(transcript.labels)
    for count, most, what in ((turns, MOST_TURNS, "turns"), (labels, MOST_SPEAKERS, "speakers")):
        if count > most:
            raise DiarfixError("E106", f"it has {count:,} {what}, over {most:,}", "split it into episodes",
                               Place(transcript.source.name))
    for index, word in enumerate(transcript.words):
        if len(word.text) > LONGEST_WORD:
            what = f"a word of {len(word.text):,} characters is no speech"
            raise DiarfixError("E203", what, "remove it", transcript.place(index))
    units = tuple(split_units(transcript))
    unit_of = tuple(index for index, unit in enumerate(units) for _ in range(len(unit)))
    spans = list(_chunks(units))
    texts = (transcript.text(start, end) for start, end in spans)
    tags: list[Tag] = []
    chunks: list[Chunk] = []
    for (start, end), doc in zip(spans, nlp.pipe(texts, batch_size=BATCH, disable=["ner"]), strict=True):
        tags.extend(_project(doc, [len(word.text) for word in transcript.words[start:end]]))
        chunks.append(Chunk.of(doc, start, end))
    return Analysis(transcript, units, unit_of, tuple(tags), Entities(transcript, tuple(chunks), nlp), nlp)


def _chunks(units: Iterable[Unit]) -> Iterator[tuple[int, int]]:
    """Spans to parse: whole turns, cut at unit ends (or, failing that, anywhere) when they are long."""
    pending: tuple[int, int, int] | None = None
    for unit in units:
        if pending and pending[2] == unit.turn and unit.end - pending[0] <= LONGEST_PARSE:
            pending = (pending[0], unit.end, unit.turn)
            continue
        if pending:
            yield from _split(pending[0], pending[1])
        pending = (unit.start, unit.end, unit.turn)
    if pending:
        yield from _split(pending[0], pending[1])


def _split(start: int, end: int) -> Iterator[tuple[int, int]]:
    for at in range(start, end, LONGEST_PARSE):
        yield at, min(end, at + LONGEST_PARSE)


def _project(doc: Doc, lengths: Iterable[int]) -> Iterator[Tag]:
    """A tag for each word of the text; `lengths` are the words' characters.

    Read as one table of numbers: an object for every token takes longer than its tag.
    """
    columns = doc.to_array(["IDX", "IS_SPACE", "POS", "TAG", "DEP"]).T.tolist()
    names = doc.vocab.strings
    rows = [row[:1] + row[2:] for row in zip(*columns, strict=True) if not row[1]]
    at = begin = 0
    for length in lengths:
        stop = begin + length
        first = last = rows[at]
        subject = finite = False
        while at < len(rows) and rows[at][0] < stop:
            token = rows[at]
            if names[token[1]] != "PUNCT":
                last = token
                if names[first[1]] == "PUNCT":
                    first = token
            subject = subject or names[token[3]] in SUBJECTS
            finite = finite or names[token[2]] in FINITE
            at += 1
        yield Tag(names[first[1]], names[last[1]], names[last[2]], names[first[3]], subject, finite)
        begin = stop + 1
