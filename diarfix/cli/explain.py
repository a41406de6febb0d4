"""`diarfix explain`: one edit and the evidence behind it."""

from __future__ import annotations

from pathlib import Path

import typer

from diarfix.cli import common, opinion, settings


def explain(
    source: str = typer.Argument(..., metavar="IN", help="The transcript; `-` reads standard input."),
    edit: str = typer.Argument(..., metavar="ID", help="The edit's id, or its first digits."),
    rules: list[Path] = settings.RULES,
    model: bool | None = settings.MODEL,
    llm: str | None = opinion.LLM,
    llm_weight: float | None = opinion.WEIGHT,
    allow_remote_llm: bool = opinion.REMOTE,
    no_llm_cache: bool = opinion.NO_CACHE,
    format_id: str | None = settings.FROM,
    lenient: bool | None = settings.LENIENT,
    config: Path | None = settings.CONFIG,
    isolated: bool = settings.ISOLATED,
) -> None:
    """Show why an edit is made or proposed."""
    second = opinion.consult(llm, llm_weight, allow_remote_llm, no_llm_cache)
    given = settings.Settings(config, isolated, model=model, lenient=lenient, rules=rules, consult=second)
    result, _ = common.repaired(source, given, format_id)
    from diarfix.render import screen
    from diarfix.render.explain import print_edit

    print_edit(screen.stdout(), result, common.edit_of(result, edit))
