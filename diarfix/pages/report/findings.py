"""What the rules found, by rule."""

from __future__ import annotations

from collections.abc import Iterator

from diarfix.drawing.svg import words
from diarfix.pages.look import bdi
from diarfix.pages.report.scene import Scene
from diarfix.render.facts import counted, is_finding
from diarfix.rulebook import Match

LEVELS = ("error", "warning", "info")
"""Severities, the gravest first."""

EACH_SIDE = 7
"""Words shown on either side of a finding."""

WHOLE = ("document", "pair", "label")
"""Sites that are no place in the text."""


def findings(scene: Scene) -> Iterator[str]:
    """One fold for each rule that found something, the gravest first."""
    groups: dict[str, list[Match]] = {}
    for match in scene.result.matches:
        if is_finding(match):
            groups.setdefault(match.rule.code, []).append(match)
    if not groups:
        yield "<p>The rules found nothing.</p>"
    for code, matches in sorted(groups.items(), key=lambda item: (LEVELS.index(item[1][0].rule.severity), item[0])):
        rule = matches[0].rule
        level = f'<span class="level {rule.severity}">{rule.severity}</span>'
        count = "" if rule.site == "document" else f' <span class="soft">· {counted(len(matches), "place")}</span>'
        told = matches[0].message if rule.site == "document" else rule.summary
        yield f"<details><summary><code>{words(code)}</code> {words(told)} · {level}{count}</summary>"
        yield f'<p class="soft">{words(rule.rationale)}</p><ul class="joins">'
        yield from (_place(scene, match) for match in matches if rule.site != "document" or match.labels)
        yield "</ul></details>"


def _place(scene: Scene, match: Match) -> str:
    if match.rule.site in WHOLE:
        return f"<li>{', '.join(bdi(label) for label in match.labels)}</li>"
    start, end = max(0, match.start - EACH_SIDE), min(len(scene.original.words), match.start + EACH_SIDE)
    line = scene.original.place(match.start).line
    text = f'{bdi(scene.original.text(start, match.start))} <span class="seam">|</span> '
    return f'<li><span class="soft num">line {line}</span> {text}{bdi(scene.original.text(match.start, end))}</li>'
