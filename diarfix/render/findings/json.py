"""`--format json`: what `docs/check.schema.json` describes."""

from __future__ import annotations

import json
from typing import IO, Any

from diarfix.check.record import FileResult, Finding, Report
from diarfix.render.findings.extra import Extra, counts

VERSION = 1
"""Raised when a field changes its meaning or goes."""


def render(report: Report, stream: IO[str], extra: Extra) -> None:
    """The whole report."""
    document = {
        "version": VERSION,
        "files": [_file(file) for file in report.files],
        "stale": [_finding(finding) for finding in report.stale],
        "passed_over": list(report.passed_over),
        "summary": {
            "findings": len(report.findings),
            "silenced": report.silenced,
            "fixed": report.fixed,
            **{f"fixable_{kind}": report.fixable(kind) for kind in ("safe", "unsafe", "review")},
        },
    }
    stream.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def statistics(report: Report, stream: IO[str], extra: Extra) -> None:
    """Counts by code."""
    rows = [
        {"code": row.code, "count": row.count, "fixable": row.fixable, "summary": row.summary}
        for row in counts(report)
    ]
    stream.write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")


def _file(file: FileResult) -> dict[str, Any]:
    return {
        "path": file.path,
        "words": file.words,
        "fixed": file.fixed,
        "silenced": len(file.silenced),
        "findings": [_finding(finding) for finding in file.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    fix = finding.fix
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "code": finding.code,
        "codes": list(finding.codes),
        "severity": finding.severity,
        "summary": finding.summary,
        "message": finding.message,
        "confidence": finding.confidence,
        "fix": None if fix is None else {"edit": fix.edit, "kind": fix.kind, "about": fix.about},
        "fingerprint": finding.fingerprint,
        "excerpt": None if finding.excerpt is None else finding.excerpt.text,
    }
