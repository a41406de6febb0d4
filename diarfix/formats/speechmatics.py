"""`speechmatics`: json-v2 of Speechmatics, https://docs.speechmatics.com/speech-to-text/batch/batch-diarization.

    {"format": "2.9", "job": {...}, "metadata": {...}, "results": [
      {"type": "word", "start_time": 1.0, "end_time": 1.4,
       "alternatives": [{"content": "Morning", "confidence": 0.98, "language": "en", "speaker": "S1"}]},
      {"type": "punctuation", "attaches_to": "previous", ..., "alternatives": [{"content": ".", "speaker": "S1"}]}]}

The first alternative counts; a new label is written to all that have one, and to the written and spoken forms of an
entity. `UU` says that the speaker is unknown. With several channels words are `interleaved`; a channel without
speakers is a label itself, and `S1` of two channels are two people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.probe import Probe
from diarfix.formats.said import (
    Said,
    Token,
    by_channel,
    document,
    groups_of,
    known,
    parted,
    respell,
    spelled,
    transcript,
    words_of,
)
from diarfix.formats.segments import Change
from diarfix.model import UNLABELLED, Source, Transcript, Word

UNKNOWN = "UU"
_NATIVE = re.compile(r"S\d{1,6}")


def sniff(probe: Probe) -> float:
    """1 for an object whose `results` are typed and hold alternatives with content."""
    results = probe.json.get("results") if probe.json is not None else None
    for item in (results.items if results is not None else ())[:20]:
        alternatives = item.get("alternatives")
        if item.has("type") and alternatives is not None:
            return float(bool(alternatives.items) and alternatives.items[0].has("content"))
    return 0.0


def parse(reader: Reader) -> list[Said]:
    """The words in `results`, in the order in which they are read. Raises E203."""
    if reader.root.kind != "object" or reader.root.get("results") is None:
        reader.fail(reader.root, "there are no 'results'", "check that this is Speechmatics' json-v2")
    items = reader.objects(reader.root, "results")
    many = len({reader.string(item, "channel") for item in items}) > 1
    said = []
    # A mark belongs to the word before it on its own channel.
    streams = groups_of(items, lambda item: reader.string(item, "channel") if many else None)
    for tokens in (word for stream in streams for word in words_of(_tokens(reader, stream))):
        item = tokens[0].item
        best = reader.objects(item, "alternatives")[0]
        channel = reader.string(item, "channel") if many else None
        times = reader.seconds(item, "start_time"), reader.seconds(item, "end_time")
        place = tokens[0].text.begin, tokens[-1].text.stop
        word = Word(spelled(tokens), *place, *times, reader.number(best, "confidence"), channel=channel)
        said.append(Said(word, _label(reader.label(best, "speaker"), channel), tokens))
    return by_channel(said)


def _tokens(reader: Reader, items: Sequence[Node]) -> Iterator[Token]:
    for item in items:
        alternatives = reader.objects(item, "alternatives")
        content = alternatives[0].get("content") if alternatives else None
        if content is None or content.kind != "string":
            continue
        mark = reader.string(item, "type") == "punctuation"
        side = reader.string(item, "attaches_to") or ("previous" if mark else "none")
        yield Token(item, content, side in ("previous", "both"), side in ("next", "both"))


def _label(speaker: str | None, channel: str | None) -> str | None:
    if speaker is None or speaker == UNKNOWN:
        return channel
    return f"{channel} {speaker}" if channel is not None and _NATIVE.fullmatch(speaker) else speaker


def _speaker(label: str, channel: str | None) -> str | None:
    """What `_label` made that label of; None for a channel's own."""
    if label == UNLABELLED:
        return UNKNOWN
    if channel is not None and label.startswith(f"{channel} ") and _NATIVE.fullmatch(label[len(channel) + 1 :]):
        return label[len(channel) + 1 :]
    return None if label == channel else label


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in Speechmatics' JSON."""
    return transcript(parse(Reader.of(text, name)), Source(name, "speechmatics", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited`."""
    reader = Reader.of(original.source.text, original.source.name)
    said, change, patch = parse(reader), Change.of(original, edited), Patch(reader.text, reader.root)
    for at in change.relabelled():
        new = _speaker(change.new[at], said[at].word.channel)
        raw = None if new is None else patch.quote(new)
        for token in said[at].tokens:
            for number, node in enumerate(_labelled(token.item)):
                if number == 0 or node.has("speaker"):
                    patch.set(node, "speaker", raw)
    for at in change.respelled():
        respell(patch, said[at].tokens, change.new_words[at].text)
    return Written(patch.text())


def _labelled(item: Node) -> Iterator[Node]:
    """Every object that may name the speaker of an item, the first alternative first."""
    alternatives = item.get("alternatives")
    yield from alternatives.items if alternatives is not None else ()
    for key in ("written_form", "spoken_form"):
        forms = item.get(key)
        for form in forms.items if forms is not None else ():
            yield from _labelled(form)


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document; marks at the end of a word become items of their own."""
    results = []
    for turn in turns:
        speaker = UNKNOWN if turn.speaker == UNLABELLED else turn.speaker
        for word in turn.tokens:
            text, marks = parted(word.text)
            best = known(content=text, confidence=word.confidence, language="en", speaker=speaker)
            results.append(known(type="word", start_time=word.start, end_time=word.end, channel=word.channel,
                                 alternatives=[best]))
            if marks:
                mark = known(content=marks, confidence=1.0, language="en", speaker=speaker)
                results.append(known(type="punctuation", start_time=word.end, end_time=word.end,
                                     attaches_to="previous", channel=word.channel, alternatives=[mark]))
    date = "1970-01-01T00:00:00Z"
    made = {
        "format": "2.9",
        "job": {"id": "diarfix", "created_at": date, "data_name": name, "duration": turns[-1].until},
        "metadata": {"created_at": date, "type": "transcription", "transcription_config": {"language": "en"}},
        "results": results,
    }
    return Built(read(document(made), name, False))


FORMAT = Format(
    id="speechmatics",
    title="Speechmatics JSON (json-v2), a label on each word",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset(Holds) - {Holds.SPEAKER_CONFIDENCE, Holds.NOTES, Holds.MARKUP},
    needs=frozenset({Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES}),
)
