"""`--format gitlab`: a Code Quality report.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import IO, Any

from diarfix.check.record import Finding, Report
from diarfix.render.findings.extra import Extra, sure

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, stream: IO[str], extra: Extra) -> None:
    """A list of issues."""
    stream.write(json.dumps([_issue(finding) for finding in report.findings], indent=2, ensure_ascii=False) + "\n")


def _issue(finding: Finding) -> dict[str, Any]:
    confidence = f" ({sure(finding)})" if finding.confidence is not None else ""
    fingerprint = hashlib.sha256(os.fsencode(f"{finding.path}\x1f{finding.fingerprint}")).hexdigest()
    return {
        "description": f"{finding.code} {finding.message}{confidence}",
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": "blocker" if finding.trouble else _SEVERITIES[finding.severity],
        "location": {
            "path": finding.path,
            "positions": {
                "begin": {"line": finding.line, "column": finding.column},
                "end": {"line": finding.end_line, "column": finding.end_column},
            },
        },
    }
