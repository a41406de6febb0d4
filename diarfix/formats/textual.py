"""A `Format` made from a `Layout`: what the three plain-text formats share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from diarfix.formats import compose, layout, patch
from diarfix.formats.base import Format
from diarfix.formats.layout import Layout


def text_format(shape: Layout, title: str, suffixes: Sequence[str]) -> Format:
    """The format whose turns are laid out as `shape` says."""
    return Format(
        id=shape.id,
        title=title,
        suffixes=tuple(suffixes),
        sniff=partial(layout.sniff, shape),
        read=partial(layout.read, shape),
        write=partial(patch.write, shape),
        build=partial(compose.build, shape),
    )
