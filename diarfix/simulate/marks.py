"""Marks and letter case around the places where labels change, and where a recogniser leaves them out.

Words keep their plain form; `Draft.texts` is all that changes.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from diarfix.simulate.draft import Draft
from diarfix.simulate.places import draw_count
from diarfix.simulate.recipe import Junction, Marks
from diarfix.text import ends_sentence, plain

_LAST_MARKS = re.compile(r"[^\w\s]+$")
_QUOTES = re.compile(r"^[\"“”]+|[\"“”]+(?=[.,?!;:…]*$)|(?<=[.,?!…])[\"“”]+$")


def write_marks(draft: Draft, marks: Marks, rng: random.Random) -> None:
    """Write the draft's words as a recogniser would, given where its labels now change."""
    if rng.random() < marks.quotes:
        _drop_quotes(draft)
    seams = [start for start, _, _ in draft.runs[1:]]
    cuts = sorted(set(draft.cuts) - set(seams))
    labels = draft.labels
    _write_all(draft, [at for at in seams if labels[at] != labels[at - 1]], marks.seam, rng)
    _write_all(draft, [at for at in seams if labels[at] == labels[at - 1]], marks.lost, rng)
    for place in cuts:
        if not ends_sentence(draft.texts[place - 1]) and rng.random() < marks.pieces:
            stop(draft, place - 1)
            capitalise(draft, place)
    for _ in range(draw_count(rng, marks.bare_per_1000_words * draft.size / 1000)):
        length = marks.bare_lengths.draw(rng)
        if length < draft.size:
            start = rng.randrange(draft.size - length)
            _strip(draft, start, start + length)


def _write_all(draft: Draft, places: Sequence[int], junction: Junction, rng: random.Random) -> None:
    """True changes of speaker after a final mark; the others are as a recogniser would have them already."""
    for place in places:
        if not ends_sentence(draft.texts[place - 1]):
            continue
        is_open = rng.random() < junction.open
        if is_open:
            unmark(draft, place - 1)
        if rng.random() < (junction.lower_after_open if is_open else junction.lower_after_mark):
            lower(draft, place)


def _strip(draft: Draft, start: int, end: int) -> None:
    """No marks and no sentence capitals in `start:end`."""
    for at in range(start, end):
        lower(draft, at)
        unmark(draft, at)


def _drop_quotes(draft: Draft) -> None:
    for at, text in enumerate(draft.texts):
        if '"' in text or "“" in text or "”" in text:
            draft.texts[at] = _kept(text, _QUOTES.sub("", text))


def stop(draft: Draft, word: int) -> None:
    """A full stop after the word, in place of whatever stood there."""
    draft.texts[word] = _kept(draft.texts[word], _LAST_MARKS.sub("", draft.texts[word]) + ".")


def unmark(draft: Draft, word: int) -> None:
    """No mark after the word."""
    draft.texts[word] = _kept(draft.texts[word], _LAST_MARKS.sub("", draft.texts[word]))


def capitalise(draft: Draft, word: int) -> None:
    """A capital for the word's first letter."""
    text = draft.texts[word]
    at = next((at for at, char in enumerate(text) if char.isalnum()), 0)
    draft.texts[word] = _kept(text, text[:at] + text[at : at + 1].upper() + text[at + 1 :])


def lower(draft: Draft, word: int) -> None:
    """A small letter, unless the word is a name, "I" or an acronym."""
    if draft.may_lower(word):
        text = draft.texts[word]
        at = next(at for at, char in enumerate(text) if char.isalnum())
        draft.texts[word] = _kept(text, text[:at] + text[at].lower() + text[at + 1 :])


def _kept(old: str, new: str) -> str:
    """The new text if it is the same word, else the old one: "C++" keeps its marks, "--" stays."""
    return new if new and plain(new) == plain(old) and any(char.isalnum() for char in new) else old
