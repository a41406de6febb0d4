"""How findings are written: one module a format, one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from diarfix.check.record import Report
from diarfix.render.findings import concise, github, gitlab, json, junit, markdown, sarif, text
from diarfix.render.findings.extra import Extra

Render = Callable[[Report, IO[str], Extra], None]

RENDERERS: dict[str, Render] = {
    "text": text.render,
    "concise": concise.render,
    "json": json.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "sarif": sarif.render,
    "junit": junit.render,
    "markdown": markdown.render,
}
"""By the names that `--format` takes. Each writes the same bytes for the same report."""

STATISTICS: dict[str, Render] = {"text": text.statistics, "concise": text.statistics, "json": json.statistics}
"""The formats that can write counts by code instead."""

__all__ = ["RENDERERS", "STATISTICS", "Extra", "Render"]
