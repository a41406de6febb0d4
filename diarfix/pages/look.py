"""The shared look: style sheets from the package, speakers' hues and letters, and the frame of a page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from diarfix.drawing.palette import COLOURS, colours
from diarfix.drawing.sheet import sheet
from diarfix.drawing.svg import words

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
"""The letters that stand for speakers, in order of appearance."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """How a label is shown: `hue` is the number of a colour of the palette, `key` the letter beside it."""

    label: str
    hue: int
    key: str

    @property
    def badge(self) -> str:
        """The letter on its colour."""
        return f'<span class="badge s{self.hue}" aria-hidden="true">{self.key}</span>'

    @property
    def markup(self) -> str:
        """The letter and the name."""
        return f'<span class="who">{self.badge}{bdi(self.label)}</span>'


def speakers(labels: Iterable[str]) -> Mapping[str, Speaker]:
    """Labels as they are shown: the hue goes by the name, as in the graph; the letter by the order.

    >>> [(one.key, one.label) for one in speakers(["Ann", "Ben"]).values()]
    [('1', 'Ann'), ('2', 'Ben')]
    """
    hues = {colour: at for at, colour in enumerate(COLOURS)}
    chosen = colours(labels)
    return {
        label: Speaker(label, hues[colour], KEYS[at] if at < len(KEYS) else "·")
        for at, (label, colour) in enumerate(chosen.items())
    }


def bdi(text: str) -> str:
    """Text as markup that leaves the direction of its neighbours alone.

    >>> bdi("<b>")
    '<bdi>&lt;b&gt;</bdi>'
    """
    return f"<bdi>{words(text)}</bdi>"


def asset(name: str) -> bytes:
    """A file of the shared look."""
    return files("diarfix.pages").joinpath("assets", name).read_bytes()


def page(title: str, sheets: Iterable[str], body: Iterable[str]) -> str:
    """A whole page of ready markup in `body`, which loads nothing and runs nothing."""
    style = "\n".join(asset(name).decode() for name in sheets)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return sheet(words(title), policy, style, body)
