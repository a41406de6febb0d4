"""Checking transcripts as a linter does: findings with places, silencers, a baseline, a cache.

    report = check(paths, Plan(...))
    report.findings, report.exit_code("warning")
"""

from __future__ import annotations

from diarfix.check.record import FileResult, Finding, Fix, Report

__all__ = ["FileResult", "Finding", "Fix", "Report"]
