"""`podcast-json`: transcripts of Podcasting 2.0 in JSON,
https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md

    {"version": "1.0.0", "segments": [
      {"speaker": "Mara Quill", "startTime": 1, "endTime": 3.5, "body": "Good morning, shed people."}]}

A segment may be a word or a sentence. The specification does not say whose a segment without `speaker` is: as with
captions, it goes to the last one named in a document that names people when they change, and to no one elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from diarfix.formats import timed
from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.probe import Probe
from diarfix.formats.said import document, known
from diarfix.formats.segments import Change, Keys, Piece, Segment, relabel_segments
from diarfix.formats.text_segments import text_segments
from diarfix.model import UNLABELLED, LabelOrigin, Source, Transcript, Word

WIDTH = 130
"""Characters of a segment of a new document at most: two lines of a caption, as players show them."""

KEYS = Keys("", "startTime", "endTime", "body", "", Patch.seconds)


def sniff(probe: Probe) -> float:
    """1 for an object whose `segments` have a `body`."""
    segments = probe.json.get("segments") if probe.json is not None else None
    return float(segments is not None and any(item.has("body") for item in segments.items[:20]))


def parse(reader: Reader) -> tuple[list[Segment], list[Word], bool]:
    """The segments with their words, and whether labels are carried on. Raises E203."""
    if reader.root.kind != "object" or reader.root.get("segments") is None:
        reader.fail(reader.root, "there are no 'segments'", "check that this is a Podcasting 2.0 transcript")
    segments, words = text_segments(reader, reader.objects(reader.root, "segments"), KEYS)
    filled = [segment for segment in segments if segment.spans]
    labels = [segment.label for segment in filled]
    repeats = any(left == right and left is not None for left, right in pairwise(labels))
    carries = None in labels and not repeats
    running: str | None = None
    for at, segment in enumerate(segments if carries else ()):
        if segment.spans:
            running = segment.label or running
            segments[at] = replace(segment, label=running)
    return segments, words, carries


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in a Podcasting 2.0 JSON."""
    reader = Reader.of(text, name)
    segments, words, _ = parse(reader)
    units = []
    for item in segments:
        origin: LabelOrigin = "given" if item.node.get("speaker") is not None else "carried"
        mine = words[item.first : item.last]
        units.append(Unit(item.label, mine, item.node.begin, item.start, item.end, origin))
    return assemble(units, Source(name, "podcast-json", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited`; segments are cut where speakers change."""
    reader = Reader.of(original.source.text, original.source.name)
    segments, _, carries = parse(reader)
    patch, change, running = Patch(reader.text, reader.root), Change.of(original, edited), UNLABELLED

    def speaker(piece: Piece) -> dict[str, str | None]:
        nonlocal running
        node, before, running = piece.segment.node, running, piece.label
        if not carries:
            raw = None if piece.label == UNLABELLED else patch.quote(piece.label)
            return {"speaker": raw} if piece.relabelled else {}
        if piece.label == UNLABELLED != before:
            reader.fail(node, "a segment here cannot go without a speaker", "give it one, or every segment its label")
        if piece.label == before:
            return {"speaker": None} if node.get("speaker") is not None else {}
        same = not piece.relabelled and node.get("speaker") is not None
        return {} if same else {"speaker": patch.quote(piece.label)}

    array = reader.root.get("segments")
    assert array is not None
    estimates = relabel_segments(patch, array, segments, KEYS, change, speaker)
    return Written(patch.text(), tuple(estimates))


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: segments of about a sentence, each with its label."""
    made = timed.captions(turns, WIDTH, 1)
    segments = []
    for turn in made.turns:
        speaker = None if turn.speaker == UNLABELLED else turn.speaker
        body = " ".join(word.text for word in turn.tokens)
        segments.append(known(speaker=speaker, startTime=turn.time, endTime=turn.until, body=body))
    return Built(read(document({"version": "1.0.0", "segments": segments}), name, False), made.estimates)


FORMAT = Format(
    id="podcast-json",
    title="Podcasting 2.0 JSON, segments of text",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.OVERLAPS}),
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
