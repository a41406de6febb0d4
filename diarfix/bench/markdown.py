"""The report as `docs/quality.md`: numbers and places, never a word of the transcripts."""

from __future__ import annotations

from collections.abc import Iterator

from diarfix.bench import say
from diarfix.bench.bootstrap import RESAMPLES
from diarfix.bench.grids import Grid, facts, grids, misses, overview
from diarfix.bench.report import BenchReport, SetReport


def to_markdown(report: BenchReport, command: str, commit: str, weights: str, baselines: bool = True) -> str:
    """The document; `command`, `commit` and `weights` say what it was made with and by."""
    lines = [
        "# How well it repairs",
        "",
        "Generated; do not edit. Terms and measures are explained in [bench.md](bench.md).",
        "",
        "| made with | |",
        "| --- | --- |",
        f"| command | `{command}` |",
        f"| code | diarfix {report.version}, commit {commit} |",
        f"| weights | {_cell(weights)} |",
        f"| applied | edits of confidence {report.min_confidence:.2f} or more whose rules do not ask for a person |",
        f"| intervals | 95 %, from {RESAMPLES:,} resamples of whole episodes |",
        *(f"| data: {_cell(item.name)} | {_cell(item.about)}; fingerprint `{item.fingerprint}` |"
          for item in report.sets),
        "",
        *_grid(overview(report.sets)),
    ]
    for item in report.sets:
        lines += _section(item, baselines)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(item: SetReport, baselines: bool) -> Iterator[str]:
    yield f"## {_cell(_capital(item.name))}"
    yield ""
    yield from (f"- {_capital(what)}: {value}." for what, value in facts(item))
    yield ""
    for grid in grids(item, baselines):
        yield f"### {_cell(_capital(item.name))}: {grid.title[:1].lower()}{grid.title[1:]}"
        yield ""
        yield from _grid(grid)
    largest = misses(item.worst)
    yield "<details>"
    yield f"<summary>{largest.title} ({say.count(len(largest.rows))} of {say.count(len(item.misses))})</summary>"
    yield ""
    yield from _grid(largest)
    yield "</details>"
    yield ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _grid(grid: Grid) -> Iterator[str]:
    if grid.note:
        yield grid.note
        yield ""
    marks = ["---"] * (len(grid.heads) - grid.right) + ["---:"] * grid.right
    for row in (grid.heads, tuple(marks), *grid.rows):
        yield f"| {' | '.join(_cell(cell) for cell in row)} |"
    yield ""


def _cell(text: str) -> str:
    """Text that cannot end its cell, nor be taken for mark-up."""
    flat = " ".join(say.visible(text).split())
    for mark in ("\\", "|", "<", "*", "`", "["):
        flat = flat.replace(mark, f"\\{mark}")
    return flat
