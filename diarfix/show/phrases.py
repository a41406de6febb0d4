"""Phrases that only one of a show's people says, as evidence of whose words they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diarfix.model import Transcript
from diarfix.show.record import Known
from diarfix.solve.testimony import Testimony
from diarfix.text import plain

CODE = "SHOW001"
"""Stands where a rule's code would. An edit with it alone waits for a person."""

WEIGHT = 10.0
"""Log-odds that the one whose phrase it is said it, set by a person: what a quote has, enough to be proposed."""

MARKS = (".", "?", "!", "…")


def phrase_testimony(transcript: Transcript, known: Known | None, names: Mapping[str, str]) -> tuple[Testimony, ...]:
    """What the phrases say of whose words are whose; `names` gives each label's person.

    A phrase that someone else with a name says, too, says nothing.
    """
    if known is None or not known.phrases:
        return ()
    return tuple(_testimony(transcript, known, {name: label for label, name in names.items()}))


def _testimony(transcript: Transcript, known: Known, labels: Mapping[str, str]) -> Iterator[Testimony]:
    words = [plain(word.text) for word in transcript.words]
    for phrase, name in known.phrases:
        sought = [plain(part) for part in phrase.split()]
        label = labels.get(name)
        if label is None or not sought:
            continue
        places = [at for at in range(len(words) - len(sought) + 1) if words[at : at + len(sought)] == sought]
        elsewhere = [at for at in places if transcript.speakers[at] != label]
        # Where others say it again and again it is not one person's.
        if len(elsewhere) > max(1, len(places) - len(elsewhere)):
            continue
        for at in places:
            start, end = _sentence(transcript, at, at + len(sought))
            yield Testimony(start, end, label, WEIGHT, CODE, f"only {name} says “{phrase}”")


def _sentence(transcript: Transcript, start: int, end: int) -> tuple[int, int]:
    """The sentence around the words, within their turn."""
    turn = transcript.turns[transcript.turn_at(start)]
    while start > turn.start and not transcript.words[start - 1].text.endswith(MARKS):
        start -= 1
    while end < turn.end and not transcript.words[end - 1].text.endswith(MARKS):
        end += 1
    return start, end
