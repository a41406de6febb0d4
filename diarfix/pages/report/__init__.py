"""The report for people: one page that holds everything, loads nothing and can be sent around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from diarfix import __version__
from diarfix.cues.analysis import analyse
from diarfix.cues.context import Context
from diarfix.cues.nlp import load_english
from diarfix.drawing.svg import words
from diarfix.pages.look import page
from diarfix.pages.report.cast import cast, health
from diarfix.pages.report.changes import changes, waiting
from diarfix.pages.report.findings import findings
from diarfix.pages.report.scene import Scene
from diarfix.pages.report.script import script
from diarfix.pages.report.timeline import timeline
from diarfix.pipeline import Result
from diarfix.render.facts import counted, moves
from diarfix.render.report import health_of

__all__ = ["report_page"]


def report_page(result: Result) -> str:
    """The page of a repair; the same bytes for the same result."""
    scene = Scene(result)
    before = health_of(result.context)
    same = result.original.speakers == result.repaired.speakers
    after = before if same else health_of(Context(analyse(result.repaired, load_english())))
    return page(f"{scene.name}: who said what", ("look.css", "report.css"), _body(scene, before, after))


def _body(scene: Scene, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    parts: list[tuple[str, str, str, Iterable[str]]] = [
        ("cast", "Cast", "", cast(scene)),
        ("timeline", "Who speaks when", "", timeline(scene)),
        ("changes", "What changed", "Only labels move. No word is added, lost or replaced.", changes(scene)),
    ]
    if scene.waiting:
        about = "These are likely, but not certain enough to be made unseen. diarfix review decides them."
        parts.append(("waiting", "What waits for a person", about, waiting(scene)))
    parts += [
        ("findings", "Findings", "What the rules saw in the transcript as it was.", findings(scene)),
        ("health", "Health", "", health(before, after)),
        ("text", "The text after the repair", "Underlined words were moved.", script(scene)),
    ]
    yield "<main>"
    yield f"<h1><bdi>{words(scene.name)}</bdi></h1>"
    yield f'<p class="lead">{_lead(scene)}</p>'
    links = "".join(f'<a href="#{anchor}">{title}</a>' for anchor, title, _, _ in parts)
    yield f'<nav aria-label="Parts of this page">{links}</nav>'
    yield from _tiles(scene, before, after)
    for anchor, title, about, inside in parts:
        yield f'<section aria-labelledby="{anchor}"><h2 id="{anchor}">{title}</h2>'
        if about:
            yield f'<p class="soft">{about}</p>'
        yield from inside
        yield "</section>"
    yield f"<footer>Made by diarfix {words(__version__)} from the words alone. This page loads nothing.</footer>"
    yield "</main>"


def _lead(scene: Scene) -> str:
    made, left = len(scene.result.applied), len(scene.waiting)
    done = f"diarfix made {counted(made, 'edit')}" if made else "diarfix changed nothing"
    rest = f"; {counted(left, 'more waits', 'more wait')} for a person" if left else "; nothing waits for a person"
    return f"Who said what in {len(scene.original.words):,} words. {done}{rest}."


def _tiles(scene: Scene, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    moved = moves(scene.result)
    clean = f"{before['clean_changes']:.0%} → {after['clean_changes']:.0%}"
    tiles = (
        (_change(before["labels"], after["labels"]), "speakers", "labels before and after"),
        (_change(before["turns"], after["turns"]), "turns", f"{_change(before['seams'], after['seams'])} changes"),
        (f"{sum(edit.words for edit in moved):,}", "words moved", f"in {counted(len(moved), 'edit')}"),
        (clean, "changes at sentence ends", "healthy is 65 % or more"),
        (f"{len(scene.waiting):,}", "edits to look at", "nothing to do" if not scene.waiting else "see below"),
    )
    yield '<div class="tiles">'
    yield from (f"<div><b>{number}</b><span>{what}</span><small>{more}</small></div>" for number, what, more in tiles)
    yield "</div>"


def _change(before: int, after: int) -> str:
    return f"{before:,}" if before == after else f"{before:,} → {after:,}"
