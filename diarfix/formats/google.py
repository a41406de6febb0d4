"""`google`: Google Cloud Speech-to-Text v1 and v2, https://cloud.google.com/speech-to-text/docs/multiple-voices.

    {"results": [{"alternatives": [{"transcript": "morning", "confidence": 0.95, "words": [
       {"startTime": "1s", "endTime": "1.400s", "word": "morning", "speakerTag": 1, "speakerLabel": "1"}]}],
     "languageCode": "en-us"}]}                     v2: startOffset, endOffset, no speakerTag; its clients: snake_case

With diarization a later result may hold all words from the beginning: then the last one is read, and the others follow
it. The client writes what is not set as 0 and "": both are read as nothing. A name stands in `speakerLabel`, beside a
whole number in `speakerTag`. Operations, and the file that v2 leaves in a bucket, are read as the results in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.numbers import Numbers
from diarfix.formats.probe import Probe
from diarfix.formats.said import (
    Places,
    Said,
    Token,
    by_channel,
    document,
    edged,
    known,
    respell,
    respell_text,
    transcript,
)
from diarfix.formats.segments import Change
from diarfix.model import UNLABELLED, Seconds, Source, Transcript, Word

_DURATION = re.compile(r"(-?\d{1,12}(?:\.\d{1,12})?)s?")
START = ("startTime", "startOffset", "start_time", "start_offset")
END = ("endTime", "endOffset", "end_time", "end_offset")
LABEL, TAG = ("speakerLabel", "speaker_label"), ("speakerTag", "speaker_tag")
CHANNEL = ("channelTag", "channel_tag")


def _results(root: Node | None) -> Node | None:
    """The list of results: at the root, or inside an operation's response or a batch's one transcript."""
    if root is None:
        return None
    for path in (("results",), ("response", "results")):
        found = root.get(*path)
        if found is not None and found.kind == "array":
            return found
        if found is not None and len(found.members) == 1:
            inner = found.members[0].value
            listed = inner.get("transcript", "results") or inner.get("inlineResult", "transcript", "results")
            if listed is not None and listed.kind == "array":
                return listed
    return None


def sniff(probe: Probe) -> float:
    """1 for `results` whose alternatives have a transcript or words."""
    results = _results(probe.json)
    for item in (results.items if results is not None else ())[:50]:
        alternatives = item.get("alternatives")
        if alternatives is not None and alternatives.items:
            return float(alternatives.items[0].has("transcript") or alternatives.items[0].has("words"))
    return 0.0


class Spoken(NamedTuple):
    """A word of one result."""

    item: Node
    text: Node
    channel: str | None
    tag: int | None
    label: str | None


class Parsed(NamedTuple):
    """The words in the order in which they are read, those of earlier results that are said again, and the numbers."""

    said: list[Said]
    again: list[Spoken]
    numbers: Numbers


def parse(reader: Reader) -> Parsed:
    """The words of all results. Raises E203."""
    results = _results(reader.root)
    if results is None:
        reader.fail(reader.root, "there are no 'results'", "check that this is Google's JSON")
    nodes = [item for item in results.items if item.kind == "object"]
    many = len({_first(item, CHANNEL) and _first(item, CHANNEL).value for item in nodes} - {0, None}) > 1  # type: ignore[union-attr]
    streams: dict[str | None, list[list[Spoken]]] = {}
    for node in nodes:
        channel = reader.label(node, _name(node, CHANNEL)) if many else None
        words = list(_words(reader, node, channel))
        if words:
            streams.setdefault(channel, []).append(words)
    numbers = Numbers(first=1)
    kept, again = [], []
    for listed in streams.values():
        whole = len(listed) > 1 and _covers(listed)
        kept += listed[-1] if whole else [word for words in listed for word in words]
        again += [word for words in listed[:-1] for word in words] if whole else []
    for spoken in kept:
        if spoken.tag is not None and spoken.label is not None:
            numbers.names[Numbers.key(spoken.tag, spoken.channel)] = spoken.label
    said = [_said(reader, spoken, numbers) for spoken in kept]
    if not said:
        reader.fail(results, "no result has words", "ask for word times (enableWordTimeOffsets) and for diarization")
    return Parsed(by_channel(said), again, numbers)


def _first(node: Node, keys: Sequence[str]) -> Node | None:
    return next((found for found in (node.get(key) for key in keys) if found is not None), None)


def _name(node: Node, keys: Sequence[str]) -> str:
    """The one of these keys that the node has."""
    return next((key for key in keys if node.has(key)), keys[0])


def _words(reader: Reader, result: Node, channel: str | None) -> Iterator[Spoken]:
    alternatives = reader.objects(result, "alternatives")
    for item in reader.objects(alternatives[0], "words") if alternatives else ():
        text = item.get("word")
        if text is None or not (reader.string(item, "word") or "").strip():
            continue
        label = reader.label(item, _name(item, LABEL))
        tag = reader.whole(item, _name(item, TAG)) or None
        if label is not None and label.isascii() and label.isdigit() and len(label) < 7:
            tag, label = tag or int(label), None
        yield Spoken(item, text, channel, tag, label)


def _key(item: Node) -> object:
    word = item.get("word")
    return word and word.value, *(_time_key(_first(item, keys)) for keys in (START, END))


def _time_key(node: Node | None) -> object:
    if node is None:
        return None
    return tuple((member.key, member.value.value) for member in node.members) or node.value


def _covers(listed: Sequence[Sequence[Spoken]]) -> bool:
    """Whether the last result holds all words again: known by their times, since words alone recur."""
    again = {_key(spoken.item) for spoken in listed[-1] if _first(spoken.item, (*START, *END)) is not None}
    return all(_key(spoken.item) in again for words in listed[:-1] for spoken in words)


def _said(reader: Reader, spoken: Spoken, numbers: Numbers) -> Said:
    text = " ".join(spoken.text.value.split())
    times = duration(reader, spoken.item, START), duration(reader, spoken.item, END)
    sure = reader.number(spoken.item, "confidence") or None
    word = Word(text, spoken.text.begin, spoken.text.stop, *times, sure, channel=spoken.channel)
    label = spoken.label if spoken.tag is None and spoken.label else numbers.label(spoken.tag, spoken.channel)
    return Said(word, label, (Token(spoken.item, spoken.text),))


def duration(reader: Reader, item: Node, keys: Sequence[str]) -> Seconds | None:
    """A time: `"1.400s"`, a number, or `{"seconds": "1", "nanos": 400000000}`. Raises E203."""
    key = _name(item, keys)
    found = item.get(key)
    if found is None:
        return None
    if found.kind == "object":
        parts = reader.number(found, "seconds") or 0.0, reader.number(found, "nanos") or 0.0
        return parts[0] + parts[1] / 1e9
    if found.kind != "string":
        return reader.seconds(item, key)
    match = _DURATION.fullmatch(found.value)
    if not match:
        reader.fail(found, f"{key!r} should be a time such as \"1.4s\"")
    return float(match[1])


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in Google's JSON."""
    return transcript(parse(Reader.of(text, name)).said, Source(name, "google", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited`, in every result that holds a word."""
    reader = Reader.of(original.source.text, original.source.name)
    parsed, change, patch = parse(reader), Change.of(original, edited), Patch(reader.text, reader.root)
    parsed.numbers.renamed(change)
    places = Places((said.word.channel, _key(said.item)) for said in parsed.said)
    tagged = any(_first(said.item, TAG) is not None for said in parsed.said)
    snake = any(said.item.has(key) for said in parsed.said[:50] for key in (TAG[1], LABEL[1], START[2], START[3]))
    for at in change.relabelled():
        _label(patch, parsed, parsed.said[at].item, change.new[at], parsed.said[at].word.channel, (tagged, snake))
    for spoken in parsed.again:
        place = places.take((spoken.channel, _key(spoken.item)))
        if place is None:
            continue
        if change.old[place] != change.new[place] and (spoken.tag or spoken.label):
            _label(patch, parsed, spoken.item, change.new[place], spoken.channel, (tagged, snake))
        if change.old_words[place].text != change.new_words[place].text:
            respell(patch, (Token(spoken.item, spoken.text),), change.new_words[place].text)
    for at in change.respelled():
        respell(patch, parsed.said[at].tokens, change.new_words[at].text)
    _transcripts(reader, patch, parsed, change)
    return Written(patch.text())


def _label(
    patch: Patch, parsed: Parsed, item: Node, label: str, channel: str | None, style: tuple[bool, bool]
) -> None:
    """A new label for one word: its tag and its label, as far as the document has them or a name needs it."""
    tagged, snake = style
    number = parsed.numbers.number(label, channel)
    key = Numbers.key(number, channel) if number is not None else ""
    named = parsed.numbers.names.get(key)
    tag, text = _name(item, TAG[snake:] if snake else TAG), _name(item, LABEL[snake:] if snake else LABEL)
    if tagged or item.has(tag):
        patch.set(item, tag, None if number is None else str(number))
    if item.has(text) or named is not None or not tagged:
        shown = named or (None if number is None else str(number))
        patch.set(item, text, None if shown is None else patch.quote(shown))


def _transcripts(reader: Reader, patch: Patch, parsed: Parsed, change: Change) -> None:
    """The text of each result is spelled as its words; one whose words stand in a later result is found in order."""
    if not any(True for _ in change.respelled()):
        return
    results = _results(reader.root)
    places = Places((said.word.channel, _key(said.item)) for said in parsed.said)
    many = any(said.word.channel is not None for said in parsed.said)
    edge: dict[str | None, int] = {}
    own = {said.item.begin: at for at, said in enumerate(parsed.said)}
    for node in results.items if results is not None else ():
        alternatives = reader.objects(node, "alternatives")
        text = alternatives[0].get("transcript") if alternatives else None
        if text is None or text.kind != "string":
            continue
        channel = reader.label(node, _name(node, CHANNEL)) if many else None
        items = [spoken.item for spoken in _words(reader, node, channel)]
        mine = [own[item.begin] for item in items if item.begin in own]
        mine = mine or [at for at in (places.take((channel, _key(item))) for item in items) if at is not None]
        if not mine:  # a result without words: those that follow the last one's
            in_channel = [at for at, said in enumerate(parsed.said) if said.word.channel == channel]
            begin = edge.get(channel, 0)
            mine = in_channel[begin : begin + len(text.value.split())]
            edge[channel] = begin + len(mine)
        respell_text(patch, text, change.at(mine))


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document, as v1 writes it: a result for each turn."""
    channels = list(dict.fromkeys(turn.tokens[0].channel for turn in turns))
    many = len(channels) > 1
    numbers = Numbers(first=1)
    results = []
    for turn in turns:
        here = channels.index(turn.tokens[0].channel) + 1
        channel = str(here) if many else None
        number = None if turn.speaker == UNLABELLED else numbers.number(turn.speaker, channel)
        shown = None if number is None else numbers.added.get(Numbers.key(number, channel), str(number))
        words = [
            known(startTime=_seconds(word.start), endTime=_seconds(word.end), word=word.text,
                  confidence=word.confidence, speakerTag=number, speakerLabel=shown)
            for word in edged(turn)
        ]
        text = " ".join(word.text for word in turn.tokens)
        end = _seconds(turn.until)
        results.append({"alternatives": [{"transcript": text, "words": words}],
                        **known(channelTag=here if many else None, resultEndTime=end)})
    return Built(read(document({"results": results}), name, False))


def _seconds(value: Seconds | None) -> str | None:
    return None if value is None else f"{value:.3f}s"


FORMAT = Format(
    id="google",
    title="Google Speech-to-Text JSON (v1, v2), a label on each word",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset(Holds) - {Holds.SPEAKER_CONFIDENCE, Holds.NOTES, Holds.MARKUP},
)
