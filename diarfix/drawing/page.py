"""The picture as one HTML page that needs nothing else: hover texts, and the doubtful places as tables."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import PurePath

from diarfix.drawing.palette import PAGE_STYLE
from diarfix.drawing.picture import svg_element
from diarfix.drawing.scene import Scene, scene_of
from diarfix.drawing.sheet import sheet
from diarfix.drawing.svg import tag, words
from diarfix.graph import TurnGraph
from diarfix.pipeline import Result

HOVER_CHARS = 1500
"""Characters of a turn's text that hovering shows."""

EACH_SIDE = 10
"""Words shown on either side of a cut."""

# Without scripts the browser shows the `title` elements itself, later and plainer.
SCRIPT = """
const tip = document.getElementById("tip");
for (const part of document.querySelectorAll(".picture svg g")) {
  const title = part.querySelector(":scope > title");
  if (!title) continue;
  const text = title.textContent;
  title.remove();
  part.setAttribute("aria-label", text);
  part.addEventListener("pointerenter", () => { tip.textContent = text; tip.hidden = false; });
  part.addEventListener("pointerleave", () => { tip.hidden = true; });
  part.addEventListener("pointermove", (event) => {
    const box = tip.getBoundingClientRect();
    const x = Math.min(event.clientX + 14, innerWidth - box.width - 8);
    const below = event.clientY + 18;
    const y = below + box.height < innerHeight ? below : event.clientY - box.height - 12;
    tip.style.left = Math.max(8, x) + "px";
    tip.style.top = Math.max(8, y) + "px";
  });
}
"""


def draw_html(subject: Result | TurnGraph) -> str:
    """The picture of a repair's result, or of a graph alone, as a page. It loads nothing and runs one script."""
    scene = scene_of(subject)
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    name = words(PurePath(scene.transcript.source.name).name)
    body = (
        "<main>",
        tag("div", svg_element(scene, HOVER_CHARS), class_="picture"),
        *_aliases(scene),
        *_edits(scene),
        *_cuts(scene),
        "</main>",
        '<div id="tip" role="tooltip" hidden></div>',
        f"<script>{SCRIPT}</script>",
    )
    return sheet(f"{name}: turn graph", policy, PAGE_STYLE, body)


def _bdi(text: str) -> str:
    """Text that leaves the direction of its neighbours alone."""
    return f"<bdi>{words(text)}</bdi>"


def _section(id_: str, heading: str, columns: Iterable[str], rows: list[list[str]], none: str) -> Iterable[str]:
    """A heading and a table of ready markup; a sentence where there are no rows."""
    yield f'<section aria-labelledby="{id_}">\n<h2 id="{id_}">{heading}</h2>'
    if rows:
        heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
        yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
        yield from (f"<tr>{''.join(cells)}</tr>" for cells in rows)
        yield "</tbody>\n</table>"
    else:
        yield f"<p>{none}</p>"
    yield "</section>"


def _cell(markup: str) -> str:
    return f"<td>{markup}</td>"


def _number(text: str) -> str:
    return f'<td class="num">{text}</td>'


def _aliases(scene: Scene) -> Iterable[str]:
    rows = [
        [
            _cell(_bdi(item.first)),
            _cell(_bdi(item.second)),
            _number(f"{item.cuts:,} of {item.seams:,}"),
            _cell(words(item.verdict)),
        ]
        for item in scene.suspicions
    ]
    columns = ("Label", "Label", "Label changes that cut a sentence", "Outcome, confidence")
    return _section("aliases", "May be one person", columns, rows, "No two labels look like one person.")


def _edits(scene: Scene) -> Iterable[str]:
    if not scene.solved:
        return []
    transcript = scene.transcript
    rows = []
    for item in scene.decided:
        edit = item.edit
        text = (
            transcript.text(edit.start, min(edit.end, edit.start + 2 * EACH_SIDE))
            if edit.kind == "move"
            else "from here on"
            if edit.kind == "flip"
            else "every turn"
        )
        rows.append(
            [
                _number(_link(scene, edit.start)),
                _cell(f"{_bdi(edit.old)} → {_bdi(edit.new)}"),
                _cell(_bdi(text)),
                _cell(words(f"{item.state}, {edit.confidence:.2f}")),
                _cell(words(" ".join(edit.codes))),
            ]
        )
    columns = ("Turn", "From, to", "Words", "State, confidence", "Rules")
    return _section("edits", "Edits", columns, rows, "No edits were found.")


def _cuts(scene: Scene) -> Iterable[str]:
    transcript = scene.transcript
    rows = []
    for seam in scene.cuts:
        left = transcript.turns[transcript.turn_at(seam - 1)]
        right = transcript.turns[transcript.turn_at(seam)]
        before = transcript.text(max(left.start, seam - EACH_SIDE), seam)
        after = transcript.text(seam, min(right.end, seam + EACH_SIDE))
        place = transcript.place(seam)
        rows.append(
            [
                _number(_link(scene, seam)),
                _number(f"line {place.line}"),
                _cell(f"{_bdi(left.speaker)} → {_bdi(right.speaker)}"),
                _cell(f'{_bdi(before)} <mark aria-label="cut">⌇</mark> {_bdi(after)}'),
            ]
        )
    columns = ("Turn", "Place", "From, to", "Words around the cut")
    return _section("cuts", f"Cut sentences ({len(rows):,})", columns, rows, "No label change cuts a sentence.")


def _link(scene: Scene, word: int) -> str:
    turn = scene.transcript.turn_at(word) + 1
    return f'<a href="#turn-{turn}">turn {turn:,}</a>'
