"""`azure`: batch transcription of Azure Speech,
https://learn.microsoft.com/azure/ai-services/speech-service/batch-transcription-get.

    {"recognizedPhrases": [{"recognitionStatus": "Success", "channel": 0, "speaker": 1, "offset": "PT1S",
       "duration": "PT0.4S", "offsetInTicks": 10000000.0, "durationInTicks": 4000000.0,
       "nBest": [{"confidence": 0.9, "lexical": "morning", "itn": "morning", "maskedITN": "morning",
                  "display": "Morning.", "words": [{"word": "morning", "offset": "PT1S", "duration": "PT0.4S"}]}]}]}

The words read are those of the first alternative's `display`; times come from `displayWords`, or from the `words`
(without marks and capitals) that are the same. The speaker is the phrase's: it is cut, in all its forms and
alternatives, where an edit falls in it. A speaker is a whole number; a name that an edit gives stands in
`speakerNames`, a member that is ours. Keys may be in PascalCase.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diarfix.formats import azure_phrase
from diarfix.formats.assemble import Unit, assemble, interleaved
from diarfix.formats.azure_phrase import Cutter, Phrase, Style
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.numbers import Numbers, names_in, write_names
from diarfix.formats.probe import Probe
from diarfix.formats.said import document, edged, known, respell_text
from diarfix.formats.segments import Change, Keys, Piece, relabel_segments
from diarfix.model import Source, Transcript
from diarfix.text import plain

NAMES = "speakerNames"
KEYS = Keys("", "", "", "", "", Patch.seconds)


def sniff(probe: Probe) -> float:
    """1 for an object with `recognizedPhrases`."""
    root = probe.json
    return float(root is not None and any(root.has(key) for key in ("recognizedPhrases", "RecognizedPhrases")))


class Parsed:
    """The phrases with their words, in the document's order; `order` is that in which the words are read."""

    def __init__(self, reader: Reader) -> None:
        self.style = Style(reader.root.has("RecognizedPhrases"))
        key = self.style("recognizedPhrases")
        if reader.root.kind != "object" or reader.root.get(key) is None:
            reader.fail(reader.root, "there are no 'recognizedPhrases'", "check that this is Azure's batch JSON")
        nodes = reader.objects(reader.root, key)
        channels = {reader.whole(node, self.style("channel")) for node in nodes}
        self.many = len(channels) > 1
        self.numbers = Numbers(names_in(reader, NAMES), first=1)
        self.phrases: list[Phrase] = []
        first = 0
        for node in nodes:
            channel = str(reader.whole(node, self.style("channel")) or 0) if self.many else None
            label = self.numbers.label(reader.whole(node, self.style("speaker")), channel)
            self.phrases.append(azure_phrase.read(reader, node, self.style, label, channel, first))
            first += len(self.phrases[-1].words)
        self.words = [word for phrase in self.phrases for word in phrase.words]
        streams: dict[str | None, list[int]] = {}
        for at, word in enumerate(self.words):
            streams.setdefault(word.channel, []).append(at)
        listed = list(streams.values())
        places = interleaved([[self.words[at] for at in one] for one in listed])
        self.order = [listed[number][at] for number, at in places]


def read(text: str, name: str, bom: bool) -> Transcript:
    """The transcript in Azure's JSON."""
    parsed = Parsed(Reader.of(text, name))
    owner = [phrase for phrase in parsed.phrases for _ in phrase.words]
    units: list[Unit] = []
    for at in parsed.order:
        phrase, word = owner[at], parsed.words[at]
        if units and units[-1].begin == phrase.segment.node.begin:
            units[-1].words.append(word)  # type: ignore[attr-defined]
        else:
            units.append(Unit(phrase.segment.label, [word], phrase.segment.node.begin))
    return assemble(units, Source(name, "azure", text, bom))


def write(original: Transcript, edited: Transcript) -> Written:
    """The document with the labels of `edited`; phrases are cut where speakers change."""
    reader = Reader.of(original.source.text, original.source.name)
    parsed, patch = Parsed(reader), Patch(reader.text, reader.root)
    place = {at: number for number, at in enumerate(parsed.order)}
    change = Change.of(original, edited)
    parsed.numbers.renamed(change)
    change = change.at([place[at] for at in range(len(parsed.words))])
    cutters: dict[int, Cutter] = {}
    by_node = {phrase.segment.node.begin: phrase for phrase in parsed.phrases}

    def members(piece: Piece) -> dict[str, str | None]:
        phrase = by_node[piece.segment.node.begin]
        made: dict[str, str | None] = {}
        if piece.relabelled:
            number = parsed.numbers.number(piece.label, phrase.channel)
            made[parsed.style("speaker")] = None if number is None else str(number)
        if (piece.start, piece.end) == (0, len(phrase.words)):
            azure_phrase.respell(patch, phrase, change)
            return made
        key = phrase.segment.node.begin
        if key not in cutters:
            cutters[key] = Cutter(reader, patch, parsed.style, phrase, change)
        return made | cutters[key].members(piece)

    array = reader.root.get(parsed.style("recognizedPhrases"))
    assert array is not None
    segments = [phrase.segment for phrase in parsed.phrases]
    estimates = relabel_segments(patch, array, segments, KEYS, change, members)
    _combined(reader, patch, parsed, change)
    write_names(patch, parsed.numbers, reader.root, NAMES)
    return Written(patch.text(), tuple(replace(item, word=place[item.word]) for item in estimates))


def _combined(reader: Reader, patch: Patch, parsed: Parsed, change: Change) -> None:
    """The text of each channel is spelled as its phrases."""
    for node in reader.objects(reader.root, parsed.style("combinedRecognizedPhrases")):
        channel = str(reader.whole(node, parsed.style("channel")) or 0) if parsed.many else None
        mine = [at for at, word in enumerate(parsed.words) if word.channel == channel]
        respell_text(patch, node.get(parsed.style("display")), change.at(mine))


def build(turns: Sequence[RawTurn], name: str) -> Built:
    """A new document: a phrase for each turn."""
    channels = list(dict.fromkeys(turn.tokens[0].channel for turn in turns))
    many = len(channels) > 1
    numbers = Numbers(first=1)
    phrases = []
    for turn in turns:
        here = channels.index(turn.tokens[0].channel)
        number = numbers.number(turn.speaker, str(here) if many else None)
        words = edged(turn)
        assert turn.time is not None and turn.until is not None
        facts = [known(word=plain(word.text), **azure_phrase.times(word.start, word.end),
                       confidence=word.confidence) for word in words]
        bare, shown = " ".join(plain(word.text) for word in words), " ".join(word.text for word in words)
        best = {"confidence": 0.0, "lexical": bare, "itn": bare, "maskedITN": bare, "display": shown, "words": facts}
        phrases.append({"recognitionStatus": "Success", "channel": here, **known(speaker=number),
                        **azure_phrase.times(turn.time, turn.until), "nBest": [best]})
    shown_in = [[str(phrase["nBest"][0]["display"]) for phrase in phrases if phrase["channel"] == here]
                for here in range(len(channels))]
    combined = [{"channel": here, "display": " ".join(shown)} for here, shown in enumerate(shown_in)]
    made = {"source": "", "combinedRecognizedPhrases": combined, "recognizedPhrases": phrases,
            **known(speakerNames=numbers.added or None)}
    return Built(read(document(made), name, False))


FORMAT = Format(
    id="azure",
    title="Azure Speech batch JSON, phrases with words",
    suffixes=(".json",),
    sniff=sniff,
    read=read,
    write=write,
    build=build,
    holds=frozenset(Holds) - {Holds.SPEAKER_CONFIDENCE, Holds.NOTES, Holds.MARKUP},
    needs=frozenset({Holds.STARTS, Holds.ENDS}),
)
