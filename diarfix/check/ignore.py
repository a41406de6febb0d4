"""Which files `.gitignore`, `.diarfixignore` and the configuration pass over; the globs are git's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pathspec import GitIgnoreSpec

from diarfix.errors import DiarfixError, Place

NAMES = (".gitignore", ".diarfixignore")
"""Read in this order in each folder: the later one wins."""


@dataclass
class Ignore:
    """The ignore files met on a walk, each read once. `exclude` are globs relative to `base`."""

    base: Path
    exclude: Sequence[str] = ()
    respect: bool = True
    _specs: dict[Path, GitIgnoreSpec | None] = field(default_factory=dict)
    _roots: dict[Path, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._excluded = GitIgnoreSpec.from_lines(self.exclude)

    def passes_over(self, path: Path, is_dir: bool = False) -> bool:
        """Whether a file or folder, by its absolute path, is to be passed over; what lies above it is not asked."""
        tail = "/" if is_dir else ""
        if path.is_relative_to(self.base) and path != self.base:
            inside = path.relative_to(self.base).as_posix() + tail
            if self._excluded.match_file(inside):
                return True
        if not self.respect:
            return False
        for folder in self._folders(path.parent):
            spec = self._spec(folder)
            said = None if spec is None else spec.check_file(path.relative_to(folder).as_posix() + tail).include
            if said is not None:
                return said
        return False

    def passes_over_any(self, path: Path) -> bool:
        """Whether a file, or a folder above it inside its repository, is passed over."""
        root = self._root(path.parent)
        above = [folder for folder in reversed(path.parents) if folder != root and folder.is_relative_to(root)]
        return any(self.passes_over(folder, True) for folder in above) or self.passes_over(path)

    def _folders(self, folder: Path) -> Iterator[Path]:
        """From `folder` up to the root of its repository: the deepest ignore file has the last word."""
        root = self._root(folder)
        while True:
            yield folder
            if folder in (root, folder.parent):
                return
            folder = folder.parent

    def _root(self, folder: Path) -> Path:
        """The repository's folder; without a repository, the folder that `exclude` is relative to, or `folder`."""
        if folder not in self._roots:
            found = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
            if found is None:
                found = self.base if folder.is_relative_to(self.base) else folder
            self._roots[folder] = found
        return self._roots[folder]

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            lines: list[str] = []
            for name in NAMES:
                lines += _lines(folder / name)
            self._specs[folder] = GitIgnoreSpec.from_lines(lines) if lines else None
        return self._specs[folder]


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as problem:
        what = f"the ignore file cannot be read ({problem.strerror})"
        raise DiarfixError("E101", what, "check its rights", Place(str(path))) from None
