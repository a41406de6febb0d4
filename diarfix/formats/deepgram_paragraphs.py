"""Deepgram's paragraphs: `num_words` words each, in sentences, and a text of them all that names the speakers.

    {"transcript": "\\nSpeaker 0: So it is.\\n\\nSpeaker 1: Right.\\n",
     "paragraphs": [{"speaker": 0, "num_words": 3, "start": 1.0, "end": 1.9,
                     "sentences": [{"text": "So it is.", "start": 1.0, "end": 1.9}]}, ...]}
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import Patch
from diarfix.formats.json_read import Reader
from diarfix.formats.said import respell_text
from diarfix.formats.segments import Change, Keys, Piece, Segment, find_spans, label_of, relabel_segments, text_splices

KEYS = Keys("", "start", "end", "", "", Patch.seconds)


def relabel(
    reader: Reader, patch: Patch, alternative: Node, change: Change, number: Callable[[str], str | None],
    label: Callable[[Node], str | None],
) -> None:
    """Paragraphs and their text follow the words of `change`; those that do not count their words stay as they are."""
    whole = alternative.get("paragraphs")
    array = whole.get("paragraphs") if whole is not None else None
    if whole is None or array is None:
        return
    segments: list[Segment] = []
    first = 0
    for node in reader.objects(whole, "paragraphs"):
        count = reader.whole(node, "num_words") or 0
        times = reader.seconds(node, "start"), reader.seconds(node, "end")
        segments.append(Segment(node, label(node), *times, first, (None,) * count))
        first += count
    if first != len(change.old):
        return
    sentences = {segment.node.begin: _sentences(reader, segment, change) for segment in segments}

    def members(piece: Piece) -> dict[str, str | None]:
        own = sentences[piece.segment.node.begin]
        if (piece.start, piece.end) == (0, len(piece.segment.spans)):
            for sentence in own:
                text = sentence.node.get("text")
                for splice in text_splices(sentence, change) if text is not None else ():
                    patch.splice(text, *splice)  # type: ignore[arg-type]
            return {"speaker": number(piece.label)} if piece.relabelled else {}
        listed = piece.segment.node.get("sentences")
        a, b = piece.segment.first + piece.start, piece.segment.first + piece.end
        made: dict[str, str | None] = {"speaker": number(piece.label), "num_words": str(b - a)}
        if listed is not None and own:
            made["sentences"] = patch.render(listed, entries=list(_cut(patch, own, change, a, b)))
        return made

    relabel_segments(patch, array, segments, KEYS, change, members)
    _text(reader, patch, whole, segments, change, number)


def _sentences(reader: Reader, paragraph: Segment, change: Change) -> list[Segment]:
    """The sentences with their words; none where their words are not the paragraph's."""
    made: list[Segment] = []
    at = paragraph.first
    for node in reader.objects(paragraph.node, "sentences"):
        text = reader.string(node, "text") or ""
        count = len(text.split())
        spans = find_spans(text, change.old_words[at : at + count])
        made.append(Segment(node, None, reader.seconds(node, "start"), reader.seconds(node, "end"), at, spans))
        at += count
    return made if at == paragraph.last else []


def _cut(patch: Patch, sentences: Sequence[Segment], change: Change, a: int, b: int) -> Iterator[str]:
    """The sentences, or the parts of them, that words `a:b` make."""
    for sentence in sentences[bisect_right(sentences, a, key=lambda item: item.last) :]:
        start, end = max(a, sentence.first), min(b, sentence.last)
        if start >= end:
            break
        words, old = change.new_words[start:end], change.old_words[start:end]
        members: dict[str, str | None] = {}
        whole = (start, end) == (sentence.first, sentence.last)
        if not whole or any(True for _ in text_splices(sentence, change)):
            members["text"] = patch.quote(" ".join(word.text for word in words))
        begin, stop = old[0].start, old[-1].end
        if start > sentence.first and begin is not None:
            members["start"] = patch.seconds(begin)
        if end < sentence.last and stop is not None:
            members["end"] = patch.seconds(stop)
        yield patch.render(sentence.node, members)


def _text(
    reader: Reader, patch: Patch, whole: Node, segments: Sequence[Segment], change: Change,
    number: Callable[[str], str | None],
) -> None:
    """The text of all paragraphs: spelled anew, or where speakers changed written anew as Deepgram does."""
    found = whole.get("transcript")
    text = reader.string(whole, "transcript")
    if found is None or text is None:
        return
    if not any(True for _ in change.relabelled()) or "Speaker " not in text:
        respell_text(patch, found, change)
        return
    parts: list[str] = []
    before: str | None = None
    for segment in segments:
        for same, run in groupby(range(segment.first, segment.last), key=lambda at: change.new[at]):
            words = " ".join(change.new_words[at].text for at in run)
            named = label_of([same], None)
            shown = number(named)
            head = f"Speaker {shown}: " if named != before and shown is not None else ""
            parts.append(head + words)
            before = named
    edges = text[: len(text) - len(text.lstrip("\n"))], text[len(text.rstrip("\n")) :]
    patch.replace(found, patch.quote(edges[0] + "\n\n".join(parts) + edges[1]))
