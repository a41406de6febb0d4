"""Checking one file after the other: from the cache where nothing changed, else by repairing; and mending them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from diarfix.check.cache import ResultCache, key_of
from diarfix.check.discover import Found
from diarfix.check.record import FileResult, Finding, Report, told_once
from diarfix.codes import Severity
from diarfix.errors import DiarfixError
from diarfix.formats import io

if TYPE_CHECKING:
    from diarfix.formats import Repair
    from diarfix.model import Transcript
    from diarfix.pipeline import Options, Result

PASSES = 3
"""How often a file is mended at most: what one repair joins may let the next one see more."""

NO_TRANSCRIPT = ("E102", "E103", "E201", "E202")
"""Errors that say no more than that a file in a folder is no transcript."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How one file is checked. `options` are made only where something has to be repaired; `key` is what they say.

    Findings with a code of `silent` are not told.
    """

    options: Callable[[], Options]
    key: object
    lenient: bool
    min_confidence: float
    fail_on: Severity
    silent: frozenset[str] = frozenset()


@dataclass
class Session:
    """One run over many files. `tell_diff` gets every repair whose edits `--diff` shows."""

    plan_for: Callable[[Found], Plan]
    cache: ResultCache
    format_id: str | None = None
    fix: bool = False
    tell_diff: Callable[[Result], None] | None = None
    stdin: Callable[[], bytes] | None = None
    passed_over: list[str] = field(default_factory=list)

    def all(self, files: Sequence[Found], progress: Callable[[], None] = lambda: None) -> Report:
        """Every file. Raises only what holds for all of them: a mistake in rules or configuration."""
        results = []
        for file in files:
            result = self._one(file)
            if not file.sure and any(finding.code in NO_TRANSCRIPT for finding in result.findings):
                self.passed_over.append(file.shown)
            else:
                results.append(result)
            progress()
        return Report(tuple(results), tuple(self.passed_over), diff=self.tell_diff is not None)

    def _one(self, file: Found) -> FileResult:
        plan = self.plan_for(file)
        try:
            data, *others = self._bytes(file)
        except DiarfixError as error:
            return _narrowed(_failed(file, error), plan)
        settings = [plan.key, plan.lenient, self.format_id, list(_formats())]
        key = key_of([data, *others], file.shown, settings)
        known = self.cache.get(key)
        if known is not None and not (self._changes and _has_fixes(known)):
            return _narrowed(known, plan)
        options = plan.options()
        try:
            result = self._checked(file, data, plan, options)
        except DiarfixError as error:
            if error.code.startswith(("E3", "E4", "E6", "E7")):
                raise
            result = _failed(file, error)
        if not result.fixed:
            self.cache.put(key, replace(result, would_fix=0))
        return _narrowed(result, plan)

    @property
    def _changes(self) -> bool:
        return self.fix or self.tell_diff is not None

    def _bytes(self, file: Found) -> list[bytes]:
        """The file, the decisions beside it, and what else it is read with."""
        from diarfix.decisions import sidecar
        from diarfix.formats import files_beside

        if self.stdin is not None:
            return [self.stdin(), b""]
        beside = sidecar(file.path)
        decisions = io.read_bytes(beside) if beside.exists() else b""
        return [io.read_bytes(file.path), decisions, *map(io.read_bytes, files_beside(file.shown))]

    def _checked(self, file: Found, data: bytes, plan: Plan, options: Options) -> FileResult:
        from diarfix import api, formats
        from diarfix.check.collect import BY_HAND

        notice = _ignored if plan.lenient else None
        fixed = 0
        transcript = formats.read_bytes(data, file.shown, self.format_id, notice)
        for _ in range(PASSES):
            found, result = self._repaired(file, transcript, options)
            count = len(result.applied) + sum(finding.code == BY_HAND for finding in found.findings)
            if not count or not self._changes:
                break
            if self.tell_diff is not None:
                self.tell_diff(result)
                found = replace(found, would_fix=count)
                break
            made = api.written(result)
            if io.read_bytes(file.path) != data:
                raise io.changed_meanwhile(file.shown)
            formats.write_path(file.path, made.text, transcript.source)
            fixed += count
            data = io.read_bytes(file.path)
            transcript = formats.read_bytes(data, file.shown, self.format_id or transcript.source.format, notice)
        else:
            found, _ = self._repaired(file, transcript, options)
        return replace(found, fixed=fixed)

    def _repaired(self, file: Found, transcript: Transcript, options: Options) -> tuple[FileResult, Result]:
        from diarfix.check.collect import findings_of
        from diarfix.check.quiet import quieted
        from diarfix.check.quoted import quote_findings
        from diarfix.decisions import Book, load_book, sidecar
        from diarfix.settled import settle

        beside = sidecar(file.path)
        settled = settle(transcript, options, load_book(beside) if self.stdin is None else Book())
        located = findings_of(settled, file.shown, options.rules or ())
        if options.quotes is not None:
            located += quote_findings(settled.result, file.shown, options.quotes)
        return quieted(file, settled, located, beside), settled.result


def _formats() -> Iterable[str]:
    from diarfix.formats import FORMATS

    return (item.id for item in FORMATS)


def _ignored(repair: Repair) -> None:
    """A lenient reader's repairs are no findings: `diarfix fix --lenient` lists them."""


def _failed(file: Found, error: DiarfixError) -> FileResult:
    from diarfix.check.collect import trouble

    return FileResult(file.shown, (trouble(file.shown, error),))


def _has_fixes(result: FileResult) -> bool:
    return any(finding.fix is not None and finding.fix.kind != "review" for finding in result.findings)


def _narrowed(result: FileResult, plan: Plan) -> FileResult:
    """Without findings under the asked confidence, and those whose code is not to be told."""

    def told(finding: Finding) -> bool:
        if finding.code in plan.silent:
            return False
        return finding.confidence is None or finding.confidence >= plan.min_confidence

    return replace(result, findings=told_once(tuple(filter(told, result.findings))), fail_on=plan.fail_on)

