"""`whisperx`: the JSON of WhisperX, https://github.com/m-bain/whisperX (`whisperx/diarize.py`, `alignment.py`).

    {"segments": [{"start": 1.0, "end": 2.2, "text": " Meet at ten.", "speaker": "SPEAKER_00",
                   "words": [{"word": "Meet", "start": 1.0, "end": 1.3, "score": 0.91, "speaker": "SPEAKER_00"}, ...]}],
     "word_segments": [...all words again...], "language": "en"}

A word without a speaker of its own has its segment's. A missing `score` is None; so is a missing time. Segments
without words (`--no_align`) are read by their text. Its .txt, .srt, .vtt
and .tsv siblings are `name-lines`, `srt`, `vtt` and `tsv`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch, decoded
from diarfix.formats.json_read import Reader
from diarfix.formats.probe import Probe
from diarfix.formats.segments import Change, Keys, Piece, Segment, find_spans, relabel_segments, text_splices
from diarfix.formats.splice import differences
from diarfix.model import UNLABELLED, Source, Transcript, Word


def sniff(probe: Probe) -> float:
    """1 for an object whose `segments` have `text` and `start`."""
    root = probe.json
    segments = root.get("segments") if root is not None else None
    if segments is None or not segments.items:
        return 0.0
    first = segments.items[0]
    return float(first.has("text") and first.has("start") and not first.has("body"))


class Parsed(NamedTuple):
    """The segments with their words; for each word its speaker and (where it has one) its object."""

    segments: list[Segment]
    words: list[Word]
    speakers: list[str | None]
    items: list[Node | None]


def parse(reader: Reader) -> Parsed:
    """What stands in `segments`. Raises E203."""
    if reader.root.kind != "object" or reader.root.get("segments") is None:
        reader.fail(reader.root, "there are no 'segments'", "check that this is WhisperX's JSON")
    parsed = Parsed([], [], [], [])
    for node in reader.objects(reader.root, "segments"):
        _segment(reader, node, parsed)
    return parsed


def _segment(reader: Reader, node: Node, parsed: Parsed) -> None:
    label = reader.label(node, "speaker")
    start, end = reader.seconds(node, "start"), reader.seconds(node, "end")
    text = reader.string(node, "text") or ""
    words, items = [], []
    for at, item in enumerate(reader.objects(node, "words")):
        said = " ".join((reader.string(item, "word") or "").split())
        if not said:
            continue
        place = item.get("word") or item
        times = reader.seconds(item, "start"), reader.seconds(item, "end")
        words.append(Word(said, place.begin, place.stop, *times, reader.number(item, "score")))
        parsed.speakers.append(reader.label(item, "speaker") or label)
        parsed.items.append(item)
        items.append(at)
    spans = find_spans(text, words)
    found = node.get("text")
    if not words and found is not None:
        place_of = decoded(reader.text, found)
        places = list(place_of.words())
        spans = tuple(places)
        words = [Word(text[a:b], *place_of.span(a, b)) for a, b in places]
        if words:
            words[0] = replace(words[0], start=start)
            words[-1] = replace(words[-1], end=end)
        parsed.speakers.extend([label] * len(words))
        parsed.items.extend([None] * len(words))
    parsed.segments.append(Segment(node, label, start, end, len(parsed.words), spans, tuple(items)))
    parsed.words.extend(words)


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in WhisperX's JSON."""
    parsed = parse(Reader.of(text, name))
    units = []
    for segment in parsed.segments:
        at = segment.first
        for stop in range(segment.first + 1, segment.last + 1):
            if stop < segment.last and parsed.speakers[stop] == parsed.speakers[at]:
                continue
            words = parsed.words[at:stop]
            time = segment.start if at == segment.first and words[0].start is None else None
            until = segment.end if stop == segment.last and words[-1].end is None else None
            units.append(Unit(parsed.speakers[at], words, segment.node.begin, time, until))
            at = stop
    return assemble(units, Source(name, "whisperx", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited`, in every copy of a word; segments are cut where speakers change."""
    reader = Reader.of(original.source.text, original.source.name)
    parsed = parse(reader)
    patch = Patch(reader.text, reader.root)
    copies = _copies(reader, parsed)
    for at, item in enumerate(parsed.items):
        new, text = edited.speakers[at], edited.words[at].text
        for copy in (item, copies.get(at)):
            if copy is None:
                continue
            if new != original.speakers[at]:
                patch.set(copy, "speaker", None if new == UNLABELLED else patch.quote(new))
            word = copy.get("word")
            if text != original.words[at].text and word is not None:
                lead = word.value.find(original.words[at].text)
                for splice in differences(original.words[at].text, text, max(0, lead)):
                    patch.splice(word, *splice)
    array = reader.root.get("segments")
    assert array is not None
    change = Change.of(original, edited)
    estimates = relabel_segments(patch, array, parsed.segments, KEYS, change, partial(_chars, patch, change))
    return Written(patch.text(), tuple(estimates))


def _copies(reader: Reader, parsed: Parsed) -> dict[int, Node]:
    """The object in `word_segments` for each word; the two lists are walked side by side."""
    copies: dict[int, Node] = {}
    listed = reader.objects(reader.root, "word_segments")
    edge = 0
    for at, word in enumerate(parsed.words):
        if parsed.items[at] is None:
            continue
        same = (n for n in range(edge, min(len(listed), edge + 50)) if _same(reader, listed[n], word))
        found = next(same, None)
        if found is not None:
            copies[at] = listed[found]
            edge = found + 1
    return copies


def _same(reader: Reader, item: Node, word: Word) -> bool:
    said = " ".join((reader.string(item, "word") or "").split())
    return said == word.text and reader.seconds(item, "start") == word.start


def _chars(patch: Patch, change: Change, piece: Piece) -> dict[str, str | None]:
    """The `chars` of a piece's words, one for each character of their text, where the segment has them."""
    segment, start, end = piece.segment, piece.start, piece.end
    chars, text = segment.node.get("chars"), segment.node.get("text")
    spans = segment.placed
    if chars is None or text is None or len(chars.items) != len(text.value) or spans is None:
        return {}
    changes = text_splices(segment, change, start, end)
    if not changes and (start, end) == (0, len(spans)):
        return {}
    begin = spans[start - 1][1] if start else 0
    stop = spans[end - 1][1] if end < len(spans) else len(text.value)
    new = {at: "" for splice in changes for at in range(splice.begin, splice.stop)}
    new |= {splice.begin: splice.new for splice in changes}
    kept: list[Node | str] = []
    for at in range(begin, stop):
        if at not in new:
            kept.append(chars.items[at])
        elif new[at]:
            kept.append(patch.render(chars.items[at], {"char": patch.quote(new[at])}))
    return {"chars": patch.render(chars, entries=kept)}


KEYS = Keys("speaker", "start", "end", "text", "words", Patch.seconds)


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: a segment for each turn, its words with what is known of them."""
    segments, flat = [], []
    for turn in turns:
        label = {} if turn.speaker == UNLABELLED else {"speaker": turn.speaker}
        words = []
        for word in turn.tokens:
            known = {"start": word.start, "end": word.end, "score": word.confidence}
            words.append({"word": word.text, **{k: v for k, v in known.items() if v is not None}, **label})
        text = " " + " ".join(word.text for word in turn.tokens)
        segments.append({"start": turn.time, "end": turn.until, "text": text, "words": words, **label})
        flat += words
    document = {"segments": segments, "word_segments": flat}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return Built(read(text, name, False))


FORMAT = Format(
    id="whisperx",
    title="WhisperX JSON, words and segments",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset(Holds) - {Holds.SPEAKER_CONFIDENCE, Holds.CHANNELS, Holds.NOTES, Holds.MARKUP},
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
