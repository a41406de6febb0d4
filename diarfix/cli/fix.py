"""`diarfix fix`: repair transcripts."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import common, opinion, targets
from diarfix.cli.run import Run


def fix(
    inputs: list[str] = typer.Argument(..., metavar="IN...", help="Transcripts; `-` reads standard input."),
    out: str | None = typer.Option(None, "-o", "--out", metavar="OUT", help="Write here; `-` is standard output."),
    out_dir: Path | None = typer.Option(None, metavar="DIR", help="Write into this folder, under the inputs' names."),
    in_place: bool = typer.Option(False, "--in-place", help="Write over the inputs."),
    diff: bool = typer.Option(False, "--diff", help="Show the turns that changed, word by word."),
    report: Path | None = typer.Option(None, metavar="FILE", help="Write what was done as JSON (docs/report.md)."),
    dry_run: bool = typer.Option(False, "--dry-run", help="Write no transcript; say what would be done."),
    min_confidence: float | None = typer.Option(
        None, min=0.0, max=1.0, metavar="P", help="Apply edits of this confidence or more."
    ),
    unsafe: bool = typer.Option(False, "--unsafe", help="Apply edits whose rules ask for a person, too."),
    no_model: bool = common.NO_MODEL,
    no_heal: bool = typer.Option(False, "--no-heal", help="Keep false full stops and capitals at joined seams."),
    rules: list[Path] = typer.Option([], "--rules", metavar="FILE", help="Use these rules, too (a file or a folder)."),
    select: list[str] = typer.Option(
        [], metavar="CODES", help="Only rules whose code begins so (DF1,DF401), and no model."
    ),
    ignore: list[str] = typer.Option([], metavar="CODES", help="No rules whose code begins so."),
    format_id: str | None = typer.Option(None, "--from", metavar="FORMAT", help="The format; see `diarfix formats`."),
    to: str | None = typer.Option(None, "--to", metavar="FORMAT", help="Write this format instead of the input's."),
    lenient: bool = common.LENIENT,
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
    from diarfix.pipeline import SAFE, Options

    second = opinion.consult(llm, llm_weight, allow_remote_llm, no_llm_cache)
    options = Options(
        rules=common.rules(rules, select, ignore),
        min_confidence=SAFE if min_confidence is None else min_confidence,
        unsafe=unsafe,
        heal=not no_heal,
        # Whoever selects rules wants those and nothing else.
        model=not no_model and not select,
        flips=not select,
        consult=second,
    )
    run = Run(options, format_id, to, lenient, diff, dry_run, quiet, alone=len(jobs) == 1)
    failures = run.all(jobs)
    if not quiet:
        opinion.tell(second)
    if report is not None:
        run.write_report(report)
    raise typer.Exit(2 if failures else 0)


