"""`--format sarif`: SARIF 2.1.0, for code scanning.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
A rule's precision is the measured share of its edits that were right; a result's rank is its own confidence.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import IO, Any
from urllib.parse import quote

import diarfix
from diarfix.check.record import Finding, Report
from diarfix.codes import OTHERS
from diarfix.measured import RuleFigures, measured
from diarfix.render.findings.extra import Extra

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PRECISIONS = ((0.95, "very-high"), (0.8, "high"), (0.6, "medium"), (0.0, "low"))
_LEAST = 10
"""Judged edits from which a rule's measured precision is told."""


def render(report: Report, stream: IO[str], extra: Extra) -> None:
    """One run; the rules are those that found something."""
    findings = report.findings
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "diarfix",
        "version": diarfix.__version__,
        "semanticVersion": diarfix.__version__,
        "rules": [_rule(code, next(f for f in findings if f.code == code), extra) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        # Columns count characters, as Python and our messages do, not UTF-16 units.
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not any(finding.trouble for finding in findings)}],
        "results": [_result(finding, codes) for finding in findings],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    stream.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def _rule(code: str, found: Finding, extra: Extra) -> dict[str, Any]:
    known = {item.code: item for item in OTHERS}
    rule = extra.rules().get(code) or known.get(code)
    figures = measured().get(code)
    summary = rule.summary if rule else found.summary
    text = f"{summary[:1].upper()}{summary[1:]}."
    help_text = rule.rationale if rule else text
    help_markdown = f"{help_text}\n\n{_figures(figures)}".rstrip() if figures else help_text
    described: dict[str, Any] = {
        "id": code,
        "name": rule.name if rule else code,
        "shortDescription": {"text": text},
        "fullDescription": {"text": help_text},
        "help": {"text": help_text, "markdown": help_markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity if rule else found.severity]},
        "properties": {"tags": ["transcript", "diarization"]},
    }
    if figures is not None and figures.judged >= _LEAST and figures.precision is not None:
        least = figures.precision
        described["properties"]["precision"] = next(name for bound, name in _PRECISIONS if least >= bound)
    return described


def _figures(figures: RuleFigures) -> str:
    if figures.precision is None:
        return ""
    return f"Measured: {figures.right} of {figures.judged} edits right ({figures.precision:.0%})."


def _result(finding: Finding, codes: Sequence[str]) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }
    if finding.excerpt is not None:
        region["snippet"] = {"text": finding.excerpt.text}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(finding.path), "region": region}}],
        "partialFingerprints": {"diarfix/v1": finding.fingerprint},
    }
    if finding.confidence is not None:
        result["rank"] = round(100 * finding.confidence, 1)
    if finding.fix is not None:
        result["properties"] = {"edit": finding.fix.edit, "fix": finding.fix.kind, "action": finding.fix.about}
    return result


def _artifact(path: str) -> dict[str, str]:
    """A URI relative to the repository, or an absolute one."""
    if path.startswith("/"):
        return {"uri": f"file://{quote(os.fsencode(path))}"}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}
