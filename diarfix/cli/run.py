"""The inputs of one `fix`, one after the other: repair, write, tell."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarfix.cli import common
from diarfix.cli.targets import Job
from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from rich.progress import Progress

    from diarfix.cli.settings import Settings
    from diarfix.pipeline import Result
    from diarfix.settled import Lost


@dataclass
class Run:
    """How every input of one command is treated, and what has been learnt for the report.

    `alone` says that there is one input: its error ends the command, its summary is told in full.
    """

    settings: Settings
    format_id: str | None
    to: str | None
    diff: bool
    dry_run: bool
    quiet: bool
    alone: bool
    reports: list[dict[str, Any]] = field(default_factory=list)
    failures: list[tuple[str, DiarfixError]] = field(default_factory=list)
    progress: Progress | None = None

    def all(self, jobs: Sequence[Job]) -> int:
        """Every job in order, past those that fail; the number that failed."""
        if self.alone:
            self._one(jobs[0])
            return 0
        with self._tracked(len(jobs)):
            for job in jobs:
                try:
                    self._one(job)
                except DiarfixError as error:
                    self.failures.append((job.name, error))
                    with self._aside():
                        print(f"error: {' '.join(str(error).splitlines())}", file=sys.stderr)
                if self.progress is not None:
                    self.progress.advance(self.progress.task_ids[0])
        waiting = sum(report["counts"]["edits"]["review"] for report in self.reports)
        if waiting and not self.quiet:
            noun = "edit waits" if waiting == 1 else "edits wait"
            print(f"{waiting:,} {noun} for a person; diarfix review FILE lists those of one file", file=sys.stderr)
        return len(self.failures)

    def write_report(self, path: Path) -> None:
        """The report, whole or not at all."""
        from diarfix.formats.io import write_bytes
        from diarfix.render.report import report_text

        write_bytes(path, report_text(self.reports, self.failures).encode())

    @contextmanager
    def _tracked(self, total: int) -> Iterator[None]:
        """A progress bar on stderr, where that is a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield
            return
        from rich.progress import Progress

        from diarfix.render import screen

        self.progress = Progress(console=screen.stderr(), transient=True)
        self.progress.add_task("repairing", total=total)
        with self.progress:
            yield

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """The bar stands aside while something is told."""
        if self.progress is None:
            yield
            return
        self.progress.stop()
        yield
        self.progress.start()

    def _one(self, job: Job) -> None:
        from diarfix.formats import io

        seen = io.version(job.source) if job.in_place else None
        with common.waiting(f"reading {job.name}", self.quiet) if self.alone else nullcontext():
            options = self.settings.options_for(job.source)
            transcript = common.read(job.source, self.format_id, self.settings.lenient_for(job.source))
            result, lost = common.fixed(transcript, options, common.decisions(job.source))
        estimated, losses = self._deliver(job, result, seen)
        with self._aside():
            self._tell(job, result, lost, estimated)
            for loss in () if self.quiet else losses:
                print(f"note: {loss}", file=sys.stderr)

    def _deliver(self, job: Job, result: Result, seen: tuple[int, ...] | None) -> tuple[int, tuple[str, ...]]:
        """Write it; how many times had to be made up, and what another format does not hold.

        In place, it goes over the version of the file that was `seen`, and over no other.
        """
        from diarfix import api, formats
        from diarfix.formats.convert import convert
        from diarfix.model import Source
        from diarfix.render.report import report_of

        written = api.written(result)
        text, source, estimates = written.text, result.original.source, written.estimates
        losses: tuple[str, ...] = ()
        if self.to is not None and self.to != source.format:
            made = convert(result.repaired, self.to)
            text, losses, estimates = made.transcript.source.text, made.losses, made.estimates
            source = Source(source.name, self.to, text)
        if job.in_place and job.target is not None and not self.dry_run:
            common.require_unchanged(job.target, seen, formats.to_bytes(text, source))
        self.reports.append(report_of(result, estimates))
        if not self.dry_run:
            common.deliver(text, source, job.target)
        return len(estimates), losses

    def _tell(self, job: Job, result: Result, lost: tuple[Lost, ...], estimated: int) -> None:
        from diarfix.render import screen
        from diarfix.render.decisions import print_lost
        from diarfix.render.diff import print_diff
        from diarfix.render.summary import print_line, print_summary

        if self.diff:
            # Standard output belongs to the transcript where that goes there.
            free = job.target is not None or self.dry_run
            print_diff(screen.stdout() if free else screen.stderr(), result)
            sys.stdout.flush()
        if self.quiet:
            return
        if self.diff and sys.stderr.isatty():
            print(file=sys.stderr)
        target = "" if job.target is None else str(job.target)
        note = "not written (dry run)" if self.dry_run else target
        (print_summary if self.alone else print_line)(screen.stderr(), result, note, estimated)
        if lost:
            print_lost(screen.stderr(), lost)
