"""A batch on screen: a bar with rate and remaining time, failures as they come, totals at the end."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from diarfix.render import screen
from diarfix.render.facts import counted

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from diarfix.batch import Outcome, Totals

SHOWN = 20
"""Failures that are told one by one; the table of episodes has all."""


class Progress:
    """Tells a run as it goes: on a terminal by a bar, elsewhere by the failures alone."""

    def __init__(self, episodes: int, quiet: bool) -> None:
        self._episodes, self._quiet = episodes, quiet
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._failures = 0
        self._began = time.monotonic()
        self.totals: Totals | None = None

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self._began

    def __enter__(self) -> Progress:
        if not self._quiet and sys.stderr.isatty():
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                TextColumn("repairing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(), console=screen.stderr(), transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("repairing", total=self._episodes, rate="")
        return self

    def __exit__(self, *problem: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def tell(self, outcome: Outcome | None, totals: Totals) -> None:
        """Take in an outcome, or a moment in which none came."""
        self.totals = totals
        if self._quiet:
            return
        if outcome is not None and outcome.state == "failed":
            self._failures += 1
            if self._failures <= SHOWN:
                self._aside(f"failed: {outcome.key}: {outcome.message}")
            if self._failures == SHOWN + 1:
                self._aside("more have failed; the table of episodes lists them")
        if self._bar is not None and self._task is not None:
            done = totals.done + totals.failed + totals.skipped
            rate = f"{totals.words / self.seconds:,.0f} words/s" if totals.words else ""
            self._bar.update(self._task, completed=done, rate=rate)

    def _aside(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(Text(line), soft_wrap=True)
        else:
            print(line, file=sys.stderr)


def print_totals(totals: Totals | None, seconds: float, out: str, interrupted: bool = False) -> None:
    """The end of a run on stderr."""
    target = screen.stderr()
    if totals is None:
        target.print(Text("interrupted before any episode was begun; go on with --resume"))
        return
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right", style="bold")
    table.add_column()
    rows = [
        (f"{totals.done:,}", "repaired"),
        (f"{totals.skipped:,}", "done before, unchanged"),
        (f"{totals.failed:,}", "failed; see episodes.parquet"),
        (f"{totals.words:,}", f"words, {totals.words / max(seconds, 1e-9):,.0f} a second"),
        (f"{totals.applied:,}", "edits applied"),
        (f"{totals.review:,}", "edits wait for a person"),
    ]
    for number, about in rows:
        if number != "0" or about == "repaired":
            table.add_row(number, about)
    head = "Interrupted" if interrupted else "Done"
    episodes = counted(totals.done + totals.failed + totals.skipped, "episode")
    target.print(Text(f"{head}: {episodes} into {out} in {seconds:,.0f} s", style=screen.HEAD))
    target.print(table)
    if interrupted:
        target.print(Text("What was done is kept; the same command with --resume goes on."))
