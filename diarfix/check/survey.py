"""What the episodes of a project look like, for `diarfix init`: where they lie, their formats, their labels."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pathspec import GitIgnoreSpec

from diarfix import formats
from diarfix.check.discover import Found
from diarfix.check.session import NO_TRANSCRIPT
from diarfix.errors import DiarfixError


@dataclass(frozen=True)
class Survey:
    """`episodes` as shown, by path; `labels` with the number of episodes they stand in, the most frequent first.

    `malformed` files could only be read leniently, `unreadable` ones not at all; `others` hold no transcript.
    """

    episodes: tuple[str, ...]
    formats: tuple[tuple[str, int], ...]
    labels: tuple[tuple[str, int], ...]
    words: int
    malformed: tuple[str, ...]
    unreadable: tuple[tuple[str, DiarfixError], ...]
    others: tuple[str, ...]

    def globs(self, folder: Path) -> tuple[str, ...]:
        """The fewest globs, seen from `folder`, that name the episodes: `shows/*.vtt`, or `shows/**/*.vtt`."""
        folders: dict[tuple[str, str], set[str]] = {}
        for name in self.episodes:
            path = PurePosixPath(_seen_from(folder, name))
            top = path.parts[0] if len(path.parts) > 1 else ""
            folders.setdefault((top, path.suffix), set()).add(path.parent.as_posix())
        found = []
        for (top, suffix), parents in sorted(folders.items()):
            if not top:
                found.append(f"/*{suffix}")
            else:
                found.append(f"/{next(iter(parents))}/*{suffix}" if len(parents) == 1 else f"/{top}/**/*{suffix}")
        return tuple(found)

    def strays(self, folder: Path) -> tuple[str, ...]:
        """What the globs name although it holds no transcript, to be excluded."""
        spec = GitIgnoreSpec.from_lines(self.globs(folder))
        names = [*self.others, *(name for name, _ in self.unreadable)]
        return tuple(f"/{name}" for name in (_seen_from(folder, name) for name in names) if spec.match_file(name))


def _seen_from(folder: Path, name: str) -> str:
    return Path(os.path.relpath(name, folder)).as_posix()


def survey(files: Sequence[Found]) -> Survey:
    """Read every file once."""
    episodes, malformed, others = [], [], []
    unreadable: list[tuple[str, DiarfixError]] = []
    ids: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    words = 0
    for file in files:
        repairs: list[formats.Repair] = []
        try:
            transcript = formats.read_path(Path(file.path), notice=repairs.append)
        except DiarfixError as error:
            if error.code in NO_TRANSCRIPT and not file.sure:
                others.append(file.shown)
            else:
                unreadable.append((file.shown, error))
            continue
        episodes.append(file.shown)
        malformed += [file.shown] if repairs else []
        ids[transcript.source.format] += 1
        labels.update(transcript.labels)
        words += len(transcript.words)
    return Survey(
        tuple(episodes), _ordered(ids), _ordered(labels), words, tuple(malformed), tuple(unreadable), tuple(others)
    )


def _ordered(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
