"""Where each input's result goes, checked before anything is read or written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from diarfix.errors import DiarfixError, Place

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Job:
    """One input (`-` is standard input) and the file its result goes to; None is standard output."""

    source: str
    target: Path | None

    @property
    def name(self) -> str:
        """The input as messages name it."""
        return "<stdin>" if self.source == STDIN else self.source

    @property
    def in_place(self) -> bool:
        """Whether the result goes over the input."""
        return self.target is not None and self.source != STDIN and self.target == Path(self.source)


def plan(
    sources: Sequence[str], out: str | None, out_dir: Path | None, in_place: bool, to: str | None = None
) -> tuple[Job, ...]:
    """One job an input. Raises E601 for options that contradict each other or would lose a file, E202.

    In a folder, results in another format (`to`) get that format's ending.
    """
    given = [name for name, value in (("-o", out), ("--out-dir", out_dir), ("--in-place", in_place)) if value]
    if len(given) > 1:
        raise _misfit(f"{given[0]} and {given[1]} exclude each other", "give one of them")
    if len(sources) > 1 and not (out_dir or in_place):
        raise _misfit(f"{len(sources)} inputs would go into one output", "give --out-dir DIR or --in-place")
    if in_place and to:
        raise _misfit("--in-place and --to exclude each other", "give -o or --out-dir")
    ending = _ending(to)
    if in_place:
        jobs = tuple(Job(source, None if source == STDIN else Path(source)) for source in sources)
        if any(job.target is None for job in jobs):
            raise _misfit("standard input cannot be changed in place", "give -o FILE")
    elif out_dir:
        names = ["stdin.txt" if source == STDIN else Path(source).name for source in sources]
        endings = [ending or Path(name).suffix for name in names]
        named = [Path(name).with_suffix(end) for name, end in zip(names, endings, strict=True)]
        jobs = tuple(Job(source, out_dir / name) for source, name in zip(sources, named, strict=True))
    else:
        jobs = (Job(sources[0], Path(out) if out and out != STDIN else None),)
    _check(jobs, in_place)
    return jobs


def _ending(to: str | None) -> str:
    """The file ending of a format; "" without one."""
    if to is None:
        return ""
    from diarfix.formats import by_id

    return by_id(to).suffixes[0]


def _check(jobs: Iterable[Job], in_place: bool) -> None:
    taken: dict[str, str] = {}
    sources = {os.path.realpath(job.source) for job in jobs if job.source != STDIN}
    for job in jobs:
        if job.target is None:
            continue
        if job.target.is_dir():
            raise _misfit("this is a folder", "give a file, or the folder with --out-dir", str(job.target))
        real = os.path.realpath(job.target)
        if real in taken:
            raise _misfit(f"{taken[real]} and {job.source} would both be written here",
                          "give them apart or rename one", str(job.target))
        taken[real] = job.source
        if not in_place and real in sources:
            raise _misfit("the output is the input itself", "give another file, or --in-place", str(job.target))


def check_report(report: Path | None, jobs: Iterable[Job]) -> None:
    """Raises E105 for a folder, E601 where the report would overwrite an input or an output."""
    if report is None:
        return
    if report.is_dir():
        raise DiarfixError("E105", "it cannot be written (it is a folder)", "name a file in it", Place(str(report)))
    real = os.path.realpath(report)
    for job in jobs:
        if real in {os.path.realpath(path) for path in (job.source, job.target) if path is not None}:
            raise _misfit("the report would overwrite a transcript", "give it another name", str(report))


def _misfit(what: str, remedy: str, name: str = "") -> DiarfixError:
    return DiarfixError("E601", what, remedy, Place(name) if name else None)
