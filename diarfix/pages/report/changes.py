"""Before and after: every stretch that reads differently, and what waits for a person."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from diarfix.drawing.svg import words
from diarfix.edits import Decided, Edit
from diarfix.model import Transcript, Turn
from diarfix.pages.look import bdi
from diarfix.pages.report.scene import Scene
from diarfix.render.blocks import NEAR, Block, blocks, near_words, sides
from diarfix.render.facts import counted, flips, people

REASONS = 4
"""Reasons shown for an edit, the strongest first."""


def changes(scene: Scene) -> Iterator[str]:
    """Labels that became people, blocks with moved words, then seams where pieces were joined."""
    found = blocks(scene.result)
    renames = [edit for person in people(scene.result) for edit in person.renames] + list(flips(scene.result))
    if renames:
        yield '<ul class="why">' + "".join(_rename(edit) for edit in renames) + "</ul>"
    for block in found:
        if not block.joins_only:
            yield from _block(scene, block)
    joined = [seam for block in found if block.joins_only for seam in _seams(block)]
    if joined:
        yield f"<details open><summary>{counted(len(joined), 'sentence')} made whole again</summary>"
        yield '<p class="soft">One person\'s speech was cut here by a second label. The bar marks the cut.</p>'
        yield '<ul class="joins">' + "".join(_join(scene, seam) for seam in joined) + "</ul></details>"
    if not found and not renames:
        yield "<p>Nothing was changed.</p>"


def waiting(scene: Scene) -> Iterator[str]:
    """The edits that a person should look at, each as it would read."""
    for item in scene.waiting:
        edit = item.edit
        if edit.kind != "move":
            yield f'<article class="change"><ul class="why">{_rename(edit)}{_reasons(edit)}</ul></article>'
            continue
        before, after = sides(scene.result, edit)
        moved = range(edit.start, edit.end)
        yield _article(scene, edit.start, before, after, moved, (item,))


def _block(scene: Scene, block: Block) -> Iterator[str]:
    moved = {at for edit in block.edits for at in range(edit.start, edit.end)}
    fates = {item.edit.id: item for item in scene.result.edits}
    yield _article(scene, block.start, block.before, block.after, moved, [fates[edit.id] for edit in block.edits])


def _article(
    scene: Scene,
    start: int,
    before: Sequence[Turn],
    after: Sequence[Turn],
    moved: Collection[int],
    edits: Sequence[Decided],
) -> str:
    place = scene.original.place(start)
    where = f"line {place.line}" if scene.times is None else f"{scene.when(start)}, line {place.line}"
    chips = "".join(_sure(item.edit) for item in edits)
    why = "".join(_reasons(item.edit) for item in edits)
    left = "".join(_turn(scene, scene.original, turn, moved, "del") for turn in before)
    right = "".join(_turn(scene, scene.repaired, turn, moved, "ins") for turn in after)
    return (
        f'<article class="change"><header><b>{where}</b>{chips}</header>'
        f'<div class="pair"><div><h4>Before</h4>{left}</div><div><h4>After</h4>{right}</div></div>'
        f'<ul class="why">{why}</ul></article>'
    )


def _turn(scene: Scene, transcript: Transcript, turn: Turn, moved: Collection[int], mark: str) -> str:
    edges = {at for at in range(turn.start, turn.end) if at in moved or at - 1 in moved or at + 1 in moved}
    parts: list[str] = []
    last, run = turn.start - 1, False
    for at in near_words(turn.start, turn.end, edges):
        inside = at in moved
        if run and (not inside or at != last + 1):
            parts.append(f"</{mark}>")
            run = False
        if at != last + 1:
            parts.append(' <span class="gap">…</span>')
        parts.append(" ")
        if inside and not run:
            parts.append(f"<{mark}>")
            run = True
        parts.append(words(transcript.words[at].text))
        last = at
    said = "".join(parts) + (f"</{mark}>" if run else "")
    return f'<p class="turn">{scene.speakers[turn.speaker].markup}<bdi class="said">{said.strip()}</bdi></p>'


def _reasons(edit: Edit) -> str:
    strongest = sorted(edit.reasons, key=lambda why: (-abs(why.weight), why.code))[:REASONS]
    rows = [f"<li><code>{words(why.code)}</code><span>{words(why.message)}</span></li>" for why in strongest]
    return "".join(rows) or "<li><code></code><span>The labels around it speak for it; no single rule does.</span></li>"


def _sure(edit: Edit) -> str:
    """The confidence; nothing is certain."""
    return f'<span class="chip num">{min(edit.confidence, 0.99):.0%} sure</span>'


_CLAIMS = {
    "merge": "is the same person as",
    "name": "is named",
    "flip": "changes places, from some word on, with",
}


def _rename(edit: Edit) -> str:
    what = _CLAIMS[edit.kind]
    codes = f"<code>{words(edit.codes[0])}</code>" if edit.codes else "<code></code>"
    return f"<li>{codes}<span><b>{bdi(edit.old)}</b> {what} <b>{bdi(edit.new)}</b> {_sure(edit)}</span></li>"


def _seams(block: Block) -> Iterator[int]:
    return (turn.start for turn in block.before[1:])


def _join(scene: Scene, seam: int) -> str:
    left = scene.original.text(max(0, seam - NEAR), seam)
    right = scene.original.text(seam, min(len(scene.original.words), seam + NEAR))
    return f'<li>{bdi(left)} <span class="seam">|</span> {bdi(right)}</li>'
