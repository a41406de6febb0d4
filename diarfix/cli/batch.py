"""`diarfix batch`: repair archives."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.cli import settings
from diarfix.cli.targets import STDIN
from diarfix.errors import DiarfixError, Place

if TYPE_CHECKING:
    from diarfix.batch import Episode, Orders


def batch(
    sources: list[str] = typer.Argument(
        ..., metavar="SOURCE...", help="Folders, files, globs, URLs (s3://...) and manifests (.csv, .jsonl, .parquet)."
    ),
    out: str = typer.Option(..., "-o", "--out", metavar="DEST", help="A folder or URL for transcripts and tables."),
    resume: bool = typer.Option(False, "--resume", help="Go on with a run: what is done and unchanged is not redone."),
    workers: int = typer.Option(
        0, "-j", "--workers", min=0, metavar="N", help="Processes; without it one for every core."
    ),
    scheduler: str | None = typer.Option(
        None, metavar="ADDRESS", help="Use the workers of a Dask scheduler (tcp://host:8786) instead."
    ),
    shard: str | None = typer.Option(None, metavar="I/N", help="Only the I-th of N parts of the episodes."),
    limit: int | None = typer.Option(None, min=1, metavar="N", help="Only the first N episodes."),
    timeout: float | None = typer.Option(None, min=0.1, metavar="SECONDS", help="Give an episode up after this long."),
    state: Path | None = typer.Option(
        None, metavar="DIR", help="Where the journal lies; without it inside DEST, if that is a folder."
    ),
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
    quiet: bool = typer.Option(False, "-q", "--quiet", help="No progress and no summary."),
) -> None:
    """Repair archives in parallel: transcripts, a table of edits and findings, a table of episodes.

    Exit code 0 when all episodes are done, 1 when some failed (the table of episodes says why), 130 when the run was
    interrupted; --resume goes on.
    """
    from diarfix.batch import Run, find_episodes, run
    from diarfix.batch.run import Interrupted
    from diarfix.batch.settings import digest
    from diarfix.batch.source import shard as part
    from diarfix.cues.nlp import pipeline_name
    from diarfix.render.batch import Progress, print_totals

    number, count = _shard(shard)
    given = settings.Settings(
        config, isolated, min_confidence, unsafe, heal, model, lenient, rules, select, extend_select, ignore
    )
    pipeline_name()  # a missing model is told before any work is done
    episodes = part(find_episodes(sources, out), number, count)[:limit]
    orders = [_orders(item, given, out, format_id, to) for item in episodes]
    _check(orders)
    plan = Run(
        out, _state(state, out), digest(orders), workers or os.cpu_count() or 1, scheduler, timeout, resume,
        "" if count == 1 else f"-{number}of{count}",
    )
    with Progress(len(orders), quiet) as progress:
        try:
            totals = run(orders, plan, progress.tell)
        except Interrupted:
            if not quiet:
                print_totals(progress.totals, progress.seconds, out, interrupted=True)
            raise typer.Exit(130) from None
    if not quiet:
        print_totals(totals, progress.seconds, out)
    raise typer.Exit(1 if totals.failed else 0)


def _orders(
    episode: Episode, given: settings.Settings, out: str, format_id: str | None, to: str | None
) -> Orders:
    from diarfix.batch import Orders, store
    from diarfix.formats import by_id
    from diarfix.rulebook import bundled_rules

    path = store.local_path(episode.url)
    source = str(path) if path is not None else STDIN
    options = given.options_for(source)
    if options.rules == bundled_rules():
        options = replace(options, rules=None)  # a worker has these, and need not be sent them
    key = episode.key if to is None else str(Path(episode.key).with_suffix(by_id(to).suffixes[0]))
    return Orders(episode, store.join(out, key), options, format_id, to, given.lenient_for(source))


def _check(orders: list[Orders]) -> None:
    """Raises E601 where two outputs would be one file, or an output its own input."""
    taken: dict[str, str] = {}
    for order in orders:
        url = order.episode.url
        other = taken.setdefault(order.target, url)
        if other != url:
            raise DiarfixError("E601", f"{other} and {url} would both be written here",
                               "name outputs in a manifest", Place(order.target))
        if os.path.realpath(order.target) == os.path.realpath(url):
            raise DiarfixError("E601", "the output is the input itself", "give another --out", Place(url))


def _shard(text: str | None) -> tuple[int, int]:
    if text is None:
        return 1, 1
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if found is None or not 1 <= int(found[1]) <= int(found[2]):
        raise DiarfixError("E601", f"{text!r} is no part", "give I/N with I from 1 to N, such as 2/8")
    return int(found[1]), int(found[2])


def _state(given: Path | None, out: str) -> Path:
    from diarfix.batch import store
    from diarfix.batch.run import FOLDER

    if given is not None:
        return given
    path = store.local_path(out)
    if path is None:
        raise DiarfixError("E601", "the journal needs a folder on this machine", "give one with --state", Place(out))
    return path / FOLDER
