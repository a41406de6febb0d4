"""`diarfix simulate`: make realistic errors in a clean transcript."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.cli import common, targets
from diarfix.errors import DiarfixError, Place

if TYPE_CHECKING:
    from diarfix.simulate import Simulated


def simulate(
    clean: str = typer.Argument(..., metavar="CLEAN", help="The right transcript; `-` is standard input."),
    raw: Path = typer.Option(..., "-o", "--out", metavar="RAW", help="Write the transcript with errors here."),
    seed: int = typer.Option(..., "--seed", metavar="N", help="The same seed makes the same errors."),
    recipe: str = typer.Option(
        "podcast", "--recipe", metavar="NAME|FILE", help="podcast, phantom, meeting, call, flip, clean, or a YAML file."
    ),
    gold: Path | None = typer.Option(
        None, "--gold", metavar="FILE", help="Write the right one here [beside RAW, as NAME.gold.SUFFIX]."
    ),
    errors: Path | None = typer.Option(None, "--errors", metavar="FILE", help="Write what was done as JSON."),
    format_id: str | None = typer.Option(None, "--from", metavar="FORMAT", help="The input's format."),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="No summary."),
) -> None:
    """Make the errors of diarizers in a clean transcript, and write the right one beside it.

    Words and their order stay; labels, marks and letter case change. How often and in which shapes, the recipe
    says (docs/simulation.md).
    """
    import random

    from diarfix import formats, simulate

    right = gold or raw.with_name(f"{raw.stem}.gold{raw.suffix}")
    _check(clean, {"RAW": raw, "--gold": right, "--errors": errors})
    chosen = simulate.load_recipe(recipe)
    transcript = common.read(clean, format_id)
    made = simulate.simulate(transcript, chosen, random.Random(seed))
    formats.write_path(right, transcript.source.text, transcript.source)
    formats.write_path(raw, made.raw_text, transcript.source)
    if errors is not None:
        formats.write_path(errors, simulate.errors_json(made, chosen.name, seed))
    if not quiet:
        _summary(made, raw, right)


def _summary(made: Simulated, raw: Path, gold: Path) -> None:
    from diarfix.render import screen
    from diarfix.render.simulated import print_simulated

    print_simulated(screen.stderr(), made, str(raw), str(gold))


def _check(clean: str, outputs: dict[str, Path | None]) -> None:
    """Raises E601 where a file would be written over another one."""
    taken = {} if clean == targets.STDIN else {os.path.realpath(clean): "CLEAN"}
    for name, path in outputs.items():
        if path is None:
            continue
        other = taken.setdefault(os.path.realpath(path), name)
        if other != name:
            raise DiarfixError("E601", f"{name} would overwrite {other}", "give another file", Place(str(path)))
