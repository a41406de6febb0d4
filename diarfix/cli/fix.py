"""`diarfix fix`: repair transcripts."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import opinion, settings, targets
from diarfix.cli.run import Run


def fix(
    inputs: list[str] = typer.Argument(..., metavar="IN...", help="Transcripts; `-` reads standard input."),
    out: str | None = typer.Option(None, "-o", "--out", metavar="OUT", help="Write here; `-` is standard output."),
    out_dir: Path | None = typer.Option(None, metavar="DIR", help="Write into this folder, under the inputs' names."),
    in_place: bool = typer.Option(False, "--in-place", help="Write over the inputs."),
    diff: bool = typer.Option(False, "--diff", help="Show the turns that changed, word by word."),
    report: Path | None = typer.Option(None, metavar="FILE", help="Write what was done as JSON (docs/report.md)."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Write no transcript; say what would be done."),
    min_confidence: float | None = settings.MIN_CONFIDENCE,
    unsafe: bool | None = settings.UNSAFE,
    model: bool | None = settings.MODEL,
    heal: bool | None = settings.HEAL,
    rules: list[Path] = settings.RULES,
    select: list[str] = settings.SELECT,
    extend_select: list[str] = settings.EXTEND_SELECT,
    ignore: list[str] = settings.IGNORE,
    format_id: str | None = settings.FROM,
    to: str | None = settings.TO,
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
    llm: str | None = opinion.LLM,
    llm_weight: float | None = opinion.WEIGHT,
    allow_remote_llm: bool = opinion.REMOTE,
    no_llm_cache: bool = opinion.NO_CACHE,
    quiet: bool = typer.Option(False, "-q", "--quiet", help="No summary."),
) -> None:
    """Repair transcripts and list what waits for a person.

    Without -o, --out-dir or --in-place the repaired transcript goes to standard output. The summary goes to
    standard error.
    """
    jobs = targets.plan(inputs, out, out_dir, in_place, to)
    targets.check_report(report, jobs)
    second = opinion.consult(llm, llm_weight, allow_remote_llm, no_llm_cache)
    given = settings.Settings(
        config, isolated, min_confidence, unsafe, heal, model, lenient, rules, select, extend_select, ignore, second
    )
    for job in jobs:
        given.options_for(job.source)  # a mistake in the configuration is told before any work is done
    run = Run(given, format_id, to, diff, dry_run, quiet, alone=len(jobs) == 1)
    failures = run.all(jobs)
    if not quiet:
        opinion.tell(second)
    if report is not None:
        run.write_report(report)
    raise typer.Exit(2 if failures else 0)


