"""`diarfix check`: findings for people, editors and CI."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.cli import checking, settings
from diarfix.errors import DiarfixError

if TYPE_CHECKING:
    from diarfix.check.record import Report

_SEVERITIES = ("error", "warning")
_FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown")


def check(
    paths: list[str] = typer.Argument(..., metavar="PATH...", help="Files, folders, globs; `-` reads standard input."),
    output_format: str | None = typer.Option(None, "--format", metavar="FORMAT", help=f"{', '.join(_FORMATS)} [text]."),
    output: Path | None = typer.Option(None, "-o", "--output", metavar="FILE", help="Write the findings here."),
    fix: bool = typer.Option(False, "--fix", help="Make the safe edits in place and tell what is left."),
    unsafe_fixes: bool = typer.Option(
        False, "--unsafe-fixes", help="Make edits whose rules ask for a person, too; alone, like --fix."
    ),
    diff: bool = typer.Option(False, "--diff", help="Show what --fix would change, and change nothing."),
    statistics: bool = typer.Option(False, "--statistics", help="Count the findings of each code instead."),
    quotes: Path | None = settings.QUOTES,
    fail_on: str | None = typer.Option(None, "--fail-on", metavar="SEVERITY", help="error or warning [warning]."),
    exit_zero: bool = typer.Option(False, "--exit-zero", help="Exit 0 whatever is found."),
    min_confidence: float | None = typer.Option(
        None, min=0.0, max=1.0, metavar="P", help="Tell findings of this confidence or more [0.5]."
    ),
    select: list[str] = settings.SELECT,
    extend_select: list[str] = settings.EXTEND_SELECT,
    ignore: list[str] = settings.IGNORE,
    rules: list[Path] = settings.RULES,
    model: bool | None = settings.MODEL,
    baseline: Path | None = typer.Option(None, metavar="FILE", help="Do not tell the findings known in this file."),
    write_baseline: bool = typer.Option(
        False, "--write-baseline", help="Record what is found in the baseline; exit 0."
    ),
    prune_baseline: bool = typer.Option(
        False, "--prune-baseline", help="Drop from the baseline what is no longer found."
    ),
    force_exclude: bool = typer.Option(
        False, "--force-exclude", help="Treat named files as if met in a folder: for hooks."
    ),
    no_cache: bool = typer.Option(False, "--no-cache", help="Check unchanged files again, and keep no results."),
    stdin_name: str | None = typer.Option(None, metavar="NAME", help="What standard input is called."),
    format_id: str | None = settings.FROM,
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
    quiet: bool = typer.Option(False, "-q", "--quiet", help="No progress bar; nothing where nothing is found."),
) -> None:
    """Report findings and change nothing. Exit 0 none, 1 findings at or over the failing severity, 2 trouble."""
    if output_format is not None:
        checking.choice("format", output_format, _FORMATS)
    if fail_on is not None:
        checking.choice("severity", fail_on, _SEVERITIES)
    given = settings.Settings(
        config, isolated, None, unsafe_fixes or None, None, model, lenient, rules, select, extend_select, ignore,
        quotes=settings.quotes_of(quotes),
    )
    run = checking.Checking(
        given, paths, output_format, fix or unsafe_fixes, unsafe_fixes, diff, fail_on, min_confidence, baseline,
        write_baseline, prune_baseline, force_exclude, no_cache, stdin_name, format_id, quiet, quotes,
    )
    report = run.report()
    code = run.baselined if write_baseline else report.exit_code
    _write(report, run, output, statistics, quiet)
    sys.stdout.flush()
    raise typer.Exit(0 if exit_zero and code == 1 else code)


def _write(report: Report, run: checking.Checking, output: Path | None, statistics: bool, quiet: bool) -> None:
    """The findings, in the format asked for, whole or not at all where they go into a file. Raises E105, E601."""
    import io

    from diarfix.cli.common import make_folder
    from diarfix.formats.io import write_bytes
    from diarfix.render.findings import RENDERERS, STATISTICS, Extra
    from diarfix.render.findings.text import would

    name = run.format
    if run.diff and name in ("text", "concise") and not any(finding.trouble for finding in report.findings):
        would(report, sys.stdout)
        return
    if statistics and name not in STATISTICS:
        known = ", ".join(STATISTICS)
        raise DiarfixError("E601", f"--statistics and --format {name} exclude each other", f"use {known}")
    render = (STATISTICS if statistics else RENDERERS)[name]
    if quiet and not report.findings and not report.fixed and name in ("text", "concise") and output is None:
        return
    extra = Extra(run.rules, run.unsafe_fixes)
    if output is None:
        render(report, sys.stdout, extra)
        return
    text = io.StringIO()
    render(report, text, extra)
    make_folder(output.parent)
    write_bytes(output, text.getvalue().encode("utf-8", "replace"))
