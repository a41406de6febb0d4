"""`deepgram`: pre-recorded transcripts of Deepgram, https://developers.deepgram.com/docs/diarization.

    {"metadata": {...}, "results": {
       "channels": [{"alternatives": [{"transcript": "Morning.", "words": [
          {"word": "morning", "start": 1.0, "end": 1.4, "confidence": 0.97, "speaker": 0, "speaker_confidence": 0.71,
           "punctuated_word": "Morning."}], "paragraphs": {"paragraphs": [...]}}]}],
       "utterances": [{"speaker": 0, "transcript": "Morning.", "words": [...the same again...]}]}}

The words of each channel's first alternative are read; `utterances` and `paragraphs` follow them. A speaker is a whole
number; a name that an edit gives stands in `metadata.extra`, where Deepgram returns what its user sent along. Speakers
of two channels are two people; words of several channels are `interleaved`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from diarfix.formats import deepgram_paragraphs
from diarfix.formats.base import Built, Estimate, Format, Holds, RawTurn, Written
from diarfix.formats.copies import listed_segments
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.numbers import Numbers, names_in, write_names
from diarfix.formats.probe import Probe
from diarfix.formats.said import Places, Said, Token, by_channel, document, known, respell, respell_text, transcript
from diarfix.formats.segments import Change, Keys, Piece, relabel_segments
from diarfix.model import Source, Transcript, Word
from diarfix.text import plain

KEYS = Keys("", "start", "end", "transcript", "words", Patch.seconds)


def sniff(probe: Probe) -> float:
    """1 for an object with `results.channels`."""
    root = probe.json
    return float(root is not None and root.get("results", "channels") is not None)


class Parsed(NamedTuple):
    """The words in the order in which they are read, and the document's numbers."""

    said: list[Said]
    numbers: Numbers
    many: bool


def parse(reader: Reader) -> Parsed:
    """The words of all channels. Raises E203."""
    results = reader.root.get("results")
    if results is None or results.get("channels") is None:
        reader.fail(reader.root, "there is no 'results.channels'", "check that this is Deepgram's JSON")
    channels = reader.objects(results, "channels")
    many = len(channels) > 1
    numbers = Numbers(names_in(reader, "metadata", "extra"))
    said = []
    for number, node in enumerate(channels):
        channel = str(number) if many else None
        for item in _best(reader, node):
            text = _text(item)
            if text is None or not str(text.value).strip():
                continue
            times = reader.seconds(item, "start"), reader.seconds(item, "end")
            sure = reader.number(item, "confidence"), reader.number(item, "speaker_confidence")
            spelled = " ".join(str(text.value).split())
            word = Word(spelled, text.begin, text.stop, *times, *sure, channel=channel)
            label = numbers.label(reader.whole(item, "speaker"), channel)
            said.append(Said(word, label, (Token(item, text),)))
    return Parsed(by_channel(said), numbers, many)


def _best(reader: Reader, channel: Node) -> tuple[Node, ...]:
    alternatives = reader.objects(channel, "alternatives")
    return reader.objects(alternatives[0], "words") if alternatives else ()


def _text(item: Node) -> Node | None:
    """The string that people read."""
    found = item.get("punctuated_word") or item.get("word")
    return found if found is not None and found.kind == "string" else None


def _key(item: Node) -> object:
    return tuple(node.value if node is not None else None for node in
                 (item.get("start"), item.get("end"), item.get("word")))


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in Deepgram's JSON."""
    return transcript(parse(Reader.of(text, name)).said, Source(name, "deepgram", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited` in every copy; utterances and paragraphs are cut where they change."""
    reader = Reader.of(original.source.text, original.source.name)
    parsed, change, patch = parse(reader), Change.of(original, edited), Patch(reader.text, reader.root)
    parsed.numbers.renamed(change)
    for at in change.relabelled():
        said = parsed.said[at]
        patch.set(said.item, "speaker", _number(parsed.numbers, change.new[at], said.word.channel))
    for at in change.respelled():
        _respell(patch, parsed.said[at].item, change.new_words[at].text)
    results = reader.root.get("results")
    assert results is not None
    for number, channel in enumerate(reader.objects(results, "channels")):
        mine = [at for at, said in enumerate(parsed.said) if not parsed.many or said.word.channel == str(number)]
        _channel(reader, patch, channel, parsed, mine, change)
    estimates = _utterances(reader, patch, results, parsed, change)
    write_names(patch, parsed.numbers, reader.root.get("metadata") or reader.root, "extra")
    return Written(patch.text(), tuple(estimates))


def _number(numbers: Numbers, label: str, channel: str | None) -> str | None:
    number = numbers.number(label, channel)
    return None if number is None else str(number)


def _respell(patch: Patch, item: Node, new: str) -> None:
    """A word in its punctuated form; the bare one is without marks and in lower case already, or changes with it."""
    text, bare = _text(item), item.get("word")
    assert text is not None
    old = " ".join(str(text.value).split())
    respell(patch, (Token(item, text),), new)
    if bare is not None and bare is not text and bare.value == old:
        respell(patch, (Token(item, bare),), new)


def _channel(
    reader: Reader, patch: Patch, channel: Node, parsed: Parsed, mine: Sequence[int], change: Change
) -> None:
    """The text and the paragraphs of one channel, whose words have these places in the transcript."""
    alternatives = reader.objects(channel, "alternatives")
    if not alternatives:
        return
    own = change.at(mine)
    respell_text(patch, alternatives[0].get("transcript"), own)
    name = parsed.said[mine[0]].word.channel if mine else None
    deepgram_paragraphs.relabel(
        reader, patch, alternatives[0], own, lambda label: _number(parsed.numbers, label, name),
        lambda node: parsed.numbers.label(reader.whole(node, "speaker"), name),
    )


def _utterances(reader: Reader, patch: Patch, results: Node, parsed: Parsed, change: Change) -> list[Estimate]:
    array = results.get("utterances")
    if array is None:
        return []
    words = [said.word for said in parsed.said]
    places = Places((said.word.channel, _key(said.item)) for said in parsed.said)
    owner: dict[int, str | None] = {}
    for node in reader.objects(results, "utterances"):
        number = reader.whole(node, "channel")
        name = str(number or 0) if parsed.many else None
        owner[node.begin] = name
        owner |= {item.begin: name for item in reader.objects(node, "words")}
    segments, order, objects = listed_segments(
        reader, reader.objects(results, "utterances"), KEYS, words, places,
        lambda item: (owner.get(item.begin), _key(item)),
        lambda node: parsed.numbers.label(reader.whole(node, "speaker"), owner[node.begin]),
    )
    mine = change.at(order)
    for at in mine.relabelled():
        item = objects[at]
        patch.set(item, "speaker", _number(parsed.numbers, mine.new[at], owner[item.begin]))
    for at in mine.respelled():
        _respell(patch, objects[at], mine.new_words[at].text)

    def speaker(piece: Piece) -> dict[str, str | None]:
        node = piece.segment.node
        if not piece.relabelled:
            return {}
        made = {"speaker": _number(parsed.numbers, piece.label, owner[node.begin])}
        name = node.get("id")
        if piece.start and name is not None and name.kind == "string":
            made["id"] = patch.quote(f"{name.value}-{piece.start}")
        return made

    made = relabel_segments(patch, array, segments, KEYS, mine, speaker)
    return [Estimate(order[item.word], item.time) for item in made]


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: words by channel, and an utterance for each turn."""
    names = list(dict.fromkeys(word.channel for turn in turns for word in turn.tokens))
    numbers = Numbers()
    channels: list[list[dict[str, object]]] = [[] for _ in names]
    utterances = []
    for at, turn in enumerate(turns):
        words = turn.tokens
        here = names.index(words[0].channel)
        channel = str(here) if len(names) > 1 else None
        speaker = numbers.number(turn.speaker, channel)
        mine = [
            known(word=plain(word.text), start=word.start, end=word.end, confidence=word.confidence, speaker=speaker,
                  speaker_confidence=word.speaker_confidence) | {"punctuated_word": word.text}
            for word in words
        ]
        for word, item in zip(words, mine, strict=True):
            channels[names.index(word.channel)].append(item)
        text = " ".join(word.text for word in words)
        facts = {"start": mine[0]["start"], "end": mine[-1]["end"], "channel": here, "transcript": text, "words": mine}
        utterances.append(facts | known(speaker=speaker) | {"id": f"u{at}"})
    listed = [{"alternatives": [{"transcript": " ".join(str(item["punctuated_word"]) for item in own), "words": own}]}
              for own in channels]
    metadata = {
        "request_id": "diarfix", "sha256": "", "created": "1970-01-01T00:00:00Z",
        "duration": max(turn.until or 0.0 for turn in turns), "channels": len(names), "models": [], "model_info": {},
        **known(extra=numbers.added or None),
    }
    made = {"metadata": metadata, "results": {"channels": listed, "utterances": utterances}}
    return Built(read(document(made), name, False))


FORMAT = Format(
    id="deepgram",
    title="Deepgram JSON, words, utterances and paragraphs",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset(Holds) - {Holds.NOTES, Holds.MARKUP},
    needs=frozenset({Holds.STARTS, Holds.ENDS, Holds.WORD_TIMES}),
)
