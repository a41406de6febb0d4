"""The corrected text in full, for reading."""

from __future__ import annotations

from collections.abc import Iterator

from diarfix.drawing.svg import words
from diarfix.pages.report.scene import Scene
from diarfix.render.facts import moves


def script(scene: Scene) -> Iterator[str]:
    """Every turn after the repair; moved words are underlined."""
    moved = {at for edit in moves(scene.result) for at in range(edit.start, edit.end)}
    yield '<div class="script">'
    for index, turn in enumerate(scene.repaired.turns):
        speaker = scene.speakers[turn.speaker]
        time = "" if scene.times is None else f"<time>{scene.when(turn.start)}</time>"
        parts = []
        for at in range(turn.start, turn.end):
            opening = "<ins>" if at in moved and (at == turn.start or at - 1 not in moved) else ""
            closing = "</ins>" if at in moved and (at + 1 == turn.end or at + 1 not in moved) else ""
            parts.append(f"{opening}{words(scene.repaired.words[at].text)}{closing}")
        yield (
            f'<div class="turn s{speaker.hue}" id="t{index + 1}"><div class="who">{speaker.badge}'
            f"<span><bdi>{words(turn.speaker)}</bdi>{time}</span></div>"
            f'<bdi class="said">{" ".join(parts)}</bdi></div>'
        )
    yield "</div>"
