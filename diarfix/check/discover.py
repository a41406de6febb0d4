"""From the paths given to the files to check: files as they are, folders walked, globs expanded."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pathspec import GitIgnoreSpec

from diarfix.check.ignore import Ignore
from diarfix.config import Check, Config, Configs
from diarfix.decisions import SIDECAR
from diarfix.errors import DiarfixError, Place


@dataclass(frozen=True, slots=True)
class Found:
    """A file to check, as messages show it. `sure` files must hold a transcript: they were named or included."""

    path: Path
    shown: str
    sure: bool


def discover(
    given: Sequence[str], configs: Configs, suffixes: frozenset[str], force_exclude: bool = False
) -> tuple[Found, ...]:
    """The files, each once, by path. Raises E101 for a path or glob that names nothing.

    Files that are named are checked whatever they are; with `force_exclude`, as if they were met in a folder.
    """
    found: dict[str, Found] = {}
    ignores: dict[Path | None, Ignore] = {}
    for text in given:
        for path in _expanded(text):
            walked = path.is_dir()
            config = configs.for_folder(path if walked else path.parent)
            ignore = ignores.setdefault(config.path, _ignore(config))
            if walked:
                items: Iterator[Found] = _walk(path, config, ignore, suffixes)
            else:
                named = iter((Found(path, shown(path), True),))
                items = _named(path, config, ignore, suffixes) if force_exclude else named
            for item in items:
                real = os.path.realpath(item.path)
                if real not in found or item.sure:
                    found[real] = item
    return tuple(sorted(found.values(), key=lambda item: item.shown))


def shown(path: Path) -> str:
    """The path as people write it: relative to where they are, where it lies below, with forward slashes."""
    whole = Path(os.path.normpath(path.absolute()))
    return (whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole).as_posix()


def _ignore(config: Config) -> Ignore:
    section = config[Check]
    return Ignore(config.folder, section.exclude, section.respect_ignore_files)


def _expanded(text: str) -> Iterator[Path]:
    path = Path(text)
    if path.exists():
        yield path
        return
    if glob.has_magic(text):
        hits = sorted(glob.glob(text, recursive=True))  # noqa: PTH207, Path.glob takes no absolute patterns
        if hits:
            yield from map(Path, hits)
            return
        raise DiarfixError("E101", "nothing is named so", "check the glob", Place(text))
    raise DiarfixError("E101", "there is no such file or folder", "check the path", Place(text))


def _walk(folder: Path, config: Config, ignore: Ignore, suffixes: frozenset[str]) -> Iterator[Found]:
    """The files below a folder that may hold transcripts; hidden folders and what is ignored are not entered."""
    if ignore.passes_over_any(folder.absolute() / "_"):
        return
    for parent, folders, names in os.walk(folder, onerror=_unreadable):
        here = Path(parent)
        folders[:] = sorted(
            name for name in folders
            if not name.startswith(".") and not ignore.passes_over((here / name).absolute(), is_dir=True)
        )
        for name in sorted(names):
            path = here / name
            if _wanted(path, config, suffixes) and not ignore.passes_over(path.absolute()):
                yield Found(path, shown(path), bool(config[Check].include))


def _unreadable(problem: OSError) -> None:
    what = f"the folder cannot be read ({problem.strerror})"
    raise DiarfixError("E101", what, "check its rights, or exclude it", Place(str(problem.filename))) from None


def _named(path: Path, config: Config, ignore: Ignore, suffixes: frozenset[str]) -> Iterator[Found]:
    """A named file, if it would be met in its folder."""
    if _wanted(path, config, suffixes) and not ignore.passes_over_any(path.absolute()):
        yield Found(path, shown(path), bool(config[Check].include))


def _wanted(path: Path, config: Config, suffixes: frozenset[str]) -> bool:
    """Whether a file's name is one of an episode."""
    include, whole = config[Check].include, path.absolute()
    if path.name.startswith(".") or path.name.endswith(SIDECAR):
        return False
    if not include:
        return path.suffix.lower() in suffixes
    inside = whole.is_relative_to(config.folder)
    return inside and _spec(include).match_file(whole.relative_to(config.folder).as_posix())


@cache
def _spec(globs: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(globs)
