"""What a check finds: plain records that go into the cache and into every output format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from diarfix.codes import Severity

RANK: dict[str, int] = {"info": 0, "warning": 1, "error": 2}

FixKind = Literal["safe", "unsafe", "review"]
"""Whether `--fix` makes the edit, `--unsafe-fixes` does, or a person has to decide."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The edit that mends a finding: its id, what it does, and who may make it."""

    edit: str
    kind: FixKind
    about: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a source line, and the columns of it (from 0, end exclusive) that the finding is about."""

    text: str
    begin: int
    stop: int
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A defect, a note on the whole document, or a file that cannot be read (`code` E..., `trouble`).

    Lines and columns count from 1; the end is exclusive. `codes` are all rules behind it, the strongest first, and
    `confidence` is None where nothing was weighed. `fingerprint` depends on words and labels, not on lines.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    summary: str
    message: str
    severity: Severity
    fingerprint: str
    codes: tuple[str, ...] = ()
    confidence: float | None = None
    fix: Fix | None = None
    excerpt: Excerpt | None = None

    @property
    def trouble(self) -> bool:
        """Whether the file could not be checked."""
        return self.code.startswith("E")

    def at_least(self, severity: str) -> bool:
        """Whether the finding is of that severity or a higher one."""
        return RANK[self.severity] >= RANK[severity]


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: what is found, what is silenced, how many edits `--fix` made and `--diff` showed."""

    path: str
    findings: tuple[Finding, ...] = ()
    silenced: tuple[Finding, ...] = ()
    fail_on: Severity = "warning"
    fixed: int = 0
    would_fix: int = 0
    words: int = 0
    cached: bool = False


@dataclass(frozen=True)
class Report:
    """All files, in the order of their paths; `passed_over` were found in folders and hold no transcript.

    `stale` are entries of the baseline that nothing meets.
    """

    files: tuple[FileResult, ...]
    passed_over: tuple[str, ...] = ()
    diff: bool = False
    stale: tuple[Finding, ...] = ()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found, by path and place."""
        return (*(finding for file in self.files for finding in file.findings), *self.stale)

    @property
    def silenced(self) -> int:
        """Findings that something keeps quiet."""
        return sum(len(file.silenced) for file in self.files)

    @property
    def fixed(self) -> int:
        """Edits that were made."""
        return sum(file.fixed for file in self.files)

    def fixable(self, kind: FixKind) -> int:
        """Findings whose edit is of that kind."""
        return sum(finding.fix is not None and finding.fix.kind == kind for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 nothing at or over the failing severity, 1 findings, 2 trouble; with `diff`, 1 where one would be made."""
        if any(finding.trouble for finding in self.findings):
            return 2
        if self.diff:
            return int(any(file.would_fix for file in self.files))
        return int(any(finding.at_least(file.fail_on) for file in self.files for finding in file.findings))


def told_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without those on quotes that another one, with the edit that puts the quote right, stands for."""
    weighed = {item.fix.edit for item in findings if item.fix is not None and item.confidence is not None}
    return tuple(
        item for item in findings
        if not (item.code.startswith("QUOTE") and item.fix is not None) or item.confidence is not None
        or item.fix.edit not in weighed
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By place, the surer first."""
    return tuple(
        sorted(findings, key=lambda item: (item.line, item.column, -(item.confidence or 0.0), item.code,
                                           item.fingerprint))
    )
