"""Segments that hold a text, two times and a label, and nothing of their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diarfix.formats.json_doc import Node
from diarfix.formats.json_patch import decoded
from diarfix.formats.json_read import Reader
from diarfix.formats.segments import Keys, Segment
from diarfix.model import Word


def text_segments(
    reader: Reader, nodes: Sequence[Node], keys: Keys, label: str = "speaker"
) -> tuple[list[Segment], list[Word]]:
    """The segments and their words: the first starts and the last ends with its segment. Raises E203."""
    made: list[Segment] = []
    words: list[Word] = []
    for node in nodes:
        found = node.get(keys.text)
        times = reader.seconds(node, keys.start), reader.seconds(node, keys.end)
        said: list[Word] = []
        spans: tuple[tuple[int, int], ...] = ()
        if found is not None and reader.string(node, keys.text):
            text = decoded(reader.text, found)
            spans = tuple(text.words())
            said = [Word(text.text[a:b], *text.span(a, b)) for a, b in spans]
        if said:
            said[0] = replace(said[0], start=times[0])
            said[-1] = replace(said[-1], end=times[1])
        made.append(Segment(node, reader.label(node, label), *times, len(words), spans))
        words += said
    return made, words
