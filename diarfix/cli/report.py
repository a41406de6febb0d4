"""`diarfix report`: the repair of one transcript as a page for people."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import common, settings, targets


def report(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    out: str = typer.Option("-", "-o", "--out", metavar="FILE", help="The page; `-` is standard output."),
    rules: list[Path] = settings.RULES,
    model: bool | None = settings.MODEL,
    format_id: str | None = settings.FROM,
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
) -> None:
    """Show before and after, who speaks when, findings and health on one page that can be sent around."""
    (job,) = targets.plan([source], out, None, False)
    given = settings.Settings(config, isolated, model=model, lenient=lenient, rules=rules)
    result, _ = common.repaired(source, given, format_id)
    from diarfix.model import Source
    from diarfix.pages.report import report_page

    common.deliver(report_page(result), Source(str(job.target or "-"), "html", ""), job.target)
