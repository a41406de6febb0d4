"""`seglst`: segment lists (SegLST) in JSON, https://github.com/fgnt/meeteval#segment-wise-long-form-speech-transcription.

    [{"session_id": "shed", "speaker": "Mara Quill", "start_time": 1.0, "end_time": 1.6, "words": "good morning"}]

Times may be strings (CHiME-7), and `words` a list of strings; both stay what they are. CHiME's other names of keys are
read, too. A list that gives one speaker's segments after the other's is read by time. Several sessions are several
recordings, and are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from diarfix.formats.assemble import Unit, assemble, interleaved
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.probe import Probe
from diarfix.formats.said import document, known
from diarfix.formats.segments import Change, Keys, Segment, relabel_segments
from diarfix.formats.text_segments import text_segments
from diarfix.model import UNLABELLED, Source, Transcript, Word

CHIME = {"speaker": "speaker_id", "start_time": "start_second", "end_time": "stop_second"}
"""The keys of CHiME's variant."""

BACK = 2.0
"""Seconds by which a list goes back in time where the next speaker's segments begin; less is people who overlap."""


def sniff(probe: Probe) -> float:
    """1 for a list of objects with `session_id` and `words`."""
    root = probe.json
    return float(root is not None and bool(root.items) and all(root.items[0].has(key) for key in
                                                               ("session_id", "words")))


def parse(reader: Reader) -> tuple[list[Segment], list[Word], Keys]:
    """The segments in the order of the list, their words and their keys. Raises E203."""
    nodes = reader.root.items
    if not nodes or any(node.kind != "object" for node in nodes):
        reader.fail(reader.root, "this is no list of segments", "check that this is SegLST JSON")
    sessions = list(dict.fromkeys(str(reader.label(node, "session_id")) for node in nodes))
    if len(sessions) > 1:
        found = ", ".join(sessions[:3])
        reader.fail(nodes[0], f"it holds {len(sessions)} sessions ({found})", "give each session in a file of its own")
    keys = _keys(nodes[0])
    if keys.words:
        return *_listed(reader, nodes, keys), keys
    return *text_segments(reader, nodes, keys, keys.speaker), keys


def _keys(first: Node) -> Keys:
    names = {key: other if first.has(other) and not first.has(key) else key for key, other in CHIME.items()}
    start, words = first.get(names["start_time"]), first.get("words")
    quoted = start is not None and start.kind == "string"
    listed = words is not None and words.kind == "array"

    def seconds(patch: Patch, value: float) -> str:
        return patch.quote(patch.seconds(value)) if quoted else patch.seconds(value)

    times = names["start_time"], names["end_time"]
    return Keys(names["speaker"], *times, "" if listed else "words", "words" if listed else "", seconds)


def _listed(reader: Reader, nodes: Sequence[Node], keys: Keys) -> tuple[list[Segment], list[Word]]:
    """The same of segments whose words are a list."""
    segments: list[Segment] = []
    words: list[Word] = []
    for node in nodes:
        times = reader.seconds(node, keys.start), reader.seconds(node, keys.end)
        said: list[Word] = []
        items: list[int] = []
        for at, item in enumerate(reader.array(node, "words")):
            if item.kind != "string":
                reader.fail(item, "every item of 'words' should be a string")
            if item.value.strip():
                said.append(Word(" ".join(item.value.split()), item.begin, item.stop))
                items.append(at)
        if said:
            said[0] = replace(said[0], start=times[0])
            said[-1] = replace(said[-1], end=times[1])
        label = reader.label(node, keys.speaker)
        segments.append(Segment(node, label, *times, len(words), (None,) * len(said), tuple(items)))
        words += said
    return segments, words


def _order(segments: Sequence[Segment], words: Sequence[Word]) -> list[int]:
    """The words in the order in which they are read.

    Segments that begin where the one before ends are one run, and a run that begins well before the one before it
    begins starts another stream; so a segment that was cut stays in its place.
    """
    streams: list[list[int]] = [[]]
    filled = [segment for segment in segments if segment.spans]
    begun = filled[0].start if filled else None
    for left, right in pairwise([None, *filled]):
        assert right is not None
        meets = left is not None and left.end is not None and right.start is not None
        joined = meets and abs(left.end - right.start) < 0.0015  # type: ignore[union-attr, operator]
        if not joined:
            if right.start is not None and begun is not None and right.start < begun - BACK:
                streams.append([])
            begun = right.start if right.start is not None else begun
        streams[-1] += range(right.first, right.last)
    return [streams[number][at] for number, at in interleaved([[words[at] for at in one] for one in streams])]


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in a SegLST document."""
    reader = Reader.of(text, name)
    segments, words, _ = parse(reader)
    owner = {at: segment for segment in segments for at in range(segment.first, segment.last)}
    units = [
        Unit(owner[run[0]].label, [words[at] for at in run], begin)
        for begin, run in ((begin, list(run)) for begin, run in
                           groupby(_order(segments, words), key=lambda at: owner[at].node.begin))
    ]
    return assemble(units, Source(name, "seglst", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The list with the labels of `edited`; segments are cut where speakers change."""
    reader = Reader.of(original.source.text, original.source.name)
    segments, words, keys = parse(reader)
    patch = Patch(reader.text, reader.root)
    order = _order(segments, words)
    place = {at: number for number, at in enumerate(order)}
    change = Change.of(original, edited).at([place[at] for at in range(len(words))])
    if keys.words:
        for at in change.respelled():
            item = next(s for s in segments if s.first <= at < s.last)
            listed = item.node.get("words")
            assert listed is not None
            patch.replace(listed.items[item.items[at - item.first]], patch.quote(change.new_words[at].text))
    estimates = relabel_segments(patch, reader.root, segments, keys, change)
    return Written(patch.text(), tuple(replace(item, word=place[item.word]) for item in estimates))


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new list: a segment for each turn."""
    session = name.rpartition("/")[2].partition(".")[0].strip("<>") or "session"
    segments = []
    for turn in turns:
        speaker = None if turn.speaker == UNLABELLED else turn.speaker
        said = " ".join(word.text for word in turn.tokens)
        times = known(start_time=turn.time, end_time=turn.until)
        segments.append({"session_id": session, **known(speaker=speaker), **times, "words": said})
    return Built(read(document(segments), name, False))


FORMAT = Format(
    id="seglst",
    title="SegLST JSON, segments of sessions",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.ENDS, Holds.OVERLAPS}),
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
