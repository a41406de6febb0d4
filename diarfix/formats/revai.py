"""`revai`: Rev.ai's transcripts (`application/vnd.rev.transcript.v1.0+json`), https://docs.rev.ai/api/asynchronous.

    {"monologues": [{"speaker": 0, "elements": [
       {"type": "text", "value": "Good", "ts": 1.0, "end_ts": 1.2, "confidence": 0.98}, {"type": "punct", "value": " "},
       {"type": "text", "value": "morning", "ts": 1.2, "end_ts": 1.6, "confidence": 0.97},
       {"type": "punct", "value": "."}]}]}

Spaces are elements, so values are joined with nothing between them. A speaker is a whole number; a name stands in
`speaker_info`, and so does one that an edit gives. The speaker is the monologue's: it is cut where an edit falls in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from diarfix.formats.assemble import Unit, assemble
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.numbers import Numbers
from diarfix.formats.probe import Probe
from diarfix.formats.said import Token, document, edged, known, parted, respell, spelled, words_of
from diarfix.formats.segments import Change, Keys, Piece, Segment, relabel_segments
from diarfix.model import UNLABELLED, Source, Transcript, Word


def sniff(probe: Probe) -> float:
    """1 for an object with `monologues`."""
    root = probe.json
    return float(root is not None and root.get("monologues") is not None)


class Parsed(NamedTuple):
    """The monologues with their words, and each word's elements."""

    segments: list[Segment]
    words: list[Word]
    tokens: list[tuple[Token, ...]]
    numbers: Numbers


def parse(reader: Reader) -> Parsed:
    """What stands in `monologues`. Raises E203."""
    if reader.root.kind != "object" or reader.root.get("monologues") is None:
        reader.fail(reader.root, "there are no 'monologues'", "check that this is Rev.ai's JSON")
    nodes = reader.objects(reader.root, "monologues")
    parsed = Parsed([], [], [], Numbers(_names(reader, nodes)))
    for node in nodes:
        elements = reader.objects(node, "elements")
        index = {element.begin: at for at, element in enumerate(elements)}
        label = parsed.numbers.label(reader.whole(node, "speaker"))
        made = list(words_of(_tokens(reader, elements)))
        words = [_word(reader, tokens) for tokens in made]
        items = tuple(index[tokens[0].item.begin] for tokens in made)
        start = words[0].start if words else None
        end = words[-1].end if words else None
        parsed.segments.append(Segment(node, label, start, end, len(parsed.words), (None,) * len(words), items))
        parsed.words.extend(words)
        parsed.tokens.extend(made)
    return parsed


def _names(reader: Reader, nodes: Sequence[Node]) -> dict[str, str]:
    """The display names of speakers; one that two speakers share tells them apart no more, and is passed over."""
    names: dict[str, str] = {}
    for node in nodes:
        info, number = node.get("speaker_info"), reader.whole(node, "speaker")
        shown = reader.label(info, "display_name") if info is not None else None
        if shown is not None and number is not None:
            names.setdefault(Numbers.key(number, None), shown)
    return {key: shown for key, shown in names.items() if list(names.values()).count(shown) == 1}


def _tokens(reader: Reader, elements: Sequence[Node]) -> Iterator[Token]:
    for element in elements:
        value = element.get("value")
        if value is not None and reader.string(element, "value") is not None:
            mark = reader.string(element, "type") == "punct"
            yield Token(element, value, mark, mark)


def _word(reader: Reader, tokens: tuple[Token, ...]) -> Word:
    """A word has the times of its first and last spoken element, and the confidence of the first."""
    spoken = [token.item for token in tokens if not token.before] or [tokens[0].item]
    start, confidence = reader.seconds(spoken[0], "ts"), reader.number(spoken[0], "confidence")
    last = spoken[-1]
    end = reader.seconds(last, "end_ts") if last.has("end_ts") else reader.seconds(last, "ts_end")
    return Word(spelled(tokens), tokens[0].text.begin, tokens[-1].text.stop, start, end, confidence)


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in Rev.ai's JSON."""
    parsed = parse(Reader.of(text, name))
    units = [Unit(item.label, parsed.words[item.first : item.last], item.node.begin) for item in parsed.segments]
    return assemble(units, Source(name, "revai", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited`; monologues are cut where speakers change."""
    reader = Reader.of(original.source.text, original.source.name)
    parsed, change, patch = parse(reader), Change.of(original, edited), Patch(reader.text, reader.root)
    parsed.numbers.renamed(change)
    for at in change.respelled():
        respell(patch, parsed.tokens[at], change.new_words[at].text)
    infos: dict[str | None, Node | None] = {}
    for segment in parsed.segments:
        infos.setdefault(segment.label, segment.node.get("speaker_info"))

    def speaker(piece: Piece) -> dict[str, str | None]:
        if not piece.relabelled:
            return {}
        number = parsed.numbers.number(piece.label)
        info = infos.get(piece.label)
        raw = reader.text[info.begin : info.stop] if info is not None else None
        named = parsed.numbers.added.get(Numbers.key(number, None)) if number is not None else None
        if named is not None:
            raw = patch.json({"id": str(number), "display_name": named})
        return {"speaker": "null" if number is None else str(number), "speaker_info": raw}

    array = reader.root.get("monologues")
    assert array is not None
    keys = Keys("", "", "", "", "elements", Patch.seconds)
    estimates = relabel_segments(patch, array, parsed.segments, keys, change, speaker)
    return Written(patch.text(), tuple(estimates))


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: a monologue for each turn."""
    numbers = Numbers()
    monologues = []
    for turn in turns:
        number = None if turn.speaker == UNLABELLED else numbers.number(turn.speaker)
        elements: list[dict[str, object]] = []
        for word in edged(turn):
            text, marks = parted(word.text)
            if elements:
                elements.append({"type": "punct", "value": " "})
            elements.append(known(type="text", value=text, ts=word.start, end_ts=word.end, confidence=word.confidence))
            if marks:
                elements.append({"type": "punct", "value": marks})
        named = numbers.added.get(Numbers.key(number, None)) if number is not None else None
        info = {"id": str(number), "display_name": named} if named is not None else None
        monologues.append({"speaker": number, **known(speaker_info=info), "elements": elements})
    return Built(read(document({"monologues": monologues}), name, False))


FORMAT = Format(
    id="revai",
    title="Rev.ai JSON, monologues of timed elements",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset(Holds) - {Holds.SPEAKER_CONFIDENCE, Holds.CHANNELS, Holds.NOTES, Holds.MARKUP},
)
