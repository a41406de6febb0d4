"""`--format markdown`: a summary for a job's page or a comment on a pull request."""

from __future__ import annotations

import re
from typing import IO

from diarfix.check.record import FileResult, Finding, Report
from diarfix.render.facts import counted
from diarfix.render.findings.extra import Extra, hint, sure

MOST = 50
"""Findings listed of one file: summaries and comments have a size limit."""

_MARKS = re.compile(r"([\\`*_{}\[\]<>|#~!&])")
_SIGNS = {"error": "❌", "warning": "⚠️", "info": "ℹ️"}


def render(report: Report, stream: IO[str], extra: Extra) -> None:
    """A heading, the counts, and a table a file."""
    findings = report.findings
    bad = [file for file in report.files if file.findings]
    sign = "❌" if report.exit_code else "✅"
    told = counted(len(findings), "finding") if findings else "nothing found"
    lines = [f"## {sign} diarfix: {told} in {counted(len(report.files), 'file')}", ""]
    if report.fixed:
        lines += [f"{counted(report.fixed, 'edit')} made.", ""]
    for file in bad:
        lines += _table(file)
    if report.stale:
        lines += [f"{counted(len(report.stale), 'entry', 'entries')} of the baseline no longer met.", ""]
    safe, unsafe = report.fixable("safe"), report.fixable("unsafe")
    if safe:
        lines.append(f"{counted(safe, 'finding')} can be mended with `diarfix check --fix`.")
    if unsafe and not extra.unsafe:
        lines.append(f"{counted(unsafe, 'hidden fix', 'hidden fixes')} can be made with `--unsafe-fixes`.")
    review = report.fixable("review")
    if review:
        lines.append(f"{counted(review, 'finding waits', 'findings wait')} for a person: `diarfix review FILE`.")
    if report.silenced:
        lines.append(f"{counted(report.silenced, 'finding')} silenced.")
    stream.write("\n".join(lines).rstrip() + "\n")


def _table(file: FileResult) -> list[str]:
    head = ("| | place | code | finding | confidence |", "| --- | --- | --- | --- | --- |")
    lines = [f"### {_plain(file.path)}", "", *head]
    lines += [_row(finding) for finding in file.findings[:MOST]]
    if len(file.findings) > MOST:
        lines.append(f"| | | | and {len(file.findings) - MOST} more | |")
    return [*lines, ""]


def _row(finding: Finding) -> str:
    advice = f"<br><sub>{_plain(hint(finding))}</sub>" if hint(finding) else ""
    place = f"{finding.line}:{finding.column}"
    sign = _SIGNS[finding.severity]
    return f"| {sign} | {place} | {finding.code} | {_plain(finding.message)}{advice} | {sure(finding)} |"


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split())).replace("@", "@\u200b")
