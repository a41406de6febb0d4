"""`diarfix explain`: one edit and the evidence behind it."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import common, opinion


def explain(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    edit: str = typer.Argument(..., metavar="ID", help="The edit's id, or its first digits."),
    files: list[Path] = typer.Option([], "--rules", metavar="FILE", help="Use these rules, too."),
    no_model: bool = common.NO_MODEL,
    llm: str | None = opinion.LLM,
    llm_weight: float | None = opinion.WEIGHT,
    allow_remote_llm: bool = opinion.REMOTE,
    no_llm_cache: bool = opinion.NO_CACHE,
    format_id: str | None = typer.Option(None, "--from", metavar="FORMAT", help="The format; see `diarfix formats`."),
    lenient: bool = common.LENIENT,
) -> None:
    """Show why an edit is made or proposed."""
    second = opinion.consult(llm, llm_weight, allow_remote_llm, no_llm_cache)
    result, _ = common.repaired(source, files, format_id, not no_model, lenient, second)
    from diarfix.render import screen
    from diarfix.render.explain import print_edit

    print_edit(screen.stdout(), result, common.edit_of(result, edit))
