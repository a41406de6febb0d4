"""From folders, globs, files, URLs and manifests to episodes, each with a key of its own."""

from __future__ import annotations

import glob
import hashlib
import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from diarfix.batch import store
from diarfix.batch.manifest import is_manifest, read_manifest
from diarfix.batch.record import Episode
from diarfix.decisions import SIDECAR, sidecar, sidecar_name
from diarfix.errors import DiarfixError, Place
from diarfix.formats import FORMATS

SUFFIXES = frozenset(suffix for known in FORMATS for suffix in known.suffixes)
"""Endings that are looked for in folders."""


def find_episodes(sources: Sequence[str], out: str) -> tuple[Episode, ...]:
    """All episodes of the sources, by key; what already lies in `out` is none.

    Raises E101 for a source that names nothing, E601 where two would be written to one file, E621 for a manifest
    that cannot be used.
    """
    found: dict[str, Episode] = {}
    for source in sources:
        at_least_one = False
        for episode in _episodes(source, out):
            at_least_one = True
            other = found.setdefault(episode.key, episode)
            if other.url != episode.url:
                what = f"{other.url} and {episode.url} would both be written to {episode.key}"
                raise DiarfixError("E601", what, "give them apart, or name outputs in a manifest")
        if not at_least_one:
            raise DiarfixError("E101", "no transcript was found", "check the path or pattern", Place(source))
    return tuple(found[key] for key in sorted(found))


def shard(episodes: Iterable[Episode], number: int, count: int) -> tuple[Episode, ...]:
    """Every episode of shard `number` (from 1) of `count`. An episode's shard depends on its key alone."""
    return tuple(
        item
        for item in episodes
        if int.from_bytes(hashlib.sha256(item.key.encode()).digest()[:8], "big") % count == number - 1
    )


def _episodes(source: str, out: str) -> Iterator[Episode]:
    if is_manifest(source):
        yield from read_manifest(source)
        return
    path = store.local_path(source)
    if path is None:
        yield from _remote(source)
    elif path.is_dir():
        yield from _folder(path, store.local_path(out))
    elif glob.has_magic(str(path)) and not path.exists():
        root = _fixed(str(path))
        for found in sorted(root.glob(str(path.relative_to(root)))):
            if found.is_file() and _is_transcript(found.name):
                yield _local(found, root)
    else:
        if not path.exists():
            raise DiarfixError("E101", "there is no such file", "check the path", Place(source))
        yield _local(path, path.parent)


def _folder(root: Path, out: Path | None) -> Iterator[Episode]:
    skipped = None if out is None else os.path.realpath(out)
    for folder, names, files in os.walk(root):
        names[:] = sorted(
            name for name in names if not name.startswith(".") and os.path.realpath(Path(folder, name)) != skipped
        )
        for name in sorted(files):
            path = Path(folder, name)
            # A link to a folder above would make the walk endless, and a broken one names nothing.
            if _is_transcript(name) and path.is_file():
                yield _local(path, root)


def _local(path: Path, root: Path) -> Episode:
    beside = sidecar(path)
    return Episode(path.relative_to(root).as_posix(), str(path), str(beside) if beside.is_file() else "")


def _remote(source: str) -> Iterator[Episode]:
    system, at = store.filesystem(source)
    try:
        if glob.has_magic(at):
            root, names = _fixed(at).as_posix(), system.glob(at)
        elif system.isfile(at):
            root, names = posixpath.dirname(at), [at]
        else:
            root, names = at.rstrip("/"), system.find(at)
    except OSError as problem:
        raise DiarfixError("E101", f"it cannot be listed ({problem})", "check the URL", Place(source)) from None
    wanted = [str(name) for name in names]
    known = set(wanted)
    for name in sorted(wanted):
        if not _is_transcript(name):
            continue
        beside = sidecar_name(name)
        decisions = str(system.unstrip_protocol(beside)) if beside in known else ""
        yield Episode(posixpath.relpath(name, root), str(system.unstrip_protocol(name)), decisions)


def _is_transcript(name: str) -> bool:
    base = posixpath.basename(name.replace(os.sep, "/"))
    return not base.startswith(".") and not base.endswith(SIDECAR) and posixpath.splitext(base)[1].lower() in SUFFIXES


def _fixed(pattern: str) -> Path:
    """The folder above the first part of a pattern that has a wildcard."""
    parts = Path(pattern).parts
    fixed = next(at for at, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:fixed]) if fixed else Path()
