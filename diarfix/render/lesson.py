"""What was learned of a show, as a `[show]` section with the counts behind every line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diarfix.render.config import toml

if TYPE_CHECKING:
    from diarfix.show.learn import Entry, Lesson


def lesson_toml(lesson: Lesson, profile: str | None) -> str:
    """The section; look it through before you trust it."""
    return "\n".join(_lines(lesson, profile)) + "\n"


def _lines(lesson: Lesson, profile: str | None) -> Iterator[str]:
    noun = "episode" if lesson.episodes == 1 else "episodes"
    yield f"# Learned by diarfix from {lesson.episodes:,} reviewed {noun}. Look it through: nothing here is certain."
    yield "[show]"
    yield from _list("hosts", lesson.hosts)
    yield from _list("guests", lesson.guests)
    yield from _list("advertisers", lesson.advertisers)
    if profile is not None:
        yield f"profile = {toml(profile)}"
    yield from _table("labels", lesson.labels)
    yield from _table("catchphrases", lesson.phrases)


def _list(key: str, entries: Sequence[Entry]) -> Iterator[str]:
    if not entries:
        yield f"# {key} = []  # none seen"
        return
    yield f"{key} = ["
    for entry in entries:
        yield f"    {toml(entry.text)},  # {entry.why}"
    yield "]"


def _table(key: str, entries: Sequence[Entry]) -> Iterator[str]:
    yield ""
    yield f"[show.{key}]" if entries else f"# [show.{key}]  # none seen"
    for entry in entries:
        yield f"{toml(entry.text)} = {toml(entry.name)}  # {entry.why}"
