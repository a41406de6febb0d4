"""`--format junit`: a test suite a file; a finding that fails the check is a failure, a bad file an error.

https://github.com/testmoapp/junitxml
"""

from __future__ import annotations

import re
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from diarfix.check.record import FileResult, Finding, Report
from diarfix.render.findings.extra import Extra, hint, sure

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, stream: IO[str], extra: Extra) -> None:
    """All files; one without findings is a suite with one test that passes."""
    suites = [_suite(file) for file in report.files]
    tests = sum(max(1, len(file.findings)) for file in report.files)
    failures = sum(_fails(file, finding) for file in report.files for finding in file.findings)
    errors = sum(finding.trouble for finding in report.findings)
    head = f'<testsuites name="diarfix" tests="{tests}" failures="{failures}" errors="{errors}">'
    stream.write("\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n")


def _fails(file: FileResult, finding: Finding) -> bool:
    return finding.at_least(file.fail_on) and not finding.trouble


def _suite(file: FileResult) -> str:
    failures = sum(_fails(file, finding) for finding in file.findings)
    errors = sum(finding.trouble for finding in file.findings)
    tests = max(1, len(file.findings))
    lines = [
        f'  <testsuite name={_quoted(file.path)} tests="{tests}" failures="{failures}" errors="{errors}" skipped="0">'
    ]
    if not file.findings:
        lines.append(f'    <testcase name="diarfix" classname={_quoted(file.path)} file={_quoted(file.path)}/>')
    lines += [_case(file, finding) for finding in file.findings]
    return "\n".join([*lines, "  </testsuite>"])


def _case(file: FileResult, finding: Finding) -> str:
    name = f"{finding.code} at {finding.line}:{finding.column}"
    head = (
        f"    <testcase name={_quoted(name)} classname={_quoted(finding.path)} file={_quoted(finding.path)} "
        f'line="{finding.line}"'
    )
    confidence = f", confidence {sure(finding)}" if finding.confidence is not None else ""
    body = "\n".join(part for part in (f"{finding.path}:{finding.line}:{finding.column}{confidence}", hint(finding))
                     if part)
    tag = "error" if finding.trouble else "failure" if _fails(file, finding) else ""
    if not tag:
        text = f"{finding.severity}: {finding.message}\n{body}"
        return f"{head}>\n      <system-out>{_escaped(text)}</system-out>\n    </testcase>"
    about = f"message={_quoted(finding.message)} type={_quoted(finding.code)}"
    return f"{head}>\n      <{tag} {about}>{_escaped(body)}</{tag}>\n    </testcase>"


def _escaped(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
