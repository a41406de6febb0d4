"""A diarization and the words of a recogniser, as pyannote pipelines hand them around: one line to repair both.

    annotation   |---- SPEAKER_00 ----|- SPEAKER_01 -|      `pyannote.core.Annotation`, or what itertracks as it does
    words        it goes back to the   lowest number        [{"word": "it", "start": 1.0, "end": 1.2}, ...]
    repaired     |------ SPEAKER_00 -----------|-- 01 -|    the time of a word that moves goes to its new speaker

A word goes to the speaker who talks most while it lasts; one without times, or while nobody talks, to the speaker of
the word before it. pyannote itself is not imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from diarfix.errors import DiarfixError, Place
from diarfix.formats.in_memory import NAME
from diarfix.model import UNLABELLED, Seconds


class Track(NamedTuple):
    """One stretch of one speaker; `segment` is the annotation's own object."""

    start: Seconds
    end: Seconds
    label: Any
    name: Any
    segment: Any


def is_diarization(given: object) -> bool:
    """Whether this is a pair of an annotation and words."""
    return isinstance(given, tuple) and len(given) == 2 and callable(getattr(given[0], "itertracks", None))


def tracks(annotation: Any) -> list[Track]:
    """The annotation's stretches, in its order."""
    return [
        Track(float(segment.start), float(segment.end), label, name, segment)
        for segment, name, label in annotation.itertracks(yield_label=True)
    ]


def with_speakers(annotation: Any, words: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The words under their speakers, as WhisperX gives them. Raises E203 for words without a `word` or `text`."""
    listed = tracks(annotation)
    segments: list[dict[str, Any]] = []
    speaker: Any = None
    for at, word in enumerate(words):
        text = word.get("word", word.get("text"))
        if not isinstance(text, str):
            what = f"word {at} has no 'word' and no 'text'"
            raise DiarfixError("E203", what, "give each word as {'word': ..., 'start': ..., 'end': ...}", Place(NAME))
        start, end = word.get("start"), word.get("end")
        found = None if start is None or end is None else _loudest(listed, float(start), float(end))
        speaker = found if found is not None else speaker
        made = {"word": text, "start": start, "end": end} | ({} if speaker is None else {"speaker": str(speaker)})
        if not segments or segments[-1].get("speaker") != made.get("speaker"):
            label = {"speaker": made["speaker"]} if "speaker" in made else {}
            segments.append({"start": start, "end": end, "text": "", "words": [], **label})
        segments[-1]["words"].append(made)
        segments[-1]["end"] = end if end is not None else segments[-1]["end"]
        segments[-1]["text"] = f"{segments[-1]['text']} {text.strip()}".lstrip()
    return {"segments": segments}


def _loudest(listed: Sequence[Track], start: Seconds, end: Seconds) -> Any:
    shares: dict[Any, float] = {}
    for track in listed:
        common = min(end, track.end) - max(start, track.start)
        if common > 0:
            shares[track.label] = shares.get(track.label, 0.0) + common
    return max(shares, key=lambda label: shares[label], default=None)


def relabelled(
    annotation: Any, words: Sequence[Mapping[str, Any]], old: Sequence[str], new: Sequence[str]
) -> tuple[Any, list[dict[str, Any]]]:
    """A new annotation and new words: the time of every word whose label changed goes from the old to the new one.

    `old` and `new` are the labels of `words` before and after.
    """
    moved = list(_moves(words, old, new))
    made = type(annotation)(uri=getattr(annotation, "uri", None), modality=getattr(annotation, "modality", None))
    names: set[Any] = set()
    for track in tracks(annotation):
        names.add(track.name)
        pieces = [(track.start, track.end)]
        for start, end, before, _ in moved:
            if str(track.label) == before:
                pieces = [(a, b) for first, last in pieces
                          for a, b in ((first, min(last, start)), (max(first, end), last)) if a < b]
        for number, (a, b) in enumerate(pieces):
            whole = (a, b) == (track.start, track.end)
            segment = track.segment if whole else type(track.segment)(a, b)
            made[segment, track.name if number == 0 else f"{track.name}.{number}"] = track.label
    kind = next((type(track.segment) for track in tracks(annotation)), None)
    labels = {str(track.label): track.label for track in tracks(annotation)}
    for number, (start, end, _, after) in enumerate(moved):
        if kind is not None:
            made[kind(start, end), f"diarfix{number}"] = labels.get(after, after)
    named = ({} if label == UNLABELLED else {"speaker": label} for label in new)
    return made, [{**word, **label} for word, label in zip(words, named, strict=True)]


def _moves(
    words: Sequence[Mapping[str, Any]], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Seconds, Seconds, str, str]]:
    """Runs of neighbouring words that moved together: their time, from whom and to whom."""
    run: tuple[Seconds, Seconds, str, str] | None = None
    for word, before, after in zip(words, old, new, strict=True):
        start, end = word.get("start"), word.get("end")
        if before == after or start is None or end is None:
            if before == after:
                yield from [run] if run else []
                run = None
            continue
        if run and run[2:] == (before, after):
            run = (run[0], max(run[1], float(end)), before, after)
        else:
            yield from [run] if run else []
            run = (float(start), float(end), before, after)
    yield from [run] if run else []
