"""`diarfix report`: the repair of one transcript as a page for people."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import common, targets


def report(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    out: str = typer.Option("-", "-o", "--out", metavar="FILE", help="The page; `-` is standard output."),
    files: list[Path] = typer.Option([], "--rules", metavar="FILE", help="Use these rules, too."),
    no_model: bool = common.NO_MODEL,
    format_id: str | None = typer.Option(None, "--from", metavar="FORMAT", help="The format; see `diarfix formats`."),
    lenient: bool = common.LENIENT,
) -> None:
    """Show before and after, who speaks when, findings and health on one page that can be sent around."""
    (job,) = targets.plan([source], out, None, False)
    result, _ = common.repaired(source, files, format_id, not no_model, lenient)
    from diarfix.model import Source
    from diarfix.pages.report import report_page

    common.deliver(report_page(result), Source(str(job.target or "-"), "html", ""), job.target)
