"""A `Format` made from a `Layout`: what the plain-text formats share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diarfix.formats import compose, layout, patch
from diarfix.formats.base import Built, Format, Holds, RawTurn, Written
from diarfix.formats.layout import Layout
from diarfix.formats.lines import Line
from diarfix.formats.probe import Probe
from diarfix.model import Transcript

TEXT_HOLDS = frozenset({Holds.WORDS, Holds.SPEAKERS, Holds.NAMES, Holds.STARTS, Holds.NOTES, Holds.MARKUP})


SURE = 0.95
"""How sure the layout of one program is where headers show it; over all that plain text can reach."""

CLEAR = 0.8
"""Share of the headers that must be that program's."""


def text_format(
    shape: Layout, title: str, suffixes: Sequence[str], mark: Callable[[Line], bool] | None = None
) -> Format:
    """The format whose turns are laid out as `shape` says. `mark` tells the headers of a program's own layout."""

    def sniff(probe: Probe) -> float:
        if mark is None:
            return layout.sniff(shape, probe.text)
        return SURE if layout.share(shape, probe.text, mark) >= CLEAR else 0.0

    def read(text: str, name: str, bom: bool) -> Transcript:
        return layout.read(shape, text, name, bom)

    def write(original: Transcript, edited: Transcript) -> Written:
        return patch.write(shape, original, edited)

    def build(turns: Sequence[RawTurn], name: str) -> Built:
        return Built(compose.build(shape, turns, name))

    needs = frozenset({Holds.STARTS}) if shape.clock is not None else frozenset[Holds]()
    return Format(shape.id, title, tuple(suffixes), sniff, read, write, build, holds=TEXT_HOLDS, needs=needs)
