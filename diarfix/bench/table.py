"""The report for a terminal."""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from diarfix.bench.grids import Grid, facts, grids, overview
from diarfix.bench.report import BenchReport, SetReport
from diarfix.bench.say import visible


def print_report(report: BenchReport, console: Console, baselines: bool = True) -> None:
    """Every set: what was measured, then its tables; last, all sets side by side."""
    for item in report.sets:
        console.print(_headline(item))
        for grid in grids(item, baselines):
            console.print(Padding(_table(grid), (1, 0, 0, 0)))
        console.print()
    if len(report.sets) > 1:
        console.print(_table(overview(report.sets)))


def _headline(item: SetReport) -> Group:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for what, value in facts(item):
        grid.add_row(what, Text(value))
    title = Text(visible(item.name), "bold")
    if item.about:
        title.append(f"  {visible(item.about)}", "dim")
    return Group(title, grid)


def _table(grid: Grid) -> Table:
    table = Table(title=Text(grid.title, "bold") if grid.title else None, title_justify="left", box=None,
                  pad_edge=False, padding=(0, 2, 0, 0))
    for at, head in enumerate(grid.heads):
        number = at >= len(grid.heads) - grid.right
        table.add_column(head, justify="right" if number else "left", header_style="dim", no_wrap=number)
    for row in grid.rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    return table
