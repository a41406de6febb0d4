"""`diarfix learn`: what reviewed episodes teach about a show."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from diarfix.errors import DiarfixError, Place

if TYPE_CHECKING:
    from diarfix.show.learn import Episode


def learn(
    paths: list[str] = typer.Argument(..., metavar="EPISODES...", help="Reviewed episodes: files, folders, globs."),
    out: Path | None = typer.Option(None, "-o", "--out", metavar="FILE", help="Write here; without it, print."),
    profile: Path | None = typer.Option(
        None, "--profile", metavar="FILE.json", help="Write how the regulars talk here (counts, no sentences)."
    ),
    force: bool = typer.Option(False, "--force", help="Write over files that are there."),
    quiet: bool = typer.Option(False, "-q", "--quiet", help="Do not say what was read."),
) -> None:
    """Propose a [show] section from reviewed episodes: people, labels, ads, catchphrases."""
    for target in (out, profile):
        if target is not None and target.exists() and not force:
            what = "there is such a file already"
            raise DiarfixError("E601", what, "look at it, or give --force", Place(str(target)))
    if out is not None and profile is not None and out.absolute() == profile.absolute():
        raise DiarfixError("E601", "--out and --profile name one file", "give two", Place(str(out)))
    from diarfix.cli.common import make_folder
    from diarfix.formats import write_path
    from diarfix.render.lesson import lesson_toml
    from diarfix.show.learn import learn as learned
    from diarfix.show.profile import pooled, speech_by_label, write_profile

    episodes = _read(paths)
    lesson = learned(episodes)
    beside = None
    if profile is not None:
        folder = Path() if out is None else out.parent
        beside = Path(os.path.relpath(profile.absolute(), folder.absolute())).as_posix()
    text = lesson_toml(lesson, beside)
    if profile is not None:
        make_folder(profile.parent)
        write_profile(profile, pooled((speech_by_label(item.transcript) for item in episodes), lesson.regulars))
    if out is None:
        typer.echo(text, nl=False)
    else:
        make_folder(out.parent)
        write_path(out, text)
    if not quiet:
        noun = "person comes" if len(lesson.regulars) == 1 else "people come"
        told = f"{len(episodes):,} episodes read, {len(lesson.regulars):,} {noun} back"
        print(told if out is None else f"{out}: {told}", file=sys.stderr)


def _read(paths: list[str]) -> list[Episode]:
    """The episodes, past those that cannot be read. Raises E101 where nothing is left."""
    from diarfix import formats
    from diarfix.cast import build_cast
    from diarfix.check.discover import discover
    from diarfix.cli.common import decisions
    from diarfix.config import Configs
    from diarfix.cues.analysis import analyse
    from diarfix.cues.context import Context
    from diarfix.cues.nlp import load_english
    from diarfix.show.learn import Episode

    suffixes = frozenset(suffix for item in formats.FORMATS for suffix in item.suffixes)
    episodes: list[Episode] = []
    failed: list[tuple[str, DiarfixError]] = []
    for file in discover(paths, Configs(isolated=True), suffixes):
        try:
            transcript = formats.read_path(file.path)
            book = decisions(str(file.path))
        except DiarfixError as error:
            failed.append((file.shown, error))
            continue
        accepted = tuple(
            (item.old, item.new) for item in book.decisions
            if item.verdict == "accepted" and item.kind in ("name", "merge")
        )
        cast = build_cast(Context(analyse(transcript, load_english())), {})
        episodes.append(Episode(transcript, cast, accepted))
    if not episodes and len(failed) == 1:
        raise failed[0][1]
    for shown, why in failed:
        print(f"note: {shown} is left out: {why}", file=sys.stderr)
    if not episodes:
        raise DiarfixError("E101", "no episode could be read", "check the paths")
    return episodes
