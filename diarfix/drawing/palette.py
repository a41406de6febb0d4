"""Colours that colour-blind readers can tell apart, and the style sheet in light and dark.

Red is kept for what is wrong: cut sentences and suspected aliases. Everything also differs in shape.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

# The last one, grey, is only for an eighth label. After Paul Tol's "bright" and "vibrant" schemes without their reds
# (https://sronpersonalpages.nl/~pault/).
COLOURS = ("#4477aa", "#ee9a3a", "#228833", "#aa4499", "#66bbdd", "#b8a630", "#8866cc", "#888888")


def colours(labels: Iterable[str]) -> dict[str, str]:
    """A colour for every label, chosen by its name, so that a label keeps it from episode to episode.

    Where two labels want one colour the later one takes the next that is free.
    """
    chosen: dict[str, str] = {}
    free = list(range(len(COLOURS)))
    hues = len(COLOURS) - 1
    for label in labels:
        free = free or list(range(len(COLOURS)))
        wanted = hashlib.sha256(label.encode("utf-8", "replace")).digest()[0] % hues
        # Grey, the last one, is far from everything.
        at = min(free, key=lambda index: (index == hues, (index - wanted) % hues))
        free.remove(at)
        chosen[label] = COLOURS[at]
    return chosen


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour.

    >>> ink_on("#4477aa"), ink_on("#66bbdd")
    ('#ffffff', '#10151b')
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#10151b" if 0.299 * red + 0.587 * green + 0.114 * blue > 145 else "#ffffff"


_LIGHT = {
    "paper": "#ffffff",
    "lane": "#f1f3f6",
    "ink": "#1b1f24",
    "soft": "#5a6270",
    "rule": "#d5dae1",
    "bad": "#c4230f",
}
_DARK = {
    "paper": "#15181c",
    "lane": "#20252b",
    "ink": "#eceff3",
    "soft": "#a3acb8",
    "rule": "#3a424c",
    "bad": "#ff7a66",
}


def _scheme(tones: dict[str, str]) -> str:
    # Classes and not custom properties: most SVG viewers that are no browsers know only the former.
    return "".join(
        f".df-{name}{{fill:{tone}}}.df-{name}-line{{stroke:{tone};fill:none}}" for name, tone in tones.items()
    )


SVG_STYLE = (
    ".df text{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif}"
    ".df .turn:hover rect{opacity:.7}" + _scheme(_LIGHT) + "@media (prefers-color-scheme:dark){" + _scheme(_DARK) + "}"
)

PAGE_STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0;padding:0 0 3rem;font:16px/1.5 system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;"
    "background:#fff;color:#1b1f24}"
    "main{max-width:1400px;margin:auto;padding:0 1.5rem}"
    ".picture{overflow-x:auto}.picture svg{display:block;margin:auto;max-width:100%;min-width:900px;height:auto}"
    "h2{font-size:1.15rem;margin:2.2rem 0 .6rem}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "th,td{text-align:start;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid #d5dae1}"
    "td{overflow-wrap:anywhere}td.num{white-space:nowrap;font-variant-numeric:tabular-nums}"
    "mark{background:none;color:#c4230f;font-weight:700}"
    "bdi{unicode-bidi:isolate}a{color:inherit}"
    "#tip{position:fixed;z-index:9;max-width:34rem;max-height:60vh;overflow:hidden;padding:.6rem .8rem;"
    "border-radius:6px;background:#1b1f24;color:#fff;font-size:.85rem;line-height:1.4;white-space:pre-wrap;overflow-wrap:anywhere;"
    "pointer-events:none;box-shadow:0 2px 12px #0006}"
    "g:target rect{stroke:#c4230f;stroke-width:3}"
    "@media (prefers-color-scheme:dark){body{background:#15181c;color:#eceff3}th,td{border-color:#3a424c}"
    "mark{color:#ff7a66}#tip{background:#eceff3;color:#15181c}g:target rect{stroke:#ff7a66}}"
)
