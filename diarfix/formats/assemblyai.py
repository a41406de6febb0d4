"""`assemblyai`: transcripts of AssemblyAI, https://www.assemblyai.com/docs/api-reference/transcripts/get.

    {"id": "x1", "status": "completed", "audio_url": "https://example.org/a.mp3", "text": "Morning.",
     "words": [{"text": "Morning.", "start": 1000, "end": 1400, "confidence": 0.97, "speaker": "A"}],
     "utterances": [{"speaker": "A", "text": "Morning.", "start": 1000, "end": 1400, "words": [...the same again...]}]}

Times are whole milliseconds. `words` are read; `utterances`, `sentiment_analysis_results` and the `unredacted_` twins
follow them. Without speakers a channel is the label. With several channels words are `interleaved`.
"""

from __future__ import annotations

from collections.abc import Sequence

from diarfix.formats.base import Built, Estimate, Format, Holds, RawTurn, Written
from diarfix.formats.copies import listed_segments
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.probe import Probe
from diarfix.formats.said import Places, Said, Token, by_channel, document, known, respell, respell_text, transcript
from diarfix.formats.segments import Change, Keys, Piece, Segment, find_spans, relabel_segments
from diarfix.model import UNLABELLED, Seconds, Source, Transcript, Word


def milliseconds(_: Patch, value: Seconds) -> str:
    """A time as AssemblyAI writes it."""
    return str(round(value * 1000))


KEYS = Keys("", "start", "end", "text", "words", milliseconds)
TEXT_KEYS = Keys("speaker", "start", "end", "text", "", milliseconds)


def sniff(probe: Probe) -> float:
    """1 for an object with AssemblyAI's `audio_url` or `status` and words, or utterances, of whole milliseconds."""
    root = probe.json
    if root is None or not (root.has("audio_url") or root.has("status")):
        return 0.0
    for key in ("words", "utterances"):
        found = root.get(key)
        first = found.items[0] if found is not None and found.items else None
        start = first.get("start") if first is not None else None
        if first is not None and first.has("text") and (start is None or isinstance(start.value, int)):
            return 1.0
    return 0.0


def parse(reader: Reader) -> list[Said]:
    """The words in the order in which they are read. Raises E203."""
    root = reader.root
    if root.kind != "object" or not (root.has("words") or root.has("utterances")):
        reader.fail(root, "there are no 'words'", "check that this is AssemblyAI's JSON")
    utterances = reader.objects(root, "utterances")
    own = [item for utterance in utterances for item in reader.objects(utterance, "words")]
    owners = {_key(item): utterance for utterance in utterances for item in reader.objects(utterance, "words")}
    items = reader.objects(root, "words") or own
    many = len({reader.label(item, "channel") for item in items}) > 1
    said = []
    for item in items:
        text = item.get("text")
        if text is None or not (reader.string(item, "text") or "").strip():
            continue
        channel = reader.label(item, "channel") if many else None
        owner = owners.get(_key(item))
        label = reader.label(item, "speaker") or (reader.label(owner, "speaker") if owner is not None else None)
        times = milli(reader, item, "start"), milli(reader, item, "end")
        spelled = " ".join(text.value.split())
        word = Word(spelled, text.begin, text.stop, *times, reader.number(item, "confidence"), channel=channel)
        said.append(Said(word, _named(label, channel), (Token(item, text),)))
    return by_channel(said)


def milli(reader: Reader, item: Node, key: str) -> Seconds | None:
    """A time in milliseconds, as seconds."""
    value = reader.seconds(item, key, 0.001)
    return None if value is None else round(value, 6)


def _of(channel: str | None) -> str | None:
    """The label of a channel without speakers; the API gives its number for one."""
    return None if channel is None else f"Channel {channel}"


def _named(label: str | None, channel: str | None) -> str | None:
    return _of(channel) if label in (None, channel) else label


def _key(item: Node) -> object:
    start, end, text = item.get("start"), item.get("end"), item.get("text")
    return (start and start.value, end and end.value, text and text.value)


def _time_key(item: Node) -> object:
    return _key(item)[:2]  # type: ignore[index]


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in AssemblyAI's JSON."""
    return transcript(parse(Reader.of(text, name)), Source(name, "assemblyai", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited` in every copy of a word; utterances are cut where speakers change."""
    reader = Reader.of(original.source.text, original.source.name)
    said, change, patch = parse(reader), Change.of(original, edited), Patch(reader.text, reader.root)
    for at in change.relabelled():
        _label(patch, said[at].item, change.new[at], said[at].word.channel)
    for at in change.respelled():
        respell(patch, said[at].tokens, change.new_words[at].text)
    respell_text(patch, reader.root.get("text"), change)
    estimates = _utterances(reader, patch, said, change, "utterances", exact=True)
    _utterances(reader, patch, said, change, "unredacted_utterances", exact=False)
    places = Places(_time_key(item.item) for item in said)
    for item in reader.objects(reader.root, "unredacted_words"):
        place = places.take(_time_key(item))
        if place is not None and change.old[place] != change.new[place]:
            _label(patch, item, change.new[place], said[place].word.channel)
    _sentiments(reader, patch, said, change)
    return Written(patch.text(), tuple(estimates))


def _label(patch: Patch, item: Node, label: str, channel: str | None) -> None:
    patch.set(item, "speaker", "null" if label in (UNLABELLED, _of(channel)) else patch.quote(label))


def _utterances(
    reader: Reader, patch: Patch, said: Sequence[Said], change: Change, name: str, exact: bool
) -> list[Estimate]:
    """One list of utterances; with `exact` its words are spelled as the transcript's."""
    array = reader.root.get(name)
    if array is None:
        return []
    key = _key if exact else _time_key
    places = Places(key(item.item) for item in said)
    words = [item.word for item in said]
    segments, order, objects = listed_segments(
        reader, reader.objects(reader.root, name), KEYS, words, places, key,
        lambda node: _named(reader.label(node, "speaker"), reader.label(node, "channel")), 0.001,
    )
    mine = change.at(order)
    primary = {item.item.begin for item in said}
    for at in range(len(order)):
        item, place = objects[at], order[at]
        if item.begin in primary:
            continue
        if mine.old[at] != mine.new[at]:
            _label(patch, item, mine.new[at], said[place].word.channel)
        text = item.get("text")
        if exact and text is not None and mine.old_words[at].text != mine.new_words[at].text:
            respell(patch, (Token(item, text),), mine.new_words[at].text)

    def speaker(piece: Piece) -> dict[str, str | None]:
        channel = reader.label(piece.segment.node, "channel")
        own = channel if piece.label == _of(channel) else piece.label
        raw = "null" if own is None or piece.label == UNLABELLED else patch.quote(own)
        return {"speaker": raw} if piece.relabelled else {}

    made = relabel_segments(patch, array, segments, KEYS, mine, speaker)
    return [Estimate(order[item.word], item.time) for item in made]


def _sentiments(reader: Reader, patch: Patch, said: Sequence[Said], change: Change) -> None:
    """The sentences of sentiment analysis: those whose words are all found follow."""
    array = reader.root.get("sentiment_analysis_results")
    if array is None:
        return
    segments: list[Segment] = []
    order: list[int] = []
    for node in reader.objects(reader.root, "sentiment_analysis_results"):
        start, end = milli(reader, node, "start"), milli(reader, node, "end")
        text = reader.string(node, "text")
        if start is None or end is None or text is None:
            continue
        mine = [at for at, item in enumerate(said)
                if item.word.start is not None and start <= item.word.start and (item.word.end or 0.0) <= end]
        spans = find_spans(text, [said[at].word for at in mine])
        if mine and None not in spans and len(text.split()) == len(mine):
            segments.append(Segment(node, reader.label(node, "speaker"), start, end, len(order), spans))
            order += mine
    relabel_segments(patch, array, segments, TEXT_KEYS, change.at(order))


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: words, and an utterance for each turn."""
    words, utterances = [], []
    for turn in turns:
        speaker = None if turn.speaker == UNLABELLED else turn.speaker
        mine = []
        for word in turn.tokens:
            assert word.start is not None and word.end is not None
            times = {"start": round(word.start * 1000), "end": round(word.end * 1000)}
            facts = known(confidence=word.confidence, channel=word.channel)
            mine.append({"text": word.text, **times, **facts, "speaker": speaker})
        text = " ".join(word.text for word in turn.tokens)
        words += mine
        times = {"start": mine[0]["start"], "end": mine[-1]["end"]}
        sure = [word.confidence for word in turn.tokens if word.confidence is not None]
        mean = round(sum(sure) / len(sure), 3) if len(sure) == len(mine) else None
        utterances.append({"speaker": speaker, "text": text, **times, **known(confidence=mean), "words": mine})
    made = {
        "id": "diarfix",
        "status": "completed",
        "audio_url": "",
        "text": " ".join(str(item["text"]) for item in utterances),
        "audio_duration": max(round(turn.until or 0.0) for turn in turns),
        "words": words,
        "utterances": utterances,
    }
    return Built(read(document(made), name, False))


FORMAT = Format(
    id="assemblyai",
    title="AssemblyAI JSON, words and utterances",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset(Holds) - {Holds.SPEAKER_CONFIDENCE, Holds.NOTES, Holds.MARKUP},
    needs=frozenset({Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES}),
)
