"""Further copies of a transcript's words in the same JSON document, relabelled with it.

    words        [{"word": "so", "speaker": 0}, ...]
    utterances   [{"speaker": 0, "transcript": "So it is.", "words": [the same again]}, ...]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diarfix.formats.json_doc import Node
from diarfix.formats.json_read import Reader
from diarfix.formats.said import Places
from diarfix.formats.segments import Keys, Segment, find_spans
from diarfix.model import Word

Key = Callable[[Node], object]
"""What a word's object shares with its copies."""


def listed_segments(
    reader: Reader, nodes: Sequence[Node], keys: Keys, words: Sequence[Word], places: Places, key: Key,
    label: Callable[[Node], str | None], unit: float = 1.0,
) -> tuple[list[Segment], list[int], list[Node]]:
    """Segments that hold a list of words each: with the places of their words in the transcript, and their objects.

    `words` are the transcript's. An item that is none of them stays with the one before it. Raises E203.
    """
    segments: list[Segment] = []
    order: list[int] = []
    objects: list[Node] = []
    for node in nodes:
        found = [(at, places.take(key(item)), item) for at, item in enumerate(reader.array(node, keys.words))]
        mine = [(at, place, item) for at, place, item in found if place is not None]
        said = [words[place] for _, place, _ in mine]
        text = reader.string(node, keys.text) if keys.text else None
        spans = find_spans(text, said) if text is not None else (None,) * len(said)
        start = reader.seconds(node, keys.start, unit) if keys.start else None
        end = reader.seconds(node, keys.end, unit) if keys.end else None
        items = tuple(at for at, _, _ in mine)
        segments.append(Segment(node, label(node), start, end, len(order), spans, items))
        order += [place for _, place, _ in mine]
        objects += [item for _, _, item in mine]
    return segments, order, objects
