"""From any format to any other, with a line for everything that does not come through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from diarfix.errors import DiarfixError, Place
from diarfix.formats import FORMATS, build, by_id, raw_turns
from diarfix.formats.base import Estimate, Format, Holds
from diarfix.model import UNLABELLED, Transcript

LABELS = 8
"""Labels that are written otherwise and listed one by one; of more only the number is told."""

ASIDE = frozenset({Holds.NOTES, Holds.CHANNELS})
"""What stands beside the words, and which not every writer takes along."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A transcript in its new document, a line for each loss, and the times that were made up."""

    transcript: Transcript
    losses: tuple[str, ...]
    estimates: tuple[Estimate, ...] = ()


def convert(transcript: Transcript, format_id: str, strict: bool = False) -> Conversion:
    """The transcript as a new document. Raises E202, E203; with `strict` E205 where anything would be lost.

    In its own format a transcript is handed back as it is.
    """
    target = by_id(format_id)
    if target.id == transcript.source.format:
        return Conversion(transcript, ())
    made = build(raw_turns(transcript), format_id, transcript.source.name)
    losses = tuple(_losses(transcript, made.transcript, made.estimates, target))
    if strict and losses:
        raise DiarfixError("E205", f"{target.id} cannot hold it all: {'; '.join(losses)}",
                           "choose another format, or leave --strict out", Place(transcript.source.name))
    return Conversion(made.transcript, losses, made.estimates)


def format_of(name: str, source: str) -> Format:
    """The format that a file's ending asks for; `source` is the format that is converted. Raises E601, E202."""
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    fitting = [item for item in FORMATS if ending in item.suffixes and item.build is not None]
    for item in fitting:
        if item.id in (source, "name-lines") or len(fitting) == 1:
            return item
    if not fitting:
        raise DiarfixError("E601", f"no format is known by the ending {ending!r}", "name one with --to", Place(name))
    known = ", ".join(item.id for item in fitting)
    raise DiarfixError("E601", f"{ending} may be {known}", "name one with --to", Place(name))


def used(transcript: Transcript) -> frozenset[Holds]:
    """What of all that formats can hold this transcript has."""
    words, turns = transcript.words, transcript.turns
    overlap = any(
        right.time is not None and left.until is not None and right.time < left.until - 0.0005
        for left, right in pairwise(turns)
    )
    has = {
        Holds.WORDS: True,
        Holds.SPEAKERS: any(label != UNLABELLED for label in transcript.labels),
        Holds.NAMES: any(label != UNLABELLED and not label.isdigit() for label in transcript.labels),
        Holds.STARTS: any(turn.time is not None for turn in turns),
        Holds.ENDS: any(turn.until is not None for turn in turns),
        Holds.WORD_TIMES: 2 * sum(word.start is not None for word in words) > len(words),
        Holds.WORD_CONFIDENCE: any(word.confidence is not None for word in words),
        Holds.SPEAKER_CONFIDENCE: any(word.speaker_confidence is not None for word in words),
        Holds.OVERLAPS: overlap,
        Holds.CHANNELS: any(word.channel is not None for word in words),
        Holds.NOTES: bool(transcript.notes()),
    }
    return frozenset(item for item, there in has.items() if there)


def _losses(
    transcript: Transcript, made: Transcript, estimates: tuple[Estimate, ...], target: Format
) -> Iterator[str]:
    # What a format can hold is lost, too, where its writer makes no use of it.
    kept = target.holds - (ASIDE - used(made))
    for item in sorted(used(transcript) - kept, key=list(Holds).index):
        why = f"{target.id} holds none" if item not in target.holds else "they stay behind"
        yield f"{item.value}: {_count(transcript, item)}, and {why}"
    if estimates:
        what = "words" if Holds.WORD_TIMES in target.needs else "turns or cues"
        yield f"times: those of {len(estimates):,} {what} are estimated, in proportion to their length"
    if Holds.SPEAKERS in target.holds and Holds.WORDS in target.holds:
        yield from _renamed(transcript, made)
    said = [token for word in transcript.words for token in word.text.split()]
    if Holds.WORDS in target.holds and said != [token for word in made.words for token in word.text.split()]:
        yield f"words: some are written otherwise ({len(transcript.words):,} before, {len(made.words):,} after)"


def _count(transcript: Transcript, item: Holds) -> str:
    """How much there is of what is lost."""
    words, turns = transcript.words, transcript.turns
    counts = {
        Holds.STARTS: (sum(turn.time is not None for turn in turns), "turns have them"),
        Holds.ENDS: (sum(turn.until is not None for turn in turns), "turns have them"),
        Holds.WORD_TIMES: (sum(word.start is not None for word in words), "words have them"),
        Holds.WORD_CONFIDENCE: (sum(word.confidence is not None for word in words), "words have one"),
        Holds.SPEAKER_CONFIDENCE: (sum(word.speaker_confidence is not None for word in words), "words have one"),
        Holds.CHANNELS: (len({word.channel for word in words} - {None}), "in use"),
        Holds.NAMES: (len(set(transcript.labels) - {UNLABELLED}), "labels have one"),
        Holds.SPEAKERS: (len(set(transcript.labels) - {UNLABELLED}), "labels"),
        Holds.WORDS: (len(words), "of them"),
    }
    number, noun = counts.get(item, (0, ""))
    return f"{number:,} {noun}" if noun else "there are some"


def _renamed(transcript: Transcript, made: Transcript) -> Iterator[str]:
    """Labels that are not read back as they were."""
    if len(made.words) != len(transcript.words):
        return
    pairs = dict.fromkeys(
        (old, new) for old, new in zip(transcript.speakers, made.speakers, strict=True) if old != new
    )
    if len(pairs) > LABELS:
        yield f"labels: {len(pairs)} are written otherwise"
        return
    for old, new in pairs:
        yield f"labels: {old!r} is written as {new!r}"
