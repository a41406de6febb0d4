"""`--format concise`: one line a finding, `path:line:column code message`."""

from __future__ import annotations

from typing import IO

from diarfix.check.record import Report
from diarfix.render import screen
from diarfix.render.findings.extra import Extra
from diarfix.render.findings.text import heading, tail


def render(report: Report, stream: IO[str], extra: Extra) -> None:
    """Findings and the last line."""
    console = screen.console(stream)
    for finding in report.findings:
        console.print(heading(finding), soft_wrap=True)
    tail(report, console, extra)
