"""`diarfix score`: measure a transcript against its reference."""

from __future__ import annotations

import typer

from diarfix.cli import common
from diarfix.cli.targets import STDIN
from diarfix.errors import DiarfixError


def score(
    reference: str = typer.Argument(..., metavar="REF", help="The transcript that is right."),
    hypothesis: str = typer.Argument(..., metavar="HYP", help="The transcript to measure."),
    raw: str | None = typer.Option(None, metavar="RAW", help="HYP before its repair: count words repaired and broken."),
    as_json: bool = typer.Option(False, "--json", help="Print JSON (docs/score.md)."),
    worst: int = typer.Option(10, min=0, metavar="N", help="Show the N longest runs of wrong words."),
    format_id: str | None = typer.Option(None, "--from", metavar="FORMAT", help="The format of HYP and RAW."),
    reference_format: str | None = typer.Option(None, "--ref-from", metavar="FORMAT", help="The format of REF."),
) -> None:
    """Measure the labels of HYP by those of REF: WDER, cpWER, confusions, boundaries, the longest errors.

    The two may differ in words, formats and in what the labels are called. One of the files may be `-`.
    """
    sources = [reference, hypothesis, *([raw] if raw is not None else [])]
    if sources.count(STDIN) > 1:
        raise DiarfixError("E601", "standard input can be read once", "give the other transcripts as files")
    right = common.read(reference, reference_format)
    measured = common.read(hypothesis, format_id)
    before = common.read(raw, format_id) if raw is not None else None

    from diarfix import score as scoring

    report = scoring.score(right, measured, before)
    if as_json:
        import json

        typer.echo(json.dumps(scoring.to_json(report, worst), ensure_ascii=False, indent=2))
        return
    from diarfix.render import screen

    scoring.print_report(report, screen.stdout(), worst)
