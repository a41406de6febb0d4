"""A `Format` made from a `Layout`: what the three plain-text formats share."""

from __future__ import annotations

from collections.abc import Sequence

from diarfix.formats import compose, layout, patch
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.layout import Layout
from diarfix.formats.probe import Probe
from diarfix.model import Transcript

TEXT_HOLDS = frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.NOTES, Holds.MARKUP})


def text_format(shape: Layout, title: str, suffixes: Sequence[str]) -> Format:
    """The format whose turns are laid out as `shape` says."""

    def sniff(probe: Probe) -> float:
        return layout.sniff(shape, probe.text)

    def read(text: str, name: str, bom: bool) -> Transcript:
        return layout.read(shape, text, name, bom)

    def write(original: Transcript, edited: Transcript) -> Written:
        return Written(patch.write(shape, original, edited))

    def build(turns: Sequence[RawTurn], name: str) -> Built:
        return Built(compose.build(shape, turns, name))

    return Format(shape.id, title, tuple(suffixes), sniff, read, write, build, holds=TEXT_HOLDS)
