"""`--format github`: workflow commands that GitHub shows as annotations on the lines.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import IO

from diarfix.check.record import Finding, Report
from diarfix.render.findings.extra import Extra, hint, sure

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, stream: IO[str], extra: Extra) -> None:
    """One command a finding."""
    for finding in report.findings:
        stream.write(_command(finding) + "\n")


def _command(finding: Finding) -> str:
    properties = {
        "title": f"diarfix {finding.code}",
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "endLine": finding.end_line,
        # Columns are only taken where begin and end are on one line.
        **({"endColumn": finding.end_column} if finding.line == finding.end_line else {}),
    }
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    confidence = f" ({sure(finding)})" if finding.confidence is not None else ""
    place = f"{finding.path}:{finding.line}:{finding.column} {finding.code}"
    lines = [f"{place} {finding.message}{confidence}", hint(finding)]
    return f"::{_LEVELS[finding.severity]} {told}::{_data(chr(10).join(line for line in lines if line))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
