"""Results of files that have not changed, kept on disk: one small file each, named by all that they depend on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import diarfix
from diarfix.check.record import Excerpt, FileResult, Finding, Fix
from diarfix.errors import DiarfixError
from diarfix.formats.io import write_bytes
from diarfix.resources import rules_dir

VERSION = 1
"""Raised when the layout of what is kept changes."""


@dataclass(frozen=True, slots=True)
class ResultCache:
    """A folder of results. Without a folder nothing is kept; what cannot be read or written only costs time."""

    folder: Path | None

    def get(self, key: str) -> FileResult | None:
        """What was found; None where nothing readable is kept."""
        if self.folder is None:
            return None
        try:
            return _result(json.loads(self._path(key).read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, key: str, result: FileResult) -> None:
        """Keep a result, whole or not at all."""
        if self.folder is None:
            return
        path = self._path(key)
        with contextlib.suppress(OSError, DiarfixError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, json.dumps(asdict(result), ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / f"{key[2:]}.json"


def user_folder() -> Path:
    """Where results are kept: the user's cache folder; `DIARFIX_CACHE_DIR` names another."""
    given = os.environ.get("DIARFIX_CACHE_DIR")
    if given:
        return Path(given) / "check"
    from platformdirs import user_cache_path

    return user_cache_path("diarfix") / "check"


def key_of(contents: Iterable[bytes], path: str, settings: object) -> str:
    """What a result depends on: the file and all that is read with it, its name, the settings, diarfix itself."""
    digest = hashlib.sha256()
    said = json.dumps(settings, sort_keys=True).encode()
    for part in (*contents, os.fsencode(path), said, _ourselves()):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def paths_in(values: Iterable[object]) -> Iterator[Path]:
    """The files and folders that settings name."""
    for value in values:
        if isinstance(value, Path):
            yield value
        elif isinstance(value, tuple | list):
            yield from paths_in(value)


def files_digest(paths: Iterable[Path]) -> str:
    """The content of rule files, folders of them included; a missing one counts as such."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*.y*ml")) if path.is_dir() else [path]:
            digest.update(os.fsencode(file))
            digest.update(file.read_bytes() if file.is_file() else b"\0")
    return digest.hexdigest()


@cache
def _ourselves() -> bytes:
    """Version, rules, weights and model; in a checkout these and the code change while the version stays."""
    digest = hashlib.sha256(f"{VERSION} {diarfix.__version__}".encode())
    package = Path(diarfix.__file__).parent
    for folder, pattern in ((rules_dir(), "*.yaml"), (package / "data", "*"), (package, "*.py")):
        for file in sorted(folder.rglob(pattern)):
            if file.is_file():
                about = file.stat()
                digest.update(f"{file.relative_to(folder)} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.digest()


def _result(row: dict[str, Any]) -> FileResult:
    findings = {name: tuple(map(_finding, row[name])) for name in ("findings", "silenced")}
    return FileResult(**{**row, **findings, "cached": True})


def _finding(row: dict[str, Any]) -> Finding:
    fix, excerpt = row["fix"], row["excerpt"]
    return Finding(**{
        **row,
        "codes": tuple(row["codes"]),
        "fix": None if fix is None else Fix(**fix),
        "excerpt": None if excerpt is None else Excerpt(**excerpt),
    })
