"""`aws`: batch output of Amazon Transcribe, https://docs.aws.amazon.com/transcribe/latest/dg/diarization-output-batch.html.

    {"jobName": "shed-1", "status": "COMPLETED", "results": {
       "transcripts": [{"transcript": "Morning."}],
       "speaker_labels": {"speakers": 1, "segments": [{"start_time": "1.0", "end_time": "1.4", "speaker_label": "spk_0",
          "items": [{"start_time": "1.0", "end_time": "1.4", "speaker_label": "spk_0"}]}]},
       "items": [{"type": "pronunciation", "start_time": "1.0", "end_time": "1.4", "speaker_label": "spk_0",
                  "alternatives": [{"confidence": "0.98", "content": "Morning"}]},
                 {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]}]}}

Times and confidences are strings. `results.items` are read; older files name their speakers in `speaker_labels` alone.
That, `channel_labels` and `audio_segments` follow. Without speakers a channel is the label; with several channels words
are `interleaved`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diarfix.formats.base import Built, Estimate, Format, Holds, RawTurn, Written
from diarfix.formats.copies import listed_segments
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.probe import Probe
from diarfix.formats.said import (
    Places,
    Said,
    Token,
    by_channel,
    document,
    groups_of,
    known,
    parted,
    respell,
    respell_text,
    spelled,
    transcript,
    words_of,
)
from diarfix.formats.segments import Change, Keys, Piece, relabel_segments
from diarfix.model import UNLABELLED, Seconds, Source, Transcript, Word


def _quoted(patch: Patch, value: Seconds) -> str:
    return patch.quote(patch.seconds(value))


KEYS = Keys("speaker_label", "start_time", "end_time", "", "items", _quoted)
AUDIO_KEYS = Keys("speaker_label", "start_time", "end_time", "transcript", "items", _quoted)


def sniff(probe: Probe) -> float:
    """1 for an object with `results.items`."""
    root = probe.json
    return float(root is not None and root.get("results", "items") is not None)


def parse(reader: Reader) -> list[Said]:
    """The words of `results.items`, in the order in which they are read. Raises E203."""
    results = reader.root.get("results")
    if results is None or results.get("items") is None:
        reader.fail(reader.root, "there is no 'results.items'", "check that this is Amazon Transcribe's JSON")
    items = reader.objects(results, "items")
    labels = _labels(reader, results)
    channels = _channels(reader, results)
    streams = groups_of(items, lambda item: reader.string(item, "channel_label") or channels.get(_key(item)))
    many = len(streams) > 1
    said = []
    for tokens in (word for stream in streams for word in words_of(_tokens(reader, stream))):
        item = tokens[0].item
        best = reader.objects(item, "alternatives")[0]
        own = reader.string(item, "channel_label") or channels.get(_key(item))
        label = reader.label(item, "speaker_label") or labels.get(_start(item)) or own
        times = reader.seconds(item, "start_time"), reader.seconds(item, "end_time")
        sure = reader.number(best, "confidence") if reader.string(item, "type") != "punctuation" else None
        place = tokens[0].text.begin, tokens[-1].text.stop
        word = Word(spelled(tokens), *place, *times, sure, channel=own if many else None)
        said.append(Said(word, label, tokens))
    return by_channel(said)


def _tokens(reader: Reader, items: Sequence[Node]) -> Iterator[Token]:
    for item in items:
        alternatives = reader.objects(item, "alternatives")
        content = alternatives[0].get("content") if alternatives else None
        if content is not None and content.kind == "string":
            yield Token(item, content, reader.string(item, "type") == "punctuation", behind=False)


def _start(item: Node) -> str | None:
    found = item.get("start_time")
    return None if found is None else str(found.value)


def _key(item: Node) -> object:
    """What an item shares with its copies: its times as written."""
    end = item.get("end_time")
    return _start(item), None if end is None else str(end.value)


def _labels(reader: Reader, results: Node) -> dict[str | None, str]:
    """Labels by start, as `speaker_labels` gives them."""
    found: dict[str | None, str] = {}
    listed = results.get("speaker_labels")
    for segment in reader.objects(listed, "segments") if listed is not None else ():
        for item in reader.objects(segment, "items"):
            label = reader.label(item, "speaker_label") or reader.label(segment, "speaker_label")
            if label is not None and _start(item) is not None:
                found.setdefault(_start(item), label)
    return found


def _channels(reader: Reader, results: Node) -> dict[object, str]:
    """Channels by times, as `channel_labels` gives them; what is in two channels is in none."""
    found: dict[object, str] = {}
    listed = results.get("channel_labels")
    twice: set[object] = set()
    for channel in reader.objects(listed, "channels") if listed is not None else ():
        label = reader.label(channel, "channel_label")
        for item in reader.objects(channel, "items"):
            if label is not None and found.setdefault(_key(item), label) != label:
                twice.add(_key(item))
    return {key: label for key, label in found.items() if key not in twice}


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in Amazon Transcribe's JSON."""
    return transcript(parse(Reader.of(text, name)), Source(name, "aws", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited` in every copy; segments are cut where speakers change."""
    reader = Reader.of(original.source.text, original.source.name)
    said, change, patch = parse(reader), Change.of(original, edited), Patch(reader.text, reader.root)
    results = reader.root.get("results")
    assert results is not None
    for at in change.relabelled():
        raw = None if change.new[at] == UNLABELLED else patch.quote(change.new[at])
        for number, token in enumerate(said[at].tokens):
            if number == 0 or token.item.has("speaker_label"):
                patch.set(token.item, "speaker_label", raw)
    gone: list[Node] = []
    for at in change.respelled():
        gone += respell(patch, said[at].tokens, change.new_words[at].text)
    for node in reader.objects(results, "transcripts"):
        respell_text(patch, node.get("transcript"), change)
    _channel_items(reader, patch, results, said, change)
    estimates = _segments(reader, patch, results, said, change)
    _audio_segments(reader, patch, results, said, change, gone)
    return Written(patch.text(), tuple(estimates))


def _channel_items(reader: Reader, patch: Patch, results: Node, said: Sequence[Said], change: Change) -> None:
    """The items of `channel_labels` are spelled, and where they have labels labelled, as the others."""
    listed = results.get("channel_labels")
    places = Places((_key(item.item), item.word.text) for item in said)
    for channel in reader.objects(listed, "channels") if listed is not None else ():
        for tokens in words_of(_tokens(reader, reader.objects(channel, "items"))):
            at = places.take((_key(tokens[0].item), spelled(tokens)))
            if at is None:
                continue
            for token in tokens:
                if change.old[at] != change.new[at] and token.item.has("speaker_label"):
                    patch.set(token.item, "speaker_label", patch.quote(change.new[at]))
            if change.new_words[at].text != spelled(tokens):
                respell(patch, tokens, change.new_words[at].text)


def _segments(
    reader: Reader, patch: Patch, results: Node, said: Sequence[Said], change: Change
) -> list[Estimate]:
    """The segments of `speaker_labels`: cut where speakers change, and counted anew."""
    listed = results.get("speaker_labels")
    array = listed.get("segments") if listed is not None else None
    if listed is None or array is None:
        return []
    places = Places(_key(item.item) for item in said)
    segments, order, objects = listed_segments(
        reader, reader.objects(listed, "segments"), KEYS, [item.word for item in said], places, _key,
        lambda node: reader.label(node, "speaker_label"),
    )
    mine = change.at(order)
    for at in mine.relabelled():
        if objects[at].has("speaker_label"):
            patch.set(objects[at], "speaker_label", None if mine.new[at] == UNLABELLED else patch.quote(mine.new[at]))
    before, after = set(change.old) - {UNLABELLED}, set(change.new) - {UNLABELLED}
    if len(before) != len(after) and listed.get("speakers") is not None:
        patch.set(listed, "speakers", str(len(after)))
    made = relabel_segments(patch, array, segments, KEYS, mine)
    return [Estimate(order[item.word], item.time) for item in made]


def _audio_segments(
    reader: Reader, patch: Patch, results: Node, said: Sequence[Said], change: Change, gone: Sequence[Node]
) -> None:
    """The `audio_segments` of recent files, whose items are the ids of `results.items`, without those that are gone."""
    array = results.get("audio_segments")
    if array is None:
        return
    names = [item.item.get("id") for item in said]
    places = Places(None if name is None else name.value for name in names)
    nodes = reader.objects(results, "audio_segments")
    segments, order, _ = listed_segments(
        reader, nodes, AUDIO_KEYS, [item.word for item in said], places, lambda item: item.value,
        lambda node: reader.label(node, "speaker_label"),
    )
    used = {node.value for segment in nodes for node in [segment.get("id")] if node is not None}
    dropped = {node.value for item in gone for node in [item.get("id")] if node is not None}
    for segment in nodes:
        for item in reader.array(segment, "items"):
            if item.value in dropped:
                patch.drop(item)

    def fresh(piece: Piece) -> dict[str, str | None]:
        if piece.start == 0 or not piece.segment.node.has("id"):
            return {}
        number = max((value for value in used if isinstance(value, int)), default=-1) + 1
        used.add(number)
        return {"id": str(number)}

    relabel_segments(patch, array, segments, AUDIO_KEYS, change.at(order), fresh)


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: items, and a segment for each turn."""
    items: list[dict[str, object]] = []
    segments = []
    channels: dict[str, list[dict[str, object]]] = {}
    for turn in turns:
        label = None if turn.speaker == UNLABELLED else turn.speaker
        mine = []
        for word in turn.tokens:
            text, marks = parted(word.text)
            assert word.start is not None and word.end is not None
            times = {"start_time": str(round(word.start, 3)), "end_time": str(round(word.end, 3))}
            mine.append({**times, **known(speaker_label=label)})
            sure = None if word.confidence is None else str(word.confidence)
            facts = known(channel_label=word.channel, speaker_label=label)
            best = {**known(confidence=sure), "content": text}
            made = [{"type": "pronunciation", **times, **facts, "alternatives": [best]}]
            if marks:
                mark = {"confidence": "0.0", "content": marks}
                made.append({"type": "punctuation", **facts, "alternatives": [mark]})
            items += [{"id": len(items) + number, **item} for number, item in enumerate(made)]
            if word.channel is not None:
                channels.setdefault(word.channel, []).extend(items[-len(made) :])
        times = {"start_time": mine[0]["start_time"], "end_time": mine[-1]["end_time"]}
        segments.append({**times, **known(speaker_label=label), "items": mine})
    speakers = len({turn.speaker for turn in turns} - {UNLABELLED})
    spoken = " ".join(word.text for turn in turns for word in turn.tokens)
    listed = [{"channel_label": label, "items": own} for label, own in channels.items()]
    results = {
        "transcripts": [{"transcript": spoken}],
        "speaker_labels": {"channel_label": "ch_0", "speakers": speakers, "segments": segments},
        **known(channel_labels={"channels": listed, "number_of_channels": len(listed)} if listed else None),
        "items": items,
    }
    made_up = {"jobName": "diarfix", "accountId": "", "status": "COMPLETED", "results": results}
    return Built(read(document(made_up), name, False))


FORMAT = Format(
    id="aws",
    title="Amazon Transcribe JSON, items and speaker segments",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset(Holds) - {Holds.SPEAKER_CONFIDENCE, Holds.NOTES, Holds.MARKUP},
    needs=frozenset({Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES}),
)
