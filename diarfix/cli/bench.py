"""`diarfix bench`: measure the repair on sets of episodes with references."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from diarfix.cli import common, opinion


def bench(
    sources: list[str] = typer.Argument(
        ..., metavar="DIR|MANIFEST...", help="A manifest (TOML), or a folder with bench.toml or NAME.gold.* files."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print JSON (docs/bench.md)."),
    html: Path | None = typer.Option(None, metavar="FILE", help="Write a page with plots."),
    markdown: Path | None = typer.Option(None, metavar="FILE", help="Write the tables as Markdown."),
    min_confidence: float | None = typer.Option(
        None, min=0.0, max=1.0, metavar="P", help="Apply edits of this confidence or more; as fix where not given."
    ),
    baselines: bool = typer.Option(True, help="Measure simple rules, too."),
    jobs: int = typer.Option(2, min=1, metavar="N", help="Episodes at once."),
    limit: int | None = typer.Option(None, min=1, metavar="N", help="Only the first N episodes of each set."),
    names: list[str] = typer.Option([], "--set", metavar="NAME", help="Only this set; may be repeated."),
    folds: Path | None = typer.Option(None, metavar="FILE", help="Weights by the episodes they have not seen (JSON)."),
    people_folds: Path | None = typer.Option(
        None, metavar="FILE", help="Numbers of the people by the calls they have not seen (JSON)."
    ),
    llm: str | None = opinion.LLM,
    llm_weight: float | None = opinion.WEIGHT,
    allow_remote_llm: bool = opinion.REMOTE,
    no_llm_cache: bool = opinion.NO_CACHE,
    model_dir: Path | None = typer.Option(
        None, "--model", metavar="DIR", help="Use the boundary model in this folder."
    ),
    no_model: bool = typer.Option(False, "--no-model", help="Rules alone, without the boundary model."),
) -> None:
    """Measure the repair on episodes with references: words repaired and broken, calibration, simple rules.

    Everything but the speed is the same every time, whatever --jobs.
    """
    from diarfix import bench as benching
    from diarfix.bench.folds import read_folds, read_people_folds
    from diarfix.formats import write_path
    from diarfix.pipeline import SAFE, Options
    from diarfix.render import screen

    for target in (html, markdown):
        if target is not None:
            common.make_folder(target.parent)
    options = Options(
        min_confidence=SAFE if min_confidence is None else min_confidence,
        model=not no_model,
        model_dir=model_dir,
        consult=opinion.consult(llm, llm_weight, allow_remote_llm, no_llm_cache),
    )
    fitted = read_folds(folds, options.model) if folds is not None else None
    unseen = read_people_folds(people_folds, options.model) if people_folds is not None else None
    with _progress() as progress:
        report = benching.run(
            sources, options, names=names, limit=limit, jobs=jobs, folds=fitted, people_folds=unseen, progress=progress
        )
    command = _command(
        sources, min_confidence, baselines, limit, names, folds, people_folds, no_model, model_dir, llm,
        llm_weight,
    )
    if html is not None:
        write_path(html, benching.to_html(report, command, baselines))
    if markdown is not None:
        made_with = f"{command} --markdown {shlex.quote(str(markdown))}"
        weights = _weights(folds, options.model)
        write_path(markdown, benching.to_markdown(report, made_with, _commit(), weights, baselines))
    if as_json:
        import json

        typer.echo(json.dumps(benching.to_json(report, baselines), ensure_ascii=False, indent=2))
    else:
        benching.print_report(report, screen.stdout(), baselines)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda done, count: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    from diarfix.render import screen

    bar = Progress("episodes", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=screen.stderr(),
                   transient=True)
    task = bar.add_task("", total=None)

    def advance(done: int, count: int) -> None:
        # Started only now: its thread must not live while the worker processes are forked.
        bar.start()
        bar.update(task, completed=done, total=count)

    try:
        yield advance
    finally:
        bar.stop()


def _command(
    sources: list[str], min_confidence: float | None, baselines: bool, limit: int | None, names: list[str],
    folds: Path | None, people_folds: Path | None, no_model: bool, model_dir: Path | None, llm: str | None,
    llm_weight: float | None,
) -> str:
    """The command that gives the same numbers again."""
    parts = ["diarfix", "bench", *sources]
    parts += [] if min_confidence is None else ["--min-confidence", str(min_confidence)]
    parts += [] if baselines else ["--no-baselines"]
    parts += [] if limit is None else ["--limit", str(limit)]
    parts += [part for name in names for part in ("--set", name)]
    parts += [] if folds is None else ["--folds", str(folds)]
    parts += [] if people_folds is None else ["--people-folds", str(people_folds)]
    parts += [] if llm is None else ["--llm", llm]
    parts += [] if llm_weight is None else ["--llm-weight", str(llm_weight)]
    parts += ["--no-model"] if no_model else []
    parts += [] if model_dir is None else ["--model", str(model_dir)]
    return shlex.join(parts)


def _commit() -> str:
    """The commit of this checkout; `-dirty` where its files differ from it."""
    import diarfix

    folder = Path(diarfix.__file__).parent
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--exclude=*"], cwd=folder, capture_output=True, text=True,
            check=True, timeout=30,
        )
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return found.stdout.strip()


def _weights(folds: Path | None, model: bool) -> str:
    """Where the weights come from, for the record."""
    if folds is not None:
        return f"{folds}: each episode by weights that have not seen it, where the file has some"
    from diarfix.solve import bundled_weights

    return f"diarfix/data/weights.json, fitted on {bundled_weights(model).provenance}"
