"""Who speaks when: a lane for each speaker, before and after; each turn a block as long as it lasts.

before  Host     ##|  |#|
        Co-Host    |##|
after   Host     ######|
edits             ^   ^
"""

from __future__ import annotations

from collections.abc import Iterator

from diarfix.drawing.svg import tag, words
from diarfix.model import Transcript
from diarfix.pages.report.scene import Scene

TICKS = 6
"""Parts into which the axis is divided."""


def timeline(scene: Scene) -> Iterator[str]:
    """The lanes before, those after, and where the edits are."""
    yield '<div class="lanes" role="img" aria-label="' + words(_said(scene)).replace('"', "&quot;") + '">'
    yield "<h3>Before</h3>"
    yield _axis(scene)
    yield from _lanes(scene, scene.original, False)
    yield "<h3>After</h3>"
    yield _axis(scene)
    yield from _lanes(scene, scene.repaired, True)
    if any(item.edit.kind == "move" for item in scene.result.edits):
        yield '<span class="who">Edits</span>' + _marks(scene)
    yield "</div>"
    waits = "; low, ochre ones wait for a person" if scene.waiting else ""
    yield f'<p class="soft">Tall marks are edits that were made{waits}. A block links to its turn in the text.</p>'


def _said(scene: Scene) -> str:
    shares = (f"{label} {count / len(scene.repaired.words):.0%}" for label, count in scene.repaired.word_counts.items())
    return "Who speaks when. Share of the words after the repair: " + ", ".join(shares)


def _axis(scene: Scene) -> str:
    spots = [min(range(len(scene.original.words)), key=lambda at: abs(scene.at(at) - goal)) for goal in _goals()]
    return f'<div class="axis" aria-hidden="true">{"".join(f"<span>{scene.when(at)}</span>" for at in spots)}</div>'


def _goals() -> Iterator[float]:
    return (1000 * part / TICKS for part in range(TICKS))


def _lanes(scene: Scene, transcript: Transcript, linked: bool) -> Iterator[str]:
    for label in transcript.labels:
        blocks = []
        for index, turn in enumerate(transcript.turns):
            if turn.speaker != label:
                continue
            x, end = scene.at(turn.start), scene.at(turn.end)
            title = f"{label}: {scene.when(turn.start)}, {len(turn):,} words"
            block = tag("rect", tag("title", words(title)), x=x, width=max(0.8, end - x - 0.25), height=20)
            blocks.append(tag("a", block, href=f"#t{index + 1}", tabindex="-1") if linked else block)
        speaker = scene.speakers[label]
        yield speaker.markup + _lane("".join(blocks), f"lane s{speaker.hue}")


def _marks(scene: Scene) -> str:
    marks = []
    for item in scene.result.edits:
        if item.edit.kind != "move" or item.state == "rejected":
            continue
        title = f"{item.edit.id}: {item.edit.words:,} words, {item.state}"
        x = scene.at(item.edit.start)
        wide = max(2.4, scene.at(item.edit.end) - x)
        kind, top = ("mark", 0) if item.state == "applied" else ("wait", 9)
        marks.append(tag("rect", tag("title", words(title)), x=x, y=top, width=wide, height=20 - top, class_=kind))
    return _lane("".join(marks), "lane")


def _lane(blocks: str, kind: str) -> str:
    return tag("svg", blocks or "<g/>", viewBox="0 0 1000 20", preserveAspectRatio="none", class_=kind)
