"""What formats need beside the report: the rules, loaded only where a format describes them; counts in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarfix.check.record import Finding, Report

if TYPE_CHECKING:
    from diarfix.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Extra:
    """`rules` gives the rules that had a say, by code; `unsafe` says that `--unsafe-fixes` was given."""

    rules: Callable[[], dict[str, Rule]]
    unsafe: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """How often a code was found, and how many of its findings `--fix` would mend."""

    code: str
    count: int
    fixable: int
    summary: str


def counts(report: Report) -> tuple[Count, ...]:
    """By code, the most frequent first."""
    groups: dict[str, list[Finding]] = {}
    for finding in report.findings:
        groups.setdefault(finding.code, []).append(finding)
    rows = [
        Count(code, len(items), sum(is_safe(item) for item in items), items[0].summary)
        for code, items in groups.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.count, row.code)))


def is_safe(finding: Finding) -> bool:
    """Whether `--fix` mends it."""
    return finding.fix is not None and finding.fix.kind == "safe"


def hint(finding: Finding) -> str:
    """What to do about a finding; empty where nothing can be said."""
    if finding.fix is None:
        return ""
    fix = finding.fix
    return {
        "safe": f"{fix.about}: --fix",
        "unsafe": f"{fix.about}: --unsafe-fixes, or decide with diarfix review --accept {fix.edit}",
        "review": f"{fix.about}? diarfix review {quoted(finding.path)} --accept {fix.edit} (or --reject)",
    }[fix.kind]


def quoted(path: str) -> str:
    """A path as a shell takes it."""
    import shlex

    return shlex.quote(path)


def sure(finding: Finding) -> str:
    """The confidence in two digits; empty without one."""
    return "" if finding.confidence is None else f"{finding.confidence:.2f}"
