"""The report as one HTML page that loads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from diarfix.bench import bars, points, say
from diarfix.bench.grids import Grid, facts, grids, harmful, misses, overview
from diarfix.bench.report import BenchReport, SetReport
from diarfix.bench.style import STYLE


def to_html(report: BenchReport, command: str, baselines: bool = True) -> str:
    """The page; places are named, but no word of a transcript is shown. `command` made it."""
    body = [
        "<h1>How well diarfix repairs</h1>",
        f"<p class=lead>Edits of confidence {report.min_confidence:.2f} or more are applied. "
        f"diarfix {_text(report.version)}, <code>{_text(command)}</code></p>",
    ]
    if len(report.sets) > 1:
        body += ["<nav>", *(f'<a href="#set{at}">{_text(item.name)}</a>' for at, item in enumerate(report.sets)),
                 "</nav>", *_grid(overview(report.sets))]
    for at, item in enumerate(report.sets):
        body += _section(item, at, baselines)
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>diarfix bench</title>\n<style>{STYLE}</style>\n</head>\n"
    )
    return head + "<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"


def _section(item: SetReport, at: int, baselines: bool) -> Iterator[str]:
    yield f'<section id="set{at}">'
    yield f"<h2>{_text(item.name)} <small>{_text(item.about)}</small></h2>"
    yield from _tiles(item)
    yield "<div class=plots>"
    yield _figure("Repaired against broken", "Each dot is a threshold; the ring is what was applied. Rays are words "
                  "repaired for each one broken" + ("; diamonds are simple rules." if baselines else "."),
                  points.curve(item, baselines))
    yield _figure("Is the confidence honest?", "All proposed edits by confidence. Dots on the line keep their promise; "
                  "numbers are edits.", points.reliability(item))
    if baselines:
        yield _figure("Against simple rules", "Blue: better, and not by chance. Grey: may be chance. Orange: worse.",
                      bars.against(item))
    yield _figure("By rule", "Each changed word is credited to the strongest rule of its edit.", bars.by_rule(item))
    yield _figure("By length of the run of wrong words", "", bars.by_run(item))
    yield _figure("What stays wrong", "By cause, as far as labels and turns tell.", bars.by_cause(item))
    yield _figure("Episode by episode", "Most wrong first.", bars.by_episode(item), "wide")
    yield "</div>"
    yield from _details("All numbers", [*_facts(item), *(line for grid in grids(item, baselines)
                                                       for line in _titled(grid))])
    yield from _details(f"The {len(item.worst)} largest runs that stay wrong, of {say.count(len(item.misses))}",
                        _grid(misses(item.worst)))
    if item.harmful:
        yield from _details(f"Applied edits that broke more than they repaired ({len(item.harmful)})",
                            _grid(harmful(item.harmful)))
    yield "</section>"


def _tiles(item: SetReport) -> Iterator[str]:
    counts = item.counts
    tiles = (
        (say.ratio(counts.repaired, counts.broken), "words repaired for each one broken",
         f"95 %: {say.ratio_span(item.ratio_interval)}"),
        (f"{counts.repaired:,} / {counts.broken:,}", "words repaired / broken",
         f"net {say.signed(item.net)}, 95 %: {say.span(item.net_interval)}"),
        (f"{say.percent(counts.wder_before)} → {say.percent(counts.wder_after)}", "words under the wrong speaker",
         f"{counts.wrong_before:,} → {counts.wrong_after:,} words"),
        (say.percent(counts.repaired_rate, 1), "of the wrong words repaired",
         f"{len(item.episodes):,} episodes, {say.words(item.words.words)}"),
        (say.decimal(item.reliability.ece), "calibration error (ECE)",
         f"{say.decimal(item.reliability.ece_likely)} for edits from 0.5"),
    )
    yield "<div class=tiles>"
    for number, what, more in tiles:
        yield f"<div><b>{_text(number)}</b><span>{_text(what)}</span><small>{_text(more)}</small></div>"
    yield "</div>"


def _figure(title: str, note: str, drawing: str, class_: str = "") -> str:
    return f'<figure class="{class_}"><figcaption><b>{_text(title)}</b> {_text(note)}</figcaption>{drawing}</figure>'


def _details(summary: str, inside: Iterator[str] | list[str]) -> Iterator[str]:
    yield f"<details><summary>{_text(summary)}</summary>"
    yield from inside
    yield "</details>"


def _facts(item: SetReport) -> Iterator[str]:
    yield "<table class=facts>"
    yield from (f"<tr><th>{_text(what)}</th><td>{_text(value)}</td></tr>" for what, value in facts(item))
    yield "</table>"


def _titled(grid: Grid) -> Iterator[str]:
    yield f"<h3>{_text(grid.title)}</h3>"
    yield from _grid(grid)


def _grid(grid: Grid) -> Iterator[str]:
    if grid.note:
        yield f"<p class=note>{_text(grid.note)}</p>"
    first = len(grid.heads) - grid.right
    yield "<div class=scroll><table>"
    for row, cell in ((grid.heads, "th"), *((row, "td") for row in grid.rows)):
        cells = (f"<{cell}{' class=num' if at >= first else ''}>{_text(text)}</{cell}>" for at, text in enumerate(row))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table></div>"


def _text(text: str) -> str:
    return escape(say.visible(text))
